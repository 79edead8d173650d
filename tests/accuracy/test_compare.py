"""The comparison itself: what counts as equal, and what it complains about."""

from __future__ import annotations

from typing import Any

from tests.accuracy.compare import Row, compare_document, compare_rows, match_findings, value_complaint

AT = {"kind": "cell", "sheet": "SKP", "cell": "B2"}


def _finding(code: str, cell: str) -> dict[str, Any]:
    return {"code": code, "severity": "error", "location": {"kind": "cell", "sheet": "SKP", "cell": cell, "label": "x"}}


def _row(name: str, text: str) -> Row:
    return {name: {"text": text, "value": None}}


def test_texts_are_equal_after_collapsing_blanks() -> None:
    assert value_complaint({"text": "12  laporan", "value": 12}, {"text": "12 laporan", "value": 12}) is None


def test_values_differ_by_type() -> None:
    assert value_complaint({"value": 12}, {"value": 12.0}) is not None
    assert value_complaint({"value": "12"}, {"value": 12}) is not None


def test_a_key_that_is_not_expected_is_not_compared() -> None:
    assert value_complaint({"value": "utama"}, {"text": "A. UTAMA", "value": "utama", "unit": "x"}) is None


def test_a_name_expected_to_be_missing_must_be_missing() -> None:
    assert value_complaint(None, None) is None
    assert value_complaint(None, {"text": "-", "value": None}) is not None


def test_rows_need_the_same_number_in_the_same_order() -> None:
    one, two = _row("rhk", "a"), _row("rhk", "b")
    assert compare_rows("hasil_kerja", [one, two], [one, two]).rows.wrong == []
    assert compare_rows("hasil_kerja", [one, two], [two, one]).rows.right == 0
    assert (
        compare_rows("hasil_kerja", [one, two], [two]).rows.right,
        len(compare_rows("x", [one], [one, two]).rows.wrong),
    ) == (1, 1)
    assert compare_rows("hasil_kerja", [one], None).rows.wrong != []


def test_more_rows_are_fine_in_bab_alone() -> None:
    one, two = _row("isi", "a"), _row("isi", "b")
    assert compare_rows("bab", [two], [one, two]).rows.wrong == []
    assert compare_rows("indikator", [two], [one, two]).rows.wrong != []


def test_a_wrong_place_is_counted_apart_from_the_value() -> None:
    expected = {
        "form": "skp",
        "part": False,
        "fields": {"tempat": {"text": "Blitar", "value": None, "at": AT}},
        "rows": {},
    }
    got = {
        "form": "skp",
        "part": False,
        "fields": {"tempat": {"text": "Blitar", "value": None, "at": AT | {"cell": "B3"}}},
        "rows": {},
    }
    comparison = compare_document(expected, got)
    assert (comparison.fields.share, comparison.places.share) == (1.0, 0.0)


def test_findings_are_matched_by_code_and_place_once() -> None:
    expected: list[dict[str, Any]] = [
        {"code": "SKP007", "location": {"kind": "cell", "sheet": "SKP", "cell": "F9"}},
        {"code": "SKP015"},
    ]
    matched = match_findings(expected, [_finding("SKP007", "F9"), _finding("SKP007", "F9"), _finding("SKP015", "A1")])
    assert matched.found == ["SKP007", "SKP015"]
    assert len(matched.extra) == 1
    matched = match_findings(expected, [_finding("SKP007", "F8")])
    assert len(matched.elsewhere) == len(matched.missed) == 1

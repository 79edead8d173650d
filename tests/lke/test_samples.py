"""The sample LKE give what their table says, at its place."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from kinerja_docs import api
from kinerja_docs.options import Options

SAMPLES = Path(__file__).parents[2] / "samples"
TODAY = date(2026, 11, 20)


def found(path: str) -> list[tuple[str, str | None]]:
    """Code and cell of everything above a note."""
    outcome = api.check([str(SAMPLES / path)], Options(today=TODAY))
    return [(one.code, one.location.cell) for one in outcome.findings if one.severity != "info"]


CLEAN = {
    "lke/lke-akip-bersih.xlsx": "akip-88-2021",
    "lke/lke-zi-bersih.xlsx": "zi-90-2021",
    "lke/lke-rb-bersih.xlsx": "rb-26-2020",
    "kantor-kpu/lke/lke-kpu.xlsx": "kpu-314-2021",
}


@pytest.mark.parametrize("path", CLEAN)
def test_clean_ones_are_clean(path: str) -> None:
    assert found(path) == []
    (entry,) = api.gap([str(SAMPLES / path)], Options(today=TODAY))["files"]
    assert entry["framework"] == CLEAN[path] and entry["at_risk"] in (0, None)


def test_formulas() -> None:
    assert found("lke/lke-akip-rumus-salah.xlsx") == [("LKE016", "E7"), ("LKE017", "E75")]


def test_each_fault_of_a_formula_is_told_once() -> None:
    """A mean that misses a child, a number typed but right, another row, a row that is not there, shares of another
    scale, a mean of sums, a number typed and wrong. What depends on a prerequisite (L9) is no fault."""
    assert found("lke/lke-zi-rumus-salah.xlsx") == [
        ("LKE016", "L13"),
        ("LKE017", "L21"),
        ("LKE016", "L29"),
        ("LKE016", "L32"),
        ("LKE013", "L42"),
        ("LKE014", "L64"),
        ("LKE014", "L79"),
    ]


def test_everything_claimed_and_a_fifth_without_evidence() -> None:
    codes = [code for code, _ in found("lke/lke-zi-serba-maksimum.xlsx")]
    assert codes.count("LKE024") == 1 and set(codes) == {"LKE001", "LKE024"}
    (entry,) = api.gap([str(SAMPLES / "lke/lke-zi-serba-maksimum.xlsx")], Options(today=TODAY))["files"]
    graded = codes.count("LKE001")
    assert graded == 20 and entry["at_risk"] == 9.43
    assert {gate["name"] for gate in entry["thresholds"] if not gate["met"]} == set()


def test_evidence_is_opened_and_each_sign_stands_at_its_cell() -> None:
    told = [("BKT004", "P14"), ("BKT003", "P15"), ("BKT005", "P16"), ("LKE004", "P18"), ("LKE006", "P41")]
    assert found("kantor-lke") == told
    outcome = api.check([str(SAMPLES / "kantor-lke")], Options(today=TODAY))
    assert [one.location.cell for one in outcome.findings if one.code == "BKT006"] == ["P28"]

"""The gap: what rests on nothing, what can be won, and what-if equal to a full recomputation."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from openpyxl import Workbook, load_workbook

from kinerja_docs import api, resources
from kinerja_docs.checking.registry import ALL_KINDS
from kinerja_docs.definitions.checklist import load_checklists
from kinerja_docs.errors import ReadingError, UsageError
from kinerja_docs.scoring.settings import settings

OPTIONS = api.Options(today=date(2026, 11, 20))
WEIGHTS = {"1.a": 6, "1.b": 9, "1.c": 15}
NAMES = {
    "1.a": "Dokumen Perencanaan kinerja telah tersedia",
    "1.b": "Kualitas",
    "1.c": "Implementasi",
}
CRITERIA = {
    "1.a": ["Terdapat pedoman teknis perencanaan kinerja.", "Terdapat dokumen perencanaan kinerja jangka panjang."],
    "1.b": ["Dokumen Perencanaan Kinerja telah diformalkan."],
    "1.c": ["Anggaran yang ditetapkan telah mengacu pada Kinerja yang ingin dicapai."],
}


@pytest.fixture
def akip(tmp_path: Path) -> Path:
    """One component of AKIP: the second criterion of 1.a has no evidence."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["LKE AKIP"])
    sheet.append(["INSTANSI : KPU Kota Blitar"])
    sheet.append(["No", "Komponen/Sub Komponen/Kriteria", "Bobot", "Jawaban", "Nilai", "Data Dukung"])
    sheet.append(["1", "PERENCANAAN KINERJA", 30, None, 21.6])
    for code, answer, score in (("1.a", "BB", 4.8), ("1.b", "B", 6.3), ("1.c", "B", 10.5)):
        sheet.append([code, NAMES[code], WEIGHTS[code], answer, score])
        for number, name in enumerate(CRITERIA[code], 1):
            link = f"https://drive.google.com/file/d/1x{code}{number}/view"
            sheet.append([number, name, None, None, None, None if (code, number) == ("1.a", 2) else link])
    sheet.append([None, "NILAI AKUNTABILITAS KINERJA", 100, None, 21.6])
    path = tmp_path / "lke.xlsx"
    book.save(path)
    return path


def gap(path: Path, **changes: str) -> dict[str, Any]:
    (entry,) = api.gap([str(path)], OPTIONS, {code.replace("_", "."): word for code, word in changes.items()})["files"]
    found: dict[str, Any] = entry
    return found


def test_what_rests_on_nothing(akip: Path) -> None:
    found = gap(akip)
    assert (found["framework"], found["unit"], found["claimed"]) == ("akip-88-2021", "KPU Kota Blitar", 21.6)
    assert found["recomputed"] == {"strict": 21.6, "as_workbook": 21.6}
    # one of two criteria is supported: 1.a is no better than C (3.00 instead of 4.80)
    assert found["at_risk"] == 1.8
    nodes = {node["code"]: node for node in found["nodes"]}
    assert (nodes["1.a"]["at_risk"], nodes["1.b"]["at_risk"]) == (1.8, 0.0)
    # nobody opened the rest: it is told apart, never inside at_risk
    assert found["unchecked"] == pytest.approx(21.6 - 1.8)
    assert found["predicate"]["recomputed"] == "D"


def test_the_most_to_win_first(akip: Path) -> None:
    won = gap(akip)["to_win"]
    assert [(one["code"], one["points"]) for one in won][:2] == [("1.c", 4.5), ("1.b", 2.7)]


def test_what_if_is_a_full_recomputation(akip: Path) -> None:
    supposed = gap(akip, **{"1_c": "A"})
    book = load_workbook(akip)
    sheet = book.active
    assert sheet is not None
    cell = next(row[3] for row in sheet.iter_rows(min_row=4) if row[0].value == "1.c")
    cell.value = "A"
    book.save(akip)
    real = gap(akip)
    assert supposed["recomputed"] == real["recomputed"] == {"strict": 24.6, "as_workbook": 24.6}
    assert supposed["at_risk"] == real["at_risk"]


@pytest.mark.parametrize(("code", "word"), [("9_z", "A"), ("1_c", "Z"), ("1_a_1", "A")])
def test_a_change_that_the_sheet_does_not_know(akip: Path, code: str, word: str) -> None:
    with pytest.raises(UsageError):
        gap(akip, **{code: word})


def test_files_without_an_lke_and_unreadable_ones(tmp_path: Path) -> None:
    (tmp_path / "surat.txt").write_text("Surat biasa", "utf-8")
    (tmp_path / "rusak.xlsx").write_bytes(b"PK\x03\x04rusak")
    with pytest.raises(UsageError):
        api.gap([str(tmp_path / "surat.txt")], OPTIONS)
    with pytest.raises(ReadingError):
        api.gap([str(tmp_path / "rusak.xlsx")], OPTIONS)


def test_the_tree_is_what_its_schema_says(akip: Path) -> None:
    schema = json.loads((resources.schemas_path() / "gap.schema.json").read_text("utf-8"))
    Draft202012Validator.check_schema(schema)
    Draft202012Validator(schema).validate(json.loads(json.dumps(api.gap([str(akip)], OPTIONS))))


def test_the_codes_of_the_gap_are_codes_of_checks() -> None:
    known = [item.code for entry in load_checklists(None, ALL_KINDS) for item in entry.items]
    for field, codes in settings():
        assert codes and all(any(code.startswith(one) for code in known) for one in codes), field
    assert set(settings().evidence).isdisjoint(settings().score)

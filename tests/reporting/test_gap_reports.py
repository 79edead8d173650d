"""The gap reports of assessors, two assessors compared, and answers written back into a copy."""

from __future__ import annotations

import io
import json
import zipfile
from datetime import date
from pathlib import Path

import pytest
from docx import Document
from lxml import etree
from openpyxl import Workbook, load_workbook

from kinerja_docs import api, assessing
from kinerja_docs.errors import UsageError
from kinerja_docs.reporting import gap_view

TODAY = date(2026, 11, 20)
OPTIONS = api.Options(today=TODAY)
ROWS = (
    ("a", "Unit kerja telah membentuk tim untuk melakukan pembangunan Zona Integritas", "Ya", 1, "SK Tim 2025.pdf"),
    ("b", "Penentuan anggota Tim dipilih melalui prosedur/mekanisme yang jelas", "A", 1, None),
)


def lke(path: Path, assessor: tuple[str | None, str | None] = (None, None), note: str | None = None) -> str:
    """An LKE of ZI with columns for an assessor: H the answer, J the note. Row 6 has no evidence."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "LKE ZI"
    sheet.append(["LKE ZONA INTEGRITAS PERMENPANRB 90 TAHUN 2021"])
    sheet.append(["UNIT KERJA: Bawaslu Kabupaten Blitar", None, None, "TAHUN 2025"])
    head = ["No", "Penilaian", "Bobot", "Jawaban", "Nilai", "Catatan", "Bukti"]
    sheet.append([*head, "Jawaban Evaluator", "Nilai Evaluator", "Catatan Evaluator"])
    sheet.append(["i", "Penyusunan Tim Kerja", 0.5, None, 0.5])
    for (letter, name, answer, score, evidence), given in zip(ROWS, assessor, strict=True):
        sheet.append([letter, name, None, answer, score, "Rapat 12 Maret 2025", evidence, given])
    sheet["I4"] = "=C4*AVERAGE(I5:I6)"
    sheet["J6"] = note
    book.save(path)
    return str(path)


@pytest.fixture
def path(tmp_path: Path) -> str:
    return lke(tmp_path / "lke.xlsx")


def test_every_format_says_the_same_figures(path: str) -> None:
    found = assessing.assess([path], OPTIONS)
    (entry,) = found.tree["files"]
    assert (entry["recomputed"]["strict"], entry["at_risk"]) == (0.5, 0.25)
    assert json.loads(assessing.report(found, "json"))["files"] == [entry]
    page = assessing.report(found, "html")
    assert isinstance(page, str) and "0,25" in page and "LKE001" in page and "<script" not in page
    document = Document(io.BytesIO(bytes(assessing.report(found, "docx"))))  # type: ignore[arg-type]
    cells = {cell.text for table in document.tables for row in table.rows for cell in row.cells}
    assert {"LKE001", "Bawaslu Kabupaten Blitar"} <= cells
    assert not [text for text in cells if "{{" in text or "{%" in text]


def test_the_workbook_computes_what_it_shows(path: str) -> None:
    raw = bytes(assessing.report(assessing.assess([path], OPTIONS), "xlsx"))  # type: ignore[arg-type]
    formulas, values = load_workbook(io.BytesIO(raw)), load_workbook(io.BytesIO(raw), data_only=True)
    sheet, shown = formulas.worksheets[0], values.worksheets[0]
    found = [cell.coordinate for row in sheet.iter_rows() for cell in row if str(cell.value).startswith("=")]
    assert found and all(isinstance(shown[name].value, int | float) for name in found)
    assert "xl/charts/chart1.xml" in zipfile.ZipFile(io.BytesIO(raw)).namelist()


def test_the_same_report_gives_the_same_bytes(path: str) -> None:
    found = assessing.assess([path], OPTIONS)
    for format in ("docx", "xlsx", "html"):
        assert assessing.report(found, format) == assessing.report(found, format)


def test_two_assessors(tmp_path: Path) -> None:
    one = lke(tmp_path / "satu.xlsx", ("Ya", "B"))
    other = lke(tmp_path / "dua.xlsx", ("Ya", "C"))
    found = assessing.assess([one], OPTIONS, compare=other)
    assert found.agreement is not None
    assert (found.agreement["rated"], found.agreement["agreed"], found.agreement["kappa"]) == (2, 1, 0.3333)
    assert [(row["code"], row["one"], row["other"]) for row in found.agreement["differ"]] == [("A.I.1.i.b", "B", "C")]


def parts(raw: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(raw)) as package:
        return {name: package.read(name) for name in package.namelist()}


def test_answers_go_into_a_copy_and_nothing_else_changes(path: str, tmp_path: Path) -> None:
    before = Path(path).read_bytes()
    found = assessing.assess([path], OPTIONS, {"A.I.1.i.b": "B"})
    ((target, count),) = assessing.write_back(found, tmp_path / "hasil")
    assert Path(path).read_bytes() == before
    sheet, original = load_workbook(target)["LKE ZI"], load_workbook(path)["LKE ZI"]
    changed = {
        cell.coordinate for row in sheet.iter_rows() for cell in row if cell.value != original[cell.coordinate].value
    }
    assert changed == {"H6", "J6"} and count == 2
    assert sheet["H6"].value == "B" and str(sheet["J6"].value).startswith("LKE001")
    assert sheet["I4"].value == "=C4*AVERAGE(I5:I6)"
    old, new = parts(before), parts(target.read_bytes())
    touched = {"xl/worksheets/sheet1.xml", "xl/workbook.xml"}
    assert old.keys() == new.keys()
    for name in old.keys() - touched:
        assert etree.canonicalize(old[name].decode()) == etree.canonicalize(new[name].decode())


def test_a_note_that_stands_there_stays(tmp_path: Path) -> None:
    path = lke(tmp_path / "lke.xlsx", note="Sudah dibahas")
    found = assessing.assess([path], OPTIONS, {"A.I.1.i.b": "B"})
    ((target, _),) = assessing.write_back(found, tmp_path / "hasil")
    assert load_workbook(target)["LKE ZI"]["J6"].value == "Sudah dibahas"


def test_what_is_there_is_not_overwritten_and_the_original_never(path: str, tmp_path: Path) -> None:
    found = assessing.assess([path], OPTIONS, {"A.I.1.i.b": "B"})
    assessing.write_back(found, tmp_path / "hasil")
    with pytest.raises(UsageError):
        assessing.write_back(found, tmp_path / "hasil")
    assessing.write_back(found, tmp_path / "hasil", force=True)
    with pytest.raises(UsageError):
        assessing.write_back(found, tmp_path, force=True)


def test_a_sheet_without_columns_for_an_assessor_is_told(tmp_path: Path) -> None:
    path = Path(lke(tmp_path / "lke.xlsx"))
    book = load_workbook(path)
    book["LKE ZI"].delete_cols(8, 3)
    book.save(path)
    with pytest.raises(UsageError):
        assessing.write_back(assessing.assess([str(path)], OPTIONS), tmp_path / "hasil")


def test_two_lke_of_one_workbook_go_into_one_copy(path: str, tmp_path: Path) -> None:
    book = load_workbook(path)
    book.copy_worksheet(book.worksheets[0]).title = "LKE ZI 2"
    book.save(path)
    found = assessing.assess([path], OPTIONS, {"A.I.1.i.b": "B"})
    ((target, count),) = assessing.write_back(found, tmp_path / "hasil")
    assert [sheet["H6"].value for sheet in load_workbook(target)] == ["B", "B"] and count == 4


def test_two_files_of_one_name_do_not_meet(tmp_path: Path) -> None:
    for name in ("kpu", "bawaslu"):
        (tmp_path / "masuk" / name).mkdir(parents=True)
        lke(tmp_path / "masuk" / name / "lke.xlsx")
    found = assessing.assess([str(tmp_path / "masuk")], OPTIONS)
    copies = assessing.write_back(found, tmp_path / "hasil")
    assert {path.relative_to(tmp_path / "hasil").as_posix() for path, _ in copies} == {
        "kpu/lke.xlsx",
        "bawaslu/lke.xlsx",
    }


def test_nothing_is_written_where_one_copy_cannot_be(path: str, tmp_path: Path) -> None:
    other = Path(lke(tmp_path / "z.xlsx"))
    found = assessing.assess([path, str(other)], OPTIONS)
    (tmp_path / "hasil").mkdir()
    (tmp_path / "hasil" / "z.xlsx").write_bytes(b"lama")
    with pytest.raises(UsageError):
        assessing.write_back(found, tmp_path / "hasil")
    assert [one.name for one in (tmp_path / "hasil").iterdir()] == ["z.xlsx"]


def test_one_bad_file_of_a_folder_does_not_stop_the_others(path: str, tmp_path: Path) -> None:
    (tmp_path / "rusak.xlsx").write_bytes(b"PK rusak")
    found = assessing.assess([str(tmp_path)], OPTIONS)
    assert len(found.studies) == 1 and [Path(one).name for one in found.unread] == ["rusak.xlsx"]


def test_the_text_tells_the_shortest_way_to_every_goal_and_who_differs(tmp_path: Path) -> None:
    one, other = lke(tmp_path / "satu.xlsx", ("Ya", "B")), lke(tmp_path / "dua.xlsx", ("Ya", "C"))
    found = assessing.assess([one], OPTIONS, compare=other)
    text = str(assessing.report(found, "text"))
    seen = gap_view.view(found.studies[0], "id")
    goals = {goal["name"] for goal in found.tree["files"][0]["goals"]}
    assert {"wbk.total", "wbk.area.1"} <= goals and len(seen.goals) == len(goals)
    assert all(goal["text"] in text for goal in seen.goals)
    assert "0,3333" in text and "A.I.1.i.b" in text.splitlines()[-1]


def test_the_workbook_leaves_no_remark_out() -> None:
    path = Path(__file__).parents[2] / "samples" / "kantor-kpu" / "lke" / "lke-kpu.xlsx"
    found = assessing.assess([str(path)], OPTIONS)
    remarks = gap_view.view(found.studies[0], "id").remarks
    sheet = load_workbook(io.BytesIO(bytes(assessing.report(found, "xlsx")))).worksheets[0]  # type: ignore[arg-type]
    told = {cell.value for row in sheet.iter_rows(max_col=1) for cell in row}
    assert len(remarks) == 10 and set(remarks) <= told
    assert sheet["G23"].value == "=MAX(0,ROUND(D23-E23-F23,2))"

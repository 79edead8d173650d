"""Remarks in copies: at the right place, once, never read as content, and taken out without a trace."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pytest
import xlwt
from lxml import etree

from kinerja_docs import api
from kinerja_docs.annotating import Remark, annotate, can_annotate, returned, strip
from kinerja_docs.errors import ReadingError, UsageError
from kinerja_docs.model import FILE, Document, Location
from kinerja_docs.options import Options
from kinerja_docs.reading import read_bytes
from kinerja_docs.reading.own import AUTHOR
from kinerja_docs.reading.wordml import W

TODAY = date(2026, 11, 20)
SAMPLES = sorted(path for path in Path("samples").rglob("*.*") if can_annotate(path.name) and path.suffix != ".pdf")
UNREADABLE = ("kosong.xlsx", "rusak.docx", "terkunci.docx")
GOOD = [path for path in SAMPLES if path.name not in UNREADABLE]
SUMMARY = ["Yang perlu diperbaiki (1):", "1. di sini"]


def canonical(data: bytes) -> dict[str, bytes]:
    """Every part by name, XML in canonical form."""
    parts = {}
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        for name in package.namelist():
            content = package.read(name)
            is_xml = name.endswith((".xml", ".rels", ".vml"))
            parts[name] = etree.tostring(etree.fromstring(content), method="c14n") if is_xml else content
    return parts


def places(document: Document) -> list[Location]:
    """The first, a middle and the last cell, and the file."""
    cells = [cell.at for line in document.lines for cell in line.cells]
    return [cells[0], cells[len(cells) // 2], cells[-1], cells[0], FILE]


def remarks(document: Document) -> list[Remark]:
    return [
        Remark(
            at, "error" if number % 2 else "warning", f"SKP00{number} Kesalahan", ("pesan", "Perbaiki: ini"), "di sini"
        )
        for number, at in enumerate(places(document))
    ]


def content(document: Document) -> list[tuple[Location, str]]:
    return [(cell.at, cell.text) for line in (*document.lines, *document.margins) for cell in line.cells]


def traits(document: Document) -> tuple[object, ...]:
    """What the reader saw besides, cells by their places."""
    seen = document.traits
    cells = [cell.at for cell in seen.uncalculated]
    return replace(seen, tracked=None, uncalculated=[]), seen.tracked and seen.tracked.at, cells


@pytest.mark.parametrize("path", GOOD, ids=lambda path: path.name)
def test_remarks_leave_no_trace_and_are_no_content(path: Path) -> None:
    data = path.read_bytes()
    document = read_bytes(data, path.name)
    once = annotate(data, path.name, remarks(document), SUMMARY, TODAY, "id")
    assert canonical(once) != canonical(data)
    again = read_bytes(once, path.name)
    assert content(again) == content(document)
    assert traits(again) == traits(document)
    assert annotate(once, path.name, remarks(document), SUMMARY, TODAY, "id") == once
    assert canonical(strip(once, path.name)) == canonical(data)
    assert strip(data, path.name) == data


def test_word_comments_stand_at_their_cells() -> None:
    path = Path("samples/bermasalah/skp-target-kosong.docx")
    outcome = api.check([str(path)], Options(today=TODAY))
    found = next(finding for finding in outcome.findings if finding.code == "SKP007")
    at = found.location
    told = Remark(at, "error", "SKP007 Kesalahan", (found.message, found.fix), "")
    opened = docx.Document(io.BytesIO(annotate(path.read_bytes(), path.name, [told], [], TODAY, "id")))
    comments = list(opened.comments)
    assert [(one.author, one.text.split("\n")[0]) for one in comments] == [(AUTHOR, "SKP007 Kesalahan")]
    assert at.table and at.row and at.column
    table = opened.tables[at.table - 1]
    start = next(table._tbl.iter(f"{W}commentRangeStart"))
    row = next(one for one in start.iterancestors() if one.tag.endswith("}tr"))
    assert [one for one in table._tbl if one.tag.endswith("}tr")].index(row) == at.row - 1


def test_notes_and_list_of_a_workbook() -> None:
    path = Path("samples/bermasalah/skp-waktu-melebihi-periode.xlsx")
    outcome = api.check([str(path)], Options(today=TODAY))
    finding = next(one for one in outcome.findings if one.code == "SKP011")
    told = Remark(finding.location, "error", "SKP011 Kesalahan", ("=pesan", "perbaikan"), "di sana")
    data = annotate(path.read_bytes(), path.name, [told], SUMMARY, TODAY, "id")
    book = openpyxl.load_workbook(io.BytesIO(data))
    note = book[finding.location.sheet or ""][finding.location.cell or ""].comment
    assert note is not None and note.author == AUTHOR and note.text.startswith("SKP011 Kesalahan\n=pesan")
    assert book.sheetnames[-1] == "Catatan"
    cells = [cell for row in book["Catatan"].iter_rows() for cell in row if cell.value]
    assert [cell.value for cell in cells][-4:] == ["SKP011 Kesalahan", "di sana", "=pesan", "perbaikan"]
    assert {cell.data_type for cell in cells} <= {"s", "inlineStr"}
    links = [cell.hyperlink.location for cell in cells if cell.hyperlink]
    assert links == [f"'{finding.location.sheet}'!{finding.location.cell}"]


def test_a_note_that_is_there_stays_alone() -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet["A1"], sheet["B2"] = "satu", "dua"
    sheet["A1"].comment = openpyxl.comments.Comment("catatan orang", "Ani")
    out = io.BytesIO()
    book.save(out)
    told = [
        Remark(Location("cell", sheet="Sheet", cell=cell), "error", "SKP001 Kesalahan", ("x", "y"), cell)
        for cell in ("A1", "B2")
    ]
    data = annotate(out.getvalue(), "a.xlsx", told, [], TODAY, "id")
    opened = openpyxl.load_workbook(io.BytesIO(data))["Sheet"]
    assert opened["A1"].comment.text == "catatan orang" and opened["B2"].comment.author == AUTHOR
    assert read_bytes(data, "a.xlsx").traits.comment_count == 1
    assert canonical(strip(data, "a.xlsx")) == canonical(out.getvalue())


def test_copies_keep_the_tree_and_originals_stay(tmp_path: Path) -> None:
    office = tmp_path / "kantor"
    for name in ("skp/a.docx", "pk/a.docx"):
        (office / name).parent.mkdir(parents=True, exist_ok=True)
        (office / name).write_bytes(Path("samples/bermasalah/skp-target-kosong.docx").read_bytes())
    (office / "skp/surat.txt").write_text("Rapat pada hari Senin, 7 Januari 2026.", "utf-8")
    before = {path: path.read_bytes() for path in office.rglob("*") if path.is_file()}
    back = tmp_path / "kembali"
    options = Options(today=TODAY, annotate=back)
    outcome = api.check([str(office)], options)
    written = sorted(path.relative_to(back).as_posix() for path in back.rglob("*") if path.is_file())
    assert written == ["pk/a.docx", "skp/a.docx"]
    assert any("surat.txt" in notice for notice in outcome.notices)
    assert {path: path.read_bytes() for path in office.rglob("*") if path.is_file()} == before
    assert len(list(docx.Document(str(back / "skp/a.docx")).comments)) > 1
    with pytest.raises(UsageError):
        api.check([str(office)], options)
    with pytest.raises(UsageError):
        api.check([str(office)], Options(today=TODAY, annotate=office, force=True))


def test_returned_files_give_the_same_findings(tmp_path: Path) -> None:
    path = "samples/bermasalah/skp-rhk-pimpinan-kosong.docx"
    first = api.check([path], Options(today=TODAY, annotate=tmp_path))
    second = api.check([str(tmp_path / Path(path).name)], Options(today=TODAY))
    assert [(f.code, f.location, f.fingerprint) for f in second.findings] == [
        (f.code, f.location, f.fingerprint) for f in first.findings
    ]


def test_a_file_on_which_the_program_fails_costs_its_own_copy_only(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    paths = [f"samples/bermasalah/{name}.docx" for name in ("skp-target-kosong", "pk-pihak-sama")]
    right = returned.annotate

    def failing(data: bytes, path: str, *rest: Any) -> bytes:
        if path == paths[0]:
            raise ValueError
        return right(data, path, *rest)

    monkeypatch.setattr(returned, "annotate", failing)
    outcome = api.check(paths, Options(today=TODAY, annotate=tmp_path))
    assert outcome.faults == [(paths[0], "ValueError")] and outcome.exit_code == 70
    assert [path.name for path in tmp_path.iterdir()] == ["pk-pihak-sama.docx"]
    assert {finding.code for finding in outcome.findings} >= {"SKP007", "PK002"}


def test_a_list_of_relations_that_was_there_empty_stays() -> None:
    made = io.BytesIO()
    empty = (
        b'<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"/>'
    )
    with zipfile.ZipFile("samples/kantor-bersih/iku/iku-2025-2029.xlsx") as old, zipfile.ZipFile(made, "w") as new:
        for part in old.infolist():
            new.writestr(part, old.read(part))
        assert "xl/worksheets/_rels/sheet1.xml.rels" not in old.namelist()
        new.writestr("xl/worksheets/_rels/sheet1.xml.rels", empty)
    data = made.getvalue()
    told = remarks(read_bytes(data, "iku.xlsx"))
    once = annotate(data, "iku.xlsx", told, SUMMARY, TODAY, "id")
    assert canonical(strip(once, "iku.xlsx")) == canonical(data)
    assert annotate(once, "iku.xlsx", told, SUMMARY, TODAY, "id") == once


def test_what_a_file_is_counts_and_not_its_name(tmp_path: Path) -> None:
    with zipfile.ZipFile(inside := io.BytesIO(), "w") as packed:
        packed.writestr("catatan.txt", "isi")
    book = xlwt.Workbook()
    book.add_sheet("ABK").write(0, 0, "ANALISIS BEBAN KERJA")
    book.save(old := io.BytesIO())
    path = tmp_path / "abk.xlsx"
    path.write_bytes(old.getvalue() + inside.getvalue())  # an old workbook that holds an archive, under a new name
    with pytest.raises(ReadingError):
        annotate(path.read_bytes(), "abk.xlsx", [], SUMMARY, TODAY, "id")
    outcome = api.check([str(path)], Options(today=TODAY, annotate=tmp_path / "kembali"))
    assert not (tmp_path / "kembali").exists() and outcome.faults == []
    word = Path("samples/bermasalah/skp-target-kosong.docx").read_bytes()
    assert annotate(word, "skp.xlsx", [], SUMMARY, TODAY, "id") == annotate(word, "skp.docx", [], SUMMARY, TODAY, "id")

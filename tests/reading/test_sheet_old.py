from __future__ import annotations

import datetime
import io
import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
import xlwt

from kinerja_docs.errors import ReadingError
from kinerja_docs.model import Cell, Document
from kinerja_docs.reading.limits import DEFAULT, Limits
from tests.reading.parts import read, texts, zipped
from tests.reading.workbooks import cells_of

STRUCK = xlwt.easyxf("font: struck_out on")

# Where tests run by themselves a missing LibreOffice is a failure, not a skip.
MISSING = shutil.which("soffice") is None and "CI" not in os.environ
needs_libreoffice = pytest.mark.skipif(MISSING, reason="LibreOffice is not here")


def old(*sheets: Any, limits: Limits = DEFAULT) -> Document:
    """The reading of an xls whose sheets these functions fill."""
    return read(saved(*sheets), "buku.xls", limits)


def saved(*sheets: Any) -> bytes:
    file = xlwt.Workbook(style_compression=0)
    for number, fill in enumerate(sheets, 1):
        fill(file.add_sheet(f"Lembar{number}", cell_overwrite_ok=True))
    held = io.BytesIO()
    file.save(held)
    return held.getvalue()


def shown(cell: Cell) -> tuple[str, float | None, str]:
    return cell.text, cell.number, cell.shown_as


@pytest.mark.parametrize(
    ("value", "code", "expected"),
    [
        (0.75, "General", ("0,75", 0.75, "number")),
        (0.75, "0%", ("75%", 0.75, "percent")),
        (1500000, "#,##0", ("1.500.000", 1500000, "number")),
        (88.7571, "0.00", ("88,76", 88.7571, "number")),
        (12, '0" Laporan"', ("12 Laporan", 12, "number")),
        (datetime.date(2026, 1, 15), "d mmmm yyyy", ("15 Januari 2026", 46037, "date")),
        ("007", "@", ("007", None, "")),
        (True, "General", ("BENAR", None, "")),
    ],
)
def test_what_a_cell_shows(value: Any, code: str, expected: tuple[str, float | None, str]) -> None:
    document = old(lambda sheet: sheet.write(1, 2, value, xlwt.easyxf(num_format_str=code)))
    assert shown(cells_of(document)["C2"]) == expected


def test_dates_of_the_calendar_of_1904() -> None:
    file = xlwt.Workbook()
    file.dates_1904 = True
    file.add_sheet("A").write(0, 0, 44575, xlwt.easyxf(num_format_str="dd/mm/yyyy"))
    held = io.BytesIO()
    file.save(held)
    assert cells_of(read(held.getvalue(), "a.xls"))["A1"].text == "15/01/2026"


def test_merged_hidden_and_struck_cells() -> None:
    def fill(sheet: Any) -> None:
        sheet.write_merge(0, 1, 0, 2, "gabung")
        sheet.write(1, 3, "samping")
        sheet.write(2, 0, "habis", STRUCK)
        sheet.write_rich_text(3, 0, ["tinggal ", ("buang", STRUCK.font)])
        sheet.write(4, 0, "baris")
        sheet.row(4).hidden = True
        sheet.write(5, 4, "lajur")
        sheet.col(4).hidden = True

    document = old(fill, lambda sheet: (sheet.write(0, 0, "x"), setattr(sheet, "visibility", 1)))
    first = [line for line in document.lines if line.block.name == "Lembar1"]
    cells = {cell.at.cell: cell for line in first for cell in line.cells}
    assert (cells["A1"].text, cells["A1"].rowspan, cells["A1"].colspan) == ("gabung", 2, 3)
    assert texts(first)[:2] == [["gabung"], ["gabung", "samping"]]
    assert (cells["A3"].text, cells["A3"].struck) == ("", "habis")
    assert (cells["A4"].text, cells["A4"].struck) == ("tinggal ", "buang")
    assert [name for name, cell in cells.items() if cell.hidden] == ["A5", "E6"]
    assert document.traits.hidden_sheets == ["Lembar2"]


def test_formulas_are_known_to_be_there_and_not_guessed() -> None:
    document = old(lambda sheet: sheet.write(0, 0, xlwt.Formula("1+1")))
    assert not document.traits.formulas_visible
    assert document.lines == []  # the library stores an empty text as its result
    assert old(lambda sheet: sheet.write(0, 0, 2)).traits.formulas_visible


def test_a_locked_workbook_and_damaged_ones() -> None:
    data = saved(lambda sheet: sheet.write(0, 0, "isi"))
    locked = data.replace(b"\xe1\x00\x02\x00", b"\x2f\x00\x02\x00", 1)  # the record that asks for a password
    for broken, code in ((locked, "BRK002"), (data[:1600], "BRK001"), (data[:512] + bytes(len(data)), "BRK001")):
        with pytest.raises(ReadingError) as caught:
            read(broken + "Workbook".encode("utf-16-le"), "a.xls")
        assert caught.value.code == code


def test_cells_over_the_limit() -> None:
    with pytest.raises(ReadingError) as caught:
        old(lambda sheet: [sheet.write(0, column, 1) for column in range(20)], limits=Limits(cells=10))
    assert caught.value.code == "BRK006"


def test_values_are_those_that_calamine_sees() -> None:
    import python_calamine

    data = saved(lambda sheet: [sheet.write(row, row % 3, value) for row, value in enumerate(("a", 1.5, 2, True, "é"))])
    sheet = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_index(0)
    seen = {
        (row, column): value
        for row, line in enumerate(sheet.to_python(skip_empty_area=False), 1)
        for column, value in enumerate(line, 1)
        if value != ""
    }
    ours = {
        (cell.row, cell.column): (cell.text if cell.number is None else cell.number)
        for line in read(data, "a.xls").lines
        for cell in line.cells
    }
    assert ours == {place: "BENAR" if value is True else value for place, value in seen.items()}


OPEN = "urn:oasis:names:tc:opendocument:xmlns"


def open_book(rows: str, before: str = "", styles: str = "", parts: dict[str, str] | None = None) -> bytes:
    """An ods with one sheet."""
    spaces = " ".join(
        f'xmlns:{prefix}="{OPEN}:{name}:1.0"'
        for prefix, name in {
            **{name: name for name in ("office", "table", "text", "style")},
            "number": "datastyle",
            "draw": "drawing",
        }.items()
    )
    content = (
        f'<office:document-content {spaces} xmlns:xlink="http://www.w3.org/1999/xlink">'
        f"<office:automatic-styles>{styles}</office:automatic-styles><office:body><office:spreadsheet>"
        f'<table:table table:name="Satu">{before}{rows}</table:table></office:spreadsheet></office:body>'
        "</office:document-content>"
    )
    mimetype = "application/vnd.oasis.opendocument.spreadsheet"
    return zipped({"mimetype": mimetype, "content.xml": content, **(parts or {})})


def row(*cells: str, settings: str = "") -> str:
    return f"<table:table-row {settings}>{''.join(cells)}</table:table-row>"


def cell(text: str, settings: str = 'office:value-type="string"') -> str:
    return f"<table:table-cell {settings}>{f'<text:p>{text}</text:p>' if text else ''}</table:table-cell>"


def test_an_open_workbook_of_repeated_and_spanned_cells() -> None:
    data = open_book(
        row(
            cell("gabung", 'office:value-type="string" table:number-columns-spanned="2" table:number-rows-spanned="2"'),
            '<table:covered-table-cell table:number-columns-repeated="1"/>',
            cell("kanan", 'office:value-type="string" table:number-columns-repeated="2"'),
            cell("", 'table:number-columns-repeated="16380"'),
        )
        + row(cell("", 'table:number-columns-repeated="16384"'), settings='table:number-rows-repeated="3"')
        + row(cell("bawah"), settings='table:number-rows-repeated="2" table:visibility="collapse"'),
    )
    document = read(data, "a.ods")
    assert texts(document.lines) == [["gabung", "kanan", "kanan"], ["gabung"], ["bawah"], ["bawah"]]
    assert [line.row for line in document.lines] == [1, 2, 5, 6]
    assert [line.cells[0].hidden for line in document.lines] == [False, False, True, True]


def test_formulas_links_spaces_and_struck_runs_of_an_open_workbook() -> None:
    styles = (
        '<style:style style:name="T1" style:family="text">'
        '<style:text-properties style:text-line-through-style="solid"/></style:style>'
    )
    data = open_book(
        row(
            cell("3", 'table:formula="of:=SUM([.B2:.B4];[$Dua.C1])" office:value-type="float" office:value="3"'),
            cell("", 'table:formula="of:=[.A1]"'),
            cell('<text:a xlink:href="https://contoh.go.id/a">tautan</text:a>'),
            cell('ada<text:s text:c="2"/>dua <text:span text:style-name="T1">buang</text:span>sisa'),
        ),
        styles=styles,
    )
    document = read(data, "a.ods")
    cells = cells_of(document)
    assert (cells["A1"].formula, cells["A1"].number) == ("SUM(B2:B4,Dua!C1)", 3)
    assert document.traits.uncalculated == [cells["B1"]]
    assert cells["C1"].link == "https://contoh.go.id/a"
    assert (cells["D1"].text, cells["D1"].struck) == ("ada  dua sisa", "buang")


def test_an_open_workbook_that_swells_is_over_the_limit() -> None:
    many = 'office:value-type="float" office:value="1" table:number-columns-repeated="16384"'
    data = open_book(row(cell("1", many), settings='table:number-rows-repeated="1048576"'))
    with pytest.raises(ReadingError) as caught:
        read(data, "a.ods")
    assert caught.value.code == "BRK006"


def test_a_locked_open_workbook() -> None:
    with pytest.raises(ReadingError) as caught:
        read(open_book("", parts={"META-INF/manifest.xml": "<m><manifest:encryption-data/></m>"}), "a.ods")
    assert caught.value.code == "BRK002"


@pytest.mark.slow
@needs_libreoffice
@pytest.mark.parametrize("suffix", ["xls", "ods"])
def test_twins_made_by_libreoffice_read_alike(suffix: str, tmp_path: Path) -> None:
    samples = sorted(Path("samples").rglob("*.xlsx"))
    assert samples
    profile = f"-env:UserInstallation={(tmp_path / 'profil').as_uri()}"
    for kind in ("xlsx", suffix):  # both of one origin: LibreOffice has formats and heights of its own
        command = ["soffice", profile, "--headless", "--convert-to", kind, "--outdir", str(tmp_path / kind)]
        subprocess.run([*command, *map(str, samples)], check=True, capture_output=True, timeout=300)
    compared = 0
    for sample in samples:
        one = read((tmp_path / "xlsx" / sample.name).read_bytes(), sample.name)
        two = read((tmp_path / suffix / sample.with_suffix(f".{suffix}").name).read_bytes(), f"{sample.stem}.{suffix}")
        assert _told(one) == _told(two), sample.name
        compared += len(one.lines)
    assert compared > 100


def _told(document: Document) -> list[list[tuple[Any, ...]]]:
    def number(cell: Cell) -> float | None:
        return None if cell.number is None else round(cell.number, 12)  # LibreOffice writes 15 digits into xlsx

    return [
        [(c.at.cell, c.text, number(c), c.shown_as, c.rowspan, c.colspan, c.hidden, c.struck) for c in line.cells]
        for line in document.lines
    ]

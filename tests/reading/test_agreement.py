"""The fast readers give what python-docx and openpyxl give: on made files, on the samples, and on the public files of
``KINERJA_DOCS_SHARED`` (else ``../shared`` beside the checkout) where they are at hand."""

from __future__ import annotations

import io
import os
import random
import zipfile
from datetime import date
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pytest
import xlsxwriter
from docx.enum.text import WD_BREAK
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.comments import Comment

from kinerja_docs import reading
from kinerja_docs.errors import ReadingError
from kinerja_docs.model import Cell, Document, Line
from tests.reading import workbooks
from tests.reading.parts import zipped

ROOT = Path(__file__).parents[2]
SHARED = Path(os.environ.get("KINERJA_DOCS_SHARED", ROOT.parent / "shared"))
WORDS = ["Terlaksananya", "laporan", "yang", "tepat", "waktu;", "95", "%", "<baik>", "&", '"benar"', "Jum’at", "–", "é"]


def given_files() -> list[Path]:
    folders = (ROOT / "samples", SHARED / "examples", SHARED / "real")
    return [path for folder in folders for path in sorted(folder.rglob("*")) if path.suffix in (".docx", ".xlsx")]


def shown(cell: Cell) -> tuple[Any, ...]:
    # A page break shows as a line break here, and python-docx leaves it out: at the ends of a text it says nothing.
    return (
        *(cell.row, cell.column, cell.rowspan, cell.colspan, cell.text.strip("\n"), cell.number, cell.shown_as),
        *(cell.formula, cell.link, cell.note, cell.struck, cell.hidden),
    )


def shape(cell: Cell) -> tuple[Any, ...]:
    return cell.row, cell.column, cell.rowspan, cell.colspan


def grid(lines: list[Line], of: Any) -> list[Any]:
    """All lines but those of text boxes and notes, which the libraries do not know."""
    return [
        (line.block.kind, line.block.number, line.block.name, line.block.part, line.row, [of(c) for c in line.cells])
        for line in lines
        if line.block.part is None or line.block.part.startswith(("header", "footer"))
    ]


def edited(document: Document) -> bool:
    """Whether the text is not what python-docx shows: changes accepted, runs struck out."""
    return document.traits.tracked_count > 0 or any(cell.struck for line in document.lines for cell in line.cells)


def both(data: bytes, name: str, monkeypatch: pytest.MonkeyPatch) -> tuple[Document, Document]:
    monkeypatch.delenv(reading.SWITCH, raising=False)
    fast = reading.read_bytes(data, name)
    monkeypatch.setenv(reading.SWITCH, "reference")
    return fast, reading.read_bytes(data, name)


def assert_agree(fast: Document, reference: Document) -> None:
    of = shape if fast.kind == "docx" and edited(fast) else shown
    assert grid(fast.lines, of) == grid(reference.lines, of)
    # A section may leave a header unshown, and one without any text is no line here.
    shown_parts = {line.block.part for line in reference.margins if any(cell.text for cell in line.cells)}
    margins = [[line for line in one.margins if line.block.part in shown_parts] for one in (fast, reference)]
    assert grid(margins[0], of) == grid(margins[1], of)
    assert fast.traits.comment_count == reference.traits.comment_count
    assert fast.traits.hidden_sheets == reference.traits.hidden_sheets
    assert [cell.at for cell in fast.traits.uncalculated] == [cell.at for cell in reference.traits.uncalculated]
    assert fast.kind == reference.kind


@pytest.mark.parametrize("path", given_files(), ids=lambda path: path.name)
def test_given_files(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    data = path.read_bytes()
    try:
        fast, reference = both(data, path.name, monkeypatch)
    except ReadingError as error:  # what no reader takes is refused before either is asked
        assert error.code in ("BRK001", "BRK002")
        with pytest.raises(ReadingError):
            reading.read_bytes(data, path.name)
        return
    assert_agree(fast, reference)


def sentence(source: random.Random) -> str:
    return " ".join(source.choices(WORDS, k=source.randrange(6)))


def fill(cell: Any, source: random.Random, depth: int) -> None:
    """Paragraphs, line breaks and now and then a table in a table cell."""
    cell.text = sentence(source)
    for _ in range(source.choice([0, 0, 0, 1, 2])):
        paragraph = cell.add_paragraph(sentence(source))
        paragraph.add_run("\tx").add_break()
    if depth and source.random() < 0.1:
        inner = cell.add_table(2, 2)
        for each in inner._cells:
            fill(each, source, depth - 1)
        cell.add_paragraph("sesudah")


def made_docx(seed: int) -> bytes:
    source = random.Random(seed)
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = sentence(source)
    for _ in range(source.randrange(2, 6)):
        document.add_paragraph(sentence(source)).add_run().add_break(WD_BREAK.PAGE)
        rows, columns = source.randrange(1, 7), source.randrange(1, 6)
        table = document.add_table(rows, columns)
        for cell in table._cells:
            fill(cell, source, 2)
        for _ in range(source.randrange(4)):
            row, column = source.randrange(rows), source.randrange(columns)
            last_row, last_column = source.randrange(row, rows), source.randrange(column, columns)
            try:
                table.cell(row, column).merge(table.cell(last_row, last_column))
            except docx.exceptions.InvalidSpanError:  # would cut another merge in two
                continue
    return saved(document)


def saved(made: Any) -> bytes:
    file = io.BytesIO()
    made.save(file)
    return file.getvalue()


@pytest.mark.parametrize("seed", range(12))
def test_made_documents(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    fast, reference = both(made_docx(seed), "a.docx", monkeypatch)
    assert sum(len(line.cells) for line in fast.lines) > 3
    assert_agree(fast, reference)


FORMATS = ["General", "0", "0.00", "#,##0", "0%", "0.0%", '0" Laporan"', '_("Rp"* #,##0_)', "@"]


def value(source: random.Random) -> Any:
    return source.choice(
        [
            sentence(source),
            source.randrange(10**9),
            round(source.random() * 1000, source.randrange(8)),
            source.random(),
            -source.randrange(1000),
            True,
            "=A1+B2",
            '=IF(A1<2,"x","")',
            date(2026, source.randrange(1, 13), 5),
        ]
    )


def made_openpyxl(seed: int) -> bytes:
    source = random.Random(seed)
    book = openpyxl.Workbook()
    for number in range(source.randrange(1, 4)):
        sheet = book.create_sheet(f"Lembar {number} & é")
        for row in source.sample(range(1, 40), 20):
            for column in source.sample(range(1, 12), source.randrange(8)):
                cell = sheet.cell(row, column)
                cell.value = value(source)
                if isinstance(cell.value, int | float):
                    cell.number_format = source.choice(FORMATS)
        sheet["A1"] = CellRichText("a ", TextBlock(InlineFont(strike=True), "b"), " c")
        sheet["B1"] = "catatan"
        sheet["B1"].comment = Comment("isi dulu", "x")
        sheet["B1"].hyperlink = "https://contoh.invalid/?a=1&b=2"
        sheet.merge_cells("A5:B8")
        sheet.merge_cells("D2:G2")
        sheet.row_dimensions[3].hidden = True
        sheet.column_dimensions["C"].hidden = True
    book.worksheets[-1].sheet_state = "hidden"
    return saved(book)


def made_xlsxwriter(seed: int) -> bytes:
    source = random.Random(seed)
    file = io.BytesIO()
    with xlsxwriter.Workbook(file) as book:
        formats = [
            book.add_format({"num_format": code, "border": 1}) for code in (*FORMATS, "d mmmm yyyy", "[$-421]d-mmm-yy")
        ]
        for number in range(2):
            sheet = book.add_worksheet(f"Lembar {number}")
            for row in range(30):
                for column in range(8):
                    style = source.choice(formats[:-2])
                    made = value(source)
                    if isinstance(made, date):
                        sheet.write_datetime(row, column, made, formats[-1 - column % 2])
                    elif isinstance(made, str) and made.startswith("="):
                        sheet.write_formula(row, column, made, style, source.choice([1.5, "teks", "x < 1"]))
                    elif source.random() < 0.3:
                        sheet.write_blank(row, column, None, style)
                    else:
                        sheet.write(row, column, made, style)
            sheet.merge_range(32, 0, 34, 3, "gabungan", formats[0])
            sheet.write_comment("A2", "isi dulu")
    return file.getvalue()


@pytest.mark.parametrize("maker", [made_openpyxl, made_xlsxwriter])
@pytest.mark.parametrize("seed", range(6))
def test_made_workbooks(maker: Any, seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    fast, reference = both(maker(seed), "a.xlsx", monkeypatch)
    assert sum(len(line.cells) for line in fast.lines) > 20
    assert_agree(fast, reference)


def test_rows_that_merge_with_nothing_are_too_much_for_the_reference(monkeypatch: pytest.MonkeyPatch) -> None:
    document = docx.Document()
    table = document.add_table(2, 1)
    for cell in table._cells:
        cell._tc.vMerge = "continue"
    data = saved(document)
    assert [len(line.cells) for line in reading.read_bytes(data, "a.docx").lines] == [1, 1]
    monkeypatch.setenv(reading.SWITCH, "reference")
    with pytest.raises(ReadingError) as caught:
        reading.read_bytes(data, "a.docx")
    assert caught.value.code == "BRK001"


def test_shared_formulas_are_written_out_alike(monkeypatch: pytest.MonkeyPatch) -> None:
    cells = [f'<c r="{letter}{n}"><f t="shared" si="0"/><v>1</v></c>' for n in (1, 2) for letter in "CD"]
    cells[0] = cells[0].replace("/>", ' ref="C1:D2">SUM($A1:B$1)+SUM(A:$B)+SUM(1:$2)+\'A1\'!B2&amp;"A1"</f>', 1)
    data = repacked(
        saved(openpyxl.Workbook()), workbooks.sheet(workbooks.row(1, *cells[:2]) + workbooks.row(2, *cells[2:]))
    )
    fast, reference = both(data, "a.xlsx", monkeypatch)
    assert len({cell.formula for line in fast.lines for cell in line.cells}) == 4
    assert_agree(fast, reference)


def repacked(data: bytes, xml: str) -> bytes:
    """The workbook with another first sheet."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    return zipped({**members, "xl/worksheets/sheet1.xml": xml})


def test_the_reference_refuses_what_is_damaged(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(reading.SWITCH, "reference")
    for name, data in (("a.docx", made_docx(1)), ("a.xlsx", made_openpyxl(1))):
        with pytest.raises(ReadingError) as caught:
            reading.read_bytes(data.replace(b"[Content_Types].xml", b"[Content_Typez].xml"), name)
        assert caught.value.code == "BRK001"

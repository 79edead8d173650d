"""Word and Excel files read through python-docx and openpyxl (and PDF by :mod:`reference_pdf`): slow, and what the fast
readers are proved against.

``KINERJA_DOCS_READER=reference`` switches to it. What the libraries do not see is missing here. In Word files: content
controls, simple fields, smart tags and equations, text boxes, notes, tracked changes, struck-out and hidden runs, page
breaks, cells merged across in the old way (``hMerge``). In workbooks: a formula whose stored value is an empty text
looks like one without a value, ``HYPERLINK()`` has no address, ``_x000D_`` stays as it is written, and days before
March 1900 or after 9999 are lost. Of the traits only comments, hidden sheets and formulas without a value are known.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any

from kinerja_docs.errors import ReadingError
from kinerja_docs.model import Block, Cell, Document, Line
from kinerja_docs.reading import kinds, reference_pdf
from kinerja_docs.reading import wordml as w
from kinerja_docs.reading.contents import Contents
from kinerja_docs.reading.own import AUTHOR
from kinerja_docs.reading.sheet_grid import MERGE_DEPTH
from kinerja_docs.reading.sheet_styles import shown_as
from kinerja_docs.reading.word_lists import Lists
from kinerja_docs.text import display_number

if TYPE_CHECKING:
    from docx.document import Document as WordDocument
    from docx.table import Table
    from docx.text.paragraph import Paragraph
    from openpyxl.worksheet.worksheet import Worksheet

_MARGINS = tuple(f"{which}{kind}" for kind in ("header", "footer") for which in ("", "first_page_", "even_page_"))


def read_word(contents: Contents) -> Document:
    """A Word document by python-docx; BRK001 ``damaged`` where the library gives up."""
    import docx

    result = Document(contents.path, "docx")
    try:
        opened = docx.Document(io.BytesIO(contents.data))
        lists = Lists(contents.package)
        lists.mark(opened.element.body)
        result.lines = list(_Blocks(None).lines(opened.iter_inner_content()))
        result.traits.comment_count = sum(1 for one in opened.comments if one.author != AUTHOR)
        for part, blocks in sorted(
            _margins(opened, lists).items(), key=lambda one: (one[0][0] == "f", len(one[0]), one[0])
        ):
            result.margins += _Blocks(part).lines(blocks)
    except Exception as error:  # python-docx lets through whatever goes wrong inside it
        raise ReadingError("BRK001", "damaged", str(error)) from error
    return result


def _margins(opened: WordDocument, lists: Lists) -> dict[str, Iterator[Paragraph | Table]]:
    """The blocks of headers and footers by the contract's names of their parts (``header1``)."""
    found: dict[str, Iterator[Paragraph | Table]] = {}
    for section in opened.sections:
        for kind in _MARGINS:
            margin = getattr(section, kind)
            if not margin.is_linked_to_previous:
                lists.mark(margin._element)
                found[margin.part.partname.filename.removesuffix(".xml")] = margin.iter_inner_content()
    return found


class _Blocks:
    """Paragraphs and tables of one part in document order, numbered as the contract counts them."""

    def __init__(self, part: str | None) -> None:
        self._part = part
        self._body = Block("paragraph", part=part)
        self._paragraphs = self._tables = 0

    def lines(self, blocks: Iterable[Paragraph | Table]) -> Iterator[Line]:
        """The lines of the blocks; a table's own lines come before those of the tables in it."""
        from docx.table import Table

        for block in blocks:
            if isinstance(block, Table):
                yield from self._table(block)
            else:
                self._paragraphs += 1
                text = _joined(self._body, self._paragraphs, 1, [block])
                yield Line(self._body, self._paragraphs, [Cell(self._body, self._paragraphs, 1, text)])

    def _table(self, table: Table) -> Iterator[Line]:
        self._tables += 1
        block = Block("table", self._tables, part=self._part)
        known: dict[Any, Cell] = {}  # by the table-cell element, which python-docx repeats where cells are merged
        nested: list[Table] = []
        for row, source in enumerate(table.rows, 1):
            cells: list[Cell] = []
            for column, part in enumerate(source.cells, 1 + source.grid_cols_before):
                cell = known.get(part._tc)
                if cell is None:
                    text = _joined(block, row, column, part.paragraphs)
                    cell = known[part._tc] = Cell(block, row, column, text, colspan=part.grid_span)
                    nested += part.tables
                if cell not in cells:
                    cells.append(cell)
                cell.rowspan = row - cell.row + 1
            yield Line(block, row, cells)
        for inner in nested:
            yield from self._table(inner)


def _joined(block: Block, row: int, column: int, paragraphs: list[Paragraph]) -> str:
    """The text of the paragraphs; their list marks go to the block."""
    text = ""
    for number, paragraph in enumerate(paragraphs):
        text += "\n" if number else ""
        for mark in paragraph._p.iter(w.ITEM):
            block.items = block.items or {}
            block.items.setdefault((row, column), {})[text.count("\n")] = mark.get(w.NAME, "")
        text += paragraph.text
    return text


def read_sheet(contents: Contents) -> Document:
    """A workbook by openpyxl, opened twice: for formulas and for stored values."""
    import openpyxl

    try:
        formulas, values = (
            openpyxl.load_workbook(io.BytesIO(contents.data), data_only=data_only, rich_text=True)
            for data_only in (False, True)
        )
    except Exception as error:  # openpyxl lets through whatever goes wrong inside it
        raise ReadingError("BRK001", "damaged", str(error)) from error
    result = Document(contents.path, "xlsx")
    for number, name in enumerate(formulas.sheetnames, 1):
        sheet = formulas[name]
        if not hasattr(sheet, "merged_cells"):
            continue  # a chart
        block = Block("sheet", number, name, hidden=sheet.sheet_state != "visible")
        if block.hidden:
            result.traits.hidden_sheets.append(name)
        result.lines += _Grid(block, sheet, values[name], result).lines()
    return result


class _Grid:
    """One sheet, cell by cell."""

    def __init__(self, block: Block, formulas: Worksheet, values: Worksheet, result: Document) -> None:
        self._block = block
        self._formulas = formulas
        self._values = values
        self._result = result
        self._lines: dict[int, Line] = {}

    def lines(self) -> list[Line]:
        """The sheet's lines in order."""
        block = self._block
        block.merged = [(r.min_row, r.min_col, r.max_row, r.max_col) for r in self._formulas.merged_cells.ranges]
        # Only the cells that the file holds: iter_rows() makes one for every place of the used range.
        for (row, column), source in sorted(self._formulas._cells.items()):
            cell = self._cell(row, column, source)
            if cell is not None:
                self._lines.setdefault(row, Line(block, row, [])).cells.append(cell)
        self._merge()
        return [line for _, line in sorted(self._lines.items())]

    def _cell(self, row: int, column: int, source: Any) -> Cell | None:
        """What the cell shows; None where it neither shows nor calculates anything."""
        cell = Cell(self._block, row, column, "")
        stored = source.value
        if source.data_type == "f":
            cell.formula = _formula(stored)
            stored = self._values.cell(row, column).value
            if stored is None:
                self._result.traits.uncalculated.append(cell)
        self._show(cell, stored, source.number_format)
        if source.comment is not None:
            self._result.traits.comment_count += 1
            cell.note = source.comment.text
        if not cell.text and not cell.struck and cell.formula is None:
            return None
        if source.font.strike:
            cell.text, cell.struck = "", cell.text or cell.struck
        if source.hyperlink is not None:
            cell.link = source.hyperlink.target or source.hyperlink.location
        cell.hidden = self._block.hidden or self._is_hidden(row, column)
        return cell

    def _show(self, cell: Cell, stored: Any, pattern: str) -> None:
        """Text and number of a stored value."""
        if isinstance(stored, bool):
            cell.text = "BENAR" if stored else "SALAH"
        elif isinstance(stored, int | float | date | time | timedelta):
            cell.number, in_1900 = self._numbers(stored)
            cell.text = display_number(in_1900, pattern)
            cell.shown_as = shown_as(pattern)
        elif stored is not None:
            cell.text, cell.struck = _runs(stored)

    def _numbers(self, stored: int | float | date | time | timedelta) -> tuple[float, float]:
        """The number as it is stored, and the same in the calendar that begins in 1900."""
        from openpyxl.utils.datetime import to_excel

        if isinstance(stored, int | float):
            return float(stored), float(stored)
        epoch: datetime = self._formulas.parent.epoch  # type: ignore[union-attr]
        days: tuple[float, float] = (to_excel(stored, epoch), to_excel(stored))  # type: ignore[no-untyped-call]
        return days

    def _is_hidden(self, row: int, column: int) -> bool:
        if self._formulas.row_dimensions[row].hidden:
            return True
        groups = self._formulas.column_dimensions.values()
        return any(group.hidden and (group.min or 0) <= column <= (group.max or 0) for group in groups)

    def _merge(self) -> None:
        """A merged cell stands on every line it covers."""
        for top, left, bottom, right in self._block.merged:
            line = self._lines.get(top)
            cell = line.at_column(left) if line is not None else None
            if cell is None or cell.column != left:
                continue
            cell.rowspan, cell.colspan = bottom - top + 1, right - left + 1
            for row in range(top + 1, min(bottom, top + MERGE_DEPTH) + 1):
                below = self._lines.setdefault(row, Line(self._block, row, []))
                below.cells.append(cell)
                below.cells.sort(key=lambda one: one.column)


def _formula(stored: Any) -> str:
    text = getattr(stored, "text", stored)  # array formulas are objects
    return text.removeprefix("=") if isinstance(text, str) else ""


def _runs(stored: Any) -> tuple[str, str]:
    """Text and struck-out text of a string, which openpyxl gives as a list where it has runs of its own."""
    text = struck = ""
    parts: list[Any] = stored if isinstance(stored, list) else [str(stored)]
    for run in parts:
        font = getattr(run, "font", None)
        if font is not None and font.strike:
            struck += run.text
        else:
            text += getattr(run, "text", run)
    return text, struck


READERS: dict[kinds.Reader, kinds.Reader] = {
    kinds.READERS["docx"]: read_word,
    kinds.READERS["xlsx"]: read_sheet,
    kinds.READERS["pdf"]: reference_pdf.read,
}

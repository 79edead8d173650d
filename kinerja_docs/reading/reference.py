"""Word and Excel files read through python-docx and openpyxl: slow, and what the fast readers are proved against.

``KINERJA_DOCS_READER=reference`` switches to it. What the libraries do not see is missing here: in Word files content
controls around blocks, text boxes, notes, tracked changes, struck-out and hidden runs; in workbooks the difference
between a formula without a value and one whose value is an empty text. Of the traits only comments, hidden sheets and
formulas without a value are known.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from datetime import date, time, timedelta
from typing import TYPE_CHECKING, Any

from kinerja_docs.errors import ReadingError
from kinerja_docs.model import Block, Cell, Document, Line
from kinerja_docs.reading import kinds
from kinerja_docs.reading.contents import Contents
from kinerja_docs.text import display_number, is_date_format

if TYPE_CHECKING:
    from docx.table import Table
    from docx.text.paragraph import Paragraph
    from openpyxl.cell.cell import Cell as SheetCell
    from openpyxl.worksheet.worksheet import Worksheet

_TRUTH = {True: "BENAR", False: "SALAH"}
_MERGE_DEPTH = 2_000


def read_word(contents: Contents) -> Document:
    """A Word document by python-docx; BRK001 ``damaged`` where the library gives up."""
    import docx

    try:
        opened = docx.Document(io.BytesIO(contents.data))
    except Exception as error:  # python-docx lets whatever goes wrong inside it through
        raise ReadingError("BRK001", "damaged", str(error)) from error
    result = Document(contents.path, "docx")
    result.lines = list(_Blocks(None).lines(opened.iter_inner_content()))
    result.traits.comment_count = len(list(opened.comments))
    margins: dict[str, Any] = {}
    for section in opened.sections:
        for kind in (
            "header",
            "first_page_header",
            "even_page_header",
            "footer",
            "first_page_footer",
            "even_page_footer",
        ):
            margin = getattr(section, kind)
            if not margin.is_linked_to_previous:
                margins[margin.part.partname.baseURI and margin.part.partname.filename.removesuffix(".xml")] = margin
    for part in sorted(margins, key=lambda name: (not name.startswith("header"), len(name), name)):
        result.margins += _Blocks(part).lines(margins[part].iter_inner_content())
    return result


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
                cell = Cell(self._body, self._paragraphs, 1, block.text)
                yield Line(self._body, self._paragraphs, [cell])

    def _table(self, table: Table) -> Iterator[Line]:
        self._tables += 1
        block = Block("table", self._tables, part=self._part)
        known: dict[Any, Cell] = {}  # by table-cell element, which python-docx repeats where cells are merged
        nested: list[Table] = []
        for row, source in enumerate(table.rows, 1):
            cells: list[Cell] = []
            column = 1 + source.grid_cols_before
            for part in source.cells:
                cell = known.get(part._tc)
                if cell is None:
                    text = "\n".join(paragraph.text for paragraph in part.paragraphs)
                    cell = known[part._tc] = Cell(block, row, column, text, colspan=part.grid_span)
                    nested += part.tables
                if cell not in cells:
                    cells.append(cell)
                cell.rowspan = row - cell.row + 1
                column += 1
            yield Line(block, row, cells)
        for inner in nested:
            yield from self._table(inner)


def read_sheet(contents: Contents) -> Document:
    """A workbook by openpyxl, opened twice: for formulas and for stored values."""
    import openpyxl

    try:
        formulas, values = (
            openpyxl.load_workbook(io.BytesIO(contents.data), data_only=data_only, rich_text=True)
            for data_only in (False, True)
        )
    except Exception as error:  # openpyxl lets whatever goes wrong inside it through
        raise ReadingError("BRK001", "damaged", str(error)) from error
    result = Document(contents.path, "xlsx")
    for number, name in enumerate(formulas.sheetnames, 1):
        sheet = formulas[name]
        if not hasattr(sheet, "merged_cells"):
            continue  # a chart
        block = Block("sheet", number, name, hidden=sheet.sheet_state != "visible")
        if block.hidden:
            result.traits.hidden_sheets.append(name)
        _Grid(block, sheet, values[name], result).read()
    return result


class _Grid:
    """One sheet, cell by cell."""

    def __init__(self, block: Block, formulas: Worksheet, values: Worksheet, result: Document) -> None:
        self._block = block
        self._formulas = formulas
        self._values = values
        self._result = result
        self._lines: dict[int, Line] = {}

    def read(self) -> None:
        """Adds the sheet's lines to the result."""
        block = self._block
        block.merged = [(r.min_row, r.min_col, r.max_row, r.max_col) for r in self._formulas.merged_cells.ranges]
        # Only the cells that the file holds: iter_rows() makes one for every place of the used range.
        for (row, column), source in sorted(self._formulas._cells.items()):
            cell = self._cell(row, column, source)
            if cell is not None:
                self._lines.setdefault(row, Line(block, row, [])).cells.append(cell)
        self._merge()
        self._result.lines += [self._lines[row] for row in sorted(self._lines)]

    def _cell(self, row: int, column: int, source: SheetCell) -> Cell | None:
        cell = Cell(self._block, row, column, "")
        if source.comment is not None:
            self._result.traits.comment_count += 1
            cell.note = source.comment.text
        stored = source.value
        if source.data_type == "f":
            cell.formula = _formula(stored)
            stored = self._values.cell(row, column).value
            if stored is None:
                self._result.traits.uncalculated.append(cell)
        self._show(cell, stored, source)
        if not cell.text and not cell.struck and cell.formula is None:
            return None
        if source.font is not None and source.font.strike:
            cell.text, cell.struck = "", cell.text or cell.struck
        if source.hyperlink is not None:
            cell.link = source.hyperlink.target or source.hyperlink.location
        cell.hidden = self._block.hidden or self._is_hidden(row, column)
        return cell

    def _show(self, cell: Cell, stored: Any, source: SheetCell) -> None:
        """Text and number of a stored value."""
        if isinstance(stored, bool):
            cell.text = _TRUTH[stored]
        elif isinstance(stored, int | float | date | time | timedelta):
            pattern = source.number_format or "General"
            cell.number, shown = self._number(stored)
            cell.text = display_number(shown, pattern)
            percent = "%" in pattern.replace('"%"', "")
            cell.shown_as = "percent" if percent else "date" if is_date_format(pattern) else "number"
        elif stored is not None:
            cell.text, cell.struck = _runs(stored)

    def _number(self, stored: Any) -> tuple[float, float]:
        """The stored number, and the same in the calendar that begins in 1900."""
        from openpyxl.utils.datetime import to_excel

        if isinstance(stored, int | float):
            return float(stored), float(stored)
        return float(to_excel(stored, self._formulas.parent.epoch)), float(to_excel(stored))

    def _is_hidden(self, row: int, column: int) -> bool:
        if self._formulas.row_dimensions[row].hidden:
            return True
        groups = self._formulas.column_dimensions.values()
        return any(g.hidden and (g.min or 0) <= column <= (g.max or 0) for g in groups)

    def _merge(self) -> None:
        for top, left, bottom, right in self._block.merged:
            line = self._lines.get(top)
            cell = line.at_column(left) if line is not None else None
            if cell is None or cell.column != left:
                continue
            cell.rowspan, cell.colspan = bottom - top + 1, right - left + 1
            for row in range(top + 1, min(bottom, top + _MERGE_DEPTH) + 1):
                below = self._lines.setdefault(row, Line(self._block, row, []))
                below.cells.append(cell)
                below.cells.sort(key=lambda one: one.column)


def _formula(stored: Any) -> str:
    text = getattr(stored, "text", stored)  # array formulas are objects
    return text.removeprefix("=") if isinstance(text, str) else ""


def _runs(stored: Any) -> tuple[str, str]:
    """Text and struck-out text of a string."""
    if isinstance(stored, str) and not isinstance(stored, list):
        return stored, ""
    text, struck = "", ""
    for run in stored if isinstance(stored, list) else [str(stored)]:
        font = getattr(run, "font", None)
        if font is not None and font.strike:
            struck += run.text
        else:
            text += getattr(run, "text", run)
    return text, struck


READERS: dict[kinds.Reader, kinds.Reader] = {
    kinds.READERS["docx"]: read_word,
    kinds.READERS["xlsx"]: read_sheet,
}

"""From the pieces of one sheet to its lines of cells: what each cell shows, what covers it and what hides it."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from datetime import datetime
from operator import attrgetter
from typing import TYPE_CHECKING

from kinerja_docs.model import Block, Cell, Line
from kinerja_docs.reading.sheet_formulas import moved
from kinerja_docs.reading.sheetml import COLUMNS, Formula, Piece, Scanned, column_of, corners, position, unescaped

if TYPE_CHECKING:
    from kinerja_docs.reading.sheet_book import Book

TRUTH = {"1": "BENAR", "0": "SALAH", "true": "BENAR", "false": "SALAH"}  # as an Indonesian Excel shows them
_ADDRESS = re.compile(r'HYPERLINK\("([^"]+)"', re.IGNORECASE)
_DAY_ZERO = datetime(1899, 12, 30)
_DAY = 86_400  # seconds
WIDEST = 18_278  # ZZZ
MERGE_DEPTH = 2_000  # lines below a merged cell's own that it may stand on
_COLUMN = attrgetter("column")


class Grid:
    """The cells of one sheet by row. Raises ValueError or IndexError where the file says what cannot be."""

    def __init__(self, book: Book, block: Block, scanned: Scanned) -> None:
        self._book = book
        self._block = block
        self._lines: dict[int, Line] = {}
        self._groups: dict[str, tuple[str, int, int]] = {}  # shared formulas: text, row and column of the first
        block.merged = scanned.merged
        self._add(scanned.pieces, scanned.struck)
        self._hide(scanned)
        self._merge(scanned)

    def lines(self) -> list[Line]:
        """The lines in order; a row that shows nothing has none."""
        return [line for _, line in sorted(self._lines.items()) if line.cells]

    def at(self, row: int, column: int) -> Cell | None:
        """The cell that begins at the place."""
        line = self._lines.get(row)
        if line is None:
            return None
        index = bisect_left(line.cells, column, key=_COLUMN)
        found = line.cells[index] if index < len(line.cells) else None
        return found if found is not None and found.row == row and found.column == column else None

    def within(self, reference: str) -> list[Cell]:
        """The cells that begin in ``B3`` or ``B3:C9``."""
        range_ = corners(reference)
        if range_ is None:
            one = self.at(*position(reference.partition(":")[0]))
            return [one] if one is not None else []
        top, left, bottom, right = range_
        found = (cell for row in self._rows(top, bottom) for cell in self._lines[row].cells if cell.row == row)
        return [cell for cell in found if left <= cell.column <= right]

    def _add(self, pieces: Iterable[Piece], struck_places: dict[tuple[int, int], str]) -> None:
        """Cells of all pieces that show or calculate something. (A hot loop: common kinds first.)"""
        block, lines, columns = self._block, self._lines, COLUMNS
        strings, numbers = self._book.strings, self._book.number
        struck_strings, struck_styles = self._book.struck_strings, self._book.styles.struck
        cells: list[Cell] = []
        last: str | None = None
        row = before = 0
        for letters, digits, style, kind, value, formula in pieces:
            if letters is None or digits is None:
                continue
            if digits != last:
                last, row, before = digits, int(digits), 0
                line = lines.get(row)
                if line is None:
                    line = lines[row] = Line(block, row, [])
                cells = line.cells
                before = cells[-1].column if cells else 0
            column = columns.get(letters) or column_of(letters)
            if formula is not None:
                cell = self._calculated(row, column, style, kind, formula)
            elif kind == "s" and value:
                index = int(value)
                cell = Cell(block, row, column, strings[index])
                if struck_strings and index in struck_strings:
                    cell.struck = struck_strings[index]
                elif not cell.text:
                    continue
            elif value and (kind is None or kind == "n"):
                number, text, shown_as = numbers(value, style)
                if not text:  # the format shows nothing: ";;;", or zeros left out
                    continue
                cell = Cell(block, row, column, text, 1, 1, number, shown_as)
            elif value or (row, column) in struck_places:
                cell = Cell(block, row, column, "", struck=unescaped(struck_places.get((row, column), "")))
                self._show(cell, style, kind, value or "")
            else:
                continue
            if struck_styles and style in struck_styles:
                cell.text, cell.struck = "", cell.text or cell.struck
            cells.append(cell)
            if column <= before:  # out of order
                cells.sort(key=_COLUMN)
            before = cells[-1].column

    def _calculated(self, row: int, column: int, style: str | None, kind: str | None, formula: Formula) -> Cell:
        """A cell with a formula; one without a stored value was never calculated (a stored empty text is a value)."""
        text, group, value = formula
        if group is not None:
            text = self._formula_text(row, column, formula)
        if value and kind is None and text[:1] not in ("H", "h"):  # a number, by a formula that is no HYPERLINK
            number, shown, shown_as = self._book.number(value, style)
            return Cell(self._block, row, column, shown, 1, 1, number, shown_as, "", False, False, text)
        cell = Cell(self._block, row, column, "", formula=text)
        address = _ADDRESS.match(text)
        if address is not None:
            cell.link = address.group(1)
        if value is None or (value == "" and kind != "str"):
            self._book.result.traits.uncalculated.append(cell)
        else:
            self._show(cell, style, kind, value)
        return cell

    def _formula_text(self, row: int, column: int, formula: Formula) -> str:
        """The formula of a cell of a group, of which the first alone has it written out."""
        group = formula.group or ""
        if formula.text:
            self._groups.setdefault(group, (formula.text, row, column))
            return formula.text
        text, first_row, first_column = self._groups.get(group, ("", row, column))
        return moved(text, row - first_row, column - first_column)

    def _show(self, cell: Cell, style: str | None, kind: str | None, value: str) -> None:
        """Text and number of a stored value of any type."""
        if kind is None or kind == "n":
            cell.number, cell.text, cell.shown_as = self._book.number(value, style)
        elif kind == "s":
            cell.text = self._book.strings[int(value)]
        elif kind == "b":
            cell.text = TRUTH.get(value, value)
        elif kind == "d":
            days = (datetime.fromisoformat(value).replace(tzinfo=None) - _DAY_ZERO).total_seconds() / _DAY
            cell.number, cell.text, cell.shown_as = self._book.number(repr(days - self._book.shift), style)
        else:  # texts of formulas, texts of their own, error values
            cell.text = unescaped(value)

    def _hide(self, scanned: Scanned) -> None:
        for row in self._lines if self._block.hidden else scanned.hidden_rows & self._lines.keys():
            for cell in self._lines[row].cells:
                cell.hidden = True
        hidden: set[int] = set()
        reached = 0
        for first, last in sorted(scanned.hidden_columns):  # each column once, however often they are named
            hidden.update(range(max(first, reached + 1), min(last, WIDEST) + 1))
            reached = max(reached, last)
        if hidden:
            for line in self._lines.values():
                for cell in line.cells:
                    cell.hidden = cell.hidden or cell.column in hidden

    def _merge(self, scanned: Scanned) -> None:
        """A merged cell stands on every line it covers; what lies under it is seen by nobody."""
        for top, left, bottom, right in scanned.merged:
            cell = self.at(top, left)
            if top == bottom and cell is not None and self._lines[top].cells[-1] is cell:
                self._book.claim(1)
                cell.rowspan, cell.colspan = 1, right - left + 1  # nothing lies under it, as nearly always
                continue
            for row in self._rows(top, bottom):
                cells = self._lines[row].cells
                if row == top and cell is not None and cells[-1] is cell:
                    continue
                covered = slice(bisect_left(cells, left, key=_COLUMN), bisect_right(cells, right, key=_COLUMN))
                cells[covered] = [cell] if cell is not None and row == top else []
            if cell is None:
                continue
            cell.rowspan, cell.colspan = bottom - top + 1, right - left + 1
            last = min(bottom, top + MERGE_DEPTH)
            self._book.claim(last - top)
            for row in range(top + 1, last + 1):
                line = self._lines.get(row)
                if line is None:
                    line = self._lines[row] = Line(self._block, row, [])
                line.cells.insert(bisect_left(line.cells, left, key=_COLUMN), cell)

    def _rows(self, top: int, bottom: int) -> Iterable[int]:
        """The rows from ``top`` to ``bottom`` that have a line. What is looked at counts against the limit, because a
        file may name the whole sheet any number of times."""
        if top == bottom:
            self._book.claim(1)
            return (top,) if top in self._lines else ()
        self._book.claim(min(bottom - top + 1, len(self._lines)))
        if bottom - top < len(self._lines):
            return [row for row in range(top, bottom + 1) if row in self._lines]
        return [row for row in self._lines if top <= row <= bottom]

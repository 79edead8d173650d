"""What one line of a table prints under a header: the cell, the text and the value of each mapped column."""

from __future__ import annotations

import re
from dataclasses import dataclass

from kinerja_docs.definitions.layout import Split, Table
from kinerja_docs.extracting.schedule import fill_schedule
from kinerja_docs.extracting.split import divided
from kinerja_docs.extracting.table_head import Head
from kinerja_docs.extracting.table_trust import Columns
from kinerja_docs.extracting.values import make_value
from kinerja_docs.model import Cell, Line, Spot, Value
from kinerja_docs.text import is_blank, money

ENUMERATOR = re.compile(r"\(?(?:\d{1,3}|[a-z]|[ivx]{1,4})[.)]*", re.IGNORECASE)
_CODE = re.compile(r"(?:[a-z]{2,5}[ .-]?)?\d{1,2}(?:\.\d{1,2}){0,3}[.)]*", re.IGNORECASE)  # "1.2", "IKU 3"

Found = dict[str, tuple[Cell | None, str]]


@dataclass(slots=True)
class Printed:
    """A line under the header: ``spots`` and ``raw`` by column (a column without a cell has no ``raw``)."""

    line: Line
    spots: dict[str, Spot]
    raw: dict[str, str]
    values: dict[str, Value]
    filled: int = 0  # columns with a value, running numbers and aids left out
    total: int = 0  # columns that may have one
    own: bool = False  # a value stands in a cell that begins on the line
    beside: bool = False  # one stands in a merged cell that reaches down to it
    numbered: bool = False
    dashed: bool = False  # a cell of the line's own prints what is no value


class Under:
    """The columns under one header. (Reading a line is a hot path: lines whose cells span no columns go first.)"""

    def __init__(self, head: Head, table: Table, columns: Columns) -> None:
        self._head = head
        self._table = table
        self.grid = {name: places for name, (_, places) in columns.items()}
        self.aids = {name for name, column in table.columns.items() if column.aid}
        self._asides = {*self.aids, "nomor"}
        self._width = max((places[-1] for places in self.grid.values()), default=0)
        self._splits = [(n, c.split) for n, c in table.columns.items() if c.split is not None and n in columns]
        simple = not self._splits and table.schedule is None
        simple = simple and all(len(places) == 1 for places in self.grid.values())
        self._simple = [
            (name, places[0] - 1, table.columns[name].kind, table.columns[name].vocabulary, name in self._asides)
            for name, places in (self.grid.items() if simple else ())
        ]
        self._total = sum(not aside for *_, aside in self._simple)
        self._latest: dict[str, tuple[Cell, str, Value | None]] = {}  # merged cells by column

    def read(self, line: Line) -> Printed:
        """The line's cells, texts and values."""
        cells = line.cells
        last = cells[-1]
        if self._simple and last.column == len(cells) >= self._width and last.colspan == 1:
            printed = self._read_simple(line)  # none spans columns
        else:
            printed = self._read_any(line)
        if line.block.items is not None:
            self._without_numbers(printed)
        return printed

    def _without_numbers(self, printed: Printed) -> None:
        """A cell of words in which stands nothing but a number that the word processor makes is blank."""
        values = printed.values
        alone = [name for name, value in values.items() if name != "nomor" and is_number_alone(value.cell)]
        if not alone:
            return
        for name in alone:
            del values[name]
            printed.raw[name] = ""
        of_words = [value.cell for name, value in values.items() if name not in self._asides]
        printed.filled = len(of_words)
        printed.own = any(cell.row == printed.line.row for cell in of_words)
        printed.beside = any(cell.row != printed.line.row for cell in of_words)

    def _read_simple(self, line: Line) -> Printed:
        cells, row = line.cells, line.row
        spots: dict[str, Spot] = {}
        raw: dict[str, str] = {}
        values: dict[str, Value] = {}
        printed = Printed(line, spots, raw, values)
        filled = 0
        for name, place, kind, vocabulary, aside in self._simple:
            spots[name] = cell = cells[place]
            raw[name] = text = cell.text
            if not text:
                continue
            if cell.rowspan == 1 and not aside:
                value = make_value(kind, text, cell, vocabulary)
            else:
                value = self._value(name, text, cell)
            if value is None:
                if cell.row == row and text.strip():
                    printed.dashed = True
                continue
            values[name] = value
            if aside:
                printed.numbered = printed.numbered or (name == "nomor" and cell.row == row)
                continue
            filled += 1
            if cell.row == row:
                printed.own = True
            else:
                printed.beside = True
        printed.filled, printed.total = filled, self._total
        return printed

    def _read_any(self, line: Line) -> Printed:
        found = self._cells(line)
        printed = Printed(line, {}, {}, {})
        values = printed.values
        for name, (cell, text) in found.items():
            if cell is None or not text:
                continue
            own = cell.row == line.row
            value = self._value(name, text, cell)
            if value is None:
                printed.dashed = printed.dashed or bool(own and text.strip())
                continue
            values[name] = value
            if name in self._asides:
                printed.numbered = printed.numbered or (name == "nomor" and own)
            else:
                printed.own, printed.beside = printed.own or own, printed.beside or not own
        for name, rule in self._splits:
            self._split(name, rule, found, values)
        printed.filled, printed.total = len(values.keys() - self._asides), len(found.keys() - self._asides)
        for name, (cell, text) in found.items():
            if cell is not None:
                printed.spots[name], printed.raw[name] = cell, text
            else:
                place = self.grid[name][0] if name in self.grid else self._head.slots[0][2][0]
                printed.spots[name] = (line.block, line.row, place)
        return printed

    def _value(self, name: str, text: str, cell: Cell) -> Value | None:
        column = self._table.columns[name]
        shown = text.strip().rstrip(".)").lstrip("(").rstrip() if name == "nomor" else text
        if cell.rowspan == 1:
            return make_value(column.kind, shown, cell, column.vocabulary)
        known = self._latest.get(name)  # a merged cell stands on every line it covers
        if known is None or known[0] is not cell or known[1] != text:
            known = self._latest[name] = (cell, text, make_value(column.kind, shown, cell, column.vocabulary))
        return known[2]

    def _cells(self, line: Line) -> Found:
        """Cell and text of each mapped column on a line; several grid columns under one header are joined."""
        over = by_column(line)
        found: Found = {}
        for name, columns in self.grid.items():
            if len(columns) == 1:
                single = over.get(columns[0])
                found[name] = (single, single.text if single is not None else "")
            else:
                found[name] = self._joined_columns(name, columns, over, found)
        if self._table.schedule is not None:
            fill_schedule(self._table, self._head.slots, over, found)
        return found

    def _joined_columns(
        self, name: str, columns: list[int], over: dict[int, Cell], found: Found
    ) -> tuple[Cell | None, str]:
        """Under a header that spans two columns the first may hold the running number or the code of the text."""
        first = over.get(columns[0])
        if first is None or len(columns) != 2 or over.get(columns[1]) in (None, first):
            return joined(over, columns)
        text = first.text.strip()
        numbered = "nomor" in self.grid or "nomor" not in self._table.columns
        if not numbered and ENUMERATOR.fullmatch(text):
            found["nomor"] = (first, first.text)
            return joined(over, columns[1:])
        if self._table.columns[name].kind == "text" and _CODE.fullmatch(text):
            return joined(over, columns[1:])
        return joined(over, columns)

    def _split(self, name: str, rule: Split, found: Found, values: dict[str, Value]) -> None:
        """Part "X berdasarkan Y" in two values of one cell, where the second has no column of its own."""
        cell, text = found[name]
        own = rule.into in self.grid
        if cell is None or not text:
            if not own and cell is not None:
                found[rule.into] = (cell, "")
            return
        first, second = divided(text, rule)
        if second is None:
            if not own:
                found[rule.into] = (cell, "")
            return
        for column, part in ((name, first), (rule.into, second)):
            if column == rule.into and own:
                continue
            found[column] = (cell, part)
            values.pop(column, None)
            value = self._value(column, part, cell)
            if value is not None:
                values[column] = value


def is_number_alone(cell: Cell) -> bool:
    """Whether the cell's text is a number that no one typed."""
    items = cell.block.items
    return items is not None and "" in items.get((cell.row, cell.column), {}).values()


def by_column(line: Line) -> dict[int, Cell]:
    """The cell over each grid column of a line."""
    over: dict[int, Cell] = {}
    for cell in line.cells:
        if cell.colspan == 1:
            over[cell.column] = cell
        else:
            for column in range(cell.column, cell.column + cell.colspan):
                over[column] = cell
    return over


def joined(over: dict[int, Cell], columns: list[int]) -> tuple[Cell | None, str]:
    """Cell and text of the columns under one header: what they print, joined."""
    if len(columns) == 1:
        cell = over.get(columns[0])
        return cell, cell.text if cell is not None else ""
    cells: list[Cell] = []
    for column in columns:
        cell = over.get(column)
        if cell is not None and cell not in cells:
            cells.append(cell)
    if not cells:
        return None, ""
    if len(cells) == 1:
        return cells[0], cells[0].text
    printed = [c for c in cells if c.text and not is_blank(c.text)]
    if len(printed) > 1 and printed[-1].number is not None and money(printed[0].text) is None:
        return printed[-1], printed[-1].text  # "Rp" in one column, the amount in the next
    text = " ".join(c.text for c in printed)
    return (printed[0] if printed else cells[0]), text

"""A table of lines with columns, columns under a common heading, and cells that stand for several lines."""

from __future__ import annotations

from dataclasses import dataclass, field

from tests.maker.labels import Cells, Label
from tests.maker.paper import Box, Grid
from tests.maker.prints import Print


@dataclass
class Column:
    """A column. ``over`` is the heading above it; ``unread`` columns are no value of the form."""

    name: str
    text: str
    width: float
    over: str = ""
    unread: bool = False
    center: bool = False


@dataclass
class Line:
    """A printed line. ``groups`` tells by column to which group the line belongs; those of one group share a cell."""

    prints: dict[str, Print]
    groups: dict[str, int] = field(default_factory=dict)
    marks: tuple[str, ...] = ()  # columns of a calendar that are marked
    values: dict[str, Print] = field(default_factory=dict)  # what must be read besides, wherever it stands


@dataclass
class TableStyle:
    """How such a table looks."""

    fill: str = "D9E1F2"
    numbering: str = "own"  # own, bare, none
    goes_on: str = "merged"  # merged, repeat, blank
    mark: str = "v"
    mark_fill: str = ""  # marks are coloured cells beside or in place of the sign
    size: float = 0
    again: int = 0  # the header is repeated before this line


class PlanTable:
    """Builds the table on a grid and says what must be read from it."""

    def __init__(self, table: str, columns: list[Column], style: TableStyle, label: Label) -> None:
        self.table, self.columns, self.style, self.label = table, columns, style, label
        self.grid = Grid([column.width for column in columns])

    def build(self, lines: list[Line]) -> Grid:
        """The grid with headers and lines."""
        self.header()
        self.grid.head_rows = len(self.grid.rows)
        self.label.rows.setdefault(self.table, [])
        shared: dict[str, tuple[int, Box]] = {}
        for number, line in enumerate(lines):
            if self.style.again and number == self.style.again:
                self.header()
                shared = {}
            self._line(line, lines[number:], shared)
        return self.grid

    def header(self) -> None:
        """The row of headings, or two rows where some have a common one, and the row of numbers."""
        two = any(column.over for column in self.columns)
        upper: list[Box] = []
        lower: list[Box] = []
        previous = ""
        for column in self.columns:
            box = self._head(column.text, rows=1 if column.over or not two else 2)
            self.label.places.setdefault(f"header.{column.name}", box)
            if not column.over:
                upper.append(box)
            else:
                lower.append(box)
                if column.over == previous:
                    upper[-1].span += 1
                else:
                    upper.append(self._head(column.over))
            previous = column.over
        self.grid.add(*upper)
        if two:
            self.grid.add(*lower)
        if self.style.numbering != "none":
            shape = "({})" if self.style.numbering == "own" else "{}"
            marks = range(1, len(self.columns) + 1)
            self.grid.add(*(self._head(shape.format(mark), bold=False) for mark in marks))

    def _head(self, text: str, rows: int = 1, bold: bool = True) -> Box:
        return Box(text, rows=rows, bold=bold, align="center", fill=self.style.fill, size=self.style.size)

    def _line(self, line: Line, rest: list[Line], shared: dict[str, tuple[int, Box]]) -> None:
        boxes: dict[str, Box] = {}
        row: list[Box] = []
        for column in self.columns:
            group = line.groups.get(column.name)
            known = shared.get(column.name)
            if group is not None and known and known[0] == group and self.style.goes_on != "repeat":
                boxes[column.name] = known[1]
                row += [Box("", size=self.style.size)] if self.style.goes_on == "blank" else []
                continue
            box = self._cell(column, line)
            if group is not None:
                shared[column.name] = (group, box)
                if self.style.goes_on == "merged":
                    box.rows = self._many(column.name, group, rest)
            boxes[column.name] = box
            row.append(box)
        self.grid.add(*row)
        self._note(line, boxes)

    def _many(self, name: str, group: int, rest: list[Line]) -> int:
        """How many lines from here on share the cell; a repeated header cuts it."""
        many = 0
        for line in rest:
            at_header = self.style.again and len(self.label.rows[self.table]) + many == self.style.again
            if line.groups.get(name) != group or (many and at_header):
                break
            many += 1
        return many

    def _cell(self, column: Column, line: Line) -> Box:
        if column.name in line.marks:
            return Box(self.style.mark, align="center", fill=self.style.mark_fill, size=self.style.size)
        printed = line.prints.get(column.name, Print(""))
        align = "center" if column.center else "left"
        return Box(printed.text, align=align, number=printed.number, pattern=printed.pattern, size=self.style.size)

    def _note(self, line: Line, boxes: dict[str, Box]) -> None:
        cells: Cells = {}
        for column in self.columns:
            if not column.unread:
                self.label.cell(cells, column.name, line.prints.get(column.name, Print("")), boxes[column.name])
        for name, printed in line.values.items():
            self.label.cell(cells, name, printed, Box(), loose=True)
        self.label.row(self.table, cells, boxes)

    def total(self, word: str, column: str, printed: Print) -> Box:
        """A last row with the sum of a column."""
        at = next(number for number, entry in enumerate(self.columns) if entry.name == column)
        box = Box(
            printed.text, bold=True, align="right", number=printed.number, pattern=printed.pattern, size=self.style.size
        )
        after = [Box("", size=self.style.size) for _ in self.columns[at + 1 :]]
        self.grid.add(Box(word, span=at, bold=True, align="center", size=self.style.size), box, *after)
        return box

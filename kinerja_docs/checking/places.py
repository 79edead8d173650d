"""The order of places as a person meets them in a document."""

from __future__ import annotations

import re
from collections.abc import Iterable

from kinerja_docs.model import Document, Line, Location

_CELL = re.compile(r"([A-Z]+)(\d+)")
Place = tuple[int, int, int]


class Order:
    """Sorts locations by where their line stands in the document; what is nowhere (the file itself) comes first."""

    def __init__(self, document: Document | None) -> None:
        self._lines: dict[tuple[object, ...], int] = {}
        if document is not None:
            self._number(document.lines, 0)
            self._number(document.margins, len(document.lines))

    def _number(self, lines: Iterable[Line], start: int) -> None:
        for number, line in enumerate(lines, start):
            block = line.block
            if block.kind == "sheet":
                key: tuple[object, ...] = ("cell", block.name, line.row)
            elif block.kind == "table":
                key = ("table_cell", block.number, block.part, line.row)
            else:
                key = ("paragraph", block.part, line.row)
            self._lines.setdefault(key, number)

    def of(self, place: Location) -> Place:
        """A sort key: line in the document (-1 for none), then row and column."""
        if place.kind == "cell":
            row, column = _position(place.cell or "")
            return self._lines.get(("cell", place.sheet, row), -1), row, column
        if place.kind == "table_cell":
            key = ("table_cell", place.table, place.part, place.row)
            return self._lines.get(key, -1), place.row or 0, place.column or 0
        if place.kind == "paragraph":
            return self._lines.get(("paragraph", place.part, place.paragraph), -1), place.paragraph or 0, 0
        return -1, place.page or 0, 0


def _position(cell: str) -> tuple[int, int]:
    """``B12`` → (12, 2)."""
    match = _CELL.fullmatch(cell)
    if match is None:
        return 0, 0
    column = 0
    for letter in match.group(1):
        column = column * 26 + ord(letter) - 64
    return int(match.group(2)), column

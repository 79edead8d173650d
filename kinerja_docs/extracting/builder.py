"""A record in the making: shapes put values, places and rows into it; the first one to fill a field wins."""

from __future__ import annotations

from collections.abc import Mapping

from kinerja_docs.definitions.layout import ValueKind
from kinerja_docs.extracting.scan import Scan
from kinerja_docs.extracting.values import make_value
from kinerja_docs.model import Cell, Record, Spot, Value
from kinerja_docs.text import is_placeholder


class Builder:
    """Collects one :class:`Record` from the lines of one document (or of a part that joins it)."""

    def __init__(self, record: Record) -> None:
        self.record = record
        self.scan: Scan
        self.title: Cell | None = record.title_cell  # of the part that is being read
        self.first = True  # whether that part is the document's first
        self.claimed: set[tuple[int, str]] = set()  # pieces of the title block that a field has taken: cell id, text

    def put(
        self, field: str, text: str, cell: Cell, kind: ValueKind = "text", words: Mapping[str, list[str]] | None = None
    ) -> Value | None:
        """Set a field unless it has a value already; a blank print only marks its place."""
        if field in self.record.fields:
            return self.record.fields[field]
        text = text.lstrip(": \t\xa0")
        value = make_value(kind, text, cell, words)
        if value is None:
            self.note_placeholder(text, cell)
            self.record.places.mark(field, cell)
            return None
        self.set(field, value)
        return value

    def set(self, field: str, value: Value) -> None:
        """Set a field that is read already, unless it has a value."""
        if field not in self.record.fields:
            self.record.fields[field] = value
            self.record.places.pop(field, None)
            self.record.places.mark(field, value.cell)

    def place(self, field: str, spot: Spot) -> None:
        """Where a field stands or should stand, unless that is known already."""
        self.record.places.mark(field, spot)

    def note_total(self, table: str, column: str, value: Value) -> None:
        """Remember a printed total with the sum of the rows it stands for."""
        rows = self.record.rows.get(table, [])
        total = sum(row.values[column].value or 0 for row in rows if column in row.values)
        entry = {"table": table, "column": column, "cell": value.cell, "value": value.value, "sum": total}
        self.record.spare.setdefault("totals", []).append(entry)

    def title_index(self) -> int:
        """Number of the scan's line on which the title stands (0 without a title)."""
        cell = self.title
        if cell is not None:
            for index, line in enumerate(self.scan.lines):
                if cell in line.cells:
                    return index
        return 0

    def note_placeholder(self, text: str, cell: Cell) -> None:
        """Remember a cell whose whole value still waits to be filled in."""
        if (cell.prompt or is_placeholder(text)) and cell not in self.record.placeholders:
            self.record.placeholders.append(cell)

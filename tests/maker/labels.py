"""What must be read from a made document, and what must be found in it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from tests.maker.paper import Box
from tests.maker.prints import UNJUDGED, Print


@dataclass
class Mark:
    """A value that must be read. ``loose``: the text is not compared, since the contract leaves its shape open."""

    box: Box
    text: str
    value: Any = None
    unit: str | None = None
    loose: bool = False

    def as_json(self) -> dict[str, Any]:
        """VALUE of the contract, with only the keys that are compared."""
        out: dict[str, Any] = {} if self.value is UNJUDGED else {"value": self._shown()}
        if not self.loose:
            out["text"] = " ".join(self.text.split())
        if self.unit is not None:
            out["unit"] = self.unit
        if self.box.place is not None:
            out["at"] = self.box.place
        return out

    def _shown(self) -> Any:
        """The value; on a printed page a number cell gives no more decimals than it shows."""
        printed = self.box.number is not None and (self.box.place or {"kind": "page"})["kind"] == "page"
        if printed and isinstance(self.value, float):
            decimals = sum(letter.isdigit() for letter in self.text.partition(",")[2])
            rounded = round(self.value + 1e-12, decimals)
            return int(rounded) if rounded.is_integer() else rounded
        return self.value


@dataclass
class Planted:
    """A defect that was planted. ``place`` is a name in ``Label.places``, empty where the contract leaves the place
    open."""

    code: str
    place: str = ""


Cells = dict[str, Mark | None]  # None: the column is there and the cell is blank


@dataclass
class Label:
    """One document of a file. ``blanks`` are fields that the form has and leaves empty."""

    form: str
    part: bool = False
    fields: dict[str, Mark] = field(default_factory=dict)
    blanks: set[str] = field(default_factory=set)
    rows: dict[str, list[Cells]] = field(default_factory=dict)
    places: dict[str, Box] = field(default_factory=dict)
    planted: list[Planted] = field(default_factory=list)

    def note(self, name: str, printed: Print, box: Box, text: str | None = None, loose: bool = False) -> Box:
        """Says that a field stands in a box; the first one counts."""
        if name in self.places:
            return box
        self.places[name] = box
        if printed.blank:
            self.blanks.add(name)
        else:
            self.fields[name] = Mark(box, text or printed.text, printed.value, printed.unit, loose)
        return box

    def plain(self, name: str, text: str, box: Box, value: Any = None) -> Box:
        """A field that is plain text."""
        return self.note(name, Print(text, value), box)

    def cell(self, cells: Cells, name: str, printed: Print, box: Box, loose: bool = False) -> None:
        """Says that a column of a row stands in a box."""
        cells[name] = None if printed.blank else Mark(box, printed.text, printed.value, printed.unit, loose)

    def row(self, table: str, cells: Cells, boxes: dict[str, Box]) -> None:
        """Appends a row and remembers where its cells stand."""
        rows = self.rows.setdefault(table, [])
        for name, box in boxes.items():
            self.places[f"{table}.{len(rows)}.{name}"] = box
        rows.append(cells)

    def as_json(self, number: int) -> dict[str, Any]:
        """The document as ``read`` must give it; a name that must be missing has the value None."""
        fields: dict[str, Any] = {name: mark.as_json() for name, mark in self.fields.items()}
        fields |= dict.fromkeys(sorted(self.blanks))
        rows = {
            table: [{name: mark.as_json() if mark else None for name, mark in cells.items()} for cells in rows]
            for table, rows in self.rows.items()
        }
        return {"id": number, "form": self.form, "part": self.part, "fields": fields, "rows": rows}

    def findings(self) -> list[dict[str, Any]]:
        """The planted defects with their places."""
        found = []
        for defect in self.planted:
            box = self.places.get(defect.place)
            entry: dict[str, Any] = {"code": defect.code}
            if defect.place and box is None:
                raise LookupError(f"{defect.code}: nothing stands at {defect.place!r}")
            if box is not None and box.place is not None:
                entry["location"] = box.place
            found.append(entry)
        return found

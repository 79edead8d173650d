"""The prints and rows of a fact, and how they are packed: as compressed JSON, since a fact is kept in files that others
may write to, and nothing that is read from there may run.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from kinerja_docs.model import FILE, Location

Order = tuple[int, int, int]
Whole = tuple[
    "dict[str, Print]", "dict[str, list[FactRow]]", "dict[str, Location]", "Mapping[Location, Order]"
]  # fields, rows, headings, order


class Print:
    """A value as other files see it: its print, what it means, its unit, and its place. A place that was packed is
    worked out when someone asks, since a set has thousands and a finding needs one."""

    __slots__ = ("_at", "text", "unit", "value")

    def __init__(self, text: str, value: Any, unit: str | None, at: Location | list[Any]) -> None:
        self.text, self.value, self.unit, self._at = text, value, unit, at

    @property
    def at(self) -> Location:
        """Where it is printed."""
        if not isinstance(self._at, Location):
            self._at = location_of(self._at)
        return self._at

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Print) and self._all() == other._all()

    def __hash__(self) -> int:
        return hash((self.text, self.unit))

    def _all(self) -> tuple[Any, ...]:
        return self.text, self.value, self.unit, self.at


class Blanks(dict[str, Location]):
    """Places of blank cells by column, worked out like those of prints."""

    def __getitem__(self, name: str) -> Location:
        found: Location | list[Any] = super().__getitem__(name)
        at = found if isinstance(found, Location) else location_of(found)
        self[name] = at
        return at

    def __eq__(self, other: object) -> bool:
        return isinstance(other, dict) and self.keys() == other.keys() and all(self[one] == other[one] for one in self)

    __hash__ = None


class Ranks(Mapping[Location, Order]):
    """Where places stand in their file; made when someone asks."""

    def __init__(self, ranks: list[list[int]], placed: list[list[Any]]) -> None:
        self._given: tuple[list[list[int]], list[list[Any]]] = ranks, placed
        self._made: dict[Location, Order] | None = None

    def _all(self) -> dict[Location, Order]:
        if self._made is None:
            ranks, placed = self._given
            self._made = {location_of(placed[at]): (line, row, column) for at, line, row, column in ranks}
        return self._made

    def __getitem__(self, at: Location) -> Order:
        return self._all()[at]

    def __iter__(self) -> Iterator[Location]:
        return iter(self._all())

    def __len__(self) -> int:
        return len(self._all())


@dataclass(slots=True)
class FactRow:
    """One row of a table: the values by column, where blank cells stand, and the n-th row's RHK or indicator."""

    number: int  # from 0, as in ``read``
    group: int
    values: dict[str, Print]
    places: dict[str, Location] = field(default_factory=dict)

    def text(self, column: str) -> str:
        """The print of a column, or nothing."""
        value = self.values.get(column)
        return value.text if value is not None else ""

    def place(self, *columns: str) -> Location:
        """The place of the first of the columns that has one, filled in or blank."""
        for name in columns:
            if name in self.values:
                return self.values[name].at
            if name in self.places:
                return self.places[name]
        return FILE


def pack(
    fields: Mapping[str, Print],
    rows: Mapping[str, Iterable[FactRow]],
    headings: Mapping[str, Location],
    order: Mapping[Location, Order],
) -> bytes:
    """All of it in little room; places and prints that stand at several rows are written once."""
    places, prints = _Numbers(), _Numbers()

    def shown(value: Print) -> int:
        number = prints.known.get(id(value))
        if number is None:
            number = prints.add(id(value), (value.text, value.value, value.unit, place(value.at)))
        return number

    def place(at: Location) -> int:
        number = places.known.get(at)
        return number if number is not None else places.add(at, location_tree(at))

    tree = (
        {name: shown(value) for name, value in fields.items()},
        {
            table: [
                (
                    row.number,
                    row.group,
                    {name: shown(value) for name, value in row.values.items()},
                    {name: place(at) for name, at in row.places.items()},
                )
                for row in kept
            ]
            for table, kept in rows.items()
        },
        {name: place(at) for name, at in headings.items()},
        [(place(at), *rank) for at, rank in order.items()],
        prints.trees,
        places.trees,
    )
    return zlib.compress(json.dumps(tree, separators=(",", ":")).encode("ascii"), 1)


def unpack(packed: bytes) -> Whole:
    """What :func:`pack` was given."""
    fields, rows, headings, order, printed, placed = json.loads(zlib.decompress(packed))
    prints = [Print(text, value, unit, placed[at]) for text, value, unit, at in printed]
    return (
        {name: prints[number] for name, number in fields.items()},
        {
            table: [
                FactRow(
                    number,
                    group,
                    {name: prints[one] for name, one in values.items()},
                    Blanks({name: placed[at] for name, at in blank.items()}),
                )
                for number, group, values, blank in kept
            ]
            for table, kept in rows.items()
        },
        {name: location_of(placed[at]) for name, at in headings.items()},
        Ranks(order, placed),
    )


class _Numbers:
    """Things in the order in which they were met, each once."""

    def __init__(self) -> None:
        self.known: dict[Any, int] = {}
        self.trees: list[Any] = []

    def add(self, key: Any, tree: Any) -> int:
        number = self.known[key] = len(self.trees)
        self.trees.append(tree)
        return number


def location_tree(at: Location) -> list[Any]:
    """A place as JSON."""
    tree = [at.kind, at.sheet, at.cell, at.table, at.row, at.column, at.paragraph, at.part, at.page, at.bbox, at.file]
    if at.scanned:
        return [*tree, True]
    while tree[-1] is None:
        tree.pop()
    return tree


def location_of(tree: list[Any]) -> Location:
    """The place that :func:`location_tree` wrote."""
    if len(tree) > 9 and tree[9] is not None:
        tree = [*tree[:9], tuple(tree[9]), *tree[10:]]
    return Location(*tree)

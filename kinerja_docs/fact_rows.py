"""The prints and rows of a fact, and how they are packed: as compressed JSON, since a fact is kept in files that others
may write to, and nothing that is read from there may run.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from kinerja_docs.model import FILE, Location

Order = tuple[int, int, int]
Whole = tuple[
    "dict[str, Print]", "dict[str, list[FactRow]]", "dict[str, Location]", "dict[Location, Order]"
]  # fields, rows, headings, order


@dataclass(frozen=True, slots=True)
class Print:
    """A value as other files see it: its print, what it means, its unit, and its place."""

    text: str
    value: Any
    unit: str | None
    at: Location


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
    places = [location_of(tree) for tree in placed]
    prints = [Print(text, value, unit, places[at]) for text, value, unit, at in printed]
    return (
        {name: prints[number] for name, number in fields.items()},
        {
            table: [
                FactRow(
                    number,
                    group,
                    {name: prints[one] for name, one in values.items()},
                    {name: places[at] for name, at in blank.items()},
                )
                for number, group, values, blank in kept
            ]
            for table, kept in rows.items()
        },
        {name: places[at] for name, at in headings.items()},
        {places[at]: (line, row, column) for at, line, row, column in order},
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
        tree[9] = tuple(tree[9])
    return Location(*tree)

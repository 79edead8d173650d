"""The roster of an office: who works there, in which post, under whom, and what each has to hand in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from kinerja_docs import resources
from kinerja_docs.model import Block, Cell, Document, Line, Location
from kinerja_docs.text import fold, is_blank, name_key, nip_digits, squash

FILE = "roster.yaml"
_LEAST = 2  # header words that make a header
_FIRST_LINES = 40


@dataclass(frozen=True, slots=True)
class Person:
    """One line of a roster. ``forms`` are those its column names, or None where the general rule holds."""

    values: Mapping[str, str]
    places: Mapping[str, Location]
    nip: str | None
    forms: tuple[str, ...] | None = None
    signs_only: bool = False  # commissioners, who have no SKP

    @property
    def name(self) -> str:
        """The name as printed."""
        return self.values.get("nama", "")

    @property
    def keys(self) -> tuple[str, ...]:
        """How documents may name the person: by NIP, else by name without titles."""
        return tuple(key for key in (self.nip, name_key(self.name)) if key)


@dataclass(slots=True)
class Roster:
    """The people of an office by every key of theirs; ``file`` is the path under which findings name the roster."""

    file: str
    people: list[Person]
    columns: frozenset[str]
    _by_key: dict[str, Person] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for person in self.people:
            for key in person.keys:
                self._by_key.setdefault(key, person)

    def find(self, *keys: str | None) -> Person | None:
        """The person with the first of the keys that the roster knows."""
        return next((self._by_key[key] for key in keys if key and key in self._by_key), None)


@cache
def _words() -> dict[str, Any]:
    import yaml

    return dict(yaml.safe_load(resources.data_path(FILE).read_text(encoding="utf-8")))


def roster_of(document: Document, path: str) -> Roster | None:
    """The roster that a workbook or a text table holds; None where no header names people."""
    lines = document.lines if document.kind != "text" else list(_separated(document))
    for number, line in enumerate(lines[:_FIRST_LINES]):
        columns = _columns(line)
        if len(columns) >= _LEAST and "nama" in columns:
            block = line.block
            people = [
                p for row in lines[number + 1 :] if row.block is block if (p := _person(row, columns)) is not None
            ]
            return Roster(path, people, frozenset(columns))
    return None


def _columns(line: Line) -> dict[str, int]:
    """Column name → grid column of the cells that are header words."""
    found: dict[str, int] = {}
    for cell in line.cells:
        for name, phrases in _words()["kolom"].items():
            if fold(cell.text) in phrases:
                found.setdefault(name, cell.column)
    return found


def _person(line: Line, columns: Mapping[str, int]) -> Person | None:
    values: dict[str, str] = {}
    places: dict[str, Location] = {}
    for name, column in columns.items():
        cell = line.at_column(column)
        places[name] = cell.at if cell is not None else line.block.locate(line.row, column)
        if cell is not None and not is_blank(cell.text):
            values[name] = squash(cell.text)
    if "nama" not in values or not any(letter.isalpha() for letter in values["nama"]):
        return None
    post = fold(values.get("jabatan", ""))
    signs_only = any(post == word or post.startswith(word + " ") for word in _words()["tanpa_skp"])
    return Person(values, places, nip_digits(values.get("nip", "")), _forms(values.get("wajib", "")), signs_only)


def _forms(text: str) -> tuple[str, ...] | None:
    named = [fold(part) for part in text.replace(";", ",").split(",") if part.strip()]
    forms = _words()["formulir"]
    return tuple(form for form, phrases in forms.items() if set(phrases) & set(named)) if named else None


def _separated(document: Document) -> Iterator[Line]:
    """The lines of a CSV file as lines of a table. An Indonesian Excel separates with semicolons, so both are read."""
    import csv

    texts = [line.cells[0].text for line in document.lines]
    head = texts[0] if texts else ""
    block = document.lines[0].block if document.lines else Block("paragraph")
    reader = csv.reader(texts, delimiter=";" if head.count(";") > head.count(",") else ",")
    for cells in reader:
        row = reader.line_num
        yield Line(block, row, [Cell(block, row, number, text) for number, text in enumerate(cells, 1)])

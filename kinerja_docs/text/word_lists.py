"""Classes of words for checks that look at wording (``kata_hasil.csv``)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from kinerja_docs.text.language import words_pattern
from kinerja_docs.text.normal import fold
from kinerja_docs.text.tables import read_table


@dataclass(frozen=True, slots=True)
class Entry:
    """One word (or, where ``regex``, one pattern) of a class; ``found`` tells a seen word from a proposed one."""

    text: str
    regex: bool
    found: bool
    note: str


@cache
def _table() -> dict[str, tuple[Entry, ...]]:
    table: dict[str, list[Entry]] = {}
    for row in read_table("kata_hasil.csv", ("kelas", "kata_atau_pola", "bentuk", "keyakinan")):
        entry = Entry(
            row["kata_atau_pola"],
            row["bentuk"] == "regex",
            row["keyakinan"] == "found",
            row["catatan"],
        )
        table.setdefault(row["kelas"], []).append(entry)
    return {name: tuple(entries) for name, entries in table.items()}


def classes() -> list[str]:
    """The names of all classes."""
    return list(_table())


def entries(name: str) -> tuple[Entry, ...]:
    """All words and patterns of a class; KeyError for an unknown class."""
    return _table()[name]


@cache
def words(name: str) -> frozenset[str]:
    """The plain words of a class, folded."""
    return frozenset(fold(entry.text) for entry in entries(name) if not entry.regex)


@cache
def matcher(name: str) -> re.Pattern[str]:
    """One pattern that finds any word or pattern of the class in a text, whatever the case."""
    plain = [entry.text for entry in entries(name) if not entry.regex]
    pieces = [f"(?:{entry.text})" for entry in entries(name) if entry.regex]
    if plain:
        pieces.insert(0, rf"(?<!\w)(?:{words_pattern(plain)})(?!\w)")
    return re.compile("|".join(pieces), re.IGNORECASE)

"""The office lexicon: which terms stand for one another, shipped (``kamus_kantor.csv``) and the office's own over it.

A term and its equivalents are nodes of a graph; what lies one or two steps apart is related, the more so the shorter
the way. ``bagian-dari`` leads from a part to its whole more easily than back.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from kinerja_docs.errors import DefinitionError
from kinerja_docs.linking.matching import Stems
from kinerja_docs.linking.settings import Steps, settings
from kinerja_docs.linking.texts import phrase_stems
from kinerja_docs.text.tables import parts, read_table

FILE = "kamus_kantor.csv"
COLUMNS = ("istilah", "padanan", "jenis", "lembaga", "ambigu", "sumber", "keyakinan")
PART_OF = "bagian-dari"
TAUGHT = "keputusan"
_UNSAID = ""


def office_file(office: Path) -> Path:
    """Where an office keeps its own lexicon."""
    return office / "checklists" / "data" / FILE


@dataclass(frozen=True, slots=True)
class Entry:
    """One row: a term, its equivalents, the kind (``singkatan sinonim bagian-dari``), and where it comes from.

    ``taught``: a person's decision taught it (``source`` names the decision).
    """

    term: str
    equivalents: tuple[str, ...]
    kind: str
    source: str
    taught: bool = False


@dataclass(frozen=True, slots=True)
class Way:
    """How one term leads to another: ``strength`` (0-1), and the entry that says so (the first of two)."""

    strength: float
    entry: Entry
    through: str | None = None


class Lexicon:
    """Terms as stems (``terms``: stems → number; ``names``: how each is printed), and the ways between them."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self.entries = tuple(entries)
        self.terms: dict[Stems, int] = {}
        self.names: list[str] = []
        self.ways: list[dict[int, Way]] = []
        steps = settings().lexicon
        for entry in self.entries:
            self._add(entry, steps)
        self._second_steps(steps)

    @classmethod
    def load(cls, office: Path | None = None) -> Lexicon:
        """The shipped lexicon with the office's rows after it; a broken file is a :class:`DefinitionError`."""
        entries = [_entry(row) for row in read_table(FILE, COLUMNS)]
        if office is not None and office_file(office).is_file():
            entries += [_entry(row) for row in office_rows(office_file(office))]
        return cls(entries)

    def __len__(self) -> int:
        return len(self.names)

    def _number(self, phrase: str) -> int | None:
        stems = phrase_stems(phrase)
        if not stems:
            return None
        if stems not in self.terms:
            self.terms[stems] = len(self.names)
            self.names.append(phrase)
            self.ways.append({})
        return self.terms[stems]

    def _add(self, entry: Entry, steps: Steps) -> None:
        term = self._number(entry.term)
        for place, phrase in enumerate(entry.equivalents):
            other = self._number(phrase)
            if term is None or other is None or term == other:
                continue
            if entry.kind == PART_OF:
                there, back = steps.part, steps.whole
            else:
                there = back = steps.first if place == 0 else steps.other
            if entry.taught:
                there = back = steps.learned
            self._join(term, other, Way(there, entry))
            self._join(other, term, Way(back, entry))

    def _join(self, start: int, end: int, way: Way) -> None:
        known = self.ways[start].get(end)
        if known is None or known.strength < way.strength:
            self.ways[start][end] = way

    def _second_steps(self, steps: Steps) -> None:
        """Ways over one term in between, where they are strong enough and nothing shorter is stronger."""
        direct = [dict(ways) for ways in self.ways]
        for start, ways in enumerate(direct):
            for middle, first in ways.items():
                for end, second in direct[middle].items():
                    strength = first.strength * second.strength * steps.second_step
                    if end != start and strength >= steps.least and not (first.entry.taught or second.entry.taught):
                        self._join(start, end, Way(strength, first.entry, self.names[middle]))


def _entry(row: Mapping[str, str]) -> Entry:
    return Entry(
        row["istilah"], tuple(parts(row["padanan"])), row["jenis"], row["sumber"], row["keyakinan"].startswith(TAUGHT)
    )


def office_rows(path: Path) -> list[dict[str, str]]:
    """The rows of an office's file, separated by commas, or by semicolons as an Indonesian Excel writes them.

    A file that cannot be read, or lacks a column, is a :class:`DefinitionError` with its path.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
        head = text.partition("\n")[0]
        reader = csv.DictReader(text.splitlines(), delimiter=";" if head.count(";") > head.count(",") else ",")
        missing = [column for column in COLUMNS if column not in (reader.fieldnames or ())]
        if missing:
            raise DefinitionError(str(path), 1, f"column missing: {', '.join(missing)}")
        return [dict(row) for row in _whole(reader)]
    except (OSError, csv.Error, UnicodeDecodeError) as error:
        raise DefinitionError(str(path), None, str(error)) from error


def _whole(reader: Iterable[Mapping[str, str | None]]) -> Iterator[dict[str, str]]:
    for row in reader:
        yield {column: row.get(column) or _UNSAID for column in COLUMNS}

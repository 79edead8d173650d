"""Which documents are compared with which: the facts of one office and one year, older versions left out.

A document over several years (an IKU of five years, a Renstra) belongs to every year that it covers. Files outside an
office folder belong together when they name the same region, and those that name none go with the only one there is.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from kinerja_docs.facts import SEVERAL_YEARS, Fact
from kinerja_docs.office import Office
from kinerja_docs.roster import Roster
from kinerja_docs.text import name_key


@dataclass(frozen=True, slots=True)
class Replaced:
    """An older version of a document, and the one that counts."""

    older: Fact
    newer: Fact


@dataclass(slots=True)
class FactSet:
    """The documents of one office and one year. ``facts`` are submitted ones that count and references;
    ``whole``: the office's documents are all here (the run was given a folder or an archive), so that what is missing
    can be told. ``everywhere``: all submitted documents of the run, whatever their office or year."""

    today: date
    year: int | None
    facts: list[Fact]
    office: Office | None = None
    whole: bool = False
    everywhere: Sequence[Fact] = ()
    replaced: list[Replaced] = field(default_factory=list)
    roster: Roster | None = None
    memo: dict[str, Any] = field(default_factory=dict)  # what several checks of one set need, worked out once

    @contextmanager
    def unpacked(self) -> Iterator[FactSet]:
        """The set with all its facts whole, for as long as somebody looks at them."""
        with ExitStack() as stack:
            for fact in self.facts:
                stack.enter_context(fact.unpacked())
            yield self

    def of(self, *forms: str) -> list[Fact]:
        """The documents of these forms, references too."""
        return [fact for fact in self.facts if fact.form in forms]

    def submitted(self, *forms: str) -> list[Fact]:
        """The submitted documents of these forms."""
        return [fact for fact in self.of(*forms) if fact.role == "submitted"]


def person_key(fact: Fact) -> str:
    """Who it is: the NIP, else the name without titles; empty for a document without a person."""
    return fact.nip or name_key(fact.person or "")


def fact_sets(facts: Iterable[Fact], offices: dict[Path, Office], today: date, whole: bool) -> list[FactSet]:
    """The sets of a run, by office and year. ``whole``: the run was given a folder or an archive."""
    known = [fact for fact in facts if not fact.part]
    everywhere = [fact for fact in known if fact.role == "submitted"]
    replaced = _replaced(everywhere)
    by_newer: dict[int, list[tuple[int, Replaced]]] = {}
    for number, one in enumerate(replaced):
        by_newer.setdefault(id(one.newer), []).append((number, one))
    left_out = {id(one.older) for one in replaced}
    found: list[FactSet] = []
    for (folder, _), members in _by_office(known).items():
        office = offices.get(folder) if folder is not None else None
        current = [fact for fact in members if id(fact) not in left_out]
        for year in _years(current):
            chosen = [fact for fact in current if year is None or year in fact.keys.years or not fact.keys.years]
            numbered = (entry for fact in chosen for entry in by_newer.get(id(fact), ()))
            older = [one for _, one in sorted(numbered, key=lambda entry: entry[0])]
            found.append(FactSet(today, year, chosen, office, whole, everywhere, older))
    return found


def _years(facts: Sequence[Fact]) -> list[int | None]:
    """The years of the documents of one year, else all that are covered, else one set without a year."""
    single = {year for fact in facts if fact.form not in SEVERAL_YEARS for year in fact.keys.years}
    found = single or {year for fact in facts for year in fact.keys.years}
    return [*sorted(found)] if found else [None]


def _by_office(facts: Sequence[Fact]) -> dict[tuple[Path | None, str], list[Fact]]:
    """Facts by office folder, else by the region that they name most."""
    groups: dict[tuple[Path | None, str], list[Fact]] = {}
    for fact in facts:
        region = "" if fact.office is not None else fact.keys.region
        groups.setdefault((fact.office, region), []).append(fact)
    named = [key for key in groups if key[0] is None and key[1]]
    unnamed = groups.get((None, ""))
    if unnamed is not None and len(named) == 1:
        groups[named[0]] += groups.pop((None, ""))
    return groups


def _replaced(facts: Sequence[Fact]) -> list[Replaced]:
    """Of several documents of one form, subject and period the latest counts: by date, else by path."""
    groups: dict[tuple[object, ...], list[Fact]] = {}
    for fact in facts:
        keys = fact.keys
        if keys.subject:
            groups.setdefault((fact.office, fact.form, keys.subject, keys.period), []).append(fact)
    found = []
    for group in groups.values():
        newest = max(group, key=lambda fact: (fact.keys.dated, fact.file, fact.document))
        found += [Replaced(fact, newest) for fact in group if fact is not newest]
    return found

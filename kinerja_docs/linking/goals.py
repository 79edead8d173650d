"""The indicators of a set of documents, each text once, and what counts as one and the same indicator.

Which rows and columns are meant stands in ``tautan.yaml``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache

from pydantic import Field

from kinerja_docs import resources
from kinerja_docs.definitions.source import Model, load
from kinerja_docs.fact_rows import FactRow
from kinerja_docs.fact_sets import FactSet
from kinerja_docs.facts import Fact
from kinerja_docs.linking.texts import read
from kinerja_docs.text import fold

FILE = "tautan.yaml"
IKU, PK = "iku", "perjanjian_kinerja"


class TargetRows(Model):
    """Rows that should serve an indicator; see ``tautan.yaml``."""

    table: str
    text: str = ""
    beside: str = ""
    cites: str = ""
    only: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    serves: tuple[str, ...]


class GoalRows(Model):
    """Rows that are indicators."""

    table: str
    text: str
    more: str = ""
    code: str = ""
    target: str = ""
    unit: str = ""
    year: str = ""


class Map(Model):
    """All of ``tautan.yaml``."""

    targets: dict[str, TargetRows]
    goals: dict[str, GoalRows]
    alike: float
    same: float
    code_word: str
    heads: tuple[tuple[str, ...], ...]
    heads_not: tuple[str, ...]


@cache
def link_map() -> Map:
    """The shipped map, read on first use."""
    return load(resources.data_path(FILE), Map)


@dataclass(eq=False, slots=True)
class Goal:
    """An indicator, and the rows in which it is printed; a link goes to the first."""

    text: str
    code: str = ""
    rows: list[tuple[Fact, FactRow]] = field(default_factory=list)
    more: str = ""


def goals(facts: FactSet, *forms: str, of: Iterable[Fact] | None = None) -> list[Goal]:
    """The indicators of these forms in the set (or of the documents ``of``), each text once; where several years are
    printed, the row of the set's."""
    if of is None:  # asked for by every check of the set
        key = f"goals {' '.join(forms)}"
        if key not in facts.memo:
            facts.memo[key] = goals(facts, of=facts.of(*forms))
        return list(facts.memo[key])
    found: dict[str, Goal] = {}
    for fact in of:
        spec = link_map().goals[fact.form or ""]
        rows = [row for row in fact.rows.get(spec.table, ()) if row.text(spec.text)]
        codes = _codes(spec, rows)
        for row in _of_year(spec, rows, facts.year):
            text = row.text(spec.text)
            goal = found.setdefault(fold(text), Goal(text))
            goal.code = goal.code or codes.get(row.text(spec.code), "")
            goal.more = goal.more or row.text(spec.more)
            goal.rows.append((fact, row))
    return list(found.values())


def joined(shared: Sequence[Goal], more: Sequence[Goal]) -> list[Goal]:
    """Indicators of two origins; what both print is one."""
    pool = {fold(goal.text): Goal(goal.text, goal.code, list(goal.rows), goal.more) for goal in shared}
    for goal in more:
        pool.setdefault(fold(goal.text), Goal(goal.text)).rows.extend(goal.rows)
    return list(pool.values())


def _of_year(spec: GoalRows, rows: Sequence[FactRow], year: int | None) -> Iterator[FactRow]:
    """Each indicator's row of the year, else its first one."""
    groups: dict[str, list[FactRow]] = {}
    for row in rows:
        groups.setdefault(fold(row.text(spec.text)), []).append(row)
    for group in groups.values():
        dated = [row for row in group if spec.year in row.values and row.values[spec.year].value == year]
        yield (dated or group)[0]


def _codes(spec: GoalRows, rows: Sequence[FactRow]) -> Mapping[str, str]:
    """The codes of a document. Numbers that several indicators share are those of their sasaran, and no codes."""
    texts: dict[str, set[str]] = {}
    for row in rows:
        if spec.code and row.text(spec.code):
            texts.setdefault(row.text(spec.code), set()).add(fold(row.text(spec.text)))
    return {code: code for code in texts} if all(len(known) == 1 for known in texts.values()) else {}


def alike(one: str, other: str) -> bool:
    """Whether two prints most likely mean one indicator: nearly the same stems, or the one inside the other."""
    return _likeness(one, other) >= link_map().alike


def same(one: str, other: str) -> bool:
    """Whether two prints surely mean one indicator."""
    return _likeness(one, other) >= link_map().same


def bag(text: str) -> str:
    """The word stems of a text in alphabetical order: the same for all verb forms."""
    return " ".join(sorted(_stems(text).split()))


@lru_cache(maxsize=50_000)
def _stems(text: str) -> str:
    return " ".join(word.stem for word in read(text).words) or fold(text)


def _likeness(one: str, other: str) -> float:
    """0-100 over word stems in any order."""
    from rapidfuzz import fuzz

    ours, theirs = fold(one), fold(other)
    if not ours or not theirs:
        return 0.0
    if ours == theirs or f" {theirs} " in f" {ours} ":
        return 100.0
    return float(fuzz.token_sort_ratio(_stems(one), _stems(other)))

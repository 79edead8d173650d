"""The thread of a year: an SKP and its evaluations, quarter after quarter."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pydantic import Field

from kinerja_docs.checking.across import SetHit, SetKind, SetSkip
from kinerja_docs.checking.hits import Hit, Skip
from kinerja_docs.checking.params import Key, Params, column_words, short
from kinerja_docs.fact_rows import FactRow
from kinerja_docs.fact_sets import FactSet, person_key
from kinerja_docs.facts import Fact
from kinerja_docs.text import fold

_NO_REFERENCE, _SINGLE = "no_reference", "single_file"


class SameRows(Params):
    """The rows of ``table`` in documents of ``form`` must be those of the same person's ``of`` document: found by the
    ``by`` columns, equal in the ``columns``."""

    form: str
    of: str
    table: str
    by: tuple[str, ...]
    columns: tuple[str, ...]


def rows_as_agreed(params: SameRows, facts: FactSet) -> Iterator[SetHit | SetSkip]:
    """Rows that the agreed document does not have, cells that differ from it, and rows of it that are gone."""
    agreed = {person_key(fact): fact for fact in facts.of(params.of) if person_key(fact)}
    for fact in facts.submitted(params.form):
        other = agreed.get(person_key(fact))
        if other is None:
            yield SetSkip(fact, _NO_REFERENCE)
        else:
            yield from _differences(params, fact, other)


def _differences(params: SameRows, fact: Fact, agreed: Fact) -> Iterator[SetHit]:
    known: dict[tuple[str, ...], list[FactRow]] = {}
    for row in agreed.rows.get(params.table, ()):
        known.setdefault(_key(row, params.by), []).append(row)
    for row in fact.rows.get(params.table, ()):
        candidates = known.get(_key(row, params.by), [])
        if not candidates:
            at = row.place(*reversed(params.by))
            hit = Hit(at, params={"row": _named(row, params.by)}, table=params.table, key=_text(row, params.by))
            yield SetHit(fact, _variant(hit, "extra", params.by[-1]), ((agreed, agreed.at),))
            continue
        same = next((one for one in candidates if not _different(params, row, one)), None)
        chosen = same or candidates[0]
        candidates.remove(chosen)
        for name in _different(params, row, chosen):
            told = {"label": column_words([name]), "row": _named(row, params.by)}
            told |= {"ours": row.text(name), "theirs": chosen.text(name)}
            hit = Hit(row.place(name), params=told, table=params.table, column=name, key=_text(row, params.by))
            yield SetHit(fact, hit, ((agreed, chosen.place(name)),))
    left = [row for rows in known.values() for row in rows]
    if left and fact.rows.get(params.table):
        told = {"row": _named(left[0], params.by), "count": str(len(left))}
        hit = Hit(fact.at, params=told, table=params.table, key=_text(left[0], params.by), variant="gone")
        yield SetHit(fact, hit, tuple((agreed, row.place(*reversed(params.by))) for row in left))


def _variant(hit: Hit, variant: str, column: str) -> Hit:
    hit.variant, hit.column = variant, column
    return hit


def _different(params: SameRows, ours: FactRow, theirs: FactRow) -> list[str]:
    """The columns that differ; one that either document leaves blank is another check's."""
    return [
        name
        for name in params.columns
        if name in ours.values and name in theirs.values and not _equal(ours, theirs, name)
    ]


def _equal(ours: FactRow, theirs: FactRow, name: str) -> bool:
    one, other = ours.values[name], theirs.values[name]
    if one.value is not None and other.value is not None:
        return bool(one.value == other.value and (one.unit or "") == (other.unit or ""))
    return fold(one.text) == fold(other.text)


def _key(row: FactRow, names: Sequence[str]) -> tuple[str, ...]:
    return tuple(fold(row.text(name)) for name in names)


def _text(row: FactRow, names: Sequence[str]) -> str:
    return " ".join(_key(row, names))


def _named(row: FactRow, names: Sequence[str]) -> str:
    """How a person finds the row again: by the last of its columns that is filled in."""
    return short(next((row.text(name) for name in reversed(names) if row.text(name)), ""))


class Thread(Params):
    """Documents of ``form`` for the periods in ``order``; before each of them those of ``needs`` (all before it where
    it has none) must be there too."""

    form: str
    period: str
    order: tuple[str, ...]
    needs: dict[str, tuple[str, ...]] = Field(default_factory=dict)


def missing_period(params: Thread, facts: FactSet) -> Iterator[SetHit]:
    """Periods that are not there although a later one is, told once for each person at the first that comes after."""
    if not facts.whole:
        raise Skip(_SINGLE)
    threads: dict[str, dict[str, Fact]] = {}
    for fact in facts.submitted(params.form):
        period = fact.value(params.period)
        if person_key(fact) and period in params.order:
            threads.setdefault(person_key(fact), {}).setdefault(str(period), fact)
    for thread in threads.values():
        for period in params.order:
            before = params.needs.get(period, params.order[: params.order.index(period)])
            gone = [name for name in before if name not in thread]
            if period in thread and gone:
                fact = thread[period]
                told = {"gone": Key(" ".join(f"period.{name}" for name in gone)), "period": Key(f"period.{period}")}
                hit = Hit(fact.place(params.period), params=told, column=params.period, key=" ".join(gone))
                yield SetHit(fact, hit)
                break


SET_KINDS = {
    "rows_as_agreed": SetKind(SameRows, rows_as_agreed),
    "missing_period": SetKind(Thread, missing_period),
}

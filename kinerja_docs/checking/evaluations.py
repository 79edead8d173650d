"""Check kinds for evaluations: evidence of a result, ratings and the predicate they give, options left standing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from kinerja_docs.checking.hits import Context, Hit, Kind, Skip
from kinerja_docs.checking.params import (
    Key,
    Params,
    RowParams,
    cell_place,
    field_words,
    has_column,
    kept,
    row_key,
    short,
)
from kinerja_docs.model import Record, Row
from kinerja_docs.text import fold

_NOT_VISIBLE = "not_visible"
_LEFT = "pilihan"  # in a record's ``spare``: field → the options that are left


class Evidence(RowParams):
    """A row with a ``result`` must have ``evidence``, in a column of its own or behind the result in its cell."""

    result: str
    evidence: str


def evidence_missing(params: Evidence, record: Record, context: Context) -> Iterator[Hit]:
    """A result without evidence; at the blank cell, or at the result where both share one. One hit per printed cell."""
    own = has_column(record, params.table, params.evidence)
    seen = set()
    for number, row in kept(params, record):
        if params.result not in row.values or params.evidence in row.values:
            continue
        place = cell_place(record, params.table, row, params.evidence if own else params.result)
        if place in seen:
            continue
        seen.add(place)
        key = row_key(row, params.key)
        told = {"row": short(_first(row, params.key)), "text": short(row.text(params.result))}
        yield Hit(place, params=told, table=params.table, column=params.evidence, key=key, row=number, group=row.group)


def _first(row: Row, names: tuple[str, ...]) -> str:
    return next((row.text(name) for name in names if row.text(name)), "")


class Matrix(Params):
    """``result`` must be what the two fields ``of`` give in ``values``: first word → second word → result."""

    result: str
    of: tuple[str, str]
    values: Mapping[str, Mapping[str, str]]


def not_of_matrix(params: Matrix, record: Record, context: Context) -> Iterator[Hit]:
    """The result is not the one of the matrix; at the result. Words that are not known are another check's."""
    given = record.get(params.result)
    one, other = (record.get(name) for name in params.of)
    if given is None or one is None or other is None or given.value is None:
        return
    wanted = params.values.get(str(one.value), {}).get(str(other.value))
    if wanted is not None and given.value != wanted:
        told = {"given": str(given.value), "wanted": wanted, "one": str(one.value), "other": str(other.value)}
        yield Hit(given.at, params=told, column=params.result)


class KnownWords(Params):
    """Fields that have a fixed list of words."""

    fields: tuple[str, ...]


def unknown_word(params: KnownWords, record: Record, context: Context) -> Iterator[Hit]:
    """A field prints something that is none of its words; at the field."""
    for name in params.fields:
        value = record.get(name)
        if value is not None and value.value is None:
            yield Hit(value.at, params={"label": field_words([name]), "text": short(value.text)}, column=name)


def options_left(params: KnownWords, record: Record, context: Context) -> Iterator[Hit]:
    """Several options of a list stand where the others should be struck out; at the list. Skipped where it cannot be
    seen whether they are struck out."""
    left: Mapping[str, str] = record.spare.get(_LEFT, {})
    found = [name for name in params.fields if name in left]
    if found and context.document is not None and not context.document.traits.strike_visible:
        raise Skip(_NOT_VISIBLE)
    for name in found:
        told = {"label": field_words([name]), "options": left[name]}
        yield Hit(record.place(name), params=told, column=name)


class Copied(RowParams):
    """``column`` repeats ``of`` on every row, of at least ``least``."""

    column: str
    of: str
    least: int


def column_copied(params: Copied, record: Record, context: Context) -> Iterator[Hit]:
    """Every row prints the same in both columns; one hit, at the first, the others beside it."""
    rows = [row for _, row in kept(params, record) if params.of in row.values]
    if len(rows) < params.least or not all(_same(row, params.column, params.of) for row in rows):
        return
    places = list(dict.fromkeys(cell_place(record, params.table, row, params.column) for row in rows))
    told = {"count": str(len(rows)), "of": Key(f"column.{params.of}")}
    yield Hit(places[0], tuple(places[1:]), params=told, table=params.table, column=params.column)


def _same(row: Row, one: str, other: str) -> bool:
    ours, theirs = row.values.get(one), row.values.get(other)
    if ours is None or theirs is None:
        return False
    if ours.value is not None and ours.value == theirs.value:
        return (ours.unit or "") in ("", theirs.unit or "")
    return fold(ours.text) == fold(theirs.text)


KINDS = {
    "evidence_missing": Kind(Evidence, evidence_missing),
    "not_of_matrix": Kind(Matrix, not_of_matrix),
    "unknown_word": Kind(KnownWords, unknown_word),
    "options_left": Kind(KnownWords, options_left),
    "column_copied": Kind(Copied, column_copied),
}

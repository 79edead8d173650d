"""What all check kinds share: the base of their parameters, words of the report, and the key of a row."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from pydantic import Field

from kinerja_docs.definitions.source import Model
from kinerja_docs.model import Location, Record, Row, Value
from kinerja_docs.text import fold, is_placeholder

_SHORT = 90


class Params(Model):
    """Base of the ``with`` of all items: unknown keys are errors, instances do not change."""


class Phrase(Model):
    """A word of the report in both languages."""

    id: str
    en: str


class RowParams(Params):
    """Parameters of a kind that looks at the rows of one table.

    ``only`` keeps the rows whose value is one of those named; ``key`` names the columns whose text tells a row from
    the others (the rest of a finding's fingerprint stays the same when rows are moved). ``per_group``: the rows of a
    group (an RHK, an indicator and its years) print one thing and are judged once.
    """

    table: str
    per_group: bool = False
    only: Mapping[str, tuple[str, ...]] = Field(default_factory=dict)
    key: tuple[str, ...] = ()


class Key(str):
    """A parameter of a message that names words instead of being them: ids of the words room, a blank between."""

    __slots__ = ()


def field_words(names: Iterable[str]) -> Key:
    """The labels of contract fields."""
    return Key(" ".join(f"field.{name}" for name in names))


def column_words(names: Iterable[str]) -> Key:
    """The labels of table columns."""
    return Key(" ".join(f"column.{name}" for name in names))


def short(text: str) -> str:
    """A quotation that fits into a message."""
    text = " ".join(text.split())
    return text if len(text) <= _SHORT else f"{text[: _SHORT - 1].rstrip()}…"


def row_key(row: Row, names: Iterable[str]) -> str:
    """The normalised text of the columns that tell a row from the others."""
    return fold(" ".join(row.text(name) for name in names))


def kept(params: RowParams, record: Record) -> Iterator[tuple[int, Row]]:
    """Number (from 0) and row of the rows that the parameters keep; a row under no band at all is kept."""
    rows = record.rows.get(params.table) or ()
    if not params.only:
        yield from enumerate(rows)
        return
    for number, row in enumerate(rows):
        if all(name not in row.values or canonical(row, name) in words for name, words in params.only.items()):
            yield number, row


def filled(params: RowParams, record: Record, column: str) -> Iterator[tuple[int, Row, Value]]:
    """The kept rows that fill in the column, with its value; once for each printed cell, or for each group."""
    seen: set[int] = set()
    for number, row in kept(params, record):
        value = row.values.get(column)
        if value is None:
            continue
        mark = row.group if params.per_group and row.group else id(value.cell)
        if mark not in seen:
            seen.add(mark)
            yield number, row, value


def groups(params: RowParams, record: Record) -> list[list[tuple[int, Row]]]:
    """The kept rows, those of one group together, groups in order of their first row."""
    found: dict[int, list[tuple[int, Row]]] = {}
    for number, row in kept(params, record):
        found.setdefault(row.group or -number - 1, []).append((number, row))
    return list(found.values())


def canonical(row: Row, name: str) -> str:
    """The canonical word of a cell, else its folded text, else an empty string."""
    value = row.values.get(name)
    if value is None:
        return ""
    return str(value.value) if value.value is not None else fold(value.text)


def has_column(record: Record, table: str, name: str) -> bool:
    """Whether the table has the column, filled in or not."""
    if name in record.columns.get(table, {}):
        return True
    rows = record.rows.get(table)
    return bool(rows) and any(name in row.places for row in rows or ())


def waits(row: Row, name: str) -> bool:
    """Whether a placeholder stands in the cell."""
    return is_placeholder(row.raw.get(name, ""))


def cell_place(record: Record, table: str, row: Row, name: str) -> Location:
    """Where a cell of a row stands or should stand, else the table's header."""
    value = row.values.get(name)
    if value is not None:
        return value.at
    return row.places[name] if name in row.places else record.place(table)


def day_of(record: Record, name: str) -> date | None:
    """A field's date, or None where it is absent or impossible."""
    value = record.fields.get(name)
    if value is None:
        return None
    if isinstance(value.value, date):
        return value.value
    try:
        return date.fromisoformat(value.value) if isinstance(value.value, str) else None
    except ValueError:
        return None

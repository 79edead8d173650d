"""Check kinds for table cells that must be filled in: cells, groups of rows, whole tables and bands."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property

from pydantic import Field

from kinerja_docs.checking.hits import Context, Hit, Kind
from kinerja_docs.checking.params import (
    Key,
    Params,
    Phrase,
    RowParams,
    canonical,
    cell_place,
    column_words,
    groups,
    has_column,
    kept,
    row_key,
    short,
    waits,
)
from kinerja_docs.model import Location, Record, Row
from kinerja_docs.text import fold


class ColumnParams(RowParams):
    """Parameters of a kind that misses a column where the table has none.

    That is one finding at the header; not in a table that has ``unless_column`` (another layout, which does without),
    and only where ``header_when`` holds: fields that must say so, since a form that does not may be another one.
    """

    unless_column: str | None = None
    header_when: Mapping[str, tuple[str, ...]] = Field(default_factory=dict)

    def header_due(self, record: Record) -> bool:
        """Whether the table must have the column."""
        if self.unless_column and has_column(record, self.table, self.unless_column):
            return False
        return all(
            (value := record.fields.get(name)) is not None and str(value.value or value.text) in words
            for name, words in self.header_when.items()
        )


class CellMissing(ColumnParams):
    """``columns`` must be filled in, in this order.

    ``where_present`` are judged only where the table has such a column. ``with_column`` must be filled in (or hold a
    placeholder) for a row to be judged at all. When the ``lead`` column is blank, the row's later columns are not
    judged: what belongs to nothing cannot be filled in. ``carried`` columns take the value above, so only the first
    blank of a run is one. ``empty_table``: a table without rows is a finding at its header.
    """

    columns: tuple[str, ...]
    where_present: tuple[str, ...] = ()
    with_column: str | None = None
    lead: str | None = None
    carried: tuple[str, ...] = ()
    empty_table: bool = False


def cell_missing(params: CellMissing, record: Record, context: Context) -> Iterator[Hit]:
    """A cell that must be filled in is blank; one hit per printed cell."""
    rows = record.rows.get(params.table)
    if rows is None:
        return
    if not rows:
        if params.empty_table and not _waits_in_table(params, record):
            yield header_hit(params, record, params.columns[0])
        return
    present = []
    for name in params.columns:
        if has_column(record, params.table, name):
            present.append(name)
        elif name not in params.where_present and params.header_due(record):
            yield header_hit(params, record, name)
    needed, seen, runs = set(present), set(), dict.fromkeys(params.carried, -2)
    for number, row in kept(params, record):
        if needed <= row.values.keys():
            continue
        for name in _blank(params, row, present):
            in_run = name in runs and runs[name] == number - 1
            if name in runs:
                runs[name] = number
            place = cell_place(record, params.table, row, name)
            if in_run or (name, place) in seen:
                continue
            seen.add((name, place))
            yield missing_hit(params, row, number, name, place)


def _waits_in_table(params: CellMissing, record: Record) -> bool:
    """Whether placeholders stand where the table's rows should be; they are a finding of their own."""
    blocks = {id(cell.block) for cell in record.columns.get(params.table, {}).values()}
    return any(id(cell.block) in blocks for cell in record.placeholders)


def _blank(params: CellMissing, row: Row, present: list[str]) -> Iterator[str]:
    """The columns that the row should have filled in and has not."""
    if params.with_column and params.with_column not in row.values and not waits(row, params.with_column):
        return
    for name in present:
        if name not in row.values:
            yield name
            if name == params.lead and not waits(row, name):
                return


def missing_hit(params: RowParams, row: Row, number: int, name: str, place: Location) -> Hit:
    shown = next((row.text(column) for column in params.key if column != name and column in row.values), "")
    return Hit(
        place,
        params={"label": column_words([name]), "row": short(shown) if shown else str(number + 1)},
        table=params.table,
        column=name,
        key=row_key(row, (column for column in params.key if column != name)),
        row=number,
        group=row.group,
        variant="" if shown else "unnamed",
    )


def header_hit(params: RowParams, record: Record, name: str) -> Hit:
    return Hit(
        record.place(params.table),
        params={"label": column_words([name]), "row": ""},
        table=params.table,
        column=name,
        variant="no_column",
    )


class GroupMissing(ColumnParams):
    """``column`` must be filled in once per group of rows."""

    column: str


def group_missing(params: GroupMissing, record: Record, context: Context) -> Iterator[Hit]:
    """No row of a group has the value; one hit, at the group's first row."""
    if not record.rows.get(params.table):
        return
    if not has_column(record, params.table, params.column):
        if params.header_due(record):
            yield header_hit(params, record, params.column)
        return
    for rows in groups(params, record):
        if any(params.column in row.values for _, row in rows):
            continue
        number, row = rows[0]
        place = cell_place(record, params.table, row, params.column)
        yield missing_hit(params, row, number, params.column, place)


class GroupLacks(ColumnParams):
    """Of ``needed``, each must stand in ``column`` in some row of a group; the hit is at the group's ``at`` cell."""

    column: str
    needed: tuple[str, ...]
    at: str
    separators: str = "/,;&+\n"

    @cached_property
    def folded(self) -> dict[str, str]:
        """Folded word → word as printed in messages."""
        return {fold(word): word for word in self.needed}

    @cached_property
    def split(self) -> dict[int, str]:
        """Translation that turns every separator into a line break."""
        return {ord(mark): "\n" for mark in self.separators}


def group_lacks(params: GroupLacks, record: Record, context: Context) -> Iterator[Hit]:
    """A group of rows does not list all that it should list."""
    if not record.rows.get(params.table):
        return
    if not has_column(record, params.table, params.column):
        if params.header_due(record):
            yield header_hit(params, record, params.column)
        return
    for rows in groups(params, record):
        listed: set[str] = set()
        for _, row in rows:
            listed |= _pieces(params, row)
        if params.folded.keys() <= listed or any(waits(row, params.column) for _, row in rows):
            continue
        missing = [word for key, word in params.folded.items() if key not in listed]
        number, row = rows[0]
        yield Hit(
            cell_place(record, params.table, row, params.at),
            params={"missing": ", ".join(missing), "row": short(row.text(params.at)) or str(number + 1)},
            table=params.table,
            column=params.column,
            key=row_key(row, params.key),
            row=number,
            group=row.group,
        )


def _pieces(params: GroupLacks, row: Row) -> set[str]:
    """What the row lists: the canonical word, and each word of a cell that lists several."""
    value = row.values.get(params.column)
    if value is None:
        return set()
    found = {fold(str(value.value))} if value.value is not None else set()
    raw = row.raw.get(params.column, value.text)
    if value.value is None or fold(raw) not in found:
        found |= {fold(piece) for piece in raw.translate(params.split).split("\n")}
    return found


class NoRows(RowParams):
    """The table must have a row that ``only`` keeps and in which one of ``any_of`` is filled in."""

    any_of: tuple[str, ...]
    at: tuple[str, ...]


def no_rows(params: NoRows, record: Record, context: Context) -> Iterator[Hit]:
    """The part of a table that must have rows has none; at its band, else the header."""
    for _, row in kept(params, record):
        if any(name in row.values or waits(row, name) for name in params.any_of):
            return
    yield Hit(record.place(*params.at), table=params.table, column=params.any_of[0])


class BandsMissing(Params):
    """Each of ``bands`` must have rows in ``table``. ``names`` are the bands' names for messages."""

    table: str
    column: str
    names: Mapping[str, Phrase]


def bands_missing(params: BandsMissing, record: Record, context: Context) -> Iterator[Hit]:
    """A band of a list has no items; bands missing at one place are one hit."""
    found = {canonical(row, params.column) for row in record.rows.get(params.table) or ()}
    missing: dict[Location, list[str]] = {}
    for band in params.names:
        if band not in found:
            missing.setdefault(record.place(f"{params.table}.{band}", params.table), []).append(band)
    for place, bands in missing.items():
        whole = len(bands) == len(params.names)
        yield Hit(
            place,
            params={"label": Key(" ".join(f"names.{band}" for band in bands))},
            table=params.table,
            column="" if whole else bands[0],
            variant="whole" if whole else "",
        )


class ValueList(Params):
    """``column`` of ``table`` must hold each of ``values`` once and nothing else."""

    table: str
    column: str
    values: tuple[str, ...]

    @cached_property
    def folded(self) -> dict[str, str]:
        """Folded value → value as printed in messages."""
        return {fold(value): value for value in self.values}


def value_list(params: ValueList, record: Record, context: Context) -> Iterator[Hit]:
    """A fixed list of values is not whole: at the row that does not belong, else at the table's header."""
    known = params.folded
    seen: dict[str, int] = {}
    wrong: list[tuple[int, Row]] = []
    for number, row in enumerate(record.rows.get(params.table) or ()):
        word = fold(canonical(row, params.column))
        if not word:
            continue
        if word not in known or word in seen:
            wrong.append((number, row))
        seen[word] = number
    missing = [value for key, value in known.items() if key not in seen]
    if not wrong and not missing:
        return
    places = [cell_place(record, params.table, row, params.column) for _, row in wrong]
    variant = "missing" if not wrong else "strange" if missing else "extra"
    yield Hit(
        places[0] if places else record.place(params.table),
        related=tuple(places[1:]),
        params={
            "missing": ", ".join(missing),
            "found": ", ".join(short(row.text(params.column)) for _, row in wrong),
            "count": str(len(known)),
        },
        table=params.table,
        column=params.column,
        key=fold(" ".join(missing)),
        row=wrong[0][0] if wrong else None,
        variant="whole" if not seen else variant,
    )


KINDS: dict[str, Kind] = {
    "cell_missing": Kind(CellMissing, cell_missing),
    "group_missing": Kind(GroupMissing, group_missing),
    "group_lacks": Kind(GroupLacks, group_lacks),
    "no_rows": Kind(NoRows, no_rows),
    "bands_missing": Kind(BandsMissing, bands_missing),
    "value_list": Kind(ValueList, value_list),
}

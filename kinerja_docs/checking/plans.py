"""Check kinds of action plans and work programmes: what a task must say, and where its heading lines say nothing."""

from __future__ import annotations

from collections.abc import Iterator

from kinerja_docs.checking.cells import header_hit, missing_hit
from kinerja_docs.checking.hits import Context, Hit, Kind, Skip
from kinerja_docs.checking.params import RowParams, cell_place, has_column, kept, waits
from kinerja_docs.model import Record, Row


class TaskMissing(RowParams):
    """``columns`` must be filled in for each task, and for one of ``tasks`` to be printed in the row.

    ``instead``: columns one of which is an answer too. ``headings``: columns that a heading line may fill in alone,
    when the tasks of that heading follow. Where the table has neither the column nor one of ``instead``: one finding
    at the header if it has one of ``header_with`` (and none of ``header_unless``), else none. ``drawn`` columns may
    be shaded instead of marked: if a whole table has none marked, the check is skipped.
    """

    columns: tuple[str, ...]
    tasks: tuple[str, ...]
    instead: tuple[str, ...] = ()
    headings: tuple[str, ...] = ()
    header_with: tuple[str, ...] = ()
    header_unless: tuple[str, ...] = ()
    drawn: tuple[str, ...] = ()
    drawn_mark: str = ""


def task_missing(params: TaskMissing, record: Record, context: Context) -> Iterator[Hit]:
    """A cell that every task needs is blank; at the cell, or at the header where the table has no such column."""
    rows = list(kept(params, record))
    if not rows:
        return
    for name in params.columns:
        options = [option for option in (name, *params.instead) if has_column(record, params.table, option)]
        if not options:
            if _header_due(params, record):
                yield header_hit(params, record, name)
            continue
        if _only_drawn(params, record, [row for _, row in rows], name):
            raise Skip("not_visible")
        seen = set()
        for position, (number, row) in enumerate(rows):
            if any(option in row.values or waits(row, option) for option in options):
                continue
            if not _is_task(params, row, [later for _, later in rows[position + 1 :]]):
                continue
            printed = next((option for option in options if option in row.places), options[0])
            place = cell_place(record, params.table, row, printed)
            if place not in seen:
                seen.add(place)
                yield missing_hit(params, row, number, options[0], place)


def _header_due(params: TaskMissing, record: Record) -> bool:
    if any(has_column(record, params.table, name) for name in params.header_unless):
        return False
    return not params.header_with or any(has_column(record, params.table, name) for name in params.header_with)


def _only_drawn(params: TaskMissing, record: Record, rows: list[Row], name: str) -> bool:
    """Whether a schedule is drawn in columns and none is marked anywhere: it may be shaded, which is not seen."""
    if name not in params.drawn or not record.spare.get(params.drawn_mark):
        return False
    return not any(option in row.values for row in rows for option in (name, *params.instead))


def _is_task(params: TaskMissing, row: Row, later: list[Row]) -> bool:
    """Whether a row is a task of its own and not the heading of those below it."""
    own = {name for name in row.values if row.raw.get(name, "").strip()}
    if not own.intersection(params.tasks):
        return False
    if not own <= {*params.headings, "nomor"}:
        return True
    heading = next((name for name in params.headings if name in own), None)
    if heading is None or not later:
        return True
    below = later[0].values.get(heading)
    return below is None or below.cell is not row.values[heading].cell


KINDS: dict[str, Kind] = {"task_missing": Kind(TaskMissing, task_missing)}

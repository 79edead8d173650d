"""One cause, one finding: what of the hits of a document is left once the higher cause has silenced the lower."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from kinerja_docs.checking.hits import Hit
from kinerja_docs.checking.rules import RANKS, Rule
from kinerja_docs.definitions.checklist import Silencer
from kinerja_docs.model import FILE, Location, Record

ALONE = "DOK013"  # a form that was never filled in: nothing else is worth saying


@dataclass(slots=True, eq=False)
class Found:
    """A hit and the rule that gave it."""

    rule: Rule
    hit: Hit


@dataclass(slots=True)
class _Rows:
    """Which row each place of a document's tables belongs to; made only when a silencer asks for it."""

    record: Record
    _index: dict[Location, tuple[str, int, int]] | None = field(default=None)

    def of(self, hit: Hit) -> tuple[str, int | None, int | None]:
        """Table, row and group of a hit; ("", None, None) outside the tables."""
        if hit.row is not None or hit.group is not None:
            return hit.table, hit.row, hit.group
        if self._index is None:
            self._index = {
                place: (table, number, row.group)
                for table, rows in self.record.rows.items()
                for number, row in enumerate(rows)
                for place in row.places.values()
            }
        return self._index.get(hit.at, ("", None, None))


def settle(found: Sequence[Found], record: Record, file_found: Sequence[Found] = ()) -> list[Found]:
    """The findings of one document that stay. ``file_found`` are those of the file, which silence but are not judged.

    A finding that is itself silenced still silences: what hides it is a cause of what it would hide.
    """
    for one in found:
        if one.rule.code == ALONE:
            return [one]
    found = _distinct(found)
    if len(found) + len(file_found) < 2:
        return found
    by_code: dict[str, list[Found]] = {}
    for one in (*file_found, *found):
        by_code.setdefault(one.rule.code, []).append(one)
    rows = _Rows(record)
    title = record.title_cell.at if record.title_cell is not None else FILE
    tops = _tops((*file_found, *found), {title, FILE})
    return [
        one
        for one in found
        if not any(_silenced(one, silencer, by_code, rows) for silencer in one.rule.item.silenced_by)
        and not _outranked(one, tops)
    ]


def _distinct(found: Sequence[Found]) -> list[Found]:
    """One finding per code and place; the first stays."""
    kept: dict[tuple[str, Location], Found] = {}
    for one in found:
        kept.setdefault((one.rule.code, one.hit.at), one)
    return list(kept.values())


def _silenced(one: Found, silencer: Silencer, by_code: dict[str, list[Found]], rows: _Rows) -> bool:
    others = by_code.get(silencer.code)
    if not others:
        return False
    if silencer.scope == "document":
        return True
    if silencer.scope == "place":
        return any(_same_thing(one.hit, other.hit) for other in others)
    table, row, group = rows.of(one.hit)
    for other in others:
        other_table, other_row, other_group = rows.of(other.hit)
        if not table or other_table != table:
            continue
        if silencer.scope == "row" and row is not None and other_row == row:
            return True
        if silencer.scope == "group" and group is not None and other_group == group:
            return True
    return False


def _same_thing(one: Hit, other: Hit) -> bool:
    """Whether two hits are at one place, and not about two different things in it (two dates in one paragraph)."""
    if one.at != other.at and one.at not in other.related:
        return False
    return one.column != other.column or one.key == other.key or not (one.key and other.key)


def _tops(found: Iterable[Found], fallback: set[Location]) -> dict[Location, list[tuple[int, str]]]:
    """Rank and column of the hits at each place. The title and the file stand for what is nowhere: no order there.

    A formula without a stored value (the file's own finding) empties each cell that it names.
    """
    tops: dict[Location, list[tuple[int, str]]] = {}
    for one in found:
        places = (one.hit.at, *one.hit.related) if one.rule.file_scope else (one.hit.at,)
        for place in places:
            if place not in fallback:
                tops.setdefault(place, []).append((one.rule.rank, one.hit.column))
    return tops


def _outranked(one: Found, tops: dict[Location, list[tuple[int, str]]]) -> bool:
    """Whether a higher cause stands at the same place, for the same value (a cell may be the place of several)."""
    rank, column = one.rule.rank, one.hit.column
    for other_rank, other_column in tops.get(one.hit.at, ()):
        if other_rank < rank and (other_column == column or not other_column or not column):
            return True
    return False


__all__ = ["ALONE", "RANKS", "Found", "settle"]

"""Schedules drawn as columns: months, weeks below months, or quarters, with a mark in each that counts."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from kinerja_docs.definitions.layout import Table
from kinerja_docs.model import Cell
from kinerja_docs.text import fold, is_blank, squash
from kinerja_docs.text.language import language

_TICK = re.compile(r"[√✓✔☑☒✗✘×xXvV•●■█▪*+●◆\s]+|ya|ada", re.IGNORECASE)
_QUARTERS = ("TW I", "TW II", "TW III", "TW IV")
_MOST_WEEKS = 5

Found = dict[str, tuple[Cell | None, str]]
Slots = list[tuple[str, Cell, list[int]]]


def is_tick(text: str) -> bool:
    """Whether a cell is only marked: √, v, x, a dot or a block."""
    return bool(text.strip()) and _TICK.fullmatch(text.strip()) is not None


@cache
def month_words() -> dict[str, int]:
    """Folded names and abbreviations of the months, with their number."""
    return {fold(word): number for number, words in _months().items() for word in words}


@cache
def _months() -> dict[int, list[str]]:
    return {int(number): list(words) for number, words in language().raw["months"].items()}


@lru_cache(maxsize=2048)
def _month(text: str) -> bool:
    words = fold(text).split()
    return 1 <= len(words) <= 2 and words[0] in month_words() and (len(words) == 1 or words[1].isdigit())


def slot_of(stack: list[Cell]) -> Cell | None:
    """The header cell that names the month over a grid column: the lowest, or the one above the numbers of weeks."""
    for cell in stack[:2]:
        if _month(cell.text):
            return cell
    return None


def add_slot(slots: Slots, cell: Cell, column: int) -> None:
    """Note a grid column of a month."""
    for _, known, columns in slots:
        if known is cell:
            columns.append(column)
            return
    slots.append((squash(cell.text), cell, [column]))


def slots_by_position(cell: Cell, columns: list[int]) -> Slots:
    """Columns below one header that are numbered only: twelve (or four weeks each) are months, four are quarters."""
    if len(columns) == len(_QUARTERS):
        return [(name, cell, [column]) for name, column in zip(_QUARTERS, columns, strict=True)]
    for weeks in range(1, _MOST_WEEKS + 1):
        if len(columns) == 12 * weeks:
            names = [words[0] for words in _months().values()]
            return [(name, cell, columns[i * weeks : (i + 1) * weeks]) for i, name in enumerate(names)]
    return []


def fill_schedule(table: Table, slots: Slots, over: dict[int, Cell], found: Found) -> None:
    """Put the marked months (else the marked quarters) of a line where the schedule belongs."""
    name = table.schedule
    if name is None or not is_blank(found.get(name, (None, ""))[1]):
        _drop_ticks(table, found)
        return
    marked: list[tuple[str, Cell]] = []
    blank: Cell | None = None
    for label, _, columns in slots:
        cells = [over[c] for c in columns if c in over]
        hit = next((c for c in cells if not is_blank(c.text)), None)
        if hit is not None:
            marked.append((label, hit))
        elif blank is None and cells:
            blank = cells[0]
    if slots:
        found[name] = (marked[0][1] if marked else blank, ", ".join(label for label, _ in marked))
        return
    ticked = [n for n in table.quarters if n in found and is_tick(found[n][1])]
    if ticked:
        found[name] = (found[ticked[0]][0], ", ".join(_QUARTERS[table.quarters.index(n)] for n in ticked))
    _drop_ticks(table, found)


def _drop_ticks(table: Table, found: Found) -> None:
    """A mark in a quarter's column is no target."""
    for name in table.quarters:
        cell, text = found.get(name, (None, ""))
        if cell is not None and is_tick(text):
            found[name] = (cell, "")

"""Headers that lie: real files print the header in one order and the data in another.

A column whose values do not fit its vocabulary gives way to the one whose values do; of the columns that move with
it, the one with the most numbers is the target.
"""

from __future__ import annotations

from collections.abc import Sequence

from kinerja_docs.definitions.layout import Table
from kinerja_docs.extracting.table_head import Head
from kinerja_docs.extracting.values import canonical
from kinerja_docs.model import Cell, Line
from kinerja_docs.text import is_blank, quantity

Columns = dict[str, tuple[Cell, list[int]]]

_LOOKED_AT = 40  # lines below the header
_BELIEVED = 0.5  # share of values that must fit the vocabulary before the header is believed
_EVIDENT = 0.8  # share from which another column is the one that was meant


def trusted_columns(head: Head, table: Table, lines: Sequence[Line]) -> Columns:
    """The header's columns, with grid columns exchanged where the values say so."""
    columns = dict(head.columns)
    told = [name for name, column in table.columns.items() if column.vocabulary and name in columns]
    if not told:
        return columns
    block = lines[head.first].block
    below = [line for line in lines[head.last : head.last + _LOOKED_AT] if line.block is block]
    for name in told:
        vocabulary = table.columns[name].vocabulary
        if _share(below, columns[name][1], vocabulary) >= _BELIEVED:
            continue
        others = [n for n in columns if n not in ("nomor", name)]
        better = [n for n in others if _share(below, columns[n][1], vocabulary, blank=0.0) >= _EVIDENT]
        if len(better) == 1:
            _exchange(columns, below, name, better[0])
    return columns


def _texts(lines: list[Line], grid: list[int]) -> list[str]:
    cells = [line.at_column(grid[0]) for line in lines]
    return [c.text for c in cells if c is not None and not is_blank(c.text) and c.colspan <= len(grid)]


def _share(lines: list[Line], grid: list[int], vocabulary: dict[str, list[str]], blank: float = 1.0) -> float:
    """Share of a column's texts that are words of the vocabulary; ``blank`` for a column that prints nothing."""
    texts = _texts(lines, grid)
    return sum(canonical(text, vocabulary) is not None for text in texts) / len(texts) if texts else blank


def _exchange(columns: Columns, lines: list[Line], name: str, actual: str) -> None:
    """Give ``name`` the grid of ``actual`` and let the columns between move up; headers stay as printed."""
    order = [n for n, _ in sorted(columns.items(), key=lambda item: item[1][1][0])]
    low, high = sorted((order.index(name), order.index(actual)))
    moved = order[low : high + 1]
    wanted = columns[actual][1]
    free = [columns[n][1] for n in moved if columns[n][1] is not wanted]
    rest = [n for n in moved if n != name]
    for moving, grid in [(name, wanted), *zip(rest, free, strict=True)]:
        columns[moving] = (columns[moving][0], grid)
    if "target" in rest and len(rest) > 1:
        _numbers_decide(columns, lines, rest)


def _numbers_decide(columns: Columns, lines: list[Line], names: list[str]) -> None:
    def numbers(name: str) -> float:
        texts = _texts(lines, columns[name][1])
        return sum(quantity(text) is not None for text in texts) / len(texts) if texts else 0.0

    best = max(names, key=numbers)
    if best != "target" and numbers(best) > numbers("target"):
        (target, one), (header, other) = columns["target"], columns[best]
        columns["target"], columns[best] = (target, other), (header, one)

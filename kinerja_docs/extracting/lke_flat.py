"""Flat tables print a node and the first row below it on one line: whose is the weight, the answer, the score there?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kinerja_docs.definitions.framework import Node
from kinerja_docs.extracting.lke_rows import Entry
from kinerja_docs.model import Cell
from kinerja_docs.score_tree import Branch, ScoreSheet
from kinerja_docs.text import fold, is_blank, quantity_of_cell

_WEIGHT = "bobot"
_ANSWERED = (("jawaban", "nilai"), ("jawaban_penilai", "nilai_penilai"))


def lifted(entries: Sequence[Entry], sheet: ScoreSheet) -> dict[Cell, Branch]:
    """The cells of one row that belong to a node above the row's last one.

    A weight does where no other row of that node has one, or where the edition gives a weight to it and none to the
    last. An answer, with its score, only does where it is one of the node's, the edition does not answer the last, and
    no other row below the node has an answer: else somebody merely began to answer the rows.
    """
    rows = {id(entry): entry for entry in entries if entry.last}
    found: dict[Cell, Branch] = {}
    for entry in rows.values():
        above = [node for node in _upwards(entry) if node.row_number == entry.row_number]
        others = {id(node): [rows[id(one)] for one in _below(node) if id(one) in rows] for node in above}
        for node in above:
            others[id(node)].remove(entry)
        for cell in _cells(entry, sheet, _WEIGHT):
            weighed = [node for node in above if _weighs(node, entry, others[id(node)], sheet)]
            if weighed:
                value = quantity_of_cell(cell)
                same = [node for node in weighed if value is not None and _weight(node, sheet) == value.value]
                found[cell] = (same or weighed)[0]
        for node in above:
            _lift_answers(entry, node, others[id(node)], sheet, found)
    return found


def _weighs(node: Branch, entry: Entry, others: Sequence[Entry], sheet: ScoreSheet) -> bool:
    """Whether the weight on a row may be that of a node above."""
    told = _known(entry, sheet) is not None and _weight(entry, sheet) is None and _weight(node, sheet) is not None
    return told or (bool(others) and _alone(others, sheet, _WEIGHT))


def _lift_answers(
    entry: Entry, node: Branch, others: Sequence[Entry], sheet: ScoreSheet, found: dict[Cell, Branch]
) -> None:
    last, over = _known(entry, sheet), _known(node, sheet)
    if over is None or over.scale is None or over.scale.kind != "options":
        return
    if last is not None and last.scale is not None:
        return
    words = {fold(word) for option in over.scale.options for word in (option.word, *option.also)}
    for answer, score in _ANSWERED:
        cells = [cell for cell in _cells(entry, sheet, answer) if fold(cell.text) in words and cell not in found]
        if cells and _alone(others, sheet, answer):
            found.update((cell, node) for cell in (*cells, *_cells(entry, sheet, score)))


def _weight(node: Branch, sheet: ScoreSheet) -> float | None:
    known = _known(node, sheet)
    return float(known.weight) if known is not None and known.weight is not None else None


def _upwards(node: Branch) -> Iterator[Branch]:
    while node.parent is not None:
        node = node.parent
        yield node


def _below(node: Branch) -> Iterator[Branch]:
    for child in node.children:
        yield child
        yield from _below(child)


def _known(node: Branch, sheet: ScoreSheet) -> Node | None:
    framework = sheet.framework
    return framework.nodes.get(node.code) if framework is not None and node.code is not None else None


def _cells(entry: Entry, sheet: ScoreSheet, role: str) -> list[Cell]:
    """The printed cells of one row alone in a role's columns."""
    found = [entry.line.at_column(column) for column in sheet.columns.get(role, ())]
    return [cell for cell in found if cell is not None and cell.rowspan == 1 and not is_blank(cell.text)]


def _alone(others: Sequence[Entry], sheet: ScoreSheet, role: str) -> bool:
    return not any(_cells(other, sheet, role) for other in others)

"""What the LKE checks share: the scored tree of a record with its answers, and hits at a node's cell."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from kinerja_docs.checking.hits import Context, Hit
from kinerja_docs.checking.params import Params, short
from kinerja_docs.definitions.framework import Framework, Node, Scale
from kinerja_docs.model import Cell, Location, Record
from kinerja_docs.score_tree import SPARE, Branch, ScoreSheet
from kinerja_docs.scoring.answers import BLANK, Answer, scale_of
from kinerja_docs.scoring.sheets import answers_of, key_of, recompute, share_of_counts
from kinerja_docs.text import fold, quantity, quantity_of_cell, squash

_KEPT = "lke.judged"


class NoParams(Params):
    """No parameters."""


@dataclass(slots=True, eq=False)
class Judged:
    """A scored tree with what the checks ask of it again and again."""

    sheet: ScoreSheet
    answers: Mapping[str, Answer]
    unanswered: bool
    _points: dict[str, Fraction | None] | None = field(default=None)

    @property
    def framework(self) -> Framework | None:
        """The edition, None where none fits."""
        return self.sheet.edition

    def answer(self, node: Branch) -> Answer:
        """The answer of a node."""
        return self.answers.get(key_of(node), BLANK)

    def known(self, node: Branch) -> Node | None:
        """The node of the edition (or of the nearest one) that a printed node is."""
        framework = self.sheet.framework
        return framework.nodes.get(node.code) if framework is not None and node.code is not None else None

    def scale(self, node: Branch) -> Scale | None:
        """The scale that a node is answered on."""
        return scale_of(node, self.sheet)

    def share(self, node: Branch) -> Fraction | None:
        """The share that a node's answer gives: from its counts where it is computed from counts."""
        known = self.known(node)
        if known is not None and known.formula is not None:
            counted = share_of_counts(known.formula, self.answers.get)
            if counted is not None:
                return counted
        return self.answer(node).share

    def points(self, node: Branch) -> Fraction | None:
        """The points of a node as the workbook would compute them."""
        if self._points is None:
            self._points = recompute(self.sheet, "as_workbook", self.answers).points
        return self._points.get(key_of(node))

    def graded(self) -> Iterator[Branch]:
        """The nodes that are answered by options."""
        for node in self.sheet.nodes:
            scale = self.scale(node)
            if scale is not None and scale.kind == "options":
                yield node

    def above_lowest(self, node: Branch) -> bool:
        """Whether a graded answer claims more than the lowest."""
        answer, scale = self.answer(node), self.scale(node)
        return answer.share is not None and scale is not None and answer.share > scale.lowest

    def at_top(self, node: Branch) -> bool:
        """Whether a graded answer is the best there is."""
        answer, scale = self.answer(node), self.scale(node)
        return answer.share is not None and scale is not None and answer.share == scale.highest

    def claimed(self) -> Iterator[tuple[Branch, Branch]]:
        """Rows that must be supported, each with the node whose answer claims it: the row itself, or in a tree whose
        components are answered as a whole, the node above."""
        for node in self.sheet.nodes:
            if not node.is_row:
                continue
            answered = node if self.answer(node).given else node.parent if self._carries_evidence(node) else None
            if answered is None:
                continue
            scale = self.scale(answered)
            if scale is not None and scale.kind == "options" and self.above_lowest(answered):
                yield node, answered

    def _carries_evidence(self, node: Branch) -> bool:
        """Whether a row has no answer of its own and supports that of the node above."""
        known = self.known(node)
        return self.scale(node) is None or (known is not None and known.rollup == "bukti")


def judged(record: Record) -> Judged | None:
    """The tree of an LKE; None where the record has none, or nobody answered it (one finding tells that)."""
    found = whole(record)
    return None if found is None or found.unanswered else found


def whole(record: Record) -> Judged | None:
    """The tree of an LKE, answered or not."""
    kept = record.spare.get(_KEPT)
    if isinstance(kept, Judged):
        return kept
    sheet = record.spare.get(SPARE)
    if not isinstance(sheet, ScoreSheet):
        return None
    answers = answers_of(sheet)
    empty = not any(map(_is_answer, answers.values())) and not any(
        number_of(node.cells.get("nilai")) for node in sheet.nodes
    )
    found = Judged(sheet, answers, empty)
    record.spare[_KEPT] = found
    return found


def _is_answer(answer: Answer) -> bool:
    """Whether somebody wrote something; a count of 0 is what a blank form prints."""
    return answer.kind not in ("blank", "count") or bool(answer.count)


def number_of(cell: Cell | None) -> float | None:
    """The number that a cell prints (hundreds for a percentage), None for anything else."""
    if cell is None or not cell.text:
        return None
    found = quantity_of_cell(cell) if cell.number is not None else quantity(squash(cell.text))
    return float(found.value) if found is not None else None


def hit(node: Branch, role: str, related: tuple[Location, ...] = (), variant: str = "", **params: str) -> Hit:
    """A hit at a node's cell, with the row named in the message."""
    return Hit(
        node.place(role),
        related=related,
        params={"row": label(node), **params},
        table="kriteria" if node.is_row else "simpul",
        column=role,
        key=f"{node.code or ''} {fold(node.name)}",
        row=node.number,
        variant=variant,
    )


def label(node: Branch) -> str:
    """A node as a person names it: its code (or marker) and its name."""
    return short(f"{node.code or node.marker} {node.name}".strip())


def shown(value: Fraction | float) -> str:
    """Points with a decimal comma, without needless zeros."""
    text = f"{float(value):.4f}".rstrip("0").rstrip(".")
    return text.replace(".", ",")


__all__ = ["Context", "Judged", "NoParams", "hit", "judged", "label", "number_of", "shown", "whole"]

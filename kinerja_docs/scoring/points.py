"""The arithmetic of a scored tree, nothing else: sums, means and answers over exact fractions."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import Literal

Mode = Literal["strict", "as_workbook"]
Way = Literal["sum", "mean", "answer", "ignored"]
_CENT = Decimal("0.01")
_NOTHING = Fraction(0)


@dataclass(slots=True, eq=False)
class Scored:
    """A node to be scored. ``share`` is its answer as a part of its weight (0–1), None where it is blank or impossible.

    A node without a weight gives its bare share, as the items of a mean do. ``ignored`` nodes (counts, criteria that
    only carry evidence, parts that nobody knows) never enter anything.
    """

    code: str
    way: Way
    weight: Fraction | None = None
    share: Fraction | None = None
    children: list[Scored] = field(default_factory=list)

    def walk(self) -> Iterator[Scored]:
        """The node and everything below it."""
        yield self
        for child in self.children:
            yield from child.walk()


def points(node: Scored, mode: Mode, found: dict[str, Fraction | None] | None = None) -> Fraction | None:
    """The points of a node (its bare share where it has no weight); None where the workbook has nothing to count.

    ``strict`` counts a blank as 0; ``as_workbook`` leaves it out of the mean, as a spreadsheet does. ``found`` collects
    the points of every node by code.
    """
    value = _value(node, mode, found)
    if found is not None:
        found[node.code] = value
    return value


def _value(node: Scored, mode: Mode, found: dict[str, Fraction | None] | None) -> Fraction | None:
    known: list[Fraction] = []
    counted = 0
    for child in node.children:
        value = points(child, mode, found)
        if child.way != "ignored":
            counted += 1
            if value is not None:
                known.append(value)
    if node.way == "ignored":
        return None
    if node.way == "answer":
        return _weighted(node, node.share if node.share is not None or mode == "as_workbook" else _NOTHING)
    if node.way == "sum":
        return _over(known, 1) if known or mode == "strict" else None
    if mode == "strict":
        return _weighted(node, _over(known, counted)) if counted else _NOTHING
    return _weighted(node, _over(known, len(known))) if known else None


def _over(values: list[Fraction], count: int) -> Fraction:
    """The sum of fractions over a count, exactly; one by one they would be reduced at every step."""
    if len(values) == 1 and count == 1:
        return values[0]
    below = math.lcm(*{value.denominator for value in values})
    return Fraction(sum(value.numerator * (below // value.denominator) for value in values), below * count)


def _weighted(node: Scored, share: Fraction | None) -> Fraction | None:
    if share is None or node.weight is None:
        return share
    return node.weight * share


def total(roots: list[Scored], mode: Mode, found: dict[str, Fraction | None] | None = None) -> Fraction:
    """The sum over the topmost nodes."""
    return _over([value for root in roots if (value := points(root, mode, found)) is not None], 1)


def cents(value: Fraction) -> Decimal:
    """Two decimals, half up, from the unrounded value: 0.005 → 0.01."""
    scaled = value * 100
    whole = (abs(scaled) * 2 + 1) // 2  # half up, away from zero below it
    return (Decimal(whole) / 100).quantize(_CENT, ROUND_HALF_UP) * (-1 if scaled < 0 else 1)

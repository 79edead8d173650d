"""Predicates and gates: what a total earns. Borders are exact: a predicate begins above its border, not at it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from kinerja_docs.definitions.framework import Framework, ThresholdModel
from kinerja_docs.scoring.points import cents
from kinerja_docs.scoring.sheets import Recomputed, node_points


@dataclass(frozen=True, slots=True)
class Gate:
    """One gate: points needed and reached (two decimals), and whether it is met."""

    name: str
    needed: Decimal
    reached: Decimal
    met: bool


def predicate_of(framework: Framework, value: Fraction) -> str | None:
    """The predicate of a total, by its two decimals: 90.00 is A, not AA; None where the edition has none."""
    rounded = Fraction(str(cents(value)))
    for predicate in framework.head.predicates:
        if predicate.above is None or rounded > predicate.above:
            return predicate.word
    return None


def gates(framework: Framework, recomputed: Recomputed) -> list[Gate]:
    """All gates of an edition, in its order; those whose points are unknown are left out."""
    return [gate for rule in framework.head.thresholds if (gate := _gate(framework, rule, recomputed)) is not None]


def _gate(framework: Framework, rule: ThresholdModel, recomputed: Recomputed) -> Gate | None:
    found = [node_points(recomputed, code) for code in rule.codes]
    known = [value for value in found if value is not None]
    if len(known) < len(found):
        return None
    needed = (
        rule.needed if rule.needed is not None else needed_of_share(framework, rule.codes, rule.share or Fraction(0))
    )
    reached = cents(sum(known, Fraction(0)))
    return Gate(rule.name, cents(needed), reached, Fraction(str(reached)) >= needed)


def needed_of_share(framework: Framework, codes: Sequence[str], share: Fraction) -> Fraction:
    """A share of the weights of several nodes together."""
    return share * sum((framework.nodes[code].weight or Fraction(0) for code in codes), Fraction(0))

"""The cheapest set of items to the next predicate or to a gate: the fewest documents that bring the missing points.

What an item brings is added up, since a scored tree is a sum of weighted shares; so the fewest documents are found
exactly by the most points that each number of documents can bring, whatever the number of items. The set that is found
is recomputed as a whole, and says what it really reaches.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from kinerja_docs.definitions.framework import Framework
from kinerja_docs.score_tree import ScoreSheet
from kinerja_docs.scoring.gates import gates
from kinerja_docs.scoring.points import cents
from kinerja_docs.scoring.sheets import Answers, Recomputed, key_of, node_points, recompute
from kinerja_docs.scoring.trials import Trial

_CENT = Fraction(1, 100)


@dataclass(frozen=True, slots=True)
class Item:
    """What the best answer of a row would bring to a goal, and how many documents it asks for (at least one)."""

    key: str
    points: Fraction
    documents: int


@dataclass(frozen=True, slots=True)
class Goal:
    """A border: its name, the points needed, and the nodes whose points count."""

    name: str
    needed: Fraction
    codes: tuple[str, ...]


def fewest(items: Sequence[Item], needed: Fraction) -> list[Item] | None:
    """The items that bring at least ``needed`` points with the fewest documents; of those, the most points. None
    where all together do not."""
    if sum((item.points for item in items), Fraction(0)) < needed:
        return None
    best: list[tuple[Fraction, tuple[int, ...]] | None] = [(Fraction(0), ())]
    for number, item in enumerate(items):
        best += [None] * item.documents
        for cost in range(len(best) - 1, item.documents - 1, -1):
            before = best[cost - item.documents]
            now = best[cost]
            if before is not None and (now is None or before[0] + item.points > now[0]):
                best[cost] = before[0] + item.points, (*before[1], number)
    for found in best:
        if found is not None and found[0] >= needed:
            return [items[number] for number in found[1]]
    return None


def goals(sheet: ScoreSheet, answers: Answers, tried: Sequence[Trial]) -> list[dict[str, Any]]:
    """The next predicate and every gate that is not met: points needed and reached, and the cheapest set of items.

    ``items`` is null where no set of answers reaches the goal. ``reaches`` is what a full recomputation with these
    items at their best gives. ``tried``: the sheet's trials with these answers.
    """
    framework = sheet.edition
    now = recompute(sheet, "strict", answers)
    if framework is None or now.total is None:
        return []
    return [_told(goal, sheet, answers, now, tried) for goal in _open_goals(framework, now)]


def _open_goals(framework: Framework, now: Recomputed) -> list[Goal]:
    found = []
    assert now.total is not None
    rounded = Fraction(str(cents(now.total)))
    above = [one for one in framework.head.predicates if one.above is not None and one.above >= rounded]
    if above:
        border = above[-1].above
        assert border is not None
        found.append(Goal(above[-1].word, border + _CENT, ("total",)))  # a predicate begins above its border
    unmet = {gate.name: gate for gate in gates(framework, now) if not gate.met}
    for rule in framework.head.thresholds:
        if rule.name in unmet:
            found.append(Goal(rule.name, Fraction(str(unmet[rule.name].needed)), tuple(rule.codes)))
    return found


def _told(goal: Goal, sheet: ScoreSheet, answers: Answers, now: Recomputed, tried: Sequence[Trial]) -> dict[str, Any]:
    reached = _points(now, goal)
    known = {key_of(trial.node): trial for trial in tried}
    gains = {key: _points(trial.then, goal) - reached for key, trial in known.items()}
    items = [Item(key, gain, known[key].documents) for key, gain in gains.items() if gain > 0]
    chosen = fewest(items, goal.needed - reached)
    entry: dict[str, Any] = {"name": goal.name, "needed": float(cents(goal.needed)), "reached": float(cents(reached))}
    if chosen is None:
        return entry | {"items": None, "documents": None, "reaches": None}
    best = {item.key: known[item.key].best for item in chosen}
    reaches = _points(recompute(sheet, "strict", {**answers, **best}), goal)
    documents = sum(item.documents for item in chosen)
    return entry | {"items": [item.key for item in chosen], "documents": documents, "reaches": float(cents(reaches))}


def _points(recomputed: Recomputed, goal: Goal) -> Fraction:
    return sum((node_points(recomputed, code) or Fraction(0) for code in goal.codes), Fraction(0))

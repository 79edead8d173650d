"""The gap of one LKE: claimed, recomputed, at risk, what to win, and the distance to each gate."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from kinerja_docs.definitions.framework import Framework, Scale
from kinerja_docs.model import Block, Cell
from kinerja_docs.score_tree import Branch, ScoreSheet
from kinerja_docs.scoring.answers import Answer, read, scale_of
from kinerja_docs.scoring.gates import gates, predicate_of
from kinerja_docs.scoring.points import cents
from kinerja_docs.scoring.sheets import Answers, Recomputed, answers_of, key_of, recompute
from kinerja_docs.scoring.trials import Trial
from kinerja_docs.text import quantity_of_cell, squash
from kinerja_docs.text.numbers import quantity

_ZERO = Fraction(0)


@dataclass(frozen=True, slots=True)
class Support:
    """Rows whose evidence does not hold (``missing``), and rows whose evidence nobody opened, by key."""

    missing: frozenset[str]
    unopened: frozenset[str]


def changed(sheet: ScoreSheet, changes: Mapping[str, str]) -> dict[str, Answer] | str:
    """All answers with some of them changed; the code that the sheet has not, or whose answer is none of its scale."""
    answers = dict(answers_of(sheet))
    nodes = {key_of(node): node for node in sheet.nodes}
    for code, text in changes.items():
        node = nodes.get(code)
        scale = scale_of(node, sheet) if node is not None else None
        if scale is None:
            return code
        answer = read(Cell(Block("line"), 1, 1, text), scale, sheet.unanswered)
        if not answer.given:
            return code
        answers[code] = answer
    return answers


def figures(sheet: ScoreSheet, support: Support, answers: Answers, tried: Sequence[Trial]) -> dict[str, Any]:
    """The contract's figures of one sheet, without path, unit and year. ``tried``: its trials with these answers."""
    strict, own = recompute(sheet, "strict", answers), recompute(sheet, "as_workbook", answers)
    held = _lowered(sheet, answers, support.missing)
    opened = _lowered(sheet, answers, support.missing | support.unopened)
    safe, sure = recompute(sheet, "strict", held), recompute(sheet, "strict", opened)
    framework, total = sheet.edition, sheet.total
    claimed = Fraction(str(total.value)) if total is not None and total.value is not None else None
    return {
        "framework": framework.id if framework is not None else None,
        "claimed": _shown(claimed),
        "recomputed": {"strict": _shown(strict.total), "as_workbook": _shown(own.total)},
        "predicate": _predicate(framework, sheet, strict),
        "at_risk": _shown(_less(strict.total, safe.total)),
        "unchecked": _shown(_less(safe.total, sure.total)),
        "nodes": [_node(node, sheet, answers, support, strict, safe, sure) for node in sheet.nodes],
        "to_win": _to_win(tried, strict),
        "thresholds": _thresholds(framework, strict),
    }


def _predicate(framework: Framework | None, sheet: ScoreSheet, strict: Recomputed) -> dict[str, Any] | None:
    if framework is None or not framework.head.predicates or strict.total is None:
        return None
    claimed = squash(sheet.predicate.text) if sheet.predicate is not None else None
    return {"claimed": claimed, "recomputed": predicate_of(framework, strict.total)}


def _thresholds(framework: Framework | None, strict: Recomputed) -> list[dict[str, Any]]:
    if framework is None:
        return []
    return [
        {"name": gate.name, "needed": float(gate.needed), "reached": float(gate.reached), "met": gate.met}
        for gate in gates(framework, strict)
    ]


def _node(
    node: Branch,
    sheet: ScoreSheet,
    answers: Answers,
    support: Support,
    strict: Recomputed,
    safe: Recomputed,
    sure: Recomputed,
) -> dict[str, Any]:
    """One node. A row of a mean gives a bare share, so what it puts at risk is taken from the total."""
    if node.is_row and not node.children and _weight(node, sheet) is None:
        risk = _risk_alone(sheet, answers, node, support.missing, strict)
        unchecked = _risk_alone(sheet, answers, node, support.unopened - support.missing, strict)
    else:
        risk = _less(strict.of(node), safe.of(node))
        unchecked = _less(safe.of(node), sure.of(node))
    return {
        "code": node.code,
        "name": node.name,
        "level": node.level,
        "weight": _weight(node, sheet),
        "claimed": _number(node.cells.get("nilai")),
        "recomputed": _shown(strict.of(node)),
        "at_risk": _shown(risk),
        "unchecked": _shown(unchecked),
        "cell": node.place("jawaban").as_dict(),
    }


def _risk_alone(
    sheet: ScoreSheet, answers: Answers, node: Branch, among: frozenset[str], strict: Recomputed
) -> Fraction | None:
    """The points of the total that rest on one row."""
    if key_of(node) not in among:
        return _ZERO
    lowered = recompute(sheet, "strict", _lowered(sheet, answers, frozenset({key_of(node)})))
    return _less(strict.total, lowered.total)


def _lowered(sheet: ScoreSheet, answers: Answers, keys: frozenset[str]) -> dict[str, Answer]:
    """The answers with those of some rows at their lowest. Where rows only carry evidence for the node above, the
    share of rows that keep theirs caps its answer."""
    found = dict(answers)
    for node in sheet.nodes:
        scale = scale_of(node, sheet)
        if scale is None or not answers.get(key_of(node), _none()).given:
            continue
        if scale.kind != "options":
            if key_of(node) in keys:
                found |= _nothing(node, sheet)
            continue
        carriers = [child for child in node.children if not answers.get(key_of(child), _none()).given]
        if carriers and len(carriers) == len(node.children):
            kept = sum(key_of(child) not in keys for child in carriers)
            found[key_of(node)] = _capped(sheet, scale, answers[key_of(node)], Fraction(kept, len(carriers)))
        elif key_of(node) in keys:
            found[key_of(node)] = Answer("share", scale.lowest)
    return found


def _nothing(node: Branch, sheet: ScoreSheet) -> dict[str, Answer]:
    """A percentage or a survey at nothing; where it is worked out from counts, with the counts that make it up."""
    framework = sheet.framework
    known = framework.nodes.get(node.code) if framework is not None and node.code is not None else None
    if known is not None and known.rollup == "rincian":
        return {}
    counts = known.formula.plus + known.formula.minus if known is not None and known.formula is not None else ()
    return {key_of(node): Answer("share", _ZERO)} | {code: Answer("count", count=_ZERO) for code in counts}


def _capped(sheet: ScoreSheet, scale: Scale, answer: Answer, share: Fraction) -> Answer:
    """An answer that is no better than the share of supported criteria allows."""
    framework = sheet.framework
    for cap in framework.head.support_caps if framework is not None else ():
        if share < cap.share or (share == cap.share and not cap.open):
            best = next(option for option in scale.options if option.word == cap.word)
            if answer.share is not None and best.value < answer.share:
                return Answer("share", best.value, option=best)
            return answer
    return answer


def _none() -> Answer:
    return Answer("blank")


def _to_win(tried: Sequence[Trial], strict: Recomputed) -> list[dict[str, Any]]:
    """What the best answer of each row would add to the total, the most per document first."""
    found: list[tuple[Fraction, dict[str, Any]]] = []
    for trial in tried:
        gain = _less(trial.then.total, strict.total)
        if gain is not None and gain > 0:
            entry = {"code": trial.node.code, "points": _shown(gain), "evidence": trial.evidence}
            found.append((gain / trial.documents, entry))
    found.sort(key=lambda one: -one[0])
    return [entry for _, entry in found]


def _weight(node: Branch, sheet: ScoreSheet) -> float | None:
    if node.weight is not None:
        return node.weight
    framework = sheet.framework
    known = framework.nodes.get(node.code) if framework is not None and node.code is not None else None
    return float(known.weight) if known is not None and known.weight is not None else None


def _number(cell: Cell | None) -> float | None:
    if cell is None or not cell.text:
        return None
    found = quantity_of_cell(cell) if cell.number is not None else quantity(squash(cell.text))
    return float(found.value) if found is not None else None


def _less(one: Fraction | None, other: Fraction | None) -> Fraction | None:
    return one - other if one is not None and other is not None else None


def _shown(value: Fraction | None) -> float | None:
    """Two decimals, half up."""
    return float(cents(value)) if value is not None else None

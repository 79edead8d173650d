"""Checks from above: indicators that nobody carries, that no agreement or programme holds, that no plan knows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from kinerja_docs.checking.across import SetHit, SetKind
from kinerja_docs.checking.hits import Hit, Skip
from kinerja_docs.checking.links import NO_REFERENCE
from kinerja_docs.checking.params import Params, short
from kinerja_docs.fact_sets import FactSet
from kinerja_docs.facts import Fact
from kinerja_docs.linking.goals import PK, Goal, alike, goals, link_map
from kinerja_docs.linking.ties import head_of, ties
from kinerja_docs.text import fold

SINGLE = "single_file"


class Carried(Params):
    """Indicators of ``form``, and the forms ``by`` whose rows carry or repeat them. ``apart``: a field that is filled
    in where a document is about a part of the office only."""

    form: str
    by: tuple[str, ...]
    apart: str = ""


def carried_by_nobody(params: Carried, facts: FactSet) -> Iterator[SetHit]:
    """Indicators that no target serves, not even perhaps. Only the whole submission can tell."""
    _whole(params, facts)
    carried = _carried(params, facts)
    for goal in goals(facts, of=facts.submitted(params.form)):
        if fold(goal.text) not in carried:
            yield _at_goal(goal)


def without_activity(params: Carried, facts: FactSet) -> Iterator[SetHit]:
    """Indicators that no row of the programme serves, told in the programme, which is to be mended."""
    _whole(params, facts)
    known = goals(facts, params.form)
    if not known:
        raise Skip(NO_REFERENCE)
    carried = _carried(params, facts)
    gone = [goal for goal in known if fold(goal.text) not in carried]
    by_unit: dict[str, Fact] = {}
    for fact in facts.submitted(*params.by):
        by_unit.setdefault(fact.keys.subject, fact)
    if gone and len(by_unit) == 1:  # with several programmes nobody knows whose it would be
        yield _lacking(next(iter(by_unit.values())), gone)
    elif gone:
        yield from (_at_goal(goal) for goal in gone if goal.rows[0][0].role == "submitted")


def not_agreed(params: Carried, facts: FactSet) -> Iterator[SetHit]:
    """Indicators that are missing in the PK of the head, told once for it. What only concerns a part of the office may
    stand in any PK."""
    if not facts.whole:
        raise Skip(SINGLE)
    head = head_of(facts)
    known = goals(facts, params.form)
    if not known or head is None:
        raise Skip(NO_REFERENCE)
    own = [goal.text for goal in goals(facts, of=[head])]
    every = [goal.text for goal in goals(facts, PK)]
    gone = [goal for goal in known if not _repeated(goal, every if _is_apart(params, goal) else own)]
    if gone and own:
        yield _lacking(head, gone)


def not_planned(params: Carried, facts: FactSet) -> Iterator[SetHit]:
    """Indicators of ``form`` that no indicator of the ``by`` forms repeats."""
    above = [goal.text for goal in goals(facts, *params.by)]
    if not above:
        raise Skip(NO_REFERENCE)
    for goal in goals(facts, of=facts.submitted(params.form)):
        if not any(alike(goal.text, text) or alike(text, goal.text) for text in above):
            yield _at_goal(goal)


def _whole(params: Carried, facts: FactSet) -> None:
    if not facts.whole:
        raise Skip(SINGLE)
    if not facts.submitted(*params.by):
        raise Skip(NO_REFERENCE)


def _carried(params: Carried, facts: FactSet) -> set[str]:
    """The texts that rows of the ``by`` forms serve, or may serve: of a doubtful row every candidate, of a linked one
    also those that are as near."""
    return {fold(goal.text) for tie in ties(facts, *params.by) for goal in tie.may_serve}


def _is_apart(params: Carried, goal: Goal) -> bool:
    return bool(params.apart) and all(fact.text(params.apart) for fact, _ in goal.rows)


def _repeated(goal: Goal, texts: Iterable[str]) -> bool:
    return any(alike(text, goal.text) or alike(goal.text, text) for text in texts)


def _lacking(fact: Fact, gone: Sequence[Goal]) -> SetHit:
    """One finding in the document that lacks these indicators."""
    spec = link_map().targets[fact.form or ""]
    told = {"indicators": "; ".join(f"“{short(goal.text)}”" for goal in gone), "count": str(len(gone))}
    key = fold(" ".join(goal.text for goal in gone))
    at = fact.headings.get(f"{spec.table}.{spec.cites}", fact.at)
    printed = [goal.rows[0] for goal in gone]
    beside = tuple((other, row.place(link_map().goals[other.form or ""].text)) for other, row in printed)
    return SetHit(fact, Hit(at, params=told, table=spec.table, column=spec.cites, key=key), beside)


def _at_goal(goal: Goal) -> SetHit:
    fact, row = goal.rows[0]
    spec = link_map().goals[fact.form or ""]
    told = {"text": short(goal.text), "indicators": f"“{short(goal.text)}”", "count": "1"}
    return SetHit(fact, Hit(row.place(spec.text), params=told, table=spec.table, column=spec.text, key=fold(goal.text)))


SET_KINDS = {
    "carried_by_nobody": SetKind(Carried, carried_by_nobody),
    "without_activity": SetKind(Carried, without_activity),
    "not_agreed": SetKind(Carried, not_agreed),
    "not_planned": SetKind(Carried, not_planned),
}

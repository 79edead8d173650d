"""Checks on what rows serve: targets without an indicator, doubtful ones, weaker ones, targets outside one's duties."""

from __future__ import annotations

from collections.abc import Iterator

from kinerja_docs.checking.across import SetHit, SetKind, SetSkip
from kinerja_docs.checking.hits import Hit
from kinerja_docs.checking.params import Params, short
from kinerja_docs.fact_rows import FactRow
from kinerja_docs.fact_sets import FactSet
from kinerja_docs.facts import Fact
from kinerja_docs.linking.duties import same_post
from kinerja_docs.linking.goals import Goal, bag, goals, link_map, same
from kinerja_docs.linking.ties import Tie, linker_of, reasons, tasks, ties
from kinerja_docs.model import Location
from kinerja_docs.text import fold

NO_REFERENCE = "no_reference"


class Served(Params):
    """The targets of ``form``."""

    form: str


class Aimed(Served):
    """Their targets in ``target``, of the indicators in ``indicator``, against those of the indicators they serve."""

    indicator: str
    target: str


class Duties(Served):
    """The targets of ``form`` against the duties of the post in ``post``, as the ``duties`` form lists them. A target
    with the phrase ``aside`` was given by order and need not be among them."""

    post: str
    duties: str
    duties_post: str
    aside: str


def serves_nothing(params: Served, facts: FactSet) -> Iterator[SetHit | SetSkip]:
    """Targets that serve no indicator; certain where they cite a code that does not exist."""
    yield from _without(params, facts)
    for tie in ties(facts, params.form):
        if tie.status == "none" or (tie.status == "unsure" and tie.cites):
            hit = _hit(tie, {"nearest": short(tie.goal.text)} if tie.goal is not None else {})
            if tie.missing:
                hit.variant, hit.severity, hit.confidence = "code", "error", "certain"
                hit.params = {**hit.params, "code": ", ".join(tie.missing)}
            elif tie.goal is not None:
                hit.variant = "near"
            yield SetHit(tie.fact, hit, _printed(tie.goal))
    yield from _blank(params, facts)


def _blank(params: Served, facts: FactSet) -> Iterator[SetHit]:
    """Rows whose cell for the indicator is empty, while their text serves none for sure."""
    spec = link_map().targets[params.form]
    if not spec.cites or not spec.text:
        return
    known = {id(tie.rows[0]): tie for tie in ties(facts, params.form)}
    for fact in facts.submitted(params.form):
        for tie in tasks(spec, fact):
            told = known.get(id(tie.rows[0]))
            if told is not None and not tie.cites and told.status == "unsure" and spec.cites in tie.rows[0].places:
                yield SetHit(fact, _hit(tie, {}, spec.cites))


def doubtful(params: Served, facts: FactSet) -> Iterator[SetHit | SetSkip]:
    """Targets for which a person has to choose among candidates."""
    from kinerja_docs.linking import fingerprint

    yield from _without(params, facts)
    for tie in ties(facts, params.form):
        if tie.status != "unsure":
            continue
        shown = [
            f"{place}) “{short(goal.text)}” ({one.score:.2f}: {'; '.join(reasons(one))})"
            for place, (goal, one) in enumerate(tie.candidates, 1)
        ]
        marks = [f"{place}) {fingerprint(tie.text, goal.text)}" for place, (goal, _) in enumerate(tie.candidates, 1)]
        hit = _hit(tie, {"candidates": "; ".join(shown), "marks": ", ".join(marks)})
        yield SetHit(tie.fact, hit, tuple(one for goal, _ in tie.candidates for one in _printed(goal)))


def weaker(params: Aimed, facts: FactSet) -> Iterator[SetHit | SetSkip]:
    """Targets that ask less than the same indicator of the IKU or PK, whichever the result serves besides."""
    yield from _without(params, facts)
    for tie in ties(facts, params.form):
        for row in tie.rows:
            text = row.text(params.indicator)
            if not text or not row.text(params.target):
                continue
            goal = tie.known.get(bag(text))
            if goal is None and tie.status == "linked" and tie.goal is not None and same(text, tie.goal.text):
                goal = tie.goal
            if goal is not None:
                yield from _weaker(params, tie, row, goal)


def _weaker(params: Aimed, tie: Tie, row: FactRow, goal: Goal) -> Iterator[SetHit]:
    """The first print of the indicator that asks more than the row."""
    from kinerja_docs.linking.weaker import Aim, compare

    text, target, unit = row.text(params.indicator), row.text(params.target), row.text("satuan")
    for fact, other in goal.rows:
        spec = link_map().goals[fact.form or ""]
        served = Aim(other.text(spec.target), other.text(spec.unit), goal.text)
        if fact is tie.fact or compare(Aim(target, unit, text), served) != "weaker":
            continue
        asked = " ".join(part for part in (served.target, served.unit) if part)
        told = {"text": short(text), "ours": short(target), "theirs": short(asked)}
        table = link_map().targets[params.form].table
        key = fold(f"{tie.text} {text}")
        hit = Hit(row.place(params.target), params=told, table=table, column=params.target, key=key)
        yield SetHit(tie.fact, hit, ((fact, other.place(spec.target, spec.text)),))
        return


def outside_duties(params: Duties, facts: FactSet) -> Iterator[SetHit | SetSkip]:
    """Targets that are in no duty of the post."""
    from kinerja_docs.linking import Indicator, Target

    spec = link_map().targets[params.form]
    for fact in facts.submitted(params.form):
        post = fact.text(params.post)
        held = [one for one in facts.of(params.duties) if same_post(one.text(params.duties_post), post)]
        known = [Indicator(str(n), f"{goal.text} {goal.more}") for n, goal in enumerate(goals(facts, of=held))]
        if not known:
            yield SetSkip(fact, NO_REFERENCE)
            continue
        found = [tie for tie in tasks(spec, fact) if params.aside not in fold(tie.text)]
        linker = linker_of(facts, [tie.text for tie in found], known)
        for tie, link in zip(found, linker.link([Target("", tie.text) for tie in found], known), strict=True):
            if not link.candidates:
                yield SetHit(fact, _hit(tie, {"post": post}), ((held[0], held[0].at),))


def _without(params: Served, facts: FactSet) -> Iterator[SetSkip]:
    """Documents that nothing can be said of, since there are no indicators."""
    if not goals(facts, *link_map().targets[params.form].serves):
        yield from (SetSkip(fact, NO_REFERENCE) for fact in facts.submitted(params.form))


def _hit(tie: Tie, told: dict[str, str], column: str = "") -> Hit:
    column = column or tie.column
    table = link_map().targets[tie.fact.form or ""].table
    told = {"text": short(tie.text), **told}
    return Hit(tie.rows[0].place(column), params=told, table=table, column=column, key=fold(tie.text))


def _printed(goal: Goal | None) -> tuple[tuple[Fact, Location], ...]:
    if goal is None:
        return ()
    fact, row = goal.rows[0]
    return ((fact, row.place(link_map().goals[fact.form or ""].text)),)


SET_KINDS = {
    "serves_nothing": SetKind(Served, serves_nothing),
    "doubtful_link": SetKind(Served, doubtful),
    "weaker_target": SetKind(Aimed, weaker),
    "outside_duties": SetKind(Duties, outside_duties),
}

"""What each employee of a set has to do: the duties of the post, what the results of the SKP serve, and the load.

The workload analysis is of a post, so that its hours are shared by all who hold the post. A duty and a result are put
together by the same likeness as results and indicators. What is read from where stands in ``tugas.yaml``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from kinerja_docs import resources
from kinerja_docs.definitions.source import Model, load
from kinerja_docs.fact_rows import FactRow, Print
from kinerja_docs.fact_sets import FactSet, person_key
from kinerja_docs.facts import Fact
from kinerja_docs.linking.goals import bag, goals, link_map
from kinerja_docs.linking.ties import Tie, linker_of, tasks, ties
from kinerja_docs.outcome import Duty, DutySheet, Work
from kinerja_docs.text import fold

FILE = "tugas.yaml"


class WorkOf(Model):
    """The document with a person's results."""

    form: str
    post: str
    unit: str
    target: str


class DutiesOf(Model):
    """The document with the duties of a post."""

    form: str
    post: str


class LoadOf(Model):
    """The document with the load of a post; ``hours`` is what one of each unit of time is. An effective time of a year
    from ``minutes_from`` on is in the smallest unit."""

    form: str
    post: str
    table: str
    text: str
    result: str
    volume: str
    time: str
    unit: str
    need: str
    effective: str
    minutes_from: float
    hours: dict[str, float]


class Sources(Model):
    """All of ``tugas.yaml``."""

    work: WorkOf
    duties: DutiesOf
    load: LoadOf
    year_hours: float


@cache
def sources() -> Sources:
    """The shipped file, read on first use."""
    return load(resources.data_path(FILE), Sources)


def same_post(one: str, other: str) -> bool:
    """Whether two prints name one post: the one is in the other."""
    ours, theirs = fold(one), fold(other)
    return bool(ours and theirs) and (f" {ours} " in f" {theirs} " or f" {theirs} " in f" {ours} ")


def of_post(facts: FactSet, form: str, name: str, post: str) -> list[Fact]:
    """The documents of a post: those that name it as it is, else those that name it shorter or longer."""
    near = [one for one in facts.of(form) if same_post(one.text(name), post)]
    return [one for one in near if fold(one.text(name)) == fold(post)] or near


def duty_sheets(facts: FactSet) -> list[DutySheet]:
    """A sheet for everyone with a submitted document of results, in order of the files."""
    work = sources().work
    serving = {id(tie.rows[0]): tie for tie in ties(facts, work.form)}
    known = bool(goals(facts, *link_map().targets[work.form].serves))
    return [_sheet(facts, fact, serving, known) for fact in facts.submitted(work.form)]


def _sheet(facts: FactSet, fact: Fact, serving: Mapping[int, Tie], known: bool) -> DutySheet:
    given = sources()
    post = fact.text(given.work.post)
    described = of_post(facts, given.duties.form, given.duties.post, post)[:1]
    counted = of_post(facts, given.load.form, given.load.post, post)[:1]
    duties = _duties(facts, described, counted)
    results = [_work(tie, serving) for tie in tasks(link_map().targets[given.work.form], fact)]
    _put_together(facts, results, duties)
    return DutySheet(
        office=facts.office.folder.as_posix() if facts.office is not None else "",
        year=facts.year,
        person=fact.person or "",
        post=post,
        unit=fact.text(given.work.unit),
        file=fact.file,
        results=results,
        duties=duties,
        described=described[0].file if described else None,
        counted=counted[0].file if counted else None,
        holders=_holders(facts, post),
        year_hours=given.year_hours,
        indicators=known,
    )


def _work(tie: Tie, serving: Mapping[int, Tie]) -> Work:
    """A result with the indicator that it serves, or may serve."""
    known = serving.get(id(tie.rows[0]), tie)
    goal = known.goal
    targets = [text for row in tie.rows if (text := row.text(sources().work.target))]
    return Work(tie.text, known.status, goal.text if goal is not None else None, list(dict.fromkeys(targets)))


def _duties(facts: FactSet, described: Sequence[Fact], counted: Sequence[Fact]) -> list[Duty]:
    """The duties with their hours; without a description of the post, those of its load. What only the load names comes
    after the others, since its hours count too."""
    given = sources().load
    found = [Duty(goal.text, goal.more) for goal in goals(facts, of=described)]
    by_text = {bag(duty.text): duty for duty in found}
    for fact in counted:
        for row in fact.rows.get(given.table, ()):
            text = row.text(given.text)
            if not text:
                continue
            duty = by_text.get(bag(text))
            if duty is None:
                found.append(duty := Duty(text, row.text(given.result)))
                by_text[bag(text)] = duty
            duty.counted = True
            hours = _hours(fact, row)
            if hours is not None:
                duty.hours = (duty.hours or 0.0) + hours
    return found


def _hours(fact: Fact, row: FactRow) -> float | None:
    """Hours of a year for one row; None where volume, time or the unit of time cannot be told."""
    given = sources().load
    volume, time = _number(row.values.get(given.volume)), _number(row.values.get(given.time))
    each = _hours_of_unit(fact, row)
    return volume * time * each if volume is not None and time is not None and each is not None else None


def _hours_of_unit(fact: Fact, row: FactRow) -> float | None:
    """How many hours the row's unit of time is: as printed, else as the effective time of a year tells, which stands in
    the document or follows from volume, time and staff."""
    given = sources().load
    unit = row.values.get(given.unit)
    if unit is not None and str(unit.value) in given.hours:
        return given.hours[str(unit.value)]
    effective = _number(fact.fields.get(given.effective))
    if effective is None:
        volume, time, need = (_number(row.values.get(name)) for name in (given.volume, given.time, given.need))
        effective = volume * time / need if volume and time and need else None
    if effective is None:
        return None
    large, small = max(given.hours.values()), min(given.hours.values())
    return small if effective >= given.minutes_from else large


def _number(value: Print | None) -> float | None:
    return float(value.value) if value is not None and isinstance(value.value, int | float) else None


def _put_together(facts: FactSet, results: list[Work], duties: list[Duty]) -> None:
    """Which duty each result comes from, by number."""
    from kinerja_docs.linking import Indicator, Target

    if not results or not duties:
        return
    known = [Indicator(str(number), f"{duty.text} {duty.result}".strip()) for number, duty in enumerate(duties)]
    linker = linker_of(facts, [work.text for work in results], known)
    for work, link in zip(results, linker.link([Target("", work.text) for work in results], known), strict=True):
        if link.candidates:
            work.duty, work.duty_sure = int(link.candidates[0].indicator.id), link.status == "linked"


def _holders(facts: FactSet, post: str) -> int:
    """How many hold the post: by the roster where it tells posts, else by the documents; at least the one there is."""
    return max(1, sum(1 for held in set(_held(facts)) if held[1] == fold(post)))


def _held(facts: FactSet) -> Iterator[tuple[str, str]]:
    if facts.roster is not None and "jabatan" in facts.roster.columns:
        for person in facts.roster.people:
            yield person.keys[0] if person.keys else person.name, fold(person.values.get("jabatan", ""))
        return
    work = sources().work
    for fact in facts.submitted(work.form):
        yield person_key(fact), fold(fact.text(work.post))

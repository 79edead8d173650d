"""Deadlines in working days, explained day by day.

Day 0 is the day of registration. Days on which the clock stands still (the applicant has to complete something) do not
count. The regime is a person's choice; until it is made both dates are told.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from kinerja_docs import words
from kinerja_docs.errors import UsageError
from kinerja_docs.ppid.settings import Term, settings
from kinerja_docs.working_days import FARTHEST, WorkingDays

Pause = tuple[date, date]  # first and last day on which the clock stands still


@dataclass(frozen=True, slots=True)
class Counted:
    """One day: the number it has in the count (0 where it does not count), and why."""

    date: date
    number: int
    why: str


@dataclass(frozen=True, slots=True)
class Deadline:
    """The last day of a term, every day that leads to it, the sources of the term and the calendar's version."""

    due: date
    days: tuple[Counted, ...]
    sources: tuple[str, ...]
    calendar: str


def deadline(
    start: date, terms: Sequence[Term], calendar: WorkingDays, pauses: Sequence[Pause] = (), lang: str = "id"
) -> Deadline:
    """The last day of the terms, one after the other, counted from the day after ``start``."""
    left = sum(term.days for term in terms)
    days: list[Counted] = []
    number, on = 0, start
    for _ in range(FARTHEST):
        on += timedelta(days=1)
        if any(first <= on <= last for first, last in pauses):
            days.append(Counted(on, 0, words.get("ppid.paused", lang)))
            continue
        day = calendar.day(on, lang)
        number += day.working
        days.append(Counted(on, number if day.working else 0, day.why))
        if number == left:
            return Deadline(on, tuple(days), tuple(dict.fromkeys(term.source for term in terms)), calendar.version)
    raise UsageError(words.get("error.calendar_far"))


def answer_by(
    start: date,
    regime: str,
    calendar: WorkingDays,
    extended: bool = False,
    pauses: Sequence[Pause] = (),
    lang: str = "id",
) -> Deadline:
    """By when a request is to be answered under a regime (``biasa``, ``pemilu``)."""
    rule = settings().regimes[regime]
    terms = [rule.answer, rule.extension] if extended else [rule.answer]
    return deadline(start, terms, calendar, pauses, lang)

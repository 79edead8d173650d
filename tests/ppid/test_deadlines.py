"""Deadlines against tables counted by hand, over year ends, cuti bersama and standing clocks."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kinerja_docs.ppid.deadlines import answer_by, deadline
from kinerja_docs.ppid.settings import Term, settings
from kinerja_docs.working_days import WorkingDays, calendar_of

PLAIN = WorkingDays({}, "test")
SHIPPED = calendar_of(None)


@pytest.mark.parametrize(
    ("start", "regime", "extended", "pauses", "due"),
    [
        # Monday 9 February 2026: 10-13 (4), 16 and 17 are off, 18-20 (7), 23-25 (10)
        (date(2026, 2, 9), "biasa", False, (), date(2026, 2, 25)),
        # and 7 more: 26, 27, 2-6 March
        (date(2026, 2, 9), "biasa", True, (), date(2026, 3, 6)),
        (date(2026, 2, 9), "pemilu", False, (), date(2026, 2, 12)),
        (date(2026, 2, 9), "pemilu", True, (), date(2026, 2, 18)),
        # Saturday counts from Monday
        (date(2026, 8, 1), "pemilu", False, (), date(2026, 8, 5)),
        # over 17 August (Monday)
        (date(2026, 8, 10), "biasa", False, (), date(2026, 8, 26)),
        # the clock stands still on 4 and 5 August: 3, 6, 7
        (date(2026, 7, 31), "pemilu", False, ((date(2026, 8, 4), date(2026, 8, 5)),), date(2026, 8, 7)),
    ],
)
def test_as_counted_by_hand(
    start: date, regime: str, extended: bool, pauses: tuple[tuple[date, date], ...], due: date
) -> None:
    assert answer_by(start, regime, SHIPPED, extended, pauses).due == due


def test_over_a_year_end_with_the_offices_own_days_off() -> None:
    own = WorkingDays({date(2026, 12, 24): (False, "cuti bersama"), date(2027, 1, 1): (False, "Tahun Baru")}, "kantor")
    # Monday 21 December 2026: 22, 23 | 24 off, 25 Christmas | 28-31 (6) | 1 January off | 4 | 5 Isra Mikraj | 6-8 (10)
    found = answer_by(date(2026, 12, 21), "biasa", own)
    assert (found.due, found.calendar) == (date(2027, 1, 8), "kantor")
    assert [day.date.day for day in found.days if not day.number and day.date.weekday() < 5] == [24, 25, 1, 5]


def test_a_holiday_that_the_office_works_counts() -> None:
    worked = WorkingDays({date(2026, 2, 16): (True, "kerja")}, "kantor")
    assert answer_by(date(2026, 2, 9), "biasa", worked).due == date(2026, 2, 24)


@given(start=st.dates(date(2024, 1, 1), date(2027, 12, 1)), length=st.integers(1, 40))
def test_every_day_is_told_and_the_last_is_a_working_day(start: date, length: int) -> None:
    found = deadline(start, [Term(days=length, source="x")], SHIPPED)
    assert [day.date for day in found.days] == [start + timedelta(days=n) for n in range(1, len(found.days) + 1)]
    assert [day.number for day in found.days if day.number] == list(range(1, length + 1))
    assert found.days[-1].date == found.due and SHIPPED.works(found.due)


def test_every_term_has_its_source() -> None:
    known = settings()
    terms = [term for regime in known.regimes.values() for term in (regime.answer, regime.extension)]
    assert all(term.source for term in terms)
    assert [(regime.answer.days, regime.extension.days) for regime in known.regimes.values()] == [(10, 7), (3, 2)]
    assert (known.objection.file.days, known.objection.answer.days, known.objection.dispute.days) == (30, 30, 14)

"""Working days of Indonesian offices: Monday to Friday without public holidays and cuti bersama.

Holidays come from the ``holidays`` package (its moon-dated days of coming years are estimates); an office's own file
stands over it, since every year's joint decree is issued late and is changed. Each day can tell why it counts or not.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import lru_cache
from pathlib import Path

from kinerja_docs import words
from kinerja_docs.errors import UsageError
from kinerja_docs.text import read_date

COLUMNS = ("tanggal", "keterangan")
WORKS = "kerja"
FARTHEST = 2000  # days that a count may go


@dataclass(frozen=True, slots=True)
class Day:
    """One day of the calendar, and why it counts or does not."""

    date: date
    working: bool
    why: str


@dataclass(frozen=True, slots=True)
class WorkingDays:
    """The calendar of an office. ``own``: days of the office's file, with whether they are worked."""

    own: Mapping[date, tuple[bool, str]] = field(default_factory=dict)
    version: str = ""

    def day(self, on: date, lang: str) -> Day:
        """What kind of day it is."""
        if on in self.own:
            working, why = self.own[on]
            return Day(on, working, why)
        name = _holidays(on.year).get(on)
        if name is not None:
            return Day(on, False, name)
        key = "weekend" if on.weekday() > 4 else "working"
        return Day(on, on.weekday() <= 4, words.get(f"calendar.{key}", lang))

    def works(self, on: date) -> bool:
        """Whether the office works on a day."""
        if on in self.own:
            return self.own[on][0]
        return on.weekday() <= 4 and on not in _holidays(on.year)

    def away(self, start: date, count: int) -> date:
        """The working day so many working days after ``start`` (before it, where negative); day 0 is ``start``."""
        step, left, on = (1 if count > 0 else -1), abs(count), start
        for _ in range(FARTHEST):
            if not left:
                return on
            on += timedelta(days=step)
            left -= self.works(on)
        raise UsageError(words.get("error.calendar_far"))

    def between(self, first: date, last: date, lang: str) -> Iterator[Day]:
        """Every day from the first to the last."""
        for number in range((last - first).days + 1):
            yield self.day(first + timedelta(days=number), lang)


@lru_cache(maxsize=64)
def _holidays(year: int) -> Mapping[date, str]:
    import holidays

    known = holidays.country_holidays("ID", years=year, categories=("public", "government"), language="id")
    return {on: name for on, name in known.items() if on.year == year}


def package_version() -> str:
    """The version of the table, for whoever asks later why a day counted."""
    from importlib.metadata import version

    return f"holidays {version('holidays')}"


def calendar_of(file: Path | None) -> WorkingDays:
    """The calendar with an office's file over it: columns ``tanggal, keterangan`` and, where a day off is worked,
    ``kerja`` in a third one. A line that is no date is a :class:`UsageError` that names it."""
    if file is None:
        return WorkingDays({}, package_version())
    try:
        text = file.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(words.get("error.csv_broken", path=file.as_posix(), detail=str(error))) from error
    head = text.partition("\n")[0]
    own: dict[date, tuple[bool, str]] = {}
    for number, row in enumerate(csv.reader(text.splitlines(), delimiter=";" if ";" in head else ","), 1):
        if not any(cell.strip() for cell in row) or (number == 1 and row[0].strip().casefold() == COLUMNS[0]):
            continue
        on = _date(row[0].strip())
        if on is None:
            raise UsageError(words.get("error.calendar_line", path=file.as_posix(), line=number, text=row[0]))
        works = len(row) > 2 and row[2].strip().casefold() == WORKS
        own[on] = works, (row[1].strip() if len(row) > 1 else "") or file.name
    return WorkingDays(own, f"{package_version()} + {file.name}")


def _date(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return read_date(text)

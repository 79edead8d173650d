"""Periods, years and spans of years."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache, lru_cache

from kinerja_docs.text.dates import YEAR, day_of
from kinerja_docs.text.language import language, words_pattern
from kinerja_docs.text.normal import squash


@dataclass(frozen=True, slots=True)
class Period:
    """First and last day of a printed period (None where impossible), and the phrase that says so."""

    start: date | None
    end: date | None
    text: str


@dataclass(frozen=True, slots=True)
class _Patterns:
    both: re.Pattern[str]
    one_month: re.Pattern[str]
    alone: re.Pattern[str]
    after_word: re.Pattern[str]
    bare: re.Pattern[str]
    span: re.Pattern[str]


@cache
def _patterns() -> _Patterns:
    words = language()
    months, until = words_pattern(words.months), words_pattern(words.words("until"))
    year_word, labels = words_pattern(words.words("year_words")), words_pattern(words.words("period_labels"))

    def side(name: str) -> str:
        return (
            rf"(?:(?P<{name}iy>{YEAR})-(?P<{name}im>\d\d)-(?P<{name}id>\d\d)"
            rf"|(?P<{name}d>\d{{1,2}})(?P<{name}s>\s?[/.-]\s?)(?P<{name}m>\d{{1,2}})(?P={name}s)(?P<{name}y>{YEAR})"
            rf"|(?:(?P<{name}day>\d{{1,2}})\s*[-/]?\s*)?(?P<{name}month>{months})\b\.?"
            rf"(?:\s*[-/,]?\s*(?:(?:{year_word})\s+)?(?P<{name}year>{YEAR}))?)"
        )

    return _Patterns(
        re.compile(rf"(?<![\w/.-]){side('a')}\s*(?:{until})\s*{side('b')}(?!\w)", re.IGNORECASE),
        re.compile(
            rf"(?<![\w/.-])(?P<first>\d{{1,2}})\s*(?:{until})\s*(?P<last>\d{{1,2}})\s+(?P<month>{months})"
            rf"\s+(?:(?:{year_word})\s+)?(?P<year>{YEAR})",
            re.IGNORECASE,
        ),
        re.compile(rf"(?:(?:{labels})\W*)*(?P<phrase>(?:(?:{year_word})\s+)?(?P<year>{YEAR}))\W*", re.IGNORECASE),
        re.compile(rf"\b(?:{year_word})\b\W*({YEAR})(?!\d)", re.IGNORECASE),
        re.compile(rf"(?<![\d/.-])({YEAR})(?![\d/]|-\d|\.\d)"),
        re.compile(rf"(?<![\d/.-])({YEAR})\s*(?:{until})\s*(?:(?:{year_word})\s+)?({YEAR})(?![\d/-])", re.IGNORECASE),
    )


def _side(match: re.Match[str], name: str) -> tuple[int | None, int, int | None]:
    """Day (None where only a month is printed), month, year of one end of a period."""
    get = match.group
    if get(f"{name}iy"):
        return int(get(f"{name}id")), int(get(f"{name}im")), int(get(f"{name}iy"))
    if get(f"{name}d"):
        return int(get(f"{name}d")), int(get(f"{name}m")), int(get(f"{name}y"))
    day, year = get(f"{name}day"), get(f"{name}year")
    month = language().months[get(f"{name}month").casefold()]
    return int(day) if day else None, month, int(year) if year else None


def _last_day(year: int, month: int) -> int:
    first = date(year + month // 12, month % 12 + 1, 1)
    return (first - timedelta(days=1)).day


def _two_ends(match: re.Match[str]) -> Period | None:
    day, month, year = _side(match, "a")
    end_day, end_month, end_year = _side(match, "b")
    end_year = end_year or year
    if end_year is None:
        return None
    if end_day is None:
        end_day = _last_day(end_year, end_month) if 1 <= end_month <= 12 else 0
    return Period(day_of(year or end_year, month, day or 1), day_of(end_year, end_month, end_day), match.group())


@lru_cache(maxsize=4096)
def read_period(text: str) -> Period | None:
    """The period that the text prints: two dates, two months, or one year alone; None when there is none."""
    text = squash(text)
    patterns = _patterns()
    match = patterns.both.search(text)
    if match is not None:
        return _two_ends(match)
    match = patterns.one_month.search(text)
    if match is not None:
        year, month = int(match.group("year")), language().months[match.group("month").casefold()]
        first, last = int(match.group("first")), int(match.group("last"))
        return Period(day_of(year, month, first), day_of(year, month, last), match.group())
    match = patterns.alone.fullmatch(text)
    if match is not None:
        year = int(match.group("year"))
        return Period(date(year, 1, 1), date(year, 12, 31), match.group("phrase"))
    return None


@lru_cache(maxsize=8192)
def year_range(text: str) -> tuple[int, int] | None:
    """First and last year of ``2025-2029`` and its like; None when there is no such range."""
    match = _patterns().span.search(text)
    if match is None:
        return None
    first, last = int(match.group(1)), int(match.group(2))
    return (first, last) if first < last else None


@cache
def _tail() -> re.Pattern[str]:
    words, until = words_pattern(language().words("year_words")), words_pattern(language().words("until"))
    year_ = r"(?:19|20)\d\d"
    return re.compile(rf"[\s,(]+(?:(?:{words})\s+)?{year_}(?:\s*(?:{until})\s*{year_})?\)?\s*$", re.IGNORECASE)


@lru_cache(maxsize=8192)
def without_year(text: str) -> str:
    """A name without the year or the years at its end: ``KPU KABUPATEN TUBAN TAHUN 2026`` → ``KPU KABUPATEN TUBAN``."""
    return _tail().sub("", text)


@lru_cache(maxsize=8192)
def year(text: str) -> int | None:
    """The one year that the text names: the one after ``tahun``, else the only four-digit year; None for a range."""
    if year_range(text) is not None:
        return None
    patterns = _patterns()
    match = patterns.after_word.search(text)
    if match is not None:
        return int(match.group(1))
    years = set(patterns.bare.findall(text))
    return int(years.pop()) if len(years) == 1 else None

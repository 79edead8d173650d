"""Dates as Indonesians print them, with the weekday that belongs to them. Slash dates are day/month/year."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache, lru_cache

from kinerja_docs.text.language import language, words_pattern
from kinerja_docs.text.normal import squash

YEAR = r"(?:19|20)\d{2}"
_NEAR_YEAR = re.compile(r"(?<!\d)20[0-4]\d(?!\d)")  # of work that somebody here may be judged by
_LONGEST = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_MOST_DAYS = 39  # a day above is no slip of a date but another number
_LOOK_BACK = 70  # letters in which a weekday may stand before its date
_SERIAL_BASE = date(1899, 12, 30)  # day 0 of a workbook's calendar


@dataclass(frozen=True, slots=True)
class DateMention:
    """One date in a text: ``text[start:end]``. ``weekday`` 0–6 when one is printed with it, ``date`` None when the
    day does not exist, is left open (``blank``) or has no year printed (``year_written`` False)."""

    start: int
    end: int
    text: str
    weekday: int | None
    date: date | None
    year_written: bool
    day: int | None = None
    month: int | None = None
    year: int | None = None
    blank: bool = False

    @property
    def impossible(self) -> bool:
        """Whether a day is printed that no calendar has (31 April of any year, too)."""
        if self.date is not None or self.day is None:
            return False
        return self.year_written or (self.month is not None and self.day > _LONGEST[self.month - 1])


def years_named(text: str) -> list[int]:
    """The years 2000–2049 that a text names, in order; numbers with more digits are none."""
    return [int(year) for year in _NEAR_YEAR.findall(text)]


def day_of(year: int | None, month: int | None, day: int | None) -> date | None:
    """The date of three numbers; None where one is missing or there is no such day."""
    if year is None or month is None or day is None:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None


@dataclass(frozen=True, slots=True)
class Patterns:
    """What a date looks like: ``core`` begins at its first digit, ``before`` ends there, ``core_source`` is reused.
    ``hint`` (for dates in digits) and ``spelled_hint`` (in words) are quick and run on small letters: without either
    there is no date."""

    core: re.Pattern[str]
    core_source: str
    before: re.Pattern[str]
    hint: re.Pattern[str]
    spelled_hint: re.Pattern[str]
    spelled: re.Pattern[str]


@cache
def patterns() -> Patterns:
    """The patterns, made from the language file on first use."""
    words = language()
    months, days = words_pattern(words.months), words_pattern(words.weekdays)
    both = words_pattern([*words.words("until"), *words.words("and")])
    on, hari = words_pattern(words.words("date_words")), words_pattern(words.words("day_word"))
    year_word, month_word = words_pattern(words.words("year_words")), words_pattern(words.words("month_word"))
    market, units = words_pattern(words.words("pasaran")), words_pattern(words.raw["numbers"]["units"])
    before = (
        rf"(?P<hari>\b(?:{hari})\s*:?\s*(?:ini\s*,?\s*)?)?(?<!\w)(?P<weekday>{days})(?!\w)(?:\s+(?:{market})\b)?"
        rf"(?:\s*(?:{both})\s*(?P<weekday2>{days})(?!\w))?(?P<link>\s*[,;]?\s*\(?\s*(?:(?:{on})\b\.?\s*:?\s*)?)"
    )
    core = (
        rf"(?:(?P<iyear>{YEAR})-(?P<imonth>\d\d)-(?P<iday>\d\d)(?![\d-])"
        rf"|(?P<day>\d{{1,2}})(?:\s*(?:{both})\s*(?P<day2>\d{{1,2}}))?(?:\s+(?:{month_word})\b)?\s*[-/.]?\s*"
        rf"(?P<month>{months})\b\.?(?:\s*[,/-]?\s*(?:(?:{year_word})\s+)?(?P<year>{YEAR})(?!\d))?"
        rf"|(?P<nday>\d{{1,2}})(?:\s*(?:{both})\s*(?P<nday2>\d{{1,2}}))?(?P<sep>\s?[/.-]\s?)(?P<nmonth>\d{{1,2}})"
        rf"(?:(?P=sep)(?P<nyear>{YEAR}|\d{{2}}))?(?![\d/])(?!-\w)(?!\.\d))"
    )
    spelled = (
        rf"(?:{on})\s+(?P<day>[a-z][a-z ]{{2,24}}?)\s+(?:(?:{month_word})\s+)?(?P<month>{months})\s+(?:{year_word})\s+"
        rf"(?P<year>[a-z][a-z ]{{6,44}})"
    )
    return Patterns(
        re.compile(core, re.IGNORECASE),
        core,
        re.compile(f"{before}$", re.IGNORECASE),
        re.compile(rf"\d\s*(?:[/.-]\s*(?:\d|[a-z])|(?:{both})\s*\d|(?:{months}|{month_word})\b)"),
        re.compile(rf"(?:{year_word})\s+(?:{units})\s"),
        re.compile(spelled, re.IGNORECASE),
    )


def _weekdays(text: str, start: int) -> tuple[re.Match[str] | None, int | None, int | None]:
    """What stands before a date: the match, its weekday, and the second one of a span (*Senin–Rabu*)."""
    match = patterns().before.search(text[max(0, start - _LOOK_BACK) : start])
    if match is None:
        return None, None, None
    words = language()
    first, second = (
        words.weekdays.get(" ".join(word.casefold().split())) if word else None
        for word in (match.group("weekday"), match.group("weekday2"))
    )
    loose = match.group("hari") is None and not match.group("link").strip()
    if loose and match.group("weekday").casefold() in words.words("also_week"):
        return None, None, None
    return match, first, second


def _numbers(match: re.Match[str]) -> tuple[int, int | None, int, int | None]:
    """Day, last day of a span of days, month, year of a match."""
    get = match.group
    if get("iyear"):
        return int(get("iday")), None, int(get("imonth")), int(get("iyear"))
    if get("day"):
        last, year = get("day2"), get("year")
        month = language().months[get("month").casefold()]
        return int(get("day")), int(last) if last else None, month, int(year) if year else None
    year = int(get("nyear")) if get("nyear") else None
    if year is not None and year < 100:
        year += 2000
    return int(get("nday")), int(get("nday2")) if get("nday2") else None, int(get("nmonth")), year


def _is_date(match: re.Match[str], numbers: tuple[int, int | None, int, int | None], link: str) -> bool:
    """Whether a run of numbers is meant as a date at all: fractions, numbering and short forms are not."""
    day, _, month, year = numbers
    if not 0 < day <= _MOST_DAYS:
        return False
    if match.group("nday") is None:
        return True
    separator = match.group("sep")
    if year is None:
        return "(" in link and separator.strip() == "/" and 1 <= month <= 12 and day <= 31
    if len(match.group("nyear")) == 2:
        return separator in "/-" and day_of(year, month, day) is not None
    return 0 < month <= 31


def _inside_number(text: str, start: int) -> bool:
    """Whether the digit at ``start`` goes on a word, a number or a chain of numbers."""
    if start == 0:
        return False
    last = text[start - 1]
    return last.isalnum() or last in "/.-_" or (last == "," and text[start - 2 : start - 1].isdigit())


def _mentions(text: str) -> Iterator[DateMention]:
    core = patterns().core
    position = 0
    while (match := core.search(text, position)) is not None:
        start, position = match.start(), match.end()
        if _inside_number(text, start):
            position = start + 1
            continue
        before, weekday, second = _weekdays(text, start)
        numbers = _numbers(match)
        if not _is_date(match, numbers, before.group("link") if before is not None else ""):
            position = start + 1
            continue
        yield from _mention(text, match, numbers, before, (weekday, second))


def _mention(
    text: str,
    match: re.Match[str],
    numbers: tuple[int, int | None, int, int | None],
    before: re.Match[str] | None,
    weekdays: tuple[int | None, int | None],
) -> Iterator[DateMention]:
    """The date of a match, and the last one of a span of days."""
    day, last, month, year = numbers
    start = match.start()
    if before is not None:
        start -= len(before.string) - before.start("weekday")
    end = start + len(text[start : match.end()].rstrip(" ."))
    if before is not None and "(" in before.group("link") and text.startswith(")", end):
        end += 1
    written = year is not None
    shown = text[start:end]
    yield DateMention(start, end, shown, weekdays[0], day_of(year, month, day), written, day, month, year)
    if last is not None:
        yield DateMention(start, end, shown, weekdays[1], day_of(year, month, last), written, last, month, year)


def _spelled(text: str) -> Iterator[DateMention]:
    """``hari Rabu tanggal dua puluh delapan bulan Januari tahun dua ribu dua puluh enam``."""
    from kinerja_docs.text.numbers import leading_terbilang, read_terbilang

    for match in patterns().spelled.finditer(text):
        day, year = read_terbilang(match.group("day")), leading_terbilang(match.group("year"))
        if day is None or year is None or not 1900 <= year[0] <= 2100 or not 0 < day <= _MOST_DAYS:
            continue
        month = language().months[match.group("month").casefold()]
        before, weekday, _ = _weekdays(text, match.start())
        start = match.start() if before is None else match.start() - len(before.string) + before.start("weekday")
        end = match.start("year") + year[1]
        yield DateMention(start, end, text[start:end], weekday, day_of(year[0], month, day), True, day, month, year[0])


@lru_cache(maxsize=16384)
def _all_mentions(text: str) -> tuple[DateMention, ...]:
    if len(text) < 4:
        return ()
    small = text.lower()
    found: list[DateMention] = []
    if patterns().hint.search(small) is not None:
        found += _mentions(text)
    if patterns().spelled_hint.search(small) is not None:
        found += _spelled(text)
    return tuple(sorted(found, key=lambda mention: mention.start))


def date_mentions(text: str) -> list[DateMention]:
    """Every date in the text, in order, with the weekday that directly belongs to it; spans of days give two."""
    return list(_all_mentions(text))


def read_date(text: str) -> date | None:
    """The one date that the text prints; None when there is none, more than one, or an impossible one."""
    text = squash(text)
    if len(text) == 5 and text.isdigit() and 30000 <= int(text) < 60000:
        return _SERIAL_BASE + timedelta(days=int(text))
    dates = [mention for mention in _all_mentions(text) if mention.year_written]
    return dates[0].date if len(dates) == 1 else None


@cache
def _place_patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    words, core = language(), patterns()
    months, days = words_pattern(words.months), words_pattern(words.weekdays)
    on = words_pattern(words.words("date_words"))
    place = r"(?P<place>[^\W\d_][\w.'’ -]*?)"
    line = re.compile(
        rf"\s*(?:\d{{1,2}}\s?[.)]\s*)?{place}\s*,\s*(?P<date>(?:(?:{days})\s*,?\s*)?(?:(?:{on})\s*)?{core.core_source}"
        rf"|[.…_\s-]*(?P<bmonth>{months})\b\s*(?P<byear>{YEAR})|[.…_-]{{2,}}[.…_\s/-]*(?P<dyear>{YEAR})?)\s*[.,]?\s*",
        re.IGNORECASE,
    )
    signed = re.compile(
        rf"(?:{words_pattern(words.words('signed_at'))})\s*:?\s*{place}\s*,?\s*"
        rf"(?:{words_pattern(words.words('on_date'))})\s*:?\s*(?P<date>\S.*)",
        re.IGNORECASE,
    )
    return line, signed


@lru_cache(maxsize=4096)
def place_and_date(text: str) -> tuple[str, DateMention] | None:
    """``Pamekasan, 5 Januari 2026`` → the place and the date, from the first line that is nothing else.

    The day may be left open (``Blitar, … Januari 2026``: ``blank``). ``Ditetapkan di X pada tanggal Y`` reads too.
    """
    line_pattern, signed = _place_patterns()
    offset = 0
    for line in text.split("\n"):
        match = line_pattern.fullmatch(line) if "," in line and len(line) < 120 else None
        if match is not None and len(match.group("place").split()) <= 5:
            place = squash(match.group("place"))
            if match.group("day") or match.group("nday") or match.group("iyear"):
                found = next((mention for mention in _all_mentions(line) if mention.year_written), None)
                if found is not None:
                    return place, replace(found, start=found.start + offset, end=found.end + offset)
            elif match.group("date").strip():
                return place, _blank_date(match, offset)
        offset += len(line) + 1
    match = signed.search(text)
    if match is not None:
        found = next((mention for mention in _all_mentions(match.group("date")) if mention.year_written), None)
        if found is not None:
            offset = match.start("date")
            return squash(match.group("place")), replace(found, start=found.start + offset, end=found.end + offset)
    return None


def _blank_date(match: re.Match[str], offset: int) -> DateMention:
    """A date whose day is left open."""
    month, year = match.group("bmonth"), match.group("byear") or match.group("dyear")
    start, end = match.span("date")
    return DateMention(
        start + offset,
        end + offset,
        match.group("date"),
        None,
        None,
        year is not None,
        month=language().months[month.casefold()] if month else None,
        year=int(year) if year else None,
        blank=True,
    )

"""Check kinds for targets: whether they can be measured, and whether they can be met."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from functools import cached_property, lru_cache

from kinerja_docs.checking.hits import Context, Hit, Kind
from kinerja_docs.checking.params import RowParams, canonical, day_of, has_column, kept, row_key, short
from kinerja_docs.model import Record, Value
from kinerja_docs.text import date_mentions, fold, read_terbilang, units
from kinerja_docs.text.language import language, words_pattern

_CACHE = 8192
_WITH_UNIT = re.compile(r"\d[\d.,]*(?:\s*\([^)]*\))?[\s/]*(?:[%‰]|[^\W\d_])")
_BEFORE = re.compile(r"([^\W\d_]+)[\s.:]*\d")
_ROMAN = r"(?:[ivx]{1,4}|\d{1,2})"


class TargetVague(RowParams):
    """``column`` must print a number and its unit, or a day, month or period by which something is done.

    ``period_words`` are followed by a number ("triwulan IV", "tahun 2026"). A grade is a measure where the
    ``indicator`` says so: any word after one of ``named`` ("predikat"), one of ``grades`` after one of ``graded``.
    """

    column: str
    indicator: str
    period_words: tuple[str, ...]
    named: tuple[str, ...]
    graded: tuple[str, ...]
    grades: tuple[str, ...]

    @cached_property
    def problem(self) -> Callable[[str, str], str | None]:
        """``no_number``, ``no_unit`` or None for a target's and its indicator's text; remembers what it has seen."""
        words = "|".join(re.escape(fold(word)) for word in sorted(self.period_words, key=len, reverse=True))
        periods = re.compile(rf"\b(?:{words})\s+(?:ke\s+)?{_ROMAN}\b|\b(?:{words})\s+\d{{4}}\b")
        named, graded = tuple(map(fold, self.named)), tuple(map(fold, self.graded))
        grades = frozenset(map(fold, self.grades))

        @lru_cache(maxsize=_CACHE)
        def judge(text: str, indicator: str) -> str | None:
            folded, about = fold(text), fold(indicator)
            if _measured(text) or periods.search(folded) or _month().search(folded):
                return None
            if about.startswith(named) or folded.startswith(tuple(f"{word} " for word in named)):
                return None
            if folded in grades and about.startswith(graded):
                return None
            return "no_unit" if any(char.isdigit() for char in text) else "no_number"

        return judge


def _measured(text: str) -> bool:
    """Whether a number with its unit, or a day, is printed in digits or words."""
    if any(char.isdigit() for char in text):
        if _WITH_UNIT.search(text):
            return True
        match = _BEFORE.search(text)
        if match is not None and units.find(match.group(1)) is not None:
            return True
        return bool(date_mentions(text))
    words = fold(text).split()
    return any(
        read_terbilang(" ".join(words[start:end])) is not None
        for start in range(min(3, len(words)))
        for end in range(start + 1, min(len(words), start + 6))
    )


@lru_cache(maxsize=1)
def _month() -> re.Pattern[str]:
    known = language()
    names = {word for word in known.months if len(word) > 4} | {name.casefold() for name in known.month_names.values()}
    return re.compile(rf"\b(?:{words_pattern(names)})\b")


def target_vague(params: TargetVague, record: Record, context: Context) -> Iterator[Hit]:
    """A target has no number, or a number without a unit."""
    for number, row in kept(params, record):
        value = row.values.get(params.column)
        if value is None or (value.value is not None and value.unit):
            continue
        problem = params.problem(value.text, row.text(params.indicator))
        if problem is None:
            continue
        yield Hit(
            value.at,
            params={"found": short(value.text), "row": short(row.text(params.indicator))},
            table=params.table,
            column=params.column,
            key=row_key(row, params.key),
            row=number,
            group=row.group,
            variant=problem,
        )


class TimeBeyondPeriod(RowParams):
    """A target in a unit of time may not be longer than the period.

    ``aspect`` is the column that tells which targets are times (``time`` is its word for them); without that column
    every target is judged. ``months`` and ``days`` give the length of each unit.
    """

    column: str
    aspect: str
    time: str
    months: Mapping[str, int]
    days: Mapping[str, int]
    start: str
    end: str

    @cached_property
    def printed(self) -> re.Pattern[str]:
        """One number with a unit of time inside a longer text ("paling lama 12 (dua belas) bulan")."""
        words = words_pattern([*self.months, *self.days])
        return re.compile(rf"\D*(\d{{1,4}})(?:\s*\([^\d()]*\))?\s*({words})\b\D*", re.IGNORECASE)


def time_beyond_period(params: TimeBeyondPeriod, record: Record, context: Context) -> Iterator[Hit]:
    """A target of time is longer than the period of the document."""
    start, end = day_of(record, params.start), day_of(record, params.end)
    if start is None or end is None or end < start:
        return
    months = (end.year - start.year) * 12 + end.month - start.month + 1
    days = (end - start).days + 1
    judged = has_column(record, params.table, params.aspect)
    for number, row in kept(params, record):
        value = row.values.get(params.column)
        if value is None or (judged and canonical(row, params.aspect) not in (params.time, fold(params.time))):
            continue
        amount, unit = _time(params, value)
        factor, limit = (params.months.get(unit), months) if unit in params.months else (params.days.get(unit), days)
        if factor is None or amount * factor <= limit:
            continue
        yield Hit(
            value.at,
            params={"found": short(value.text), "months": str(months), "days": str(days)},
            table=params.table,
            column=params.column,
            key=row_key(row, params.key),
            row=number,
            group=row.group,
        )


def _time(params: TimeBeyondPeriod, value: Value) -> tuple[float, str]:
    """Amount and unit of time of a target; an empty unit where it is no single time."""
    if value.value is not None and value.unit:
        words = fold(value.unit).split()
        return float(value.value), words[0] if words else ""
    match = params.printed.fullmatch(value.text)
    return (float(match.group(1)), match.group(2).casefold()) if match else (0.0, "")


class AbsoluteTargets(RowParams):
    """Every target is absolute: 100 % or one of ``words``; judged from ``least`` rows on."""

    column: str
    words: tuple[str, ...]
    least: int

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """Any of the words, whole."""
        return re.compile(rf"(?<!\w)(?:{words_pattern(self.words)})(?!\w)", re.IGNORECASE)


def absolute_targets(params: AbsoluteTargets, record: Record, context: Context) -> Iterator[Hit]:
    """All targets are absolute: one hit, at the first."""
    values = []
    for _, row in kept(params, record):
        value = row.values.get(params.column)
        if value is None:
            continue
        if not (value.value == 100 and value.unit == "%") and params.pattern.search(value.text) is None:
            return
        values.append(value)
    if len(values) >= params.least:
        yield Hit(
            values[0].at,
            related=tuple(value.at for value in values[1:]),
            params={"count": str(len(values))},
            table=params.table,
            column=params.column,
        )


KINDS: dict[str, Kind] = {
    "target_vague": Kind(TargetVague, target_vague),
    "time_beyond_period": Kind(TimeBeyondPeriod, time_beyond_period),
    "absolute_targets": Kind(AbsoluteTargets, absolute_targets),
}

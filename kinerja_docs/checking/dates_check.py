"""Check kinds for printed dates: weekdays that do not fit, days that do not exist."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from kinerja_docs.checking.hits import Context, Hit, Kind
from kinerja_docs.checking.params import Key, Params, Phrase, short
from kinerja_docs.checking.print import Matter, printed
from kinerja_docs.model import Cell, Location, Record, Value
from kinerja_docs.text import (
    DateMention,
    display_date,
    fold,
    year,
)

_COLUMN = "tanggal"


class Weekday(Params):
    """``weekdays`` are the names of the days in messages, by number from 0 (Senin); ``date`` the field of signing."""

    weekdays: Mapping[str, Phrase]
    date: str


def weekday(params: Weekday, record: Record, context: Context) -> Iterator[Hit]:
    """A weekday and the date beside it cannot both be true; offers the date that was probably meant."""
    wrong = [
        (cell, mention)
        for cell, mentions in printed(record, context).dated
        for mention in mentions
        if mention.date is not None and mention.weekday is not None and mention.date.weekday() != mention.weekday
    ]
    for cell, mention, others in _once(wrong, record.fields.get(params.date)):
        likely = intended(mention, record, context)
        actual = mention.date.weekday() if mention.date is not None else 0
        yield Hit(
            cell.at,
            related=others,
            params={
                "text": short(mention.text),
                "actual": Key(f"weekdays.{actual}"),
                "printed": Key(f"weekdays.{mention.weekday}"),
                "likely": display_date(likely) if likely is not None else "",
            },
            column=_COLUMN,
            key=mention.text,
            variant="" if likely is not None else "weekday",
        )


def _once(
    wrong: list[tuple[Cell, DateMention]], signed: Value | None
) -> Iterator[tuple[Cell, DateMention, tuple[Location, ...]]]:
    """Each wrong print once: at the date of signing if that is one of its places, else at the first; and the others.

    A date is typed once and printed under every signature.
    """
    same: dict[str, list[tuple[Cell, DateMention]]] = {}
    for cell, mention in wrong:
        same.setdefault(f"{mention.weekday} {fold(mention.text)}", []).append((cell, mention))
    for group in same.values():
        first = next((one for one in group if signed is not None and one[0] is signed.cell), group[0])
        others = dict.fromkeys(cell.at for cell, _ in group if cell is not first[0])
        yield *first, tuple(others)


def intended(mention: DateMention, record: Record, context: Context) -> date | None:
    """The date that was probably meant: the same day a year or a month off, or day and month changed over, whichever
    fits the weekday and lies nearest to the other dates and years of the file; None where none fits."""
    candidates = [day for day in _neighbours(mention) if day.weekday() == mention.weekday]
    if len(candidates) < 2:
        return candidates[0] if candidates else None
    days, years = _anchors(mention, record, context)
    ranked = [(_distance(day, days, years), order, day) for order, day in enumerate(candidates)]
    return min(ranked)[2]


def _neighbours(mention: DateMention) -> list[date]:
    """A year later or earlier, a month later or earlier, day and month swapped; in order of how often that happens."""
    day, month, written = mention.day or 0, mention.month or 0, mention.year or 0
    tries = [(written + 1, month, day), (written - 1, month, day)]
    for step in (1, -1):
        carry, index = divmod(month - 1 + step, 12)
        tries.append((written + carry, index + 1, day))
    tries.append((written, day, month))
    found = []
    for numbers in tries:
        try:
            found.append(date(*numbers))
        except ValueError:
            continue
    return found


def _anchors(mention: DateMention, record: Record, context: Context) -> tuple[list[date], set[int]]:
    """The other dates of the document that can be true, and the years that it names without a date."""
    days: list[date] = []
    years: set[int] = set()
    for _, mentions in printed(record, context).dated:
        for other in mentions:
            if other.date is None or other.text == mention.text:
                continue
            if other.weekday is None or other.date.weekday() == other.weekday:
                days.append(other.date)
    for cell in printed(record, context).having(Matter.DIGIT):
        named = year(cell.text)
        if named is not None and named != mention.year:
            years.add(named)
    return days, years


def _distance(day: date, days: list[date], years: set[int]) -> int:
    """Days to the nearest other date, or to the nearest year that is named."""
    far = [abs((day - other).days) for other in days]
    for named in years:
        first, last = date(named, 1, 1), date(named, 12, 31)
        far.append(0 if first <= day <= last else min(abs((day - first).days), abs((day - last).days)))
    return min(far, default=0)


class ImpossibleDate(Params):
    """``date`` is the field of signing."""

    date: str


def impossible_date(params: ImpossibleDate, record: Record, context: Context) -> Iterator[Hit]:
    """A date that no calendar has; at its cell."""
    wrong = [
        (cell, mention)
        for cell, mentions in printed(record, context).dated
        for mention in mentions
        if mention.impossible
    ]
    for cell, mention, others in _once(wrong, record.fields.get(params.date)):
        yield Hit(cell.at, related=others, params={"text": short(mention.text)}, column=_COLUMN, key=mention.text)


KINDS: dict[str, Kind] = {
    "weekday": Kind(Weekday, weekday),
    "impossible_date": Kind(ImpossibleDate, impossible_date),
}

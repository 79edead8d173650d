"""Check kinds for printed dates: weekdays that do not fit, days that do not exist, years that disagree."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from kinerja_docs.checking.hits import Context, Hit, Kind
from kinerja_docs.checking.params import Key, Params, Phrase, day_of, short
from kinerja_docs.checking.print import printed
from kinerja_docs.model import Cell, Location, Record, Value
from kinerja_docs.text import (
    DateMention,
    display_date,
    fold,
    letter_numbers,
    year,
)

_COLUMN = "tanggal"
_LAST_QUARTER, _JANUARY = 10, 1


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
    for cell in printed(record, context).numbered:
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


class YearsDisagree(Params):
    """The fields that name the year, the period, the number and the date of a document."""

    year: str
    start: str
    end: str
    number: str
    date: str
    sources: Mapping[str, Phrase]


@dataclass(frozen=True, slots=True)
class _Source:
    """One place that names a year. ``month`` lets a signature (or a number) stand at the turn of the year."""

    name: str
    year: int
    at: Location
    month: int | None = None
    turn: bool = False

    def agrees(self, with_year: int) -> bool:
        if self.year == with_year:
            return True
        if not self.turn or self.month is None:
            return False
        late = self.year == with_year - 1 and self.month >= _LAST_QUARTER
        return late or (self.year == with_year + 1 and self.month == _JANUARY)


def years_disagree(params: YearsDisagree, record: Record, context: Context) -> Iterator[Hit]:
    """The years of title, period, number and signature disagree: one hit at the one that is outvoted."""
    span, sources = _sources(params, record)
    if span is not None:
        outside = [s for s in sources if s.turn and not any(s.agrees(named) for named in range(span[0], span[1] + 1))]
        if outside:
            yield _years_hit(outside, f"{span[0]}–{span[1]}")
        return
    if len(sources) < 2:
        return
    named = list(dict.fromkeys(source.year for source in sources))
    right = max(
        named,
        key=lambda y: (
            sum(s.agrees(y) for s in sources),
            sum(s.year == y for s in sources),
            -named.index(y),
        ),
    )
    wrong = [source for source in sources if not source.agrees(right)]
    if wrong:
        yield _years_hit(wrong, str(right))


def _years_hit(wrong: list[_Source], right: str) -> Hit:
    """At the last of title, period, number, signature, since that is typed anew most often."""
    worst = wrong[-1]
    related = tuple(dict.fromkeys(source.at for source in wrong[:-1] if source.at != worst.at))
    return Hit(
        worst.at,
        related=related,
        params={
            "source": Key(f"sources.{worst.name}"),
            "found": str(worst.year),
            "right": right,
        },
        column=worst.name,
        key=str(worst.year),
    )


def _sources(params: YearsDisagree, record: Record) -> tuple[tuple[int, int] | None, list[_Source]]:
    """The span of years of a document for several, and what names a year: title, period, number, signature."""
    span: tuple[int, int] | None = None
    sources: list[_Source] = []
    title = record.fields.get(params.year)
    if title is not None and isinstance(title.value, int):
        sources.append(_Source("title", title.value, title.at))
    elif title is None and (titled := year(record.title)) is not None and record.title_cell is not None:
        sources.append(_Source("title", titled, record.title_cell.at))
    first, last = record.fields.get(params.start), record.fields.get(params.end)
    if first is not None and last is not None and isinstance(first.value, int) and isinstance(last.value, int):
        span = (first.value, last.value)
    else:
        start, end = day_of(record, params.start), day_of(record, params.end)
        if last is not None and start is not None and end is not None and start.year == end.year:
            sources.append(_Source("period", end.year, last.at))
    signed, at = day_of(record, params.date), record.place(params.date)
    sources += _numbers(params, record, signed)
    if signed is not None:
        sources.append(_Source("signature", signed.year, at, signed.month, turn=True))
    return span, sources


def _numbers(params: YearsDisagree, record: Record, signed: date | None) -> list[_Source]:
    """The letter number's year. A number is given on the day of signing, so that it stands where that day stands."""
    value = record.fields.get(params.number)
    found = letter_numbers.parse(value.text) if value is not None else None
    if value is None or found is None or found.year is None or not found.dated:
        return []
    month = found.month or None
    if signed is not None and signed.year == found.year:
        month = signed.month
    return [_Source("number", found.year, value.at, month, turn=True)]


class NumberAndDate(Params):
    """The fields with the letter number and the date of signing."""

    number: str
    date: str


def number_and_date(params: NumberAndDate, record: Record, context: Context) -> Iterator[Hit]:
    """Month or year of a recognised letter number differ from the date: of the document, or beside it in the text."""
    number, signed = record.fields.get(params.number), day_of(record, params.date)
    if number is not None and signed is not None:
        hit = _compare(number.text, signed, number.at, record.place(params.date))
        if hit is not None:
            yield hit
    for cell in printed(record, context).numbered:
        for text, mention in letter_numbers.with_dates(cell.text):
            hit = _compare(text, mention.date, cell.at, cell.at) if mention.date is not None else None
            if hit is not None:
                yield hit
                break


def _compare(number: str, signed: date, at: Location, date_at: Location) -> Hit | None:
    found = letter_numbers.parse(number)
    if found is None or not found.dated:
        return None
    month_wrong = found.month is not None and found.month != signed.month
    year_wrong = found.year is not None and found.year != signed.year
    if not month_wrong and not year_wrong:
        return None
    return Hit(
        at,
        related=(date_at,) if date_at != at else (),
        params={"number": short(number), "date": display_date(signed)},
        column="nomor",
        key=fold(number),
        variant="year" if year_wrong and not month_wrong else "month",
    )


KINDS: dict[str, Kind] = {
    "weekday": Kind(Weekday, weekday),
    "impossible_date": Kind(ImpossibleDate, impossible_date),
    "years_disagree": Kind(YearsDisagree, years_disagree),
    "number_and_date": Kind(NumberAndDate, number_and_date),
}

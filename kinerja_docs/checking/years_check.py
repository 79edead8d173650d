"""Check kinds for years and letter numbers: title, period, number and signature must speak of one time."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from kinerja_docs.checking.hits import Context, Hit, Kind
from kinerja_docs.checking.params import Key, Params, Phrase, day_of, short
from kinerja_docs.checking.print import printed
from kinerja_docs.model import Location, Record
from kinerja_docs.text import display_date, fold, letter_numbers, regulations, year

_LAST_QUARTER, _JANUARY = 10, 1


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
    if title is not None and isinstance(title.value, int) and not _cites(title.cell.text, title.value):
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


def _cites(text: str, named: int) -> bool:
    """Whether a text names the year only as that of a regulation."""
    return any(citation.year == named for citation in regulations.citations(text))


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
    for cell, _ in printed(record, context).dated:
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
    "years_disagree": Kind(YearsDisagree, years_disagree),
    "number_and_date": Kind(NumberAndDate, number_and_date),
}

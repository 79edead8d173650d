"""Check kinds for the fields of a document: identities, parties, periods, chapters, the edition of the form."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cached_property

from pydantic import Field

from kinerja_docs.checking.hits import Context, Hit, Kind
from kinerja_docs.checking.params import Params, day_of, field_words
from kinerja_docs.definitions.source import Model
from kinerja_docs.model import Location, Record, Value
from kinerja_docs.text import fold, is_blank, name_key, nip_digits
from kinerja_docs.text.language import words_pattern

_LAST_MONTH = 12  # digits 13–14 of a NIP: a month for PNS, a count of contracts (from 21) for PPPK


class Exempt(Model):
    """``fields`` need not be filled in by the holder of an ``office`` whose name begins with one of ``starts`` (but not
    with one of ``unless``) or contains one of ``contains``."""

    fields: tuple[str, ...]
    office: str
    starts: tuple[str, ...]
    unless: tuple[str, ...] = ()
    contains: tuple[str, ...] = ()

    @cached_property
    def inside(self) -> re.Pattern[str] | None:
        """Any of ``contains`` as whole words."""
        return re.compile(rf"\b(?:{words_pattern(map(fold, self.contains))})\b") if self.contains else None

    @cached_property
    def prefixes(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Folded beginnings that exempt, and those that do not although they begin alike."""
        return tuple(fold(word) for word in self.starts), tuple(fold(word) for word in self.unless)


class FieldMissing(Params):
    """``fields`` must be filled in, one hit each; ``together``: fields of one party of which all blank is one hit.

    ``dash`` names, by field, the NIP that may show a PPPK, for whom a printed dash is an answer. ``alone``: the fields
    a document signed by one person does without.
    """

    fields: tuple[str, ...]
    together: tuple[tuple[str, ...], ...] = ()
    exempt: tuple[Exempt, ...] = ()
    dash: Mapping[str, str] = Field(default_factory=dict)
    alone: tuple[str, ...] = ()


def field_missing(params: FieldMissing, record: Record, context: Context) -> Iterator[Hit]:
    """A field that must be filled in is blank; fields that should stand at one place are one hit."""
    if params.fields and all(name in record.fields for name in params.fields):
        return
    missing = [name for name in params.fields if name not in record.fields and _is_due(params, record, name)]
    at: dict[Location, list[str]] = {}
    joined: set[str] = set()
    for name in missing:
        if name in joined:
            continue
        party = next((group for group in params.together if name in group and set(group) <= set(missing)), (name,))
        joined.update(party)
        at.setdefault(record.place(name, name.split(".")[0]), []).extend(party)
    for place, names in at.items():
        others = tuple(record.places[name] for name in names[1:] if record.places.get(name, place) != place)
        yield Hit(place, related=others, params={"label": field_words(names)}, column=names[0])


def _is_due(params: FieldMissing, record: Record, name: str) -> bool:
    """Whether the document must show the field at all."""
    if name in params.alone and record.spare.get("tunggal"):
        return False
    for rule in params.exempt:
        if name in rule.fields and _holds(rule, record.fields.get(rule.office)):
            return False
    nip = record.fields.get(params.dash.get(name, ""))
    return not (nip is not None and _is_pppk(nip) and _prints_dash(record, name))


def _holds(rule: Exempt, office: Value | None) -> bool:
    if office is None:
        return False
    words, (starts, unless) = fold(office.text), rule.prefixes
    if words.startswith(starts):
        return not (unless and words.startswith(unless))
    return rule.inside is not None and rule.inside.search(words) is not None


def _is_pppk(nip: Value) -> bool:
    digits = nip_digits(nip.text)
    return digits is not None and int(digits[12:14]) > _LAST_MONTH


def _prints_dash(record: Record, name: str) -> bool:
    """Whether a dash is printed where the field stands: "none", which is not the same as forgotten."""
    place = record.places.get(name)
    if place is None:
        return False
    for _, cell in record.text_lines():
        if cell.at == place:
            text = cell.text.rpartition(":")[2]
            return is_blank(text) and any(mark in text for mark in "-‐‑‒–—−")
    return False


class SamePerson(Params):
    """``one`` and ``other`` are two parties of the form (``pegawai``, ``penilai``)."""

    one: str
    other: str


def same_person(params: SamePerson, record: Record, context: Context) -> Iterator[Hit]:
    """Two parties are one person: by NIP where both print one, else by name without titles; at the second."""
    numbers = _pair(params, record, "nip")
    names = _pair(params, record, "nama")
    valid = numbers is not None and bool(numbers[0].value and numbers[1].value)
    if numbers is not None and valid and numbers[0].value != numbers[1].value:
        return
    if names is not None and _name(names[0]) == _name(names[1]):
        part, pair = "nama", names
    elif numbers is not None and valid:
        part, pair = "nip", numbers
    else:
        return
    yield Hit(
        pair[1].at,
        related=(pair[0].at,),
        params={"found": pair[1].text},
        column=f"{params.other}.{part}",
        variant="" if part == "nama" else "number",
    )


def _pair(params: SamePerson, record: Record, part: str) -> tuple[Value, Value] | None:
    """The same part of both parties, where both print it."""
    one, other = record.fields.get(f"{params.one}.{part}"), record.fields.get(f"{params.other}.{part}")
    return (one, other) if one is not None and other is not None else None


def _name(value: Value) -> str:
    """A name without titles and blanks; a print of nothing but titles is like no other."""
    return name_key(value.text).replace(" ", "") or f"\x00{id(value)}"


class PeriodWrong(Params):
    """The fields with the first and the last day of the period."""

    start: str
    end: str


def period_wrong(params: PeriodWrong, record: Record, context: Context) -> Iterator[Hit]:
    """The period ends before it starts, or lies in two years."""
    start, end = day_of(record, params.start), day_of(record, params.end)
    if start is None or end is None or (start <= end and start.year == end.year):
        return
    yield Hit(
        record.place(params.end, params.start),
        params={"start": start.strftime("%d-%m-%Y"), "end": end.strftime("%d-%m-%Y")},
        column=params.end,
        variant="reversed" if end < start else "two_years",
    )


class OldEdition(Params):
    """``field`` tells the edition of the form; ``old`` ones may not be used for a period from the year ``since`` on."""

    field: str
    old: tuple[str, ...]
    since: int
    start: str
    end: str


def old_edition(params: OldEdition, record: Record, context: Context) -> Iterator[Hit]:
    """An edition of the form that no longer holds for the document's period; at the title."""
    edition = record.fields.get(params.field)
    if edition is None or str(edition.value) not in params.old:
        return
    day = day_of(record, params.end) or day_of(record, params.start)
    if day is None or day.year < params.since:
        return
    yield Hit(
        record.title_cell.at if record.title_cell is not None else edition.at,
        params={"edition": str(edition.value), "year": str(day.year)},
        column=params.field,
    )


class ChaptersMissing(Params):
    """``fields`` are the chapters of a document that has one of ``marks`` (fields) or rows in ``table``."""

    fields: tuple[str, ...]
    marks: tuple[str, ...]
    table: str


def chapters_missing(params: ChaptersMissing, record: Record, context: Context) -> Iterator[Hit]:
    """A chapter is absent from a document that must have it; at the title."""
    fields = record.fields
    missing = [name for name in params.fields if name not in fields]
    if not missing:
        return
    if not any(name in fields for name in (*params.marks, *params.fields)) and not record.rows.get(params.table):
        return
    yield Hit(record.place(*missing), params={"label": field_words(missing)}, column=missing[0])


KINDS: dict[str, Kind] = {
    "field_missing": Kind(FieldMissing, field_missing),
    "same_person": Kind(SamePerson, same_person),
    "period_wrong": Kind(PeriodWrong, period_wrong),
    "old_edition": Kind(OldEdition, old_edition),
    "chapters_missing": Kind(ChaptersMissing, chapters_missing),
}

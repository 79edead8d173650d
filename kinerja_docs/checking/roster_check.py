"""The documents of an office against its roster: who has not handed in what, who is not known, what differs."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from kinerja_docs.checking.across import SetHit, SetKind
from kinerja_docs.checking.hits import Hit, Skip
from kinerja_docs.checking.params import Key, Params, field_words, short
from kinerja_docs.fact_sets import FactSet, person_key
from kinerja_docs.facts import Fact
from kinerja_docs.outcome import Standing
from kinerja_docs.roster import Person, Roster
from kinerja_docs.text import fold, name_key

if TYPE_CHECKING:
    from kinerja_docs.checking.rules import RuleBook

_NO_ROSTER, _SINGLE = "no_roster", "single_file"


class Due(Params):
    """What each person has to hand in: the ``always`` forms; of ``periodic`` (form: field of its period: its periods
    with the month in which each ends) those that are over and that somebody of the office has handed in. A form that
    the roster names for a person is due whatever the others did."""

    always: tuple[str, ...]
    periodic: dict[str, dict[str, dict[str, int]]]


def _roster(facts: FactSet) -> Roster:
    if facts.roster is None:
        raise Skip(_NO_ROSTER)
    if not facts.whole:
        raise Skip(_SINGLE)
    return facts.roster


def not_handed_in(params: Due, facts: FactSet) -> Iterator[SetHit]:
    """Documents that are due and not there, at the person's line of the roster."""
    roster = _roster(facts)
    there = {
        (fact.form, period, key) for fact in facts.facts for period in _periods(params, fact) for key in _keys(fact)
    }
    held = Fact(roster.file, 0, None, role="reference", year=facts.year)
    for person in roster.people:
        for form, period in _due(params, person, facts):
            if not any((form, period, key) in there for key in person.keys):
                told = {"name": person.name, "form": Key(f"form.{form}"), "year": str(facts.year or "")}
                told |= {"period": Key(f"period.{period}")} if period else {}
                hit = Hit(
                    person.places["nama"], params=told, table="roster", column=form, key=f"{person.name} {period}"
                )
                hit.variant = "period" if period else ""
                yield SetHit(held, hit)


def standings(params: Due, facts: FactSet) -> list[Standing]:
    """For everyone on the roster what is due and what is there, with the file that counts."""
    if facts.roster is None or not facts.whole:
        return []
    there: dict[tuple[str, str], dict[str, str]] = {}
    for fact in facts.facts:
        for period in _periods(params, fact):
            for key in _keys(fact):
                there.setdefault((fact.form or "", period), {})[key] = fact.file
    office = facts.office.folder.as_posix() if facts.office is not None else ""
    found = []
    for person in facts.roster.people:
        due = dict.fromkeys(_due(params, person, facts))
        forms: dict[str, str | None] = {}
        for form, period in [*due, *(key for key in there if key not in due)]:
            files = there.get((form, period), {})
            path = next((files[key] for key in person.keys if key in files), None)
            if path is not None or (form, period) in due:
                forms[f"{form} {period}".strip()] = path
        found.append(Standing(office, person.name, person.values.get("jabatan", ""), forms))
    return found


def standings_of(book: RuleBook, facts: FactSet) -> list[Standing]:
    """As :func:`standings`, by what the office's checklist says is due."""
    due = next((rule.item.params for rule in book.set_rules if isinstance(rule.item.params, Due)), None)
    return standings(due, facts) if due is not None else []


def _periods(params: Due, fact: Fact) -> list[str]:
    fields = params.periodic.get(fact.form or "", {})
    return [str(fact.value(name)) for name in fields] if fields else [""]


def _keys(fact: Fact) -> set[str]:
    return {key for key in (fact.nip, name_key(fact.person or "")) if key}


def _due(params: Due, person: Person, facts: FactSet) -> Iterator[tuple[str, str]]:
    """Form and period of what a person owes today."""
    for form in params.always:
        if form in (person.forms or ()) if person.forms is not None else not person.signs_only:
            yield form, ""
    for form in person.forms or ():
        if form not in params.always and form not in params.periodic:
            yield form, ""
    for form, fields in params.periodic.items():
        if person.signs_only or (person.forms is not None and form not in person.forms):
            continue
        for name, ends in fields.items():
            handed_in = {str(fact.value(name)) for fact in facts.submitted(form)}
            for period, month in ends.items():
                over = facts.year is not None and facts.today > _last_day(facts.year, month)
                if over and (period in handed_in or person.forms is not None):
                    yield form, period


def _last_day(year: int, month: int) -> date:
    return date.fromordinal(date(year + month // 12, month % 12 + 1, 1).toordinal() - 1)


class Known(Params):
    """Forms whose person must be in the roster."""

    forms: tuple[str, ...]


def not_in_roster(params: Known, facts: FactSet) -> Iterator[SetHit]:
    """People whom the roster does not know, told once for each."""
    roster = _roster(facts)
    told: set[str] = set()
    for fact in facts.submitted(*params.forms):
        key = person_key(fact)
        if key and key not in told and roster.find(fact.nip, name_key(fact.person or "")) is None:
            told.add(key)
            at = fact.place("pegawai.nama", "pihak_pertama.nama")
            yield SetHit(fact, Hit(at, params={"name": fact.person or ""}, column="nama", key=key))


class Alike(Params):
    """Fields of these forms by the column of the roster that they must agree with."""

    forms: tuple[str, ...]
    fields: dict[str, str]


def unlike_roster(params: Alike, facts: FactSet) -> Iterator[SetHit]:
    """Names, NIP, posts and superiors that differ from the roster, at the document's field."""
    roster = _roster(facts)
    held = Fact(roster.file, 0, None, role="reference")
    for fact in facts.submitted(*params.forms):
        person = roster.find(fact.nip, name_key(fact.person or ""))
        if person is None:
            continue
        for column, name in params.fields.items():
            ours, theirs = fact.fields.get(name), person.values.get(column)
            if ours is None or not theirs or _agree(column, ours.text, theirs):
                continue
            told = {"label": field_words([name]), "ours": short(ours.text), "theirs": short(theirs)}
            yield SetHit(fact, Hit(ours.at, params=told, column=name), ((held, person.places[column]),))


def _agree(column: str, ours: str, theirs: str) -> bool:
    if column.endswith("nip"):
        return "".join(filter(str.isalnum, ours)) == "".join(filter(str.isalnum, theirs))
    if column in ("nama", "penilai"):
        return name_key(ours) == name_key(theirs)
    one, other = fold(ours), fold(theirs)
    return one == other or f" {other} " in f" {one} "  # a document may add the unit to the post


SET_KINDS = {
    "not_handed_in": SetKind(Due, not_handed_in),
    "not_in_roster": SetKind(Known, not_in_roster),
    "unlike_roster": SetKind(Alike, unlike_roster),
}

"""What is due: every open request and objection with its last day, the most urgent first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from kinerja_docs import words
from kinerja_docs.ppid.deadlines import Deadline, answer_by, deadline
from kinerja_docs.ppid.register import OBJECTIONS, REQUESTS, Entry, Register
from kinerja_docs.ppid.settings import settings
from kinerja_docs.text import display_date, fold
from kinerja_docs.working_days import WorkingDays

LATE, TODAY, WEEK, LATER = "late", "today", "week", "later"
URGENCY = (LATE, TODAY, WEEK, LATER)


@dataclass(frozen=True, slots=True)
class Due:
    """One open line: ``regime`` is None while nobody chose it, then ``other`` is the date under the other regime."""

    sheet: str
    entry: Entry
    regime: str | None
    deadline: Deadline
    other: Deadline | None
    urgency: str


def due(register: Register, calendar: WorkingDays, today: date, lang: str) -> list[Due]:
    """All that is open, by urgency and last day."""
    found = []
    for entry in register.requests:
        received = entry.day("tanggal")
        if received is None or fold(entry.text("status")) in settings().closed:
            continue
        extended = bool(entry.text("perpanjangan"))
        first = answer_by(received, entry.regime or "biasa", calendar, extended, entry.pauses, lang)
        other = None
        if entry.regime is None:
            other = answer_by(received, "pemilu", calendar, extended, entry.pauses, lang)
        nearest = min(first.due, other.due) if other is not None else first.due
        found.append(Due(REQUESTS, entry, entry.regime, first, other, _urgency(nearest, today)))
    for entry in register.objections:
        received = entry.day("tanggal")
        if received is None or fold(entry.text("status")) in settings().objection_closed:
            continue
        asked = register.asked_by(entry)
        regime = asked.regime if asked is not None else None
        terms = settings().objection
        first = deadline(received, [terms.answer_election if regime == "pemilu" else terms.answer], calendar, (), lang)
        other = None
        if regime is None:
            other = deadline(received, [terms.answer_election], calendar, (), lang)
        nearest = min(first.due, other.due) if other is not None else first.due
        found.append(Due(OBJECTIONS, entry, regime, first, other, _urgency(nearest, today)))
    return sorted(found, key=lambda one: (URGENCY.index(one.urgency), one.deadline.due, one.sheet, one.entry.number))


@dataclass(frozen=True, slots=True)
class Right:
    """What an applicant may still do, and until when: ``objection`` to an answer or to silence, ``dispute`` before the
    Komisi Informasi after the answer of the atasan PPID."""

    kind: str
    sheet: str
    entry: Entry
    deadline: Deadline


def rights(register: Register, calendar: WorkingDays, today: date, lang: str) -> list[Right]:
    """All rights that have not run out, the nearest last day first. Of election information nothing is known."""
    found = []
    objected = {id(asked) for one in register.objections if (asked := register.asked_by(one)) is not None}
    for entry in register.requests:
        reason = _reason_arose(entry, calendar, today)
        if reason is None or entry.regime == "pemilu" or id(entry) in objected:
            continue
        found.append(
            Right("objection", REQUESTS, entry, deadline(reason, [settings().objection.file], calendar, (), lang))
        )
    for entry in register.objections:
        answered, asked = entry.day("tanggapan"), register.asked_by(entry)
        if answered is None or (asked is not None and asked.regime == "pemilu"):
            continue
        found.append(
            Right("dispute", OBJECTIONS, entry, deadline(answered, [settings().objection.dispute], calendar, (), lang))
        )
    still = [one for one in found if one.deadline.due >= today]
    return sorted(still, key=lambda one: (one.deadline.due, one.sheet, one.entry.number))


def _reason_arose(entry: Entry, calendar: WorkingDays, today: date) -> date | None:
    """The day of an answer, else the last day that passed without one; None where nothing can be objected to."""
    status, answered, received = fold(entry.text("status")), entry.day("tanggapan"), entry.day("tanggal")
    if status in settings().withdrawn or received is None:
        return None
    if answered is not None:
        return answered
    last = answer_by(received, "biasa", calendar, bool(entry.text("perpanjangan")), entry.pauses).due
    return last if last < today else None


def rights_text(found: Sequence[Right], lang: str) -> str:
    """The rights as lines; nothing where there are none."""
    if not found:
        return ""
    lines = [words.get("ppid.rights", lang)]
    for one in found:
        day, source = display_date(one.deadline.due), "; ".join(one.deadline.sources)
        told = words.get(f"ppid.right_{one.kind}", lang, number=one.entry.number, day=day, source=source)
        lines.append(f"  {told}")
    return "\n".join(lines) + "\n"


def rights_tree(found: Sequence[Right]) -> list[dict[str, object]]:
    """The rights as JSON."""
    return [
        {
            "right": one.kind,
            "register": one.sheet,
            "number": one.entry.number,
            "until": one.deadline.due.isoformat(),
            "sources": list(one.deadline.sources),
        }
        for one in found
    ]


def _urgency(on: date, today: date) -> str:
    if on < today:
        return LATE
    if on == today:
        return TODAY
    return WEEK if on <= today + timedelta(days=6 - today.weekday()) else LATER


def text(found: Sequence[Due], lang: str) -> str:
    """The list as lines; each deadline with the days that did not count."""
    if not found:
        return words.get("ppid.nothing_due", lang) + "\n"
    lines = []
    for one in found:
        label = words.get(f"ppid.due_{one.urgency}", lang)
        kind = words.get(f"ppid.sheet_{one.sheet}", lang)
        lines.append(f"{label}  {kind} {one.entry.number}, {one.entry.text('nama')}: {_dates(one, lang)}")
        off = [day for day in one.deadline.days if not day.number and day.date.weekday() < 5]
        skipped = [f"{display_date(day.date)} {day.why}" for day in off]
        if skipped:
            lines.append("    " + words.get("ppid.not_counted", lang, days="; ".join(skipped)))
    lines.append(words.get("ppid.calendar", lang, version=found[0].deadline.calendar))
    return "\n".join(lines) + "\n"


def _dates(one: Due, lang: str) -> str:
    day = display_date(one.deadline.due)
    if one.other is None:
        regime = words.get(f"ppid.regime_{one.regime or 'biasa'}", lang)
        return words.get("ppid.by", lang, day=day, regime=regime, source="; ".join(one.deadline.sources))
    return words.get("ppid.by_both", lang, day=day, other=display_date(one.other.due))


def tree(found: Sequence[Due], today: date) -> dict[str, object]:
    """The list as JSON."""
    entries = [
        {
            "register": one.sheet,
            "number": one.entry.number,
            "received": one.entry.text("tanggal"),
            "regime": one.regime,
            "due": one.deadline.due.isoformat(),
            "due_election": one.other.due.isoformat() if one.other is not None else None,
            "urgency": one.urgency,
            "sources": list(one.deadline.sources),
            "days": [{"date": d.date.isoformat(), "number": d.number or None, "why": d.why} for d in one.deadline.days],
        }
        for one in found
    ]
    version = found[0].deadline.calendar if found else None
    return {"format": 1, "today": today.isoformat(), "calendar": version, "due": entries}


def ics(found: Sequence[Due], today: date, lang: str) -> bytes:
    """The last days as a calendar file, without names of applicants."""
    from icalendar import Calendar, Event

    calendar = Calendar()
    calendar.add("prodid", "-//kinerja_docs//ppid//ID")
    calendar.add("version", "2.0")
    for one in found:
        event = Event()
        kind = words.get(f"ppid.sheet_{one.sheet}", lang)
        event.add("summary", words.get("ppid.event", lang, kind=kind, number=one.entry.number))
        on = min(one.deadline.due, one.other.due) if one.other is not None else one.deadline.due
        event.add("dtstart", on)
        event.add("dtend", on + timedelta(days=1))
        event.add("dtstamp", datetime(today.year, today.month, today.day))
        event.add("uid", f"{one.sheet}-{one.entry.text('tanggal')}-{one.entry.number}@kinerja-docs")
        calendar.add_component(event)
    content: bytes = calendar.to_ical()
    return content

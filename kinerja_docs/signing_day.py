"""The plan of signing day: steps counted back in working days, each with who does it and until when."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from pydantic import Field

from kinerja_docs import resources, words
from kinerja_docs.definitions.checklist import Owner, TextModel
from kinerja_docs.definitions.source import Model, load
from kinerja_docs.errors import UsageError
from kinerja_docs.text import date_mentions, display_date
from kinerja_docs.text.language import language
from kinerja_docs.word_library import undated
from kinerja_docs.working_days import Day, WorkingDays, calendar_of

FILE = "penandatanganan.yaml"
READY, WRONG, MISSING = "ready", "wrong", "missing"  # states of a document to sign
_STEP_WIDTHS, _SIGNER_WIDTHS = (4.8, 3.1, 6.1, 3.0), (5.2, 5.2, 6.6)  # centimetres
NEAR = 7  # days around a date in which its weekday is looked for


class StepModel(Model):
    """One step: working days before the signing (after it, where negative), who does it, what it is."""

    before: int = Field(ge=-60, le=120)
    owner: Owner
    step: TextModel


class PlanModel(Model):
    """``penandatanganan.yaml``."""

    version: str
    steps: tuple[StepModel, ...] = Field(min_length=1)
    documents: tuple[str, ...] = ()  # forms that people sign on the day


@dataclass(frozen=True, slots=True)
class Step:
    """One step with its day."""

    date: date
    step: str
    owner: str
    before: int


@dataclass(frozen=True, slots=True)
class Paper:
    """One document to sign: its form, its file (None where there is none), and whether it is ready."""

    form: str
    file: str | None
    state: str


@dataclass(frozen=True, slots=True)
class Signer:
    """Somebody of the roster with what he or she signs."""

    name: str
    post: str
    papers: tuple[Paper, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """The plan, in order, and every day between its first and its last with why it counts. ``documents``: forms that
    are signed; ``signers``: who has what ready, where an office folder with a roster was looked at."""

    date: date
    steps: Sequence[Step]
    days: Sequence[Day]
    version: str
    lang: str
    documents: tuple[str, ...] = ()
    signers: tuple[Signer, ...] = ()


def signing_date(text: str) -> date:
    """The day that a text names. A weekday that does not fit the date is refused with the dates that it may mean; so is
    a day that the calendar does not have."""
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        pass
    mentions = date_mentions(text)
    found = mentions[0] if mentions else None
    if found is None or found.date is None:
        raise UsageError(words.get("error.bad_date", text=text), words.get("error.bad_date_remedy"))
    if found.weekday is not None and found.weekday != found.date.weekday():
        near = [found.date + timedelta(days=days) for days in sorted(range(-NEAR, NEAR + 1), key=abs)]
        shown = [_shown(day) for day in near if day.weekday() == found.weekday]
        right = _shown(found.date)
        message = words.get("error.weekday_unlike", text=text, right=right)
        raise UsageError(message, words.get("error.weekday_unlike_remedy", near="; ".join([right, *shown])))
    return found.date


def plan(on: date, office: Any = None, lang: str = "id") -> Plan:
    """The plan for a day; ``office`` gives its own holidays and steps. A day that is not worked is refused."""
    calendar: WorkingDays = calendar_of(office.libur_berkas if office is not None else None)
    day = calendar.day(on, lang)
    if not day.working:
        nearest = calendar.away(on, 1), calendar.away(on, -1)
        near = "; ".join(_shown(one) for one in sorted(nearest))
        message = words.get("error.signing_day_off", date=display_date(on), why=day.why)
        raise UsageError(message, words.get("error.signing_day_off_remedy", near=near))
    model = load(_steps_file(office), PlanModel)
    steps = [
        Step(calendar.away(on, -one.before), getattr(one.step, lang), one.owner, one.before) for one in model.steps
    ]
    steps.sort(key=lambda step: (step.date, -step.before))
    days = tuple(calendar.between(min(steps[0].date, on), max(steps[-1].date, on), lang))
    return Plan(on, steps, days, calendar.version, lang, model.documents)


def _steps_file(office: Any) -> Path:
    own = office.folder / "checklists" / "data" / FILE if office is not None else None
    return own if own is not None and own.is_file() else resources.data_path(FILE)


def _weekday(on: date) -> str:
    return language().weekday_names[on.weekday()]


def _shown(on: date) -> str:
    """``Rabu, 28 Januari 2026``."""
    return f"{_weekday(on)}, {display_date(on)}"


def tree(made: Plan) -> dict[str, Any]:
    """The contract's JSON."""
    steps = [
        {
            "date": one.date.isoformat(),
            "weekday": _weekday(one.date),
            "step": one.step,
            "owner": one.owner,
            "working_days_before": one.before,
        }
        for one in made.steps
    ]
    days = [{"date": one.date.isoformat(), "working": one.working, "why": one.why} for one in made.days]
    calendar = {"version": made.version, "days": days}
    return {"format": 1, "date": made.date.isoformat(), "steps": steps, "calendar": calendar}


def _papers(one: Signer, lang: str) -> list[str]:
    """What each document of a signer is, in words; one word where nothing is due."""
    said = [f"{words.get(f'form.{p.form}', lang)}: {words.get(f'calendar.{p.state}', lang)}" for p in one.papers]
    return said or [words.get("calendar.nothing_due", lang)]


def _counted(made: Plan) -> str:
    papers = [paper.state for one in made.signers for paper in one.papers]
    return words.get("calendar.signers", made.lang, ready=papers.count(READY), all=len(papers))


def text(made: Plan) -> str:
    """The plan as a table for people, and the days that do not count."""
    lang = made.lang
    lines = [words.get("calendar.title", lang, date=_shown(made.date)), ""]
    for one in made.steps:
        owner = words.get(f"owner.{one.owner}", lang)
        left = f"H{-one.before:+d}" if one.before else "H"
        lines.append(f"{_shown(one.date):<28} {left:<5} {one.step} ({owner})")
    if made.signers:
        lines += ["", _counted(made)]
        lines += [f"  {one.name} ({one.post}): {'; '.join(_papers(one, lang))}" for one in made.signers]
    off = [one for one in made.days if not one.working and one.date.weekday() <= 4]
    if off:
        lines += ["", words.get("calendar.not_counted", lang)]
        lines += [f"  {_shown(one.date)}: {one.why}" for one in off]
    lines += ["", words.get("calendar.version", lang, version=made.version)]
    return "\n".join(lines) + "\n"


def ics(made: Plan) -> bytes:
    """The plan as a calendar file; the same plan gives the same bytes."""
    from icalendar import Calendar, Event

    calendar = Calendar()
    calendar.add("prodid", "-//kinerja_docs//signing-day//ID")
    calendar.add("version", "2.0")
    for number, one in enumerate(made.steps):
        event = Event()
        event.add("summary", one.step)
        event.add("dtstart", one.date)
        event.add("dtend", one.date + timedelta(days=1))
        event.add("dtstamp", datetime(made.date.year, made.date.month, made.date.day))
        event.add("uid", f"{made.date.isoformat()}-{number}@kinerja-docs")
        event.add("description", words.get(f"owner.{one.owner}", made.lang))
        calendar.add_component(event)
    content: bytes = calendar.to_ical()
    return content


def document(made: Plan) -> bytes:
    """The plan as a Word table on A4; the same plan gives the same bytes."""
    import io

    import docx
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Cm

    lang = made.lang
    word = docx.Document()
    section = word.sections[0]
    section.page_width, section.page_height = Cm(21.0), Cm(29.7)
    section.left_margin = section.right_margin = Cm((21.0 - sum(_STEP_WIDTHS)) / 2)
    title = word.add_paragraph()
    title.alignment = WD_ALIGN_PARAGRAPH.CENTER
    title.add_run(words.get("calendar.title", lang, date=_shown(made.date))).bold = True
    steps = [(_shown(one.date), str(one.before), one.step, words.get(f"owner.{one.owner}", lang)) for one in made.steps]
    _table(
        word, [words.get(f"calendar.{name}", lang) for name in ("day", "left", "step", "owner")], steps, _STEP_WIDTHS
    )
    if made.signers:
        word.add_paragraph()
        word.add_paragraph().add_run(_counted(made)).bold = True
        signers = [(one.name, one.post, "\n".join(_papers(one, lang))) for one in made.signers]
        heads = [words.get(f"calendar.{name}", lang) for name in ("name", "post", "papers")]
        _table(word, heads, signers, _SIGNER_WIDTHS)
    word.core_properties.author = "kinerja_docs"
    out = io.BytesIO()
    word.save(out)
    return undated(out.getvalue())


def _table(word: Any, heads: Sequence[str], rows: Sequence[Sequence[str]], widths: Sequence[float]) -> None:
    """A ruled table, widths in centimetres; its header comes again on every page."""
    from docx.oxml import OxmlElement
    from docx.shared import Cm

    table = word.add_table(1, len(heads))
    table.style, table.autofit = "Table Grid", False
    for cell, head in zip(table.rows[0].cells, heads, strict=True):
        cell.paragraphs[0].add_run(head).bold = True
    table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    for texts in rows:
        for cell, text in zip(table.add_row().cells, texts, strict=True):
            cell.text = text
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Cm(width)
    for row in table.rows:
        for cell, width in zip(row.cells, widths, strict=True):
            cell.width = Cm(width)  # Word reads the cells, LibreOffice the columns

"""The annual report: every figure comes from the register, and sums are reconciled before anything is written."""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from kinerja_docs import words
from kinerja_docs.ppid.deadlines import answer_by
from kinerja_docs.ppid.register import Entry, Register
from kinerja_docs.ppid.settings import settings
from kinerja_docs.text import fold
from kinerja_docs.word_library import undated
from kinerja_docs.working_days import WorkingDays


@dataclass(frozen=True, slots=True)
class Annual:
    """The figures of one year. ``mean_days`` are working days to the answer, None where nothing was answered."""

    year: int
    requests: int
    by_month: tuple[int, ...]
    by_status: dict[str, int]
    by_job: dict[str, int]
    grounds: dict[str, int]
    answered: int
    late: int
    regime_open: int
    mean_days: float | None
    objections: int
    objection_reasons: dict[str, int]
    other_years: int

    def reconciled(self) -> bool:
        """Whether all sums agree, also of what stands in columns of their own: answers with statuses, grounds with
        refusals, reasons with objections."""
        known = settings()
        closed = sum(count for status, count in self.by_status.items() if status in known.closed)
        refused = sum(count for status, count in self.by_status.items() if status in known.refused)
        return (
            self.requests == sum(self.by_month) == sum(self.by_status.values()) == sum(self.by_job.values())
            and self.answered == closed
            and sum(self.grounds.values()) == refused
            and sum(self.objection_reasons.values()) == self.objections
        )


def annual(register: Register, year: int, calendar: WorkingDays, today: date | None = None) -> Annual:
    """The figures of a year, by the day of registration. What waits for an answer after its last day is late as of
    ``today``."""
    requests = [one for one in register.requests if _year(one) == year]
    objections = [one for one in register.objections if _year(one) == year]
    months = Counter(day.month for one in requests if (day := one.day("tanggal")) is not None)
    spans = [span for one in requests if (span := _span(one, calendar)) is not None]
    statuses = Counter(fold(one.text("status")) for one in requests)
    return Annual(
        year,
        len(requests),
        tuple(months.get(month, 0) for month in range(1, 13)),
        {status: statuses[status] for status in [*settings().statuses, *statuses] if status in statuses},
        dict(Counter(one.text("pekerjaan") or "–" for one in requests).most_common()),
        dict(
            sorted(
                Counter(
                    one.letter for one in requests if one.letter and fold(one.text("status")) in settings().refused
                ).items()
            )
        ),
        len(spans),
        sum(_is_late(one, calendar, today) for one in requests),
        sum(one.regime is None for one in requests),
        round(sum(spans) / len(spans), 1) if spans else None,
        len(objections),
        dict(sorted(Counter(one.letter for one in objections if one.letter).items())),
        len(register.requests) - len(requests),
    )


def _year(entry: Entry) -> int | None:
    day = entry.day("tanggal")
    return day.year if day is not None else None


def _span(entry: Entry, calendar: WorkingDays) -> int | None:
    """Working days from registration to the answer, pauses left out."""
    start, end = entry.day("tanggal"), entry.day("tanggapan")
    if start is None or end is None or end < start:
        return None
    days = (start + timedelta(days=number) for number in range(1, (end - start).days + 1))
    pauses = entry.pauses
    return sum(calendar.works(on) and not any(first <= on <= last for first, last in pauses) for on in days)


def _is_late(entry: Entry, calendar: WorkingDays, today: date | None) -> bool:
    """Whether an answer came, or is still missing, after its last day, under the regime that was chosen (ordinary
    where none was: whoever is late then is late under the other too)."""
    received, answered = entry.day("tanggal"), entry.day("tanggapan") or today
    if received is None or answered is None:
        return False
    extended = bool(entry.text("perpanjangan"))
    return answered > answer_by(received, entry.regime or "biasa", calendar, extended, entry.pauses).due


def tree(found: Annual) -> dict[str, Any]:
    """The figures as JSON."""
    return {"format": 1} | {name: getattr(found, name) for name in found.__dataclass_fields__}


def text(found: Annual, lang: str) -> str:
    """The figures as lines."""
    return "\n".join(f"{label}: {value}" for label, value in _figures(found, lang)) + "\n"


def _figures(found: Annual, lang: str) -> list[tuple[str, str]]:
    def say(key: str) -> str:
        return words.get(f"ppid.annual_{key}", lang)

    mean = "–" if found.mean_days is None else str(found.mean_days).replace(".", ",")
    figures = [(say("requests"), str(found.requests))]
    figures += [(f"{say('status')} {status}", str(count)) for status, count in found.by_status.items()]
    figures += [(say("answered"), str(found.answered)), (say("mean"), mean), (say("late"), str(found.late))]
    if found.regime_open:
        figures.append((say("regime_open"), str(found.regime_open)))
    for letter, count in found.grounds.items():
        figures.append((f"{say('ground')} {letter}: {settings().grounds[letter].title}", str(count)))
    figures.append((say("objections"), str(found.objections)))
    for letter, count in found.objection_reasons.items():
        figures.append((f"{say('reason')} {letter}: {settings().objections[letter]}", str(count)))
    return figures


def document(found: Annual, office: str, today: date, lang: str) -> bytes:
    """The report as a Word document with a chart of the months."""
    import docx
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Cm, Pt

    def say(key: str, **params: object) -> str:
        return words.get(f"ppid.annual_{key}", lang, **params)

    made = docx.Document()
    style = made.styles["Normal"]
    style.font.name, style.font.size = "Bookman Old Style", Pt(11)
    section = made.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin, section.right_margin, section.top_margin, section.bottom_margin = Cm(3), Cm(2), Cm(2), Cm(2)
    for line, size in ((say("title"), 13), (office.upper(), 12), (say("year", year=found.year), 12)):
        paragraph = made.add_paragraph()
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        run = paragraph.add_run(line)
        run.bold, run.font.size = True, Pt(size)
    for number, part in enumerate(("policy", "means", "service"), 1):
        _heading(made, f"{number}. {say(f'part_{part}')}")
        if part != "service":
            made.add_paragraph(say("to_write"))
    _table(made, [(say("figure"), say("count")), *_figures(found, lang)], (13.0, 3.0))
    made.add_paragraph()
    made.add_picture(io.BytesIO(chart(found.by_month, lang)), width=Cm(15.5))
    _heading(made, f"4. {say('jobs')}")
    _table(made, [(say("job"), say("count")), *((job, str(count)) for job, count in found.by_job.items())], (13.0, 3.0))
    for number, part in enumerate(("obstacles", "advice"), 5):
        _heading(made, f"{number}. {say(f'part_{part}')}")
        made.add_paragraph(say("to_write"))
    stamp = datetime(today.year, today.month, today.day)
    core = made.core_properties
    core.author, core.comments, core.created, core.modified = "kinerja_docs", "", stamp, stamp
    out = io.BytesIO()
    made.save(out)
    return undated(out.getvalue())


def _heading(made: Any, text: str) -> None:
    paragraph = made.add_paragraph()
    paragraph.paragraph_format.keep_with_next = True
    paragraph.add_run(text).bold = True


def _table(made: Any, rows: Sequence[tuple[str, str]], widths: tuple[float, ...]) -> None:
    from docx.shared import Cm

    table = made.add_table(rows=0, cols=len(widths))
    table.style, table.autofit = "Table Grid", False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Cm(width)
    for number, row in enumerate(rows):
        for cell, text, width in zip(table.add_row().cells, row, widths, strict=True):
            cell.width = Cm(width)
            cell.paragraphs[0].add_run(text).bold = number == 0


def chart(months: Sequence[int], lang: str) -> bytes:
    """Requests by month as a picture (PNG)."""
    from PIL import Image, ImageDraw, ImageFont

    wide, high, base = 1400, 460, 390
    picture = Image.new("RGB", (wide, high), "white")
    draw, font = ImageDraw.Draw(picture), ImageFont.load_default(24)
    draw.text((20, 10), words.get("ppid.annual_chart", lang), fill="black", font=font)
    names, most = words.get("letter.months", lang).split(), max(1, *months)
    step = (wide - 60) // 12
    draw.line((30, base, wide - 30, base), fill="#5A6475", width=2)
    for number, count in enumerate(months):
        left = 40 + number * step
        top = base - int(300 * count / most)
        draw.rectangle((left, top, left + step - 30, base), fill="#1F5FA8")
        draw.text((left + 6, top - 32), str(count), fill="black", font=font)
        draw.text((left + 6, base + 10), names[number][:3], fill="black", font=font)
    out = io.BytesIO()
    picture.save(out, "PNG", optimize=True)
    return out.getvalue()

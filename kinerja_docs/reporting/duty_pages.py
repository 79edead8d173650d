"""What each employee has to do, a printed page for each: results with the indicators that they serve, duties with their
hours, and the load beside the working time of a year."""

from __future__ import annotations

from datetime import date
from typing import Any

from kinerja_docs import __version__, words
from kinerja_docs.outcome import CheckOutcome, DutySheet
from kinerja_docs.reporting.html import environment
from kinerja_docs.reporting.masking import masker
from kinerja_docs.text import display_number

SIGNS = {"linked": "●", "unsure": "○", "none": "–"}


def render(outcome: CheckOutcome, today: date, unmask: bool = False) -> str:
    """The whole page. A person's sheet says where something that it needs is missing."""
    lang = outcome.language

    def word(key: str, **params: Any) -> str:
        return words.get(f"sheets.{key}", lang, **params)

    sheets = sorted(outcome.picture.sheets, key=lambda one: (one.office, one.person, one.year or 0, one.file))
    return environment().get_template("duties.html").render(
        w=word,
        lang=lang,
        sheets=sheets,
        show=masker(unmask),
        hours=hours,
        percent=percent,
        carried=carried,
        signs=SIGNS,
        version=__version__,
        today=today.isoformat(),
        office=lambda folder: folder.rsplit("/", 1)[-1],
    )  # fmt: skip


def hours(number: float | None) -> str:
    """Hours of a year as people print them, at most one decimal; a dash where they cannot be told."""
    return "–" if number is None else display_number(round(number, 1), "#,##0.#").rstrip(",")


def percent(sheet: DutySheet) -> int:
    """The load in percent of the working time of a year."""
    return round(100 * (sheet.hours or 0.0) / sheet.year_hours)


def carried(sheet: DutySheet, duty: int) -> list[int]:
    """The numbers, from 1, of the results that come from a duty."""
    return [number for number, work in enumerate(sheet.results, 1) if work.duty == duty]

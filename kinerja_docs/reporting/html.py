"""The report as one page: no network, readable without script, on paper and on a phone."""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Any

from kinerja_docs import __version__, words
from kinerja_docs.outcome import CheckOutcome
from kinerja_docs.reporting.overview import Overview, overview

if TYPE_CHECKING:
    from jinja2 import Environment

ICONS = {"error": "✖", "warning": "▲", "info": "●", "siap": "✔", "perbaiki": "▲", "belum_terbaca": "✖", "none": "–"}


@cache
def environment() -> Environment:
    """Templates of the pages; whatever a file says is escaped, and a missing name is an error."""
    import jinja2

    loader = jinja2.PackageLoader("kinerja_docs", "reporting/pages")
    return jinja2.Environment(
        loader=loader, autoescape=True, undefined=jinja2.StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )


def render(outcome: CheckOutcome, today: date, unmask: bool = False) -> str:
    """The whole page."""
    return render_overview(overview(outcome, unmask), today)


def render_overview(seen: Overview, today: date) -> str:
    """The page of a report that was put in words already."""

    def word(key: str, **params: Any) -> str:
        return words.get(key, seen.lang, **params)

    def short(form: str) -> str:
        return words.find(f"short_form.{form}", seen.lang) or form

    entries = seen.entries
    return environment().get_template("report.html").render(
        o=seen,
        w=word,
        short=short,
        office=lambda folder: folder.rsplit("/", 1)[-1],
        states={state: sum(1 for entry in entries if entry.state == state) for state in ("new", "still")},
        icons=ICONS,
        version=__version__,
        today=today.isoformat(),
        persons=sorted({entry.person for entry in entries if entry.person}),
        codes=sorted({entry.code for entry in entries}),
    )  # fmt: skip

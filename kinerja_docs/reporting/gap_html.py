"""The gap report as one page: no network, no script, on paper and on a phone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from kinerja_docs import __version__, words
from kinerja_docs.reporting.gap_view import number, view
from kinerja_docs.reporting.html import ICONS, environment
from kinerja_docs.scoring.study import Study


def render(
    studies: Sequence[Study],
    today: date,
    lang: str,
    agreement: Mapping[str, Any] | None = None,
    unmask: bool = False,
) -> str:
    """The whole page, one LKE below the other."""
    page = environment().get_template("gap.html")
    return page.render(
        views=[view(study, lang, unmask) for study in studies],
        agreement=agreement,
        lang=lang,
        w=lambda key, **params: words.get(f"gap_report.{key}", lang, **params),
        s=lambda severity: words.get(f"severity.{severity}", lang),
        n=number,
        share=share,
        icons=ICONS,
        version=__version__,
        today=today.isoformat(),
    )


def share(value: float | None, whole: float) -> str:
    """A part of a bar in per cent."""
    return f"{min(100.0, max(0.0, 100 * (value or 0) / whole)):.1f}"

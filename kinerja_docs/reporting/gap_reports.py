"""The gap reports by the name of their format; each renderer is loaded when it is asked for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from kinerja_docs.scoring.study import Study


def render(
    studies: Sequence[Study],
    tree: Mapping[str, Any],
    format: str,
    today: date,
    lang: str,
    agreement: Mapping[str, Any] | None = None,
    unmask: bool = False,
) -> str | bytes:
    """The report of one run."""
    from kinerja_docs.reporting import gap_document, gap_html, gap_text, gap_workbook, json_report

    if format == "json":
        return json_report.dumps(dict(tree))
    if format == "html":
        return gap_html.render(studies, today, lang, agreement, unmask)
    if format == "xlsx":
        return gap_workbook.render(studies, today, lang, agreement, unmask)
    if format == "docx":
        return gap_document.render(studies, today, lang, agreement, unmask)
    return gap_text.render(studies, lang, agreement)

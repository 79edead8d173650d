"""The reports by the name of their format; each renderer is loaded when it is asked for."""

from __future__ import annotations

from datetime import date

from kinerja_docs.outcome import CheckOutcome, ReadOutcome
from kinerja_docs.reporting.terminal import Paper


def check_report(
    outcome: CheckOutcome, format: str, today: date, paper: Paper, unmask: bool = False, by_person: bool = False
) -> str | bytes:
    """The report of a check."""
    from kinerja_docs.reporting import duty_pages, html, json_report, letter, messages, sarif, terminal, workbook

    if format == "json":
        return json_report.dumps(json_report.check_tree(outcome))
    if format == "sarif":
        return json_report.dumps(sarif.sarif_tree(outcome, unmask))
    if format == "html" and by_person:
        return duty_pages.render(outcome, today, unmask)
    if format == "html":
        return html.render(outcome, today, unmask)
    if format == "docx":
        return letter.render(outcome, today, unmask)
    if format == "xlsx":
        return workbook.check_workbook(outcome, today, unmask)
    return messages.render(outcome, unmask) if by_person else terminal.render(outcome, paper)


def read_report(
    outcome: ReadOutcome, format: str, today: date, paper: Paper, unmask: bool = False, skeleton: bool = False
) -> str | bytes:
    """What was read; ``skeleton``: the frame of each document alone."""
    from kinerja_docs.reporting import frames, json_report, table, workbook

    if skeleton:
        return json_report.dumps(frames.tree(outcome)) if format == "json" else frames.render(outcome)
    if format == "json":
        return json_report.dumps(json_report.read_tree(outcome))
    if format == "xlsx":
        return workbook.read_workbook(outcome, today, unmask)
    return table.render_read(outcome, paper)

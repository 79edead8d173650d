"""The commands of signing day."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from kinerja_docs import words
from kinerja_docs.cli_words import family, option
from kinerja_docs.console import deliver, guarded, refuse_existing
from kinerja_docs.errors import UsageError

FORMATS = ("text", "json", "docx", "ics")
BINARY = ("docx", "ics")
days_app = family("signing_day")


@days_app.command("plan", help=words.get("cli.signing_day_plan"))
@guarded
def plan(
    date: Annotated[str, option("signing_date", "--date", metavar="DATE")],
    format: Annotated[str | None, option("format", "--format", metavar="FORM")] = None,
    output: Annotated[Path | None, option("output", "-o", "--output", metavar="FILE")] = None,
    office: Annotated[Path | None, option("office", "--office", metavar="DIR")] = None,
    lang: Annotated[str | None, option("lang", "--lang", metavar="id|en")] = None,
    force: Annotated[bool, option("force", "--force")] = False,
) -> None:
    """Plans the way to a signing day."""
    from kinerja_docs import cli, signing_day
    from kinerja_docs import office as offices
    from kinerja_docs.reporting import json_report

    cli.use_language(lang)
    chosen = format or (output.suffix.lower().lstrip(".") if output is not None else "") or FORMATS[0]
    chosen = {"txt": "text"}.get(chosen, chosen)
    if chosen not in FORMATS:
        known = words.get("error.format_known", known=", ".join(FORMATS))
        raise UsageError(words.get("error.format_for", format=chosen, command="signing-day plan"), known)
    if chosen in BINARY and output is None:
        message = words.get("error.binary_to_screen", format=chosen)
        raise UsageError(message, words.get("error.binary_remedy", format=chosen))
    refuse_existing(output, force)
    folder = cli.office_of(office)
    kept = offices.load(folder) if folder is not None else None
    made = signing_day.plan(signing_day.signing_date(date), kept, words.language())
    content: str | bytes
    if chosen == "json":
        content = json_report.dumps(signing_day.tree(made))
    elif chosen == "docx":
        content = signing_day.document(made)
    else:
        content = signing_day.ics(made) if chosen == "ics" else signing_day.text(made)
    deliver(content, output, force)


@days_app.command("pack", hidden=True)
@guarded
def pack(folder: Annotated[str, typer.Argument(metavar="DIR")]) -> None:
    """Comes with a later version."""
    raise UsageError(words.get("error.later", what="signing-day pack"))


@days_app.command("verify", hidden=True)
@guarded
def verify(folder: Annotated[str, typer.Argument(metavar="DIR")]) -> None:
    """Comes with a later version."""
    raise UsageError(words.get("error.later", what="signing-day verify"))

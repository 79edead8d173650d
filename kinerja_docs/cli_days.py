"""The commands of signing day."""

from __future__ import annotations

from typing import Annotated

import typer

from kinerja_docs import words
from kinerja_docs.cli_words import Force, Form, Lang, OfficeFolder, Output, Today, family, option
from kinerja_docs.console import Progress, deliver, guarded
from kinerja_docs.errors import UsageError

days_app = family("signing_day")


@days_app.command("plan", help=words.get("cli.signing_day_plan"))
@guarded
def plan(
    date: Annotated[str, option("signing_date", "--date", metavar="DATE")],
    format: Form = None,
    output: Output = None,
    office: OfficeFolder = None,
    today: Today = None,
    lang: Lang = None,
    force: Force = False,
) -> None:
    """Plans the way to a signing day."""
    from kinerja_docs import cli, readiness, signing_day
    from kinerja_docs import office as offices
    from kinerja_docs.reporting import json_report

    chosen = cli.start("signing-day plan", format, output, lang, force)
    folder = cli.office_of(office)
    kept = offices.load(folder) if folder is not None else None
    made = signing_day.plan(signing_day.signing_date(date), kept, words.language())
    if folder is not None and chosen in ("text", "docx"):  # the keys of the JSON are fixed
        progress = Progress()
        try:
            made = readiness.with_signers(made, folder, cli.day_of(today), progress)
        finally:
            progress.clear()
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

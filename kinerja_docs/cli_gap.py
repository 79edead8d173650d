"""The command of assessors: ``gap``."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from kinerja_docs import words
from kinerja_docs.cli_words import Force, Form, Lang, OfficeFolder, Output, Today, family, option
from kinerja_docs.console import Progress, deliver, guarded, say
from kinerja_docs.errors import UsageError

UNREADABLE = 3
gap_app = family("gap")


@gap_app.command("gap", help=words.get("cli.gap"))
@guarded
def gap(
    paths: Annotated[list[str], typer.Argument(help=words.get("cli.paths"), show_default=False, metavar="LKE")],
    changes: Annotated[list[str] | None, option("if", "--if", metavar="KODE=JAWABAN")] = None,
    evidence: Annotated[list[str] | None, option("evidence", "--evidence", metavar="DIR")] = None,
    compare: Annotated[str | None, option("compare", "--compare", metavar="OTHER")] = None,
    write_back: Annotated[Path | None, option("write_back", "--write-back", metavar="DIR")] = None,
    format: Form = None,
    output: Output = None,
    office: OfficeFolder = None,
    workers: Annotated[int, option("workers", "--workers", min=1, max=60, metavar="N")] = 1,
    today: Today = None,
    lang: Lang = None,
    unmask: Annotated[bool, option("unmask", "--unmask")] = False,
    force: Force = False,
) -> None:
    """Recomputes LKE and reports the gap between score and evidence."""
    from kinerja_docs import api, assessing, cli

    chosen = cli.start("gap", format, output, lang, force)
    progress = Progress()
    options = api.Options(
        office=office,
        evidence=evidence or (),
        workers=workers,
        today=cli.day_of(today),
        language=words.language(),
        force=force,
        progress=progress,
    )
    try:
        found = assessing.assess(paths, options, _changes(changes or ()), compare)
        written = assessing.write_back(found, write_back, force) if write_back is not None else []
    finally:
        progress.clear()
    deliver(assessing.report(found, chosen, unmask), output, force)
    for path, count in written:
        say(words.get("gap_report.written", path=path.as_posix(), count=count))
    for name in found.unread:
        say(words.get("gap_report.read_error", path=name))
    if found.unread:
        raise typer.Exit(UNREADABLE)


def _changes(given: Sequence[str]) -> dict[str, str]:
    """``KODE=JAWABAN`` of ``--if``."""
    found: dict[str, str] = {}
    for text in given:
        code, mark, answer = text.partition("=")
        if not mark or not code.strip() or not answer.strip():
            raise UsageError(words.get("error.unknown_answer", code=text))
        found[code.strip()] = answer.strip()
    return found

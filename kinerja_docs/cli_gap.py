"""The command of assessors: ``gap``."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from kinerja_docs import words
from kinerja_docs.cli_words import family, option
from kinerja_docs.console import Progress, deliver, guarded, refuse_existing, say
from kinerja_docs.errors import UsageError

FORMATS = ("text", "json", "html", "xlsx", "docx")
BINARY = ("xlsx", "docx")
SUFFIXES = {"txt": "text", "htm": "html"}
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
    format: Annotated[str | None, option("format", "--format", metavar="FORM")] = None,
    output: Annotated[Path | None, option("output", "-o", "--output", metavar="FILE")] = None,
    office: Annotated[Path | None, option("office", "--office", metavar="DIR")] = None,
    workers: Annotated[int, option("workers", "--workers", min=1, max=60, metavar="N")] = 1,
    today: Annotated[str | None, option("today", "--today", metavar="DATE")] = None,
    lang: Annotated[str | None, option("lang", "--lang", metavar="id|en")] = None,
    unmask: Annotated[bool, option("unmask", "--unmask")] = False,
    force: Annotated[bool, option("force", "--force")] = False,
) -> None:
    """Recomputes LKE and reports the gap between score and evidence."""
    from kinerja_docs import cli

    cli.use_language(lang)
    chosen = _format(format, output)
    refuse_existing(output, force)
    from kinerja_docs import api, assessing

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


def _format(format: str | None, output: Path | None) -> str:
    chosen = format or (output.suffix.lower().lstrip(".") if output is not None else "") or FORMATS[0]
    chosen = SUFFIXES.get(chosen, chosen)
    if chosen not in FORMATS:
        known = words.get("error.format_known", known=", ".join(FORMATS))
        raise UsageError(words.get("error.format_for", format=chosen, command="gap"), known)
    if chosen in BINARY and output is None:
        message = words.get("error.binary_to_screen", format=chosen)
        raise UsageError(message, words.get("error.binary_remedy", format=chosen))
    return chosen


def _changes(given: Sequence[str]) -> dict[str, str]:
    """``KODE=JAWABAN`` of ``--if``."""
    found: dict[str, str] = {}
    for text in given:
        code, mark, answer = text.partition("=")
        if not mark or not code.strip() or not answer.strip():
            raise UsageError(words.get("error.unknown_answer", code=text))
        found[code.strip()] = answer.strip()
    return found

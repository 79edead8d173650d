"""The command of public copies: ``disclose``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from kinerja_docs import words
from kinerja_docs.cli_words import family, option
from kinerja_docs.console import Progress, deliver, guarded

disclose_app = family("disclose")


@disclose_app.command("disclose", help=words.get("cli.disclose"))
@guarded
def disclose(
    paths: Annotated[list[str], typer.Argument(help=words.get("cli.paths"), show_default=False, metavar="PATH")],
    output: Annotated[Path, option("output_folder", "-o", "--output", metavar="DIR")],
    approve: Annotated[str | None, option("approve", "--approve", metavar="NAME")] = None,
    policy: Annotated[Path | None, option("policy", "--policy", metavar="FILE")] = None,
    format: Annotated[str | None, option("format", "--format", metavar="FORM")] = None,
    office: Annotated[Path | None, option("office", "--office", metavar="DIR")] = None,
    today: Annotated[str | None, option("today", "--today", metavar="DATE")] = None,
    lang: Annotated[str | None, option("lang", "--lang", metavar="id|en")] = None,
    force: Annotated[bool, option("force", "--force")] = False,
) -> None:
    """Makes public copies with proof."""
    from kinerja_docs import cli, publishing
    from kinerja_docs.options import Options
    from kinerja_docs.reporting import json_report

    chosen = cli.plain_format("disclose", format, lang)
    progress = Progress()
    options = Options(office=office, today=cli.day_of(today), language=words.language(), force=force, progress=progress)
    try:
        found = publishing.disclose(paths, output, options, policy, approve)
    finally:
        progress.clear()
    content = json_report.dumps(found.tree()) if chosen == "json" else _told(found, output)
    deliver(content, None, force=False)
    raise typer.Exit(found.exit_code)


def _told(found: object, output: Path) -> str:
    """The result as lines of text."""
    from kinerja_docs.publishing import DRAFTS, LOOK, Disclosure

    assert isinstance(found, Disclosure)
    lines = []
    for one in found.documents:
        if one.refused is not None:
            lines.append(words.get("disclose.line_refused", path=one.path, reason=one.refused))
            continue
        went = ", ".join(f"{found.title(each.kind)} {each.count}×" for each in one.removed)
        went = went or words.get("disclose.nothing_removed")
        lines.append(words.get("disclose.line", path=one.path, output=one.output, went=went))
    if found.approved is None:
        lines.append(words.get("disclose.drafts", folder=(output / DRAFTS).as_posix(), look=LOOK))
    return "\n".join(lines) + "\n"

"""The command of public copies: ``disclose``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from kinerja_docs import words
from kinerja_docs.cli_words import Force, Form, Lang, OfficeFolder, OutputFolder, Today, family, option
from kinerja_docs.console import Progress, deliver, guarded

disclose_app = family("disclose")


@disclose_app.command("disclose", help=words.get("cli.disclose"))
@guarded
def disclose(
    paths: Annotated[list[str], typer.Argument(help=words.get("cli.paths"), show_default=False, metavar="PATH")],
    output: OutputFolder,
    approve: Annotated[str | None, option("approve", "--approve", metavar="NAME")] = None,
    policy: Annotated[Path | None, option("policy", "--policy", metavar="FILE")] = None,
    format: Form = None,
    office: OfficeFolder = None,
    today: Today = None,
    lang: Lang = None,
    force: Force = False,
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

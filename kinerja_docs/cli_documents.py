"""The commands that make documents: ``generate`` and ``template``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kinerja_docs import words
from kinerja_docs.cli_words import Force, Form, Lang, OfficeFolder, OutputFolder, Today, argument, family, option
from kinerja_docs.console import Progress, deliver, guarded, refuse_existing, say, write

if TYPE_CHECKING:
    from kinerja_docs.generating.batch import Batch

generate_app = family("generate")
template_app = family("template")


Template = Annotated[str, argument("template_name", "TEMPLATE")]


@generate_app.command("generate", help=words.get("cli.generate"))
@guarded
def generate(
    template: Template,
    data: Annotated[Path, argument("data", "DATA")],
    output: OutputFolder,
    format: Form = None,
    pdf: Annotated[bool, option("pdf", "--pdf")] = False,
    strict: Annotated[bool, option("strict", "--strict")] = False,
    workers: Annotated[int, option("workers", "--workers", min=1, max=60, metavar="N")] = 1,
    resume: Annotated[bool, option("resume", "--resume")] = False,
    office: OfficeFolder = None,
    today: Today = None,
    lang: Lang = None,
    force: Force = False,
) -> None:
    """Fills a template, one document for each line of data."""
    from kinerja_docs import cli, filling
    from kinerja_docs.reporting import json_report

    chosen = cli.plain_format("generate", format, lang)
    progress = Progress()
    try:
        batch = filling.generate(
            template,
            data,
            output,
            office=cli.office_of(office),
            today=cli.day_of(today),
            language=words.language(),
            strict=strict,
            resume=resume,
            pdf=pdf,
            workers=workers,
            force=force,
            progress=progress,
        )
    finally:
        progress.clear()
    if chosen == "json":
        tree = filling.batch_tree(batch, lambda found: json_report.finding_tree(found, words.language()))
        deliver(json_report.dumps(tree), None, force=False)
    else:
        deliver(_told(batch, output), None, force=False)
    raise typer.Exit(batch.exit_code)


def _told(batch: Batch, folder: Path) -> str:
    """What was made and what was not, for people."""
    from kinerja_docs.generating.batch import APART

    wrong = [made for made in batch.documents if made.wrong]
    lines = [words.get("generate.made", count=len(batch.documents), path=folder.as_posix())]
    if batch.kept:
        lines.append(words.get("generate.kept", count=batch.kept))
    if wrong:
        lines.append(words.get("generate.apart", count=len(wrong), path=f"{folder.as_posix()}/{APART}"))
        for made in wrong:
            lines.append(f"  {made.file}")
            errors = (finding for finding in made.findings if finding.severity == "error")
            lines += [f"    {found.code} {found.message} {found.fix}" for found in errors]
    if batch.problems:
        lines.append(words.get("generate.problems", count=len(batch.problems)))
    for one in batch.problems:
        key = "generate.problem" if one.sheet else "generate.problem_line"
        shown = words.get(key, sheet=one.sheet, row=one.row, column=one.column, message=one.message)
        lines.append(f"  {one.code} {shown}\n    {one.fix}")
    return "\n".join(lines) + "\n"


@template_app.command("check", help=words.get("cli.template_check"))
@guarded
def check(
    file: Annotated[Path, argument("template_file", "FILE")],
    manifest: Annotated[str | None, option("manifest", "--manifest", metavar="TEMPLATE")] = None,
    office: OfficeFolder = None,
    format: Form = None,
    lang: Lang = None,
) -> None:
    """Checks a template."""
    import dataclasses

    from kinerja_docs import cli, filling
    from kinerja_docs.reporting import json_report

    chosen = cli.plain_format("template check", format, lang)
    faults = filling.check(file, manifest, cli.office_of(office))
    if chosen == "json":
        tree = {"format": 1, "problems": [dataclasses.asdict(fault) for fault in faults]}
        text = json_report.dumps(tree)
    elif faults:
        text = "".join(
            f"{words.get('generate.template_fault', code=f.code, place=f.place, message=f.message)}\n  {f.fix}\n"
            for f in faults
        )
    else:
        text = words.get("generate.template_good", path=file.as_posix()) + "\n"
    deliver(text, None, force=False)
    raise typer.Exit(1 if faults else 0)


@template_app.command("new", help=words.get("cli.template_new"))
@guarded
def new(
    name: Template,
    output: Annotated[Path, option("template_folder", "-o", "--output", metavar="DIR")] = Path("templates/docx"),
    office: OfficeFolder = None,
    lang: Lang = None,
    force: Force = False,
) -> None:
    """Starts a template from a shipped one."""
    from kinerja_docs import cli, filling

    cli.use_language(lang)
    files = filling.start(name, output, cli.office_of(office))
    output.mkdir(parents=True, exist_ok=True)
    for path in files:
        refuse_existing(path, force)
    for path, content in files.items():
        write(path, content, force)
    say(words.get("generate.created", path=", ".join(path.as_posix() for path in files)))


@template_app.command("data", help=words.get("cli.template_data"))
@guarded
def data(
    name: Template,
    output: Annotated[Path, option("output", "-o", "--output", metavar="roster.xlsx")],
    taken_from: Annotated[list[Path] | None, option("taken_from", "--from", metavar="FILE")] = None,
    office: OfficeFolder = None,
    lang: Lang = None,
    force: Force = False,
) -> None:
    """Writes a workbook for the data of a template, empty or filled from documents."""
    from kinerja_docs import cli, filling

    cli.use_language(lang)
    refuse_existing(output, force)
    folder, language = cli.office_of(office), words.language()
    if taken_from:
        content = filling.data_from(name, taken_from, output, language, folder)
    else:
        content = filling.empty_data(name, output, language, folder)
    deliver(content, output, force)

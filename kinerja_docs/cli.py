"""The command line: a thin face over :mod:`kinerja_docs.api`. It parses, calls and prints; it holds no rule.

Everything heavy is imported inside the commands, so that ``--help`` costs little more than importing Typer.
"""

from __future__ import annotations

import functools
import inspect
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from string import ascii_uppercase
from typing import TYPE_CHECKING, Annotated, Any, TypeVar

import typer
from typer.core import TyperCommand, TyperGroup

from kinerja_docs import __version__, words
from kinerja_docs.cli_words import family, option
from kinerja_docs.console import (
    Progress,
    deliver,
    guarded,
    has_colour,
    heed_end,
    prepare_streams,
    refuse_existing,
    report,
    say,
    tell_wrong_use,
    write,
)
from kinerja_docs.errors import UsageError
from kinerja_docs.spelling import remedy_for

if TYPE_CHECKING:
    from datetime import date

    from kinerja_docs.outcome import CheckOutcome, ReadOutcome
    from kinerja_docs.reading.limits import Limits
    from kinerja_docs.reporting.terminal import Paper

T = TypeVar("T")
LATER_COMMANDS = ("user",)
# In files of their own:
FAMILIES = ("gap", "generate", "template", "signing-day", "disclose", "ppid", "framework", "serve")
PLAIN_FORMATS = ("text", "json")
FORMATS = {
    "check": (*PLAIN_FORMATS, "html", "xlsx", "docx", "sarif"),
    "read": (*PLAIN_FORMATS, "xlsx"),
    "gap": (*PLAIN_FORMATS, "html", "xlsx", "docx"),
    "signing-day plan": (*PLAIN_FORMATS, "docx", "ics"),
    "ppid register": (*PLAIN_FORMATS, "ics", "xlsx", "sqlite", "db", "sqlite3"),
    "ppid report": (*PLAIN_FORMATS, "docx"),
    "ppid dip": (*PLAIN_FORMATS, "xlsx", "docx"),
    "ppid dik": (*PLAIN_FORMATS, "xlsx", "docx"),
}
ON_SCREEN = (*PLAIN_FORMATS, "html", "sarif")  # all others go to a file only
SUFFIXES = {"txt": "text", "htm": "html"}


def language_of(arguments: Sequence[str]) -> str:
    """The language that the arguments ask for, so that help texts and early errors speak it too."""
    for number, argument in enumerate(arguments):
        name, _, value = argument.partition("=")
        if name == "--lang":
            value = value or (arguments[number + 1] if number + 1 < len(arguments) else "")
            return value if value in words.LANGUAGES else words.LANGUAGES[0]
    return words.LANGUAGES[0]


words.use(language_of(sys.argv[1:]))


def _help(name: str) -> str:
    return words.get(f"cli.{name}")


Paths = Annotated[list[str], typer.Argument(help=_help("paths"), show_default=False, metavar="PATH")]
Form = Annotated[str | None, option("format", "--format", metavar="FORM")]
Output = Annotated[Path | None, option("output", "-o", "--output", metavar="FILE")]
OfficeDir = Annotated[Path | None, option("office", "--office", metavar="DIR")]
Reference = Annotated[list[str] | None, option("reference", "--reference", metavar="FILE")]
Evidence = Annotated[list[str] | None, option("evidence", "--evidence", metavar="DIR")]
Select = Annotated[list[str] | None, option("select", "--select", metavar="CODES")]
Ignore = Annotated[list[str] | None, option("ignore", "--ignore", metavar="CODES")]
Today = Annotated[str | None, option("today", "--today", metavar="DATE")]
Workers = Annotated[int, option("workers", "--workers", min=1, max=60, metavar="N")]
Annotate = Annotated[Path | None, option("annotate", "--annotate", metavar="DIR")]
Baseline = Annotated[Path | None, option("baseline", "--baseline", metavar="OLD.json")]
By = Annotated[str | None, option("by", "--by", metavar="person")]
Skeleton = Annotated[bool, option("skeleton", "--skeleton")]
NoCache = Annotated[bool, option("no_cache", "--no-cache")]
Lang = Annotated[str | None, option("lang", "--lang", metavar="id|en")]
Unmask = Annotated[bool, option("unmask", "--unmask")]
Force = Annotated[bool, option("force", "--force")]
_LONGEST = 20  # digits of a number on the command line
SIZES = {"": 1, "B": 1, "KB": 2**10, "MB": 2**20, "GB": 2**30}
TIMES = {"": 1, "S": 1, "M": 60}
PLAIN = {"": 1}
LIMITS: dict[str, tuple[dict[str, int], int]] = {  # field of reading.limits.Limits → units to write, the most allowed
    "size": (SIZES, 2**40),
    "part": (SIZES, 2**40),
    "unpacked": (SIZES, 2**40),
    "ratio": (PLAIN, 10**6),
    "members": (PLAIN, 10**7),
    "depth": (PLAIN, 20),
    "pages": (PLAIN, 10**6),
    "pixels": (PLAIN, 10**10),
    "lines": (PLAIN, 10**9),
    "cells": (PLAIN, 10**9),
    "memory": (SIZES, 2**40),
    "seconds": (TIMES, 86_400),
}


class _Commands(TyperGroup):
    """The commands of this version. One that a later version brings says so instead of being unknown.

    Typer works out every option of every command before it shows the first line of help, which took a third of the
    time of ``--help``. So the list shows names and sentences alone, and only the command that is called is made.
    """

    def list_commands(self, ctx: Any) -> list[str]:
        return [*_members(), *FAMILIES]

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        if cmd_name in LATER_COMMANDS:
            report(UsageError(words.get("error.later", what=cmd_name)))
            raise typer.Exit(UsageError.exit_code)
        if cmd_name not in self.list_commands(ctx):
            remedy = remedy_for(cmd_name, self.list_commands(ctx))
            report(UsageError(words.get("error.unknown_command", name=cmd_name), remedy))
            raise typer.Exit(UsageError.exit_code)
        return TyperCommand(cmd_name, help=_help(cmd_name.replace("-", "_")))

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        name = args[0]
        self.get_command(ctx, name)  # says what is wrong with the name
        return name, typer.main.get_command(_whole(name)), args[1:]


def _members() -> dict[str, Any]:
    """The commands of this file by name."""
    return {str(one.name or getattr(one.callback, "__name__", "")): one for one in members.registered_commands}


def _whole(name: str) -> typer.Typer:
    """A command, or a family of them, with all its options."""
    if name not in FAMILIES:
        alone = family(name.replace("-", "_"))
        alone.registered_commands = [_members()[name]]
        return alone
    if name == "serve":
        from kinerja_docs import cli_serve

        return cli_serve.serve_app
    from kinerja_docs import cli_days, cli_disclose, cli_documents, cli_framework, cli_gap, cli_ppid

    return {
        "gap": cli_gap.gap_app,
        "generate": cli_documents.generate_app,
        "template": cli_documents.template_app,
        "signing-day": cli_days.days_app,
        "disclose": cli_disclose.disclose_app,
        "ppid": cli_ppid.ppid_app,
        "framework": cli_framework.framework_app,
    }[name]


app = typer.Typer(
    cls=_Commands,
    help=_help("app"),
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)

members = typer.Typer(rich_markup_mode=None, pretty_exceptions_enable=False)


def _version(asked: bool) -> None:
    if asked:
        print(f"kinerja-docs {__version__}")
        raise typer.Exit


def _limited(command: Callable[..., None]) -> Callable[..., None]:
    """Gives a command the ``--limit-*`` options; the command gets them as one mapping, ``limits``."""

    @functools.wraps(command)
    def run(*args: Any, **kwargs: Any) -> None:
        given = {name: kwargs.pop(f"limit_{name}") for name in LIMITS}
        command(*args, limits={name: value for name, value in given.items() if value is not None}, **kwargs)

    signature = inspect.signature(command, eval_str=True)
    kept = [parameter for parameter in signature.parameters.values() if parameter.name != "limits"]
    for name in LIMITS:
        hint: Any = Annotated[str | None, option(f"limit_{name}", f"--limit-{name}", metavar="N")]
        kept.append(inspect.Parameter(f"limit_{name}", inspect.Parameter.KEYWORD_ONLY, default=None, annotation=hint))
    run.__signature__ = signature.replace(parameters=kept)  # type: ignore[attr-defined]
    run.__annotations__ = {parameter.name: parameter.annotation for parameter in kept}
    del run.__wrapped__
    return run


@app.callback()
def _root(
    version: Annotated[bool, option("version", "--version", callback=_version, is_eager=True)] = False,
    lang: Lang = None,
) -> None:
    prepare_streams()
    words.use(language_of(sys.argv[1:]))
    use_language(lang)


@members.command(help=_help("check"))
@_limited
@guarded
def check(
    paths: Paths,
    format: Form = None,
    output: Output = None,
    office: OfficeDir = None,
    reference: Reference = None,
    evidence: Evidence = None,
    select: Select = None,
    ignore: Ignore = None,
    today: Today = None,
    workers: Workers = 1,
    annotate: Annotate = None,
    baseline: Baseline = None,
    by: By = None,
    no_cache: NoCache = False,
    lang: Lang = None,
    unmask: Unmask = False,
    force: Force = False,
    *,
    limits: Mapping[str, Any],
) -> None:
    """Runs a check and prints its report."""
    chosen = start("check", format, output, lang, force)
    if by is not None and by != "person":
        raise UsageError(words.get("error.unknown_value", name=f"--by {by}"), words.get("error.by_known"))
    if by is not None and chosen not in ("text", "html"):
        raise UsageError(words.get("error.by_text"))
    from kinerja_docs import api

    progress = Progress()
    options = api.Options(
        office=office,
        reference=reference or (),
        evidence=evidence or (),
        select=select or (),
        ignore=ignore or (),
        today=day_of(today),
        workers=workers,
        language=words.language(),
        limits=_limits(limits),
        progress=progress,
        baseline=baseline,
        annotate=annotate,
        force=force,
        cache=not no_cache,
        sheets=by is not None and chosen == "html",
    )
    outcome = _finished(lambda: api.check(paths, options), progress)
    from kinerja_docs.reporting import formats

    result = formats.check_report(outcome, chosen, options.today, _paper(output), unmask, by is not None)
    _close(result, outcome, output, force, quiet=chosen != "text" or output is not None)


@members.command(help=_help("read"))
@_limited
@guarded
def read(
    paths: Paths,
    format: Form = None,
    output: Output = None,
    office: OfficeDir = None,
    today: Today = None,
    workers: Workers = 1,
    skeleton: Skeleton = False,
    lang: Lang = None,
    unmask: Unmask = False,
    force: Force = False,
    *,
    limits: Mapping[str, Any],
) -> None:
    """Reads files and prints what was recognised."""
    chosen = start("read", format, output, lang, force)
    from kinerja_docs import api

    progress = Progress()
    options = api.Options(
        office=office,
        today=day_of(today),
        workers=workers,
        language=words.language(),
        limits=_limits(limits),
        progress=progress,
        skeleton=skeleton,
    )
    outcome = _finished(lambda: api.read(paths, options), progress)
    from kinerja_docs.reporting import formats

    result = formats.read_report(outcome, chosen, options.today, _paper(output), unmask, skeleton)
    _close(result, outcome, output, force, quiet=chosen != "text" or output is not None)


@members.command(help=_help("explain"))
@guarded
def explain(
    code: Annotated[str, typer.Argument(help=_help("code"), show_default=False, metavar="CODE")],
    office: OfficeDir = None,
    lang: Lang = None,
) -> None:
    """Explains a code."""
    use_language(lang)
    from kinerja_docs import catalogue

    found = catalogue.find_code(code, office_of(office))
    paper = _paper(None)
    text = "\n".join(catalogue.explain(one, paper, words.language()) for one in found)
    deliver(text, None, force=False)


@members.command("list", help=_help("list"))
@guarded
def list_(
    name: Annotated[str, typer.Argument(help=_help("name"), show_default=False, metavar="NAME")],
    format: Form = None,
    output: Output = None,
    office: OfficeDir = None,
    lang: Lang = None,
    force: Force = False,
) -> None:
    """Lists definitions."""
    chosen = start("list", format, output, lang, force)
    from kinerja_docs import catalogue
    from kinerja_docs.reporting import json_report, table

    items = catalogue.listed(name, office_of(office), words.language())
    as_json = chosen == "json"
    text = (
        json_report.dumps(json_report.list_tree(items))
        if as_json
        else table.render_list(items, _paper(output), words.language())
    )
    deliver(text, output, force)


@members.command(help=_help("doctor"))
@guarded
def doctor(office: OfficeDir = None, lang: Lang = None) -> None:
    """Tells the state of the installation."""
    use_language(lang)
    from kinerja_docs import catalogue

    text, code = catalogue.doctor(office_of(office), words.language())
    deliver(text, None, force=False)
    raise typer.Exit(code)


@members.command(help=_help("init"))
@guarded
def init(
    folder: Annotated[Path, typer.Argument(help=_help("folder"), show_default=False, metavar="DIR")],
    practice: Annotated[bool, typer.Option("--practice", help=_help("practice"))] = False,
    lang: Lang = None,
) -> None:
    """Makes an office folder."""
    use_language(lang)
    from kinerja_docs import office, practising

    settings = folder / office.SETTINGS
    if settings.exists():
        raise UsageError(words.get("error.init_exists", path=folder.as_posix()))
    try:
        for name in office.FOLDERS:
            (folder / name).mkdir(parents=True, exist_ok=True)
        if practice:
            practising.write(folder)
    except OSError as error:
        raise UsageError(
            words.get("error.cannot_write", path=folder.as_posix(), detail=error.strerror or "")
        ) from error
    if not practice:
        write(settings, words.office_settings(), force=False)
    if not (folder / office.DECISIONS).exists():
        write(folder / office.DECISIONS, ",".join(office.COLUMNS) + "\n", force=False)
    say(words.get("notice.created", path=folder.as_posix()))


def use_language(lang: str | None) -> None:
    if lang is None:
        return
    if lang not in words.LANGUAGES:
        known = ", ".join(words.LANGUAGES)
        raise UsageError(words.get("error.unknown_lang", name=lang), words.get("error.format_known", known=known))
    words.use(lang)


def plain_format(command: str, format: str | None, lang: str | None) -> str:
    """Sets the language, and gives the format of a command that prints text or JSON."""
    return start(command, format, None, lang, force=False)


def start(command: str, format: str | None, output: Path | None, lang: str | None, force: bool) -> str:
    """Sets the language, and gives the format: of ``--format``, else of the output's suffix, else text."""
    use_language(lang)
    chosen = format
    if chosen is None and output is not None:
        suffix = output.suffix.lower().lstrip(".")
        chosen = SUFFIXES.get(suffix, suffix)
    chosen, known = chosen or PLAIN_FORMATS[0], FORMATS.get(command, PLAIN_FORMATS)
    if chosen not in known:
        remedy = words.get("error.format_known", known=", ".join(known))
        raise UsageError(words.get("error.format_for", format=chosen, command=command), remedy)
    if chosen not in ON_SCREEN and output is None:
        message = words.get("error.binary_to_screen", format=chosen)
        raise UsageError(message, words.get("error.binary_remedy", format=chosen))
    refuse_existing(output, force)
    return chosen


def day_of(text: str | None) -> date:
    from datetime import date

    if text is None:
        return date.today()
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise UsageError(words.get("error.bad_date", text=text), words.get("error.bad_date_remedy")) from error


def _limits(given: Mapping[str, str]) -> Limits:
    from dataclasses import replace

    from kinerja_docs.reading.limits import DEFAULT

    return replace(DEFAULT, **{name: _amount(name, text) for name, text in given.items()})


def _amount(name: str, given: str) -> int:
    """A whole number above zero with one of the units of that limit, such as ``50MB``; there is no "without limit"."""
    units, most = LIMITS[name]
    text = given.strip().upper()
    number = text.rstrip(ascii_uppercase)
    unit = text[len(number) :]
    amount = int(number) * units.get(unit, 0) if number.strip().isdecimal() and len(number) <= _LONGEST else 0
    if not 1 <= amount <= most:
        kind = "size" if units is SIZES else "time" if units is TIMES else "count"
        message = words.get("error.bad_limit", name=f"--limit-{name}", text=given)
        raise UsageError(message, words.get(f"error.bad_limit_{kind}", most=most))
    return amount


def office_of(given: Path | None) -> Path | None:
    """The office folder of a command without paths."""
    from kinerja_docs import office

    if given is not None:
        return office.load(given).folder
    return office.find(Path.cwd())


def _paper(output: Path | None) -> Paper:
    """What the text is written on: the terminal, or plain paper for a file or a pipe."""
    import shutil

    from kinerja_docs.reporting.terminal import Paper

    if output is not None:
        return Paper()
    return Paper(width=shutil.get_terminal_size((100, 24)).columns, colour=has_colour(sys.stdout))


def _finished(work: Callable[[], T], progress: Progress) -> T:
    try:
        return work()
    finally:
        progress.clear()


def _close(
    text: str | bytes, outcome: CheckOutcome | ReadOutcome, output: Path | None, force: bool, quiet: bool
) -> None:
    """Prints the result, tells notices and faults, and ends with the exit code of the outcome.

    ``quiet``: nobody reads the result now, so faults that it tells are told once more.
    """
    deliver(text, output, force)
    for notice in outcome.notices:
        say(notice)
    for path, kind in outcome.faults if quiet else ():
        say(words.get("error.internal_file", path=path, kind=kind))
    if outcome.faults:
        say(words.get("error.internal_remedy"))
    raise typer.Exit(outcome.exit_code)


def main() -> None:
    """The console script."""
    prepare_streams()
    heed_end()
    try:
        code = app(standalone_mode=False)
    except Exception as error:
        code = tell_wrong_use(error)
        if code is None:
            raise
    sys.exit(code)


if __name__ == "__main__":
    main()

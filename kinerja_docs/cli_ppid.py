"""The commands of public information: ``ppid register``, ``letter``, ``report``, ``dip``, ``dik``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kinerja_docs import words
from kinerja_docs.cli_words import (
    Force,
    Form,
    Lang,
    OfficeFolder,
    Output,
    OutputFolder,
    Today,
    argument,
    family,
    option,
)
from kinerja_docs.console import deliver, guarded, refuse_existing, say
from kinerja_docs.errors import UsageError

if TYPE_CHECKING:
    from datetime import date

    from kinerja_docs.office import Office
    from kinerja_docs.ppid.lists import Found

ppid_app = family("ppid")
Book = Annotated[Path, argument("register_file", "REGISTER")]


@ppid_app.command("register", help=words.get("cli.ppid_register"))
@guarded
def register(
    book: Book,
    new: Annotated[bool, option("ppid_new", "--new")] = False,
    format: Form = None,
    output: Output = None,
    office: OfficeFolder = None,
    today: Today = None,
    lang: Lang = None,
    force: Force = False,
) -> None:
    """Shows what is due; keeps the register as a workbook or a database."""
    from kinerja_docs import cli, informing
    from kinerja_docs.ppid import due, register
    from kinerja_docs.reporting import json_report

    chosen = cli.start("ppid register", format, output, lang, force)
    if new:
        refuse_existing(book, force)
        deliver(register.dump(register.Register(), book.suffix), book, force)
        return
    kept, day, language = _office(office), cli.day_of(today), words.language()
    found, wrong = informing.open_register(book, language)
    content: str | bytes
    if chosen == "json":
        content = json_report.dumps(informing.due_tree(book, kept, day, language))
    elif chosen in ("text", "ics"):
        listed = due.due(found, informing.calendar(kept), day, language)
        faults = "".join(f"✖ {informing.told(one)} {one.fix}\n" for one in wrong)
        rights = due.rights_text(due.rights(found, informing.calendar(kept), day, language), language)
        shown = due.text(listed, language) + rights + faults
        content = due.ics(listed, day, language) if chosen == "ics" else shown
    else:
        content = register.dump(found, f".{chosen}")
    deliver(content, output, force)
    raise typer.Exit(1 if wrong else 0)


@ppid_app.command("letter", help=words.get("cli.ppid_letter"))
@guarded
def letter(
    kind: Annotated[str, argument("ppid_kind", "SURAT")],
    book: Book,
    number: Annotated[int, option("ppid_number", "--number", min=1, metavar="N")],
    output: OutputFolder,
    letter_number: Annotated[str | None, option("ppid_letter_number", "--nomor", metavar="NOMOR")] = None,
    values: Annotated[list[str] | None, option("ppid_set", "--set", metavar="NAMA=ISI")] = None,
    year: Annotated[int | None, option("ppid_year", "--year", metavar="TAHUN")] = None,
    office: OfficeFolder = None,
    today: Today = None,
    lang: Lang = None,
    force: Force = False,
) -> None:
    """Writes a letter from a line of the register."""
    from kinerja_docs import cli, informing
    from kinerja_docs.cli_documents import _told

    cli.use_language(lang)
    given: dict[str, str] = {}
    for text in values or ():
        name, mark, value = text.partition("=")
        if not mark or not name.strip() or not value.strip():
            raise UsageError(words.get("ppid.bad_set", text=text), words.get("ppid.bad_set_remedy"))
        given[name.strip()] = value.strip()
    if letter_number:
        given["nomor"] = letter_number
    batch = informing.letter(
        kind.replace("-", "_"),
        book,
        number,
        output,
        office=_office(office),
        given=given,
        today=cli.day_of(today),
        language=words.language(),
        year=year,
        force=force,
        tell=say,
    )
    deliver(_told(batch, output), None, force=False)
    raise typer.Exit(batch.exit_code)


@ppid_app.command("report", help=words.get("cli.ppid_report"))
@guarded
def report(
    book: Book,
    year: Annotated[int | None, option("ppid_year", "--year", metavar="TAHUN")] = None,
    format: Form = None,
    output: Output = None,
    office: OfficeFolder = None,
    today: Today = None,
    lang: Lang = None,
    force: Force = False,
) -> None:
    """The annual report of public information."""
    from kinerja_docs import cli, informing
    from kinerja_docs.ppid import annual
    from kinerja_docs.reporting import json_report

    chosen = cli.start("ppid report", format, output, lang, force)
    kept, day = _office(office), cli.day_of(today)
    figures = informing.report(book, year or day.year, kept, day)
    content: str | bytes
    if chosen == "json":
        content = json_report.dumps(annual.tree(figures))
    elif chosen == "docx":
        name = (kept.nama if kept is not None else None) or ""
        content = annual.document(figures, name, day, words.language())
    else:
        content = annual.text(figures, words.language())
    deliver(content, output, force)


@ppid_app.command("dip", help=words.get("cli.ppid_dip"))
@guarded
def dip(
    paths: Annotated[list[str], argument("ppid_logs", "PATH")],
    before: Annotated[Path | None, option("ppid_before", "--from", metavar="XLSX")] = None,
    year: Annotated[int | None, option("ppid_list_year", "--year", metavar="TAHUN")] = None,
    format: Form = None,
    output: Output = None,
    office: OfficeFolder = None,
    today: Today = None,
    lang: Lang = None,
    force: Force = False,
) -> None:
    """The list of public information, grown from approved public copies."""
    from kinerja_docs import cli, informing

    chosen = cli.start("ppid dip", format, output, lang, force)
    kept, day = _office(office), cli.day_of(today)
    found = informing.dip(paths, before, kept, year or (kept.tahun if kept is not None else None) or day.year)
    deliver(_list(found, chosen, kept, day), output, force)
    if found.missing:
        say(words.get("ppid.not_public_count", count=len(found.missing)))


@ppid_app.command("dik", help=words.get("cli.ppid_dik"))
@guarded
def dik(
    paths: Annotated[list[str], argument("ppid_logs", "PATH")],
    book: Annotated[Path | None, option("ppid_book", "--register", metavar="REGISTER")] = None,
    before: Annotated[Path | None, option("ppid_before", "--from", metavar="XLSX")] = None,
    format: Form = None,
    output: Output = None,
    office: OfficeFolder = None,
    today: Today = None,
    lang: Lang = None,
    force: Force = False,
) -> None:
    """The list of what is excluded from public information."""
    from kinerja_docs import cli, informing

    chosen = cli.start("ppid dik", format, output, lang, force)
    kept, day = _office(office), cli.day_of(today)
    found = informing.dik(paths, book, before)
    deliver(_list(found, chosen, kept, day), output, force)
    if book is not None:
        say(words.get("ppid.look_at_refused"))


def _list(found: Found, chosen: str, kept: Office | None, day: date) -> str | bytes:
    from kinerja_docs.ppid import list_files, lists
    from kinerja_docs.reporting import json_report

    name = (kept.nama if kept is not None else None) or ""
    if chosen == "json":
        return json_report.dumps(lists.tree(found))
    if chosen == "docx":
        return list_files.document(found, name, day, words.language())
    return list_files.workbook(found, name) if chosen == "xlsx" else lists.text(found, words.language())


def _office(given: Path | None) -> Office | None:
    from kinerja_docs import cli
    from kinerja_docs import office as offices

    folder = cli.office_of(given)
    return offices.load(folder) if folder is not None else None

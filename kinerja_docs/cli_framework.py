"""The commands that take an LKE framework to a workbook and back: ``framework export``, ``framework import``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from kinerja_docs import words
from kinerja_docs.cli_words import Force, Lang, OfficeFolder, argument, family, option
from kinerja_docs.console import deliver, guarded, refuse_existing, say
from kinerja_docs.errors import UsageError

framework_app = family("framework")


@framework_app.command("export", help=words.get("cli.framework_export"))
@guarded
def export(
    name: Annotated[str, argument("framework_id", "KERANGKA")],
    output: Annotated[Path, option("output", "-o", "--output", metavar="kerangka.xlsx")],
    office: OfficeFolder = None,
    lang: Lang = None,
    force: Force = False,
) -> None:
    """Writes a framework to a workbook."""
    from kinerja_docs import cli
    from kinerja_docs.definitions.framework import load_frameworks
    from kinerja_docs.definitions.framework_book import book_of
    from kinerja_docs.spelling import remedy_for

    cli.use_language(lang)
    refuse_existing(output, force)
    known = {one.id: one for one in load_frameworks(cli.office_of(office))}
    if name not in known:
        raise UsageError(words.get("error.unknown_framework", name=name), remedy_for(name, known))
    deliver(book_of(known[name]), output, force)


@framework_app.command("import", help=words.get("cli.framework_import"))
@guarded
def import_(
    book: Annotated[Path, argument("framework_book", "BUKU")],
    output: Annotated[Path | None, option("framework_folder", "-o", "--output", metavar="DIR")] = None,
    office: OfficeFolder = None,
    lang: Lang = None,
    force: Force = False,
) -> None:
    """Brings a framework back from its workbook."""
    from kinerja_docs import cli
    from kinerja_docs.definitions.framework import FOLDER
    from kinerja_docs.definitions.framework_book import read_book

    cli.use_language(lang)
    own = cli.office_of(office) if output is None else None
    folder = output if output is not None else own / FOLDER if own is not None else None
    if folder is None:
        raise UsageError(words.get("error.framework_folder"), words.get("error.framework_folder_remedy"))
    framework = read_book(book, folder, force)
    say(words.get("notice.written", path=framework.path.as_posix()))

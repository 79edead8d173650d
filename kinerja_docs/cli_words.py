"""How the command line says what its options and arguments mean: in the words of the user's language."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from kinerja_docs import words


def option(name: str, *flags: str, **settings: Any) -> Any:
    """An option with its help from the word files."""
    return typer.Option(*flags, help=words.get(f"cli.{name}"), show_default=False, **settings)


def argument(name: str, metavar: str) -> Any:
    """An argument, likewise."""
    return typer.Argument(help=words.get(f"cli.{name}"), show_default=False, metavar=metavar)


def family(name: str) -> typer.Typer:
    """A command that has commands of its own."""
    return typer.Typer(
        help=words.get(f"cli.{name}"),
        no_args_is_help=True,
        add_completion=False,
        rich_markup_mode=None,
        context_settings={"help_option_names": ["-h", "--help"]},
    )


# What most commands take
Form = Annotated[str | None, option("format", "--format", metavar="FORM")]
Output = Annotated[Path | None, option("output", "-o", "--output", metavar="FILE")]
OutputFolder = Annotated[Path, option("output_folder", "-o", "--output", metavar="DIR")]
OfficeFolder = Annotated[Path | None, option("office", "--office", metavar="DIR")]
Today = Annotated[str | None, option("today", "--today", metavar="DATE")]
Lang = Annotated[str | None, option("lang", "--lang", metavar="id|en")]
Force = Annotated[bool, option("force", "--force")]

"""How the command line says what its options and arguments mean: in the words of the user's language."""

from __future__ import annotations

from typing import Any

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

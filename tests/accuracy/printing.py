"""How a made document becomes a file: what may stand between the abstract papers and the bytes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from tests.maker.paper import Bundle
from tests.maker.sheet import write_sheet
from tests.maker.word import write_word


@dataclass(frozen=True)
class Printed:
    """The bytes of a file and its suffix without the dot."""

    data: bytes
    suffix: str


Printer = Callable[[Bundle, bool], Printed]
"""Prints a bundle that was laid out for a workbook (True) or for a Word file. It sets the places of the boxes, or takes
them away (``without_places``) where the format has other ones."""


def print_office(bundle: Bundle, sheet: bool) -> Printed:
    """A workbook or a Word file."""
    return Printed(write_sheet(bundle), "xlsx") if sheet else Printed(write_word(bundle), "docx")

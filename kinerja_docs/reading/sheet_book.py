"""What the sheets of one workbook share while it is being read, whatever format it has."""

from __future__ import annotations

import re
from functools import cached_property
from math import isfinite
from typing import TypeVar

from kinerja_docs.model import Document
from kinerja_docs.reading.contents import Contents
from kinerja_docs.reading.limits import exceeded
from kinerja_docs.reading.sheet_styles import GENERAL, Shown, Styles
from kinerja_docs.text import display_number

_IN_FULL = re.compile(
    r"(?!-0$)-?(?:0|[1-9][0-9]*)(?:\.(?!0000)[0-9]*[1-9])?"
)  # General prints it as it is stored, if short
_GENERAL_DIGITS = 10
_ELAPSED = re.compile(r"\[(?:h+|m+|s+)\]", re.IGNORECASE)  # a span of time, which no calendar shifts
EPOCH_1904 = 1462  # days between the two calendars of workbooks
_T = TypeVar("_T")


class Book:
    """A workbook being read: the document it becomes, its numbers as they are displayed, and what it may still hold."""

    def __init__(self, contents: Contents, kind: str) -> None:
        self.limits = contents.limits
        self.result = Document(contents.path, kind)
        self.struck_strings: dict[int, str] = {}  # struck-out runs of shared strings, by their number
        self.shift = 0  # days from the calendar of dates that begins in 1900 to the workbook's own
        self._left = contents.limits.cells
        self._numbers: dict[tuple[str, str | None], tuple[float, str, Shown]] = {}

    @cached_property
    def styles(self) -> Styles:
        """Formats and struck-out fonts."""
        return Styles()

    @cached_property
    def strings(self) -> list[str]:
        """The shared strings."""
        return []

    def claim(self, cells: int) -> None:
        """Takes cells, or lines that a merged cell stands on, from what the workbook may hold; BRK006 beyond it."""
        self._left -= cells
        if self._left < 0:
            raise exceeded("cells", self.limits.cells)

    def number(self, value: str, style: str | None) -> tuple[float, str, Shown]:
        """A stored number with its display; the same few come back in every column. ValueError for what is none."""
        known = self._numbers.get((value, style))
        if known is None:
            known = self._numbers[value, style] = self._displayed(value, int(style or 0))
        return known

    def _displayed(self, value: str, style: int) -> tuple[float, str, Shown]:
        code, shown_as = self.styles.code(style), self.styles.shown_as(style)
        number = float(value) + 0.0  # without the sign of a negative zero
        if not isfinite(number):
            raise ValueError(value)
        if code == GENERAL and len(value) <= _GENERAL_DIGITS and _IN_FULL.fullmatch(value) is not None:
            return number, value.replace(".", ","), shown_as
        shift = self.shift if shown_as == "date" and _ELAPSED.search(code) is None else 0
        try:
            return number, display_number(number + shift, code), shown_as
        except ArithmeticError:  # larger than the format has room for
            return number, value, shown_as

"""Names of SpreadsheetML, and what a reading of one sheet's XML gives, whichever way it was read."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final, NamedTuple

NAMESPACE: Final = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
S: Final = f"{{{NAMESPACE}}}"
ON: Final = frozenset(("1", "true"))
_REFERENCE = re.compile(r"\$?([A-Z]{1,3})\$?([0-9]{1,7})")
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_HALF = re.compile("[\ud800-\udfff]")
COLUMNS: dict[str, int] = {}


class Formula(NamedTuple):
    """A formula without its ``=``, the number of the group it shares, and its stored value (None: none stored)."""

    text: str
    group: str | None
    value: str | None


# One cell that holds something, as the file spells it: column letters, row, style, type, stored value and formula.
# A formula's value stands in the formula. Letters are None where one row ends and another begins. A bare tuple,
# because a sheet has thousands.
Piece = tuple[str | None, str | None, str | None, str | None, str | None, Formula | None]
Merge = tuple[int, int, int, int]  # first row, first column, last row, last column


@dataclass(slots=True)
class Scanned:
    """What a sheet's XML says: its cells and what stands around them."""

    pieces: Iterable[Piece]
    count: int  # of pieces
    merged: list[Merge] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: list[tuple[int, int]] = field(default_factory=list)
    links: list[dict[str, str]] = field(default_factory=list)  # attributes; those of relationships as ``r:id``
    struck: dict[tuple[int, int], str] = field(default_factory=dict)  # struck-out runs of inline texts, by place


def column_of(letters: str) -> int:
    """``A`` → 1, ``AA`` → 27; remembered, since a sheet names few columns many times."""
    number = COLUMNS.get(letters)
    if number is None:
        number = 0
        for letter in letters:
            number = number * 26 + ord(letter) - 64
        COLUMNS[letters] = number
    return number


def position(reference: str) -> tuple[int, int]:
    """Row and column of ``B3`` or ``$B$3``; (0, 0) for anything else."""
    match = _REFERENCE.fullmatch(reference)
    return (int(match.group(2)), column_of(match.group(1))) if match is not None else (0, 0)


@lru_cache(maxsize=8_192)  # forms of one origin merge the same ranges
def corners(reference: str) -> Merge | None:
    """The corners of ``A1:B3``; None for what is no range."""
    first, colon, last = reference.partition(":")
    (top, left), (bottom, right) = position(first), position(last)
    return (top, left, bottom, right) if colon and 0 < top <= bottom and 0 < left <= right else None


def unescaped(text: str) -> str:
    """A workbook's text with its own escapes (``_x000D_``, for what XML has no room for) resolved, and with line ends
    as everywhere."""
    if "_x" in text:
        text = _ESCAPED.sub(lambda match: chr(int(match.group(1), 16)), text)
        if _HALF.search(text) is not None:  # characters beyond 16 bits come in two halves; one alone is none
            text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text

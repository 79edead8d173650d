"""Shared formulas: the first cell of a group holds the formula, the others only their distance from it."""

from __future__ import annotations

import re

from kinerja_docs.model import column_letters

_BEGINS, _ENDS = r"(?<![A-Za-z0-9_.$])", r"(?![A-Za-z0-9_.(!])"
_REFERENCE = r"\$?[A-Z]{1,3}\$?[0-9]{1,7}|\$?[A-Z]{1,3}:\$?[A-Z]{1,3}|\$?[0-9]{1,7}:\$?[0-9]{1,7}"
# Texts, names of sheets, columns of tables and other workbooks are passed over; the group is a reference.
_PIECE = re.compile(rf"\"[^\"]*\"|'[^']*'|\[[^\]]*\]|{_BEGINS}({_REFERENCE}){_ENDS}")
_PART = re.compile(r"(\$?)(?:([A-Z]+)|([0-9]+))")
_LOST = "#REF!"
_LAST_COLUMN, _LAST_ROW = 16_384, 1_048_576


def column_number(letters: str) -> int:
    """``A`` → 1, ``AA`` → 27."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def moved(formula: str, rows: int, columns: int) -> str:
    """A formula as it reads in a cell that many rows down and columns to the right."""

    def part(match: re.Match[str]) -> str:
        fixed, letters, digits = match.groups()
        if fixed:
            return match.group()
        number = column_number(letters) + columns if letters else int(digits) + rows
        if not 1 <= number <= (_LAST_COLUMN if letters else _LAST_ROW):
            return _LOST
        return column_letters(number) if letters else str(number)

    def move(match: re.Match[str]) -> str:
        if match.group(1) is None:
            return match.group()
        reference = _PART.sub(part, match.group())
        return _LOST if _LOST in reference else reference

    return _PIECE.sub(move, formula)

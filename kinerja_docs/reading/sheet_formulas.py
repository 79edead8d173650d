"""Shared formulas: the first cell of a group holds the formula, the others only their distance from it."""

from __future__ import annotations

import re

from kinerja_docs.model import column_letters

_PIECE = re.compile(r"\"[^\"]*\"|'[^']*'|(?<![A-Za-z0-9_.])(\$?)([A-Z]{1,3})(\$?)(\d{1,7})(?![A-Za-z0-9_(])")
_LAST_COLUMN, _LAST_ROW = 16_384, 1_048_576


def column_number(letters: str) -> int:
    """``A`` → 1, ``AA`` → 27."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def moved(formula: str, rows: int, columns: int) -> str:
    """A formula as it reads in a cell that many rows down and columns to the right."""

    def move(match: re.Match[str]) -> str:
        if match.group(2) is None:  # a text or the name of a sheet
            return match.group()
        fixed_column, letters, fixed_row, row = match.groups()
        column = column_number(letters)
        column = column if fixed_column else column + columns
        line = int(row) if fixed_row else int(row) + rows
        if not (1 <= column <= _LAST_COLUMN and 1 <= line <= _LAST_ROW):
            return "#REF!"
        return f"{fixed_column}{column_letters(column)}{fixed_row}{line}"

    return _PIECE.sub(move, formula)

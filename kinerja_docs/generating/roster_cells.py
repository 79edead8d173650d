"""The cells of a roster workbook as texts, and what a workbook does not hold as it was meant."""

from __future__ import annotations

import datetime
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from kinerja_docs import words
from kinerja_docs.text import display_date

DIGITS = 15  # that a number in a workbook keeps
ERRORS = frozenset(("#N/A", "#REF!", "#VALUE!", "#NAME?", "#DIV/0!", "#NUM!", "#NULL!"))
OLD_OR_LOCKED = b"\xd0\xcf\x11\xe0"  # Excel of before 2007, and every workbook with a password
Printed = tuple[str, str]  # the text, and why it is not what was meant, or nothing


class RosterBooks:
    """A workbook with its values, and with its formulas only where there are any."""

    def __init__(self, path: Path) -> None:
        """Raises ValueError where it is no workbook."""
        import openpyxl

        with path.open("rb") as file:
            if file.read(4) == OLD_OR_LOCKED:
                raise ValueError(words.get("error.data_locked"))
        try:
            self._values = openpyxl.load_workbook(path, read_only=True, data_only=True)
            self._formulas = openpyxl.load_workbook(path, read_only=True) if _has_formulas(path) else None
            self.titles = [sheet.title for sheet in self._values.worksheets]
        except OSError:
            raise
        except Exception as error:  # openpyxl lets through whatever goes wrong inside it
            raise ValueError(type(error).__name__) from error

    def rows(self, title: str) -> Iterator[list[Printed]]:
        """The cells of a sheet, line by line."""
        values = self._values[title].iter_rows()
        if self._formulas is None:
            yield from ([_shown(cell) for cell in line] for line in values)
            return
        formulas = self._formulas[title].iter_rows()
        for line, beside in zip(values, formulas, strict=True):
            yield [_calculated(cell, other) for cell, other in zip(line, beside, strict=True)]

    def close(self) -> None:
        """Let the file go."""
        for book in (self._values, self._formulas):
            if book is not None:
                book.close()


def _has_formulas(path: Path) -> bool:
    with zipfile.ZipFile(path) as package:
        parts = [name for name in package.namelist() if name.startswith("xl/worksheets/") and name.endswith(".xml")]
        return any(b"<f>" in raw or b"<f " in raw or b"<f/" in raw for raw in map(package.read, parts))


def _calculated(cell: Any, beside: Any) -> Printed:
    missing = cell.value is None and getattr(beside, "data_type", "") == "f"
    if missing and cell.data_type == "n":  # a stored empty text is a value, and of another type
        return "", "formula"
    return _shown(cell)


def _shown(cell: Any) -> Printed:
    if cell.value is None:
        return "", ""
    share = isinstance(cell.value, int | float) and "%" in str(cell.number_format or "")
    return printed(round(cell.value * 100, 10), "%") if share else printed(cell.value)


def printed(value: Any, unit: str = "") -> Printed:
    """A value as people read it, dates and numbers as Indonesians write them."""
    if isinstance(value, datetime.datetime | datetime.date):
        return display_date(value), ""
    if isinstance(value, bool):
        return str(value), ""
    if isinstance(value, int | float):
        whole = isinstance(value, int) or value.is_integer()
        text = str(int(value)) if whole else f"{value:.{DIGITS}g}".replace(".", ",")
        return f"{text}{unit}", "spoilt" if whole and abs(value) >= 10**DIGITS else ""
    text = str(value)
    return text, "cell_error" if text in ERRORS else ""

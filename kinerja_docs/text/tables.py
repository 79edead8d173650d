"""Reading the reference tables of ``checklists/data/``."""

from __future__ import annotations

import csv

from kinerja_docs import resources
from kinerja_docs.errors import DefinitionError


def read_table(name: str, required: tuple[str, ...]) -> list[dict[str, str]]:
    """The rows of a shipped CSV table by column name; a missing file or column is a :class:`DefinitionError`."""
    path = resources.data_path(name)
    try:
        with path.open(encoding="utf-8", newline="") as stream:
            reader = csv.DictReader(stream)
            missing = [column for column in required if column not in (reader.fieldnames or ())]
            if missing:
                raise DefinitionError(str(path), 1, f"column missing: {', '.join(missing)}")
            return list(reader)
    except (OSError, csv.Error, UnicodeDecodeError) as error:
        raise DefinitionError(str(path), None, str(error)) from error


def parts(cell: str) -> list[str]:
    """The values of a cell, which are separated by semicolons."""
    return [part.strip() for part in cell.split(";") if part.strip()]

"""What a document prints, cell by cell, for the checks that read running text."""

from __future__ import annotations

import re
from dataclasses import dataclass

from kinerja_docs.checking.hits import Context
from kinerja_docs.model import Cell, Record
from kinerja_docs.text import DateMention, date_mentions

_DIGIT = re.compile(r"\d")
_SPARE = "print"


@dataclass(frozen=True, slots=True)
class Print:
    """Every printed cell of a document once, in order (the first document of a file has its headers, footers and
    notes too); those that hold a digit; and those that name dates, with the dates."""

    cells: tuple[Cell, ...]
    numbered: tuple[Cell, ...]
    dated: tuple[tuple[Cell, list[DateMention]], ...]


def printed(record: Record, context: Context) -> Print:
    """The print of a record; made once and kept with it."""
    kept = record.spare.get(_SPARE)
    if isinstance(kept, Print):
        return kept
    cells = [cell for _, cell in record.text_lines()]
    first = not context.records or context.records[0] is record
    if first and context.document is not None:
        cells += [cell for line in context.document.margins for cell in line.cells if cell.text]
    numbered = tuple(cell for cell in cells if _DIGIT.search(cell.text))
    dated = tuple((cell, found) for cell in cells if (found := date_mentions(cell.text)))
    made = Print(tuple(cells), numbered, dated)
    record.spare[_SPARE] = made
    return made

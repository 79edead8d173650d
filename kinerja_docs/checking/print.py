"""What a document prints, cell by cell, for the checks that read running text.

Most cells hold nothing that such a check looks for, and most texts of a form stand in every document of its kind. So
the texts that were not met before are searched together, in small letters, with one quick pattern for each matter, and
what was found is remembered by text. Only cells with a mark are looked at closely.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable
from functools import cached_property

from kinerja_docs.checking.hits import Context
from kinerja_docs.model import Cell, Record
from kinerja_docs.text import DateMention, date_mentions, regions, regulations
from kinerja_docs.text.dates import patterns
from kinerja_docs.text.normal import is_prompt, leftover_hint

_BREAK = "\0"  # stands between texts, so that no pattern reaches over
_SPARE = "print"
_MOST = 65536  # texts that are remembered
_DIGIT, _BRACKET = re.compile(r"\d"), re.compile(r"\(")


class Matter:
    """What a text may hold: bits of a mark (plain numbers, since flags of an enum are slow to join)."""

    DIGIT = 1
    DATE = 2
    REGION = 4
    CITATION = 8
    LEFTOVER = 16
    BRACKET = 32


_HINTS: tuple[tuple[int, Callable[[], re.Pattern[str]]], ...] = (
    (Matter.DIGIT, lambda: _DIGIT),
    (Matter.DATE, lambda: patterns().hint),
    (Matter.DATE, lambda: patterns().spelled_hint),
    (Matter.REGION, regions.hint),
    (Matter.CITATION, regulations.hint),
    (Matter.LEFTOVER, leftover_hint),
    (Matter.BRACKET, lambda: _BRACKET),
)
_known: dict[str, int] = {}


def _learn(texts: list[str]) -> None:
    """Note what each of these texts may hold."""
    if len(_known) > _MOST:
        _known.clear()
    small = [text.lower() for text in texts]
    joined, starts, position = _BREAK.join(small), [], 0
    for piece in small:
        starts.append(position)
        position += len(piece) + 1
    marks = [Matter.LEFTOVER if is_prompt(text) else 0 for text in texts]
    for matter, hint in _HINTS:
        for number in _numbers(hint(), joined, starts):
            marks[number] |= matter
    _known.update(zip(texts, marks, strict=True))


def _numbers(pattern: re.Pattern[str], joined: str, starts: list[int]) -> list[int]:
    """Which of the joined texts the pattern finds something in."""
    found: list[int] = []
    position, last = 0, len(starts) - 1
    while (match := pattern.search(joined, position)) is not None:
        number = bisect_right(starts, match.start()) - 1
        found.append(number)
        if number == last:
            break
        position = starts[number + 1]
    return found


class Print:
    """Every printed cell of a document once, in order; the first document of a file has its headers, footers and
    notes too."""

    def __init__(self, cells: list[Cell]) -> None:
        self.cells = cells
        unknown = {text: None for cell in cells if (text := cell.text) not in _known}
        if unknown:
            _learn(list(unknown))
        self._marks = [_known[cell.text] for cell in cells]
        self._kinds = set(self._marks)

    def having(self, matter: int) -> list[Cell]:
        """The cells that may hold something of the kind (one of :class:`Matter`)."""
        if not any(mark & matter for mark in self._kinds):  # as for most matters in most documents
            return []
        return [cell for cell, mark in zip(self.cells, self._marks, strict=True) if mark & matter]

    @cached_property
    def dated(self) -> list[tuple[Cell, list[DateMention]]]:
        """The cells that name dates, with the dates."""
        return [(cell, found) for cell in self.having(Matter.DATE) if (found := date_mentions(cell.text))]


def printed(record: Record, context: Context) -> Print:
    """The print of a record; made once and kept with it."""
    kept = record.spare.get(_SPARE)
    if isinstance(kept, Print):
        return kept
    cells = [cell for _, cell in record.text_lines()]
    first = not context.records or context.records[0] is record
    if first and context.document is not None:
        cells += [cell for line in context.document.margins for cell in line.cells if cell.text]
    made = record.spare[_SPARE] = Print(cells)
    return made

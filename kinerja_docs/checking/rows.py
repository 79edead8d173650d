"""Check kinds that compare rows, or a cell with a vocabulary."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property

from kinerja_docs.checking.hits import Context, Hit, Kind
from kinerja_docs.checking.params import RowParams, canonical, cell_place, filled, kept, row_key, short
from kinerja_docs.model import Record, Row
from kinerja_docs.text import fold


class NotInVocabulary(RowParams):
    """The values of ``column`` must be among ``words``; a cell may list several, parted by ``separators``."""

    column: str
    words: tuple[str, ...]
    separators: str = "/,;&+\n"

    @cached_property
    def folded(self) -> frozenset[str]:
        """The folded words."""
        return frozenset(fold(word) for word in self.words)

    @cached_property
    def split(self) -> re.Pattern[str]:
        """What parts the words of a list."""
        return re.compile(f"[{re.escape(self.separators)}]+")


def not_in_vocabulary(params: NotInVocabulary, record: Record, context: Context) -> Iterator[Hit]:
    """A cell holds no word of the vocabulary."""
    for number, row in kept(params, record):
        value = row.values.get(params.column)
        if value is None or fold(canonical(row, params.column)) in params.folded:
            continue
        raw = row.raw.get(params.column, value.text)
        if any(fold(piece) in params.folded for piece in params.split.split(raw)):
            continue
        yield Hit(
            value.at,
            params={"found": short(value.text), "words": ", ".join(params.words)},
            table=params.table,
            column=params.column,
            key=row_key(row, params.key),
            row=number,
            group=row.group,
        )


class DuplicateRows(RowParams):
    """No two rows may print the same text in ``column`` (within equal values of ``within``).

    ``phrase``: a bracket that begins with it ("Penugasan dari …") is no part of the text.
    """

    column: str
    within: tuple[str, ...] = ()
    phrase: str | None = None

    @cached_property
    def bracket(self) -> re.Pattern[str] | None:
        """The bracket that is left out of the comparison."""
        if self.phrase is None:
            return None
        words = r"\s+".join(re.escape(word) for word in self.phrase.split())
        return re.compile(rf"\(\s*{words}[^)]*\)?", re.IGNORECASE)


def duplicate_rows(params: DuplicateRows, record: Record, context: Context) -> Iterator[Hit]:
    """Two rows print the same text: at the later one, the first in ``related``."""
    first: dict[tuple[str, ...], tuple[int, Row]] = {}
    for number, row, value in filled(params, record, params.column):
        key = _plain(params, value.text)
        if not key:
            continue
        place = (*(canonical(row, name) for name in params.within), key)
        earlier = first.setdefault(place, (number, row))
        if earlier[1] is row:
            continue
        yield Hit(
            value.at,
            related=(cell_place(record, params.table, earlier[1], params.column),),
            params={"text": short(value.text)},
            table=params.table,
            column=params.column,
            key=key,
            row=number,
            group=row.group,
        )


def _plain(params: DuplicateRows, text: str) -> str:
    if params.bracket is not None and "(" in text:
        text = params.bracket.sub(" ", text)
    return fold(text)


KINDS: dict[str, Kind] = {
    "not_in_vocabulary": Kind(NotInVocabulary, not_in_vocabulary),
    "duplicate_rows": Kind(DuplicateRows, duplicate_rows),
}

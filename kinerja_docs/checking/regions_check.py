"""Check kind for regions: a text made for one office that still names another one's."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cached_property

from kinerja_docs.checking.hits import Context, Hit, Kind, Skip
from kinerja_docs.checking.params import Params, short
from kinerja_docs.checking.print import Matter, printed
from kinerja_docs.model import Cell, Record
from kinerja_docs.text import fold, place_and_date
from kinerja_docs.text import regions as tables

_NEAR = 70  # letters before and after a name that tell why it is there
_WORDS = 4  # words directly before it that say whose it is
_HEAD = 8  # cells in which a document says whose it is
Own = tuple[str, str]


class OtherRegion(Params):
    """``identity`` are the fields that say whose document it is. A region is named for a reason directly after one of
    the words ``before`` (a court, a town hall), near one of the words ``near`` (a neighbour), when one of ``cited``
    follows (a decision of its own), or in a line with one of the words ``address``."""

    identity: list[str]
    before: list[str]
    near: list[str]
    cited: list[str]
    address: list[str]

    @cached_property
    def before_words(self) -> re.Pattern[str]:
        """Finds one of the words that say whose a region is, in folded text."""
        return _any_of(self.before)

    @cached_property
    def near_words(self) -> re.Pattern[str]:
        """Finds one of the words that give a reason, in folded text."""
        return _any_of(self.near)

    @cached_property
    def cited_words(self) -> re.Pattern[str]:
        """Matches a word that goes on a citation, at the beginning of folded text."""
        return re.compile(rf"(?:{'|'.join(map(fold, self.cited))})(?!\w)")

    @cached_property
    def address_words(self) -> re.Pattern[str]:
        """Finds a word of an address, in folded text."""
        return _any_of(self.address)


def _any_of(words: list[str]) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{'|'.join(sorted(map(fold, words)))})(?!\w)")


def other_region(params: OtherRegion, record: Record, context: Context) -> Iterator[Hit]:
    """A kabupaten or kota that is not the office's own is named; at the cell that names it."""
    named = [
        (cell, mention)
        for cell in printed(record, context).having(Matter.REGION)
        for mention in tables.mentions(cell.text)
        if mention.kind != tables.PROVINSI
    ]
    if not named:
        return
    own = _own(params, record, context)
    if own is None:
        return
    telling = {id(value.cell) for name, value in record.fields.items() if name in params.identity}
    kop = _before_title(record)
    done: set[int] = set()
    for cell, mention in named:
        kind, name = mention.kind, mention.name
        if id(cell) in done or (name == own[1] and kind in ("", own[0])):
            continue
        if id(cell) not in telling and (id(cell) in kop or _has_reason(params, cell, mention)):
            continue
        done.add(id(cell))
        yield Hit(
            cell.at,
            params={
                "found": short(cell.text[mention.start : mention.end]),
                "own": f"{own[0]} {own[1]}",
                "other": f"{kind} {name}".strip(),
            },
            column="wilayah",
            key=f"{kind} {name}",
            variant="homonym" if name == own[1] else "",
        )


def _own(params: OtherRegion, record: Record, context: Context) -> Own | None:
    """Kind and name of the office's own region; None for an office above the kabupaten. A tie skips the check."""
    office = context.office
    if office is not None and office.tingkat in ("provinsi", "pusat"):
        return None
    if office is not None and office.wilayah:
        region = tables.find(office.wilayah)
        if region is not None and region.kind != tables.PROVINSI:
            return region.kind, region.name
    identity = [value.text for name, value in record.fields.items() if name in params.identity]
    votes, provincial = _votes([*identity, record.title])
    if not votes and not provincial:
        votes, provincial = _votes(_head_and_signature(record))
    if not votes and provincial:
        return None
    first = votes.most_common(2)
    if not first or (len(first) == 2 and first[0][1] == first[1][1]):
        raise Skip("no_office")
    return first[0][0]


def _votes(texts: Iterable[str]) -> tuple[Counter[Own], bool]:
    """How many texts name each kabupaten or kota, and whether any names a province."""
    votes: Counter[Own] = Counter()
    provincial = False
    for text in texts:
        for own in {(mention.kind, mention.name) for mention in tables.mentions(text) if mention.kind}:
            provincial = provincial or own[0] == tables.PROVINSI
            if own[0] != tables.PROVINSI:
                votes[own] += 1
    return votes, provincial


def _head_and_signature(record: Record) -> list[str]:
    """The lines under the title, down to the first table, and the cells of the signatures."""
    texts: list[str] = []
    for line in record.lines:
        printed_cells = [cell.text for cell in line.cells if cell.text.strip()]
        if len(printed_cells) > 2 or len(texts) >= _HEAD:
            break
        texts += printed_cells
    texts += [value.cell.text for name, value in record.fields.items() if name.startswith("ttd.")]
    return texts


def _before_title(record: Record) -> set[int]:
    """The cells of the letterhead: what stands before the title."""
    cells: set[int] = set()
    if record.title_cell is None:
        return cells
    for _, cell in record.text_lines():
        if cell is record.title_cell:
            return cells
        cells.add(id(cell))
    return set()


def _has_reason(params: OtherRegion, cell: Cell, mention: tables.RegionMention) -> bool:
    text = cell.text
    before = fold(text[max(0, mention.start - _NEAR) : mention.start])
    after = fold(text[mention.end : mention.end + _NEAR])
    if params.before_words.search(" ".join(before.split()[-_WORDS:])) or params.cited_words.match(after):
        return True
    if params.near_words.search(f"{before} | {after}") or params.address_words.search(fold(text)):
        return True
    signed = place_and_date(text)
    return signed is not None and mention.end <= signed[1].start and signed[1].start - mention.end < 3


KINDS: dict[str, Kind] = {"other_region": Kind(OtherRegion, other_region)}

"""Short pieces of text with their cell: the lines inside a cell, the tab stops of a paragraph, the title block."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from kinerja_docs.extracting.scan import Scan
from kinerja_docs.model import Cell
from kinerja_docs.text import fold, is_blank, money

_GAP = re.compile(r"(?:\t+| {4,})(?![\t ]*:)")  # a colon belongs to the label before it
_WORD = re.compile(r"[^\W_]+")
_LONGEST = 170
_MOST_LINES = 60
_MOST_QUALIFYING = 4


class Piece(NamedTuple):
    """One line of print inside a cell. ``line`` is the number of the scan's line it stands on."""

    text: str
    cell: Cell
    line: int


def pieces_of(cell: Cell, index: int) -> list[Piece]:
    """The printed lines of a cell; of a paragraph also the texts between its tab stops."""
    text = cell.text
    if "\n" not in text and "\t" not in text and "    " not in text:
        return [Piece(text, cell, index)]
    found: list[Piece] = []
    for line in text.split("\n"):
        parts = _GAP.split(line) if cell.block.kind == "paragraph" else [line]
        found += [Piece(part, cell, index) for part in parts if part.strip()]
    return found


def title_block(scan: Scan) -> list[Piece]:
    """The pieces above the first table, label or chapter: letterhead, title, approach, period, agency, number."""
    stop = scan.heads[0].first if scan.heads else len(scan.lines)
    found: list[Piece] = []
    for index in range(min(stop, len(scan.lines), _MOST_LINES)):
        kinds = scan.kinds[index]
        if "party" in kinds or "section" in kinds or "band" in kinds or len(found) > _MOST_LINES:
            break
        if "label" in kinds and not kinds & {"heading", "period"} and _is_labelled(scan, index):
            break
        line = scan.lines[index]
        for cell in line.cells:
            if not is_blank(cell.text) and (cell.row == line.row or cell.block.kind == "paragraph"):
                found += pieces_of(cell, index)
    return found


def _is_labelled(scan: Scan, index: int) -> bool:
    """A line with a label of a person's block, which ends the title block."""
    return any(
        role.kind == "label" and role.name in ("nama", "nip", "pangkat_golongan")
        for _, roles in scan.marks[index]
        for role in roles
    )


def after_words(text: str, count: int) -> str:
    """What follows the first ``count`` words of a text, without the colon or dash between."""
    end = 0
    for number, match in enumerate(_WORD.finditer(text), 1):
        if number == count:
            end = match.end()
            break
    return text[end:].lstrip(" \t.:;,-–—*/)").strip()


def after_label(text: str, count: int) -> str:
    """What follows a label of ``count`` words; what qualifies it ("Jumlah anggaran Tahun 2026: …") is no value."""
    head, colon, rest = text.partition(":")
    qualified = after_words(head, count).split()
    if colon and len(qualified) <= _MOST_QUALIFYING and money(" ".join(qualified)) is None:
        return rest.strip()
    return after_words(text, count)


def takes_value(label: Cell) -> bool:
    """Whether the value of a label is wanted in the label's own cell: "Nama : -", or "Nama :" over several columns."""
    _, colon, rest = label.text.partition(":")
    return bool(rest.strip()) or (bool(colon) and label.colspan > 1)


def cell_after(scan: Scan, piece: Piece) -> tuple[str, Cell] | None:
    """Text and cell to the right of a label cell, colons skipped."""
    for cell in scan.lines[piece.line].cells:
        if cell.column > piece.cell.column and cell.text and not is_blank(cell.text):
            return cell.text.lstrip(" :\t"), cell
    return None


def find_phrase(text: str, phrases: Sequence[str]) -> tuple[int, int] | None:
    """First and last word number (from 0, exclusive) of the longest of the phrases inside a text, all folded."""
    return _find(text, tuple(phrases)) if text else None


@lru_cache(maxsize=65_536)
def _find(text: str, phrases: tuple[str, ...]) -> tuple[int, int] | None:
    words = fold(text).split()
    best: tuple[int, int] | None = None
    for phrase in phrases:
        wanted = fold(phrase).split()
        size = len(wanted)
        if not size or wanted[0] not in words:
            continue
        for start in range(len(words) - size + 1):
            if words[start : start + size] == wanted:
                if best is None or size > best[1] - best[0]:
                    best = (start, start + size)
                break
    return best


def short(pieces: list[Piece]) -> Iterator[Piece]:
    """The pieces that are headings rather than sentences."""
    return (piece for piece in pieces if len(piece.text) <= _LONGEST)

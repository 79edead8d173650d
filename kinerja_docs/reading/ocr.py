"""Pages without text, read by OCR: a picture of a page becomes a :class:`Page` whose every text knows how sure it is.

The picture is turned upright and straight, its ruling lines are found and painted over, Tesseract reads what is left,
and its words are put into the cells that the lines make. Nothing here touches a file that was handed in.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from statistics import median
from typing import TYPE_CHECKING

from kinerja_docs.model import Box
from kinerja_docs.reading import scan_page, tesseract
from kinerja_docs.reading.ocr_cache import Entry
from kinerja_docs.reading.page_fill import fill
from kinerja_docs.reading.page_grid import grids
from kinerja_docs.reading.page_lines import arranged
from kinerja_docs.reading.pages import NO_OCR, UNSURE, Page, PageCell, PageTable, PageText
from kinerja_docs.reading.tesseract import Word

if TYPE_CHECKING:
    from kinerja_docs.reading.scan_page import Grey, Ink

DPI = 200  # of pages drawn for OCR; more takes longer and reads no better
MOST_PIXELS = 20_000_000  # of a page drawn or made smaller for OCR: A3 at 300 dpi has 17
_POINTS = 72
_LEAST_WORDS, _LEAST_SURE = 3, 0.55
_FINE_WORDS, _FINE_SURE = 12, 0.75  # from which on nobody asks whether the page is upside down
_BLANK = 0.0002  # share of ink
_DOUBTFUL = 0.6  # a cell read with less is read once more by itself
_MOST_AGAIN = 60  # cells
_LEAST_COLUMNS, _MOST_READ = 4, 0.55  # columns of a table with a numbering row; share of it that must be read
_HIGH_LINE, _ROOM = 1.5, 0.3  # of the usual height of a line; above and below a word's ink
_FRAME = 0.6  # of the page: a single cell as large as that is the edge of the paper
_PERCENT = re.compile(r"(?<=\d)( ?)(?:Yo|Y6|Y0|9o|Y)\b")  # as "%" is read where it stands behind a number
_GRADE = re.compile(r"\b([IVl1|]{1,3})(?= ?/ ?[a-e]\b)")  # "Ill/d"
_ALONE = frozenset(("Yo", "Y6", "Y0"))  # the same in a cell of its own
_GLUED = re.compile(r"(?<=\d)(?=[A-Z][a-z]{2})")  # "10Januari"
_SPECKS = frozenset("|_~¦—–-=.,:;'\"`´‘’“”°*\\/[]{}()<>«»")


def is_ready() -> bool:
    """Whether Tesseract is here with data of a language that pages can be read in."""
    return tesseract.language() is not None


def read_page(grey: Grey, number: int, dpi: float) -> Page:
    """The page in a grey picture. Width, height and boxes are those of the page turned upright. ``unread`` holds
    ``no_ocr`` where Tesseract is absent, ``ocr_unsure`` where what it reads is no text to rely on."""
    if not is_ready():
        return _page(grey, number, dpi, NO_OCR)
    entry = Entry(grey, dpi, tesseract.engine())
    page = entry.page(number)
    if page is None:
        page = _read(grey, number, dpi)
        entry.keep(page)
    return page


@dataclass(slots=True)
class Sight:
    """All that OCR sees of a page: the picture turned upright and straight, its words (boxes in points from the top
    left, each with the number of the cell it stands in, or None), the ink that is no ruling line, the ruling lines, and
    why nothing could be read (``Page.unread``)."""

    grey: Grey
    dpi: float
    words: list[tuple[int | None, PageText]]
    ink: Ink
    lines: Ink
    unread: list[str]

    @property
    def is_blank(self) -> bool:
        """Whether nothing stands on the page."""
        return float(self.ink.mean()) < _BLANK


def see(grey: Grey, dpi: float) -> Sight:
    """The page in a grey picture as OCR sees it; Tesseract must be there (:func:`is_ready`)."""
    best, _ = _best(grey, dpi)
    page = best.page(1)
    _tighten(best)
    return Sight(best.grey, dpi, best.seen, best.ink, best.lines, page.unread)


def _tighten(reading: _Reading) -> None:
    """Boxes of words in a line much higher than others end at the words' own ink: a stamp that was taken for letters
    makes the line high that it stands in."""
    if not reading.seen:
        return
    usual = median(word.box[3] - word.box[1] for _, word in reading.seen)
    scale = _POINTS / reading.dpi
    own = {
        (round(word.left * scale, 2), round(word.right * scale, 2)): (word.top * scale, word.bottom * scale)
        for word in reading.words
    }
    for _, word in reading.seen:
        left, top, right, bottom = word.box
        if bottom - top > _HIGH_LINE * usual and (left, right) in own:
            first, last = own[left, right]
            room = (last - first) * _ROOM
            word.box = left, max(top, first - room), right, min(bottom, last + room)


def plain_text(grey: Grey, dpi: float) -> str | None:
    """The words of a picture as Tesseract reads them, without any help from us; None where it fails."""
    found = tesseract.words(grey, dpi)
    return None if found is None else " ".join(word.text for word in found)


def _read(grey: Grey, number: int, dpi: float) -> Page:
    """The page in the direction in which it reads best."""
    best, turned = _best(grey, dpi)
    page = best.page(number)
    page.turned = turned
    return page


def _best(grey: Grey, dpi: float) -> tuple[_Reading, int]:
    """The reading in the direction that reads best, and by how many quarter turns that is."""
    upright = best = _Reading(grey, dpi)
    turned = 0
    for turns in _turns(grey, dpi, upright):
        one = upright if turns == 0 else _Reading(_turned(grey, turns), dpi)
        if one.score() > best.score():
            best, turned = one, turns
        if one.is_fine():
            break
    return best, turned


def _turns(grey: Grey, dpi: float, upright: _Reading) -> Iterable[int]:
    """Quarter turns to try, the likeliest first."""
    yield 0
    if upright.is_blank():
        return
    told = tesseract.quarter_turns(grey, dpi)
    if told:
        yield told
    if told != 0:
        yield from (turns for turns in (2, 1, 3) if turns != told)


def _turned(grey: Grey, turns: int) -> Grey:
    import numpy as np

    return np.ascontiguousarray(np.rot90(grey, -turns))


def _page(grey: Grey, number: int, dpi: float, *unread: str) -> Page:
    height, width = grey.shape
    size = width * _POINTS / dpi, height * _POINTS / dpi
    return Page(number, *size, source="ocr", unread=list(unread))


class _Reading:
    """One try at a page, in one of four directions."""

    def __init__(self, grey: Grey, dpi: float) -> None:
        self.dpi = dpi
        self.grey = scan_page.without_specks(scan_page.straight(grey, dpi), dpi)
        self.ink: Ink = scan_page.ink(self.grey, dpi)
        self.across, self.down, lines = scan_page.rules(self.ink, dpi)
        bare = scan_page.without(self.grey, lines, dpi) if self.across or self.down else self.grey
        self.bare = scan_page.even(bare, dpi)
        self.ink &= ~lines
        self.lines: Ink = lines
        self.words: list[Word] = []
        self.seen: list[tuple[int | None, PageText]] = []
        self.failed = False
        if not self.is_blank():
            found = tesseract.words(self.bare, dpi)
            self.failed = found is None
            self.words = [word for word in found or [] if not _is_speck(word)]

    def is_blank(self) -> bool:
        """Whether nothing stands on the page."""
        return float(self.ink.mean()) < _BLANK

    def score(self) -> float:
        """How much was read, and how surely."""
        return sum(len(word.text) * word.sure**2 for word in self.words if _lies(word))

    def sure(self) -> float:
        """The mean confidence over letters."""
        letters = sum(len(word.text) for word in self.words)
        return sum(len(word.text) * word.sure for word in self.words) / letters if letters else 0.0

    def is_fine(self) -> bool:
        """Whether the page was surely the right way up."""
        lying = sum(map(_lies, self.words))
        return lying >= _FINE_WORDS and lying > 0.8 * len(self.words) and self.sure() >= _FINE_SURE

    def page(self, number: int) -> Page:
        """What was read, in tables and lines."""
        if self.is_blank():
            return _page(self.grey, number, self.dpi)
        if self.failed or len(self.words) < _LEAST_WORDS or self.sure() < _LEAST_SURE:
            return _page(self.grey, number, self.dpi, UNSURE)
        page = _page(self.grey, number, self.dpi)
        tables = self._tables(page)
        pieces = [self._piece(word) for word in self.words]
        cells = [cell for table in tables for cell in table.cells]
        by_cell, outside = _sorted_into(pieces, cells)
        by_cell |= self._again(cells, by_cell)
        self.seen = [(place, replace(piece)) for place, inside in by_cell.items() for piece in inside]
        self.seen += [(None, replace(piece)) for piece in outside]
        outside += fill(tables, [piece for found in by_cell.values() for piece in found])
        page.items = _in_order(tables, outside)
        for cell in (cell for item in page.items if isinstance(item, PageTable) for cell in item.cells):
            cell.text = _mended(cell.text)
        for table in tables:
            _number_columns(table)
        return page

    def _tables(self, page: Page) -> list[PageTable]:
        if not self.across or not self.down:
            return []
        scale = _POINTS / self.dpi
        across = [(rule.at * scale, rule.start * scale, rule.end * scale) for rule in self.across]
        down = [(rule.at * scale, rule.start * scale, rule.end * scale) for rule in self.down]
        room = page.width * page.height * _FRAME
        return [table for table in grids(across, down, _SNAP) if len(table.cells) > 1 or _area(table.box) < room]

    def _piece(self, word: Word) -> PageText:
        scale = _POINTS / self.dpi
        box = tuple(round(value * scale, 2) for value in (word.left, word.line[0], word.right, word.line[1]))
        left, top, right, bottom = box
        return PageText(word.text, (left, top, right, bottom), sure=word.sure)

    def _again(self, cells: Sequence[PageCell], found: dict[int, list[PageText]]) -> dict[int, list[PageText]]:
        """Cells with ink in which nothing, or nothing sure, was read: all of them once more, one below the other in
        one picture, because a single digit is easily passed over on a page. What is surer is taken."""
        doubtful = [
            place
            for place, cell in enumerate(cells)
            if min((piece.sure or 0.0 for piece in found.get(place, [])), default=0.0) < _DOUBTFUL
            and self._has_ink(cell)
        ]
        if not doubtful or len(doubtful) > _MOST_AGAIN:
            return {}
        column = scan_page.Column(self.bare, self.dpi, [self._inside(cells[place]) for place in doubtful])
        better: dict[int, list[PageText]] = {}
        for word in tesseract.words(column.picture, self.dpi, 6) or []:
            which, moved = column.back(word)
            if which is not None and not _is_speck(word):
                better.setdefault(doubtful[which], []).append(self._piece(moved))
        return {
            place: new
            for place, new in better.items()
            if _sureness(new) > max(_sureness(found.get(place, [])), _LEAST_SURE)
        }

    def _inside(self, cell: PageCell) -> tuple[int, int, int, int]:
        """The cell in pixels, without its walls."""
        scale, edge = self.dpi / _POINTS, max(int(self.dpi * 0.01), 2)
        left, top, right, bottom = (int(value * scale) for value in cell.box)
        return left + edge, top + edge, right - edge, bottom - edge

    def _has_ink(self, cell: PageCell) -> bool:
        left, top, right, bottom = self._inside(cell)
        inside = self.ink[max(top, 0) : max(bottom, 0), max(left, 0) : max(right, 0)]
        return inside.size > 0 and int(inside.sum()) > (self.dpi / 60) ** 2


_SNAP = 3.0  # points within which two pieces of line in a scan are one


def _is_speck(word: Word) -> bool:
    """Dirt, or what is left of a line, that was taken for signs. A single dash may be an answer."""
    return word.sure < 0.7 and _SPECKS.issuperset(word.text)


def _lies(word: Word) -> bool:
    """A word of some length is wider than high; on its side it is not."""
    return len(word.text) > 2 and word.right - word.left > word.bottom - word.top


def _area(box: Box) -> float:
    return (box[2] - box[0]) * (box[3] - box[1])


def _sureness(pieces: Sequence[PageText]) -> float:
    letters = sum(len(piece.text) for piece in pieces)
    return sum(len(piece.text) * (piece.sure or 0.0) for piece in pieces) / letters if letters else 0.0


def _sorted_into(
    pieces: Iterable[PageText], cells: Sequence[PageCell]
) -> tuple[dict[int, list[PageText]], list[PageText]]:
    """Pieces by the number of the cell that their middle lies in, and those that lie in none."""
    found: dict[int, list[PageText]] = {}
    outside: list[PageText] = []
    for piece in pieces:
        x, y = (piece.box[0] + piece.box[2]) / 2, (piece.box[1] + piece.box[3]) / 2
        place = next((n for n, c in enumerate(cells) if c.box[0] <= x < c.box[2] and c.box[1] <= y < c.box[3]), None)
        if place is None:
            outside.append(piece)
        else:
            found.setdefault(place, []).append(piece)
    return found, outside


def _in_order(tables: Sequence[PageTable], outside: Sequence[PageText]) -> list[PageTable | PageText]:
    """Tables and what stands above, between and below them, from top to bottom."""
    items: list[PageTable | PageText] = []
    left = [replace(piece, text=piece.text + " ") for piece in outside]  # what are two words stay two
    for table in sorted(tables, key=lambda one: one.box[1]):
        above = [piece for piece in left if (piece.box[1] + piece.box[3]) / 2 < table.box[1]]
        left = [piece for piece in left if piece not in above]
        items += [*arranged(above), table]
    items += arranged(left)
    for item in items:
        if isinstance(item, PageText):
            item.text = _mended(item.text.strip())
    return items


def _number_columns(table: PageTable) -> None:
    """Mends the row that numbers the columns, ``(1) (2) (3)``: single signs in brackets are read worst, and what it
    must say is known where most of it was read."""
    for row in range(len(table.rows) - 1):
        cells = [cell for cell in table.cells if cell.row == row]
        if len(cells) < _LEAST_COLUMNS or any(len(cell.text) > 4 for cell in cells):
            continue
        for first, shape in ((ord("1"), "({})"), (ord("a"), "({})"), (ord("1"), "{}")):
            signs = [str(n + 1) if first == ord("1") else chr(first + n) for n in range(len(cells))]
            expected = [shape.format(sign) for sign in signs]
            right = sum(cell.text == text for cell, text in zip(cells, expected, strict=True))
            if right >= max(_LEAST_COLUMNS - 1, _MOST_READ * len(cells)):
                for cell, text in zip(cells, expected, strict=True):
                    cell.text = text
                break


def _mended(text: str) -> str:
    if text in _ALONE:
        return "%"
    text = _GRADE.sub(lambda match: re.sub("[l1|]", "I", match.group()), text)
    return _GLUED.sub(" ", _PERCENT.sub(r"\1%", text))

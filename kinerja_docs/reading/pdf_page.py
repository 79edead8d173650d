"""One page of a PDF: its words and rules turned upright, words in cells, the rest in lines."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from kinerja_docs.model import Box
from kinerja_docs.reading.limits import Limits
from kinerja_docs.reading.page_fill import fill, is_inside, strike
from kinerja_docs.reading.page_grid import Rule, grids
from kinerja_docs.reading.page_lines import arranged
from kinerja_docs.reading.page_shapes import sorted_out
from kinerja_docs.reading.pages import Page, PageTable, PageText
from kinerja_docs.reading.pdf_fields import Notes
from kinerja_docs.reading.pdf_marks import Marks, marks_of
from kinerja_docs.reading.pdf_words import Word, Words

PICTURE = 0.5  # share of the page that pictures cover on a scanned page
FEW = 15  # words that a scanned page may have besides: a stamp, the line of an electronic signature
Turn = Callable[[Box], Box]


def read_page(page: Any, number: int, limits: Limits, notes: Notes) -> Page:
    """The page as the file's text layer has it. ``unread`` holds ``image_only`` for a page that shows a picture and
    no text, ``drawn_shapes`` where text stands in boxes that are no table."""
    textpage = page.get_textpage()
    try:
        words = Words(textpage)
        found = list(words.all())
        marks = marks_of(page, limits.cells)
        return _Upright(page, number, words, found, marks, notes).page(limits)
    finally:
        textpage.close()


class _Upright:
    """A page set upright: its print and rules in points from the top left."""

    def __init__(self, page: Any, number: int, words: Words, found: list[Word], marks: Marks, notes: Notes) -> None:
        self.words = words
        self.marks = marks
        left, bottom, right, top = page.get_bbox()
        rotation = page.get_rotation() // 90
        turns = words.quarter_turns(found) if found else rotation
        wide, high = (right - left, top - bottom) if turns % 2 == 0 else (top - bottom, right - left)
        self.result = Page(number, wide, high, turned=(turns - rotation) % 4)
        self.turn = _turner(turns, left, bottom, right, top)
        turn = self.turn
        self.print: list[PageText]
        if turns == 0:
            self.print = [
                PageText(text, (x0 - left, top - y1, x1 - left, top - y0)) for text, (x0, y0, x1, y1), _ in found
            ]
        else:
            self.print = [PageText(word.text, turn(word.box)) for word in found]
        self.first = dict(zip(map(id, self.print), found, strict=True))
        self.filled = [PageText(text, turn(box)) for text, box in notes.texts]
        self.print += self.filled
        self.across, self.down = self.rules(turns)
        self.struck_by = [_level(turn((x0, y - 0.1, x1, y + 0.1))) for y, x0, x1 in notes.strikes]

    def rules(self, turns: int) -> tuple[list[Rule], list[Rule]]:
        """Level and upright rules of the upright page, those off the page left out."""
        turn, page = self.turn, self.result
        across = [turn((x0, y, x1, y)) for y, x0, x1 in self.marks.across]
        down = [turn((x, y0, x, y1)) for x, y0, y1 in self.marks.down]
        if turns % 2:
            across, down = down, across
        wide, high = page.width + 1, page.height + 1
        return (
            [(b[1], b[0], b[2]) for b in across if -1 <= b[1] <= high and b[2] >= 0 and b[0] <= wide],
            [(b[0], b[1], b[3]) for b in down if -1 <= b[0] <= wide and b[3] >= 0 and b[1] <= high],
        )

    def split(self, text: PageText) -> Sequence[PageText]:
        """The letters of a word."""
        word = self.first.get(id(text))
        if word is None:
            return [text]
        return [PageText(letter.text, self.turn(letter.box)) for letter in self.words.letters(word)]

    def page(self, limits: Limits) -> Page:
        page = self.result
        tables, shapes = sorted_out(grids(self.across, self.down), page, self.print, len(self.across) + len(self.down))
        loose = _loose(self.across, tables) + self.struck_by
        if loose:
            self.print, _ = strike(self.print, loose, self.split)
        outside = fill(tables, self.print, self.split)
        page.items = in_order([*_filled(tables), *arranged(outside)])
        self.unread(shapes)
        return page

    def unread(self, shapes: bool) -> None:
        page = self.result
        if shapes:
            page.unread.append("drawn_shapes")
        room = max(page.width * page.height, 1.0)
        covered = sum((b[2] - b[0]) * (b[3] - b[1]) for b in self.marks.pictures) / room
        letters = any(any(c.isalnum() for c in word.text) for word in self.print)
        if (covered >= PICTURE and len(self.print) < FEW) or (not letters and (covered > 0.02 or self.is_drawing())):
            page.unread.append("image_only")

    def is_drawing(self) -> bool:
        """Whether a page without text shows letters that are drawn as shapes."""
        return self.marks.objects > 40 and len(self.across) + len(self.down) < self.marks.objects


def _turner(turns: int, left: float, bottom: float, right: float, top: float) -> Turn:
    """From PDF coordinates to points from the top left of a page turned clockwise by so many quarters."""
    if turns == 1:
        return lambda b: (b[1] - bottom, b[0] - left, b[3] - bottom, b[2] - left)
    if turns == 2:
        return lambda b: (right - b[2], b[1] - bottom, right - b[0], b[3] - bottom)
    if turns == 3:
        return lambda b: (top - b[3], right - b[2], top - b[1], right - b[0])
    return lambda b: (b[0] - left, top - b[3], b[2] - left, top - b[1])


def _level(box: Box) -> Rule:
    return (box[1] + box[3]) / 2, box[0], box[2]


def _loose(across: list[Rule], tables: list[PageTable]) -> list[Rule]:
    """Level rules that are no part of a table."""
    return [rule for rule in across if not any(_is_floor(rule, table) for table in tables)]


def _is_floor(rule: Rule, table: PageTable) -> bool:
    y, x0, x1 = rule
    left, top, right, bottom = table.box
    if y < top - 2 or y > bottom + 2 or x0 < left - 4 or x1 > right + 4:
        return False
    return any(abs(y - row) <= 2.5 for row in table.rows)


def _filled(tables: list[PageTable]) -> list[PageTable]:
    """Tables that print something; a grid of blank cells inside a table is decoration."""
    return [
        table
        for table in tables
        if any(cell.text.strip() or cell.struck for cell in table.cells)
        or not any(is_inside(table.box, other.box) for other in tables if other is not table)
    ]


def in_order(items: Sequence[PageTable | PageText]) -> list[PageTable | PageText]:
    """Items from top to bottom; a table inside another after it."""
    return sorted(items, key=lambda item: (item.box[1], item.box[0]))

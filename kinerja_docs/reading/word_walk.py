"""One pass over the blocks of a Word part in document order, with no look-up per element.

The pass keeps a few local variables instead of asking each element where it stands, which makes it several times as
fast as a walk with ``find()``; that is why it is one long loop. It needs a flat part: tables are children of the
part and hold no tables. :mod:`word_prepare` makes a part flat, and turns what is unusual into text or into a mark.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import dataclass, field
from operator import attrgetter

from lxml import etree

from kinerja_docs.model import Block, Cell, Line
from kinerja_docs.reading.wordml import (
    ACROSS,
    BEFORE,
    BOX,
    BREAK,
    CELL,
    DOWN,
    ITEM,
    NAME,
    PARAGRAPH,
    PROMPT,
    ROW,
    SPAN,
    STRUCK,
    TAB,
    TABLE,
    TEXT,
    TRACKED,
    VALUE,
)

PLAIN_STOPS = (TEXT, PARAGRAPH, CELL, SPAN, DOWN, ROW, TABLE, BREAK, TAB)
MARKED_STOPS = (*PLAIN_STOPS, ACROSS, BEFORE, BOX, STRUCK, PROMPT, TRACKED, ITEM)
WIDEST = 1000  # grid columns that one cell may span; Word itself stops at 63
_COLUMN = attrgetter("column")
OPENING, CLOSING = "‹", "›"  # put around a prompt that stands among other text, so that it reads as a placeholder


class NotFlat(Exception):
    """A block stands inside something that the walk does not know; the part must be prepared first."""


@dataclass(slots=True)
class Walked:
    """The lines of a part in document order, and the first cell that holds a tracked change."""

    lines: list[Line] = field(default_factory=list)
    tracked: Cell | None = None


def walk(
    top: etree._Element, part: str | None, boxes: Mapping[str, list[Line]] | None = None, *, marked: bool = False
) -> Walked:
    """The lines of the blocks under ``top``.

    ``boxes`` is given for a prepared part: the lines of its text boxes by the name in their BOX mark, which go where
    the mark stands. Without it the part is taken as plain, and :class:`NotFlat` is raised where it is not; ``marked``
    tells that such a part has marks all the same.
    """
    walked = Walked()
    lines = walked.lines
    marks = _Marks(walked, boxes or {})
    body = Block("paragraph", part=part)
    block: Block | None = None  # the table that is being read
    holder = Cell(body, 0, 0, "")  # the cell whose text is being collected; this first one holds nothing
    text = ""
    fresh = False  # a cell has begun, and its first paragraph has not
    cell: etree._Element | None = None
    cells: list[Cell] = []
    above: list[Cell] = []  # the cells of the row before
    paragraphs = tables = row = column = width = 0
    for element in top.iter(*(PLAIN_STOPS if boxes is None and not marked else MARKED_STOPS)):
        tag = element.tag
        if tag == TEXT:
            text += element.text or ""
        elif tag == PARAGRAPH:
            if fresh:
                fresh = False
            elif block is not None and (parent := element.getparent()) is not top:
                if parent is not cell and boxes is None:
                    raise NotFlat
                text += "\n"
            else:
                holder.text = text
                text = ""
                block = None
                paragraphs += 1
                holder = Cell(body, paragraphs, 1, "")
                lines.append(Line(body, paragraphs, [holder]))
        elif tag == CELL:
            if block is None:
                raise NotFlat
            holder.text = text
            text = ""
            column += width
            width = 1
            holder = Cell(block, row, column, "")
            cells.append(holder)
            cell = element
            fresh = True
        elif tag == SPAN:
            holder.colspan = width = _number(element)
        elif tag == DOWN:
            if cells and element.get(VALUE) != "restart":
                _continue_above(above, cells, row)
        elif tag == ROW:
            if block is None:
                raise NotFlat
            above = cells
            cells = []
            row += 1
            column = 1
            width = 0
            lines.append(Line(block, row, cells))
        elif tag == TABLE:
            if element.getparent() is not top:
                raise NotFlat
            tables += 1
            block = Block("table", tables, part=part)
            cells = []
            row = 0
        elif tag == BREAK:
            text += "\n"
        elif tag == TAB:
            if element.get(VALUE) is None:  # else it is a tab stop in the paragraph's settings
                text += "\t"
        elif tag == BEFORE:
            column += _number(element)
        elif tag == ACROSS:
            if element.get(VALUE) != "restart" and len(cells) > 1:
                cells.pop()
                cells[-1].colspan += width
        else:
            text = marks.take(tag, element, holder, text)
    holder.text = text
    marks.finish()
    walked.lines = [line for line in lines if line.cells]  # a row of settings alone is none
    return walked


def _number(element: etree._Element) -> int:
    try:
        return min(max(int(element.get(VALUE) or 1), 1), WIDEST)
    except ValueError:
        return 1


def _continue_above(above: list[Cell], cells: list[Cell], row: int) -> None:
    """Puts the cell of the row above in place of the one just begun, if it begins at the same grid column."""
    column = cells[-1].column
    place = len(cells) - 1  # where it stands in a regular table
    if place >= len(above) or above[place].column != column:
        place = bisect_left(above, column, key=_COLUMN)
    if place < len(above) and above[place].column == column:
        upper = cells[-1] = above[place]
        upper.rowspan = row - upper.row + 1


class _Marks:
    """What the marks of a prepared part say about the cell in which they stand."""

    def __init__(self, walked: Walked, boxes: Mapping[str, list[Line]]) -> None:
        self._walked = walked
        self._boxes = boxes
        self._prompted: list[Cell] = []
        self._struck_at = 0
        self._counted: tuple[Cell | None, int, int] = None, 0, 0  # of the latest item: cell, text so far, its lines

    def take(self, tag: str, mark: etree._Element, holder: Cell, text: str) -> str:
        """Notes the mark and gives the text so far, with the mark's own text where that is to be seen."""
        if tag == BOX:
            self._walked.lines.extend(self._boxes[mark.get(NAME, "")])
        elif tag == TRACKED:
            self._walked.tracked = self._walked.tracked or holder
        elif tag == ITEM:
            self._item(mark.get(NAME, ""), holder, text)
        elif tag == STRUCK:
            apart = holder.struck and self._struck_at != len(text)
            holder.struck += ("\n" if apart else "") + (mark.text or "")
            self._struck_at = len(text)
        elif tag == PROMPT and (prompt := (mark.text or "").strip()):
            self._prompted.append(holder)
            return f"{text}{OPENING}{prompt}{CLOSING}"
        return text

    def _item(self, name: str, holder: Cell, text: str) -> None:
        """Notes the line of the text at which an item of a list begins."""
        cell, known, line = self._counted
        if cell is not holder:
            known = line = 0
        line += text.count("\n", known)
        self._counted = holder, len(text), line
        block = holder.block
        if block.items is None:
            block.items = {}
        block.items.setdefault((holder.row, holder.column), {})[line] = name

    def finish(self) -> None:
        """A cell of which the prompt is the whole text shows the prompt as it is, and says so."""
        for cell in self._prompted:
            text = cell.text.replace(CLOSING + OPENING, " ")
            inner = text.strip().removeprefix(OPENING).removesuffix(CLOSING)
            cell.prompt = len(inner) == len(text.strip()) - 2 and CLOSING not in inner
            cell.text = inner if cell.prompt else text

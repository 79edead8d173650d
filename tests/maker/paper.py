"""Paper: what a form looks like before it becomes a Word file or a workbook.

A :class:`Paper` is a run of blocks. Whatever prints text is a :class:`Box` (a paragraph or a cell), and a writer
notes in it where it came to stand, so that whoever filled the box can say what must be read there.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Literal

Place = dict[str, Any]  # a location of the contract


@dataclass(eq=False)
class Box:
    """A cell, or a paragraph where it stands by itself.

    In ``text`` a line feed starts a new paragraph of a cell (a line break where ``breaks`` or in a paragraph) and a
    tab stays a tab. ``span`` and ``rows`` count grid columns and rows. ``number`` makes a number cell of a workbook,
    shown by ``pattern``; with ``sum_of`` it is a SUM formula over those boxes, with ``ratio_of`` the product of two
    boxes divided by a third; a formula is stored with or without its result.
    """

    text: str = ""
    span: int = 1
    rows: int = 1
    bold: bool = False
    italic: bool = False
    underline: bool = False
    align: str = "left"  # left, center, right, both
    fill: str = ""
    size: float = 0
    breaks: bool = False
    number: float | None = None
    pattern: str = "General"
    sum_of: list[Box] = field(default_factory=list)
    ratio_of: tuple[Box, ...] = ()
    stored: bool = True
    quirk: str = ""  # control, row_control, cell_control, prompt, tracked
    old_text: str = ""  # deleted text in front of tracked text
    space_after: float | None = None
    indent: float = 0  # cm
    tabs: tuple[float, ...] = ()  # cm
    listed: str = ""  # bullet, number: paragraphs of a Word list, whose signs are no text
    listed_from: int = 0  # the first line that belongs to the list
    inner: Grid | None = None  # a table inside the cell, Word only
    pieces: tuple[tuple[str, bool], ...] = ()  # the text in pieces, each with whether it is struck out
    rule: bool = False  # a line under the paragraph, as under a letter head
    place: Place | None = None


def with_untidy_blanks(text: str) -> str:
    """The first blank unbreakable, the last one doubled."""
    head, blank, tail = text.partition(" ")
    return f"{head}\u00a0{'  '.join(tail.rsplit(' ', 1))}" if blank else text


def in_pieces(*pieces: tuple[str, bool], **style: Any) -> Box:
    """A box whose text is partly struck out."""
    kept = tuple(piece for piece in pieces if piece[0])
    struck = any(is_struck for _, is_struck in kept)  # else it is plain text, which may be broken over lines
    return Box("".join(text for text, _ in kept), pieces=kept if struck else (), **style)


@dataclass(eq=False)
class Grid:
    """A table. A row leaves out the columns that a box above still covers, as in HTML. ``widths`` are shares."""

    widths: list[float]
    rows: list[list[Box]] = field(default_factory=list)
    lines: bool = True
    head_rows: int = 0  # repeated on every page
    keep_rows: bool = True

    def add(self, *boxes: Box) -> list[Box]:
        """Appends a row and returns it."""
        self.rows.append(list(boxes))
        return self.rows[-1]

    def band(self, text: str, fill: str = "", bold: bool = True, align: str = "left") -> Box:
        """Appends a row of one box over all columns."""
        return self.add(Box(text, span=len(self.widths), fill=fill, bold=bold, align=align))[0]

    def positions(self) -> Iterator[tuple[int, int, Box]]:
        """Every box with its grid row and column, both from 0."""
        covered: set[tuple[int, int]] = set()
        for row, boxes in enumerate(self.rows):
            column = 0
            for box in boxes:
                while (row, column) in covered:
                    column += 1
                yield row, column, box
                covered |= {(row + down, column + right) for down in range(box.rows) for right in range(box.span)}
                column += box.span


@dataclass(eq=False)
class Frame:
    """A text box."""

    boxes: list[Box]


@dataclass(eq=False)
class NewPage:
    """A page break; in a workbook one empty row."""


Block = Box | Grid | Frame | NewPage


@dataclass(eq=False)
class Paper:
    """A section of a Word file, or a sheet of a workbook."""

    name: str = "Sheet1"
    blocks: list[Block] = field(default_factory=list)
    landscape: bool = False
    paper: Literal["A4", "F4"] = "A4"
    font: str = "Arial"
    size: float = 11
    footer: str = ""
    header: str = ""
    first_row: int = 0  # empty rows above, in a workbook
    first_column: int = 0
    spare_column: int | None = None  # an empty column after this column of the widest table
    hidden_note: bool = False  # a hidden column to the right with remarks of the typist
    merge: bool = True  # spans are merged in a workbook; else only the first cell is filled

    def put(self, *blocks: Block) -> None:
        """Appends blocks."""
        self.blocks.extend(blocks)

    def say(self, text: str = "", **style: Any) -> Box:
        """Appends a paragraph and returns its box."""
        box = Box(text, **style)
        self.blocks.append(box)
        return box

    def title(self, text: str, size: float = 0) -> Box:
        """Appends a bold centred paragraph."""
        return self.say(text, bold=True, align="center", size=size or self.size + 1, space_after=0)


@dataclass(eq=False)
class Bundle:
    """A whole file: its papers, and what a Word file holds besides."""

    papers: list[Paper]
    split_runs: bool = False  # words of a paragraph in several runs, as Word leaves them
    untidy: bool = False  # doubled and unbreakable blanks, as typists leave them
    comment: str = ""  # a comment at the first title
    creator: str = "Sekretariat"
    extra: dict[str, Any] = field(default_factory=dict)

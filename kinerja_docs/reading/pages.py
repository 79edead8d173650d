"""A printed page as both the PDF reader and the OCR see it, before pages are put together to one document.

Boxes are left, top, right, bottom in points (1/72 inch) from the top left of the page as shown (rotation applied).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from kinerja_docs.model import Box

NO_OCR, UNSURE = "no_ocr", "ocr_unsure"
TEXTLESS = (NO_OCR, UNSURE)  # what ``Page.unread`` says of a page without text that OCR could not read either


@dataclass(slots=True)
class PageCell:
    """One cell of a ruled table; ``row`` and ``column`` count from 0 within the table on this page. ``text`` has its
    printed lines joined by ``\\n``; ``struck`` is text with a line drawn through it, which is no part of ``text``."""

    row: int
    column: int
    box: Box
    text: str = ""
    rowspan: int = 1
    colspan: int = 1
    struck: str = ""
    sure: float | None = None  # confidence of OCR, 0-1; None for a text layer


@dataclass(slots=True)
class PageTable:
    """A table on one page. ``columns`` and ``rows`` are the positions of its rules, one more than it has of each, by
    which the part on the next page is known to go on with it. ``ruled`` is false where columns come from the text."""

    box: Box
    columns: list[float]
    rows: list[float]
    cells: list[PageCell]
    ruled: bool = True
    sides: Box | None = None  # share of its left, top, right and bottom side that is ruled, where somebody counted


@dataclass(slots=True)
class PageText:
    """One printed line outside tables."""

    text: str
    box: Box
    struck: str = ""
    sure: float | None = None


@dataclass(slots=True)
class Page:
    """One page: its size, and what stands on it from top to bottom. ``source`` tells a text layer from OCR."""

    number: int  # from 1
    width: float
    height: float
    items: list[PageTable | PageText] = field(default_factory=list)
    source: Literal["text", "ocr"] = "text"
    unread: list[str] = field(default_factory=list)  # ids as in Traits.unread
    turned: int = 0  # quarter turns clockwise by which the page as shown was turned to be upright; boxes are upright

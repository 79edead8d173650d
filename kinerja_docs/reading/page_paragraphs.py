"""Printed lines made paragraphs: a line that ran full goes on in the next; room between lines is an empty paragraph."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kinerja_docs.model import Box
from kinerja_docs.reading.page_lines import MARKER, around
from kinerja_docs.reading.pages import Page, PageText

PITCH = 2.4  # heights of a line, from the head of one line to that of the next of the same paragraph
ROOM = 1.5  # heights of a line left free, from which on an empty paragraph is put
HANGING = 60.0  # points by which lines may hang behind a marker
ALIGNED = 3.0
NARROW = 0.5  # share of a page's width that a column of running text has at least


@dataclass(slots=True)
class Paragraph:
    """One paragraph, its place on the page where it begins, and the least confidence of its lines."""

    text: str
    page: int
    box: Box
    struck: str = ""
    sure: float | None = None


def paragraphs(texts: Sequence[tuple[Page, PageText]]) -> list[Paragraph]:
    """The paragraphs of lines that stand below each other, over pages too; empty ones where room was left."""
    found: list[Paragraph] = []
    above: tuple[Page, PageText] | None = None
    begin: PageText | None = None  # the first line of the paragraph
    edges = _edges(texts)
    for page, line in texts:
        if above is not None and begin is not None and _continues(above, (page, line), begin, edges):
            _append(found[-1], line, page is above[0])
        else:
            if above is not None and page is above[0]:
                _room(found, page, above[1], line)
            found.append(Paragraph(_tidy(line.text), page.number, line.box, line.struck, line.sure))
            begin = line
        above = (page, line)
    return found


def _tidy(text: str) -> str:
    return text.strip(" \r\n")


def _edges(texts: Sequence[tuple[Page, PageText]]) -> dict[int, float]:
    """By page, how far to the right its running text reaches; pages without any are left out."""
    edges: dict[int, float] = {}
    for page, line in texts:
        left, _, right, _ = line.box
        if right - left >= NARROW * page.width:
            edges[page.number] = max(edges.get(page.number, 0.0), right)
    return edges


def _continues(
    above: tuple[Page, PageText], line: tuple[Page, PageText], begin: PageText, edges: dict[int, float]
) -> bool:
    page, upper = above
    text = line[1].text.strip()
    if page.number not in edges or not text or not upper.text.strip():
        return False
    height = max(upper.box[3] - upper.box[1], line[1].box[3] - line[1].box[1])
    if line[0] is page:
        if line[1].box[1] - upper.box[1] > PITCH * height:
            return False
    elif not text[0].islower():
        return False
    if MARKER.match(text.split()[0]) and len(text.split()) > 1:
        return False
    hangs = line[1].box[0] - begin.box[0]
    marked = bool(MARKER.match(begin.text.split()[0])) if begin.text.strip() else False
    aligned = abs(line[1].box[0] - upper.box[0]) <= ALIGNED and (upper is not begin or not marked)
    outdented = upper is begin and not marked and -HANGING < hangs < -ALIGNED  # after an indented first line
    if not (aligned or outdented or (marked and -ALIGNED <= hangs <= HANGING)):
        return False
    return _is_full(upper, line[1], edges[page.number])


def _is_full(upper: PageText, line: PageText, edge: float) -> bool:
    """Whether the first word of the next line had no room at the end of this one."""
    first = line.text.split()[0]
    letter = (line.box[2] - line.box[0]) / max(len(line.text.strip()), 1)
    return upper.box[2] + letter * (len(first) + 0.5) >= edge - 1


def _append(paragraph: Paragraph, line: PageText, same_page: bool) -> None:
    text = _tidy(line.text)
    broken = paragraph.text.endswith("-") and paragraph.text[-2:-1].isalpha() and text[:1].islower()
    paragraph.text = paragraph.text + ("" if broken else " ") + text
    paragraph.struck = " ".join(part for part in (paragraph.struck, line.struck) if part)
    paragraph.sure = min((s for s in (paragraph.sure, line.sure) if s is not None), default=None)
    if same_page:
        paragraph.box = around([paragraph.box, line.box])


def _room(found: list[Paragraph], page: Page, upper: PageText, line: PageText) -> None:
    """Empty paragraphs where lines were left free."""
    height = max(upper.box[3] - upper.box[1], 1.0)
    gap = line.box[1] - upper.box[3]
    for _ in range(0 if gap < ROOM * height else 1 if gap < 3 * ROOM * height else 2):
        found.append(Paragraph("", page.number, (line.box[0], upper.box[3], line.box[2], line.box[1])))

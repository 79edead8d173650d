"""Printed lines made paragraphs: a line that ran full goes on in the next; room between lines is an empty paragraph."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from kinerja_docs.model import Box
from kinerja_docs.reading.page_lines import ALIGNED, MARKER, around
from kinerja_docs.reading.pages import Page, PageText

PITCH = 2.4  # heights of a line, from the head of one line to that of the next of the same paragraph
CLOSEST = 0.8  # heights of a line, from which on two lines stand below each other
FAR = 1.9  # times the least pitch of a page's lines, from which on a line rather begins a paragraph
APART = 1.12  # times that pitch, from which on a new sentence begins a paragraph, though the line above was full
ROOM = 1.5  # heights of a line left free, from which on an empty paragraph is put
HANGING = 60.0  # points by which lines may hang behind a marker
NARROW = 0.45  # share of a page's width that a column of running text has at least
_ENDS = ".;:"  # what ends a sentence or its lead
WIDE = 0.6  # share of the print's width from which on a line shows where running text ends


@dataclass(frozen=True, slots=True)
class _Measure:
    """From where to where the running text of a page reaches, and the least pitch of its lines."""

    left: float
    right: float
    pitch: float


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
    measures = _measures(texts)
    for page, line in texts:
        if above is not None and begin is not None and _continues(above, (page, line), begin, measures):
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


def _measures(texts: Sequence[tuple[Page, PageText]]) -> dict[int, _Measure]:
    """The measures of each page."""
    found: dict[int, _Measure] = {}
    pitches: dict[int, float] = {}
    for (page, one), (other, two) in pairwise(texts):
        pitch, height = two.box[1] - one.box[1], one.box[3] - one.box[1]
        if page is other and pitch >= CLOSEST * height and two.text.strip() and one.text.strip():
            pitches[page.number] = min(pitches.get(page.number, pitch), pitch)
    for page in {page.number: page for page, _ in texts}.values():
        boxes = [item.box for item in page.items]
        left, right = min(box[0] for box in boxes), max(box[2] for box in boxes)
        lines = [b for b in (item.box for item in page.items if isinstance(item, PageText)) if b[2] > b[0]]
        wide = [box for box in lines if box[2] - box[0] >= WIDE * (right - left)]
        end = max(box[2] for box in wide) if wide else right
        found[page.number] = _Measure(left, end, pitches.get(page.number, 0.0))
    return found


def _continues(
    above: tuple[Page, PageText],
    line: tuple[Page, PageText],
    begin: PageText,
    measures: dict[int, _Measure],
) -> bool:
    page, upper = above
    text = line[1].text.strip()
    measure = measures[page.number]
    if not text or not upper.text.strip() or not _is_near(above, line, measure):
        return False
    words = text.split()
    if text[0] == ":" and ":" not in upper.text:  # a label that stands above its value
        return True
    if MARKER.match(words[0]) and (len(words) > 1 or words[0][-1] in ".)"):
        return False
    left, right = measure.left, measure.right
    if right - left < NARROW * page.width:
        return False
    letter = (line[1].box[2] - line[1].box[0]) / max(len(text), 1)
    wanted = letter * (len(words[0]) + 0.5)  # the first word of the next line, had it stood on this one
    middle = (upper.box[0] + upper.box[2] - line[1].box[0] - line[1].box[2]) / 2
    if abs(middle) <= ALIGNED < abs(upper.box[0] - line[1].box[0]):  # centred: room is left at both sides
        return upper.box[2] - upper.box[0] + wanted >= right - left and upper.text.rstrip()[-1] not in _ENDS
    if right - min(upper.box[0], line[1].box[0]) < NARROW * page.width:
        return False
    return _is_aligned(upper, line[1], begin) and upper.box[2] + wanted >= right - 1


def _is_near(above: tuple[Page, PageText], line: tuple[Page, PageText], measure: _Measure) -> bool:
    """Whether a line stands right below the other, or at the head of the next page in the middle of a sentence; in the
    middle of one it may also stand further below than lines of the page do."""
    upper, lower = above[1], line[1]
    if line[0] is not above[0]:
        return lower.text.strip()[0].islower()
    height = max(upper.box[3] - upper.box[1], lower.box[3] - lower.box[1])
    pitch = lower.box[1] - upper.box[1]
    usual = FAR * measure.pitch if measure.pitch else pitch
    if upper.text.rstrip().endswith(".") and lower.text.strip()[0].isupper() and pitch > APART * measure.pitch > 0:
        return False
    return pitch <= PITCH * height and (pitch <= usual or lower.text.strip()[0].islower())


def _is_aligned(upper: PageText, lower: PageText, begin: PageText) -> bool:
    """Whether two lines begin where lines of one paragraph do: at one edge, after an indented first line, or hanging
    behind a marker."""
    marked = bool(MARKER.match(begin.text.split()[0]))
    if marked and -ALIGNED <= lower.box[0] - begin.box[0] <= HANGING:
        return True
    if (upper is not begin or not marked) and abs(lower.box[0] - upper.box[0]) <= ALIGNED:
        return True
    return upper is begin and not marked and -HANGING < lower.box[0] - begin.box[0] < -ALIGNED


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

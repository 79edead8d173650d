"""A page that is a picture: only what OCR read with certainty, and what is not removed, goes out.

Words that were surely read and ruling lines are copied to a new white page; signatures, stamps, photos and codes are
found as ink that is no text and go as whole regions; whatever else stands there is left out, since nobody can tell what
it says. Lengths are in pixels, boxes left, top, right, bottom.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import median
from typing import TYPE_CHECKING, Any

from kinerja_docs.disclosing import regions
from kinerja_docs.disclosing.regions import Box

if TYPE_CHECKING:
    from kinerja_docs.reading.ocr import Sight
    from kinerja_docs.reading.pages import PageText as Word
    from kinerja_docs.reading.scan_page import Blot, Grey, Ink

NO_OCR, UNSURE = "no_ocr", "unsure"
_SURE, _SURELY, _ALONE = 0.45, 0.8, 0.6  # of a word; of a word that is higher than others; of a lone sign
_HIGH, _HIGHEST = 1.7, 2.6  # line heights: a word that may be a scrawl; ink of two lines that touch
_STROKE_HIGH, _STROKE_WIDE = 1.45, 4.0  # line heights above which ink that is no text is a picture's
_CODE = 2.5  # line heights: small ink over a larger square is a code
_EXPLAINED = 0.85  # share of a blot's ink that lies in words
_NEAR_INCH = 0.12
_EDGE_INCH = 0.03  # around a picture
_FLOURISH_INCH = 2.0  # a straight stroke of a signature is no longer than that
_SPECK_INCH = 0.018
_FRAME_INCH, _FRAME_FILL = 2.5, 0.05  # larger and emptier ink is the edge of the paper or a worn table
_TOP, _SMALL = 0.22, 0.08  # share of a first page in which a letterhead stands; share of the page it takes at most
_MOST_UNREAD = 0.30  # share of the ink that is no picture which may be left out before the page is refused
_LEAST_INK = 0.0004  # share of a page; less is nothing to be sure about
_PAPER = 255


class Unread(Exception):
    """The page cannot be made public; ``reason`` is ``no_ocr`` or ``unsure``."""

    def __init__(self, reason: str, page: int) -> None:
        super().__init__(reason)
        self.reason, self.page = reason, page


@dataclass(slots=True)
class ScanText:
    """What goes out of a page, before values are taken out: its text, the box of each letter's word, the regions of
    pictures and of what was not read, and the clean picture (uint8)."""

    text: str
    boxes: list[Box | None]
    pictures: list[list[Box]]  # each picture as bands one below the other, so that print beside it stays
    unread: list[Box]
    clean: Grey
    dpi: float


def scan_text(grey: Grey, dpi: float, number: int) -> ScanText:
    """Look at a page. Raises :class:`Unread` where Tesseract is not there, or too much cannot be read."""
    from kinerja_docs.reading import ocr

    if not ocr.is_ready():
        raise Unread(NO_OCR, number)
    sight = ocr.see(grey, dpi)
    if sight.unread and not sight.is_blank:
        raise Unread(UNSURE, number)
    return _of_sight(sight, number)


def _of_sight(sight: Sight, number: int) -> ScanText:
    scale = sight.dpi / 72
    typical = _typical(sight.words) * scale
    sure = [(cell, word) for cell, word in sight.words if _is_sure(word, typical / scale)]
    places = [_scaled(word.box, scale) for _, word in sure]
    inside = _mask([_scaled(word.box, scale, typical * 0.12) for _, word in sure], sight.ink.shape)
    filled = regions.filled(sight.grey, places, sight.dpi)
    pictures, unread, letterhead = _regions(sight, inside, filled, typical, places, number)
    drawn = (sight.ink & ~inside) | sight.lines | filled
    bands = [_bands(box, drawn, typical, sight.dpi * _EDGE_INCH) for box in pictures]
    _refuse_unread(sight, inside, pictures, number)
    covered = [*(box for picture in bands for box in picture), *unread]
    kept = [(cell, word) for cell, word in sure if not any(_covers(box, word.box, scale) for box in covered)]
    text, boxes = _composed(kept, scale)
    shown = _mask([_scaled(word.box, scale, typical * 0.12) for _, word in kept], sight.ink.shape)
    return ScanText(text, boxes, bands, unread, _clean(sight, shown, letterhead, covered), sight.dpi)


def _typical(words: Iterable[tuple[int | None, Word]]) -> float:
    """The usual height of a line, in points."""
    heights = [word.box[3] - word.box[1] for _, word in words if len(word.text) > 2 and (word.sure or 0) > _ALONE]
    return median(heights) if heights else 12.0


def _is_sure(word: Word, typical: float) -> bool:
    """Whether a word was read with certainty: a scrawl that was taken for letters is high, and a lone sign may be a
    piece of anything."""
    sure = word.sure or 0.0
    if word.box[3] - word.box[1] > _HIGH * typical:
        return sure >= _SURELY and sum(map(str.isalnum, word.text)) >= 3
    letters = sum(map(str.isalnum, word.text))
    return sure >= (_ALONE if letters <= 1 else _SURE)


def _scaled(box: Sequence[float], scale: float, pad: float = 0.0) -> Box:
    return box[0] * scale - pad, box[1] * scale - pad, box[2] * scale + pad, box[3] * scale + pad


def _mask(boxes: Iterable[Box], shape: tuple[int, ...]) -> Ink:
    import numpy as np

    found: Ink = np.zeros(shape, dtype=bool)
    for box in boxes:
        found[_slices(box)] = True
    return found


def _slices(box: Sequence[float]) -> tuple[slice, slice]:
    left, top, right, bottom = (max(int(value), 0) for value in box)
    return slice(top, bottom + 1), slice(left, right + 1)


def _regions(
    sight: Sight, inside: Ink, filled: Ink, typical: float, words: Sequence[Box], number: int
) -> tuple[list[Box], list[Box], list[Box]]:
    """The regions of pictures, of what was not read, and of a letterhead's pictures."""
    from kinerja_docs.reading import scan_page

    speck = max(sight.dpi * _SPECK_INCH, 3)
    strokes = [(_box_of(blot), True) for blot in scan_page.blots(filled)]
    for blot in scan_page.blots(sight.ink):
        wide, high = blot.right - blot.left, blot.bottom - blot.top
        if max(wide, high) < speck or _is_frame(blot, sight.dpi) or _is_text(blot, inside, typical, words):
            continue
        strokes.append((_box_of(blot), high > _STROKE_HIGH * typical or wide > _STROKE_WIDE * typical))
    found: tuple[list[Box], list[Box], list[Box]] = [], [], []
    straight = [_box_of(blot) for blot in scan_page.blots(sight.lines)]
    near = sight.dpi * _NEAR_INCH
    for box, stroke in regions.clusters(strokes, near):
        drawn = stroke or min(box[2] - box[0], box[3] - box[1]) > _CODE * typical
        if drawn and number == 1 and _is_letterhead(box, sight.ink.shape):
            found[2].append(box)
        elif drawn:
            found[0].append(regions.with_straight(box, straight, near / 4, _FLOURISH_INCH * sight.dpi))
        else:
            found[1].append(box)
    return found


def _box_of(blot: Blot) -> Box:
    return blot.left, blot.top, blot.right, blot.bottom


def _is_frame(blot: Blot, dpi: float) -> bool:
    wide, high = blot.right - blot.left, blot.bottom - blot.top
    return max(wide, high) > _FRAME_INCH * dpi and blot.pixels < _FRAME_FILL * wide * high


def _is_text(blot: Blot, inside: Ink, typical: float, words: Sequence[Box]) -> bool:
    """Whether ink belongs to words that were surely read."""
    within = sum(int(inside[row, start:end].sum()) for row, start, end in blot.runs)
    if within < _EXPLAINED * blot.pixels:
        return False
    if blot.bottom - blot.top <= _HIGHEST * typical:
        return True
    return any(box[1] - 2 <= blot.top and blot.bottom <= box[3] + 2 and box[0] - 2 <= blot.left for box in words)


def _bands(box: Box, ink: Ink, typical: float, edge: float) -> list[Box]:
    """A picture's box as bands about as high as a line, each as wide as its ink: the name printed below a signature
    stays where a stamp reaches down beside it."""
    import numpy as np

    rows, columns = _slices(box)
    step = max(int(typical), 4)
    bands: list[Box] = []
    for top in range(rows.start, rows.stop, step):
        bottom = min(top + step, rows.stop)
        filled = np.flatnonzero(ink[top:bottom, columns].any(axis=0))
        if len(filled):
            left, right = columns.start + int(filled[0]), columns.start + int(filled[-1])
            bands.append((left - edge, top - edge, right + edge, bottom + edge))
    return bands


def _is_letterhead(box: Box, shape: tuple[int, ...]) -> bool:
    """A crest stands at the left or in the middle of the top of a first page; a stamp of receipt at the right."""
    height, width = shape
    middle = (box[0] + box[2]) / 2 / width
    small = (box[2] - box[0]) * (box[3] - box[1]) < _SMALL * width * height
    return small and box[3] < _TOP * height and (middle < 0.35 or 0.44 < middle < 0.56)


def _covers(region: Box, box: Sequence[float], scale: float) -> bool:
    """Whether a region covers a good part of a word."""
    left, top, right, bottom = _scaled(box, scale)
    across = min(region[2], right) - max(region[0], left)
    down = min(region[3], bottom) - max(region[1], top)
    return across > 0 and down > 0 and across * down > 0.25 * (right - left) * (bottom - top)


def _refuse_unread(sight: Sight, inside: Ink, pictures: Sequence[Box], number: int) -> None:
    """Where too much of the writing cannot be read, what is left would be no document."""
    ink = sight.ink.copy()
    for box in pictures:
        ink[_slices(box)] = False
    total = int(ink.sum())
    if total > _LEAST_INK * ink.size and int((ink & ~inside).sum()) > _MOST_UNREAD * total:
        raise Unread(UNSURE, number)


def _clean(sight: Sight, shown: Ink, letterhead: Sequence[Box], gone: Sequence[Box]) -> Grey:
    """A white page with the ink of words, lines and letterhead; anything fainter than ink is gone."""
    import numpy as np

    from kinerja_docs.reading import scan_page

    kept = scan_page.grown(sight.ink & (shown | _mask(letterhead, sight.ink.shape)), 1) | sight.lines
    for box in gone:
        kept[_slices(box)] = False
    even = scan_page.even(sight.grey, sight.dpi)
    clean: Any = np.where(kept, even, np.uint8(_PAPER)).astype(np.uint8)
    return np.ascontiguousarray(clean)


def _composed(words: Sequence[tuple[int | None, Word]], scale: float) -> tuple[str, list[Box | None]]:
    """The text with the box of each letter's word: what stands in a cell together, else line by line."""
    cells: dict[int, list[Word]] = {}
    outside: list[Word] = []
    for cell, word in words:
        (outside if cell is None else cells.setdefault(cell, [])).append(word)
    parts = [_in_lines(inside) for inside in cells.values()]
    parts += [[line] for line in _in_lines(outside)]
    parts.sort(key=lambda part: (round(part[0][0].box[1]), part[0][0].box[0]))
    text, boxes = "", []
    for part in parts:
        for word in (one for line in part for one in line):
            text += word.text + " "
            boxes += [*([_scaled(word.box, scale)] * len(word.text)), None]
        text = text[:-1] + "\n"
    return text, list(boxes)


def _in_lines(words: Sequence[Word]) -> list[list[Word]]:
    """Words in printed lines, from left to right."""
    lines: list[list[Word]] = []
    for word in sorted(words, key=lambda one: (one.box[1] + one.box[3]) / 2):
        middle = (word.box[1] + word.box[3]) / 2
        if lines and middle < median([(one.box[1] + one.box[3]) / 2 for one in lines[-1]]) + _half(lines[-1]):
            lines[-1].append(word)
        else:
            lines.append([word])
    return [sorted(line, key=lambda one: one.box[0]) for line in lines]


def _half(line: Sequence[Word]) -> float:
    return median([one.box[3] - one.box[1] for one in line]) / 2

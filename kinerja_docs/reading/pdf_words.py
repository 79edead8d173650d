"""The words of a PDF page with their boxes, out of pdfium's text of the page.

Only the first and the last letter of a word are asked for their box, which is what makes this cheap.
"""

from __future__ import annotations

import ctypes
import math
import re
from collections import Counter
from collections.abc import Iterator
from typing import Any, NamedTuple

from kinerja_docs.model import Box
from kinerja_docs.reading import pdf_native as native

_WORD = re.compile(r"[^\s\x00\x01\x03-\x20\x7f\xa0\u200b\ufeff]+")
_HYPHENS = {"\x02": "-", "\ufffe": "-", "\u00ad": "-", "\u2010": "-", "\u2011": "-"}
_LIGATURES = str.maketrans({**_HYPHENS, "ﬁ": "fi", "ﬂ": "fl", "ﬀ": "ff", "ﬃ": "ffi", "ﬄ": "ffl"})
_SAMPLE = 24  # words whose direction is asked for


class Word(NamedTuple):
    """One word in PDF coordinates (points from the bottom left): left, bottom, right, top. ``first`` is the number of
    its first letter in the page's text."""

    text: str
    box: Box
    first: int


class Words:
    """The text of one page. ``text`` is all of it as pdfium gives it."""

    def __init__(self, textpage: Any) -> None:
        self.text: str = textpage.get_text_range()
        self._at = native.address(textpage)
        self._rect = (ctypes.c_float * 4)()
        self._rect_at = ctypes.addressof(self._rect)
        self._floats: Any = memoryview(self._rect).cast("B").cast("f")  # read in a third of the time
        if len(self.text) != native.count_chars(self._at):
            count = native.count_chars(self._at)
            self.text = "".join(chr(native.char_code(self._at, n) or 32) for n in range(count))

    def all(self) -> Iterator[Word]:
        """The words in the order of the file; a word broken at the end of a line is two."""
        loose, at, rect, rect_at = native.loose_box, self._at, self._floats, self._rect_at
        made = tuple.__new__  # a third of the time of Word(…)
        for match in _WORD.finditer(self.text):
            first, end = match.span()
            if not loose(at, first, rect_at):
                continue
            left, top, right, bottom = rect.tolist()
            if end - first > 1:
                loose(at, end - 1, rect_at)
                left2, top2, right2, bottom2 = rect.tolist()
                if bottom2 > top or top2 < bottom or right2 < left:  # another line, or print that runs upwards
                    yield from self._broken(match.group(), first)
                    continue
                left = left2 if left2 < left else left
                right = right2 if right2 > right else right
                bottom = bottom2 if bottom2 < bottom else bottom
                top = top2 if top2 > top else top
            if top - bottom < 0.5 or right < left:
                box = self.tight(first, end)
                if box is None:
                    continue
                left, bottom, right, top = box
            text = match.group()
            text = text if text.isascii() else text.translate(_LIGATURES)
            yield made(Word, (text, (left, bottom, right, top), first))

    def tight(self, first: int, end: int) -> Box | None:
        """The box of the ink of letters, for fonts that do not say how high they are."""
        found = [box for number in range(first, end) if (box := self.letter(number)) is not None]
        if not found:
            return None
        return min(b[0] for b in found), min(b[1] for b in found), max(b[2] for b in found), max(b[3] for b in found)

    def letter(self, number: int) -> Box | None:
        """The box of one letter; None for what has none."""
        box = (ctypes.c_double * 4)()
        start = ctypes.addressof(box)
        if not native.char_box(self._at, number, start, start + 8, start + 16, start + 24):
            return None
        left, right, bottom, top = box
        return left, bottom, right, max(top, bottom + 0.5)

    def _broken(self, text: str, first: int) -> Iterator[Word]:
        """A word whose letters do not stand on one line: its parts, line by line, or a whole word that runs upwards."""
        angle = native.char_angle(self._at, first)
        boxes = [self.loose(number) for number in range(first, first + len(text))]
        if abs(math.sin(angle)) > 0.5:
            known = [box for box in boxes if box is not None]
            if known:
                yield Word(text.translate(_LIGATURES), _around(known), first)
            return
        begin = 0
        for number in range(1, len(text) + 1):
            one, two = boxes[number - 1], boxes[number] if number < len(text) else None
            if number < len(text) and (one is None or two is None or _beside(one, two)):
                continue
            known = [box for box in boxes[begin:number] if box is not None]
            if known:
                yield Word(text[begin:number].translate(_LIGATURES), _around(known), first + begin)
            begin = number

    def loose(self, number: int) -> Box | None:
        """The box of one letter with the height of its font."""
        if not native.loose_box(self._at, number, self._rect_at):
            return None
        left, top, right, bottom = self._floats.tolist()
        return (left, bottom, right, top) if top - bottom >= 0.5 else self.letter(number)

    def letters(self, word: Word) -> list[Word]:
        """The letters of a word, each as a word of its own."""
        found = []
        for offset, letter in enumerate(self.text[word.first : word.first + len(word.text)]):
            box = self.loose(word.first + offset)
            if box is not None:
                found.append(Word(letter.translate(_LIGATURES), box, word.first + offset))
        return found

    def quarter_turns(self, words: list[Word]) -> int:
        """By how many quarter turns clockwise the page must be turned for most of its print to be upright."""
        if not words:
            return 0
        sample = words[:: max(len(words) // _SAMPLE, 1)]
        turns = Counter(round(native.char_angle(self._at, w.first) / (math.pi / 2)) % 4 for w in sample)
        return int(turns.most_common(1)[0][0])


def _around(boxes: list[Box]) -> Box:
    return min(b[0] for b in boxes), min(b[1] for b in boxes), max(b[2] for b in boxes), max(b[3] for b in boxes)


def _beside(one: Box, two: Box) -> bool:
    return two[0] >= one[0] - 1 and min(one[3], two[3]) > max(one[1], two[1])

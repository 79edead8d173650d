"""Tesseract as a process of its own: a grey picture in, words with boxes and confidence out.

Called directly and not through pytesseract, which writes every picture to a file, needs PATH, and tells neither the
time limit's end from a failure nor which program it took.
"""

from __future__ import annotations

import csv
import os
import subprocess
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING

from kinerja_docs import programs
from kinerja_docs.reading.limits import more_time

if TYPE_CHECKING:
    from kinerja_docs.reading.scan_page import Grey

# The first that is wholly installed. With English beside it Indonesian reads signs better: "58%" alone becomes "58Y6".
LANGUAGES = ("ind+eng", "ind", "eng")
SECONDS = 60  # for one page
_WORD = "5"  # level of a line of the answer that is a word
_COLUMNS = 12
_COLUMN_GAP = 1.2  # heights of a letter
_HANGING = frozenset("gjpqyQ,;()[]")
_RISE, _FALL, _ABOVE = 0.68, 0.21, 0.2  # of a letter's size: above and below the line, and room above


@dataclass(frozen=True, slots=True)
class Word:
    """One word: its box in pixels, how sure Tesseract is, 0-1, and top and bottom of the line of type that it stands
    in, which is higher than its letters."""

    text: str
    left: int
    top: int
    right: int
    bottom: int
    sure: float
    line: tuple[int, int] = (0, 0)


def engine() -> str:
    """What reads, in words that change when its answers may: version and language."""
    return f"{programs.version('tesseract')} {language()}"


@lru_cache
def languages() -> frozenset[str]:
    """The languages that Tesseract has data for; none where it is not installed."""
    path = programs.find("tesseract")
    told = programs.ask(path, "--list-langs") if path is not None else None
    return frozenset((told or "").split()[1:])


def language() -> str | None:
    """The language that pages are read in; None where nothing can be read."""
    return next((one for one in LANGUAGES if languages().issuperset(one.split("+"))), None)


def words(grey: Grey, dpi: float, layout: int = 3) -> list[Word] | None:
    """The words of a page in reading order; None where Tesseract fails or takes too long. ``layout`` is its
    ``--psm``: 3 finds columns by itself."""
    answer = _run(grey, dpi, "-l", language() or "", "--psm", str(layout), "-c", "tessedit_create_tsv=1")
    if answer is None:
        return None
    lines: dict[tuple[str, ...], list[Word]] = {}
    for row in csv.reader(answer.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE):
        if len(row) == _COLUMNS and row[0] == _WORD and row[11].strip():
            left, top, width, height = (int(number) for number in row[6:10])
            sure = min(max(float(row[10]), 0.0), 100.0) / 100
            word = Word(row[11].strip(), left, top, left + width, top + height, sure)
            lines.setdefault(tuple(row[1:5]), []).append(word)
    return [word for line in lines.values() for part in _parts(line) for word in _on_line(part)]


def _parts(line: list[Word]) -> list[list[Word]]:
    """A line cut where wide gaps are: Tesseract puts the lines of neighbouring cells into one, though their type does
    not stand equally high."""
    height = median(word.bottom - word.top for word in line)
    parts = [line[:1]]
    for before, word in pairwise(line):
        if word.left - before.right > _COLUMN_GAP * height:
            parts.append([])
        parts[-1].append(word)
    return parts


def _on_line(line: list[Word]) -> list[Word]:
    """The words of a printed line with the height of its type: OCR boxes end where the ink ends."""
    usual = median(word.bottom - word.top for word in line)
    plain = [word for word in line if word.bottom - word.top <= 1.6 * usual] or line
    top, bottom = min(word.top for word in plain), max(word.bottom for word in plain)
    hangs = any(not _HANGING.isdisjoint(word.text) for word in plain)
    em = (bottom - top) / (_RISE + _FALL if hangs else _RISE)
    height = int(top - _ABOVE * em), int(bottom if hangs else bottom + _FALL * em)
    return [replace(word, line=height) for word in line]


def quarter_turns(grey: Grey, dpi: float) -> int | None:
    """How often the page must be turned clockwise by 90° to stand upright; None where that cannot be told."""
    if "osd" not in languages():
        return None
    answer = _run(grey, dpi, "-l", "osd", "--psm", "0")
    for line in (answer or "").splitlines():
        name, _, value = line.partition(":")
        if name == "Rotate" and value.strip().isdigit():
            return int(value) // 90 % 4
    return None


def _run(grey: Grey, dpi: float, *options: str) -> str | None:
    path = programs.find("tesseract")
    if path is None:
        return None
    height, width = grey.shape
    more_time(2 * SECONDS)  # to recognise the page, and to make something of it
    picture = b"P5\n%d %d\n255\n" % (width, height) + grey.tobytes()
    try:
        done = subprocess.run(
            [path, "stdin", "stdout", "--dpi", str(round(dpi)), *options],
            input=picture,
            capture_output=True,
            check=False,
            timeout=SECONDS,
            env={**os.environ, "OMP_THREAD_LIMIT": "1"},  # several pages at once share the processors better
            creationflags=programs.NO_WINDOW,
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    return done.stdout.decode("utf-8", "replace") if done.returncode == 0 else None

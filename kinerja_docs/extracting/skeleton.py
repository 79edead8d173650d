"""The frame of a document without its content, so that an office can send home a form that is not recognised.

Headings and table headers stay, and of them only words that official forms use; every other word, name or number is
masked. A word that nobody knows is content until somebody says otherwise.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from kinerja_docs.model import Document, Line
from kinerja_docs.text import is_blank
from kinerja_docs.text.vocabulary import form_words

MASK = "…"
_LONGEST = 16  # words of a heading
_HEADER_ROWS = 3
_MOST = 400  # lines of a frame
_WORD = re.compile(r"\w+(?:[.'’]\w+)*", re.UNICODE)
_RUN = re.compile(rf"{MASK}(?:[\s,.]*{MASK})+")


def skeleton(document: Document) -> list[str]:
    """The masked headings and header rows in order; cells of a row are parted by ``|``."""
    found: list[str] = []
    for text in _frame(document.lines):
        masked = _RUN.sub(MASK, " ".join(_WORD.sub(_masked, text).split()))
        if any(letter.isalpha() for letter in masked):
            found.append(masked)
        if len(found) >= _MOST:
            break
    return found


def _frame(lines: list[Line]) -> Iterator[str]:
    block, rows = None, 0
    for line in lines:
        if line.block.kind == "paragraph":
            if len(line.cells[0].text.split()) <= _LONGEST:
                yield line.cells[0].text
            continue
        if line.block is not block:
            block, rows = line.block, 0
        printed = [cell.text for cell in line.cells if cell.row == line.row and not is_blank(cell.text)]
        if len(printed) > 1 and rows < _HEADER_ROWS:
            rows += 1
            yield " | ".join(printed)
        elif len(printed) == 1 and len(printed[0].split()) <= _LONGEST:
            yield printed[0]


def _masked(match: re.Match[str]) -> str:
    word = match.group()
    return word if word.lower() in form_words() else MASK

"""Running headers and footers and page numbers, told from the body by their place and by their coming again."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from kinerja_docs.reading.pages import Page, PageTable, PageText

ZONE = 0.13  # share of the page's height in which a header or footer stands
TIGHT = 58.0  # points from the top in which a repeated line is a header even where no table goes on under it
SAME = 4.0  # points that the same line may be off on another page
MOST_LINES = 4  # of one header or footer

_DIGITS = re.compile(r"\d+")
_NUMBER = re.compile(r"[-–—|•/ ]*(?:\d{1,4}|[ivxlc]{1,6})(?:\s*/\s*\d{1,4})?[-–—|•. ]*")
_COUNTED = re.compile(  # "Hal. 3 dari 5", and not "NOMOR 18 TAHUN 2025"
    r"[^\W\d_]{1,12}\.?:?\s*\d{1,3}\s*(?:[^\W\d_]{1,6}|/)\s*\d{1,3}", re.IGNORECASE
)

Items = list[PageTable | PageText]
Key = tuple[str, bool]


def without_margins(pages: list[Page]) -> tuple[list[Items], dict[str, list[tuple[int, PageText]]]]:
    """The body items of each page, and the lines of the margins by part (``header1``, ``footer1``) with their page."""
    seen: dict[Key, list[tuple[int, PageText]]] = defaultdict(list)
    for page in pages:
        for text, top in _edge_lines(page):
            seen[_key(text, top)].append((page.number, text))
    margins: dict[str, list[tuple[int, PageText]]] = {}
    bodies: list[Items] = []
    before: Items = []
    for page in pages:
        taken: set[int] = set()
        for text, top in _edge_lines(page):
            if _is_margin(text, top, seen[_key(text, top)], page, before):
                taken.add(id(text))
                margins.setdefault("header1" if top else "footer1", []).append((page.number, text))
        before = [item for item in page.items if id(item) not in taken]
        bodies.append(before)
    return bodies, dict(sorted(margins.items(), reverse=True))


def _edge_lines(page: Page) -> Iterator[tuple[PageText, bool]]:
    """The first and last lines of a page that stand in its margins; True for those at the top."""
    zone = ZONE * page.height
    for item in page.items[:MOST_LINES]:
        if not isinstance(item, PageText) or item.box[3] > zone:
            break
        yield item, True
    for item in reversed(page.items[-MOST_LINES:]):
        if not isinstance(item, PageText) or item.box[1] < page.height - zone:
            break
        yield item, False


def _key(text: PageText, top: bool) -> Key:
    return _DIGITS.sub("#", " ".join(text.text.split())), top


def _is_margin(
    text: PageText, top: bool, alike: list[tuple[int, PageText]], page: Page, before: list[PageTable | PageText]
) -> bool:
    words = " ".join(text.text.split())
    if _NUMBER.fullmatch(words) or _COUNTED.fullmatch(words):
        return True
    others = [t for number, t in alike if number != page.number and abs(t.box[1] - text.box[1]) <= SAME]
    if not others:
        return False
    if not top:
        return True
    if page.number > 1 and before and isinstance(before[-1], PageTable) and before[-1].ruled:
        return True
    return text.box[3] <= TIGHT and not words.isupper()  # capitals may be the title of each of many forms

"""Running headers and footers and page numbers, told from the body by their place and by their coming again."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace

from kinerja_docs.reading.page_lines import around
from kinerja_docs.reading.pages import Page, PageCell, PageTable, PageText

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


@dataclass(frozen=True, slots=True)
class _Edge:
    """A line at the edge of a page: an item by itself, or a row of a table without rules (its pieces stand apart)."""

    text: PageText
    top: bool
    item: PageTable | PageText
    row: int | None = None


def without_margins(pages: list[Page]) -> tuple[list[Items], dict[str, list[tuple[int, PageText]]]]:
    """The body items of each page, and the lines of the margins by part (``header1``, ``footer1``) with their page."""
    edges = {page.number: list(_edge_lines(page)) for page in pages}
    seen: dict[Key, list[tuple[int, PageText]]] = defaultdict(list)
    for number, lines in edges.items():
        for edge in lines:
            seen[_key(edge.text, edge.top)].append((number, edge.text))
    margins: dict[str, list[tuple[int, PageText]]] = {}
    bodies: list[Items] = []
    before: Items = []
    for page in pages:
        taken: dict[int, set[int]] = {}
        for edge in edges[page.number]:
            if _is_margin(edge.text, edge.top, seen[_key(edge.text, edge.top)], page, before):
                taken.setdefault(id(edge.item), set()).update(() if edge.row is None else (edge.row,))
                margins.setdefault("header1" if edge.top else "footer1", []).append((page.number, edge.text))
        left = (_left(item, taken[id(item)]) if id(item) in taken else item for item in page.items)
        before = [item for item in left if item is not None]
        bodies.append(before)
    return bodies, dict(sorted(margins.items(), reverse=True))


def _edge_lines(page: Page) -> Iterator[_Edge]:
    """The first and last lines of a page that stand in its margins."""
    zone = ZONE * page.height
    for item in page.items[:MOST_LINES]:
        lines = _lines_of(item)
        inside = [(row, text) for row, text in lines if text.box[3] <= zone]
        yield from (_Edge(text, True, item, row) for row, text in inside)
        if len(inside) < len(lines) or not lines:
            break
    for item in reversed(page.items[-MOST_LINES:]):
        lines = _lines_of(item)
        inside = [(row, text) for row, text in lines if text.box[1] >= page.height - zone]
        yield from (_Edge(text, False, item, row) for row, text in reversed(inside))
        if len(inside) < len(lines) or not lines:
            break


def _lines_of(item: PageTable | PageText) -> list[tuple[int | None, PageText]]:
    """The printed lines of a line, or of a table without rules by row; none of a ruled table."""
    if isinstance(item, PageText):
        return [(None, item)]
    if item.ruled:
        return []
    rows: dict[int, list[PageCell]] = defaultdict(list)
    for cell in item.cells:
        if cell.text:
            rows[cell.row].append(cell)
    return [(row, _as_line(sorted(cells, key=lambda c: c.column))) for row, cells in sorted(rows.items())]


def _as_line(cells: list[PageCell]) -> PageText:
    sure = min((cell.sure for cell in cells if cell.sure is not None), default=None)
    struck = " ".join(cell.struck for cell in cells if cell.struck)
    return PageText(" ".join(cell.text for cell in cells), around([cell.box for cell in cells]), struck, sure)


def _left(item: PageTable | PageText, taken: set[int]) -> PageTable | PageText | None:
    """What is left of an item without its rows that are margins; None for nothing."""
    if isinstance(item, PageText):
        return None
    printed = [row for row, _ in _lines_of(item) if row is not None and row not in taken]
    if not printed:
        return None
    first, last = min(printed), max(printed)
    cells = [replace(cell, row=cell.row - first) for cell in item.cells if first <= cell.row <= last]
    rows = [*item.rows[first : last + 1], max(cell.box[3] for cell in cells)]
    return replace(item, box=(item.box[0], rows[0], item.box[2], rows[-1]), rows=rows, cells=cells)


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

"""PDF files read through pdfplumber: slow, and what the fast reader is proved against.

Tables are those that pdfplumber finds by ruling lines, each cell with the text that pdfplumber has in its box; what
stands outside them comes as lines. Turned pages, struck-out text, form fields and remarks are not seen, and a page
without text is left out: nothing goes to OCR.
"""

from __future__ import annotations

import io
from bisect import bisect_right
from typing import Any

from kinerja_docs.errors import ReadingError
from kinerja_docs.model import Box, Document
from kinerja_docs.reading.contents import Contents
from kinerja_docs.reading.limits import exceeded
from kinerja_docs.reading.page_fill import is_inside, joined_lines
from kinerja_docs.reading.page_join import document_of
from kinerja_docs.reading.pages import Page, PageCell, PageTable, PageText

_SNAP = 3.0  # points within which rules of one table lie on one line, as pdfplumber has it


def read(contents: Contents) -> Document:
    """The document; BRK001 ``damaged`` where the library gives up, BRK006 over a limit."""
    try:
        pages = pages_of(contents)
    except ReadingError:
        raise
    except Exception as error:  # pdfplumber lets through whatever goes wrong inside it
        raise ReadingError("BRK001", "damaged", str(error)) from error
    return document_of(pages, contents.path, "pdf", contents.limits)


def pages_of(contents: Contents) -> list[Page]:
    """The pages as pdfplumber sees them."""
    import pdfplumber

    with pdfplumber.open(io.BytesIO(contents.data)) as book:
        if len(book.pages) > contents.limits.pages:
            raise exceeded("pages", contents.limits.pages)
        return [_page(page) for page in book.pages]


def _page(page: Any) -> Page:
    tables = [_table(found) for found in page.find_tables()]
    texts = [
        PageText(line["text"], box)
        for line in page.filter(lambda thing: not _is_held(thing, tables)).extract_text_lines(return_chars=False)
        for box in [(line["x0"], line["top"], line["x1"], line["bottom"])]
    ]
    result = Page(page.page_number, float(page.width), float(page.height))
    result.items = sorted([*tables, *texts], key=lambda item: (item.box[1], item.box[0]))
    return result


def _is_held(thing: dict[str, Any], tables: list[PageTable]) -> bool:
    """Whether a letter stands in one of the tables."""
    x, y = (thing["x0"] + thing["x1"]) / 2, (thing["top"] + thing["bottom"]) / 2
    return thing["object_type"] == "char" and any(is_inside((x, y, x, y), table.box) for table in tables)


def _table(found: Any) -> PageTable:
    cells = [
        (box, text or "")
        for row, texts in zip(found.rows, found.extract(), strict=True)
        for box, text in zip(row.cells, texts, strict=True)
        if box is not None
    ]
    columns, rows = (
        _levels([x for box, _ in cells for x in box[::2]]),
        _levels([y for box, _ in cells for y in box[1::2]]),
    )
    placed = [_cell(box, text, columns, rows) for box, text in cells]
    placed.sort(key=lambda cell: (cell.row, cell.column))
    return PageTable((columns[0], rows[0], columns[-1], rows[-1]), columns, rows, placed)


def _cell(box: Box, text: str, columns: list[float], rows: list[float]) -> PageCell:
    left, top, right, bottom = (_at(at, places) for at, places in zip(box, (columns, rows) * 2, strict=True))
    return PageCell(top, left, box, joined_lines(text.split("\n")), max(bottom - top, 1), max(right - left, 1))


def _levels(places: list[float]) -> list[float]:
    found: list[float] = []
    for place in sorted(places):
        if not found or place - found[-1] > _SNAP:
            found.append(place)
    return found


def _at(place: float, places: list[float]) -> int:
    return max(bisect_right(places, place + _SNAP / 2) - 1, 0)

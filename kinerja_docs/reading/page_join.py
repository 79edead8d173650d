"""Pages put together to one document: margins taken off, lines made paragraphs, tables joined over page breaks."""

from __future__ import annotations

from collections.abc import Iterator

from kinerja_docs.errors import ReadingError
from kinerja_docs.model import Block, Box, Cell, Document, Line, Location
from kinerja_docs.reading.limits import Limits, exceeded
from kinerja_docs.reading.page_margins import without_margins
from kinerja_docs.reading.page_paragraphs import Paragraph, paragraphs
from kinerja_docs.reading.page_tables import Joined, goes_on
from kinerja_docs.reading.pages import TEXTLESS, Page, PageTable, PageText


def document_of(pages: list[Page], path: str, kind: str, limits: Limits) -> Document:
    """The document that the pages make; BRK006 where there are more lines or cells than allowed.

    Each paragraph, and each grid position of a table, knows its page and box. ``traits.unread`` names what any of the
    pages left unread. BRK003 where no page could be read.
    """
    result = Document(path, kind)
    bodies, margins = without_margins(pages)
    builder = _Builder(result, limits)
    for page, items in zip(pages, bodies, strict=True):
        builder.page(page, items)
    builder.finish()
    for part, texts in margins.items():
        result.margins += list(_margin(part, texts))
    turned = {page.number: page for page in pages if page.turned}
    if turned:
        for block in {line.block for line in (*result.lines, *result.margins)}:
            _as_shown(block, turned)
    _note(pages, result)
    return result


def _note(pages: list[Page], result: Document) -> None:
    """What was left unread, which pages are OCR's, and which could not be read at all. BRK003 where no page could."""
    traits = result.traits
    for page in pages:
        reasons = [what for what in page.unread if what in TEXTLESS]
        if reasons:
            traits.textless.append(
                (Location("page", page=page.number, bbox=(0, 0, page.width, page.height)), reasons[0])
            )
        elif page.source == "ocr" and page.items:
            traits.scanned.append(page.number)
            traits.strike_visible = False
        traits.unread += [what for what in page.unread if what not in (*TEXTLESS, *traits.unread)]
    for block in {line.block for line in (*result.lines, *result.margins)} if traits.scanned else ():
        block.scanned = frozenset(traits.scanned)
    if traits.textless and not any(page.items for page in pages):
        raise ReadingError("BRK003", traits.textless[0][1], str(len(traits.textless)))


def _margin(part: str, texts: list[tuple[int, PageText]]) -> Iterator[Line]:
    block = Block("paragraph", part=part, boxes={})
    assert block.boxes is not None
    for row, (page, text) in enumerate(texts, 1):
        block.boxes[row, 1] = (page, text.box)
        yield Line(block, row, [Cell(block, row, 1, text.text.strip())])


def _as_shown(block: Block, turned: dict[int, Page]) -> None:
    """Boxes of pages that were turned upright, back to the page as it is shown."""
    for place, (number, box) in (block.boxes or {}).items():
        if number in turned and block.boxes is not None:
            block.boxes[place] = (number, _turned_back(box, turned[number]))


def _turned_back(box: Box, page: Page) -> Box:
    left, top, right, bottom = box
    if page.turned == 1:
        return top, page.width - right, bottom, page.width - left
    if page.turned == 2:
        return page.width - right, page.height - bottom, page.width - left, page.height - top
    return page.height - bottom, left, page.height - top, right


class _Builder:
    """Lines of the document in order; the last table and the last lines stay open until what follows is known."""

    def __init__(self, result: Document, limits: Limits) -> None:
        self.result = result
        self.limits = limits
        self.body = Block("paragraph", boxes={})
        self.rows = self.tables = self.cells = 0
        self.open: Joined | None = None
        self.texts: list[tuple[Page, PageText]] = []

    def page(self, page: Page, items: list[PageTable | PageText]) -> None:
        for item in items:
            if isinstance(item, PageText):
                self.close_table()
                self.texts.append((page, item))
                continue
            self.close_texts()
            if self.open is not None and goes_on(self.open, page.number, item):
                self.open.add(page.number, item)
            else:
                self.close_table()
                self.open = Joined(page.number, item)

    def finish(self) -> None:
        self.close_table()
        self.close_texts()
        if self.body.sure == {}:
            self.body.sure = None

    def close_texts(self) -> None:
        for paragraph in paragraphs(self.texts):
            self.paragraph(paragraph)
        self.texts = []

    def paragraph(self, paragraph: Paragraph) -> None:
        self.rows += 1
        self.claim(1, 1)
        assert self.body.boxes is not None
        self.body.boxes[self.rows, 1] = (paragraph.page, paragraph.box)
        if paragraph.sure is not None:
            self.body.sure = self.body.sure or {}
            self.body.sure[self.rows, 1] = paragraph.sure
        cell = Cell(self.body, self.rows, 1, paragraph.text, struck=paragraph.struck)
        self.result.lines.append(Line(self.body, self.rows, [cell]))

    def close_table(self) -> None:
        if self.open is None:
            return
        self.tables += 1
        lines = self.open.lines(self.tables)
        self.claim(len(lines), sum(len(line.cells) for line in lines))
        self.result.lines += lines
        self.open = None

    def claim(self, lines: int, cells: int) -> None:
        self.cells += cells
        if len(self.result.lines) + lines > self.limits.lines:
            raise exceeded("lines", self.limits.lines)
        if self.cells > self.limits.cells:
            raise exceeded("cells", self.limits.cells)

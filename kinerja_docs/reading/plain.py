"""Texts without an Office format: plain text and Markdown line by line, HTML by its paragraphs and tables."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from kinerja_docs.errors import ReadingError
from kinerja_docs.model import Block, Cell, Document, Line
from kinerja_docs.reading.contents import Contents
from kinerja_docs.reading.limits import Limits, exceeded
from kinerja_docs.reading.markup import MAXIMUM_DEPTH

_CONTROLS = frozenset(range(32)) - {9, 10, 12, 13, 27}
_SAMPLE = 8192
_BLOCKS = frozenset(
    (
        *("p", "div", "h1", "h2", "h3", "h4", "h5", "h6", "li", "dt", "dd"),
        *("blockquote", "pre", "caption", "article", "section", "header", "footer"),
    )
)
_PASSED_OVER = frozenset(("script", "style", "head", "template", "noscript"))
_KEPT = frozenset(("pre", "textarea", "listing", "xmp"))  # as they are written, line by line
_NEW_LINE = re.compile(r"[ \t]*[\r\n]\s*")
_TABS = re.compile(r"\t+")
_WIDEST = 1000


def decode(data: bytes) -> str | None:
    """The text of bytes in UTF-8, UTF-16 (by its mark) or Windows-1252; None for what is no text."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        try:
            text = data.decode("utf-16")
        except UnicodeDecodeError:
            return None
        return text if _CONTROLS.isdisjoint(map(ord, text[:_SAMPLE])) else None
    if not _CONTROLS.isdisjoint(data[:_SAMPLE]):
        return None
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")


def read_text(contents: Contents) -> Document:
    """Each line is a paragraph, numbered as an editor numbers it; BRK001 ``renamed`` for what is no text."""
    text = decode(contents.data)
    if text is None:
        raise ReadingError("BRK001", "renamed", "binary")
    lines = text.replace("\r\n", "\n").replace("\r", "\n").removesuffix("\n").split("\n")
    if len(lines) > contents.limits.lines:
        raise exceeded("lines", contents.limits.lines)
    block = Block("paragraph")
    result = Document(contents.path, "text")
    result.traits.strike_visible = False
    result.lines = [Line(block, row, [Cell(block, row, 1, line)]) for row, line in enumerate(lines, 1)]
    return result


def read_html(contents: Contents) -> Document:
    """Paragraphs and tables of a page; nothing it names is fetched."""
    from lxml import html

    text = decode(contents.data) or ""
    result = Document(contents.path, "html")
    result.traits.strike_visible = False
    if not text.strip():
        return result
    if len(contents.data) > contents.limits.part:
        raise exceeded("part", contents.limits.part)
    parser = html.HTMLParser(no_network=True, remove_comments=True, huge_tree=False, encoding="utf-8")
    try:
        root = html.document_fromstring(text.encode("utf-8"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise ReadingError("BRK001", "damaged", str(error)) from error
    if any("xcessive depth" in entry.message for entry in parser.error_log):  # what lies deeper is lost
        raise exceeded("nesting", MAXIMUM_DEPTH)
    _Page(result, contents.limits).take(root)
    return result


class _Page:
    """Walks a page once; text between blocks becomes paragraphs, tables become grids."""

    def __init__(self, result: Document, limits: Limits) -> None:
        self.lines = result.lines
        self.limits = limits
        self.places_left = limits.cells  # grid places, since a cell may claim a thousand
        self.body = Block("paragraph")
        self.paragraphs = self.tables = 0
        self.text: list[str] = []
        self.kept = 0  # elements around the text in which line breaks of the source count

    def take(self, root: etree._Element) -> None:
        pending: list[tuple[etree._Element, bool]] = [(root, False)]
        while pending:  # a stack of our own: hostile pages nest deeper than Python's
            element, closing = pending.pop()
            if closing:
                if element.tag in _BLOCKS:
                    self.flush()
                self.kept -= element.tag in _KEPT
                self.say(element.tail)
                continue
            if not isinstance(element.tag, str) or element.tag in _PASSED_OVER:
                self.say(element.tail)
                continue
            if element.tag == "table":
                self.flush()
                self.table(element)
                self.say(element.tail)
                continue
            if element.tag in _BLOCKS:
                self.flush()
            self.kept += element.tag in _KEPT
            if element.tag == "br":
                self.text.append("\n")
            self.say(element.text)
            pending.append((element, True))
            pending += [(child, False) for child in reversed(element)]
        self.flush()

    def say(self, text: str | None) -> None:
        """Text of the page; where its source goes on in a new line the page does not."""
        if text:
            self.text.append(_shown(text, self.kept))

    def flush(self) -> None:
        lines = "".join(self.text).replace("\r", "").split("\n")
        text = "\n".join("\t".join(" ".join(piece.split()) for piece in _TABS.split(line)) for line in lines)
        self.text = []
        if text.strip():
            text = text.strip("\n").rstrip()
            self.paragraphs += 1
            self.add(Line(self.body, self.paragraphs, [Cell(self.body, self.paragraphs, 1, text)]))

    def table(self, table: etree._Element) -> None:
        self.tables += 1
        block = Block("table", self.tables)
        below: dict[int, Cell] = {}  # cells that reach down into the rows to come
        for row, element in enumerate(_rows(table), 1):
            cells: list[Cell] = []
            column = 1
            for source in element.iterchildren("td", "th"):
                column = self.reach(below, cells, column, row)
                text = _text_of(source)
                cell = Cell(block, row, column, text, _span(source, "rowspan"), _span(source, "colspan"))
                cells.append(cell)
                self.claim(cell.colspan)
                for covered in range(column, column + cell.colspan):
                    below[covered] = cell
                column += cell.colspan
            self.reach(below, cells, column, row)
            self.add(Line(block, row, cells))
        for inner in _inner_tables(table):
            self.table(inner)

    def reach(self, below: dict[int, Cell], cells: list[Cell], column: int, row: int) -> int:
        """Adds the cells of rows above that cover ``column``; the next free column."""
        first = column
        while column in below and below[column].row < row < below[column].row + below[column].rowspan:
            if not cells or cells[-1] is not below[column]:
                cells.append(below[column])
            column += 1
        self.claim(column - first)
        return column

    def claim(self, places: int) -> None:
        """Takes places of the grid from what the document may have; BRK006 beyond it."""
        self.places_left -= places
        if self.places_left < 0:
            raise exceeded("cells", self.limits.cells)

    def add(self, line: Line) -> None:
        if len(self.lines) >= self.limits.lines:
            raise exceeded("lines", self.limits.lines)
        self.lines.append(line)


def _rows(table: etree._Element) -> Iterator[etree._Element]:
    """The rows of a table, those of tables inside it left out."""
    for child in table:
        if child.tag == "tr":
            yield child
        elif child.tag in ("thead", "tbody", "tfoot"):
            yield from child.iterchildren("tr")


def _inner_tables(element: etree._Element) -> Iterator[etree._Element]:
    """The outermost tables below an element."""
    walk = etree.iterwalk(element, events=("start",))
    for _, below in walk:
        if below is not element and below.tag == "table":
            walk.skip_subtree()
            yield below


def _text_of(cell: etree._Element) -> str:
    """The text of a cell, a line for each paragraph or line break in it; tables in it are read apart."""
    pieces: list[str] = []
    kept = 0
    walk = etree.iterwalk(cell, events=("start", "end", "comment", "pi"))
    for event, element in walk:
        passed_over = not isinstance(element.tag, str) or element.tag in _PASSED_OVER or element.tag == "table"
        if event == "start" and passed_over:
            walk.skip_subtree()
        elif event == "start":
            kept += element.tag in _KEPT
            text = element.text or ""
            pieces += ("\n" if element.tag in _BLOCKS or element.tag == "br" else "", _shown(text, kept))
        elif element is not cell:
            kept -= event == "end" and element.tag in _KEPT
            pieces += ("\n" if element.tag in _BLOCKS else "", _shown(element.tail or "", kept))
    lines = (" ".join(line.split()) for line in "".join(pieces).split("\n"))
    return "\n".join(line for line in lines if line)


def _shown(text: str, kept: int) -> str:
    """Text of an element: outside of ``kept`` ones a line break of the source is a blank, with the indents around it.

    Tabs inside a line of the source are tab stops that a word processor wrote there, and stay.
    """
    return text if kept else _NEW_LINE.sub(" ", text)


def _span(element: etree._Element, name: str) -> int:
    value = element.get(name, "1").strip()
    return min(max(int(value), 1), _WIDEST) if value.isascii() and value.isdigit() else 1

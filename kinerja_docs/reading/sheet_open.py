"""OpenDocument workbooks (ods): the same cells, displays, formulas and places as of an xlsx.

Own pass over ``content.xml``, since calamine tells neither formats nor merged ranges nor what is hidden of this format.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

from lxml import etree

from kinerja_docs.collector import paused
from kinerja_docs.errors import ReadingError
from kinerja_docs.model import Block, Document, column_letters
from kinerja_docs.reading import markup
from kinerja_docs.reading.contents import Contents
from kinerja_docs.reading.limits import exceeded
from kinerja_docs.reading.sheet_book import Book
from kinerja_docs.reading.sheet_grid import Grid
from kinerja_docs.reading.sheet_open_styles import OpenStyles, read_open_styles
from kinerja_docs.reading.sheet_styles import Styles
from kinerja_docs.reading.sheetml import Formula, Piece, Scanned

CONTENT, MANIFEST = "content.xml", "META-INF/manifest.xml"
_SPACES = {
    "office": "urn:oasis:names:tc:opendocument:xmlns:office:1.0",
    "table": "urn:oasis:names:tc:opendocument:xmlns:table:1.0",
    "text": "urn:oasis:names:tc:opendocument:xmlns:text:1.0",
    "draw": "urn:oasis:names:tc:opendocument:xmlns:drawing:1.0",
}
_OFFICE, _TABLE, _TEXT, _DRAW = (f"{{{name}}}" for name in _SPACES.values())
_HREF = "{http://www.w3.org/1999/xlink}href"
_HIDDEN = ("collapse", "filter")
_VALUED = frozenset((_OFFICE + "value-type", _TABLE + "formula"))
_CELLS = (_TABLE + "table-cell", _TABLE + "covered-table-cell")
_REFERENCE = re.compile(r"\[([^\]]*)\]|\"[^\"]*\"|;")
_SPAN = re.compile(r"(-?)P(?:(\d+)D)?T(?:(\d+)H)?(?:(\d+)M)?(?:([\d.]+)S)?")
_LAST_COLUMN, _LAST_ROW = 16_384, 1_048_576


def read(contents: Contents) -> Document:
    """The workbook. Raises BRK001 where a part is damaged, BRK002 where it is locked, BRK006 over a limit."""
    refuse_locked(contents)
    with paused():
        return OpenWorkbook(contents).document()


def refuse_locked(contents: Contents) -> None:
    """BRK002 for an OpenDocument file whose parts are encrypted."""
    if MANIFEST in contents.package and b"encryption-data" in contents.package.read(MANIFEST):
        raise ReadingError("BRK002", "encrypted")


@dataclass(slots=True)
class _Seen:
    """What a sheet says beside its cells."""

    scanned: Scanned
    links: dict[tuple[int, int], str] = field(default_factory=dict)
    notes: dict[tuple[int, int], str] = field(default_factory=dict)
    column_styles: list[tuple[int, str]] = field(default_factory=list)  # last column, style of its cells


class OpenWorkbook(Book):
    """One OpenDocument workbook being read."""

    def __init__(self, contents: Contents) -> None:
        super().__init__(contents, "ods")
        self._package = contents.package
        self._root = markup.parse(contents.package.read(CONTENT), CONTENT)

    @cached_property
    def _named(self) -> OpenStyles:
        parts = [self._root]
        if "styles.xml" in self._package:
            parts.insert(0, markup.parse(self._package.read("styles.xml"), "styles.xml"))
        return read_open_styles(parts)

    @cached_property
    def styles(self) -> Styles:
        """Formats and struck-out fonts."""
        return self._named.numbered

    def document(self) -> Document:
        """Reads all sheets in order."""
        traits = self.result.traits
        for number, table in enumerate(self._root.iterfind(f".//{_OFFICE}spreadsheet/{_TABLE}table"), 1):
            hidden = table.get(_TABLE + "style-name", "") in self._named.hidden_tables
            block = Block("sheet", number, table.get(_TABLE + "name", ""), hidden=hidden)
            if hidden:
                traits.hidden_sheets.append(block.name)
            try:
                self._sheet(block, table)
            except (ValueError, IndexError) as error:
                raise ReadingError("BRK001", "damaged", f"{CONTENT}: {error}") from error
        self._see()
        return self.result

    def _sheet(self, block: Block, table: etree._Element) -> None:
        seen = _Seen(Scanned((), 0))
        self._columns(table, seen)
        seen.scanned.pieces = list(self._rows(table, seen))
        grid = Grid(self, block, seen.scanned)
        for place, address in seen.links.items():
            linked = grid.at(*place)
            if linked is not None:
                linked.link = address
        for place, text in seen.notes.items():
            self.result.traits.comment_count += 1
            noted = grid.at(*place)
            if noted is not None:
                noted.note = text
        self.result.lines += grid.lines()
        if len(self.result.lines) > self.limits.lines:
            raise exceeded("lines", self.limits.lines)

    def _columns(self, table: etree._Element, seen: _Seen) -> None:
        last = 0
        for column in _own(table, _TABLE + "table-column"):
            first, last = last + 1, min(last + _many(column, "columns"), _LAST_COLUMN)
            seen.column_styles.append((last, column.get(_TABLE + "default-cell-style-name", "")))
            if column.get(_TABLE + "visibility") in _HIDDEN:
                seen.scanned.hidden_columns.append((first, last))

    def _rows(self, table: etree._Element, seen: _Seen) -> Iterator[Piece]:
        """The cells that hold something; a row that stands for several is given as often."""
        last = 0
        for row in _own(table, _TABLE + "table-row"):
            first, last = last + 1, min(last + _many(row, "rows"), _LAST_ROW)
            cells = list(self._cells(row, first, seen))
            hidden = row.get(_TABLE + "visibility") in _HIDDEN
            if not cells:
                continue
            for number in range(first, last + 1):
                self.claim(len(cells))
                if hidden:
                    seen.scanned.hidden_rows.add(number)
                yield from ((letters, str(number), *rest) for letters, _, *rest in cells)  # type: ignore[misc]

    def _cells(self, row: etree._Element, number: int, seen: _Seen) -> Iterator[Piece]:
        column = 0
        for cell in row.iterchildren(*_CELLS):
            first, column = column + 1, min(column + _many(cell, "columns"), _LAST_COLUMN)
            self._span(cell, number, first, seen)
            if cell.tag == _CELLS[1] or not (len(cell) or _VALUED.intersection(cell.attrib)):
                continue
            style = self._style(cell, row, first, seen)
            for place in range(first, column + 1):
                self.claim(1)
                piece = self._piece(cell, number, place, style, seen)
                if piece is not None:
                    yield piece

    def _span(self, cell: etree._Element, row: int, column: int, seen: _Seen) -> None:
        across, down = _number(cell, "number-columns-spanned"), _number(cell, "number-rows-spanned")
        if across > 1 or down > 1:
            bottom, right = min(row + down - 1, _LAST_ROW), min(column + across - 1, _LAST_COLUMN)
            seen.scanned.merged.append((row, column, bottom, right))

    def _style(self, cell: etree._Element, row: etree._Element, column: int, seen: _Seen) -> str:
        """The number of the cell's style: its own, else its row's, else its column's."""
        name = cell.get(_TABLE + "style-name") or row.get(_TABLE + "default-cell-style-name")
        if name is None:
            name = next((style for last, style in seen.column_styles if column <= last), "")
        return self._named.number_of(name)

    def _piece(self, cell: etree._Element, row: int, column: int, style: str, seen: _Seen) -> Piece | None:
        text, struck, link = _said(cell, self._named.struck_texts)
        kind, value = _stored(cell, text)
        if struck:
            seen.scanned.struck[row, column] = struck
        if link:
            seen.links[row, column] = link
        note = cell.find(_OFFICE + "annotation")
        if note is not None:
            seen.notes[row, column] = "\n".join("".join(map(str, p.itertext())) for p in note.iter(_TEXT + "p"))
        written = cell.get(_TABLE + "formula")
        letters = column_letters(column)
        if written is not None:
            return letters, str(row), style, kind, None, Formula(_formula(written), None, value)
        return (letters, str(row), style, kind, value, None) if value or struck else None

    def _see(self) -> None:
        """Macros, embedded objects, data from outside, and texts drawn as shapes."""
        traits = self.result.traits
        if any(name.startswith("basic/") and not name.endswith("script-lc.xml") for name in self._package):
            traits.active.append("macro")
        frames = list(self._root.iter(_DRAW + "object", _DRAW + "object-ole"))
        if frames:
            traits.active.append("embedded")
        if next(self._root.iter(_TABLE + "table-source", _TABLE + "cell-range-source"), None) is not None:
            traits.active.append("external_data")
        drawn = self._root.iter(_DRAW + "text-box", _DRAW + "custom-shape", _DRAW + "rect", _DRAW + "ellipse")
        if any("".join(map(str, shape.itertext())).strip() for shape in drawn):
            traits.unread.append("drawn_shapes")


def _own(table: etree._Element, tag: str) -> Iterator[etree._Element]:
    """Rows or columns of a table, those in groups too, those of tables inside it and of the history not."""
    walk = etree.iterwalk(table, events=("start",))
    for _, element in walk:
        if element.tag == tag:
            walk.skip_subtree()
            yield element
        elif element is not table and element.tag in (_TABLE + "table", _TABLE + "shapes", _TABLE + "table-row"):
            walk.skip_subtree()


def _number(element: etree._Element, name: str) -> int:
    text = element.get(_TABLE + name, "1")
    return max(int(text), 1) if text.isascii() and text.isdigit() else 1


def _many(element: etree._Element, which: str) -> int:
    return _number(element, f"number-{which}-repeated")


def _stored(cell: etree._Element, text: str) -> tuple[str | None, str | None]:
    """Type and stored value as an xlsx spells them; None for a cell without a value."""
    kind = cell.get(_OFFICE + "value-type")
    if kind in ("float", "percentage", "currency"):
        return None, _plain(cell.get(_OFFICE + "value", ""))
    if kind == "date":
        return "d", cell.get(_OFFICE + "date-value", "")
    if kind == "time":
        return None, _plain(repr(_days(cell.get(_OFFICE + "time-value", ""))))
    if kind == "boolean":
        return "b", "1" if cell.get(_OFFICE + "boolean-value") == "true" else "0"
    if kind == "string":
        return "str", text or cell.get(_OFFICE + "string-value", "")
    return ("str", text) if text else (None, None)


def _plain(value: str) -> str:
    number = float(value)
    return str(int(number)) if number.is_integer() and abs(number) < 1e15 else value


def _days(span: str) -> float:
    """``PT08H30M00S`` in days. ValueError for what is no span."""
    match = _SPAN.fullmatch(span)
    if match is None:
        raise ValueError(span)
    sign, days, hours, minutes, seconds = match.groups(default="0")
    total = int(days) * 86400 + int(hours) * 3600 + int(minutes) * 60 + float(seconds)
    return (-total if sign == "-" else total) / 86400


def _said(cell: etree._Element, struck_styles: frozenset[str]) -> tuple[str, str, str | None]:
    """Text, struck-out text and first address of a cell; a line for each of its paragraphs."""
    texts: list[str] = []
    struck: list[str] = []
    link: str | None = None
    for paragraph in cell.iterchildren(_TEXT + "p"):
        kept: list[str] = []
        for piece, element in _runs(paragraph):
            out = any(above.get(_TEXT + "style-name") in struck_styles for above in _up_to(element, paragraph))
            (struck if out else kept).append(piece)
        texts.append("".join(kept))
        address = next(paragraph.iter(_TEXT + "a"), None)
        if link is None and address is not None:
            link = address.get(_HREF)
    return "\n".join(texts), "".join(struck), link


def _runs(paragraph: etree._Element) -> Iterator[tuple[str, etree._Element]]:
    """The pieces of text of a paragraph, each with the element that it stands in."""
    walk = etree.iterwalk(paragraph, events=("start", "end"))
    for event, element in walk:
        if event == "start":
            if element.tag == _OFFICE + "annotation":
                walk.skip_subtree()
            elif element.tag == _TEXT + "s":
                many = element.get(_TEXT + "c", "1")
                yield " " * (min(int(many), 1000) if many.isdigit() else 1), element
            elif element.tag in (_TEXT + "tab", _TEXT + "line-break"):
                yield "\t" if element.tag == _TEXT + "tab" else "\n", element
            yield element.text or "", element
        elif element is not paragraph and element.tail:
            above = element.getparent()
            yield element.tail, paragraph if above is None else above


def _up_to(element: etree._Element, top: etree._Element) -> Iterator[etree._Element]:
    while element is not top:
        yield element
        above = element.getparent()
        if above is None:
            return
        element = above


def _formula(written: str) -> str:
    """``of:=SUM([.B2:.B4];1)`` as ``SUM(B2:B4,1)``."""

    def reference(match: re.Match[str]) -> str:
        if match.group() == ";":
            return ","
        return ":".join(_place(part) for part in match.group(1).split(":")) if match.group(1) else match.group()

    return _REFERENCE.sub(reference, written.partition("=")[2])


def _place(part: str) -> str:
    sheet, _, cell = part.rpartition(".")
    sheet = sheet.lstrip("$")
    return f"{sheet}!{cell}" if sheet else cell

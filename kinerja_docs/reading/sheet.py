"""Workbooks (xlsx, xlsm, xltx; nothing in them is run): every printed or calculated cell with its place.

Only real cells are looked at, never the declared range: a sheet may claim a million rows and hold ten.
"""

from __future__ import annotations

import re
from functools import cached_property

from kinerja_docs.collector import paused
from kinerja_docs.errors import ReadingError
from kinerja_docs.model import Block, Document
from kinerja_docs.reading import markup
from kinerja_docs.reading.contents import Contents
from kinerja_docs.reading.limits import exceeded
from kinerja_docs.reading.own import AUTHOR, LIST_NAME, sheet_of
from kinerja_docs.reading.relations import Relations
from kinerja_docs.reading.sheet_book import EPOCH_1904, Book
from kinerja_docs.reading.sheet_grid import Grid
from kinerja_docs.reading.sheet_scan import plain_strings, scan
from kinerja_docs.reading.sheet_styles import Styles, read_styles
from kinerja_docs.reading.sheet_walk import runs, walk
from kinerja_docs.reading.sheetml import NAMESPACE, ON, S, Scanned, position, unescaped

WORKBOOK = "xl/workbook.xml"
_STRINGS, _STYLES = "xl/sharedStrings.xml", "xl/styles.xml"
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_HIDDEN = frozenset(("hidden", "veryHidden"))
_DRAWN_TEXT = re.compile(rb"<(?:\w+:)?t(?:\s[^>]*)?(?<!/)>\s*[^\s<]")
_DRAWINGS = ("xl/drawings/", "xl/diagrams/data")
_THREADS = "{http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments}"
_COMMENTS = (  # kind of relationship, element of one comment, element of its text
    ("comments", S + "comment", S + "t"),
    ("threadedComment", _THREADS + "threadedComment", _THREADS + "text"),
)


def read(contents: Contents) -> Document:
    """The workbook. Raises BRK001 where a part is damaged, BRK002 where it is locked, BRK006 over a limit."""
    with paused():
        return Workbook(contents).document()


class Workbook(Book):
    """One workbook being read."""

    def __init__(self, contents: Contents) -> None:
        super().__init__(contents, "xlsx")
        self.package = contents.package
        self.relations = Relations(contents.package)

    def document(self) -> Document:
        """Reads all sheets, in the order in which the workbook shows them."""
        root = markup.parse_office(self.package.read(WORKBOOK), WORKBOOK, NAMESPACE)
        properties = root.find(S + "workbookPr")
        if properties is not None and properties.get("date1904") in ON:
            self.shift = EPOCH_1904
        relations = self.relations.of(WORKBOOK)
        named = (name for name in root.iter(S + "definedName") if name.get("name") == LIST_NAME)
        ours = {sheet_of(name.text or "") for name in named}
        for number, sheet in enumerate(root.iter(S + "sheet"), 1):
            relation = relations.get(sheet.get(_RELATION, ""))
            if relation is None or relation.kind != "worksheet" or sheet.get("name") in ours:
                continue  # charts and dialogs have no cells
            block = Block("sheet", number, sheet.get("name", ""), hidden=sheet.get("state") in _HIDDEN)
            if block.hidden:
                self.result.traits.hidden_sheets.append(block.name)
            self._sheet(block, relation.target)
        self._see()
        return self.result

    def _sheet(self, block: Block, part: str) -> None:
        data = self.package.read(part)
        try:
            scanned = scan(data) or walk(markup.parse_office(data, part, NAMESPACE))
            self.claim(scanned.count)
            grid = Grid(self, block, scanned)
        except (ValueError, IndexError) as error:
            raise ReadingError("BRK001", "damaged", f"{part}: {error}") from error
        self._attach(grid, scanned, part)
        self.result.lines += grid.lines()
        if len(self.result.lines) > self.limits.lines:
            raise exceeded("lines", self.limits.lines)

    @cached_property
    def styles(self) -> Styles:
        """Formats and struck-out fonts."""
        return read_styles(self.package.read(_STYLES) if _STYLES in self.package else b"", _STYLES)

    @cached_property
    def strings(self) -> list[str]:
        """The shared strings."""
        data = self.package.read(_STRINGS) if _STRINGS in self.package else b""
        plain = plain_strings(data) if data else []
        if plain is None:
            plain = []
            for number, item in enumerate(markup.parse_office(data, _STRINGS, NAMESPACE).iterchildren(S + "si")):
                text, struck = runs(item)
                plain.append(text)
                if struck:
                    self.struck_strings[number] = unescaped(struck)
        if b"_x" in data or b"\r" in data or b"#" in data:
            plain = [unescaped(text) for text in plain]
        return plain

    def _attach(self, grid: Grid, scanned: Scanned, part: str) -> None:
        """Addresses of hyperlinks and texts of notes."""
        relations = self.relations.of(part)
        for link in scanned.links:
            relation = relations.get(link.get("r:id", ""))
            for cell in grid.within(link.get("ref", "")):
                cell.link = relation.target if relation is not None else link.get("location")
        notes: dict[str, list[str]] = {}  # by reference
        for kind, own, text in _COMMENTS:  # threads come last: the note beside a thread only says that there is one
            found: dict[str, list[str]] = {}
            for relation in relations.values():
                if relation.kind == kind and relation.target in self.package:
                    root = markup.parse_office(self.package.read(relation.target), relation.target, NAMESPACE)
                    ours = {str(n) for n, one in enumerate(root.iter(S + "author")) if one.text == AUTHOR}
                    for comment in root.iter(own):
                        if comment.get("authorId") in ours:
                            continue
                        said = "".join(piece.text or "" for piece in comment.iter(text))
                        found.setdefault(comment.get("ref", ""), []).append(said)
            notes |= found
        for reference, texts in notes.items():
            self.result.traits.comment_count += len(texts)
            noted = grid.at(*position(reference))
            if noted is not None:
                noted.note = "\n".join(texts)

    def _see(self) -> None:
        """Macros, embedded objects, data from outside, and texts drawn as shapes."""
        traits = self.result.traits
        if any(name.endswith("vbaproject.bin") for name in self.package):
            traits.active.append("macro")
        if self.package.starting("xl/embeddings/", "xl/activex/"):
            traits.active.append("embedded")
        if self.package.starting("xl/externallinks/externallink") or self.relations.external_data("xl/"):
            traits.active.append("external_data")
        drawings = [name for name in self.package.starting(*_DRAWINGS) if name.endswith(".xml")]
        if any(_DRAWN_TEXT.search(self.package.read(name)) for name in drawings):
            traits.unread.append("drawn_shapes")

"""Word documents (docx, docm, dotx): body, margins and what the file says of itself, as one Document."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from kinerja_docs.errors import ReadingError
from kinerja_docs.model import Document, Line
from kinerja_docs.reading import markup
from kinerja_docs.reading import wordml as w
from kinerja_docs.reading.contents import Contents
from kinerja_docs.reading.limits import exceeded
from kinerja_docs.reading.own import AUTHOR
from kinerja_docs.reading.package import Package
from kinerja_docs.reading.relations import Relations, main_part
from kinerja_docs.reading.word_lists import Lists
from kinerja_docs.reading.word_prepare import prepare
from kinerja_docs.reading.word_walk import NotFlat, Walked, walk

BODY_PART = "word/document.xml"
_MARGIN = re.compile(r"word/(?:(header|footer)(\d*)|(footnotes|endnotes))\.xml")
_NOTE = (w.W + "footnote", w.W + "endnote")
_NOTES = frozenset((w.W + "footnotes", w.W + "endnotes"))
_PLAIN_NOTES = frozenset((None, "normal"))
_COMMENTS = "word/comments.xml"
_COMMENT = re.compile(rb"<(?:\w+:)?comment\s[^>]*")
_OURS = re.compile(rf"[\s:]author=([\"']){AUTHOR}\1".encode())
_SHOWS = re.compile(rb"[<:](?:t|sym|delText)[\s>]|^\xff\xfe|^\xfe\xff")  # UTF-16 cannot be probed, so it is parsed
_DRAWN_TEXT = "{http://schemas.openxmlformats.org/drawingml/2006/main}t"
_DRAWN_TEXT_BYTES = re.compile(rb"<a:t>\s*[^<\s]")
_WORD_ART = "{urn:schemas-microsoft-com:vml}textpath"
_PICTURES = (w.DRAWING, w.PICTURE, w.W + "object")


def read(contents: Contents) -> Document:
    """The document; BRK001 where a part is damaged, BRK002 where it is locked, BRK006 where it is over a limit."""
    return _Reading(contents).document()


class _Reading:
    """One file being read: the text boxes are numbered through all its parts."""

    def __init__(self, contents: Contents) -> None:
        self.contents = contents
        self.package = contents.package
        self.result = Document(contents.path, "docx")
        self.boxes = 0
        self.lists = Lists(contents.package)

    def document(self) -> Document:
        result, package = self.result, self.package
        name = main_part(package, BODY_PART)
        body = self.root(name).find(w.BODY)
        if body is None:
            raise ReadingError("BRK001", "damaged", name)
        result.lines = self.blocks(body, None)
        for margin, part in _margins(package):
            self.margin(margin, part)
        if _COMMENTS in package:
            found = _COMMENT.findall(package.read(_COMMENTS))
            result.traits.comment_count = sum(1 for one in found if _OURS.search(one) is None)
        self.active()
        self.unread(body)
        self.bound()
        return result

    def bound(self) -> None:
        """BRK006 where the document has more lines or cells than allowed."""
        limits, lines = self.contents.limits, [*self.result.lines, *self.result.margins]
        if len(lines) > limits.lines:
            raise exceeded("lines", limits.lines)
        if sum(len(line.cells) for line in lines) > limits.cells:
            raise exceeded("cells", limits.cells)

    def root(self, name: str) -> etree._Element:
        """The parsed part."""
        return markup.parse_office(self.package.read(name), name, w.NAMESPACE)

    def blocks(self, top: etree._Element, part: str | None) -> list[Line]:
        """The lines of the blocks under ``top``; prepared first where anything in them is unusual."""
        plain = next(top.iter(*w.RARE), None) is None
        if plain:
            marked = self.lists.mark(top)
            try:
                return walk(top, part, marked=marked).lines
            except NotFlat:
                pass
        prepared = prepare(top, self.boxes)
        for piece in (*(() if plain else (top,)), *prepared.boxes.values()):
            self.lists.mark(piece)
        self.boxes += len(prepared.boxes)
        try:
            boxed = {name: self.take(walk(box, name, {})) for name, box in prepared.boxes.items()}
            walked = walk(top, part, boxed)
        except NotFlat as error:  # rows outside tables, which Word does not open either
            raise ReadingError("BRK001", "damaged", part or BODY_PART) from error
        traits = self.result.traits
        traits.tracked_count += prepared.tracked_count
        traits.unread += [what for what in prepared.unread if what not in traits.unread]
        return self.take(walked)

    def take(self, walked: Walked) -> list[Line]:
        """The lines of a walk; keeps the first tracked change."""
        traits = self.result.traits
        traits.tracked = traits.tracked or walked.tracked
        return walked.lines

    def margin(self, name: str, part: str) -> None:
        """A header, a footer, or the notes (each note's blocks; the separators between text and notes are none)."""
        data = self.package.read(name)
        if _SHOWS.search(data) is None:
            return
        root = markup.parse_office(data, name, w.NAMESPACE)
        if root.tag not in _NOTES:
            self.result.margins += self.blocks(root, part)
            return
        for note in list(root.iterchildren(*_NOTE)):
            if note.get(w.W + "type") not in _PLAIN_NOTES:
                root.remove(note)
        etree.strip_tags(root, *_NOTE)
        self.result.margins += self.blocks(root, part)

    def active(self) -> None:
        """Macros, embedded objects and data from outside."""
        active = self.result.traits.active
        if any(name.endswith("vbaproject.bin") for name in self.package):
            active.append("macro")
        if self.package.starting("word/embeddings/", "word/activex/"):
            active.append("embedded")
        if Relations(self.package).external_data("word/"):
            active.append("external_data")

    def unread(self, body: etree._Element) -> None:
        """What the body shows that stands in no line."""
        unread = self.result.traits.unread
        if next(body.iter(*_PICTURES), None) is None:
            return
        if not any(cell.text.strip() for line in self.result.lines for cell in line.cells):
            unread.append("image_only")
        elif next(body.iter(_DRAWN_TEXT, _WORD_ART), None) is not None or self.has_diagram():
            unread.append("drawn_shapes")
        if self.package.starting("word/charts/chart"):
            unread.append("chart")

    def has_diagram(self) -> bool:
        """Whether a diagram (SmartArt) shows text; it is kept in a part of its own."""
        parts = self.package.starting("word/diagrams/data")
        return any(_DRAWN_TEXT_BYTES.search(self.package.read(name)) for name in parts)


def _margins(package: Package) -> Iterator[tuple[str, str]]:
    """The parts outside the body with their contract names: headers, footers by number, then the notes."""
    found = []
    for name in package.starting("word/header", "word/footer", "word/footnotes", "word/endnotes"):
        match = _MARGIN.fullmatch(name)
        if match is not None:
            kind, number, notes = match.groups()
            rank = ("header", "footer", "footnotes", "endnotes").index(kind or notes)
            found.append((rank, int(number or 0), name, notes or f"{kind}{number}"))
    return ((name, part) for _, _, name, part in sorted(found))

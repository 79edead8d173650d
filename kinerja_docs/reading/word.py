"""Word documents (docx, docm, dotx): body, margins and what the file says of itself, as one Document."""

from __future__ import annotations

import re

from lxml import etree

from kinerja_docs.errors import ReadingError
from kinerja_docs.model import Document, Line
from kinerja_docs.reading import markup
from kinerja_docs.reading import wordml as w
from kinerja_docs.reading.contents import Contents
from kinerja_docs.reading.limits import exceeded
from kinerja_docs.reading.relations import external_data
from kinerja_docs.reading.word_prepare import prepare
from kinerja_docs.reading.word_walk import NotFlat, Walked, walk

BODY_PART = "word/document.xml"
_MARGIN = re.compile(r"word/(header|footer)(\d*)\.xml|word/(footnotes|endnotes)\.xml")
_NOTE = (w.W + "footnote", w.W + "endnote")
_PLAIN_NOTES = frozenset((None, "normal"))
_COMMENT = re.compile(rb"<(?:\w+:)?comment[ >]")
_DRAWN_TEXT = "{http://schemas.openxmlformats.org/drawingml/2006/main}t"
_PICTURES = (w.DRAWING, w.PICTURE)


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

    def document(self) -> Document:
        traits = self.result.traits
        body = self.root(BODY_PART).find(w.BODY)
        if body is None:
            raise ReadingError("BRK001", "damaged", BODY_PART)
        self.result.lines = self.blocks(body, None)
        for name in sorted(self.package.starting("word/header", "word/footer", "word/footnotes", "word/endnotes")):
            self.margin(name)
        for name in self.package.starting("word/comments"):
            traits.comment_count += len(_COMMENT.findall(self.package.read(name)))
        self.active()
        if len(self.result.lines) > self.contents.limits.lines:
            raise exceeded("lines", self.contents.limits.lines)
        if not any(cell.text for line in self.result.lines for cell in line.cells):
            if next(body.iter(*_PICTURES), None) is not None:
                traits.unread.append("image_only")
        elif next(body.iter(_DRAWN_TEXT), None) is not None:
            traits.unread.append("drawn_shapes")
        return self.result

    def root(self, name: str) -> etree._Element:
        return markup.parse_office(self.package.read(name), name, w.NAMESPACE)

    def blocks(self, top: etree._Element, part: str | None) -> list[Line]:
        """The lines of the blocks under ``top``; prepared first where anything in them is unusual."""
        if next(top.iter(*w.RARE), None) is None:
            try:
                return walk(top, part).lines
            except NotFlat:
                pass
        prepared = prepare(top, self.boxes)
        self.boxes += len(prepared.boxes)
        boxed = {name: self.take(walk(box, name, {})) for name, box in prepared.boxes.items()}
        walked = walk(top, part, boxed)
        traits = self.result.traits
        traits.tracked_count += prepared.tracked_count
        traits.unread += [what for what in prepared.unread if what not in traits.unread]
        return self.take(walked)

    def take(self, walked: Walked) -> list[Line]:
        traits = self.result.traits
        traits.tracked = traits.tracked or walked.tracked
        return walked.lines

    def margin(self, name: str) -> None:
        """A header, a footer, or the notes (each note's blocks; the separators between text and notes are none)."""
        match = _MARGIN.fullmatch(name)
        if match is None:
            return
        root = self.root(name)
        if match.group(3):
            for note in root.iter(*_NOTE):
                if note.get(w.W + "type") in _PLAIN_NOTES:
                    self.result.margins += self.blocks(note, match.group(3))
        else:
            self.result.margins += self.blocks(root, f"{match.group(1)}{match.group(2)}")

    def active(self) -> None:
        """Macros, embedded objects and data from outside."""
        active = self.result.traits.active
        for name in self.package:
            if name.endswith("vbaproject.bin") and "macro" not in active:
                active.append("macro")
            elif name.startswith(("word/embeddings/", "word/activex/")) and "embedded" not in active:
                active.append("embedded")
            elif name.endswith(".rels") and name.startswith("word/") and "external_data" not in active:
                if external_data(self.package.read(name)):
                    active.append("external_data")

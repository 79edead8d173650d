"""Public copies of Word documents: still Word, with bars where something went, and nothing under the surface."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from lxml import etree

from kinerja_docs.annotating.parts import OFFICE, Parts, drop
from kinerja_docs.disclosing.finding import Area, Span, Unit, is_header
from kinerja_docs.disclosing.package import PublicPackage, repainted, unwrap
from kinerja_docs.model import Location
from kinerja_docs.text import squash

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
PIC = "{http://schemas.openxmlformats.org/drawingml/2006/picture}"
R = f"{{{OFFICE}}}"
TEXT_PARTS = ("header", "footer", "footnotes", "endnotes")
STYLE_PARTS = ("styles", "numbering", "fontTable", "theme")
_HISTORY = (
    *("del", "moveFrom", "delText", "delInstrText", "rPrChange", "pPrChange", "sectPrChange", "tblPrChange"),
    *("trPrChange", "tcPrChange", "tblGridChange", "tblPrExChange", "numberingChange", "cellDel", "cellIns"),
    *("cellMerge", "moveFromRangeStart", "moveFromRangeEnd", "moveToRangeStart", "moveToRangeEnd"),
    *("customXmlInsRangeStart", "customXmlInsRangeEnd", "customXmlDelRangeStart", "customXmlDelRangeEnd"),
)
_MARKS = (
    *("commentRangeStart", "commentRangeEnd", "commentReference", "annotationRef", "bookmarkStart", "bookmarkEnd"),
    *("permStart", "permEnd", "proofErr", "sdtPr", "sdtEndPr", "smartTagPr", "customXmlPr", "object", "control"),
    *("altChunk", "subDoc", "contentPart", "docPartObj", "attachedTemplate", "lastRenderedPageBreak"),
)
_GONE = tuple(f"{W}{name}" for name in (*_HISTORY, *_MARKS))
_OPENED = tuple(
    f"{W}{name}"
    for name in ("ins", "moveTo", "sdt", "sdtContent", "smartTag", "customXml", "hyperlink", "fldSimple", "dir", "bdo")
)
_FIELDS = re.compile(r"\s*(?:PAGE|NUMPAGES|SECTIONPAGES)\b", re.IGNORECASE)
_SETTINGS = (
    *("compat", "defaultTabStop", "evenAndOddHeaders", "characterSpacingControl", "mirrorMargins", "gutterAtTop"),
    *("footnotePr", "endnotePr", "autoHyphenation"),
)
_FONT_FILES = ("embedRegular", "embedBold", "embedItalic", "embedBoldItalic")
_BREAKS = {
    f"{W}tab": "\t",
    f"{W}br": "\n",
    f"{W}cr": "\n",
    f"{W}noBreakHyphen": "-",
    f"{W}softHyphen": "",
    f"{W}sym": " ",
}


@dataclass(slots=True)
class Paragraph:
    """A paragraph with the nodes that make up its text: (start, end, element)."""

    unit: Unit
    nodes: list[tuple[int, int, etree._Element]]
    element: etree._Element


@dataclass(slots=True)
class WordCopy:
    """A document that is being made public."""

    data: bytes
    paragraphs: list[Paragraph] = field(default_factory=list)
    pictures: int = 0
    unseen: int = 0
    _package: PublicPackage = field(init=False)
    _roots: dict[str, etree._Element] = field(init=False, default_factory=dict)
    _main: str = field(init=False, default="")
    _letterheads: list[tuple[etree._Element, bytes]] = field(init=False, default_factory=list)

    def __post_init__(self) -> None:
        source = Parts(self.data)
        self._package = PublicPackage(source)
        self._main = source.main()
        self._take(self._main, "main", "")
        for identity, kind, target in self._package.leads(self._main):
            if kind in TEXT_PARTS:
                self._take(target, kind, identity)
            elif kind in STYLE_PARTS:
                self._style(target, kind, identity)
            elif kind == "settings":
                self._settings(target, identity)
        left = [name for name in source if name not in self._roots and "_rels/" not in name and "/media/" not in name]
        self.unseen += len(left) - 1  # the list of types is made anew

    @property
    def units(self) -> list[Unit]:
        """Every paragraph as a text with its surroundings."""
        return [one.unit for one in self.paragraphs]

    def remove(self, number: int, spans: list[Span], bar: str) -> None:
        """Put a bar over parts of one paragraph."""
        for span in reversed(spans):
            _bar(self.paragraphs[number].nodes, span, bar)

    def sift(self, tells: Callable[[bytes], bool]) -> None:
        """Take out those letterhead's pictures that tell something."""
        for element, picture in self._letterheads:
            if tells(picture):
                self.pictures += _blank(element)
                self._package.forget(picture)
        self._letterheads = []

    def write(self) -> bytes:
        """The public copy."""
        for name, root in self._roots.items():
            self._package.put(name, root)
        return self._package.write(self._main)

    # -- taking parts in

    def _take(self, name: str, kind: str, identity: str) -> None:
        root = self._package.source.tree(name, change=False)
        self._roots[name] = root
        self.unseen += _clean(root)
        self._pictures(name, root, keeps=kind == "header")
        place = kind if kind != "main" else ""
        self.paragraphs += list(_paragraphs(root, place))
        if identity:
            self._package.relate(self._main, identity, kind, name)

    def _style(self, name: str, kind: str, identity: str) -> None:
        root = self._package.source.tree(name, change=False)
        for element in list(root.iter(*[f"{W}{one}" for one in _FONT_FILES], f"{W}numPicBullet", f"{W}rsid")):
            drop(element)
        for element in list(root.iter(f"{W}lvlPicBulletId", f"{A}blip")):
            drop(element)
        _plain_attributes(root)
        self._roots[name] = root
        self._package.relate(self._main, identity, kind, name)

    def _settings(self, name: str, identity: str) -> None:
        """Only what changes the look: no history of revisions, no mail merge, no template, no variables."""
        old = self._package.source.tree(name, change=False)
        kept = {f"{W}{one}" for one in _SETTINGS}
        for child in list(old):
            if child.tag not in kept:
                drop(child)
        for element in list(old.iter(f"{W}footnote", f"{W}endnote")):
            drop(element)
        _plain_attributes(old)
        self._roots[name] = old
        self._package.relate(self._main, identity, "settings", name)

    def _pictures(self, name: str, root: etree._Element, keeps: bool) -> None:
        """Pictures of a letterhead stay (painted anew); all others may show a signature, a stamp, a face, and go."""
        targets = {identity: target for identity, kind, target in self._package.leads(name) if kind == "image"}
        body = root.find(f"{W}body")
        started = False
        for element in list(root.iter(f"{W}p", f"{W}drawing", f"{W}pict")):
            if element.tag == f"{W}p":
                started = started or bool("".join(node.text or "" for node in element.iter(f"{W}t")).strip())
                continue
            if element.getparent() is None:
                continue
            blips = [one.get(f"{R}embed", "") for one in element.iter(f"{A}blip")]
            only = element.tag == f"{W}drawing" and len(blips) == 1 and not list(element.iter(f"{W}txbxContent"))
            if only and blips[0] in targets and (keeps or (body is not None and not started)):
                picture = repainted(self._package.source.raw(targets[blips[0]]))
                if picture is not None:
                    self._keep(name, blips[0], picture)
                    self._letterheads.append((element, picture))
                    continue
            self.pictures += _blank(element)

    def _keep(self, name: str, identity: str, picture: bytes) -> None:
        folder = name.rpartition("/")[0]
        target = f"{folder}/media/gambar{len(self._package.parts) + 1}.png"
        if not any(known == identity for known, _, _ in self._package.relations.get(name, [])):
            self._package.parts[target] = picture
            self._package.types[target] = "image/png"
            self._package.relate(name, identity, "image", target)


def _clean(root: etree._Element) -> int:
    """Settle what has a history, take out what is hidden or points elsewhere. The number of things that went."""
    gone = 0
    for element in list(root.iter(f"{MC}AlternateContent")):
        choice = next((child for child in element if child.tag == f"{MC}Choice"), None)
        for child in list(element):
            if child is not choice:
                drop(child)
        if choice is not None:
            unwrap(choice)
        unwrap(element)
    for element in list(root.iter(*_GONE)):
        if element.getparent() is not None:
            gone += element.tag in _COUNTED
            drop(element)
    for element in list(root.iter(f"{W}tr")):  # rows that were deleted or are hidden
        properties = element.find(f"{W}trPr")
        if properties is not None and (properties.find(f"{W}hidden") is not None):
            drop(element)
            gone += 1
    for run in list(root.iter(f"{W}r")):
        properties = run.find(f"{W}rPr")
        if properties is not None and any(
            _is_on(properties.find(f"{W}{one}")) for one in ("vanish", "specVanish", "webHidden")
        ):
            drop(run)
            gone += 1
    for element in list(root.iter(*_OPENED)):
        unwrap(element)
    gone += _fields(root)
    for comment in list(root.iter(etree.Comment, etree.ProcessingInstruction)):
        drop(comment)
    _plain_attributes(root)
    return gone


_COUNTED = frozenset(f"{W}{name}" for name in ("del", "moveFrom", "commentReference", "object", "control", "altChunk"))


def _is_on(element: etree._Element | None) -> bool:
    return element is not None and element.get(f"{W}val", "1") not in ("0", "false", "off")


def _fields(root: etree._Element) -> int:
    """Field codes hold addresses, file names and names of users; page numbers are the only ones that stay."""
    gone = 0
    for paragraph in root.iter(f"{W}p"):
        codes = [one for one in paragraph.iter(f"{W}instrText") if (one.text or "").strip()]
        if codes and all(_FIELDS.match(one.text or "") for one in codes):
            for one in codes:
                one.text = f" {(one.text or '').split()[0].upper()} "
            continue
        for element in list(paragraph.iter(f"{W}instrText", f"{W}fldChar")):
            gone += element.tag == f"{W}instrText"
            drop(element)
    return gone


def _plain_attributes(root: etree._Element) -> None:
    """Ids of editing sessions and of paragraphs, and names and descriptions of shapes, tell who wrote and what went."""
    for number, element in enumerate(root.iter("*")):
        for name in list(element.attrib):
            local = str(name).rpartition("}")[2]
            if local.startswith("rsid") or local in ("paraId", "textId", "alt", "descr", "author", "date", "initials"):
                del element.attrib[name]
        if element.tag in (f"{WP}docPr", f"{PIC}cNvPr"):
            for name in list(element.attrib):
                if name not in ("id", "name"):
                    del element.attrib[name]
            element.set("name", str(number))
        if element.tag in (f"{W}tblCaption", f"{W}tblDescription"):
            element.set(f"{W}val", "")


def _blank(element: etree._Element) -> int:
    """Take a picture or shape out; texts of a text box stay as paragraphs behind the one it was anchored in."""
    paragraph = next((one for one in element.iterancestors(f"{W}p")), None)
    boxes = list(element.iter(f"{W}txbxContent"))
    if paragraph is not None and paragraph.getparent() is not None:
        parent = paragraph.getparent()
        assert parent is not None
        place = parent.index(paragraph) + 1
        for box in boxes:
            for child in list(box):
                if child.tag in (f"{W}p", f"{W}tbl"):
                    parent.insert(place, child)
                    place += 1
    had_picture = next(element.iter(f"{A}blip", "{urn:schemas-microsoft-com:vml}imagedata"), None) is not None
    drop(element)
    return int(had_picture or not boxes)


def _paragraphs(root: etree._Element, part: str) -> Iterator[Paragraph]:
    """All paragraphs at the places that reading gives them (what a table inside a cell holds is at that cell); those in
    tables with the cell to the left and the header above."""
    tables = [one for one in root.iter(f"{W}tbl") if next(one.iterancestors(f"{W}tbl"), None) is None]
    lines = {row: (n, m) for n, table in enumerate(tables, 1) for m, row in enumerate(table.iterchildren(f"{W}tr"), 1)}
    heads: dict[etree._Element, tuple[etree._Element, list[str]]] = {}
    outside = 0
    for element in root.iter(f"{W}p"):
        within = list(element.iterancestors(f"{W}tc"))
        row = within[0].getparent() if within else None
        outside += row is None
        nodes, text = _nodes(element)
        if not text.strip():
            continue
        if row is None:
            place = Location("paragraph", paragraph=outside, part=part or None)
            yield Paragraph(Unit(text, place, Area("paragraph", outside, part)), nodes, element)
            continue
        cells, column = _column(within[0])
        outer = within[-1].getparent()
        table, line = lines.get(outer, (0, 0)) if outer is not None else (0, 0)
        place = Location("table_cell", table=table, row=line, column=_column(within[-1])[1] + 1, part=part or None)
        around = next(row.iterancestors(f"{W}tbl"), row)
        if around not in heads:
            first = next(around.iter(f"{W}tr"))
            heads[around] = first, [_words(one) for one in first if one.tag == f"{W}tc"]
        first, over = heads[around]
        above = over[column] if row is not first and len(over) == len(cells) and is_header(over) else ""
        yield Paragraph(Unit(text, place, Area("table", table, part), _left(cells, column), above, row), nodes, element)


def _column(cell: etree._Element) -> tuple[list[etree._Element], int]:
    """The cells of a cell's row, and which of them it is."""
    cells = list(cell.itersiblings(cell.tag, preceding=True))[::-1]
    return [*cells, cell, *cell.itersiblings(cell.tag)], len(cells)


def _left(cells: list[etree._Element], column: int) -> str:
    for cell in reversed(cells[:column]):
        text = _words(cell).strip(" :")
        if text:
            return text
    return ""


def _words(cell: etree._Element) -> str:
    return squash(" ".join(_nodes(one)[1] for one in cell.iter(f"{W}p")))


def _nodes(paragraph: etree._Element) -> tuple[list[tuple[int, int, etree._Element]], str]:
    found, text = [], ""
    for element in paragraph.iter(f"{W}t", *_BREAKS):
        if next(element.iterancestors(f"{W}p"), None) is not paragraph:
            continue
        piece = (element.text or "") if element.tag == f"{W}t" else _BREAKS[str(element.tag)]
        found.append((len(text), len(text) + len(piece), element))
        text += piece
    return found, text


def _bar(nodes: list[tuple[int, int, etree._Element]], span: Span, bar: str) -> None:
    """Cut a span out of the text nodes it runs over; the bar stands where it began. Later spans first."""
    put = False
    for place, (start, end, element) in enumerate(nodes):
        if end <= span.start or start >= span.end:
            continue
        if element.tag != f"{W}t":
            drop(element)
            nodes[place] = (start, start, element)
            continue
        text = element.text or ""
        left, right = text[: max(0, span.start - start)], text[max(0, span.end - start) :]
        element.text = left + ("" if put else bar) + right
        element.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
        put = True

"""Remarks in Word files: comments at the very cell or paragraph, the ones that matter most in a first comment."""

from __future__ import annotations

from collections.abc import Sequence
from copy import deepcopy
from datetime import date

from lxml import etree

from kinerja_docs.annotating.parts import OWN, Parts, drop
from kinerja_docs.annotating.remarks import AUTHOR, Remark
from kinerja_docs.model import Location
from kinerja_docs.reading import wordml as w
from kinerja_docs.reading.word_prepare import prepare

COMMENTS_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
PART = "word/comments.xml"
XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_MARK = w.OURS + "n"
_START, _END, _REFERENCE = w.W + "commentRangeStart", w.W + "commentRangeEnd", w.W + "commentReference"


def annotate(data: bytes, remarks: Sequence[Remark], summary: Sequence[str], day: date, lang: str) -> bytes:
    """The package with a comment for each remark; what stands in margins or text boxes is told at the nearest
    paragraph of the body, since Word takes no comments there."""
    parts = Parts(data)
    name = parts.main()
    body = parts.tree(name).find(w.BODY)
    if body is None or not (remarks or summary):
        return parts.write()
    places = _Places(body)
    root = _comments(parts, name)
    number = max((int(one.get(w.IDENTIFIER, "0")) for one in root if one.get(w.IDENTIFIER, "").isdigit()), default=-1)
    first = [(places.first, "\n".join(summary))] if summary and places.first is not None else []
    for paragraph, text in [*first, *((places.find(remark.at), remark.text) for remark in remarks)]:
        if paragraph is not None:
            number += 1
            root.append(_comment(number, text, day))
            _anchor(paragraph, number)
    return parts.write()


def strip(data: bytes) -> bytes:
    """The package without our comments, and without the part for them where it was ours."""
    parts = Parts(data)
    name = parts.main()
    ours: set[str] = set()
    for part in parts.targets(name, "comments").values():
        if part not in parts:
            continue
        for one in list(parts.tree(part, change=False)):
            if one.get(w.W + "author") == AUTHOR:
                ours.add(one.get(w.IDENTIFIER, ""))
                parts.tree(part)
                drop(one)
    if not ours:
        return data
    for element in list(parts.tree(name).iter(_START, _END, _REFERENCE)):
        if element.get(w.IDENTIFIER) in ours:
            run = element.getparent()
            drop(run if element.tag == _REFERENCE and run is not None and run.tag == w.RUN else element)
    parts.unrelate(name)
    return parts.write()


def _comments(parts: Parts, name: str) -> etree._Element:
    for part in parts.targets(name, "comments").values():
        if part in parts:
            return parts.tree(part)
    part = PART if PART not in parts else f"word/comments{OWN}.xml"
    parts.add(part, etree.Element(w.W + "comments", nsmap={"w": w.NAMESPACE}))
    parts.declare(part, COMMENTS_TYPE)
    parts.relate(name, "comments", part)
    return parts.tree(part)


def _comment(number: int, text: str, day: date) -> etree._Element:
    settings = {w.IDENTIFIER: str(number), w.W + "author": AUTHOR, w.W + "initials": "kd"}
    comment = etree.Element(w.W + "comment", {**settings, w.W + "date": f"{day.isoformat()}T00:00:00Z"})
    for place, line in enumerate(text.split("\n")):
        run = etree.SubElement(etree.SubElement(comment, w.PARAGRAPH), w.RUN)
        if place == 0:
            etree.SubElement(etree.SubElement(run, w.RUN_PROPERTIES), w.W + "b")
        shown = etree.SubElement(run, w.TEXT)
        shown.text = "".join(letter for letter in line if letter >= " ")
        shown.set(XML_SPACE, "preserve")
    return comment


def _anchor(paragraph: etree._Element, number: int) -> None:
    start, end = (etree.Element(tag, {w.IDENTIFIER: str(number)}) for tag in (_START, _END))
    run = etree.Element(w.RUN)
    etree.SubElement(run, _REFERENCE, {w.IDENTIFIER: str(number)})
    place = 1 if len(paragraph) and paragraph[0].tag == w.PARAGRAPH_PROPERTIES else 0
    paragraph.insert(place, start)
    paragraph.append(end)
    paragraph.append(run)


class _Places:
    """Finds the paragraph of a location. The reader's own preparation is run on a marked copy, so that numbers mean
    here what they mean there."""

    def __init__(self, body: etree._Element) -> None:
        self.originals = list(body.iter(w.PARAGRAPH, w.CELL))
        copy = deepcopy(body)
        for number, element in enumerate(copy.iter(w.PARAGRAPH, w.CELL)):
            element.set(_MARK, str(number))
        self.boxes = prepare(copy).boxes
        self.top = copy
        self.tables = list(copy.iterchildren(w.TABLE))
        self.paragraphs = list(copy.iterchildren(w.PARAGRAPH))
        self.first = self.original(next(copy.iter(w.PARAGRAPH), None))

    def find(self, at: Location) -> etree._Element | None:
        """The paragraph of the original at a place, else the first one."""
        if at.part is not None:
            return self.first
        found: etree._Element | None = None
        if at.kind == "paragraph" and at.paragraph and at.paragraph <= len(self.paragraphs):
            found = self.paragraphs[at.paragraph - 1]
        elif at.kind == "table_cell" and at.table and at.table <= len(self.tables):
            found = self.cell(self.tables[at.table - 1], at.row or 1, at.column or 1)
        return self.original(found) if found is not None else self.first

    def cell(self, table: etree._Element, row: int, column: int) -> etree._Element | None:
        """The first paragraph of the cell at a grid position, else of its row."""
        rows = list(table.iter(w.ROW))
        if row > len(rows):
            return next(table.iter(w.PARAGRAPH), None)
        place = 1
        for before in rows[row - 1].iter(w.BEFORE):
            place += _number(before)
        last: etree._Element | None = None
        for cell in rows[row - 1].iter(w.CELL):
            span = next(cell.iter(w.SPAN), None)
            width = _number(span) if span is not None else 1
            last = next(cell.iter(w.PARAGRAPH), None)
            if place <= column < place + width:
                return last
            place += width
        return last

    def original(self, element: etree._Element | None) -> etree._Element | None:
        """The element of the file that the copy's element was made of; of a cell its first paragraph."""
        mark = element.get(_MARK) if element is not None else None
        if mark is None:
            return None
        found = self.originals[int(mark)]
        return next(found.iter(w.PARAGRAPH), None) if found.tag == w.CELL else found


def _number(element: etree._Element) -> int:
    value = element.get(w.VALUE, "1")
    return int(value) if value.isdigit() else 1

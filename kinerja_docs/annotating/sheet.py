"""Remarks in workbooks: notes at the cells, a light fill, and a sheet that lists them with links.

The package is patched: cells, styles, lists to choose from, formulas and stored values stay as they are. The fill is
a conditional format that always holds, so that no cell gets another style and taking it out leaves nothing behind.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from lxml import etree

from kinerja_docs import words
from kinerja_docs.annotating.notes import SHAPES_TYPE, add_shape, new_shapes, strip_shapes
from kinerja_docs.annotating.parts import OFFICE, OWN, Parts, drop
from kinerja_docs.annotating.remarks import Remark
from kinerja_docs.reading.own import AUTHOR, LIST_NAME, sheet_of
from kinerja_docs.reading.sheetml import NAMESPACE as MAIN
from kinerja_docs.reading.sheetml import S
from kinerja_docs.reporting.places import cell_position

SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
COMMENTS = "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml"
RULE = f'LEN("{AUTHOR}")>0'  # always true, and ours to find again
FILLS = {"error": "FFFFD9D6", "warning": "FFFFEBC2", "info": "FFDCEBFF"}
_RID = f"{{{OFFICE}}}id"
_NAMES: Any = {None: MAIN}  # the stubs do not know that a default namespace has no prefix
_AFTER_FORMATS = (  # elements of a worksheet that stand behind its conditional formats
    "dataValidations", "hyperlinks", "printOptions", "pageMargins", "pageSetup", "headerFooter", "rowBreaks",
    "colBreaks", "customProperties", "cellWatches", "ignoredErrors", "smartTags", "drawing", "legacyDrawing",
    "legacyDrawingHF", "drawingHF", "picture", "oleObjects", "controls", "webPublishItems", "tableParts", "extLst",
)  # fmt: skip
_AFTER_DRAWING = _AFTER_FORMATS[_AFTER_FORMATS.index("legacyDrawingHF") :]
_AFTER_DXFS = ("tableStyles", "colors", "extLst")
_AFTER_NAMES = (
    "calcPr", "oleSize", "customWorkbookViews", "pivotCaches", "smartTagPr", "smartTagTypes", "webPublishing",
    "fileRecoveryPr", "webPublishObjects", "extLst",
)  # fmt: skip


def annotate(data: bytes, remarks: Sequence[Remark], summary: Sequence[str], day: date, lang: str) -> bytes:
    """The package with notes, fills and the list; what belongs to no cell is in the list alone."""
    parts = Parts(data)
    book = parts.main()
    if not remarks and not summary:
        return parts.write()
    sheets = {one.get("name", ""): target for one, target in sheets_of(parts, book)}
    by_sheet: dict[str, list[Remark]] = {}
    for remark in remarks:
        if remark.at.kind == "cell" and remark.at.sheet in sheets:
            by_sheet.setdefault(remark.at.sheet or "", []).append(remark)
    fills = _add_fills(parts, book)
    for number, (name, found) in enumerate(by_sheet.items(), 1):
        _mark_cells(parts, sheets[name], found, fills)
        _add_notes(parts, sheets[name], found, number)
    _add_list(parts, book, remarks, summary, lang)
    return parts.write()


def strip(data: bytes) -> bytes:
    """The package without our notes, fills and list."""
    parts = Parts(data)
    book = parts.main()
    changed = bool(parts.unrelate(book))
    root = parts.tree(book, change=changed)
    for name in [one for one in root.iter(f"{S}definedName") if one.get("name") == LIST_NAME]:
        changed = True
        _take_list(parts, book, name)
    for _, sheet in sheets_of(parts, book):
        changed |= _strip_sheet(parts, sheet)
    if not changed:
        return data
    parts.tree(book)
    _strip_fills(parts, book)
    return parts.write()


def sheets_of(parts: Parts, book: str) -> list[tuple[etree._Element, str]]:
    """The sheets of a workbook in order, each with the name of its part."""
    targets = parts.targets(book, "worksheet")
    found = [(one, targets.get(one.get(_RID, ""), "")) for one in parts.tree(book, change=False).iter(f"{S}sheet")]
    return [(one, target) for one, target in found if target in parts]


def insert(root: etree._Element, element: etree._Element, before: Sequence[str]) -> None:
    """Put a child where the schema wants it: in front of the first of those that must follow."""
    names = {S + name for name in before}
    for place, child in enumerate(root):
        if child.tag in names:
            root.insert(place, element)
            return
    root.append(element)


# -- fills


def _add_fills(parts: Parts, book: str) -> dict[str, int]:
    """A differential format for each severity; their numbers."""
    styles = next(iter(parts.targets(book, "styles").values()), None)
    if styles is None or styles not in parts:
        return {}
    root = parts.tree(styles)
    formats = root.find(f"{S}dxfs")
    created = formats is None
    if formats is None:
        formats = etree.Element(f"{S}dxfs")
        insert(root, formats, _AFTER_DXFS)
        formats.set("count", "0")
    first, order = len(formats), list(FILLS)
    if created:
        order.reverse()  # by which strip() knows that the whole list is ours
    for colour in (FILLS[severity] for severity in order):
        pattern = etree.SubElement(
            etree.SubElement(etree.SubElement(formats, f"{S}dxf"), f"{S}fill"), f"{S}patternFill"
        )
        etree.SubElement(pattern, f"{S}bgColor", rgb=colour)
    formats.set("count", str(len(formats)))
    return {severity: first + place for place, severity in enumerate(order)}


def _strip_fills(parts: Parts, book: str) -> None:
    colours = list(FILLS.values())
    for styles in parts.targets(book, "styles").values():
        formats = parts.tree(styles, change=False).find(f"{S}dxfs") if styles in parts else None
        last = list(formats)[-len(colours) :] if formats is not None else []
        found = [next((one.get("rgb") for one in entry.iter(f"{S}bgColor")), None) for entry in last]
        if formats is None or found not in (colours, colours[::-1]):
            continue
        parts.tree(styles)
        for one in last:
            drop(one)
        formats.set("count", str(len(formats)))
        if found == colours[::-1]:
            drop(formats)


def _mark_cells(parts: Parts, sheet: str, remarks: Sequence[Remark], fills: dict[str, int]) -> None:
    worst: dict[str, str] = {}
    for remark in remarks:
        cell = remark.at.cell or "A1"
        known = worst.get(cell)
        if known is None or list(FILLS).index(remark.severity) < list(FILLS).index(known):
            worst[cell] = remark.severity
    if not fills:
        return
    root = parts.tree(sheet)
    taken = [int(one.get("priority", "0")) for one in root.iter(f"{S}cfRule") if one.get("priority", "0").isdigit()]
    for place, severity in enumerate(FILLS, 1):
        cells = [cell for cell, one in worst.items() if one == severity]
        if not cells:
            continue
        format = etree.Element(f"{S}conditionalFormatting", sqref=" ".join(cells))
        settings = {"type": "expression", "dxfId": str(fills[severity]), "priority": str(max(taken, default=0) + place)}
        etree.SubElement(etree.SubElement(format, f"{S}cfRule", settings), f"{S}formula").text = RULE
        insert(root, format, _AFTER_FORMATS)


# -- notes


def _add_notes(parts: Parts, sheet: str, remarks: Sequence[Remark], number: int) -> None:
    name = next((target for target in parts.targets(sheet, "comments").values() if target in parts), None)
    if name is None:
        name = f"xl/comments{OWN}{number}.xml"
        root = etree.Element(f"{S}comments", nsmap=_NAMES)
        etree.SubElement(root, f"{S}authors")
        etree.SubElement(root, f"{S}commentList")
        parts.add(name, root)
        parts.declare(name, COMMENTS)
        parts.relate(sheet, "comments", name)
    root = parts.tree(name)
    authors, notes = root.find(f"{S}authors"), root.find(f"{S}commentList")
    if authors is None or notes is None:
        return
    etree.SubElement(authors, f"{S}author").text = AUTHOR
    texts: dict[str, list[str]] = {}
    for remark in remarks:
        texts.setdefault(remark.at.cell or "A1", []).append(remark.text)
    there = {one.get("ref") for one in notes}
    shapes = _shapes(parts, sheet, number)
    for cell, told in texts.items():
        if cell in there:  # a cell has one note; what is told of it stands in the list
            continue
        note = etree.SubElement(notes, f"{S}comment", ref=cell, authorId=str(len(authors) - 1))
        shown = etree.SubElement(etree.SubElement(note, f"{S}text"), f"{S}t")
        shown.text = "".join(letter for letter in "\n\n".join(told) if letter >= " " or letter == "\n")
        add_shape(shapes, cell_position(cell), shown.text.count("\n") + len(shown.text) // 45 + 2)


def _shapes(parts: Parts, sheet: str, number: int) -> etree._Element:
    """The drawing that shows a sheet's notes: its own, else a new one."""
    root = parts.tree(sheet)
    drawing = root.find(f"{S}legacyDrawing")
    if drawing is not None:
        target = parts.targets(sheet, "vmlDrawing").get(drawing.get(_RID, ""))
        if target is not None and target in parts:
            return parts.tree(target)
    name = f"xl/drawings/vmlDrawing{OWN}{number}.vml"
    parts.add(name, new_shapes())
    parts.declare(name, SHAPES_TYPE)
    if drawing is None:
        drawing = etree.Element(f"{S}legacyDrawing", nsmap={"r": OFFICE})
        insert(root, drawing, _AFTER_DRAWING)
    drawing.set(_RID, parts.relate(sheet, "vmlDrawing", name))
    return parts.tree(name)


def _strip_sheet(parts: Parts, sheet: str) -> bool:
    root = parts.tree(sheet, change=False)
    ours = [
        one for one in root.iter(f"{S}conditionalFormatting") if any(f.text == RULE for f in one.iter(f"{S}formula"))
    ]
    cells: set[str] = set()
    for name in list(parts.targets(sheet, "comments").values()):
        cells |= _strip_notes(parts, name) if name in parts else set()
    if cells:
        for name in parts.targets(sheet, "vmlDrawing").values():
            if name in parts:
                strip_shapes(parts.tree(name))
    gone = {id for id, _ in parts.unrelate(sheet)}
    drawings = [one for one in root.iter(f"{S}legacyDrawing") if one.get(_RID) in gone]
    if not (ours or cells or gone):
        return False
    parts.tree(sheet)
    for one in (*ours, *drawings):
        drop(one)
    return True


def _strip_notes(parts: Parts, name: str) -> set[str]:
    root = parts.tree(name, change=False)
    authors = list(root.iter(f"{S}author"))
    ours = {str(place) for place, one in enumerate(authors) if one.text == AUTHOR}
    found = [one for one in root.iter(f"{S}comment") if one.get("authorId") in ours]
    if ours:
        parts.tree(name)
    for one in found:
        drop(one)
    for place, one in reversed(list(enumerate(authors))):
        if str(place) in ours and place == len(authors) - 1:  # ours stands last, so the others keep their numbers
            drop(one)
    return {one.get("ref", "") for one in found}


# -- the list


def _add_list(parts: Parts, book: str, remarks: Sequence[Remark], summary: Sequence[str], lang: str) -> None:
    root = parts.tree(book)
    holder = root.find(f"{S}sheets")
    if holder is None:
        return
    taken = {one.get("name", "").casefold() for one in holder}
    wanted = words.get("remarks.sheet", lang)
    title = next(name for name in (wanted, *(f"{wanted} {n}" for n in range(2, 99))) if name.casefold() not in taken)
    name = f"xl/worksheets/sheet{OWN}.xml"
    parts.add(name, _list_sheet(remarks, summary, lang))
    parts.declare(name, SHEET)
    number = max((int(one.get("sheetId", "0")) for one in holder), default=0) + 1
    sheet = etree.SubElement(holder, f"{S}sheet", name=title, sheetId=str(number))
    sheet.set(_RID, parts.relate(book, "worksheet", name))
    names = root.find(f"{S}definedNames")
    settings = {"name": LIST_NAME, "hidden": "1"}
    if names is None:
        settings["comment"] = AUTHOR  # the list of names is ours too
        names = etree.Element(f"{S}definedNames")
        insert(root, names, _AFTER_NAMES)
    etree.SubElement(names, f"{S}definedName", settings).text = f"'{title}'!$A$1"


def _take_list(parts: Parts, book: str, name: etree._Element) -> None:
    """Take the sheet out that the defined name points at, and the name."""
    title = sheet_of(name.text or "")
    holder = name.getparent()
    drop(name)
    if holder is not None and not len(holder) and name.get("comment") == AUTHOR:
        drop(holder)
    for sheet in list(parts.tree(book).iter(f"{S}sheet")):
        if sheet.get("name") != title:
            continue
        id = sheet.get(_RID, "")
        target = parts.targets(book, "worksheet").get(id)
        drop(sheet)
        if target is not None:
            parts.remove(target)
            parts.undeclare(target)
            for one in list(parts.tree(parts.related(book))):
                if one.get("Id") == id:
                    drop(one)


def _list_sheet(remarks: Sequence[Remark], summary: Sequence[str], lang: str) -> etree._Element:
    root = etree.Element(f"{S}worksheet", nsmap={**_NAMES, "r": OFFICE})
    etree.SubElement(etree.SubElement(root, f"{S}sheetPr"), f"{S}pageSetUpPr", fitToPage="1")
    views = etree.SubElement(root, f"{S}sheetViews")
    etree.SubElement(views, f"{S}sheetView", workbookViewId="0")
    columns = etree.SubElement(root, f"{S}cols")
    for place, width in enumerate((14, 34, 60, 60), 1):
        etree.SubElement(columns, f"{S}col", min=str(place), max=str(place), width=str(width), customWidth="1")
    rows = etree.SubElement(root, f"{S}sheetData")
    links = etree.Element(f"{S}hyperlinks")
    lines = [[line] for line in summary] + ([[]] if summary else [])
    lines.append([words.get(f"remarks.{name}", lang) for name in ("code", "place", "finding", "fix")])
    head = len(lines)
    for remark in remarks:
        lines.append([remark.head, remark.place, *remark.lines[:1], *remark.lines[1:2]])
    for number, texts in enumerate(lines, 1):
        row = etree.SubElement(rows, f"{S}row", r=str(number))
        for column, text in zip("ABCD", texts, strict=False):
            cell = etree.SubElement(row, f"{S}c", r=f"{column}{number}", t="inlineStr")
            shown = etree.SubElement(etree.SubElement(cell, f"{S}is"), f"{S}t")
            shown.text = "".join(letter for letter in text if letter >= " ")
        told = remarks[number - head - 1] if number > head else None
        if told is not None and told.at.kind == "cell":
            target = f"'{(told.at.sheet or '').replace(chr(39), chr(39) * 2)}'!{told.at.cell}"
            etree.SubElement(links, f"{S}hyperlink", ref=f"B{number}", location=target, display=told.place)
    if len(links):
        root.append(links)
    etree.SubElement(root, f"{S}pageSetup", paperSize="9", orientation="landscape", fitToHeight="0")
    return root

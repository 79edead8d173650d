"""Single cells of a workbook filled in by patching the package: styles, choices, formulas and drawings stay.

A cell that holds a formula is never written over. What formulas have stored is out of date afterwards, so the workbook
asks to be calculated anew when it is opened.
"""

from __future__ import annotations

from collections.abc import Mapping

from lxml import etree

from kinerja_docs.annotating.parts import Parts
from kinerja_docs.annotating.sheet import insert, sheets_of
from kinerja_docs.reading.sheetml import S
from kinerja_docs.reporting.places import cell_position

_BEFORE_CALC = (
    "oleSize", "customWorkbookViews", "pivotCaches", "smartTagPr", "smartTagTypes", "webPublishing",
    "fileRecoveryPr", "webPublishObjects", "extLst",
)  # fmt: skip
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
Given = str | float


def put(data: bytes, cells: Mapping[str, Mapping[str, Given]]) -> tuple[bytes, int]:
    """The workbook with texts and numbers in ``{sheet: {"K7": value}}``, and how many cells were filled in."""
    parts = Parts(data)
    book = parts.main()
    written = 0
    for element, target in sheets_of(parts, book):
        for name, value in cells.get(element.get("name", ""), {}).items():
            written += _put(parts.tree(target), name, value)
    if written:
        root = parts.tree(book)
        calculation = root.find(f"{S}calcPr")
        if calculation is None:
            calculation = etree.Element(f"{S}calcPr")
            insert(root, calculation, _BEFORE_CALC)
        calculation.set("fullCalcOnLoad", "1")
    return parts.write(), written


def _put(sheet: etree._Element, name: str, value: Given) -> bool:
    column, row_number = cell_position(name)
    data = sheet.find(f"{S}sheetData")
    if data is None:
        return False
    cell = _cell(_row(data, row_number), name, column)
    if cell.find(f"{S}f") is not None:
        return False
    for child in list(cell):
        cell.remove(child)
    if isinstance(value, str):
        cell.set("t", "inlineStr")
        text = etree.SubElement(etree.SubElement(cell, f"{S}is"), f"{S}t")
        text.text = value
        text.set(_SPACE, "preserve")
    else:
        if "t" in cell.attrib:
            del cell.attrib["t"]
        etree.SubElement(cell, f"{S}v").text = repr(value)
    return True


def _row(data: etree._Element, number: int) -> etree._Element:
    for place, row in enumerate(data):
        here = int(row.get("r", "0"))
        if here == number:
            return row
        if here > number:
            made = etree.Element(f"{S}row", r=str(number))
            data.insert(place, made)
            return made
    return etree.SubElement(data, f"{S}row", r=str(number))


def _cell(row: etree._Element, name: str, column: int) -> etree._Element:
    for place, cell in enumerate(row):
        here = cell_position(cell.get("r", "A1"))[0]
        if here == column:
            return cell
        if here > column:
            made = etree.Element(f"{S}c", r=name)
            row.insert(place, made)
            return made
    return etree.SubElement(row, f"{S}c", r=name)

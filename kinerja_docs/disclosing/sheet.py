"""Public copies of workbooks: values only, bars where something went, nothing hidden, nothing that leads elsewhere."""

from __future__ import annotations

import re
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass, field

from lxml import etree

from kinerja_docs.annotating.parts import OFFICE, Parts, drop
from kinerja_docs.disclosing.finding import Area, Span, Unit, is_header
from kinerja_docs.disclosing.package import PublicPackage
from kinerja_docs.model import Location, column_letters
from kinerja_docs.reading.sheetml import NAMESPACE as MAIN
from kinerja_docs.reading.sheetml import S
from kinerja_docs.reporting.places import cell_position

BOOK_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
_RID = f"{{{OFFICE}}}id"
_NAMES: dict[str | None, str] = {None: MAIN, "r": OFFICE}
_KEPT = ("sheetFormatPr", "cols", "sheetData", "mergeCells", "printOptions", "pageMargins", "pageSetup")
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_HEADS = 40  # first rows in which headers of columns stand


@dataclass(slots=True)
class CellText:
    """A cell whose text may change."""

    unit: Unit
    element: etree._Element
    text: str


@dataclass(slots=True)
class SheetCopy:
    """A workbook that is being made public."""

    data: bytes
    cells: list[CellText] = field(default_factory=list)
    pictures: int = 0
    unseen: int = 0
    _package: PublicPackage = field(init=False)
    _sheets: list[tuple[str, etree._Element]] = field(init=False, default_factory=list)
    _strings: list[str] = field(init=False, default_factory=list)

    def __post_init__(self) -> None:
        source = Parts(self.data)
        self._package = PublicPackage(source)
        main = source.main()
        leads = self._package.leads(main)
        for _, kind, part in leads:
            if kind == "sharedStrings":
                entries = source.tree(part, change=False).iter(f"{S}si")
                self._strings = [_string(entry) for entry in entries]
        targets = {identity: target for identity, kind, target in leads if kind == "worksheet"}
        listed = source.tree(main, change=False).iter(f"{S}sheet")
        for entry in listed:
            target = targets.get(entry.get(_RID, ""))
            if entry.get("state", "visible") != "visible" or target is None:
                self.unseen += 1
                continue
            self._take(entry.get("name", ""), source.tree(target, change=False), target)
        for _, kind, part in leads:
            if kind in ("styles", "theme"):
                self._style(part, kind)
        parts = [name for name in source if "_rels/" not in name]
        self.pictures = sum("/media/" in name for name in parts)
        self.unseen += sum(not _is_plain(name) for name in parts)

    @property
    def units(self) -> list[Unit]:
        """Every text of a cell with its surroundings, and the names of the sheets."""
        return [one.unit for one in self.cells]

    def remove(self, number: int, spans: list[Span], bar: str) -> None:
        """Put bars into one cell (or into the name of a sheet)."""
        cell = self.cells[number]
        for span in reversed(spans):
            cell.text = cell.text[: span.start] + bar + cell.text[span.end :]

    def write(self) -> bytes:
        """The public copy."""
        names: dict[str, etree._Element] = {}
        for cell in self.cells:
            if cell.element.tag == f"{S}c":
                _write(cell)
        book = etree.Element(f"{S}workbook", nsmap=_NAMES)  # type: ignore[arg-type]
        listed = etree.SubElement(book, f"{S}sheets")
        titles = {id(cell.element): cell.text for cell in self.cells if cell.element.tag == f"{S}worksheet"}
        for number, (title, root) in enumerate(self._sheets, 1):
            part = f"xl/worksheets/sheet{number}.xml"
            self._package.put(part, root, SHEET_TYPE)
            self._package.relate("xl/workbook.xml", f"rId{number}", "worksheet", part)
            shown = _sheet_name(titles.get(id(root), title), number, names)
            entry = etree.SubElement(listed, f"{S}sheet", name=shown, sheetId=str(number))
            entry.set(_RID, f"rId{number}")
            names[shown.casefold()] = entry
        if not self._sheets:
            return b""
        self._package.put("xl/workbook.xml", book, BOOK_TYPE)
        return self._package.write("xl/workbook.xml")

    def _take(self, name: str, root: etree._Element, target: str) -> None:
        """A visible sheet without formulas, links, drawings, hidden rows and columns."""
        made = etree.Element(f"{S}worksheet", nsmap=_NAMES)  # type: ignore[arg-type]
        hidden = _hidden_columns(root)
        for tag in _KEPT:
            found = root.find(f"{S}{tag}")
            if found is not None:
                made.append(deepcopy(found))
        for element in made.iter("*"):
            for attribute in [one for one in element.attrib if str(one).startswith("{")]:
                del element.attrib[attribute]
        self._sheets.append((name, made))
        self.cells.append(CellText(Unit(name, Location("cell", sheet=name, cell="A1"), self._area()), made, name))
        rows = made.find(f"{S}sheetData")
        for row in list(rows) if rows is not None else []:
            if row.get("hidden") in ("1", "true"):
                self.unseen += 1
                drop(row)
                continue
            for cell in list(row):
                if cell_position(cell.get("r", "A1"))[0] in hidden:
                    self.unseen += cell.find(f"{S}v") is not None or cell.find(f"{S}is") is not None
                    row.remove(cell)
        for column in [one for one in made.iter(f"{S}col") if one.get("hidden") in ("1", "true")]:
            drop(column)
        empty = made.find(f"{S}cols")
        if empty is not None and not len(empty):
            drop(empty)
        self.cells += list(self._texts(name, rows)) if rows is not None else []

    def _area(self) -> Area:
        return Area("sheet", len(self._sheets))

    def _texts(self, sheet: str, rows: etree._Element) -> Iterator[CellText]:
        heads: dict[int, str] = {}
        for row in rows:
            left, texts = "", []
            for cell in row:
                formula = cell.find(f"{S}f")
                if formula is not None:
                    cell.remove(formula)
                text = _text(cell, self._strings)
                column, number = cell_position(cell.get("r", "A1"))
                if text is None:
                    continue
                place = Location("cell", sheet=sheet, cell=f"{column_letters(column)}{number}")
                unit = Unit(text, place, self._area(), left, heads.get(column, ""), (sheet, number))
                yield CellText(unit, cell, text)
                texts.append((column, text))
                left = text.strip(" :") or left
            number = int(row.get("r", "0") or 0)
            if number <= _HEADS and is_header([text for _, text in texts]):
                heads |= dict(texts)

    def _style(self, target: str, kind: str) -> None:
        root = self._package.source.tree(target, change=False)
        for element in list(root.iter(f"{S}extLst", f"{S}dxfs")):
            drop(element)
        self._package.put(target, root)
        self._package.relate("xl/workbook.xml", f"rId{kind}", kind, target)


def _is_plain(name: str) -> bool:
    """Parts that a copy has itself, or counts elsewhere."""
    known = ("xl/worksheets/", "xl/theme/", "xl/media/")
    own = ("[Content_Types].xml", "xl/workbook.xml", "xl/styles.xml", "xl/sharedStrings.xml")
    return name.startswith(known) or name in own


def _hidden_columns(root: etree._Element) -> set[int]:
    found: set[int] = set()
    for column in root.iter(f"{S}col"):
        if column.get("hidden") in ("1", "true"):
            first, last = int(column.get("min", "1")), int(column.get("max", "1"))
            found.update(range(first, min(last, 16_384) + 1))
    return found


def _string(entry: etree._Element) -> str:
    """The text of a shared or inline string; phonetic hints are not part of it."""
    pieces = [one for one in entry.iter(f"{S}t") if next(one.iterancestors(f"{S}rPh"), None) is None]
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), "".join(one.text or "" for one in pieces))


def _text(cell: etree._Element, strings: list[str]) -> str | None:
    """The text of a cell; a long whole number (a NIP typed as a number) is text too. None for anything else."""
    kind, value = cell.get("t", "n"), cell.find(f"{S}v")
    if kind == "inlineStr":
        inside = cell.find(f"{S}is")
        return _string(inside) if inside is not None else None
    if value is None or value.text is None:
        return None
    if kind == "s":
        number = int(value.text) if value.text.strip().isdigit() else -1
        return strings[number] if 0 <= number < len(strings) else ""
    if kind == "str":
        return value.text
    if kind == "n":
        try:
            amount = float(value.text)
        except ValueError:
            return value.text
        return f"{amount:.0f}" if amount.is_integer() else None  # a fraction is nobody's number
    return None


def _write(cell: CellText) -> None:
    """A changed text, or a shared string, as a text of its own; an unchanged number stays a number."""
    element = cell.element
    if element.get("t", "n") == "n" and cell.text == cell.unit.text:
        return
    for child in list(element):
        element.remove(child)
    element.set("t", "inlineStr")
    text = etree.SubElement(etree.SubElement(element, f"{S}is"), f"{S}t")
    text.text = "".join(letter if letter in "\t\n\r" or ord(letter) >= 32 else " " for letter in cell.text)
    text.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")


def _sheet_name(name: str, number: int, taken: dict[str, etree._Element]) -> str:
    plain = re.sub(r"[\[\]:*?/\\]", " ", name).strip("' ")[:31] or f"Sheet{number}"
    return plain if plain.casefold() not in taken else f"Sheet{number}"

"""Workbooks (xlsx, xlsm, xltx; nothing in them is run): every printed or calculated cell with its place.

Only real cells are looked at, never the declared range: a sheet may claim a million rows and hold ten.
"""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass, field

from lxml import etree

from kinerja_docs.errors import ReadingError
from kinerja_docs.model import Block, Cell, Document, Line
from kinerja_docs.reading import markup
from kinerja_docs.reading.contents import Contents
from kinerja_docs.reading.limits import exceeded
from kinerja_docs.reading.package import Package
from kinerja_docs.reading.relations import external_data
from kinerja_docs.reading.sheet_formulas import moved
from kinerja_docs.reading.sheet_scan import NAMESPACE, Piece, Scanned, column_of, plain_strings, scan
from kinerja_docs.reading.sheet_styles import S, Shown, Styles, read_styles
from kinerja_docs.text import display_number

WORKBOOK = "xl/workbook.xml"
_STRINGS, _STYLES = "xl/sharedStrings.xml", "xl/styles.xml"
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_DRAWN_TEXT = re.compile(rb"<a:t>[^<]*\S[^<]*</a:t>")
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")  # how a workbook writes characters that XML has no room for
_EPOCH_1904 = 1462  # days between the two calendars of workbooks
_TRUTH = {"1": "BENAR", "0": "SALAH", "true": "BENAR", "false": "SALAH"}  # as an Indonesian Excel shows them
_MERGE_DEPTH = 2_000  # lines below a merged cell's own that it may stand on


def read(contents: Contents) -> Document:
    """The workbook. Raises BRK001 where a part is damaged, BRK002 where it is locked, BRK006 over a limit."""
    return _Workbook(contents).document()


class _Workbook:
    def __init__(self, contents: Contents) -> None:
        self.contents = contents
        self.package = contents.package
        self.result = Document(contents.path, "xlsx")
        self.cells = 0
        root = self.root(WORKBOOK)
        properties = root.find(S + "workbookPr")
        self.shift = _EPOCH_1904 if properties is not None and properties.get("date1904") in ("1", "true") else 0
        self.sheets = [(s.get("name", ""), s.get(_RELATION, ""), s.get("state", "")) for s in root.iter(S + "sheet")]
        self.styles_data = self.package.read(_STYLES) if _STYLES in self.package else b""
        self._styles: Styles | None = None
        self._strings: list[str] | None = None
        self.struck: dict[int, str] = {}  # struck-out runs of shared strings, by their number
        self._numbers: dict[tuple[str, int], tuple[float, str, Shown]] = {}

    def document(self) -> Document:
        targets = self.relations(WORKBOOK)
        for number, (name, identifier, state) in enumerate(self.sheets, 1):
            kind, target = targets.get(identifier, ("", ""))
            if kind != "worksheet":
                continue  # charts and dialogs have no cells
            block = Block("sheet", number, name, hidden=state in ("hidden", "veryHidden"))
            if block.hidden:
                self.result.traits.hidden_sheets.append(name)
            _Sheet(self, block, target).read()
        self.active()
        return self.result

    def root(self, name: str) -> etree._Element:
        return markup.parse_office(self.package.read(name), name, NAMESPACE)

    def relations(self, part: str) -> dict[str, tuple[str, str]]:
        """Kind (last word of its type) and target part by identifier; addresses outside the file stay as they are."""
        folder, name = posixpath.split(part)
        rels = f"{folder}/_rels/{name}.rels"
        if rels not in self.package:
            return {}
        found: dict[str, tuple[str, str]] = {}
        for relation in markup.parse(self.package.read(rels), rels):
            target = relation.get("Target", "")
            if relation.get("TargetMode") != "External":
                target = target.lstrip("/") if target.startswith("/") else posixpath.normpath(f"{folder}/{target}")
            found[relation.get("Id", "")] = (relation.get("Type", "").rsplit("/", 1)[-1], target)
        return found

    @property
    def styles(self) -> Styles:
        """Formats, read when the first number needs one."""
        if self._styles is None:
            data = self.styles_data
            self._styles = read_styles(markup.parse_office(data, _STYLES, NAMESPACE) if data else None)
        return self._styles

    @property
    def strings(self) -> list[str]:
        """The shared strings, read when the first cell needs one."""
        if self._strings is None:
            self._strings = []
            data = self.package.read(_STRINGS) if _STRINGS in self.package else b""
            plain = plain_strings(data, _STRINGS) if data else []
            if plain is not None:
                self._strings = [_unescaped(text) for text in plain]
            else:
                for number, item in enumerate(markup.parse_office(data, _STRINGS, NAMESPACE).iterchildren(S + "si")):
                    text, struck = _shared(item)
                    self._strings.append(text)
                    if struck:
                        self.struck[number] = struck
        return self._strings

    def number(self, value: str, style: int) -> tuple[float, str, Shown]:
        """A stored number with its display; the same few come back in every column."""
        known = self._numbers.get((value, style))
        if known is None:
            number = float(value)
            shown_as = self.styles.shown_as(style)
            shown = number + self.shift if shown_as == "date" else number
            known = self._numbers[value, style] = (number, display_number(shown, self.styles.code(style)), shown_as)
        return known

    def active(self) -> None:
        """Macros, embedded objects, data from outside, and texts drawn as shapes."""
        traits = self.result.traits
        found: list[str] = []
        for name in self.package:
            if name.endswith("vbaproject.bin"):
                found.append("macro")
            elif name.startswith(("xl/embeddings/", "xl/activex/")):
                found.append("embedded")
            elif _pulls_in(self.package, name):
                found.append("external_data")
        drawings = [name for name in self.package.starting("xl/drawings/") if name.endswith(".xml")]
        if any(_DRAWN_TEXT.search(self.package.read(name)) for name in drawings):
            traits.unread.append("drawn_shapes")
        traits.active = list(dict.fromkeys(found))


@dataclass(slots=True)
class _Sheet:
    workbook: _Workbook
    block: Block
    part: str
    lines: dict[int, Line] = field(default_factory=dict)
    groups: dict[str, Piece] = field(default_factory=dict)

    def read(self) -> None:
        limit = self.workbook.contents.limits.cells
        data = self.workbook.package.read(self.part)
        scanned = scan(data, self.part, limit - self.workbook.cells)
        self.workbook.cells += len(scanned.pieces)
        if self.workbook.cells > limit:
            raise exceeded("cells", limit)
        self.block.merged = scanned.merged
        self.add(scanned.pieces)
        self.hide(scanned)
        self.merge(scanned)
        if scanned.links or b"legacyDrawing" in data:
            self.attach(scanned)
        self.workbook.result.lines += [self.lines[row] for row in sorted(self.lines)]

    def add(self, pieces: list[Piece]) -> None:
        """Cells and lines of all pieces that print or calculate something."""
        workbook, block, lines = self.workbook, self.block, self.lines
        hidden = block.hidden
        row = -1
        cells: list[Cell] = []
        for piece in pieces:
            kind, value = piece[3], piece[4]
            if piece[5] is not None:
                cell = self.calculated(piece)
            elif not value:
                continue
            else:
                cell = Cell(block, piece[0], piece[1], "")
                self.fill(cell, kind, value, piece[2])
                if not cell.text and not cell.struck:
                    continue
            cell.hidden = hidden
            if cell.row != row:
                row = cell.row
                line = lines.get(row)
                if line is None:
                    line = lines[row] = Line(block, row, [])
                cells = line.cells
            cells.append(cell)
        if workbook.struck or b"strike" in workbook.styles_data:
            self.strike(pieces)

    def calculated(self, piece: Piece) -> Cell:
        """A cell with a formula; one without a stored value was never calculated (a stored empty text is a value)."""
        cell = Cell(self.block, piece[0], piece[1], "", formula=self.formula(piece))
        kind, value = piece[3], piece[4]
        if value is None or (value == "" and kind != "str"):
            self.workbook.result.traits.uncalculated.append(cell)
        else:
            self.fill(cell, kind, value, piece[2])
        return cell

    def fill(self, cell: Cell, kind: str, value: str, style: int) -> None:
        try:
            if kind == "s":
                cell.text = self.workbook.strings[int(value)]
            elif kind == "n":
                cell.number, cell.text, cell.shown_as = self.workbook.number(value, style)
            elif kind == "b":
                cell.text = _TRUTH.get(value, value)
            else:  # formula and inline texts, error values, ISO dates
                cell.text = _unescaped(value)
        except (ValueError, IndexError) as error:
            raise ReadingError("BRK001", "damaged", f"{self.part}: {value[:40]}") from error

    def strike(self, pieces: list[Piece]) -> None:
        """Struck-out runs and cells: out of the text, but known."""
        at = {(cell.row, cell.column): cell for line in self.lines.values() for cell in line.cells}
        for row, column, style, kind, value, _, _ in pieces:
            cell = at.get((row, column))
            if cell is None:
                continue
            if kind == "s" and value and (struck := self.workbook.struck.get(int(value))):
                cell.struck = struck
            if style in self.workbook.styles.struck:
                cell.text, cell.struck = "", cell.text or cell.struck

    def formula(self, piece: Piece) -> str:
        row, column, _, _, _, formula, group = piece
        if group is None or formula:
            if group is not None:
                self.groups.setdefault(group, piece)
            return formula or ""
        first = self.groups.get(group)
        return moved(first[5] or "", row - first[0], column - first[1]) if first is not None else ""

    def hide(self, scanned: Scanned) -> None:
        if not scanned.hidden_rows and not scanned.hidden_columns:
            return
        for row, line in self.lines.items():
            for cell in line.cells:
                columns = (low <= cell.column <= high for low, high in scanned.hidden_columns)
                cell.hidden = cell.hidden or row in scanned.hidden_rows or any(columns)

    def merge(self, scanned: Scanned) -> None:
        """A merged cell that prints something stands on every line it covers."""
        for top, left, bottom, right in scanned.merged:
            line = self.lines.get(top)
            cell = next((c for c in line.cells if c.column == left), None) if line is not None else None
            if cell is None:
                continue
            cell.rowspan, cell.colspan = bottom - top + 1, right - left + 1
            for row in range(top + 1, min(bottom, top + _MERGE_DEPTH) + 1):
                below = self.lines.setdefault(row, Line(self.block, row, []))
                below.cells.append(cell)
                below.cells.sort(key=_column)

    def attach(self, scanned: Scanned) -> None:
        """Addresses of hyperlinks and texts of notes."""
        relations = self.workbook.relations(self.part)
        at = {(c.row, c.column): c for line in self.lines.values() for c in line.cells}
        for link in scanned.links:
            cell = at.get(_position(link.get("ref", "").split(":")[0]))
            if cell is not None:
                cell.link = relations.get(link.get("r:id", ""), ("", ""))[1] or link.get("location")
        for kind, target in relations.values():
            if kind == "comments" and target in self.workbook.package:
                self.notes(target, at)

    def notes(self, part: str, at: dict[tuple[int, int], Cell]) -> None:
        for comment in self.workbook.root(part).iter(S + "comment"):
            self.workbook.result.traits.comment_count += 1
            cell = at.get(_position(comment.get("ref", "")))
            if cell is not None:
                cell.note = "".join(t.text or "" for t in comment.iter(S + "t"))


def _pulls_in(package: Package, name: str) -> bool:
    """Whether a part is a link to another workbook, or names something outside that is more than a hyperlink."""
    if name.startswith("xl/externallinks/externallink"):
        return True
    return name.endswith(".rels") and name.startswith("xl/") and external_data(package.read(name))


def _column(cell: Cell) -> int:
    return cell.column


def _position(reference: str) -> tuple[int, int]:
    match = re.fullmatch(r"([A-Z]{1,3})(\d{1,7})", reference.replace("$", ""))
    return (int(match.group(2)), column_of(match.group(1))) if match is not None else (0, 0)


def _shared(item: etree._Element) -> tuple[str, str]:
    """Text and struck-out text of a shared string; phonetic hints are no part of it."""
    if len(item) == 1 and item[0].tag == S + "t":
        return _unescaped(item[0].text or ""), ""
    text: list[str] = []
    struck: list[str] = []
    for part in item:
        if part.tag == S + "t":
            text.append(part.text or "")
        elif part.tag == S + "r":
            run = "".join(t.text or "" for t in part.iterchildren(S + "t"))
            strike = part.find(f"{S}rPr/{S}strike")
            out = strike is not None and strike.get("val", "1") not in ("0", "false")
            (struck if out else text).append(run)
    return _unescaped("".join(text)), _unescaped("".join(struck))


def _unescaped(text: str) -> str:
    if "_x" in text:
        text = _ESCAPED.sub(lambda match: chr(int(match.group(1), 16)), text)
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text

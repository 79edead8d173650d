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
from kinerja_docs.reading.relations import external_data
from kinerja_docs.reading.sheet_formulas import moved
from kinerja_docs.reading.sheet_scan import NAMESPACE, Piece, Scanned, column_of, scan
from kinerja_docs.reading.sheet_styles import S, Styles, read_styles
from kinerja_docs.text import display_number

WORKBOOK = "xl/workbook.xml"
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_DRAWN_TEXT = re.compile(rb"<a:t>[^<]*\S[^<]*</a:t>")
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")  # how a workbook writes characters that XML has no room for
_EPOCH_1904 = 1462  # days between the two calendars of workbooks
_TRUTH = {"1": "BENAR", "0": "SALAH", "true": "BENAR", "false": "SALAH"}  # as an Indonesian Excel shows them
_MERGE_DEPTH = 2_000  # lines below a merged cell's own that it may stand on


def read(contents: Contents) -> Document:
    """The workbook. Raises BRK001 where a part is damaged, BRK002 where it is locked, BRK006 over a limit."""
    return _Workbook(contents).document()


@dataclass(slots=True)
class _Text:
    """A shared string: what stays, and what is struck out."""

    text: str
    struck: str = ""


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
        self._styles: Styles | None = None
        self._strings: list[_Text] | None = None

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
            self._styles = read_styles(self.root("xl/styles.xml") if "xl/styles.xml" in self.package else None)
        return self._styles

    @property
    def strings(self) -> list[_Text]:
        """The shared strings, read when the first cell needs one."""
        if self._strings is None:
            self._strings = []
            if "xl/sharedStrings.xml" in self.package:
                root = self.root("xl/sharedStrings.xml")
                self._strings = [_shared(item) for item in root.iterchildren(S + "si")]
        return self._strings

    def active(self) -> None:
        """Macros, embedded objects, data from outside, and texts drawn as shapes."""
        traits = self.result.traits
        found: list[str] = []
        for name in self.package:
            if name.endswith("vbaproject.bin"):
                found.append("macro")
            elif name.startswith(("xl/embeddings/", "xl/activex/")):
                found.append("embedded")
            elif name.startswith("xl/externallinks/externallink"):
                found.append("external_data")
            elif name.endswith(".rels") and name.startswith("xl/") and external_data(self.package.read(name)):
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
        for piece in scanned.pieces:
            self.add(piece)
        self.hide(scanned)
        self.merge(scanned)
        if scanned.links or b"legacyDrawing" in data:
            self.attach(scanned)
        self.workbook.result.lines += [self.lines[row] for row in sorted(self.lines)]

    def add(self, piece: Piece) -> None:
        cell = self.cell(piece)
        if cell is None:
            return
        line = self.lines.get(piece.row)
        if line is None:
            line = self.lines[piece.row] = Line(self.block, piece.row, [])
        line.cells.append(cell)

    def cell(self, piece: Piece) -> Cell | None:
        """The cell of a piece, or None for one that prints nothing and calculates nothing."""
        cell = Cell(self.block, piece.row, piece.column, "", hidden=self.block.hidden)
        value = piece.value
        if piece.formula is not None:
            cell.formula = self.formula(piece)
            if value is None or (value == "" and piece.type != "str"):
                self.workbook.result.traits.uncalculated.append(cell)
                return cell
        if value is None or (value == "" and piece.formula is None):
            return None
        if piece.type == "s":
            self.put_string(cell, value)
        elif piece.type == "n":
            self.put_number(cell, value, piece.style)
        elif piece.type == "b":
            cell.text = _TRUTH.get(value, value)
        else:  # formula and inline texts, error values, ISO dates
            cell.text = _unescaped(value)
        if piece.style and piece.style in self.workbook.styles.struck:
            cell.text, cell.struck = "", cell.text
        return cell if cell.text or cell.struck or cell.formula is not None else None

    def put_string(self, cell: Cell, value: str) -> None:
        strings = self.workbook.strings
        number = int(value) if value.isdigit() else -1
        if not 0 <= number < len(strings):
            raise ReadingError("BRK001", "damaged", self.part)
        cell.text, cell.struck = strings[number].text, strings[number].struck

    def put_number(self, cell: Cell, value: str, style: int) -> None:
        try:
            number = float(value)
        except ValueError as error:
            raise ReadingError("BRK001", "damaged", f"{self.part}: {value[:40]}") from error
        styles = self.workbook.styles
        cell.number = number
        cell.shown_as = styles.shown_as(style)
        shown = number + self.workbook.shift if cell.shown_as == "date" else number
        cell.text = display_number(shown, styles.code(style))

    def formula(self, piece: Piece) -> str:
        if piece.group is None:
            return piece.formula or ""
        if piece.formula:
            self.groups[piece.group] = piece
            return piece.formula
        first = self.groups.get(piece.group)
        if first is None or first.formula is None:
            return ""
        return moved(first.formula, piece.row - first.row, piece.column - first.column)

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


def _column(cell: Cell) -> int:
    return cell.column


def _position(reference: str) -> tuple[int, int]:
    match = re.fullmatch(r"([A-Z]{1,3})(\d{1,7})", reference.replace("$", ""))
    return (int(match.group(2)), column_of(match.group(1))) if match is not None else (0, 0)


def _shared(item: etree._Element) -> _Text:
    """A shared string; phonetic hints are no part of it, struck-out runs are kept apart."""
    if len(item) == 1 and item[0].tag == S + "t":
        return _Text(_unescaped(item[0].text or ""))
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
    return _Text(_unescaped("".join(text)), _unescaped("".join(struck)))


def _unescaped(text: str) -> str:
    if "_x" in text:
        text = _ESCAPED.sub(lambda match: chr(int(match.group(1), 16)), text)
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text

"""The cells of a scored tree: which columns hold evidence, what each row prints, and the rows of the record."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import cast

from kinerja_docs.definitions.layout import ScoreTree
from kinerja_docs.extracting.lke_head import Header
from kinerja_docs.extracting.lke_rows import Body, Entry
from kinerja_docs.model import Block, Cell, Line, Places, Record, Row, Spot, Value
from kinerja_docs.score_tree import Branch, ScoreSheet
from kinerja_docs.text import fold, is_blank, is_placeholder, quantity_of_cell, squash
from kinerja_docs.text.numbers import tidy

_LINK = re.compile(r"https?://|www\.|drive\.google|1drv\.ms|bit\.ly|s\.id/", re.IGNORECASE)
_FILE = re.compile(r"\.(?:pdf|docx?|xlsx?|jpe?g|png|zip|rar|pptx?)\b", re.IGNORECASE)
_PATH = re.compile(r"[^\\/:]+\\[^\\]+\\|^[A-Z]:\\", re.IGNORECASE)
_LISTED = re.compile(r"(?:^|\n)\s*(?:\d{1,2}|[a-z])[.)]\s+\S")
_SHARE = 0.3  # of the filled cells of a column without header that must look like evidence
_LEAST = 2
_NUMERIC = ("bobot", "nilai", "nilai_penilai", "jawaban", "jawaban_penilai")
_KEPT = ("bukti", "catatan", "catatan_penilai")
_VALUES = ("bobot", "jawaban", "nilai", "catatan", "bukti", "jawaban_penilai", "nilai_penilai", "catatan_penilai")


class TreeCells:
    """Fills the branches of a sheet from its cells, and the rows of the record from the branches."""

    def __init__(self, layout: ScoreTree, header: Header, sheet: ScoreSheet) -> None:
        self.header = header
        self.sheet = sheet
        self.block: Block = sheet.block
        self.evidence_words = {fold(word) for word in layout.evidence_words}
        self.roles: dict[int, tuple[str, ...]] = {}  # what each grid column holds
        # The values of a row in order: the columns that hold each, and how the cell of a single one is read.
        self.printed: list[tuple[str, Sequence[int], Callable[[Cell], Value | None]]] = []
        self.above: dict[Branch, dict[str, Value]] = {}

    def fill(self, record: Record, body: Body) -> None:
        """Cells and weights of every branch, then the rows ``kriteria`` and ``simpul``."""
        self._find_columns(body)
        sheet = self.sheet
        for role, columns in sheet.columns.items():
            for column in columns:
                self.roles[column] = (*self.roles.get(column, ()), role)
        for role in _VALUES:
            columns = sheet.columns.get(role, [])
            if columns or role == "bobot":
                several = role in _KEPT and len(columns) > 1
                self.printed.append((role, columns, _nothing if several else _note if role in _KEPT else _amount))
        has_criteria = any(node.level == "kriteria" for node in sheet.nodes)
        tables: dict[str, list[Row]] = {"kriteria": [], "simpul": []}
        for node, entry in zip(sheet.nodes, body.entries, strict=True):
            self._cells_of(node, entry)
            node.is_row = node.level == "kriteria" or (not node.children and self._is_lowest(node, has_criteria))
            rows = tables["kriteria" if node.is_row else "simpul"]
            node.number = len(rows)
            self._fill_row(node, entry.line, record)
            rows.append(node.row)
        record.rows.update(tables)
        record.columns["kriteria"] = {
            role: cell for role, columns in sheet.columns.items() if (cell := self._head(columns)) is not None
        }

    @staticmethod
    def number_of(cell: Cell | None) -> float | None:
        """The number that a cell prints, hundreds for a percentage; None for anything else."""
        if cell is None or not cell.text:
            return None
        found = quantity_of_cell(cell)
        return float(found.value) if found is not None else None

    def _head(self, columns: Sequence[int]) -> Cell | None:
        return next((column.cell for column in self.header.columns if column.first in columns), None)

    def _find_columns(self, body: Body) -> None:
        """Columns by role; scores that are letters are answers, and columns without a header may hold evidence."""
        columns: dict[str, list[int]] = {}
        for column in self.header.columns:
            role = "catatan_penilai" if column.role == "rekomendasi" else column.role
            columns.setdefault(role, []).append(column.first)
        lines = [entry.line for entry in body.entries]
        for suffix in ("", "_penilai"):
            answer, score = f"jawaban{suffix}", f"nilai{suffix}"
            if answer not in columns and score in columns and self._holds_letters(lines, columns[score][0]):
                columns[answer] = columns.pop(score)
        columns.setdefault("bukti", [])
        columns["bukti"] = sorted({*columns["bukti"], *self._unheaded(lines, columns)})
        if not columns["bukti"]:
            del columns["bukti"]
        self.sheet.columns = columns

    @staticmethod
    def _holds_letters(lines: Sequence[Line], column: int) -> bool:
        texts = [squash(cell.text) for line in lines if (cell := line.at_column(column)) is not None and cell.text]
        return bool(texts) and sum(len(text) <= 2 and text.isalpha() for text in texts) > len(texts) / 2

    def _unheaded(self, lines: Sequence[Line], columns: dict[str, list[int]]) -> list[int]:
        """Columns without a header that hold links, file names, paths or lists of documents."""
        taken = set(self.header.outline)
        for column in self.header.columns:
            taken.update(range(column.first, column.last + 1))
        first = min((c for own in columns.values() for c in own), default=1)
        filled: dict[int, list[Cell]] = {}
        for line in lines:
            for cell in line.cells:
                if cell.column not in taken and cell.text and cell.column > first and not is_blank(cell.text):
                    filled.setdefault(cell.column, []).append(cell)
        return [column for column, cells in filled.items() if self._hold_evidence(cells)]

    def _hold_evidence(self, cells: Sequence[Cell]) -> bool:
        wanted = max(min(_LEAST, len(cells)), _SHARE * len(cells))
        return sum(map(self.looks_like_evidence, cells)) >= wanted

    def looks_like_evidence(self, cell: Cell) -> bool:
        """Whether a cell holds a link, a file name, a path, or a list of documents."""
        text = cell.text
        if cell.link or _LINK.search(text) or _FILE.search(text) or _PATH.search(text):
            return True
        key = f" {fold(text)} "
        named = any(f" {word} " in key for word in self.evidence_words)
        return named and cell.number is None and (_LISTED.search(text) is not None or len(text) < 120)

    def _cells_of(self, node: Branch, entry: Entry) -> None:
        """The cells of a node's row; in a flat table those of a merged range that is as tall as the node's name."""
        own = node.cells
        for cell in entry.line.cells:
            if not (entry.last if cell.rowspan == 1 else self._belongs(cell, entry)):
                continue
            for column in (cell.column,) if cell.colspan == 1 else range(cell.column, cell.column + cell.colspan):
                for role in self.roles.get(column, ()):
                    if role == "bukti":
                        if cell.text.strip() or cell.link:
                            node.evidence.append(cell)
                    elif role not in own or not own[role].text:
                        own[role] = cell
        weight = self.number_of(own.get("bobot"))
        node.weight = weight if weight is not None else node.label_weight

    @staticmethod
    def _belongs(cell: Cell, entry: Entry) -> bool:
        """Whether a cell of several rows is a node's own."""
        tall = entry.name_cell.rowspan
        return entry.last or 1 < tall <= cell.rowspan

    def _is_lowest(self, node: Branch, has_criteria: bool) -> bool:
        if not has_criteria:
            return True
        if any(node.cells.get(role) is not None and node.cells[role].text.strip() for role in ("jawaban", "pilihan")):
            return node.level != "bagian"
        return False

    def _fill_row(self, node: Branch, line: Line, record: Record) -> None:
        """The row's values, and where each of them stands or should stand."""
        values = self._names(node)
        places = Places()
        spots = cast("dict[str, Spot]", places)  # places are worked out when someone asks for them
        if node.marker_cell is not None:
            spots["kode"] = node.marker_cell
        for name, value in values.items():
            spots[name] = value.cell
        own = node.cells
        for role, columns, how in self.printed:
            cell = own.get(role)
            found = how(cell) if cell is not None else None
            if found is None:
                found = self._without_cell(role, node, columns, line)
                if found is None:
                    if columns:
                        spots[role] = (self.block, node.row_number, columns[0])
                    continue
            spots[role] = found.cell
            if role in _KEPT or not is_placeholder(found.text) or found.cell in record.placeholders:
                values[role] = found
            else:
                record.placeholders.append(found.cell)
        node.row = Row(values, places)

    def _without_cell(self, role: str, node: Branch, columns: Sequence[int], line: Line) -> Value | None:
        """What several cells give together, or a label; None where nothing is printed."""
        if role == "bukti":
            return _evidence(node.evidence) if node.evidence else None
        if role == "bobot":
            weight = node.label_weight
            return Value(_plain(weight), tidy(weight), node.name_cell) if weight is not None else None
        return self._joined(node, columns, line) if role in _KEPT and len(columns) > 1 else None

    def _names(self, node: Branch) -> dict[str, Value]:
        values: dict[str, Value] = {}
        marker = node.marker
        if marker and node.marker_cell is not None and (marker[0].isalnum() or not is_blank(marker)):
            values["kode"] = Value(marker, node.code, node.marker_cell)
        if node.is_row:
            values["kriteria"] = Value(node.name, None, node.name_cell)
            if node.parent is not None:
                values.update(self.above.get(node.parent) or self._names_above(node.parent))
        else:
            values["nama"] = Value(node.name, None, node.name_cell)
            values["tingkat"] = Value(node.level, node.level, node.name_cell)
        return values

    def _names_above(self, node: Branch) -> dict[str, Value]:
        """The nearest komponen and subkomponen from a node upwards."""
        known = self.above.get(node)
        if known is None:
            known = self.above[node] = {}
            if node.level in ("komponen", "subkomponen"):
                known[node.level] = Value(node.name, None, node.name_cell)
            for level, value in self._names_above(node.parent).items() if node.parent is not None else ():
                known.setdefault(level, value)
        return known

    @staticmethod
    def _joined(node: Branch, columns: Sequence[int], line: Line) -> Value | None:
        """Every printed note of the row."""
        cells = [line.at_column(column) for column in columns]
        filled = [cell for cell in dict.fromkeys(cells) if cell is not None and cell.text.strip()]
        if not filled or (filled[0] not in node.cells.values() and len(filled) == 1):
            return None
        return Value(" ".join(squash(cell.text) for cell in filled), None, filled[0])


def _note(cell: Cell) -> Value | None:
    return Value(squash(cell.text), None, cell) if cell.text.strip() else None


def _amount(cell: Cell) -> Value | None:
    """A weight, an answer or a score, with its number where it is one."""
    text = cell.text
    if not text or (not text[0].isalnum() and is_blank(text)):
        return None
    found = quantity_of_cell(cell)
    return Value(squash(text), found.value, cell, found.unit) if found is not None else Value(squash(text), None, cell)


def _nothing(cell: Cell) -> Value | None:
    return None


def _evidence(cells: Sequence[Cell]) -> Value:
    """All evidence of a row, left to right, an address behind the text that carries it."""
    parts: list[str] = []
    for cell in dict.fromkeys(cells):
        text = squash(cell.text)
        if cell.link and cell.link.strip() != text and not cell.link.startswith("#"):
            text = f"{text} {cell.link.strip()}".strip()
        parts.append(text)
    return Value(" ".join(parts), None, cells[0])


def _plain(number: float) -> str:
    return str(tidy(number)).replace(".", ",")

"""The cells of a scored tree: which columns hold evidence, what each row prints, and the rows of the record."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from kinerja_docs.definitions.layout import ScoreTree
from kinerja_docs.extracting.lke_head import Header
from kinerja_docs.extracting.lke_rows import Body, Entry
from kinerja_docs.model import Block, Cell, Line, Record, Row, Value
from kinerja_docs.score_tree import Branch, ScoreSheet
from kinerja_docs.text import fold, is_blank, is_placeholder, quantity, quantity_of_cell, squash
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

    def __init__(self, layout: ScoreTree, header: Header, lines: Sequence[Line], sheet: ScoreSheet) -> None:
        self.header = header
        self.sheet = sheet
        self.block: Block = sheet.block
        self.evidence_words = {fold(word) for word in layout.evidence_words}
        self.rows = {line.row: line for line in lines[header.last + 1 :]}
        for line in lines:
            for cell in line.cells:
                for column in range(cell.column, cell.column + cell.colspan):
                    sheet.grid[line.row, column] = cell

    def fill(self, record: Record, body: Body) -> None:
        """Cells and weights of every branch, then the rows ``kriteria`` and ``simpul``."""
        self._find_columns(body)
        sheet = self.sheet
        entries = {id(node): entry for node, entry in zip(sheet.nodes, body.entries, strict=True)}
        for node in sheet.nodes:
            self._cells_of(node, entries[id(node)])
        has_criteria = any(node.level == "kriteria" for node in sheet.nodes)
        for node in sheet.nodes:
            node.is_row = node.level == "kriteria" or (not node.children and self._is_lowest(node, has_criteria))
        tables: dict[str, list[Row]] = {"kriteria": [], "simpul": []}
        for node in sheet.nodes:
            rows = tables["kriteria" if node.is_row else "simpul"]
            node.number = len(rows)
            rows.append(self._row(node, record))
        record.rows.update(tables)
        record.columns["kriteria"] = {
            role: cell for role, columns in sheet.columns.items() if (cell := self._head(columns)) is not None
        }

    @staticmethod
    def number_of(cell: Cell | None) -> float | None:
        """The number that a cell prints, hundreds for a percentage; None for anything else."""
        if cell is None or not cell.text:
            return None
        found = quantity_of_cell(cell) if cell.number is not None else quantity(squash(cell.text))
        return float(found.value) if found is not None else None

    def _head(self, columns: Sequence[int]) -> Cell | None:
        return next((column.cell for column in self.header.columns if column.first in columns), None)

    def _find_columns(self, body: Body) -> None:
        """Columns by role; scores that are letters are answers, and columns without a header may hold evidence."""
        columns: dict[str, list[int]] = {}
        for column in self.header.columns:
            role = "catatan_penilai" if column.role == "rekomendasi" else column.role
            columns.setdefault(role, []).append(column.first)
        rows = [entry.line.row for entry in body.entries]
        for suffix in ("", "_penilai"):
            answer, score = f"jawaban{suffix}", f"nilai{suffix}"
            if answer not in columns and score in columns and self._holds_letters(rows, columns[score][0]):
                columns[answer] = columns.pop(score)
        columns.setdefault("bukti", [])
        columns["bukti"] = sorted({*columns["bukti"], *self._unheaded(rows, columns)})
        if not columns["bukti"]:
            del columns["bukti"]
        self.sheet.columns = columns

    def _holds_letters(self, rows: Iterable[int], column: int) -> bool:
        texts = [
            squash(cell.text) for row in rows if (cell := self.sheet.grid.get((row, column))) is not None and cell.text
        ]
        return bool(texts) and sum(len(text) <= 2 and text.isalpha() for text in texts) > len(texts) / 2

    def _unheaded(self, rows: Sequence[int], columns: dict[str, list[int]]) -> list[int]:
        """Columns without a header that hold links, file names, paths or lists of documents."""
        taken = set(self.header.outline)
        for column in self.header.columns:
            taken.update(range(column.first, column.last + 1))
        first = min((c for own in columns.values() for c in own), default=1)
        filled: dict[int, list[Cell]] = {}
        for row in rows:
            for cell in self.rows[row].cells:
                if cell.text and cell.column not in taken and cell.column > first and not is_blank(cell.text):
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
        sheet = self.sheet
        for role, columns in sheet.columns.items():
            for column in columns:
                cell = sheet.grid.get((node.row_number, column))
                if cell is None or not self._belongs(cell, entry):
                    continue
                if role == "bukti":
                    if cell.text.strip() or cell.link:
                        node.evidence.append(cell)
                elif role not in node.cells or not node.cells[role].text:
                    node.cells[role] = cell
        weight = self.number_of(node.cells.get("bobot"))
        node.weight = weight if weight is not None else node.label_weight

    @staticmethod
    def _belongs(cell: Cell, entry: Entry) -> bool:
        tall = entry.name_cell.rowspan
        if cell.rowspan > 1 and tall > 1:
            return entry.last or cell.rowspan >= tall
        return entry.last or (cell.rowspan > 1 and cell.rowspan == tall)

    def _is_lowest(self, node: Branch, has_criteria: bool) -> bool:
        if not has_criteria:
            return True
        if any(node.cells.get(role) is not None and node.cells[role].text.strip() for role in ("jawaban", "pilihan")):
            return node.level != "bagian"
        return False

    def _row(self, node: Branch, record: Record) -> Row:
        row = node.row
        self._put_name(node, row)
        for role in _VALUES:
            columns = self.sheet.columns.get(role)
            if columns is None and not (role == "bobot" and node.label_weight is not None):
                continue
            if role == "bukti":
                value = self._evidence(node)
            elif role.startswith("catatan"):
                value = self._joined(node, columns or ())
            else:
                value = self._value(node, role)
            if value is not None:
                row.values[role] = value
                row.places.mark(role, value.cell)
                if is_placeholder(value.text) and value.cell not in record.placeholders and role not in _KEPT:
                    record.placeholders.append(value.cell)
                    del row.values[role]
            elif columns:
                row.places.mark(role, (self.block, node.row_number, columns[0]))
        return row

    def _put_name(self, node: Branch, row: Row) -> None:
        if node.marker and node.marker_cell is not None and not is_blank(node.marker):
            row.values["kode"] = Value(node.marker, node.code, node.marker_cell)
        elif node.marker_cell is not None:
            row.places.mark("kode", node.marker_cell)
        if node.is_row:
            row.values["kriteria"] = Value(node.name, None, node.name_cell)
            above = node.parent
            while above is not None:
                level = above.level if above.level in ("komponen", "subkomponen") else None
                if level is not None and level not in row.values:
                    row.values[level] = Value(above.name, None, above.name_cell)
                above = above.parent
        else:
            row.values["nama"] = Value(node.name, None, node.name_cell)
            row.values["tingkat"] = Value(node.level, node.level, node.name_cell)
        for name, value in row.values.items():
            row.places.mark(name, value.cell)

    def _value(self, node: Branch, role: str) -> Value | None:
        cell = node.cells.get(role)
        if cell is None or not cell.text or is_blank(cell.text):
            if role == "bobot" and node.label_weight is not None:
                return Value(_plain(node.label_weight), tidy(node.label_weight), node.name_cell)
            return None
        text = squash(cell.text)
        found = quantity_of_cell(cell) if cell.number is not None else quantity(text)
        return Value(text, found.value, cell, found.unit) if found is not None else Value(text, None, cell)

    def _joined(self, node: Branch, columns: Sequence[int]) -> Value | None:
        """Every printed note of the row."""
        cells = [self.sheet.grid.get((node.row_number, column)) for column in columns]
        filled = [cell for cell in dict.fromkeys(cells) if cell is not None and cell.text.strip()]
        if not filled or (filled[0] not in node.cells.values() and len(filled) == 1):
            return None
        return Value(" ".join(squash(cell.text) for cell in filled), None, filled[0])

    def _evidence(self, node: Branch) -> Value | None:
        """All evidence of the row, left to right, an address behind the text that carries it."""
        cells = list(dict.fromkeys(node.evidence))
        parts: list[str] = []
        for cell in cells:
            text = squash(cell.text)
            if cell.link and cell.link.strip() != text and not cell.link.startswith("#"):
                text = f"{text} {cell.link.strip()}".strip()
            parts.append(text)
        return Value(" ".join(parts), None, cells[0]) if cells else None


def _plain(number: float) -> str:
    return str(tidy(number)).replace(".", ",")

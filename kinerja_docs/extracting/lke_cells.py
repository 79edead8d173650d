"""The cells of a scored tree: which columns hold evidence, what each row prints, and the rows of the record."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import cast

from kinerja_docs.definitions.layout import ScoreTree
from kinerja_docs.extracting.lke_flat import lifted
from kinerja_docs.extracting.lke_head import Header
from kinerja_docs.extracting.lke_rows import Body, Entry
from kinerja_docs.model import Block, Cell, Line, Places, Record, Row, Spot, Value
from kinerja_docs.score_tree import Branch, ScoreSheet
from kinerja_docs.text import fold, is_blank, is_placeholder, squash
from kinerja_docs.text.numbers import quantity_shown, tidy

_LINK = re.compile(r"https?://|www\.|drive\.google|1drv\.ms|bit\.ly|s\.id/", re.IGNORECASE)
_FILE = re.compile(r"\.(?:pdf|docx?|xlsx?|jpe?g|png|zip|rar|pptx?)\b", re.IGNORECASE)
_PATH = re.compile(r"[^\\/:]+\\[^\\]+\\|^[A-Z]:\\", re.IGNORECASE)
_LISTED = re.compile(r"(?:^|\n)\s*(?:\d{1,2}|[a-z])[.)]\s+\S")
_SHARE = 0.3  # of the filled cells of a column without header that must look like evidence
_LEAST = 2
_MEMO = 8192
_NUMERIC = ("bobot", "nilai", "nilai_penilai", "jawaban", "jawaban_penilai")  # of one node alone
_KEPT = ("bukti", "catatan", "catatan_penilai")
_VALUES = ("bobot", "jawaban", "nilai", "catatan", "bukti", "jawaban_penilai", "nilai_penilai", "catatan_penilai")


class TreeCells:
    """Fills the branches of a sheet from its cells, and the rows of the record from the branches."""

    def __init__(self, layout: ScoreTree, header: Header, sheet: ScoreSheet) -> None:
        self.header = header
        self.sheet = sheet
        self.block: Block = sheet.block
        self.evidence_words = {fold(word) for word in layout.evidence_words}
        self.role_of: dict[int, str] = {}  # what each grid column holds
        # The values of a row in order: the first column of each (0 for none), and how one cell is read.
        self.printed: list[tuple[str, int, Callable[[Cell], Value | None] | None]] = []
        self.lifted: dict[Cell, Branch] = {}  # in a flat table: cells of a row that are those of a node above its last
        self.above: dict[Branch, tuple[dict[str, Value], dict[str, Spot]]] = {}

    def fill(self, record: Record, body: Body) -> None:
        """Cells and weights of every branch, then the rows ``kriteria`` and ``simpul``."""
        self._find_columns(body)
        sheet = self.sheet
        self.role_of = {column: role for role, columns in sheet.columns.items() for column in columns}
        for role in _VALUES:
            columns = sheet.columns.get(role, [])
            if columns or role == "bobot":
                several = role == "bukti" or (role in _KEPT and len(columns) > 1)
                how = None if several else _note if role in _KEPT else _amount
                self.printed.append((role, columns[0] if columns else 0, how))
        has_criteria = any(node.level == "kriteria" for node in sheet.nodes)
        if self.header.levels:
            self.lifted = lifted(body.entries, sheet)
        tables: dict[str, list[Row]] = {"kriteria": [], "simpul": []}
        for node in body.entries:
            self._cells_of(node)
            node.is_row = node.level == "kriteria" or (not node.children and self._is_lowest(node, has_criteria))
            rows = tables["kriteria" if node.is_row else "simpul"]
            node.number = len(rows)
            self._fill_row(node, record)
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
        found = quantity_shown(cell.text, cell.number, cell.shown_as)
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
        since, until = self.header.side
        first = max(min((c for own in columns.values() for c in own), default=1), since - 1)
        filled: dict[int, list[Cell]] = {}
        for line in lines:
            for cell in line.cells:
                if cell.column in taken or not cell.text or not first < cell.column <= until:
                    continue
                if not is_blank(cell.text):
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

    def _cells_of(self, node: Entry) -> None:
        """The cells of a node's row; in a flat table those of a merged range that is as tall as the node's name."""
        own, role_of, last, lifted = node.cells, self.role_of, node.last, self.lifted
        for cell in node.line.cells:
            if cell.rowspan > 1 or cell.colspan > 1:
                if self._belongs(cell, node):
                    others = cell.rowspan > 1 and _is_of_another(cell, node)
                    for column in range(cell.column, cell.column + cell.colspan):
                        role = role_of.get(column)
                        if not (others and role in _NUMERIC):
                            self._take(node, cell, role)
                continue
            if not (lifted.get(cell, node if last else None) is node if lifted else last):
                continue
            role = role_of.get(cell.column)
            if role is None:
                continue
            if role != "bukti" and role not in own:
                own[role] = cell
            else:
                self._take(node, cell, role)
        weight = self.number_of(own.get("bobot"))
        node.weight = weight if weight is not None else node.label_weight

    @staticmethod
    def _take(node: Branch, cell: Cell, role: str | None) -> None:
        """All evidence; of two cells in one role the first that is filled in."""
        if role == "bukti":
            if cell.link or cell.text.strip():
                node.evidence.append(cell)
        elif role is not None and (role not in node.cells or not node.cells[role].text):
            node.cells[role] = cell

    @staticmethod
    def _belongs(cell: Cell, node: Entry) -> bool:
        """Whether a cell of several rows is a node's own."""
        return node.last or 1 < node.name_cell.rowspan <= cell.rowspan

    def _is_lowest(self, node: Branch, has_criteria: bool) -> bool:
        if not has_criteria:
            return True
        if any(node.cells.get(role) is not None and node.cells[role].text.strip() for role in ("jawaban", "pilihan")):
            return node.level != "bagian"
        return False

    def _fill_row(self, node: Entry, record: Record) -> None:
        """The row's values, and where each of them stands or should stand."""
        places = Places()
        spots = cast("dict[str, Spot]", places)  # places are worked out when someone asks for them
        values = self._names(node, spots)
        cells = node.cells
        for role, first, how in self.printed:
            if how is None:
                found = self._several(role, node)
            else:
                cell = cells.get(role)
                found = how(cell) if cell is not None else None
            if found is None and role == "bobot":
                found = _label_weight(node)
            if found is None:
                if first:
                    spots[role] = (self.block, node.row_number, first)
                continue
            spots[role] = found.cell
            if role in _KEPT or not is_placeholder(found.text) or found.cell in record.placeholders:
                values[role] = found
            else:
                record.placeholders.append(found.cell)
        node.row = Row(values, places)

    def _several(self, role: str, node: Entry) -> Value | None:
        """What several cells of a row give together."""
        if role == "bukti":
            return _evidence(node.evidence) if node.evidence else None
        return self._joined(node, self.sheet.columns[role])

    def _names(self, node: Branch, spots: dict[str, Spot]) -> dict[str, Value]:
        """A node's marker and name, and the names above it."""
        values: dict[str, Value] = {}
        marker, cell, name_cell = node.marker, node.marker_cell, node.name_cell
        if cell is not None:
            spots["kode"] = cell
            if marker and (marker[0].isalnum() or not is_blank(marker)):
                values["kode"] = Value(marker, node.code, cell)
        if node.is_row:
            values["kriteria"] = Value(node.name, None, name_cell)
            spots["kriteria"] = name_cell
            if node.parent is not None:
                names, places = self.above.get(node.parent) or self._names_above(node.parent)
                values.update(names)
                spots.update(places)
        else:
            values["nama"] = Value(node.name, None, name_cell)
            values["tingkat"] = Value(node.level, node.level, name_cell)
            spots["nama"] = spots["tingkat"] = name_cell
        return values

    def _names_above(self, node: Branch) -> tuple[dict[str, Value], dict[str, Spot]]:
        """The nearest komponen and subkomponen from a node upwards, and where they stand."""
        if node not in self.above:
            names: dict[str, Value] = {}
            if node.level in ("komponen", "subkomponen"):
                names[node.level] = Value(node.name, None, node.name_cell)
            if node.parent is not None:
                for level, value in self._names_above(node.parent)[0].items():
                    names.setdefault(level, value)
            self.above[node] = names, {level: value.cell for level, value in names.items()}
        return self.above[node]

    @staticmethod
    def _joined(node: Entry, columns: Sequence[int]) -> Value | None:
        """Every printed note of the row."""
        cells = [node.line.at_column(column) for column in columns]
        filled = [cell for cell in dict.fromkeys(cells) if cell is not None and cell.text.strip()]
        if not filled or (filled[0] not in node.cells.values() and len(filled) == 1):
            return None
        return Value(" ".join(squash(cell.text) for cell in filled), None, filled[0])


def _is_of_another(cell: Cell, node: Branch) -> bool:
    """Whether a cell takes exactly the rows of another node's name: then it is the weight, answer or score of that one,
    of the lowest where there are several."""
    if _as_tall(cell, node):
        return bool(node.children) and _as_tall(cell, node.children[0])
    above = node.parent
    while above is not None and not _as_tall(cell, above):
        above = above.parent
    return above is not None


def _as_tall(cell: Cell, node: Branch) -> bool:
    return node.name_cell.row == cell.row and node.name_cell.rowspan == cell.rowspan


def _note(cell: Cell) -> Value | None:
    return Value(squash(cell.text), None, cell) if cell.text.strip() else None


def _amount(cell: Cell) -> Value | None:
    """A weight, an answer or a score, with its number where it is one."""
    found = _shown(cell.text, cell.number, cell.shown_as)
    return Value(found[0], found[1], cell, found[2]) if found is not None else None


@lru_cache(_MEMO)
def _shown(text: str, number: float | None, shown_as: str) -> tuple[str, float | None, str | None] | None:
    """Text, number and unit of what a cell shows; None for a blank."""
    if is_blank(text):
        return None
    found = quantity_shown(text, number, shown_as)
    return (squash(text), found.value, found.unit) if found is not None else (squash(text), None, None)


def _label_weight(node: Branch) -> Value | None:
    weight = node.label_weight
    return Value(_plain(weight), tidy(weight), node.name_cell) if weight is not None else None


def _evidence(cells: Sequence[Cell]) -> Value:
    """All evidence of a row, left to right."""
    if len(cells) == 1:
        return Value(_linked(cells[0]), None, cells[0])
    return Value(" ".join(map(_linked, dict.fromkeys(cells))), None, cells[0])


def _linked(cell: Cell) -> str:
    """What a cell prints, and behind it the address that it leads to, where that is another one."""
    text, link = squash(cell.text), cell.link
    if link and link.strip() != text and not link.startswith("#"):
        text = f"{text} {link.strip()}".strip()
    return text


def _plain(number: float) -> str:
    return str(tidy(number)).replace(".", ",")

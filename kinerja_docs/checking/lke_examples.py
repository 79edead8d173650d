"""LKE sheets made from the examples of a checklist: the named nodes of an edition, one below the other.

Rows are told by ``kode``; names, levels and parents come from the edition in ``kerangka`` and ``edisi``. A formula
(``traits: {rumus: {"simpul[0].nilai": "SUM(F{1.a}:F{1.c})"}}``) names rows by their codes.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from kinerja_docs.definitions.checklist import Example
from kinerja_docs.definitions.framework import Framework, load_frameworks
from kinerja_docs.model import Block, Cell, Document, Line, Location, Record, Row, Value
from kinerja_docs.score_tree import SPARE, Branch, ScoreSheet, Total
from kinerja_docs.text import is_blank, quantity, squash

COLUMNS = (
    "kode",
    "nama",
    "bobot",
    "pilihan",
    "jawaban",
    "nilai",
    "catatan",
    "bukti",
    "jawaban_penilai",
    "nilai_penilai",
    "catatan_penilai",
)
_CODE = re.compile(r"\{([^{}]+)\}")
Texts = Mapping[str, str | None]


class SheetMaker:
    """Prints one example as a sheet. ``places`` are the locations that an example's ``at`` may name."""

    def __init__(self, example: Example) -> None:
        self.example = example
        self.document = Document("contoh.xlsx", "xlsx")
        self.places: dict[str, Location] = {}
        self.block = Block("sheet", 1, "LKE")
        fields = example.fields
        self.edition = self._framework(fields.get("edisi") or "", fields.get("kerangka") or "")
        self.record = Record(0, "lke", recognised_by="title:lke")
        self.sheet = self._sheet()
        self.record.lines = self.document.lines
        self.record.spare[SPARE] = self.sheet

    @staticmethod
    def _framework(edition: str, family: str) -> Framework:
        known = load_frameworks()
        found = [one for one in known if one.id == edition] or [one for one in known if one.family == family]
        return next((one for one in found if one.has_tree), found[0])

    def _cell(self, row: int, column: int, text: str, at: str = "") -> Cell:
        cell = Cell(self.block, row, column, text)
        lines = self.document.lines
        if lines and lines[-1].row == row:
            lines[-1].cells.append(cell)
        else:
            lines.append(Line(self.block, row, [cell]))
        if at:
            self.places[at] = cell.at
        return cell

    def _sheet(self) -> ScoreSheet:
        title = self._cell(1, 1, "LEMBAR KERJA EVALUASI", "title")
        self.record.title, self.record.title_cell = title.text, title
        used = [name for name in COLUMNS if any(name in row for rows in self.example.rows.values() for row in rows)]
        used = [name for name in COLUMNS[:2] if name not in used] + used
        headers = {name: self._cell(2, COLUMNS.index(name) + 1, name, f"header.{name}") for name in used}
        header = headers.get("jawaban") or headers["nama"]
        columns = {name: [COLUMNS.index(name) + 1] for name in used if name not in ("kode", "nama")}
        known = self.edition if self.example.fields.get("edisi") else None
        lines, family = self.document.lines, self.edition.family
        sheet = ScoreSheet(self.block, family, known, self.edition, [], header, [], [], columns, lines)
        sheet.unknown_regulation = str(self.example.traits.get("peraturan", ""))
        self._nodes(sheet)
        self._fields(sheet)
        self.record.columns["kriteria"] = headers
        return sheet

    def _nodes(self, sheet: ScoreSheet) -> None:
        order = {code: number for number, code in enumerate(self.edition.nodes)}
        given = [(table, number, row) for table, rows in self.example.rows.items() for number, row in enumerate(rows)]
        given.sort(key=lambda one: order.get(one[2].get("kode") or "", len(order)))
        rows = {str(row.get("kode")): number for number, (_, _, row) in enumerate(given, 3)}
        formulas = {
            name: _CODE.sub(lambda match: str(rows.get(match.group(1), match.group(1))), str(text))
            for name, text in dict(self.example.traits.get("rumus", {})).items()
        }
        by_code: dict[str, Branch] = {}
        for line, (table, number, texts) in enumerate(given, 3):
            node = self._node(line, table, number, texts, formulas)
            sheet.nodes.append(node)
            if node.code is not None:
                by_code[node.code] = node
        for table in ("kriteria", "simpul"):
            of_table = sorted((n for n in sheet.nodes if n.is_row == (table == "kriteria")), key=lambda n: n.number)
            self.record.rows[table] = [node.row for node in of_table]
        for node in sheet.nodes:
            parent = self.edition.nodes[node.code].parent if node.code is not None else None
            while parent is not None and parent not in by_code:
                parent = self.edition.nodes[parent].parent
            if parent is not None:
                node.parent = by_code[parent]
                node.parent.children.append(node)
        if sheet.edition is None:
            sheet.unlike = [node for node in sheet.nodes if self._is_unlike(node)]

    def _is_unlike(self, node: Branch) -> bool:
        weight = self.edition.nodes[node.code].weight if node.code is not None else None
        return node.code is None or (weight is not None and node.weight is not None and node.weight != float(weight))

    def _node(self, line: int, table: str, number: int, texts: Texts, formulas: Mapping[str, str]) -> Branch:
        code = texts.get("kode") or ""
        known = self.edition.nodes.get(code)
        name = texts.get("nama") or texts.get("kriteria") or (known.name if known is not None else code)
        at = f"{table}[{number}]"
        marker = self._cell(line, 1, code, f"{at}.kode")
        name_cell = self._cell(line, 2, name, f"{at}.nama")
        node = Branch(line, known.level if known is not None else "kriteria", name, name_cell, code, marker)
        node.code, node.number, node.is_row = (code if known is not None else None), number, table == "kriteria"
        node.row = Row({})
        for role in COLUMNS[2:]:
            if role not in texts:
                continue
            cell = self._cell(line, COLUMNS.index(role) + 1, texts[role] or "", f"{at}.{role}")
            cell.formula = formulas.get(f"{at}.{role}")
            self._put(node, role, cell)
        weight = node.row.get("bobot")
        node.weight = float(weight.value) if weight is not None and weight.value is not None else None
        return node

    @staticmethod
    def _put(node: Branch, role: str, cell: Cell) -> None:
        node.cells[role] = cell
        node.row.places.mark(role, cell)
        if role == "bukti" and cell.text.strip():
            node.evidence.append(cell)
        kept = role in ("bukti", "catatan", "catatan_penilai")
        if cell.text.strip() and (kept or not is_blank(cell.text)):
            found = quantity(squash(cell.text)) if not kept else None
            value = found.value if found is not None else None
            node.row.values[role] = Value(squash(cell.text), value, cell, found.unit if found is not None else None)

    def _fields(self, sheet: ScoreSheet) -> None:
        row = 3 + len(sheet.nodes)
        for name, text in self.example.fields.items():
            if name == "total":
                label = self._cell(row, 2, "NILAI")
                cell = self._cell(row, COLUMNS.index("nilai") + 1, text or "", "total")
                found = quantity(squash(cell.text))
                value = float(found.value) if found is not None else None
                sheet.totals.append(Total(row, label.text, label, cell, value, True))
                self.record.fields[name] = Value(cell.text, value, cell)
                row += 1
                continue
            cell = self._cell(row, 2, text or "", name)
            if name == "predikat":
                sheet.predicate = cell
            if text:
                self.record.fields[name] = Value(text, int(text) if name == "tahun" else text, cell)
            row += 1

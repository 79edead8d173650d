"""Results told in prose (SKP kualitatif): numbered results, a fixed label, and a bullet per indicator."""

from __future__ import annotations

import re

from kinerja_docs.definitions.layout import Narrative
from kinerja_docs.extracting.builder import Builder
from kinerja_docs.extracting.scan import Marks, role_of
from kinerja_docs.extracting.values import make_value
from kinerja_docs.model import Cell, Line, Places, Row, Value
from kinerja_docs.text import fold, is_blank, squash

_BULLET = re.compile(r"^\s*(?:[-–—•●▪*·]|\(?(?:\d{1,2}|[a-z])[.)])\s*", re.IGNORECASE)
_NUMBER = re.compile(r"\(?(\d{1,2})[.)]*")


def read_narrative(builder: Builder, rule: Narrative) -> None:
    """Rows of ``hasil_kerja`` from text blocks; the label line tells results from their indicators."""
    reader = _Reader(builder, rule)
    scan = builder.scan
    for index, (line, marks) in enumerate(zip(scan.lines, scan.marks, strict=True)):
        kinds = scan.kinds[index]
        if index in scan.used:
            continue
        if "column" in kinds and not kinds & {"band", "narrative"}:
            reader.header(marks)
            continue
        if kinds & {"value_heading", "list_band", "caption"} or "value" in kinds:
            if reader.active:
                break
            continue
        band = next((r for _, roles in marks if (r := role_of(roles, "band", rule.table))), None)
        if band is not None:
            cell = next(c for c, roles in marks if role_of(roles, "band", rule.table))
            reader.open_band(Value(squash(cell.text), band.name, cell))
            scan.used.add(index)
        elif reader.active or "narrative" in kinds:
            reader.line(line)
            scan.used.add(index)
    reader.close()
    if reader.active:
        builder.record.rows.setdefault(rule.table, []).extend(reader.rows)


class _Reader:
    def __init__(self, builder: Builder, rule: Narrative) -> None:
        self.builder = builder
        self.labels = sorted((fold(label) for label in rule.labels), key=len, reverse=True)
        self.rows: list[Row] = []
        self.active = False
        self.band: Value | None = None
        self.number: Value | None = None
        self.result: list[str] = []
        self.result_cell: Cell | None = None
        self.bullets: list[tuple[str, Cell]] = []
        self.in_bullets = False
        self.group = 0
        self.leader_column: int | None = None
        self.leader: Value | None = None

    def header(self, marks: Marks) -> None:
        """Some qualitative forms keep the superior's result in a column of its own."""
        for cell, roles in marks:
            if any(role.kind == "column" and role.name == "rhk_pimpinan" for role in roles):
                self.leader_column = cell.column

    def open_band(self, band: Value) -> None:
        self.close()
        self.active = True
        self.band = band
        self.builder.place("hasil_kerja", band.cell)
        if band.value:
            self.builder.place(f"hasil_kerja.{band.value}", band.cell)

    def line(self, line: Line) -> None:
        for cell in line.cells:
            if cell.row != line.row or not cell.text or is_blank(cell.text):
                continue
            number = _NUMBER.fullmatch(cell.text.strip())
            if number is not None and len(line.cells) > 1:
                self.close()
                self.number = Value(number.group(1), None, cell)
                continue
            if cell.column == self.leader_column:
                self.leader = make_value("text", cell.text, cell)
                continue
            for text in cell.text.split("\n"):
                self.text(text, cell)

    def text(self, text: str, cell: Cell) -> None:
        folded = fold(text)
        if not folded:
            return
        if self.is_label(folded):
            self.in_bullets = True
            return
        mark = _BULLET.match(text)
        if self.in_bullets and (mark is not None or not self.bullets):
            self.bullets.append((text[mark.end() :] if mark is not None else text, cell))
        elif self.in_bullets and cell is self.bullets[-1][1]:
            self.bullets[-1] = (f"{self.bullets[-1][0]} {text.strip()}", cell)
        elif self.in_bullets:
            self.close()
            self.begin(text, cell)
        else:
            self.begin(text, cell)

    def begin(self, text: str, cell: Cell) -> None:
        if self.result_cell is None:
            mark = re.match(r"^\s*\(?(\d{1,2})[.)]\s+", text)
            if mark is not None and self.number is None:
                self.number = Value(mark.group(1), None, cell)
                text = text[mark.end() :]
            self.result_cell = cell
        self.result.append(text.strip())

    def is_label(self, folded: str) -> bool:
        return any(folded == label or folded.startswith(label) for label in self.labels)

    def close(self) -> None:
        """Turn what was collected into rows: one per bullet, or one without an indicator."""
        if self.result_cell is not None:
            self.group += 1
            rhk = make_value("text", " ".join(self.result), self.result_cell)
            if rhk is not None:
                for text, cell in self.bullets or [("", self.result_cell)]:
                    self.add(rhk, text, cell)
            else:
                self.builder.note_placeholder(" ".join(self.result), self.result_cell)
        self.result, self.result_cell, self.bullets = [], None, []
        self.number, self.leader, self.in_bullets = None, None, False

    def add(self, rhk: Value, text: str, cell: Cell) -> None:
        values = {"rhk": rhk}
        if self.band is not None:
            values["bagian"] = self.band
        if self.number is not None:
            values["nomor"] = self.number
        if self.leader is not None:
            values["rhk_pimpinan"] = self.leader
        indicator = make_value("text", text, cell) if text else None
        if indicator is not None:
            values["indikator"] = indicator
        places = Places.of_cells({name: value.cell for name, value in values.items()})
        places.mark("indikator", cell)
        self.rows.append(Row(values, places, self.group))

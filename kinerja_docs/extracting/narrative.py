"""Results told in prose (SKP kualitatif): numbered results, a fixed label, and a bullet per indicator."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from kinerja_docs.definitions.layout import Narrative
from kinerja_docs.extracting.builder import Builder
from kinerja_docs.extracting.bullets import BULLET, items_of
from kinerja_docs.extracting.scan import Marks, role_of
from kinerja_docs.extracting.split import divided
from kinerja_docs.extracting.values import make_value
from kinerja_docs.model import Cell, Line, Places, Row, Value
from kinerja_docs.text import fold, is_blank, squash

_LEADER = "rhk_pimpinan"  # a column of its own in some qualitative forms
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


@dataclass(slots=True)
class _Side:
    """What stands in the columns beside a result or a bullet."""

    values: dict[str, Value] = field(default_factory=dict)
    places: dict[str, Cell] = field(default_factory=dict)


@dataclass(slots=True)
class _Bullet:
    text: str
    cell: Cell
    side: _Side = field(default_factory=_Side)


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
        self.result_list: str | None = None  # of which the result is an item
        self.bullets: list[_Bullet] = []
        self.in_bullets = False
        self.group = 0
        self.columns = builder.scan.layout.tables[rule.table].columns
        self.names = {_LEADER, *rule.beside}
        self.beside: dict[int, tuple[str, Cell]] = {}  # grid column → the column's name and header
        self.side = _Side()  # of the result that is being read

    def header(self, marks: Marks) -> None:
        """Columns beside the text block: the superior's result, what was achieved, the feedback."""
        for cell, roles in marks:
            role = next((role for role in roles if role.kind == "column" and role.name in self.names), None)
            if role is not None and not self.active:
                self.beside[cell.column] = role.name, cell
                if role.name != _LEADER:
                    self.builder.record.columns.setdefault(role.table, {})[role.name] = cell

    def open_band(self, band: Value) -> None:
        self.close()
        self.active = True
        self.band = band
        self.builder.place("hasil_kerja", band.cell)
        if band.value:
            self.builder.place(f"hasil_kerja.{band.value}", band.cell)

    def line(self, line: Line) -> None:
        beside: list[Cell] = []
        known = len(self.bullets)
        for cell in line.cells:
            if cell.row != line.row:
                continue
            if cell.column in self.beside:
                beside.append(cell)
                continue
            if not cell.text or is_blank(cell.text):
                continue
            number = _NUMBER.fullmatch(cell.text.strip())
            if number is not None and len(line.cells) > 1:
                self.close()
                self.number = Value(number.group(1), None, cell)
                continue
            items = items_of(cell)
            for place, text in enumerate(cell.text.split("\n")):
                self.text(text, cell, items.get(place))
        added = self.bullets[known:] if self.result_above(line) else []
        for cell in beside:
            sides = [bullet.side for bullet in added] if added and cell.rowspan == 1 else [self.side]
            for side in sides:
                self.aside(self.beside[cell.column][0], cell, side)

    def result_above(self, line: Line) -> bool:
        """Whether the result is printed on a line above this one, so that a bullet stands on a line of its own."""
        cell = self.result_cell
        return cell is not None and cell.block is line.block and cell.row < line.row

    def aside(self, name: str, cell: Cell, side: _Side) -> None:
        """A cell beside the text block; "X berdasarkan Y" is two values."""
        rule = self.columns[name].split
        first, second = divided(cell.text, rule) if rule is not None else (cell.text, None)
        parts = [(name, first)]
        if rule is not None and rule.into not in (known for known, _ in self.beside.values()):
            parts.append((rule.into, second or ""))
        for column, text in parts:
            if column in side.values:
                continue
            value = make_value(self.columns[column].kind, text, cell)
            if value is not None:
                side.values[column] = value
                side.places[column] = cell
            else:
                self.builder.note_placeholder(text, cell)
                side.places.setdefault(column, cell)

    def text(self, text: str, cell: Cell, item: str | None = None) -> None:
        """A printed line; ``item``: the list of which it is an item that the word processor marks."""
        folded = fold(text)
        if not folded:
            return
        if self.is_label(folded):
            self.in_bullets = True
            return
        mark = BULLET.match(text)
        listed = item is not None and item != self.result_list  # else the results themselves are numbered so
        if self.in_bullets and (mark is not None or listed or not self.bullets):
            self.bullets.append(_Bullet(text[mark.end() :] if mark is not None else text, cell))
        elif self.in_bullets and cell is self.bullets[-1].cell:
            self.bullets[-1].text += f" {text.strip()}"
        elif self.in_bullets:
            self.close()
            self.begin(text, cell, item)
        else:
            self.begin(text, cell, item)

    def begin(self, text: str, cell: Cell, item: str | None = None) -> None:
        if self.result_cell is None:
            self.result_list = item
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
                for bullet in self.bullets or [_Bullet("", self.result_cell)]:
                    self.add(rhk, bullet)
            else:
                self.builder.note_placeholder(" ".join(self.result), self.result_cell)
        self.result, self.result_cell, self.bullets = [], None, []
        self.number, self.in_bullets = None, False
        self.side = _Side()

    def add(self, rhk: Value, bullet: _Bullet) -> None:
        values = {"rhk": rhk}
        if self.band is not None:
            values["bagian"] = self.band
        if self.number is not None:
            values["nomor"] = self.number
        values |= self.side.values | bullet.side.values
        indicator = make_value("text", bullet.text, bullet.cell) if bullet.text else None
        if indicator is not None:
            values["indikator"] = indicator
        places = Places.of({name: value.cell for name, value in values.items()})
        places.mark("indikator", bullet.cell)
        for name, cell in (*bullet.side.places.items(), *self.side.places.items()):
            places.mark(name, cell)
        if self.result_cell is not None:  # a workbook has no cell where nothing was ever written
            for column, (name, _) in self.beside.items():
                places.mark(name, (self.result_cell.block, self.result_cell.row, column))
        self.rows.append(Row(values, places, self.group))

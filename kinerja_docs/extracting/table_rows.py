"""Table rows: from the lines below a header to the rows of the contract (§2 Rows).

Numbering rows, repeated headers, bands and totals are no rows; a blank cell takes the value above it where the
column says so; a table cut by a page break is one table.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import islice

from kinerja_docs.definitions.layout import Split, Table
from kinerja_docs.extracting.builder import Builder
from kinerja_docs.extracting.scan import Marks, role_of, sole_cell
from kinerja_docs.extracting.schedule import fill_schedule
from kinerja_docs.extracting.split import divided
from kinerja_docs.extracting.table_head import LONGEST_NUMBERING, Head, is_numbering
from kinerja_docs.extracting.table_region import line_above, rows_region
from kinerja_docs.extracting.table_trust import trusted_columns
from kinerja_docs.extracting.values import make_value
from kinerja_docs.model import Cell, Line, Places, Row, Spot, Value
from kinerja_docs.text import fold, is_blank, money, squash

_ENUMERATOR = re.compile(r"\(?(?:\d{1,3}|[a-z]|[ivx]{1,4})[.)]*", re.IGNORECASE)
_CODE = re.compile(r"(?:[a-z]{2,5}[ .-]?)?\d{1,2}(?:\.\d{1,2}){0,3}[.)]*", re.IGNORECASE)  # "1.2", "IKU 3"

_MOST_IN_BAND = 2  # printed cells of a line that may be a band: "A." and "UTAMA"


@dataclass(slots=True)
class _State:
    """What is carried from row to row."""

    band: Value | None = None
    carried: dict[str, Value] = field(default_factory=dict)
    group: int = 0
    group_key: tuple[str, ...] = ()


def read_tables(builder: Builder) -> None:
    """Read the rows below every header; a header that repeats (a page break) goes on where the rows before it ended."""
    heads = builder.scan.heads
    before: _Reader | None = None
    for head, following in zip(heads, [*heads[1:], None], strict=False):
        reader = _Reader(builder, head, builder.scan.layout.tables[head.table])
        if before is not None and before.head.table == head.table:
            goes_on = _same_columns(before.head, head)
            reader.earlier = [*before.earlier, *before.rows] if goes_on else []
            reader.state = before.state if goes_on else _State(group=before.state.group)
        above = line_above(builder.scan, head)
        if above is not None:
            reader.band_above(builder.scan.lines[above], builder.scan.marks[above])
        _read_table(builder, reader, following)
        before = reader


def _same_columns(one: Head, other: Head) -> bool:
    grids = ({name: columns for name, (_, columns) in head.columns.items()} for head in (one, other))
    first, second = grids
    return first == second and [y[0] for y in one.years] == [y[0] for y in other.years]


def _read_table(builder: Builder, reader: _Reader, following: Head | None) -> None:
    """Read the rows below one header into the record, and note header cells, totals and how much is filled in."""
    scan, record, head, table = builder.scan, builder.record, reader.head, reader.table
    for index in rows_region(scan, head, following):
        scan.used.add(index)
        reader.line(scan.lines[index], scan.marks[index])
    scan.used.update(range(head.first, head.last))
    before = record.spare.get("terisi", (0, 0))
    record.spare["terisi"] = (before[0] + reader.filled, before[1] + reader.total)
    rows = _without_hollow(reader.rows, table)
    record.rows.setdefault(head.table, []).extend(rows)
    columns = record.columns.setdefault(head.table, {})
    for name, (cell, _) in head.columns.items():
        columns.setdefault(name, cell)
    if head.years:
        columns.setdefault("target", head.years[0][1])
        columns.setdefault("tahun", head.years[0][1])
    if head.slots and table.schedule is not None:
        columns.setdefault(table.schedule, head.slots[0][1])
        record.spare["jadwal.tergambar"] = True
    first = next(iter(columns.values()), None)
    if first is not None:
        builder.place(head.table, first)


class _Reader:
    def __init__(self, builder: Builder, head: Head, table: Table) -> None:
        self.builder = builder
        self.scan = builder.scan
        self.head = head
        self.table = table
        self.rows: list[Row] = []
        self.earlier: list[Row] = []  # of the same table above a repeated header
        self.filled = self.total = 0  # cells under the header that print something, and all
        self.kinds = {name: (column.kind, column.vocabulary) for name, column in table.columns.items()}
        self.held: list[tuple[Line, dict[str, tuple[Cell | None, str]], dict[str, Value], bool]] = []
        self.latest: dict[str, tuple[Cell, str, Value | None]] = {}  # merged cells by column
        self.state = _State()
        self.columns = trusted_columns(head, table, self.scan.lines)
        self.carrying = [(n, c.carry == "always") for n, c in table.columns.items() if c.carry != "no"]
        self.aids = {name for name, column in table.columns.items() if column.aid}
        self.asides = {*self.aids, "nomor"}
        self.grid = {name: columns for name, (_, columns) in self.columns.items()}
        single = all(len(columns) == 1 for columns in self.grid.values())
        single = single and table.schedule is None
        self.singles = [(name, columns[0] - 1) for name, columns in self.grid.items()] if single else []
        self.width = max((columns[-1] for columns in self.grid.values()), default=0)
        self.splits = [(n, c.split) for n, c in table.columns.items() if c.split is not None and n in self.columns]
        self.totals = {fold(total) for total in table.totals}
        texts = [columns[0] for name, columns in self.grid.items() if name != "nomor"]
        self.leading = min(texts, default=1)  # a total is labelled in or before the first column of texts

    # -- one line

    def line(self, line: Line, marks: Marks) -> None:
        if marks and self.repeats_header(marks):
            return
        cells = line.cells
        middle = cells[len(cells) // 2].text  # one long text is enough to tell a row from a row of numbers
        if len(middle) <= LONGEST_NUMBERING and is_numbering(line) and (not self.rows or len(cells) >= 3):
            return
        printed = list(islice((cell for cell in cells if not is_blank(cell.text)), _MOST_IN_BAND + 1))
        if not printed or (len(printed) <= _MOST_IN_BAND and self.is_band(line, printed, marks)):
            return
        if self.totals and self.is_total(line):
            return
        self.take(line)

    def take(self, line: Line) -> None:
        """A row of the table, if the line prints anything of its own under the header."""
        found = self.cells(line)
        row = line.row
        values: dict[str, Value] = {}
        own = numbered = dashed = beside = False  # ``beside``: a merged cell reaches down to this line
        for name, (cell, text) in found.items():
            if cell is None or not text:
                continue
            value = self.value(name, text, cell)
            if value is not None:
                values[name] = value
                if name in self.asides:
                    numbered = numbered or (name == "nomor" and cell.row == row)
                elif cell.row == row:
                    own = True
                else:
                    beside = True
            elif cell.row == row and text.strip():
                dashed = True
        for name, rule in self.splits:
            self.split(name, rule, found, values)
        self.filled += len(values.keys() - self.asides)
        self.total += len(found.keys() - self.asides)
        if own or (dashed and beside):
            self.add_held(line)
            self.add(line, found, values, numbered)
        elif beside:
            self.held.append((line, found, values, numbered))

    def add_held(self, line: Line) -> None:
        """A blank row inside a merged cell counts when the cell's next row is printed; below the last it is room."""
        for held in self.held:
            if any(cell.row < held[0].row and cell in line.cells for cell in held[0].cells):
                self.add(*held)
        self.held = []

    def repeats_header(self, marks: Marks) -> bool:
        return sum(1 for _, roles in marks if role_of(roles, "column", self.head.table) is not None) >= 3

    def band_above(self, line: Line, marks: Marks) -> None:
        """A band may stand over a table of its own, as a paragraph or as the sheet's line above the header."""
        cell = sole_cell(line) if marks else None
        if cell is not None:
            self.is_band(line, [cell], marks)

    def is_band(self, line: Line, printed: list[Cell], marks: Marks) -> bool:
        cell = printed[0]
        role = next((r for _, roles in marks if (r := role_of(roles, "band", self.head.table))), None)
        if role is None and len(printed) == 2:  # "A." in one cell and "UTAMA" in the next
            role = role_of(self.scan.form.vocabulary.roles(f"{cell.text} {printed[1].text}"), "band", self.head.table)
        if role is not None and (len(printed) == 1 or _ENUMERATOR.fullmatch(cell.text.strip())):
            text = squash(" ".join(c.text for c in printed))
            self.state = _State(band=Value(text, role.name, cell), group=self.state.group)
            self.builder.place(f"{self.head.table}.{role.name}", cell)
            return True
        if len(printed) == 1 and cell.colspan > 1 and cell.row == line.row:
            spanned = sum(1 for _, columns in self.columns.values() if cell.covers(columns[0]))
            if spanned >= max(2, len(self.columns) - 1):
                self.state = _State(band=self.state.band, group=self.state.group)
            return spanned >= 2  # no value stands across two columns
        return False

    def is_total(self, line: Line) -> bool:
        own = (cell for cell in line.cells if cell.row == line.row and not is_blank(cell.text))
        first = next(own, None)
        if first is None or first.column > self.leading or fold(first.text).removesuffix(" rp") not in self.totals:
            return False
        self.note_total([first, *own])
        return True

    def note_total(self, printed: list[Cell]) -> None:
        record = self.builder.record
        for name, columns in self.grid.items():
            kind = self.table.columns[name].kind
            if kind not in ("money", "quantity"):
                continue
            cells = [c for c in printed[1:] if any(c.covers(column) for column in columns)]
            if not cells:
                continue
            text = " ".join(c.text for c in cells)
            value = make_value(kind, text, cells[-1])
            if value is None:
                continue
            printed_once = {id(v.cell): v for row in (*self.earlier, *self.rows) if (v := row.values.get(name))}
            total = sum(value.value or 0 for value in printed_once.values())  # a merged cell counts once
            entry = {"table": self.head.table, "column": name, "cell": cells[-1], "value": value.value, "sum": total}
            record.spare.setdefault("totals", []).append(entry)
            if self.table.total_field is not None and kind == "money":
                self.builder.put(self.table.total_field, text, cells[-1], kind)

    def cells(self, line: Line) -> dict[str, tuple[Cell | None, str]]:
        """Cell and text of each mapped column on a line; several grid columns under one header are joined."""
        cells = line.cells
        if self.singles and cells[-1].column == len(cells) >= self.width and cells[-1].colspan == 1:
            return {name: ((cell := cells[place]), cell.text) for name, place in self.singles}  # none spans columns
        over: dict[int, Cell] = {}
        for cell in cells:
            if cell.colspan == 1:
                over[cell.column] = cell
            else:
                for column in range(cell.column, cell.column + cell.colspan):
                    over[column] = cell
        found: dict[str, tuple[Cell | None, str]] = {}
        for name, columns in self.grid.items():
            if len(columns) == 1:
                single = over.get(columns[0])
                found[name] = (single, single.text if single is not None else "")
            else:
                found[name] = self.joined_columns(name, columns, over, found)
        if self.table.schedule is not None:
            fill_schedule(self.table, self.head.slots, over, found)
        return found

    def joined_columns(
        self, name: str, columns: list[int], over: dict[int, Cell], found: dict[str, tuple[Cell | None, str]]
    ) -> tuple[Cell | None, str]:
        """Under a header that spans two columns the first may hold the running number or the code of the text."""
        first = over.get(columns[0])
        if first is None or len(columns) != 2 or over.get(columns[1]) in (None, first):
            return _joined(over, columns)
        text = first.text.strip()
        numbered = "nomor" in self.columns or "nomor" not in self.table.columns
        if not numbered and _ENUMERATOR.fullmatch(text):
            found["nomor"] = (first, first.text)
            return _joined(over, columns[1:])
        if self.table.columns[name].kind == "text" and _CODE.fullmatch(text):
            return _joined(over, columns[1:])
        return _joined(over, columns)

    # -- rows

    def add(
        self, line: Line, found: dict[str, tuple[Cell | None, str]], values: dict[str, Value], numbered: bool
    ) -> None:
        spots: dict[str, Spot] = {}
        raw: dict[str, str] = {}
        for name, (cell, text) in found.items():
            if cell is None:
                column = self.grid[name][0] if name in self.grid else self.head.slots[0][2][0]
                spots[name] = (line.block, line.row, column)
                continue
            spots[name] = cell
            raw[name] = text
            if text and name not in values:
                self.builder.note_placeholder(text, cell)
        places = Places.of(spots)
        if self.carrying:
            self.carry(values, found, numbered)
        if self.table.band_column is not None and self.state.band is not None:
            values[self.table.band_column] = self.state.band
        self.group(values)
        for name in self.aids & values.keys():
            del values[name]
        if self.head.years:
            self.add_years(line, values, places, raw)
        else:
            self.rows.append(Row(values, places, self.state.group, raw))

    def carry(self, values: dict[str, Value], found: dict[str, tuple[Cell | None, str]], numbered: bool) -> None:
        carried = self.state.carried
        for name, always in self.carrying:
            if numbered and not always:
                carried.pop(name, None)
            value = values.get(name)
            if value is not None:
                carried[name] = value
                continue
            cell, text = found.get(name, (None, ""))
            if cell is None or not text.strip():  # a dash is an answer, an empty cell is not
                if name in carried:
                    values[name] = carried[name]
            else:
                carried.pop(name, None)

    def group(self, values: dict[str, Value]) -> None:
        key = tuple([values[name].text if name in values else "" for name in self.table.group_by])
        if key != self.state.group_key or not any(key):
            self.state.group += 1
            self.state.group_key = key

    def split(
        self, name: str, rule: Split, found: dict[str, tuple[Cell | None, str]], values: dict[str, Value]
    ) -> None:
        """Part "X berdasarkan Y" in two values of one cell, where the second has no column of its own."""
        cell, text = found[name]
        own = rule.into in self.grid
        if cell is None or not text:
            if not own and cell is not None:
                found[rule.into] = (cell, "")
            return
        first, second = divided(text, rule)
        if second is None:
            if not own:
                found[rule.into] = (cell, "")
            return
        for column, part in ((name, first), (rule.into, second)):
            if column == rule.into and own:
                continue
            found[column] = (cell, part)
            values.pop(column, None)
            value = self.value(column, part, cell)
            if value is not None:
                values[column] = value

    def value(self, name: str, text: str, cell: Cell) -> Value | None:
        kind, vocabulary = self.kinds[name]
        shown = text.strip().rstrip(".)").lstrip("(").rstrip() if name == "nomor" else text
        if cell.rowspan == 1:
            return make_value(kind, shown, cell, vocabulary)
        known = self.latest.get(name)  # a merged cell stands on every line it covers
        if known is None or known[0] is not cell or known[1] != text:
            known = self.latest[name] = (cell, text, make_value(kind, shown, cell, vocabulary))
        return known[2]

    def add_years(self, line: Line, values: dict[str, Value], places: Places, raw: dict[str, str]) -> None:
        """One row per printed year; the year stands at its header."""
        over = {c: cell for cell in line.cells for c in range(cell.column, cell.column + cell.colspan)}
        for year, header, columns in self.head.years:
            cell, text = _joined(over, columns)
            row_values, row_places = dict(values), places.copy()
            row_values["tahun"] = Value(str(year), year, header)
            target = make_value("quantity", text, cell) if cell is not None else None
            if target is not None:
                row_values["target"] = target
            elif cell is not None:
                self.builder.note_placeholder(text, cell)
            row_places.mark("target", cell if cell is not None else (line.block, line.row, columns[0]))
            row_places.mark("tahun", header)
            self.rows.append(Row(row_values, row_places, self.state.group, {**raw, "target": text}))


def _without_hollow(rows: list[Row], table: Table) -> list[Row]:
    """A generator's row span is often one too high and its first row empty: dropped where the group has others."""
    carried = {name for name, column in table.columns.items() if column.carry != "no"} | {table.band_column, "tahun"}

    def says(row: Row) -> bool:  # a dash is an answer, if a wrong one
        return any(n not in carried for n in row.values) or any(
            n not in carried and text.strip() for n, text in row.raw.items()
        )

    hollow = {id(row) for row in rows if not says(row)}
    if not hollow:
        return rows
    full = {row.group for row in rows if id(row) not in hollow}
    return [row for row in rows if id(row) not in hollow or row.group not in full]


def _joined(over: dict[int, Cell], columns: list[int]) -> tuple[Cell | None, str]:
    cells: list[Cell] = []
    for column in columns:
        cell = over.get(column)
        if cell is not None and cell not in cells:
            cells.append(cell)
    if not cells:
        return None, ""
    if len(cells) == 1:
        return cells[0], cells[0].text
    printed = [c for c in cells if c.text and not is_blank(c.text)]
    if len(printed) > 1 and printed[-1].number is not None and money(printed[0].text) is None:
        return printed[-1], printed[-1].text  # "Rp" in one column, the amount in the next
    text = " ".join(c.text for c in printed)
    return (printed[0] if printed else cells[0]), text

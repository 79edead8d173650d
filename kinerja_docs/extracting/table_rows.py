"""Table rows: from the lines below a header to the rows of the contract (§2 Rows).

Numbering rows, repeated headers, bands and totals are no rows; a blank cell takes the value above it where the
column says so; a table cut by a page break is one table.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import cast

from kinerja_docs.definitions.layout import Table
from kinerja_docs.extracting.builder import Builder
from kinerja_docs.extracting.bullets import bullets
from kinerja_docs.extracting.scan import Marks, role_of, sole_cell
from kinerja_docs.extracting.table_cells import ENUMERATOR, Printed, Under, by_column, is_number_alone, joined
from kinerja_docs.extracting.table_head import LONGEST_NUMBERING, Head, is_numbering
from kinerja_docs.extracting.table_region import line_above, rows_region
from kinerja_docs.extracting.table_trust import trusted_columns
from kinerja_docs.extracting.values import make_value
from kinerja_docs.model import Cell, Line, Places, Row, Value
from kinerja_docs.text import fold, is_blank, squash

_NUMBERED_AGAIN = 3  # columns of a table in which a row of column numbers may come again below rows
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
        self.held: list[Printed] = []
        self.state = _State()
        self.columns = trusted_columns(head, table, self.scan.lines)
        self.under = Under(head, table, self.columns)
        self.grid = self.under.grid
        self.carrying = [(n, c.carry == "always") for n, c in table.columns.items() if c.carry != "no"]
        self.years = [(header, columns, Value(str(year), year, header)) for year, header, columns in head.years]
        self.bulleted = _bulleted(builder, head)
        self.totals = {fold(total) for total in table.totals}
        texts = [columns[0] for name, columns in self.grid.items() if name != "nomor"]
        self.leading = min(texts, default=1)  # a total is labelled in or before the first column of texts

    # -- one line

    def line(self, line: Line, marks: Marks) -> None:
        if marks and self.repeats_header(marks):
            return
        if self.is_numbering(line):
            return
        printed = _first_printed(line)
        if not printed or (len(printed) <= _MOST_IN_BAND and self.is_band(line, printed, marks)):
            return
        if self.totals and self.is_total(line, printed):
            return
        self.take(line)

    def is_numbering(self, line: Line) -> bool:
        """Whether a line numbers the columns. One long text is enough to tell a row from a row of numbers."""
        cells = line.cells
        if len(cells[len(cells) // 2].text) > LONGEST_NUMBERING:
            return False
        if len(cells) > 1 and len(cells[1].text) > LONGEST_NUMBERING and cells[1].row == line.row:
            return False
        return is_numbering(line) and (not self.rows or len(cells) >= _NUMBERED_AGAIN)

    def take(self, line: Line) -> None:
        """A row of the table, if the line prints anything of its own under the header."""
        printed = self.under.read(line)
        self.filled += printed.filled
        self.total += printed.total
        if printed.own or (printed.dashed and printed.beside):
            self.add_held(line)
            self.add(printed)
        elif printed.beside:
            self.held.append(printed)

    def add_held(self, line: Line) -> None:
        """A blank row inside a merged cell counts when the cell's next row is printed; below the last it is room."""
        if not self.held:
            return
        for held in self.held:
            if any(cell.row < held.line.row and cell in line.cells for cell in held.line.cells):
                self.add(held)
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
        if role is not None and (len(printed) == 1 or ENUMERATOR.fullmatch(cell.text.strip())):
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

    def is_total(self, line: Line, printed: list[Cell]) -> bool:
        first: Cell | None = printed[0]
        if printed[0].row != line.row:  # a merged cell from above stands before it
            first = next((cell for cell in line.cells if cell.row == line.row and not is_blank(cell.text)), None)
        if first is None or first.column > self.leading or fold(first.text).removesuffix(" rp") not in self.totals:
            return False
        self.note_total([cell for cell in line.cells if cell.row == line.row and not is_blank(cell.text)])
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

    # -- rows

    def add(self, printed: Printed) -> None:
        values, raw = printed.values, printed.raw
        if len(values) < len(raw):
            for name, text in raw.items():
                if text and name not in values:
                    self.builder.note_placeholder(text, cast("Cell", printed.spots[name]))
        if self.carrying:
            self.carry(values, raw, printed.numbered)
        if self.table.band_column is not None and self.state.band is not None:
            values[self.table.band_column] = self.state.band
        self.group(values)
        for name in self.under.aids:
            values.pop(name, None)
        if self.years:
            self.add_years(printed)
        elif self.bulleted in values:
            self.add_bullets(self.bulleted, printed)
        else:
            self.rows.append(Row(values, Places.of(printed.spots), self.state.group, raw))

    def add_bullets(self, name: str, printed: Printed) -> None:
        """One row per bullet of the column's cell."""
        cell = printed.values[name].cell
        for text in bullets(printed.raw[name], cell):
            value = make_value(self.table.columns[name].kind, text, cell)
            if value is None:
                self.builder.note_placeholder(text, cell)
            else:
                values, raw = {**printed.values, name: value}, {**printed.raw, name: text}
                self.rows.append(Row(values, Places.of(printed.spots), self.state.group, raw))

    def carry(self, values: dict[str, Value], raw: dict[str, str], numbered: bool) -> None:
        carried = self.state.carried
        for name, always in self.carrying:
            if numbered and not always:
                carried.pop(name, None)
            value = values.get(name)
            if value is not None:
                carried[name] = value
                continue
            text = raw.get(name)
            if not text or not text.strip():  # a dash is an answer, an empty cell is not
                if name in carried:
                    values[name] = carried[name]
            else:
                carried.pop(name, None)

    def group(self, values: dict[str, Value]) -> None:
        key = tuple([_telling(values.get(name)) for name in self.table.group_by])
        if key != self.state.group_key or not any(key):
            self.state.group += 1
            self.state.group_key = key

    def add_years(self, printed: Printed) -> None:
        """One row per printed year; the year stands at its header."""
        line, values = printed.line, printed.values
        over = by_column(line)
        for header, columns, year in self.years:
            cell, text = joined(over, columns)
            row_values, spots = {**values, "tahun": year}, dict(printed.spots)
            target = make_value("quantity", text, cell) if cell is not None else None
            if target is not None:
                row_values["target"] = target
            elif cell is not None:
                self.builder.note_placeholder(text, cell)
            spots.setdefault("target", cell if cell is not None else (line.block, line.row, columns[0]))
            spots.setdefault("tahun", header)
            self.rows.append(Row(row_values, Places.of(spots), self.state.group, {**printed.raw, "target": text}))


def _bulleted(builder: Builder, head: Head) -> str | None:
    """The column each of whose bullets is a row of its own, if the form has it so."""
    rule = builder.scan.layout.narrative
    if rule is None or rule.bullets not in head.columns or rule.table != head.table:
        return None
    if any(name in head.columns for name in rule.unless):
        return None
    fields = builder.record.fields
    told = all(name in fields and fields[name].value in words for name, words in rule.only.items())
    return rule.bullets if told else None


def _telling(value: Value | None) -> str:
    """What a value says about the group of its row. A word processor's own numbers count every row."""
    return value.text if value is not None and not is_number_alone(value.cell) else ""


def _first_printed(line: Line) -> list[Cell]:
    """The first printed cells of a line, one more than a band may have."""
    printed: list[Cell] = []
    for cell in line.cells:
        text = cell.text
        if text and (text[0].isalnum() or not is_blank(text)):
            printed.append(cell)
            if len(printed) > _MOST_IN_BAND:
                break
    return printed


def _without_hollow(rows: list[Row], table: Table) -> list[Row]:
    """A generator's row span is often one too high and its first row empty: dropped where the group has others."""
    carried = {name for name, column in table.columns.items() if column.carry != "no"} | {table.band_column, "tahun"}

    def is_hollow(row: Row) -> bool:  # a dash is an answer, if a wrong one
        if not row.values.keys() <= carried:
            return False
        return not any(text.strip() for name, text in row.raw.items() if name not in carried)

    hollow = {id(row) for row in rows if is_hollow(row)}
    if not hollow:
        return rows
    full = {row.group for row in rows if id(row) not in hollow}
    return [row for row in rows if id(row) not in hollow or row.group not in full]

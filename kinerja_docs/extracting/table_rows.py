"""Table rows: from the lines below a header to the rows of the contract (§2 Rows).

Numbering rows, repeated headers, bands and totals are no rows; a blank cell takes the value above it where the
column says so; a table cut by a page break is one table.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from kinerja_docs.definitions.layout import Column, Table
from kinerja_docs.extracting.builder import Builder
from kinerja_docs.extracting.scan import Marks, Scan, role_of
from kinerja_docs.extracting.table_head import Head, is_numbering
from kinerja_docs.extracting.values import canonical, make_value
from kinerja_docs.model import Cell, Line, Row, Value
from kinerja_docs.text import fold, is_blank, money, place_and_date, quantity, squash

_ENUMERATOR = re.compile(r"\(?(?:\d{1,3}|[a-z]|[ivx]{1,4})[.)]*", re.IGNORECASE)
_STOPS = frozenset({"list_band", "value_heading", "party", "caption", "section"})
_TRUSTED = 0.5  # share of a column's values that must fit its vocabulary before the header is believed


@dataclass(slots=True)
class _State:
    """What is carried from row to row."""

    band: Value | None = None
    carried: dict[str, Value] = field(default_factory=dict)
    group: int = 0
    group_key: tuple[str, ...] = ()
    stale: set[str] = field(default_factory=set)


def read_table(builder: Builder, head: Head, following: Head | None) -> None:
    """Read the rows below one header into the record, and note header cells, totals and how much is filled in."""
    scan, record = builder.scan, builder.record
    table = scan.layout.tables[head.table]
    reader = _Reader(builder, head, table)
    for index in reader.region(following):
        scan.used.add(index)
        reader.line(scan.lines[index], scan.marks[index])
    scan.used.update(range(head.first, head.last))
    rows = reader.rows
    for row in rows:
        row.group += len(record.rows.get(head.table, []))  # groups of several tables never meet
    record.rows.setdefault(head.table, []).extend(rows)
    columns = record.columns.setdefault(head.table, {})
    for name, (cell, _) in head.columns.items():
        columns.setdefault(name, cell)
    if head.years:
        columns.setdefault("target", head.years[0][1])
        columns.setdefault("tahun", head.years[0][1])
    first = next(iter(columns.values()), None)
    if first is not None:
        builder.place(head.table, first.at)


class _Reader:
    def __init__(self, builder: Builder, head: Head, table: Table) -> None:
        self.builder = builder
        self.scan = builder.scan
        self.head = head
        self.table = table
        self.rows: list[Row] = []
        self.state = _State()
        self.columns = dict(head.columns)
        self.block = self.scan.lines[head.first].block
        self.trust_values()

    # -- where the table ends

    def region(self, following: Head | None) -> list[int]:
        """Numbers of the lines that may hold rows: to the next header, stop or other table."""
        lines, end = self.scan.lines, following.first if following is not None else len(self.scan.lines)
        found: list[int] = []
        block = self.block
        for index in range(self.head.last, end):
            line = lines[index]
            if line.block is not block:
                if not self.goes_on(index, end):
                    break
                block = line.block
            if block.kind != "table" and line.block.kind == "paragraph":
                continue
            if line.block.kind == "paragraph":
                continue
            if self.stops(line, self.scan.marks[index]):
                break
            found.append(index)
        return found

    def goes_on(self, index: int, end: int) -> bool:
        """Whether a block after the table continues it: a table of the same width, with at most page furniture
        (blank paragraphs, a running footer) between."""
        if self.block.kind == "sheet":
            return False
        line = self.scan.lines[index]
        if line.block.kind == "paragraph":
            text = squash(line.cells[0].text)
            if text and self.scan.marks[index]:
                return False
            beyond = index + 1
            while beyond < end and beyond - index < 4 and self.scan.lines[beyond].block.kind == "paragraph":
                if self.scan.marks[beyond]:
                    return False
                text += squash(self.scan.lines[beyond].cells[0].text)
                beyond += 1
            return len(text) < 90 and beyond < end and self.same_grid(beyond)
        return self.same_grid(index)

    def same_grid(self, index: int) -> bool:
        line = self.scan.lines[index]
        width = max((c.column + c.colspan - 1 for c in line.cells), default=0)
        return line.block.kind == "table" and width == self.head.width and not self.stops(line, self.scan.marks[index])

    def stops(self, line: Line, marks: Marks) -> bool:
        for _, roles in marks:
            for role in roles:
                if role.kind in _STOPS or (role.kind == "value" and self.head.table != role.table):
                    return True
        if line.block.kind == "sheet" and len(line.cells) <= 3:
            return any(c.row == line.row and len(c.text) < 80 and place_and_date(c.text) is not None for c in line.cells)
        return False

    # -- one line

    def line(self, line: Line, marks: Marks) -> None:
        if is_numbering(line) and not self.rows:
            return
        if self.repeats_header(marks) or (is_numbering(line) and len(line.cells) >= 3):
            return
        if self.is_band(line, marks) or self.is_total(line):
            return
        found = self.cells(line)
        own = {n: c for n, (c, text) in found.items() if c is not None and c.row == line.row and not is_blank(text)}
        self.count(found)
        if not any(name != "nomor" for name in own):
            return
        self.add(line, found, own)

    def repeats_header(self, marks: Marks) -> bool:
        return sum(1 for _, roles in marks if role_of(roles, "column", self.head.table) is not None) >= 3

    def is_band(self, line: Line, marks: Marks) -> bool:
        printed = [c for c in line.cells if c.text and not is_blank(c.text)]
        if not printed or len(printed) > 2:
            return False
        text = " ".join(c.text for c in printed)
        role = None
        for roles in ([roles for _, roles in marks] or [()]):
            role = role or role_of(roles, "band", self.head.table)
        if role is None and len(printed) == 2:
            role = role_of(self.scan.form.vocabulary.roles(text), "band", self.head.table)
        if role is not None and (len(printed) == 1 or _ENUMERATOR.fullmatch(printed[0].text.strip())):
            self.state = _State(band=Value(squash(text), role.name, printed[0]), group=self.state.group)
            return True
        cell = printed[0]
        if len(printed) == 1 and cell.colspan > 1 and cell.row == line.row and self.spans_all(cell):
            self.state = _State(band=self.state.band, group=self.state.group)
            return True
        return False

    def spans_all(self, cell: Cell) -> bool:
        return sum(1 for _, columns in self.columns.values() if cell.covers(columns[0])) >= max(2, len(self.columns) - 1)

    def is_total(self, line: Line) -> bool:
        printed = [c for c in line.cells if c.text and not is_blank(c.text) and c.row == line.row]
        if not printed or not self.table.totals:
            return False
        words = fold(printed[0].text)
        if not any(words == fold(total) or words.startswith(fold(total) + " ") and len(words) < 40 for total in self.table.totals):
            return False
        if len(printed) > 1 + len(self.columns) // 2 and not printed[0].colspan > 1:
            return False
        self.note_total(line, printed)
        return True

    def note_total(self, line: Line, printed: list[Cell]) -> None:
        record = self.builder.record
        for name, (_, columns) in self.columns.items():
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
            total = sum(row.values[name].value or 0 for row in self.rows if name in row.values)
            record.spare.setdefault("totals", []).append(
                {"table": self.head.table, "column": name, "cell": cells[-1], "value": value.value, "sum": total}
            )
            if self.table.total_field is not None and kind == "money":
                self.builder.put(self.table.total_field, text, cells[-1], kind)

    def cells(self, line: Line) -> dict[str, tuple[Cell | None, str]]:
        """Cell and text of each mapped column on a line; several grid columns under one header are joined."""
        found: dict[str, tuple[Cell | None, str]] = {}
        over: dict[int, Cell] = {}
        for cell in line.cells:
            for column in range(cell.column, cell.column + cell.colspan):
                over[column] = cell
        for name, (_, columns) in self.columns.items():
            found[name] = _joined(over, columns)
            if len(columns) == 2 and "nomor" in self.table.columns and "nomor" not in self.columns:
                first = over.get(columns[0])
                if first is not None and _ENUMERATOR.fullmatch(first.text.strip()) and over.get(columns[1]) is not first:
                    found["nomor"] = (first, first.text)
                    found[name] = _joined(over, columns[1:])
        return found

    def count(self, found: dict[str, tuple[Cell | None, str]]) -> None:
        filled, total = self.builder.record.spare.get("terisi", (0, 0))
        for name, (cell, text) in found.items():
            if name == "nomor":
                continue
            total += 1
            filled += bool(cell is not None and not is_blank(text) and not self.is_waiting(text, cell))
        self.builder.record.spare["terisi"] = (filled, total)

    def is_waiting(self, text: str, cell: Cell) -> bool:
        return cell.prompt or (make_value("text", text, cell) is None)

    # -- rows

    def add(self, line: Line, found: dict[str, tuple[Cell | None, str]], own: dict[str, Cell]) -> None:
        values: dict[str, Value] = {}
        places = {}
        raw: dict[str, str] = {}
        numbered = "nomor" in own
        for name, (cell, text) in found.items():
            column = self.table.columns[name]
            value = None
            if cell is not None:
                raw[name] = text
                value = self.value(name, column, text, cell)
                if value is None:
                    self.builder.note_placeholder(text, cell)
            places[name] = cell.at if cell is not None else line.block.locate(line.row, self.columns[name][1][0])
            if value is not None:
                values[name] = value
        if numbered:
            for name, column in self.table.columns.items():
                if column.carry == "unnumbered":
                    self.state.carried.pop(name, None)
        self.carry(values, found, numbered, line)
        if self.table.band_column is not None and self.state.band is not None:
            values[self.table.band_column] = self.state.band
        self.group(values, own)
        if self.head.years:
            self.add_years(line, values, places, raw)
        else:
            self.rows.append(Row(values, places, self.state.group, raw))

    def carry(
        self, values: dict[str, Value], found: dict[str, tuple[Cell | None, str]], numbered: bool, line: Line
    ) -> None:
        for name, column in self.table.columns.items():
            if column.carry == "no":
                continue
            if name in values:
                self.state.carried[name] = values[name]
                continue
            cell, text = found.get(name, (None, ""))
            blank = cell is None or not text.strip()  # a dash is an answer, an empty cell is not
            if blank and name in self.state.carried and (column.carry == "always" or not numbered):
                values[name] = self.state.carried[name]
            elif not blank:
                self.state.carried.pop(name, None)

    def group(self, values: dict[str, Value], own: dict[str, Cell]) -> None:
        key = tuple(values[name].text if name in values else "" for name in self.table.group_by)
        if not self.table.group_by or key != self.state.group_key or not any(key):
            self.state.group += 1
            self.state.group_key = key

    def value(self, name: str, column: Column, text: str, cell: Cell) -> Value | None:
        if name == "nomor":
            text = squash(text).rstrip(".)").lstrip("(").rstrip()
        if column.kind == "word":
            value = make_value("text", text, cell)
            if value is not None:
                value.value = canonical(value.text, column.vocabulary)
            return value
        return make_value(column.kind, text, cell)

    def add_years(self, line: Line, values: dict[str, Value], places: dict[str, object], raw: dict[str, str]) -> None:
        """One row per printed year; the year stands at its header."""
        for year, header, columns in self.head.years:
            over = {c: cell for cell in line.cells for c in range(cell.column, cell.column + cell.colspan)}
            cell, text = _joined(over, columns)
            row_values, row_places = dict(values), dict(places)
            row_values["tahun"] = Value(str(year), year, header)
            target = make_value("quantity", text, cell) if cell is not None else None
            if target is not None:
                row_values["target"] = target
            elif cell is not None:
                self.builder.note_placeholder(text, cell)
            row_places["target"] = cell.at if cell is not None else line.block.locate(line.row, columns[0])
            row_places["tahun"] = header.at
            self.rows.append(Row(row_values, row_places, self.state.group, {**raw, "target": text}))  # type: ignore[arg-type]

    # -- headers that lie

    def trust_values(self) -> None:
        """Real files print the header in one order and the data in another: a column whose values do not fit its
        vocabulary gives way to the one whose values do, and numbers decide which of the others is the target."""
        lines = [self.scan.lines[i] for i in range(self.head.last, min(self.head.last + 40, len(self.scan.lines)))]
        lines = [line for line in lines if line.block is self.block]
        for name in [n for n, c in self.table.columns.items() if c.vocabulary and n in self.columns]:
            vocabulary = self.table.columns[name].vocabulary
            if self.share(lines, name, vocabulary) >= _TRUSTED:
                continue
            others = [n for n in self.columns if n not in ("nomor", name)]
            better = [n for n in others if self.share(lines, n, vocabulary) >= 0.8]
            if len(better) == 1:
                self.rotate(lines, name, better[0])

    def share(self, lines: list[Line], name: str, vocabulary: dict[str, list[str]]) -> float:
        texts = self.texts(lines, name)
        fitting = sum(1 for text in texts if canonical(text, vocabulary) is not None)
        return fitting / len(texts) if texts else 1.0

    def texts(self, lines: list[Line], name: str) -> list[str]:
        columns = self.columns[name][1]
        cells = [line.at_column(columns[0]) for line in lines]
        return [c.text for c in cells if c is not None and c.text and not is_blank(c.text) and c.colspan <= len(columns)]

    def rotate(self, lines: list[Line], name: str, actual: str) -> None:
        """Give ``name`` the grid column of ``actual`` and let the columns between move up; keep headers as printed."""
        span = [n for n, _ in sorted(self.columns.items(), key=lambda item: item[1][1][0])]
        low, high = sorted((span.index(name), span.index(actual)))
        moved = span[low : high + 1]
        grids = [self.columns[n][1] for n in moved]
        rest = [n for n in moved if n != name]
        free = [g for g in grids if g is not self.columns[actual][1]]
        place = dict(zip(rest, free, strict=True))
        place[name] = self.columns[actual][1]
        for moving, grid in place.items():
            self.columns[moving] = (self.columns[moving][0], grid)
        if "target" in rest and len(rest) > 1:
            self.numbers_decide(lines, rest)

    def numbers_decide(self, lines: list[Line], names: list[str]) -> None:
        scores = {}
        for name in names:
            texts = self.texts(lines, name)
            scores[name] = sum(1 for x in texts if quantity(x) is not None) / len(texts) if texts else 0.0
        best = max(scores, key=lambda n: scores[n])
        if best != "target" and scores[best] > scores["target"]:
            (head_a, grid_a), (head_b, grid_b) = self.columns["target"], self.columns[best]
            self.columns["target"], self.columns[best] = (head_a, grid_b), (head_b, grid_a)


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

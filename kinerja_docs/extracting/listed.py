"""Lists that are not tables: fixed values with an expectation each (perilaku), and bands with items (lampiran)."""

from __future__ import annotations

import re
from functools import lru_cache

from kinerja_docs.definitions.layout import BandedList, Signature, ValueList
from kinerja_docs.extracting.builder import Builder
from kinerja_docs.extracting.pieces import after_words, find_phrase
from kinerja_docs.extracting.roles import Role
from kinerja_docs.extracting.scan import Marks, is_dated, role_of
from kinerja_docs.extracting.values import canonical, make_value
from kinerja_docs.model import Cell, Line, Places, Row, Value
from kinerja_docs.text import date_mentions, fold, is_blank, squash

_ITEM = re.compile(r"^\s*(?:\(?(?:\d{1,2}|[a-z])[.)]+|[-–—•●▪*·])\s*", re.IGNORECASE)
_NUMBER = re.compile(r"\(?\d{1,2}[.)]*")
_AFTER_LIST = frozenset({"caption", "heading", "party", "value_heading", "column", "period"})
_MOST_WORDS = 4
_LONGEST = 90  # characters of a line with place or date


def read_value_list(builder: Builder, rule: ValueList) -> None:
    """One row per value of the list, whatever its shape: value row and statements row, four rows, one cell with
    bullets, or four columns; the expectation stands after its label or below its column header."""
    reader = _Values(builder, rule)
    scan = builder.scan
    for index, (line, marks) in enumerate(zip(scan.lines, scan.marks, strict=True)):
        if index in scan.used:
            reader.active = False
            continue
        kinds = scan.kinds[index]
        if "value_heading" in kinds:
            reader.heading(line, marks)
            scan.used.add(index)
            if not kinds & {"value"}:
                continue
        if reader.active and kinds & {"list_band", "caption", "party"} and "value" not in kinds:
            reader.active = False
        if "value" in kinds or reader.active:
            reader.line(line, marks)
            scan.used.add(index)
    reader.finish()


@lru_cache(maxsize=16)
def _vocabulary(values: tuple[str, ...]) -> dict[str, list[str]]:
    return {value: [] for value in values}


class _Values:
    def __init__(self, builder: Builder, rule: ValueList) -> None:
        self.builder = builder
        self.rule = rule
        self.roles = builder.scan.form.vocabulary.roles
        self.rows: list[Row] = []
        self.active = False
        self.found = False
        self.note_column: int | None = None  # of the whole list, by its header
        self.open_column: int | None = None  # below a label without a text, for one value
        self.seen: set[int] = set()
        self.words = _vocabulary(tuple(rule.values))
        self.others: dict[int, str] = {}  # grid column → name of a further column

    def heading(self, line: Line, marks: Marks) -> None:
        self.found = self.active = True
        self.note_column = None
        for cell, roles in marks:
            self.builder.place(self.rule.table, cell)
            self.seen.add(id(cell))
            if any(role.kind == "note" for role in roles):
                self.note_column = cell.column
        for cell in line.cells:
            if self.note_column is None and cell.text and role_of(self.roles(cell.text), "note"):
                self.note_column = cell.column
                self.seen.add(id(cell))
        if self.rule.columns:
            self.other_columns(line)

    def other_columns(self, line: Line) -> None:
        """Further columns by their headers on this line, else by those of the table above in the same grid."""
        record, like = self.builder.record, self.rule.like
        for cell in line.cells:
            role = role_of(self.roles(cell.text), "value_column") if cell.text else None
            if role is not None:
                self.others[cell.column] = role.name
                self.seen.add(id(cell))
                record.columns.setdefault(self.rule.table, {})[role.name] = cell
        above = record.columns.get(like, {}) if like is not None else {}
        for name in self.rule.columns:
            header = above.get(name)
            if name not in self.others.values() and header is not None and header.block is line.block:
                self.others[header.column] = name
                record.columns.setdefault(self.rule.table, {})[name] = header

    def other(self, cell: Cell) -> bool:
        """Whether a cell stands in a further column; its text is the value of the row it stands in."""
        name = next((n for column, n in self.others.items() if cell.covers(column)), None)
        if name is None or cell.colspan > 2 or not self.rows:
            return False
        row = self.rows[-1]
        value = make_value("text", cell.text, cell) if name not in row.values else None
        if value is not None:
            row.values[name] = value
            row.places.pop(name, None)
        elif name not in row.values:
            self.builder.note_placeholder(cell.text, cell)
        row.places.mark(name, cell)
        return True

    def line(self, line: Line, marks: Marks) -> None:
        value_cell = next(
            (c for c, roles in marks if c.row == line.row and any(r.kind == "value" for r in roles)), None
        )
        if value_cell is not None and id(value_cell) not in self.seen:
            self.value(line, value_cell)
        elif value_cell is None and self.active:
            self.unknown(line)
        for cell in line.cells:
            if self.others and cell is not value_cell and id(cell) not in self.seen and self.other(cell):
                self.seen.add(id(cell))
            elif cell is not value_cell and cell.text and id(cell) not in self.seen:
                self.note(cell, line)

    def value(self, line: Line, cell: Cell) -> None:
        self.active = True
        self.open_column = None
        self.seen.add(id(cell))
        texts = cell.text.split("\n")
        name = _ITEM.sub("", squash(texts[0]), count=1).rstrip(":").strip()
        value = make_value("word", name, cell, self.words)
        if value is None:
            return
        row = _row({self.rule.column: value}, len(self.rows) + 1)
        self.rows.append(row)
        if not self.found:
            self.builder.place(self.rule.table, cell)
            self.found = True
        for number, text in enumerate(texts[1:], 1):
            span = find_phrase(text, self.rule.expectation)
            if span is not None and span[0] == 0:
                self.put_note(row, "\n".join([after_words(text, span[1]), *texts[number + 1 :]]), cell)
                break

    def unknown(self, line: Line) -> None:
        """A numbered value that is none of the list: short, beside its number, no statement."""
        printed = [c for c in line.cells if c.row == line.row and c.text and not is_blank(c.text)]
        if len(printed) < 2 or not _NUMBER.fullmatch(printed[0].text.strip()) or id(printed[1]) in self.seen:
            return
        text = squash(printed[1].text.split("\n")[0])
        if len(text.split()) > _MOST_WORDS or _ITEM.match(text) or role_of(self.roles(text), "note"):
            return
        self.seen.add(id(printed[1]))
        value = Value(text, canonical(text, self.words), printed[1])  # "Kolaboratip" is nearly one of the list
        self.rows.append(_row({self.rule.column: value}, len(self.rows) + 1))

    def note(self, cell: Cell, line: Line) -> None:
        if not self.rows:
            return
        row = self.rows[-1]
        span = find_phrase(cell.text.split("\n", 1)[0], self.rule.expectation)
        if span is not None and span[0] == 0:
            self.seen.add(id(cell))
            text = _after_label(cell.text, span[1])
            self.put_note(row, text, cell)
            self.open_column = cell.column if is_blank(text) else None
        elif cell.column in (self.note_column, self.open_column):
            self.seen.add(id(cell))
            self.put_note(row, cell.text, cell)

    def put_note(self, row: Row, text: str, cell: Cell) -> None:
        name = self.rule.note_column
        row.places.mark(name, cell)
        value = make_value("text", text, cell)
        if value is not None and name not in row.values:
            row.values[name] = value
            row.places.pop(name, None)
            row.places.mark(name, cell)
        elif value is None:
            self.builder.note_placeholder(text, cell)

    def finish(self) -> None:
        if self.found:
            self.builder.record.rows.setdefault(self.rule.table, []).extend(self.rows)


def _row(values: dict[str, Value], group: int) -> Row:
    return Row(values, Places.of({name: value.cell for name, value in values.items()}), group)


def _after_label(text: str, words: int) -> str:
    """What follows "Ekspektasi Khusus Pimpinan/Leader:" in the same cell."""
    first, _, rest = text.partition("\n")
    head, colon, tail = first.partition(":")
    own = tail if colon and len(head) < 60 else after_words(first, words)
    return f"{own}\n{rest}" if rest else own


def _band_on(line: Line, marks: Marks) -> tuple[Cell, Role] | None:
    """The band that begins on a line."""
    for cell, roles in marks:
        role = role_of(roles, "list_band")
        if role is not None and cell.row == line.row:
            return cell, role
    return None


def read_banded_list(builder: Builder, rule: BandedList) -> None:
    """The items below each band; a band without items keeps its place."""
    scan, record = builder.scan, builder.record
    band: Value | None = None
    rows: list[Row] = []
    found = False
    for index, (line, marks) in enumerate(zip(scan.lines, scan.marks, strict=True)):
        if index in scan.used:
            band = None
            continue
        kinds = scan.kinds[index]
        opened = _band_on(line, marks) if "list_band" in kinds else None
        if opened is not None:
            cell, role = opened
            band, found = Value(_ITEM.sub("", squash(cell.text.split("\n")[0])), role.name, cell), True
            builder.place(f"{rule.table}.{role.name}", cell)
            builder.place(rule.table, cell)
            _add_items(builder, rows, band, line, cell)
            scan.used.add(index)
        elif band is not None:
            other_sheet = line.block.kind == "sheet" and line.block is not band.cell.block
            signed = any(is_dated(c.text) or _is_place_or_date(c.text, scan.layout.signature) for c in line.cells)
            if other_sheet or kinds & _AFTER_LIST or signed:
                band = None
                continue
            _add_items(builder, rows, band, line, None)
            scan.used.add(index)
    if found:
        record.rows.setdefault(rule.table, []).extend(rows)


def _is_place_or_date(text: str, rule: Signature | None) -> bool:
    """Whether a signature begins here: "Ditetapkan di Blitar", "Pada tanggal 5 Januari 2026"."""
    if rule is None or len(text) > _LONGEST:
        return False
    place, date = (find_phrase(text, labels) for labels in (rule.place_labels, rule.date_labels))
    if place is not None and place[0] == 0:
        return len(after_words(text, place[1]).split()) <= _MOST_WORDS
    return date is not None and date[0] == 0 and bool(date_mentions(after_words(text, date[1])))


def _add_items(builder: Builder, rows: list[Row], band: Value, line: Line, skip: Cell | None) -> None:
    for cell in line.cells:
        if cell.hidden or (cell.row != line.row and cell.block.kind != "paragraph"):
            continue
        texts = cell.text.split("\n")
        if cell is skip:
            texts = texts[1:]
        elif skip is not None and cell.column < skip.column:
            continue
        for text in _items(texts):
            value = make_value("text", text, cell)
            if value is None or _NUMBER.fullmatch(value.text) or fold(value.text) in ("no", "nomor"):
                builder.note_placeholder(text, cell)
                continue
            rows.append(_row({"bagian": band, "isi": value}, len(rows) + 1))


def _items(texts: list[str]) -> list[str]:
    """Each bullet or numbered line is an item; lines without a mark belong to the item before."""
    items: list[str] = []
    for text in texts:
        mark = _ITEM.match(text)
        if not text.strip():
            continue
        if mark is not None or not items:
            items.append(text[mark.end() :] if mark is not None else text)
        else:
            items[-1] += " " + text.strip()
    return items

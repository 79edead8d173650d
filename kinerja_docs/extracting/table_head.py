"""Table headers: find them by their words, over one or two rows, and map grid columns to column names."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache

from kinerja_docs.definitions.layout import FormLayout, Table
from kinerja_docs.extracting.roles import Role
from kinerja_docs.extracting.schedule import Slots, add_slot, slot_of, slots_by_position
from kinerja_docs.model import Cell, Line
from kinerja_docs.text import fold, is_blank
from kinerja_docs.text.language import language

_NUMBERING = re.compile(r"\(*\s*(\d{1,2}|[a-z])\s*[).]*", re.IGNORECASE)
_YEAR = re.compile(r"(?:^|\b(?:target|tahun|thn|th\b|ta\b|t\.a\b)\D{0,30})((?:19|20)\d\d)\b", re.IGNORECASE)
_ANY_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
LONGEST_NUMBERING = 8  # characters of a column number with all that is put around it: " (10)) "
_DEEPEST = 3  # a header is at most so many rows high


@dataclass(slots=True)
class Head:
    """A header: its lines ``first``…``last`` (exclusive; numbering rows included) and its columns.

    ``columns`` maps a column name to its header cell and grid columns; ``years`` maps a year to the same for tables
    with a target column per year. ``width`` is the last grid column the header covers; ``slots`` are months.
    """

    table: str
    first: int
    last: int
    columns: dict[str, tuple[Cell, list[int]]] = field(default_factory=dict)
    years: list[tuple[int, Cell, list[int]]] = field(default_factory=list)
    width: int = 0
    slots: Slots = field(default_factory=list)  # columns of months that a schedule is drawn in


def find_heads(
    lines: Sequence[Line], marks: Sequence[list[tuple[Cell, tuple[Role, ...]]]], layout: FormLayout
) -> list[Head]:
    """All headers of the layout's tables, in order; one line starts at most one header."""
    heads: list[Head] = []
    index = 0
    while index < len(lines):
        found = None
        if len(marks[index]) >= 2 or (marks[index] and index + 1 < len(lines) and len(marks[index + 1]) >= 2):
            found = _best_head(lines, marks, index, layout)
        if found is not None:
            heads.append(found)
            index = found.last
        else:
            index += 1
    return heads


def _best_head(
    lines: Sequence[Line], marks: Sequence[list[tuple[Cell, tuple[Role, ...]]]], index: int, layout: FormLayout
) -> Head | None:
    best: Head | None = None
    names = {role.table for _, roles in marks[index] for role in roles if role.kind == "column"}
    for name in names:
        table = layout.tables[name]
        head = _read_head(lines, marks, index, name, table)
        if head is not None and (best is None or len(head.columns) > len(best.columns)):
            best = head
    return best


def _read_head(
    lines: Sequence[Line], marks: Sequence[list[tuple[Cell, tuple[Role, ...]]]], index: int, name: str, table: Table
) -> Head | None:
    first = lines[index]
    printed = [cell for cell in first.cells if cell.text and not is_blank(cell.text)]
    if len(printed) < 2 or not _mostly_headers(printed, marks[index], name):
        return None
    rows = [first]
    following = index + 1
    while following < len(lines) and len(rows) < _DEEPEST and lines[following].block is first.block:
        if not _continues(lines[following], marks[following], rows, name):
            break
        rows.append(lines[following])
        following += 1
    head = Head(name, index, following)
    _map_columns(head, rows, marks[index:following], table)
    if table.unless and _belongs_elsewhere(head, rows, table):
        return None
    if not all(
        any(
            option in head.columns or (option == "target" and head.years) or (option == table.schedule and head.slots)
            for option in group
        )
        for group in table.need
    ):
        return None
    while head.last < len(lines) and lines[head.last].block is first.block and is_numbering(lines[head.last]):
        head.last += 1
    return head


def _belongs_elsewhere(head: Head, rows: list[Line], table: Table) -> bool:
    """Whether a header names what another kind of table has (a realisation beside the target).

    A column of an earlier year ("Realisasi 2024" before the targets 2026-2029) is a baseline and speaks for nothing.
    """
    targets = {year for year, _, _ in head.years}
    return any(
        _foreign(cell.text, table) and not _is_baseline(rows, cell, targets)
        for row in rows
        for cell in row.cells
        if cell.text
    )


def _foreign(text: str, table: Table) -> bool:
    return _names(text, table.unless) if table.unless else False


@lru_cache(maxsize=4096)
def _names(text: str, phrases: tuple[str, ...]) -> bool:
    folded = fold(text)
    return any(fold(phrase) in folded for phrase in phrases)


def _is_baseline(rows: list[Line], cell: Cell, targets: set[int]) -> bool:
    texts = [cell.text] + [c.text for row in rows for c in row.cells if c is not cell and cell.covers(c.column)]
    years = {int(year) for text in texts for year in _ANY_YEAR.findall(text)}
    return bool(years) and (not targets or max(years) < min(targets))


def _mostly_headers(printed: list[Cell], marks: list[tuple[Cell, tuple[Role, ...]]], name: str) -> bool:
    """A header row is mostly header words; a data row may hold one by chance ("Target" as a text)."""
    known = len([cell for cell, roles in marks if _column_role(roles, name) is not None])
    known += len([cell for cell in printed if year_of(cell.text) is not None])
    return known >= 2 and known * 2 >= len(printed)


def _continues(line: Line, marks: list[tuple[Cell, tuple[Role, ...]]], rows: list[Line], name: str) -> bool:
    """Whether a line is a lower row of the header: below merged or spanning header cells, words of the header only."""
    if is_numbering(line):
        return False
    own = [cell for cell in line.cells if cell.row == line.row and cell.text and not is_blank(cell.text)]
    merged = any(cell.row < line.row for cell in line.cells)
    spanning = any(cell.colspan > 1 for row in rows for cell in row.cells)
    if not own:
        return merged
    if not (merged or spanning):
        return False
    if merged and _only_divides(line, own, rows):
        return True
    known = {id(cell) for cell, roles in marks if _column_role(roles, name) is not None}
    good = [cell for cell in own if id(cell) in known or year_of(cell.text) is not None]
    below = all(_under_span(rows, cell) for cell in own)  # sub-columns stand only below a spanning header cell
    return bool(good) and (len(good) * 2 >= len(own) or (merged and below))


def _only_divides(line: Line, own: list[Cell], rows: list[Line]) -> bool:
    """Whether a line prints two or more sub-columns and every other column is a header cell that reaches down."""
    above = {id(cell) for row in rows for cell in row.cells}
    down = all(id(cell) in above for cell in line.cells if cell.row != line.row)
    return down and len(own) >= 2 and all(_under_span(rows, cell) and cell.text.strip().isalpha() for cell in own)


def _under_span(rows: list[Line], cell: Cell) -> bool:
    return any((above := row.at_column(cell.column)) is not None and above.colspan > 1 for row in rows)


def _map_columns(
    head: Head, rows: list[Line], marks: Sequence[list[tuple[Cell, tuple[Role, ...]]]], table: Table
) -> None:
    roles_of = {id(cell): roles for row in marks for cell, roles in row}
    head.width = max((cell.column + cell.colspan - 1 for row in rows for cell in row.cells), default=0)
    ranks: dict[str, int] = {}
    unnamed: dict[str, tuple[Cell, list[int]]] = {}  # sub-columns without a name below a header that has named ones
    others: dict[str, tuple[Cell, list[int]]] = {}  # sub-columns there that have a name which is not known
    stacks = _stacks(rows, head.width)
    divided = {  # header cells that have named sub-columns: the other sub-columns are not theirs
        id(above)
        for stack in stacks.values()
        for above in stack[1:]
        if _column_role(roles_of.get(id(stack[0]), ()), head.table) or (table.year_columns and year_of(stack[0].text))
    }
    for column, stack in stacks.items():
        if not stack:
            continue
        year = year_of(stack[0].text) if table.year_columns else None
        if year is not None and any(_foreign(cell.text, table) or _aside(cell.text, table) for cell in stack):
            continue
        if table.schedule is not None and (slot := slot_of(stack)) is not None:
            add_slot(head.slots, slot, column)
            continue
        if year is not None:
            _add_year(head, year, stack[0], column)
            continue
        for depth, cell in enumerate(stack):
            role = _column_role(roles_of.get(id(cell), ()), head.table)
            if role is None:
                continue
            if id(cell) in divided:
                (unnamed if depth == 0 else others).setdefault(role.name, (cell, []))[1].append(column)
                continue
            known = head.columns.get(role.name)
            if known is not None and known[0] is cell:
                known[1].append(column)
            elif known is None or role.rank < ranks[role.name]:
                head.columns[role.name] = (cell, [column])
                ranks[role.name] = role.rank
            break
    for name, found in unnamed.items():
        head.columns.setdefault(name, found)
    for name, (cell, columns) in others.items():
        own = _own_column(columns, stacks, table)
        if own is not None and all(own not in taken for _, taken in head.columns.values()):
            head.columns.setdefault(name, (cell, [own]))
    if table.schedule is not None:
        _numbered_slots(head, table)


def _own_column(columns: list[int], stacks: dict[int, list[Cell]], table: Table) -> int | None:
    """Which unknown sub-column holds what the header above says ("Target" over "Volume" and "Satuan"): the only one,
    or the only one that is called an amount."""
    known = [column for column in columns if not _foreign(stacks[column][0].text, table)]
    amounts = [column for column in known if fold(stacks[column][0].text) in _amount_words()]
    for found in (amounts, known):
        if len(found) == 1:
            return found[0] if not _aside(stacks[found[0]][0].text, table) else None
    return None


@cache
def _amount_words() -> frozenset[str]:
    return frozenset(fold(word) for word in language().words("amount_headers"))


def _numbered_slots(head: Head, table: Table) -> None:
    """Months or quarters that are numbered only, below one header."""
    quarters = head.columns.pop("triwulan", None)
    if quarters is not None and len(quarters[1]) == len(table.quarters):
        for name, column in zip(table.quarters, quarters[1], strict=True):
            head.columns.setdefault(name, (quarters[0], [column]))
    drawn = head.columns.get(table.schedule or "")
    if drawn is not None and not head.slots:
        head.slots = slots_by_position(*drawn)
    if head.slots and drawn is not None:
        head.columns.pop(table.schedule or "")


def _aside(text: str, table: Table) -> bool:
    return bool(table.aside) and any(fold(phrase) in fold(text) for phrase in table.aside)


def _stacks(rows: list[Line], width: int) -> dict[int, list[Cell]]:
    """The header cells over each grid column, the lowest first."""
    if len(rows) > 1:
        return {column: _stack(rows, column) for column in range(1, width + 1)}
    cells = [cell for cell in rows[0].cells if cell.text]
    return {column: [cell] for cell in cells for column in range(cell.column, cell.column + cell.colspan)}


def _stack(rows: list[Line], column: int) -> list[Cell]:
    stack: list[Cell] = []
    for row in reversed(rows):
        cell = row.at_column(column)
        if cell is not None and cell.text and cell not in stack:
            stack.append(cell)
    return stack


def _column_role(roles: tuple[Role, ...], table: str) -> Role | None:
    for role in roles:
        if role.kind == "column" and role.table == table:
            return role
    return None


@lru_cache(maxsize=4096)
def year_of(text: str) -> int | None:
    """The year of a column header: "2026", "Th. 2026", "TARGET TAHUN 2026"."""
    if len(text) > 60:
        return None
    match = _YEAR.search(text.strip())
    return int(match.group(1)) if match is not None else None


def _add_year(head: Head, year: int, header: Cell, column: int) -> None:
    for known, cell, columns in head.years:
        if known == year and cell is header:
            columns.append(column)
            return
    head.years.append((year, header, [column]))


def is_numbering(line: Line) -> bool:
    """A row of column numbers: "(1) (2) (3)", "1 2 3", "(a) (b)", also broken ones such as "(3))"."""
    last = 0
    count = 0
    for cell in line.cells:
        text = cell.text.strip()
        if not text or cell.row != line.row:
            continue
        match = _NUMBERING.fullmatch(text)
        if match is None:
            return False
        token = match.group(1).lower()
        number = int(token) if token.isdigit() else ord(token) - 96
        if number <= last or number > last + 3:
            return False
        last = number
        count += 1
    return count >= 3 or (count == 2 and len(line.cells) <= 3 and last <= 2)

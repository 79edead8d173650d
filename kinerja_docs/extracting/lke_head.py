"""The header of a scored tree: on any of the first rows, on one or two of them, for one or two raters and years."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from kinerja_docs.definitions.layout import ScoreTree
from kinerja_docs.model import Cell, Line
from kinerja_docs.score_tree import ASSESSOR
from kinerja_docs.text import fold

FIRST_ROWS = 40
_LONGEST = 80
_MEMO_LIMIT = 20_000
_LEAST = 2  # cells of a line that may name columns
_LEVELS = ("bagian", "komponen", "area", "subkomponen", "kriteria")
OUTLINE = ("nomor", "pohon", *_LEVELS)
_SURE_ANSWERS = ("jawaban", "pilihan")
_ANSWERS = (*_SURE_ANSWERS, "nilai")  # of a table of mere values only the title tells that it is a scored tree
_SIGNS = ("jawaban", "pilihan", "nilai", "bobot", "bukti", "catatan")
_RATED = ("jawaban", "nilai", "catatan")
_YEAR = re.compile(r"(?:19|20)\d\d")


@dataclass(frozen=True, slots=True)
class Column:
    """What a column holds: ``role`` (with ``_penilai`` for the assessor's), and its header cell."""

    role: str
    cell: Cell
    first: int
    last: int


@dataclass(slots=True)
class Header:
    """A header: the lines it takes (numbers in the block's lines), its columns, and the year of one of two sides."""

    first: int
    last: int
    columns: list[Column]
    outline: list[int]  # grid columns of markers and names
    levels: dict[int, str] = field(default_factory=dict)  # of a flat table: the level of each name column
    year_cell: Cell | None = None
    side: tuple[int, int] = (0, 1 << 20)  # the first and last grid column of one of two years side by side

    @property
    def cell(self) -> Cell:
        """The header cell of the answers, else of the first column."""
        for role in ("jawaban", "pilihan"):
            for column in self.columns:
                if column.role == role:
                    return column.cell
        return self.columns[0].cell

    def of_role(self, role: str) -> list[int]:
        """The grid columns of a role, left to right."""
        return [column.first for column in self.columns if column.role == role]


class HeaderWords:
    """The header phrases of a layout, folded once."""

    def __init__(self, layout: ScoreTree) -> None:
        self.roles = {fold(phrase): role for role, phrases in layout.columns.items() for phrase in phrases}
        self.raters = {fold(phrase): rater for rater, phrases in layout.raters.items() for phrase in phrases}
        self.years = [fold(phrase) for phrase in layout.year_heads]
        self.titles = [fold(phrase) for phrase in layout.titles]
        self.answers: set[str] = set()  # known texts that name the column of the answers
        self.scores: set[str] = set()  # known texts that name a column of mere values
        self.known: dict[str, str] = {}  # the same headers, and the same cells, come back in every file

    def role(self, text: str) -> str | None:
        """The role that a header cell names, with the rater's ending."""
        known = self.known.get(text)
        if known is None:
            if len(self.known) >= _MEMO_LIMIT:
                self.known.clear()
                self.answers.clear()
                self.scores.clear()
            known = self.known[text] = (self._role(text) or "") if len(text) <= _LONGEST else ""
            role = known.removesuffix(f"_{ASSESSOR}")
            if role in _ANSWERS:
                (self.answers if role in _SURE_ANSWERS else self.scores).add(text)
        return known or None

    def answered(self, lines: Sequence[Line]) -> bool:
        """Whether one of the cells may be the header of answers, without which there is no scored tree."""
        texts = {cell.text for line in lines for cell in line.cells}
        for text in texts - self.known.keys():
            self.role(text)
        if not texts.isdisjoint(self.answers):
            return True
        return not texts.isdisjoint(self.scores) and any(self.titled(text) for text in texts)

    def _role(self, text: str) -> str | None:
        if text.strip() == "%":
            return "persen"
        key = fold(text)
        if not key:
            return None
        if key in self.roles:
            return self.roles[key]
        for phrase, rater in self.raters.items():
            for rest in _without(key, phrase):
                role = self.roles.get(rest)
                if role is not None:
                    return f"{role}_{ASSESSOR}" if rater == ASSESSOR and role in _RATED else role
        return None

    def rater(self, text: str) -> str | None:
        """The rater that a group head names."""
        return self.raters.get(fold(text)) if len(text) <= _LONGEST else None

    def year(self, text: str) -> bool:
        """Whether a group head names a year."""
        key = fold(text)
        return len(text) <= _LONGEST and _YEAR.search(key) is not None and any(key.startswith(w) for w in self.years)

    def titled(self, text: str) -> bool:
        """Whether a line is the title of a scored tree."""
        folded = fold(text)
        return any(title in folded and f" {title} " in f" {folded} " for title in self.titles)


def _without(key: str, phrase: str) -> Iterator[str]:
    if key.startswith(phrase + " "):
        yield key[len(phrase) + 1 :]
    if key.endswith(" " + phrase):
        yield key[: -len(phrase) - 1]


def find_headers(lines: Sequence[Line], words: HeaderWords) -> list[Header]:
    """The header of a sheet or table, one for each of two years side by side; an empty list where there is none."""
    if not words.answered(lines[: FIRST_ROWS + 1]):
        return []
    for number, line in enumerate(lines[:FIRST_ROWS]):
        named = _named(line, words)
        if len(named) < 2:
            continue
        second = _second(lines, number, words)
        first = number
        if second is None and number and _is_group(lines[number - 1], line, words):
            first = number - 1
            columns = _columns(lines[first], {}, line, words)
        else:
            columns = _columns(line, named, second, words)
        roles = {column.role.removesuffix(f"_{ASSESSOR}") for column in columns}
        if not roles & set(OUTLINE[1:]) or len(roles & set(_SIGNS)) < 2:
            continue
        if roles.isdisjoint(_ANSWERS) or (roles.isdisjoint(_SURE_ANSWERS) and not _is_titled(lines[:number], words)):
            continue
        last = number + 1 if second else number
        return _by_year(_year_line(lines, number, words), columns, words, first, last)
    return []


def _is_group(above: Line, line: Line, words: HeaderWords) -> bool:
    """Whether the line right above a header says nothing but whose columns stand below."""
    heads = [cell.text for cell in above.cells if cell.text and cell.row == above.row]
    return above.row == line.row - 1 and bool(heads) and all(words.rater(text) is not None for text in heads)


def _year_line(lines: Sequence[Line], number: int, words: HeaderWords) -> Line:
    """The line with the heads of two years: the header's own, else the one right above it."""
    for line in (lines[number], *([lines[number - 1]] if number else [])):
        if sum(words.year(cell.text) for cell in line.cells if cell.text) > 1:
            return line
    return lines[number]


def _is_titled(lines: Sequence[Line], words: HeaderWords) -> bool:
    """Whether a title of a scored tree stands above."""
    return any(words.titled(cell.text) for line in lines for cell in line.cells)


def _named(line: Line, words: HeaderWords) -> dict[int, str]:
    """Column → role of a line's header cells."""
    if len(line.cells) < _LEAST:
        return {}
    row, role = line.row, words.role
    return {cell.column: named for cell in line.cells if cell.text and (named := role(cell.text)) and cell.row == row}


def _second(lines: Sequence[Line], number: int, words: HeaderWords) -> Line | None:
    """The line below, where it goes on with the header: roles, and below what is no role a rater or a year."""
    if number + 1 >= len(lines):
        return None
    line = lines[number + 1]
    if line.row > lines[number].row + 2:
        return None
    new = [cell for cell in line.cells if cell.text and cell.row == line.row]
    named = [cell for cell in new if words.role(cell.text) is not None or words.rater(cell.text) is not None]
    return line if len(named) >= 2 and len(named) >= len(new) - 1 else None


def _columns(first: Line, named: dict[int, str], second: Line | None, words: HeaderWords) -> list[Column]:
    """The columns of a header; where a line below names them, what stands above is the rater or the year."""
    below = {}
    if second is not None:
        below = {cell.column: cell for cell in second.cells if cell.text and cell.row == second.row}
    found: list[Column] = []
    for cell in first.cells:
        if not cell.text or cell.row != first.row:
            continue
        last = _span(cell, first)
        under = [below[column] for column in range(cell.column, last + 1) if column in below]
        if under:
            found += _below(cell, under, words)
        elif cell.column in named:
            found.append(Column(named[cell.column], cell, cell.column, cell.column + cell.colspan - 1))
    taken = {column.cell for column in found}
    for cell in below.values():
        role = words.role(cell.text)
        if cell not in taken and role is not None:
            found.append(Column(role, cell, cell.column, cell.column + cell.colspan - 1))
    return sorted(found, key=lambda column: column.first)


def _below(head: Cell, under: list[Cell], words: HeaderWords) -> Iterator[Column]:
    """The columns under a group head. A head that is a role lends it where only raters stand below."""
    rater, lent = words.rater(head.text), words.role(head.text)
    for cell in under:
        role = words.role(cell.text)
        if role is None and lent is not None:
            own = words.rater(cell.text)
            role = f"{lent}_{ASSESSOR}" if own == ASSESSOR and lent in _RATED else lent if own else None
        if role is None:
            continue
        if rater == ASSESSOR and role in _RATED:
            role = f"{role}_{ASSESSOR}"
        yield Column(role, cell, cell.column, cell.column + cell.colspan - 1)


def _span(cell: Cell, line: Line) -> int:
    """The last column under a group head: of its merged range, else up to the next printed head."""
    if cell.colspan > 1:
        return cell.column + cell.colspan - 1
    following = [other.column for other in line.cells if other.text and other.column > cell.column]
    return min(following) - 1 if following else cell.column + 1


def _by_year(line: Line, columns: list[Column], words: HeaderWords, first: int, last: int) -> list[Header]:
    """One header, or one for each year head that stands over a set of columns with answers or scores."""
    heads = [cell for cell in line.cells if cell.text and words.year(cell.text)]
    groups: list[tuple[Cell, list[Column]]] = []
    for head in heads:
        end = _span(head, line)
        groups.append((head, [column for column in columns if head.column <= column.first <= end]))
    groups = [(head, own) for head, own in groups if any(column.role in _RATED for column in own)]
    if len(groups) < 2:
        return [_header(columns, first, last, None)]
    shared = [column for column in columns if not any(column in own for _, own in groups)]
    found = []
    for number, (head, own) in enumerate(groups):
        mine = own if any(column.role in OUTLINE for column in own) else [*shared, *own]
        if not any(column.role in OUTLINE for column in mine):
            mine = [*(column for column in groups[0][1] if column.role in OUTLINE), *mine]
        header = _header(sorted(mine, key=lambda c: c.first), first, last, head)
        starts = [one.column for one, _ in groups] + [header.side[1] + 1]
        header.side = (starts[number] if number else 0, starts[number + 1] - 1)
        found.append(header)
    return found


def _header(columns: list[Column], first: int, last: int, year: Cell | None) -> Header:
    """Columns with their outline: from each name column up to the next header, since levels are indented."""
    outline: list[int] = []
    levels: dict[int, str] = {}
    following = [column.first for column in columns]
    for number, column in enumerate(columns):
        if column.role not in OUTLINE:
            continue
        end = following[number + 1] - 1 if number + 1 < len(following) else column.last
        outline += range(column.first, max(column.last, end) + 1)
        if column.role in _LEVELS:
            levels[column.first] = column.role
    if len(levels) < 2:
        levels = {}
    kept = [column for column in columns if column.role not in (*OUTLINE, "lewati")]
    return Header(first, last, _second_rater(kept) or columns, sorted(set(outline)), levels, year)


def _second_rater(columns: list[Column]) -> list[Column]:
    """Answers or scores that come twice without a word about who gave them: the second time by the assessor."""
    roles = [column.role for column in columns]
    if any(role.endswith(ASSESSOR) for role in roles):
        return columns
    starts = [n for n, role in enumerate(roles) if role in ("jawaban", "nilai") and role in roles[:n]]
    if not starts:
        return columns
    return [
        replace(column, role=f"{column.role}_{ASSESSOR}") if n >= starts[0] and column.role in _RATED else column
        for n, column in enumerate(columns)
    ]

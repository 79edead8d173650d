"""The printed nodes of a scored tree, row by row: marker, name, and the totals that end it. Levels come later."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from kinerja_docs.definitions.layout import ScoreTree
from kinerja_docs.extracting.lke_head import Header, HeaderWords
from kinerja_docs.model import Cell, Line
from kinerja_docs.score_tree import Branch
from kinerja_docs.text import fold, is_blank, number, place_and_date, squash

_PART = r"(?:[A-Za-z]|[IVXivx]{1,6}|\d{1,2})"
_MARKER = re.compile(rf"{_PART}(?:[.\-]{_PART}){{0,5}}[.)]?")
# A marker in front of a name in the same cell: one that ends with a dot or bracket, or a path of numbers.
_LEADING = re.compile(rf"({_PART}(?:[.\-][A-Za-z0-9]{{1,4}})*[.)]|\d{{1,2}}(?:[.\-][A-Za-z0-9]{{1,3}})+)\s+(?=\S)")
_WEIGHT = re.compile(r"\s*\(\s*(\d{1,3}(?:[.,]\d+)?)\s*%?\s*\)\s*$")
_LONGEST_LABEL = 120
_DASHES = "-–—•*"
_ROMAN = {"i": 1, "v": 5, "x": 10}
_MEMO = 8192  # the same names and markers come back in every office's copy of a form


@dataclass(slots=True, eq=False)
class Entry(Branch):
    """A branch while its sheet is read: a row that names a node. ``column`` is where its name stands, ``kind`` the
    shape of its marker, ``value`` the number that the marker counts."""

    line: Line = field(kw_only=True)
    column: int = 0
    kind: str = ""
    value: int = 0
    last: bool = True  # of the entries of one row, the one the row's cells belong to


@dataclass(slots=True)
class Printed:
    """A row that is a total or a predicate."""

    line: Line
    label: str
    cell: Cell
    kind: str  # subtotal, total, predikat


@dataclass(slots=True)
class Body:
    """Everything below a header."""

    entries: list[Entry] = field(default_factory=list)
    printed: list[Printed] = field(default_factory=list)


class RowWords:
    """The labels of rows that are no node."""

    def __init__(self, layout: ScoreTree) -> None:
        self.skip = {fold(phrase) for phrase in layout.skip}
        self.ends = {fold(phrase) for phrase in layout.ends}
        given = (("subtotal", layout.subtotals), ("total", layout.totals), ("predikat", layout.predicates))
        self._printed = {fold(phrase): kind for kind, phrases in given for phrase in phrases}
        begins = [
            (phrase, kind) for phrase, kind in self._printed.items() if kind == "subtotal" or phrase.startswith("nilai")
        ]
        self._begins = tuple(sorted(begins, key=lambda item: -len(item[0])))
        self._first = {phrase.split()[0] for phrase in self._printed}
        self.printed = lru_cache(_MEMO)(self._kind)

    def _kind(self, text: str) -> str | None:
        """The kind of a total or predicate row, by its label."""
        if len(text) > _LONGEST_LABEL:
            return None
        key = fold(_WEIGHT.sub("", text))
        if key.partition(" ")[0] not in self._first:
            return None
        if key in self._printed:
            return self._printed[key]
        return next((kind for phrase, kind in self._begins if key.startswith(phrase + " ")), None)


def read_body(lines: Sequence[Line], header: Header, words: RowWords, names: HeaderWords) -> Body:
    """The entries below the header, up to the total that ends the sheet or the signatures."""
    body = Body()
    scored = {c for role in ("bobot", "jawaban", "nilai", "pilihan") for c in header.of_role(role)}
    ended = False
    plain = _plainness(words, names)
    outline = set(header.outline)
    end = max(outline, default=0)
    for line in lines[header.last + 1 :]:
        cells = _outline(line, outline, end)
        if not cells:
            continue
        if len(cells) > 1 and not ended and all(map(plain, [cell.text for cell in cells])):
            body.entries += _flat(cells, line, header) if header.levels else _outlined(cells, line, words)
            continue
        kind = _total_kind(cells, line, words, header)
        if kind is not None:
            label = next(cell for cell in cells if words.printed(cell.text) is not None)
            body.printed.append(Printed(line, squash(label.text), label, kind))
            ended = ended or kind == "total"
            continue
        if _is_end(cells, line, words, scored):
            if body.entries:
                ended = True
            continue
        if ended or _is_repeated(cells, line, names) or _is_numbering(cells, line):
            continue
        body.entries += _flat(cells, line, header) if header.levels else _outlined(cells, line, words)
    _value_markers(body.entries)
    return body


@lru_cache(maxsize=8)
def _plainness(words: RowWords, names: HeaderWords) -> Callable[[str], bool]:
    """Tells texts that can only be a marker or a name, which nearly all are: no total, no header, no mere number."""

    @lru_cache(_MEMO)
    def plain(text: str) -> bool:
        return words.printed(text) is None and names.role(text) is None and not text.strip(" ()").isdigit()

    return plain


def _outline(line: Line, columns: set[int], end: int) -> list[Cell]:
    """The printed cells of a row that begin in the outline (up to column ``end``) and on this row."""
    found = []
    for cell in line.cells:
        if cell.column > end:
            break
        if cell.text and cell.column in columns and cell.row == line.row and _stands(cell.text):
            found.append(cell)
    return found


def _stands(text: str) -> bool:
    return text[0].isalnum() or not is_blank(text) or _dash(text)


def _dash(text: str) -> bool:
    return text.strip() in _DASHES


def _total_kind(cells: list[Cell], line: Line, words: RowWords, header: Header) -> str | None:
    texts = [cell.text for cell in cells if not _is_marker(cell.text)]
    if len(texts) != 1:
        return None
    kind = words.printed(texts[0])
    if kind != "total" or len(cells) == 1:
        return kind
    return None  # "1. Nilai Akuntabilitas Kinerja" is a criterion


def _is_end(cells: list[Cell], line: Line, words: RowWords, scored: set[int]) -> bool:
    """A signature: a caption, or place and date, on a row without weight, answer or score."""
    if len(cells) != 1:
        return False
    if any(cell.text and cell.column in scored and cell.row == line.row for cell in line.cells):
        return False
    text = squash(cells[0].text)
    key = fold(text)
    return (
        key in words.ends
        or any(key.startswith(word + " ") for word in words.ends if " " in word)
        or (len(text) < 90 and place_and_date(text) is not None)
    )


def _is_repeated(cells: list[Cell], line: Line, names: HeaderWords) -> bool:
    """A header that is printed again on a new page."""
    role = names.role
    if not [cell for cell in cells if role(cell.text)]:
        return False
    roles = {names.role(cell.text) for cell in line.cells if cell.text and len(cell.text) < 80 and cell.row == line.row}
    return len(roles - {None, "kriteria", "nomor"}) >= 3


def _is_numbering(cells: list[Cell], line: Line) -> bool:
    """``1 2 3 4 5`` or ``(1) (2) (3)`` below a header."""
    if not cells[0].text.strip(" ()").isdigit() or not all(cell.text.strip(" ()").isdigit() for cell in cells):
        return False
    texts = [squash(cell.text).strip("()") for cell in line.cells if cell.text and not is_blank(cell.text)]
    if len(texts) < 3 or not all(text.isdigit() for text in texts):
        return False
    values = [int(text) for text in texts]
    return values == list(range(values[0], values[0] + len(values))) and values[0] <= 1


@lru_cache(_MEMO)
def _is_marker(text: str) -> bool:
    text = squash(text)
    return _dash(text) or (len(text) <= 14 and _MARKER.fullmatch(text) is not None)


def _outlined(cells: list[Cell], line: Line, words: RowWords) -> list[Entry]:
    """One node of an outline: its marker and its name, in cells of their own or in one."""
    marker_cell = cells[0] if len(cells) > 1 and _is_marker(cells[0].text) else None
    rest = cells[1:] if marker_cell is not None else cells
    while len(rest) > 1 and _is_marker(rest[0].text):
        marker_cell, rest = rest[0], rest[1:]
    name_cell = rest[0]
    name = squash(name_cell.text if len(rest) == 1 else " ".join(cell.text for cell in rest))
    if marker_cell is not None:
        return [_entry(line, name, name_cell, squash(marker_cell.text), marker_cell)]
    if _is_marker(name):
        return []
    marker, name = _led(name)
    if not marker and fold(name) in words.skip:
        return []
    return [_entry(line, name, name_cell, marker, name_cell if marker else None)]


@lru_cache(_MEMO)
def _led(name: str) -> tuple[str, str]:
    """The marker in front of a name in the same cell (blank where there is none), and the rest."""
    found = _LEADING.match(name)
    if found is not None:
        return found.group(1), name[found.end() :]
    return (name[0], name[1:].strip()) if name[:1] in _DASHES and name else ("", name)


def _flat(cells: list[Cell], line: Line, header: Header) -> list[Entry]:
    """The nodes of a flat table's row: one for each level that is printed on it."""
    found: list[Entry] = []
    waiting: Cell | None = None
    for cell in cells:
        level = header.levels.get(cell.column)
        if level is None:
            waiting = cell if _is_marker(cell.text) else waiting
            continue
        name = squash(cell.text)
        marker, marker_cell = "", None
        match = _LEADING.match(name)
        if match is not None:
            marker, marker_cell, name = match.group(1), cell, name[match.end() :]
        elif waiting is not None:
            marker, marker_cell = squash(waiting.text), waiting
        entry = _entry(line, name, cell, marker, marker_cell)
        entry.level, entry.last, waiting = level, False, None
        found.append(entry)
    if found:
        found[-1].last = True
    return found


def _entry(line: Line, name: str, name_cell: Cell, marker: str, marker_cell: Cell | None) -> Entry:
    name, weight = _weighed(name)
    entry = Entry(line.row, "", name, name_cell, marker, marker_cell, None, None, weight, line=line)
    entry.column = name_cell.column
    entry.kind, entry.value = next(iter(_readings(marker)), _UNREAD)
    return entry


@lru_cache(_MEMO)
def _weighed(name: str) -> tuple[str, float | None]:
    """A name without the weight in brackets behind it, and that weight."""
    match = _WEIGHT.search(name)
    if match is None:
        return name, None
    value = number(match.group(1))
    return name[: match.start()], float(value) if value is not None else None


def _value_markers(entries: list[Entry]) -> None:
    """Kind and value of every marker; ``i``, ``v``, ``x``, ``c`` and ``d`` by what stands before them."""
    before: dict[tuple[int, str], int] = {}
    for entry in entries:
        for kind, value in _readings(entry.marker):
            if value == before.get((entry.column, kind), 0) + 1 or (value == 1 and kind not in ("i", "I")):
                entry.kind, entry.value = kind, value
                break
        if entry.kind:
            before[entry.column, entry.kind] = entry.value


_UNREAD = ("", 0)


@lru_cache(_MEMO)
def _readings(marker: str) -> tuple[tuple[str, int], ...]:
    """What a marker can be: (kind, value); a path has the number of its parts as its kind."""
    return tuple(_read(marker.rstrip(".)")))


def _read(marker: str) -> Iterator[tuple[str, int]]:
    if not marker:
        return
    if marker in _DASHES:
        yield "-", 0
        return
    parts = re.split(r"[.\-]", marker)
    if len(parts) > 1:
        last = next(_read(parts[-1]), _UNREAD)
        yield f"path{len(parts)}", last[1]
        return
    if marker.isdigit():
        yield "1", int(marker)
        return
    upper = marker.isupper()
    roman = _roman(marker.lower())
    if roman and (len(marker) > 1 or marker.lower() in ("i", "v", "x")):
        yield ("I" if upper else "i"), roman
    if len(marker) == 1:
        yield ("A" if upper else "a"), ord(marker.lower()) - 96


def _roman(text: str) -> int:
    total = 0
    for here, following in zip(text, [*text[1:], ""], strict=True):
        if here not in _ROMAN:
            return 0
        value = _ROMAN[here]
        total += -value if following in _ROMAN and _ROMAN[following] > value else value
    return total


__all__ = ["Body", "Entry", "Printed", "RowWords", "read_body"]

"""Labelled sections: "1. NAMA JABATAN : X", a summary below its label, a numbered list below another.

Labels come in paragraphs, in tables of three columns, in workbook cells with the value some columns to the right; they
repeat as headers of the tables below them. A section is open from its label to the next one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from rapidfuzz import fuzz, process

from kinerja_docs.definitions.layout import FormLayout, Point
from kinerja_docs.extracting.builder import Builder
from kinerja_docs.model import Cell, Line, Places, Row, Value
from kinerja_docs.text import fold, has_leftover, is_blank, is_placeholder, squash

_ENUMERATOR = re.compile(r"\(?(?:\d{1,3}|[a-zA-Z]|[ivxIVX]{1,4})\s*[.)]*")
_NUMBERED = re.compile(
    r"^\s*(\(?(?:\d{1,3}(?:\.\d{1,2}){0,3}|[a-z])\s*[.)])\s+(?=\S)|^\s*(\d{1,3}(?:\.\d{1,2})+)\s+(?=\S)"
)
_LONGEST_LABEL = 60
_FUZZY_FROM, _FUZZY_SCORE = 9, 90.0
_FURTHEST = 8  # columns right of a label in which its value may stand
_FIRST_LINES = 4
EMPTY, FILLED, WAITS = 0, 1, 2  # a section with placeholders waits to be filled in, and is told so there


@dataclass(slots=True)
class _Piece:
    """A printed text below or beside a label. ``beside``: on the label's own line."""

    text: str
    cell: Cell
    line: int
    beside: bool


@dataclass(slots=True)
class Section:
    """One labelled section as printed."""

    point: Point
    label: Cell
    line: int
    numbered: bool
    pieces: list[_Piece] = field(default_factory=list)


class _Labels:
    """The labels of a layout's points, folded."""

    def __init__(self, points: Sequence[Point]) -> None:
        self.exact = {fold(label): point for point in points for label in point.labels}
        self.fuzzy = [label for label in self.exact if len(label) >= _FUZZY_FROM]
        self.memo: dict[str, Point | None] = {}

    def of(self, text: str) -> Point | None:
        """The point whose label the text is, enumerator and colon left out."""
        if len(text) > _LONGEST_LABEL:
            return None
        if text not in self.memo:
            if len(self.memo) > 20_000:
                self.memo.clear()
            self.memo[text] = self._find(fold(text))
        return self.memo[text]

    def _find(self, key: str) -> Point | None:
        words = key.split()
        while len(words) > 1 and (words[0].isdigit() or _ENUMERATOR.fullmatch(words[0])):
            words = words[1:]
        key = " ".join(words)
        if key in self.exact:
            return self.exact[key]
        if not _FUZZY_FROM <= len(key) <= _LONGEST_LABEL:
            return None
        best = process.extractOne(key, self.fuzzy, scorer=fuzz.ratio, score_cutoff=_FUZZY_SCORE)
        return self.exact[best[0]] if best is not None else None


_MEMO: dict[int, tuple[FormLayout, _Labels]] = {}


def _labels_of(layout: FormLayout) -> _Labels:
    kept = _MEMO.get(id(layout))
    if kept is None or kept[0] is not layout:
        kept = _MEMO[id(layout)] = (layout, _Labels(layout.points))
    return kept[1]


def count_points(lines: Sequence[Line], layout: FormLayout) -> int:
    """How many different labels of the layout's points stand at the beginning of a line; 0 below a line that one of
    ``not_above`` opens."""
    labels = _labels_of(layout)
    found: set[str] = set()
    opening = {fold(word) for word in layout.recognise.not_above}
    printed = 0
    for line in lines:
        first = next((c for c in line.cells if c.row == line.row and c.text and not _is_mark(c.text)), None)
        if first is None:
            continue
        printed += 1
        if printed <= _FIRST_LINES and fold(first.text).split(" ", 1)[0] in opening:
            return 0
        for text in first.text.split("\n")[:4]:
            point = labels.of(_head(text)[0])
            if point is not None:
                found.add(point.name)
    return len(found)


def _is_mark(text: str) -> bool:
    return is_blank(text) or _ENUMERATOR.fullmatch(text.strip()) is not None


@lru_cache(maxsize=4096)
def _head(text: str) -> tuple[str, str | None]:
    """A text before its colon (or tab stop) and what follows, None where there is neither."""
    stripped = text.strip()
    lead = _NUMBERED.match(stripped)
    body = stripped[lead.end() :] if lead is not None else stripped
    for mark in (":", "\t", "="):
        head, found, rest = body.partition(mark)
        if found and head.strip():
            return head, rest.lstrip(": \t=")
    return body, None


def read_points(builder: Builder) -> None:
    """Fill the fields of the layout's points, their lists, and note which sections are filled in."""
    layout = builder.scan.layout
    sections = _sections(builder)
    headers = {fold(word) for word in layout.point_headers}
    told: dict[str, int] = {}
    for section in sections.values():
        point = section.point
        builder.place(f"bagian.{point.name}", section.label)
        told[point.name] = FILLED if _is_filled(section, headers) else WAITS if _waits(section) else EMPTY
        if point.field is not None:
            _put_field(builder, section)
            builder.place(point.field, section.label)
        if point.table is not None and not builder.record.rows.get(point.table):
            _read_list(builder, section, point.table)
    if layout.recognise.points:
        builder.record.spare["bagian"] = told
        counted = builder.record.spare.get("terisi", (0, 0))
        builder.record.spare["terisi"] = (counted[0] + list(told.values()).count(FILLED), counted[1] + len(told))


def _sections(builder: Builder) -> dict[str, Section]:
    """The sections by name; a label that repeats is a header of the table below it, unless only it is numbered."""
    labels = _labels_of(builder.scan.layout)
    heads = {i for h in builder.scan.heads for i in range(h.first, h.last)}
    sections: dict[str, Section] = {}
    current: Section | None = None
    for index, line in enumerate(builder.scan.lines):
        opened = False
        if current is not None and line.block.kind == "sheet" and line.block is not current.label.block:
            current = None  # no section goes on in another sheet
        seen: set[int] = set()
        first = True
        numbered = False
        marks: list[_Piece] = []  # of what follows on the line: the number of a new section is no part of the last
        for cell in line.cells:
            if cell.row != line.row and line.block.kind != "paragraph":
                continue
            if id(cell) in seen or not cell.text.strip():
                continue
            seen.add(id(cell))
            if first and _is_mark(cell.text) and ":" not in cell.text:
                numbered = any(c.isalnum() for c in cell.text)
                marks.append(_Piece(cell.text, cell, index, False))
                continue
            found = None if index in heads else _opening(labels, cell, line, first)
            if found is None and current is None and index not in heads:
                found = _below_title(labels, cell)
            first = False
            known = sections.get(found[0].name) if found is not None else None
            if found is not None and (known is None or (found[2] or numbered) > known.numbered):
                point, rest, marked = found
                marks = []
                current = sections[point.name] = Section(point, cell, index, marked or numbered)
                opened = True
                current.pieces += [_Piece(text, cell, index, True) for text in rest[:1] if text.strip()]
                current = _rest_of_cell(labels, sections, current, cell, index, rest[1:])
            elif current is not None:
                current.pieces += marks
                marks = []
                beside = opened and cell.column - current.label.column <= _FURTHEST + current.label.colspan
                current.pieces.append(_Piece(cell.text, cell, index, beside))
        if current is not None and not opened:
            current.pieces += marks
    return sections


def _rest_of_cell(
    labels: _Labels, sections: dict[str, Section], current: Section, cell: Cell, index: int, texts: list[str]
) -> Section:
    """The further lines of a label's own cell: more labels with their values, or what belongs to the label."""
    for text in texts:
        head, rest = _head(text)
        point = labels.of(head) if rest is not None else None
        if point is not None and point.name not in sections:
            current = sections[point.name] = Section(point, cell, index, False)
            text = rest or ""
        if text.strip():
            current.pieces.append(_Piece(text, cell, index, point is not None))
    return current


def _opening(labels: _Labels, cell: Cell, line: Line, first: bool) -> tuple[Point, list[str], bool] | None:
    """The point that a cell opens, the lines of the cell without the label, and whether the label is numbered."""
    head, *more = cell.text.split("\n")
    label, rest = _head(head)
    if rest is None and not first and not _colon_follows(line, cell):
        return None
    point = labels.of(label)
    if point is None and rest is None and more:  # a label broken over two lines
        joined, joined_rest = _head(squash(cell.text))
        point = labels.of(joined)
        rest, more = joined_rest, []
    if point is None:
        return None
    return point, [rest or "", *more], _NUMBERED.match(head.strip()) is not None


def _below_title(labels: _Labels, cell: Cell) -> tuple[Point, list[str], bool] | None:
    """The first label with a colon on a further line of a cell: a title and its labelled lines in one paragraph."""
    texts = cell.text.split("\n")
    for number, text in enumerate(texts[1:_FURTHEST], 1):
        label, rest = _head(text)
        point = labels.of(label) if rest is not None else None
        if point is not None:
            return point, [rest or "", *texts[number + 1 :]], False
    return None


def _colon_follows(line: Line, cell: Cell) -> bool:
    following = next((c for c in line.cells if c.column >= cell.column + cell.colspan and c.text.strip()), None)
    return following is not None and following.text.strip().startswith(":")


def _put_field(builder: Builder, section: Section) -> None:
    point = section.point
    assert point.field is not None
    beside = [p for p in section.pieces if p.beside and not is_blank(p.text)]
    if beside:
        chosen = [beside[0]]
        chosen += [p for p in beside[1:] if p.cell is beside[0].cell]
        if point.below:
            chosen += [p for p in section.pieces if not p.beside and not is_blank(p.text)]
    elif point.below:
        printed = [p for p in section.pieces if not is_blank(p.text)]
        chosen = [p for p in printed if not _ENUMERATOR.fullmatch(p.text.strip())] or printed  # a class is a number
    else:
        chosen = []
    if not chosen:
        empty = _empty_beside(builder, section)
        if empty is not None:
            builder.place(point.field, empty)
        return
    text = " ".join(p.text.lstrip(": \t") for p in chosen)
    if is_placeholder(squash(text)) or all(is_placeholder(squash(p.text)) for p in chosen):
        for piece in chosen:
            builder.note_placeholder(piece.text, piece.cell)
        builder.place(point.field, chosen[0].cell)
        return
    builder.put(point.field, text, chosen[0].cell, point.kind)


def _empty_beside(builder: Builder, section: Section) -> Cell | None:
    """The blank cell right of a label (and its colon), where the value should stand."""
    line = builder.scan.lines[section.line]
    if line.block.kind == "paragraph":
        return None
    right = [c for c in line.cells if c.column > section.label.column and c.row == line.row and is_blank(c.text)]
    return right[-1] if right else None


def _waits(section: Section) -> bool:
    return any(is_placeholder(p.text) or has_leftover(p.text) for p in section.pieces)


def _is_filled(section: Section, headers: set[str]) -> bool:
    """Whether a section says anything: header words, enumerators, sub-labels and placeholders do not."""
    pieces = section.pieces
    if section.point.dash and any(p.text.strip(" :\t\n") and is_blank(p.text) for p in pieces):
        return True
    by_line: dict[int, list[_Piece]] = {}
    for piece in pieces:
        by_line.setdefault(piece.line, []).append(piece)
    return any(_says(on_line, headers) for on_line in by_line.values())


def _says(pieces: list[_Piece], headers: set[str]) -> bool:
    texts = [p.text for p in pieces]
    if not pieces[0].beside and all(is_blank(t) or fold(t) in headers for t in texts):
        return False
    after: list[str] = []
    answered = pieces[0].beside
    for text in texts:  # of "Umur | : | 25" and "Umur : 25" only what follows the colon is an answer
        head, colon, rest = text.partition(":")
        if colon and len(head) < _LONGEST_LABEL and "\n" not in head:
            after, answered = [rest], True
        else:
            after.append(text)
    return any(not is_blank(t) and (answered or not _is_mark(t)) and not is_placeholder(t) for t in after)


def _read_list(builder: Builder, section: Section, table: str) -> None:
    """Rows of number and text from the lines below a label; on a sheet the first blank row ends the list."""
    rows: list[Row] = []
    last: int | None = None
    for line_index, pieces in _lines_of(section):
        line = builder.scan.lines[line_index]
        if line.block.kind == "sheet" and last is not None and line.row - last > 1:
            break
        last = line.row if line.block.kind == "sheet" else None
        texts = [p for p in pieces if not is_blank(p.text)]
        if not texts or all(fold(p.text) in {fold(w) for w in builder.scan.layout.point_headers} for p in texts):
            continue
        values = _item(texts)
        waits = [p for p in texts if is_placeholder(p.text)]
        for piece in waits:
            builder.note_placeholder(piece.text, piece.cell)
        if "uraian" in values and not waits:
            rows.append(Row(values, Places.of({name: v.cell for name, v in values.items()}), len(rows) + 1))
            builder.scan.used.add(line_index)
    builder.record.rows.setdefault(table, []).extend(rows)


def _lines_of(section: Section) -> Iterator[tuple[int, list[_Piece]]]:
    found: dict[int, list[_Piece]] = {}
    for piece in section.pieces:
        found.setdefault(piece.line, []).append(piece)
    yield from found.items()


def _item(pieces: list[_Piece]) -> dict[str, Value]:
    """Number, text and product of one line of a list."""
    values: dict[str, Value] = {}
    texts = list(pieces)
    if len(texts) > 1 and _is_mark(texts[0].text):
        number = texts.pop(0)
        values["nomor"] = Value(squash(number.text).strip("()").rstrip(".)"), None, number.cell)
    if not texts or _is_mark(texts[0].text):
        return {}
    first = texts[0]
    text = first.text.strip(" \t:")
    lead = _NUMBERED.match(text)
    if lead is not None and "nomor" not in values:
        values["nomor"] = Value(squash(lead.group()).strip("()").rstrip(".)"), None, first.cell)
    if lead is not None:
        text = text[lead.end() :]
    values["uraian"] = Value(squash(text), None, first.cell)
    return values

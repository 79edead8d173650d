"""Chapters: "BAB I RUANG LINGKUP DIVISI" with its running paragraphs."""

from __future__ import annotations

import re

from kinerja_docs.definitions.layout import Sections
from kinerja_docs.extracting.builder import Builder
from kinerja_docs.extracting.scan import is_dated
from kinerja_docs.model import Cell, Places, Row, Value
from kinerja_docs.text import is_blank, squash

_LEADERS = re.compile(r"(?:\.\s?){4,}|…{2,}|\t\d+\s*$")  # a table of contents
_LONGEST_HEADING = 160
_ROMAN = {"1": "I", "2": "II", "3": "III", "4": "IV", "5": "V"}


def read_sections(builder: Builder, rule: Sections) -> None:
    """Rows ``bab, judul, isi`` (a row per paragraph, sub-headings too) and the heading of each wanted chapter."""
    scan = builder.scan
    heading = re.compile(
        rf"^\s*{re.escape(rule.word)}\s+([IVX]{{1,4}}|\d)\b[\s.:\-–—]*(.*)$", re.IGNORECASE | re.DOTALL
    )
    current: tuple[Value, Value | None] | None = None
    awaiting: tuple[Cell, str, str] | None = None
    rows: list[Row] = []
    for index, line in enumerate(scan.lines):
        if line.block.kind != "paragraph" or index in scan.used:
            if line.block.kind == "sheet" and index not in scan.used:
                pass
            else:
                continue
        cell = next((c for c in line.cells if c.text and not is_blank(c.text)), None)
        if cell is None:
            continue
        match = heading.match(cell.text)
        if match is not None and len(cell.text) <= _LONGEST_HEADING and not _LEADERS.search(cell.text):
            name = match.group(1).upper()
            awaiting = (cell, f"{rule.word} {_ROMAN.get(name, name)}", squash(match.group(2)))
            current = _open(builder, rule, awaiting)
            if awaiting[2]:
                awaiting = None
            continue
        if awaiting is not None and len(cell.text) <= _LONGEST_HEADING:
            current = _open(builder, rule, (awaiting[0], awaiting[1], squash(cell.text)), cell)
            awaiting = None
            continue
        if current is None:
            continue
        if _ends(builder, index, cell):
            current = None
            continue
        for text in cell.text.split("\n"):
            if text.strip() and not is_blank(text):
                values = {"bab": current[0], "isi": Value(squash(text), None, cell)}
                if current[1] is not None:
                    values["judul"] = current[1]
                rows.append(Row(values, Places.of({name: v.cell for name, v in values.items()}), len(rows) + 1))
    if rows:
        builder.record.rows.setdefault(rule.table, []).extend(rows)


def _open(
    builder: Builder, rule: Sections, found: tuple[Cell, str, str], title_cell: Cell | None = None
) -> tuple[Value, Value | None]:
    cell, name, title = found
    bab = Value(name, None, cell)
    number = name.split()[-1]
    for field, numbers in rule.fields.items():
        if number in numbers:
            text = f"{squash(cell.text)} {title}" if title_cell is not None else squash(cell.text)
            builder.record.fields[field] = Value(text, None, cell)
            builder.place(field, cell)
    builder.record.spare.setdefault("bab", []).append(name)
    return bab, Value(title, None, title_cell or cell) if title else None


def _ends(builder: Builder, index: int, cell: Cell) -> bool:
    """The signature ends the running text: a place and date, or a caption."""
    kinds = builder.scan.kinds[index]
    if "caption" in kinds:
        return True
    return is_dated(cell.text)

"""Places in words a person can follow: "tabel 4, baris 8, kolom 6 (Target)"."""

from __future__ import annotations

import re
from collections.abc import Iterable

from kinerja_docs import words
from kinerja_docs.model import Heading, Location, Record

_LINED = (".txt", ".md", ".csv")
_HEADER_LIMIT = 40
_CELL = re.compile(r"([A-Z]+)(\d+)")


def place_label(location: Location, lang: str, path: str = "", records: Iterable[Record] = ()) -> str:
    """The label of a place; ``path`` tells lines from paragraphs, ``records`` give the name of the column."""
    if location.file is not None:
        return words.get("location.elsewhere", lang, file=location.file, place=_plain(location, lang, location.file))
    label = _plain(location, lang, path)
    column = _column_name(location, records)
    return words.get("location.column_name", lang, place=label, column=column) if column else label


def _plain(location: Location, lang: str, path: str) -> str:
    values = location.as_dict()
    if location.kind == "paragraph" and path.lower().endswith(_LINED):
        return words.get("location.line", lang, **values)
    if location.part is not None and location.kind in ("paragraph", "table_cell"):
        values["part"] = part_label(location.part, lang)
        return words.get(f"location.{location.kind}_part", lang, **values)
    return words.get(f"location.{location.kind}", lang, **values)


def part_label(part: str, lang: str) -> str:
    """``header1`` → "kepala halaman 1"; the id itself where it is unknown."""
    name = part.rstrip("0123456789")
    label = words.find(f"part.{name}", lang)
    return f"{label} {part[len(name) :]}".rstrip() if label else part


def _column_name(location: Location, records: Iterable[Record]) -> str:
    """The header that stands over a table cell, as printed, or an empty string."""
    if location.kind not in ("cell", "table_cell"):
        return ""
    for record in records:
        for heading in record.headings or _headings(record):
            if _stands_over(heading, location):
                text = " ".join(heading.text.split())
                return text if len(text) <= _HEADER_LIMIT else f"{text[: _HEADER_LIMIT - 1].rstrip()}…"
    return ""


def _headings(record: Record) -> list[Heading]:
    return [Heading.of(cell) for columns in record.columns.values() for cell in columns.values()]


def _stands_over(heading: Heading, location: Location) -> bool:
    head = heading.at
    if location.kind == head.kind == "table_cell" and location.column and location.row:
        same = head.table == location.table and head.part == location.part
        return same and heading.row < location.row and heading.column <= location.column <= heading.last
    if location.kind == head.kind == "cell" and location.cell and head.sheet == location.sheet:
        column, row = cell_position(location.cell)
        return heading.row < row and heading.column <= column <= heading.last
    return False


def cell_position(cell: str) -> tuple[int, int]:
    """``AA7`` → (27, 7); (0, 0) where it is no cell."""
    found = _CELL.fullmatch(cell)
    if found is None:
        return 0, 0
    column = 0
    for letter in found[1]:
        column = column * 26 + ord(letter) - 64
    return column, int(found[2])

"""The cells of a sheet's XML in any dialect, by its tree: prefixes, comments, runs in a cell, cells without a name."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from kinerja_docs.model import column_letters
from kinerja_docs.reading.sheetml import ON, Formula, Piece, S, Scanned, corners, position


def walk(root: etree._Element) -> Scanned:
    """What the sheet says. Raises ValueError where a number in it is none."""
    scanned = Scanned([], 0)
    pieces = [piece for row, number in _rows(root) for piece in _row(row, number, scanned)]
    scanned.pieces, scanned.count = pieces, len(pieces)
    merges = (corners(merge.get("ref", "")) for merge in root.iter(S + "mergeCell"))
    scanned.merged = [merge for merge in merges if merge is not None]
    scanned.hidden_rows = {number for row, number in _rows(root) if row.get("hidden") in ON}
    hidden = (column for column in root.iter(S + "col") if column.get("hidden") in ON)
    scanned.hidden_columns = [(int(column.get("min", "")), int(column.get("max", ""))) for column in hidden]
    for link in root.iter(S + "hyperlink"):
        scanned.links.append({_short(str(name)): str(value) for name, value in link.attrib.items()})
    return scanned


def runs(item: etree._Element) -> tuple[str, str]:
    """Text and struck-out text of a string with runs; hints how to pronounce it are no part of it."""
    text: list[str] = []
    struck: list[str] = []
    for part in item:
        if part.tag == S + "t":
            text.append(part.text or "")
        elif part.tag == S + "r":
            strike = part.find(f"{S}rPr/{S}strike")
            out = strike is not None and strike.get("val", "1") in ON
            (struck if out else text).extend(t.text or "" for t in part.iterchildren(S + "t"))
    return "".join(text), "".join(struck)


def _rows(root: etree._Element) -> Iterator[tuple[etree._Element, int]]:
    """Rows with their numbers; one without a number is the next."""
    number = 0
    for row in root.iter(S + "row"):
        number = int(row.get("r") or number + 1)
        yield row, number


def _row(row: etree._Element, number: int, scanned: Scanned) -> Iterator[Piece]:
    """The row's cells that hold something; one without a reference stands right of the one before it."""
    column = 0
    for cell in row.iterchildren(S + "c"):
        place = position(cell.get("r", ""))
        line, column = place if place[0] else (number, column + 1)
        value, formula, inline = cell.find(S + "v"), cell.find(S + "f"), cell.find(S + "is")
        stored = (value.text or "") if value is not None else None
        if inline is not None:
            stored, struck = runs(inline)
            if struck:
                scanned.struck[line, column] = struck
        kind, style = cell.get("t"), cell.get("s")
        if formula is not None:
            yield column_letters(column), str(line), style, kind, None, _formula(formula, stored)
        elif stored or (line, column) in scanned.struck:
            yield column_letters(column), str(line), style, kind, stored, None


def _formula(formula: etree._Element, stored: str | None) -> Formula:
    group = formula.get("si") if formula.get("t") == "shared" else None
    return Formula(formula.text or "", group, stored)


def _short(name: str) -> str:
    return f"r:{name.rsplit('}', 1)[1]}" if "}" in name else name

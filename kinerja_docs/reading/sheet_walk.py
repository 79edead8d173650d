"""The cells of a sheet's XML in any dialect, by its tree: prefixes, comments, runs in a cell, cells without a name."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from kinerja_docs.model import column_letters
from kinerja_docs.reading.sheetml import ON, Formula, Piece, S, Scanned, corners, position

_DATA = S + "sheetData"


def walk(root: etree._Element) -> Scanned:
    """What the sheet says. Raises ValueError where a number in it is none."""
    scanned = Scanned([], 0)
    pieces: list[Piece] = []
    for data in root.iterchildren(_DATA):
        pieces += _cells(data, scanned)
    scanned.pieces, scanned.count = pieces, len(pieces)
    for around in root:
        if around.tag != _DATA:
            _settings(around, scanned)
    return scanned


def _settings(around: etree._Element, scanned: Scanned) -> None:
    """What stands beside the cells: merged ranges, hidden columns, hyperlinks."""
    merges = (corners(merge.get("ref", "")) for merge in around.iter(S + "mergeCell"))
    scanned.merged += [merge for merge in merges if merge is not None]
    hidden = (column for column in around.iter(S + "col") if column.get("hidden") in ON)
    scanned.hidden_columns += [(int(column.get("min", "")), int(column.get("max", ""))) for column in hidden]
    for link in around.iter(S + "hyperlink"):
        scanned.links.append({_short(str(name)): str(value) for name, value in link.attrib.items()})


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


def _cells(data: etree._Element, scanned: Scanned) -> Iterator[Piece]:
    """The cells that hold something; a row without a number is the next. Notes the rows that are hidden."""
    number = 0
    for row in data.iterchildren(S + "row"):
        number = int(row.get("r") or number + 1)
        if row.get("hidden") in ON:
            scanned.hidden_rows.add(number)
        yield from _row(row, number, scanned)


def _row(row: etree._Element, number: int, scanned: Scanned) -> Iterator[Piece]:
    """The row's cells that hold something; one without a reference stands right of the one before it."""
    column = 0
    for cell in row.iterchildren(S + "c"):
        place = position(cell.get("r", ""))
        line, column = place if place[0] else (number, column + 1)
        if len(cell) == 0:
            continue  # styled and empty, the most of many sheets
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

"""The cells of one sheet's XML, as plain pieces in document order.

Excel, LibreOffice and the libraries write sheets in one plain dialect, which a regular expression reads in a fifth of
the time that a tree takes. It is used only where expat has found the XML whole and where it accounts for every cell;
any other dialect is walked as a tree, with the same result.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from typing import NamedTuple
from xml.parsers import expat

from lxml import etree

from kinerja_docs.errors import ReadingError
from kinerja_docs.reading import markup
from kinerja_docs.reading.sheet_styles import S

NAMESPACE = S[1:-1]
_CELL = re.compile(
    r'<c r="([A-Z]{1,3})(\d{1,7})"(?: s="(\d+)")?(?: t="(\w+)")?(?: (?:cm|vm)="\d+")*'
    r"(?:/>|>(?:<f([^>/]*)/>|<f([^>]*)>([^<]*)</f>)?(?:<v>([^<]*)</v>|(<v/>)|<is><t(?: [^>]*)?>([^<]*)</t></is>)?</c>)"
)
_STRING = re.compile(r"<si>(?:<t(?: [^>]*)?>([^<]*)</t>|<t/>)</si>|<si/>")
_SHARED = re.compile(r'\bsi="(\d+)"')
_HIDDEN_ROW = re.compile(r'<row\b(?=[^>]*\bhidden="(?:1|true)")[^>]*\br="(\d+)"')
_HIDDEN_COLUMN = re.compile(r'<col\b(?=[^>]*\bhidden="(?:1|true)")[^>]*>')
_MERGE = re.compile(r'<mergeCell\b[^>]*\bref="([A-Z]{1,3})(\d+):([A-Z]{1,3})(\d+)"')
_LINK = re.compile(r"<hyperlink\b[^>]*>")
_ATTRIBUTE = re.compile(r'([\w:]+)="([^"]*)"')
_LETTERS: dict[str, int] = {}


# One printed or calculated cell: row, column, style, type, stored value (None: none stored), formula (None: none) and
# the number of its shared formula. A bare tuple, because a sheet has thousands.
Piece = tuple[int, int, int, str, str | None, str | None, str | None]


class Scanned(NamedTuple):
    """What a sheet's XML says beside its cells."""

    pieces: list[Piece]
    merged: list[tuple[int, int, int, int]]
    hidden_rows: set[int]
    hidden_columns: list[tuple[int, int]]
    links: list[dict[str, str]]


def scan(data: bytes, part: str, most: int) -> Scanned:
    """The sheet's pieces. Raises BRK001 ``damaged`` or ``dtd``; at most ``most`` + 1 pieces are looked at."""
    text = _plain(data, part)
    if text is not None:
        scanned = _scan_text(text, most)
        if scanned is not None:
            return scanned
    return _walk(markup.parse_office(data, part, NAMESPACE), most)


def column_of(letters: str) -> int:
    """``A`` → 1; remembered, since a sheet names few columns many times."""
    number = _LETTERS.get(letters)
    if number is None:
        number = 0
        for letter in letters:
            number = number * 26 + ord(letter) - 64
        _LETTERS[letters] = number
    return number


def _plain(data: bytes, part: str) -> str | None:
    """The text of XML in the plain dialect; None where a tree must be walked."""
    if b"<!" in data or b"<?" in data[5:] or f'xmlns="{NAMESPACE}"'.encode() not in data[:2048]:
        return None
    try:
        text = data.decode("utf-8")
        expat.ParserCreate().Parse(data, True)
    except UnicodeDecodeError:
        return None
    except expat.ExpatError as error:
        raise ReadingError("BRK001", "damaged", f"{part}: {error}") from error
    return text


def _scan_text(text: str, most: int) -> Scanned | None:
    end = text.rfind("</sheetData>") + 1 or len(text)
    found = _CELL.findall(text, 0, end)
    if len(found) != text.count("<c ", 0, end) + text.count("<c>", 0, end):
        return None
    pieces = list(_pieces(found[: most + 1]))
    merged = [(int(b), column_of(a), int(d), column_of(c)) for a, b, c, d in _MERGE.findall(text, end)]
    hidden = 'hidden="' in text
    rows = {int(row) for row in _HIDDEN_ROW.findall(text)} if hidden else set()
    columns = [_span_of(column) for column in _HIDDEN_COLUMN.findall(text)] if hidden else []
    links = [dict(_ATTRIBUTE.findall(link)) for link in _LINK.findall(text, end)]
    return Scanned(pieces, merged, rows, columns, [{k: unescape(v) for k, v in link.items()} for link in links])


def _pieces(found: list[tuple[str, ...]]) -> Iterator[Piece]:
    """Pieces of the cells that hold something; styled empty cells, the most of many sheets, are left out."""
    columns = _LETTERS
    for letters, row, style, kind, closed, opened, formula, value, bare, inline in found:
        stored: str | None = value or inline
        calculated = group = None
        if formula or opened or closed:
            calculated = unescape(formula) if "&" in formula else formula
            shared = _SHARED.search(opened or closed) if "shared" in (opened or closed) else None
            group = shared.group(1) if shared is not None else None
            if not stored and not (bare or kind == "str"):
                stored = None
        elif not stored:
            continue
        if stored and "&" in stored:
            stored = unescape(stored)
        column = columns.get(letters) or column_of(letters)
        yield int(row), column, int(style) if style else 0, kind or "n", stored, calculated, group


def plain_strings(data: bytes, part: str) -> list[str] | None:
    """The shared strings of a workbook without rich text in the plain dialect; None for any other."""
    text = _plain(data, part)
    if text is None:
        return None
    found = _STRING.findall(text)
    if len(found) != text.count("<si>") + text.count("<si "):
        return None
    return [unescape(string) if "&" in string else string for string in found]


def _span_of(column: str) -> tuple[int, int]:
    attributes = dict(_ATTRIBUTE.findall(column))
    return int(attributes.get("min", "1")), int(attributes.get("max", "1"))


def _walk(root: etree._Element, most: int) -> Scanned:
    pieces: list[Piece] = []
    rows: set[int] = set()
    for row in root.iter(S + "row"):
        if _true(row.get("hidden")) and (row.get("r") or "").isdigit():
            rows.add(int(row.get("r", "0")))
    for piece in _cells(root):
        pieces.append(piece)
        if len(pieces) > most:
            break
    merged = []
    for merge in root.iter(S + "mergeCell"):
        corners = re.fullmatch(r"([A-Z]{1,3})(\d+):([A-Z]{1,3})(\d+)", merge.get("ref", ""))
        if corners is not None:
            a, b, c, d = corners.groups()
            merged.append((int(b), column_of(a), int(d), column_of(c)))
    columns = [
        (int(col.get("min", "1")), int(col.get("max", "1"))) for col in root.iter(S + "col") if _true(col.get("hidden"))
    ]
    links = [{_short(str(k)): str(v) for k, v in link.attrib.items()} for link in root.iter(S + "hyperlink")]
    return Scanned(pieces, merged, rows, columns, links)


def _cells(root: etree._Element) -> Iterator[Piece]:
    """Cells of any dialect; one without a reference stands right of the one before it, as the standard allows."""
    row_number = 0
    for row in root.iter(S + "row"):
        row_number = int(row.get("r") or row_number + 1)
        column = 0
        for cell in row.iterchildren(S + "c"):
            reference = re.fullmatch(r"([A-Z]{1,3})(\d{1,7})", cell.get("r", ""))
            column = column_of(reference.group(1)) if reference is not None else column + 1
            piece = _cell(cell, row_number, column)
            if piece is not None:
                yield piece


def _cell(cell: etree._Element, row: int, column: int) -> Piece | None:
    value = cell.find(S + "v")
    formula = cell.find(S + "f")
    inline = cell.find(S + "is")
    if value is None and formula is None and inline is None:
        return None
    text = (value.text or "") if value is not None else None
    if inline is not None:
        text = "".join(t.text or "" for t in inline.iter(S + "t"))
    style = cell.get("s", "0")
    shared = formula is not None and formula.get("t") == "shared"
    return (
        row,
        column,
        int(style) if style.isdigit() else 0,
        cell.get("t", "n"),
        text,
        (formula.text or "") if formula is not None else None,
        formula.get("si") if shared and formula is not None else None,
    )


def _true(value: str | None) -> bool:
    return value in ("1", "true")


def _short(name: str) -> str:
    return f"r:{name.rsplit('}', 1)[1]}" if "}" in name else name

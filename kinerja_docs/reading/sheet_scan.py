"""The cells of a sheet's XML in the plain dialect that Excel, LibreOffice and the libraries write.

A regular expression reads it in less time than a parser takes to build the tree. It is used only where its tokens
account for every character between ``<sheetData>`` and ``</sheetData>``, and expat finds the rest of the part whole;
of any other dialect this module gives None, and :mod:`sheet_walk` reads the tree, with the same result.
"""

from __future__ import annotations

import re
from xml.parsers import expat

from kinerja_docs.reading.sheetml import NAMESPACE, ON, Formula, Scanned, corners

_ROW_STARTS = r"(?:<row\b[^>]*(?<=/)>\s*)*+(?:<row\b[^>]*(?<!/)>\s*|\Z)"  # after any number of empty rows
# One token is a cell that holds something, or the end of a row with the start of the next; the styled empty cells
# before it are swallowed. Groups: letters, row, style, type, stored value, text of its own, formula with its value.
_TOKEN = re.compile(
    r'(?:<c r="[A-Z]++[0-9]++"(?: s="[0-9]++")?/>)*+'
    r'<(?:c r="([A-Z]++)([0-9]++)"(?: s="([0-9]++)")?(?: t="([A-Za-z]++)")?'
    r"(?:><(?:v>([^<]*+)</v></c>|is><t(?: [^>]*)?>([^<]*+)</t></is></c>"
    r"|(f\b[^>]*(?:/>|>[^<]*</f>)(?:<v>[^<]*</v>|<v ?/>)?)</c>|/c>|v ?/></c>)|/>)"
    rf"|/row>\s*{_ROW_STARTS})"
)
_STEP = 1 + _TOKEN.groups  # split() gives the text before a token, then its groups
_FORMULA = re.compile(r"f\b([^>]*?)(?:/>|>([^<]*)</f>)(?:<v>([^<]*)</v>|(<v ?/>))?")
_GROUP = re.compile(r'(?=.*\bt="shared").*\bsi="([0-9]+)"')
_FIRST_ROW = re.compile(rf"\s*{_ROW_STARTS}")
_STRING = re.compile(r"(?:<si>(?:<t(?: [^>]*)?>([^<]*)</t>|<t ?/>)</si>|<si ?/>)\s*")
_HIDDEN_ROW = re.compile(r'<row\b(?=[^>]*\bhidden="(?:1|true)")[^>]*\br="([0-9]+)"')
_COLUMN = re.compile(r"<col\b([^>]*)>")
_MERGE = re.compile(r'<mergeCell\b[^>]*\bref="([A-Z0-9:]+)"')
_LINK = re.compile(r"<hyperlink\b([^>]*)>")
_ATTRIBUTE = re.compile(r'(?:\w+(:))?(\w+)="([^"]*)"')
_STRAY = re.compile(r"&(?!(?:lt|gt|quot|apos|amp|#[0-9]+|#x[0-9A-Fa-f]+);)")
_NAMED = {"lt": "<", "gt": ">", "quot": '"', "apos": "'", "amp": "&"}
_CHARACTER = re.compile(r"&(?:#(?:x([0-9A-Fa-f]+)|([0-9]+))|(\w+));")
_OTHER_ENCODING = re.compile(rb"<\?xml[^>]*\bencoding=(?![\"']utf-8[\"'])", re.IGNORECASE)


def scan(data: bytes) -> Scanned | None:
    """What the sheet says; None where it is not of the plain dialect."""
    found = _framed(data, "sheetData")
    if found is None:
        return None
    head, body, tail = found
    start = _FIRST_ROW.match(body)
    if start is None:
        return None
    parts = _TOKEN.split(body[start.end() :])
    if any(parts[::_STEP]) or not _ends(body, parts):
        return None
    letters, rows, styles, kinds, values, texts, formulas = (parts[number::_STEP] for number in range(1, _STEP))
    if any(texts):
        values = [value if text is None else text for value, text in zip(values, texts, strict=True)]
    if "&" in body:
        values = [value and _resolved(value) for value in values]
    read = [formula and _formula(formula) for formula in formulas]
    scanned = Scanned(zip(letters, rows, styles, kinds, values, read, strict=True), len(letters))
    scanned.merged = [merge for reference in _MERGE.findall(tail) if (merge := corners(reference)) is not None]
    if 'hidden="1"' in body or 'hidden="true"' in body:
        scanned.hidden_rows = {int(row) for row in _HIDDEN_ROW.findall(body)}
    columns = (_attributes(column) for column in _COLUMN.findall(head))
    scanned.hidden_columns = [(int(c["min"]), int(c["max"])) for c in columns if c.get("hidden") in ON]
    scanned.links = [_attributes(link) for link in _LINK.findall(tail)]
    return scanned


def plain_strings(data: bytes) -> list[str] | None:
    """The shared strings of a workbook; None where one has runs of its own or the dialect is not plain."""
    found = _framed(data, "sst")
    if found is None:
        return None
    body = found[1]
    parts = _STRING.split(body.lstrip())
    if any(parts[::2]):
        return None
    strings = [string or "" for string in parts[1::2]]
    return [_resolved(string) for string in strings] if "&" in body else strings


def _framed(data: bytes, name: str) -> tuple[str, str, str] | None:
    """The text before, in and after the element ``name``; None where it is not for this module to read: another
    encoding or namespace, comments, document types, or XML around the element that is not whole."""
    if _OTHER_ENCODING.match(data) is not None:
        return None
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return None
    begin = text.find(">", text.find(f"<{name}")) + 1
    end = begin if text[begin - 2 : begin] == "/>" else text.rfind(f"</{name}>")
    if not 0 < begin <= end:
        return None
    head, body, tail = text[:begin], text[begin:end], text[end:]
    if f'xmlns="{NAMESPACE}"' not in head or "<!" in head or "<!" in tail or not _is_whole(head + tail):
        return None
    return (head, body, tail) if "&" not in body or _STRAY.search(body) is None else None


def _is_whole(text: str) -> bool:
    try:
        expat.ParserCreate().Parse(text, True)
    except expat.ExpatError:
        return False
    return True


def _ends(body: str, parts: list[str]) -> bool:
    """Whether the last row ends, all tokens being known."""
    last = body.rstrip()[-6:]
    if len(parts) == 1:  # rows without cells at most
        return last == "" or last.endswith("/>")
    return parts[-_STEP] is None and last.endswith(("</row>", "/>"))


def _formula(xml: str) -> Formula | None:
    match = _FORMULA.fullmatch(xml)
    if match is None:
        return None
    settings, text, value, empty = match.groups()
    group = _GROUP.match(settings) if "shared" in settings else None
    stored = _resolved(value) if value is not None else "" if empty else None
    return Formula(_resolved(text or ""), group.group(1) if group is not None else None, stored)


def _resolved(text: str) -> str:
    """The text with XML's entities and character numbers resolved."""
    if "&" not in text:
        return text
    if "&#" in text:
        return _CHARACTER.sub(_character, text)
    for name, sign in _NAMED.items():  # "amp" last, so that what it leaves is not resolved again
        text = text.replace(f"&{name};", sign)
    return text


def _character(match: re.Match[str]) -> str:
    hexadecimal, decimal, name = match.groups()
    return _NAMED[name] if name else chr(int(hexadecimal, 16) if hexadecimal else int(decimal))


def _attributes(xml: str) -> dict[str, str]:
    """Attributes by name; of names with a prefix, which here are those of relationships, as ``r:name``."""
    return {("r:" if colon else "") + name: _resolved(value) for colon, name, value in _ATTRIBUTE.findall(xml)}

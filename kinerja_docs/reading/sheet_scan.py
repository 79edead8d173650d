"""The cells of a sheet's XML in the plain dialect that Excel, LibreOffice and the libraries write.

A regular expression reads it in less time than a parser takes to build the tree. It is used only where its tokens
account for every character between ``<sheetData>`` and ``</sheetData>``, and expat finds the rest of the part whole;
of any other dialect this module gives None, and :mod:`sheet_walk` reads the tree, with the same result. What is no XML
is never vouched for, except that a row may name an attribute twice.
"""

from __future__ import annotations

import re
from xml.parsers import expat

from kinerja_docs.reading.sheetml import NAMESPACE, ON, Formula, Scanned, corners

# Only single characters repeat possessively: of a group, Python before 3.11.4 forgets where a failed try began.
_SETTINGS = r'(?: [A-Za-z_][\w.:]*+="[^"<>&/]*+")* ?'  # attributes
_SPACE = r"[ \t\r\n]*+"
_ROW_STARTS = rf"(?:<row{_SETTINGS}/>{_SPACE})*(?:<row{_SETTINGS}>{_SPACE}|\Z)"  # after any number of empty rows
_TEXT = r'<t(?: xml:space="(?:preserve|default)")?>([^<]*+)</t>'
# One token is a cell that holds something, or the end of a row with the start of the next; the styled empty cells
# before it are swallowed. Groups: letters, row, style, type, stored value, text of its own, formula with its value.
_TOKEN = re.compile(
    r'(?:<c r="[A-Z]++[0-9]++"(?: s="[0-9]++")?/>)*'
    r'<(?:c r="([A-Z]{1,3}+)([0-9]{1,7}+)"(?: s="([0-9]++)")?(?: t="([A-Za-z]++)")?'
    rf"(?:><(?:v>([^<]*+)</v></c>|is>{_TEXT}</is></c>"
    rf"|(f{_SETTINGS}(?:/>|>[^<]*+</f>)(?:<v>[^<]*+</v>|<v ?/>)?)</c>|/c>|v ?/></c>)|/>)"
    rf"|/row>{_SPACE}{_ROW_STARTS})"
)
Element = tuple[str, dict[str, str]]  # name and attributes
_STEP = 1 + _TOKEN.groups  # split() gives the text before a token, then its groups
_FORMULA = re.compile(r"f([^/>]*+)(?:/>|>([^<]*+)</f>)(?:<v>([^<]*+)</v>|(<v ?/>))?")
_GROUP = re.compile(r'(?=.*\bt="shared").*\bsi="([0-9]+)"')
_FIRST_ROW = re.compile(rf"{_SPACE}{_ROW_STARTS}")
_STRING = re.compile(rf"(?:<si>(?:{_TEXT}|<t ?/>)</si>|<si ?/>){_SPACE}")
_HIDDEN_ROW = re.compile(r'<row(?=[^>]* hidden="(?:1|true)")[^>]* r="([0-9]+)"')
_UNSIGHTLY = bytes([*range(9), 11, 12, *range(14, 32)])  # control characters have no place in XML, nor have these two
_NO_CHARACTERS = ("\ufffe", "\uffff")
_STRAY = re.compile(r"&(?!(?:lt|gt|quot|apos|amp|#[0-9]+|#x[0-9A-Fa-f]+);)")
_NAMED = {"lt": "<", "gt": ">", "quot": '"', "apos": "'", "amp": "&"}
_SIGNS = [(f"&{name};", sign) for name, sign in _NAMED.items()]  # "amp" last: what it leaves is not resolved again
_CHARACTER = re.compile(r"&(?:#(?:x([0-9A-Fa-f]+)|([0-9]+))|(\w+));")
_OTHER_ENCODING = re.compile(rb"<\?xml[^>]*\bencoding=(?![\"']utf-8[\"'])", re.IGNORECASE)


def scan(data: bytes) -> Scanned | None:
    """What the sheet says; None where it is not of the plain dialect."""
    found = _framed(data, "sheetData")
    if found is None:
        return None
    body, around = found
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
        values = [_resolved(value) if value and "&" in value else value for value in values]
    read = [formula and _formula(formula) for formula in formulas]
    count = len(letters) - letters.count(None)  # what is no cell is the end of a row
    scanned = Scanned(zip(letters, rows, styles, kinds, values, read, strict=True), count)
    merges = (corners(settings.get("ref", "")) for name, settings in around if name == "mergeCell")
    scanned.merged = [merge for merge in merges if merge is not None]
    if 'hidden="1"' in body or 'hidden="true"' in body:
        scanned.hidden_rows = {int(row) for row in _HIDDEN_ROW.findall(body)}
    hidden = (column for name, column in around if name == "col" and column.get("hidden") in ON)
    scanned.hidden_columns = [(int(column.get("min", "")), int(column.get("max", ""))) for column in hidden]
    scanned.links = [_own(link) for name, link in around if name == "hyperlink"]
    return scanned


def plain_strings(data: bytes) -> list[str] | None:
    """The shared strings of a workbook; None where one has runs of its own or the dialect is not plain."""
    found = _framed(data, "sst")
    if found is None:
        return None
    body = found[0]
    parts = _STRING.split(body.lstrip())
    if any(parts[::2]):
        return None
    strings = [string or "" for string in parts[1::2]]
    return [_resolved(string) for string in strings] if "&" in body else strings


def _framed(data: bytes, name: str) -> tuple[str, list[Element]] | None:
    """The text in the element ``name``, and the elements before and after it; None where that is not for this module
    to read: another encoding or namespace, comments, document types, no XML."""
    if _OTHER_ENCODING.match(data) is not None or len(data.translate(None, _UNSIGHTLY)) != len(data):
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
    if f'xmlns="{NAMESPACE}"' not in head or "<!" in head or "<!" in tail:
        return None
    if any(sign in body for sign in _NO_CHARACTERS) or ("]" in body and "]]>" in body):
        return None
    if "&" in body and _STRAY.search(body) is not None:
        return None
    around = _elements(head + tail)
    return (body, around) if around is not None else None


def _elements(xml: str) -> list[Element] | None:
    """Names and attributes of all elements; None if the XML is not whole."""
    found: list[Element] = []
    parser = expat.ParserCreate()
    parser.StartElementHandler = lambda name, settings: found.append((name, settings))
    try:
        parser.Parse(xml, True)
    except expat.ExpatError:
        return None
    return found


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
    return Formula(_resolved(text) if text else "", group.group(1) if group is not None else None, stored)


def _resolved(text: str) -> str:
    """The text with XML's entities and character numbers resolved."""
    if "&" not in text:
        return text
    if "&#" in text:
        return _CHARACTER.sub(_character, text)
    for name, sign in _SIGNS:
        if name in text:
            text = text.replace(name, sign)
    return text


def _character(match: re.Match[str]) -> str:
    hexadecimal, decimal, name = match.groups()
    if name:
        return _NAMED[name]
    number = int(hexadecimal, 16) if hexadecimal else int(decimal)
    if number not in (9, 10, 13) and not (32 <= number < 0xD800 or 0xE000 <= number < 0xFFFE or number > 0xFFFF):
        raise ValueError(match.group())
    return chr(number)


def _own(settings: dict[str, str]) -> dict[str, str]:
    """Attributes by name; of names with a prefix, which here are those of relationships, as ``r:name``."""
    named = ((name.rpartition(":"), value) for name, value in settings.items() if not name.startswith("xmlns"))
    return {("r:" if prefix else "") + name: value for (prefix, _, name), value in named}

"""Number formats of a workbook: which format code a cell's style stands for, and whether its font is struck out."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html import unescape
from typing import Literal

from lxml import etree

from kinerja_docs.reading import markup
from kinerja_docs.reading.sheetml import NAMESPACE, ON, S
from kinerja_docs.text import is_date_format, is_percent_format

GENERAL = "General"
# Formats that every workbook has without declaring them (ECMA-376 part 1, §18.8.30).
BUILT_IN = {
    0: GENERAL,
    1: "0",
    2: "0.00",
    3: "#,##0",
    4: "#,##0.00",
    5: '"Rp"#,##0;-"Rp"#,##0',  # these and 41 to 44 are in the currency of the country where the file is opened
    6: '"Rp"#,##0;[Red]-"Rp"#,##0',
    7: '"Rp"#,##0.00;-"Rp"#,##0.00',
    8: '"Rp"#,##0.00;[Red]-"Rp"#,##0.00',
    9: "0%",
    10: "0.00%",
    11: "0.00E+00",
    12: "# ?/?",
    13: "# ??/??",
    14: "mm-dd-yy",
    15: "d-mmm-yy",
    16: "d-mmm",
    17: "mmm-yy",
    18: "h:mm AM/PM",
    19: "h:mm:ss AM/PM",
    20: "h:mm",
    21: "h:mm:ss",
    22: "m/d/yy h:mm",
    37: "#,##0 ;(#,##0)",
    38: "#,##0 ;[Red](#,##0)",
    39: "#,##0.00;(#,##0.00)",
    40: "#,##0.00;[Red](#,##0.00)",
    41: '_-* #,##0_-;-* #,##0_-;_-* "-"_-;_-@_-',
    42: '_-"Rp"* #,##0_-;-"Rp"* #,##0_-;_-"Rp"* "-"_-;_-@_-',
    43: '_-* #,##0.00_-;-* #,##0.00_-;_-* "-"??_-;_-@_-',
    44: '_-"Rp"* #,##0.00_-;-"Rp"* #,##0.00_-;_-"Rp"* "-"??_-;_-@_-',
    45: "mm:ss",
    46: "[h]:mm:ss",
    47: "mmss.0",
    48: "##0.0E+0",
    49: "@",
}
Shown = Literal["", "number", "percent", "date"]
_DEFAULT = f'xmlns="{NAMESPACE}"'.encode()
_HEAD = 2048
_XF = re.compile(rb'<xf\b[^>]*?\bnumFmtId="([0-9]+)"')
_OWN = re.compile(rb'<numFmt numFmtId="([0-9]+)" formatCode="([^"]*)"')


@dataclass(slots=True)
class Styles:
    """Format code by style number, and the styles with a struck-out font."""

    codes: list[str] = field(default_factory=list)
    struck: frozenset[str] = frozenset()  # style numbers as a cell spells them
    _shown: dict[int, Shown] = field(default_factory=dict)

    def code(self, style: int) -> str:
        """The format code of a style; General for one that is not there."""
        return self.codes[style] if 0 <= style < len(self.codes) else GENERAL

    def shown_as(self, style: int) -> Shown:
        """How a number in this style is displayed."""
        known = self._shown.get(style)
        if known is None:
            code = self.code(style)
            known = self._shown[style] = shown_as(code)
        return known


def shown_as(code: str) -> Shown:
    """How a number in this format is displayed."""
    return "percent" if is_percent_format(code) else "date" if is_date_format(code) else "number"


def read_styles(data: bytes, part: str) -> Styles:
    """The styles of ``xl/styles.xml``; plain ones where the workbook has none."""
    if not data:
        return Styles()
    return _plain(data) or _read(markup.parse_office(data, part, NAMESPACE))


def _plain(data: bytes) -> Styles | None:
    """Format codes alone, by two patterns: most of a styles part is fonts and borders, which nobody asks for. None
    where a font is struck out or the part is not of the plain dialect."""
    if b"strike" in data or b"<!" in data or _DEFAULT not in data[:_HEAD] or not data.isascii():
        return None
    formats, declared = _section(data, b"cellXfs"), _section(data, b"numFmts")
    identifiers = _XF.findall(formats)
    own = {int(number): unescape(code.decode()) for number, code in _OWN.findall(declared)}
    if len(identifiers) != formats.count(b"<xf") or len(own) != declared.count(b"<numFmt "):
        return None
    return Styles([_code(int(identifier), own) for identifier in identifiers])


def _section(data: bytes, name: bytes) -> bytes:
    start = data.find(b"<" + name)
    return data[start : data.find(b"</" + name + b">", start)] if start >= 0 else b""


def _read(root: etree._Element) -> Styles:
    declared = root.iterfind(f"{S}numFmts/{S}numFmt")
    own = {_integer(one.get("numFmtId")): one.get("formatCode", GENERAL) for one in declared}
    fonts = root.find(S + "fonts")
    struck_fonts = {number for number, font in enumerate(fonts if fonts is not None else ()) if _is_struck(font)}
    styles = Styles()
    struck: set[str] = set()
    formats = root.find(S + "cellXfs")
    for number, xf in enumerate(formats if formats is not None else ()):
        styles.codes.append(_code(_integer(xf.get("numFmtId")), own))
        if _integer(xf.get("fontId")) in struck_fonts:
            struck.add(str(number))
    styles.struck = frozenset(struck)
    return styles


def _code(identifier: int, own: dict[int, str]) -> str:
    return own.get(identifier) or BUILT_IN.get(identifier, GENERAL)


def _is_struck(font: etree._Element) -> bool:
    strike = font.find(S + "strike")
    return strike is not None and strike.get("val", "1") in ON


def _integer(text: str | None) -> int:
    return int(text) if text is not None and text.isascii() and text.isdigit() else 0

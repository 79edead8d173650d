"""Number formats of a workbook: which format code a cell's style stands for, and whether its font is struck out."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from lxml import etree

from kinerja_docs.text import is_date_format

S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
GENERAL = "General"
# Formats that every workbook has without declaring them (ECMA-376 part 1, §18.8.30).
BUILT_IN = {
    0: GENERAL,
    1: "0",
    2: "0.00",
    3: "#,##0",
    4: "#,##0.00",
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
    45: "mm:ss",
    46: "[h]:mm:ss",
    47: "mmss.0",
    48: "##0.0E+0",
    49: "@",
}
Shown = Literal["", "number", "percent", "date"]


@dataclass(slots=True)
class Styles:
    """Format code by style number, and the styles with a struck-out font."""

    codes: list[str] = field(default_factory=list)
    struck: frozenset[int] = frozenset()
    _shown: dict[int, Shown] = field(default_factory=dict)

    def code(self, style: int) -> str:
        """The format code of a style; General for one that is not there."""
        return self.codes[style] if 0 <= style < len(self.codes) else GENERAL

    def shown_as(self, style: int) -> Shown:
        """How a number in this style is displayed."""
        known = self._shown.get(style)
        if known is None:
            code = self.code(style)
            percent = "%" in code.replace('"%"', "")
            known = self._shown[style] = "percent" if percent else "date" if is_date_format(code) else "number"
        return known


def read_styles(root: etree._Element | None) -> Styles:
    """The styles of ``xl/styles.xml``; plain ones where the workbook has none."""
    if root is None:
        return Styles()
    own = {int(f.get("numFmtId", "0")): f.get("formatCode", GENERAL) for f in root.iter(S + "numFmt")}
    fonts = root.find(S + "fonts")
    struck_fonts = {number for number, font in enumerate(fonts if fonts is not None else ()) if _is_struck(font)}
    codes: list[str] = []
    struck: set[int] = set()
    formats = root.find(S + "cellXfs")
    for number, xf in enumerate(formats if formats is not None else ()):
        identifier = _integer(xf.get("numFmtId"))
        codes.append(own.get(identifier) or BUILT_IN.get(identifier, GENERAL))
        if struck_fonts and _integer(xf.get("fontId")) in struck_fonts:
            struck.add(number)
    return Styles(codes, frozenset(struck))


def _is_struck(font: etree._Element) -> bool:
    strike = font.find(S + "strike")
    return strike is not None and strike.get("val", "1") not in ("0", "false")


def _integer(text: str | None) -> int:
    return int(text) if text is not None and text.isascii() and text.isdigit() else 0

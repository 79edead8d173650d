"""Styles of an OpenDocument workbook: number formats as codes of an xlsx, struck-out fonts, hidden sheets."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from lxml import etree

from kinerja_docs.reading.sheet_grid import TRUTH
from kinerja_docs.reading.sheet_styles import GENERAL, Styles

_STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_NUMBER = "{urn:oasis:names:tc:opendocument:xmlns:datastyle:1.0}"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_FORMATS = tuple(
    f"{_NUMBER}{kind}-style" for kind in ("number", "percentage", "currency", "date", "time", "boolean", "text")
)
_LINES = ("text-line-through-style", "text-line-through-type")
_LETTERS = {  # short and long
    "day": ("d", "dd"),
    "day-of-week": ("ddd", "dddd"),
    "year": ("yy", "yyyy"),
    "hours": ("h", "hh"),
    "minutes": ("m", "mm"),
    "seconds": ("s", "ss"),
}
_MOST_DIGITS = 30
_TRUTH = '"{0}";"{0}";"{1}"'.format(TRUTH["1"], TRUTH["0"])


@dataclass(slots=True)
class OpenStyles:
    """Styles of cells by name and number."""

    numbered: Styles = field(default_factory=Styles)
    hidden_tables: frozenset[str] = frozenset()
    struck_texts: frozenset[str] = frozenset()  # names of styles of runs of text
    _numbers: dict[str, str] = field(default_factory=dict)

    def number_of(self, name: str) -> str:
        """The number of a cell style, as a cell of an xlsx spells it; 0 (General) for an unknown one."""
        return self._numbers.get(name, "0")


def read_open_styles(roots: Iterable[etree._Element]) -> OpenStyles:
    """The styles of ``styles.xml`` and ``content.xml``; what the later part says counts."""
    formats: dict[str, etree._Element] = {}
    named: dict[tuple[str, str], etree._Element] = {}
    for root in roots:
        formats |= {style.get(_STYLE + "name", ""): style for style in root.iter(*_FORMATS)}
        for style in root.iter(_STYLE + "style"):
            named[style.get(_STYLE + "family", ""), style.get(_STYLE + "name", "")] = style
    codes, struck, numbers = [GENERAL], set(), {}
    for (family, name), style in named.items():
        if family != "table-cell":
            continue
        number = numbers[name] = str(len(codes))
        codes.append(_code_of(_chain(style, named, family), formats))
        if _is_struck(_chain(style, named, family)):
            struck.add(number)
    texts = (key for key, style in named.items() if key[0] == "text" and _is_struck(_chain(style, named, "text")))
    return OpenStyles(
        Styles(codes, frozenset(struck)),
        frozenset(name for (family, name), style in named.items() if family == "table" and _is_hidden(style)),
        frozenset(name for _, name in texts),
        numbers,
    )


def _chain(
    style: etree._Element | None, named: dict[tuple[str, str], etree._Element], family: str
) -> Iterator[etree._Element]:
    """A style and those it is made from."""
    for _ in range(20):  # a circle of styles is no style
        if style is None:
            return
        yield style
        style = named.get((family, style.get(_STYLE + "parent-style-name", "")))


def _code_of(styles: Iterable[etree._Element], formats: dict[str, etree._Element]) -> str:
    name = next(
        (style.get(_STYLE + "data-style-name") for style in styles if style.get(_STYLE + "data-style-name")), ""
    )
    return _with_conditions(formats[name], formats) if name in formats else GENERAL


def _is_struck(styles: Iterable[etree._Element]) -> bool:
    for style in styles:
        for properties in style.iterchildren(_STYLE + "text-properties"):
            lines = [properties.get(_STYLE + name) for name in _LINES]
            if any(line is not None for line in lines):
                return any(line not in (None, "none") for line in lines)
    return False


def _is_hidden(style: etree._Element) -> bool:
    return any(
        properties.get(_TABLE + "display") == "false" for properties in style.iterchildren(_STYLE + "table-properties")
    )


def _with_conditions(style: etree._Element, formats: dict[str, etree._Element]) -> str:
    """The code of a format: those for positive, negative and zero numbers beside each other."""
    own = _code(style)
    mapped = {
        (where.get(_STYLE + "condition") or "").replace(" ", ""): formats[where.get(_STYLE + "apply-style-name", "")]
        for where in style.iterchildren(_STYLE + "map")
        if where.get(_STYLE + "apply-style-name", "") in formats
    }
    positive = mapped.get("value()>=0", mapped.get("value()>0"))
    if positive is None:
        return own
    negative = mapped.get("value()<0")
    if negative is None:  # what remains are the negative numbers
        return f"{_code(positive)};{own}"
    return f"{_code(positive)};{_code(negative)};{own}"


def _code(style: etree._Element) -> str:
    if style.tag == _FORMATS[5]:
        return _TRUTH
    code = "".join(_piece(child, style) for child in style.iterchildren(tag=etree.Element))
    return code or GENERAL


def _piece(child: etree._Element, style: etree._Element) -> str:
    name = etree.QName(child).localname
    long = child.get(_NUMBER + "style") == "long"
    if name in _LETTERS:
        letters = _LETTERS[name][long]
        if name == "hours" and style.get(_NUMBER + "truncate-on-overflow") == "false":
            return f"[{letters}]"
        return letters
    if name == "month":
        return ("mmmm" if long else "mmm") if child.get(_NUMBER + "textual") == "true" else "mm" if long else "m"
    if name in ("text", "currency-symbol"):
        return _literal(child.text or "", style)
    if name == "number":
        return _digits(child)
    simple = {"am-pm": "AM/PM", "fraction": "# ?/?", "text-content": "@"}
    return _digits(child) + "E+00" if name == "scientific-number" else simple.get(name, "")


def _literal(text: str, style: etree._Element) -> str:
    if style.tag == _FORMATS[1] and "%" in text:
        before, _, after = text.partition("%")
        return f"{_quoted(before)}%{_quoted(after)}"
    return _quoted(text)


def _quoted(text: str) -> str:
    text = text.replace('"', "")
    return f'"{text}"' if text else ""


def _digits(child: etree._Element) -> str:
    places, least = _count(child, "decimal-places"), _count(child, "min-integer-digits")
    if places is None:
        return GENERAL
    whole = "0" * (1 if least is None else least)
    if child.get(_NUMBER + "grouping") == "true":
        whole = f"#,{whole.rjust(3, '#')}"
    least_places = _count(child, "min-decimal-places")
    sure = places if least_places is None else min(least_places, places)
    fraction = "0" * sure + "#" * (places - sure)
    return (whole or "#") + ("." + fraction if fraction else "")


def _count(child: etree._Element, name: str) -> int | None:
    text = child.get(_NUMBER + name)
    return min(int(text), _MOST_DIGITS) if text is not None and text.isascii() and text.isdigit() else None

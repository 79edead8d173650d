"""Lists that Word numbers by itself: which paragraphs are items, and the number that an item without words prints.

The number of an item is no part of its words. Where a table cell holds nothing but numbered paragraphs the number is
all that it shows, as in a NO column, and becomes its text. The parts about styles and numbering are only read for that
and for styles that make items. What the walk must know stays in the tree as ITEM marks (see :mod:`wordml`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from lxml import etree

from kinerja_docs.errors import ReadingError
from kinerja_docs.reading import markup
from kinerja_docs.reading import wordml as w
from kinerja_docs.reading.package import Package

_STYLES, _NUMBERING = "word/styles.xml", "word/numbering.xml"
_NUMBER, _LEVEL = w.W + "numId", w.W + "ilvl"
_LEVEL_SETTINGS, _START, _FORMAT = w.W + "lvl", w.W + "start", w.W + "numFmt"
_SHOWN, _RESTART, _PLAIN = w.W + "lvlText", w.W + "lvlRestart", w.W + "isLgl"
_STYLE, _BASED_ON, _ABSTRACT_ID = w.W + "style", w.W + "basedOn", w.W + "abstractNumId"
_LIST, _ABSTRACT = w.W + "num", w.W + "abstractNum"
_OVERRIDE, _START_OVERRIDE, _LINK = w.W + "lvlOverride", w.W + "startOverride", w.W + "numStyleLink"
_SILENT = frozenset(("bullet", "none"))
_NO_LIST = "0"  # the list number that takes a paragraph out of its style's list
_DEEPEST, _LONGEST = 20, 40  # styles based on one another; characters of a number's pattern
_PLACE = re.compile(r"%([1-9])")
_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"))
_ROMAN_UNITS = (*_ROMAN, (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
_MOST_ROMAN, _MOST_LETTERS = 3999, 780


@dataclass(slots=True)
class _Item:
    """A paragraph that may be of a list: by its style or by itself; ``level`` None where nothing says it."""

    paragraph: etree._Element
    style: str | None = None
    number: str | None = None
    level: int | None = None


@dataclass(slots=True)
class _Level:
    """How one level of a list counts."""

    start: int = 1
    shape: str = "decimal"
    shown: str = ""
    restart: int | None = None  # restarts below this level (from 1) alone; 0 never
    plain: bool = False
    style: str | None = None


@dataclass(slots=True)
class _List:
    """A list: the definition it counts with, and what it sets for itself."""

    definition: str
    levels: dict[int, _Level]
    starts: dict[int, int]


@dataclass(slots=True)
class _Counts:
    """The latest number of each level, by definition; which lists have begun."""

    latest: dict[str, dict[int, int]] = field(default_factory=dict)
    begun: set[str] = field(default_factory=set)


class Lists:
    """The lists of one file."""

    def __init__(self, package: Package) -> None:
        self._package = package
        self._styles: dict[str, _Item] | None = None
        self._known: dict[str, _List | None] = {}
        self._parts: tuple[dict[str, etree._Element], dict[str, etree._Element]] | None = None  # definitions, lists

    def mark(self, top: etree._Element) -> bool:
        """Leaves an ITEM mark in each item under ``top`` and writes numbers into cells without words; whether any."""
        items = self._items(top)
        if not items:
            return False
        numbered = self._numbers(items)
        for item in items:
            number = numbered.get(item.paragraph)
            mark = etree.SubElement(item.paragraph[0], w.ITEM)
            mark.set(w.NAME, f"{item.number}/{item.level or 0}" if number is None else "")
            if number is not None:
                run = etree.SubElement(item.paragraph, w.RUN)
                etree.SubElement(run, w.TEXT).text = number
        return True

    def _items(self, top: etree._Element) -> list[_Item]:
        """The items under ``top`` in document order."""
        found: dict[etree._Element, _Item] = {}
        for setting in top.iter(w.NUMBERED, w.PARAGRAPH_STYLE):
            properties = setting.getparent()
            paragraph = properties.getparent() if properties is not None else None
            if paragraph is None or paragraph.tag != w.PARAGRAPH or paragraph[0] is not properties:
                continue
            item = found.setdefault(paragraph, _Item(paragraph))
            if setting.tag == w.PARAGRAPH_STYLE:
                item.style = setting.get(w.VALUE)
            else:
                _take(item, setting)
        for item in found.values():
            self._by_style(item, item.style)
        return [item for item in found.values() if item.number not in (None, _NO_LIST)]

    def _by_style(self, item: _Item, style: str | None) -> None:
        """What the paragraph does not say itself its style says, or the one that it is based on."""
        for _ in range(_DEEPEST):
            if style is None or item.number is not None:
                return
            settings = self._all_styles().get(style)
            if settings is None:
                return
            item.number = settings.number
            item.level = settings.level if item.level is None else item.level
            style = settings.style

    def _all_styles(self) -> dict[str, _Item]:
        """By style: the list that it is of, and in ``style`` the one that it is based on."""
        if self._styles is None:
            self._styles = {}
            root = self._part(_STYLES, b"numPr")
            for style in root.iterchildren(_STYLE) if root is not None else ():
                known = self._styles[style.get(w.W + "styleId", "")] = _Item(style)
                based_on, numbered = style.find(_BASED_ON), style.find(f"{w.PARAGRAPH_PROPERTIES}/{w.NUMBERED}")
                known.style = based_on.get(w.VALUE) if based_on is not None else None
                if numbered is not None:
                    _take(known, numbered)
        return self._styles

    def _part(self, name: str, holds: bytes) -> etree._Element | None:
        """The parsed part; None where it is missing, does not hold the bytes, or cannot be read (Word opens it too)."""
        if name not in self._package:
            return None
        try:
            data = self._package.read(name)
            return markup.parse_office(data, name, w.NAMESPACE) if holds in data else None
        except ReadingError:
            return None

    # -- numbers

    def _numbers(self, items: Iterable[_Item]) -> dict[etree._Element, str]:
        """What each item in a cell without words prints."""
        silent = _without_words(item.paragraph for item in items)
        if not silent:
            return {}
        counts = _Counts()
        numbers: dict[etree._Element, str] = {}
        for item in items:
            cell = item.paragraph.getparent()
            if cell is not None and _is_covered(cell):
                continue
            number = self._count(item, counts)
            if number and item.paragraph in silent:
                numbers[item.paragraph] = number
        return numbers

    def _count(self, item: _Item, counts: _Counts) -> str:
        """The item's number as it is printed; nothing for a bullet."""
        one = self._list(item.number or "")
        if one is None:
            return ""
        level = item.level
        if level is None:
            level = next((n for n, known in one.levels.items() if item.style and known.style == item.style), 0)
        how = one.levels.get(level)
        if how is None:
            return ""
        latest = counts.latest.setdefault(one.definition, {})
        if item.number not in counts.begun:
            counts.begun.add(item.number or "")
            for each in one.starts:
                latest.pop(each, None)
        latest[level] = latest[level] + 1 if level in latest else one.starts.get(level, how.start)
        for deeper in [n for n in latest if n > level and _restarts(one.levels.get(n), level)]:
            del latest[deeper]
        if how.shape in _SILENT:
            return ""

        def shown(match: re.Match[str]) -> str:
            place = int(match.group(1)) - 1
            upper = one.levels.get(place, _Level())
            number = latest.get(place, one.starts.get(place, upper.start))
            return _written(number, "decimal" if how.plain and upper.shape != "decimalZero" else upper.shape)

        return _PLACE.sub(shown, how.shown).strip()

    def _list(self, number: str) -> _List | None:
        """The list of that number; a file may define hundreds, of which few are used."""
        if number not in self._known:
            self._known[number] = self._read_list(number)
        return self._known[number]

    def _read_list(self, number: str) -> _List | None:
        if self._parts is None:
            root = self._part(_NUMBERING, b"abstractNum")
            found: tuple[etree._Element, ...] = tuple(root) if root is not None else ()
            by_name = {one.get(_ABSTRACT_ID, ""): one for one in found if one.tag == _ABSTRACT}
            self._parts = by_name, {one.get(_NUMBER, ""): one for one in found if one.tag == _LIST}
        definitions, lists = self._parts
        one = lists.get(number)
        name = _value(one, _ABSTRACT_ID) if one is not None else None
        link = _value(definitions[name], _LINK) if name in definitions else None
        if link is not None:  # the levels stand with the style's own list
            style = self._all_styles().get(link)
            own = lists.get(style.number or "") if style is not None else None
            name = _value(own, _ABSTRACT_ID) if own is not None else name
        if one is None or name not in definitions:
            return None
        made = _List(name, _levels(definitions[name]), {})
        for override in one.iterchildren(_OVERRIDE):
            made.levels |= _levels(override)
            start = _value(override, _START_OVERRIDE)
            if start is not None:
                made.starts[_whole(override.get(_LEVEL), 0)] = _whole(start, 1)
        return made


def _take(item: _Item, settings: etree._Element) -> None:
    level = _value(settings, _LEVEL)
    item.number = _value(settings, _NUMBER)
    item.level = _whole(level, 0) if level is not None else None


def _without_words(paragraphs: Iterable[etree._Element]) -> set[etree._Element]:
    """Those of the paragraphs that stand in a table cell which shows no words."""
    shows: dict[etree._Element, bool] = {}  # a cell may hold any number of paragraphs
    found: set[etree._Element] = set()
    for paragraph in paragraphs:
        cell = paragraph.getparent()
        if cell is None or cell.tag != w.CELL:
            continue
        if cell not in shows:
            shows[cell] = any((text.text or "").strip() for text in cell.iter(w.TEXT, w.PROMPT, w.STRUCK))
        if not shows[cell]:
            found.add(paragraph)
    return found


def _is_covered(cell: etree._Element) -> bool:
    """Whether the cell of the row above reaches down over this one, so that nothing in it is to be seen."""
    if cell.tag != w.CELL or cell[0].tag != w.CELL_PROPERTIES:
        return False
    merge = cell[0].find(w.DOWN)
    return merge is not None and merge.get(w.VALUE) != "restart"


def _levels(settings: etree._Element) -> dict[int, _Level]:
    levels: dict[int, _Level] = {}
    for level in settings.iterchildren(_LEVEL_SETTINGS):
        known = {setting.tag: setting.get(w.VALUE) for setting in level}
        levels[_whole(level.get(_LEVEL), 0)] = _Level(
            _whole(known.get(_START), 0),
            known.get(_FORMAT) or "decimal",
            (known.get(_SHOWN) or "")[:_LONGEST],
            _whole(known[_RESTART], 0) if _RESTART in known else None,
            _PLAIN in known and known[_PLAIN] not in w.OFF,
            known.get(w.PARAGRAPH_STYLE),
        )
    return levels


def _restarts(deeper: _Level | None, level: int) -> bool:
    return deeper is None or deeper.restart is None or level < deeper.restart


def _value(element: etree._Element, name: str) -> str | None:
    child = element.find(name)
    return child.get(w.VALUE) if child is not None else None


def _whole(text: str | None, otherwise: int) -> int:
    return int(text) if text is not None and text.isascii() and text.isdigit() and len(text) < 10 else otherwise


def _written(number: int, shape: str) -> str:
    """1 → ``1``, ``01``, ``a``, ``A``, ``i``, ``I``."""
    if shape == "decimalZero":
        return f"{number:02}"
    if shape in ("lowerLetter", "upperLetter") and 0 < number <= _MOST_LETTERS:
        text = chr(97 + (number - 1) % 26) * ((number - 1) // 26 + 1)
    elif shape in ("lowerRoman", "upperRoman") and 0 < number <= _MOST_ROMAN:
        text = ""
        for worth, sign in _ROMAN_UNITS:
            text += sign * (number // worth)
            number %= worth
    else:
        return str(number)
    return text.upper() if shape.startswith("upper") else text

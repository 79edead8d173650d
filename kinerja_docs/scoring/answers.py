"""What an answer cell says on its scale: a share, a count, nothing, or something that is no answer."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from typing import Literal

from kinerja_docs.definitions.framework import Framework, Option, Scale
from kinerja_docs.model import Cell
from kinerja_docs.score_tree import Branch, ScoreSheet
from kinerja_docs.text import fold, is_blank, quantity, quantity_of_cell, squash

Kind = Literal["blank", "share", "count", "impossible", "options_left"]
_LETTERED = re.compile(r"\s*([A-Za-z]{1,2})\s*[.):\-]\s*(?=\S)")
_ITEM = re.compile(r"(?:^|[\n/;|]|\s{2,})\s*([A-Ea-e])\s*[.):]\s*(?=\S)")
_ERROR = re.compile(r"#(?:DIV/0|N/A|REF|VALUE|NAME|NUM|NULL)[!?]?|FALSE|SALAH")
_HUNDRED = 100
_MEMO = 4096


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer. ``option`` is the chosen word of an option scale; ``share`` the part of the weight it gives."""

    kind: Kind
    share: Fraction | None = None
    count: Fraction | None = None
    option: Option | None = None

    @property
    def given(self) -> bool:
        """Whether somebody answered in a way that counts."""
        return self.kind in ("share", "count")


BLANK = Answer("blank")
IMPOSSIBLE = Answer("impossible")
LEFT = Answer("options_left")


def scale_of(node: Branch, sheet: ScoreSheet, printed_first: bool = False) -> Scale | None:
    """The scale of a node: of the edition where its code is known, else the one that the sheet prints beside it."""
    pair = sheet.scales.get(node)
    if pair is None:
        pair = sheet.scales[node] = _scales(node, sheet.framework)
    return pair[printed_first]


def _scales(node: Branch, framework: Framework | None) -> tuple[Scale | None, Scale | None]:
    """The scale of the edition before the printed one, and the printed one before that of the edition."""
    if framework is None:
        return None, None
    known = framework.nodes[node.code].scale if node.code is not None else None
    cell = node.cells.get("pilihan")
    printed = printed_scale(cell.text, framework) if cell is not None else None
    return known or printed, printed or known


def printed_scale(text: str, framework: Framework) -> Scale | None:
    """The scale of the edition that a sheet names as ``A/B/C`` or ``Ya/Tidak``."""
    return _printed(framework).get(_compact(text))


@lru_cache(maxsize=16)
def _printed(framework: Framework) -> dict[str, Scale]:
    return {_compact(word): scale for scale in framework.head.scales.values() for word in scale.printed}


@lru_cache(maxsize=4096)
def _compact(text: str) -> str:
    text = text.strip()
    return "%" if text == "%" else fold(text).replace(" ", "")


def read(cell: Cell | None, scale: Scale, unanswered: frozenset[str]) -> Answer:
    """The answer of a cell."""
    if cell is None or not cell.text:
        return BLANK
    known = _KNOWN.get(id(scale))
    if known is None:
        known = _KNOWN[id(scale)] = (scale, {})
    answers = known[1]
    key = (cell.text, cell.number, cell.shown_as, unanswered)
    found = answers.get(key)
    if found is None:
        if len(answers) > _MEMO:
            answers.clear()
        found = answers[key] = _read(cell, scale, unanswered)
    return found


def _read(cell: Cell, scale: Scale, unanswered: frozenset[str]) -> Answer:
    if is_blank(cell.text) or fold(cell.text) in unanswered:
        return BLANK
    if _ERROR.fullmatch(cell.text.strip()):
        return BLANK  # a formula over blanks: nobody answered what it looks at
    if scale.kind == "options":
        return _option(cell, scale)
    number = _number(cell)
    if number is None:
        return LEFT if _compact(cell.text) in {_compact(word) for word in scale.printed} else IMPOSSIBLE
    if scale.kind == "count":
        return Answer("count", count=number) if number >= 0 and number.denominator == 1 else IMPOSSIBLE
    if scale.kind == "score":
        assert scale.top is not None
        return Answer("share", number / scale.top) if 0 <= number <= scale.top else IMPOSSIBLE
    return _percent(cell, number)


def answer_of(node: Branch, sheet: ScoreSheet, role: str = "jawaban") -> Answer | None:
    """The answer of a node, None where it is not answered at all (a heading, a criterion that carries evidence)."""
    scale = scale_of(node, sheet)
    if scale is None:
        return None
    return read(node.cells.get(role), scale, sheet.unanswered)


def _number(cell: Cell) -> Fraction | None:
    found = quantity_of_cell(cell) if cell.number is not None else quantity(squash(cell.text))
    return Fraction(str(found.value)) if found is not None else None


def _percent(cell: Cell, number: Fraction) -> Answer:
    """``75%``, ``75`` and 0.75 are three quarters; a bare 1 is the whole."""
    marked = cell.shown_as == "percent" or "%" in cell.text
    share = number / _HUNDRED if marked or number > 1 else number
    return Answer("share", min(max(share, Fraction(0)), Fraction(1)))


def _option(cell: Cell, scale: Scale) -> Answer:
    words = _words(scale)
    text = squash(cell.text)
    key = fold(text)
    found = words.get(key)
    if found is None and cell.number is not None and {"1", "0"} <= words.keys():
        found = words.get(f"{cell.number:g}")
    if found is not None:
        return _of(found)
    if _left_standing(cell.text, scale):
        return LEFT
    lettered = _LETTERED.match(text)
    if lettered is not None and fold(lettered.group(1)) in words:
        return _of(words[fold(lettered.group(1))])
    first = re.match(r"(\w+)\s*[,;:(]", text)
    if first is not None and len(first.group(1)) > 1 and fold(first.group(1)) in words:
        return _of(words[fold(first.group(1))])
    return IMPOSSIBLE


def _of(option: Option) -> Answer:
    return Answer("share", option.value, option=option)


# Kept by identity, with the scale so that its id stays its own: hashing a scale costs more than reading an answer.
_KNOWN: dict[int, tuple[Scale, dict[tuple[str, float | None, str, frozenset[str]], Answer]]] = {}
_WORDS: dict[int, tuple[Scale, dict[str, Option]]] = {}


def _words(scale: Scale) -> dict[str, Option]:
    """The options by every spelling, folded."""
    kept = _WORDS.get(id(scale))
    if kept is None:
        found = {fold(word): option for option in scale.options for word in (option.word, *option.also)}
        kept = _WORDS[id(scale)] = (scale, found)
    return kept[1]


def _left_standing(text: str, scale: Scale) -> bool:
    """A list of options that nobody chose from: ``A/B/C``, or the lettered options one below the other."""
    if _compact(text) in {_compact(word) for word in scale.printed}:
        return True
    parts = [fold(part) for part in re.split(r"[/,;|\n]| atau ", text) if part.strip()]
    words = _words(scale)
    if len(parts) > 1 and all(part in words for part in parts):
        return True
    return len({match.group(1).lower() for match in _ITEM.finditer(text)}) >= 2


def steps_apart(one: Answer, other: Answer, scale: Scale) -> int:
    """How many options lie between two answers of an option scale; 0 where one is none."""
    if one.option is None or other.option is None:
        return 0
    order: Sequence[str] = [option.word for option in scale.options]
    return abs(order.index(one.option.word) - order.index(other.option.word))

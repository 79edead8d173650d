"""Whether a target asks less than the one it serves, knowing where less is better."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Literal

from kinerja_docs import resources
from kinerja_docs.definitions.source import Model, load
from kinerja_docs.text import fold, quantity, squash, units
from kinerja_docs.text.language import words_pattern

Verdict = Literal["weaker", "equal", "stronger", "incomparable"]
FILE = "arah_target.yaml"


class Directions(Model):
    """All of ``arah_target.yaml``."""

    upper: tuple[str, ...]
    upper_signs: tuple[str, ...]
    lower: tuple[str, ...]
    lower_signs: tuple[str, ...]
    less_is_better: tuple[str, ...]
    more_is_better: tuple[str, ...]
    percent_words: tuple[str, ...]
    grades: tuple[tuple[str, ...], ...]
    factors: tuple[dict[str, float], ...]


@cache
def directions() -> Directions:
    """The shipped words, read on first use."""
    return load(resources.data_path(FILE), Directions)


@dataclass(frozen=True, slots=True)
class Aim:
    """A target as printed (``maksimal 3 hari``, ``88``, ``BB``), the unit's own column, its indicator's text."""

    target: str
    unit: str = ""
    indicator: str = ""


def compare(own: Aim, served: Aim) -> Verdict:
    """What ``own`` asks, measured by ``served``. Other units, contrary directions and texts without one number are
    ``incomparable``; a bare number counts as a percentage where its indicator says so."""
    graded = _grades(own, served)
    if graded is not None:
        return graded
    mine, theirs = _measured(own), _measured(served)
    if mine is None or theirs is None or mine[1] != theirs[1]:
        return "incomparable"
    sides = {side for side in (_direction(own), _direction(served)) if side}
    if len(sides) > 1:
        return "incomparable"
    if mine[0] == theirs[0]:
        return "equal"
    less_is_better = sides == {"less"}
    return "stronger" if (mine[0] < theirs[0]) == less_is_better else "weaker"


def _grades(own: Aim, served: Aim) -> Verdict | None:
    for scale in directions().grades:
        folded = [fold(grade) for grade in scale]
        mine, theirs = fold(own.target), fold(served.target)
        if mine in folded and theirs in folded:
            gap = folded.index(mine) - folded.index(theirs)
            return "equal" if gap == 0 else "weaker" if gap > 0 else "stronger"
    return None


@cache
def _bounds() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Leading words and signs of upper bounds and of lower ones."""
    known = directions()
    upper, lower = (
        re.compile(
            rf"(?:(?:{words_pattern(words)})\b|{'|'.join(map(re.escape, sorted(signs, key=len, reverse=True)))})\s*",
            re.I,
        )
        for words, signs in ((known.upper, known.upper_signs), (known.lower, known.lower_signs))
    )
    return upper, lower


def _measured(aim: Aim) -> tuple[float, str] | None:
    """The number and its unit in a common spelling; None where there is not one number."""
    text = squash(aim.target)
    for pattern in _bounds():
        text = pattern.sub("", text)
    found = quantity(text.strip())
    if found is None:
        return None
    printed = found.unit or aim.unit
    if not printed:
        percent = any(fold(word) and fold(word) in fold(aim.indicator).split() for word in directions().percent_words)
        return float(found.value), "%" if percent else ""
    unit = units.find(printed)
    name = unit.name.casefold() if unit is not None else fold(printed)
    for table in directions().factors:
        if name in table:
            return found.value * table[name], "/".join(table)
    return float(found.value), name


def _direction(aim: Aim) -> Literal["less", "more", ""]:
    """Where the print says which way is better: a bound in the target, else the indicator's words."""
    upper, lower = _bounds()
    if upper.search(squash(aim.target)):
        return "less"
    if lower.search(squash(aim.target)):
        return "more"
    text = fold(aim.indicator)
    known = directions()
    if re.search(rf"\b(?:{words_pattern(map(fold, known.more_is_better))})\b", text):
        return "more"
    if re.search(rf"\b(?:{words_pattern(map(fold, known.less_is_better))})\b", text):
        return "less"
    return ""

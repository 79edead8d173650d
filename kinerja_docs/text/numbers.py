"""Numbers as Indonesians print them: dots for thousands, a comma for the fraction, and numbers in words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from kinerja_docs.text.language import language, words_pattern
from kinerja_docs.text.normal import fold, squash

if TYPE_CHECKING:
    from kinerja_docs.model import Cell

# A first group of 0 is no thousand: 0.125 is a fraction.
_NUMBER = r"(?:[1-9]\d{0,2}(?:\.\d{3})+(?:,\d+)?|[1-9]\d{0,2}(?:,\d{3}){2,}(?:\.\d+)?|\d+(?:[.,]\d+)?)"
_WHOLE = re.compile(rf"([+-]?){_NUMBER}")
_QUANTITY = re.compile(rf"(-?{_NUMBER})(?![\d.,]*\d)\s*(.*)")
_SCALED = re.compile(rf"(-?{_NUMBER})\s*([a-z]+)\.?(?:\s+([a-z]+))?")
_BRACKETS = re.compile(r"\s*\(([^()]*)\)\s*")
_UNIT = re.compile(r"[^\W\d_%‰°][^\d<>=≥≤±+]*|[%‰°][^\d<>=≥≤±+]*")
_UNIT_WORDS = 8
_THOUSAND = 1000
_LARGEST = 1e300
_LONGEST = 60  # signs of a number; what is longer is no quantity that anybody means, and no float either


@dataclass(frozen=True, slots=True)
class Quantity:
    """One number and the unit printed beside it, in lower case."""

    value: int | float
    unit: str | None = None


def tidy(number: float) -> int | float:
    """The number without a fraction where it has none, else free of binary noise (56.99999999999999 → 57)."""
    rounded = round(number, 10)
    return int(rounded) if rounded == int(rounded) else rounded


def number(text: str) -> int | float | None:
    """A bare number in Indonesian print: ``5.250`` → 5250, ``3,2`` → 3.2, ``88.7571`` → 88.7571; else None."""
    text = text.strip()
    match = _WHOLE.fullmatch(text) if len(text) <= _LONGEST else None
    if match is None:
        return None
    sign = -1 if match.group(1) == "-" else 1
    digits = text.lstrip("+-")
    if re.fullmatch(r"[1-9]\d{0,2}(?:\.\d{3})+(?:,\d+)?", digits):
        digits = digits.replace(".", "").replace(",", ".")
    elif re.fullmatch(r"[1-9]\d{0,2}(?:,\d{3}){2,}(?:\.\d+)?", digits):
        digits = digits.replace(",", "")
    else:
        digits = digits.replace(",", ".")
    return sign * (tidy(float(digits)) if "." in digits else int(digits))


def _unit(text: str) -> str | None:
    """The unit in lower case, an empty string for none, or None where the text is no unit."""
    outside = squash(_BRACKETS.sub(" ", text))
    inside = " ".join(part for part in _BRACKETS.findall(text) if read_terbilang(part) is None)
    text = outside or squash(inside)
    if not text:
        return ""
    if _UNIT.fullmatch(text) is None or len(text.split()) > _UNIT_WORDS:
        return None
    text = text.rstrip(";,").casefold()
    return text.rstrip(".") if len(text.split()[-1]) > 5 else text


@cache
def _marks() -> tuple[re.Pattern[str], re.Pattern[str]]:
    money = words_pattern(language().words("money_marks"))
    return re.compile(rf"(?:{money})\s*", re.IGNORECASE), re.compile(r"(?:,|\.)\s*[-–—=]+$")


@lru_cache(maxsize=16384)
def quantity(text: str) -> Quantity | None:
    """One number with an optional unit (``12 Laporan``, ``95 %``, ``5 (lima) dokumen``); anything else None."""
    text = squash(text)
    if any(char.isdigit() for char in "".join(_BRACKETS.findall(text))):
        return None
    mark = _marks()[0].match(text)
    if mark is not None:
        amount = money(text)
        return None if amount is None else Quantity(amount, "rp")
    match = _QUANTITY.fullmatch(text)
    if match is None:
        return _unit_first(text)
    value, unit = number(match.group(1)), _unit(match.group(2))
    return None if value is None or unit is None else Quantity(value, unit or None)


def _unit_first(text: str) -> Quantity | None:
    """``Indeks 3,2`` and ``Nilai 85``: units of a scale may stand before their number."""
    from kinerja_docs.text import units

    word, _, rest = text.partition(" ")
    value = number(rest)
    unit = units.find(word)
    if value is None or unit is None or unit.kind != "indeks":
        return None
    return Quantity(value, word.casefold())


def quantity_of_cell(cell: Cell) -> Quantity | None:
    """The quantity of a cell: in a number cell the stored number (times 100 where shown as a percentage)."""
    return quantity_shown(cell.text, cell.number, cell.shown_as)


@lru_cache(maxsize=16384)
def quantity_shown(text: str, number: float | None, shown_as: str) -> Quantity | None:
    """The quantity of a cell that shows ``text``, by its stored number where it has one."""
    if number is None:
        return quantity(text)
    if shown_as == "date" or not abs(number) < _LARGEST:
        return None
    if shown_as == "percent":
        return Quantity(tidy(number * 100), "%")
    shown = quantity(text)
    return Quantity(tidy(number), shown.unit if shown is not None else None)


def integer(text: str) -> int | None:
    """A whole number, with or without a unit; None for anything else."""
    found = quantity(text)
    return found.value if found is not None and isinstance(found.value, int) else None


def money(text: str) -> int | None:
    """Whole rupiah: ``Rp 1.500.000``, ``1.500.000,-``, ``Rp 25 juta``; the amount in words may follow in brackets."""
    text = _BRACKETS.sub(" ", squash(text)).strip()
    mark, dash = _marks()
    text = dash.sub("", mark.sub("", text, count=1)).strip()
    scaled = _scaled(text)
    value = number(text) if scaled is None else scaled
    return None if value is None else round(value)


def _scaled(text: str) -> int | float | None:
    """``25 juta``, ``1,2 miliar rupiah``: a number with its thousands or millions in a word; None for other texts."""
    match = _SCALED.fullmatch(text.casefold()) if len(text) <= _LONGEST else None
    _, powers, _, _, tails = _number_words()
    if match is None or (match.group(3) is not None and match.group(3) not in tails):
        return None
    size = powers.get(match.group(2), 0)
    value = number(match.group(1)) if size >= _THOUSAND else None
    return None if value is None else tidy(value * size)


@cache
def _number_words() -> tuple[dict[str, int], dict[str, int], str, str, frozenset[str]]:
    table = language().raw["numbers"]
    units = {word: value for value, word in enumerate(table["units"])}
    powers = {word: int(value) for word, value in table["powers"].items()}
    return units, powers, table["one"], table["teen"], frozenset(table["tails"])


def terbilang(value: int) -> str:
    """A whole number in Indonesian words: 125 → ``seratus dua puluh lima``. Negative numbers raise ValueError."""
    units, powers, one, teen, _ = _number_words()
    if value < 0:
        raise ValueError(value)
    names = list(units)
    if value < 10:
        return names[value]
    if 10 < value < 20:
        return one + teen if value == 11 else f"{names[value - 10]} {teen}"
    by_size: dict[int, str] = {}
    for word, size in powers.items():
        by_size.setdefault(size, word)
    size = max(size for size in by_size if size <= value)
    count, rest = divmod(value, size)
    head = one + by_size[size] if count == 1 and size <= 1000 else f"{terbilang(count)} {by_size[size]}"
    return head if rest == 0 else f"{head} {terbilang(rest)}"


@cache
def _word_tokens() -> re.Pattern[str]:
    units, powers, one, teen, _ = _number_words()
    return re.compile(words_pattern([*units, *powers, teen, one]))


def _split(word: str) -> list[str] | None:
    """``sebelas`` → se, belas; ``duapuluh`` → dua, puluh; None where the word is no number."""
    parts: list[str] = []
    position = 0
    while position < len(word):
        match = _word_tokens().match(word, position)
        if match is None:
            return None
        parts.append(match.group())
        position = match.end()
    return parts


@lru_cache(maxsize=4096)
def read_terbilang(text: str) -> int | None:
    """The number that words spell (``dua belas`` → 12, ``seratus juta rupiah`` → 100000000); None for other words."""
    units, powers, one, teen, tails = _number_words()
    words = fold(text).split()
    while words and words[-1] in tails:
        words.pop()
    tokens: list[str] = []
    for word in words:
        parts = _split(word)
        if parts is None:
            return None
        tokens += parts
    return _value_of(tokens, units, powers, one, teen) if tokens else None


def leading_terbilang(text: str) -> tuple[int, int] | None:
    """The number that the first words of a text spell, and where it ends (``lima belas orang`` → 15, 10)."""
    ends = [match.end() for match in re.finditer(r"[^\W\d_]+", text)]
    best: tuple[int, int] | None = None
    for end in ends:
        value = read_terbilang(text[:end])
        if value is not None:
            best = value, end
        elif _split(fold(text[:end]).split()[-1]) is None:
            break
    return best


def _value_of(
    tokens: list[str],
    units: dict[str, int],
    powers: dict[str, int],
    one: str,
    teen: str,
) -> int | None:
    """Sum of the tokens; every count must be used and sizes must fall, as in speech."""
    total = group = 0
    pending: int | None = None
    for token in tokens:
        if token == one or token in units:
            if pending is not None:
                return None
            pending = 1 if token == one else units[token]
        elif token == teen:
            if pending is None:
                return None
            group, pending = group + 10 + pending, None
        elif powers[token] < 1000:
            if pending is None:
                return None
            group, pending = group + pending * powers[token], None
        else:
            count = group + (pending or 0)
            if count == 0:
                return None
            total, group, pending = total + count * powers[token], 0, None
    return total + group + (pending or 0)

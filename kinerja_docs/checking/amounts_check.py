"""Check kinds for numbers that are printed twice: in digits and in words, as a total and as its rows."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache

from kinerja_docs.checking.hits import Context, Hit, Kind
from kinerja_docs.checking.params import Params, short
from kinerja_docs.checking.print import Matter, printed
from kinerja_docs.model import Cell, Record
from kinerja_docs.text import fold, money, read_terbilang, terbilang
from kinerja_docs.text.language import language, words_pattern

_NEAR = 0.005
_BRACKETED = re.compile(r"\(\s*(?P<digits>\d[\d.]*)\s*\)")
_LOOK_BACK = 120  # letters in which the words of a number stand before its digits


class Amounts(Params):
    """``spelled``: words before an amount in words ("Terbilang: …"); ``amount``: the field it then belongs to.
    ``totals``: what begins the line of a total ("Jumlah laporan" is an indicator). Totals of the tables ``unless``
    are another item's."""

    spelled: tuple[str, ...]
    amount: str
    totals: tuple[str, ...]
    unless: tuple[str, ...] = ()


def amounts(params: Amounts, record: Record, context: Context) -> Iterator[Hit]:
    """Digits and words differ, or a printed total differs from the sum of its rows."""
    for cell in printed(record, context).having(Matter.BRACKET):
        differing = _differing(cell.text)
        if differing is not None:
            digits, words, value, spelled = differing
            yield _hit(cell, digits, words, value, spelled)
    yield from _spelled(params, record, context)
    yield from _totals(params, record)


def _hit(cell: Cell, digits: str, words: str, value: int, spelled: int) -> Hit:
    return Hit(
        cell.at,
        params={
            "digits": short(digits),
            "words": short(words),
            "right": terbilang(value),
            "spelled": f"{spelled:,}".replace(",", "."),
        },
        column="terbilang",
        key=f"{digits} {words}",
        variant="words",
    )


@cache
def _pattern() -> re.Pattern[str]:
    """``5 (lima)``, ``Rp1.500.000,- (satu juta lima ratus ribu rupiah)``, ``95 % (sembilan puluh lima persen)``."""
    marks = words_pattern(language().words("money_marks"))
    return re.compile(
        rf"(?:(?<!\w)(?:{marks})\s*|(?<![\w.,/-]))(?P<digits>\d{{1,3}}(?:\.\d{{3}})+(?:,\d+)?|\d+(?:,\d+)?)"
        r"(?:,?\s?[-–])?\s*%?\s*(?:[^\W\d_]+\s*)?\(\s*(?P<words>[^\W\d_][^()\d]*?)\s*\)",
        re.IGNORECASE,
    )


@lru_cache(maxsize=8192)
def _differing(text: str) -> tuple[str, str, int, int] | None:
    """Digits, words and both their values, where a text prints a number twice and differently."""
    return _digits_first(text) or _words_first(text)


def _digits_first(text: str) -> tuple[str, str, int, int] | None:
    for match in _pattern().finditer(text):
        value, spelled = (
            money(match.group("digits")),
            read_terbilang(match.group("words")),
        )
        if value is None or spelled is None or value == spelled or "," in match.group("digits").removesuffix(",00"):
            continue
        return match.group("digits"), match.group("words"), value, spelled
    return None


def _words_first(text: str) -> tuple[str, str, int, int] | None:
    """``lima (6)``; not in a text that counts its points with bracketed numbers."""
    differing: tuple[str, str, int, int] | None = None
    for match in _BRACKETED.finditer(text):
        words = _number_words(text[max(0, match.start() - _LOOK_BACK) : match.start()])
        spelled, value = read_terbilang(words) if words else None, money(match.group("digits"))
        if spelled is None or value is None:
            return None
        if spelled != value and differing is None:
            differing = match.group("digits"), words, value, spelled
    return differing


def _number_words(text: str) -> str:
    """The longest run of number words at the end of a text."""
    words = text.split()
    run: list[str] = []
    while words and (read_terbilang(words[-1]) is not None or _is_part(words[-1])):
        run.insert(0, words.pop())
    return " ".join(run)


def _is_part(word: str) -> bool:
    """Whether a word is part of a number only (*puluh*, *belas*, *ribu*)."""
    return read_terbilang(f"satu {word}") is not None


def _spelled(params: Amounts, record: Record, context: Context) -> Iterator[Hit]:
    """``Terbilang: …`` beside the total of the document."""
    amount = record.fields.get(params.amount)
    if amount is None or not isinstance(amount.value, int):
        return
    starts = tuple(word.casefold() for word in params.spelled)
    for cell in printed(record, context).cells:
        text = cell.text.strip(" ()\n")
        if not text[:20].casefold().startswith(starts):
            continue
        words = text.partition(":")[2].strip(" ()#*.\n")
        spelled = read_terbilang(words) if words else None
        if spelled is not None and spelled != amount.value:
            yield _hit(cell, amount.text, words, amount.value, spelled)


def _totals(params: Amounts, record: Record) -> Iterator[Hit]:
    for total in record.spare.get("totals") or ():
        value, due, cell = total.get("value"), total.get("sum"), total.get("cell")
        if total.get("table") in params.unless or value is None or due is None or cell is None:
            continue
        if abs(value - due) > _NEAR and _begins_line(params.totals, record, cell):
            yield Hit(
                cell.at,
                params={"found": short(cell.text), "sum": _print(due)},
                table=str(total.get("table") or ""),
                column=str(total.get("column") or ""),
                key=cell.text,
                variant="total",
            )


def _begins_line(words: tuple[str, ...], record: Record, cell: Cell) -> bool:
    """Whether the line of a cell begins with one of the words and nothing else in that cell."""
    for line in record.lines:
        if any(other is cell for other in line.cells):
            first = next((other.text for other in line.cells if fold(other.text)), "")
            return fold(first) in words
    return False


def _print(number: float) -> str:
    text = f"{number:,.2f}".translate(str.maketrans(",.", ".,"))
    return text.removesuffix(",00")


KINDS: dict[str, Kind] = {"amounts": Kind(Amounts, amounts)}

"""From print to :class:`Value`, by the kinds of the contract's reading rules."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from rapidfuzz import fuzz

from kinerja_docs import text as t
from kinerja_docs.definitions.layout import ValueKind
from kinerja_docs.model import Cell, Value

_NEAR = 85.0  # "Pengutan Internal" is Penguatan Internal; "Output" is no Kuantitas


def make_value(
    kind: ValueKind, text: str, cell: Cell, vocabulary: Mapping[str, list[str]] | None = None
) -> Value | None:
    """The value that a text prints, or None where nothing is printed (blank, dashes, dots) or a placeholder stands.

    A text that cannot be read as its kind gives a Value whose ``value`` is None.
    """
    if not text:
        return None
    if cell.number is not None and kind in ("quantity", "money", "number", "date"):
        return _of_number_cell(kind, text, cell)
    read = _read(kind, text)
    if read is None:
        return None
    if kind == "word":
        return Value(read[0], canonical(read[0], vocabulary or {}), cell)
    return Value(read[0], read[1], cell, read[2])


@lru_cache(maxsize=65_536)
def _read(kind: ValueKind, text: str) -> tuple[str, Any, str | None] | None:
    """Text, value and unit by kind; the same prints come back in every document, so they are remembered."""
    text = t.squash(text)
    if t.is_blank(text) or t.is_placeholder(text) or (kind != "text" and t.has_leftover(text)):
        return None
    if kind == "quantity":
        quantity = t.quantity(text)
        return (text, quantity.value, quantity.unit) if quantity is not None else (text, None, None)
    return text, _scalar(kind, text), None


def _of_number_cell(kind: ValueKind, text: str, cell: Cell) -> Value | None:
    """A number cell of a workbook: the stored number counts, not its rounded display."""
    shown = t.squash(text)
    if t.is_blank(shown):
        return None
    if kind == "date":
        return Value(shown, _scalar("date", shown), cell)
    if t.squash(cell.text) != shown:  # joined with a unit in the column beside it
        read = _read(kind, text)
        return Value(read[0], read[1], cell, read[2]) if read is not None else None
    if kind == "quantity":
        quantity = t.quantity_of_cell(cell)
        return Value(shown, quantity.value, cell, quantity.unit) if quantity is not None else Value(shown, None, cell)
    whole = int(cell.number) if cell.number is not None and cell.number == int(cell.number) else None
    return Value(shown, whole, cell)


def _scalar(kind: ValueKind, text: str) -> Any:
    if kind == "nip":
        return t.nip_digits(text)
    if kind == "golongan":
        return t.golongan(text)
    if kind == "year":
        return t.year(text)
    if kind == "date":
        found = t.read_date(text)
        return found.isoformat() if found is not None else None
    if kind == "money":
        return t.money(text)
    if kind == "number":
        return t.integer(text)
    return None


# Vocabularies live as long as their layout; each is kept with its memo so that its id stays its own.
_MEMOS: dict[int, tuple[Mapping[str, list[str]], dict[str, str | None]]] = {}


def canonical(text: str, vocabulary: Mapping[str, list[str]]) -> str | None:
    """The canonical word whose phrase the folded text is (nearly); the longest phrase wins, so that
    "Butuh Perbaikan" is never taken for "Baik"."""
    kept = _MEMOS.get(id(vocabulary))
    if kept is None or kept[0] is not vocabulary:
        kept = _MEMOS[id(vocabulary)] = (vocabulary, {})
    memo = kept[1]
    if text not in memo:
        if len(memo) > 20_000:
            memo.clear()
        memo[text] = _canonical(t.fold(text), vocabulary)
    return memo[text]


def _canonical(key: str, vocabulary: Mapping[str, list[str]]) -> str | None:
    best: tuple[float, int, str] | None = None
    for word, phrases in vocabulary.items():
        for phrase in (word, *phrases):
            folded = t.fold(phrase)
            if folded == key:
                return word
            if len(folded) > 4:
                score = fuzz.ratio(folded, key)
                if score >= _NEAR and (best is None or (score, len(folded)) > best[:2]):
                    best = (score, len(folded), word)
    return best[2] if best is not None else None

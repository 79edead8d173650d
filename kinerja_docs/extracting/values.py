"""From print to :class:`Value`, by the kinds of the contract's reading rules."""

from __future__ import annotations

from collections.abc import Mapping
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
    text = t.squash(text)
    if t.is_blank(text) or t.is_placeholder(text):
        return None
    if kind == "text":
        return Value(text, None, cell)
    if kind == "quantity":
        quantity = t.quantity_of_cell(cell) if cell.number is not None and t.squash(cell.text) == text else t.quantity(text)
        return Value(text, quantity.value, cell, quantity.unit) if quantity is not None else Value(text, None, cell)
    if kind == "word":
        return Value(text, canonical(text, vocabulary or {}), cell)
    return Value(text, _scalar(kind, text, cell), cell)


def _scalar(kind: ValueKind, text: str, cell: Cell) -> Any:
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
        return int(cell.number) if cell.number is not None and cell.shown_as == "number" else t.money(text)
    if kind == "number":
        return t.integer(text)
    return None


def canonical(text: str, vocabulary: Mapping[str, list[str]]) -> str | None:
    """The canonical word whose phrase the folded text is (nearly); the longest phrase wins, so that
    "Butuh Perbaikan" is never taken for "Baik"."""
    key = t.fold(text)
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



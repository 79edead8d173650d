"""Numbers of persons in what is handed on: of a NIP or NIK only the last three digits stay."""

from __future__ import annotations

import re
from collections.abc import Callable

KEPT = 3
SIGN = "•"
_GAP = r"[\s.\u00a0'’-]?"
_BORN = rf"(?:19[4-9]\d|200\d){_GAP}(?:0[1-9]|1[0-2]){_GAP}(?:[0-2]\d|3[01])"
_PATTERNS = (
    # a NIP as it should be: born, appointed, sex, number; parted in any way
    rf"{_BORN}{_GAP}(?:19|20)\d\d{_GAP}\d\d{_GAP}[12]{_GAP}\d{_GAP}\d{_GAP}\d",
    # one with a digit too many or too few, in the usual four groups
    r"\d[\dOoIl]{6,8}[\s.\u00a0]+[\dOoIl]{5,7}[\s.\u00a0]+\d[\s.\u00a0]+[\dOoIl]{2,4}",
    # an unbroken row of digits, or of digits and the letters that are typed for them
    r"\d[\dOoIl]{13,}\d",
)
_NUMBER = re.compile(rf"(?<![\dA-Za-z])(?:{'|'.join(_PATTERNS)})(?![\dA-Za-z])")

Masker = Callable[[str], str]


def masked(text: str) -> str:
    """The text with every NIP and NIK in it shortened to its last three digits."""
    return _NUMBER.sub(lambda found: SIGN * 6 + _digits(found[0])[-KEPT:], text)


def plain(text: str) -> str:
    """The text as it is, for those who must see the numbers."""
    return text


def masker(unmask: bool) -> Masker:
    """What renderers put every text through."""
    return plain if unmask else masked


def _digits(text: str) -> str:
    return "".join(letter for letter in text if letter.isalnum())

"""What goes of a text that OCR read: digits taken for letters, numbers with a digit too few, misspelt names."""

from __future__ import annotations

import re
from functools import cache

from kinerja_docs.disclosing.finding import Span, Values, merged, spans
from kinerja_docs.disclosing.policy import Policy
from kinerja_docs.text import fold

_WORD = re.compile(r"\S+")
_LIKE = 86.0  # of 100, from which on a piece of the page is taken for a value
_LEAST = 7  # letters of a value that is looked for with mistakes in it


def scanned_spans(text: str, values: Values, policy: Policy, pattern: re.Pattern[str] | None) -> list[Span]:
    """As :func:`finding.spans`, and what is as good as one; whole words go, in order and without overlaps."""
    found = spans(text, values, policy, pattern)
    numbers = as_digits(text, policy)
    if numbers != text:
        found += spans(numbers, values, policy, pattern)
    for match in policy.scans.number.finditer(numbers):
        digits = sum(map(str.isdigit, match.group()))
        if policy.scans.least <= digits <= policy.scans.most:
            found.append(Span(*match.span(), policy.scans.kind))
    found += _alike(text, values)
    return merged(_whole_words(text, span) for span in found)


def as_digits(text: str, policy: Policy) -> str:
    """The text with letters that look like digits as digits, in words that are mostly digits; equally long."""
    table = _table(tuple(policy.scans.look_alikes.items()))

    def mended(match: re.Match[str]) -> str:
        word = match.group()
        told = word.translate(table)
        digits = sum(map(str.isdigit, word))
        return told if digits * 2 >= sum(map(str.isalnum, word)) and digits >= 2 else word

    return _WORD.sub(mended, text)


@cache
def _table(pairs: tuple[tuple[str, str], ...]) -> dict[int, int]:
    return {ord(letter): ord(digit) for letter, digit in pairs}


def _alike(text: str, values: Values) -> list[Span]:
    """Pieces that are nearly a value that goes; not where they are an official's name to the letter."""
    from rapidfuzz import fuzz

    places = [place for place, letter in enumerate(text) if letter.isalnum()]
    letters = "".join(text[place].casefold()[:1] for place in places)
    found: list[Span] = []
    for value, kind in values.by_text.items():
        wanted = re.sub(r"[\W_]+", "", value).casefold()
        if len(wanted) < _LEAST or len(letters) < len(wanted):
            continue
        left = letters
        while (near := fuzz.partial_ratio_alignment(wanted, left, score_cutoff=_LIKE)) is not None:
            start, end = near.dest_start, near.dest_end
            if end <= start:
                break
            span = _trimmed(text, Span(places[start], places[end - 1] + 1, kind))
            if fold(text[span.start : span.end]) not in values.officials:
                found.append(span)
            left = left[:start] + "\0" * (end - start) + left[end:]
    return found


def _trimmed(text: str, span: Span) -> Span:
    """A span with whole words at its ends; those of which it has less than half are none of it."""
    whole = _whole_words(text, span)
    words = [match.span() for match in _WORD.finditer(text, whole.start, whole.end)]
    inside = [
        (start, end) for start, end in words if 2 * (min(end, span.end) - max(start, span.start)) >= end - start
    ] or words
    return Span(inside[0][0], inside[-1][1], span.kind)


def _whole_words(text: str, span: Span) -> Span:
    """A span with the words that it touches: their letters share one box."""
    start, end = span.start, span.end
    while start > 0 and not text[start - 1].isspace():
        start -= 1
    while end < len(text) and not text[end].isspace():
        end += 1
    return Span(start, end, span.kind)

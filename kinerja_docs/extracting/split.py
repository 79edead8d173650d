"""Two values in one cell: "4 laporan berdasarkan rekapitulasi surat keluar"."""

from __future__ import annotations

import re
from functools import lru_cache

from kinerja_docs.definitions.layout import Split
from kinerja_docs.text.language import words_pattern

_ENDS = " \t\n\xa0,;:(-–—"


def divided(text: str, rule: Split) -> tuple[str, str | None]:
    """What stands before and after the first parting word; (text, None) where there is none."""
    return _divided(text, (*rule.words,), (*rule.labels,), (*rule.marks,))


@lru_cache(maxsize=16384)
def _divided(
    text: str, words: tuple[str, ...], labels: tuple[str, ...], marks: tuple[str, ...]
) -> tuple[str, str | None]:
    match = _pattern(words, labels, marks).search(text)
    if match is None:
        return text, None
    at = match.start() if match.lastgroup == "mark" else match.end()
    rest = text[at:]
    named = _label(labels).match(rest)  # "berdasarkan bukti dukung: rekap"
    second = (rest[named.end() :] if named is not None else rest).strip(_ENDS)
    if "(" in text[: match.start()][-2:] or second.count(")") > second.count("("):
        second = second.removesuffix(")").rstrip()  # "100 % (berdasarkan rekap)"
    return text[: match.start()].rstrip(_ENDS), second


@lru_cache(maxsize=16)
def _pattern(words: tuple[str, ...], labels: tuple[str, ...], marks: tuple[str, ...]) -> re.Pattern[str]:
    """A parting word, a label that a colon follows, or the beginning of what is a second value itself."""
    return re.compile(
        rf"\b(?:{words_pattern(words)})\b|\b(?:{words_pattern(labels)})\s*:"
        rf"|(?P<mark>(?<![^\W_])(?:{'|'.join(map(re.escape, marks))}))",
        re.IGNORECASE,
    )


@lru_cache(maxsize=16)
def _label(labels: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"\W*(?:{words_pattern(labels)})\s*:?\s+", re.IGNORECASE)

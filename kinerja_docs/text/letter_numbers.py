"""Letter numbers of Bawaslu, KPU and others (``pola_nomor_surat.csv``): which pattern, which month and year."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache, lru_cache

from kinerja_docs.text.dates import DateMention, date_mentions
from kinerja_docs.text.language import language, words_pattern
from kinerja_docs.text.normal import squash
from kinerja_docs.text.tables import read_table

ROMAN = {  # months
    "I": 1,
    "II": 2,
    "III": 3,
    "IV": 4,
    "V": 5,
    "VI": 6,
    "VII": 7,
    "VIII": 8,
    "IX": 9,
    "X": 10,
    "XI": 11,
    "XII": 12,
}


_LONGEST = 500  # signs of a letter's number; some patterns take time by the square of it


@dataclass(frozen=True, slots=True)
class LetterNumber:
    """A recognised number. ``month`` is None where the pattern has none, 0 where what is printed is no month;
    ``dated`` is False for registers and case numbers, whose month need not be that of a letter."""

    pattern: str
    month: int | None
    year: int | None
    dated: bool
    found: bool
    parts: dict[str, str] = field(default_factory=dict)


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str], bool, bool], ...]:
    rows = read_table("pola_nomor_surat.csv", ("id", "regex", "bukan_surat", "keyakinan"))
    return tuple(
        (
            row["id"],
            re.compile(row["regex"]),
            row["bukan_surat"] != "ya",
            row["keyakinan"] == "found",
        )
        for row in rows
    )


def month_number(text: str) -> int:
    """1–12 for ``01``, ``1`` or ``IV``; 0 for what is no month."""
    value = int(text) if text.isdecimal() else ROMAN.get(text.upper(), 0)
    return value if 1 <= value <= 12 else 0


@lru_cache(maxsize=2048)
def parse(text: str) -> LetterNumber | None:
    """The first pattern that the number fits, most specific first; None for a number of no known pattern."""
    if len(text) > _LONGEST:
        return None
    text = squash(text).rstrip(".")
    for name, pattern, dated, found in _patterns():
        match = pattern.match(text)
        if match is not None:
            named = {key: value for key, value in match.groupdict().items() if value is not None}
            month = month_number(named["bulan"]) if "bulan" in named else None
            year = int(named["tahun"]) if "tahun" in named else None
            return LetterNumber(name, month, year, dated, found, named)
    return None


@cache
def _dated_pattern() -> re.Pattern[str]:
    words = language()
    number = words_pattern(words.raw["regulations"]["number_words"])
    on = words_pattern([*words.words("date_words"), *words.words("dated_words")])
    return re.compile(
        rf"(?<!\w)(?:{number})\s*:?\s*(?P<number>[\w.]+(?:/[\w.-]+)+),?\s+(?:{on})\b\.?\s*",
        re.IGNORECASE,
    )


@lru_cache(maxsize=8192)
def with_dates(text: str) -> tuple[tuple[str, DateMention], ...]:
    """Numbers in a text that are followed by their date: ``Nomor 12/PM.00/K.JI-28/03/2026 tanggal 5 Maret 2026``."""
    if "/" not in text:
        return ()
    found = []
    for match in _dated_pattern().finditer(text):
        dates = date_mentions(text)
        beside = next(
            (mention for mention in dates if 0 <= mention.start - match.end() <= 1),
            None,
        )
        if beside is not None:
            found.append((match.group("number"), beside))
    return tuple(found)

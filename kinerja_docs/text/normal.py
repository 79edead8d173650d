"""Squashing and folding print, and telling blanks and placeholders from values."""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache

from kinerja_docs.text.language import language, words_pattern

# Marks without width that editors leave inside words: soft hyphen, zero-width blanks and joiners, byte order mark.
_NO_WIDTH = dict.fromkeys([0x00AD, 0x200B, 0x200C, 0x200D, 0x200E, 0x200F, 0x2060, 0xFEFF])
_NOT_WORD = re.compile(r"[\W_]+")
_BLANK = re.compile(r"[\s\-‐‑‒–—―−:;,._…·•()/\u200b\ufeff]*")
_CACHE = 32768
_LONGEST_PROMPT = 80
_TAG = r"\{[#/^]?[^\W\d]\w*(?:\[[^\[\]{}]*\])?\}"  # {nama_jabatan}, {#daftar}, {/daftar}: tags of a mail merge


@lru_cache(maxsize=_CACHE)
def squash(text: str) -> str:
    """Composed letters, no marks without width, every run of blanks and line breaks one blank, none at the ends."""
    if not text.isascii():
        text = unicodedata.normalize("NFC", text).translate(_NO_WIDTH)
    return " ".join(text.split())


@lru_cache(maxsize=_CACHE)
def fold(text: str) -> str:
    """Lower case, each run of other than letters and digits one blank: ``PANGKAT/ GOL.`` → ``pangkat gol``."""
    if not text.isascii():
        text = unicodedata.normalize("NFC", text).translate(_NO_WIDTH)
    return _NOT_WORD.sub(" ", text.casefold()).strip()


def is_blank(text: str) -> bool:
    """Whether nothing is printed, or only dashes, dots, colons, underscores and empty brackets."""
    return not text or (not text[0].isalnum() and _BLANK.fullmatch(text) is not None)


@cache
def _whole_placeholder() -> re.Pattern[str]:
    words = language().raw["placeholders"]
    begins, whole = words_pattern(words["round"]), words_pattern(words["round_whole"])
    # Names stand in round brackets too, and a NIP may: no digits, and only words that ask for something.
    return re.compile(
        r"\[[^\[\]]*[^\W\d_]{2}[^\[\]]*\]|\{\{.*\}\}|\{%.*%\}|\$\{.*\}|[‹«][^›»]*[›»]|<[^<>]*[^\W\d_]{2}[^<>]*>"
        rf"|\(\s*(?:(?:{begins})\b[^()\d]*|(?:{whole})\s*)\)|X{{2,}}|(?:19|20)XX|{_TAG}(?:[\s.]*{_TAG})*\.?",
        re.IGNORECASE | re.DOTALL,
    )


@cache
def _whole_words() -> frozenset[str]:
    return frozenset(language().raw["placeholders"]["whole"])


@cache
def _pieces() -> re.Pattern[str]:
    words = language().raw["placeholders"]
    begins, whole = words_pattern(words["begins"]), words_pattern(words["round"])
    return re.compile(
        rf"\[\s*(?:{begins})\b[^\[\]]*\]|\[\s*[.…_]+\s*\]|\{{\{{.{{0,500}}?\}}\}}|\{{%.{{0,500}}?%\}}|\$\{{[^{{}}]*\}}"
        rf"|{_TAG}|[‹«][^›»‹«]+[›»]|<\s*(?:{begins})\b[^<>]*>|\(\s*(?:{whole})\s+(?:{begins})\b[^()\d]*\)"
        r"|\b(?:19|20)XX\b|(?<![^\W_])X{2,}(?=/)|(?<=/)X{2,}(?![^\W_])|(?<![^\W_])X{3,}(?![^\W_])",
        re.IGNORECASE,
    )


@cache
def _blank_label() -> re.Pattern[str]:
    labels = words_pattern(language().raw["blank_labels"])
    return re.compile(rf"(?:.*[:=]|\W*(?:{labels})\W*)\s*", re.IGNORECASE | re.DOTALL)


_LEADERS = re.compile(r"\.{4,}|(?:\.\s){3,}\.|…{2,}|_{3,}|…\.+|\.+…|(?<=[\w,] )(?:\.{3}|…)(?= \w)")
_PAGE_NUMBER = re.compile(r"\s*(?:\d{1,3}|[ivxlc]{1,6})\s*")


@lru_cache(maxsize=_CACHE)
def is_placeholder(text: str) -> bool:
    """Whether the whole value still waits to be filled in: ``[isi …]``, ``{{ … }}``, ``(nama …)``, ``XX`` …"""
    text = squash(text)
    if not text:
        return False
    if text[0] not in "[{$‹«<(Xx12" and text[0].isascii() and not text[0].isalpha():
        return False
    return _whole_placeholder().fullmatch(text) is not None or fold(text) in _whole_words()


def _leader(line: str) -> str | None:
    """A dot leader that stands in a sentence: not a whole line, not after a label, not before a page number."""
    for match in _LEADERS.finditer(line):
        before, after = line[: match.start()], line[match.end() :]
        if is_blank(before) and is_blank(after):
            return None
        if _PAGE_NUMBER.fullmatch(after):
            return None
        if is_blank(after):
            if _blank_label().fullmatch(before) or not before[-1:].isspace():
                continue
        elif not before.strip():
            continue
        return match.group()
    return None


@cache
def leftover_hint() -> re.Pattern[str]:
    """A quick pattern for text in small letters: without it nothing in a text is left to be filled in (but the text as
    a whole may be a prompt: :func:`is_prompt`)."""
    words = language().raw["placeholders"]
    begins = words_pattern([*words["round"], *words["round_whole"]])
    return re.compile(rf"[\[{{<‹«…]|\.\.\.|___|\. \. |xx|\(\s*(?:{begins})")


def is_prompt(text: str) -> bool:
    """Whether the whole text is a prompt of a word processor ("Click or tap here to enter text")."""
    return len(text) < _LONGEST_PROMPT and fold(text) in _whole_words()


@lru_cache(maxsize=_CACHE)
def has_leftover(text: str) -> str | None:
    """A placeholder or a dot leader left inside a text, as matched; None when there is none."""
    if leftover_hint().search(text.lower()) is None:
        return None
    match = _pieces().search(text)
    if match is not None:
        return match.group()
    return next((piece for line in text.split("\n") if (piece := _leader(line)) is not None), None)

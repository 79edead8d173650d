"""Names with titles, NIP, pangkat and golongan."""

from __future__ import annotations

import re
from datetime import date
from functools import cache, lru_cache

from kinerja_docs.text.language import language, words_pattern
from kinerja_docs.text.normal import fold, is_blank, squash
from kinerja_docs.text.tables import parts, read_table

_NIP_GAPS = re.compile(r"[\s.'’`_\u00a0-]+")
_PPPK_FIRST = 21  # 13–14 of a PPPK number count contracts from here; a PNS has a month there
_ROMAN = "XVII|XVI|XV|XIV|XIII|XII|XI|X|IX|VIII|VII|VI|V|IV|III|II|I"
_PNS = re.compile(r"(?<!\w)(IV|III|II|I)\s*[/.\-–|]?\s*([a-h])(?!\w)", re.IGNORECASE)
_PPPK = re.compile(rf"(?<!\w)({_ROMAN})(?!\w)(?!\s*[/.]\s*[a-h](?!\w))", re.IGNORECASE)


def nip_digits(text: str) -> str | None:
    """The 18 digits of a NIP without blanks and dots, else None."""
    digits = _NIP_GAPS.sub("", text)
    return digits if len(digits) == 18 and digits.isascii() and digits.isdigit() else None


def _is_day(digits: str) -> bool:
    try:
        return 1900 <= date(int(digits[:4]), int(digits[4:6]), int(digits[6:])).year <= 2020
    except ValueError:
        return False


@lru_cache(maxsize=4096)
def nip_problem(text: str) -> str | None:
    """Why a NIP cannot be one: ``letters length birth_date start sex serial``; None when it can be, or is blank."""
    if is_blank(text):
        return None
    digits = _NIP_GAPS.sub("", text)
    if not (digits.isascii() and digits.isdigit()):
        return "letters"
    if len(digits) != 18:
        return "length"
    if not _is_day(digits[:8]):
        return "birth_date"
    start_year, start = int(digits[8:12]), int(digits[12:14])
    if not 1945 <= start_year <= 2099 or start_year <= int(digits[:4]) or start == 0 or 12 < start < _PPPK_FIRST:
        return "start"
    if digits[14] not in "12":
        return "sex"
    return "serial" if digits[15:] == "000" else None


@cache
def _titles() -> tuple[frozenset[str], frozenset[str]]:
    words = language()
    return frozenset(words.words("titles_before")), frozenset(words.words("titles_after"))


def _tokens(text: str) -> list[str]:
    """Words of a name, folded, dots dropped: ``S.Sos.`` → ``ssos``, ``A. Warits`` → ``a``, ``warits``."""
    words = []
    for piece in re.split(r"[\s,;/]+|\.(?=[^\W\d_]{3,}\b)", text):
        key = fold(piece.replace(".", "")).replace(" ", "")
        if key:
            words.append(key)
    return words


def _without_titles(words: list[str]) -> list[str]:
    before, after = _titles()
    start, end = 0, len(words)
    while start < end - 1 and words[start] in before:
        start += 1
    while end > start + 1:
        size = next(
            (n for n in (1, 2, 3) if end - n > start and "".join(words[end - n : end]) in after),
            0,
        )
        if size == 0:
            break
        end -= size
    return words[start:end]


@lru_cache(maxsize=4096)
def name_key(text: str) -> str:
    """A person's name without titles, folded: ``Drs. H. Budi Santoso, S.H., M.Si`` → ``budi santoso``."""
    text = squash(text).strip("()[] ")
    name, _, rest = text.partition(",")
    words = _without_titles(_tokens(name))
    if not words or (len(words) == 1 and words[0] in _titles()[0]):
        words = _without_titles(_tokens(rest)) or words
    return " ".join(words)


@lru_cache(maxsize=4096)
def is_titles(text: str) -> bool:
    """Whether a text is nothing but titles that stand after a name: ``S.Sos., M.Si.``"""
    words, after = _tokens(text), _titles()[1]
    at = 0
    while at < len(words):
        size = next((n for n in (3, 2, 1) if at + n <= len(words) and "".join(words[at : at + n]) in after), 0)
        if size == 0:
            return False
        at += size
    return bool(words)


def same_name(one: str, other: str) -> bool:
    """Whether two prints name one person: titles, case and spacing aside, an initial standing for its name."""
    first, second = name_key(one), name_key(other)
    if first.replace(" ", "") == second.replace(" ", ""):
        return True
    left, right = first.split(), second.split()
    if len(left) != len(right) or not left:
        return False
    return all(_same_word(a, b) for a, b in zip(left, right, strict=True)) and any(
        a == b for a, b in zip(left, right, strict=True)
    )


def _same_word(one: str, other: str) -> bool:
    short, long = sorted((one, other), key=len)
    return one == other or (len(short) == 1 and long.startswith(short))


@cache
def _pangkat() -> dict[str, str]:
    """Folded pangkat (``penata muda tingkat i``) → golongan."""
    table: dict[str, str] = {}
    for row in read_table("pangkat_golongan.csv", ("golongan", "pangkat", "varian_pangkat")):
        for name in [row["pangkat"], *parts(row["varian_pangkat"])] if row["pangkat"] else []:
            table.setdefault(_rank_words(re.sub(r"\([^)]*\)", "", name)), row["golongan"])
    return table


@cache
def all_golongan() -> tuple[str, ...]:
    """Every golongan of the list, PNS and PPPK, in its order."""
    return tuple(dict.fromkeys(row["golongan"] for row in read_table("pangkat_golongan.csv", ("golongan",))))


@cache
def _golongan_list() -> frozenset[str]:
    return frozenset(all_golongan())


@cache
def _tingkat() -> re.Pattern[str]:
    words = words_pattern(language().words("tingkat_words"))
    return re.compile(rf"(?<!\w)(?:{words})\b[\s.]*(?:(IV|III|II|I|[1-4l])(?!\w))?", re.IGNORECASE)


def _rank_words(text: str) -> str:
    """Folded rank with every spelling of *Tingkat I* alike."""

    def level(match: re.Match[str]) -> str:
        number = (match.group(1) or "I").upper()
        return f" tingkat {'i' if number in ('1', 'L') else number.lower()} "

    return fold(_tingkat().sub(level, text))


def _find(text: str) -> tuple[str | None, str]:
    """The golongan in a text (``III/c``, ``IX``; not checked against the list) and the text without it."""
    match = _PNS.search(text)
    if match is not None:
        found = f"{match.group(1).upper()}/{match.group(2).lower()}"
        return found, f"{text[: match.start()]} {text[match.end() :]}"
    hidden = _tingkat().sub(lambda found: "·" * len(found.group()), text)
    match = _PPPK.search(hidden)
    if match is not None:
        return match.group(1).upper(), f"{text[: match.start()]} {text[match.end() :]}"
    return None, text


@lru_cache(maxsize=4096)
def golongan(text: str) -> str | None:
    """The golongan alone, as the list spells it (``III/c``, ``IX``), also one that is not in the list (``III/f``);
    None where none is printed."""
    return _find(squash(text))[0]


@cache
def _rank_noise() -> re.Pattern[str]:
    words = language()
    return re.compile(rf"\b(?:{words_pattern([*words.words('golongan_words'), *words.words('status_words')])})\b")


@cache
def _other_ranks() -> frozenset[str]:
    return frozenset(language().words("other_ranks"))


@cache
def _jenjang() -> frozenset[str]:
    rows = read_table("pangkat_golongan.csv", ("jenjang_jf_biasa",))
    names = {fold(re.sub(r"\([^)]*\)", "", name)) for row in rows for name in parts(row["jenjang_jf_biasa"])}
    return frozenset(names - {""})


@lru_cache(maxsize=4096)
def is_pangkat(text: str) -> bool:
    """Whether a text is a rank and nothing else: a pangkat of the list, with or without its golongan."""
    return fold(_rank_noise().sub(" ", _rank_words(_find(squash(text))[1]))) in _pangkat()


@lru_cache(maxsize=4096)
def pangkat_problem(text: str) -> str | None:
    """``unknown`` when pangkat or golongan is not in the list, ``mismatch`` when the two disagree, else None."""
    if is_blank(text):
        return None
    found, rest = _find(squash(text))
    if found is not None and found not in _golongan_list():
        return "unknown"
    rank = fold(_rank_noise().sub(" ", _rank_words(rest)))
    belongs = _pangkat().get(rank)
    if belongs is not None:
        return "mismatch" if found is not None and found != belongs else None
    if not rank or rank in _jenjang() or rank in _other_ranks():
        return None
    return None if found is not None and "/" not in found else "unknown"

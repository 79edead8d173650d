"""A text as linking sees it: its words with stems and weights, its comparison key, and the codes it cites.

Verb forms do not matter (*Menyusun*, *Tersusunnya*, *Penyusunan* have one stem); measures, numbers and places weigh
next to nothing. Everything is remembered by text, since the same result stands in many people's documents.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache

from kinerja_docs.linking.settings import settings
from kinerja_docs.text import fold, squash
from kinerja_docs.text.language import words_pattern

_CACHE = 65536
_WORD = re.compile(r"[^\W\d_]+(?:\d+[^\W_]*)?|\d+[^\W\d_]+\w*|\d+")
_RESTORABLE = re.compile(r"[tkr](?=[aiueo])")  # first letters that meN- and peN- swallow: kelola, pengelolaan
_SHORT = 4


@dataclass(frozen=True, slots=True)
class Word:
    """One word that counts: as printed in lower case, its stem, and its weight (0-1)."""

    printed: str
    stem: str
    weight: float


@dataclass(frozen=True, slots=True)
class Cited:
    """A code that a text cites: ``prefix`` folded ("iku"), ``number`` its parts ("1.2"), ``printed`` as it stands."""

    prefix: str
    number: str
    printed: str


@dataclass(frozen=True, slots=True)
class Reading:
    """One text taken apart. ``key``: the whole text folded; ``content``: the stems of its weighty words, in order."""

    text: str
    key: str
    content: tuple[str, ...]
    words: tuple[Word, ...]
    cited: tuple[Cited, ...]

    @property
    def stems(self) -> list[str]:
        """The stems in order, one for each word."""
        return [word.stem for word in self.words]


@cache
def _stemmer() -> object:
    import snowballstemmer

    return snowballstemmer.stemmer("indonesian")


@cache
def _roots() -> dict[str, str]:
    return {fold(form): root for root, forms in settings().words.roots.items() for form in forms}


@lru_cache(maxsize=_CACHE)
def stem(word: str) -> str:
    """The stem of a word in lower case, the same for all its verb forms."""
    root = _roots().get(word)
    if root is not None:
        return root
    if len(word) < _SHORT or not word.isalpha():
        return word
    found: str = _stemmer().stemWord(word)  # type: ignore[attr-defined]
    root = _roots().get(found)
    if root is not None:
        return root
    if len(found) > _SHORT:
        found = _RESTORABLE.sub("", found, count=1) if _RESTORABLE.match(found) else found
        if found.endswith("i") and found[-2] not in "aiueo":
            found = found[:-1]
    return found


@cache
def _apart() -> tuple[re.Pattern[str], dict[str, str]]:
    table = {fold(phrase): joined for phrase, joined in settings().words.phrases_apart.items()}
    return re.compile(rf"\b(?:{words_pattern(table)})"), table


def _folded(text: str) -> str:
    pattern, table = _apart()
    return pattern.sub(lambda match: table[match.group()], fold(text))


def phrase_stems(phrase: str) -> tuple[str, ...]:
    """The stems of a phrase of the lexicon, ignored words and bare numbers left out."""
    ignored = _classes()[0]
    words = _WORD.findall(_folded(phrase))
    return tuple(stem(word) for word in words if word not in ignored and not word.isdigit())


@cache
def _classes() -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    words = settings().words
    faint = frozenset(stem(part) for word in words.faint for part in fold(word).split())
    weak = frozenset(stem(part) for word in words.weak for part in fold(word).split())
    return frozenset(words.ignored), faint, weak - faint


@cache
def _aside() -> re.Pattern[str]:
    return re.compile("|".join(settings().codes.aside), re.IGNORECASE)


@cache
def _citation() -> re.Pattern[str]:
    codes = settings().codes
    prefixes, numbering = words_pattern(codes.prefixes), words_pattern(codes.numbering)
    return re.compile(
        rf"(?<!\w)({prefixes})\s*(?:(?:{numbering})\.?)?\s*[-–.:#(]*\s*"
        r"(\d{1,2}(?:[.\-]\d{1,2}){0,3}(?:\.?[a-z](?![\w]))?)(?![\d%]|[.,]\d)(?!\s*(?:%|persen|laporan|dokumen|kali))",
        re.IGNORECASE,
    )


@cache
def _code() -> re.Pattern[str]:
    return re.compile(
        rf"(?:({words_pattern(settings().codes.prefixes)})\s*)?\W*(\d+(?:[.\-]\d+)*[a-z]?)\W*", re.IGNORECASE
    )


def _number(text: str) -> str:
    parts = re.findall(r"\d+|[a-z]+", text.lower())
    return ".".join(part.lstrip("0") or "0" for part in parts)


def _prefix(text: str) -> str:
    folded = fold(text)
    return "" if folded in {fold(word) for word in settings().codes.generic} else folded


def code_of(printed: str) -> Cited | None:
    """An indicator's own code (``IKU 1.2``, ``3.``, ``IK-3``); None where it holds no number."""
    match = _code().fullmatch(squash(printed))
    return Cited(_prefix(match.group(1) or ""), _number(match.group(2)), printed) if match else None


def same_code(one: Cited, other: Cited) -> bool:
    """Whether two codes mean the same indicator: equal numbers, and no two different prefixes."""
    return one.number == other.number and (one.prefix == other.prefix or not one.prefix or not other.prefix)


@lru_cache(maxsize=_CACHE)
def read(text: str) -> Reading:
    """Take a text apart."""
    plain = _aside().sub(" ", squash(text))
    cited = tuple(
        Cited(_prefix(m.group(1)), _number(m.group(2)), m.group().strip(" (")) for m in _citation().finditer(plain)
    )
    if cited:
        plain = _citation().sub(" ", plain)
    places = _places(plain)
    words = tuple(_words(_folded(plain), places))
    least = settings().words.weigh["weak"]
    content = tuple(word.stem for word in words if word.weight >= least)
    return Reading(text, fold(plain), content, words, cited)


def _words(folded: str, places: frozenset[str]) -> Iterable[Word]:
    ignored, faint, weak = _classes()
    weigh = settings().words.weigh
    for word in _WORD.findall(folded):
        if word in ignored or word.isdigit():
            continue
        root = stem(word)
        if word in places:
            weight = weigh["place"]
        else:
            weight = weigh["faint" if root in faint else "weak" if root in weak else "content"]
        yield Word(word, root, weight)


@cache
def _place_words() -> re.Pattern[str]:
    places = words_pattern(settings().words.places)
    return re.compile(rf"\b(?i:{places})\.?(?:/\w+)?((?:\s+[A-Z][\w'’-]+){{1,3}})")


def _places(text: str) -> frozenset[str]:
    """The words that name a place, folded: what follows *Kabupaten* and its like and is printed with a capital."""
    if text.isupper():
        return frozenset()
    return frozenset(word for match in _place_words().finditer(text) for word in fold(match.group(1)).split())

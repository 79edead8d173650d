"""One file of an evidence folder, as far as judging needs it: small enough for thousands in memory.

Words are kept as sorted 32-bit hashes of their stems: whether two documents share words can be told from them, what
the words were cannot.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import PurePosixPath
from zlib import crc32

from kinerja_docs.evidence.settings import settings
from kinerja_docs.linking.texts import stem
from kinerja_docs.model import Document
from kinerja_docs.text import fold, is_placeholder, squash
from kinerja_docs.text.dates import date_mentions, years_named
from kinerja_docs.text.regions import mentions

PICTURES = (".jpg", ".jpeg", ".png", ".tif", ".tiff")
CODE = re.compile(r"(?<![\w.])(?:[A-B]\.)?(?:[IVX]{1,4}|\d)(?:\.(?:[ivx]{1,4}|[a-z]|\d{1,2})){1,4}(?=[\s._\-]|$)")
_HEAD, _FOOT = 12, 14  # lines of a document that show whose it is


@dataclass(frozen=True, slots=True)
class Exhibit:
    """``path`` as the report names it, ``name`` its last part. ``failure``: (code, reason) of a file that was not read.

    ``words``: hashes of the stems of all words and numbers; ``own``: how many different words stand in it beside
    letterhead, title, dates and phrases; ``regions``: (kind, name, province) named in head or foot; ``named``: names
    of all regions anywhere. ``formal``: it is of a kind that needs date and signer. ``made``: the day the file says it
    was made. ``office``: the office folder it lies in, "" for a folder that was named on its own.
    """

    path: str
    name: str
    sha256: str = ""
    office: str = ""
    failure: tuple[str, str] | None = None
    seen: bool = False  # text was read
    scanned: bool = False  # by OCR
    words: bytes = b""
    own: int = 0
    unfilled: bool = False
    years: frozenset[int] = frozenset()
    regions: tuple[tuple[str, str, str], ...] = ()
    named: frozenset[tuple[str, str]] = frozenset()
    formal: bool = False
    dated: bool = False
    signed: bool = False
    made: date | None = None

    @property
    def code(self) -> str:
        """The item code that the name begins with, or an empty string."""
        found = CODE.match(self.name)
        return found.group() if found is not None else ""

    def hashes(self) -> frozenset[int]:
        """The words as hashes."""
        return frozenset(array("I", self.words))


def hashes_of(words: Iterable[str]) -> frozenset[int]:
    """Hashes of the stems of folded words, comparable with :meth:`Exhibit.hashes`."""
    return frozenset(crc32(stem(word).encode()) for word in words)


def exhibit_of(
    path: str,
    document: Document | None,
    sha256: str = "",
    office: str = "",
    failure: tuple[str, str] | None = None,
    made: date | None = None,
) -> Exhibit:
    """The exhibit of a file as read; ``document`` is None where it could not be read."""
    name = PurePosixPath(path.replace("!/", "/")).name
    if document is None:
        return Exhibit(path, name, sha256, office, failure, made=made)
    lines = [text for line in document.lines if (text := squash(" ".join(cell.text for cell in line.cells)))]
    margins = [squash(" ".join(cell.text for cell in line.cells)) for line in document.margins]
    if not lines:
        blind = _blind(document)
        return Exhibit(path, name, sha256, office, blind, seen=blind is None, made=made)
    folded = [fold(line) for line in lines]
    words = {word for line in [*folded, *map(fold, margins)] for word in line.split()}
    ends = [*margins, *lines[:_HEAD], *lines[-_FOOT:]]
    whole = [mention for line in [*margins, *lines] for mention in mentions(line)]
    return Exhibit(
        path,
        name,
        sha256,
        office,
        failure,
        seen=True,
        scanned=bool(document.traits.scanned),
        words=array("I", sorted(hashes_of(words))).tobytes(),
        own=len(_own_words(name, lines, folded)),
        unfilled=_unfilled(lines),
        years=frozenset(year for line in lines for year in years_named(line)),
        regions=tuple(
            dict.fromkeys((one.kind, one.name, one.province) for line in ends for one in mentions(line) if one.name)
        ),
        named=frozenset((one.kind, one.name) for one in whole),
        formal=_formal(name, folded),
        dated=any(mention.date is not None for line in lines for mention in date_mentions(line)),
        signed=_signed(lines, folded),
        made=made,
    )


def _blind(document: Document) -> tuple[str, str] | None:
    """Why a file without lines was not seen: a picture without OCR says nothing about what it shows."""
    if document.traits.textless:
        return "BRK003", document.traits.textless[0][1]
    if document.kind in ("image", "picture") or document.path.lower().endswith(PICTURES):
        return "BRK003", "ocr_unsure"
    return ("BRK005", document.traits.unread[0]) if document.traits.unread else None


def _own_words(name: str, lines: Sequence[str], folded: Sequence[str]) -> set[str]:
    """The different words that a document says beside its name, letterhead, dates, phrases and whoever signs."""
    hollow = settings().hollow
    title = set(fold(name.rpartition(".")[0] or name).split())
    found: set[str] = set()
    for line, words in zip(lines, folded, strict=True):
        if is_placeholder(line) or _only_date(line):
            continue
        rest = hollow.phrase.sub(" ", words).split()
        found.update(word for word in rest if word.isalpha() and len(word) > 2)
    regions = {word for line in lines for one in mentions(line) for word in fold(one.name).split()}
    return found - title - hollow.office - regions


def _only_date(line: str) -> bool:
    """A short line that is a place and a date."""
    return len(line.split()) <= 6 and bool(date_mentions(line))


def _unfilled(lines: Sequence[str]) -> bool:
    waiting = sum(is_placeholder(line) for line in lines)
    return waiting > 1 and waiting >= settings().hollow.placeholders * len(lines)


def _formal(name: str, folded: Sequence[str]) -> bool:
    """Whether the file's name, or one of its first lines, begins with a kind that somebody must sign."""
    formal = settings().formal
    bare = CODE.sub("", name, count=1) if CODE.match(name) else name
    texts = [fold(bare), *folded[: formal.title_lines]]
    return any(formal.kind.match(text) for text in texts)


def _signed(lines: Sequence[str], folded: Sequence[str]) -> bool:
    formal = settings().formal
    if any(phrase in text for text in folded for phrase in formal.electronic):
        return True
    for number, text in enumerate(folded):
        if formal.signer.match(text) is None or len(text.split()) > 9:
            continue
        if any(_is_name(line) for line in lines[number + 1 : number + 1 + formal.reach]):
            return True
    return False


def _is_name(line: str) -> bool:
    """Two to eight words that all begin with a capital, no digits: a name with its titles."""
    words = [word for word in re.split(r"[\s,]+", line.strip("()_ .")) if word]
    letters = [word for word in words if word[0].isalpha()]
    return 2 <= len(words) <= 8 and len(letters) == len(words) and all(word[0].isupper() for word in words)

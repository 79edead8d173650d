"""Evidence as people write it into a cell: links, file names, paths, lists of documents, document numbers."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from kinerja_docs.text.normal import fold, squash

Kind = Literal["link", "file", "path", "document"]

_LINK = re.compile(
    r"(?:https?://|www\.)\S+|(?<![\w/])(?:drive\.google\.com|1drv\.ms|bit\.ly|s\.id|tinyurl\.com)/\S+", re.IGNORECASE
)
_SUFFIX = r"\.(?:pdf|docx?|xlsx?|xlsm|pptx?|jpe?g|png|tiff?|zip|rar|mp4|odt|ods|txt)\b"
_PATH = re.compile(rf"(?:[A-Za-z]:\\|[^\\/\n;|]+\\)(?:[^\\\n;|]+\\)*[^\\\n;|]*?(?:{_SUFFIX}|(?=\n|;|$))", re.IGNORECASE)
_FILE = re.compile(rf"[^\\/\n;|,]+?{_SUFFIX}", re.IGNORECASE)
_SPLIT = re.compile(r"\n|;|(?:(?<=\s)|^)(?:\d{1,2}|[a-z])[.)]\s+|(?:^|\s)[-•–]\s+")
_YEAR = re.compile(r"(?<![\d/.\-])(20[0-4]\d)(?![\d])")
_RANGE = re.compile(r"(?<!\d)(20[0-4]\d)\s*(?:-|–|—|s\.?/?d\.?|sampai(?: dengan)?)\s*(20[0-4]\d)(?!\d)", re.IGNORECASE)
_DOCUMENT_NUMBER = re.compile(
    r"\b(?:nomor|no\.?)\s*:?\s*[\w.\-]*\d[\w.\-]*(?:/[\w.\-]+)*|\b\d+(?:/[\w.\-]+){2,}", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Piece:
    """One thing that a cell offers as evidence."""

    kind: Kind
    text: str

    @property
    def key(self) -> str:
        """What makes two pieces the same."""
        if self.kind == "link":
            return re.sub(r"^(?:https?://)?(?:www\.)?", "", self.text.rstrip("/.,;)")).split("?usp=")[0]
        return fold(self.text)


@lru_cache(maxsize=8192)
def pieces(text: str) -> tuple[Piece, ...]:
    """The pieces of an evidence cell, links first."""
    found = [Piece("link", match.group().rstrip(".,;)")) for match in _LINK.finditer(text)]
    rest = _LINK.sub("\n", text)
    for kind, pattern in (("path", _PATH), ("file", _FILE)):
        if kind == "path" and "\\" not in rest:
            continue
        for match in pattern.finditer(rest):
            name = squash(match.group()).strip("-•– ")
            if name:
                found.append(Piece("path" if kind == "path" else "file", name))
        rest = pattern.sub("\n", rest)
    found += [Piece("document", part) for raw in _SPLIT.split(rest) if (part := squash(raw or "").strip("-•–.,:() "))]
    return tuple(found)


def years_in(text: str) -> tuple[set[int], list[tuple[int, int]]]:
    """Years and ranges of years that the names in an evidence cell carry; those inside links do not count."""
    bare = _LINK.sub(" ", text)
    ranges = [(int(match.group(1)), int(match.group(2))) for match in _RANGE.finditer(bare)]
    rest = _RANGE.sub(" ", bare)
    return {int(match.group(1)) for match in _YEAR.finditer(rest.replace("_", " "))}, ranges


def names_a_document(text: str) -> bool:
    """Whether a note names a document by its number."""
    return _DOCUMENT_NUMBER.search(text) is not None

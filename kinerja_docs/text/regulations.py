"""Regulations (``peraturan.csv``) and where a text cites them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from kinerja_docs.text.language import language, words_pattern
from kinerja_docs.text.normal import fold, squash
from kinerja_docs.text.tables import parts, read_table

_YEAR = r"(?:19|20)\d{2}"


@dataclass(frozen=True, slots=True)
class Regulation:
    """One listed regulation. ``compare`` tells how far its title may be compared: ``ya pokok tidak``; ``found`` and
    ``status_found`` how sure number and title, and status, are; ``revoked_by`` is empty where nothing is known."""

    kind: str
    number: str
    year: int
    title: str
    other_names: tuple[str, ...]
    compare: str
    status: str
    revoked_by: str
    found: bool
    status_found: bool

    @property
    def short(self) -> str:
        """``UU 14/2008``."""
        return f"{self.kind} {self.number}/{self.year}" if self.number.isdigit() else f"{self.kind} {self.number}"

    @property
    def revoked_year(self) -> int | None:
        """The year of the regulation that revoked it."""
        match = re.search(rf"/({_YEAR})$", self.revoked_by)
        return int(match.group(1)) if match is not None else None


@dataclass(frozen=True, slots=True)
class Citation:
    """A regulation as cited in ``text[start:end]``: kind, number, year and the title behind *tentang* (or empty)."""

    start: int
    end: int
    kind: str
    number: str
    year: int
    title: str


@cache
def all_regulations() -> dict[tuple[str, str, int], Regulation]:
    """Every listed regulation by kind, number and year."""
    columns = (
        "jenis",
        "nomor",
        "tahun",
        "judul",
        "cocok_judul",
        "status",
        "dicabut_oleh",
        "keyakinan_status",
    )
    table: dict[tuple[str, str, int], Regulation] = {}
    for row in read_table("peraturan.csv", columns):
        regulation = Regulation(
            row["jenis"],
            row["nomor"],
            int(row["tahun"]),
            row["judul"],
            tuple(parts(row["sebutan_lain"])),
            row["cocok_judul"],
            row["status"],
            row["dicabut_oleh"],
            row["keyakinan"] == "found",
            row["keyakinan_status"] == "found",
        )
        table[(regulation.kind, regulation.number, regulation.year)] = regulation
    return table


def find(kind: str, number: str, year: int) -> Regulation | None:
    """The listed regulation, or None."""
    return all_regulations().get((kind, number, year))


@cache
def same_kind(kind: str) -> tuple[Regulation, ...]:
    """All listed regulations of a kind."""
    return tuple(regulation for regulation in all_regulations().values() if regulation.kind == kind)


@cache
def _kinds() -> dict[str, str]:
    table: dict[str, str] = {}
    for row in read_table("jenis_peraturan.csv", ("jenis", "sebutan")):
        for name in parts(row["sebutan"]):
            table.setdefault(fold(name), row["jenis"])
    return table


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    words = language().raw["regulations"]
    # A name may be printed with hyphens, blanks or both between its words.
    names = "|".join(
        r"[\s\-–/&]+".join(re.escape(word) for word in name.split())
        for name in sorted(_kinds(), key=lambda name: -len(name))
    )
    number, year = (
        words_pattern(words["number_words"]),
        words_pattern(words["year_words"]),
    )
    state, about = words_pattern(words["of_state"]), words_pattern(words["about"])
    cited = re.compile(
        rf"(?<!\w)(?P<kind>{names})(?!\w)(?:\s+(?:{state})(?!\w))*\s*(?:(?:{number})(?!\w)\.?\s*:?\s*)?"
        rf"(?P<number>\d{{1,3}}[A-Z]?)\s*(?:(?:{year})(?!\w)\.?\s*|/\s*)(?P<year>{_YEAR})(?![\w/])",
        re.IGNORECASE,
    )
    title = re.compile(rf"\s*(?:{about})\s+(?P<title>[^;:\n(“”\"]+)", re.IGNORECASE)
    ends = re.compile(
        rf"(?<!\w)(?:{words_pattern(words['title_ends'])})(?!\w)|\.\s|\.$|,\s*(?={names})",
        re.IGNORECASE,
    )
    return cited, title, ends


@cache
def hint() -> re.Pattern[str]:
    """A quick pattern for text in small letters: without it there is no citation."""
    years = words_pattern(language().raw["regulations"]["year_words"])
    return re.compile(rf"\d\s*(?:(?:{years})\b|/)[\s.]*{_YEAR}")


def _title(text: str) -> str:
    """The title behind a citation, without what follows it in the sentence."""
    _, title, ends = _patterns()
    match = title.match(text)
    if match is None:
        return ""
    found = match.group("title")
    stop = ends.search(found)
    return squash(found[: stop.start()] if stop is not None else found).strip(" ,.")


@lru_cache(maxsize=8192)
def _citations(text: str) -> tuple[Citation, ...]:
    if hint().search(text.lower()) is None:
        return ()
    found = []
    for match in _patterns()[0].finditer(text):
        kind = _kinds()[fold(match.group("kind"))]
        number = match.group("number").lstrip("0") or "0"
        title = _title(text[match.end() : match.end() + 400])
        found.append(
            Citation(
                match.start(),
                match.end(),
                kind,
                number,
                int(match.group("year")),
                title,
            )
        )
    return tuple(found)


def citations(text: str) -> list[Citation]:
    """Every citation of a known kind of regulation with number and year, in order."""
    return list(_citations(text))


@cache
def _little_words() -> frozenset[str]:
    return frozenset(language().raw["regulations"]["little_words"])


@lru_cache(maxsize=4096)
def title_words(title: str) -> frozenset[str]:
    """The words of a title that carry its subject, folded."""
    return frozenset(fold(title).split()) - _little_words()

"""Check kind for citations: number, year and title of a regulation that do not belong together, or revoked ones."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property

from kinerja_docs.checking.hits import Context, Hit, Kind
from kinerja_docs.checking.params import Params, day_of, short
from kinerja_docs.checking.print import Matter, printed
from kinerja_docs.model import Record
from kinerja_docs.text import fold, regulations
from kinerja_docs.text.regulations import Citation, Regulation

_NEAR = 60  # letters around a citation that may say that it is history
_UNLIKE = {
    "ya": 0.34,
    "pokok": 0.15,
}  # share of common words below which two titles are about something else
_ALIKE = 0.85


class Citations(Params):
    """``history``: words that tell that a revoked regulation is named as such (*mencabut*, *perubahan atas*)."""

    history: list[str]

    @cached_property
    def past(self) -> re.Pattern[str]:
        """Finds such a word, in folded text."""
        return re.compile(rf"(?<!\w)(?:{'|'.join(sorted(map(fold, self.history)))})(?!\w)")


def citations(params: Citations, record: Record, context: Context) -> Iterator[Hit]:
    """A citation is wrong: what is not listed is silence."""
    for cell in printed(record, context).having(Matter.CITATION):
        for citation in regulations.citations(cell.text):
            hit = _wrong(citation, cell.text) or _revoked(params, citation, cell.text, record, context)
            if hit is None:
                continue
            variant, words = hit
            cited = cell.text[citation.start : citation.end]
            yield Hit(
                cell.at,
                params={"cited": short(cited), **words},
                column="dasar_hukum",
                key=cited,
                variant=variant,
            )
            break


def _wrong(citation: Citation, text: str) -> tuple[str, dict[str, str]] | None:
    """Number, year and title do not belong together."""
    listed = regulations.find(citation.kind, citation.number, citation.year)
    meant = _other_with_title(citation, text[citation.end : citation.end + 200])
    if listed is None:
        if meant is None:
            return None
        return "number", {"title": short(meant.title), "right": meant.short}
    if citation.title and listed.found and _unlike(citation.title, listed):
        if meant is not None:
            return "number", {"title": short(meant.title), "right": meant.short}
        return "title", {"title": short(citation.title), "right": short(listed.title)}
    return None


def _other_with_title(citation: Citation, after: str) -> Regulation | None:
    """The listed regulation that has the cited title, and number or year in common with the citation.

    Titles return in later years (a new law on the same subject), so that a title alone proves nothing.
    """
    for other in regulations.same_kind(citation.kind):
        same_number, same_year = (
            other.number == citation.number,
            other.year == citation.year,
        )
        if same_number == same_year or not other.found or other.compare == "tidak":
            continue
        if citation.title and _alike(citation.title, other):
            return other
        if not citation.title and any(_begins(after, name) for name in (other.title, *other.other_names)):
            return other
    return None


def _begins(text: str, name: str) -> bool:
    return f"{fold(text)} ".startswith(f"{fold(name)} ")


def _alike(title: str, other: Regulation) -> bool:
    if any(_begins(title, name) for name in (other.title, *other.other_names)):
        return True
    cited, listed = regulations.title_words(title), regulations.title_words(other.title)
    return bool(listed) and len(cited & listed) >= _ALIKE * len(cited | listed)


def _unlike(title: str, listed: Regulation) -> bool:
    """Whether a cited title is about something else than the listed one; short names prove nothing."""
    least = _UNLIKE.get(listed.compare)
    cited, words = regulations.title_words(title), regulations.title_words(listed.title)
    if least is None or len(cited) < 2 or any(_begins(title, name) for name in listed.other_names):
        return False
    return len(cited & words) < least * min(len(cited), len(words))


def _revoked(
    params: Citations, citation: Citation, text: str, record: Record, context: Context
) -> tuple[str, dict[str, str]] | None:
    """Revoked before the year of the document; only where the revocation was seen."""
    listed = regulations.find(citation.kind, citation.number, citation.year)
    if listed is None or listed.status != "dicabut" or not listed.status_found or listed.revoked_year is None:
        return None
    if _year_of(record, context) <= listed.revoked_year:
        return None
    near = (
        text[max(0, citation.start - _NEAR) : citation.start],
        text[citation.end : citation.end + _NEAR],
    )
    if params.past.search(f"{fold(near[0])} | {fold(near[1])}"):
        return None
    return "revoked", {"right": listed.revoked_by}


def _year_of(record: Record, context: Context) -> int:
    """The year that a document speaks for: its period's, its title's, its signature's; else the last it prints."""
    for name in ("periode.selesai", "tahun"):
        value = record.fields.get(name)
        if value is not None and isinstance(value.value, int):
            return value.value
    day = day_of(record, "periode.selesai") or day_of(record, "tanggal")
    if day is not None:
        return day.year
    years = [
        mention.date.year
        for _, mentions in printed(record, context).dated
        for mention in mentions
        if mention.date is not None
    ]
    return max(years) if years else context.today.year


KINDS: dict[str, Kind] = {"citations": Kind(Citations, citations)}

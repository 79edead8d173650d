"""One file to its public copy: what goes is found, taken out, and proved gone; what cannot be proved is refused."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from kinerja_docs.disclosing import finding
from kinerja_docs.disclosing.finding import Area, Span, Unit, Values
from kinerja_docs.disclosing.misread import scanned_spans
from kinerja_docs.disclosing.policy import Policy
from kinerja_docs.disclosing.printed import PageText, PdfCopy
from kinerja_docs.disclosing.proof import Leak, leaks, seen_leaks
from kinerja_docs.disclosing.reread import FAILED, Looked
from kinerja_docs.disclosing.scanned import Unread
from kinerja_docs.disclosing.sheet import SheetCopy
from kinerja_docs.disclosing.word import WordCopy
from kinerja_docs.model import Document, Location, Record
from kinerja_docs.text import squash

PICTURE_FILES = (".jpg", ".jpeg", ".png", ".tif", ".tiff")
SUFFIXES = {
    ".docx": ".docx",
    ".docm": ".docx",
    ".xlsx": ".xlsx",
    ".xlsm": ".xlsx",
    ".pdf": ".pdf",
    **dict.fromkeys(PICTURE_FILES, ".pdf"),  # as pages that can be searched
}
PICTURES, UNREAD, UNSEEN = "pictures", "unread", "unseen"
_MOST_AREAS = 50
_MOST_CHANGES = 500


class Refused(Exception):
    """No public copy can be made; ``reason`` is a word of the words room (``disclose.refused_…``)."""

    def __init__(self, reason: str, **params: str) -> None:
        super().__init__(reason)
        self.reason, self.params = reason, params


@dataclass(slots=True)
class Removed:
    """What went of one kind: how often, and where (by numbers; never a word of the file)."""

    kind: str
    count: int
    areas: list[Area]


@dataclass(frozen=True, slots=True)
class Change:
    """A text before and after."""

    place: Location
    before: str
    after: str


@dataclass(slots=True)
class PublicCopy:
    """The bytes of a copy with what went, and what is capitalised like a name and stays (text → place). ``changes``
    are for the person who approves; they hold the values and stay in the office."""

    data: bytes
    suffix: str
    removed: list[Removed]
    suspects: dict[str, Location] = field(default_factory=dict)
    changes: list[Change] = field(default_factory=list)
    looked: Looked = field(default_factory=Looked)


def public_copy(
    data: bytes,
    suffix: str,
    document: Document,
    records: Sequence[Record],
    policy: Policy,
    roster: Sequence[tuple[str, str]] = (),
) -> PublicCopy:
    """The public copy of one file. Raises :class:`Refused` where the format cannot be made public, or something of
    what went is still found in the result. ``document`` and ``records`` are the file as read and extracted."""
    kind = SUFFIXES.get(suffix.lower())
    if kind is None:
        raise Refused("kind", suffix=suffix or "–")
    if kind == ".pdf":
        return _proved(_of_pages(data, suffix.lower(), document, records, policy, roster), policy)
    copy: WordCopy | SheetCopy = WordCopy(data) if kind == ".docx" else SheetCopy(data)
    units = copy.units
    values = finding.gather(units, records, policy, roster)
    tally, pattern = _Tally(), values.pattern()
    if isinstance(copy, WordCopy):
        copy.sift(lambda picture: _tells(picture, values, policy, pattern))
    changes: list[Change] = []
    left = list(units)  # with what goes taken out: nobody has to decide on what is gone
    boxed = {number for run in finding.boxed(units) for number in run}
    for number, unit in enumerate(units):
        spans = finding.spans(unit.text, values, policy, pattern)
        if number in boxed:
            spans = [Span(0, len(unit.text), "nik")]
        if spans:
            copy.remove(number, spans, policy.bar)
            tally.add(spans, unit.area)
            left[number] = replace(unit, text=barred(unit.text, spans, policy.bar))
            changes.append(Change(unit.place, unit.text, left[number].text))
    made = copy.write()
    if not made:
        raise Refused("empty")
    tally.whole({PICTURES: copy.pictures, UNSEEN: copy.unseen})
    suspects = finding.suspects(left, values, policy)
    return _proved((PublicCopy(made, kind, tally.removed(), suspects, changes[:_MOST_CHANGES]), values), policy)


def _tells(picture: bytes, values: Values, policy: Policy, pattern: re.Pattern[str] | None) -> bool:
    """Whether a letterhead's picture shows something that goes, or nobody can tell."""
    from kinerja_docs.reading import images

    text = images.text_in(picture)
    return text is None or bool(scanned_spans(text, values, policy, pattern))


def _of_pages(
    data: bytes,
    suffix: str,
    document: Document,
    records: Sequence[Record],
    policy: Policy,
    roster: Sequence[tuple[str, str]],
) -> tuple[PublicCopy, Values]:
    try:
        copy = PdfCopy(data, ".pdf" if suffix == ".pdf" else suffix)
    except Unread as error:
        raise Refused(error.reason, page=str(error.page)) from error
    units = [
        *_units(document),
        *(Unit(line, *_page(n)) for n, page in enumerate(copy.pages, 1) for line in page.text.splitlines()),
    ]
    values = finding.gather(units, records, policy, roster)
    tally, pattern = _Tally(), values.pattern()
    changes: list[Change] = []
    for number, page in enumerate(copy.pages):
        spans = _page_spans(page, values, policy, pattern)
        place, area = _page(number + 1)
        tally.place(PICTURES, area, len(page.images))
        tally.place(UNREAD, area, len(page.unread))
        if spans:
            copy.remove(number, spans)
            tally.add(spans, area)
            changes += _lines_changed(page.text, spans, place, policy.bar)
    made = copy.write()
    tally.whole({UNSEEN: copy.unseen})
    left = [
        replace(unit, text=barred(unit.text, finding.spans(unit.text, values, policy, pattern), policy.bar))
        for unit in units
    ]
    suspects = finding.suspects(left, values, policy)
    return PublicCopy(made, ".pdf", tally.removed(), suspects, changes[:_MOST_CHANGES]), values


def _page_spans(page: PageText, values: Values, policy: Policy, pattern: re.Pattern[str] | None) -> list[Span]:
    find = finding.spans if page.clean is None else scanned_spans
    return find(page.text, values, policy, pattern)


def _page(number: int) -> tuple[Location, Area]:
    return Location("page", page=number), Area("page", number)


def barred(text: str, spans: Sequence[Span], bar: str) -> str:
    """A text with bars in it, as it will be read."""
    for span in reversed(spans):
        text = text[: span.start] + bar + text[span.end :]
    return text


def _lines_changed(text: str, spans: Sequence[Span], place: Location, bar: str) -> list[Change]:
    """The lines of a page that a bar falls into."""
    before = text.splitlines()
    after = barred(text, [_within_lines(text, span) for span in spans], bar).splitlines()
    if len(before) != len(after):
        return [Change(place, text, barred(text, spans, bar))]
    return [Change(place, one, other) for one, other in zip(before, after, strict=True) if one != other]


def _within_lines(text: str, span: Span) -> Span:
    """A span cut at its first line break, so that lines before and after can stand beside each other."""
    end = min((at for at in (text.find("\r", span.start), text.find("\n", span.start)) if at >= 0), default=span.end)
    return Span(span.start, min(span.end, max(end, span.start + 1)), span.kind)


def _proved(made: tuple[PublicCopy, Values], policy: Policy) -> PublicCopy:
    copy, values = made
    found = leaks(copy.data, copy.suffix, values, policy)
    if not found:
        found, copy.looked = seen_leaks(copy.data, copy.suffix, values, policy)
    if found:
        raise Refused("leak", kinds=_kinds(found), places=", ".join(sorted({one.where for one in found})[:5]))
    if copy.suffix == ".pdf" and copy.looked.without == FAILED:
        raise Refused("unproved")
    return copy


def _kinds(found: Iterable[Leak]) -> str:
    return " ".join(sorted({one.kind for one in found}))


def _units(document: Document) -> list[Unit]:
    """The cells of a printed page with the cell to the left and the header above, as reading found its tables."""
    units: list[Unit] = []
    heads: dict[int, dict[int, str]] = {}
    for line in document.lines:
        table = line.block.kind in ("table", "sheet")
        above = heads.get(id(line.block), {})
        left = ""
        for cell in line.cells:
            text = cell.text
            if text.strip():
                row = (id(line.block), line.row) if table else None
                area = Area("page", cell.at.page or 1)
                units.append(Unit(text, cell.at, area, left if table else "", above.get(cell.column, ""), row))
                left = squash(text).strip(" :") or left
        if table and id(line.block) not in heads and finding.is_header([cell.text for cell in line.cells]):
            heads[id(line.block)] = {cell.column: squash(cell.text) for cell in line.cells}
    return units


class _Tally:
    """Counts by kind."""

    def __init__(self) -> None:
        self.counts: Counter[str] = Counter()
        self.areas: dict[str, dict[Area, None]] = {}

    def add(self, spans: Iterable[Span], area: Area) -> None:
        for span in spans:
            self.counts[span.kind] += 1
            self.areas.setdefault(span.kind, {})[area] = None

    def place(self, kind: str, area: Area, count: int) -> None:
        if count > 0:
            self.counts[kind] += count
            self.areas.setdefault(kind, {})[area] = None

    def whole(self, counts: Mapping[str, int]) -> None:
        for kind, count in counts.items():
            if count > 0:
                self.counts[kind] += count

    def removed(self) -> list[Removed]:
        return [
            Removed(kind, count, list(self.areas.get(kind, ()))[:_MOST_AREAS])
            for kind, count in sorted(self.counts.items())
        ]

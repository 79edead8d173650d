"""Which documents a file holds: split its lines at form titles and tell each part's form.

The name of the file plays no role. A document begins at a form title (a heading that stands alone on its line), or
at a sheet whose table header gives the form away, and ends before the next. Letterheads printed above a title
belong to it.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass

from kinerja_docs.definitions.layout import OtherForms
from kinerja_docs.extracting.by_name import Segment, by_name_only, quoted_dropped
from kinerja_docs.extracting.forms import Form
from kinerja_docs.extracting.points import count_points
from kinerja_docs.extracting.scan import Scan, sole_cell
from kinerja_docs.model import Cell, Document, Line
from kinerja_docs.text import fold

_LONGEST_TITLE = 400
_LONGEST_CAPITALS = 30  # words of a heading that goes on in capitals: "… KPU KABUPATEN X TAHUN 2026"
_LONGEST_HEADER = 80
_LONGEST_COVER = 6  # printed lines of a heading above the title of another form
_KOP_LINES = 8
_CHAPTERS = frozenset(["i", "ii", "iii", "iv", "v", "vi", "1", "2", "3", "4", "5", "6"])


@dataclass(frozen=True, slots=True)
class _Title:
    words: tuple[str, ...]
    id: str
    form: Form | None
    part: bool


class Titles:
    """All form titles, the longest first."""

    def __init__(self, forms: Sequence[Form], others: OtherForms) -> None:
        self._titles: list[_Title] = []
        self._lead: set[str] = set()
        self._tail: dict[str, set[str]] = {}
        self._memo: dict[str, _Title | None] = {}
        self._begun: dict[str, bool] = {}
        for form in forms:
            rule = form.layout.recognise
            self._lead.update(fold(word) for word in rule.lead_words)
            self._tail[form.id] = {fold(word) for word in rule.title_words}
            for part, phrases in ((False, rule.titles), (True, rule.part_titles)):
                self._titles += [_Title(tuple(fold(p).split()), form.id, form, part) for p in phrases]
        laid_out = {form.id for form in forms}
        self.others = others
        self._lead.update(fold(word) for word in others.lead_words)
        for name, phrases in others.titles.items():
            if name in laid_out or name in others.weak:
                continue
            self._tail[name] = {fold(word) for word in others.title_words}
            self._titles += [_Title(tuple(fold(p).split()), name, None, False) for p in phrases]
        self._exact = set(others.exact)
        self._titles.sort(key=lambda title: -len(title.words))

    def match(self, text: str) -> _Title | None:
        """The title that a line's text is, or None."""
        if len(text) > _LONGEST_TITLE:
            return None
        if text not in self._memo:
            if len(self._memo) > 20_000:
                self._memo.clear()
            first = text.split("\n", 1)[0]
            self._memo[text] = self._match(first) or (self._match(text) if "\n" in text else None)
        return self._memo[text]

    def begins(self, text: str) -> bool:
        """Whether a short text is the beginning of a title and not a title itself."""
        if len(text) > 60:
            return False
        if text not in self._begun:
            if len(self._begun) > 20_000:
                self._begun.clear()
            self._begun[text] = self._is_beginning(text)
        return self._begun[text]

    def _is_beginning(self, text: str) -> bool:
        words = tuple(fold(text).split())
        if len(words) > 1 and words[0] in self._lead:
            words = words[1:]
        return len(words) > 1 and any(title.words[: len(words)] == words for title in self._titles)

    def _match(self, text: str) -> _Title | None:
        words = tuple(fold(text).split())
        found = self._begins(words, text)
        if found is None and len(words) > 1 and words[0] in self._lead:
            found = self._begins(words[1:], text)
        return found

    def _begins(self, words: tuple[str, ...], text: str) -> _Title | None:
        for title in self._titles:
            size = len(title.words)
            if words[:size] != title.words:
                continue
            rest = words[size:]
            known = self._tail.get(title.id, set())
            if all(word in known or word.isdigit() for word in rest):
                return title
            if len(rest) <= _LONGEST_CAPITALS and title.id not in self._exact and _in_capitals(text):
                return title
        return None


def _in_capitals(text: str) -> bool:
    letters = [c for c in text if c.isalpha()]
    return bool(letters) and sum(c.isupper() for c in letters) >= 0.8 * len(letters)


def split(document: Document, forms: Sequence[Form], titles: Titles) -> list[Segment]:
    """The documents of a file in order; one segment without a form if nothing is recognised."""
    lines = document.lines
    segments = _by_titles(lines, titles)
    segments = _by_headers(lines, segments, forms)
    for segment in segments:
        if segment.form is not None:
            segment.scan = Scan(lines[segment.first : segment.last], segment.form)
    segments = _drop_headings(lines, segments)
    for segment in segments:
        _tell_apart(lines, segment, titles.others)
    segments = _join_parts(quoted_dropped(segments, titles.others))
    if not segments:
        return [by_name_only(lines, titles.others) or Segment(0, len(lines), None, False, None, "")]
    return segments


def _by_titles(lines: list[Line], titles: Titles) -> list[Segment]:
    segments: list[Segment] = []
    for index, line in enumerate(lines):
        cell = sole_cell(line)
        if cell is None:
            continue
        title = titles.match(cell.text) or _over_two_lines(lines, index, cell, titles)
        if title is None or (segments and _is_chapter(lines, index, title.form)):
            continue
        first = _with_kop(lines, index, segments[-1].first + 1 if segments else 0, _kop_words(title.form))
        if segments:
            segments[-1].last = first
        other = title.id if title.form is None else ""
        segments.append(Segment(first, len(lines), title.form, title.part, cell, f"title:{title.id}", other=other))
    return segments


def _tell_apart(lines: list[Line], segment: Segment, others: OtherForms) -> None:
    """A document under another form's title: an SKP whose table is the plan of action is no SKP."""
    if segment.form is None or segment.part:
        return
    form, headed = segment.form.id, segment.scan is not None and bool(segment.scan.heads)
    for name, rules in others.apart.items():
        for rule in rules:
            if form != rule.of or (headed and not rule.even_headed):
                continue
            if _prints(lines[segment.first : segment.last], rule.printed):
                segment.form, segment.scan, segment.other = None, None, name
                segment.by = f"title:{form} header:{name}"
                return


def _prints(lines: list[Line], phrases: Sequence[str]) -> bool:
    """Whether a short cell begins with one of the phrases."""
    wanted = tuple(fold(phrase) for phrase in phrases)
    return any(
        len(cell.text) <= _LONGEST_HEADER and (fold(cell.text) + " ").startswith(tuple(word + " " for word in wanted))
        for line in lines
        for cell in line.cells
        if cell.text and cell.row == line.row
    )


def _is_chapter(lines: list[Line], index: int, form: Form | None) -> bool:
    """Whether a line is the name of a chapter, whose number stands alone above it: "BAB II" / "INDIKATOR …"."""
    if form is None or form.layout.sections is None:
        return False
    above = next((c for line in reversed(lines[max(0, index - 3) : index]) if (c := sole_cell(line))), None)
    if above is None:
        return False
    words = fold(above.text).split()
    return len(words) == 2 and words[0] == fold(form.layout.sections.word) and words[1] in _CHAPTERS


def _over_two_lines(lines: list[Line], index: int, cell: Cell, titles: Titles) -> _Title | None:
    """A title that is broken over two lines: "SASARAN KERJA" / "PEGAWAI NEGERI SIPIL"."""
    if index + 1 == len(lines) or not titles.begins(cell.text):
        return None
    following = sole_cell(lines[index + 1])
    if following is None or following.block is not cell.block:
        return None
    return titles.match(f"{cell.text} {following.text}")


def _with_kop(lines: list[Line], index: int, floor: int, words: list[str]) -> int:
    """Where the document of the title at ``index`` begins: at its letterhead, a few single lines above it."""
    block = lines[index].block
    if block.kind == "sheet":
        first = index
        while first > floor and lines[first - 1].block is block and index - first < _KOP_LINES:
            if lines[first].row - lines[first - 1].row > 2 or sole_cell(lines[first - 1]) is None:
                break
            first -= 1
        begins = first == 0 or lines[first - 1].block is not block
        return first if floor == 0 or begins else index
    if floor == 0:
        return 0
    first = found = index
    blanks = printed = 0
    while first > floor and blanks <= 2 and printed <= _KOP_LINES:
        line = lines[first - 1]
        if line.block.kind != "paragraph" or line.block.part is not None:
            break
        first -= 1
        text = line.cells[0].text.strip()
        blanks, printed = (blanks + 1, printed) if not text else (blanks, printed + 1)
        folded = fold(text) + " "
        if any(folded.startswith(word + " ") for word in words):
            found = first
    return found


def _kop_words(form: Form | None) -> list[str]:
    """What the lines above a title begin with: the names of agencies, "LAMPIRAN"."""
    if form is None:
        return []
    agency = form.layout.agency
    return [fold(word) for word in [*form.layout.recognise.above, *(agency.words if agency is not None else [])]]


def _by_headers(lines: list[Line], segments: list[Segment], forms: Sequence[Form]) -> list[Segment]:
    """Sheets (or a file) without a title, recognised by a table header that only one form has."""
    taken = {id(lines[i].block) for s in segments if s.title is not None for i in range(s.first, s.last)}
    found = list(segments)
    for first, last in _blocks(lines, whole=not segments):
        if any(id(lines[i].block) in taken for i in range(first, last)):
            continue
        form = next((f for f in forms if _has_points(lines[first:last], f)), None) or next(
            (f for f in forms if f.layout.recognise.headers and _has_header(lines[first:last], f)), None
        )
        if form is not None:
            found.append(Segment(first, last, form, False, None, "header"))
    found.sort(key=lambda segment: segment.first)
    for segment, following in itertools.pairwise(found):
        segment.last = min(segment.last, following.first)
    if found and not segments:
        found[0].first = 0
    for segment, following in itertools.pairwise(found):
        segment.last = following.first
    return found


def _blocks(lines: list[Line], whole: bool) -> list[tuple[int, int]]:
    """Runs of lines of one sheet; a file without sheets is looked at as a whole when it has no title."""
    runs: list[tuple[int, int]] = []
    start = 0
    for index in range(1, len(lines) + 1):
        if index == len(lines) or lines[index].block is not lines[start].block:
            if lines[start].block.kind == "sheet":
                runs.append((start, index))
            start = index
    if not runs and whole and lines:
        runs.append((0, len(lines)))
    return runs


def _has_points(lines: list[Line], form: Form) -> bool:
    least = form.layout.recognise.points
    return least > 0 and count_points(lines, form.layout) >= least


def _has_header(lines: list[Line], form: Form) -> bool:
    scan = Scan(lines, form)
    return any(head.table in form.layout.recognise.headers for head in scan.heads)


def _drop_headings(lines: list[Line], segments: list[Segment]) -> list[Segment]:
    """A cover page or a repeated heading is no document of its own: it belongs to the one after or before it."""
    kept: list[Segment] = []
    pending: Segment | None = None
    for segment in segments:
        if kept and pending is None and _is_inside(lines, segment, kept[-1]):
            _extend(lines, kept[-1], segment)
        elif segment.form is None or segment.part or segment.scan is None or _has_body(segment):
            if pending is not None:
                if segment.form is pending.form and not segment.part:
                    _prepend(lines, pending, segment)
                elif not segment.part and _is_short(lines, pending):
                    segment.first = pending.first
                    if segment.form is not None:
                        segment.scan = Scan(lines[segment.first : segment.last], segment.form)
                else:
                    kept.append(pending)
                pending = None
            kept.append(segment)
        elif kept and kept[-1].form is segment.form and not _opens(segment, kept[-1]):
            if pending is None:
                kept[-1].extra.append(segment)
        elif pending is not None and pending.form is segment.form:
            _prepend(lines, pending, segment)
            pending = segment
        else:
            if pending is not None:
                kept.append(pending)
            pending = segment
    if pending is not None:
        kept.append(pending)
    return kept


def _is_inside(lines: list[Line], segment: Segment, before: Segment) -> bool:
    """Whether a title is a heading inside the document before it: "4. EVALUASI KINERJA PEGAWAI" of the assessment."""
    if before.form is None or segment.title is None or segment.form is before.form:
        return False
    inside = {fold(phrase) for phrase in before.form.layout.recognise.inside}
    words = fold(segment.title.text).split()
    if not inside or not ({" ".join(words), " ".join(words[1:])} & inside):
        return False
    return "identity" not in Scan(lines[segment.first : segment.last], before.form).body


def _extend(lines: list[Line], before: Segment, segment: Segment) -> None:
    before.last = segment.last
    if before.form is not None:
        before.scan = Scan(lines[before.first : before.last], before.form)


def _is_short(lines: list[Line], segment: Segment) -> bool:
    """Whether nothing but a few lines of heading stands in a segment: it belongs to the title below it."""
    printed = [line for line in lines[segment.first : segment.last] if any(cell.text.strip() for cell in line.cells)]
    return len(printed) <= _LONGEST_COVER and all(sole_cell(line) is not None for line in printed)


def _opens(segment: Segment, before: Segment) -> bool:
    """Whether a heading without a body opens a new document: a cover page of another year than the one before."""
    if segment.title is None or before.title is None or segment.scan is None:
        return False
    ours, theirs = segment.scan.years_of_title(segment.title), segment.scan.years_of_title(before.title)
    return bool(ours) and bool(theirs) and ours.isdisjoint(theirs)


def _prepend(lines: list[Line], pending: Segment, segment: Segment) -> None:
    segment.first = pending.first
    segment.title = pending.title or segment.title
    if segment.form is not None:
        segment.scan = Scan(lines[segment.first : segment.last], segment.form)


def _has_body(segment: Segment) -> bool:
    """Whether a segment holds what makes a document of its form: an identity block, parties, one of its tables."""
    assert segment.form is not None and segment.scan is not None
    return bool(segment.scan.body.intersection(segment.form.layout.recognise.body))


def _join_parts(segments: list[Segment]) -> list[Segment]:
    """A lampiran joins the document of its form before it; years and persons are compared by the caller."""
    kept: list[Segment] = []
    for segment in segments:
        if segment.part and kept and kept[-1].form is segment.form:
            kept[-1].extra.append(segment)
        else:
            kept.append(segment)
    return kept

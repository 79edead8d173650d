"""The report as people look at it, before it is a page, a workbook or a note: files, findings, people, indicators.

Numbers of persons (NIP, NIK) are masked in everything that is handed on, unless the one who runs it may see them.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import PurePosixPath
from typing import TypeVar

from kinerja_docs import words
from kinerja_docs.facts import person_of, unit_of, year_of
from kinerja_docs.model import FileResult, Finding, Record, Skipped
from kinerja_docs.outcome import WORST, Carrier, CheckOutcome, Standing, Thread
from kinerja_docs.reporting.masking import masker
from kinerja_docs.reporting.places import place_label

T = TypeVar("T")

SEVERITIES = ("error", "warning", "info")
THERE, OWED = "✔", "✖"
SERVES, MAY_SERVE = "●", "○"


@dataclass(frozen=True, slots=True)
class Entry:
    """One finding in words. ``state`` is ``new``, ``still`` or empty where there is no older report."""

    code: str
    name: str
    severity: str
    likely: bool
    file: str
    form: str
    person: str
    place: str
    message: str
    fix: str
    owner: str
    law: str
    related: tuple[str, ...]
    accepted: str
    state: str
    fingerprint: str


@dataclass(slots=True)
class FileView:
    """One file with its verdict in words and its findings, worst first. ``skips`` are (codes, reason) of the checks
    that were skipped on it, and ``serves`` the numbers of the indicators (in the overview's ``threads``) that its rows
    carry, or that are its own."""

    path: str
    verdict: str
    shown: str
    about: list[str]
    entries: list[Entry]
    counts: dict[str, int]
    skipped: int
    judged: bool
    skips: list[tuple[str, str]]
    serves: list[int]


@dataclass(frozen=True, slots=True)
class Skip:
    """One check that was skipped on a file."""

    code: str
    title: str
    file: str
    reason: str


@dataclass(slots=True)
class Grid:
    """A matrix to print: ``rows`` are (title, beneath, cells); a cell is (sign, words). ``title`` is of the whole,
    where there are several."""

    columns: list[str]
    rows: list[tuple[str, str, list[tuple[str, str]]]]
    title: str = ""

    def unserved(self) -> list[str]:
        """The titles of the rows without any sign."""
        return [title for title, _, cells in self.rows if not any(sign for sign, _ in cells)]

    @property
    def rank(self) -> int:
        """Sorts those first in which most is owed."""
        return -self.owing()

    def owing(self) -> int:
        """How many rows have something that is due and not there."""
        return sum(1 for _, _, cells in self.rows if any(sign == OWED for sign, _ in cells))


@dataclass(slots=True)
class Overview:
    """Everything that a renderer prints."""

    lang: str
    verdict: str
    shown: str
    counts: dict[str, int]
    verdicts: dict[str, int]
    files: list[FileView]
    skipped: list[tuple[str, str]]  # codes, reason
    skips: list[Skip]
    notices: list[str]
    rosters: list[Grid]  # people × forms, one for each office
    threads: list[Thread]
    loose: list[Carrier]
    matrices: list[Grid]  # indicators × people, one for each office and year
    office: str = ""
    fixed: list[tuple[str, str, str]] = field(default_factory=list)  # code, file, message
    compared: bool = False
    unchecked: int = 0  # findings of the older report whose file or check was no part of this run

    @property
    def people(self) -> Grid:
        """The people of all offices."""
        columns = self.rosters[0].columns if self.rosters else []
        return Grid(columns, [row for grid in self.rosters for row in grid.rows])

    @property
    def entries(self) -> list[Entry]:
        """All findings."""
        return [entry for file in self.files for entry in file.entries]


def overview(outcome: CheckOutcome, unmask: bool = False) -> Overview:
    """The report in words of its language."""
    return _Maker(outcome, unmask).make()


class _Maker:
    def __init__(self, outcome: CheckOutcome, unmask: bool) -> None:
        self.outcome, self.lang = outcome, outcome.language
        self.show = masker(unmask)
        self.findings = _grouped(outcome.findings, lambda finding: finding.file)
        self.skipped = _grouped(outcome.skipped, lambda entry: entry.file)
        self.serves: dict[str, list[int]] = {}
        for number, thread in enumerate(outcome.picture.threads):
            for path in dict.fromkeys([thread.file, *(one.file for one in thread.carriers)]):
                self.serves.setdefault(path, []).append(number)

    def word(self, key: str, **params: object) -> str:
        return words.get(key, self.lang, **params)

    def make(self) -> Overview:
        outcome, picture, base = self.outcome, self.outcome.picture, self.outcome.baseline
        verdicts = dict.fromkeys((*WORST, "none"), 0)
        for result in outcome.files:
            verdicts[result.verdict or "none"] += 1
        fixed = base.fixed if base is not None else ()
        return Overview(
            lang=self.lang,
            verdict=outcome.verdict or "none",
            shown=self.word(f"verdict.{outcome.verdict or 'none'}"),
            counts=_numbers(outcome.summary()),
            verdicts=verdicts,
            files=sorted((self.file(result) for result in outcome.files), key=_badness),
            skipped=_by_reason(outcome.skipped),
            skips=[self.skip(entry) for entry in outcome.skipped],
            notices=[self.show(notice) for notice in outcome.notices],
            rosters=self.rosters(),
            threads=[self.thread(thread) for thread in picture.threads],
            loose=[self.carrier(one) for one in picture.loose],
            matrices=list(self.matrices()),
            office=outcome.addressee.office,
            fixed=[(str(one["code"]), self.show(str(one["file"])), self.show(str(one["message"]))) for one in fixed],
            compared=base is not None,
            unchecked=len(base.unchecked) if base is not None else 0,
        )

    def skip(self, entry: Skipped) -> Skip:
        item = self.outcome.rules.get(entry.code)
        return Skip(entry.code, item.title[self.lang] if item else "", self.show(entry.file), entry.reason)

    def carrier(self, one: Carrier) -> Carrier:
        return replace(one, person=self.show(one.person), text=self.show(one.text), file=self.show(one.file))

    def thread(self, thread: Thread) -> Thread:
        return replace(
            thread, indicator=self.show(thread.indicator), carriers=[self.carrier(one) for one in thread.carriers]
        )

    def file(self, result: FileResult) -> FileView:
        entries = [self.entry(finding, result) for finding in self.findings.get(result.path, [])]
        entries.sort(key=lambda entry: (bool(entry.accepted), SEVERITIES.index(entry.severity)))
        shown = self.word(f"verdict.{result.verdict or 'none'}")
        if result.role != "submitted":
            shown = f"{self.word(f'role.{result.role}')}, {self.word(f'status.{result.status}')}"
        elif result.status == "unreadable":
            shown = self.word("status.unreadable")
        skipped = self.skipped.get(result.path, [])
        return FileView(
            path=self.show(result.path),
            verdict=result.verdict or "none",
            shown=shown,
            about=[self.show(self.about(record)) for record in result.records if record.form is not None],
            entries=entries,
            counts={name: sum(1 for e in entries if e.severity == name and not e.accepted) for name in SEVERITIES},
            skipped=len(skipped),
            judged=result.verdict is not None,
            skips=_by_reason(skipped),
            serves=self.serves.get(result.path, []),
        )

    def about(self, record: Record) -> str:
        year = year_of(record)
        who = person_of(record) or unit_of(record)
        return " · ".join(part for part in (self.form(record), who, str(year) if year else None) if part)

    def form(self, record: Record | None) -> str:
        if record is None or record.form is None:
            return ""
        known = self.outcome.forms.get(record.form) or words.find(f"form.{record.form}", self.lang)
        return str(known or record.form)

    def entry(self, finding: Finding, result: FileResult) -> Entry:
        record = next((one for one in result.records if one.id == finding.document), None)
        accepted = ""
        if finding.accepted is not None:
            key = "report.accepted_until" if finding.accepted.get("until") else "report.accepted_one"
            accepted = self.show(self.word(key, **finding.accepted))
        base = self.outcome.baseline
        return Entry(
            code=finding.code,
            name=finding.name,
            severity=finding.severity,
            likely=finding.confidence == "likely",
            file=self.show(finding.file),
            form=self.form(record),
            person=self.show(person_of(record) or "") if record is not None else "",
            place=self.show(place_label(finding.location, self.lang, result.path, result.records)),
            message=self.show(finding.message),
            fix=self.show(finding.fix),
            owner=self.word(f"owner.{finding.owner}"),
            law="; ".join(f"{one.regulation} {one.article or ''}".strip() for one in finding.legal_basis),
            related=tuple(self.show(place_label(at, self.lang, result.path, result.records)) for at in finding.related),
            accepted=accepted,
            state=base.state(finding.fingerprint) if base is not None else "",
            fingerprint=finding.fingerprint,
        )

    def rosters(self) -> list[Grid]:
        """Who has handed in what, office by office: the roster, else the people of the documents."""
        standings = self.outcome.picture.standings or self.from_documents()
        keys = list(dict.fromkeys(key for one in standings for key in one.forms))
        keys.sort(key=lambda key: (key.partition(" ")[0] != "skp", key))
        offices = _grouped(standings, lambda one: one.office)
        found = []
        for office, members in offices.items():
            rows = [
                (self.show(one.name), self.show(one.post), [self.mark(one.forms, key) for key in keys])
                for one in members
            ]
            rows.sort(key=lambda row: not any(sign == OWED for sign, _ in row[2]))
            title = _office(office) if len(offices) > 1 else ""
            found.append(Grid([self.column(key) for key in keys], rows, title))
        return found

    def from_documents(self) -> list[Standing]:
        found: dict[str, Standing] = {}
        for result in self.outcome.files:
            for record in result.records if result.role == "submitted" else ():
                name = person_of(record)
                if name and record.form:
                    period = record.get("periode.evaluasi")
                    key = f"{record.form} {period.value if period is not None and period.value else ''}".strip()
                    found.setdefault(name, Standing("", name, "")).forms[key] = result.path
        return list(found.values())

    def mark(self, forms: Mapping[str, str | None], key: str) -> tuple[str, str]:
        if key not in forms:
            return "", ""
        path = forms[key]
        return (THERE, self.show(path)) if path else (OWED, self.word("overview.owed"))

    def column(self, key: str) -> str:
        form, _, period = key.partition(" ")
        title = words.find(f"short_form.{form}", self.lang) or str(self.outcome.forms.get(form, form))
        return f"{title} {period}".strip()

    def matrices(self) -> Iterator[Grid]:
        """Indicators × people with an SKP, one for each office and year: a province has too many for one."""
        picture = self.outcome.picture
        sets = _grouped(picture.threads, lambda thread: (thread.office, thread.year))
        loose = _grouped(picture.loose, lambda one: one.file)
        for (office, year), threads in sets.items():
            carriers = [one for thread in threads for one in thread.carriers]
            files = dict.fromkeys(one.file for one in carriers)
            every = [*carriers, *(one for file in files for one in loose.get(file, ()))]
            people = list(dict.fromkeys(one.person for one in every if one.form == "skp"))
            title = f"{_office(office)} {year or ''}".strip() if len(sets) > 1 else ""
            rows = [
                (self.show(thread.indicator), str(thread.year or ""), self.cells(thread, people)) for thread in threads
            ]
            yield Grid([self.show(person) for person in people], rows, title)

    def cells(self, thread: Thread, people: Sequence[str]) -> list[tuple[str, str]]:
        mine = _grouped((one for one in thread.carriers if one.form == "skp"), lambda one: one.person)
        found = []
        for person in people:
            held = mine.get(person, [])
            sign = SERVES if any(one.status == "linked" for one in held) else MAY_SERVE if held else ""
            found.append((sign, self.show("; ".join(one.text for one in held))))
        return found


K = TypeVar("K", bound=Hashable)


def _grouped(members: Iterable[T], key: Callable[[T], K]) -> dict[K, list[T]]:
    """Members by key, in the order in which keys first come."""
    found: dict[K, list[T]] = {}
    for one in members:
        found.setdefault(key(one), []).append(one)
    return found


def _by_reason(skipped: Iterable[Skipped]) -> list[tuple[str, str]]:
    reasons = _grouped(skipped, lambda entry: entry.reason)
    return [(", ".join(sorted({one.code for one in held})), reason) for reason, held in sorted(reasons.items())]


def _office(folder: str) -> str:
    """How an office is told from others of a run: the name of its folder."""
    return PurePosixPath(folder).name


def _numbers(summary: Mapping[str, object]) -> dict[str, int]:
    return {name: value for name, value in summary.items() if isinstance(value, int)}


def _badness(view: FileView) -> tuple[int, int, int]:
    rank = WORST.index(view.verdict) if view.verdict in WORST else (1 if view.counts["error"] else 2)
    return rank, -view.counts["error"], -view.counts["warning"]


def by_person(entries: Iterable[Entry], files: Sequence[FileView]) -> dict[str, list[Entry]]:
    """Open findings by the person whose document it is, else by the file's name."""
    found: dict[str, list[Entry]] = {}
    for entry in entries:
        if not entry.accepted:
            found.setdefault(entry.person or entry.file.rsplit("/", 1)[-1], []).append(entry)
    return found

"""The report as people look at it, before it is a page, a workbook or a note: files, findings, people, indicators.

Numbers of persons (NIP, NIK) are masked in everything that is handed on, unless the one who runs it may see them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from kinerja_docs import words
from kinerja_docs.facts import person_of, unit_of, year_of
from kinerja_docs.model import FileResult, Finding, Record
from kinerja_docs.outcome import WORST, Carrier, CheckOutcome, Thread
from kinerja_docs.reporting.places import place_label

SEVERITIES = ("error", "warning", "info")
_NIP = re.compile(r"(?<![\d.])(\d{4})[\s.]?(\d{4})[\s.]?(\d{6})[\s.]?(\d)[\s.]?(\d{3})(?!\d)")
_NIK = re.compile(r"(?<![\d.])\d{13}(\d{3})(?!\d)")


def masked(text: str) -> str:
    """The text with NIP and NIK shortened to their last three digits."""
    return _NIK.sub(r"•••••••••••••\1", _NIP.sub(r"•••••••••••••••\5", text))


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
    """One file with its verdict in words and its findings, worst first."""

    path: str
    verdict: str
    shown: str
    about: list[str]
    entries: list[Entry]
    counts: dict[str, int]
    skipped: int
    judged: bool


@dataclass(slots=True)
class Grid:
    """A matrix to print: ``rows`` are (title, beneath, cells); a cell is (sign, words)."""

    columns: list[str]
    rows: list[tuple[str, str, list[tuple[str, str]]]]


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
    notices: list[str]
    people: Grid
    threads: list[Thread]
    loose: list[Carrier]
    matrix: Grid
    fixed: list[tuple[str, str, str]] = field(default_factory=list)  # code, file, message
    compared: bool = False

    def served_in(self, path: str) -> list[int]:
        """The numbers of the indicators (in ``threads``) that rows of a file carry, or whose own file it is."""
        return [
            number
            for number, thread in enumerate(self.threads)
            if thread.file == path or any(one.file == path for one in thread.carriers)
        ]

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
        self.show = (lambda text: text) if unmask else masked
        self.by_file: dict[str, list[Finding]] = {}
        for finding in outcome.findings:
            self.by_file.setdefault(finding.file, []).append(finding)
        self.skips: dict[str, int] = {}
        for entry in outcome.skipped:
            self.skips[entry.file] = self.skips.get(entry.file, 0) + 1

    def word(self, key: str, **params: object) -> str:
        return words.get(key, self.lang, **params)

    def make(self) -> Overview:
        outcome = self.outcome
        verdicts = dict.fromkeys((*WORST, "none"), 0)
        for result in outcome.files:
            verdicts[result.verdict or "none"] += 1
        reasons: dict[str, set[str]] = {}
        for entry in outcome.skipped:
            reasons.setdefault(entry.reason, set()).add(entry.code)
        base = outcome.baseline
        return Overview(
            lang=self.lang,
            verdict=outcome.verdict or "none",
            shown=self.word(f"verdict.{outcome.verdict or 'none'}"),
            counts=_numbers(outcome.summary()),
            verdicts=verdicts,
            files=sorted((self.file(result) for result in outcome.files), key=_badness),
            skipped=[(", ".join(sorted(codes)), reason) for reason, codes in sorted(reasons.items())],
            notices=[self.show(notice) for notice in outcome.notices],
            people=self.people(),
            threads=outcome.picture.threads,
            loose=outcome.picture.loose,
            matrix=self.matrix(),
            fixed=[(str(one["code"]), str(one["file"]), self.show(str(one["message"]))) for one in base.fixed]
            if base
            else [],
            compared=base is not None,
        )

    def file(self, result: FileResult) -> FileView:
        found = self.by_file.get(result.path, [])
        entries = [self.entry(finding, result) for finding in found]
        entries.sort(key=lambda entry: (bool(entry.accepted), SEVERITIES.index(entry.severity)))
        shown = self.word(f"verdict.{result.verdict or 'none'}")
        if result.role != "submitted":
            shown = f"{self.word(f'role.{result.role}')}, {self.word(f'status.{result.status}')}"
        elif result.status == "unreadable":
            shown = self.word("status.unreadable")
        counts = {name: sum(1 for e in entries if e.severity == name and not e.accepted) for name in SEVERITIES}
        about = [self.about(record) for record in result.records if record.form is not None]
        skipped = self.skips.get(result.path, 0)
        verdict = result.verdict or "none"
        return FileView(result.path, verdict, shown, about, entries, counts, skipped, result.verdict is not None)

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
            accepted = self.word(key, **finding.accepted)
        base = self.outcome.baseline
        return Entry(
            code=finding.code,
            name=finding.name,
            severity=finding.severity,
            likely=finding.confidence == "likely",
            file=finding.file,
            form=self.form(record),
            person=(person_of(record) or "") if record is not None else "",
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

    def people(self) -> Grid:
        """Who has handed in what: the roster, else the people of the documents."""
        lines: list[tuple[str, str, Mapping[str, str | None]]] = [
            (one.name, one.post, one.forms) for one in self.outcome.picture.standings
        ]
        if not lines:
            lines = self.from_documents()
        keys = list(dict.fromkeys(key for _, _, forms in lines for key in forms))
        keys.sort(key=lambda key: (key.partition(" ")[0] != "skp", key))
        rows = []
        for name, post, forms in lines:
            rows.append((name, post, [self.mark(forms, key) for key in keys]))
        return Grid([self.column(key) for key in keys], rows)

    def from_documents(self) -> list[tuple[str, str, Mapping[str, str | None]]]:
        found: dict[str, dict[str, str | None]] = {}
        for result in self.outcome.files:
            for record in result.records if result.role == "submitted" else ():
                name = person_of(record)
                if name and record.form:
                    period = record.get("periode.evaluasi")
                    key = f"{record.form} {period.value if period is not None and period.value else ''}".strip()
                    found.setdefault(name, {})[key] = result.path
        return [(name, "", forms) for name, forms in found.items()]

    def mark(self, forms: Mapping[str, str | None], key: str) -> tuple[str, str]:
        if key not in forms:
            return "", ""
        path = forms[key]
        return ("✔", path) if path else ("✖", self.word("overview.owed"))

    def column(self, key: str) -> str:
        form, _, period = key.partition(" ")
        title = words.find(f"short_form.{form}", self.lang) or str(self.outcome.forms.get(form, form))
        return f"{title} {period}".strip()

    def matrix(self) -> Grid:
        """Indicators × people with an SKP that serves them."""
        threads = self.outcome.picture.threads
        every = [*(one for thread in threads for one in thread.carriers), *self.outcome.picture.loose]
        people = list(dict.fromkeys(one.person for one in every if one.form == "skp"))
        rows = []
        for thread in threads:
            cells = []
            for person in people:
                mine = [one for one in thread.carriers if one.person == person and one.form == "skp"]
                sign = "●" if any(one.status == "linked" for one in mine) else "○" if mine else ""
                cells.append((sign, "; ".join(one.text for one in mine)))
            rows.append((thread.indicator, str(thread.year or ""), cells))
        return Grid(people, rows)


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

"""One desk reads, extracts and checks one file after another; every process has its own.

Definitions are loaded once for each office folder. A fault of the program on one file is noted and the next file is
taken up, so that one bad file never stops the others.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import sys
import traceback
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Literal

from kinerja_docs import extracting, reading
from kinerja_docs.checking import run
from kinerja_docs.checking.hits import Context
from kinerja_docs.checking.places import Order, Place
from kinerja_docs.checking.registry import ALL_KINDS
from kinerja_docs.collector import paused
from kinerja_docs.definitions.checklist import Checklist, load_checklists
from kinerja_docs.errors import KinerjaError, ReadingError
from kinerja_docs.evidence import Exhibit, Shelf, Shelves, exhibit_of
from kinerja_docs.extracting.forms import Forms, load_forms
from kinerja_docs.facts import TOLD_BY, Fact, fact_of, person_of, unit_of, year_of
from kinerja_docs.joining import hand_back, join
from kinerja_docs.model import (
    Block,
    Cell,
    Document,
    FileResult,
    FileRole,
    FileStatus,
    Finding,
    Heading,
    Location,
    Places,
    Record,
    Skipped,
)
from kinerja_docs.office import Office
from kinerja_docs.office import decided as office_decisions
from kinerja_docs.office import load as load_office
from kinerja_docs.outcome import Failure
from kinerja_docs.reading.limits import DEFAULT, Limits
from kinerja_docs.resources import own_definitions

NOWHERE = Cell(Block("paragraph"), 0, 0, "")  # of values whose place nobody asks for any more
PARTIAL_CODES = ("BRK003", "BRK005", "BRK007")
DEBUG = "KINERJA_DOCS_DEBUG"
Documents = tuple[tuple[str | None, str, int | None], ...]  # form, person or unit, year


@dataclass(frozen=True, slots=True)
class Job:
    """One file to take up: its source, its role, and the office folder whose definitions rule it."""

    source: reading.Source
    role: FileRole = "submitted"
    office: Path | None = None
    named: bool = False  # the path itself stood on the command line
    shared: bool = False  # evidence that was named on its own, for whatever is handed in


@dataclass(slots=True)
class Opened:
    """A file as read and extracted."""

    result: FileResult
    document: Document | None = None
    failure: Failure | None = None
    fault: str | None = None
    made: date | None = None  # of evidence: the day the file says it was made
    frame: list[str] = field(default_factory=list)  # headings and table headers without content, where asked for
    secret: bytes = b""  # of the content, where what is found is to be kept


@dataclass(slots=True)
class Checked:
    """A file as checked, small enough to travel between processes. ``facts`` are for the comparison with other files,
    and ``order`` tells where the findings stand in the file.

    ``secret`` is of the content, where this is to be kept for another run; ``looked`` names what of the run it rests on
    beside the file: ``today``, ``shelf`` (the evidence), ``chance`` (a page that could not be read this time)."""

    result: FileResult
    findings: list[Finding] = field(default_factory=list)
    skipped: list[Skipped] = field(default_factory=list)
    facts: list[Fact] = field(default_factory=list)
    order: dict[Location, Place] = field(default_factory=dict)
    exhibit: Exhibit | None = None  # of evidence
    failure: Failure | None = None
    fault: str | None = None
    secret: bytes = b""
    looked: frozenset[str] = frozenset()


@dataclass(slots=True)
class Kit:
    """The definitions in use for one office folder, or for none."""

    office: Office | None
    forms: Forms
    checklists: list[Checklist]
    checker: run.Checker


class Desk:
    """Reads and checks files for one run."""

    def __init__(
        self,
        today: date,
        lang: str,
        limits: Limits = DEFAULT,
        compares: bool = False,
        frames: bool = False,
        decisions: Path | None = None,
        keeps: bool = False,
    ) -> None:
        """``compares``: the files will be compared with each other, so facts are wanted of each; ``frames``: reading
        gives the frame of each document too; ``decisions``: what people decided where there is no office folder;
        ``keeps``: what is found is to be kept for other runs."""
        self.today = today
        self.lang = lang
        self.limits = limits
        self.compares = compares
        self.frames = frames
        self.decisions = decisions
        self.keeps = keeps
        self._decided: Office | None = None
        self.told: Callable[[Documents], None] | None = None  # of each file that was read, before it is checked
        self.exhibits: list[Exhibit] = []  # evidence that was opened before what refers to it
        self._shelves: Shelves | None = None
        self._kits: dict[Path | None, Kit] = {}
        self._forms: dict[Path | None, Forms] = {}

    def __reduce__(self) -> tuple[type[Desk], tuple[object, ...], dict[str, object]]:
        """A desk in another interpreter loads its definitions anew."""
        given = (self.today, self.lang, self.limits, self.compares, self.frames, self.decisions, self.keeps)
        return Desk, given, {"exhibits": self.exhibits}

    def shelf(self, folder: Path | None) -> Shelf | None:
        """The evidence for what an office hands in; None where there is no folder of evidence."""
        if not self.exhibits:
            return None
        if self._shelves is None or len(self._shelves.exhibits) != len(self.exhibits):
            self._shelves = Shelves(self.exhibits)
        return self._shelves.of(_name_of(folder))

    def forms(self, folder: Path | None) -> Forms:
        """The layouts of an office folder."""
        if folder not in self._forms:
            self._forms[folder] = load_forms(folder) if self._owns(folder) else self.forms(None)
        return self._forms[folder]

    def kit(self, folder: Path | None) -> Kit:
        """The definitions of an office folder; errors in them are for the caller."""
        if folder not in self._kits:
            office = load_office(folder) if folder is not None else None
            if self._owns(folder):
                checklists = load_checklists(folder, ALL_KINDS)
                checker = run.Checker(checklists, self.lang)
            else:
                checklists, checker = self.kit(None).checklists, self.kit(None).checker
            self._kits[folder] = Kit(office, self.forms(folder), checklists, checker)
        return self._kits[folder]

    @staticmethod
    def _owns(folder: Path | None) -> bool:
        """Whether definitions are to be loaded for a folder: the shipped ones serve all offices without their own."""
        return folder is None or bool(own_definitions(folder))

    def decided(self, folder: Path | None) -> Office | None:
        """The office, or, where there is none, what people decided all the same."""
        if folder is not None or self.decisions is None:
            return self.kit(folder).office if folder is not None else None
        if self._decided is None:
            self._decided = office_decisions(self.decisions)
        return self._decided

    def open(self, job: Job) -> Opened:
        """Read and extract one file. Never raises for what is wrong with the file, but for MemoryError."""
        result = FileResult(job.source.path, "", 0, job.role, "read")
        opened = Opened(result)
        try:
            raw = job.source.load()
            result.sha256, result.bytes = hashlib.sha256(raw).hexdigest(), len(raw)
            if self.keeps:
                opened.secret = secret_of(raw)
            if job.role == "evidence":
                opened.made = reading.made_on(raw)
            opened.document = reading.read_bytes(raw, job.source.path, self.limits)
            decided = self.decided(job.office)
            form = decided.form_of(result.sha256, self.today) if decided is not None else None
            result.records = extracting.extract(opened.document, self.forms(job.office), form)
            result.status = _status(opened.document)
        except ReadingError as error:
            opened.failure = Failure(error.code, error.reason, error.detail)
            result.status = "unreadable"
        except (KinerjaError, MemoryError):
            raise
        except Exception as error:
            opened.fault = _fault(error)
            result.status, result.records = "unreadable", []
        return opened

    def read(self, job: Job) -> Opened:
        """Read and extract one file; what it gives is small enough to travel between processes."""
        opened = self.open(job)
        if self.frames and opened.document is not None:
            opened.frame = extracting.skeleton(opened.document)
        opened.document = None
        return opened

    def check(self, job: Job) -> Checked:
        """Read, extract and check one file. References and evidence are read only. Raises MemoryError."""
        with paused():
            opened = self.open(job)
            if self.told is not None:
                self.told(documents_of(opened.result.records))
            return self._checked(opened, job)

    def refuse(self, job: Job, failure: Failure, task: Literal["check", "read"]) -> Opened | Checked:
        """What :meth:`read` or :meth:`check` gives for a file whose reading was stopped from outside."""
        result = FileResult(job.source.path, "", job.source.size, job.role, "unreadable")
        with contextlib.suppress(ReadingError, MemoryError):
            raw = job.source.load()
            result.sha256, result.bytes = hashlib.sha256(raw).hexdigest(), len(raw)
        opened = Opened(result, failure=failure)
        return opened if task == "read" else self._checked(opened, job)

    def _checked(self, opened: Opened, job: Job) -> Checked:
        checked = Checked(opened.result, failure=opened.failure, fault=opened.fault, secret=opened.secret)
        if opened.document is not None and opened.document.traits.textless:
            checked.looked = frozenset(("chance",))
        if job.role == "submitted" or (job.role == "reference" and opened.failure is not None):
            self._run(opened, job, checked)
        if job.role == "evidence":
            checked.exhibit = _exhibit(opened, job)
        elif self.compares:
            _gather(opened, job, checked)
        self._slim(opened.result.records, job.office)
        return checked

    def check_joined(self, main: Job, part: Job, main_id: int, part_id: int) -> tuple[Checked, Checked]:
        """Both files anew, the part's record joined to the main one; findings go back to the file they lie in."""
        one, other = self.open(main), self.open(part)
        checked, beside = Checked(one.result), Checked(other.result)
        lonely = next(record for record in other.result.records if record.id == part_id)
        self._run(other, part, beside)
        beside.findings = [finding for finding in beside.findings if finding.document != part_id]
        beside.skipped = [entry for entry in beside.skipped if entry.document != part_id]
        if self.compares:  # before the part is joined, whose places are in another file
            _gather(one, main, checked)
            _gather(other, part, beside)
        join(next(record for record in one.result.records if record.id == main_id), lonely)
        self._run(one, main, checked)
        found = [hand_back(finding, other.result.path, part_id) for finding in checked.findings]
        checked.findings = [finding for finding in found if finding.file == one.result.path]
        beside.findings += [finding for finding in found if finding.file == other.result.path]
        self._slim([*one.result.records, *other.result.records], main.office)
        return checked, beside

    def _slim(self, records: Iterable[Record], folder: Path | None) -> None:
        """Drop what only extraction and checks need, so that a report of many files stays small."""
        kept = TOLD_BY | self.kit(folder).checker.book.judged_by
        for record in records:
            record.lines, record.placeholders, record.rows, record.spare = [], [], {}, {}
            record.headings = [Heading.of(cell) for columns in record.columns.values() for cell in columns.values()]
            record.places, record.columns, record.title_cell = Places(), {}, None
            record.fields = {name: value for name, value in record.fields.items() if name in kept}
            for value in record.fields.values():
                value.cell = NOWHERE

    def _run(self, opened: Opened, job: Job, checked: Checked) -> None:
        if opened.fault is not None:
            return
        kit = self.kit(job.office)
        failure = opened.failure
        records = opened.result.records
        context = Context(
            self.today,
            opened.document,
            records,
            kit.office,
            (failure.code, failure.reason, failure.detail) if failure else None,
            self.shelf(job.office),
        )
        try:
            found = kit.checker.check(opened.result.path, opened.document, records, context)
            checked.findings, checked.skipped = found
            checked.looked |= context.looked
        except MemoryError:
            raise
        except Exception as error:
            checked.fault = _fault(error)
            opened.result.status = "unreadable"
        if opened.result.status == "read" and any(finding.code in PARTIAL_CODES for finding in checked.findings):
            opened.result.status = "partial"


def documents_of(records: Iterable[Record]) -> Documents:
    """What each document is, in short."""
    return tuple((one.form, person_of(one) or unit_of(one) or "", year_of(one)) for one in records)


def secret_of(raw: bytes) -> bytes:
    """What only those can know who have the file."""
    return hashlib.blake2b(raw, digest_size=32, person=b"kinerja-docs").digest()


def _exhibit(opened: Opened, job: Job) -> Exhibit:
    """Evidence as judging sees it."""
    failure = (opened.failure.code, opened.failure.reason) if opened.failure is not None else None
    if opened.fault is not None:
        failure = ("BRK005", "fault")  # of ours: nothing is held against the file
    result, office = opened.result, "" if job.shared else _name_of(job.office)
    return exhibit_of(result.path, opened.document, result.sha256, office, failure, opened.made)


def _name_of(folder: Path | None) -> str:
    return folder.as_posix() if folder is not None else ""


def _gather(opened: Opened, job: Job, checked: Checked) -> None:
    """Facts of the file's documents, and the order of all places that a finding may name."""
    result = opened.result
    order = Order(opened.document).of
    for record in result.records:
        fact = fact_of(record, result.path, result.role, job.office, result.sha256)
        rows = [row for rows in fact.rows.values() for row in rows]
        places = {fact.at, *fact.headings.values(), *(value.at for value in fact.fields.values())}
        places |= {value.at for row in rows for value in row.values.values()}
        places |= {place for row in rows for place in row.places.values()}
        fact.order = {place: order(place) for place in places}
        checked.facts.append(fact.pack())
    checked.order = {finding.location: order(finding.location) for finding in checked.findings}


def _status(document: Document) -> FileStatus:
    traits = document.traits
    return "partial" if traits.unread or traits.uncalculated or traits.textless else "read"


def _fault(error: Exception) -> str:
    """The kind of a fault of ours; its trace goes to standard error only for those who debug."""
    if os.environ.get(DEBUG):
        traceback.print_exc(file=sys.stderr)
    return type(error).__name__

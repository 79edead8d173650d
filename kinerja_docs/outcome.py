"""What a run hands to the renderers beside the report itself: notices, faults of our own, the language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from kinerja_docs.definitions.checklist import Item
from kinerja_docs.model import FileResult, Report, Verdict

WORST: tuple[Verdict, ...] = ("belum_terbaca", "perbaiki", "siap")


@dataclass(frozen=True, slots=True)
class Failure:
    """Why a file was not read: the BRK code it becomes and the id of the reason in the words room."""

    code: str
    reason: str
    detail: str = ""


@dataclass(slots=True)
class ReadOutcome:
    """All files of a run of ``read``. ``faults``: (path, kind of exception) of files on which the program failed."""

    files: list[FileResult]
    failures: dict[str, Failure]
    faults: list[tuple[str, str]]
    notices: list[str]
    forms: Mapping[str, str] = field(default_factory=dict)  # form id → title in the language
    language: str = "id"
    frames: dict[str, list[str]] = field(default_factory=dict)  # by path, where skeletons were asked for

    @property
    def exit_code(self) -> int:
        """0, 3 where a file was unreadable, 70 where the program failed."""
        if self.faults:
            return 70
        return 3 if any(result.status == "unreadable" for result in self.files) else 0


@dataclass(frozen=True, slots=True)
class Baseline:
    """An older report of the same documents: the fingerprints of its findings, and which open ones are gone since."""

    known: frozenset[str]
    fixed: tuple[Mapping[str, Any], ...]  # findings as the older JSON has them
    unchecked: tuple[Mapping[str, Any], ...] = ()  # gone, but their file or check was no part of this run

    def state(self, fingerprint: str) -> str:
        """``new`` or ``still``."""
        return "still" if fingerprint in self.known else "new"


@dataclass(frozen=True, slots=True)
class Carrier:
    """A row that serves an indicator (``linked``), may serve it (``unsure``), or serves none: whose, in which file."""

    person: str
    text: str
    form: str
    file: str
    status: str


@dataclass(slots=True)
class Thread:
    """An indicator of an office and year (``office`` is its folder, else empty) and all that carries it."""

    office: str
    year: int | None
    indicator: str
    file: str
    carriers: list[Carrier] = field(default_factory=list)


@dataclass(slots=True)
class Standing:
    """What somebody of the roster has handed in: ``forms`` by form id and period (``evaluasi_skp TW1``), with the path
    of the file, or None where it is due and not there."""

    office: str
    name: str
    post: str
    forms: dict[str, str | None] = field(default_factory=dict)


@dataclass(slots=True)
class Work:
    """A result of somebody's SKP: the indicator that it serves (``linked``) or may serve (``unsure``), its targets, and
    the number of the duty that it most likely comes from."""

    text: str
    status: str
    indicator: str | None
    targets: list[str]
    duty: int | None = None
    duty_sure: bool = False


@dataclass(slots=True)
class Duty:
    """A duty of a post. ``hours``: of a year and of all who hold the post; ``counted``: the workload analysis has it,
    whether or not its hours can be told."""

    text: str
    result: str = ""
    hours: float | None = None
    counted: bool = False


@dataclass(slots=True)
class DutySheet:
    """What one employee has to do in a year. ``described`` and ``counted``: the files with duties and load of the post,
    if there are any; ``holders``: how many share its load; ``indicators``: there are some that results can serve."""

    office: str
    year: int | None
    person: str
    post: str
    unit: str
    file: str
    results: list[Work]
    duties: list[Duty]
    described: str | None
    counted: str | None
    holders: int
    year_hours: float
    indicators: bool

    @property
    def hours(self) -> float | None:
        """The hours of a year that fall to this person; None where no load was counted."""
        known = [duty.hours for duty in self.duties if duty.hours is not None]
        return sum(known) / self.holders if known else None

    @property
    def uncounted(self) -> int:
        """Duties of the load whose hours cannot be told."""
        return sum(1 for duty in self.duties if duty.counted and duty.hours is None)


@dataclass(slots=True)
class Picture:
    """What the comparison of files shows beside its findings: threads, rows that carry nothing, who handed in what, and
    what each employee has to do."""

    threads: list[Thread] = field(default_factory=list)
    loose: list[Carrier] = field(default_factory=list)
    standings: list[Standing] = field(default_factory=list)
    sheets: list[DutySheet] = field(default_factory=list)  # where they were asked for


@dataclass(frozen=True, slots=True)
class Addressee:
    """To whom a note goes, where all files are of one office folder: the office's name, its head's post, its folder."""

    office: str = ""
    head: str = ""
    folder: Path | None = None


@dataclass(slots=True)
class CheckOutcome(Report):
    """A finished check: the report, and what the run itself has to tell.

    ``unreadable``: a submitted, reference or named evidence path was unreadable; ``faults``: (path, kind of exception)
    of files on which the program failed; ``forms``: form id → title in the language of the report.
    """

    failures: dict[str, Failure] = field(default_factory=dict)
    faults: list[tuple[str, str]] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)
    unreadable: bool = False
    forms: Mapping[str, str] = field(default_factory=dict)
    picture: Picture = field(default_factory=Picture)
    baseline: Baseline | None = None
    addressee: Addressee = Addressee()
    rules: Mapping[str, Item] = field(default_factory=dict)  # the checks in use by code

    @property
    def exit_code(self) -> int:
        """70 our own fault, 3 unreadable, 1 an open error, 0 none, in this order."""
        if self.faults:
            return 70
        if self.unreadable:
            return 3
        return 1 if self.count("error") else 0

    @property
    def verdict(self) -> Verdict | None:
        """The worst verdict of all files, or None where nothing was judged."""
        given = {result.verdict for result in self.files}
        return next((verdict for verdict in WORST if verdict in given), None)

    def summary(self) -> dict[str, Any]:
        """The contract's ``summary``: open findings by severity, accepted ones, skipped checks, worst verdict."""
        return {
            "error": self.count("error"),
            "warning": self.count("warning"),
            "info": self.count("info"),
            "accepted": sum(1 for finding in self.findings if finding.accepted is not None),
            "skipped": len(self.skipped),
            "verdict": self.verdict,
        }


@dataclass(frozen=True, slots=True)
class Listed:
    """One line of ``list``."""

    id: str
    title: str
    version: str
    origin: str
    sha256: str

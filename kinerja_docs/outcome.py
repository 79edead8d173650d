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
class Picture:
    """What the comparison of files shows beside its findings: threads, rows that carry nothing, who handed in what."""

    threads: list[Thread] = field(default_factory=list)
    loose: list[Carrier] = field(default_factory=list)
    standings: list[Standing] = field(default_factory=list)


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

"""The second phase of a check: the documents of each office and year beside each other, over facts alone."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from kinerja_docs import reading, words
from kinerja_docs.checking.across import check_across
from kinerja_docs.checking.roster_check import standings_of
from kinerja_docs.collector import paused
from kinerja_docs.desk import Checked, Kit
from kinerja_docs.errors import ReadingError
from kinerja_docs.fact_rows import Order
from kinerja_docs.fact_sets import FactSet, fact_sets
from kinerja_docs.facts import Fact
from kinerja_docs.linking.duties import duty_sheets
from kinerja_docs.linking.ties import links, threads
from kinerja_docs.model import FileResult, Finding, Link, Location, Skipped
from kinerja_docs.office import Office
from kinerja_docs.options import Options
from kinerja_docs.outcome import Picture
from kinerja_docs.roster import Roster, roster_of


@dataclass(slots=True)
class Compared:
    """What was found between files, by the file that it is in."""

    findings: dict[str, list[Finding]] = field(default_factory=dict)
    skipped: dict[str, list[Skipped]] = field(default_factory=dict)
    files: list[FileResult] = field(default_factory=list)  # rosters, which hold findings too
    notices: list[str] = field(default_factory=list)
    order: dict[str, dict[Location, Order]] = field(default_factory=dict)
    links: dict[tuple[str, int], list[Link]] = field(default_factory=dict)  # by file and document
    picture: Picture = field(default_factory=Picture)

    def take(self, findings: Iterable[Finding], skipped: Iterable[Skipped]) -> None:
        """Sort more of it to the files."""
        for finding in findings:
            self.findings.setdefault(finding.file, []).append(finding)
        for entry in skipped:
            self.skipped.setdefault(entry.file, []).append(entry)

    def note_order(self, facts: Iterable[Fact]) -> None:
        """Keep where the findings of these documents stand in their files."""
        for fact in facts:
            for finding in self.findings.get(fact.file, ()):
                if finding.location in fact.order:
                    self.order.setdefault(fact.file, {})[finding.location] = fact.order[finding.location]

    def note_links(self, facts: FactSet) -> None:
        """Keep what the rows of the set's documents serve, from both ends."""
        self.links |= links(facts)
        found, loose = threads(facts)
        self.picture.threads += found
        self.picture.loose += loose

    def rosters(self, offices: Mapping[Path, Office]) -> dict[Path, Roster]:
        """The rosters that offices keep, by folder; one that cannot be read is noticed."""
        read: dict[Path, Roster] = {}
        for folder, office in offices.items():
            if office.roster is None:
                continue
            shown = _shown(office.roster)
            try:
                data = office.roster.read_bytes()
                roster = roster_of(reading.read_bytes(data, shown), shown)
            except (OSError, ReadingError):
                roster = None
            if roster is None:
                self.notices.append(words.get("notice.roster_unread", path=shown))
                continue
            read[folder] = roster
            digest = hashlib.sha256(data).hexdigest()
            self.files.append(FileResult(shown, digest, len(data), "reference", "read"))
        return read

    def add_to(self, checked: Checked) -> None:
        """Put what is in a file among the file's own findings, in the order of their places."""
        path = checked.result.path
        more = self.findings.get(path, [])
        if more:
            known, first = checked.order | self.order.get(path, {}), (-1, 0, 0)
            checked.findings = sorted(
                [*checked.findings, *more],
                key=lambda one: (_document(one), known.get(one.location, first), one.code),
            )
        checked.skipped += self.skipped.get(path, [])
        for record in checked.result.records:
            record.links = self.links.get((path, record.id), [])


def compare(facts: Iterable[Fact], kits: Mapping[Path | None, Kit], options: Options, whole: bool) -> Compared:
    """Check all sets of a run; ``whole``: the run was given a folder or an archive."""
    offices = {folder: kit.office for folder, kit in kits.items() if folder is not None and kit.office is not None}
    everything = list(facts)
    found = Compared()
    sets = fact_sets(everything, offices, options.today, whole)
    for folder, roster in found.rosters(offices).items():
        _call_the_roll(sets, offices[folder], roster, options)
    for one in sets:
        kit = kits[one.office.folder if one.office is not None else None] if _has(kits, one) else None
        if kit is not None:
            with paused(), one.unpacked():
                found.take(*check_across(kit.checker.book, one, "set", options.language))
                found.note_order(one.facts)
                found.note_links(one)
                found.picture.standings += standings_of(kit.checker.book, one)
                found.picture.sheets += duty_sheets(one) if options.sheets else []
        one.memo.clear()  # a province has hundreds of sets, each with thousands of candidates for links
    submitted = [fact for fact in everything if fact.role == "submitted" and not fact.part]
    for kit in list(kits.values())[:1]:
        of_run = FactSet(options.today, None, submitted, whole=whole, everywhere=submitted)
        found.take(*check_across(kit.checker.book, of_run, "run", options.language))
    return found


def _call_the_roll(sets: list[FactSet], office: Office, roster: Roster, options: Options) -> None:
    """The roster goes with the office's year, else with the latest of its documents; no documents are a set too."""
    own = [one for one in sets if one.office is office]
    latest = max((one.year for one in own if one.year is not None), default=options.today.year)
    year = office.tahun or latest
    chosen = next((one for one in own if one.year == year), None)
    if chosen is None:
        chosen = FactSet(options.today, year, [], office, whole=True)
        sets.append(chosen)
    chosen.roster = roster


def _shown(path: Path) -> str:
    """A path as a person at the current folder would write it."""
    here = Path.cwd()
    return path.relative_to(here).as_posix() if path.is_relative_to(here) else path.as_posix()


def _has(kits: Mapping[Path | None, Kit], facts: FactSet) -> bool:
    return (facts.office.folder if facts.office is not None else None) in kits


def _document(finding: Finding) -> int:
    return -1 if finding.document is None else finding.document

"""The second phase of a check: the documents of each office and year beside each other, over facts alone."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from kinerja_docs.checking.across import check_across
from kinerja_docs.desk import Checked, Kit
from kinerja_docs.fact_sets import FactSet, fact_sets
from kinerja_docs.facts import Fact
from kinerja_docs.model import Finding, Skipped
from kinerja_docs.options import Options


@dataclass(slots=True)
class Compared:
    """What was found between files, by the file that it is in."""

    findings: dict[str, list[Finding]] = field(default_factory=dict)
    skipped: dict[str, list[Skipped]] = field(default_factory=dict)

    def take(self, findings: Iterable[Finding], skipped: Iterable[Skipped]) -> None:
        """Sort more of it to the files."""
        for finding in findings:
            self.findings.setdefault(finding.file, []).append(finding)
        for entry in skipped:
            self.skipped.setdefault(entry.file, []).append(entry)

    def add_to(self, checked: Checked) -> None:
        """Put what is in a file among the file's own findings, in the order of their places."""
        path = checked.result.path
        more = self.findings.get(path, [])
        if more:
            known, first = checked.order, (-1, 0, 0)
            checked.findings = sorted(
                [*checked.findings, *more],
                key=lambda one: (_document(one), known.get(one.location, first), one.code),
            )
        checked.skipped += self.skipped.get(path, [])


def compare(facts: Iterable[Fact], kits: Mapping[Path | None, Kit], options: Options, whole: bool) -> Compared:
    """Check all sets of a run; ``whole``: the run was given a folder or an archive."""
    offices = {folder: kit.office for folder, kit in kits.items() if folder is not None and kit.office is not None}
    everything = list(facts)
    found = Compared()
    sets = fact_sets(everything, offices, options.today, whole)
    for one in sets:
        kit = kits[one.office.folder if one.office is not None else None] if _has(kits, one) else None
        if kit is not None:
            found.take(*check_across(kit.checker.book, one, "set", options.language))
    submitted = [fact for fact in everything if fact.role == "submitted" and not fact.part]
    for kit in list(kits.values())[:1]:
        of_run = FactSet(options.today, None, submitted, whole=whole, everywhere=submitted)
        found.take(*check_across(kit.checker.book, of_run, "run", options.language))
    return found


def _has(kits: Mapping[Path | None, Kit], facts: FactSet) -> bool:
    return (facts.office.folder if facts.office is not None else None) in kits


def _document(finding: Finding) -> int:
    return -1 if finding.document is None else finding.document

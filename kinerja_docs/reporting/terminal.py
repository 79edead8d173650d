"""The report for people: grouped by file, worst first, what is wrong, where, what to do, who and by which law."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kinerja_docs import words
from kinerja_docs.facts import person_of, unit_of, year_of
from kinerja_docs.model import Basis, FileResult, Finding, Record, Skipped
from kinerja_docs.outcome import WORST, CheckOutcome
from kinerja_docs.reporting.places import place_label

SEVERITIES = ("error", "warning", "info")
SIGNS = {"error": ("✖", "x"), "warning": ("▲", "!"), "info": ("●", "i"), "siap": ("✔", "v")}
COLOURS = {"error": "31", "warning": "33", "info": "36", "siap": "32", "bold": "1", "dim": "2"}
VERDICT_COLOURS = {"belum_terbaca": "error", "perbaiki": "warning", "siap": "siap"}
NARROWEST, WIDEST = 50, 110
_CONTROL = dict.fromkeys([*range(0x20), *range(0x7F, 0xA0)], " ")


@dataclass(frozen=True, slots=True)
class Paper:
    """What the text is written on: its width in letters, whether it has colours, and whether it has the signs."""

    width: int = 100
    colour: bool = False
    unicode: bool = True

    @property
    def measure(self) -> int:
        """The width that lines are wrapped to."""
        return max(NARROWEST, min(self.width, WIDEST))

    def paint(self, text: str, *colours: str) -> str:
        """The text in a colour, where there are colours."""
        if not self.colour or not text:
            return text
        return f"\033[{';'.join(COLOURS[name] for name in colours)}m{text}\033[0m"

    def sign(self, name: str) -> str:
        """The sign of a severity."""
        return SIGNS[name][0 if self.unicode else 1]

    def wrap(self, text: str, indent: int, first: str = "") -> list[str]:
        """Lines of ``text``, indented; ``first`` stands in front of the first line and is counted."""
        blank = " " * indent
        return textwrap.wrap(
            printable(text),
            self.measure,
            initial_indent=blank + first,
            subsequent_indent=blank + " " * len(first),
            break_on_hyphens=False,
        )


def printable(text: str) -> str:
    """The text without control characters: what a file says must not steer the terminal."""
    return text.translate(_CONTROL)


def render(outcome: CheckOutcome, paper: Paper) -> str:
    """The whole report as text, with a final newline."""
    return "\n".join(_Text(outcome, paper).lines()) + "\n"


class _Text:
    """Writes one report. Each method gives lines."""

    def __init__(self, outcome: CheckOutcome, paper: Paper) -> None:
        self.outcome = outcome
        self.paper = paper
        self.lang = outcome.language
        self.findings: dict[str, list[Finding]] = {}
        for finding in outcome.findings:
            self.findings.setdefault(finding.file, []).append(finding)
        self.skipped: dict[str, list[Skipped]] = {}
        for entry in outcome.skipped:
            self.skipped.setdefault(entry.file, []).append(entry)

    def word(self, key: str, **params: object) -> str:
        return words.get(key, self.lang, **params)

    def lines(self) -> Iterable[str]:
        if not self.outcome.files:
            yield self.word("report.no_files")
            return
        for result in sorted(self.outcome.files, key=self.badness):
            yield from self.file(result)
            yield ""
        yield from self.closing()

    def badness(self, result: FileResult) -> tuple[int, int, int]:
        """Sorts worst first: verdict, then open errors and warnings; equal ones stay in order of path."""
        found = self.findings.get(result.path, ())
        verdict = result.verdict or ("perbaiki" if _count(found, "error") else "siap")
        rank = WORST.index(verdict)
        return rank, -_count(found, "error"), -_count(found, "warning")

    def file(self, result: FileResult) -> Iterable[str]:
        verdict = self.verdict(result.verdict or "none", result)
        yield f"{self.paper.paint(printable(result.path), 'bold')} – {verdict}"
        found = self.findings.get(result.path, [])
        numbers = self.paper.wrap(self.numbers(found, self.skipped.get(result.path, ())), 2)
        yield from (self.paper.paint(line, "dim") for line in numbers)
        about = [record for record in result.records if record.form is not None]
        general = [finding for finding in found if finding.document not in {record.id for record in about}]
        for finding in _worst_first(general):
            yield from self.finding(finding, result)
        for record in about:
            yield from self.paper.wrap(self.document(record, len(about)), 2)
            for finding in _worst_first(finding for finding in found if finding.document == record.id):
                yield from self.finding(finding, result)

    def verdict(self, verdict: str, result: FileResult | None = None) -> str:
        text = self.word(f"verdict.{verdict}")
        if result is not None and result.role != "submitted":
            text = f"{self.word(f'role.{result.role}')}, {self.word(f'status.{result.status}')}"
        elif result is not None and result.status == "unreadable":
            text = self.word("status.unreadable")
        colour = VERDICT_COLOURS.get(verdict)
        return self.paper.paint(text, colour, "bold") if colour else text

    def document(self, record: Record, count: int) -> str:
        parts = [self.outcome.forms.get(record.form or "", record.form or "")]
        if record.part:
            parts[0] += f" {self.word('report.part')}"
        if count > 1:
            parts.insert(0, self.word("report.document", number=record.id + 1))
        year = year_of(record)
        parts += [part for part in (person_of(record) or unit_of(record), str(year) if year else None) if part]
        return " · ".join(parts)

    def finding(self, finding: Finding, result: FileResult) -> Iterable[str]:
        paper = self.paper
        accepted = finding.accepted is not None
        colours = ("dim",) if accepted else (finding.severity, "bold")
        head = f"{paper.sign(finding.severity)} {self.word(f'severity.{finding.severity}')} {finding.code}"
        if finding.confidence == "likely":
            head += f" ({self.word('report.likely')})"
        if self.outcome.baseline is not None:
            head += f" [{self.word(f'overview.{self.outcome.baseline.state(finding.fingerprint)}')}]"
        place = place_label(finding.location, self.lang, result.path, result.records)
        yield ""
        lines = paper.wrap(f"{head}  {place}", 2)
        yield from (line.replace(head, paper.paint(head, *colours), 1) for line in lines)
        yield from paper.wrap(finding.message, 4)
        yield from self.labelled("report.fix", finding.fix)
        yield from self.labelled("report.who", self.word(f"owner.{finding.owner}"))
        yield from self.labelled("report.law", "; ".join(_law(basis) for basis in finding.legal_basis))
        if finding.related:
            places = (place_label(place, self.lang, result.path, result.records) for place in finding.related)
            yield from self.labelled("report.also", "; ".join(places))
        if finding.accepted is not None:
            key = "report.accepted_until" if finding.accepted.get("until") else "report.accepted_one"
            yield from paper.wrap(self.word(key, **finding.accepted), 4)

    def labelled(self, key: str, text: str) -> list[str]:
        return self.paper.wrap(text, 4, f"{self.word(key)}: ") if text else []

    def numbers(self, found: Sequence[Finding], skipped: Sequence[Skipped]) -> str:
        counts = {severity: _count(found, severity) for severity in SEVERITIES}
        text = self.word("report.numbers", **counts, skipped=len(skipped))
        accepted = sum(1 for finding in found if finding.accepted is not None)
        return f"{text}, {self.word('report.accepted', count=accepted)}" if accepted else text

    def closing(self) -> Iterable[str]:
        outcome, paper = self.outcome, self.paper
        yield paper.paint(self.word("report.summary"), "bold")
        verdicts = dict.fromkeys((*WORST, "none"), 0)
        for result in outcome.files:
            verdicts[result.verdict or "none"] += 1
        yield from paper.wrap(self.word("report.files", count=len(outcome.files), **verdicts), 2)
        yield from paper.wrap(self.numbers(outcome.findings, outcome.skipped), 2)
        yield from self.skipped_lines()
        yield from self.fixed()
        yield from (line for path, kind in outcome.faults for line in self.fault(path, kind))
        if outcome.verdict is not None:
            verdict = self.verdict(outcome.verdict)
            yield f"  {self.word('report.verdict', verdict=verdict)}"

    def fixed(self) -> Iterable[str]:
        """What the older report had and this one has no more."""
        base = self.outcome.baseline
        if base is None:
            return
        yield from self.paper.wrap(f"{self.word('overview.fixed_title')}: {len(base.fixed)}", 2)
        for one in base.fixed:
            yield from self.paper.wrap(f"{one['code']} {one['file']}: {one['message']}", 4)
        if base.unchecked:
            yield from self.paper.wrap(self.word("overview.unchecked", count=len(base.unchecked)), 2)

    def skipped_lines(self) -> Iterable[str]:
        """Skipped checks by reason: skipped is not passed, so each code is named."""
        reasons: dict[str, set[str]] = {}
        for entry in self.outcome.skipped:
            reasons.setdefault(entry.reason, set()).add(entry.code)
        if reasons:
            yield from self.paper.wrap(self.word("report.skipped") + ":", 2)
        for reason, codes in sorted(reasons.items()):
            yield from self.paper.wrap(
                self.word("report.skipped_line", codes=", ".join(sorted(codes)), reason=reason), 4
            )

    def fault(self, path: str, kind: str) -> list[str]:
        return self.paper.wrap(self.word("error.internal_file", path=path, kind=kind), 2)


def _worst_first(findings: Iterable[Finding]) -> list[Finding]:
    """By severity, accepted ones last; findings of one severity keep the order of their places."""
    return sorted(findings, key=lambda finding: (finding.accepted is not None, SEVERITIES.index(finding.severity)))


def _count(findings: Iterable[Finding], severity: str) -> int:
    return sum(1 for finding in findings if finding.severity == severity and finding.accepted is None)


def _law(basis: Basis) -> str:
    return f"{basis.regulation} {basis.article}" if basis.article else basis.regulation

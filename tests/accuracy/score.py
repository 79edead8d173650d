"""Runs the program over the cases and sums up what it got right."""

from __future__ import annotations

import traceback
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.accuracy.cases import Case
from tests.accuracy.compare import Comparison, Matched, compare_documents, match_findings, short_place
from tests.accuracy.system import read_and_check

System = Callable[[Path], tuple[dict[str, Any], dict[str, Any]]]

FLOORS = {"forms": 0.99, "fields": 0.99, "rows": 0.98, "places": 0.97, "recall": 0.97}
PDF_FLOORS = {"forms": 0.99, "fields": 0.97, "rows": 0.96, "recall": 0.97}
ALARMS_PER_20 = 1.0
SILENT = ("info",)  # findings of this severity are no alarms


@dataclass
class Result:
    """One case with what came of it."""

    case: Case
    comparison: Comparison
    matched: Matched
    fault: str = ""

    def alarms(self) -> list[str]:
        """Errors and warnings that nobody planted; more of a planted code are no alarm in a marred file."""
        planted = set(self.case.defects)
        return [
            f"{finding['code']} at {short_place(finding['location'])}: {finding['message']}"
            for finding in self.matched.extra
            if finding["severity"] not in SILENT and finding["code"] not in planted
        ]

    def complaints(self) -> list[str]:
        """Everything that is wrong, worst first."""
        missed = [f"MISSED {line}" for line in self.matched.missed] + [
            f"ELSEWHERE {line}" for line in self.matched.elsewhere
        ]
        alarms = [f"ALARM {line}" for line in self.alarms()]
        return ([f"FAULT {self.fault}"] if self.fault else []) + missed + alarms + self.comparison.wrong


@dataclass
class Score:
    """The sums over all cases."""

    results: list[Result] = field(default_factory=list)

    def comparison(self, results: Iterable[Result] | None = None) -> Comparison:
        """Forms, fields, rows and places over some results."""
        total = Comparison()
        for result in self.results if results is None else results:
            total.add(result.comparison)
        return total

    def recall(self) -> dict[str, tuple[int, int, int]]:
        """By code: found at their place, found elsewhere, planted."""
        found, elsewhere, planted = Counter[str](), Counter[str](), Counter[str]()
        for result in self.results:
            found.update(result.matched.found)
            elsewhere.update(line.split()[0] for line in result.matched.elsewhere)
            planted.update(entry["code"] for entry in result.case.findings)
        return {code: (found[code], elsewhere[code], planted[code]) for code in sorted(planted)}

    def figures(self) -> dict[str, float]:
        """The figures that have floors, and the false alarms in 20 clean files."""
        total = self.comparison()
        recall = self.recall().values()
        planted = sum(many for _, _, many in recall)
        clean = [result for result in self.results if result.case.clean]
        alarms = sum(len(result.alarms()) for result in clean)
        return {
            "forms": total.forms.share,
            "fields": total.fields.share,
            "rows": total.rows.share,
            "places": total.places.share,
            "recall": sum(found for found, _, _ in recall) / planted if planted else 1.0,
            "alarms": 20 * alarms / len(clean) if clean else 0.0,
        }

    def groups(self) -> dict[str, list[Result]]:
        """Results by kind and format."""
        groups: dict[str, list[Result]] = {}
        for result in self.results:
            groups.setdefault(f"{result.case.kind} {result.case.format}", []).append(result)
        return dict(sorted(groups.items()))


def run_case(case: Case, folder: Path, system: System = read_and_check) -> Result:
    """Writes the file, reads and checks it, compares."""
    path = folder / case.name
    path.write_bytes(case.data)
    try:
        read, check = system(path)
    except Exception:  # a fault of the program is a result here
        fault = traceback.format_exc().strip().splitlines()
        return Result(
            case, compare_documents(case.documents or [], []), match_findings(case.findings, []), " / ".join(fault[-3:])
        )
    documents = read["files"][0]["documents"]
    comparison = compare_documents(case.documents, documents) if case.documents is not None else Comparison()
    return Result(case, comparison, match_findings(case.findings, check["findings"]))


def run_cases(cases: Iterable[Case], folder: Path, system: System = read_and_check) -> Score:
    """All cases."""
    folder.mkdir(parents=True, exist_ok=True)
    return Score([run_case(case, folder, system) for case in cases])


def report(score: Score, show: int = 0, floors: Mapping[str, float] = FLOORS) -> str:
    """The figures as text, with the worst cases."""
    figures = score.figures()
    clean = sum(result.case.clean for result in score.results)
    lines = [f"{len(score.results)} files, {clean} of them clean", ""]
    lines += [f"{name:8} {figures[name]:.4f}  (floor {floor:.2f})" for name, floor in floors.items()]
    lines += [f"false alarms in 20 clean files: {figures['alarms']:.2f}  (at most {ALARMS_PER_20:.0f})", ""]
    lines.append(f"{'layout':28} files  fields   rows  places  alarms")
    for name, results in score.groups().items():
        total = score.comparison(results)
        alarms = sum(len(result.alarms()) for result in results)
        shares = f"{total.fields.share:7.4f} {total.rows.share:6.4f} {total.places.share:7.4f}"
        lines.append(f"{name:28} {len(results):5} {shares} {alarms:7}")
    lines += ["", "code     found  elsewhere  planted"]
    lines += [f"{code:8} {found:5} {other:10} {many:8}" for code, (found, other, many) in score.recall().items()]
    worst = sorted(
        (result for result in score.results if result.complaints()), key=lambda result: -len(result.complaints())
    )
    lines += ["", f"files with complaints: {len(worst)}"]
    for result in worst[:show]:
        lines += ["", result.case.name, *(f"  {line[:220]}" for line in result.complaints()[:12])]
    return "\n".join(lines)


def within_floors(score: Score, floors: Mapping[str, float] = FLOORS) -> list[str]:
    """The figures that are too low, or nothing."""
    figures = score.figures()
    low = [f"{name} {figures[name]:.4f} < {floor}" for name, floor in floors.items() if figures[name] < floor]
    return low + ([f"alarms {figures['alarms']:.2f} > {ALARMS_PER_20}"] if figures["alarms"] > ALARMS_PER_20 else [])

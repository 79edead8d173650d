"""The gap of LKE files: read, judge the evidence, recompute, and say what is at risk."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from kinerja_docs import words
from kinerja_docs.checking.hits import Context
from kinerja_docs.checking.lke_files import seen_of
from kinerja_docs.desk import Desk, Job
from kinerja_docs.errors import ReadingError, UsageError
from kinerja_docs.facts import unit_of, year_of
from kinerja_docs.model import Finding, Location, Record
from kinerja_docs.score_tree import SPARE, Branch, ScoreSheet
from kinerja_docs.scoring.cheapest import goals
from kinerja_docs.scoring.gap import Support, changed, figures
from kinerja_docs.scoring.settings import settings
from kinerja_docs.scoring.sheets import key_of
from kinerja_docs.scoring.study import Study
from kinerja_docs.scoring.trials import trials
from kinerja_docs.spelling import remedy_for


def studies_of(desk: Desk, job: Job, changes: Mapping[str, str]) -> list[Study]:
    """One study for each LKE in a file; nothing for a file that holds none.

    Raises UsageError where a change names a code or an answer that the sheet does not know, ReadingError for a file
    that cannot be read.
    """
    opened = desk.open(job)
    if opened.failure is not None:
        error = ReadingError(opened.failure.code, opened.failure.reason, opened.failure.detail)
        error.message = f"{opened.result.path}: {words.find(f'reason.{error.reason}', desk.lang) or error.message}"
        raise error
    trees = [record for record in opened.result.records if isinstance(record.spare.get(SPARE), ScoreSheet)]
    if not trees or opened.document is None:
        return []
    kit = desk.kit(job.office)
    shelf = desk.shelf(job.office)
    context = Context(desk.today, opened.document, opened.result.records, kit.office, shelf=shelf)
    found, _ = kit.checker.check(opened.result.path, opened.document, opened.result.records, context)
    studies = []
    for record in trees:
        findings = [one for one in found if one.document == record.id]
        studies.append(_study(opened.result.path, record, findings, changes, context, job.office))
    return studies


def _study(
    path: str,
    record: Record,
    findings: Sequence[Finding],
    changes: Mapping[str, str],
    context: Context,
    office: Path | None,
) -> Study:
    sheet: ScoreSheet = record.spare[SPARE]
    answers = changed(sheet, changes)
    if isinstance(answers, str):
        known = [key_of(node) for node in sheet.nodes]
        raise UsageError(words.get("error.unknown_answer", code=answers), remedy_for(answers, known))
    unsupported = {one.location for one in findings if one.code.startswith(settings().unsupported)}
    seen = seen_of(record, context) if context.shelf is not None else {}
    missing, unopened = set(), set()
    for node in sheet.nodes:
        if not node.is_row:
            continue
        if _rests_on_nothing(node, unsupported):
            missing.add(key_of(node))
        elif node.evidence and not seen.get(node.row_number):
            unopened.add(key_of(node))
    support = Support(frozenset(missing), frozenset(unopened))
    about = {"path": path, "unit": unit_of(record), "year": year_of(record)}
    tried = trials(sheet, answers)
    entry = about | figures(sheet, support, answers, tried) | {"goals": goals(sheet, answers, tried)}
    return Study(entry, sheet, record, findings, answers, support, office, context.shelf is not None)


def _rests_on_nothing(node: Branch, unsupported: set[Location]) -> bool:
    return node.place("bukti") in unsupported or any(cell.at in unsupported for cell in node.evidence)

"""The gap of LKE files: read, judge the evidence that the workbook shows, recompute, and say what is at risk."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from kinerja_docs import words
from kinerja_docs.checking.hits import Context
from kinerja_docs.desk import Desk, Job
from kinerja_docs.errors import ReadingError, UsageError
from kinerja_docs.facts import unit_of, year_of
from kinerja_docs.model import Location, Record
from kinerja_docs.score_tree import SPARE, ScoreSheet
from kinerja_docs.scoring.gap import Support, changed, figures
from kinerja_docs.scoring.sheets import key_of
from kinerja_docs.spelling import remedy_for

UNSUPPORTED = ("LKE001", "LKE002", "LKE003", "LKE004")  # until evidence is opened


def gaps_of(desk: Desk, job: Job, changes: Mapping[str, str]) -> list[dict[str, Any]]:
    """One entry of the contract's ``files`` for each LKE in a file; nothing for a file that holds none.

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
    context = Context(desk.today, opened.document, opened.result.records, kit.office)
    found, _ = kit.checker.check(opened.result.path, opened.document, opened.result.records, context)
    entries = []
    for record in trees:
        places = {one.location for one in found if one.document == record.id and one.code in UNSUPPORTED}
        entries.append(_gap(opened.result.path, record, places, changes))
    return entries


def _gap(path: str, record: Record, unsupported: set[Location], changes: Mapping[str, str]) -> dict[str, Any]:
    sheet: ScoreSheet = record.spare[SPARE]
    answers = changed(sheet, changes)
    if isinstance(answers, str):
        known = [key_of(node) for node in sheet.nodes]
        raise UsageError(words.get("error.unknown_answer", code=answers), remedy_for(answers, known))
    missing, unopened = set(), set()
    for node in sheet.nodes:
        if not node.is_row:
            continue
        if node.place("bukti") in unsupported or any(cell.at in unsupported for cell in node.evidence):
            missing.add(key_of(node))
        elif node.evidence:
            unopened.add(key_of(node))
    support = Support(frozenset(missing), frozenset(unopened))
    about = {"path": path, "unit": unit_of(record), "year": year_of(record)}
    return about | figures(sheet, support, answers)

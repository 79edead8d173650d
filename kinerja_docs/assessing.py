"""The work of assessors on LKE: the gap with its reports, two assessors compared, answers written back into a copy."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from kinerja_docs import api, outputs, words
from kinerja_docs.annotating import written
from kinerja_docs.annotating.returned import INSIDE, plan
from kinerja_docs.errors import UsageError
from kinerja_docs.options import Options
from kinerja_docs.reading.inputs import Source
from kinerja_docs.reporting import gap_reports
from kinerja_docs.score_tree import Branch, ScoreSheet
from kinerja_docs.scoring import agreement
from kinerja_docs.scoring.sheets import key_of
from kinerja_docs.scoring.study import Study

PATCHED = (".xlsx", ".xlsm")
ANSWER, NOTE = "jawaban_penilai", "catatan_penilai"


@dataclass(slots=True)
class Assessment:
    """The studies of one run; ``other`` is the LKE that the first one was compared with, ``agreement`` the result."""

    studies: list[Study]
    today: date
    language: str
    changes: Mapping[str, str]
    paths: Sequence[str] = ()  # as they were given
    other: Study | None = None
    agreement: Mapping[str, Any] | None = None
    unread: list[str] = field(default_factory=list)

    @property
    def tree(self) -> dict[str, Any]:
        """The contract's JSON; with ``agreement`` where two LKE were compared."""
        found: dict[str, Any] = {"format": 1, "files": [study.entry for study in self.studies]}
        return found if self.agreement is None else found | {"agreement": dict(self.agreement)}


def assess(
    paths: Sequence[str], options: Options, changes: Mapping[str, str] | None = None, compare: str | None = None
) -> Assessment:
    """Read, recompute and judge; ``compare`` is the path of another assessor's copy of the first LKE.

    Raises UsageError and ReadingError as :func:`kinerja_docs.api.studies` does.
    """
    unread: list[str] = []
    studies = api.studies(paths, options, changes, unread)
    found = Assessment(studies, options.today, options.language, changes or {}, paths, unread=unread)
    if compare is not None:
        found.other = api.studies([compare], options)[0]
        found.agreement = agreement.compare(studies[0].sheet, found.other.sheet)
    return found


def report(found: Assessment, format: str, unmask: bool = False) -> str | bytes:
    """The report in one of the formats ``text json html xlsx docx``."""
    return gap_reports.render(found.studies, found.tree, format, found.today, found.language, found.agreement, unmask)


def write_back(found: Assessment, folder: Path, force: bool = False) -> list[tuple[Path, int]]:
    """Copies of the LKE with the evaluator's columns filled in: (path, cells) of each.

    Copies lie as the files lie under the folder that was given. Answers are those of ``--if`` and of the LKE compared
    with; notes those of that LKE, and where the note is blank, what was found at the row. Nothing else is touched, and
    a note that stands there already stays. Nothing is written where one of the copies cannot be.
    """
    cells: dict[str, dict[str, dict[str, written.Given]]] = {}  # path → sheet → cell: a workbook may hold two LKE
    for number, study in enumerate(found.studies):
        path = str(study.entry["path"])
        if INSIDE in path or Path(path).suffix.lower() not in PATCHED:
            raise UsageError(words.get("error.write_back_kind", path=path), words.get("error.write_back_remedy"))
        if not study.sheet.columns.get(ANSWER) and not study.sheet.columns.get(NOTE):
            raise UsageError(words.get("error.no_assessor", path=path), words.get("error.no_assessor_remedy"))
        other = found.other.sheet if found.other is not None and number == 0 else None
        sheet = cells.setdefault(path, {}).setdefault(study.sheet.block.name, {})
        sheet |= _cells(study, other, found.changes)
    copies = plan([Source(path, path) for path in cells], found.paths, folder, force)
    written_to = []
    for path, target in copies.items():
        data, count = written.put(Path(path).read_bytes(), cells[path])
        outputs.write_whole(target, data, parents=True)
        written_to.append((target, count))
    return written_to


def _cells(study: Study, other: ScoreSheet | None, changes: Mapping[str, str]) -> dict[str, written.Given]:
    theirs = {key_of(node): node for node in other.nodes} if other is not None else {}
    assessed = other is not None and bool(other.columns.get(ANSWER))
    notes: dict[int, list[str]] = {}
    rows = {place: node.row_number for node in study.sheet.nodes for place in node.spots()}
    for finding in study.findings:
        if finding.severity != "info" and finding.location in rows:
            notes.setdefault(rows[finding.location], []).append(f"{finding.code}: {finding.message}")
    cells: dict[str, written.Given] = {}
    for node in study.sheet.nodes:
        twin = theirs.get(key_of(node))
        given = changes.get(key_of(node)) or _given(twin, ANSWER if assessed else "jawaban")
        if given is not None:
            _place(cells, study.sheet, node, ANSWER, given)
        note = _given(twin, NOTE if assessed else "catatan")
        if note is None and not _text(node, NOTE):
            note = "\n".join(dict.fromkeys(notes.get(node.row_number, ()))) or None
        if note is not None:
            _place(cells, study.sheet, node, NOTE, note)
    return cells


def _given(node: Branch | None, role: str) -> written.Given | None:
    """What another assessor wrote into a cell; a number as a number."""
    cell = node.cells.get(role) if node is not None else None
    if cell is None or not cell.text.strip():
        return None
    return cell.number if cell.number is not None else cell.text


def _text(node: Branch, role: str) -> str:
    cell = node.cells.get(role)
    return cell.text.strip() if cell is not None else ""


def _place(cells: dict[str, written.Given], sheet: ScoreSheet, node: Branch, role: str, value: written.Given) -> None:
    columns = sheet.columns.get(role)
    if columns:
        at = sheet.block.locate(node.row_number, columns[0])
        if at.cell is not None:
            cells[at.cell] = value

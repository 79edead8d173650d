"""Who has what ready for signing day: the people of an office's roster and the documents that they are to sign."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable
from dataclasses import replace
from datetime import date
from pathlib import Path

from kinerja_docs import api, office, words
from kinerja_docs.options import Options
from kinerja_docs.outcome import CheckOutcome, Standing
from kinerja_docs.signing_day import MISSING, READY, WRONG, Paper, Plan, Signer


def with_signers(plan: Plan, folder: Path, today: date, progress: Callable[[int, int], None] | None = None) -> Plan:
    """The plan with what the office folder holds for everyone of its roster: checked and free of errors, with errors,
    or not there. Without a roster the plan stays as it is."""
    if office.load(folder).roster is None:
        return plan
    outcome = api.check(
        [folder.as_posix()],
        Options(office=folder, today=today, language=words.language(), progress=progress),
    )
    return with_standings(plan, outcome.picture.standings, not_ready(outcome))


def with_standings(plan: Plan, standings: Iterable[Standing], wrong: Container[str]) -> Plan:
    """The plan with everyone's documents, of a check that was made before. ``wrong``: see :func:`not_ready`."""
    return replace(plan, signers=tuple(_signer(plan, one, wrong) for one in standings))


def not_ready(outcome: CheckOutcome) -> set[str]:
    """The files with an open error, and those that were not read."""
    wrong = {finding.file for finding in outcome.findings if finding.severity == "error" and not finding.accepted}
    return wrong | {file.path for file in outcome.files if file.status == "unreadable"}


def _signer(plan: Plan, standing: Standing, wrong: Container[str]) -> Signer:
    papers = [
        Paper(form, file, MISSING if file is None else WRONG if file in wrong else READY)
        for key, file in standing.forms.items()
        if (form := key.partition(" ")[0]) in plan.documents
    ]
    return Signer(standing.name, standing.post, tuple(papers))

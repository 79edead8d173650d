"""Who has what ready for signing day: the people of an office's roster and the documents that they are to sign."""

from __future__ import annotations

from collections.abc import Callable
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
    wrong = {finding.file for finding in outcome.findings if finding.severity == "error" and not finding.accepted}
    wrong |= _unread(outcome)
    signers = [_signer(plan, one, wrong) for one in outcome.picture.standings]
    return replace(plan, signers=tuple(signers))


def _unread(outcome: CheckOutcome) -> set[str]:
    return {file.path for file in outcome.files if file.status == "unreadable"}


def _signer(plan: Plan, standing: Standing, wrong: set[str]) -> Signer:
    papers = [
        Paper(form, file, MISSING if file is None else WRONG if file in wrong else READY)
        for key, file in standing.forms.items()
        if (form := key.partition(" ")[0]) in plan.documents
    ]
    return Signer(standing.name, standing.post, tuple(papers))

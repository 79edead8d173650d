"""What the gap report of one LKE is made of."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kinerja_docs.model import Finding, Record
from kinerja_docs.score_tree import ScoreSheet
from kinerja_docs.scoring.gap import Support
from kinerja_docs.scoring.sheets import Answers


@dataclass(frozen=True, slots=True)
class Study:
    """One LKE with its figures: ``entry`` is its part of the contract's JSON, ``findings`` those of the document.

    ``answers`` are those that were scored (with the changes of a what-if), ``office`` the folder that rules the file.
    """

    entry: Mapping[str, Any]
    sheet: ScoreSheet
    record: Record
    findings: Sequence[Finding]
    answers: Answers
    support: Support
    office: Path | None
    opened: bool  # an evidence folder was there

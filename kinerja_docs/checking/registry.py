"""All check kinds, by the name under which a checklist item calls them."""

from __future__ import annotations

from kinerja_docs.checking import (
    cells,
    copies,
    coverage,
    evaluations,
    fields,
    file,
    links,
    lke_evidence,
    lke_exhibits,
    lke_files,
    lke_formulas,
    lke_notes,
    lke_rules,
    lke_scores,
    pk,
    plans,
    plans_evidence,
    quarters,
    roster_check,
    rows,
    sections,
    superiors,
    targets,
    versions,
    wording,
    workload,
)
from kinerja_docs.checking.across import SetKind
from kinerja_docs.checking.dok import DOK_KINDS
from kinerja_docs.checking.hits import Kind

KINDS: dict[str, Kind] = {
    **file.KINDS,
    **fields.KINDS,
    **cells.KINDS,
    **rows.KINDS,
    **targets.KINDS,
    **wording.KINDS,
    **pk.KINDS,
    **lke_scores.KINDS,
    **lke_formulas.KINDS,
    **lke_rules.KINDS,
    **lke_evidence.KINDS,
    **lke_files.KINDS,
    **lke_exhibits.KINDS,
    **lke_notes.KINDS,
    **plans.KINDS,
    **plans_evidence.KINDS,
    **sections.KINDS,
    **workload.KINDS,
    **evaluations.KINDS,
    **DOK_KINDS,
}

SET_KINDS: dict[str, SetKind] = {
    **versions.SET_KINDS,
    **copies.SET_KINDS,
    **quarters.SET_KINDS,
    **superiors.SET_KINDS,
    **links.SET_KINDS,
    **coverage.SET_KINDS,
    **roster_check.SET_KINDS,
}
"""The kinds that look at several files, likewise."""

ALL_KINDS: dict[str, Kind | SetKind] = {**KINDS, **SET_KINDS}
"""Every name that a checklist may call."""

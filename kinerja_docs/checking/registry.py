"""All check kinds, by the name under which a checklist item calls them."""

from __future__ import annotations

from kinerja_docs.checking import cells, fields, file, pk, rows, targets, wording
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
    **DOK_KINDS,
}

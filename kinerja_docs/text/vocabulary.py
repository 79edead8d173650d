"""Words of the field: whatever stands whole in the shipped definitions, for putting broken print together."""

from __future__ import annotations

import re
from functools import cache

from kinerja_docs import resources

_WORD = re.compile(r"[^\W\d_]{5,}")
_ANY_WORD = re.compile(r"[^\W\d_]{2,}")


@cache
def field_words() -> frozenset[str]:
    """Words of five letters and more in lower case: of the reference data, the layouts and the LKE frameworks."""
    checklists = resources.checklists_path()
    found: set[str] = set()
    for folder in (checklists / "data", checklists / "frameworks", resources.extractors_path()):
        for path in sorted(folder.glob("*.*")):
            found.update(_WORD.findall(path.read_text(encoding="utf-8", errors="replace").lower()))
    return frozenset(found)


@cache
def form_words() -> frozenset[str]:
    """Words of the official forms in lower case: titles, labels, headers and fixed phrases of the layouts, and of the
    LKE trees. No region, person or office is among them, since none of these tables names one."""
    checklists = resources.checklists_path()
    found: set[str] = set()
    for path in (*sorted(resources.extractors_path().glob("*.yaml")), *sorted((checklists / "frameworks").glob("*.*"))):
        found.update(_ANY_WORD.findall(path.read_text(encoding="utf-8", errors="replace").lower()))
    return frozenset(found)

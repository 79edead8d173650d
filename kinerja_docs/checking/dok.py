"""The check kinds that serve any document, by name."""

from __future__ import annotations

from kinerja_docs.checking import (
    amounts_check,
    dates_check,
    form_check,
    identity_check,
    regions_check,
    regulations_check,
    years_check,
)
from kinerja_docs.checking.hits import Kind

DOK_KINDS: dict[str, Kind] = {
    **form_check.KINDS,
    **dates_check.KINDS,
    **years_check.KINDS,
    **identity_check.KINDS,
    **regions_check.KINDS,
    **amounts_check.KINDS,
    **regulations_check.KINDS,
}

"""Remarks of this program inside a file: readers pass over them, since they are no content of the document."""

from __future__ import annotations

AUTHOR = "kinerja_docs"
LIST_NAME = "kinerja_docs_catatan"  # the defined name in a workbook that points at the sheet with the remarks


def sheet_of(reference: str) -> str:
    """The sheet that a reference such as ``'Catatan'!$A$1`` points at."""
    return reference.rpartition("!")[0].removeprefix("'").removesuffix("'").replace("''", "'")

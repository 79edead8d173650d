"""Bytes → Document: every reader gives lines of cells that know their place, or says why it cannot.

``KINERJA_DOCS_READER=reference`` reads Word, Excel and PDF through python-docx, openpyxl and pdfplumber instead: slow,
and what the fast readers are proved against.
"""

from __future__ import annotations

import os

from kinerja_docs.model import Document
from kinerja_docs.reading.contents import Contents
from kinerja_docs.reading.inputs import Source, expand
from kinerja_docs.reading.kinds import reader_for
from kinerja_docs.reading.limits import DEFAULT, Limits, exceeded
from kinerja_docs.reading.made import made_on

SWITCH = "KINERJA_DOCS_READER"


def read(source: Source, limits: Limits = DEFAULT) -> Document:
    """Load and read one file. Raises :class:`kinerja_docs.errors.ReadingError` (BRK001, BRK002, BRK006)."""
    return read_bytes(source.load(), source.path, limits)


def read_bytes(data: bytes, path: str, limits: Limits = DEFAULT) -> Document:
    """Read a file that is in memory. ``path`` is its contract path, for its name and for messages."""
    if len(data) > limits.size:
        raise exceeded("size", limits.size)
    contents = Contents(data, path, limits)
    reader = reader_for(contents)
    if os.environ.get(SWITCH) == "reference":
        from kinerja_docs.reading import reference

        reader = reference.READERS.get(reader, reader)
    return reader(contents)


__all__ = ["DEFAULT", "Limits", "Source", "expand", "made_on", "read", "read_bytes"]

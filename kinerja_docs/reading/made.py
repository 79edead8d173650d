"""The day on which a file was made, as the file itself says: Office documents and PDF keep it in their properties."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import date

from kinerja_docs.text.dates import day_of

_CORE = "docProps/core.xml"
_MOST = 65536  # bytes of the properties that are looked at
_OFFICE = re.compile(rb"<dcterms:created[^>]*>\s*(\d{4})-(\d\d)-(\d\d)")
_PDF = re.compile(rb"/CreationDate\s*\(D:(\d{4})(\d\d)(\d\d)")


def made_on(raw: bytes) -> date | None:
    """The day of creation that a file's properties name; None where they name none."""
    found: re.Match[bytes] | None = None
    if raw.startswith(b"PK"):
        try:
            with zipfile.ZipFile(io.BytesIO(raw)) as package, package.open(_CORE) as part:
                found = _OFFICE.search(part.read(_MOST))
        except (zipfile.BadZipFile, KeyError, RuntimeError, NotImplementedError, OSError, EOFError, ValueError):
            return None
    elif raw.startswith(b"%PDF"):
        found = _PDF.search(raw)
    return day_of(*map(int, found.groups())) if found is not None else None

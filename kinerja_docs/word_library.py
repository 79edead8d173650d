"""Word packages by docxtpl and python-docx: without what importing the one does to the other, without the clock."""

from __future__ import annotations

import io
import zipfile
from typing import Any

EPOCH = (1980, 1, 1, 0, 0, 0)


def docxtpl() -> Any:
    """The library. What it imports gives the prefix ``cp`` of python-docx to another namespace, after which every
    document that python-docx writes says in the wrong place who changed it last; so the prefix is given back."""
    from docx.oxml.ns import nsmap

    held = nsmap["cp"]
    import docxtpl as library

    nsmap["cp"] = held
    return library


def undated(data: bytes) -> bytes:
    """The same package without the time of its making, so that the same report gives the same bytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for member in old.infolist():
            new.writestr(zipfile.ZipInfo(member.filename, EPOCH), old.read(member), zipfile.ZIP_DEFLATED)
    return out.getvalue()

"""Zip files whose bytes depend on their content alone."""

from __future__ import annotations

import io
import zipfile

FIXED_TIME = (2026, 1, 5, 8, 0, 0)


def same_bytes(data: bytes) -> bytes:
    """The same archive with every member dated alike, in the order it had."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            member = zipfile.ZipInfo(name, FIXED_TIME)
            member.compress_type, member.external_attr = zipfile.ZIP_DEFLATED, 0o600 << 16
            new.writestr(member, old.read(name))
    return stream.getvalue()

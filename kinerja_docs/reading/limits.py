"""How much one file may ask of us. Every reader takes these numbers; there are no others."""

from __future__ import annotations

from dataclasses import dataclass

from kinerja_docs.errors import ReadingError

MEBIBYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """Upper bounds for one submitted file. What goes over one is BRK006, never a crash and never half a reading.

    ``ratio`` (unpacked : packed) counts only for members of at least ``ratio_from`` bytes, since a small sheet of
    equal rows packs very well and does no harm.
    """

    size: int = 100 * MEBIBYTE  # bytes of one file, also inside an archive
    part: int = 64 * MEBIBYTE  # bytes of one part of an Office file, unpacked; a tree of it takes ten times that
    unpacked: int = 256 * MEBIBYTE  # bytes of all parts of one Office file that are read
    ratio: int = 200
    ratio_from: int = 8 * MEBIBYTE
    members: int = 20_000  # entries of one zip
    archive_depth: int = 3  # zip in zip in zip
    lines: int = 500_000  # rows and paragraphs of one document
    cells: int = 2_000_000


DEFAULT = Limits()


def exceeded(reason: str, allowed: int) -> ReadingError:
    """BRK006: ``reason`` is ``size``, ``ratio``, ``cells``, ``lines`` or ``nesting``; the detail is the bound."""
    return ReadingError("BRK006", reason, str(allowed))

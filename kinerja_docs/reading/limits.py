"""How much one file may ask of us. Every reader takes these numbers; there are no others."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from kinerja_docs.errors import ReadingError

MEBIBYTE = 1024 * 1024
_BYTES = frozenset(("size", "part", "unpacked", "memory"))
_SECONDS = frozenset(("seconds",))


@dataclass(frozen=True, slots=True)
class Limits:
    """Upper bounds for one submitted file. What goes over one is BRK006, never a crash and never half a reading.

    Each has an option of its name (``--limit-size``), ``ratio_from`` excepted: ``ratio`` (unpacked : packed) counts
    only for members of at least so many bytes, since a small sheet of equal rows packs very well and does no harm.
    ``memory`` and ``seconds`` are kept by the process that looks after the reading one.
    """

    size: int = 100 * MEBIBYTE  # bytes of one file, also inside an archive
    part: int = 64 * MEBIBYTE  # bytes of one part of an Office file, unpacked; a tree of it takes ten times that
    unpacked: int = 256 * MEBIBYTE  # bytes of all parts of one Office file that are read
    ratio: int = 200
    ratio_from: int = 8 * MEBIBYTE
    members: int = 20_000  # entries of one zip
    depth: int = 3  # zip in zip in zip
    pages: int = 2_000
    pixels: int = 120_000_000  # of one picture of a page
    lines: int = 500_000  # rows and paragraphs of one document
    cells: int = 2_000_000
    memory: int = 1024 * MEBIBYTE  # bytes that reading and checking one file adds to its process
    seconds: int = 60  # for one file, whatever it asks for beside (see ``more_time``)


DEFAULT = Limits()
_granted_by: list[Callable[[int], None]] = []  # of this process: none, or one


def exceeded(reason: str, allowed: int) -> ReadingError:
    """BRK006: ``reason`` is the name of the limit, or ``nesting`` for that of the XML library, which nobody can raise;
    the detail is the bound with its unit."""
    return ReadingError("BRK006", reason, shown(reason, allowed))


def shown(name: str, allowed: int) -> str:
    """A bound as every language writes it: ``100 MB``, ``60 s``, ``2000``."""
    if name in _SECONDS:
        return f"{allowed} s"
    if name not in _BYTES:
        return str(allowed)
    for power, unit in ((2**30, "GB"), (MEBIBYTE, "MB"), (2**10, "KB")):
        if allowed >= power and allowed % power == 0:
            return f"{allowed // power} {unit}"
    return f"{allowed} B"


def more_time(seconds: int) -> None:
    """Asks for so many seconds beside the limit, counted from now: for work whose amount is bounded in another way,
    such as recognising the text of one page of a scan."""
    for grant in _granted_by:
        grant(seconds)


def grant_time(grant: Callable[[int], None]) -> None:
    """Who hears :func:`more_time` in this process from now on, from any of its threads."""
    _granted_by[:] = [grant]

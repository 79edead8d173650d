"""Positions in election offices (``jabatan.csv``): what sort they are and whether their holder is a civil servant."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache

from kinerja_docs.text.normal import fold
from kinerja_docs.text.tables import parts, read_table


@dataclass(frozen=True, slots=True)
class Position:
    """One position: ``kind`` is ``komisioner struktural fungsional pelaksana``; ``asn`` tells a civil servant's."""

    name: str
    kind: str
    asn: bool
    found: bool


@cache
def _positions() -> dict[str, Position]:
    table: dict[str, Position] = {}
    for row in read_table("jabatan.csv", ("nama", "varian", "jenis", "asn", "keyakinan")):
        position = Position(row["nama"], row["jenis"], row["asn"] == "ya", row["keyakinan"] == "found")
        for spelling in [row["nama"], *parts(row["varian"])]:
            table.setdefault(fold(spelling), position)
    return table


@lru_cache(maxsize=4096)
def find(text: str) -> Position | None:
    """The position whose name begins the text (longest name first); None for an unknown one."""
    words = fold(text).split()
    for size in range(len(words), 0, -1):
        position = _positions().get(" ".join(words[:size]))
        if position is not None:
            return position
    return None

"""Units of targets and what they measure (``satuan.csv``)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache

from kinerja_docs.text.normal import squash
from kinerja_docs.text.tables import parts, read_table

_MOST_WORDS = 12  # of the name of a unit


@dataclass(frozen=True, slots=True)
class Unit:
    """One unit: ``kind`` is ``hitungan persen indeks waktu uang predikat``; ``aspects`` folded aspek it fits."""

    name: str
    kind: str
    aspects: frozenset[str]
    found: bool


@cache
def _units() -> dict[str, Unit]:
    table: dict[str, Unit] = {}
    for row in read_table("satuan.csv", ("satuan", "varian", "jenis", "aspek_cocok", "keyakinan")):
        aspects = frozenset(word.casefold() for word in parts(row["aspek_cocok"]))
        unit = Unit(row["satuan"], row["jenis"], aspects, row["keyakinan"].startswith("found"))
        for spelling in [row["satuan"], *parts(row["varian"])]:
            table.setdefault(squash(spelling).casefold().rstrip("."), unit)
    return table


@lru_cache(maxsize=4096)
def find(text: str) -> Unit | None:
    """The unit that a text spells, whole or by its first words; None for an unknown one."""
    words = squash(text).casefold().rstrip(".").split(maxsplit=_MOST_WORDS)[:_MOST_WORDS]
    for size in range(len(words), 0, -1):
        unit = _units().get(" ".join(words[:size]).rstrip(".,;"))
        if unit is not None:
            return unit
    return None

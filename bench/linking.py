"""Linking 200 targets to 40 indicators on a warm linker, against stemming their words and nothing else.

Usage: python -m bench.linking [--rounds N]
"""

from __future__ import annotations

import itertools
import random
import sys
from collections.abc import Iterator

from bench.documents import arguments
from bench.figures import Figure, show
from bench.side_by_side import side_by_side
from kinerja_docs.linking import Indicator, Linker, Target

LIMITS = {"known texts": 0.8, "new texts": 2.5}  # times the floor
_WORDS = ("laporan", "pengawasan", "kampanye", "data", "pemilih", "sengketa", "pegawai", "arsip", "risiko", "keuangan")


def figures(rounds: int) -> Iterator[Figure]:
    """One for texts that the run has met before, as most are, and one for new texts."""
    import snowballstemmer

    source, number = random.Random(7), itertools.count()
    stemmer, linker = snowballstemmer.stemmer("indonesian"), Linker()

    def texts(count: int) -> list[str]:
        return [f"Tersusunnya {' '.join(source.choices(_WORDS, k=7))} {next(number)}" for _ in range(count)]

    def floor() -> None:
        for text in texts(240):
            stemmer.stemWords(text.lower().split())

    def link(given: list[str]) -> None:
        targets = [Target(text, text) for text in given[:200]]
        linker.link(targets, [Indicator(text, text) for text in given[200:]])

    known = texts(240)
    methods = {"floor": floor, "known texts": lambda: link(known), "new texts": lambda: link(texts(240))}
    found = side_by_side(methods, rounds)
    for name, limit in LIMITS.items():
        yield Figure(f"linking 200 x 40, {name}", [found[name]], limit)


def main() -> int:
    """Exit code 1 where the limit is broken."""
    return not show(figures(arguments("python -m bench.linking").rounds))


if __name__ == "__main__":
    sys.exit(main())

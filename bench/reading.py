"""Reading Word and Excel files with grid, text, formulas and merges complete, against unzipping and parsing their XML.

Usage: python -m bench.reading [FILE OR FOLDER …] [--rounds N]; without a file, the samples and some documents made
here. Given files are told one by one, with the reference readers beside ours.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from bench.documents import SAMPLES, arguments, by_kind, floor, made
from bench.figures import Figure, show
from bench.side_by_side import Method, Timing, side_by_side
from kinerja_docs.reading import kinds, reference
from kinerja_docs.reading.contents import Contents
from kinerja_docs.reading.limits import DEFAULT

LIMIT = 2.0


def timings(path: Path, rounds: int, *, beside: bool) -> dict[str, Timing]:
    """Our reader, and if asked the reference reader ``beside`` it, each from the file on disk to lines of cells."""

    def contents() -> Contents:
        return Contents(path.read_bytes(), path.name, DEFAULT)

    reader = kinds.reader_for(contents())
    methods: dict[str, Method] = {
        "floor": lambda: floor(path),
        "read": lambda: kinds.reader_for(one := contents())(one),
    }
    if beside:
        methods["reference"] = lambda: reference.READERS[reader](contents())
    return side_by_side(methods, rounds)


def figures(given: list[Path], rounds: int) -> Iterator[Figure]:
    """A figure for each kind of file."""
    for kind, paths in by_kind(given).items():
        if paths:
            yield Figure(f"{kind}: read", [timings(path, rounds, beside=False)["read"] for path in paths], LIMIT)


def each(given: list[Path], rounds: int) -> Iterator[Figure]:
    """Two figures for each file."""
    for paths in by_kind(given).values():
        for path in paths:
            found = timings(path, rounds, beside=True)
            yield Figure(path.name, [found["read"]], LIMIT)
            yield Figure("  by the reference library", [found["reference"]])


def main() -> int:
    """Exit code 1 where a limit is broken."""
    chosen = arguments("python -m bench.reading")
    if chosen.files:
        return not show(each(chosen.files, chosen.rounds))
    with made() as folder:
        return not show(figures([SAMPLES, folder], chosen.rounds))


if __name__ == "__main__":
    sys.exit(main())

"""Reading one document, extracting it and running all its checks, against unzipping and parsing its XML.

Usage: python -m bench.checking [FILE OR FOLDER …] [--rounds N]; without a file, the samples.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from bench.documents import SAMPLES, arguments, by_kind, floor
from bench.figures import Figure, show
from bench.side_by_side import Timing, side_by_side
from kinerja_docs import reading
from kinerja_docs.desk import Desk, Job

LIMITS = {"docx": 4.0, "xlsx": 3.5}
TODAY = date(2026, 11, 20)


def timing(desk: Desk, path: Path, rounds: int) -> Timing:
    """All the work on one file, definitions being loaded."""
    (source,) = reading.expand([path.as_posix()])
    methods = {"floor": lambda: floor(path), "check": lambda: desk.check(Job(source))}
    return side_by_side(methods, rounds)["check"]


def figures(given: list[Path], rounds: int) -> Iterator[Figure]:
    """A figure for each kind of file."""
    desk = Desk(TODAY, "id")
    for kind, paths in by_kind(given).items():
        if paths:
            yield Figure(f"{kind}: read, extract, check", [timing(desk, path, rounds) for path in paths], LIMITS[kind])


def main() -> int:
    """Exit code 1 where a limit is broken."""
    chosen = arguments("python -m bench.checking")
    return not show(figures(chosen.files or [SAMPLES], chosen.rounds))


if __name__ == "__main__":
    sys.exit(main())

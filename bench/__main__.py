"""Speed as ratios to a floor that is measured in the same run. Usage: python -m bench [FILE OR FOLDER …] [--rounds N]

Floors: for documents, unzipping the parts that hold data and parsing their XML, nothing else; for linking, stemming the
words; for ``--help``, importing Typer. Each round runs every method once, in turn; a figure is the median over files of
the median over rounds. The exit code is 1 where a limit is broken by more than noise explains.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from bench import checking, filling, linking, lke, reading, startup
from bench.documents import SAMPLES, arguments, made
from bench.figures import Figure, show


def figures(given: list[Path], rounds: int) -> Iterator[Figure]:
    """All of them."""
    with made() as folder:
        yield from reading.figures(given or [SAMPLES, folder], rounds)
    yield from checking.figures(given or [SAMPLES], rounds)
    yield from linking.figures(rounds)
    yield from filling.figures(rounds)
    yield from lke.figures(rounds)
    yield from startup.figures(rounds)


def main() -> int:
    """Prints the table."""
    chosen = arguments("python -m bench")
    return not show(figures(chosen.files, chosen.rounds))


if __name__ == "__main__":
    sys.exit(main())

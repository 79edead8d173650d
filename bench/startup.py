"""``--help`` against importing Typer, each in an interpreter of its own. Usage: python -m bench.startup [--rounds N]"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator

from bench.documents import arguments
from bench.figures import Figure, show
from bench.side_by_side import Method, side_by_side

LIMIT = 1.3
_FLOOR = ("-c", "import typer")
_HELP = ("-m", "kinerja_docs", "--help")


def _start(*command: str) -> Method:
    return lambda: subprocess.run([sys.executable, *command], stdout=subprocess.DEVNULL, check=True)


def figures(rounds: int) -> Iterator[Figure]:
    """The one figure."""
    found = side_by_side({"floor": _start(*_FLOOR), "--help": _start(*_HELP)}, rounds)
    yield Figure("--help", [found["--help"]], LIMIT)


def main() -> int:
    """Exit code 1 where the limit is broken."""
    return not show(figures(arguments("python -m bench.startup").rounds))


if __name__ == "__main__":
    sys.exit(main())

"""Filling and checking a batch by one process and by two, in turn.

Usage: python -m bench.batches [--files N] [--rounds N]. Each line becomes a Perjanjian Kinerja. Exit code 1 where two
processes are less than 1.8 times as quick as one.
"""

from __future__ import annotations

import argparse
import itertools
import json
import sys
import tempfile
from pathlib import Path
from typing import Any

from bench.checking import TODAY
from bench.figures import Figure, show
from bench.side_by_side import Method, side_by_side
from kinerja_docs import filling
from kinerja_docs.definitions.manifest import manifest

NAME, FILES, ROUNDS = "perjanjian_kinerja", 2000, 3
LIMIT = 1 / 1.8  # of the time that one process takes


def lines(count: int) -> str:
    """So many lines of data, each of another person."""
    model = manifest(NAME).model
    entry: dict[str, Any] = {field: one.example for field, one in model.fields.items() if one.example}
    entry |= {name: one.examples for name, one in model.tables.items() if one.examples}
    return json.dumps([{**entry, "nomor": f"{number:04}/PR.03/K.JI-24/01/2026"} for number in range(1, count + 1)])


def main() -> int:
    """Exit code 1 where the limit is broken."""
    parser = argparse.ArgumentParser(prog="python -m bench.batches")
    parser.add_argument("--files", type=int, default=FILES)
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        data, fresh = Path(name) / "data.json", itertools.count()
        data.write_text(lines(chosen.files), "utf-8")

        def run(workers: int) -> Method:
            return lambda: filling.generate(NAME, data, Path(name) / str(next(fresh)), today=TODAY, workers=workers)

        timing = side_by_side({"one": run(1), "two": run(2)}, chosen.rounds)["two"]
        return not show([Figure(f"{chosen.files} documents: two processes, one = 1", [timing], LIMIT)])


if __name__ == "__main__":
    sys.exit(main())

"""Filling and checking a batch by one process and by two, in turn.

Usage: python -m bench.batches [--files N] [--rounds N]. Each line becomes a Perjanjian Kinerja. Exit code 1 where two
processes are less than 1.8 times as quick as one. Told twice: by the clock, which counts only where nobody else keeps
the processors busy, and by processor time, all that the two share being halved.
"""

from __future__ import annotations

import argparse
import itertools
import json
import os
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from bench.checking import TODAY
from bench.figures import Figure, show
from bench.side_by_side import Timing, timing
from kinerja_docs import filling
from kinerja_docs.definitions.manifest import manifest

NAME, FILES, ROUNDS = "perjanjian_kinerja", 2000, 3
LIMIT = 1 / 1.8  # of the time that one process takes
QUIET = 0.5  # processes at work beside this one, above which the clock tells nothing


def lines(count: int) -> str:
    """So many lines of data, each of another person."""
    model = manifest(NAME).model
    entry: dict[str, Any] = {field: one.example for field, one in model.fields.items() if one.example}
    entry |= {name: one.examples for name, one in model.tables.items() if one.examples}
    return json.dumps([{**entry, "nomor": f"{number:04}/PR.03/K.JI-24/01/2026"} for number in range(1, count + 1)])


def spent(method: Callable[[], object]) -> tuple[float, float]:
    """Seconds by the clock and by the processors, half of what other processes took counting as done beside it."""
    clock, before = time.perf_counter(), os.times()
    method()
    after = os.times()
    own = after.user - before.user + after.system - before.system
    others = after.children_user - before.children_user + after.children_system - before.children_system
    return time.perf_counter() - clock, own + others / 2


def measured(data: Path, folder: Path, rounds: int) -> tuple[Timing, Timing]:
    """Two processes beside one, by the clock and by the processors."""
    fresh = itertools.count()
    found: dict[int, list[tuple[float, float]]] = {1: [], 2: []}
    for number in range(rounds):
        for workers in (1, 2) if number % 2 else (2, 1):
            target = folder / str(next(fresh))
            run = spent(lambda to=target, n=workers: filling.generate(NAME, data, to, today=TODAY, workers=n))  # type: ignore[misc]
            found[workers].append(run)
    clock, processors = (timing([run[n] for run in found[2]], [run[n] for run in found[1]]) for n in (0, 1))
    return clock, processors


def main() -> int:
    """Exit code 1 where the limit is broken."""
    parser = argparse.ArgumentParser(prog="python -m bench.batches")
    parser.add_argument("--files", type=int, default=FILES)
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    chosen = parser.parse_args()
    quiet = os.getloadavg()[0] <= QUIET
    with tempfile.TemporaryDirectory() as name:
        data = Path(name) / "data.json"
        data.write_text(lines(chosen.files), "utf-8")
        clock, processors = measured(data, Path(name), chosen.rounds)
    title = f"{chosen.files} documents, two processes, one = 1"
    told = [
        Figure(f"{title}: processors", [processors], LIMIT),
        Figure(f"{title}: clock", [clock], LIMIT if quiet else None),
    ]
    return not show(told)


if __name__ == "__main__":
    sys.exit(main())

"""Many files by one worker and by two, through the command line, and the memory that takes.

Usage: python -m bench.workers [--files N] [--rounds N]. The files are made here: 250 different ones of all forms and
formats, clean and with mistakes, and copies of them up to the number asked for. Each round runs one worker and two in
turn. Memory is the sum over all processes of a run, looked at ten times a second, at a quarter, at half and at all of
the files. From the median round with two workers follows what 120,000 documents take. Exit code 1 where two workers
are less than 1.7 times as quick as one, or memory grows by more than the report does.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.figures import Figure, show
from bench.side_by_side import Timing, side_by_side
from kinerja_docs.watching import resident
from tests.accuracy.cases import make_cases

DIFFERENT, FILES, ROUNDS, SEED = 250, 2000, 3, 4
LIMIT = 1 / 1.7  # of the time that one worker takes
PROVINCE = 120_000
GROWTH = 16 * 1024  # bytes that the report may hold for each file
LOOK = 0.1


@dataclass(frozen=True, slots=True)
class Ran:
    """One run: seconds, and the most bytes that its processes held together."""

    seconds: float
    memory: int


@contextmanager
def made(count: int) -> Iterator[Path]:
    """A folder with so many files."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        different = [(case.name, case.data) for case in make_cases(min(DIFFERENT, count), SEED)]
        for number in range(count):
            given, data = different[number % len(different)]
            (folder / f"{number:05}-{given}").write_bytes(data)
        yield folder


@contextmanager
def part(folder: Path, count: int) -> Iterator[Path]:
    """A folder with the first files of another."""
    with TemporaryDirectory() as name:
        for file in sorted(folder.iterdir())[:count]:
            (Path(name) / file.name).write_bytes(file.read_bytes())
        yield Path(name)


def run(folder: Path, workers: int, *, watched: bool = False) -> Ran:
    """``check`` on a folder, the report going to a file."""
    with TemporaryDirectory() as name:
        line = [sys.executable, "-m", "kinerja_docs", "check", str(folder), "--workers", str(workers)]
        started, peak = time.perf_counter(), 0
        with subprocess.Popen([*line, "-o", f"{name}/laporan.json"], stderr=subprocess.DEVNULL) as process:
            while watched and process.poll() is None:
                peak = max(peak, sum(map(resident, (process.pid, *_children(process.pid)))))
                time.sleep(LOOK)
            code = process.wait()
        if code not in (0, 1, 3):
            raise SystemExit(f"check: exit code {code}")
        return Ran(time.perf_counter() - started, peak)


def _children(pid: int) -> list[int]:
    try:
        return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    except OSError:
        return []


def timing(folder: Path, rounds: int) -> Timing:
    """Two workers against one."""
    found = side_by_side({"one": lambda: run(folder, 1), "two": lambda: run(folder, 2)}, rounds)
    return found["two"]


def memory(folder: Path, count: int) -> list[tuple[int, int]]:
    """The number of files, and the memory that they take with two workers."""
    found = []
    for some in (count // 4, count // 2, count):
        with part(folder, some) as less:
            found.append((some, run(less, 2, watched=True).memory))
    return found


def figures(count: int, rounds: int) -> Iterator[Figure]:
    """The one figure."""
    with made(count) as folder:
        yield Figure(f"{count:,} files: two workers, of one", [timing(folder, rounds)], LIMIT)


def main() -> int:
    """Exit code 1 where a limit is broken."""
    parser = argparse.ArgumentParser(prog="python -m bench.workers")
    parser.add_argument("--files", type=int, default=FILES)
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    chosen = parser.parse_args()
    with made(chosen.files) as folder:
        found = timing(folder, chosen.rounds)
        kept = show([Figure(f"{chosen.files:,} files: two workers, of one", [found], LIMIT)])
        print(f"two workers are {1 / found.ratio:.2f} times as quick as one")
        taken = memory(folder, chosen.files)
    for count, held in taken:
        print(f"{count:>6,} files: {held / 2**20:5.0f} MB in all processes")
    growth = (taken[-1][1] - taken[0][1]) / (taken[-1][0] - taken[0][0])
    print(f"{growth / 1024:.1f} KB more for each file, which the report holds (at most {GROWTH // 1024})")
    seconds = found.milliseconds / 1000 / chosen.files * PROVINCE
    print(f"{PROVINCE:,} documents on two cores: {seconds / 60:.0f} minutes, by")
    print("  kinerja-docs check FOLDER --workers 2 -o laporan.json")
    return 0 if kept and growth <= GROWTH else 1


if __name__ == "__main__":
    sys.exit(main())

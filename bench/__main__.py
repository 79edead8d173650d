"""Speed as ratios to a floor that is measured in the same run. Usage: python -m bench [FOLDER] [--rounds N]

Floors: for documents, unzipping the parts that hold data and parsing their XML, nothing else; for ``--help``, importing
Typer. Each round runs every method once on every file, in turn; a figure is the median over files and rounds.
"""

from __future__ import annotations

import argparse
import gc
import statistics
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

from lxml import etree

from kinerja_docs import api, reading
from kinerja_docs.desk import Desk, Job
from kinerja_docs.reading.limits import DEFAULT

SAMPLES = Path(__file__).parents[1] / "samples" / "kantor-bersih"
GOALS = {"docx": {"read": 2.0, "read + check": 4.0}, "xlsx": {"read": 2.0, "read + check": 3.5}}
HELP_GOAL = 1.3


def floor_docx(path: str) -> None:
    """Unzip and parse the body of a Word document."""
    with zipfile.ZipFile(path) as archive:
        etree.fromstring(archive.read("word/document.xml"))


def floor_xlsx(path: str) -> None:
    """Unzip and parse the sheets, the shared strings and the list of sheets of a workbook."""
    with zipfile.ZipFile(path) as archive:
        for name in archive.namelist():
            if name.startswith("xl/worksheets/sheet") or name in ("xl/sharedStrings.xml", "xl/workbook.xml"):
                etree.fromstring(archive.read(name))


def timed(run: Callable[[str], object], path: str) -> float:
    """Seconds of one run on one file."""
    started = time.perf_counter()
    run(path)
    return time.perf_counter() - started


def documents(folder: Path, suffix: str, rounds: int) -> None:
    """Reading, and reading with extraction and all checks, against the floor."""
    files = [path.as_posix() for path in sorted(folder.rglob(f"*.{suffix}"))]
    if not files:
        print(f"{suffix}: no files under {folder}")
        return
    sources = {path: reading.expand([path])[0] for path in files}
    desk = Desk(date(2026, 11, 20), "id")
    methods: dict[str, Callable[[str], object]] = {
        "floor": floor_docx if suffix == "docx" else floor_xlsx,
        "read": lambda path: reading.read(sources[path], DEFAULT),
        "read + check": lambda path: desk.check(Job(sources[path])),
    }
    times: dict[str, list[list[float]]] = {name: [[] for _ in files] for name in methods}
    for number in range(rounds + 1):
        for place, path in enumerate(files):
            gc.collect()
            turn = number % len(methods)  # nobody is always first: the first to run meets cold caches
            order = [*methods.items()]
            for name, method in [*order[turn:], *order[:turn]]:
                seconds = timed(method, path)
                if number:  # the first round only warms up
                    times[name][place].append(seconds)
    report(suffix, times)


def report(suffix: str, times: dict[str, list[list[float]]]) -> None:
    """Medians in milliseconds, and per file the ratio of medians to the floor."""
    floors = [statistics.median(found) for found in times["floor"]]
    print(f"{suffix} ({len(floors)} files)")
    for name, found in times.items():
        medians = [statistics.median(seconds) for seconds in found]
        ratios = [one / floor for one, floor in zip(medians, floors, strict=True)]
        goal = GOALS[suffix].get(name)
        told = f"  goal {goal}" if goal else ""
        print(
            f"  {name:14} {statistics.median(medians) * 1000:7.2f} ms   {statistics.median(ratios):5.2f} x"
            f"   ({min(ratios):.2f} – {max(ratios):.2f}){told}"
        )


def start(rounds: int) -> None:
    """``--help`` against importing Typer, each in a fresh interpreter."""
    commands = {"floor": ("-c", "import typer"), "--help": ("-m", "kinerja_docs", "--help")}
    times: dict[str, list[float]] = {name: [] for name in commands}
    for _ in range(rounds):
        for name, arguments in commands.items():
            started = time.perf_counter()
            subprocess.run([sys.executable, *arguments], stdout=subprocess.DEVNULL, check=True)
            times[name].append(time.perf_counter() - started)
    floor, ours = (statistics.median(found) for found in times.values())
    print(f"start\n  --help         {ours * 1000:7.2f} ms   {ours / floor:5.2f} x  goal {HELP_GOAL}")


def many(folder: Path) -> None:
    """Files per second of a whole run, as the command line does it."""
    started = time.perf_counter()
    outcome = api.check([folder.as_posix()], api.Options(today=date(2026, 11, 20)))
    seconds = time.perf_counter() - started
    print(f"whole run: {len(outcome.files)} files in {seconds:.2f} s, definitions included")


def main() -> None:
    """All benchmarks, one after another."""
    parser = argparse.ArgumentParser(prog="python -m bench")
    parser.add_argument("folder", nargs="?", type=Path, default=SAMPLES)
    parser.add_argument("--rounds", type=int, default=15)
    chosen = parser.parse_args()
    for suffix in GOALS:
        documents(chosen.folder, suffix, chosen.rounds)
    many(chosen.folder)
    start(chosen.rounds)


if __name__ == "__main__":
    main()

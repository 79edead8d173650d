"""``python -m tests.offices``: how well the program finds what is wrong between the files of made-up offices.

Exit code 1 where a figure is below its floor.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from kinerja_docs import api
from kinerja_docs.options import Options
from tests.offices.content import make_office, write_office
from tests.offices.defects import plant, uncarried

FAMILIES = ("SKP014", "SKP020", "SKP022", "SKP023", "SKP024", "EVA006", "EVA008", "ROS", "PK005", "PK006")
BETWEEN = (*FAMILIES, "IKU009", "IKU010", "PRG001", "PRG002", "BRK008", "BRK011")
FLOORS = {"recall": 0.95, "likely": 0.90, "certain": 1.0}
DEFAULT_SEED = 20260214


@dataclass
class Figures:
    """What was planted and what was found, as (code, path) with repeats."""

    wanted: Counter[tuple[str, str]] = field(default_factory=Counter)
    found: Counter[tuple[str, str]] = field(default_factory=Counter)
    likely: set[tuple[str, str]] = field(default_factory=set)

    @property
    def hits(self) -> int:
        """How many of the planted ones were found."""
        return sum(min(count, self.found[key]) for key, count in self.wanted.items())

    def precision(self, likely: bool) -> float:
        """How many of those found were planted."""
        told = {key: count for key, count in self.found.items() if (key in self.likely) is likely}
        right = sum(min(count, self.wanted[key]) for key, count in told.items())
        return right / sum(told.values()) if told else 1.0

    def as_dict(self) -> dict[str, float]:
        """The three figures that have floors."""
        planted = sum(self.wanted.values())
        recall = self.hits / planted if planted else 1.0
        return {"recall": recall, "likely": self.precision(True), "certain": self.precision(False)}


def measure(folder: Path, offices: int, people: int, defects: int, seed: int) -> Figures:
    """Makes the offices under ``folder``, checks all of it as one submission, and compares."""
    figures = Figures()
    for number in range(offices):
        rng = random.Random(f"{seed}:{number}")
        kantor = make_office(rng, people, number)
        told = plant(rng, kantor, defects)
        home = folder / f"kantor-{number:02d}"
        for path, data in write_office(rng, kantor).items():
            (home / path).parent.mkdir(parents=True, exist_ok=True)
            (home / path).write_bytes(data)
        for code, path, _ in [*(entry for tell in told for entry in tell()), *uncarried(kantor)]:
            figures.wanted[code, f"{home.name}/{path}"] += 1
    outcome = api.check([str(folder)], Options(today=date(2026, 11, 20), workers=1))
    for finding in outcome.findings:
        if finding.code.startswith(BETWEEN):
            key = finding.code, finding.file.removeprefix(f"{folder.as_posix()}/")
            figures.found[key] += 1
            if finding.confidence == "likely":
                figures.likely.add(key)
    return figures


def main() -> int:
    """Prints the figures."""
    parser = argparse.ArgumentParser(prog="python -m tests.offices", description=__doc__)
    parser.add_argument("--offices", type=int, default=4)
    parser.add_argument("--people", type=int, default=25)
    parser.add_argument("--defects", type=int, default=12, help="planted in each office")
    parser.add_argument("--seed", type=int, default=DEFAULT_SEED)
    parser.add_argument("--show", action="store_true", help="what was missed and what was told without cause")
    parser.add_argument("--keep", type=Path, default=None, metavar="DIR")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        figures = measure(args.keep or Path(scratch), args.offices, args.people, args.defects, args.seed)
    shown = figures.as_dict()
    print(f"{args.offices} offices of {args.people}: {sum(figures.wanted.values())} planted, {figures.hits} found")
    print("recall {recall:.3f}   precision likely {likely:.3f}, certain {certain:.3f}".format(**shown))
    if args.show:
        print("missed:", *sorted((figures.wanted - figures.found).items()), sep="\n  ")
        print("without cause:", *sorted((figures.found - figures.wanted).items()), sep="\n  ")
    low = [name for name, floor in FLOORS.items() if shown[name] < floor]
    return 1 if low else 0


if __name__ == "__main__":
    sys.exit(main())

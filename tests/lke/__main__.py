"""``python -m tests.lke``: how well LKE workbooks are read, recomputed and checked. Exit code 1 below a floor."""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from kinerja_docs import api
from kinerja_docs.options import Options
from kinerja_docs.reporting import json_report
from tests.lke.made import Made, make

EDITIONS = ("akip-88-2021", "zi-90-2021")
FLOORS = {"rows": 0.98, "answers": 0.98, "evidence": 0.98, "totals": 1.0, "recall": 0.97, "precision": 0.9}
TODAY = date(2026, 11, 20)


@dataclass
class Score:
    """Right and all, by what is judged; what went wrong, in words."""

    right: Counter[str] = field(default_factory=Counter)
    all: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)

    def take(self, what: str, good: bool, told: str) -> None:
        """One judgement."""
        self.all[what] += 1
        self.right[what] += good
        if not good:
            self.wrong.append(f"{what}: {told}")

    def share(self, what: str) -> float:
        """The part that was right, 1 where nothing was judged."""
        return self.right[what] / self.all[what] if self.all[what] else 1.0


def main() -> int:
    """Makes the workbooks, runs the program over them, prints the figures."""
    parser = argparse.ArgumentParser(prog="python -m tests.lke", description=__doc__)
    parser.add_argument("--n", type=int, default=40, help="how many workbooks")
    parser.add_argument("--seed", type=int, default=20260120, help="another seed gives other workbooks")
    parser.add_argument("--show", type=int, default=0, metavar="N", help="show N mistakes")
    args = parser.parse_args()
    score = run(args.n, args.seed)
    for name, floor in FLOORS.items():
        print(f"{name:10} {score.share(name):.4f}  ({score.right[name]}/{score.all[name]}, at least {floor})")
    for line in score.wrong[: args.show]:
        print("  " + line)
    return int(any(score.share(name) < floor for name, floor in FLOORS.items()))


def run(count: int, seed: int) -> Score:
    """The score of some workbooks, each with up to six defects; every fourth has none."""
    rng, score = random.Random(seed), Score()
    with tempfile.TemporaryDirectory() as scratch:
        for number in range(count):
            made = make(EDITIONS[number % len(EDITIONS)], rng, 0 if number % 4 == 3 else rng.randint(1, 6))
            path = Path(scratch) / f"{number:03}-{made.form}.xlsx"
            path.write_bytes(made.data)
            judge(made, path, score)
    return score


def judge(made: Made, path: Path, score: Score) -> None:
    """One workbook."""
    options = Options(today=TODAY)
    tree = json_report.read_tree(api.read([str(path)], options))
    (document,) = tree["files"][0]["documents"]
    found = {row["kriteria"]["at"]["cell"][1:]: row for row in document["rows"]["kriteria"]}
    for line in made.rows():
        row: dict[str, Any] = found.get(str(line.row), {})
        named = f"{path.name} {line.node.code}"
        score.take("rows", row.get("kode", {}).get("value") in (line.node.code, None) and bool(row), named)
        if isinstance(line.answer, str):
            score.take("answers", row.get("jawaban", {}).get("text") == line.answer, named)
        score.take("evidence", row.get("bukti", {}).get("text", "") == line.evidence, named)
    (entry,) = api.gap([str(path)], options)["files"]
    planted = {code for code, _ in made.planted}
    if not planted & {"LKE012"}:
        total = entry["recomputed"]["strict"]
        score.take("totals", abs(total - made.total) < 0.0101, f"{path.name}: {total} and not {made.total:.4f}")
    findings = api.check([str(path)], options).findings
    places = {(one.code, one.location.cell) for one in findings if one.severity != "info"}
    for code, cell in made.planted:
        score.take("recall", (code, cell) in places, f"{path.name} {code} at {cell}")
    for code, cell in sorted(places, key=str):
        expected = (code, cell) in made.planted or (code in FOLLOWS and planted & FOLLOWS[code])
        score.take("precision", bool(expected), f"{path.name} {code} at {cell}")


FOLLOWS: dict[str, set[str]] = {"LKE014": {"LKE012", "LKE014"}, "LKE013": {"LKE012"}}  # sums over what was marred


if __name__ == "__main__":
    sys.exit(main())

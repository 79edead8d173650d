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
from tests.lke.editions import NAMES, editions
from tests.lke.layouts import LAYOUTS, lay_out, print_book, spell
from tests.lke.made import Line, Made, begin, make, plant, score

FLOORS = {
    "documents": 1.0,
    "rows": 0.98,
    "answers": 0.98,
    "evidence": 0.98,
    "totals": 1.0,
    "recall": 0.97,
    "precision": 0.9,
}
TODAY = date(2026, 11, 20)
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


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
    judged = run(args.n, args.seed)
    for name, floor in FLOORS.items():
        print(f"{name:10} {judged.share(name):.4f}  ({judged.right[name]}/{judged.all[name]}, at least {floor})")
    for line in judged.wrong[: args.show]:
        print("  " + line)
    return int(any(judged.share(name) < floor for name, floor in FLOORS.items()))


def run(count: int, seed: int) -> Score:
    """The score of some workbooks, each with up to six defects; every fourth has none. Editions and layouts take turns;
    every fifth is a plain sheet."""
    rng, judged = random.Random(seed), Score()
    with tempfile.TemporaryDirectory() as scratch:
        office = Path(scratch) / "kantor"
        known = editions(office)
        (office / "lke").mkdir()
        for number in range(count):
            defects = 0 if number % 4 == 3 else rng.randint(1, 6)
            name, layout = NAMES[number % len(NAMES)], LAYOUTS[number // len(NAMES) % len(LAYOUTS)]
            if number % 5 == 4 and name in NAMES[:2]:
                made, layout = make(name, rng, defects), "plain"
            else:
                made = begin(known[name], rng)
                lay_out(made, rng, layout)
                plant(made, rng, defects, more=made.form != "akip-88-2021")
                score(made)
                spell(made, rng)
                made.total = float(score(made))
                print_book(made)
            path = office / "lke" / f"{number:03}-{made.form}-{layout}.xlsx"
            path.write_bytes(made.data)
            judge(made, path, judged)
            path.unlink()
    return judged


def judge(made: Made, path: Path, judged: Score) -> None:
    """One workbook; of two years side by side the left one."""
    options = Options(today=TODAY)
    tree = json_report.read_tree(api.read([str(path)], options))
    documents = tree["files"][0]["documents"]
    wanted = 2 if made.look is not None and made.look.layout == "years" else 1
    judged.take("documents", len(documents) == wanted, f"{path.name}: {len(documents)} and not {wanted}")
    rows = {
        row[name]["at"]["cell"].lstrip(LETTERS): row
        for table, name in (("simpul", "nama"), ("kriteria", "kriteria"))
        for row in (documents[0]["rows"].get(table, ()) if documents else ())
    }
    flat = made.look is not None and made.look.layout == "flat"
    for line in made.lines:
        if line.node.level == "kriteria":
            _judge_row(line, rows.get(str(line.row), {}), path, judged)
        elif isinstance(line.answer, str) and not flat:
            row: dict[str, Any] = rows.get(str(line.row), {})
            judged.take("answers", row.get("jawaban", {}).get("text") == line.answer, f"{path.name} {line.node.code}")
    _judge_points(made, path, judged, options)
    findings = api.check([str(path)], options).findings
    planted = {code for code, _ in made.planted}
    places = {(one.code, one.location.cell) for one in findings if one.severity != "info" and not one.document}
    for code, cell in made.planted:
        judged.take("recall", (code, cell) in places, f"{path.name} {code} at {cell}")
    for code, cell in sorted(places, key=str):
        expected = (code, cell) in made.planted or (code in FOLLOWS and planted & FOLLOWS[code])
        expected = expected or (made.form, code) == REVOKED
        judged.take("precision", bool(expected), f"{path.name} {code} at {cell}")


def _judge_row(line: Line, row: dict[str, Any], path: Path, judged: Score) -> None:
    named = f"{path.name} {line.node.code} row {line.row}"
    own = row.get("kode", {}).get("value") in (line.node.code, None) and _same(row, "kriteria", line.node.name)
    judged.take("rows", own, f"{named} {row.get('kode', {}).get('value')}")
    if isinstance(line.answer, str):
        judged.take("answers", _same(row, "jawaban", str(line.said).strip()), f"{named} {row.get('jawaban')}")
    elif line.answer is not None:
        value = row.get("jawaban", {}).get("value")
        near = value is not None and min(abs(value - line.answer), abs(value / 100 - line.answer)) < 0.006
        judged.take("answers", near, f"{named} {line.answer} and not {value}")
    judged.take("evidence", row.get("bukti", {}).get("text", "") == line.proof, f"{named} {row.get('bukti')}")


def _same(row: dict[str, Any], name: str, text: str) -> bool:
    return " ".join(text.split()) == row.get(name, {}).get("text")


def _judge_points(made: Made, path: Path, judged: Score, options: Options) -> None:
    """The strict total; where an edition has parts that nobody knows, the points of its known part."""
    entry = api.gap([str(path)], options)["files"][0]
    found, wanted = entry["recomputed"]["strict"], float(score(made, strict=True))
    if made.framework is not None and not made.framework.head.total.computed:
        judged.take("totals", found is None, f"{path.name}: {found} where there is no total")
        found = next((node["recomputed"] for node in entry["nodes"] if node["code"] == "I"), None)
    near = found is not None and abs(found - wanted) < 0.0101
    judged.take("totals", near, f"{path.name}: {found} and not {wanted:.4f}")


REVOKED = ("rb-26-2020", "DOK011")  # its title cites a regulation that is no longer in force
FOLLOWS: dict[str, set[str]] = {"LKE014": {"LKE012", "LKE014"}, "LKE013": {"LKE012"}}  # sums over what was marred


if __name__ == "__main__":
    sys.exit(main())

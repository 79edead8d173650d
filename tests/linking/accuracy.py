"""``python -m tests.linking.accuracy``: precision, recall and AUC on the labelled pairs, each half apart.

Of the half set aside only totals are printed. Unsure pairs (``ragu``) that are declared count against precision.
"""

from __future__ import annotations

import csv
import sys
from dataclasses import dataclass
from pathlib import Path

from kinerja_docs.linking import Indicator, Linker, Target

DATA = Path(__file__).parent / "data"
FLOORS = {"precision": 0.90, "recall": 0.85, "auc": 0.92}


@dataclass(frozen=True)
class Figures:
    """Of one half: shares from 0 to 1."""

    precision: float
    recall: float
    auc: float
    precision_sure: float  # pairs labelled unsure left out


def measure(half: str, linker: Linker) -> Figures:
    """Judges every pair of a half alone."""
    with (DATA / f"pasangan_{half}.csv").open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    declared: list[str] = []
    scores: dict[str, list[float]] = {"ya": [], "tidak": [], "ragu": []}
    for row in rows:
        (link,) = linker.link([Target("t", row["target"])], [Indicator("i", row["iku"])])
        score = link.score or float(linker.scores([row["target"]], [row["iku"]])[0, 0])
        scores[row["tertaut"]].append(score)
        if link.status == "linked":
            declared.append(row["tertaut"])
    pairs = [(good, bad) for good in scores["ya"] for bad in scores["tidak"]]
    right = declared.count("ya")
    return Figures(
        right / len(declared),
        right / len(scores["ya"]),
        sum((good > bad) + 0.5 * (good == bad) for good, bad in pairs) / len(pairs),
        right / (right + declared.count("tidak")),
    )


def main() -> int:
    """Exit code 1 where the half set aside is below a floor."""
    linker = Linker()
    for half in ("latih", "simpan"):
        found = measure(half, linker)
        print(
            f"linking, {half:6}  precision {found.precision:.3f} (without unsure pairs {found.precision_sure:.3f})  "
            f"recall {found.recall:.3f}  AUC {found.auc:.3f}"
        )
    return 1 if any(getattr(found, name) < floor for name, floor in FLOORS.items()) else 0


if __name__ == "__main__":
    sys.exit(main())

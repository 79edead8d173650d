"""The figures of made LKE workbooks, for a few of them at every test run."""

from __future__ import annotations

import random

from tests.lke.__main__ import FLOORS, run
from tests.lke.made import make


def test_made_workbooks_are_read_recomputed_and_checked() -> None:
    score = run(16, 31337)  # every edition in every layout
    assert score.all["rows"] > 1500 and score.all["recall"] > 30 and score.all["documents"] == 16
    assert {name: score.share(name) for name, floor in FLOORS.items() if score.share(name) < floor} == {}, score.wrong


def test_the_same_seed_gives_the_same_truth() -> None:
    one, other = (make("zi-90-2021", random.Random(4), 5) for _ in range(2))
    assert one.planted == other.planted and one.total == other.total and len(one.planted) == 5

from __future__ import annotations

import time

import pytest

from bench.documents import by_kind, floor, made
from bench.figures import Figure, show
from bench.side_by_side import Timing, side_by_side


@pytest.mark.parametrize(
    ("low", "ratio", "limit", "verdict"),
    [(1.0, 1.9, 2.0, "ok"), (1.9, 2.1, 2.0, "over"), (2.1, 2.2, 2.0, "BROKEN"), (9.0, 9.0, None, "")],
)
def test_a_limit_is_broken_only_beyond_the_noise(low: float, ratio: float, limit: float | None, verdict: str) -> None:
    figure = Figure("x", [Timing(1.0, low, ratio, 3.0)], limit)
    assert figure.verdict == verdict
    assert show([figure]) == (verdict != "BROKEN")


def test_ratios_are_to_the_first_method() -> None:
    found = side_by_side({"floor": lambda: time.sleep(0.002), "twice": lambda: time.sleep(0.008)}, 3)
    assert found["floor"].ratio == 1.0
    assert 2 < found["twice"].ratio < 5
    assert found["twice"].low <= found["twice"].ratio <= found["twice"].high


def test_documents_made_for_measuring_can_be_parsed() -> None:
    with made() as folder:
        found = by_kind([folder])
        assert {kind: len(paths) for kind, paths in found.items()} == {"docx": 1, "xlsx": 2}
        for path in (*found["docx"], *found["xlsx"]):
            floor(path)

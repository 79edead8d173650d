"""Timing that a noisy machine cannot bend: every round runs each method once, in turn, and ratios are taken within a
round."""

from __future__ import annotations

import gc
import statistics
import time
from collections.abc import Callable, Mapping


def side_by_side(methods: Mapping[str, Callable[[], object]], rounds: int) -> dict[str, tuple[float, float]]:
    """Median milliseconds of each method, and the median of its ratios to the first. One round more warms up."""
    seconds: dict[str, list[float]] = {name: [] for name in methods}
    for number in range(rounds + 1):
        for name, method in methods.items():
            gc.collect()
            started = time.perf_counter()
            method()
            if number:
                seconds[name].append(time.perf_counter() - started)
    floors = next(iter(seconds.values()))
    return {
        name: (
            statistics.median(found) * 1000,
            statistics.median(one / floor for one, floor in zip(found, floors, strict=True)),
        )
        for name, found in seconds.items()
    }

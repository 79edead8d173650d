"""Timing that a noisy machine cannot bend: every round runs each method once, in turn, and ratios are taken within a
round."""

from __future__ import annotations

import gc
import statistics
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

Method = Callable[[], object]


@dataclass(frozen=True, slots=True)
class Timing:
    """Median milliseconds of a method, and of its ratios to the first method the lower quartile, median and upper."""

    milliseconds: float
    low: float
    ratio: float
    high: float


def side_by_side(
    methods: Mapping[str, Method], rounds: int, clock: Callable[[], float] = time.perf_counter
) -> dict[str, Timing]:
    """The timing of each method, the first being what the others are compared with. One round more warms up."""
    seconds: dict[str, list[float]] = {name: [] for name in methods}
    order = [*methods.items()]
    for number in range(rounds + 1):
        turn = number % len(order)  # nobody is always first: the first to run meets cold caches
        for name, method in [*order[turn:], *order[:turn]]:
            gc.collect()
            started = clock()
            method()
            if number:
                seconds[name].append(clock() - started)
    floors = next(iter(seconds.values()))
    return {name: timing(found, floors) for name, found in seconds.items()}


def timing(seconds: Sequence[float], floors: Sequence[float]) -> Timing:
    """What a method took in each round, beside what its floor took."""
    ratios = sorted(one / floor for one, floor in zip(seconds, floors, strict=True))
    low, middle, high = statistics.quantiles(ratios, n=4) if len(ratios) > 1 else ratios * 3
    return Timing(statistics.median(seconds) * 1000, low, middle, high)

"""One line of the table that all benchmarks print, and whether it keeps its limit."""

from __future__ import annotations

import statistics
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bench.side_by_side import Timing


@dataclass(frozen=True, slots=True)
class Figure:
    """What was measured against its floor on some files (medians of them), and how many times the floor it may take;
    no limit where the figure is only told."""

    name: str
    timings: Sequence[Timing]
    limit: float | None = None

    @property
    def ratio(self) -> float:
        """Times the floor."""
        return statistics.median(timing.ratio for timing in self.timings)

    @property
    def verdict(self) -> str:
        """``ok``, ``over`` within what noise explains, or ``BROKEN`` where even the quick quarter of rounds is over."""
        if self.limit is None:
            return ""
        if self.ratio <= self.limit:
            return "ok"
        return "BROKEN" if statistics.median(timing.low for timing in self.timings) > self.limit else "over"


def show(figures: Iterable[Figure]) -> bool:
    """Prints the table, line by line as the figures come; whether no limit is broken."""
    print(f"{'':44} {'files':>5} {'ms':>9} {'x floor':>8} {'least':>7} {'most':>7} {'limit':>6}")
    kept = True
    for figure in figures:
        ratios = [timing.ratio for timing in figure.timings]
        middle = statistics.median(timing.milliseconds for timing in figure.timings)
        limit = "" if figure.limit is None else f"{figure.limit:.{1 if figure.limit >= 1 else 2}f}"
        shown = [f"{ratio:.{2 if ratio >= 0.1 else 4}f}" for ratio in (figure.ratio, min(ratios), max(ratios))]
        row = f"{figure.name[:44]:44} {len(ratios):5} {middle:9.2f} {shown[0]:>8} {shown[1]:>7} {shown[2]:>7}"
        print(f"{row} {limit:>6} {figure.verdict}", flush=True)
        kept = kept and figure.verdict != "BROKEN"
    return kept

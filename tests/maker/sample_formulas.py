"""The sample LKE with one of each formula fault that real workbooks have; the sheet computes all of its scores."""

from __future__ import annotations

import random

from tests.lke.made import Line, Made, make, write

ANSWER, SCORE, WEIGHT = "K", "L", "H"
FAULTS = {
    "A.I.1.ii": "misses_a_child",
    "A.I.2.i.b": "another_row",
    "A.I.2.ii.a": "no_such_row",
    "A.I.3.i.b": "odd_shares",
    "A.I.4": "mean_of_sums",
    "A.I.5.i": "typed",
    "A.I.1.iv": "typed_right",
}
ALLOWED = "A.I.1.i.b"  # depends on the row above it, as the edition itself says


def formulas() -> Made:
    """Every score is a formula; some are wrong, and what stands above them is the sum of what is printed."""
    made = make("zi-90-2021", random.Random(11))
    book = _Book(made)
    for line in made.lines:
        book.compute(line)
    made.total = round(sum(book.printed(line) for line in made.lines if line.node.parent is None), 4)
    write(made)
    return made


class _Book:
    """Writes formulas and what they give."""

    def __init__(self, made: Made) -> None:
        self.by_code = {line.node.code: line for line in made.lines}
        self.children: dict[str, list[Line]] = {}
        for line in made.lines:
            if line.node.parent is not None:
                self.children.setdefault(line.node.parent, []).append(line)
        self.values: dict[str, float] = {}

    def printed(self, line: Line) -> float:
        """What the cell of a score shows."""
        code = line.node.code
        if code not in self.values:
            self.compute(line)
        return self.values[code]

    def compute(self, line: Line) -> None:
        """The formula of a node and its value."""
        if line.node.code in self.values or line.points is None:
            return
        value = self._leaf(line) if line.node.code not in self.children else self._parent(line)
        self.values[line.node.code] = value
        line.shown = round(value, 6)

    def _parent(self, line: Line) -> float:
        code, below = line.node.code, [one for one in self.children[line.node.code] if one.points is not None]
        values = [self.printed(one) for one in below]
        fault = FAULTS.get(code, "")
        if line.node.rollup != "rata-rata":
            cells = ",".join(f"{SCORE}{one.row}" for one in below)
            line.formula = f"={'AVERAGE' if fault == 'mean_of_sums' else 'SUM'}({cells})"
            return sum(values) / (len(values) if fault == "mean_of_sums" else 1)
        weight = float(line.node.weight or 1)
        last = below[-2] if fault == "misses_a_child" else below[-1]
        line.formula = f"={WEIGHT}{line.row}*AVERAGE({SCORE}{below[0].row}:{SCORE}{last.row})"
        kept = values[:-1] if fault == "misses_a_child" else values
        mean = weight * sum(kept) / len(kept)
        if fault.startswith("typed"):
            line.formula = ""
            return mean if fault == "typed_right" else round(mean * 0.8, 2)
        return mean

    def _leaf(self, line: Line) -> float:
        scale = line.node.scale
        assert scale is not None
        if line.node.formula is not None:
            line.formula = f"={ANSWER}{line.row}"
            return float(line.points or 0)
        if scale.kind != "options":
            line.formula = f"={WEIGHT}{line.row}*{ANSWER}{line.row}/{float(scale.top or 1):g}"
            return float(line.points or 0)
        fault = FAULTS.get(line.node.code, "")
        shares = {option.word: float(option.value) for option in scale.options}
        row: int = line.row
        if fault == "another_row":
            row -= 1
        elif fault == "no_such_row":
            row = row * 10 + 1
        elif fault == "odd_shares":
            line.answer, shares = "B", {**shares, "B": 0.6}
        line.formula = f"={_choice(shares, f'{ANSWER}{row}')}"
        if line.node.code == ALLOWED:
            needed = self.by_code["A.I.1.i.a"]
            line.formula = f'=IF({ANSWER}{needed.row}="Tidak",0,{_choice(shares, f"{ANSWER}{row}")})'
        if line.node.weight is not None:
            line.formula = f"={WEIGHT}{line.row}*{line.formula[1:]}"
        value = 0.0 if fault == "no_such_row" else shares[str(line.answer)]
        return value * float(line.node.weight or 1)


def _choice(shares: dict[str, float], cell: str) -> str:
    """``IF(K9="A",1,IF(K9="B",0.5,0))``"""
    text = "0"
    for word, share in reversed(list(shares.items())[:-1]):
        text = f'IF({cell}="{word}",{share:g},{text})'
    return text


__all__ = ["FAULTS", "formulas"]

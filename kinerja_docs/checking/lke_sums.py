"""How a sheet writes its scores, and what its sums and means should be by what is printed below them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from kinerja_docs.checking.lke_tree import Judged, number_of
from kinerja_docs.score_tree import Branch, Total
from kinerja_docs.text import fold

_SLACK = 0.0051
_THIRDS = 0.0101  # 0.66 and 0.67, 0.33 and 0.34 stand for the same answer
_EXACT = (0.0, 0.25, 0.5, 0.75, 1.0)
_NONE: Mapping[int, float | None] = {}
_SHARE, _HUNDRED, _POINTS = "share", "hundred", "points"


class Conventions:
    """Whether answered nodes print a share (0–1), hundreds, or points of their weight: what most of them do."""

    def __init__(self, tree: Judged) -> None:
        self.tree = tree
        votes: dict[bool, Counter[str]] = {True: Counter(), False: Counter()}
        for node in tree.sheet.nodes:
            value = number_of(node.cells.get("nilai"))
            share = self._share(node)
            if value is None or share is None:
                continue
            for name in (_POINTS, _SHARE, _HUNDRED):
                expected = self._by(node, name, share)
                if expected is not None and abs(expected - value) <= self._slack(node, name, share):
                    votes[node.weight is not None][name] += 1
        self.habit = {
            weighted: counts.most_common(1)[0][0] if counts else (_POINTS if weighted else _SHARE)
            for weighted, counts in votes.items()
        }

    def _share(self, node: Branch) -> float | None:
        """The share that the node's own answer gives; None for what is no answer of a score."""
        scale = self.tree.scale(node)
        if scale is None or scale.kind == "count":
            return None
        known = self.tree.known(node)
        if known is not None and known.rollup not in ("jawaban", "hitung") and not self.tree.answer(node).given:
            return None
        share = self.tree.share(node)
        return float(share) if share is not None else None

    def _by(self, node: Branch, name: str, share: float) -> float | None:
        if name == _POINTS:
            return node.weight * share if node.weight is not None else None
        return share * 100 if name == _HUNDRED else share

    def _slack(self, node: Branch, name: str, share: float) -> float:
        if any(abs(share - exact) < 1e-9 for exact in _EXACT):
            return _SLACK if name != _HUNDRED else 0.51
        unit = node.weight if name == _POINTS and node.weight is not None else 100.0 if name == _HUNDRED else 1.0
        return max(_SLACK, _THIRDS * unit)

    def name(self, node: Branch) -> str:
        """The way this node's score is written."""
        return self.habit[node.weight is not None]

    def expected(self, node: Branch) -> float | None:
        """The score that the node's answer gives, None where it has none."""
        share = self._share(node)
        return self._by(node, self.name(node), share) if share is not None else None

    def agrees(self, node: Branch, value: float) -> bool:
        """Whether a printed score is what the answer gives."""
        share = self._share(node)
        expected = self.expected(node)
        return share is None or expected is None or abs(expected - value) <= self._slack(node, self.name(node), share)

    def limit(self, node: Branch) -> float | None:
        """The most that a node can print."""
        scale = self.tree.scale(node)
        if scale is not None and scale.kind == "count":
            return None
        if node.weight is not None:
            return node.weight if self.name(node) != _HUNDRED or node.children else 100.0
        if node.children or not node.is_row or scale is None:
            return None
        return 100.0 if self.name(node) == _HUNDRED else 1.0

    def ratio(self, node: Branch, value: float) -> float:
        """An item's printed score as a share."""
        return value / 100 if self.name(node) == _HUNDRED else value


class Sums:
    """Printed sums and means against what is printed below them, so that only the first wrong cell is named."""

    def __init__(self, tree: Judged) -> None:
        self.tree = tree
        self.conventions = Conventions(tree)

    def wrong_nodes(self) -> Iterator[tuple[Branch, float, float]]:
        """Nodes whose printed score is neither the sum nor the mean that it should be."""
        for node in self.tree.sheet.nodes:
            value = number_of(node.cells.get("nilai"))
            if value is None:
                continue
            candidates = self._candidates(node)
            if candidates and not any(self.agrees(node, value, one) for one in candidates):
                right = self._by_answers(node)
                if right is None or not self.agrees(node, value, right):
                    yield node, value, candidates[0]

    def _by_answers(self, node: Branch) -> float | None:
        """The sum or mean with the scores that differ from their answers put right: a cell that holds it need not be
        changed, since the wrong one below it is told. None where no score below differs."""
        wrong = {
            id(child): self.conventions.expected(child)
            for child in node.children
            if (value := number_of(child.cells.get("nilai"))) is not None and not self.conventions.agrees(child, value)
        }
        if not wrong:
            return None
        return self._sum(node.children, wrong) if self._is_sum(node) else self._mean(node, wrong)

    def expected(self, node: Branch) -> float | None:
        """What a node's score should be by what is printed below it."""
        candidates = self._candidates(node)
        return candidates[0] if candidates else None

    def agrees(self, node: Branch, value: float, expected: float) -> bool:
        """Whether two scores are the same, if those below may have been rounded to two decimals."""
        rounded = [child for child in node.children if _is_rounded(child)]
        return abs(value - expected) <= _SLACK + 0.005 * len(rounded) * (1 if self._is_sum(node) else 0)

    def _is_sum(self, node: Branch) -> bool:
        known = self.tree.known(node)
        return known.rollup == "jumlah" if known is not None else any(c.weight is not None for c in node.children)

    def _candidates(self, node: Branch) -> list[float]:
        """The sum or the mean of the children; both where nothing tells which."""
        if not node.children or self.tree.answer(node).given:
            return []
        known = self.tree.known(node)
        rollup = known.rollup if known is not None else ""
        if rollup in ("jawaban", "bukti", "tidak-dihitung") and not _scored(node):
            return []
        found: list[float] = []
        weighted = any(child.weight is not None for child in node.children)
        if rollup == "jumlah" or (rollup != "rata-rata" and weighted):
            value = self._sum(node.children)
            found += [value] if value is not None else []
        elif rollup == "rata-rata" or not weighted:
            value = self._mean(node)
            found += [value] if value is not None else []
        if not rollup and not weighted:
            value = self._sum(node.children)
            found += [value] if value is not None else []
        return found

    def _sum(self, nodes: list[Branch], instead: Mapping[int, float | None] = _NONE) -> float | None:
        values = [instead.get(id(node), self.printed(node)) for node in nodes]
        known = [value for value in values if value is not None]
        return sum(known) if known and len(known) == len(values) else None

    def _mean(self, node: Branch, instead: Mapping[int, float | None] = _NONE) -> float | None:
        """Weight times the mean of the printed items; items that print no number leave the mean."""
        known = self.tree.known(node)
        weight = node.weight
        if weight is None and known is not None and known.weight is not None:
            weight = float(known.weight)
        if weight is None:
            return None
        shares: list[float] = []
        for child in node.children:
            scale = self.tree.scale(child)
            value = instead.get(id(child), number_of(child.cells.get("nilai")))
            if value is None or (scale is not None and scale.kind == "count"):
                continue
            shares.append(self.conventions.ratio(child, value))
        return weight * sum(shares) / len(shares) if shares else None

    def printed(self, node: Branch) -> float | None:
        """A node's printed score, else the sum or the mean of what is printed below it."""
        value = number_of(node.cells.get("nilai"))
        if value is not None or not node.children:
            return value
        known = self.tree.known(node)
        if known is not None and known.rollup == "rata-rata":
            return self._mean(node)
        return self._sum([child for child in node.children if _scored(child) or number_of(child.cells.get("nilai"))])

    def wrong_totals(self) -> Iterator[tuple[Total, float]]:
        """Totals that are not the sum of the nodes they stand for."""
        roots = self.tree.sheet.roots
        for total in self.tree.sheet.totals:
            if total.value is None or total.cell is None:
                continue
            expected = self._sum(roots) if total.grand else self._subtotal(total)
            if total.grand and expected is None:
                expected = self._of_subtotals(total)
            slack = _SLACK + 0.005 * (len(roots) if total.grand else 1)
            if expected is not None and abs(expected - total.value) > slack:
                yield total, expected

    def _subtotal(self, total: Total) -> float | None:
        """The sum that a sub-total stands for: of the node it names, else of the topmost node before it."""
        key = fold(total.label)
        named = [node for node in self.tree.sheet.nodes if node.children and key.endswith(" " + fold(node.name))]
        if named:
            return self.printed(named[0]) if number_of(named[0].cells.get("nilai")) is None else None
        before = [node for node in self.tree.sheet.roots if node.row_number < total.row_number]
        if not before or not key.replace(" ", "").startswith("subtotal"):
            return None
        return self.printed(before[-1])

    def _of_subtotals(self, total: Total) -> float | None:
        values = [one.value for one in self.tree.sheet.totals if not one.grand]
        if len(values) != len(self.tree.sheet.roots) or any(value is None for value in values):
            return None
        return sum(value for value in values if value is not None)


def _scored(node: Branch) -> bool:
    """Whether anything below a node prints a score."""
    return any(number_of(child.cells.get("nilai")) is not None or _scored(child) for child in node.children)


def _is_rounded(node: Branch) -> bool:
    """Whether a score is printed with at most two decimals and no formula behind it."""
    cell = node.cells.get("nilai")
    value = number_of(cell)
    return cell is not None and value is not None and cell.number is None

"""A printed sheet as trees to be scored: by the edition (strict), or by what the sheet itself prints."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from functools import lru_cache

from kinerja_docs.definitions.framework import TOTAL, Counted, Framework, Node
from kinerja_docs.score_tree import Branch, ScoreSheet
from kinerja_docs.scoring.answers import Answer, answer_of, read, scale_of
from kinerja_docs.scoring.points import Mode, Scored, Way, total

_WAYS: Mapping[str, Way] = {
    "jumlah": "sum",
    "rata-rata": "mean",
    "jawaban": "answer",
    "hitung": "answer",
    "rincian": "ignored",
    "bukti": "ignored",
    "tidak-dihitung": "ignored",
}
Answers = Mapping[str, Answer]


@dataclass(slots=True)
class Recomputed:
    """Points by code (by ``row:n`` for a node that no edition knows), and the total, None where it cannot be known."""

    mode: Mode
    total: Fraction | None
    points: dict[str, Fraction | None] = field(default_factory=dict)

    def of(self, node: Branch) -> Fraction | None:
        """The points of a printed node."""
        return self.points.get(key_of(node))


def key_of(node: Branch) -> str:
    """The code of a printed node, else its row."""
    return node.code if node.code is not None else f"row:{node.row_number}"


def answers_of(sheet: ScoreSheet, role: str = "jawaban") -> Answers:
    """All answers of a sheet by key."""
    known: Answers | None = sheet.kept.get(role)
    if known is not None:
        return known
    found: dict[str, Answer] = {}
    for node in sheet.nodes:
        answer = answer_of(node, sheet, role)
        if answer is not None:
            found.setdefault(key_of(node), answer)
    sheet.kept[role] = found
    return found


def recompute(sheet: ScoreSheet, mode: Mode, answers: Answers | None = None) -> Recomputed:
    """Points and total of a sheet: strict by its edition, else (or in workbook mode) by its own tree and weights."""
    answers = answers_of(sheet) if answers is None else answers
    edition = sheet.edition
    if mode == "strict" and edition is not None:
        roots = framework_tree(edition, answers)
        known = edition.head.total.computed
    else:
        roots = _own_tree(sheet, answers)
        known = True
    found: dict[str, Fraction | None] = {}
    value = total(roots, mode, found)
    return Recomputed(mode, value if known else None, found)


def _own_tree(sheet: ScoreSheet, answers: Answers) -> list[Scored]:
    """The printed tree, kept where the answers are those that are printed, because both modes ask for it."""
    if answers is not sheet.kept.get("jawaban"):
        return sheet_tree(sheet, answers)
    if "tree" not in sheet.kept:
        sheet.kept["tree"] = sheet_tree(sheet, answers)
    tree: list[Scored] = sheet.kept["tree"]
    return tree


def framework_tree(framework: Framework, answers: Answers) -> list[Scored]:
    """The whole edition with these answers; what the sheet does not print is blank."""

    def build(node: Node) -> Scored:
        share = _share(answers.get(node.code), node.formula, answers)
        below = [build(child) for child in framework.children(node.code)]
        return Scored(node.code, _WAYS[node.rollup], node.weight, share, below)

    return [build(root) for root in framework.roots]


def sheet_tree(sheet: ScoreSheet, answers: Answers) -> list[Scored]:
    """The printed tree with its own weights, and its own scales where it prints them."""
    framework = sheet.framework
    nodes: Mapping[str, Node] = framework.nodes if framework is not None else {}

    def build(branch: Branch) -> Scored:
        known = nodes.get(branch.code) if branch.code is not None else None
        key = key_of(branch)
        answer = answers.get(key)
        way = _way(branch, known, answer, answers)
        formula = known.formula if known is not None else None
        share = _share(_own_answer(branch, sheet, answer), formula, answers)
        return Scored(key, way, _weight(branch, known, way), share, [build(child) for child in branch.children])

    return [build(root) for root in sheet.roots]


def _own_answer(branch: Branch, sheet: ScoreSheet, answer: Answer | None) -> Answer | None:
    """The answer on the scale that the sheet prints, where it prints another than the edition's."""
    if answer is None:
        return None
    scale = scale_of(branch, sheet, printed_first=True)
    if scale is None or scale is scale_of(branch, sheet):
        return answer
    return read(branch.cells.get("jawaban"), scale, sheet.unanswered)


def _weight(branch: Branch, known: Node | None, way: Way) -> Fraction | None:
    if branch.weight is not None:
        return _exact(branch.weight)
    if known is not None and way != "ignored":
        return known.weight
    return None


@lru_cache(maxsize=1024)
def _exact(weight: float) -> Fraction:
    return Fraction(str(weight))


def _way(branch: Branch, known: Node | None, answer: Answer | None, answers: Answers) -> Way:
    """How a printed node is made of what is below it: as the edition says, else as its weights suggest."""
    given = answer is not None and answer.given
    if known is not None and not (known.rollup == "jawaban" and branch.children and not given):
        if known.rollup in ("bukti", "tidak-dihitung"):
            return _unknown_way(branch, answer) if known.rollup == "tidak-dihitung" else _evidence_way(answer)
        return _WAYS[known.rollup]
    if known is not None and not _answered_below(branch, answers):
        return _WAYS[known.rollup]
    return _unknown_way(branch, answer)


def _evidence_way(answer: Answer | None) -> Way:
    return "answer" if answer is not None and answer.kind == "share" else "ignored"


def _unknown_way(branch: Branch, answer: Answer | None) -> Way:
    if answer is not None and answer.kind == "count":
        return "ignored"
    if not branch.children or (answer is not None and answer.given):
        return "answer" if answer is not None else "ignored"
    weighted = [child for child in branch.children if child.weight is not None]
    return "sum" if weighted or branch.weight is None else "mean"


def _answered_below(branch: Branch, answers: Answers) -> bool:
    return any((answer := answers.get(key_of(child))) is not None and answer.given for child in branch.children)


def _share(answer: Answer | None, formula: Counted | None, answers: Answers) -> Fraction | None:
    """The share of a node: from its counts where they are all there, else from its answer."""
    if formula is not None:
        counted = share_of_counts(formula, answers.get)
        if counted is not None:
            return counted
    return answer.share if answer is not None else None


def share_of_counts(formula: Counted, answer: Callable[[str], Answer | None]) -> Fraction | None:
    """Part over whole, between 0 and 1; None where a count is missing or there is nothing to count."""
    counts: dict[str, Fraction] = {}
    for code in formula.codes:
        found = answer(code)
        if found is None or found.count is None:
            return None
        counts[code] = found.count
    whole = sum((counts[code] for code in formula.whole), Fraction(0))
    part = sum((counts[code] for code in formula.plus), Fraction(0))
    part -= sum((counts[code] for code in formula.minus), Fraction(0))
    return min(max(part / whole, Fraction(0)), Fraction(1)) if whole else None


def node_points(recomputed: Recomputed, code: str) -> Fraction | None:
    """The points of a node of the edition, or of ``total``."""
    return recomputed.total if code == TOTAL else recomputed.points.get(code)

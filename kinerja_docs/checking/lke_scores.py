"""LKE arithmetic: each printed score against its answer, each printed sum or mean against what is printed below it."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from kinerja_docs.checking.hits import Context, Hit, Kind
from kinerja_docs.checking.lke_sums import Conventions, Sums
from kinerja_docs.checking.lke_tree import Judged, NoParams, hit, judged, number_of, shown, whole
from kinerja_docs.checking.params import Params, short
from kinerja_docs.model import Record
from kinerja_docs.score_tree import Branch
from kinerja_docs.scoring.gates import predicate_of
from kinerja_docs.text import fold

_SLACK = 0.0051


class Unanswered(Params):
    """``others``: words in an answer that leave it to somebody outside the office."""

    others: tuple[str, ...] = ()


def unanswered(params: Unanswered, record: Record, context: Context) -> Iterator[Hit]:
    """Nobody answered anything: once for a file of which no LKE is answered, else for each. In a sheet that is
    answered: every row that is not."""
    found = whole(record)
    if found is None:
        return
    if not found.unanswered:
        yield from _open_rows(params, found)
        return
    others = [other for other in context.records if (tree := whole(other)) is not None and tree.unanswered]
    trees = [other for other in context.records if whole(other) is not None]
    alone = len(others) < len(trees)
    if not alone and others and others[0] is not record:
        return
    related = tuple(tree.sheet.header.at for other in others[1:] if (tree := whole(other)) is not None)
    yield Hit(
        found.sheet.header.at,
        related=() if alone else related,
        params={"count": str(sum(node.is_row for node in found.sheet.nodes))},
    )


def _open_rows(params: Unanswered, tree: Judged) -> Iterator[Hit]:
    """Rows without an answer and without a score; one with a score is an answer that is missing (LKE011)."""
    if "jawaban" not in tree.sheet.columns:
        return
    others = {fold(word) for word in params.others}
    for node in tree.sheet.nodes:
        cell = node.cells.get("jawaban")
        if not _is_asked(tree, node) or tree.answer(node).kind != "blank" or (cell and fold(cell.text) in others):
            continue
        if not (number_of(node.cells.get("nilai")) or 0) > 0:
            yield hit(node, "jawaban", variant="row")


def _is_asked(tree: Judged, node: Branch) -> bool:
    """Whether a node waits for an answer of its own: no count, no computed share, no part that nobody knows, and not
    where the rows below it are answered."""
    scale, known = tree.scale(node), tree.known(node)
    if scale is None or scale.kind == "count" or (known is None and scale.kind != "options"):
        return False
    if known is not None and known.rollup != "jawaban":
        return False
    return not any(tree.answer(child).given for child in node.children)


def above_weight(params: NoParams, record: Record, context: Context) -> Iterator[Hit]:
    """A score above its weight, or above the whole for an item of a mean."""
    tree = judged(record)
    if tree is None:
        return
    conventions = Conventions(tree)
    for node in tree.sheet.nodes:
        value = number_of(node.cells.get("nilai"))
        limit = conventions.limit(node)
        if value is not None and limit is not None and value > limit + _SLACK:
            yield hit(node, "nilai", value=shown(value), limit=shown(limit))


def score_without_answer(params: NoParams, record: Record, context: Context) -> Iterator[Hit]:
    """A score above 0 beside an answer that is blank."""
    tree = judged(record)
    if tree is None or "jawaban" not in tree.sheet.columns:
        return
    for node in tree.sheet.nodes:
        scale = tree.scale(node)
        if scale is None or scale.kind == "count" or tree.answer(node).kind != "blank":
            continue
        known = tree.known(node)
        if tree.share(node) is not None or (node.children and not (known is not None and known.rollup == "jawaban")):
            continue
        if any(tree.answer(child).given for child in node.children):
            continue
        value = number_of(node.cells.get("nilai"))
        if value is not None and value > 0:
            yield hit(node, "nilai", value=shown(value))


def not_an_option(params: NoParams, record: Record, context: Context) -> Iterator[Hit]:
    """An answer that its scale does not know, or a list of options that nobody chose from."""
    tree = judged(record)
    if tree is None:
        return
    for node in tree.sheet.nodes:
        answer, scale = tree.answer(node), tree.scale(node)
        if scale is None or answer.kind not in ("impossible", "options_left"):
            continue
        words = "/".join(option.word for option in scale.options)
        if scale.kind == "score":
            words = f"0–{shown(scale.top or 0)}"
        variant = "left" if answer.kind == "options_left" else "" if words else "number"
        yield hit(node, "jawaban", variant=variant, answer=short(node.text("jawaban")), options=words)


def score_differs(params: NoParams, record: Record, context: Context) -> Iterator[Hit]:
    """The score of an answered node is not what its answer gives."""
    tree = judged(record)
    if tree is None:
        return
    conventions = Conventions(tree)
    for node in tree.sheet.nodes:
        expected = conventions.expected(node)
        value = number_of(node.cells.get("nilai"))
        if expected is None or value is None or conventions.agrees(node, value):
            continue
        yield hit(node, "nilai", value=shown(value), expected=shown(expected), answer=short(node.text("jawaban")))


def sum_differs(params: NoParams, record: Record, context: Context) -> Iterator[Hit]:
    """A printed sum or mean is not what is printed below it; totals too."""
    tree = judged(record)
    if tree is None:
        return
    sums = Sums(tree)
    for node, value, expected in sums.wrong_nodes():
        yield hit(node, "nilai", value=shown(value), expected=shown(expected))
    for total, expected in sums.wrong_totals():
        assert total.cell is not None and total.value is not None
        yield Hit(
            total.cell.at,
            params={"row": short(total.label), "value": shown(total.value), "expected": shown(expected)},
            table="simpul",
            column="nilai",
            key=fold(total.label),
        )


def typed_over(params: NoParams, record: Record, context: Context) -> Iterator[Hit]:
    """A typed number among formulas that is right today and stays as it is tomorrow."""
    tree = judged(record)
    if tree is None:
        return
    groups: dict[tuple[str, bool], list[Branch]] = {}
    for node in tree.sheet.nodes:
        cell = node.cells.get("nilai")
        if cell is not None and cell.text and number_of(cell) is not None:
            groups.setdefault((node.level, bool(node.children)), []).append(node)
    conventions, sums = Conventions(tree), Sums(tree)
    for nodes in groups.values():
        typed = [node for node in nodes if node.cells["nilai"].formula is None]
        if len(nodes) - len(typed) < max(2, len(typed)):
            continue
        for node in typed:
            value = number_of(node.cells["nilai"])
            if value is None or (value == 0 and not tree.answer(node).given and not node.children):
                continue
            if conventions.expected(node) is not None:
                right = conventions.agrees(node, value)
            else:
                expected = sums.expected(node)
                right = expected is not None and sums.agrees(node, value, expected)
            if right:
                yield hit(node, "nilai", value=shown(value))


def wrong_predicate(params: NoParams, record: Record, context: Context) -> Iterator[Hit]:
    """The printed predicate is not the one of the printed total."""
    tree, total = judged(record), record.get("total")
    printed = record.get("predikat")
    if tree is None or tree.framework is None or printed is None or total is None or total.value is None:
        return
    expected = predicate_of(tree.framework, Fraction(str(total.value)))
    if expected is not None and printed.value != expected:
        yield Hit(
            printed.at,
            related=(total.at,),
            params={"predicate": short(printed.text), "expected": expected, "total": total.text},
            column="predikat",
        )


class Maximum(Params):
    """``share`` or more of at least ``least`` answered rows at the best answer."""

    share: float
    least: int


def all_at_maximum(params: Maximum, record: Record, context: Context) -> Iterator[Hit]:
    """Nearly every answered row claims the best there is; at the header of the answers."""
    tree = judged(record)
    if tree is None:
        return
    answered = [node for node in tree.graded() if tree.answer(node).share is not None]
    top = sum(tree.at_top(node) for node in answered)
    if len(answered) >= params.least and top >= params.share * len(answered):
        yield Hit(tree.sheet.header.at, params={"top": str(top), "count": str(len(answered))}, column="jawaban")


KINDS: dict[str, Kind] = {
    "lke_unanswered": Kind(Unanswered, unanswered),
    "lke_above_weight": Kind(NoParams, above_weight),
    "lke_score_without_answer": Kind(NoParams, score_without_answer),
    "lke_not_an_option": Kind(NoParams, not_an_option),
    "lke_score_differs": Kind(NoParams, score_differs),
    "lke_sum_differs": Kind(NoParams, sum_differs),
    "lke_typed_over": Kind(NoParams, typed_over),
    "lke_wrong_predicate": Kind(NoParams, wrong_predicate),
    "lke_all_at_maximum": Kind(Maximum, all_at_maximum),
}

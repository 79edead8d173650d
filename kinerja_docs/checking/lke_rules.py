"""LKE logic: weights and edition, gates of areas, counts, prerequisites, ceilings, and two raters far apart."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from kinerja_docs.checking.hits import Context, Hit, Kind
from kinerja_docs.checking.lke_sums import Sums
from kinerja_docs.checking.lke_tree import Judged, NoParams, hit, judged, label, shown
from kinerja_docs.checking.params import Params
from kinerja_docs.model import Record
from kinerja_docs.score_tree import ASSESSOR, Branch
from kinerja_docs.scoring.answers import read, steps_apart
from kinerja_docs.scoring.gates import needed_of_share

_SLACK = 0.0051


class Weights(Params):
    """``slack`` is what rounded weights may be off in a tree of no known edition."""

    slack: float


def weights(params: Weights, record: Record, context: Context) -> Iterator[Hit]:
    """A weight that is not the edition's; without an edition, a weight that its parts do not make up."""
    tree = judged(record)
    if tree is None:
        return
    framework = tree.framework
    if framework is None:
        yield from _own_weights(tree, params.slack)
        return
    for node in tree.sheet.nodes:
        known = tree.known(node)
        if known is None or known.weight is None or node.weight is None or "bobot" not in node.cells:
            continue
        if abs(node.weight - float(known.weight)) > _SLACK:
            yield hit(node, "bobot", value=shown(node.weight), expected=shown(known.weight))


def _own_weights(tree: Judged, slack: float) -> Iterator[Hit]:
    for node in tree.sheet.nodes:
        parts = [child.weight for child in node.children if child.weight is not None]
        if node.weight is None or not parts or len(parts) < len(node.children):
            continue
        if abs(sum(parts) - node.weight) > slack:
            yield hit(node, "bobot", variant="parts", value=shown(node.weight), expected=shown(sum(parts)))


def unknown_edition(params: NoParams, record: Record, context: Context) -> Iterator[Hit]:
    """No edition fits: names the nearest and what differs."""
    tree = judged(record)
    if tree is None or tree.framework is not None:
        return
    sheet, nearest = tree.sheet, tree.sheet.nearest
    names = "; ".join(label(node) for node in sheet.unlike[:3])
    variant = "law" if sheet.unknown_regulation and len(sheet.unlike) < 3 else "" if nearest is not None else "none"
    yield Hit(
        record.title_cell.at if record.title_cell is not None else sheet.header.at,
        related=tuple(node.name_cell.at for node in sheet.unlike[:20]),
        params={
            "nearest": nearest.id if nearest is not None else "",
            "count": str(len(sheet.unlike)),
            "names": names,
            "law": sheet.unknown_regulation,
        },
        column="edisi",
        variant=variant,
    )


class AreaGate(Params):
    """``gate``: the family of gates whose areas are looked at (``wbk.area.``)."""

    gate: str


def area_gate(params: AreaGate, record: Record, context: Context) -> Iterator[Hit]:
    """An area, fulfilment and reform together, stays below its gate; at the score of the first of the two."""
    tree = judged(record)
    if tree is None or tree.framework is None:
        return
    sums, codes = Sums(tree), tree.sheet.by_code()
    for rule in tree.framework.head.thresholds:
        if not rule.name.startswith(params.gate):
            continue
        nodes = [codes[code] for code in rule.codes if code in codes]
        values = [_reached(tree, sums, node) for node in nodes]
        if len(nodes) < len(rule.codes) or any(value is None for value in values):
            continue
        needed = rule.needed or needed_of_share(tree.framework, rule.codes, rule.share or Fraction(0))
        reached = sum(value for value in values if value is not None)
        if reached < float(needed) - 1e-9:
            related = tuple(node.place("nilai") for node in nodes[1:])
            yield hit(nodes[0], "nilai", related, value=shown(round(reached, 4)), needed=shown(needed))


def _reached(tree: Judged, sums: Sums, node: Branch) -> float | None:
    """What the answers give, so that a wrong number is not told twice; the printed score where nothing is answered."""
    points = tree.points(node)
    return float(points) if points is not None else sums.printed(node)


def impossible_counts(params: NoParams, record: Record, context: Context) -> Iterator[Hit]:
    """A part that is more than its whole; at the part that is printed last."""
    tree = judged(record)
    framework = tree.sheet.framework if tree is not None else None
    if tree is None or framework is None:
        return
    codes = tree.sheet.by_code()
    for rule in framework.head.limits:
        nodes = [codes.get(code) for code in (*rule.part, *rule.whole)]
        counts = {code: tree.answers[code].count for code in (*rule.part, *rule.whole) if code in tree.answers}
        if any(node is None for node in nodes) or any(counts.get(code) is None for code in rule.whole):
            continue
        part = sum((counts.get(code) or Fraction(0) for code in rule.part), Fraction(0))
        whole = sum((counts[code] or Fraction(0) for code in rule.whole), Fraction(0))
        if part > whole:
            at = codes[rule.part[-1]]
            related = tuple(codes[code].place("jawaban") for code in (*rule.part[:-1], *rule.whole))
            yield hit(at, "jawaban", related, part=shown(part), whole=shown(whole))


def prerequisites(params: NoParams, record: Record, context: Context) -> Iterator[Hit]:
    """An answer above the lowest where what it needs is answered at the lowest."""
    tree = judged(record)
    framework = tree.sheet.framework if tree is not None else None
    if tree is None or framework is None:
        return
    codes = tree.sheet.by_code()
    for rule in framework.head.prerequisites:
        node, needed = codes.get(rule.node), codes.get(rule.needs)
        if node is None or needed is None or not tree.above_lowest(node):
            continue
        answer, scale = tree.answer(needed), tree.scale(needed)
        if answer.share is not None and scale is not None and answer.share == scale.lowest:
            yield hit(node, "jawaban", (needed.place("jawaban"),), answer=node.text("jawaban"), other=label(needed))


def ceilings(params: NoParams, record: Record, context: Context) -> Iterator[Hit]:
    """Use above quality, or quality above existence."""
    tree = judged(record)
    framework = tree.sheet.framework if tree is not None else None
    if tree is None or framework is None:
        return
    codes = tree.sheet.by_code()
    for rule in framework.head.ceilings:
        node, limit = codes.get(rule.node), codes.get(rule.at_most)
        if node is None or limit is None:
            continue
        ours, theirs = _ratio(tree, node), _ratio(tree, limit)
        if ours is not None and theirs is not None and ours > theirs:
            yield hit(
                node,
                "jawaban",
                (limit.place("jawaban"),),
                answer=node.text("jawaban"),
                other=label(limit),
                limit=limit.text("jawaban"),
            )


def _ratio(tree: Judged, node: Branch) -> Fraction | None:
    return tree.answer(node).share


class Apart(Params):
    """``steps`` between the answers of unit and assessor."""

    steps: int


def raters_apart(params: Apart, record: Record, context: Context) -> Iterator[Hit]:
    """The assessor's answer lies two options or more away from the unit's."""
    tree = judged(record)
    if tree is None or f"jawaban_{ASSESSOR}" not in tree.sheet.columns:
        return
    for node in tree.graded():
        scale = tree.scale(node)
        assert scale is not None
        other = read(node.cells.get(f"jawaban_{ASSESSOR}"), scale, tree.sheet.unanswered)
        if steps_apart(tree.answer(node), other, scale) >= params.steps:
            place = node.place(f"jawaban_{ASSESSOR}")
            yield hit(node, "jawaban", (place,), answer=node.text("jawaban"), other=node.text("jawaban_penilai"))


KINDS: dict[str, Kind] = {
    "lke_weights": Kind(Weights, weights),
    "lke_unknown_edition": Kind(NoParams, unknown_edition),
    "lke_area_gate": Kind(AreaGate, area_gate),
    "lke_impossible_counts": Kind(NoParams, impossible_counts),
    "lke_prerequisites": Kind(NoParams, prerequisites),
    "lke_ceilings": Kind(NoParams, ceilings),
    "lke_raters_apart": Kind(Apart, raters_apart),
}

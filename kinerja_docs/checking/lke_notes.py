"""LKE notes: missing beside a top answer, copied, the question again, or about plans."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rapidfuzz import fuzz

from kinerja_docs.checking.hits import Context, Hit, Kind
from kinerja_docs.checking.lke_evidence import Alike
from kinerja_docs.checking.lke_tree import NoParams, hit, judged
from kinerja_docs.checking.params import Params, short
from kinerja_docs.model import Record
from kinerja_docs.score_tree import Branch
from kinerja_docs.text import fold, is_blank


def without_note(params: NoParams, record: Record, context: Context) -> Iterator[Hit]:
    """A top answer that no note explains, neither its own nor one of the rows below it."""
    tree = judged(record)
    if tree is None or "catatan" not in tree.sheet.columns:
        return
    for node in tree.graded():
        if not tree.at_top(node):
            continue
        if not any(not is_blank(one.text("catatan")) for one in (node, *node.children)):
            yield hit(node, "catatan", answer=node.text("jawaban"))


class Copies(Params):
    """``least`` equal notes of ``letters`` letters or more."""

    least: int
    letters: int


def copied_notes(params: Copies, record: Record, context: Context) -> Iterator[Hit]:
    """One note on many rows; at the first, the others beside it."""
    tree = judged(record)
    if tree is None:
        return
    found: dict[str, list[Branch]] = {}
    for node in tree.sheet.nodes:
        text = node.text("catatan")
        if sum(char.isalpha() for char in text) >= params.letters:
            found.setdefault(fold(text), []).append(node)
    for nodes in found.values():
        if len(nodes) >= params.least:
            related = tuple(node.place("catatan") for node in nodes[1:])
            yield hit(nodes[0], "catatan", related, text=short(nodes[0].text("catatan")), count=str(len(nodes)))


def repeats_question(params: Alike, record: Record, context: Context) -> Iterator[Hit]:
    """A note that is the question again."""
    tree = judged(record)
    if tree is None:
        return
    for node in tree.sheet.nodes:
        ours, theirs = fold(node.text("catatan")), fold(node.name)
        if len(ours) >= params.least and (ours == theirs or fuzz.ratio(ours, theirs) >= params.score):
            yield hit(node, "catatan", text=short(node.text("catatan")))


class Plans(Params):
    """``patterns``: words that speak of what is still to come (regular expressions)."""

    patterns: tuple[str, ...]
    unless: tuple[str, ...] = ()


def speaks_of_plans(params: Plans, record: Record, context: Context) -> Iterator[Hit]:
    """A note about plans beside an answer above the lowest."""
    tree = judged(record)
    if tree is None:
        return
    marks = re.compile("|".join(params.patterns), re.IGNORECASE)
    not_so = re.compile("|".join(params.unless), re.IGNORECASE) if params.unless else None
    seen: set[int] = set()
    rows = [(node, answered) for node, answered in tree.claimed()]
    rows += [(node, node) for node in tree.graded() if not node.is_row and tree.above_lowest(node)]
    for node, answered in rows:
        text = node.text("catatan")
        bare = not_so.sub(" ", text) if not_so is not None else text
        match = marks.search(bare)
        if match is not None and id(node) not in seen:
            seen.add(id(node))
            yield hit(node, "catatan", word=match.group().strip(), answer=answered.text("jawaban"))


KINDS: dict[str, Kind] = {
    "lke_without_note": Kind(NoParams, without_note),
    "lke_copied_notes": Kind(Copies, copied_notes),
    "lke_repeats_question": Kind(Alike, repeats_question),
    "lke_speaks_of_plans": Kind(Plans, speaks_of_plans),
}

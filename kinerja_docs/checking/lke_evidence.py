"""LKE evidence as far as the workbook shows it: blank, filler, the question again, used again, old, a draft."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rapidfuzz import fuzz

from kinerja_docs.checking.hits import Context, Hit, Kind
from kinerja_docs.checking.lke_tree import NoParams, hit, judged
from kinerja_docs.checking.params import Params, short
from kinerja_docs.model import Location, Record
from kinerja_docs.score_tree import Branch
from kinerja_docs.text import fold, is_blank
from kinerja_docs.text.evidence import Piece, names_a_document, pieces, years_in


def blank_evidence(params: NoParams, record: Record, context: Context) -> Iterator[Hit]:
    """An answer above the lowest without evidence. Without a column for it, a note that names a document counts."""
    tree = judged(record)
    if tree is None:
        return
    column = "bukti" in tree.sheet.columns
    for node, answered in tree.claimed():
        text = node.text("bukti")
        if text.strip() and (not is_blank(text) or not column):
            continue
        if not column and names_a_document(node.text("catatan")):
            continue
        if text.strip():
            continue  # a dash is a filler, not a blank
        variant = "" if answered is node else "under"
        yield hit(node, "bukti" if column else "catatan", variant=variant, answer=answered.text("jawaban"))


class Filler(Params):
    """``words``: whole cells, folded, that say nothing."""

    words: tuple[str, ...]


def filler(params: Filler, record: Record, context: Context) -> Iterator[Hit]:
    """Evidence that is a word like "ada" or "terlampir", or a dash."""
    tree = judged(record)
    if tree is None:
        return
    words = {fold(word) for word in params.words}
    for node, _ in tree.claimed():
        text = node.text("bukti")
        if text.strip() and (is_blank(text) or fold(text) in words):
            yield hit(node, "bukti", text=short(text))


class Alike(Params):
    """``score`` (0–100) from which two texts say the same; shorter ones than ``least`` letters are left alone."""

    score: float
    least: int


def repeats_criterion(params: Alike, record: Record, context: Context) -> Iterator[Hit]:
    """Evidence that is the criterion's own sentence."""
    tree = judged(record)
    if tree is None:
        return
    for node, _ in tree.claimed():
        if _says_the_same(node.text("bukti"), node.name, params):
            yield hit(node, "bukti", text=short(node.text("bukti")))


def _says_the_same(text: str, name: str, params: Alike) -> bool:
    if any(piece.kind != "document" for piece in pieces(text)):
        return False
    ours, theirs = fold(text), fold(name)
    if len(ours) < params.least:
        return False
    return ours == theirs or fuzz.ratio(ours, theirs) >= params.score


class Reuse(Params):
    """The same piece of evidence on ``least`` criteria or more."""

    least: int


def used_again(params: Reuse, record: Record, context: Context) -> Iterator[Hit]:
    """One document for many criteria; at the first, the others beside it."""
    tree = judged(record)
    if tree is None:
        return
    users: dict[str, list[tuple[Branch, Piece]]] = {}
    for node in tree.sheet.nodes:
        if not node.is_row:
            continue
        for piece in {piece.key: piece for piece in pieces_of(node)}.values():
            if piece.kind != "document":
                users.setdefault(piece.key, []).append((node, piece))
    seen: set[Location] = set()
    for found in users.values():
        if len(found) < params.least:
            continue
        (node, piece), *others = found
        place = node.place("bukti")
        if place in seen:
            continue
        seen.add(place)
        related = tuple(other.place("bukti") for other, _ in others)
        yield hit(node, "bukti", related, text=short(piece.text), count=str(len(found)))


def pieces_of(node: Branch) -> tuple[Piece, ...]:
    """The pieces of a row's evidence, cell by cell."""
    found: list[Piece] = []
    for cell in dict.fromkeys(node.evidence):
        text = cell.text
        if cell.link and cell.link.strip() not in text and not cell.link.startswith("#"):
            text = f"{text}\n{cell.link}"
        found += pieces(text)
    return tuple(found)


def outside_period(params: NoParams, record: Record, context: Context) -> Iterator[Hit]:
    """Every year that the evidence names lies outside the years that count."""
    tree, year = judged(record), record.get("tahun")
    if tree is None or year is None or not isinstance(year.value, int):
        return
    framework = tree.sheet.framework
    allowed = {year.value + step for step in (framework.head.evidence_years if framework is not None else (-1, 0))}
    for node, _ in tree.claimed():
        years, ranges = years_in("\n".join(piece.text for piece in pieces_of(node) if piece.kind != "link"))
        if not years or years & allowed:
            continue
        if any(first <= one <= last for first, last in ranges for one in allowed):
            continue
        yield hit(
            node,
            "bukti",
            years=", ".join(str(one) for one in sorted(years)),
            allowed=", ".join(str(one) for one in sorted(allowed)),
        )


def kind_missing(params: NoParams, record: Record, context: Context) -> Iterator[Hit]:
    """A kind of document that the criterion needs is not among those named. What stands behind a link is not judged."""
    tree = judged(record)
    framework = tree.sheet.framework if tree is not None else None
    if tree is None or framework is None:
        return
    for node, _ in tree.claimed():
        known = tree.known(node)
        found = pieces_of(node)
        if known is None or not known.kinds or not found or any(piece.kind == "link" for piece in found):
            continue
        text = f" {fold(' '.join(piece.text for piece in found))} "
        for group in known.kinds:
            words = [fold(word) for kind in group for word in framework.head.evidence[kind]]
            if not any(f" {word} " in text for word in words):
                wanted = " / ".join(framework.head.evidence[kind][0] for kind in group)
                yield hit(node, "bukti", wanted=wanted)
                break


class Draft(Params):
    """``patterns``: what marks a file's name as a draft or a copy (regular expressions over its print)."""

    patterns: tuple[str, ...]


def draft(params: Draft, record: Record, context: Context) -> Iterator[Hit]:
    """A draft or a copy offered as evidence."""
    tree = judged(record)
    if tree is None:
        return
    marks = re.compile("|".join(params.patterns), re.IGNORECASE)
    for node in tree.sheet.nodes:
        if not node.is_row:
            continue
        for piece in pieces_of(node):
            if piece.kind in ("file", "path") and marks.search(piece.text.rsplit("\\", 1)[-1]) is not None:
                cell = next((cell for cell in node.evidence if piece.text[:20] in " ".join(cell.text.split())), None)
                found = hit(node, "bukti", text=short(piece.text))
                if cell is not None:
                    found.at = cell.at
                yield found
                break


class OneYear(Params):
    """Fewer different years than ``least`` is too few for an answer that claims to be kept for years."""

    least: int


def one_year(params: OneYear, record: Record, context: Context) -> Iterator[Hit]:
    """An answer that claims several years, and evidence that names one year only. No year named is not judged."""
    tree = judged(record)
    if tree is None:
        return
    for node in tree.graded():
        option = tree.answer(node).option
        if option is None or not option.years:
            continue
        years: set[int] = set()
        for row in [node, *node.children]:
            for text in (row.text("bukti"), row.text("catatan")):
                single, ranges = years_in(text)
                years |= single | {year for first, last in ranges for year in range(first, last + 1)}
        if years and len(years) < params.least:
            yield hit(node, "jawaban", answer=option.word, years=str(min(years)), needed=str(option.years))


class Personal(Params):
    """``patterns`` by kind of personal data."""

    patterns: dict[str, str]


def personal_data(params: Personal, record: Record, context: Context) -> Iterator[Hit]:
    """Numbers of persons in a note or an evidence cell."""
    tree = judged(record)
    if tree is None:
        return
    patterns = [re.compile(pattern, re.IGNORECASE) for pattern in params.patterns.values()]
    seen: set[Location] = set()
    for node in tree.sheet.nodes:
        cells = [*node.evidence, *(node.cells[role] for role in ("catatan", "catatan_penilai") if role in node.cells)]
        for cell in cells:
            bare = re.sub(r"https?://\S+", " ", cell.text)
            if cell.at not in seen and any(pattern.search(bare) for pattern in patterns):
                seen.add(cell.at)
                found = hit(node, "catatan")
                found.at = cell.at
                yield found


KINDS: dict[str, Kind] = {
    "lke_blank_evidence": Kind(NoParams, blank_evidence),
    "lke_filler": Kind(Filler, filler),
    "lke_repeats_criterion": Kind(Alike, repeats_criterion),
    "lke_used_again": Kind(Reuse, used_again),
    "lke_outside_period": Kind(NoParams, outside_period),
    "lke_kind_missing": Kind(NoParams, kind_missing),
    "lke_draft": Kind(Draft, draft),
    "lke_one_year": Kind(OneYear, one_year),
    "lke_personal_data": Kind(Personal, personal_data),
}

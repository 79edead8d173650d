"""LKE evidence beside the evidence folder: is it there, can it be opened, is it about the criterion, whose is it.

Without a folder these checks are skipped. A file belongs to a row because a cell names it or its own name begins with
the row's code. What nobody could look into (a picture without OCR, a kind that is not read) is never held against it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from kinerja_docs.checking.hits import Context, Hit, Kind, Skip
from kinerja_docs.checking.lke_tree import Judged, NoParams, hit, judged
from kinerja_docs.checking.params import short
from kinerja_docs.evidence import Exhibit, Shelf
from kinerja_docs.evidence.exhibit import CODE
from kinerja_docs.evidence.shelf import is_code_of
from kinerja_docs.model import Cell, Location, Record
from kinerja_docs.score_tree import Branch
from kinerja_docs.text.evidence import Piece, pieces

_KEPT = "lke.opened"
_LINK = re.compile(r"(?:https?://)?[\w\-]+(?:\.[\w\-]+)+(?::\d+)?(?:/|$|\?)")


@dataclass(frozen=True, slots=True, eq=False)
class Offered:
    """A file that stands for a row, with the cell that names it."""

    node: Branch
    at: Location
    exhibit: Exhibit


@dataclass(frozen=True, slots=True, eq=False)
class Opened:
    """The rows of an LKE beside the evidence folder: what stands for them, and what they name that is not there."""

    tree: Judged
    shelf: Shelf
    offered: tuple[Offered, ...]
    missing: tuple[tuple[Branch, Cell, tuple[Piece, ...]], ...]


def opened_of(record: Record, context: Context) -> Opened | None:
    """The LKE beside its evidence, worked out once. None for what is no answered LKE; skips without a folder."""
    tree = judged(record)
    if tree is None:
        return None
    if context.shelf is None:
        raise Skip("no_evidence")
    kept = record.spare.get(_KEPT)
    if not isinstance(kept, Opened):
        kept = record.spare[_KEPT] = _opened(tree, context.shelf)
    return kept


def _opened(tree: Judged, shelf: Shelf) -> Opened:
    offered: list[Offered] = []
    missing: list[tuple[Branch, Cell, tuple[Piece, ...]]] = []
    for node in tree.sheet.nodes:
        if not node.is_row:
            continue
        taken: set[str] = set()
        for cell in dict.fromkeys(node.evidence):
            named = pieces_in(cell)
            lost = []
            for piece in named:
                found = shelf.find(piece) if piece.kind != "link" else []
                if not found and piece.kind in ("file", "path"):
                    lost.append(piece)
                offered += [Offered(node, cell.at, one) for one in found if one.path not in taken]
                taken.update(one.path for one in found)
            if lost and not any(piece.kind == "link" for piece in named):  # else it may lie behind the link
                missing.append((node, cell, tuple(lost)))
        if node.code is not None:
            by_code = [one for one in shelf.of_code(node.code) if one.path not in taken]
            offered += [Offered(node, node.place("bukti"), one) for one in by_code]
    return Opened(tree, shelf, tuple(offered), tuple(missing))


def seen_of(record: Record, context: Context) -> dict[int, bool]:
    """By row of the sheet: whether a file that stands for it was opened and read."""
    opened = opened_of(record, context)
    found: dict[int, bool] = {}
    for one in opened.offered if opened is not None else ():
        found[one.node.row_number] = found.get(one.node.row_number, False) or one.exhibit.seen
    return found


def pieces_in(cell: Cell) -> tuple[Piece, ...]:
    """The pieces of an evidence cell with its hyperlink; one that leads to a file of the office is a path."""
    link = (cell.link or "").strip()
    if not link or link in cell.text or link.startswith("#"):
        return pieces(cell.text)
    if re.match(r"(?:https?|mailto|ftp):", link, re.IGNORECASE) or link.lower().startswith("www."):
        return pieces(f"{cell.text}\n{link}")
    target = Piece("path", link.replace("/", "\\"))
    shown = [piece for piece in pieces(cell.text) if piece.kind not in ("file", "document")]
    return (*shown, target)  # the text is only what the link shows


def not_found(params: NoParams, record: Record, context: Context) -> Iterator[Hit]:
    """A malformed link, or a named file that is not in the evidence folder."""
    tree = judged(record)
    if tree is None:
        return
    for node in tree.sheet.nodes:
        for cell in dict.fromkeys(node.evidence):
            broken = _broken_link(cell.text)
            if broken:
                yield at_place(hit(node, "bukti", text=short(broken), variant="malformed"), cell.at)
    opened = opened_of(record, context)
    for node, cell, lost in opened.missing if opened is not None else ():
        near = opened.shelf.nearest(lost[0]) if opened is not None else None
        names = short("; ".join(piece.text for piece in lost))
        variant = "near" if near is not None else ""
        found = hit(node, "bukti", text=names, near=near.name if near is not None else "", variant=variant)
        yield at_place(found, cell.at)


def _broken_link(text: str) -> str:
    """A link that no browser can open, or an empty string."""
    for piece in pieces(text):
        if piece.kind == "link" and _LINK.match(piece.text) is None:
            return piece.text
    return ""


def misplaced(params: NoParams, record: Record, context: Context) -> Iterator[Hit]:
    """The code in the name of a file is another item's."""
    tree = judged(record)
    if tree is None:
        return
    framework = tree.sheet.framework
    known = list(framework.nodes) if framework is not None else []
    for node in tree.sheet.nodes:
        if not node.is_row or node.code is None:
            continue
        for cell in dict.fromkeys(node.evidence):
            for piece in pieces_in(cell):
                name = re.split(r"[\\/]", piece.text)[-1]
                match = CODE.match(name) if piece.kind in ("file", "path") else None
                if match is None:
                    continue
                meant = [code for code in known if is_code_of(match.group(), code)]
                if meant and not any(node.code == code or node.code.startswith(code + ".") for code in meant):
                    yield at_place(hit(node, "bukti", text=short(piece.text)), cell.at)
                    break


def unopenable(params: NoParams, record: Record, context: Context) -> Iterator[Hit]:
    """A file that is damaged, empty, locked, or not what its name says."""
    for found in each_offered(record, context):
        if cannot_be_opened(found.exhibit):
            yield hit_of(found)


def cannot_be_opened(exhibit: Exhibit) -> bool:
    """Whether nobody could open a file; that we cannot read its kind, or what is on a picture, is no fault of it."""
    if exhibit.failure is None:
        return False
    code, reason = exhibit.failure
    return code == "BRK002" or (code == "BRK001" and reason not in ("not_supported", "no_libreoffice", "not_allowed"))


def each_offered(record: Record, context: Context) -> Iterator[Offered]:
    opened = opened_of(record, context)
    seen: set[tuple[Location, str]] = set()
    for found in opened.offered if opened is not None else ():
        if (found.at, found.exhibit.path) not in seen:
            seen.add((found.at, found.exhibit.path))
            yield found


def hit_of(found: Offered, variant: str = "", **params: str) -> Hit:
    related = (Location("file", file=found.exhibit.path),)
    made = hit(found.node, "bukti", related, variant=variant, text=short(found.exhibit.name), **params)
    return at_place(made, found.at)


def at_place(made: Hit, place: Location) -> Hit:
    made.at = place
    return made


def once(run: Callable[[Any, Record, Context], Iterable[Hit]]) -> Callable[[Any, Record, Context], Iterator[Hit]]:
    """One hit for each place, however many files a cell names."""

    def first(params: Any, record: Record, context: Context) -> Iterator[Hit]:
        seen: set[Location] = set()
        for one in run(params, record, context):
            if one.at not in seen:
                seen.add(one.at)
                yield one

    return first


KINDS: dict[str, Kind] = {
    "lke_not_found": Kind(NoParams, once(not_found)),
    "lke_misplaced": Kind(NoParams, once(misplaced)),
    "lke_unopenable": Kind(NoParams, once(unopenable)),
}

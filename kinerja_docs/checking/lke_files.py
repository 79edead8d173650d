"""LKE evidence beside the evidence folder: is it there, can it be opened, is it about the criterion, whose is it.

Without a folder these checks are skipped. A file belongs to a row because a cell names it or its own name begins with
the row's code. What nobody could look into (a picture without OCR, a kind that is not read) is never held against it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from kinerja_docs.checking.hits import Context, Hit, Kind, Skip
from kinerja_docs.checking.lke_tree import Judged, NoParams, hit, judged
from kinerja_docs.checking.params import Params, short
from kinerja_docs.evidence import Exhibit, Shelf, settings
from kinerja_docs.evidence.exhibit import CODE, hashes_of
from kinerja_docs.evidence.shelf import is_code_of
from kinerja_docs.model import Cell, Location, Record
from kinerja_docs.score_tree import Branch
from kinerja_docs.text import fold, regions
from kinerja_docs.text.evidence import Piece, pieces

_KEPT = "lke.opened"
_FLOWING = (".pdf", ".docx", ".doc", ".odt", ".rtf", ".txt", ".md", ".html")  # that a person signs
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
                yield _at(hit(node, "bukti", text=short(broken), variant="malformed"), cell.at)
    opened = opened_of(record, context)
    for node, cell, lost in opened.missing if opened is not None else ():
        near = opened.shelf.nearest(lost[0]) if opened is not None else None
        names = short("; ".join(piece.text for piece in lost))
        variant = "near" if near is not None else ""
        found = hit(node, "bukti", text=names, near=near.name if near is not None else "", variant=variant)
        yield _at(found, cell.at)


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
                    yield _at(hit(node, "bukti", text=short(piece.text)), cell.at)
                    break


def unopenable(params: NoParams, record: Record, context: Context) -> Iterator[Hit]:
    """A file that is damaged, empty, locked, or not what its name says."""
    for found in _each(record, context):
        if cannot_be_opened(found.exhibit):
            yield _judged(found)


def cannot_be_opened(exhibit: Exhibit) -> bool:
    """Whether nobody could open a file; that we cannot read its kind, or what is on a picture, is no fault of it."""
    if exhibit.failure is None:
        return False
    code, reason = exhibit.failure
    return code == "BRK002" or (code == "BRK001" and reason not in ("not_supported", "no_libreoffice", "not_allowed"))


class Irrelevant(Params):
    """``least``: a document with fewer different words is judged as hollow, not as irrelevant."""

    least: int


def irrelevant(params: Irrelevant, record: Record, context: Context) -> Iterator[Hit]:
    """Nothing of the criterion's subject, of the unit or of the year stands in a document."""
    year = _year(record)
    own = _own_region(record, context)
    for found in _each(record, context):
        one = found.exhibit
        if not one.seen or one.scanned or one.own < params.least:
            continue
        of_year = year is None or bool(one.years & {year, year - 1})
        of_unit = any(_same(own, (kind, name)) for kind, name in one.named) if own is not None else bool(one.named)
        if not of_year and not of_unit and not _subject(found.node, record) & one.hashes():
            yield _judged(found)


def _subject(node: Branch, record: Record) -> frozenset[int]:
    """Hashes of the words of a criterion and of the levels above it, and of the kinds of documents it asks for."""
    tree = judged(record)
    known = tree.known(node) if tree is not None else None
    framework = tree.sheet.framework if tree is not None else None
    texts: list[str] = []
    above: Branch | None = node
    while above is not None:
        texts.append(above.name)
        above = above.parent
    if known is not None and framework is not None:
        texts += [word for group in known.kinds for kind in group for word in framework.head.evidence[kind]]
    idle = settings().subject.idle_stems
    words = {word for text in texts for word in fold(text).split() if word.isalpha() and len(word) > 2}
    return hashes_of(words) - hashes_of(idle)


def of_other_unit(params: NoParams, record: Record, context: Context) -> Iterator[Hit]:
    """Letterhead or signature name another kabupaten, kota or province, and ours stands nowhere."""
    own = _own_region(record, context)
    if own is None and opened_of(record, context) is not None:
        raise Skip("no_office")
    for found in _each(record, context):
        other = _foreign(found.exhibit, own) if own is not None else ""
        if other:
            yield _judged(found, other=other)


def _foreign(exhibit: Exhibit, own: regions.Region) -> str:
    """The other region that a document belongs to, or an empty string. What the province above has issued, and what an
    office below has handed up, is no foreign document."""
    if any(_same(own, one) for one in exhibit.named):
        return ""
    provincial = own.kind == regions.PROVINSI
    for kind, name, province in exhibit.regions:
        ours = name == own.province if kind == regions.PROVINSI else provincial and province == own.name
        if ours:
            return ""
    return f"{exhibit.regions[0][0]} {exhibit.regions[0][1]}".strip() if exhibit.regions else ""


def _own_region(record: Record, context: Context) -> regions.Region | None:
    """The region of the office: of its settings, else of the unit that the sheet prints."""
    office = context.office
    if office is not None and office.wilayah:
        return regions.find(office.wilayah)
    unit = record.get("unit")
    for text in (unit.text if unit is not None else "", record.title):
        named = [one for one in regions.mentions(text) if one.kind]
        if named:
            return regions.find(f"{named[0].kind} {named[0].name}")
    return None


def _same(own: regions.Region | None, region: tuple[str, str]) -> bool:
    return own is not None and region[1] == own.name and region[0] in ("", own.kind)


def hollow(params: NoParams, record: Record, context: Context) -> Iterator[Hit]:
    """A document that says nothing of its own: blank, a bare title, phrases, an unfilled form."""
    for found in _each(record, context):
        one = found.exhibit
        if is_hollow(one):
            yield _judged(found)


def is_hollow(exhibit: Exhibit) -> bool:
    """Whether a document was read and says nothing."""
    return exhibit.seen and not exhibit.scanned and (exhibit.own < settings().hollow.least or exhibit.unfilled)


def nearly_twins(params: NoParams, record: Record, context: Context) -> Iterator[Hit]:
    """Two files nearly the same for two criteria, or for two units; at the later one."""
    opened = opened_of(record, context)
    if opened is None:
        return
    users: dict[str, list[Offered]] = {}
    for found in opened.offered:
        users.setdefault(found.exhibit.path, []).append(found)
    done: set[Location] = set()
    for earlier, later, _ in opened.shelf.twins():
        ours, theirs = users.get(later.path, []), users.get(earlier.path, [])
        if not ours and theirs:
            ours, theirs, earlier = theirs, ours, later
        if not ours or (not theirs and earlier in opened.shelf.exhibits):
            continue
        pairs = [(one, other) for one in ours for other in theirs if one.node is not other.node]
        if theirs and not pairs:
            continue
        last, related = ours[-1], [Location("file", file=earlier.path)]
        if pairs:
            pair = max(pairs, key=lambda both: max(both[0].node.row_number, both[1].node.row_number))
            first, last = sorted(pair, key=lambda one: one.node.row_number)
            related = [first.at]
        if last.at not in done:
            done.add(last.at)
            yield _at(
                hit(last.node, "bukti", tuple(related), text=short(last.exhibit.name), other=earlier.name), last.at
            )


def rush(params: NoParams, record: Record, context: Context) -> Iterator[Hit]:
    """Many files were made within a day of the office's deadline; one finding, at the first."""
    opened = opened_of(record, context)
    if opened is None:
        return
    if context.office is None or context.office.bukti_batas is None:
        raise Skip("no_office")
    deadline, day = context.office.bukti_batas, timedelta(days=1)
    late: dict[str, Offered] = {}
    for found in opened.offered:
        if found.exhibit.made is not None and abs(found.exhibit.made - deadline) <= day:
            late.setdefault(found.exhibit.path, found)
    if len(late) < settings().rush.least:
        return
    first, *others = late.values()
    related = tuple(dict.fromkeys(one.at for one in others if one.at != first.at))
    count, day_of = str(len(late)), deadline.isoformat()
    yield _at(hit(first.node, "bukti", related, text=short(first.exhibit.name), count=count, deadline=day_of), first.at)


def informal(params: NoParams, record: Record, context: Context) -> Iterator[Hit]:
    """A document of a kind that needs a date and a signer lacks one. What was read by OCR is not judged."""
    for found in _each(record, context):
        one = found.exhibit
        if not one.formal or not one.seen or one.scanned or not one.name.lower().endswith(_FLOWING):
            continue
        if not one.dated or not one.signed:
            yield _judged(found, variant="unsigned" if one.dated else "undated" if one.signed else "")


def _each(record: Record, context: Context) -> Iterator[Offered]:
    opened = opened_of(record, context)
    seen: set[tuple[Location, str]] = set()
    for found in opened.offered if opened is not None else ():
        if (found.at, found.exhibit.path) not in seen:
            seen.add((found.at, found.exhibit.path))
            yield found


def _judged(found: Offered, variant: str = "", **params: str) -> Hit:
    related = (Location("file", file=found.exhibit.path),)
    made = hit(found.node, "bukti", related, variant=variant, text=short(found.exhibit.name), **params)
    return _at(made, found.at)


def _at(made: Hit, place: Location) -> Hit:
    made.at = place
    return made


def _year(record: Record) -> int | None:
    year = record.get("tahun")
    return year.value if year is not None and isinstance(year.value, int) else None


def _once(run: Callable[[Any, Record, Context], Iterable[Hit]]) -> Callable[[Any, Record, Context], Iterator[Hit]]:
    """One hit for each place, however many files a cell names."""

    def first(params: Any, record: Record, context: Context) -> Iterator[Hit]:
        seen: set[Location] = set()
        for one in run(params, record, context):
            if one.at not in seen:
                seen.add(one.at)
                yield one

    return first


KINDS: dict[str, Kind] = {
    "lke_not_found": Kind(NoParams, _once(not_found)),
    "lke_misplaced": Kind(NoParams, _once(misplaced)),
    "lke_unopenable": Kind(NoParams, _once(unopenable)),
    "lke_irrelevant": Kind(Irrelevant, _once(irrelevant)),
    "lke_other_unit": Kind(NoParams, _once(of_other_unit)),
    "lke_hollow": Kind(NoParams, _once(hollow)),
    "lke_twins": Kind(NoParams, nearly_twins),
    "lke_rush": Kind(NoParams, rush),
    "lke_informal": Kind(NoParams, _once(informal)),
}

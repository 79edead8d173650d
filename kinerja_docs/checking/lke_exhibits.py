"""What LKE evidence says once it is opened: is it about the criterion, whose is it, is there anything in it, who signs.

Each sign names the file it rests on; a person decides. What was read by OCR is judged with care or not at all.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from kinerja_docs.checking.hits import Context, Hit, Kind, Skip
from kinerja_docs.checking.lke_files import Offered, at_place, each_offered, hit_of, once, opened_of
from kinerja_docs.checking.lke_tree import NoParams, hit, judged
from kinerja_docs.checking.params import Params, short
from kinerja_docs.evidence import Exhibit, settings
from kinerja_docs.evidence.exhibit import hashes_of
from kinerja_docs.model import Location, Record
from kinerja_docs.score_tree import Branch
from kinerja_docs.text import fold, regions

_FLOWING = (".pdf", ".docx", ".doc", ".odt", ".rtf", ".txt", ".md", ".html")  # that a person signs


class Irrelevant(Params):
    """``least``: a document with fewer different words is judged as hollow, not as irrelevant."""

    least: int


def irrelevant(params: Irrelevant, record: Record, context: Context) -> Iterator[Hit]:
    """Nothing of the criterion's subject, of the unit or of the year stands in a document."""
    year = _year(record)
    own = _own_region(record, context)
    for found in each_offered(record, context):
        one = found.exhibit
        if not one.seen or one.scanned or one.own < params.least:
            continue
        of_year = year is None or bool(one.years & {year, year - 1})
        of_unit = any(_same(own, (kind, name)) for kind, name in one.named) if own is not None else bool(one.named)
        if not of_year and not of_unit and not _subject(found.node, record) & one.hashes():
            yield hit_of(found)


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
    for found in each_offered(record, context):
        other = _foreign(found.exhibit, own) if own is not None else ""
        if other:
            yield hit_of(found, other=other)


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
    for found in each_offered(record, context):
        one = found.exhibit
        if is_hollow(one):
            yield hit_of(found)


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
            yield at_place(
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
    yield at_place(
        hit(first.node, "bukti", related, text=short(first.exhibit.name), count=count, deadline=day_of), first.at
    )


def informal(params: NoParams, record: Record, context: Context) -> Iterator[Hit]:
    """A document of a kind that needs a date and a signer lacks one. What was read by OCR is not judged."""
    for found in each_offered(record, context):
        one = found.exhibit
        if not one.formal or not one.seen or one.scanned or not one.name.lower().endswith(_FLOWING):
            continue
        if not one.dated or not one.signed:
            yield hit_of(found, variant="unsigned" if one.dated else "undated" if one.signed else "")


def _year(record: Record) -> int | None:
    year = record.get("tahun")
    return year.value if year is not None and isinstance(year.value, int) else None


KINDS: dict[str, Kind] = {
    "lke_irrelevant": Kind(Irrelevant, once(irrelevant)),
    "lke_other_unit": Kind(NoParams, once(of_other_unit)),
    "lke_hollow": Kind(NoParams, once(hollow)),
    "lke_twins": Kind(NoParams, nearly_twins),
    "lke_rush": Kind(NoParams, rush),
    "lke_informal": Kind(NoParams, once(informal)),
}

"""A lampiran that came as a file of its own is checked together with the document it belongs to.

The part's rows, fields and lines go into the main record under a mark; whatever is then found at a marked place is
handed back to the part's own file. Both files are read anew for this, so the marks never reach anyone else.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace

from kinerja_docs.facts import nip_of, person_of, unit_of, year_of
from kinerja_docs.model import Finding, Line, Location, Places, Record
from kinerja_docs.text import fold, name_key

MARK = "\x00"


def belongs_to(part: Record, mains: Iterable[Record]) -> Record | None:
    """The one submitted document of the same form, year and person (else unit) that a lone part belongs to."""
    found = [main for main in mains if main.form == part.form and not main.part and _same(part, main)]
    return found[0] if len(found) == 1 else None


class Mains:
    """The submitted documents that lone parts may belong to, numbered by their files. They are found by what they have
    in common with the part: a province hands in so many that nobody can look at all of them for each part."""

    def __init__(self) -> None:
        self._sharing: dict[tuple[object, ...], list[tuple[int, Record]]] = defaultdict(list)

    def add(self, number: int, record: Record, among: object) -> None:
        """A document of a file; ``among`` tells whom it may be joined with."""
        if not record.part:
            for key in _keys(record, lacking=True):
                self._sharing[among, record.form, *key].append((number, record))

    def main_of(self, part: Record, own: int, among: object) -> tuple[int, Record] | None:
        """File number and record of what :func:`belongs_to` gives; ``own`` is the number of the part's file."""
        near = {
            id(record): (number, record)
            for key in _keys(part, lacking=False)
            for number, record in self._sharing.get((among, part.form, *key), ())
            if number != own
        }
        main = belongs_to(part, (record for _, record in near.values()))
        return near[id(main)] if main is not None else None


def _keys(record: Record, *, lacking: bool) -> Iterator[tuple[object, ...]]:
    """What a record may share with another. Units count only where one of two lacks NIP or name: a part that has both
    asks for those that lack one, any other part for all."""
    nip, person, unit = nip_of(record), _person_key(record), _unit_key(record)
    if nip:
        yield "nip", nip
    if person:
        yield "person", person
    whole = bool(nip and person)
    if unit and lacking:
        yield "unit", unit
        if not whole:
            yield "unit of some", unit
    elif unit:
        yield "unit of some" if whole else "unit", unit


def _same(part: Record, main: Record) -> bool:
    years = year_of(part), year_of(main)
    if None not in years and years[0] != years[1]:
        return False
    for name in (nip_of, _person_key, _unit_key):
        one, other = name(part), name(main)
        if one and other:
            return one == other
    return False


def _person_key(record: Record) -> str:
    return name_key(person_of(record) or "")


def _unit_key(record: Record) -> str:
    return fold(unit_of(record) or "")


def join(main: Record, part: Record) -> None:
    """Put what the main record lacks into it, every place of the part marked."""
    _mark(part.lines)
    for name, value in part.fields.items():
        main.fields.setdefault(name, value)
    for name, place in part.places.items():
        if name not in main.places or (name in part.rows and not main.rows.get(name)):
            main.places[name] = _marked(place)
    for table, rows in part.rows.items():
        if main.rows.get(table):
            continue
        for row in rows:
            row.places = Places({name: _marked(place) for name, place in row.places.items()})
        main.rows[table] = rows
        main.columns[table] = part.columns.get(table, {})
    main.placeholders += part.placeholders
    main.lines = [*main.lines, *part.lines]


def _mark(lines: Iterable[Line]) -> None:
    """Marks the blocks, from which cells make their places."""
    for block in {id(line.block): line.block for line in lines}.values():
        if block.kind == "sheet":
            block.name = f"{MARK}{block.name}"
        else:
            block.part = f"{MARK}{block.part or ''}"


def _marked(place: Location) -> Location:
    if place.sheet is not None:
        return replace(place, sheet=f"{MARK}{place.sheet.lstrip(MARK)}")
    if place.kind == "file":
        return place
    return replace(place, part=f"{MARK}{(place.part or '').lstrip(MARK)}")


def hand_back(finding: Finding, path: str, document: int) -> Finding:
    """The finding as it is, or, at a marked place, as one of the part's own file."""
    ours = is_marked(finding.location)
    related = [_unmarked(place) for place in finding.related if is_marked(place) == ours]
    if not ours:
        return replace(finding, related=related)
    return replace(finding, file=path, document=document, location=_unmarked(finding.location), related=related)


def is_marked(place: Location) -> bool:
    """Whether the place lies in the part."""
    return (place.sheet or place.part or "").startswith(MARK)


def _unmarked(place: Location) -> Location:
    if place.sheet is not None:
        return replace(place, sheet=place.sheet.lstrip(MARK))
    return replace(place, part=(place.part or "").lstrip(MARK) or None)

"""What the other files of a submission need to know of a document: whose it is, for when, and what it names.

A :class:`Fact` is made where the file is checked and travels to the process that compares the documents of an office
and a year, long after the file itself is closed. What it names is packed meanwhile, since a province has a hundred
thousand of them, and unpacked for one set at a time. Every form names its person, unit and year in one of a few fields;
the first that is filled in counts.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from kinerja_docs.fact_rows import FactRow, Order, Print, pack, unpack
from kinerja_docs.model import FILE, FileRole, Location, Record, Row, Value
from kinerja_docs.text import fold, name_key, regions

PERSONS = ("pegawai", "pihak_pertama")
UNITS = ("unit", "divisi", "pegawai.unit_kerja", "instansi")
YEARS = ("tahun", "periode.mulai", "periode.selesai", "tanggal")
SEVERAL_YEARS = ("iku", "renstra")  # forms that cover more than one year
PLACED_BY = ("instansi", "unit", "pegawai.unit_kerja", "pihak_pertama.jabatan", "jabatan")
SUBJECT = ("divisi", "tim", "unit", "jabatan", "instansi")
PERIOD = ("periode.mulai", "periode.selesai", "periode.evaluasi", "tahun")
DATED = "tanggal"
HEADED = ("perjanjian_kinerja", "program_kerja")  # forms in which a row may be missing
LONGEST = 20  # years that a document may cover
_IDS = ("nama", "nip")
TOLD_BY = frozenset(
    (*UNITS, *YEARS, *PERIOD, *(f"{ttd}{person}.{part}" for ttd in ("", "ttd.") for person in PERSONS for part in _IDS))
)
"""The fields that tell whose a document is and for when: all that reports need of it."""


@dataclass(frozen=True, slots=True)
class Keys:
    """By what documents are sorted: whose it is (the person's NIP, else the name without titles, else unit and divisi,
    team or jabatan), for when, the years it covers, its date, and the region that it names most."""

    subject: str
    period: tuple[str, ...]
    years: tuple[int, ...]
    dated: str
    region: str


@dataclass(slots=True)
class Fact:
    """One document for its neighbours. ``sha256`` is of its whole file; ``at`` is its title, else the file; ``order``
    tells where its places stand in the file; ``headings`` are the column headers (``sasaran.indikator``) of forms in
    which a row may be missing. ``fields``, ``rows``, ``headings`` and ``order`` are empty while the fact is packed."""

    file: str
    document: int
    form: str | None
    role: FileRole = "submitted"
    office: Path | None = None
    sha256: str = ""
    part: bool = False
    title: str = ""
    at: Location = FILE
    person: str | None = None
    nip: str | None = None
    unit: str | None = None
    year: int | None = None
    fields: dict[str, Print] = field(default_factory=dict)
    rows: dict[str, list[FactRow]] = field(default_factory=dict)
    headings: dict[str, Location] = field(default_factory=dict)
    order: Mapping[Location, Order] = field(default_factory=dict)
    known_keys: Keys | None = None
    packed: bytes = b""

    @property
    def keys(self) -> Keys:
        """By what the document is sorted."""
        if self.known_keys is None:
            self.known_keys = _keys_of(self)
        return self.known_keys

    def pack(self) -> Fact:
        """The fact in as little room as it can take."""
        _ = self.keys
        self.packed = pack(self.fields, self.rows, self.headings, self.order)
        self._forget()
        return self

    @contextmanager
    def unpacked(self) -> Iterator[Fact]:
        """The whole fact, for as long as somebody looks at it."""
        if not self.packed or self.fields or self.rows:
            yield self
            return
        self.fields, self.rows, self.headings, self.order = unpack(self.packed)
        try:
            yield self
        finally:
            self._forget()

    def _forget(self) -> None:
        self.fields, self.rows, self.headings, self.order = {}, {}, {}, {}

    def text(self, name: str) -> str:
        """The print of a field, or nothing."""
        value = self.fields.get(name)
        return value.text if value is not None else ""

    def value(self, name: str) -> Any:
        """What a field means, or None."""
        found = self.fields.get(name)
        return found.value if found is not None else None

    def place(self, *names: str) -> Location:
        """The place of the first of these fields that is printed, else of the title."""
        return next((self.fields[name].at for name in names if name in self.fields), self.at)


def fact_of(record: Record, path: str, role: FileRole, office: Path | None, sha256: str) -> Fact:
    """The fact of a document as it was extracted."""
    prints = _Prints()
    return Fact(
        file=path,
        document=record.id,
        form=record.form,
        role=role,
        office=office,
        sha256=sha256,
        part=record.part,
        title=record.title,
        at=record.title_cell.at if record.title_cell is not None else FILE,
        person=person_of(record),
        nip=nip_of(record),
        unit=unit_of(record),
        year=year_of(record),
        fields={name: prints.of(value) for name, value in record.fields.items()},
        rows={
            table: [_row(number, row, prints) for number, row in enumerate(rows)] for table, rows in record.rows.items()
        },
        headings=_headings(record) if record.form in HEADED else {},
    )


def _headings(record: Record) -> dict[str, Location]:
    return {f"{table}.{name}": cell.at for table, cells in record.columns.items() for name, cell in cells.items()}


class _Prints:
    """Prints of values, one for each: a value that stands on many rows is made and packed once."""

    def __init__(self) -> None:
        self._made: dict[int, tuple[Value, Print]] = {}

    def of(self, value: Value) -> Print:
        """The print of a value."""
        known = self._made.get(id(value))
        if known is None:
            known = self._made[id(value)] = value, Print(value.text, value.value, value.unit, value.at)
        return known[1]


def _row(number: int, row: Row, prints: _Prints) -> FactRow:
    values = {name: prints.of(value) for name, value in row.values.items()}
    return FactRow(number, row.group, values, {name: row.places[name] for name in row.places if name not in values})


def _keys_of(fact: Fact) -> Keys:
    person = fact.nip or name_key(fact.person or "")
    return Keys(
        subject=person or "/".join(fold(fact.text(name)) for name in SUBJECT if name in fact.fields),
        period=tuple(str(fact.value(name) or fold(fact.text(name))) for name in PERIOD),
        years=tuple(_years(fact)),
        dated=str(fact.value(DATED) or ""),
        region=_region(fact),
    )


def _years(fact: Fact) -> range:
    """The years that a document covers; none where it names none."""
    if fact.form in SEVERAL_YEARS:
        first, last = fact.value("periode.mulai"), fact.value("periode.selesai")
        if isinstance(first, int) and isinstance(last, int) and first <= last < first + LONGEST:
            return range(first, last + 1)
        printed = (row.values["tahun"].value for row in fact.rows.get("indikator", ()) if "tahun" in row.values)
        years = [year for year in printed if isinstance(year, int)]
        if years:
            return range(min(years), max(years) + 1)
    return range(fact.year, fact.year + 1) if fact.year is not None else range(0)


def _region(fact: Fact) -> str:
    """The region that a document names most in the fields that say where it is from."""
    texts = [fact.text(name) for name in PLACED_BY]
    count = Counter(f"{found.kind} {found.name}" for text in texts if text for found in regions.mentions(text))
    return count.most_common(1)[0][0] if count else ""


def person_of(record: Record) -> str | None:
    """The name of the person whose document it is, as printed in the header, else under the signature."""
    names = [f"{person}.nama" for person in PERSONS]
    return _first(record, [*names, *(f"ttd.{name}" for name in names)])


def nip_of(record: Record) -> str | None:
    """The 18 digits of that person's NIP, where a good one is printed."""
    for person in PERSONS:
        for name in (f"{person}.nip", f"ttd.{person}.nip"):
            value = record.get(name)
            if value is not None and isinstance(value.value, str):
                return value.value
    return None


def unit_of(record: Record) -> str | None:
    """The unit as printed."""
    return _first(record, UNITS)


def year_of(record: Record) -> int | None:
    """The year of the document: ``tahun``, else the year in which its period begins, else of its signature."""
    for name in YEARS:
        value = record.get(name)
        if value is None:
            continue
        if isinstance(value.value, int):
            return value.value
        if isinstance(value.value, date):
            return value.value.year
        if isinstance(value.value, str) and value.value[:4].isdigit():
            return int(value.value[:4])
    return None


def _first(record: Record, names: Iterable[str]) -> str | None:
    for name in names:
        value = record.get(name)
        if value is not None and value.text:
            return value.text
    return None

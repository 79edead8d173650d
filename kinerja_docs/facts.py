"""Whose document it is: person, unit and year of a record, by the contract's field names.

Every form names its person, unit and year in one of a few fields; the first that is filled in counts.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from kinerja_docs.model import Record

PERSONS = ("pegawai", "pihak_pertama")
UNITS = ("unit", "divisi", "pegawai.unit_kerja", "instansi")
YEARS = ("tahun", "periode.mulai", "periode.selesai", "tanggal")


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

"""What a document is about, for the fingerprint of a finding: person or unit, and period."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from kinerja_docs.checking.params import day_of
from kinerja_docs.model import Record
from kinerja_docs.text import fold, name_key

if TYPE_CHECKING:
    from kinerja_docs.checking.hits import Hit

_PERSONS = ("pegawai", "pihak_pertama")
_UNITS = ("unit", "divisi", "instansi", "tim", "jabatan")
_LENGTH = 16


@dataclass(frozen=True, slots=True)
class Identity:
    """The parts of a fingerprint that all findings of a document share."""

    form: str
    owner: str
    period: str


def identify(record: Record | None) -> Identity:
    """Form, person (NIP, else name without titles) or unit, and period of a document; blanks for a bare file."""
    if record is None:
        return Identity("", "", "")
    return Identity(record.form or "", _owner(record), _period(record))


def _owner(record: Record) -> str:
    for person in _PERSONS:
        nip = record.fields.get(f"{person}.nip")
        if nip is not None and nip.value:
            return str(nip.value)
        name = record.fields.get(f"{person}.nama")
        if name is not None:
            return name_key(name.text)
    return "/".join(fold(record.fields[name].text) for name in _UNITS if name in record.fields)


def _period(record: Record) -> str:
    parts = [record.fields.get(name) for name in ("periode.mulai", "periode.selesai", "periode.evaluasi", "tahun")]
    return "/".join(str(value.value if value.value is not None else fold(value.text)) for value in parts if value)


def fingerprint(code: str, about: Identity, hit: Hit, nth: int) -> str:
    """First 16 hex digits of the SHA-256 over what a finding is about; no path, place or wording is in it."""
    parts = (code, about.form, about.owner, about.period, hit.table, hit.column, fold(hit.key), str(nth))
    return hashlib.sha256("\x1f".join(parts).encode("utf-8")).hexdigest()[:_LENGTH]


def day_of_record(record: Record, today: date) -> date:
    """The day that decides which edition of the rules holds: the document's own, else today."""
    return own_day(record) or today


def own_day(record: Record) -> date | None:
    """The day of a document for the choice of rules: the period's end, else the year's, else the signature's."""
    days = [day for day in (day_of(record, "periode.mulai"), day_of(record, "periode.selesai")) if day is not None]
    if days:
        return max(days)
    years = [record.fields[name].value for name in ("periode.selesai", "tahun") if name in record.fields]
    for year in years:
        if isinstance(year, int) and 1 <= year <= 9999:
            return date(year, 12, 31)
    return day_of(record, "tanggal")

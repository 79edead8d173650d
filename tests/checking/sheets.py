"""Made records for the tests of this room: written as the examples of a checklist are, checked by the shipped items."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from typing import Any

from kinerja_docs.checking.examples import Made, make
from kinerja_docs.checking.registry import ALL_KINDS
from kinerja_docs.checking.run import Checker
from kinerja_docs.definitions.checklist import Checklist, Example, load_checklists
from kinerja_docs.extracting.values import make_value
from kinerja_docs.model import Finding, Location, Skipped

Texts = dict[str, str | None]

KUANTITATIF: Texts = {"pendekatan": "kuantitatif", "jenis_jabatan": "ja_jf", "generasi": "2022"}
ASPECTS = ("Kuantitas", "Kualitas", "Waktu")
VALUES = ("Berorientasi Pelayanan", "Akuntabel", "Kompeten", "Harmonis", "Loyal", "Adaptif", "Kolaboratif")


@cache
def checklists() -> tuple[Checklist, ...]:
    """The shipped checklists."""
    return tuple(load_checklists(None, ALL_KINDS))


def only(*codes: str) -> list[Checklist]:
    """The shipped checklists with these items and no others."""
    return [replace(entry, items=tuple(item for item in entry.items if item.code in codes)) for entry in checklists()]


def document(
    form: str | None = "skp", fields: Texts | None = None, rows: dict[str, list[Texts]] | None = None, **more: Any
) -> Made:
    """A made document; ``more`` are the other keys of an example."""
    given = {"lines": (), "traits": {}, "failure": (), "office": {}, "today": None, **more}
    return make(Example(form=form, fields=fields or {}, rows=rows or {}, **given), make_value)


def check(made: Made, codes: Sequence[str] = (), language: str = "id") -> tuple[list[Finding], list[Skipped]]:
    """Findings and skipped checks of a made document, by all items or by some."""
    checker = Checker(only(*codes) if codes else checklists(), language)
    return checker.check("kiriman/skp.docx", made.document, made.records, made.context)


def found(made: Made, *codes: str) -> list[tuple[str, str]]:
    """(code, place) of the findings that the named items give; places by the names of :class:`Made`."""
    names: dict[Location, str] = {}
    for name in sorted(made.places, key=len):
        names.setdefault(made.places[name], name)
    return [(one.code, names.get(one.location, one.location.kind)) for one in check(made, codes)[0]]


def rhk(text: str, nomor: str = "1", **more: str | None) -> list[Texts]:
    """The three rows of one RHK, with targets that nothing is wrong with."""
    targets = {"Kuantitas": "4 kajian", "Kualitas": "90 %", "Waktu": "2 bulan"}
    return [
        {
            "bagian": "utama",
            "nomor": nomor,
            "rhk_pimpinan": "Meningkatnya kepastian hukum",
            "rhk": text,
            "aspek": aspect,
            "indikator": f"Ukuran {aspect.lower()} {nomor}",
            "target": targets[aspect],
            **more,
        }
        for aspect in ASPECTS
    ]

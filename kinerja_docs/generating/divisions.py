"""The divisions of an office by its composition (three or five members, Bawaslu or KPU), as lines of a roster.

They and a first text of Bab I are data (``checklists/data/divisi.yaml``), an office's own file over the shipped one.
Each paragraph carries its source until the office has confirmed it.
"""

from __future__ import annotations

from pydantic import Field

from kinerja_docs import words
from kinerja_docs.definitions.source import Model, load
from kinerja_docs.errors import UsageError
from kinerja_docs.generating.taken import Taken
from kinerja_docs.office import SETTINGS, Office
from kinerja_docs.resources import definition_files

FOLDER, FILE = "checklists/data", "divisi.yaml"


class Division(Model):
    """One division: its name, the paragraphs of Bab I, and where they come from; confirmed ones have no source."""

    nama: str
    bab_1: list[str] = Field(default_factory=list)
    sumber: str = ""


class Composition(Model):
    """The divisions of offices of a kind with so many members."""

    jenis: str
    anggota: int
    divisi: list[Division]


class Divisions(Model):
    """The file. ``sebutan``: what the head of a division is called, by the kind of office."""

    version: str
    sebutan: dict[str, str]
    susunan: list[Composition]


def divisions(office: Office | None) -> Divisions:
    """The office's own file, else the shipped one. :class:`kinerja_docs.errors.DefinitionError` where it is broken."""
    files = definition_files(FOLDER, office.folder if office is not None else None, FILE)
    return load(files[-1].path, Divisions)


def head_of_division(office: Office) -> str:
    """``Koordinator Divisi`` or ``Ketua Divisi``; empty where the kind of office is not set."""
    return divisions(office).sebutan.get(office.jenis or "", "")


def division_lines(office: Office) -> list[Taken]:
    """A line for each division, with the texts of its Bab I; :class:`UsageError` for what must be set first."""
    path = (office.folder / SETTINGS).as_posix()
    for key in ("jenis", "jumlah_anggota"):
        if getattr(office, key) is None:
            remedy = words.get("error.composition_unset_remedy", key=f"kantor.{key}")
            raise UsageError(words.get("error.composition_unset", path=path, key=f"kantor.{key}"), remedy)
    known = divisions(office).susunan
    chosen = next((one for one in known if (one.jenis, one.anggota) == (office.jenis, office.jumlah_anggota)), None)
    if chosen is None:
        message = words.get("error.composition_unknown", kind=office.jenis, count=office.jumlah_anggota)
        listed = ", ".join(f"{one.jenis} {one.anggota}" for one in known)
        raise UsageError(message, words.get("error.composition_unknown_remedy", known=listed, path=f"{FOLDER}/{FILE}"))
    return [_line(one, office) for one in chosen.divisi]


def _line(one: Division, office: Office) -> Taken:
    own = {"divisi": one.nama, "instansi": office.nama or "", "wilayah": office.wilayah or office.nama or ""}
    rows = []
    for text in one.bab_1:
        for name, value in own.items():
            text = text.replace(f"{{{name}}}", value)
        rows.append({"isi": " ".join(text.split()), "sumber": one.sumber})
    fields = {"divisi": one.nama, "instansi": office.nama or "", "tahun": str(office.tahun or "")}
    return Taken({name: text for name, text in fields.items() if text}, {"bab_1": rows})

"""A practice office: the made-up samples put together as the folder of one office, mistakes and all."""

from __future__ import annotations

import io
import shutil
import zipfile
from collections.abc import Mapping
from pathlib import Path

from kinerja_docs import office_settings, resources
from kinerja_docs.definitions import source
from kinerja_docs.definitions.source import Model
from kinerja_docs.outputs import write_whole

DATA = "latihan.yaml"
TEXTS = (".xml", ".rels")  # parts of a package whose words may be changed


class Practice(Model):
    """``checklists/data/latihan.yaml``: targets in the office → samples, words to change, and the roster."""

    berkas: dict[str, str]
    ganti: dict[str, str]
    daftar: str
    kepala: tuple[str, ...]
    pegawai: tuple[tuple[str, ...], ...]


def write(folder: Path) -> list[Path]:
    """Write a practice office into ``folder``, which holds none of its files yet, and give the files. OSError where
    that is not possible."""
    known = source.load(resources.data_path(DATA), Practice)
    samples = resources.samples_path()
    for target, name in known.berkas.items():
        place, sample = folder / target, samples / name
        if sample.is_dir():
            shutil.copytree(sample, place, dirs_exist_ok=True)
        else:
            place.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(sample, place)
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    for path in files:
        if zipfile.is_zipfile(path):
            path.write_bytes(_worded(path.read_bytes(), known.ganti))
    roster = folder / known.daftar
    write_whole(roster, _roster(known))
    office_settings.write(folder, {"kantor.roster": known.daftar})
    return sorted([*files, roster])


def _worded(package: bytes, changes: Mapping[str, str]) -> bytes:
    """A Word file or workbook with words changed; the very bytes where none of them is in it."""
    found = io.BytesIO()
    touched = False
    with zipfile.ZipFile(io.BytesIO(package)) as old, zipfile.ZipFile(found, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.infolist():
            content = old.read(part)
            for word, other in changes.items() if part.filename.endswith(TEXTS) else ():
                touched = touched or word.encode() in content
                content = content.replace(word.encode(), other.encode())
            new.writestr(part, content)
    return found.getvalue() if touched else package


def _roster(known: Practice) -> bytes:
    import xlsxwriter

    made = io.BytesIO()
    with xlsxwriter.Workbook(made, {"in_memory": True}) as book:
        sheet = book.add_worksheet(Path(known.daftar).stem.capitalize())
        bold = book.add_format({"bold": True, "bottom": 1})
        sheet.set_column(0, len(known.kepala) - 1, 36)
        sheet.freeze_panes(1, 0)
        for column, head in enumerate(known.kepala):
            sheet.write_string(0, column, head, bold)
        for row, person in enumerate(known.pegawai, start=1):
            for column, text in enumerate(person):
                sheet.write_string(row, column, text)
    return made.getvalue()

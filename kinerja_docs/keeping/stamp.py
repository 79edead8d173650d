"""What a finding of one file rests on beside the file: the program, its libraries, the definitions, the office's
settings. An entry is found again only while all of it is the same."""

from __future__ import annotations

import hashlib
import os
import platform
from collections.abc import Iterable, Iterator
from functools import cache
from importlib import metadata
from pathlib import Path

from kinerja_docs import __version__, office, programs, resources
from kinerja_docs.desk import Desk
from kinerja_docs.reading import SWITCH

LIBRARIES = (
    "lxml", "python-calamine", "pdfplumber", "pdfminer.six", "pypdfium2", "pillow", "python-docx", "openpyxl",
    "holidays", "babel",
)  # fmt: skip
"""Those that reading and checking one file rest on."""


def stamp_of(desk: Desk, folder: Path) -> str:
    """One word for all of it; another one where anything of it is another."""
    settings = desk.kit(folder).office
    own = [folder / office.SETTINGS, *resources.own_definitions(folder)]
    if settings is not None and settings.libur_berkas is not None:
        own.append(settings.libur_berkas)
    state = hashlib.sha256()
    said = settings.said_forms(desk.today) if settings is not None else ()
    for text in (_program(), desk.lang, repr(desk.limits), str(desk.compares), *said, *_contents(own, folder)):
        state.update(f"{text}\n".encode("utf-8", "surrogatepass"))
    return state.hexdigest()


def _contents(paths: Iterable[Path], folder: Path) -> Iterator[str]:
    for path in paths:
        try:
            content = path.read_bytes()
        except OSError:  # whoever needs the file says what is wrong
            content = b""
        name = path.relative_to(folder) if path.is_relative_to(folder) else path
        yield f"{name.as_posix()} {hashlib.sha256(content).hexdigest()}"


@cache
def _program() -> str:
    """The program as it is installed: its files and the shipped definitions by size and time, the libraries and other
    programs by version."""
    told = [__version__, platform.python_version(), os.environ.get(SWITCH, "")]
    places = (resources.PACKAGE, resources.extractors_path(), resources.checklists_path())
    for place in places:
        told += sorted(_states(place, place))
    for name in LIBRARIES:
        try:
            told.append(f"{name} {metadata.version(name)}")
        except metadata.PackageNotFoundError:
            told.append(name)
    for name in programs.PROGRAMS:
        found = programs.find(name)
        told.append(f"{name} {found} {_state(os.stat(found)) if found is not None else ''}")
    return hashlib.sha256("\n".join(told).encode("utf-8", "surrogatepass")).hexdigest()


def _states(place: Path, root: Path) -> Iterator[str]:
    with os.scandir(place) as entries:
        for entry in entries:
            if entry.is_dir():
                if entry.name != "__pycache__":
                    yield from _states(Path(entry.path), root)
            else:
                yield f"{Path(entry.path).relative_to(root).as_posix()} {_state(entry.stat())}"


def _state(found: os.stat_result) -> str:
    return f"{found.st_size} {found.st_mtime_ns}"

"""Where definitions live: shipped ones beside the package or inside the wheel, and an office's own over them.

In a checkout the folders ``extractors/ checklists/ templates/`` stand beside the package and are read in place; an
installed wheel carries the same folders under ``kinerja_docs/_data/``. Nothing here reads a definition.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

SHIPPED = "shipped"
PACKAGE = Path(__file__).resolve().parent
FOLDERS = ("extractors", "checklists", "templates")


@dataclass(frozen=True, slots=True)
class DefinitionDir:
    """One folder that holds ``extractors/``, ``checklists/`` or ``templates/``, and where it came from."""

    path: Path
    origin: str


@dataclass(frozen=True, slots=True)
class DefinitionFile:
    """One definition file and where it came from: ``origin`` is ``shipped`` or the path of the office's file."""

    path: Path
    origin: str


@cache
def shipped_root() -> Path:
    """The folder with the shipped ``extractors/ checklists/ templates/``: inside the wheel, else the checkout."""
    installed = PACKAGE / "_data"
    return installed if installed.is_dir() else PACKAGE.parent


def extractors_path() -> Path:
    """The shipped form layouts."""
    return shipped_root() / "extractors"


def checklists_path() -> Path:
    """The shipped checklists."""
    return shipped_root() / "checklists"


def templates_path() -> Path:
    """The shipped Word templates."""
    return shipped_root() / "templates"


def samples_path() -> Path:
    """The made-up documents that show each situation."""
    return shipped_root() / "samples"


def data_path(name: str) -> Path:
    """A shipped table of reference data (``wilayah.csv``), in ``checklists/data/``."""
    return checklists_path() / "data" / name


def words_path() -> Path:
    """The folder of the word files of engine and renderers."""
    return PACKAGE / "words"


def schemas_path() -> Path:
    """The folder of the JSON Schemas of all outputs."""
    return PACKAGE / "schemas"


def definition_dirs(office: Path | None = None) -> list[DefinitionDir]:
    """The shipped root first, then the office's folder: what comes later goes over what came before."""
    dirs = [DefinitionDir(shipped_root(), SHIPPED)]
    if office is not None:
        dirs.append(DefinitionDir(office, office.as_posix()))
    return dirs


def own_definitions(office: Path) -> list[Path]:
    """The files with which an office's folder changes what its documents are read and checked by, in order."""
    return sorted(
        path for name in ("extractors", "checklists") for path in (office / name).rglob("*") if path.is_file()
    )


def definition_files(folder: str, office: Path | None = None, pattern: str = "*.yaml") -> list[DefinitionFile]:
    """The definition files directly in ``folder`` (one of :data:`FOLDERS`), shipped ones first, each part by name."""
    found: list[DefinitionFile] = []
    for place in definition_dirs(office):
        for path in sorted((place.path / folder).glob(pattern)):
            if path.is_file():
                origin = SHIPPED if place.origin == SHIPPED else path.as_posix()
                found.append(DefinitionFile(path, origin))
    return found

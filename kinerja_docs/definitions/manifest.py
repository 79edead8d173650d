"""Manifests of Word templates (``templates/docx/NAME.yaml``): which values a template takes, and of which kind."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from pydantic import Field

from kinerja_docs import words
from kinerja_docs.definitions.checklist import TextModel
from kinerja_docs.definitions.source import Model, load, read
from kinerja_docs.errors import UsageError
from kinerja_docs.resources import definition_files
from kinerja_docs.spelling import remedy_for

Kind = Literal["text", "name", "nip", "golongan", "date", "year", "integer", "money", "quantity", "letter_number"]
FOLDER = "templates/docx"


class FieldModel(Model):
    """One value: its label for people, its kind, whether it must be there, an example; ``office``: the key of the
    office's data that fills it where the row leaves it blank; ``note`` helps whoever fills it in."""

    label: TextModel
    kind: Kind = "text"
    required: bool = False
    unique: bool = False  # of a number: no two documents may have the same
    with_: str = Field(alias="with", default="")  # required only where this other value is there
    office: str = ""
    example: str = ""
    note: TextModel | None = None
    choices: list[str] = Field(default_factory=list)  # the only values it may have, as they are printed


class TableModel(Model):
    """Rows of a document, in a sheet of their own; ``total``: a name for the sum of a column of money."""

    label: TextModel
    columns: dict[str, FieldModel]
    required: bool = False
    total: dict[str, str] = Field(default_factory=dict)
    examples: list[dict[str, str]] = Field(default_factory=list)


class TakenTable(Model):
    """Rows taken from a read document: ``of`` which table, where columns have these values; each column from one or
    more read columns (blank between). ``once``: shared by a group, printed on its first row. ``year``: its column."""

    of: str
    columns: dict[str, str]
    where: dict[str, str] = Field(default_factory=dict)
    once: list[str] = Field(default_factory=list)
    year: str = ""


class SourceModel(Model):
    """What is taken from a read document of a form: fields by their names there, and tables."""

    fields: dict[str, str] = Field(default_factory=dict)
    tables: dict[str, TakenTable] = Field(default_factory=dict)


class PeopleModel(Model):
    """What is taken from a roster of people, by its columns (``nama nip jabatan unit penilai penilai_nip
    penilai_jabatan penilai_unit``): ``fields`` for a document each, or ``tables`` with a row each, in one document.
    ``commissioners``: whether they, who have no SKP, are among them."""

    fields: dict[str, str] = Field(default_factory=dict)
    tables: dict[str, dict[str, str]] = Field(default_factory=dict)
    commissioners: bool = True


class ManifestModel(Model):
    """A manifest as written. ``form``: what a filled document must be recognised as; ``file``: its name, of fields."""

    id: str
    version: str
    title: TextModel
    form: str | None = None
    basis: str = ""
    file: str
    fields: dict[str, FieldModel]
    tables: dict[str, TableModel] = Field(default_factory=dict)
    sources: dict[str, SourceModel] = Field(default_factory=dict)  # by form
    people: PeopleModel | None = None
    divisions: bool = False  # whether an office may take a line for each of its divisions


@dataclass(frozen=True, slots=True)
class Manifest:
    """A template with its manifest, and where they come from."""

    model: ManifestModel
    template: Path
    sha256: str
    origin: str

    @property
    def id(self) -> str:
        """By which ``generate`` calls it."""
        return self.model.id


def manifests(office: Path | None = None) -> dict[str, Manifest]:
    """All templates that have a manifest; the office's own come over shipped ones of the same id."""
    found: dict[str, Manifest] = {}
    for entry in definition_files(FOLDER, office):
        model = load(entry.path, ManifestModel)
        template = entry.path.with_suffix(".docx")
        found[model.id] = Manifest(model, template, read(entry.path).sha256, entry.origin)
    return found


def manifest(name: str, office: Path | None = None) -> Manifest:
    """One template by its id; :class:`UsageError` with the nearest id where there is none, or its file is missing."""
    known = manifests(office)
    if name not in known:
        raise UsageError(words.get("error.unknown_template", name=name), remedy_for(name, known))
    if not known[name].template.is_file():
        raise UsageError(words.get("error.template_missing", path=known[name].template.as_posix()))
    return known[name]

"""The definitions of public information requests (``ppid.yaml``)."""

from __future__ import annotations

from functools import cache
from typing import Literal

from kinerja_docs import resources
from kinerja_docs.definitions.source import Model, load

FILE = "ppid.yaml"
ColumnKind = Literal[
    "text", "number", "date", "yes_no", "pauses", "status", "ground", "request", "objection", "objection_status"
]


class Title(Model):
    """A text in both languages."""

    id: str
    en: str


class Term(Model):
    """Working days, and where they come from."""

    days: int
    source: str


class Regime(Model):
    """The terms of one kind of request."""

    title: Title
    answer: Term
    extension: Term


class ObjectionTerms(Model):
    """The terms around an objection."""

    file: Term
    answer: Term
    answer_election: Term
    dispute: Term


class Ground(Model):
    """A ground for refusal, and what would follow from opening what is asked for."""

    title: str
    consequence: str


class Column(Model):
    """One column of the register."""

    title: str
    kind: ColumnKind = "text"
    required: bool = False
    width: float = 14


class SheetModel(Model):
    """One sheet of the register."""

    title: str
    columns: dict[str, Column]


class LetterModel(Model):
    """A letter: its template, the sheet its line stands in; ``superior``: only the atasan PPID signs it."""

    template: str
    sheet: Literal["permohonan", "keberatan"]
    ground: bool = False
    superior: bool = False


class Posts(Model):
    """What a signer is called where the office tells no post."""

    ppid: str
    superior: str


class Settings(Model):
    """All of ``ppid.yaml``."""

    version: str
    regimes: dict[str, Regime]
    objection: ObjectionTerms
    statuses: tuple[str, ...]
    refused: frozenset[str]
    closed: frozenset[str]
    withdrawn: frozenset[str]
    objection_statuses: tuple[str, ...]
    objection_closed: frozenset[str]
    yes: tuple[str, ...]
    no: tuple[str, ...]
    letter_word: str
    ground_law: str
    posts: Posts
    grounds: dict[str, Ground]
    objections: dict[str, str]
    sheets: dict[str, SheetModel]
    letters: dict[str, LetterModel]


@cache
def settings() -> Settings:
    """The shipped settings, read on first use; a broken file is a ``DefinitionError`` with its line."""
    return load(resources.data_path(FILE), Settings)

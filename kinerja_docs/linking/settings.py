"""The definitions of linking: ``penautan.yaml`` (words, codes, weights, thresholds) and ``bidang_kerja.yaml``."""

from __future__ import annotations

from functools import cache

from kinerja_docs import resources
from kinerja_docs.definitions.source import Model, load

FILE = "penautan.yaml"
FIELDS_FILE = "bidang_kerja.yaml"


class Words(Model):
    """Classes of words by what they weigh, and corrections to the stemmer (root → word forms)."""

    ignored: tuple[str, ...]
    faint: tuple[str, ...]
    weak: tuple[str, ...]
    roots: dict[str, tuple[str, ...]]
    phrases_apart: dict[str, str]
    places: tuple[str, ...]
    weigh: dict[str, float]


class Codes(Model):
    """How a text cites an indicator by its code; ``generic`` prefixes stand for one another."""

    prefixes: tuple[str, ...]
    generic: tuple[str, ...]
    numbering: tuple[str, ...]
    aside: tuple[str, ...]


class Steps(Model):
    """How much each kind of lexicon entry says (0-1), and how much an office may be taught."""

    same: float
    first: float
    other: float
    part: float
    whole: float
    second_step: float
    least: float
    learned: float
    learned_rows: int
    learned_words: int
    learned_not: str


class FieldSteps(Model):
    """What a phrase of a field of work counts, and when two fields agree."""

    core: float
    hint: float
    known: float
    apart: float


class Contrast(Model):
    """Two kinds of work on the same thing that share words."""

    id: str
    name: dict[str, str]
    one: tuple[str, ...]
    other: tuple[str, ...]
    unless: tuple[str, ...]


class Weights(Model):
    """Of the logistic sum of the evidence (all evidence is 0-1)."""

    bias: float
    field: float
    lexicon: float
    words: float
    cover: float
    grams: float
    apart: float
    contrast: float
    routine: float


class Thresholds(Model):
    """Scores (0-1) from which a link is declared or a person is asked."""

    linked: float
    unsure: float
    candidates: int


class Settings(Model):
    """All of ``penautan.yaml``."""

    words: Words
    codes: Codes
    gram_size: int
    lexicon: Steps
    fields: FieldSteps
    contrasts: tuple[Contrast, ...]
    routine_field: str
    weights: Weights
    thresholds: Thresholds


class Field(Model):
    """One field of work: the phrases that name it, those that hint at it, and how close (0-1) other fields are."""

    nama: dict[str, str]
    inti: tuple[str, ...]
    tanda: tuple[str, ...]
    dekat: dict[str, float]


class Fields(Model):
    """All of ``bidang_kerja.yaml``."""

    bidang: dict[str, Field]


@cache
def settings() -> Settings:
    """The shipped settings, read on first use; a broken file is a ``DefinitionError`` with its line."""
    return load(resources.data_path(FILE), Settings)


@cache
def fields() -> Fields:
    """The shipped fields of work, read on first use."""
    return load(resources.data_path(FIELDS_FILE), Fields)

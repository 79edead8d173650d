"""The definitions of evidence: ``bukti.yaml`` (how files are matched with names, and how they are judged)."""

from __future__ import annotations

import re
from functools import cache, cached_property

from kinerja_docs import resources
from kinerja_docs.definitions.source import Model, load
from kinerja_docs.linking.texts import stem
from kinerja_docs.text import fold
from kinerja_docs.text.language import words_pattern

FILE = "bukti.yaml"


class Matching(Model):
    """When a name in a cell and the name of a file mean the same."""

    alike: float
    alike_with_code: float
    least_words: int
    idle: frozenset[str]


class Subject(Model):
    """Words of criteria that say nothing of their subject."""

    idle: tuple[str, ...]

    @cached_property
    def idle_stems(self) -> frozenset[str]:
        """Their stems."""
        return frozenset(stem(word) for word in self.idle)


class Hollow(Model):
    """When a document says nothing of its own."""

    least: int
    placeholders: float
    phrases: tuple[str, ...]
    office: frozenset[str]

    @cached_property
    def phrase(self) -> re.Pattern[str]:
        """Finds a phrase in folded text."""
        return re.compile(rf"(?<!\w)(?:{words_pattern(fold(one) for one in self.phrases)})(?!\w)")


class Twins(Model):
    """When two documents are nearly one."""

    jaccard: float
    least: int


class Rush(Model):
    """How many files made at the deadline are a rush."""

    least: int


class Formal(Model):
    """Kinds that need a date and a signer, and how a signer shows."""

    kinds: dict[str, tuple[str, ...]]
    title_lines: int
    signers: tuple[str, ...]
    electronic: tuple[str, ...]
    reach: int

    @cached_property
    def kind(self) -> re.Pattern[str]:
        """Finds a kind's name in folded text."""
        return re.compile(rf"(?<!\w)(?:{words_pattern(word for words in self.kinds.values() for word in words)})(?!\w)")

    @cached_property
    def signer(self) -> re.Pattern[str]:
        """Matches the beginning of a folded line that names who signs."""
        return re.compile(rf"(?:{words_pattern(self.signers)})(?!\w)")


class Plans(Model):
    """When a file is evidence of a planned activity, and how a schedule names parts of a year."""

    covered: float
    quarter: tuple[str, ...]
    semester: tuple[str, ...]
    joining: tuple[str, ...]
    whole_year: tuple[str, ...]
    numerals: dict[str, int]


class Settings(Model):
    """All of ``bukti.yaml``."""

    matching: Matching
    subject: Subject
    hollow: Hollow
    twins: Twins
    rush: Rush
    formal: Formal
    plans: Plans


@cache
def settings() -> Settings:
    """The shipped settings, read on first use; a broken file is a ``DefinitionError`` with its line."""
    return load(resources.data_path(FILE), Settings)

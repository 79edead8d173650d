"""The definitions of the gap: ``kesenjangan.yaml`` (what the codes of findings mean for points and in the report)."""

from __future__ import annotations

from functools import cache

from kinerja_docs import resources
from kinerja_docs.definitions.source import Model, load

FILE = "kesenjangan.yaml"


class Settings(Model):
    """Codes, or beginnings of codes. ``unsupported``: an answer with such a finding counts as its lowest; ``evidence``
    and ``score``: what is counted under these words at the head of an area, anything else being a remark."""

    unsupported: tuple[str, ...]
    evidence: tuple[str, ...]
    score: tuple[str, ...]


@cache
def settings() -> Settings:
    """The shipped settings, read on first use; a broken file is a ``DefinitionError`` with its line."""
    return load(resources.data_path(FILE), Settings)

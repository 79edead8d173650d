"""The words of ``checklists/data/bahasa.yaml``, read once and turned into look-ups and pattern pieces."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any

import yaml

from kinerja_docs import resources
from kinerja_docs.errors import DefinitionError

FILE = "bahasa.yaml"


def words_pattern(words: Iterable[str]) -> str:
    """Alternatives for a regular expression, longest first; a blank in a word matches any run of blanks."""
    ordered = sorted({word.casefold() for word in words}, key=lambda word: (-len(word), word))
    return "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in ordered)


@dataclass(frozen=True, slots=True)
class Language:
    """Raw lists (``raw``), the number of each month and weekday word, and the names that are printed."""

    raw: dict[str, Any]
    months: dict[str, int]
    month_names: dict[int, str]
    weekdays: dict[str, int]
    weekday_names: dict[int, str]

    def words(self, name: str) -> list[str]:
        """One of the plain lists of the file."""
        return list(self.raw[name])


def _numbered(table: dict[str, list[str]]) -> tuple[dict[str, int], dict[int, str]]:
    by_word = {word.casefold(): int(number) for number, words in table.items() for word in words}
    return by_word, {int(number): words[0] for number, words in table.items()}


@cache
def language() -> Language:
    """The language file, read on first use."""
    path = resources.data_path(FILE)
    try:
        with path.open(encoding="utf-8") as stream:
            raw: dict[str, Any] = yaml.load(stream, Loader=getattr(yaml, "CBaseLoader", yaml.BaseLoader))
        months, month_names = _numbered(raw["months"])
        weekdays, weekday_names = _numbered(raw["weekdays"])
    except (OSError, yaml.YAMLError, KeyError, TypeError, ValueError) as error:
        raise DefinitionError(str(path), None, str(error)) from error
    return Language(raw, months, month_names, weekdays, weekday_names)

"""Both languages are complete and equal in keys and placeholders."""

from __future__ import annotations

import re
import string
from collections.abc import Iterable

import pytest
import yaml

from kinerja_docs import resources, words


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


def differences(part: str) -> Iterable[str]:
    one, other = words.table("id", part), words.table("en", part)
    yield from sorted(one.keys() ^ other.keys())
    yield from sorted(key for key in one.keys() & other.keys() if placeholders(one[key]) != placeholders(other[key]))


PARTS = ("", words.CLI)


@pytest.mark.parametrize("part", PARTS)
def test_languages_are_equal_in_keys_and_placeholders(part: str) -> None:
    assert list(differences(part)) == []
    assert len(words.table("id", part)) > 30


@pytest.mark.parametrize("part", PARTS)
@pytest.mark.parametrize("lang", words.LANGUAGES)
def test_no_word_is_blank(lang: str, part: str) -> None:
    assert [key for key, text in words.table(lang, part).items() if not text.strip() or text == "None"] == []


def test_get_fills_placeholders_in_the_language_of_the_run() -> None:
    words.use("en")
    try:
        assert words.get("location.page", page=3) == "page 3"
        assert words.get("location.page", "id", page=3) == "halaman 3"
    finally:
        words.use("id")


@pytest.mark.parametrize("lang", words.LANGUAGES)
def test_help_texts_are_what_yaml_reads_in_them(lang: str) -> None:
    text = (resources.words_path() / f"cli.{lang}.yaml").read_text(encoding="utf-8")
    assert words.table(lang, words.CLI) == {f"cli.{key}": value for key, value in yaml.safe_load(text).items()}


def test_unknown_keys() -> None:
    assert words.find("there.is.none") is None
    assert words.label("tak.dikenal") == "tak.dikenal"
    with pytest.raises(KeyError):
        words.get("there.is.none")
    with pytest.raises(ValueError):
        words.use("de")


ASKED = {  # how a room names an id that must have a word
    "reading": (
        (r'ReadingError\(\s*"BRK\d+",\s*"(\w+)"', "reason"),
        (r'exceeded\(\s*"(\w+)"', "reason"),
        (r'unread\.(?:append|add)\(\s*"(\w+)"', "unread"),
        (r'active\.(?:append|add)\(\s*"(\w+)"', "active"),
    ),
    "checking": ((r'Skip\(\s*"(\w+)"', "skip"),),
}


def asked_for() -> list[tuple[str, str]]:
    found = []
    for room, patterns in ASKED.items():
        for path in sorted((resources.PACKAGE / room).rglob("*.py")):
            text = path.read_text(encoding="utf-8")
            found += [(path.name, f"{kind}.{name}") for shape, kind in patterns for name in re.findall(shape, text)]
    return found


def test_every_id_that_a_room_gives_has_a_word() -> None:
    assert len(asked_for()) > 5
    assert [(name, key) for name, key in asked_for() if words.find(key) is None] == []

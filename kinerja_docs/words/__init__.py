"""The words that engine and renderers print, in Indonesian and English, as data.

Each ``LANGUAGE.yaml`` holds one tree; ``get("status.read", "id")`` walks it by dots. Keys under ``cli.`` stand in
``cli.LANGUAGE.yaml``, so that ``--help`` reads no more than it shows. A test keeps the trees equal in keys and
placeholders. The current language belongs to the run (a context variable), so that error messages made deep inside
need not carry it.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextvars import ContextVar
from functools import cache
from pathlib import Path
from typing import Any

LANGUAGES = ("id", "en")
CLI = "cli."
_language: ContextVar[str] = ContextVar("language", default="id")


def language() -> str:
    """The language of this run."""
    return _language.get()


def use(lang: str) -> None:
    """Set the language of this run (``id`` or ``en``)."""
    if lang not in LANGUAGES:
        raise ValueError(lang)
    _language.set(lang)


def get(key: str, /, lang: str | None = None, **params: object) -> str:
    """The word or sentence of ``key`` with its placeholders filled. An unknown key is our own fault: KeyError."""
    text = table(lang or language(), _part(key))[key]
    return text.format(**params) if params else text


def find(key: str, lang: str | None = None) -> str | None:
    """Like :func:`get` without placeholders, or None where there is no such key."""
    return table(lang or language(), _part(key)).get(key)


def label(name: str, lang: str | None = None) -> str:
    """The label of a contract name: ``pegawai.nip`` → "NIP pegawai yang dinilai"; the name itself when unlisted."""
    return find(f"field.{name}", lang) or name


def office_settings() -> str:
    """The ``kinerja.toml`` of a new office folder, with every setting explained."""
    return (Path(__file__).parent / "kinerja.toml").read_text(encoding="utf-8")


def _part(key: str) -> str:
    return CLI if key.startswith(CLI) else ""


@cache
def table(lang: str, part: str = "") -> dict[str, str]:
    """All words of a language by dotted key; ``part`` is ``cli.`` for those of the command line."""
    text = (Path(__file__).parent / f"{part}{lang}.yaml").read_text(encoding="utf-8")
    if part:
        return {f"{part}{key}": value for key, value in _plain_lines(text)}
    import yaml  # here, so that importing this module costs nothing

    flat: dict[str, str] = {}
    _flatten(yaml.load(text, getattr(yaml, "CSafeLoader", yaml.SafeLoader)), "", flat)
    return flat


def _plain_lines(text: str) -> Iterator[tuple[str, str]]:
    """``key: text`` line by line. Importing a YAML parser costs a sixth of ``--help``, and the help texts are no more
    than this; a test proves that YAML reads the same in them."""
    for line in text.splitlines():
        key, colon, value = line.partition(": ")
        if colon and not line.startswith("#"):
            yield key, value.strip().strip('"')


def _flatten(node: Any, prefix: str, into: dict[str, str]) -> None:
    for key, value in node.items():
        name = f"{prefix}{key}"
        if isinstance(value, dict):
            _flatten(value, f"{name}.", into)
        else:
            into[name] = str(value)

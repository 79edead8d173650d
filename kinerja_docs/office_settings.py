"""Changes single settings of a ``kinerja.toml`` and leaves everything else in it as it stands, comments included."""

from __future__ import annotations

import json
import re
import tempfile
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from kinerja_docs import office, words
from kinerja_docs.errors import UsageError
from kinerja_docs.letter_style import PAPERS
from kinerja_docs.outputs import write_whole

MARK = "\ufeff"


@dataclass(frozen=True, slots=True)
class Field:
    """One setting that a form offers: ``kantor.nama``; ``kind`` is HTML's."""

    name: str
    kind: Literal["text", "number", "date"] = "text"
    known: tuple[str, ...] = ()


def _fields() -> tuple[Field, ...]:
    found = []
    for key, kind in office.SECTIONS["kantor"].items():
        found.append(Field(f"kantor.{key}", "number" if kind is int else "text", office.WORDS_OF.get(key, ())))
    plain = (Field("bukti.batas", "date"), Field("libur.berkas"), Field("halaman.simpan", "number"))
    letters = (Field("naskah.alamat"), Field("naskah.kertas", known=tuple(PAPERS)), Field("naskah.huruf"))
    return (*found, *plain, *letters)


FIELDS = _fields()


def read(folder: Path) -> dict[str, str]:
    """The settings of :data:`FIELDS` as texts. Raises UsageError where the file cannot be used."""
    office.load(folder)
    data = tomllib.loads((folder / office.SETTINGS).read_text(encoding="utf-8-sig"))
    return {one.name: str(value) for one in FIELDS if (value := _value(data, one.name)) is not None}


def write(folder: Path, given: Mapping[str, str]) -> None:
    """Write those of :data:`FIELDS` that are given; an empty text takes a setting out. Raises UsageError, and then
    the file is as it was."""
    path = folder / office.SETTINGS
    text = path.read_text(encoding="utf-8-sig")
    wanted = tomllib.loads(text)
    for one in FIELDS:
        if one.name in given:
            value = _typed(one, given[one.name])
            section, _, key = one.name.partition(".")
            text = _put(text, section, key, value)
            _set(wanted, section, key, value)
    if _plain(tomllib.loads(text)) != _plain(wanted):  # written in a way that lines do not show
        raise UsageError(words.get("error.toml_by_hand", path=path.as_posix()))
    with tempfile.TemporaryDirectory() as scratch:
        (Path(scratch) / office.SETTINGS).write_text(text, encoding="utf-8")
        office.load(Path(scratch))
    write_whole(path, text.encode())


def _typed(one: Field, text: str) -> str | int | None:
    if not text:
        return None
    if one.kind != "number":
        return text
    if not text.isdecimal() or len(text) > 9:
        raise UsageError(words.get("error.toml_value", path=office.SETTINGS, key=one.name, value=text))
    return int(text)


def _put(text: str, section: str, key: str, value: str | int | None) -> str:
    """The text with a line of the section set, taken out, or added."""
    lines = text.splitlines()
    heads = [number for number, line in enumerate(lines) if re.match(r"\s*\[", line)]
    start = next((n for n in heads if re.match(rf"\s*\[\s*{re.escape(section)}\s*\]", lines[n])), None)
    if start is None:
        if value is None:
            return text
        lines += ["", f"[{section}]"]
        start, end = len(lines) - 1, len(lines)
    else:
        end = next((number for number in heads if number > start), len(lines))
    shown = None if value is None else f"{key} = {json.dumps(value, ensure_ascii=False)}"
    places = [n for n in range(start + 1, end) if re.match(rf"\s*{re.escape(key)}\s*=", lines[n])]
    offered = [n for n in range(start + 1, end) if re.match(rf"\s*#\s*{re.escape(key)}\s*=", lines[n])]
    if places:
        lines[places[0] : places[0] + 1] = [] if shown is None else [shown]
    elif shown is not None and offered:
        lines[offered[0]] = shown
    elif shown is not None:
        lines.insert(start + 1, shown)
    return "\n".join(lines) + "\n"


def _value(data: Mapping[str, Any], name: str) -> Any:
    section, _, key = name.partition(".")
    return data.get(section, {}).get(key)


def _set(data: dict[str, Any], section: str, key: str, value: str | int | None) -> None:
    if value is None:
        data.get(section, {}).pop(key, None)
    else:
        data.setdefault(section, {})[key] = value


def _plain(data: Mapping[str, Any]) -> dict[str, Any]:
    """Without empty sections, and dates as texts: both ways of writing one are the same."""
    return {
        section: {key: value if isinstance(value, list | dict) else str(value) for key, value in keys.items()}
        for section, keys in data.items()
        if keys
    }

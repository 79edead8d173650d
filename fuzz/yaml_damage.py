"""Damage to definitions: what a hand that edits YAML or TOML in a hurry may do, and what a spiteful one may."""

from __future__ import annotations

import random

from fuzz.bytes_damage import ANY

VALUES = ("", "null", "~", "[]", "{}", "[a, b]", "{a: b}", "x", "-1", "1.10", "no", "!!python/object:os.system x")
VALUES += (
    "&a x",
    "*a",
    "<<",
    '"',
    "'",
    "|",
    "\t",
    "{{{{",
    "9" * 5000,
    "[" * 500,
    "(?P<a>",
    "\\",
    "2000-13-40",
    "é\u202e\x00",
)


def lines(text: str, source: random.Random) -> str:
    """A line is missing, twice, elsewhere, or further in."""
    found = text.splitlines()
    at, to = source.randrange(len(found)), source.randrange(len(found))
    line = found[at]
    kind = source.randrange(4)
    if kind == 0:
        del found[at]
    elif kind == 1:
        found.insert(to, line)
    elif kind == 2:
        found[at], found[to] = found[to], found[at]
    else:
        found[at] = "  " + line
    return "\n".join(found) + "\n"


def value(text: str, source: random.Random) -> str:
    """A key has another value."""
    found = text.splitlines()
    keyed = [number for number, line in enumerate(found) if ": " in line or line.endswith(":")]
    if keyed:
        at = source.choice(keyed)
        found[at] = f"{found[at].partition(':')[0]}: {source.choice(VALUES)}"
    return "\n".join(found) + "\n"


def key(text: str, source: random.Random) -> str:
    """A key is spelt otherwise."""
    found = text.splitlines()
    keyed = [number for number, line in enumerate(found) if ":" in line]
    if keyed:
        at = source.choice(keyed)
        name, colon, rest = found[at].partition(":")
        found[at] = f"{name}{source.choice(('x', '-', '?', ' y', '.'))}{colon}{rest}"
    return "\n".join(found) + "\n"


def damaged(data: bytes, source: random.Random) -> bytes:
    """The definition, damaged in one to three ways."""
    for _ in range(source.choice((1, 1, 2, 3))):
        if source.random() < 0.2 or not data.strip():
            data = source.choice(ANY)(data, source)
            continue
        change = source.choice((lines, value, value, key))
        data = change(data.decode("utf-8", "replace"), source).encode()
    return data

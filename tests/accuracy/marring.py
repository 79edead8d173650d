"""What the defects of all forms share."""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import Any

from tests.maker.people import Office, person_name, texts
from tests.maker.prints import Print

Defect = Callable[[Any, Any, random.Random], bool]
"""Mars a content (and may set its style), notes what it planted, and tells whether that was possible."""

PLACEHOLDERS = ("[isi {}]", "{{{{ {} }}}}", "${{{}}}", "‹{}›", "[{}]")
DOTS = ("....................", "(..............................)", "…………………", "____________________")


def placeholder(rng: random.Random, name: str) -> Print:
    """A place that a template left to be filled."""
    return Print(rng.choice(PLACEHOLDERS).format(name), absent=True)


def blank(rng: random.Random) -> Print:
    """An empty cell, or one with a dash."""
    return Print("") if rng.random() < 0.6 else Print(rng.choice(["-", "–"]), absent=True)


def other_region(rng: random.Random, home: Office) -> str:
    """The region of another office: the homonym of the other kind, or any other."""
    if rng.random() < 0.4:
        for kind, name, *_ in texts()["regions"]:
            if name == home.name and kind != home.kind:
                return f"{kind} {name}"
    others = [f"{kind} {name}" for kind, name, *_ in texts()["regions"] if name != home.name]
    return rng.choice(others)


def wrong_nip(rng: random.Random, nip: str) -> Print:
    """An NIP that cannot be: length, birth date, month of appointment, sex or serial number."""
    kind = rng.choice(["short", "long", "birth", "appointed", "sex", "serial"])
    wrong = {
        "short": nip[:-1],
        "long": nip + "7",
        "birth": nip[:4] + "13" + nip[6:],
        "appointed": nip[:12] + "00" + nip[14:],
        "sex": nip[:14] + "3" + nip[15:],
        "serial": nip[:15] + "000",
    }[kind]
    return Print(wrong, wrong if len(wrong) == 18 else None)


def another_name(rng: random.Random, name: str) -> Print:
    """The name of somebody else."""
    own = set(name.lower().replace(",", " ").split())
    while True:
        other = person_name(rng, woman=rng.random() < 0.5)
        if not own & {word.lower() for word in other.replace(",", " ").split() if len(word) > 6}:
            return Print(other)


def impossible_date(rng: random.Random, year: int) -> Print:
    """A date that no calendar has."""
    return Print(rng.choice([f"30 Februari {year}", f"31 April {year}", f"31 Juni {year}", f"29 Februari {year}"]))

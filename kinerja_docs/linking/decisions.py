"""What people decided about single links. It wins over every likeness, and lapses when either text changes."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

from kinerja_docs.linking.texts import read

CONFIRMED = ("tertaut", "linked")
DENIED = ("tidak_tertaut", "bukan", "not_linked")


def half(text: str) -> str:
    """Eight hex digits of a text as it is compared."""
    return hashlib.sha256(read(text).key.encode()).hexdigest()[:8]


def fingerprint(target: str, indicator: str) -> str:
    """What a decision about this pair is filed under: 16 hex digits, eight of each text."""
    return half(target) + half(indicator)


@dataclass(frozen=True, slots=True)
class Decision:
    """One pair that a person confirmed or denied."""

    fingerprint: str
    linked: bool


def decisions(rows: Iterable[tuple[str, str]]) -> dict[str, Decision]:
    """Of rows of (fingerprint, decision word) those that speak about links, by fingerprint; the last one counts."""
    found: dict[str, Decision] = {}
    for key, word in rows:
        if word in CONFIRMED or word in DENIED:
            found[key.lower()] = Decision(key.lower(), word in CONFIRMED)
    return found

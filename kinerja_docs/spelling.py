""" "Did you mean …?": the nearest known word to one that nobody knows."""

from __future__ import annotations

from collections.abc import Iterable

from kinerja_docs import words

SHOWN = 30


def suggest(word: str, known: Iterable[str]) -> str:
    """ "Maksud Anda …?" with the nearest known word, or an empty string when none is near."""
    from rapidfuzz import fuzz, process  # here: only a mistake needs it

    best = process.extractOne(word, sorted(set(known)), scorer=fuzz.WRatio, score_cutoff=60)
    return words.get("definition.did_you_mean", word=best[0]) if best else ""


def remedy_for(word: str, known: Iterable[str]) -> str:
    """The nearest known word as a question, else what is known."""
    choices = sorted(set(known))
    return suggest(word, choices) or words.get("definition.known_are", known=", ".join(choices[:SHOWN]))

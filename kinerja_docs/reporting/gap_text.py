"""The gap of LKE for people: what is claimed, recomputed and at risk, the gates that are missed, what to win."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from kinerja_docs import words

MOST = 10  # rows to win that are shown


def render_gap(tree: Mapping[str, Any], language: str) -> str:
    """The gap tree of the contract as lines of text."""
    return "\n".join(line for entry in tree["files"] for line in _entry(entry, language)) + "\n"


def _entry(entry: Mapping[str, Any], language: str) -> Iterator[str]:
    def say(key: str, **params: object) -> str:
        return words.get(f"gap.{key}", language, **params)

    yield f"{entry['path']}: {entry['unit'] or '–'}, {entry['year'] or '–'}, {entry['framework'] or say('no_edition')}"
    own, strict = entry["recomputed"]["as_workbook"], entry["recomputed"]["strict"]
    yield "  " + say("totals", claimed=_shown(entry["claimed"]), strict=_shown(strict), own=_shown(own))
    yield "  " + say("risk", risk=_shown(entry["at_risk"]), unchecked=_shown(entry["unchecked"]))
    if entry["predicate"] is not None:
        claimed = entry["predicate"]["claimed"] or "–"
        yield "  " + say("predicate", claimed=claimed, recomputed=entry["predicate"]["recomputed"])
    for gate in entry["thresholds"]:
        if not gate["met"]:
            yield "  " + say("gate", name=gate["name"], needed=_shown(gate["needed"]), reached=_shown(gate["reached"]))
    for number, won in enumerate(entry["to_win"][:MOST]):
        if not number:
            yield "  " + say("to_win")
        evidence = f" ({'; '.join(won['evidence'])})" if won["evidence"] else ""
        yield f"    {won['code'] or '–'}: +{_shown(won['points'])}{evidence}"


def _shown(value: float | None) -> str:
    return "–" if value is None else f"{value:.2f}".replace(".", ",")

"""The gap of LKE for people: what is claimed, recomputed and at risk, the gates that are missed, what to win, and the
shortest way to each goal."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from kinerja_docs import words
from kinerja_docs.reporting.gap_view import GapView, number, view
from kinerja_docs.scoring.study import Study

MOST = 10  # rows to win that are shown


def render(studies: Sequence[Study], language: str, agreement: Mapping[str, Any] | None = None) -> str:
    """All LKE as lines of text, one after the other."""
    lines = [line for study in studies for line in _entry(view(study, language), study, language)]
    if agreement is not None:
        lines += _agreement(agreement, language)
    return "\n".join(lines) + "\n"


def _entry(seen: GapView, study: Study, language: str) -> Iterator[str]:
    def say(key: str, **params: object) -> str:
        return words.get(f"gap.{key}", language, **params)

    edition = study.entry["framework"] or seen.edition
    yield f"{seen.path}: {seen.unit}, {seen.year}, {edition}"
    yield "  " + say("totals", claimed=number(seen.claimed), strict=number(seen.strict), own=number(seen.own))
    yield "  " + say("risk", risk=number(seen.at_risk), unchecked=number(seen.unchecked))
    if seen.predicate != "–":
        yield "  " + say("predicate", claimed=seen.predicate_claimed, recomputed=seen.predicate)
    for gate in seen.gates:
        if not gate["met"]:
            figures = {name: number(gate[name]) for name in ("needed", "reached")}
            yield "  " + say("gate", name=gate["title"], **figures)
    for place, won in enumerate(seen.to_win[:MOST]):
        if not place:
            yield "  " + say("to_win")
        evidence = f" ({'; '.join(won['evidence'])})" if won["evidence"] else ""
        yield f"    {won['code'] or '–'}: +{number(won['points'])}{evidence}"
    for key, told in (("goals", [goal["text"] for goal in seen.goals]), ("remarks", seen.remarks)):
        if told:
            yield f"  {words.get(f'gap_report.{key}', language)}:"
        yield from (f"    {text}" for text in told)


def _agreement(agreement: Mapping[str, Any], language: str) -> Iterator[str]:
    kappa = "–" if agreement["kappa"] is None else f"{agreement['kappa']:.4f}".replace(".", ",")
    told = words.get("gap_report.agreement_text", language, **{**agreement, "kappa": kappa})
    yield f"{words.get('gap_report.agreement', language)}: {told}"
    for row in agreement["differ"]:
        yield f"  {row['code'] or '–'} {row['name']}: {row['one']} / {row['other']}"

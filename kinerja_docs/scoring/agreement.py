"""Two assessors of the same LKE beside each other: Cohen's kappa, and the rows on which they differ."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from kinerja_docs.score_tree import ScoreSheet
from kinerja_docs.scoring.sheets import Answers, answers_of, key_of


def compare(one: ScoreSheet, other: ScoreSheet) -> dict[str, Any]:
    """``{"rated", "agreed", "kappa", "differ": [{"code", "name", "one", "other"}]}`` over the rows that both answer by
    options. The assessor's answers count where a sheet has any, else the unit's. ``kappa`` is null where it is not
    defined (nothing rated by both, or one word for everything)."""
    ours, theirs = _answers(one), _answers(other)
    pairs: list[tuple[str, str]] = []
    differ = []
    for node in one.nodes:
        mine, yours = ours.get(key_of(node)), theirs.get(key_of(node))
        if mine is None or mine.option is None or yours is None or yours.option is None:
            continue
        pairs.append((mine.option.word, yours.option.word))
        if mine.option.word != yours.option.word:
            differ.append({"code": node.code, "name": node.name, "one": mine.option.word, "other": yours.option.word})
    agreed = sum(first == second for first, second in pairs)
    found = kappa(pairs)
    rounded = round(float(found), 4) if found is not None else None
    return {"rated": len(pairs), "agreed": agreed, "kappa": rounded, "differ": differ}


def kappa(pairs: Sequence[tuple[str, str]]) -> Fraction | None:
    """Cohen's kappa: the agreement beyond what chance gives. None where chance alone would agree on everything."""
    if not pairs:
        return None
    count = len(pairs)
    first, second = Counter(one for one, _ in pairs), Counter(other for _, other in pairs)
    seen = Fraction(sum(one == other for one, other in pairs), count)
    chance = Fraction(sum(first[word] * second[word] for word in first), count * count)
    return (seen - chance) / (1 - chance) if chance != 1 else None


def _answers(sheet: ScoreSheet) -> Answers:
    assessed = answers_of(sheet, "jawaban_penilai")
    return assessed if any(answer.given for answer in assessed.values()) else answers_of(sheet)

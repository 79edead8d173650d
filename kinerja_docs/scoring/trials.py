"""What the best answer of each row would bring: one recomputation for each row, for all who ask."""

from __future__ import annotations

from dataclasses import dataclass

from kinerja_docs.definitions.framework import Framework
from kinerja_docs.score_tree import Branch, ScoreSheet
from kinerja_docs.scoring.answers import Answer, scale_of
from kinerja_docs.scoring.sheets import Answers, Recomputed, key_of, recompute


@dataclass(frozen=True, slots=True)
class Trial:
    """A row that is not at its best, its best answer, the points of all nodes with it, and the kinds of documents that
    the row asks for."""

    node: Branch
    best: Answer
    then: Recomputed
    evidence: list[str]

    @property
    def documents(self) -> int:
        """How many documents the row asks for, at least one."""
        return max(1, len(self.evidence))


def trials(sheet: ScoreSheet, answers: Answers) -> list[Trial]:
    """A trial for each row that is not at its best, in the order of the sheet."""
    found = []
    for node in sheet.nodes:
        scale = scale_of(node, sheet)
        if scale is None or scale.kind != "options":
            continue
        option = max(scale.options, key=lambda option: option.value)
        given = answers.get(key_of(node))
        if given is not None and given.share == option.value:
            continue
        best = Answer("share", option.value, option=option)
        then = recompute(sheet, "strict", {**answers, key_of(node): best})
        found.append(Trial(node, best, then, evidence_for(node, sheet.framework)))
    return found


def evidence_for(node: Branch, framework: Framework | None) -> list[str]:
    """The kinds of documents that a node (or what is below it) needs, in words."""
    if framework is None:
        return []
    words: list[str] = []
    for one in (node, *node.children):
        known = framework.nodes.get(one.code) if one.code is not None else None
        for group in known.kinds if known is not None else ():
            words.append(" / ".join(framework.head.evidence[kind][0] for kind in group))
    return list(dict.fromkeys(words))

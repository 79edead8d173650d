"""The second phase: checks over the facts of several files, after every file was checked by itself.

A set kind gets the parameters of its item and a :class:`FactSet`, and says which document of which file a hit is in.
The engine stamps it like any other: code, severity, words, fingerprint.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Literal

from kinerja_docs import words
from kinerja_docs.checking.hits import Hit, Skip
from kinerja_docs.checking.identity import Identity, fingerprint
from kinerja_docs.checking.stamping import finding_of
from kinerja_docs.fact_sets import FactSet
from kinerja_docs.facts import Fact
from kinerja_docs.model import Finding, Location, Skipped

if TYPE_CHECKING:
    from pydantic import BaseModel

    from kinerja_docs.checking.rules import RuleBook, SetRule


@dataclass(frozen=True, slots=True)
class SetHit:
    """A hit in one document of a set; ``beside`` are places in other documents that explain it."""

    fact: Fact
    hit: Hit
    beside: tuple[tuple[Fact, Location], ...] = ()


@dataclass(frozen=True, slots=True)
class SetSkip:
    """One document for which an input is absent, such as the other document that it is compared with."""

    fact: Fact
    reason_code: str


@dataclass(frozen=True, slots=True)
class SetKind:
    """A check kind over several files. ``scope``: ``set`` for each office and year, ``run`` once over all offices.

    It raises :class:`Skip` where the whole set lacks an input, and is then skipped for each document of the forms."""

    params: type[BaseModel]
    run: Callable[[Any, FactSet], Iterable[SetHit | SetSkip]]
    scope: Literal["set", "run"] = "set"


def check_across(
    book: RuleBook, facts: FactSet, scope: Literal["set", "run"], language: str
) -> tuple[list[Finding], list[Skipped]]:
    """Findings and skipped checks of one set; both name their file. Silencing is the caller's, per document."""
    findings: list[Finding] = []
    skipped: list[Skipped] = []
    alike: dict[tuple[object, ...], int] = {}
    for rule in book.set_rules:
        if rule.kind.scope != scope or rule.off:
            continue
        try:
            hits = list(rule.kind.run(rule.item.params, facts))
        except Skip as skip:
            skipped += _skipped(rule, facts, skip.reason_code, language)
            continue
        for one in hits:
            if isinstance(one, SetSkip):
                skipped.append(_skip(rule, one.fact, one.reason_code, language))
                continue
            about = identity_of(one.fact)
            key = (rule.code, about, one.hit.table, one.hit.column, one.hit.key)
            nth = alike[key] = alike.get(key, 0) + 1
            hit = replace(one.hit, related=(*one.hit.related, *_located(one)))
            mark = fingerprint(rule.code, about, hit, nth)
            findings.append(finding_of(rule.item, hit, one.fact.file, one.fact.document, mark, language))
    return findings, skipped


def identity_of(fact: Fact) -> Identity:
    """The parts of a fingerprint that a document's findings share."""
    return Identity(fact.form or "", fact.keys.subject, "/".join(part for part in fact.keys.period if part))


def _located(one: SetHit) -> Iterator[Location]:
    """Places beside, with their file where it is another one."""
    for fact, place in one.beside:
        yield replace(place, file=fact.file) if fact.file != one.fact.file else place


def _skipped(rule: SetRule, facts: FactSet, reason: str, language: str) -> Iterator[Skipped]:
    return (_skip(rule, fact, reason, language) for fact in facts.submitted(*rule.forms))


def _skip(rule: SetRule, fact: Fact, reason: str, language: str) -> Skipped:
    return Skipped(rule.code, fact.file, fact.document, reason, words.get(f"skip.{reason}", language))

"""Copies and older versions among the files of a submission."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath

from kinerja_docs.checking.across import SetHit, SetKind
from kinerja_docs.checking.hits import Hit
from kinerja_docs.checking.params import Params
from kinerja_docs.fact_sets import FactSet
from kinerja_docs.facts import Fact
from kinerja_docs.model import FILE


def same_content(params: Params, facts: FactSet) -> Iterator[SetHit]:
    """A file with the very content of an earlier one."""
    first: dict[str, Fact] = {}
    told: set[str] = set()
    for fact in sorted(facts.everywhere, key=lambda one: (one.file, one.document)):
        known = first.setdefault(fact.sha256, fact)
        if known.file == fact.file or fact.file in told:
            continue
        told.add(fact.file)
        yield SetHit(fact, Hit(FILE, params={"other": _name(known)}), ((known, FILE),))


def older_version(params: Params, facts: FactSet) -> Iterator[SetHit]:
    """A document of which a later one for the same subject and period was handed in. A copy of a file is no version."""
    for one in facts.replaced:
        if one.older.sha256 != one.newer.sha256:
            hit = Hit(one.older.at, params={"other": _name(one.newer)})
            yield SetHit(one.older, hit, ((one.newer, one.newer.at),))


def _name(fact: Fact) -> str:
    return PurePosixPath(fact.file).name


SET_KINDS = {
    "same_content": SetKind(Params, same_content, "run"),
    "older_version": SetKind(Params, older_version),
}

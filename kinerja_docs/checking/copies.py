"""SKP that were copied from somebody with another jabatan."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from pydantic import Field

from kinerja_docs.checking.across import SetHit, SetKind
from kinerja_docs.checking.hits import Hit
from kinerja_docs.checking.params import Params
from kinerja_docs.fact_sets import FactSet, person_key
from kinerja_docs.facts import Fact
from kinerja_docs.text import fold


class Copied(Params):
    """Rows of ``table`` whose ``only`` column has one of its words are alike when all ``columns`` are. A document is a
    copy when at least ``share`` of at least ``least`` rows are those of another person in another ``post``."""

    table: str
    columns: tuple[str, ...]
    only: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    post: str
    share: float = 0.8
    least: int = 3


def copied_rows(params: Copied, facts: FactSet) -> Iterator[SetHit]:
    """The later of two documents whose rows are the same. Of the documents with a row only the first of each post is
    remembered, so that a row that a whole province shares costs no more than any other."""
    seen: dict[tuple[str, ...], dict[str, Fact]] = {}
    posts: dict[int, str] = {}
    for fact in sorted(facts.everywhere, key=lambda one: (one.file, one.document)):
        with fact.unpacked():
            rows, printed, person = _rows(params, fact), fact.text(params.post), person_key(fact)
        post = fold(printed)
        if len(rows) < params.least or not post or not person:
            continue
        posts[id(fact)] = printed
        shared: Counter[int] = Counter()
        known: dict[int, Fact] = {}
        for row in rows:
            for other_post, other in seen.get(row, {}).items():
                if other_post != post and person_key(other) != person:
                    shared[id(other)] += 1
                    known[id(other)] = other
            seen.setdefault(row, {}).setdefault(post, fact)
        if shared:
            best, count = shared.most_common(1)[0]
            if count >= params.share * len(rows):
                other = known[best]
                told = {"other": other.person or "", "post": posts[best], "count": f"{count}/{len(rows)}"}
                yield SetHit(fact, Hit(fact.at, params=told), ((other, other.at),))


def _rows(params: Copied, fact: Fact) -> set[tuple[str, ...]]:
    found = set()
    for row in fact.rows.get(params.table, ()):
        if all(row.text(name) and _word(row.values[name].value) in words for name, words in params.only.items()):
            found.add(tuple(fold(row.text(name)) for name in params.columns))
    return found


def _word(value: object) -> str:
    return str(value) if value is not None else ""


SET_KINDS = {"copied_rows": SetKind(Copied, copied_rows, "run")}

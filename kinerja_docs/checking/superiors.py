"""What a superior agreed to, and what the staff say they support."""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import Field

from kinerja_docs.checking.across import SetHit, SetKind, SetSkip
from kinerja_docs.checking.hits import Hit
from kinerja_docs.checking.params import Params, short
from kinerja_docs.fact_sets import FactSet, person_key
from kinerja_docs.facts import Fact
from kinerja_docs.text import fold, name_key


class Supported(Params):
    """The ``column`` of ``table`` must be found among the ``texts`` (form: table: columns) of the person whose name or
    NIP stands in ``superior``; ``only`` rows with one of the words, likeness of at least ``alike`` (0-100)."""

    form: str
    table: str
    column: str
    only: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    superior: str
    texts: dict[str, dict[str, tuple[str, ...]]]
    alike: float = 85.0


def superiors_text(params: Supported, facts: FactSet) -> Iterator[SetHit | SetSkip]:
    """Texts that are in no document of the superior, each once."""
    owned: dict[str, list[Fact]] = {}
    for fact in facts.of(*params.texts):
        for key in {person_key(fact), name_key(fact.person or "")} - {""}:
            owned.setdefault(key, []).append(fact)
    for fact in facts.submitted(params.form):
        theirs = _of_superior(params, fact, owned)
        if not theirs:
            yield SetSkip(fact, "no_reference")
            continue
        known = {text for other in theirs for text in _texts(params, other)}
        yield from _foreign(params, fact, known, theirs[0])


def _of_superior(params: Supported, fact: Fact, owned: dict[str, list[Fact]]) -> list[Fact]:
    """By NIP, else by name; another NIP under the same name is another person."""
    nip = fact.value(f"{params.superior}.nip")
    name = name_key(fact.text(f"{params.superior}.nama"))
    same = [other for other in owned.get(name, ()) if name and not (nip and other.nip and other.nip != nip)]
    return owned.get(str(nip), []) or same


def _texts(params: Supported, fact: Fact) -> Iterator[str]:
    for table, columns in params.texts[fact.form or ""].items():
        for row in fact.rows.get(table, ()):
            yield from (fold(row.text(name)) for name in columns if row.text(name))


def _foreign(params: Supported, fact: Fact, known: set[str], other: Fact) -> Iterator[SetHit]:
    from rapidfuzz import fuzz, process

    told: set[str] = set()
    for row in fact.rows.get(params.table, ()):
        text = fold(row.text(params.column))
        wanted = all(str(row.values[n].value) in w if n in row.values else False for n, w in params.only.items())
        if not text or text in told or not wanted:
            continue
        told.add(text)
        best = process.extractOne(text, known, scorer=fuzz.token_sort_ratio, score_cutoff=params.alike)
        if best is None and text not in known:
            quoted = {"text": short(row.text(params.column)), "superior": fact.text(f"{params.superior}.nama")}
            hit = Hit(row.place(params.column), params=quoted, table=params.table, column=params.column, key=text)
            yield SetHit(fact, hit, ((other, other.at),))


SET_KINDS = {"superiors_text": SetKind(Supported, superiors_text)}

"""What serves what in one set of documents: RHK, activities and indicators, each with the indicator that it serves.

What is worked out here is kept with the set, so that several checks and the reports look at one and the same link.
The likeness itself is loaded when there are both targets and indicators.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from kinerja_docs import words
from kinerja_docs.fact_rows import FactRow
from kinerja_docs.fact_sets import FactSet, person_key
from kinerja_docs.facts import Fact
from kinerja_docs.linking.goals import IKU, PK, Goal, TargetRows, alike, bag, goals, joined, link_map
from kinerja_docs.model import Link as ShownLink
from kinerja_docs.outcome import Carrier, Thread
from kinerja_docs.text import fold, name_key

if TYPE_CHECKING:
    from kinerja_docs.linking.link import Candidate, Indicator, Link, Linker

_PLAIN = "0123456789. "
_NEAR = 0.5  # a second candidate may be meant from here on


@dataclass(eq=False, slots=True)
class Tie:
    """One RHK, activity or indicator (``rows``: all its rows) and what it serves. ``candidates`` are ranked, each with
    its score and what carries it; ``missing`` are cited codes that do not exist; ``certain`` names what makes it so."""

    fact: Fact
    rows: list[FactRow]
    text: str
    column: str
    status: Literal["linked", "unsure", "none"] = "none"
    candidates: list[tuple[Goal, Candidate]] = field(default_factory=list)
    missing: tuple[str, ...] = ()
    certain: str = ""
    known: Mapping[str, Goal] = field(default_factory=dict)  # all that it could serve, by :func:`goals.bag`

    @property
    def goal(self) -> Goal | None:
        """What it serves, else what it most likely does."""
        return self.candidates[0][0] if self.candidates else None

    @property
    def may_serve(self) -> Iterator[Goal]:
        """Every indicator that the row serves or may serve."""
        for place, (goal, one) in enumerate(self.candidates):
            near = one.certain if self.certain else one.score >= _NEAR
            if place == 0 or self.status == "unsure" or near:
                yield goal

    @property
    def cites(self) -> bool:
        """Whether the text should repeat an indicator, so that being about the same is not enough."""
        return self.column == link_map().targets[self.fact.form or ""].cites

    def as_link(self) -> ShownLink:
        """The link as reports show it."""
        table, row = link_map().targets[self.fact.form or ""].table, self.rows[0].number
        if not self.candidates:
            return ShownLink(table, row, self.status, None, None, 0.0, ())
        goal, best = self.candidates[0]
        fact, served = goal.rows[0]
        place = fact.file, fact.document, served.number
        return ShownLink(table, row, self.status, place, goal.text, best.score, reasons(best))


def reasons(candidate: Candidate) -> tuple[str, ...]:
    """What carries a candidate, in words."""
    from kinerja_docs.linking import describe

    return tuple(describe(reason) for reason in candidate.reasons)


def ties(facts: FactSet, *forms: str) -> list[Tie]:
    """What every row of these forms serves, in order; nothing where the set holds no indicators for them."""
    found: list[Tie] = []
    for form in forms:
        key = f"ties {form}"
        if key not in facts.memo:
            facts.memo[key] = _ties(facts, form)
        found += facts.memo[key]
    return found


def links(facts: FactSet) -> dict[tuple[str, int], list[ShownLink]]:
    """All links of the set by file and document, in the order of their rows."""
    found: dict[tuple[str, int], list[ShownLink]] = {}
    for tie in ties(facts, *link_map().targets):
        found.setdefault((tie.fact.file, tie.fact.document), []).append(tie.as_link())
    return {key: sorted(known, key=lambda link: link.row) for key, known in found.items()}


def threads(facts: FactSet) -> tuple[list[Thread], list[Carrier]]:
    """From each indicator of the IKU (else of the PK) to the rows that carry it, and the rows that carry none."""
    office = facts.office.folder.as_posix() if facts.office is not None else ""
    known = goals(facts, IKU) or goals(facts, PK)
    found = {fold(goal.text): Thread(office, facts.year, goal.text, goal.rows[0][0].file) for goal in known}
    loose: list[Carrier] = []
    for tie in ties(facts, *link_map().targets) if known else ():
        fact = tie.fact
        person = fact.person or fact.unit or ""
        carrier = Carrier(person, tie.text, fact.form or "", fact.file, tie.status)
        if tie.status == "none":
            loose.append(carrier)
        if tie.goal is not None and fold(tie.goal.text) in found:
            found[fold(tie.goal.text)].carriers.append(carrier)
    return list(found.values()), loose


def _ties(facts: FactSet, form: str) -> list[Tie]:
    spec = link_map().targets[form]
    shared = goals(facts, *(name for name in spec.serves if name != PK))
    batches: dict[tuple[int, ...], tuple[list[Goal], list[Tie]]] = {}
    for fact in facts.submitted(form):
        own = _agreements(facts, fact) if PK in spec.serves else []
        if not own and not shared:
            continue
        key = tuple(id(one) for one in own)
        if key not in batches:
            batches[key] = joined(shared, goals(facts, of=own)), []
        batches[key][1].extend(tasks(spec, fact))
    ready = [(pool, found) for pool, found in batches.values() if pool]
    for pool, found in ready:
        _tie(facts, spec, found, pool)
    return [tie for _, found in ready for tie in found]


def _agreements(facts: FactSet, fact: Fact) -> list[Fact]:
    """The PK that a document stands under: the person's own and the superior's, else all of the set."""
    every = facts.of(PK)
    keys = {person_key(fact), name_key(fact.person or ""), str(fact.value("penilai.nip") or "")}
    keys.add(name_key(fact.text("penilai.nama")))
    near = [one for one in every if {person_key(one), name_key(one.person or "")} & (keys - {""})]
    return near or every


def tasks(spec: TargetRows, fact: Fact) -> Iterator[Tie]:
    """The targets of a document, each with all its rows."""
    groups: dict[int, list[FactRow]] = {}
    for row in fact.rows.get(spec.table, ()):
        if all(name in row.values and str(row.values[name].value) in known for name, known in spec.only.items()):
            groups.setdefault(row.group or -row.number - 1, []).append(row)
    for rows in groups.values():
        first = rows[0]
        cited = first.text(spec.cites) if spec.cites else ""
        text = cited or (first.text(spec.text) if spec.text else "")
        if text:
            yield Tie(fact, rows, text, spec.cites if cited else spec.text)


def _tie(facts: FactSet, spec: TargetRows, found: list[Tie], pool: list[Goal]) -> None:
    """Fill in what each target serves."""
    from kinerja_docs.linking import Indicator, Target

    if not found:
        return
    known = [Indicator(str(place), goal.text, goal.code) for place, goal in enumerate(pool)]
    linker = linker_of(facts, [tie.text for tie in found], known)
    asked = [Target(str(place), _asked(tie)) for place, tie in enumerate(found)]
    by_bag = {bag(goal.text): goal for goal in reversed(pool)}
    for tie, link in zip(found, linker.link(asked, known), strict=True):
        tie.known = by_bag
        shown = [one for one in link.candidates if one.certain or link.status == "linked" or _carried(one)]
        tie.candidates = [(pool[int(one.indicator.id)], one) for one in shown]
        tie.certain = link.candidates[0].certain or "" if link.candidates else ""
        tie.missing = _missing(link, pool)
        tie.status = "linked" if link.status == "linked" else "unsure" if tie.candidates else "none"
        if tie.missing:
            tie.status, tie.candidates = "none", []
        elif tie.cites and not tie.certain:
            _only_the_same(tie)
    if spec.beside:
        _look_beside(spec, [tie for tie in found if tie.status == "unsure"], known, pool, linker)


def _carried(candidate: Candidate) -> bool:
    """Whether there are words to show for it: a likeness of letters alone helps nobody to choose."""
    return any(reason.kind in ("lexicon", "field", "words") for reason in candidate.reasons)


def _asked(tie: Tie) -> str:
    """A cell that holds nothing but a code cites it."""
    bare = tie.cites and not tie.text.strip(_PLAIN)
    return f"{link_map().code_word} {tie.text.strip()}" if bare else tie.text


def _missing(link: Link, pool: Sequence[Goal]) -> tuple[str, ...]:
    """Cited codes that do not exist, where some code of as many steps does: others are numbered in another way."""
    if link.status != "unknown_code":
        return ()
    steps = {goal.code.strip(" .").count(".") for goal in pool if goal.code}
    return tuple(code for code in link.missing_codes if code.strip(" .").count(".") in steps)


def _only_the_same(tie: Tie) -> None:
    """A cell that should repeat an indicator does not do so by being about the same."""
    kept = [one for one in tie.candidates if alike(tie.text, one[0].text)]
    tie.candidates = kept or tie.candidates
    tie.status = "linked" if kept else "unsure" if tie.candidates else "none"


def _look_beside(
    spec: TargetRows, doubtful: list[Tie], known: list[Indicator], pool: list[Goal], linker: Linker
) -> None:
    """A doubtful target serves the candidate that its neighbouring cell (the superior's RHK) is linked to."""
    from kinerja_docs.linking import Target

    asked = [Target(str(place), tie.rows[0].text(spec.beside)) for place, tie in enumerate(doubtful)]
    for tie, link in zip(doubtful, linker.link(asked, known), strict=True):
        if link.status != "linked" or not link.target.text:
            continue
        served = pool[int(link.candidates[0].indicator.id)]
        if any(goal is served for goal, _ in tie.candidates):
            tie.candidates.sort(key=lambda one: one[0] is not served)
            tie.status = "linked"


def linker_of(facts: FactSet, targets: Sequence[str], known: Sequence[Indicator]) -> Linker:
    """The linker of an office with what its people decided. What they confirmed teaches the lexicon of this run."""
    from kinerja_docs.linking import decisions, fingerprint
    from kinerja_docs.linking.lexicon import office_file
    from kinerja_docs.linking.teach import lesson

    office = facts.office
    folder = office.folder if office is not None else None
    own = office_file(folder) if folder is not None else None
    changed = own.stat().st_mtime_ns if own is not None and own.is_file() else 0
    folder = folder if changed else None  # offices without words of their own share one linker
    held = [one for one in office.links if one.holds(facts.today)] if office is not None else []
    decided = decisions((one.fingerprint, one.decision) for one in held)
    confirmed = {key for key, one in decided.items() if one.linked}
    lessons = [
        lesson(text, indicator.text)
        for text in (targets if confirmed else ())
        for indicator in known
        if fingerprint(text, indicator.text) in confirmed
    ]
    taught = tuple(dict.fromkeys((one.term, one.equivalent, one.fingerprint) for one in lessons if one is not None))
    return _linker(folder, changed, tuple(sorted((key, one.linked) for key, one in decided.items())), taught)


@lru_cache(maxsize=8)
def _linker(
    folder: Path | None, changed: int, decided: tuple[tuple[str, bool], ...], taught: tuple[tuple[str, str, str], ...]
) -> Linker:
    """``changed`` is when the office's lexicon was last written, so that a long run sees a new one."""
    from kinerja_docs.linking import Decision, Lexicon, Linker
    from kinerja_docs.linking.lexicon import PART_OF, Entry

    lexicon = Lexicon.load(folder)
    if taught:
        source = words.get("link_reason.decision")
        more = [Entry(term, (other,), PART_OF, f"{source} {key}", taught=True) for term, other, key in taught]
        lexicon = Lexicon([*lexicon.entries, *more])
    return Linker(lexicon, {key: Decision(key, linked) for key, linked in decided})


def head_of(facts: FactSet) -> Fact | None:
    """The PK of the head of the office: by post, else the only one that stands under no other PK of the set."""
    every = facts.submitted(PK)
    for titles in link_map().heads:
        held = [fact for fact in every if _is_head(fold(fact.text("pihak_pertama.jabatan")), titles)]
        if len(held) == 1:
            return held[0]
        if held:
            every = held
            break
    people = {name_key(fact.person or "") for fact in facts.of(PK)}
    top = [fact for fact in every if name_key(fact.text("pihak_kedua.nama")) not in people - {""}]
    return top[0] if len(top) == 1 else None


def _is_head(post: str, titles: Sequence[str]) -> bool:
    return post.startswith(tuple(titles)) and not set(post.split()) & set(link_map().heads_not)

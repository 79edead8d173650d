"""Which indicator a target serves: a person's decision, a cited code, the same text, then lexicon and likeness."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Literal

from kinerja_docs import words
from kinerja_docs.linking.decisions import Decision, half
from kinerja_docs.linking.evidence import Evidence, Seen
from kinerja_docs.linking.lexicon import Lexicon
from kinerja_docs.linking.settings import settings
from kinerja_docs.linking.texts import Cited, code_of, same_code

if TYPE_CHECKING:
    from kinerja_docs.linking.evidence import Matrix

_TELLING = 0.1  # lighter words explain nothing
Status = Literal["linked", "unsure", "none", "unknown_code"]
ReasonKind = Literal["decision", "code", "same_text", "lexicon", "field", "words", "apart", "contrast", "routine"]


@dataclass(frozen=True, slots=True)
class Target:
    """A text that should serve an indicator; ``id`` is the caller's."""

    id: str
    text: str


@dataclass(frozen=True, slots=True)
class Indicator:
    """An indicator: its text, and its code as printed (``IKU 1.2``, ``3.``), if it has one."""

    id: str
    text: str
    code: str = ""


@dataclass(frozen=True, slots=True)
class Reason:
    """One thing that carries a candidate (or speaks against it): ``target`` and ``indicator`` are the words on either
    side; ``source`` names the lexicon entry's origin, the field or the contrast."""

    kind: ReasonKind
    target: tuple[str, ...] = ()
    indicator: tuple[str, ...] = ()
    source: str = ""


@dataclass(eq=False)
class Candidate:
    """One indicator for a target, with its score (0-1). Reasons are worked out when someone asks."""

    indicator: Indicator
    score: float
    certain: ReasonKind | None
    _seen: tuple[Evidence, Seen, Seen] = field(repr=False)

    @cached_property
    def reasons(self) -> tuple[Reason, ...]:
        """What carries the candidate, certain things first."""
        evidence, ours, theirs = self._seen
        first = (Reason(self.certain),) if self.certain else ()
        pair = ours.reading.text, theirs.reading.text, words.language()
        if pair not in evidence.reasons:  # the same two texts stand in many people's documents
            evidence.reasons[pair] = tuple(_reasons(evidence, ours, theirs))
        return (*first, *evidence.reasons[pair])


@dataclass(eq=False)
class Link:
    """The result for one target. ``candidates`` are ranked; the first is the link where ``status`` is ``linked``.

    ``unknown_code``: none of the codes that the text cites exists (``missing_codes``, as printed).
    """

    target: Target
    status: Status
    candidates: tuple[Candidate, ...]
    missing_codes: tuple[str, ...] = ()

    @property
    def score(self) -> float:
        """Of the best candidate (0-1)."""
        return self.candidates[0].score if self.candidates else 0.0


class Linker:
    """Links many targets to many indicators; one linker may serve a whole run, since it remembers texts."""

    def __init__(self, lexicon: Lexicon | None = None, decisions: Mapping[str, Decision] | None = None) -> None:
        self.evidence = Evidence(lexicon or Lexicon.load())
        self.decisions = dict(decisions or {})

    def scores(self, targets: Sequence[str], indicators: Sequence[str]) -> Matrix:
        """Likeness alone: targets × indicators, 0-1."""
        evidence = self.evidence
        return evidence.scores(evidence.matrices(evidence.see(targets), evidence.see(indicators)))

    def link(self, targets: Sequence[Target], indicators: Sequence[Indicator]) -> list[Link]:
        """One link for each target, in order."""
        if not targets:
            return []
        if not indicators:
            return [Link(target, "none", ()) for target in targets]
        evidence = self.evidence
        ours = evidence.see(target.text for target in targets)
        theirs = evidence.see(indicator.text for indicator in indicators)
        scores = evidence.scores(evidence.matrices(ours, theirs)).tolist()
        codes = [code_of(indicator.code) if indicator.code else None for indicator in indicators]
        halves = [half(indicator.text) for indicator in indicators] if self.decisions else []
        return [
            self._one(target, seen, indicators, theirs, row, codes, halves)
            for target, seen, row in zip(targets, ours, scores, strict=True)
        ]

    def _one(
        self,
        target: Target,
        seen: Seen,
        indicators: Sequence[Indicator],
        theirs: Sequence[Seen],
        row: list[float],
        codes: Sequence[Cited | None],
        halves: Sequence[str],
    ) -> Link:
        certain: dict[int, ReasonKind] = {}
        denied: set[int] = set()
        for place, other in enumerate(theirs):
            if other.reading.key == seen.reading.key or (
                len(seen.reading.content) > 1 and seen.reading.content == other.reading.content
            ):
                certain[place] = "same_text"
        missing = _cited(seen.reading.cited, codes, certain)
        if halves:
            mine = half(target.text)
            for place, other_half in enumerate(halves):
                decision = self.decisions.get(mine + other_half)
                if decision is not None and decision.linked:
                    certain[place] = "decision"
                elif decision is not None:
                    certain.pop(place, None)
                    denied.add(place)
        strength = {"decision": 3, "code": 2, "same_text": 1}
        kept = [place for place in range(len(row)) if place not in denied]
        order = sorted(kept, key=lambda place: (-strength.get(certain.get(place, ""), 0), -row[place], place))
        least = settings().thresholds.unsure
        shown = [place for place in order if place in certain or row[place] >= least]
        candidates = tuple(
            Candidate(
                indicators[place],
                1.0 if place in certain else row[place],
                certain.get(place),
                (self.evidence, seen, theirs[place]),
            )
            for place in shown[: settings().thresholds.candidates]
        )
        return Link(target, _status(candidates, missing, seen), candidates, missing)


def _cited(cited: Sequence[Cited], codes: Sequence[Cited | None], certain: dict[int, ReasonKind]) -> tuple[str, ...]:
    """Marks the indicators whose code is cited; the cited codes that no indicator has. Where no indicator prints a code
    nothing can be said."""
    missing: list[str] = []
    if not any(codes):
        return ()
    for one in cited:
        places = [place for place, code in enumerate(codes) if code is not None and same_code(one, code)]
        certain.update(dict.fromkeys(places, "code"))
        if not places:
            missing.append(one.printed)
    return tuple(missing)


def _status(candidates: Sequence[Candidate], missing: Sequence[str], seen: Seen) -> Status:
    if candidates and candidates[0].certain in ("decision", "code"):
        return "linked"
    if missing:
        return "unknown_code"
    if not candidates:
        return "none"
    return "linked" if candidates[0].certain or candidates[0].score >= settings().thresholds.linked else "unsure"


def _reasons(evidence: Evidence, ours: Seen, theirs: Seen) -> list[Reason]:
    """What carries the pair by likeness, then what speaks against it."""
    names, lang = evidence.fields.bidang, words.language()
    found = list(_lexicon_reasons(evidence, ours, theirs))
    for place in ours.hints.keys() & theirs.hints.keys():
        name = names[evidence.field_names[place]].nama[lang]
        found.append(Reason("field", _hinted(ours, [place]), _hinted(theirs, [place]), name))
    shared = [stem for stem in ours.weights if stem in theirs.weights and ours.weights[stem] >= _TELLING]
    if shared:
        found.append(Reason("words", _printed(ours, shared), _printed(theirs, shared)))
    for place, (mine, other) in enumerate(zip(ours.sides, theirs.sides, strict=True)):
        if (mine[0] and not other[0] and other[1]) or (other[0] and not mine[0] and mine[1]):
            found.append(Reason("contrast", source=evidence.settings.contrasts[place].name[lang]))
    routine = evidence.field_names.index(evidence.settings.routine_field)
    if routine in ours.hints and routine not in theirs.hints:
        found.append(Reason("routine", _hinted(ours, [routine])))
    if evidence.is_apart(ours, theirs):
        found.append(Reason("apart", _hinted(ours, ours.hints), _hinted(theirs, theirs.hints)))
    return found


def _lexicon_reasons(evidence: Evidence, ours: Seen, theirs: Seen) -> Iterator[Reason]:
    lexicon = evidence.lexicon
    for start in ours.terms:
        for end in theirs.terms:
            way = lexicon.ways[start].get(end)
            if way is not None:
                yield Reason("lexicon", (lexicon.names[start],), (lexicon.names[end],), way.entry.source)


def _hinted(seen: Seen, places: Iterable[int]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(word for place in places for word, _ in seen.hints[place]))


def describe(reason: Reason) -> str:
    """The reason as a phrase in the language of this run."""
    return words.get(
        f"link_reason.{reason.kind}",
        target=", ".join(reason.target),
        indicator=", ".join(reason.indicator),
        source=reason.source,
    )


def _printed(seen: Seen, stems: Sequence[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(word.printed for word in seen.reading.words if word.stem in stems))

"""Check kinds that look at wording: results told as activities, indicators that count own work, units that do not fit.

What they find is likely, never certain. The words themselves are data: classes of ``checklists/data/kata_hasil.csv``,
units of ``satuan.csv``, and the lists of the items.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from functools import cached_property, lru_cache

from kinerja_docs.checking.hits import Context, Hit, Kind
from kinerja_docs.checking.params import RowParams, filled, row_key, short
from kinerja_docs.model import Record, Row, Value
from kinerja_docs.text import fold, squash, units, word_lists
from kinerja_docs.text.language import words_pattern

_CACHE = 8192
_BRACKET = re.compile(r"\([^)]*\)?")
_NUMBERING = re.compile(r"(?:\d{1,3}|[a-z])")


class ActivityWorded(RowParams):
    """``column`` must tell a result. An activity begins with an active verb (a word of the class ``verbs``, or one with
    ``verb_prefix`` and without ``result_suffix``, ``not_verbs`` excepted), or with a noun of the class ``nouns`` and
    tells no state (class ``states``, or one of ``state_words``). A noun of ``categories`` must also stand almost alone:
    at most ``bare`` other words, ``linking`` words not counted.
    """

    column: str
    verbs: str
    verb_prefix: str
    result_suffix: str
    not_verbs: tuple[str, ...]
    nouns: str
    categories: tuple[str, ...]
    bare: int
    linking: tuple[str, ...]
    states: str
    state_words: tuple[str, ...]

    @cached_property
    def activity(self) -> Callable[[str], str | None]:
        """The word that makes a text an activity, or None; remembers what it has seen."""
        verbs, nouns = word_lists.words(self.verbs), word_lists.words(self.nouns)
        categories, linking = frozenset(map(fold, self.categories)), frozenset(map(fold, self.linking))
        not_verbs = frozenset(map(fold, self.not_verbs))
        state_words = re.compile(rf"\b(?:{words_pattern(self.state_words)})\b")

        @lru_cache(maxsize=_CACHE)
        def judge(text: str) -> str | None:
            plain = _BRACKET.sub(" ", text)
            words = fold(plain).split()
            while len(words) > 1 and _NUMBERING.fullmatch(words[0]):
                del words[0]
            if not words or words[0].endswith(self.result_suffix):
                return None
            first = words[0]
            if first in verbs or (first.startswith(self.verb_prefix) and len(first) > 5 and first not in not_verbs):
                return first
            if first not in nouns or word_lists.matcher(self.states).search(plain) or state_words.search(fold(plain)):
                return None
            others = [word for word in words[1:] if word not in nouns and word not in linking]
            return None if first in categories and len(others) > self.bare else first

        return judge


def activity_worded(params: ActivityWorded, record: Record, context: Context) -> Iterator[Hit]:
    """A planned result is worded as an activity."""
    for number, row, value in filled(params, record, params.column):
        word = params.activity(value.text)
        if word is not None:
            yield _word_hit(params, params.column, row, number, value, word)


def _word_hit(params: RowParams, column: str, row: Row, number: int, value: Value, word: str, variant: str = "") -> Hit:
    return Hit(
        value.at,
        params={"text": short(value.text), "word": word},
        table=params.table,
        column=column,
        key=row_key(row, params.key),
        row=number,
        group=row.group,
        variant=variant,
    )


class OutputIndicator(RowParams):
    """``column`` must not count own work.

    Own work is counted by a count word (class ``counts``) before a word of the class ``own_work`` (at most ``reach``
    words on), by such a word alone with a unit that counts, or by a percentage of it (class ``wrapped``, and the
    patterns of ``also_wrapped``). A text that holds one of ``outcomes`` tells an effect, and ``not_own`` are phrases
    that look like own work and are not ("laporan pelanggaran").
    """

    column: str
    unit: str
    target: str
    counts: str
    own_work: str
    wrapped: str
    also_wrapped: tuple[str, ...]
    reach: int
    outcomes: tuple[str, ...]
    not_own: tuple[str, ...]
    percent: tuple[str, ...]

    @cached_property
    def output(self) -> Callable[[str, bool], tuple[str, str] | None]:
        """Variant and the words that make a text an output indicator, or None; remembers what it has seen."""
        own = _phrases(word_lists.words(self.own_work))
        count = _phrases(word_lists.words(self.counts))
        outcome = re.compile(rf"\b(?:{words_pattern(map(fold, self.outcomes))})\b")
        foreign = re.compile(rf"\b(?:{words_pattern(map(fold, self.not_own))})\b")
        wrapped = [word_lists.matcher(self.wrapped), *(re.compile(pattern) for pattern in self.also_wrapped)]
        percent = re.compile(rf"^(?:{words_pattern(self.percent)})(?!\w)\s*", re.IGNORECASE)
        percent_word = fold(self.percent[0])

        @lru_cache(maxsize=_CACHE)
        def judge(text: str, counted: bool) -> tuple[str, str] | None:
            folded = fold(percent.sub(f"{percent_word} ", squash(text)))
            if outcome.search(folded):
                return None
            plain = foreign.sub("·", folded)
            for pattern in wrapped:
                match = pattern.search(plain)
                if match is not None:
                    return "wrapped", match.group()
            start = count.match(plain)
            if start is not None:
                rest = plain[start.end() :].split()
                match = own.search(" ".join(rest[: self.reach]))
                return ("count", f"{start.group()} … {match.group()}") if match is not None else None
            match = own.match(plain) if counted else None
            return ("object", match.group()) if match is not None else None

        return judge


def _phrases(words: frozenset[str]) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{words_pattern(words)})\b")


def output_indicator(params: OutputIndicator, record: Record, context: Context) -> Iterator[Hit]:
    """An indicator counts own work instead of its effect."""
    for number, row, value in filled(params, record, params.column):
        unit = _unit_of(row, params.unit, params.target)
        known = units.find(unit[0]) if unit is not None else None
        found = params.output(value.text, known is not None and known.kind == "hitungan")
        if found is not None:
            yield _word_hit(params, params.column, row, number, value, found[1], found[0])


def _unit_of(row: Row, unit: str, target: str) -> tuple[str, Value] | None:
    """The unit's text and the value that prints it: the unit's own column, else the target."""
    value = row.values.get(unit)
    if value is not None:
        return value.text, value
    value = row.values.get(target)
    return (value.unit, value) if value is not None and value.unit else None


class UnitMismatch(RowParams):
    """The unit must fit the measure word with which ``column`` begins.

    ``measures``: measure words → the kinds of unit (of ``satuan.csv``) that do *not* fit them.
    """

    column: str
    unit: str
    target: str
    measures: Mapping[str, tuple[str, ...]]
    percent: tuple[str, ...]

    @cached_property
    def refused(self) -> Callable[[str], tuple[str, frozenset[str]] | None]:
        """The measure word of a text and the unit kinds that do not fit it; remembers what it has seen."""
        table = {fold(word): frozenset(kinds) for word, kinds in self.measures.items()}
        pattern = re.compile(rf"(?:{words_pattern(table)})\b")
        percent = re.compile(rf"^(?:{words_pattern(self.percent)})(?!\w)\s*", re.IGNORECASE)
        percent_word = fold(self.percent[0])

        @lru_cache(maxsize=_CACHE)
        def find(text: str) -> tuple[str, frozenset[str]] | None:
            match = pattern.match(fold(percent.sub(f"{percent_word} ", squash(text))))
            return (match.group(), table[match.group()]) if match is not None else None

        return find


def unit_mismatch(params: UnitMismatch, record: Record, context: Context) -> Iterator[Hit]:
    """The unit does not fit what the indicator says it measures; at the unit."""
    for number, row, value in filled(params, record, params.column):
        measure = params.refused(value.text)
        unit = _unit_of(row, params.unit, params.target) if measure is not None else None
        if measure is None or unit is None:
            continue
        known = units.find(unit[0])
        if known is None or known.kind not in measure[1]:
            continue
        hit = _word_hit(params, params.unit, row, number, unit[1], measure[0])
        yield Hit(
            hit.at,
            related=(value.at,),
            params={"text": short(value.text), "word": measure[0], "unit": unit[0]},
            table=hit.table,
            column=hit.column,
            key=hit.key,
            row=number,
            group=row.group,
        )


KINDS: dict[str, Kind] = {
    "activity_worded": Kind(ActivityWorded, activity_worded),
    "output_indicator": Kind(OutputIndicator, output_indicator),
    "unit_mismatch": Kind(UnitMismatch, unit_mismatch),
}

"""What speaks for and against a link, for all targets and indicators of a set at once, as numpy matrices.

Every piece of evidence is a matrix of targets × indicators with numbers from 0 to 1; the score is a logistic sum of
them with the weights of ``penautan.yaml``. Nothing in it depends on the other texts of the set.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Any

from kinerja_docs.linking.lexicon import Lexicon
from kinerja_docs.linking.matching import Finder, Match, Stems, finder, longest
from kinerja_docs.linking.settings import Fields, Settings, fields, settings
from kinerja_docs.linking.texts import Reading, phrase_stems, read

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Matrix = NDArray[np.float32]

KINDS = ("field", "lexicon", "words", "cover", "grams", "apart", "contrast", "routine")
"""The pieces of evidence, in the order of the matrices."""
_MOST_SEEN = 10_000  # texts that are remembered: an office has a few hundred, a province has hundreds of thousands


@dataclass(frozen=True, slots=True)
class Seen:
    """One text with what was found in it: ``terms`` (number of a lexicon term → first and last word), ``hints`` (number
    of a field → the phrases found, each with its strength), ``sides`` (contrast number → one, other)."""

    reading: Reading
    terms: dict[int, tuple[int, int]]
    hints: dict[int, list[tuple[str, float]]]
    sides: tuple[tuple[bool, bool], ...]
    weights: dict[str, float]
    grams: dict[str, float]


class Evidence:
    """Looks at texts (:meth:`see`, remembered by text) and compares them (:meth:`matrices`)."""

    def __init__(self, lexicon: Lexicon, find: Finder | None = None) -> None:
        self.lexicon = lexicon
        self.settings: Settings = settings()
        self.fields: Fields = fields()
        self.field_names = list(self.fields.bidang)
        self._phrases: dict[Stems, int] = {}
        self._field_phrases: dict[int, dict[int, float]] = {}
        self._field_spelling: dict[int, str] = {}
        self._side_phrases: dict[int, list[tuple[int, int]]] = {}
        self._term_of: dict[int, int] = {}
        self._collect()
        self._find = find or finder(self._phrases)
        self._seen: dict[str, Seen] = {}
        self.reasons: dict[tuple[str, str, str], tuple[Any, ...]] = {}  # of two texts in a language, once worked out

    @property
    def phrases(self) -> dict[Stems, int]:
        """All phrases that are looked for, by stems; for those who bring a finder of their own."""
        return self._phrases

    def _number(self, stems: Stems) -> int:
        return self._phrases.setdefault(stems, len(self._phrases))

    def _collect(self) -> None:
        for stems, term in self.lexicon.terms.items():
            self._term_of[self._number(stems)] = term
        steps = self.settings.fields
        for place, field in enumerate(self.fields.bidang.values()):
            for strength, phrases in ((steps.hint, field.tanda), (steps.core, field.inti)):
                for phrase in phrases:
                    number = self._number(phrase_stems(phrase))
                    self._field_phrases.setdefault(number, {})[place] = strength
                    self._field_spelling[number] = phrase
        for place, contrast in enumerate(self.settings.contrasts):
            for side, phrases in enumerate((contrast.one, contrast.other, contrast.unless)):
                for phrase in phrases:
                    self._side_phrases.setdefault(self._number(phrase_stems(phrase)), []).append((place, side))

    def see(self, texts: Iterable[str]) -> list[Seen]:
        """What is in each text; new texts go through the phrase matcher together."""
        wanted = list(texts)
        if len(self._seen) > _MOST_SEEN:
            self._seen.clear()
            self.reasons.clear()
        fresh = [text for text in dict.fromkeys(wanted) if text not in self._seen]
        if fresh:
            readings = [read(text) for text in fresh]
            found = self._find([reading.stems for reading in readings])
            for text, reading, matches in zip(fresh, readings, found, strict=True):
                self._seen[text] = self._look(reading, matches)
        return [self._seen[text] for text in wanted]

    def _look(self, reading: Reading, matches: Sequence[Match]) -> Seen:
        terms: dict[int, tuple[int, int]] = {}
        for start, end, number in longest(match for match in matches if match[2] in self._term_of):
            terms.setdefault(self._term_of[number], (start, end))
        hints: dict[int, list[tuple[str, float]]] = {}
        for start, end, number in longest(match for match in matches if match[2] in self._field_phrases):
            printed = " ".join(word.printed for word in reading.words[start:end])
            for place, strength in self._field_phrases[number].items():
                hints.setdefault(place, []).append((printed, strength))
        sides = [[False, False, False] for _ in self.settings.contrasts]
        for _, _, number in matches:
            for place, side in self._side_phrases.get(number, ()):
                sides[place][side] = True
        weights: dict[str, float] = {}
        for word in reading.words:
            weights[word.stem] = max(word.weight, weights.get(word.stem, 0.0))
        return Seen(
            reading,
            terms,
            hints,
            tuple((one and not unless, other and not unless) for one, other, unless in sides),
            weights,
            _grams(weights, self.settings.gram_size),
        )

    @cached_property
    def _near(self) -> Matrix:
        """Fields × fields: how close they are, 1 on the diagonal."""
        import numpy as np

        place = {name: number for number, name in enumerate(self.field_names)}
        near = np.eye(len(place), dtype=np.float32)
        for name, field in self.fields.bidang.items():
            for other, closeness in field.dekat.items():
                one, two = place[name], place[other]
                near[one, two] = near[two, one] = max(near[one, two], closeness)
        return near

    @cached_property
    def _term_weights(self) -> list[float]:
        """How much each lexicon term says: the sum of its words' weights, at most 1."""
        return [
            min(1.0, sum(read(name).words[n].weight for n in range(len(read(name).words))))
            for name in self.lexicon.names
        ]

    def matrices(self, targets: Sequence[Seen], indicators: Sequence[Seen]) -> Matrix:
        """Evidence (in the order of :data:`KINDS`) × targets × indicators."""
        import numpy as np

        field, apart, routine = self._field_matrices(targets, indicators)
        lexicon = self._lexicon_matrix(targets, indicators)
        words, cover = _word_matrices(targets, indicators)
        grams = _cosine([one.grams for one in targets], [one.grams for one in indicators])
        contrast = self._contrast_matrix(targets, indicators)
        apart = apart * (1 - lexicon)
        return np.stack([field, lexicon, words, cover, grams, apart, contrast, routine])

    def is_apart(self, ours: Seen, theirs: Seen) -> bool:
        """Whether two texts are known to be of fields that have nothing to do with each other; as ``apart`` of
        :meth:`matrices`."""
        if not ours.hints or not theirs.hints:
            return False
        apart = self._field_matrices([ours], [theirs])[1]
        return bool(apart[0, 0] > 0) and bool(self._lexicon_matrix([ours], [theirs])[0, 0] < 1)

    def scores(self, matrices: Matrix) -> Matrix:
        """Targets × indicators: the logistic sum (0-1)."""
        import numpy as np

        weights = self.settings.weights
        factors = np.array([getattr(weights, kind) for kind in KINDS], dtype=np.float32)
        total: Matrix = np.tensordot(factors, matrices, axes=1) + np.float32(weights.bias)
        result: Matrix = (1 / (1 + np.exp(-total))).astype(np.float32)
        return result

    def _profile(self, seen: Sequence[Seen]) -> Matrix:
        import numpy as np

        table = np.zeros((len(seen), len(self.field_names)), dtype=np.float32)
        for row, one in enumerate(seen):
            for place, hints in one.hints.items():
                table[row, place] = min(1.0, sum(strength for _, strength in hints))
        return table

    def _field_matrices(self, targets: Sequence[Seen], indicators: Sequence[Seen]) -> tuple[Matrix, Matrix, Matrix]:
        """Agreement of fields; how far two known fields disagree; how far only the target is routine."""
        import numpy as np

        ours, theirs = self._profile(targets), self._profile(indicators)
        near = self._near
        norm = np.sqrt(np.maximum(np.einsum("ij,jk,ik->i", ours, near, ours), 1e-6))
        norm_other = np.sqrt(np.maximum(np.einsum("ij,jk,ik->i", theirs, near, theirs), 1e-6))
        sure, sure_other = ours.max(axis=1, initial=0), theirs.max(axis=1, initial=0)
        both = np.sqrt(np.outer(sure, sure_other))
        agreement = np.minimum(1.0, (ours @ near @ theirs.T) / np.outer(norm, norm_other))
        steps = self.settings.fields
        known = np.outer(sure >= steps.known, sure_other >= steps.known)
        apart = np.where(known & (agreement < steps.apart), both, 0.0)
        place = self.field_names.index(self.settings.routine_field)
        routine = np.outer(ours[:, place], 1 - theirs[:, place])
        return (
            (agreement * both).astype(np.float32),
            apart.astype(np.float32),
            routine.astype(np.float32),
        )

    def _lexicon_matrix(self, targets: Sequence[Seen], indicators: Sequence[Seen]) -> Matrix:
        """The strongest way from a term of the target to a term of the indicator, times what the terms say."""
        import numpy as np

        reach = np.zeros((len(self.lexicon), len(indicators)), dtype=np.float32)
        weights = self._term_weights
        ends: dict[int, list[int]] = {}
        for column, one in enumerate(indicators):
            for term in one.terms:
                ends.setdefault(term, []).append(column)
        same = self.settings.lexicon.same
        starts = {term for one in targets for term in one.terms}
        for start in starts:
            row = reach[start]
            for end, strength in [
                (start, same),
                *((end, way.strength) for end, way in self.lexicon.ways[start].items()),
            ]:
                for column in ends.get(end, ()):
                    row[column] = max(row[column], strength * min(weights[start], weights[end]))
        table = np.zeros((len(targets), len(indicators)), dtype=np.float32)
        for place, one in enumerate(targets):
            if one.terms:
                table[place] = reach[list(one.terms)].max(axis=0)
        return table

    def _contrast_matrix(self, targets: Sequence[Seen], indicators: Sequence[Seen]) -> Matrix:
        import numpy as np

        ours = np.array([one.sides for one in targets], dtype=bool).reshape(len(targets), -1, 2)
        theirs = np.array([one.sides for one in indicators], dtype=bool).reshape(len(indicators), -1, 2)
        one, other = ours[:, None, :, 0], ours[:, None, :, 1]
        one_there, other_there = theirs[None, :, :, 0], theirs[None, :, :, 1]
        against = (one & ~one_there & other_there) | (one_there & ~one & other)
        result: Matrix = against.any(axis=2).astype(np.float32)
        return result


@lru_cache(maxsize=65536)
def _grams_of(word: str, size: int) -> tuple[str, ...]:
    padded = f" {word} "
    return tuple(padded[place : place + size] for place in range(max(1, len(padded) - size + 1)))


def _grams(weights: dict[str, float], size: int) -> dict[str, float]:
    """Weight of each run of ``size`` letters: its words' weights, damped for long words."""
    found: dict[str, float] = {}
    for word, weight in weights.items():
        for gram in _grams_of(word, size):
            found[gram] = found.get(gram, 0.0) + weight
    return found


def _table(rows: Sequence[dict[str, float]], columns: dict[str, int]) -> Matrix:
    import numpy as np

    table = np.zeros((len(rows), len(columns)), dtype=np.float32)
    for number, row in enumerate(rows):
        for key, weight in row.items():
            column = columns.get(key)
            if column is not None:
                table[number, column] = weight
    return table


def _lengths(rows: Sequence[dict[str, float]]) -> Matrix:
    import numpy as np

    return np.array([sum(weight * weight for weight in row.values()) ** 0.5 or 1.0 for row in rows], dtype=np.float32)


def _columns(rows: Sequence[dict[str, float]]) -> dict[str, int]:
    return {key: number for number, key in enumerate(dict.fromkeys(key for row in rows for key in row))}


def _cosine(ours: Sequence[dict[str, float]], theirs: Sequence[dict[str, float]]) -> Matrix:
    """Cosine of the angle between weighted bags; only what the indicators hold needs a column."""
    import numpy as np

    columns = _columns(theirs)
    dots = _table(ours, columns) @ _table(theirs, columns).T
    result: Matrix = dots / np.outer(_lengths(ours), _lengths(theirs))
    return result


def _word_matrices(targets: Sequence[Seen], indicators: Sequence[Seen]) -> tuple[Matrix, Matrix]:
    """Cosine of weighted stems, and the share of the smaller text's weight that is shared (damped for tiny ones)."""
    import numpy as np

    ours, theirs = [one.weights for one in targets], [one.weights for one in indicators]
    columns = _columns(theirs)
    left, right = _table(ours, columns), _table(theirs, columns)
    dots = left @ right.T
    cosine = dots / np.outer(_lengths(ours), _lengths(theirs))
    shared = np.sqrt(left) @ np.sqrt(right).T
    sizes = np.array([sum(row.values()) for row in ours], dtype=np.float32)
    sizes_other = np.array([sum(row.values()) for row in theirs], dtype=np.float32)
    smaller = np.minimum(sizes[:, None], sizes_other[None, :])
    cover = np.minimum(1.0, shared / (smaller + 0.5))
    return cosine.astype(np.float32), cover.astype(np.float32)

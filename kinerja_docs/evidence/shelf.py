"""All files of the evidence folders of one LKE, and which of them a name in a cell means."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import unquote

from rapidfuzz import fuzz

from kinerja_docs.evidence.exhibit import CODE, Exhibit
from kinerja_docs.evidence.settings import settings
from kinerja_docs.text import fold
from kinerja_docs.text.evidence import Piece

_DIGITS = re.compile(r"\d+")


class Twins:
    """Pairs of different files with nearly the same words (or the same bytes), worked out once for all offices."""

    def __init__(self, exhibits: Sequence[Exhibit]) -> None:
        self.exhibits = exhibits

    @cached_property
    def found(self) -> list[tuple[Exhibit, Exhibit, float]]:
        """Each pair with the share of words they have in common, the earlier path first, in the order of the later."""
        twins = settings().twins
        seen = [one for one in self.exhibits if one.seen]
        found = {
            (one.path, other.path): (one, other, share)
            for one, other, share in _Sharing(seen, twins.least).pairs(twins.jaccard)
        }
        for same in _grouped([one for one in self.exhibits if one.sha256], lambda one: one.sha256).values():
            first, *others = sorted(same, key=lambda one: one.path)
            found |= {(first.path, other.path): (first, other, 1.0) for other in others if other.path != first.path}
        return [found[key] for key in sorted(found, key=lambda key: key[::-1])]


class Shelves:
    """The evidence of all offices of a run; each office has a shelf of its own."""

    def __init__(self, exhibits: Iterable[Exhibit]) -> None:
        self.exhibits = tuple(exhibits)
        self._twins = Twins(self.exhibits)
        self._known: dict[str, Shelf | None] = {}

    def of(self, office: str) -> Shelf | None:
        """The shelf of an office: its own folder and those that were named on their own; None where there is none."""
        if office not in self._known:
            own = tuple(one for one in self.exhibits if one.office in ("", office))
            self._known[office] = Shelf(own, self._twins) if own else None
        return self._known[office]


@dataclass(frozen=True)
class Shelf:
    """``exhibits`` in path order; ``all_twins`` are pairs among the files of all offices."""

    exhibits: tuple[Exhibit, ...]
    all_twins: Twins | None = None

    @classmethod
    def of(cls, exhibits: Iterable[Exhibit], office: str) -> Shelf | None:
        """The shelf of one office among the evidence of several."""
        return Shelves(exhibits).of(office)

    @cached_property
    def _by_name(self) -> dict[str, list[Exhibit]]:
        return _grouped(self.exhibits, lambda one: fold(one.name))

    @cached_property
    def _by_stem(self) -> dict[str, list[Exhibit]]:
        return _grouped(self.exhibits, lambda one: fold(_stem(one.name)))

    @cached_property
    def _by_code(self) -> dict[str, list[Exhibit]]:
        return _grouped([one for one in self.exhibits if one.code], lambda one: one.code)

    @cached_property
    def _paths(self) -> list[tuple[str, Exhibit]]:
        return [("/" + _path_key(one.path), one) for one in self.exhibits]

    def find(self, piece: Piece) -> list[Exhibit]:
        """The files that a piece of evidence means: by path, by name, by a name that is nearly the same."""
        if piece.kind == "path":
            found = self._at(piece.text)
            if found:
                return found
        name = re.split(r"[\\/]", unquote(piece.text))[-1]
        if piece.kind == "document":
            return self._named(name)
        return self._by_name.get(fold(name)) or self._by_stem.get(fold(_stem(name))) or self._nearly(name)

    def of_code(self, code: str) -> list[Exhibit]:
        """The files whose name begins with the code of an item (the whole code, or its end)."""
        return [one for known, found in self._by_code.items() if is_code_of(known, code) for one in found]

    def nearest(self, piece: Piece) -> Exhibit | None:
        """The file that comes closest to a name that is not there, to be suggested."""
        name = fold(_stem(re.split(r"[\\/]", piece.text)[-1]))
        best = max(self.exhibits, key=lambda one: fuzz.ratio(name, fold(_stem(one.name))), default=None)
        least = settings().matching.alike_with_code
        return best if best is not None and fuzz.ratio(name, fold(_stem(best.name))) >= least else None

    def _at(self, text: str) -> list[Exhibit]:
        """The file at the end of a path, or all files of a folder; the cell's path may begin above the folder."""
        parts = [part for part in re.split(r"[\\/]+", unquote(re.sub(r"^(?:file:/*)?[A-Za-z]:", "", text))) if part]
        for start in range(len(parts)):
            if start and len(parts) - start < 2:
                break  # a bare name is looked for elsewhere
            key = "/" + "/".join(fold(part) for part in parts[start:])
            found = [one for path, one in self._paths if path.endswith(key) or f"{key}/" in path]
            if found:
                return found
        return []

    def _nearly(self, name: str) -> list[Exhibit]:
        """Names that differ by letters only: no other number, no other item."""
        matching = settings().matching
        wanted, digits, code = fold(_stem(name)), _DIGITS.findall(_stem(name)), _code(name)
        best: tuple[float, Exhibit] | None = None
        for one in self.exhibits:
            stem = _stem(one.name)
            if _DIGITS.findall(stem) != digits or one.code != code:
                continue
            score = fuzz.ratio(wanted, fold(stem))
            if score >= (matching.alike_with_code if code else matching.alike) and (best is None or score > best[0]):
                best = score, one
        return [best[1]] if best is not None else []

    def _named(self, text: str) -> list[Exhibit]:
        """Files whose name holds all words of a document that a cell names without a suffix."""
        matching = settings().matching
        words = {word for word in fold(text).split() if word not in matching.idle}
        if len(words) < matching.least_words:
            return []
        exact = self._by_stem.get(fold(text))
        return exact or [one for one in self.exhibits if words <= set(fold(_stem(one.name)).split())]

    def twins(self) -> list[tuple[Exhibit, Exhibit, float]]:
        """Pairs of different files with nearly the same words, one of them on this shelf, the earlier path first."""
        return self._twins

    @cached_property
    def _twins(self) -> list[tuple[Exhibit, Exhibit, float]]:
        own = {one.path for one in self.exhibits}
        pairs = (self.all_twins or Twins(self.exhibits)).found
        return [pair for pair in pairs if pair[0].path in own or pair[1].path in own]


class _Sharing:
    """Documents beside each other by the words they share. Two sets that share a part ``j`` of their union share one
    of the rarest words of either, so that only documents with such a word in common are compared."""

    def __init__(self, exhibits: Sequence[Exhibit], least: int) -> None:
        self.sets = [(one, words) for one in exhibits if len(words := one.hashes()) >= least]

    def pairs(self, jaccard: float) -> Iterable[tuple[Exhibit, Exhibit, float]]:
        """Pairs whose Jaccard index is at least ``jaccard``, each once."""
        count: dict[int, int] = defaultdict(int)
        for _, words in self.sets:
            for word in words:
                count[word] += 1
        holders: dict[int, list[int]] = defaultdict(list)
        for number, (one, words) in enumerate(self.sets):
            prefix = len(words) - int(-(-jaccard * len(words) // 1)) + 1
            candidates: set[int] = set()
            for word in sorted(words, key=lambda word: (count[word], word))[:prefix]:
                candidates.update(holders[word])
                holders[word].append(number)
            for earlier in sorted(candidates):
                other, others = self.sets[earlier]
                shared = len(words & others)
                share = shared / (len(words) + len(others) - shared)
                if share >= jaccard:
                    first, second = sorted((one, other), key=lambda exhibit: exhibit.path)
                    yield first, second, share


def is_code_of(printed: str, code: str) -> bool:
    """Whether a printed code means an item: the whole code, or its end (``1.i.a`` for ``A.I.1.i.a``)."""
    return code == printed or code.endswith("." + printed)


def _code(name: str) -> str:
    found = CODE.match(name)
    return found.group() if found is not None else ""


def _stem(name: str) -> str:
    stem, dot, suffix = name.rpartition(".")
    return stem if dot and 1 < len(suffix) <= 4 and suffix.isalnum() else name


def _path_key(path: str) -> str:
    return "/".join(fold(part) for part in re.split(r"[\\/]+", path.replace("!/", "/")) if part)


def _grouped(exhibits: Iterable[Exhibit], key: Callable[[Exhibit], str]) -> dict[str, list[Exhibit]]:
    found: dict[str, list[Exhibit]] = defaultdict(list)
    for one in exhibits:
        found[key(one)].append(one)
    return dict(found)

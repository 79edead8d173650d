"""Finding the phrases of a lexicon in many texts at once, as sequences of stems.

spaCy's PhraseMatcher does it where spaCy is installed (extra ``language``); a plain trie does the same without. Both
give every match, overlapping ones too, so that nothing depends on which of them ran; a test keeps them equal.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from importlib.util import find_spec
from typing import Any

Stems = tuple[str, ...]
Match = tuple[int, int, int]  # first word, word after the last, number of the phrase
Finder = Callable[[Sequence[Sequence[str]]], list[list[Match]]]
_BREAK = "\u241e"  # between two texts of one run; no phrase holds it


def finder(phrases: Mapping[Stems, int]) -> Finder:
    """The quickest finder that is installed; ``phrases`` maps stems to the number that matches carry."""
    return by_spacy(phrases) if find_spec("spacy") is not None else by_trie(phrases)


def by_trie(phrases: Mapping[Stems, int]) -> Finder:
    """A finder without spaCy."""
    root: dict[str, Any] = {}
    for stems, number in phrases.items():
        node = root
        for one in stems:
            node = node.setdefault(one, {})
        node[_BREAK] = number

    def find(texts: Sequence[Sequence[str]]) -> list[list[Match]]:
        return [sorted(_walk(root, stems)) for stems in texts]

    return find


def _walk(root: dict[str, Any], stems: Sequence[str]) -> Iterable[Match]:
    for start in range(len(stems)):
        node, end = root, start
        while end < len(stems) and (following := node.get(stems[end])) is not None:
            node, end = following, end + 1
            if _BREAK in node:
                yield start, end, node[_BREAK]


def by_spacy(phrases: Mapping[Stems, int]) -> Finder:
    """A finder with spaCy's PhraseMatcher on a blank pipeline. All texts go through it as one document, because making
    documents costs more than matching."""
    import spacy
    from spacy.matcher import PhraseMatcher
    from spacy.tokens import Doc

    vocab = spacy.blank("xx").vocab
    matcher = PhraseMatcher(vocab, attr="ORTH")
    for stems, number in phrases.items():
        matcher.add(str(number), [Doc(vocab, words=list(stems))])
    numbers = {vocab.strings[str(number)]: number for number in phrases.values()}

    def find(texts: Sequence[Sequence[str]]) -> list[list[Match]]:
        words: list[str] = []
        owner: list[tuple[int, int]] = []
        for number, stems in enumerate(texts):
            start = len(words)
            words += stems
            words.append(_BREAK)
            owner += [(number, start)] * (len(stems) + 1)
        found: list[list[Match]] = [[] for _ in texts]
        for label, start, end in matcher(Doc(vocab, words=words)):
            text, first = owner[start]
            found[text].append((start - first, end - first, numbers[label]))
        return [sorted(matches) for matches in found]

    return find


def longest(matches: Iterable[Match]) -> list[Match]:
    """The matches that no longer one covers or overlaps, in order of place."""
    kept: list[Match] = []
    for match in sorted(matches, key=lambda one: (one[0] - one[1], one[0])):
        if all(match[1] <= other[0] or match[0] >= other[1] for other in kept):
            kept.append(match)
    return sorted(kept)

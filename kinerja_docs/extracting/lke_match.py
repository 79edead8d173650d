"""Which edition a printed tree follows, the level of each of its nodes, and their codes in that edition.

Names are compared, not numbers alone: local sheets move criteria about and repeat area names. What an edition does not
know keeps its place in the printed tree and has no code.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

from rapidfuzz import fuzz, process

from kinerja_docs.definitions.framework import LEVELS, Framework, Node
from kinerja_docs.extracting.lke_rows import Entry
from kinerja_docs.text import fold

_ALIKE = 86.0  # a criterion with small changes of wording
_MEMO = 5000
_SIBLING = 62.0  # a heading in its place, by another name
_ENOUGH = 0.3  # of the entries, for a sheet whose title names no family
_RANK = {level: rank for rank, level in enumerate(LEVELS)}
Key = tuple[int, str]


class Names:
    """The names of one edition, folded once."""

    def __init__(self, framework: Framework) -> None:
        self.framework = framework
        self.exact: dict[str, list[Node]] = {}
        self.folded: dict[str, list[str]] = {}
        for node in framework.nodes.values():
            keys = [fold(name) for name in (node.name, *node.aliases)]
            self.folded[node.code] = keys
            for key in dict.fromkeys(keys):
                self.exact.setdefault(key, []).append(node)
        self.choices = list(self.exact)
        self.position = _positions(framework)
        self.like = lru_cache(_MEMO)(self._like)
        self.level = lru_cache(_MEMO)(self._level)

    def _like(self, name: str) -> list[Node]:
        """The nodes of this name, else of the one that is nearly it."""
        key = fold(name)
        found = self.exact.get(key)
        if found is None and len(key) > 12:
            best = process.extractOne(key, self.choices, scorer=fuzz.ratio, score_cutoff=_ALIKE)
            found = self.exact[best[0]] if best is not None else None
        return found or []

    def _level(self, name: str) -> str:
        """The level of the nodes of this name, blank where there are none or they disagree."""
        levels = {str(node.level) for node in self.like(name)}
        return levels.pop() if len(levels) == 1 else ""


@lru_cache(maxsize=32)
def names_of(framework: Framework) -> Names:
    """The names of an edition (kept, because the same edition meets many sheets)."""
    return Names(framework)


def choose(entries: Sequence[Entry], frameworks: Sequence[Framework], family: str | None) -> Framework | None:
    """The edition that knows most of the names: of the title's family where it has one, else of any."""
    if not entries:
        return None
    keys = [fold(entry.name) for entry in entries]
    own = [one for one in frameworks if family is None or one.family == family]
    for known in (_known, _known_nearly):
        scores = {one.id: known(keys, one) for one in own}
        best = max(own, key=lambda one: scores[one.id], default=None)
        if best is not None and scores[best.id] >= max(1 if family else 3, _ENOUGH * len(keys)):
            return best
    if family is None:
        return None
    return next((one for one in own if one.has_tree), None)


def _known(keys: Iterable[str], framework: Framework) -> int:
    names = names_of(framework)
    return sum(key in names.exact for key in keys)


def _known_nearly(keys: Sequence[str], framework: Framework) -> int:
    names = names_of(framework)
    return sum(bool(names.like(key)) for key in keys)


def assign_levels(entries: Sequence[Entry], framework: Framework | None, fallback: Sequence[str]) -> None:
    """Set ``level`` of every entry: from the edition, from what stands in the same column, else by depth."""
    _split_integers(entries)
    names = names_of(framework) if framework is not None else None
    own = [names.level(entry.name) if names is not None else "" for entry in entries]
    counted = [(entry, level) for entry, level in zip(entries, own, strict=True) if level and not entry.level]
    votes = Counter((entry.column, entry.kind, level) for entry, level in counted)
    voted: dict[Key, str] = {}
    for column, kind, level in sorted(votes, key=lambda vote: -votes[vote]):
        voted.setdefault((column, kind), level)
    depths = _depths(entries, fallback, voted)
    for entry, level in zip(entries, own, strict=True):
        if not entry.level:
            key = (entry.column, entry.kind)
            entry.level = level or voted.get(key) or depths[key]


def _split_integers(entries: Sequence[Entry]) -> None:
    """Where all names stand in one column, ``1`` above ``1.a`` (or ``a``) is a heading, any other a criterion."""
    if len({entry.column for entry in entries}) > 1:
        return
    for entry, following in zip(entries, [*entries[1:], None], strict=False):
        if entry.kind != "1" or following is None:
            continue
        goes_on = following.marker.startswith((f"{entry.value}.", f"{entry.value}-"))
        letter = following.kind in ("a", "A") and following.value == 1
        if goes_on or letter:
            entry.kind = "1^"


def _depths(entries: Sequence[Entry], fallback: Sequence[str], voted: Mapping[Key, str]) -> dict[Key, str]:
    """A level for each column and kind of marker that no known name stands in, by depth from the bottom."""
    keys = list(dict.fromkeys((entry.column, entry.kind) for entry in entries))
    columns = sorted({column for column, _ in keys})
    if len(columns) > 1:
        ranks = {key: columns.index(key[0]) for key in keys}
    else:
        ranks = {key: number for number, key in enumerate(keys)}
    count = max(ranks.values(), default=0) + 1
    levels = _named(count, fallback)
    same = {columns.index(column): level for (column, _), level in voted.items()} if len(columns) > 1 else {}
    return {key: same.get(rank) or levels[min(rank, len(levels) - 1)] for key, rank in ranks.items()}


def _named(count: int, fallback: Sequence[str]) -> list[str]:
    if count >= len(fallback):
        return list(fallback)
    if count == 1:
        return [fallback[-1]]
    names = [level for level in ("komponen", "subkomponen", "kriteria") if level in fallback]
    if count == 2:
        return [names[0], names[-1]]
    return names if count == 3 else list(fallback[-count:])


def parents(entries: Sequence[Entry]) -> list[int | None]:
    """For each entry the number of the entry it stands below: the nearest before it on a higher level."""
    stack: list[int] = []
    found: list[int | None] = []
    for number, entry in enumerate(entries):
        while stack and _RANK[entries[stack[-1]].level] >= _RANK[entry.level]:
            stack.pop()
        found.append(stack[-1] if stack else None)
        stack.append(number)
    return found


def assign_codes(entries: Sequence[Entry], above: Sequence[int | None], framework: Framework) -> None:
    """Set ``code`` of every entry that the edition knows: by name below the right parent, else by its place among its
    siblings."""
    names = names_of(framework)
    nearest: list[str | None] = []  # the code of each entry, else of what stands above it
    used: set[str] = set()
    for entry, parent in zip(entries, above, strict=True):
        over = nearest[parent] if parent is not None else None
        code = _by_name(entry, over, names, used)
        if code is None and (parent is None or entries[parent].code is not None):
            code = _by_place(entry, over, names, used)
        entry.code = code
        nearest.append(code or over)
        if code is not None:
            used.add(code)


def _by_name(entry: Entry, parent: str | None, names: Names, used: set[str]) -> str | None:
    found = names.like(entry.name)
    if not found:
        return None
    candidates = [node for node in found if node.level == entry.level and node.code not in used]
    if not candidates:
        return None
    if parent is not None:
        below = [node for node in candidates if node.parent == parent]
        below = below or [node for node in candidates if _is_below(node, parent, names.framework)]
        if not below and entry.level != "kriteria":
            return None
        candidates = below or [node for node in candidates if _same_block(node, parent, names.framework)]
    return candidates[0].code if candidates else None


def _is_below(node: Node, code: str, framework: Framework) -> bool:
    parent = node.parent
    while parent is not None:
        if parent == code:
            return True
        parent = framework.nodes[parent].parent
    return False


def _same_block(node: Node, code: str, framework: Framework) -> bool:
    """Whether a criterion was moved about within its area or component."""
    return framework.block_of(node.code) == framework.block_of(code)


def _by_place(entry: Entry, parent: str | None, names: Names, used: set[str]) -> str | None:
    """A heading that goes by another name, or a criterion with another wording, in the place of its marker."""
    if not entry.value:
        return None
    for node in names.framework.children(parent):
        if names.position[node.code] != entry.value or node.level != entry.level or node.code in used:
            continue
        score = max(fuzz.ratio(fold(entry.name), name) for name in names.folded[node.code])
        if score >= _SIBLING or (entry.level == "subkomponen" and names.framework.family == "akip"):
            return node.code
    return None


def _positions(framework: Framework) -> dict[str, int]:
    """From 1: the number of each node among its siblings of the same level that are printed with a marker; 0 for
    those that have none."""
    found: dict[str, int] = {}
    counts: Counter[tuple[str | None, str]] = Counter()
    for node in framework.nodes.values():
        counts[node.parent, node.level] += node.rollup != "hitung"
        found[node.code] = counts[node.parent, node.level] if node.rollup != "hitung" else 0
    return found

"""From ruling lines to tables: which lines make a grid, where its cells are, and which cells are merged.

A wall that is missing between two places of the grid joins them to one cell. Coordinates are points from the top left
of the page, as in :mod:`kinerja_docs.reading.pages`; text is filled in by whoever knows it.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from itertools import pairwise

from kinerja_docs.reading.pages import PageCell, PageTable

SNAP = 2.5  # points within which two rules are one, and a rule reaches another
DASH = 4.0  # gap between two dashes of one rule
SHORTEST = 7.0  # of a rule, its pieces joined
MOST_CROSSINGS, MOST_PLACES = 4_000_000, 400_000  # beyond which it is a drawing and no table
OPEN_ACROSS, OPEN_DOWN = 12.0, 6.0  # how far rules stand out beyond the last wall where that is left open

Rule = tuple[float, float, float]  # where it lies, where it begins, where it ends
Group = tuple[list[Rule], list[Rule]]


def grids(horizontals: Iterable[Rule], verticals: Iterable[Rule], snap: float = SNAP) -> list[PageTable]:
    """The tables that ruling lines make, from top to bottom; cells without text.

    ``horizontals`` are (y, x0, x1), ``verticals`` (x, y0, y1), in any order and in pieces. A grid of one cell is a
    frame and given as such (``len(table.cells) == 1``).
    """
    across, down = joined(horizontals, snap), joined(verticals, snap)
    if len(across) * len(down) > MOST_CROSSINGS:
        return []
    tables = [table for group in _groups(across, down, snap) if (table := _table(*group, snap)) is not None]
    tables.sort(key=lambda table: (table.box[1], table.box[0]))
    return tables


def joined(rules: Iterable[Rule], snap: float = SNAP) -> list[Rule]:
    """Rules put together from pieces: drawn cell by cell, dashed, or both edges of a thin box."""
    found: list[Rule] = []
    level: list[Rule] = []
    for rule in sorted(rules):
        if level and rule[0] - level[0][0] > snap:
            found += _along(level)
            level = []
        level.append(rule)
    found += _along(level)
    found.sort()
    return found


def _along(level: list[Rule]) -> list[Rule]:
    """The pieces of one level, those that touch made one."""
    if len(level) < 2:
        return level if not level or level[0][2] - level[0][1] >= SHORTEST else []
    found: list[Rule] = []
    level.sort(key=lambda rule: rule[1])
    at, begin, end = level[0]
    total, count = at, 1
    for place, first, last in level[1:]:
        if first <= end + DASH:
            end = max(end, last)
            total, count = total + place, count + 1
        else:
            found.append((total / count, begin, end))
            begin, end, total, count = first, last, place, 1
    found.append((total / count, begin, end))
    return [rule for rule in found if rule[2] - rule[1] >= SHORTEST]


def _groups(across: list[Rule], down: list[Rule], snap: float) -> list[Group]:
    """Sets of rules that cross or touch each other (union-find)."""
    parent = list(range(len(across) + len(down)))

    def find(number: int) -> int:
        while parent[number] != number:
            parent[number] = parent[parent[number]]
            number = parent[number]
        return number

    offset = len(across)
    places = [rule[0] for rule in down]
    for number, (y, left, right) in enumerate(across):
        for other in range(bisect_left(places, left - snap), len(down)):
            x, top, bottom = down[other]
            if x > right + snap:
                break
            if top - snap <= y <= bottom + snap:
                parent[find(number)] = find(offset + other)
    groups: dict[int, Group] = {}
    for number in range(len(parent)):
        group = groups.setdefault(find(number), ([], []))
        if number < offset:
            group[0].append(across[number])
        else:
            group[1].append(down[number - offset])
    return [group for group in groups.values() if group[0] and group[1] and len(group[0]) + len(group[1]) > 2]


def _positions(places: Sequence[float], first: float, last: float, open_from: float, snap: float) -> list[float]:
    """Where the rules of one direction lie, with the ends of the crossing ones where the outer wall is left open."""
    found: list[float] = []
    for place in places:
        if not found or place - found[-1] > snap:
            found.append(place)
    if not found or found[0] - first > open_from:
        found.insert(0, first)
    if last - found[-1] > open_from:
        found.append(last)
    return found


def _nearest(places: list[float], place: float) -> int:
    after = bisect_left(places, place)
    if after == len(places) or (after and place - places[after - 1] <= places[after] - place):
        return after - 1
    return after


def _table(across: list[Rule], down: list[Rule], snap: float) -> PageTable | None:
    xs = _positions([r[0] for r in down], min(r[1] for r in across), max(r[2] for r in across), OPEN_ACROSS, snap)
    ys = _positions([r[0] for r in across], min(r[1] for r in down), max(r[2] for r in down), OPEN_DOWN, snap)
    wide, high = len(xs) - 1, len(ys) - 1
    if wide < 1 or high < 1 or wide * high > MOST_PLACES:
        return None
    walls = _walls(down, xs, ys, snap)  # walls[row][i]: a wall left of column i
    floors = _walls(across, ys, xs, snap)  # floors[column][j]: a floor above row j
    cells: list[PageCell] = []
    taken = [[False] * wide for _ in range(high)]
    for row in range(high):
        for column in range(wide):
            if taken[row][column]:
                continue
            right = column + 1
            while right < wide and not walls[row][right] and not taken[row][right]:
                right += 1
            below = row + 1
            while below < high and _goes_on(floors, walls, column, right, below):
                below += 1
            for one in range(row, below):
                taken[one][column:right] = [True] * (right - column)
            box = (xs[column], ys[row], xs[right], ys[below])
            cells.append(PageCell(row, column, box, rowspan=below - row, colspan=right - column))
    sides = (_share(w[0] for w in walls), _share(f[0] for f in floors), *_far_sides(walls, floors))
    return PageTable((xs[0], ys[0], xs[-1], ys[-1]), xs, ys, cells, sides=sides)


def _far_sides(walls: list[list[bool]], floors: list[list[bool]]) -> tuple[float, float]:
    return _share(w[-1] for w in walls), _share(f[-1] for f in floors)


def _share(ruled: Iterable[bool]) -> float:
    """How much of a side is ruled, by rows or columns."""
    known = list(ruled)
    return sum(known) / len(known)


def _goes_on(floors: list[list[bool]], walls: list[list[bool]], left: int, right: int, row: int) -> bool:
    """Whether a cell goes on into a row: no floor above it and no wall through it."""
    for column in range(left, right):
        if floors[column][row]:
            return False
    return True not in walls[row][left + 1 : right]


def _walls(rules: list[Rule], places: list[float], crossing: list[float], snap: float) -> list[list[bool]]:
    """For each stretch between two ``crossing`` positions, at which of ``places`` a rule stands over its middle."""
    middles = [(one + two) / 2 for one, two in pairwise(crossing)]
    found = [[False] * len(places) for _ in middles]
    for place, begin, end in rules:
        at = _nearest(places, place)
        for number in range(bisect_left(middles, begin - snap), len(middles)):
            if middles[number] >= end + snap:
                break
            found[number][at] = True
    return found

"""The fewest documents to a goal, against trying every set; kappa against its definition; two assessors compared."""

from __future__ import annotations

import itertools
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kinerja_docs.scoring.agreement import kappa
from kinerja_docs.scoring.cheapest import Item, fewest

ITEMS = st.lists(st.tuples(st.integers(1, 40), st.integers(1, 4)), min_size=0, max_size=9)


@settings(max_examples=300, deadline=None)
@given(given=ITEMS, needed=st.integers(1, 120))
def test_fewest_documents_as_by_trying_every_set(given: list[tuple[int, int]], needed: int) -> None:
    items = [Item(str(number), Fraction(points, 8), cost) for number, (points, cost) in enumerate(given)]
    goal = Fraction(needed, 8)
    sets = itertools.chain.from_iterable(itertools.combinations(items, size) for size in range(len(items) + 1))
    enough = [one for one in sets if sum((item.points for item in one), Fraction(0)) >= goal]
    expected = min((sum(item.documents for item in one) for one in enough), default=None)
    found = fewest(items, goal)
    assert (found is None) == (expected is None)
    if found is not None:
        assert len({item.key for item in found}) == len(found)
        assert sum((item.points for item in found), Fraction(0)) >= goal
        assert sum(item.documents for item in found) == expected


def test_many_items_are_no_trouble() -> None:
    items = [Item(str(number), Fraction(1 + number % 7, 10), 1 + number % 3) for number in range(130)]
    found = fewest(items, Fraction(20))
    assert found is not None and sum((item.points for item in found), Fraction(0)) >= 20


@pytest.mark.parametrize(
    ("pairs", "expected"),
    [
        ([("A", "A"), ("B", "B")], Fraction(1)),
        ([("A", "B"), ("B", "A")], Fraction(-1)),
        ([("A", "A"), ("A", "B"), ("B", "A"), ("B", "B")], Fraction(0)),
        ([("Y", "Y")] * 20 + [("Y", "T")] * 5 + [("T", "Y")] * 10 + [("T", "T")] * 15, Fraction(2, 5)),
        ([("A", "A")], None),
        ([], None),
    ],
)
def test_kappa(pairs: list[tuple[str, str]], expected: Fraction | None) -> None:
    assert kappa(pairs) == expected

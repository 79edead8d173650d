"""The arithmetic: equal to a naive implementation on random trees, borders exact, halves rounded up."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kinerja_docs.definitions.framework import load_frameworks
from kinerja_docs.scoring.gates import predicate_of
from kinerja_docs.scoring.points import Mode, Scored, cents, points, total

SHARES = [Fraction(n) for n in ("0", "0.25", "0.33", "0.5", "0.67", "0.75", "1")]
WEIGHTS = st.integers(1, 4000).map(lambda n: Fraction(n, 100))
LEAF = st.fixed_dictionaries(
    {"way": st.sampled_from(["answer", "answer", "answer", "ignored"]), "share": st.sampled_from([None, *SHARES])}
)
MEAN = st.fixed_dictionaries({"way": st.just("mean"), "weight": WEIGHTS, "below": st.lists(LEAF, max_size=6)})
ALONE = st.fixed_dictionaries({"way": st.just("answer"), "weight": WEIGHTS, "share": st.sampled_from([None, *SHARES])})
TREE = st.recursive(
    st.one_of(MEAN, ALONE),
    lambda inner: st.fixed_dictionaries({"way": st.just("sum"), "below": st.lists(inner, max_size=5)}),
    max_leaves=25,
)


def built(tree: dict[str, Any], path: str = "1") -> Scored:
    below = [built(child, f"{path}.{n}") for n, child in enumerate(tree.get("below", []), 1)]
    return Scored(path, tree["way"], tree.get("weight"), tree.get("share"), below)


def naive(tree: dict[str, Any], blank_is_zero: bool) -> Fraction:
    """Every answered leaf times what it is worth, added up: no recursion over points, no None."""
    score = Fraction(0)
    todo = [tree]
    while todo:
        here = todo.pop()
        if here["way"] == "sum":
            todo += here["below"]
        elif here["way"] == "answer":
            score += here["weight"] * (here["share"] or 0)
        elif here["way"] == "mean":
            counted = [leaf for leaf in here["below"] if leaf["way"] == "answer"]
            answered = [leaf for leaf in counted if leaf["share"] is not None]
            over = len(counted if blank_is_zero else answered)
            for leaf in answered:
                score += here["weight"] * leaf["share"] / over
    return score


@settings(max_examples=1000, deadline=None)
@given(TREE)
def test_equal_to_the_naive_way(tree: dict[str, Any]) -> None:
    scored = built(tree)
    assert total([scored], "strict") == naive(tree, True)
    assert total([scored], "as_workbook") == naive(tree, False)


@settings(max_examples=200, deadline=None)
@given(TREE)
def test_strict_is_never_above_the_workbook(tree: dict[str, Any]) -> None:
    scored = built(tree)
    assert total([scored], "strict") <= total([scored], "as_workbook")


@pytest.mark.parametrize(("mode", "expected"), [("strict", Fraction(1, 2)), ("as_workbook", Fraction(1))])
def test_a_blank_in_a_mean(mode: Mode, expected: Fraction) -> None:
    items = [Scored("a", "answer", share=Fraction(1)), Scored("b", "answer"), Scored("n", "ignored", share=Fraction(1))]
    assert points(Scored("i", "mean", Fraction(1), children=items), mode) == expected


def test_a_mean_of_nothing() -> None:
    node = Scored("i", "mean", Fraction(1), children=[Scored("a", "answer")])
    assert points(node, "as_workbook") is None
    assert points(node, "strict") == 0


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("0.005", "0.01"),
        ("0.0049999", "0.00"),
        ("2.675", "2.68"),
        ("88.7571", "88.76"),
        ("-0.005", "-0.01"),
        ("7", "7.00"),
    ],
)
def test_half_up_from_what_was_not_rounded(value: str, expected: str) -> None:
    assert cents(Fraction(value)) == Decimal(expected)
    assert str(cents(Fraction(value))) == expected


@pytest.mark.parametrize(
    ("value", "word"),
    [
        ("100", "AA"), ("90.01", "AA"), ("90", "A"), ("90.004", "A"), ("90.005", "AA"), ("80", "BB"), ("70", "B"),
        ("60", "CC"), ("50", "C"), ("30", "D"), ("0", "D"), ("30.01", "C"),
    ],
)  # fmt: skip
def test_borders_of_predicates(value: str, word: str) -> None:
    akip = next(one for one in load_frameworks() if one.id == "akip-88-2021")
    assert predicate_of(akip, Fraction(value)) == word

"""The figures of a small fixed set stay above their floors. ``make accuracy`` judges a larger set of another seed."""

from __future__ import annotations

import pytest

from tests.accuracy.__main__ import DEFAULT_SEED
from tests.accuracy.as_pdf import PRODUCERS, pdf_cases
from tests.accuracy.cases import MORE_KINDS, make_cases
from tests.accuracy.score import Score, report, run_cases, within_floors

pytestmark = pytest.mark.slow

SEED = 4711
COUNT = 126


@pytest.fixture(scope="module")
def score(tmp_path_factory: pytest.TempPathFactory) -> Score:
    """The program's score over the fixed set."""
    return run_cases(make_cases(COUNT, SEED), tmp_path_factory.mktemp("kasus"))


def test_the_set_is_another_than_the_default_one() -> None:
    assert SEED != DEFAULT_SEED


def test_the_set_covers_the_codes_and_has_clean_files(score: Score) -> None:
    assert len(score.recall()) >= 35
    assert sum(result.case.clean for result in score.results) >= 30


def test_no_file_makes_the_program_fail(score: Score) -> None:
    assert [result.case.name for result in score.results if result.fault] == []


def test_figures_reach_their_floors(score: Score) -> None:
    assert within_floors(score) == [], report(score, 5)


def test_figures_of_the_other_forms_reach_their_floors(tmp_path_factory: pytest.TempPathFactory) -> None:
    score = run_cases(make_cases(COUNT, SEED, list(MORE_KINDS)), tmp_path_factory.mktemp("lain"))
    assert [result.case.name for result in score.results if result.fault] == []
    assert {result.case.documents[0]["form"] for result in score.results} >= {"evaluasi_skp", "renstra", "anjab", "abk"}
    assert within_floors(score) == [], report(score, 5)


@pytest.mark.parametrize("producer", PRODUCERS)
def test_figures_of_printed_documents_reach_their_floors(
    producer: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    score = run_cases(pdf_cases(24, SEED, [], producer), tmp_path_factory.mktemp("cetak"))
    assert [result.case.name for result in score.results if result.fault] == []
    assert within_floors(score) == [], report(score, 5)

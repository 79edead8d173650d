"""The sample LKE give what their table says, at its place."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from kinerja_docs import api
from kinerja_docs.options import Options

SAMPLES = Path(__file__).parents[2] / "samples"
TODAY = date(2026, 11, 20)


def found(path: str) -> list[tuple[str, str | None]]:
    """Code and cell of everything above a note."""
    outcome = api.check([str(SAMPLES / path)], Options(today=TODAY))
    return [(one.code, one.location.cell) for one in outcome.findings if one.severity != "info"]


@pytest.mark.parametrize("name", ["lke-akip-bersih.xlsx", "lke-zi-bersih.xlsx"])
def test_clean_ones_are_clean(name: str) -> None:
    assert found(f"lke/{name}") == []


def test_formulas() -> None:
    assert found("lke/lke-akip-rumus-salah.xlsx") == [("LKE016", "E7"), ("LKE017", "E75")]


def test_everything_claimed_and_a_fifth_without_evidence() -> None:
    codes = [code for code, _ in found("lke/lke-zi-serba-maksimum.xlsx")]
    assert codes.count("LKE024") == 1 and set(codes) == {"LKE001", "LKE024"}
    (entry,) = api.gap([str(SAMPLES / "lke/lke-zi-serba-maksimum.xlsx")], Options(today=TODAY))["files"]
    graded = codes.count("LKE001")
    assert graded == 20 and entry["at_risk"] == 9.43
    assert {gate["name"] for gate in entry["thresholds"] if not gate["met"]} == set()


def test_evidence_is_opened_and_each_sign_stands_at_its_cell() -> None:
    assert found("kantor-lke") == [("BKT004", "P14"), ("BKT003", "P15"), ("BKT005", "P16"), ("LKE004", "P18")]

"""Made-up offices with defects between their files: what is planted is found, and little else."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.offices.__main__ import FLOORS, measure

pytestmark = pytest.mark.slow


def test_defects_between_files_reach_their_floors(tmp_path: Path) -> None:
    figures = measure(tmp_path, offices=4, people=25, defects=12, seed=77)
    assert sum(figures.wanted.values()) >= 45
    shown = figures.as_dict()
    assert [name for name, floor in FLOORS.items() if shown[name] < floor] == [], (
        figures.wanted - figures.found,
        figures.found - figures.wanted,
    )


def test_an_office_without_defects_is_clean(tmp_path: Path) -> None:
    figures = measure(tmp_path, offices=1, people=25, defects=0, seed=78)
    told = figures.found - figures.wanted  # links rest on wording, so a few are missed
    assert {code for code, _ in told} <= {"IKU009", "SKP020"} and sum(told.values()) <= 3, told

from __future__ import annotations

import numpy as np
import pytest

from kinerja_docs.reading import scan_page
from tests.reading.pictures import DPI, FIRST_LINE, HEIGHT, ROWS, WALLS, page, spoilt


def grey(how: str = "") -> scan_page.Grey:
    return np.asarray(spoilt(page(), how), dtype=np.uint8)


def lines_of(picture: scan_page.Grey) -> tuple[list[float], list[float]]:
    across, down, _ = scan_page.rules(scan_page.ink(picture, DPI), DPI)
    return [rule.at for rule in across], [rule.at for rule in down]


@pytest.mark.parametrize("how", ["", "noisy", "jpeg"])
def test_ruling_lines_lie_where_they_were_drawn(how: str) -> None:
    across, down = lines_of(grey(how))
    assert across == pytest.approx([FIRST_LINE + HEIGHT * n for n in range(len(ROWS) + 1)], abs=2)
    assert down == pytest.approx(list(WALLS), abs=2)


@pytest.mark.parametrize("how", ["skewed", "photo"])
def test_a_page_that_lies_askew_is_pulled_straight(how: str) -> None:
    across, down, _ = scan_page.rules(scan_page.ink(scan_page.straight(grey(how), DPI), DPI), DPI)
    long = [rule for rule in across if rule.end - rule.start > 1000 and 100 < rule.at < 1100]
    upright = [rule for rule in down if rule.end - rule.start > 300 and 100 < rule.at < 1550]
    assert (len(long), len(upright)) == (len(ROWS) + 1, len(WALLS))
    assert max(abs(rule.drift) for rule in (*long, *upright)) < 0.003


def test_lines_are_painted_over_and_print_is_left() -> None:
    picture = grey()
    _, _, lines = scan_page.rules(scan_page.ink(picture, DPI), DPI)
    bare = scan_page.without(picture, lines, DPI)
    assert lines_of(bare) == ([], [])
    inside = (slice(FIRST_LINE + 10, FIRST_LINE + HEIGHT - 10), slice(WALLS[1] + 10, WALLS[2] - 10))
    assert np.array_equal(bare[inside], picture[inside])


def test_shadow_and_shading_are_paper() -> None:
    height, width = 400, 600
    ramp = np.tile(np.linspace(70, 250, width), (height, 1)).astype(np.uint8)
    assert not scan_page.ink(ramp, DPI).any()
    ramp[200:204, 100:500] = 20
    assert scan_page.ink(ramp, DPI)[201, 150:450].all()


def test_a_page_without_lines_has_no_skew() -> None:
    assert scan_page.skew(np.zeros((500, 500), dtype=bool)) == 0


def test_specks_go_and_full_stops_stay() -> None:
    picture = np.full((200, 200), 250, dtype=np.uint8)
    picture[50, 50] = 0
    picture[100:104, 100:104] = 0
    clean = scan_page.without_specks(picture, DPI)
    assert clean[50, 50] > 200
    assert (clean[100:104, 100:104] == 0).all()

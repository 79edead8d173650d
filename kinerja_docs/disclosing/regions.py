"""Where on a scanned page there is something that is no print: boxes put together, and areas that are dark all over."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kinerja_docs.reading.scan_page import Grey, Ink

Box = tuple[float, float, float, float]  # left, top, right, bottom, in pixels
_BLOCK_INCH, _TILE_INCH = 0.05, 1.5
_DARK = 0.85  # of the paper around
_LEAST = 9  # blocks of an area that is more than a thick line


def clusters(strokes: Sequence[tuple[Box, bool]], near: float) -> list[tuple[Box, bool]]:
    """Boxes that lie near each other as one; drawn, where one of them is."""
    found: list[tuple[Box, bool]] = []
    for box, drawn in strokes:
        joined = box, drawn
        while True:
            touching = [one for one in found if is_near(one[0], joined[0], near)]
            if not touching:
                break
            found = [one for one in found if one not in touching]
            joined = around([joined[0], *(one[0] for one in touching)]), joined[1] or any(one[1] for one in touching)
        found.append(joined)
    return found


def is_near(one: Box, other: Box, near: float) -> bool:
    """Whether the gap between two boxes is at most ``near``."""
    across = max(one[0], other[0]) - min(one[2], other[2])
    down = max(one[1], other[1]) - min(one[3], other[3])
    return across <= near and down <= near


def around(boxes: Sequence[Box]) -> Box:
    """The box around boxes."""
    lefts, tops, rights, bottoms = zip(*boxes, strict=True)
    return min(lefts), min(tops), max(rights), max(bottoms)


def with_straight(box: Box, lines: Sequence[Box], near: float, longest: float) -> Box:
    """A picture's box with the straight strokes that belong to it: short ones that touch it, and are no table's."""
    short = [one for one in lines if max(one[2] - one[0], one[3] - one[1]) <= longest and is_near(one, box, near)]
    return around([box, *short])


def filled(grey: Grey, words: Sequence[Box], dpi: float) -> Ink:
    """Areas that are dark all over and hold no word, such as photos; a shaded cell of a table holds some."""
    import numpy as np

    from kinerja_docs.reading.scan_page import blots

    side = max(int(dpi * _BLOCK_INCH), 2)
    height, width = grey.shape[0] // side, grey.shape[1] // side
    found: Ink = np.zeros(grey.shape, dtype=bool)
    if not height or not width:
        return found
    blocks = grey[: height * side, : width * side].reshape(height, side, width, side)
    light = np.percentile(blocks, 80, axis=(1, 3))
    dark = light < _paper(light, max(int(_TILE_INCH / _BLOCK_INCH), 1)) * _DARK
    for blot in blots(dark):
        box = blot.left * side, blot.top * side, blot.right * side, blot.bottom * side
        thin = min(blot.right - blot.left, blot.bottom - blot.top) < 3
        if thin or blot.pixels < _LEAST or any(is_near(box, word, 0) for word in words):
            continue
        for row, start, end in blot.runs:
            found[row * side : (row + 1) * side, start * side : end * side] = True
    return found


def _paper(light: Any, tile: int) -> Any:
    """How bright the paper is about each block: the brightest in the tiles around."""
    import numpy as np

    height, width = light.shape
    rows, columns = -(-height // tile), -(-width // tile)
    padded = np.full((rows * tile, columns * tile), 0.0)
    padded[:height, :width] = light
    best = np.percentile(padded.reshape(rows, tile, columns, tile), 95, axis=(1, 3))
    edged = np.pad(best, 1)
    near = np.max([edged[y : y + rows, x : x + columns] for y in range(3) for x in range(3)], axis=0)
    return np.repeat(np.repeat(near, tile, axis=0), tile, axis=1)[:height, :width]

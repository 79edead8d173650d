"""The picture of a page made ready for OCR: ink and paper told apart, turned straight, its ruling lines found.

Pictures are arrays of shape (height, width) of grey, uint8, 0 black. Positions are in pixels.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kinerja_docs.reading.tesseract import Word

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Grey = NDArray[np.uint8]
    Ink = NDArray[np.bool_]

_SHADE = 0.10  # how much darker than its surroundings ink is, as a share
_AROUND_INCH = 0.18  # side of the surroundings
_BESIDE_INCH = 0.09
_PAPER_INCH, _PAPER = 0.5, 240  # side of the surroundings that tell how bright the paper is; how bright it is made
_MOST_SKEW = 5.0  # degrees
_RULE_INCH = 0.22  # the shortest piece of ruling line; the strokes of letters are shorter
_GAP_INCH = 0.10  # gaps in a worn line that are bridged
_THICKEST_INCH = 0.06  # what is thicker is a filled area
_LEAST_SKEW = 0.08  # degrees; less does no harm
_LEAST_DRIFT, _MOST_DRIFT = 0.0015, 0.15
_LONG = 0.12  # of the page, for a line that shows how the page lies


@dataclass(frozen=True, slots=True)
class Rule:
    """A ruling line: where it lies across its direction, where it begins and ends along it, and by how much it drifts
    across for each pixel along."""

    at: float
    start: float
    end: float
    drift: float = 0.0


def ink(grey: Grey, dpi: float) -> Ink:
    """Where there is ink: darker than the paper around it, so that shadows and shaded cells count as paper."""
    import numpy as np

    around = surroundings(grey, dpi * _AROUND_INCH)
    dark = np.minimum(grey.astype(np.float32) + 8, 255)  # 8: noise on a dark ground is no ink
    found: Ink = dark < around * (1 - _SHADE)
    return found


def without_specks(grey: Grey, dpi: float) -> Grey:
    """The picture without the single dots that a scanner or a bad light leaves, which OCR takes for full stops."""
    import numpy as np

    found = np.pad(ink(grey, dpi), 1)
    height, width = grey.shape
    beside = np.zeros(grey.shape, dtype=np.uint8)
    for down in range(3):
        for right in range(3):
            beside += found[down : down + height, right : right + width]
    specks = found[1:-1, 1:-1] & (beside <= 2)  # itself and one more
    if not specks.any():
        return grey
    result = grey.copy()
    result[specks] = surroundings(grey, dpi * _BESIDE_INCH)[specks].astype(np.uint8)
    return result


def surroundings(grey: Grey, side: float) -> NDArray[np.float32]:
    """The mean of the square around each place."""
    import numpy as np

    reach = max(int(side / 2), 3)
    height, width = grey.shape
    padded = np.pad(grey, reach + 1, mode="edge")[:-1, :-1]
    total = padded.cumsum(0, dtype=np.uint32).cumsum(1, dtype=np.uint32)  # runs over, as its differences do too
    wide = 2 * reach + 1
    sums = (
        total[wide : wide + height, wide : wide + width]
        - total[:height, wide : wide + width]
        - total[wide : wide + height, :width]
        + total[:height, :width]
    )
    mean: NDArray[np.float32] = (sums / (wide * wide)).astype(np.float32)
    return mean


def skew(found: Ink) -> float:
    """The angle in degrees, clockwise positive, by which the lines of a page fall; 0 where there are too few."""
    import numpy as np

    rows, columns = np.nonzero(found[::2, ::2])
    if len(rows) < 500:
        return 0.0
    if len(rows) > 120_000:
        step = len(rows) // 120_000 + 1
        rows, columns = rows[::step], columns[::step]

    def sharpness(angle: float) -> float:
        shifted = rows - columns * np.tan(np.radians(angle))
        counts = np.bincount((shifted - shifted.min()).astype(np.int64))
        return float((counts.astype(np.float64) ** 2).sum())

    best = max(np.arange(-_MOST_SKEW, _MOST_SKEW + 0.01, 0.5), key=sharpness)
    best = max(np.arange(best - 0.4, best + 0.41, 0.1), key=sharpness)
    return float(max(np.arange(best - 0.08, best + 0.081, 0.02), key=sharpness))


def rules(found: Ink, dpi: float) -> tuple[list[Rule], list[Rule], Ink]:
    """Horizontal and vertical ruling lines, and the ink that they are made of."""
    import numpy as np

    across, across_ink = _rules(found, dpi)
    down, down_ink = _rules(np.ascontiguousarray(found.T), dpi)
    return across, down, across_ink | down_ink.T


def _rules(found: Ink, dpi: float) -> tuple[list[Rule], Ink]:
    """Horizontal lines: dark runs of some length, put together with those of the rows beside them."""
    import numpy as np

    shortest, gap = int(dpi * _RULE_INCH), max(int(dpi * _GAP_INCH), 2)
    thick = found.copy()  # each row with its neighbours, so that a line that falls a little is not cut up
    thick[1:] |= found[:-1]
    thick[:-1] |= found[1:]
    starts_y, starts, ends = _runs(thick)
    long = ends - starts >= shortest
    pieces = _pieces(starts_y[long], starts[long], ends[long])
    lines = [piece for piece in pieces if _is_thin(piece, dpi)]
    mask = np.zeros_like(found)
    for line in lines:
        for y, start, end in line:
            mask[y, start:end] = True
    mask &= found
    return _joined([_rule(line) for line in lines], gap, dpi), mask


def _runs(found: Ink) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    """Row, start and end of every run of ink along the rows."""
    import numpy as np

    height, width = found.shape
    edges = np.zeros((height, width + 2), dtype=np.int8)
    edges[:, 1:-1] = found
    change = np.diff(edges, axis=1)
    rows, starts = np.nonzero(change == 1)
    _, ends = np.nonzero(change == -1)
    return rows, starts, ends


_Run = tuple[int, int, int]  # row, start, end


def _pieces(rows: NDArray[np.int64], starts: NDArray[np.int64], ends: NDArray[np.int64]) -> list[list[_Run]]:
    """Runs that touch, in rows that follow each other, as one piece."""
    parent = list(range(len(rows)))

    def root(one: int) -> int:
        while parent[one] != one:
            parent[one] = parent[parent[one]]
            one = parent[one]
        return one

    runs: list[_Run] = list(zip(rows.tolist(), starts.tolist(), ends.tolist(), strict=True))
    above: list[int] = []
    here: list[int] = []
    last = -2
    for number, (row, start, end) in enumerate(runs):
        if row != last:
            above, here = (here if row == last + 1 else []), []
            last = row
        here.append(number)
        for other in above:
            if runs[other][1] < end and start < runs[other][2]:
                parent[root(other)] = root(number)
    groups: dict[int, list[_Run]] = {}
    for number, run in enumerate(runs):
        groups.setdefault(root(number), []).append(run)
    return list(groups.values())


def _is_thin(piece: list[_Run], dpi: float) -> bool:
    area = sum(end - start for _, start, end in piece)
    length = max(end for _, _, end in piece) - min(start for _, start, _ in piece)
    return area / length <= max(dpi * _THICKEST_INCH, 5) and length > 3 * area / length


def _rule(piece: list[_Run]) -> Rule:
    area = sum(end - start for _, start, end in piece)
    at = sum(row * (end - start) for row, start, end in piece) / area
    middle = sum((start + end) / 2 * (end - start) for _, start, end in piece) / area
    spread = fall = 0.0
    for row, start, end in piece:
        away = (start + end) / 2 - middle
        spread += (end - start) * (away * away + (end - start) ** 2 / 12)
        fall += (end - start) * away * (row - at)
    return Rule(at, min(start for _, start, _ in piece), max(end for _, _, end in piece), fall / spread)


def _joined(lines: list[Rule], gap: int, dpi: float) -> list[Rule]:
    """Pieces of one line, worn through in between, put together."""
    near = max(dpi * 0.015, 2)
    joined: list[Rule] = []
    for line in sorted(lines, key=lambda one: (one.start, one.at)):
        for number, other in enumerate(joined):
            if abs(other.at - line.at) <= near and line.start <= other.end + gap:
                lengths = other.end - other.start, line.end - line.start
                at = (other.at * lengths[0] + line.at * lengths[1]) / max(sum(lengths), 1)
                drift = max((other, line), key=lambda one: one.end - one.start).drift
                joined[number] = Rule(at, min(other.start, line.start), max(other.end, line.end), drift)
                break
        else:
            joined.append(line)
    return sorted(joined, key=lambda one: (one.at, one.start))


@dataclass(frozen=True, slots=True)
class Blot:
    """Ink that hangs together: the box around it, and its runs (row, start, end)."""

    left: int
    top: int
    right: int
    bottom: int
    runs: list[_Run]

    @property
    def pixels(self) -> int:
        """How much ink it is."""
        return sum(end - start for _, start, end in self.runs)


def blots(found: Ink) -> list[Blot]:
    """All ink in pieces that hang together."""
    return [
        Blot(
            min(run[1] for run in runs), runs[0][0], max(run[2] for run in runs), max(run[0] for run in runs) + 1, runs
        )
        for runs in _pieces(*_runs(found))
    ]


def grown(found: Ink, by: int) -> Ink:
    """A mask made wider on all sides."""
    wide = found.copy()
    for _ in range(by):
        wide[1:] |= wide[:-1].copy()
        wide[:-1] |= wide[1:].copy()
        wide[:, 1:] |= wide[:, :-1].copy()
        wide[:, :-1] |= wide[:, 1:].copy()
    return wide


def without(grey: Grey, lines: Ink, dpi: float) -> Grey:
    """The picture with the lines painted over in the colour of the paper around."""
    wide = lines.copy()
    for _ in range(max(round(dpi / 150), 1)):
        wide[1:] |= wide[:-1]
        wide[:-1] |= wide[1:]
        wide[:, 1:] |= wide[:, :-1]
        wide[:, :-1] |= wide[:, 1:]
    result = grey.copy()
    result[wide] = _paper_beside(grey, wide, dpi, _BESIDE_INCH)[wide]
    return result


def _paper_beside(grey: Grey, lines: Ink, dpi: float, inch: float) -> NDArray[np.float32]:
    """The mean of what is no line around each place."""
    import numpy as np

    paper = np.where(lines, 0, grey).astype(np.uint8)
    share = surroundings((~lines).astype(np.uint8) * np.uint8(255), dpi * inch) / np.float32(255)
    mean: NDArray[np.float32] = surroundings(paper, dpi * inch) / np.maximum(share, np.float32(0.01))
    return mean


def even(grey: Grey, dpi: float) -> Grey:
    """The picture as if its paper were equally bright everywhere: Tesseract draws one border between ink and paper
    for the whole page, and loses what lies in a shadow."""
    import numpy as np

    found = ink(grey, dpi)
    wide = found.copy()
    wide[1:] |= found[:-1]
    wide[:-1] |= found[1:]
    wide[:, 1:] |= found[:, :-1]
    wide[:, :-1] |= found[:, 1:]
    paper = np.maximum(_paper_beside(grey, wide, dpi, _PAPER_INCH), np.float32(16))
    result: Grey = np.minimum(grey / paper * np.float32(_PAPER), np.float32(255)).astype(np.uint8)
    return result


def straight(grey: Grey, dpi: float) -> Grey:
    """The picture turned by the small angle by which its lines fall and, where its ruling lines show that it was
    taken aslant, pulled to right angles."""
    import numpy as np
    from PIL import Image

    found = ink(grey, dpi)
    paper = int(np.percentile(grey, 75))
    angle = skew(found)
    if abs(angle) >= _LEAST_SKEW:
        turned = Image.fromarray(grey).rotate(angle, Image.Resampling.BICUBIC, fillcolor=paper)
        grey = np.asarray(turned, dtype=np.uint8)
        found = ink(grey, dpi)
    across, down, _ = rules(found, dpi)
    corners = _corners(across, down, grey.shape)
    if corners is None:
        return grey
    height, width = grey.shape
    pulled = Image.fromarray(grey).transform(
        (width, height),
        Image.Transform.PERSPECTIVE,
        _perspective(corners, width, height),
        Image.Resampling.BICUBIC,
        fillcolor=paper,
    )
    return np.asarray(pulled, dtype=np.uint8)


_Point = tuple[float, float]


def _corners(across: list[Rule], down: list[Rule], shape: tuple[int, ...]) -> list[_Point] | None:
    """Where the corners of the straight page lie in the picture (top left, top right, bottom right, bottom left), by
    the drift of the ruling lines at its edges; None where there are too few lines, or they are straight already."""
    height, width = shape
    top, bottom = _drifts(across, width, height)
    left, right = _drifts(down, height, width)
    if max(map(abs, (top, bottom, left, right))) < _LEAST_DRIFT:
        return None
    half_wide, half_high = width / 2, height / 2
    return [
        (-left * half_high, -top * half_wide),
        (width - right * half_high, top * half_wide),
        (width + right * half_high, height + bottom * half_wide),
        (left * half_high, height - bottom * half_wide),
    ]


def _drifts(lines: list[Rule], along: int, across: int) -> tuple[float, float]:
    """The drift of lines at the first and at the last edge of the page, on the straight line through all of them."""
    import numpy as np

    long = [line for line in lines if line.end - line.start > along * _LONG and abs(line.drift) < _MOST_DRIFT]
    long = [line for line in long if across * 0.02 < line.at < across * 0.98]  # not the edge of the paper
    if len(long) < 3:
        return 0.0, 0.0
    places, drifts = np.array([line.at for line in long]), np.array([line.drift for line in long])
    weights = np.array([line.end - line.start for line in long])
    if places.max() - places.min() < across * 0.2:
        mean = float(np.average(drifts, weights=weights))
        return mean, mean
    slope, start = np.polyfit(places, drifts, 1, w=np.sqrt(weights))
    return float(start), float(start + slope * across)


def _perspective(corners: list[_Point], width: int, height: int) -> list[float]:
    """The eight numbers by which Pillow finds for each place of the straight page its place in the picture."""
    import numpy as np

    places = [(0.0, 0.0), (float(width), 0.0), (float(width), float(height)), (0.0, float(height))]
    matrix, result = [], []
    for (x, y), (there_x, there_y) in zip(places, corners, strict=True):
        matrix += [[x, y, 1, 0, 0, 0, -there_x * x, -there_x * y], [0, 0, 0, x, y, 1, -there_y * x, -there_y * y]]
        result += [there_x, there_y]
    return [float(number) for number in np.linalg.solve(np.array(matrix), np.array(result))]


class Column:
    """Pieces of a page one below the other in one picture."""

    def __init__(self, grey: Grey, dpi: float, boxes: Sequence[tuple[int, int, int, int]]) -> None:
        """``boxes``: left, top, right, bottom in pixels."""
        import numpy as np

        self._margin = int(dpi * 0.12)
        self._boxes = [_within(box, grey.shape) for box in boxes]
        wide = max(right - left for left, _, right, _ in self._boxes) + 2 * self._margin
        paper = np.uint8(np.percentile(grey, 75))
        strips, self._tops, top = [], [], 0
        for left, above, right, below in self._boxes:
            strip = np.full((below - above + 2 * self._margin, wide), paper, dtype=np.uint8)
            strip[self._margin : -self._margin, self._margin : self._margin + right - left] = grey[
                above:below, left:right
            ]
            strips.append(strip)
            self._tops.append(top)
            top += strip.shape[0]
        self.picture: Grey = np.concatenate(strips)

    def back(self, word: Word) -> tuple[int | None, Word]:
        """Which piece a word of the picture stands in, and the word where it stands on the page."""
        middle = (word.top + word.bottom) // 2
        which = bisect_right(self._tops, middle) - 1
        if which < 0:
            return None, word
        left, above, _, _ = self._boxes[which]
        across, down = left - self._margin, above - self._margin - self._tops[which]
        line = word.line[0] + down, word.line[1] + down
        box = word.left + across, word.top + down, word.right + across, word.bottom + down
        moved = Word(word.text, *box, word.sure, line)
        return which, moved


def _within(box: tuple[int, int, int, int], shape: tuple[int, ...]) -> tuple[int, int, int, int]:
    left, top = min(max(box[0], 0), shape[1] - 1), min(max(box[1], 0), shape[0] - 1)
    return left, top, min(max(box[2], left + 1), shape[1]), min(max(box[3], top + 1), shape[0])

"""What a PDF page draws besides text: ruling lines, however they are drawn, and pictures.

Lines come as strokes, as thin filled boxes, as the edges of stroked boxes, in one path or in many, inside form objects
with matrices of their own.
"""

from __future__ import annotations

import ctypes
from dataclasses import dataclass, field
from typing import Any

from kinerja_docs.model import Box
from kinerja_docs.reading import pdf_native as native
from kinerja_docs.reading.limits import exceeded
from kinerja_docs.reading.page_grid import Rule

THIN = 2.2  # points; a filled box that is thicker is an area
THICK = 5.0  # points; a stroke of two points is a line up to here
SHORT = 1.0  # points; what is shorter is a dot
DEEP = 8  # form objects inside form objects
MANY = 400  # segments of one path that are looked at one by one

Matrix = tuple[float, float, float, float, float, float]


@dataclass(slots=True)
class Marks:
    """Rules and pictures of one page in PDF coordinates (points from the bottom left)."""

    across: list[Rule] = field(default_factory=list)
    down: list[Rule] = field(default_factory=list)
    pictures: list[Box] = field(default_factory=list)  # left, bottom, right, top
    slanted: int = 0  # strokes that are neither level nor upright
    objects: int = 0


def marks_of(page: Any, most: int) -> Marks:
    """The marks of a page; BRK006 ``cells`` where it draws more than ``most`` objects."""
    walk = _Walk(most)
    at = native.address(page)
    walk.take(native.page_object, at, native.page_count(at), None, 0)
    return walk.marks


class _Walk:
    def __init__(self, most: int) -> None:
        self.marks = Marks()
        self.most = most
        bounds = (ctypes.c_float * 4)()
        self._bounds: Any = memoryview(bounds).cast("B").cast("f")  # keeps them alive; read in a third of the time
        start = ctypes.addressof(bounds)
        self._at = (start, start + 4, start + 8, start + 12)
        self._ints = (ctypes.c_int * 2)()
        self._ints_at = (ctypes.addressof(self._ints), ctypes.addressof(self._ints) + 4)
        self._matrix = (ctypes.c_float * 6)()

    def take(self, get: Any, parent: int, count: int, matrix: Matrix | None, depth: int) -> None:
        """All objects of a page or form; ``matrix`` leads from the form to the page."""
        marks, bounds = self.marks, self._bounds
        one, two, three, four = self._at
        object_type, object_bounds, path_type = native.object_type, native.object_bounds, native.PATH
        marks.objects += count
        if marks.objects > self.most:
            raise exceeded("cells", self.most)
        for number in range(count):
            item = get(parent, number)
            kind = object_type(item)
            if kind == path_type:
                if object_bounds(item, one, two, three, four):
                    left, bottom, right, top = bounds.tolist()
                    if matrix is not None:
                        left, bottom, right, top = _moved(matrix, left, bottom, right, top)
                    self.path(item, left, bottom, right, top, matrix)
            elif kind == native.IMAGE:
                if object_bounds(item, one, two, three, four):
                    box = tuple(bounds) if matrix is None else _moved(matrix, *bounds.tolist())
                    marks.pictures.append(box)
            elif kind == native.FORM and depth < DEEP:
                inner = self.matrix_of(item, matrix)
                self.take(native.form_object, item, max(native.form_count(item), 0), inner, depth + 1)

    def matrix_of(self, item: int, outer: Matrix | None) -> Matrix | None:
        if not native.object_matrix(item, ctypes.addressof(self._matrix)):
            return outer
        a, b, c, d, e, f = self._matrix
        if outer is None:
            return a, b, c, d, e, f
        p, q, r, s, t, u = outer
        return a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u

    def path(self, item: int, left: float, bottom: float, right: float, top: float, matrix: Matrix | None) -> None:
        """One path: a line if its box is thin, else what its segments are."""
        wide, high = right - left, top - bottom
        if wide <= SHORT and high <= SHORT:
            return
        count = native.segment_count(item)
        thin = THIN if count != 2 else THICK
        if high <= thin and high < wide:
            self.marks.across.append(((bottom + top) / 2, left, right))
        elif wide <= thin and wide < high:
            self.marks.down.append(((left + right) / 2, bottom, top))
        elif count == 2:
            self.marks.slanted += 1
        elif count > 1:
            self.segments(item, min(count, MANY), matrix)

    def segments(self, item: int, count: int, matrix: Matrix | None) -> None:
        """The level and upright strokes of a path, and the thin boxes that it fills."""
        native.draw_mode(item, *self._ints_at)
        filled, stroked = self._ints
        if not filled and not stroked:
            return
        for points, closed in self.outlines(item, count, matrix):
            if stroked:
                ends = [*points[1:], points[0]] if closed else points[1:]
                for one, two in zip(points, ends, strict=False):
                    self.stroke(*one, *two)
            else:
                xs, ys = [x for x, _ in points], [y for _, y in points]
                left, bottom, right, top = min(xs), min(ys), max(xs), max(ys)
                if top - bottom <= THIN and right - left > top - bottom:
                    self.marks.across.append(((bottom + top) / 2, left, right))
                elif right - left <= THIN and top - bottom > right - left:
                    self.marks.down.append(((left + right) / 2, bottom, top))

    def outlines(self, item: int, count: int, matrix: Matrix | None) -> list[tuple[list[tuple[float, float]], bool]]:
        """The corners of each outline of a path on the page, and whether it is closed; curves count by their ends."""
        own = self.matrix_of(item, matrix)
        x, y = ctypes.c_float(), ctypes.c_float()
        x_at, y_at = ctypes.addressof(x), ctypes.addressof(y)
        found: list[tuple[list[tuple[float, float]], bool]] = []
        for number in range(count):
            segment = native.segment_at(item, number)
            if not segment or not native.segment_point(segment, x_at, y_at):
                continue
            point = (x.value, y.value)
            if own is not None:
                a, b, c, d, e, f = own
                point = (a * point[0] + c * point[1] + e, b * point[0] + d * point[1] + f)
            if native.segment_type(segment) == native.MOVE or not found:
                found.append(([point], False))
            else:
                found[-1][0].append(point)
        return [(points, len(points) > 2 and _is_closed(points)) for points, _ in found]

    def stroke(self, x0: float, y0: float, x1: float, y1: float) -> None:
        if abs(y1 - y0) <= 1.0:
            if abs(x1 - x0) > SHORT:
                self.marks.across.append(((y0 + y1) / 2, min(x0, x1), max(x0, x1)))
        elif abs(x1 - x0) <= 1.0:
            self.marks.down.append(((x0 + x1) / 2, min(y0, y1), max(y0, y1)))
        else:
            self.marks.slanted += 1


def _is_closed(points: list[tuple[float, float]]) -> bool:
    """A box of four corners is closed whether or not its path says so: ``re`` and ``m l l l h`` end differently."""
    first, last = points[0], points[-1]
    return len(points) == 4 and (abs(first[0] - last[0]) <= 1.0 or abs(first[1] - last[1]) <= 1.0)


def _moved(matrix: Matrix, left: float, bottom: float, right: float, top: float) -> Box:
    a, b, c, d, e, f = matrix
    xs = (a * left + c * bottom, a * left + c * top, a * right + c * bottom, a * right + c * top)
    ys = (b * left + d * bottom, b * left + d * top, b * right + d * bottom, b * right + d * top)
    return min(xs) + e, min(ys) + f, max(xs) + e, max(ys) + f

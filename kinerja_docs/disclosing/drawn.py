"""Where a page of a PDF shows pictures, or drawings with curves: a signature may be either."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

Box = tuple[float, float, float, float]  # left, bottom, right, top
Matrix = tuple[float, float, float, float, float, float]
_SAME: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
_DEEPEST = 16  # forms within forms
_CURVES = 4  # of a path that is no frame with round corners and no dot
_LEAST = 5.0  # points; smaller drawings are marks of lists


def drawn_regions(page: Any) -> list[Box]:
    """The boxes, in points of the page, of every picture and curved drawing; ``page`` is pdfium's own."""
    import pypdfium2.raw as raw

    count = raw.FPDFPage_CountObjects(page)
    return list(_within((raw.FPDFPage_GetObject(page, number) for number in range(count)), _SAME, 0))


def _within(things: Iterator[Any], matrix: Matrix, depth: int) -> Iterator[Box]:
    import pypdfium2.raw as raw

    for thing in things:
        kind = raw.FPDFPageObj_GetType(thing)
        if kind == raw.FPDF_PAGEOBJ_FORM and depth < _DEEPEST:
            count = raw.FPDFFormObj_CountObjects(thing)
            inner = (raw.FPDFFormObj_GetObject(thing, number) for number in range(count))
            yield from _within(inner, _times(_matrix(thing), matrix), depth + 1)
        elif kind in (raw.FPDF_PAGEOBJ_IMAGE, raw.FPDF_PAGEOBJ_SHADING) or (
            kind == raw.FPDF_PAGEOBJ_PATH and _is_curved(thing)
        ):
            box = _box(thing, matrix)
            if box is not None and max(box[2] - box[0], box[3] - box[1]) >= _LEAST:
                yield box


def _is_curved(path: Any) -> bool:
    import pypdfium2.raw as raw

    curves = 0
    for number in range(raw.FPDFPath_CountSegments(path)):
        segment = raw.FPDFPath_GetPathSegment(path, number)
        curves += raw.FPDFPathSegment_GetType(segment) == raw.FPDF_SEGMENT_BEZIERTO
        if curves > _CURVES * 3:  # pdfium counts the three points of each curve
            return True
    return False


def _matrix(thing: Any) -> Matrix:
    import pypdfium2.raw as raw

    found = raw.FS_MATRIX()
    if not raw.FPDFPageObj_GetMatrix(thing, found):
        return _SAME
    return found.a, found.b, found.c, found.d, found.e, found.f


def _times(one: Matrix, other: Matrix) -> Matrix:
    """First ``one``, then ``other``."""
    a, b, c, d, e, f = one
    p, q, r, s, t, u = other
    return a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u


def _box(thing: Any, matrix: Matrix) -> Box | None:
    from ctypes import byref, c_float

    import pypdfium2.raw as raw

    sides = [c_float() for _ in range(4)]
    if not raw.FPDFPageObj_GetBounds(thing, *map(byref, sides)):
        return None
    left, bottom, right, top = (side.value for side in sides)
    a, b, c, d, e, f = matrix
    corners = [(x * a + y * c + e, x * b + y * d + f) for x in (left, right) for y in (bottom, top)]
    across, up = [x for x, _ in corners], [y for _, y in corners]
    return min(across), min(up), max(across), max(up)

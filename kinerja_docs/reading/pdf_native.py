"""The few functions of pdfium that are called for every word and line, bound without pypdfium2's conversions.

A call through these costs a fraction of one through the generated bindings; they take addresses and give numbers.
"""

from __future__ import annotations

import ctypes
from typing import Any

import pypdfium2.raw as raw

_INT, _AT = ctypes.c_int, ctypes.c_void_p


def _bound(name: str, *arguments: Any, result: Any = _INT) -> Any:
    address = ctypes.cast(getattr(raw, name), _AT).value
    assert address is not None
    return ctypes.CFUNCTYPE(result, *arguments)(address)


loose_box = _bound("FPDFText_GetLooseCharBox", _AT, _INT, _AT)
char_box = _bound("FPDFText_GetCharBox", _AT, _INT, _AT, _AT, _AT, _AT)
char_angle = _bound("FPDFText_GetCharAngle", _AT, _INT, result=ctypes.c_float)
char_code = _bound("FPDFText_GetUnicode", _AT, _INT, result=ctypes.c_uint)
count_chars = _bound("FPDFText_CountChars", _AT)
page_count = _bound("FPDFPage_CountObjects", _AT)
page_object = _bound("FPDFPage_GetObject", _AT, _INT, result=_AT)
form_count = _bound("FPDFFormObj_CountObjects", _AT)
form_object = _bound("FPDFFormObj_GetObject", _AT, ctypes.c_ulong, result=_AT)
object_type = _bound("FPDFPageObj_GetType", _AT)
object_bounds = _bound("FPDFPageObj_GetBounds", _AT, _AT, _AT, _AT, _AT)
object_matrix = _bound("FPDFPageObj_GetMatrix", _AT, _AT)
segment_count = _bound("FPDFPath_CountSegments", _AT)
segment_at = _bound("FPDFPath_GetPathSegment", _AT, _INT, result=_AT)
segment_point = _bound("FPDFPathSegment_GetPoint", _AT, _AT, _AT)
segment_type = _bound("FPDFPathSegment_GetType", _AT)
draw_mode = _bound("FPDFPath_GetDrawMode", _AT, _AT, _AT)

TEXT, PATH, IMAGE, FORM = raw.FPDF_PAGEOBJ_TEXT, raw.FPDF_PAGEOBJ_PATH, raw.FPDF_PAGEOBJ_IMAGE, raw.FPDF_PAGEOBJ_FORM
MOVE, LINE = raw.FPDF_SEGMENT_MOVETO, raw.FPDF_SEGMENT_LINETO


def address(handle: Any) -> int:
    """The address that a pypdfium2 object stands for."""
    return ctypes.addressof(handle.raw.contents)

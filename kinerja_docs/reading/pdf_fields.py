"""What lies on a PDF page without being part of it: values of form fields, typed notes, lines that strike text out."""

from __future__ import annotations

import ctypes
from dataclasses import dataclass, field
from typing import Any

import pypdfium2.raw as raw

from kinerja_docs.model import Box
from kinerja_docs.reading.own import AUTHOR
from kinerja_docs.reading.page_grid import Rule

_VALUED = frozenset((raw.FPDF_FORMFIELD_TEXTFIELD, raw.FPDF_FORMFIELD_COMBOBOX, raw.FPDF_FORMFIELD_LISTBOX))
_CHECKED = frozenset((raw.FPDF_FORMFIELD_CHECKBOX, raw.FPDF_FORMFIELD_RADIOBUTTON))
_TICK = "✓"
_HIDDEN = 0x02 | 0x20  # hidden, not viewed
_LONGEST = 20_000  # letters of one value
_MOST = 5_000  # annotations of one page
_POINTS_OF_QUAD = 4


@dataclass(slots=True)
class Notes:
    """Texts and strike lines of one page in PDF coordinates, and how many remarks were left on it."""

    texts: list[tuple[str, Box]] = field(default_factory=list)
    strikes: list[Rule] = field(default_factory=list)
    remarks: int = 0


def notes_of(page: Any, form: Any) -> Notes:
    """The notes of a page. ``form`` is the form environment of the file, None where it has no form."""
    notes = Notes()
    for number in range(min(raw.FPDFPage_GetAnnotCount(page.raw), _MOST)):
        note = raw.FPDFPage_GetAnnot(page.raw, number)
        if not note:
            continue
        try:
            _take(note, notes, form)
        finally:
            raw.FPDFPage_CloseAnnot(note)
    return notes


def _take(note: Any, notes: Notes, form: Any) -> None:
    if raw.FPDFAnnot_GetFlags(note) & _HIDDEN:
        return
    kind = raw.FPDFAnnot_GetSubtype(note)
    if kind == raw.FPDF_ANNOT_WIDGET and form is not None:
        _put(notes, note, _value(note, form))
    elif kind == raw.FPDF_ANNOT_FREETEXT:
        _put(notes, note, _string(lambda buffer, size: raw.FPDFAnnot_GetStringValue(note, b"Contents", buffer, size)))
    elif kind == raw.FPDF_ANNOT_STRIKEOUT:
        notes.strikes += _strikes(note)
    elif kind == raw.FPDF_ANNOT_TEXT and _author(note) != AUTHOR:
        notes.remarks += 1


def _author(note: Any) -> str:
    return _string(lambda buffer, size: raw.FPDFAnnot_GetStringValue(note, b"T", buffer, size))


def _value(note: Any, form: Any) -> str:
    kind = raw.FPDFAnnot_GetFormFieldType(form, note)
    if kind in _VALUED:
        return _string(lambda buffer, size: raw.FPDFAnnot_GetFormFieldValue(form, note, buffer, size))
    if kind in _CHECKED and raw.FPDFAnnot_IsChecked(form, note):
        return _TICK
    return ""


def _string(ask: Any) -> str:
    """A string of pdfium, which first says how many bytes it has."""
    size = min(ask(None, 0), 2 * _LONGEST)
    if size <= 2:
        return ""
    buffer = (ctypes.c_ushort * (size // 2 + 1))()
    ask(buffer, size)
    return bytes(buffer).decode("utf-16-le", errors="replace").split("\0", 1)[0]


def _put(notes: Notes, note: Any, text: str) -> None:
    """The lines of a text one below the other in its rectangle."""
    lines = [line.strip() for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n")]
    rect = raw.FS_RECTF()
    if not any(lines) or not raw.FPDFAnnot_GetRect(note, ctypes.byref(rect)):
        return
    left, right = sorted((rect.left, rect.right))
    bottom, top = sorted((rect.bottom, rect.top))
    step = (top - bottom) / len(lines)
    for number, line in enumerate(lines):
        if line:
            notes.texts.append((line, (left, top - step * (number + 1), right, top - step * number)))


def _strikes(note: Any) -> list[Rule]:
    """The middle lines of the quadrilaterals that a strike-out covers."""
    found: list[Rule] = []
    quad = raw.FS_QUADPOINTSF()
    for number in range(min(raw.FPDFAnnot_CountAttachmentPoints(note), _MOST)):
        if raw.FPDFAnnot_GetAttachmentPoints(note, number, ctypes.byref(quad)):
            xs = (quad.x1, quad.x2, quad.x3, quad.x4)
            ys = (quad.y1, quad.y2, quad.y3, quad.y4)
            found.append((sum(ys) / _POINTS_OF_QUAD, min(xs), max(xs)))
    return found

"""Remarks in PDF: highlights with pop-up text, appended to the file as an incremental update.

Not a byte of the file before it changes, so that an electronic signature still covers what it covered. Where the signer
allowed no notes (a certified document), nothing is appended. Taking the remarks out cuts the update off again.
"""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from datetime import date
from typing import Any

from kinerja_docs.annotating.remarks import Remark
from kinerja_docs.errors import ReadingError
from kinerja_docs.reading.own import AUTHOR

MARK = "KinerjaDocs"  # begins the names of our annotations
COLOURS = {"error": (1.0, 0.85, 0.84), "warning": (1.0, 0.92, 0.76), "info": (0.86, 0.92, 1.0)}
_END = b"%%EOF"
_NOTES_ALLOWED = 3  # DocMDP: 1 no changes, 2 filling and signing, 3 notes too
_PRINTED = 4  # annotation flag


class Certified(ReadingError):
    """The signer of the document allows no notes in it."""

    def __init__(self) -> None:
        super().__init__("BRK002", "certified")


def annotate(data: bytes, remarks: Sequence[Remark], summary: Sequence[str], day: date) -> bytes:
    """The file with the remarks appended. What stands on no page is in the note on the first one.

    Raises :class:`Certified`, and ReadingError for a file that pypdf cannot open.
    """
    if not remarks and not summary:
        return data
    import pypdf
    from pypdf.errors import PyPdfError

    try:
        reader = pypdf.PdfReader(io.BytesIO(data))
        if reader.is_encrypted:  # one that anybody may read: what is appended would have to be encrypted likewise
            raise ReadingError("BRK002", "encrypted")
        if _certified(reader):
            raise Certified
        writer = pypdf.PdfWriter(fileobj=io.BytesIO(data), incremental=True)
        pages = len(writer.pages)
        number = 0
        for remark in remarks:
            page = remark.at.page
            if page is None or remark.at.bbox is None or not 1 <= page <= pages:
                continue
            number += 1
            _put(writer, page - 1, _highlight(writer.pages[page - 1], remark, number, day))
        loose = [f"{one.place}\n{one.text}" for one in remarks if one.at.page is None or one.at.bbox is None]
        told = "\n\n".join(["\n".join(summary), *loose] if summary else loose)
        if told:
            _put(writer, 0, _note(writer.pages[0], told, day))
        out = io.BytesIO()
        writer.write(out)
    except PyPdfError as error:
        raise ReadingError("BRK001", "damaged") from error
    made = out.getvalue()
    if not made.startswith(data):
        raise ReadingError("BRK001", "damaged")  # a file that cannot be appended to is left alone
    return made


def strip(data: bytes) -> bytes:
    """The file without our update, byte by byte what it was."""
    ends = [match.end() for match in re.finditer(re.escape(_END) + rb"(?:\r\n|\n|\r)?", data)]
    while len(ends) >= 2 and f"({MARK}".encode() in data[ends[-2] : ends[-1]]:
        data = data[: ends[-2]]
        ends.pop()
    return data


def _certified(reader: Any) -> bool:
    """Whether a certifying signature forbids notes."""
    permissions = reader.trailer["/Root"].get("/Perms")
    signature = permissions.get_object().get("/DocMDP") if permissions is not None else None
    if signature is None:
        return False
    for reference in signature.get_object().get("/Reference", []):
        parameters = reference.get_object().get("/TransformParams")
        if parameters is not None and int(parameters.get_object().get("/P", 2)) < _NOTES_ALLOWED:
            return True
    return False


def _put(writer: Any, page: int, annotation: Any) -> None:
    """Append an annotation to a page, whose list may stand for itself or be shared."""
    from pypdf.generic import ArrayObject, NameObject

    held = writer.pages[page]
    listed = held.get("/Annots")
    known = list(listed.get_object()) if listed is not None else []
    held[NameObject("/Annots")] = ArrayObject([*known, writer._add_object(annotation)])


def _highlight(page: Any, remark: Remark, number: int, day: date) -> Any:
    from pypdf.generic import ArrayObject, FloatObject, NameObject

    assert remark.at.bbox is not None
    left, bottom, right, top = _on_page(page, remark.at.bbox)
    made = _annotation("/Highlight", (left, bottom, right, top), remark.text, number, day)
    corners = (left, top, right, top, left, bottom, right, bottom)
    made[NameObject("/QuadPoints")] = ArrayObject([FloatObject(round(value, 2)) for value in corners])
    made[NameObject("/C")] = ArrayObject([FloatObject(value) for value in COLOURS[remark.severity]])
    return made


def _note(page: Any, text: str, day: date) -> Any:
    from pypdf.generic import BooleanObject, NameObject

    box = page.cropbox
    left, top = float(box.left) + 8, float(box.top) - 8
    made = _annotation("/Text", (left, top - 20, left + 20, top), text, 0, day)
    made[NameObject("/Name")] = NameObject("/Comment")
    made[NameObject("/Open")] = BooleanObject(False)
    return made


def _annotation(kind: str, box: tuple[float, float, float, float], text: str, number: int, day: date) -> Any:
    from pypdf.generic import ArrayObject, DictionaryObject, FloatObject, NameObject, NumberObject, TextStringObject

    return DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Annot"),
            NameObject("/Subtype"): NameObject(kind),
            NameObject("/Rect"): ArrayObject([FloatObject(round(value, 2)) for value in box]),
            NameObject("/Contents"): TextStringObject(text),
            NameObject("/T"): TextStringObject(AUTHOR),
            NameObject("/NM"): TextStringObject(f"{MARK}{number}"),
            NameObject("/M"): TextStringObject(f"D:{day:%Y%m%d}000000Z"),
            NameObject("/F"): NumberObject(_PRINTED),
        }
    )


def _on_page(page: Any, box: tuple[float, float, float, float]) -> tuple[float, float, float, float]:
    """A box from the top left of the page as shown, as left, bottom, right, top of the page's own space."""
    crop = page.cropbox
    wide, high = float(crop.width), float(crop.height)
    corners = ((box[0], box[1]), (box[2], box[3]))
    turned = int(page.get("/Rotate", 0) or 0) % 360
    points = []
    for x, y in corners:  # y downwards from the top of what is shown
        points.append({90: (y, x), 180: (wide - x, y), 270: (wide - y, high - x)}.get(turned, (x, high - y)))
    xs, ys = [x + float(crop.left) for x, _ in points], [y + float(crop.bottom) for _, y in points]
    return min(xs), min(ys), max(xs), max(ys)

"""The copy as it is shown, read by OCR: a proof that knows nothing of text layers, fonts and parts of packages.

A PDF is drawn page by page, a Word document or workbook printed by LibreOffice first. What is too faint or too dark to
be seen is stretched and read as well.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kinerja_docs.errors import ReadingError

if TYPE_CHECKING:
    from kinerja_docs.reading.scan_page import Grey

MOST_PAGES = 40  # of pages that are no pictures; those that are pictures are all read
WHERE = "ocr"
NO_OCR, NO_PRINT, FAILED = "no_ocr", "no_libreoffice", "failed"
_DPI = 200
_WHITE, _LIGHT, _BLACK, _DARK = 253, 200, 6, 48  # greys
_BESIDE = 3  # dots around ink that are neither
_LEAST = 0.0002  # share of a page; less says nothing


@dataclass(slots=True)
class Looked:
    """How many pages of how many OCR read, and why none, or not all: ``no_ocr``, ``no_libreoffice``, ``failed``."""

    pages: int = 0
    of: int = 0
    without: str = ""


def readings(data: bytes, suffix: str, looked: Looked) -> Iterator[str]:
    """What OCR reads of each page; ``looked`` tells afterwards how much that was."""
    from kinerja_docs.reading import ocr

    if not ocr.is_ready():
        looked.without = NO_OCR
        return
    printed: bytes | None = data if suffix == ".pdf" else _printed(data, suffix, looked)
    if printed is None:
        return
    for grey in _drawn(printed, looked):
        for picture in (grey, *stretched(grey)):
            text = ocr.plain_text(picture, _DPI)
            if text is None:
                looked.without = FAILED
            else:
                yield text
        looked.pages += 1


def _printed(data: bytes, suffix: str, looked: Looked) -> bytes | None:
    from kinerja_docs.reading import libreoffice

    try:
        return libreoffice.pdf_of(data, suffix.lstrip("."))
    except ReadingError as error:
        looked.without = NO_PRINT if error.reason == NO_PRINT else FAILED
        return None


def _drawn(data: bytes, looked: Looked) -> Iterator[Grey]:
    import pypdfium2

    document = pypdfium2.PdfDocument(data)
    try:
        looked.of = len(document)
        others = 0
        for number in range(len(document)):
            page = document[number]
            if not _has_picture(page):
                others += 1
                if others > MOST_PAGES:
                    continue
            drawn: Any = page.render(scale=_DPI / 72, grayscale=True).to_numpy()
            yield drawn if drawn.ndim == 2 else drawn[:, :, 0]
    finally:
        document.close()


def _has_picture(page: Any) -> bool:
    import pypdfium2.raw as raw

    return next(iter(page.get_objects(filter=(raw.FPDF_PAGEOBJ_IMAGE,), max_depth=4)), None) is not None


def stretched(grey: Grey) -> Iterator[Grey]:
    """Pictures of what the eye does not see: marks that are nearly white, and those within what is nearly black."""
    import numpy as np

    from kinerja_docs.reading.scan_page import grown

    faint = (grey < _WHITE) & ~grown(grey < _LIGHT, _BESIDE)
    deep = ~grown(grey >= _DARK, _BESIDE) & (grey > _BLACK)
    for found in (faint, deep):
        if float(found.mean()) > _LEAST:
            yield np.where(found, np.uint8(0), np.uint8(255)).astype(np.uint8)

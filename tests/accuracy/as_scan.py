"""The made documents as scans: printed as PDF, drawn at 200 dpi, and spoilt in turn the ways scanners and phones do."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import cycle
from pathlib import Path

from tests.accuracy.as_pdf import pdf_cases
from tests.accuracy.cases import Case
from tests.reading.pictures import DPI, spoilt

WAYS = ("clean", "noisy", "skewed", "jpeg", "180", "photo", "90")


def scan_cases(count: int, seed: int, forms: Sequence[str], producer: str) -> Iterator[Case]:
    """``count`` cases as pictures of their pages; the way of spoiling stands in the name."""
    for case, how in zip(pdf_cases(count, seed, forms, producer), cycle(WAYS), strict=False):
        name = f"{Path(case.name).stem}-{how}.tif"
        yield replace(case, name=name, data=scanned(case.data, how), format=f"scan-{how}")


def scanned(pdf: bytes, how: str) -> bytes:
    """The pages of a PDF as one TIFF file."""
    import pypdfium2

    opened = pypdfium2.PdfDocument(pdf)
    pages = [page.render(scale=DPI / 72, grayscale=True).to_pil() for page in opened]
    opened.close()
    first, *others = (spoilt(page, how).convert("L") for page in pages)
    held = io.BytesIO()
    first.save(held, "TIFF", save_all=True, append_images=others, compression="tiff_lzw", dpi=(DPI, DPI))
    return held.getvalue()

"""Pages of an original and of its public copy as pictures, for whoever approves to look at side by side."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

MOST = 12  # pages of a file
_WIDE = 700  # dots
_FORMATS = ("JPEG", "PNG", "TIFF")


def pairs(original: Path, copy: Path, folder: Path, stem: str) -> list[tuple[str, str]]:
    """Writes PNG files for the pages of a PDF, or of a picture whose copy is one: (before, after) file names."""
    if copy.suffix != ".pdf":
        return []
    folder.mkdir(parents=True, exist_ok=True)
    found = []
    pages = zip(_pages(original), _pages(copy), strict=False)
    for number, (before, after) in zip(range(1, MOST + 1), pages, strict=False):
        names = f"{stem}-{number}-a.png", f"{stem}-{number}-b.png"
        for name, picture in zip(names, (before, after), strict=True):
            picture.thumbnail((_WIDE, 2 * _WIDE))
            picture.convert("RGB").quantize(32, dither=0).save(folder / name, "PNG", optimize=True)
        found.append(names)
    return found


def _pages(path: Path) -> Iterator[Any]:
    if path.suffix.lower() == ".pdf":
        yield from _of_pdf(path.read_bytes())
        return
    from PIL import Image, ImageOps, ImageSequence

    with Image.open(io.BytesIO(path.read_bytes()), formats=_FORMATS) as opened:
        for frame in ImageSequence.Iterator(opened):
            yield ImageOps.exif_transpose(frame).convert("L")


def _of_pdf(data: bytes) -> Iterator[Any]:
    import pypdfium2

    document = pypdfium2.PdfDocument(data)
    try:
        for number in range(len(document)):
            page = document[number]
            yield page.render(scale=_WIDE / max(page.get_size()[0], 1.0)).to_pil()
    finally:
        document.close()

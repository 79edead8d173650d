"""Pictures of pages (jpg, png, tif of one or many pages; scans and photographs): every page read by OCR."""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterator
from typing import TYPE_CHECKING

from kinerja_docs.errors import ReadingError
from kinerja_docs.model import Document
from kinerja_docs.reading import ocr
from kinerja_docs.reading.contents import Contents
from kinerja_docs.reading.limits import DEFAULT, exceeded
from kinerja_docs.reading.page_join import document_of

if TYPE_CHECKING:
    from PIL.Image import Image

    from kinerja_docs.reading.limits import Limits
    from kinerja_docs.reading.scan_page import Grey

FORMATS = ("JPEG", "PNG", "TIFF")
_PAGE_INCHES = 12.0  # the long side of the paper in use: A4 11.7, F4 13, Letter 11
_TRUSTED_DPI, _TRUSTED_INCHES = (90.0, 700.0), (5.0, 25.0)
_LEAST_DPI, _MOST_DPI = 150.0, 300.0  # between these a picture is read as it is


def read(contents: Contents) -> Document:
    """The pages of a picture file. Raises BRK001 where it is damaged, BRK003 where no page can be read, BRK006 over
    a limit."""
    pages = []
    for number, (grey, dpi) in enumerate(_greys(contents), 1):
        pages.append(ocr.read_page(grey, number, dpi))
    return document_of(pages, contents.path, "image", contents.limits)


def pictures(data: bytes) -> Iterator[tuple[Grey, float]]:
    """Each page of a file of pictures in grey, with its resolution. Raises as :func:`read` does."""
    return _greys(Contents(data, "", DEFAULT))


def text_in(data: bytes) -> str | None:
    """The words that OCR finds in a picture that is no page; None where none can be looked for."""
    if not ocr.is_ready():
        return None
    texts = [ocr.plain_text(grey, dpi) for grey, dpi in pictures(data)]
    return None if None in texts else " ".join(text or "" for text in texts)


def properties(data: bytes) -> int:
    """How many things beside its pixels a file tells: where and when, by what, of whom."""
    from PIL import Image

    with Image.open(io.BytesIO(data), formats=FORMATS) as opened:
        told = sum(isinstance(value, str | bytes) for value in opened.info.values())
        return len(opened.getexif()) + told


def _greys(contents: Contents) -> Iterator[tuple[Grey, float]]:
    """Each page as a grey picture with the resolution that its paper has in it."""
    import PIL.Image

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of sizes, which are looked at here, and of odd metadata
        try:
            opened = PIL.Image.open(io.BytesIO(contents.data), formats=FORMATS)
        except PIL.Image.DecompressionBombError as error:
            raise exceeded("pixels", contents.limits.pixels) from error
        except (OSError, ValueError, SyntaxError, TypeError) as error:
            raise ReadingError("BRK001", "damaged", str(error)) from error
        with opened:
            for frame in _frames(opened, contents.limits):
                yield _loaded(frame, contents.limits)


def _frames(opened: Image, limits: Limits) -> Iterator[Image]:
    number = 0
    while True:
        try:
            opened.seek(number)
        except EOFError:
            return
        except (OSError, ValueError, SyntaxError, TypeError, KeyError) as error:
            raise ReadingError("BRK001", "damaged", str(error)) from error
        number += 1
        if number > limits.pages:
            raise exceeded("pages", limits.pages)
        yield opened


def _loaded(frame: Image, limits: Limits) -> tuple[Grey, float]:
    import numpy as np
    from PIL import Image, ImageOps

    if frame.width * frame.height > limits.pixels:
        raise exceeded("pixels", limits.pixels)
    dpi = _dpi(frame)
    if dpi > _MOST_DPI:
        frame.draft("L", (int(frame.width * _MOST_DPI / dpi), int(frame.height * _MOST_DPI / dpi)))
    try:
        grey = _on_white(ImageOps.exif_transpose(frame))
    except (OSError, ValueError, SyntaxError, TypeError, KeyError, IndexError, EOFError) as error:
        raise ReadingError("BRK001", "damaged", str(error)) from error
    dpi = dpi * max(grey.size) / max(frame.size) if max(frame.size) else dpi
    scale = max(_LEAST_DPI / dpi * 4 / 3, 1.0) if dpi < _LEAST_DPI else min(_MOST_DPI / dpi, 1.0)
    scale = min(scale, (ocr.MOST_PIXELS / (grey.width * grey.height)) ** 0.5)
    if scale != 1.0:
        size = max(int(grey.width * scale), 1), max(int(grey.height * scale), 1)
        grey, dpi = grey.resize(size, Image.Resampling.LANCZOS), dpi * scale
    return np.asarray(grey, dtype=np.uint8), dpi


def _on_white(image: Image) -> Image:
    """The picture in grey; what is transparent is paper."""
    from PIL import Image

    if image.mode.startswith("I") or image.mode == "F":
        import numpy as np

        values = np.asarray(image, dtype=np.float64)
        top = max(float(values.max()), 1.0)
        return Image.fromarray((values * 255 / top).clip(0, 255).astype(np.uint8))
    if "A" in image.getbands() or "transparency" in image.info:
        alpha = image.convert("RGBA")
        paper = Image.new("RGBA", alpha.size, "white")
        image = Image.alpha_composite(paper, alpha)
    return image.convert("L")


def _dpi(frame: Image) -> float:
    """The resolution that the file tells where it gives a sheet of a likely size, else that of an office sheet."""
    long = max(frame.size)
    told = frame.info.get("dpi", (0, 0))
    try:
        dpi = float(told[0])
    except (TypeError, ValueError, IndexError, ZeroDivisionError):
        dpi = 0.0
    if _TRUSTED_DPI[0] <= dpi <= _TRUSTED_DPI[1] and _TRUSTED_INCHES[0] <= long / dpi <= _TRUSTED_INCHES[1]:
        return dpi
    return max(long / _PAGE_INCHES, 20.0)

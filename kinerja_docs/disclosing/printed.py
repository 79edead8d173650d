"""Public copies of PDF: a page where something goes becomes a picture with a new text layer; the others stay.

A black box over text leaves the text beneath it, so a page that is touched is painted, the boxes are painted into the
picture, and the words that stay are written over it anew, invisible, so that the page can still be searched. Pages
that are pictures, and files of pictures, go through OCR (:mod:`scanned`).
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from contextlib import ExitStack, closing
from dataclasses import dataclass, field
from typing import Any

from kinerja_docs.disclosing.drawn import drawn_regions
from kinerja_docs.disclosing.finding import Span
from kinerja_docs.disclosing.scanned import scan_text

DPI = 170
_PAD = 1.2  # points around a box
_TOP = 0.78  # share of the height of a first page above which a small picture is a letterhead's
_SMALL = 0.08  # share of a page that a letterhead's picture takes at most
_QUALITY = 88
_SCAN = 0.5  # share of a page that a picture takes where the page is a scan
_LETTER = 0.53  # width of a letter of Helvetica, as a share of its size
_GONE = 225  # grey of what was left out of a scan
_DARK = 200  # grey of a dot that is ink
_GONE_KEYS = (
    *("/Metadata", "/PieceInfo", "/LastModified", "/AA", "/Thumb", "/StructParents", "/StructParent", "/Annots"),
    *("/Tabs", "/B", "/Dur", "/Trans", "/ID"),
)
Box = tuple[float, float, float, float]  # left, bottom, right, top


@dataclass(slots=True)
class PageText:
    """The characters of one page as the file holds them, each with its box (None for generated blanks). A page that is
    a picture brings the picture to be shown, ``clean``, with its resolution, and what OCR could not read."""

    text: str
    boxes: list[Box | None]
    images: list[Box]
    size: tuple[float, float]
    annotated: bool = False
    bands: list[Box] = field(default_factory=list)  # of a scan's pictures, which have no box of their own
    unread: list[Box] = field(default_factory=list)
    clean: Any = None
    dpi: float = DPI


@dataclass(slots=True)
class PdfCopy:
    """A PDF, or a file of pictures of pages, that is being made public. Raises :class:`scanned.Unread` where a page
    that is a picture cannot be read."""

    data: bytes
    suffix: str = ".pdf"
    pages: list[PageText] = field(default_factory=list)
    pictures: int = 0
    unread: int = 0
    unseen: int = 0
    _bars: dict[int, list[Span]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if self.suffix == ".pdf":
            self._open()
            self.unseen = _hidden(self.data)
        else:
            from kinerja_docs.reading import images

            self.pages = [_scan(grey, dpi, n) for n, (grey, dpi) in enumerate(images.pictures(self.data), 1)]
            self.unseen = images.properties(self.data)
        self.pictures = sum(len(page.images) for page in self.pages)
        self.unread = sum(len(page.unread) for page in self.pages)

    def _open(self) -> None:
        import pypdfium2

        document = pypdfium2.PdfDocument(self.data)
        try:
            for number in range(len(document)):
                page = document[number]
                found = _page_text(page, number)
                self.pages.append(_scan(*_grey(page), number + 1) if _is_picture(page, found) else found)
        finally:
            document.close()

    def remove(self, number: int, spans: list[Span]) -> None:
        """Take parts of one page's text away."""
        self._bars[number] = spans

    def write(self) -> bytes:
        """The public copy."""
        import pikepdf

        made = pikepdf.new()
        with ExitStack() as opened:  # what is copied is read when it is saved
            if self.suffix == ".pdf":
                self._write_pages(made, opened)
            else:
                for number, page in enumerate(self.pages):
                    _shown(made, page, self._bars.get(number, []))
            _bare(made)
            out = io.BytesIO()
            made.save(out, deterministic_id=True, compress_streams=True)
        return out.getvalue()

    def _write_pages(self, made: Any, opened: ExitStack) -> None:
        import pikepdf
        import pypdfium2

        seen = opened.enter_context(closing(pypdfium2.PdfDocument(self.data)))
        source = opened.enter_context(pikepdf.open(io.BytesIO(self.data)))
        for number, page in enumerate(self.pages):
            spans = self._bars.get(number, [])
            if page.clean is not None:
                _shown(made, page, spans)
            elif spans or page.images or page.annotated:
                _painted(made, seen[number], page, spans)
            else:
                made.pages.append(source.pages[number])


def _grey(page: Any) -> tuple[Any, float]:
    """A page drawn for OCR, without what lies over it."""
    from kinerja_docs.reading import ocr

    wide, high = page.get_size()
    dpi = min(ocr.DPI, 72 * (ocr.MOST_PIXELS / max(wide * high, 1.0)) ** 0.5)
    drawn = page.render(scale=dpi / 72, grayscale=True, may_draw_forms=False, draw_annots=False).to_numpy()
    return drawn if drawn.ndim == 2 else drawn[:, :, 0], dpi


def _is_picture(page: Any, found: PageText) -> bool:
    """Whether a page is a scan: without text, yet not blank, or a picture over all of it under the text of a scanner
    (which another has read, and which may differ from what is seen)."""
    if any(_share(box, found.size) >= _SCAN for box in found.images):
        return True
    return not found.text.strip() and bool((_grey(page)[0] < _DARK).any())


def _share(box: Box, size: tuple[float, float]) -> float:
    return (box[2] - box[0]) * (box[3] - box[1]) / max(size[0] * size[1], 1.0)


def _scan(grey: Any, dpi: float, number: int) -> PageText:
    """A page as OCR reads it, with boxes as in a PDF: points from the bottom left."""
    found = scan_text(grey, dpi, number)
    height = found.clean.shape[0]

    def turned(box: Box) -> Box:
        left, top, right, bottom = (value * 72 / found.dpi for value in box)
        high = height * 72 / found.dpi
        return left, high - bottom, right, high - top

    size = found.clean.shape[1] * 72 / found.dpi, height * 72 / found.dpi
    boxes = [turned(box) if box is not None else None for box in found.boxes]
    around = [[turned(box) for box in picture] for picture in found.pictures]
    images = [(min(b[0] for b in one), one[-1][1], max(b[2] for b in one), one[0][3]) for one in around if one]
    bands = [box for one in around for box in one]
    unread = [turned(box) for box in found.unread]
    return PageText(found.text, boxes, images, size, False, bands, unread, found.clean, found.dpi)


def _shown(made: Any, page: PageText, spans: Sequence[Span]) -> None:
    """A scanned page: the clean picture with its boxes, and the words that stay as an invisible layer."""
    from PIL import Image, ImageDraw

    picture = Image.fromarray(page.clean)
    draw = ImageDraw.Draw(picture)
    scale, height = page.dpi / 72, picture.height
    for box in (*page.bands, *page.unread):
        draw.rectangle(_area(box, scale, height, 0.0), fill=_GONE)
    for span in spans:
        for box in _lines(page.boxes[span.start : span.end]):
            draw.rectangle(_area(box, scale, height, _PAD), fill=0)
    size = picture.width / scale, height / scale
    content = f"q {size[0]:.2f} 0 0 {size[1]:.2f} 0 0 cm /P Do Q\n".encode("ascii") + _layer(page, spans, (0, 0))
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=_QUALITY)
    _add_page(made, _image(made, out.getvalue(), picture.width, height, grey=True), content, size, 0)


def _area(
    box: Box, scale: float, height: int, pad: float, crop: Sequence[float] = (0.0, 0.0)
) -> tuple[float, float, float, float]:
    """A box of the page in the dots of its picture."""
    left, bottom, right, top = box
    return (
        (left - crop[0] - pad) * scale,
        height - (top - crop[1] + pad) * scale,
        (right - crop[0] + pad) * scale,
        height - (bottom - crop[1] - pad) * scale,
    )


def _page_text(page: Any, number: int) -> PageText:
    import pypdfium2.raw as raw

    text_page = page.get_textpage()
    letters, boxes = [], []
    for index in range(text_page.count_chars()):
        letter = chr(raw.FPDFText_GetUnicode(text_page.raw, index) or 32)
        letters.append(letter if letter != "\x02" else "-")
        boxes.append(text_page.get_charbox(index, loose=True) if letter.strip() else None)
    width, height = page.get_size()
    images = []
    for left, bottom, right, top in drawn_regions(page.raw):
        share = _share((left, bottom, right, top), (width, height))
        if not (number == 0 and bottom > _TOP * height and share < _SMALL):
            images.append((left, bottom, right, top))
    return PageText("".join(letters), boxes, images, (width, height), raw.FPDFPage_GetAnnotCount(page.raw) > 0)


def _painted(made: Any, page: Any, text: PageText, spans: Sequence[Span]) -> None:
    """A page as a picture with its boxes painted in, and the words that stay as an invisible layer."""
    from PIL import ImageDraw

    rotation = page.get_rotation()
    page.set_rotation(0)
    scale = DPI / 72
    picture = page.render(scale=scale, may_draw_forms=False, draw_annots=False).to_pil().convert("RGB")
    crop = page.get_cropbox()
    draw = ImageDraw.Draw(picture)
    height = picture.height

    for box in text.images:
        draw.rectangle(_area(box, scale, height, _PAD, crop), fill="white", outline="#9AA3AF")
    for span in spans:
        for box in _lines(text.boxes[span.start : span.end]):
            draw.rectangle(_area(box, scale, height, _PAD, crop), fill="black")
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=_QUALITY)
    size = picture.width / scale, picture.height / scale
    content = f"q {size[0]:.2f} 0 0 {size[1]:.2f} 0 0 cm /P Do Q\n".encode("ascii") + _layer(text, spans, crop)
    image = _image(made, out.getvalue(), picture.width, picture.height)
    _add_page(made, image, content, size, rotation)


def _image(made: Any, jpeg: bytes, width: int, height: int, grey: bool = False) -> Any:
    """A picture as an object of the file."""
    import pikepdf

    image = made.make_stream(jpeg)
    image.update(
        pikepdf.Dictionary(
            Type=pikepdf.Name.XObject,
            Subtype=pikepdf.Name.Image,
            Width=width,
            Height=height,
            ColorSpace=pikepdf.Name.DeviceGray if grey else pikepdf.Name.DeviceRGB,
            BitsPerComponent=8,
            Filter=pikepdf.Name.DCTDecode,
        )
    )
    return image


def _add_page(made: Any, image: Any, content: bytes, size: tuple[float, float], rotation: int) -> None:
    """A page that shows the picture under a layer of text; ``size`` in points."""
    import pikepdf

    font = pikepdf.Dictionary(
        Type=pikepdf.Name.Font,
        Subtype=pikepdf.Name.Type1,
        BaseFont=pikepdf.Name.Helvetica,
        Encoding=pikepdf.Name.WinAnsiEncoding,
    )
    new = pikepdf.Dictionary(
        Type=pikepdf.Name.Page,
        MediaBox=[0, 0, round(size[0], 2), round(size[1], 2)],
        Rotate=rotation,
        Resources=pikepdf.Dictionary(XObject=pikepdf.Dictionary(P=image), Font=pikepdf.Dictionary(F=font)),
        Contents=made.make_stream(content),
    )
    made.pages.append(pikepdf.Page(made.make_indirect(new)))


def _lines(boxes: Sequence[Box | None]) -> list[Box]:
    """The boxes of letters as one box for each line: single boxes would show how many letters there were."""
    found: list[list[float]] = []
    for box in boxes:
        if box is None:
            continue
        left, bottom, right, top = box
        last = found[-1] if found else None
        if last is not None and bottom < last[3] and top > last[1] and left > last[0] - 2:
            last[1], last[2], last[3] = min(last[1], bottom), max(last[2], right), max(last[3], top)
        else:
            found.append([left, bottom, right, top])
    return [(one[0], one[1], one[2], one[3]) for one in found]


def _layer(text: PageText, spans: Sequence[Span], crop: Sequence[float]) -> bytes:
    """The words that stay, each where it stood, drawn invisibly."""
    gone = {index for span in spans for index in range(span.start, span.end)}
    parts: list[bytes] = [b"BT 3 Tr\n"]
    word = ""
    start: Box | None = None
    end: Box | None = None
    for index, letter in enumerate(f"{text.text} "):
        box = text.boxes[index] if index < len(text.boxes) else None
        if box is not None and index not in gone:
            start, end = start or box, box
            word += letter
            continue
        if word and start is not None and end is not None:
            size = max(4.0, min(40.0, (start[3] - start[1]) * 0.8))
            shown = word.encode("cp1252", errors="replace")
            for special in (b"\\", b"(", b")"):
                shown = shown.replace(special, b"\\" + special)
            wide = max(20.0, min(300.0, 100 * (end[2] - start[0]) / (_LETTER * size * len(word))))
            place = (
                f"/F {size:.1f} Tf {wide:.0f} Tz 1 0 0 1 {start[0] - crop[0]:.2f} {start[1] - crop[1]:.2f} Tm ".encode(
                    "ascii"
                )
            )
            parts.append(place + b"(" + shown + b" ) Tj\n")
        word, start, end = "", None, None
    return b"".join(parts) + b"ET\n"


def _bare(made: Any) -> None:
    """Nothing but pages: properties, structure, scripts and private data of programs go from every object."""
    import pikepdf

    for key in list(made.Root.keys()):
        if key not in ("/Type", "/Pages"):
            del made.Root[key]
    if "/Info" in made.trailer:
        del made.trailer["/Info"]
    for thing in made.objects:
        if isinstance(thing, pikepdf.Dictionary | pikepdf.Stream):
            for key in _GONE_KEYS:
                if key in thing:
                    del thing[key]


def _hidden(data: bytes) -> int:
    """How many things that the eye does not see a file holds: notes, attachments, properties, form values, history."""
    import pikepdf

    with pikepdf.open(io.BytesIO(data)) as document:
        root = document.Root
        names = (
            "/Metadata",
            "/AcroForm",
            "/Outlines",
            "/Names",
            "/StructTreeRoot",
            "/OpenAction",
            "/AF",
            "/Collection",
        )
        count = sum(key in root for key in names) + len(document.attachments)
        count += sum(len(page.get("/Annots", [])) for page in document.pages)
        count += len(document.docinfo.keys()) if "/Info" in document.trailer else 0
    return count + max(0, data.count(b"%%EOF") - 1)

"""Public copies of PDF: a page where something goes becomes a picture with a new text layer; the others stay.

A black box over text leaves the text beneath it, so a page that is touched is painted, the boxes are painted into the
picture, and the words that stay are written over it anew, invisible, so that the page can still be searched.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from kinerja_docs.disclosing.finding import Span

DPI = 170
_PAD = 1.2  # points around a box
_TOP = 0.78  # share of the height of a first page above which a small picture is a letterhead's
_SMALL = 0.08  # share of a page that a letterhead's picture takes at most
_QUALITY = 88
_GONE_KEYS = (
    *("/Metadata", "/PieceInfo", "/LastModified", "/AA", "/Thumb", "/StructParents", "/StructParent", "/Annots"),
    *("/Tabs", "/B", "/Dur", "/Trans", "/ID"),
)
Box = tuple[float, float, float, float]  # left, bottom, right, top


class Scanned(Exception):
    """A page without text cannot be proved without reading it by OCR."""


@dataclass(slots=True)
class PageText:
    """The characters of one page as the file holds them, each with its box (None for generated blanks)."""

    text: str
    boxes: list[Box | None]
    images: list[Box]
    size: tuple[float, float]
    annotated: bool


@dataclass(slots=True)
class PdfCopy:
    """A PDF that is being made public."""

    data: bytes
    pages: list[PageText] = field(default_factory=list)
    pictures: int = 0
    unseen: int = 0
    _bars: dict[int, list[Span]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        import pypdfium2

        document = pypdfium2.PdfDocument(self.data)
        try:
            for number in range(len(document)):
                self.pages.append(_page_text(document[number], number))
        finally:
            document.close()
        if any(not page.text.strip() and page.images for page in self.pages):
            raise Scanned
        self.pictures = sum(len(page.images) for page in self.pages)
        self.unseen = _hidden(self.data)

    def remove(self, number: int, spans: list[Span]) -> None:
        """Take parts of one page's text away."""
        self._bars[number] = spans

    def write(self) -> bytes:
        """The public copy."""
        import pikepdf
        import pypdfium2

        made = pikepdf.new()
        seen = pypdfium2.PdfDocument(self.data)
        with pikepdf.open(io.BytesIO(self.data)) as source:
            for number, page in enumerate(self.pages):
                touched = bool(self._bars.get(number)) or bool(page.images) or page.annotated
                if touched:
                    _painted(made, seen[number], page, self._bars.get(number, []))
                else:
                    made.pages.append(source.pages[number])
            _bare(made)
            out = io.BytesIO()
            made.save(out, deterministic_id=True, compress_streams=True)
        seen.close()
        return out.getvalue()


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
    for thing in page.get_objects(filter=(raw.FPDF_PAGEOBJ_IMAGE,), max_depth=8):
        left, bottom, right, top = thing.get_bounds()
        share = (right - left) * (top - bottom) / (width * height)
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

    def area(box: Box, pad: float = 0.0) -> tuple[float, float, float, float]:
        left, bottom, right, top = box
        return (
            (left - crop[0] - pad) * scale,
            height - (top - crop[1] + pad) * scale,
            (right - crop[0] + pad) * scale,
            height - (bottom - crop[1] - pad) * scale,
        )

    for box in text.images:
        draw.rectangle(area(box, _PAD), fill="white", outline="#9AA3AF")
    for span in spans:
        for box in _lines(text.boxes[span.start : span.end]):
            draw.rectangle(area(box, _PAD), fill="black")
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=_QUALITY)
    size = picture.width / scale, picture.height / scale
    content = f"q {size[0]:.2f} 0 0 {size[1]:.2f} 0 0 cm /P Do Q\n".encode("ascii") + _layer(text, spans, crop)
    image = _image(made, out.getvalue(), picture.width, picture.height)
    _add_page(made, image, content, size, rotation)


def _image(made: Any, jpeg: bytes, width: int, height: int) -> Any:
    """A picture as an object of the file."""
    import pikepdf

    image = made.make_stream(jpeg)
    image.update(
        pikepdf.Dictionary(
            Type=pikepdf.Name.XObject,
            Subtype=pikepdf.Name.Image,
            Width=width,
            Height=height,
            ColorSpace=pikepdf.Name.DeviceRGB,
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
    word, start = "", None
    for index, letter in enumerate(f"{text.text} "):
        box = text.boxes[index] if index < len(text.boxes) else None
        if box is not None and index not in gone:
            start = start or box
            word += letter
            continue
        if word and start is not None:
            size = max(4.0, min(40.0, (start[3] - start[1]) * 0.8))
            shown = word.encode("cp1252", errors="replace")
            for special in (b"\\", b"(", b")"):
                shown = shown.replace(special, b"\\" + special)
            place = f"/F {size:.1f} Tf 1 0 0 1 {start[0] - crop[0]:.2f} {start[1] - crop[1]:.2f} Tm ".encode("ascii")
            parts.append(place + b"(" + shown + b" ) Tj\n")
        word, start = "", None
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

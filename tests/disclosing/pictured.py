"""Made-up scans that hold the secrets of :mod:`tests.disclosing.attacked`, with pictures at places that are known."""

from __future__ import annotations

import io
import random

from PIL import Image, ImageDraw, ImageFont

from tests.disclosing.attacked import ACCOUNT, ADDRESS, MAIL, NAME, NIK, NIP, OFFICIAL, PHONE
from tests.reading.pictures import DPI, spoilt

Area = tuple[int, int, int, int]
SIZE = (1654, 2339)
SIGNATURE: Area = (980, 1190, 1340, 1330)
STAMP: Area = (760, 1180, 960, 1380)
CODE: Area = (280, 1180, 460, 1360)
PHOTO: Area = (260, 1560, 480, 1860)
CREST: Area = (150, 80, 300, 230)
AREAS = {"signature": SIGNATURE, "stamp": STAMP, "code": CODE, "photo": PHOTO}
FAINT = 1480  # where a nearly white line with the NIK stands
INK = 128


def page(rng: random.Random, parts: tuple[str, ...] = tuple(AREAS)) -> Image.Image:
    """A page of A4 at 200 dpi: letterhead, lines with secrets, a table, and pictures at :data:`AREAS`."""
    image = Image.new("L", SIZE, 255)
    draw, font = ImageDraw.Draw(image), ImageFont.load_default(size=32)
    draw.ellipse(CREST, outline=0, width=6)
    draw.text((480, 110), "Bawaslu Kabupaten Blitar", 0, font)
    draw.text((480, 160), "Laporan Kinerja 2025, info@bawaslu.go.id", 0, font)
    lines = [f"Nama Pemohon : {NAME}", f"Alamat : {ADDRESS}", f"NIP. {NIP[:8]} {NIP[8:14]} {NIP[14]} {NIP[15:]}"]
    lines += [f"NIK {NIK}", f"No. HP : {PHONE}", f"Surel: {MAIL}", f"Nomor Rekening : {ACCOUNT}"]
    for number, line in enumerate([*lines, f"Diterima dari {NAME.upper()}."]):
        draw.text((200, 320 + 60 * number), line, 0, font)
    _table(draw, font)
    draw.text((1000, 1120), "Ketua,", 0, font)
    draw.text((1000, 1400), OFFICIAL, 0, font)
    for name in parts:
        DRAWERS[name](draw, AREAS[name], rng)
    draw.text((200, FAINT), f"nomor {NIK}", 243, font)
    return image


def _table(draw: ImageDraw.ImageDraw, font: ImageFont.FreeTypeFont | ImageFont.ImageFont) -> None:
    rows = (("No", "Indikator Kinerja", "Target"), ("1", "Jumlah laporan pengawasan", "12 laporan"))
    walls, top = (200, 300, 900, 1300), 850
    for number, row in enumerate((*rows, ("2", "Persentase temuan selesai", "95 persen"))):
        for left, text in zip(walls, row, strict=False):
            draw.text((left + 15, top + number * 70 + 15), text, 0, font)
    for wall in walls:
        draw.line((wall, top, wall, top + 210), 0, 3)
    for number in range(4):
        draw.line((walls[0], top + 70 * number, walls[-1], top + 70 * number), 0, 3)


def _sign(draw: ImageDraw.ImageDraw, area: Area, rng: random.Random) -> None:
    left, top, right, bottom = area
    steps = rng.randint(14, 30)
    points = [(left + (right - left) * n // steps, rng.randint(top, bottom)) for n in range(steps + 1)]
    draw.line(points, 0, rng.randint(3, 6), joint="curve")


def _stamp(draw: ImageDraw.ImageDraw, area: Area, rng: random.Random) -> None:
    grey = rng.randint(40, 110)
    draw.ellipse(area, outline=grey, width=5)
    draw.ellipse((area[0] + 25, area[1] + 25, area[2] - 25, area[3] - 25), outline=grey, width=2)
    draw.text((area[0] + 40, area[1] + 85), "BAWASLU", grey, ImageFont.load_default(size=26))


def _code(draw: ImageDraw.ImageDraw, area: Area, rng: random.Random) -> None:
    for left in range(area[0], area[2] - 6, 7):
        for top in range(area[1], area[3] - 6, 7):
            if rng.random() < 0.5:
                draw.rectangle((left, top, left + 6, top + 6), 0)


def _photo(draw: ImageDraw.ImageDraw, area: Area, rng: random.Random) -> None:
    left, top, right, bottom = area
    draw.rectangle(area, rng.randint(90, 170))
    draw.ellipse((left + 50, top + 40, right - 50, top + 190), rng.randint(40, 80))
    draw.rectangle((left + 30, top + 200, right - 30, bottom), rng.randint(20, 80))


DRAWERS = {"signature": _sign, "stamp": _stamp, "code": _code, "photo": _photo}


def saved(image: Image.Image, kind: str = "JPEG") -> bytes:
    """A picture file whose properties hold a name."""
    about = image.getexif()
    about[0x013B] = NAME
    held = io.BytesIO()
    image.save(held, kind, dpi=(DPI, DPI), exif=about)
    return held.getvalue()


def scan(how: str = "clean", seed: int = 3, kind: str = "JPEG") -> bytes:
    """The page as a scanner or a telephone gives it."""
    return saved(spoilt(page(random.Random(seed)), how).convert("L"), kind)


def scan_pdf(layer: bool = False) -> bytes:
    """A PDF of one page that is a picture, with or without the text layer of a scanner, and one with plain text."""
    from reportlab.lib.pagesizes import A4
    from reportlab.lib.utils import ImageReader
    from reportlab.pdfgen import canvas

    out = io.BytesIO()
    made = canvas.Canvas(out, pagesize=A4)
    made.drawImage(ImageReader(page(random.Random(3))), 0, 0, *A4)
    if layer:
        text = made.beginText(72, 700)
        text.setTextRenderMode(3)
        text.textLine(f"Nama Pemohon : {NAME}")
        made.drawText(text)
    made.showPage()
    made.drawString(72, 780, "Bawaslu Kabupaten Blitar, halaman kedua tanpa data pribadi")
    made.save()
    return out.getvalue()


def ink_in(image: Image.Image, area: Area) -> float:
    """The share of an area that is dark."""
    grey = image.convert("L").crop(area)
    return sum(grey.histogram()[:INK]) / max(1, grey.width * grey.height)

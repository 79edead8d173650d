"""Pictures of pages: drawn with a table, then spoilt the ways scanners and telephones do."""

from __future__ import annotations

import io

import numpy as np
from PIL import Image, ImageDraw, ImageFilter, ImageFont

DPI = 200
TITLE = "SASARAN KINERJA PEGAWAI"
ROWS = (
    ("NO", "Indikator Kinerja", "Target"),
    ("1", "Jumlah laporan pengawasan", "12 laporan"),
    ("2", "Persentase temuan selesai", "95 poin"),
    ("3", "Jangka waktu penyusunan", "4 bulan"),
)
PARAGRAPH = "Dengan ini pegawai menyatakan akan mencapai target kinerja tahun berjalan."
WALLS, FIRST_LINE, HEIGHT = (150, 300, 1100, 1500), 400, 90


def page(lines: bool = True) -> Image.Image:
    """A page of 1650 × 1200 dots with a title, a ruled table and a paragraph."""
    image = Image.new("L", (1650, 1200), 255)
    draw = ImageDraw.Draw(image)
    font = ImageFont.load_default(size=34)
    draw.text((500, 150), TITLE, 0, ImageFont.load_default(size=44))
    draw.text((150, 260), PARAGRAPH, 0, font)
    bottom = FIRST_LINE + HEIGHT * len(ROWS)
    for number, row in enumerate(ROWS):
        top = FIRST_LINE + HEIGHT * number
        for left, text in zip(WALLS, row, strict=False):
            draw.text((left + 20, top + 24), text, 0, font)
    if lines:
        for wall in WALLS:
            draw.line((wall, FIRST_LINE, wall, bottom), 0, 3)
        for number in range(len(ROWS) + 1):
            y = FIRST_LINE + HEIGHT * number
            draw.line((WALLS[0], y, WALLS[-1], y), 0, 3)
    draw.text((150, 900), "Pihak pertama menyerahkan laporan setiap akhir triwulan kepada atasan.", 0, font)
    return image


def spoilt(image: Image.Image, how: str) -> Image.Image:
    """The picture turned (``90`` …), ``skewed``, ``noisy``, a poor ``jpeg``, or a ``photo`` with a shadow, aslant."""
    rng = np.random.default_rng(7)
    if how.isdigit():
        return image.rotate(int(how), expand=True)
    if how == "skewed":
        return image.rotate(1.7, Image.Resampling.BICUBIC, fillcolor=255)
    if how == "jpeg":
        held = io.BytesIO()
        image.save(held, "JPEG", quality=60)
        return Image.open(held)
    values = np.asarray(image, dtype=np.float64)
    if how == "noisy":
        values = values + rng.normal(0, 15, values.shape)
        values[rng.random(values.shape) < 0.001] = 0
        return Image.fromarray(values.clip(0, 255).astype(np.uint8)).filter(ImageFilter.GaussianBlur(0.6))
    if how == "photo":
        height, width = values.shape
        y, x = np.mgrid[0:height, 0:width]
        values = values * (0.5 + 0.3 * x / width + 0.2 * (1 - y / height)) + rng.normal(0, 4, values.shape)
        shot = Image.fromarray(values.clip(0, 255).astype(np.uint8))
        corners = (25, 12, -8, height - 6, width - 9, height + 10, width - 20, -8)
        return shot.transform((width, height), Image.Transform.QUAD, corners, Image.Resampling.BICUBIC, fillcolor=120)
    return image


def saved(image: Image.Image, kind: str = "PNG", **options: object) -> bytes:
    """The picture as a file."""
    held = io.BytesIO()
    image.save(held, kind, dpi=(DPI, DPI), **options)
    return held.getvalue()

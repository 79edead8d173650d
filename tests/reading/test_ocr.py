from __future__ import annotations

import io
import os
from datetime import date
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from kinerja_docs import api
from kinerja_docs.errors import ReadingError
from kinerja_docs.model import Document
from kinerja_docs.reading import images, ocr, ocr_cache, tesseract
from kinerja_docs.reading.limits import DEFAULT, Limits
from kinerja_docs.reading.pages import Page, PageCell, PageTable, PageText
from kinerja_docs.reading.tesseract import Word
from tests.reading.parts import read
from tests.reading.pictures import PARAGRAPH, ROWS, TITLE, page, saved, spoilt

# Where tests run by themselves a missing Tesseract is a failure, not a skip.
needs_tesseract = pytest.mark.skipif(not ocr.is_ready() and "CI" not in os.environ, reason="Tesseract is not here")


@pytest.fixture(autouse=True)
def no_cache(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(ocr_cache.SWITCH, "")


@pytest.fixture
def no_tesseract(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tesseract, "language", lambda: None)
    monkeypatch.setenv("PATH", "")  # for a worker that starts anew


@pytest.fixture
def words(monkeypatch: pytest.MonkeyPatch) -> None:
    """A Tesseract that reads the title of any page."""
    found = [
        Word(word, 500 + 200 * n, 150, 650 + 200 * n, 190, 0.9, (140, 200)) for n, word in enumerate(TITLE.split())
    ]
    monkeypatch.setattr(tesseract, "language", lambda: "ind")
    monkeypatch.setattr(tesseract, "words", lambda *_: found)
    monkeypatch.setattr(tesseract, "quarter_turns", lambda *_: 0)


def refused(data: bytes, name: str, limits: Limits = DEFAULT) -> tuple[str, str]:
    with pytest.raises(ReadingError) as caught:
        read(data, name, limits)
    return caught.value.code, caught.value.reason


def table_of(document: Document) -> list[tuple[str, ...]]:
    return [tuple(cell.text for cell in line.cells) for line in document.lines if line.block.kind == "table"]


def pdf(*pages: str | Image.Image) -> bytes:
    """A PDF of pages with text, and of pages that are pictures."""
    held = io.BytesIO()
    canvas = Canvas(held, pagesize=(594, 432))
    for one in pages:
        if isinstance(one, str):
            for number in range(6):
                canvas.drawString(72, 360 - 20 * number, one)
        else:
            canvas.drawImage(ImageReader(one), 0, 0, 594, 432)
        canvas.showPage()
    canvas.save()
    return held.getvalue()


def test_without_tesseract_a_picture_is_not_empty(no_tesseract: None) -> None:
    for data, name in ((saved(page()), "a.png"), (saved(page(), "JPEG"), "a.jpg"), (saved(page(), "TIFF"), "a.tif")):
        assert refused(data, name) == ("BRK003", "no_ocr")
    assert refused(pdf(page()), "a.pdf") == ("BRK003", "no_ocr")


def test_some_pages_without_text_make_a_file_partly_read(no_tesseract: None, tmp_path: Path) -> None:
    file = tmp_path / "a.pdf"
    file.write_bytes(pdf("Satu kalimat yang cukup panjang untuk dibaca.", page()))
    outcome = api.check([str(file)], api.Options(today=date(2026, 11, 20)))
    assert (outcome.files[0].status, outcome.files[0].verdict) == ("partial", "belum_terbaca")
    found = [finding for finding in outcome.findings if finding.code == "BRK003"]
    assert [(one.severity, one.location.kind, one.location.page) for one in found] == [("error", "page", 2)]


def test_what_is_read_unsurely_is_not_read(monkeypatch: pytest.MonkeyPatch) -> None:
    unsure = [Word("xq", 10 * n, 0, 10 * n + 8, 9, 0.2, (0, 9)) for n in range(40)]
    monkeypatch.setattr(tesseract, "language", lambda: "ind")
    monkeypatch.setattr(tesseract, "words", lambda *_: unsure)
    monkeypatch.setattr(tesseract, "quarter_turns", lambda *_: None)
    assert refused(saved(page()), "a.png") == ("BRK003", "ocr_unsure")
    monkeypatch.setattr(tesseract, "words", lambda *_: None)  # it failed, or took too long
    assert refused(saved(page()), "a.png") == ("BRK003", "ocr_unsure")


def test_a_blank_page_is_blank(words: None) -> None:
    assert read(saved(Image.new("L", (800, 600), 250)), "a.png").lines == []


def test_text_of_pictures_is_known_to_be_ocr(words: None) -> None:
    document = read(saved(page()), "a.png")
    place = document.lines[0].cells[0].at
    assert (place.kind, place.page, place.scanned) == ("page", 1, True)
    assert (document.traits.scanned, document.traits.strike_visible) == ([1], False)
    assert min(document.lines[0].block.sure.values()) == pytest.approx(0.9)  # type: ignore[union-attr]


def test_damaged_pictures_and_those_over_a_limit(words: None) -> None:
    whole = saved(page())
    assert refused(whole[: len(whole) // 2], "a.png") == ("BRK001", "damaged")
    assert refused(saved(page(), "JPEG")[:300], "a.jpg") == ("BRK001", "damaged")
    assert refused(b"II*\x00" + bytes(20), "a.tif")[0] == "BRK001"
    assert refused(whole, "a.png", Limits(pixels=1000)) == ("BRK006", "pixels")
    many = saved(page(), "TIFF", save_all=True, append_images=[page(), page()])
    assert refused(many, "a.tif", Limits(pages=2)) == ("BRK006", "pages")
    assert read(many, "a.tif").traits.scanned == [1, 2, 3]


def test_a_bomb_is_not_unpacked() -> None:
    bomb = saved(Image.new("1", (20_000, 20_000), 1))
    assert len(bomb) < 100_000
    assert refused(bomb, "a.png") == ("BRK006", "pixels")


@pytest.mark.parametrize("mode", ["1", "RGB", "RGBA", "P", "I;16", "CMYK", "LA"])
def test_pictures_of_any_colour_are_read_in_grey(mode: str) -> None:
    image = page().convert("I").point(lambda value: value * 257).convert("I;16") if mode == "I;16" else page()
    image = image if mode == "I;16" else image.convert(mode)
    grey, dpi = images._loaded(image, DEFAULT)
    assert (grey.shape[1] / grey.shape[0], grey.dtype) == (pytest.approx(1650 / 1200, abs=0.01), np.uint8)
    assert grey.min() < 60 and np.median(grey) > 240
    assert 100 < dpi < 300


def test_a_picture_is_turned_as_its_camera_says() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    held = io.BytesIO()
    page().save(held, "JPEG", exif=exif)
    grey, _ = images._loaded(Image.open(held), DEFAULT)
    assert grey.shape[0] > grey.shape[1]


def test_signs_that_are_misread_behind_numbers() -> None:
    assert [
        ocr._mended(text) for text in ("88 Yo", "58Y6", "Yo", "10Januari 2026", "Yogyakarta", "12 Yogya", "Ill/d")
    ] == [*("88 %", "58%", "%", "10 Januari 2026", "Yogyakarta", "12 Yogya", "III/d")]


def test_the_row_that_numbers_the_columns() -> None:
    def row(*texts: str) -> list[str]:
        cells = [PageCell(0, column, (0, 0, 1, 1), text) for column, text in enumerate(texts)]
        ocr._number_columns(PageTable((0, 0, 1, 1), [0.0] * (len(texts) + 1), [0.0, 1.0], cells))
        return [cell.text for cell in cells]

    assert row("(1)", "(2)", "3)", "(4)", "6)") == ["(1)", "(2)", "(3)", "(4)", "(5)"]
    assert row("(a)", "(b)", "(c)", "(d)", "@", "(9)") == ["(a)", "(b)", "(c)", "(d)", "(e)", "(f)"]
    assert row("1", "2", "3", "", "5") == ["1", "2", "3", "4", "5"]
    assert row("1", "Kuantitas", "3", "4", "5") == ["1", "Kuantitas", "3", "4", "5"]
    assert row("12", "70", "3", "4") == ["12", "70", "3", "4"]


def test_the_cache_gives_back_what_was_read_and_is_unreadable(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(ocr_cache.SWITCH, str(tmp_path))
    grey = np.asarray(page(), dtype=np.uint8)
    cell = PageCell(0, 0, (1.0, 2.0, 3.0, 4.0), "197501122023212002", sure=0.8)
    table = PageTable((1.0, 2.0, 3.0, 4.0), [1.0, 3.0], [2.0, 4.0], [cell])
    kept = Page(1, 100.0, 50.0, [table, PageText("baris", (0.0, 0.0, 1.0, 1.0), sure=0.5)], "ocr", turned=1)
    ocr_cache.Entry(grey, 200, "mesin").keep(kept)
    again = ocr_cache.Entry(grey, 200, "mesin").page(7)
    kept.number = 7
    assert again == kept
    assert ocr_cache.Entry(grey, 200, "mesin lain").page(1) is None
    assert ocr_cache.Entry(grey[1:], 200, "mesin").page(1) is None
    (file,) = tmp_path.iterdir()
    assert b"1975" not in file.read_bytes()
    file.write_bytes(b"rusak")
    assert ocr_cache.Entry(grey, 200, "mesin").page(1) is None
    ocr_cache.prune(tmp_path, 0)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.slow
@needs_tesseract
@pytest.mark.parametrize("how", ["", "90", "180", "270", "skewed", "noisy", "jpeg", "photo"])
def test_a_page_reads_alike_however_it_was_scanned(how: str) -> None:
    document = read(saved(spoilt(page(), how)), "a.png")
    lines = [line.cells[0].text for line in document.lines if line.block.kind == "paragraph"]
    assert table_of(document) == list(ROWS)
    assert TITLE in lines
    assert PARAGRAPH in " ".join(lines)


@pytest.mark.slow
@needs_tesseract
def test_text_pages_and_scanned_pages_of_one_pdf() -> None:
    document = read(pdf("Satu kalimat yang cukup panjang untuk dibaca.", page()), "a.pdf")
    assert document.traits.scanned == [2]
    assert document.traits.textless == []
    assert document.lines[0].cells[0].at.page == 1
    assert not document.lines[0].cells[0].at.scanned
    assert [row[1] for row in table_of(document)] == [row[1] for row in ROWS]


@pytest.mark.slow
@needs_tesseract
def test_dirt_without_print_is_no_text() -> None:
    rng = np.random.default_rng(3)
    dirt = Image.fromarray((rng.random((900, 1200)) * 255).astype(np.uint8)).resize((1200, 900))
    assert refused(saved(dirt), "a.png") == ("BRK003", "ocr_unsure")

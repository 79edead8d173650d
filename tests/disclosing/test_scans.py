"""Public copies of scans and pictures: what goes, what stays, and what is refused."""

from __future__ import annotations

import io
from datetime import date
from pathlib import Path

import numpy as np
import pikepdf
import pypdfium2
import pytest
from docx import Document
from PIL import Image, ImageDraw, ImageFont
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen import canvas

from kinerja_docs import publishing
from kinerja_docs.disclosing import drawn, reread
from kinerja_docs.disclosing.finding import Values
from kinerja_docs.disclosing.misread import as_digits, scanned_spans
from kinerja_docs.disclosing.policy import load_policy
from kinerja_docs.disclosing.proof import seen_leaks
from kinerja_docs.options import Options
from kinerja_docs.reading import ocr, tesseract
from tests.disclosing.attacked import ACCOUNT, ADDRESS, MAIL, NAME, NIK, NIP, PHONE, SECRETS, word
from tests.disclosing.pictured import AREAS, CREST, FAINT, SIZE, ink_in, saved, scan, scan_pdf
from tests.disclosing.test_attacks import bare, everything, shown

OPTIONS = Options(today=date(2026, 11, 20))


def published(tmp_path: Path, name: str, data: bytes) -> publishing.Disclosed:
    source = tmp_path / name
    source.write_bytes(data)
    (one,) = publishing.disclose([str(source)], tmp_path / "publik", OPTIONS, approve="Ketua").documents
    return one


def drawn_page(path: Path, number: int = 0) -> Image.Image:
    document = pypdfium2.PdfDocument(path)
    return document[number].render(scale=200 / 72).to_pil().convert("L").resize(SIZE if number == 0 else (10, 10))


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> publishing.Disclosed:
    return published(tmp_path_factory.mktemp("pindai"), "pindai.jpg", scan())


def test_a_picture_becomes_a_pdf_that_can_be_searched(copy: publishing.Disclosed) -> None:
    assert copy.refused is None and copy.output is not None and copy.output.suffix == ".pdf"
    text = shown(copy.output)
    assert "Jumlah laporan pengawasan" in text and "info@bawaslu.go.id" in text and "12 laporan" in text
    assert {one.kind for one in copy.removed} >= {"nip", "nik", "nama", "alamat", "telepon", "surel", "rekening"}


@pytest.mark.parametrize("secret", SECRETS)
def test_nothing_of_a_value_is_left_in_a_scan(copy: publishing.Disclosed, secret: str) -> None:
    assert copy.output is not None
    assert bare(secret) not in bare(shown(copy.output))
    assert secret.casefold() not in everything(copy.output).casefold()
    read = " ".join(one.text for one in tesseract.words(np.asarray(drawn_page(copy.output)), 200) or [])
    assert "Kabupaten Blitar" in read and bare(secret) not in bare(read)


@pytest.mark.parametrize("name", AREAS)
def test_pictures_go_as_whole_regions(copy: publishing.Disclosed, name: str) -> None:
    assert copy.output is not None
    assert ink_in(Image.open(io.BytesIO(scan())), AREAS[name]) > 0.01
    assert ink_in(drawn_page(copy.output), AREAS[name]) == 0.0


def test_the_crest_of_a_letterhead_stays(copy: publishing.Disclosed) -> None:
    assert copy.output is not None and ink_in(drawn_page(copy.output), CREST) > 0.05


def test_what_is_nearly_white_is_gone(copy: publishing.Disclosed) -> None:
    assert copy.output is not None
    band = (190, FAINT, 700, FAINT + 45)
    before = np.asarray(Image.open(io.BytesIO(scan())).convert("L").crop(band))
    assert int(before.min()) < 250
    assert int(np.asarray(drawn_page(copy.output).crop(band)).min()) > 250


@pytest.mark.parametrize("how", ["noisy", "skewed", "photo", "180"])
def test_a_poor_scan_loses_its_secrets_too(tmp_path: Path, how: str) -> None:
    one = published(tmp_path, "pindai.png", scan(how, kind="PNG"))
    assert one.output is not None
    text = bare(shown(one.output))
    assert bare("Jumlah laporan pengawasan") in text
    for secret in (NIP, NIK, PHONE, MAIL, NAME, ADDRESS, ACCOUNT):
        assert bare(secret) not in text


@pytest.mark.parametrize("layer", [False, True])
def test_a_scan_in_a_pdf_is_read_anew_and_other_pages_stay(tmp_path: Path, layer: bool) -> None:
    one = published(tmp_path, "pindai.pdf", scan_pdf(layer))
    assert one.output is not None
    text = shown(one.output)
    assert "Jumlah laporan pengawasan" in text and "halaman kedua" in text and bare(NAME) not in bare(text)
    assert ink_in(drawn_page(one.output), AREAS["signature"]) == 0.0
    with pikepdf.open(one.output) as document:
        assert "/XObject" not in document.pages[1].get("/Resources", {})


def test_without_tesseract_a_scan_is_refused_with_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ocr, "is_ready", lambda: False)
    (tmp_path / "a.jpg").write_bytes(scan())
    (tmp_path / "b.pdf").write_bytes(scan_pdf())
    sources = [str(tmp_path / name) for name in ("a.jpg", "b.pdf")]
    found = publishing.disclose(sources, tmp_path / "publik", OPTIONS, approve="Ketua").documents
    assert all(one.refused is not None and "tesseract-ocr-ind" in one.refused for one in found)
    assert not list((tmp_path / "publik").glob("publik-*"))


def test_what_cannot_be_read_with_certainty_is_refused(tmp_path: Path) -> None:
    smudged = Image.open(io.BytesIO(scan())).reduce(6).resize(SIZE, Image.Resampling.BICUBIC)
    one = published(tmp_path, "buram.jpg", saved(smudged))
    assert one.refused is not None and one.output is None


def test_digits_taken_for_letters_are_digits() -> None:
    policy = load_policy()
    assert as_digits("NIP I987O315 Sabtu 2O11", policy) == "NIP 19870315 Sabtu 2011"
    values = Values({NAME: "nama"})
    text = f"Kepada Wuiandari Kencanasarl, NIP {NIP[:-1]}, pagu 1.250.000.000.000 tahun 2025 2026 2027 2028"
    gone = {(text[one.start : one.end], one.kind) for one in scanned_spans(text, values, policy, values.pattern())}
    assert gone == {("Wuiandari Kencanasarl,", "nama"), (f"{NIP[:-1]},", "nip")}


def test_a_signature_that_is_drawn_goes_and_so_does_a_picture_in_a_form(tmp_path: Path) -> None:
    out = io.BytesIO()
    made = canvas.Canvas(out, pagesize=A4)
    made.drawString(72, 780, "Bawaslu Kabupaten Blitar")
    path = made.beginPath()
    path.moveTo(300, 300)
    for step in range(8):
        path.curveTo(305 + 10 * step, 340, 308 + 10 * step, 270, 312 + 10 * step, 300)
    made.drawPath(path)
    made.beginForm("cap")
    made.drawInlineImage(Image.new("RGB", (40, 40), "navy"), 0, 0, 40, 40)
    made.endForm()
    made.saveState()
    made.translate(100, 200)
    made.doForm("cap")
    made.restoreState()
    made.save()
    page = pypdfium2.PdfDocument(out.getvalue())[0]
    boxes = [tuple(map(round, box)) for box in drawn.drawn_regions(page.raw)]
    assert (100, 200, 140, 240) in boxes
    one = published(tmp_path, "tanda.pdf", out.getvalue())
    assert one.output is not None
    picture = pypdfium2.PdfDocument(one.output)[0].render(scale=1).to_pil().convert("L")
    assert ink_in(picture, (304, 520, 380, 560)) == 0.0 and ink_in(picture, (105, 606, 135, 636)) == 0.0


def test_a_letterhead_that_tells_a_number_goes(tmp_path: Path) -> None:
    banner = Image.new("RGB", (900, 120), "white")
    ImageDraw.Draw(banner).text((20, 40), f"NIP {NIP}", "black", ImageFont.load_default(size=40))
    crest = Image.new("RGB", (120, 120), "white")
    ImageDraw.Draw(crest).ellipse((10, 10, 110, 110), outline="black", width=5)
    counts = {}
    for name, picture in (("nomor", banner), ("lambang", crest)):
        held = io.BytesIO()
        picture.save(held, "PNG")
        document = Document()
        document.sections[0].header.paragraphs[0].add_run().add_picture(io.BytesIO(held.getvalue()))
        document.add_paragraph("Bawaslu Kabupaten Blitar")
        saving = io.BytesIO()
        document.save(saving)
        one = published(tmp_path / name if (tmp_path / name).mkdir() is None else tmp_path, "a.docx", saving.getvalue())
        assert one.output is not None
        made = Document(str(one.output)).sections[0].header
        counts[name] = len(made.part.package.image_parts._image_parts)
    assert counts == {"nomor": 0, "lambang": 1}


@pytest.mark.usefixtures("printed")
@pytest.mark.parametrize("suffix", [".docx", ".pdf"])
def test_ocr_of_what_is_shown_is_part_of_the_proof(tmp_path: Path, suffix: str) -> None:
    data = word() if suffix == ".docx" else scan_pdf()
    one = published(tmp_path, f"asli{suffix}", data)
    assert one.output is not None
    assert one.looked.pages == one.looked.of > 0 and one.looked.without == ""
    values = Values({"Jumlah laporan": "nama", "Bawaslu Kabupaten Blitar": "nama"})
    found, _ = seen_leaks(one.output.read_bytes(), suffix, values, load_policy())
    assert [(leak.kind, leak.where) for leak in found] == [("nama", "ocr")]


@pytest.mark.usefixtures("printed")
@pytest.mark.parametrize(("ground", "ink"), [(255, 249), (0, 12)])
def test_ocr_sees_what_the_eye_does_not(ground: int, ink: int) -> None:
    picture = Image.new("L", (1654, 2339), 255)
    draw = ImageDraw.Draw(picture)
    draw.rectangle((100, 100, 1500, 400), fill=ground)
    draw.text((150, 200), f"NIP {NIP} milik {NAME}", ink, ImageFont.load_default(size=40))
    held = io.BytesIO()
    picture.save(held, "PDF", resolution=200.0, quality=95)
    found, looked = seen_leaks(held.getvalue(), ".pdf", Values({NAME: "nama"}), load_policy())
    assert {leak.kind for leak in found} >= {"nip"} and looked.pages == 1


@pytest.mark.usefixtures("printed")
def test_without_libreoffice_the_certificate_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from kinerja_docs import programs

    find = programs.find
    monkeypatch.setattr(programs, "find", lambda name: None if name == "soffice" else find(name))
    one = published(tmp_path, "asli.docx", word())
    assert one.output is not None and (one.looked.pages, one.looked.without) == (0, reread.NO_PRINT)
    certificate = "\n".join(line.text for line in Document(str(tmp_path / "publik" / "sertifikat.docx")).paragraphs)
    assert "LibreOffice" in certificate

"""Public copies on the page: what would be removed, decisions, approval, and nothing before it."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from docx import Document
from PIL import Image
from playwright.sync_api import Page, expect

from tests.disclosing.attacked import NAME, NIK, NIP, OFFICIAL, sheet, word
from tests.disclosing.pictured import SIGNATURE, SIZE, ink_in, scan
from tests.web.conftest import Server
from tests.web.test_browser import LONG

SLOW = 4 * LONG  # a copy is printed and read by OCR


@pytest.fixture
def drafts(page: Page, server: Server, tmp_path: Path) -> Page:
    """The page after two files were handed in: a letter, and one that is no document."""
    letter, broken = tmp_path / "surat.docx", tmp_path / "rusak.docx"
    letter.write_bytes(word())
    broken.write_bytes(b"PK rusak")
    page.goto(f"{server.address}public")
    page.set_input_files("input[type=file]", [str(letter), str(broken)])
    page.click("form.pick button")
    expect(page.locator("section.box .path").first).to_be_visible(timeout=SLOW)
    return page


def downloaded(page: Page, selector: str) -> bytes:
    with page.expect_download() as waiting:
        page.click(selector)
    return Path(waiting.value.path()).read_bytes()


def texts(data: bytes) -> str:
    document = Document(io.BytesIO(data))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(line.text for line in document.paragraphs), *cells])


def test_what_would_go_is_shown_and_a_bad_file_is_told(drafts: Page) -> None:
    assert drafts.locator("section.box .path").all_inner_texts() == ["rusak.docx", "surat.docx"]
    expect(drafts.locator("section.box .error")).to_have_count(1)
    drafts.click("details summary >> nth=0")
    rows = drafts.locator("details >> nth=0 >> tbody tr").all_inner_texts()
    assert any(NAME in row and "████████" in row for row in rows)
    draft = texts(downloaded(drafts, "a[href*='/draf/']"))
    assert NAME not in draft and NIP not in draft and OFFICIAL in draft


def test_nothing_is_public_before_somebody_approves(drafts: Page) -> None:
    assert drafts.locator("a[href$='salinan-publik.zip']").count() == 0
    answer = drafts.request.get(drafts.url + "/salinan-publik.zip")
    assert answer.status == 404
    drafts.click("button[value=approve]")
    expect(drafts.locator("h1")).to_be_visible()
    assert "salinan-publik.zip" not in drafts.content()


def test_decisions_hold_and_the_copies_come_with_their_certificate(drafts: Page) -> None:
    drafts.locator("details").last.evaluate("one => { one.open = true }")
    row = drafts.locator(f"tr:has(input[value='{OFFICIAL}'])")
    row.locator("select").select_option("hapus")
    row.locator("input[type=text]").fill("atas permintaan")
    drafts.fill("input[name=by]", "Ketua Contoh")
    drafts.click("button[value=approve]")
    expect(drafts.locator("[role=status]")).to_contain_text("Ketua Contoh", timeout=SLOW)
    with zipfile.ZipFile(io.BytesIO(downloaded(drafts, "a[href$='salinan-publik.zip']"))) as packed:
        assert sorted(packed.namelist()) == ["catatan.json", "publik-0002.docx", "sertifikat.docx"]
        text = texts(packed.read("publik-0002.docx"))
        assert OFFICIAL not in text and NAME not in text and NIK not in text


def test_a_decision_without_a_reason_is_told(drafts: Page) -> None:
    drafts.locator("details").last.evaluate("one => { one.open = true }")
    drafts.locator("tbody select").first.select_option("tetap")
    drafts.click("button[value=again]")
    expect(drafts.locator("[role=alert]")).to_be_visible(timeout=SLOW)
    assert "publik-" not in drafts.content()


def test_a_workbook_and_no_serious_barrier(page: Page, server: Server, tmp_path: Path) -> None:
    path = tmp_path / "rekap.xlsx"
    path.write_bytes(sheet())
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto(f"{server.address}public")
    page.set_input_files("input[type=file]", str(path))
    page.click("form.pick button")
    expect(page.locator("section.box .path").first).to_be_visible(timeout=SLOW)
    page.locator("details").evaluate_all("all => all.forEach(one => { one.open = true })")
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    found = Axe().run(page)
    assert [one["id"] for one in found.response["violations"] if one["impact"] in ("serious", "critical")] == []


def test_a_scan_is_shown_before_and_after_side_by_side(page: Page, server: Server, tmp_path: Path) -> None:
    path = tmp_path / "pindai.jpg"
    path.write_bytes(scan())
    page.goto(f"{server.address}public")
    page.set_input_files("input[type=file]", str(path))
    page.click("form.pick button")
    expect(page.locator(".sides img")).to_have_count(2, timeout=SLOW)
    page.locator("details").evaluate_all("all => all.forEach(one => { one.open = true })")
    links = [str(one.get_attribute("src")) for one in page.locator(".sides img").all()]
    pictures = [page.request.get(page.url.split("/", 3)[0] + "//" + page.url.split("/")[2] + link) for link in links]
    before, after = (Image.open(io.BytesIO(one.body())).convert("L").resize(SIZE) for one in pictures)
    assert ink_in(before, SIGNATURE) > 0.01 and ink_in(after, SIGNATURE) == 0.0
    page.set_viewport_size({"width": 360, "height": 740})
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    found = Axe().run(page)
    assert [one["id"] for one in found.response["violations"] if one["impact"] in ("serious", "critical")] == []

"""The other rooms of the page: office, settings, documents, signing day, LKE, practice."""

from __future__ import annotations

import os
import shutil
import time
import tomllib
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from axe_playwright_python.sync_playwright import Axe
from docx import Document
from playwright.sync_api import Browser, Page, expect

from kinerja_docs import api, office, office_settings, practising
from kinerja_docs.errors import UsageError
from kinerja_docs.options import Options
from kinerja_docs.web import gaps
from tests.reporting.test_gap_reports import lke
from tests.web.conftest import ROOT, Server
from tests.web.test_browser import LONG, SKP, finished, send

CLEAN = ROOT / "samples" / "kantor-bersih"


@pytest.fixture(scope="module")
def office_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp("kantor")
    shutil.copytree(CLEAN, folder / "kantor")
    opened = Server(folder / "halaman", "--office", str(folder / "kantor")).open()
    yield opened
    opened.close()


def test_the_office_folder_is_checked_as_it_lies_there(page: Page, office_server: Server) -> None:
    page.goto(office_server.address)
    page.click("form[action$='office/check'] button")
    finished(page)
    kantor = office_server.folder.parent / "kantor"
    files = [path for path in kantor.rglob("*") if path.is_file() and path.suffix in (".docx", ".xlsx")]
    assert page.locator(".card").count() == len(files)
    page.click("a[href$='/people']")
    assert page.locator(".matrix tbody tr").count() > 3
    page.goto(office_server.address)
    expect(page.locator("main table tbody tr").first).to_be_visible()
    assert sorted(kantor.rglob("*.docx")) == sorted(one for one in files if one.suffix == ".docx")


def test_practice_office(page: Page, office_server: Server) -> None:
    page.goto(office_server.address)
    page.click("form[action$='practice'] button")
    finished(page)
    assert page.locator(".big .n.error").inner_text().split()[1] != "0"
    page.click("a[href$='/people']")
    assert page.locator("td.bad").count() == 1  # who is in the roster and has handed in nothing that can be read


def test_the_first_screen_says_what_is_new_in_the_office_folder(
    browser: Browser, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    kantor = tmp_path / "kantor"
    waiting = str(len(practising.write(kantor)) - 2)  # settings and roster are not handed in
    server = Server(tmp_path_factory.mktemp("halaman") / "data", "--office", str(kantor)).open()
    page = browser.new_page()
    try:
        page.goto(server.address)
        form = page.locator("form[action$='office/check']")
        assert waiting in form.inner_text() and page.locator("main table").count() == 0
        form.locator("button").click()
        finished(page)
        page.goto(server.address)
        assert waiting not in form.inner_text().partition(".")[0] and page.locator("td.bad").count() == 1
        page.goto(f"{server.address}signing-day?date=2026-12-10")
        states = [page.locator(f".paper.{name}").count() for name in ("good", "warning", "error")]
        assert states == [6, 2, 1]  # a sum and a target are wrong, and a file cannot be read
        page.goto(server.address)
        later = time.time() + 60
        os.utime(kantor / "skp" / "skp-bagaskoro.xlsx", (later, later))
        page.reload()
        assert form.inner_text().split()[0] == "1", form.inner_text()
    finally:
        page.close()
        server.close()


def test_a_practice_office_is_one_office(tmp_path: Path) -> None:
    files = practising.write(tmp_path / "latihan")
    assert len(files) == len(set(files)) > 15 and all(path.is_file() for path in files)
    outcome = api.check([str(tmp_path / "latihan")], Options(today=date(2026, 11, 20)))
    errors = {one.code for one in outcome.findings if one.severity == "error"}
    assert errors >= {"BRK001", "DOK001", "LKE004", "PK004", "ROS001", "SKP007"}
    assert not {one.code for one in outcome.findings} & {"DOK004", "ROS002", "ROS003", "BRK011"}


def test_settings_form_writes_the_file(page: Page, office_server: Server) -> None:
    path = office_server.folder.parent / "kantor" / office.SETTINGS
    page.goto(f"{office_server.address}settings")
    page.fill("input[name='kantor.nama']", 'Bawaslu "Contoh" Utara')
    page.fill("input[name='halaman.simpan']", "7")
    page.click("form.fill button")
    expect(page.locator("[role=status]")).to_be_visible()
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    assert (data["kantor"]["nama"], data["halaman"]["simpan"]) == ('Bawaslu "Contoh" Utara', 7)
    before = path.read_bytes()
    page.evaluate("document.querySelector(\"input[name='kantor.tahun']\").type = 'text'")
    page.fill("input[name='kantor.tahun']", "dua ribu")
    page.click("form.fill button")
    expect(page.locator("[role=alert]")).to_be_visible()
    assert path.read_bytes() == before


def test_settings_keep_everything_else(tmp_path: Path) -> None:
    path = tmp_path / office.SETTINGS
    path.write_text(
        '# catatan kantor\n[periksa]\nignore = [\n  "SKP012",\n]\n\n[kantor]\nnama = "Lama" # dulu\n# tahun = 2025\n',
        encoding="utf-8",
    )
    office_settings.write(tmp_path, {"kantor.nama": "Baru", "kantor.tahun": "2026", "bukti.batas": "2026-12-31"})
    text = path.read_text(encoding="utf-8")
    assert text.startswith("# catatan kantor\n") and "tahun = 2026" in text and "# tahun" not in text
    loaded = office.load(tmp_path)
    assert (loaded.nama, loaded.tahun, loaded.ignore) == ("Baru", 2026, ("SKP012",))
    assert str(loaded.bukti_batas) == "2026-12-31"
    office_settings.write(tmp_path, {"kantor.nama": ""})
    assert office.load(tmp_path).nama is None


@pytest.mark.parametrize("given", [{"kantor.jenis": "bank"}, {"bukti.batas": "besok"}, {"kantor.tahun": "1e3"}])
def test_settings_that_cannot_be_used_are_not_written(tmp_path: Path, given: dict[str, str]) -> None:
    path = tmp_path / office.SETTINGS
    path.write_text('[kantor]\nnama = "Lama"\n', encoding="utf-8")
    with pytest.raises(UsageError):
        office_settings.write(tmp_path, given)
    assert path.read_text(encoding="utf-8") == '[kantor]\nnama = "Lama"\n'


def test_documents_from_a_workbook(page: Page, office_server: Server, tmp_path: Path) -> None:
    page.goto(f"{office_server.address}documents")
    page.locator("details.template", has=page.locator("form[action$='pakta_integritas']")).locator("summary").click()
    with page.expect_download() as waited:
        page.click("a[href$='documents/pakta_integritas.xlsx']")
    book = tmp_path / "isi.xlsx"
    waited.value.save_as(book)
    page.set_input_files("form[action$='pakta_integritas'] input[type=file]", book)
    page.click("form[action$='pakta_integritas'] button")
    expect(page.locator("a[href$='dokumen.zip']")).to_be_visible(timeout=LONG)
    with page.expect_download() as one:
        page.click("a[href$='dokumen.zip']")
    assert one.value.failure() is None
    opened = openpyxl.load_workbook(book)
    sheet = opened.worksheets[0]
    for cell in sheet[sheet.max_row]:
        cell.value = None
    sheet.cell(sheet.max_row, 1).value = "hanya satu"
    opened.save(book)
    page.goto(f"{office_server.address}documents")
    page.locator("details.template", has=page.locator("form[action$='pakta_integritas']")).locator("summary").click()
    page.set_input_files("form[action$='pakta_integritas'] input[type=file]", book)
    page.click("form[action$='pakta_integritas'] button")
    expect(page.locator("main table tbody tr").first).to_be_visible(timeout=LONG)
    assert "TPL003" in page.locator("main table .code").all_inner_texts()


def test_signing_day(page: Page, office_server: Server) -> None:
    page.goto(f"{office_server.address}signing-day")
    page.fill("input[type=date]", "2026-12-10")
    page.click("main form button")
    assert page.locator(".steps-of tbody tr").count() > 5
    for link in page.locator("a[download]").all():
        with page.expect_download() as one:
            link.click()
        assert one.value.failure() is None
    assert page.locator(".month td.signing").inner_text().startswith("10/12")
    assert page.locator(".month th").all_inner_texts()[::6] == ["Senin", "Minggu"]
    assert page.locator(".month td.off:not(.signing)").count() >= 4
    assert page.locator("#siap").count() == 1 and page.locator(".paper").count() == 0  # there is no roster
    page.goto(f"{office_server.address}signing-day")
    page.fill("input[type=date]", "2026-12-13")  # a Sunday
    page.click("main form button")
    expect(page.locator("[role=alert]")).to_be_visible()


def test_gap_and_what_would_be(page: Page, office_server: Server, tmp_path: Path) -> None:
    path = Path(lke(tmp_path / "lke.xlsx"))
    send(page, office_server, path)
    page.click(".card .path")
    page.click("a[href$='/gap']", timeout=LONG)
    expect(page.locator(".figures")).to_be_visible(timeout=LONG)
    figures = page.locator(".figures dd").all_inner_texts()
    assert figures[1:3] == ["0,50", "0,25"]
    assert page.locator(".chart .sure").count() > 0
    slider = page.locator("input[type=range]").first
    slider.focus()
    page.keyboard.press("ArrowRight" if slider.input_value() == "0" else "ArrowLeft")
    expect(page.locator("output.picked")).to_have_count(1, timeout=LONG)
    assert page.evaluate("document.activeElement.type") == "range" and "at." in page.url
    expect(page.locator(".slides [role=status] strong")).not_to_be_empty()
    found = Axe().run(page).response["violations"]
    assert [one["id"] for one in found if one["impact"] in ("serious", "critical")] == []
    for link in page.locator("a[download]").all():
        with page.expect_download(timeout=LONG) as one:
            link.click()
        assert one.value.failure() is None
    page.set_viewport_size({"width": 360, "height": 740})
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


def test_a_slider_that_stands_where_it_stood_changes_nothing() -> None:
    stops = {"code": "A.1", "stops": ["Tidak", "Ya"], "top": 1, "step": 1, "at": 1, "unit": ""}
    share = {"code": "A.2", "stops": [], "top": 100.0, "step": 1, "at": 75.4, "unit": "%"}
    known = [{"sliders": [stops, share]}]
    assert gaps.answers_at(known, {"A.1": "1", "A.2": "75"}) == {}
    assert gaps.answers_at(known, {"A.1": "0", "A.2": "90"}) == {"A.1": "Tidak", "A.2": "90%"}
    assert gaps.answers_at(known, {"A.1": "7", "A.2": "-1", "A.3": "1"}) == {}
    assert gaps.answers_at(known, {"A.1": "nan", "A.2": "inf"}) == {}


def test_an_answer_that_nobody_knows_is_told(page: Page, office_server: Server, tmp_path: Path) -> None:
    send(page, office_server, Path(lke(tmp_path / "lke.xlsx")))
    drop = page.url.split("#")[0]
    answer = page.goto(f"{drop}/files/0/gap?if.Z.9=Ya")
    assert answer is not None and answer.status == 422
    expect(page.locator("[role=alert]")).to_be_visible()


def test_nothing_in_a_file_becomes_a_part_of_the_page(page: Page, office_server: Server, tmp_path: Path) -> None:
    bad = "<img src=x onerror=document.title='jahat'><script>document.title='jahat'</script>"
    document = Document(str(SKP))
    for cell in document.tables[0].rows[0].cells:
        cell.text = bad
    for table in document.tables:
        for row in table.rows[-1:]:
            row.cells[-1].text = bad
    document.core_properties.title = bad
    path = tmp_path / "skp' onmouseover=alert(1) &amp; x.docx"
    document.save(str(path))
    send(page, office_server, path)
    for address in ("", "/files/0", "/files/0/table", "/messages", "/people"):
        page.goto(page.url.split("#")[0].split("/files")[0].removesuffix("/messages") + address)
        assert page.title() != "jahat" and page.locator("main img, main script").count() == 0


@pytest.mark.parametrize("view", ["", "documents", "signing-day?date=2026-12-10", "settings", "public", "tidak-ada"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_rooms_are_for_everybody(browser: Browser, office_server: Server, view: str, scheme: str) -> None:
    context = browser.new_context(viewport={"width": 360, "height": 740}, color_scheme=scheme)  # type: ignore[arg-type]
    page = context.new_page()
    page.goto(office_server.address + view)
    page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true })")
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    found = Axe().run(page).response["violations"]
    context.close()
    assert [(one["id"], one["nodes"][0]["html"]) for one in found if one["impact"] in ("serious", "critical")] == []

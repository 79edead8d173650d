"""The register of information requests on the page: traffic lights, days, rights, and what is wrong in it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from kinerja_docs.ppid.register import Entry, Register, dump
from tests.web.conftest import Server
from tests.web.test_browser import LONG

# Today is Friday, 20 November 2026.
ASKED = {"nama": "Rukmini Hestiningrum", "rincian": "LKjIP 2025", "status": "diproses", "pemilu": "tidak"}
REQUESTS = (
    ASKED | {"nomor": "1", "tanggal": "2026-10-01"},  # late
    ASKED | {"nomor": "2", "tanggal": "2026-11-06"},  # its tenth working day is today
    ASKED | {"nomor": "3", "tanggal": "2026-11-19", "pemilu": ""},  # nobody chose the regime
    ASKED | {"nomor": "4", "tanggal": "2026-11-19"},
    ASKED | {"nomor": "5", "tanggal": "2026-11-19", "status": "ditolak", "alasan": "h", "tanggapan": "2026-11-20"},
)


def register(requests: tuple[dict[str, str], ...] = REQUESTS) -> bytes:
    return dump(Register([Entry(one) for one in requests]), ".xlsx")


@pytest.fixture
def shown(page: Page, server: Server, tmp_path: Path) -> Page:
    path = tmp_path / "register.xlsx"
    path.write_bytes(register())
    page.goto(f"{server.address}register")
    page.set_input_files("input[type=file]", str(path))
    page.click("form.pick button")
    expect(page.locator("table.due")).to_be_visible(timeout=LONG)
    return page


def test_lights_tell_what_is_urgent(shown: Page) -> None:
    counts = {name: shown.locator(f".l-{name} dd").inner_text() for name in ("late", "today", "week", "later")}
    assert counts == {"late": "1", "today": "1", "week": "0", "later": "2"}
    rows = shown.locator("table.due tbody tr")
    assert [row.get_attribute("class") for row in rows.all()] == ["u-late", "u-today", "u-later", "u-later"]
    lights = [row.locator("td >> nth=0 >> span >> nth=0").get_attribute("class") for row in rows.all()]
    assert lights == ["error", "warning", "good", "good"]
    assert rows.nth(0).locator("td").nth(1).inner_text().split()[0] == "15/10/2026"


def test_both_dates_are_shown_while_nobody_chose_and_days_are_explained(shown: Page) -> None:
    row = shown.locator("table.due tr:has(.warning):has-text('permohonan 3')")
    assert "03/12/2026" in row.inner_text() and "24/11/2026" in row.inner_text()
    days = shown.locator("tr.u-today ul.days li")
    assert days.count() == 14 and days.last.text_content() is not None
    assert shown.locator("tr.u-today ul.days li:not(.soft)").count() == 10


def test_rights_of_applicants_and_the_calendar(shown: Page) -> None:
    told = [line.split(":")[0] for line in shown.locator("section.box li").all_inner_texts()]
    assert told == ["permohonan 1", "permohonan 5"]  # one was never answered, the other refused
    with shown.expect_download() as waiting:
        shown.click("a[href$='batas.ics']")
    assert Path(waiting.value.path()).read_text(encoding="utf-8").count("BEGIN:VEVENT") == 4


def test_what_is_wrong_and_what_is_no_register(page: Page, server: Server, tmp_path: Path) -> None:
    wrong, broken = tmp_path / "salah.xlsx", tmp_path / "rusak.xlsx"
    wrong.write_bytes(register((ASKED | {"nomor": "7", "tanggal": "2026-11-19"},)))
    broken.write_bytes(b"PK rusak")
    for path, selector in ((wrong, "section[role=alert] li"), (broken, "main .error, main .box")):
        page.goto(f"{server.address}register")
        page.set_input_files("input[type=file]", str(path))
        page.click("form.pick button")
        expect(page.locator(selector).first).to_be_visible(timeout=LONG)
    assert page.locator("table.due").count() == 0


def test_small_screens_without_script_and_without_barriers(browser: Browser, server: Server, shown: Page) -> None:
    shown.locator("details").evaluate_all("all => all.forEach(one => { one.open = true })")
    found = Axe().run(shown)
    assert [one["id"] for one in found.response["violations"] if one["impact"] in ("serious", "critical")] == []
    context = browser.new_context(viewport={"width": 360, "height": 740}, java_script_enabled=False)
    bare = context.new_page()
    bare.goto(shown.url)
    expect(bare.locator("table.due tbody tr")).to_have_count(4, timeout=LONG)
    context.close()
    shown.set_viewport_size({"width": 360, "height": 740})
    assert shown.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


@pytest.fixture(scope="module")
def office_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp("kantor")
    (folder / "kantor" / "ppid").mkdir(parents=True)
    (folder / "kantor" / "kinerja.toml").write_text('[kantor]\nnama = "Bawaslu Kabupaten Blitar"\n', encoding="utf-8")
    (folder / "kantor" / "ppid" / "register.xlsx").write_bytes(register())
    opened = Server(folder / "halaman", "--office", str(folder / "kantor")).open()
    yield opened
    opened.close()


def test_the_register_of_the_office_is_there_at_once(page: Page, office_server: Server) -> None:
    page.goto(f"{office_server.address}register", timeout=LONG)
    assert page.locator("table.due tbody tr").count() == 4
    assert page.locator("nav a[aria-current]").get_attribute("href").endswith("/register")  # type: ignore[union-attr]

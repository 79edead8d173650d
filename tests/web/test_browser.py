"""A browser drops files, follows the cards, reads the result, and takes everything with it."""

from __future__ import annotations

import json
import time
import zipfile
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, FileChooser, Page, expect
from playwright.sync_api import TimeoutError as PlaywrightTimeout

from tests.web.conftest import ROOT, Server

BAD = ROOT / "samples" / "bermasalah"
SKP, PK = BAD / "skp-target-kosong.docx", BAD / "pk-jumlah-anggaran-salah.docx"
LONG = 60_000  # milliseconds


def send(page: Page, server: Server, *files: Path) -> None:
    """Choose files on the first screen, and wait for the result with its downloads."""
    page.goto(server.address)
    page.set_input_files("input[type=file]:not([webkitdirectory])", list(files))
    finished(page)


def finished(page: Page) -> None:
    expect(page.locator("a[href$='semua.zip']")).to_be_visible(timeout=LONG)


def drag(page: Page, *paths: Path) -> None:
    """What the system does when somebody lets go of files over the window."""
    session = page.context.new_cdp_session(page)
    data = {"items": [], "files": [str(path) for path in paths], "dragOperationsMask": 1}
    for kind in ("dragEnter", "dragOver", "drop"):
        session.send("Input.dispatchDragEvent", {"type": kind, "x": 400, "y": 200, "data": data})


def folder_of(path: Path, count: int) -> Path:
    """A folder of so many files of mixed kinds, some of them broken."""
    skp = SKP.read_bytes()
    for number in range(count):
        place = path / f"bagian-{number % 7}"
        place.mkdir(parents=True, exist_ok=True)
        if number % 10 == 0:
            (place / f"skp-{number}.docx").write_bytes(skp)
        elif number % 10 == 1:
            (place / f"rusak-{number}.docx").write_bytes(skp[:1000])
        else:
            (place / f"surat-{number}.txt").write_text(f"Surat biasa nomor {number}\n", encoding="utf-8")
    return path


def test_drop_of_files(page: Page, server: Server) -> None:
    page.goto(server.address)
    drag(page, SKP, PK)
    finished(page)
    expect(page.locator(".card")).to_have_count(2)
    assert page.locator(".big .verdict.v-perbaiki").count() == 1
    codes = page.locator(".finding .code").all_inner_texts()
    assert sorted(codes) == ["PK004", "SKP007"]


def test_the_first_result_is_there_within_two_seconds(page: Page, server: Server) -> None:
    send(page, server, PK)
    page.goto(server.address)
    began = time.monotonic()
    page.set_input_files("input[type=file]:not([webkitdirectory])", [SKP])
    expect(page.locator(".card.c-done").first).to_be_attached(timeout=LONG)
    assert time.monotonic() - began < 6  # two on a quiet machine, which this need not be


def test_drop_of_a_folder_keeps_its_tree(page: Page, server: Server, tmp_path: Path) -> None:
    folder = folder_of(tmp_path / "kantor", 12)
    page.goto(server.address)
    drag(page, folder)
    finished(page)
    shown = page.locator(".card .path").all_text_contents()
    there = {path.relative_to(tmp_path).as_posix() for path in folder.rglob("*") if path.is_file()}
    assert set(shown) == there


def test_choosing_a_folder_keeps_its_tree(page: Page, server: Server, tmp_path: Path) -> None:
    folder = folder_of(tmp_path / "kantor", 3)
    page.goto(server.address)
    page.set_input_files("input[webkitdirectory]", str(folder))
    finished(page)
    assert "kantor/bagian-0/skp-0.docx" in page.locator(".card .path").all_text_contents()


def test_three_hundred_files(page: Page, server: Server, tmp_path: Path) -> None:
    folder = folder_of(tmp_path / "banyak", 300)
    page.goto(server.address)
    drag(page, folder)
    expect(page.locator("a[href$='semua.zip']")).to_be_visible(timeout=4 * LONG)
    expect(page.locator(".card")).to_have_count(300)
    assert page.locator(".card.c-done").count() == 300
    assert "300" in page.locator("#tally").inner_text()
    broken = page.locator(".card.v-belum_terbaca")
    assert broken.count() == 30
    assert broken.first.locator(".why").text_content() and broken.first.locator(".fix").text_content()
    assert len(page.content()) < 1_500_000


def test_zip_is_opened_and_counted(page: Page, server: Server, tmp_path: Path) -> None:
    packed = tmp_path / "kiriman.zip"
    with zipfile.ZipFile(packed, "w") as made:
        made.write(SKP, "skp/satu.docx")
        made.write(PK, "pk/dua.docx")
        made.writestr("../../jahat.txt", "x")
    send(page, server, packed)
    assert sorted(page.locator(".card .path").all_text_contents()) == [
        "kiriman.zip!/jahat.txt",
        "kiriman.zip!/pk/dua.docx",
        "kiriman.zip!/skp/satu.docx",
    ]


def test_everything_can_be_taken_along(page: Page, server: Server, tmp_path: Path) -> None:
    send(page, server, SKP)
    with page.expect_download() as waited:
        page.click("a[href$='semua.zip']")
    waited.value.save_as(tmp_path / "semua.zip")
    with zipfile.ZipFile(tmp_path / "semua.zip") as packed:
        names = set(packed.namelist())
        report = json.loads(packed.read("laporan.json"))
        copy = packed.read("catatan/skp-target-kosong.docx")
    assert names >= {"laporan.html", "laporan.xlsx", "laporan.docx", "laporan.sarif", "pesan.txt"}
    assert [one["code"] for one in report["findings"]] == ["SKP007"]
    assert copy.startswith(b"PK") and copy != SKP.read_bytes()
    for link in page.locator("a[download]").all():
        with page.expect_download() as one:
            link.click()
        assert one.value.failure() is None
    page.click("a[href$='messages']")
    expect(page.locator(".message pre")).to_have_count(1)
    page.context.grant_permissions(["clipboard-write", "clipboard-read"])
    page.click("[data-copy]")
    expect(page.locator("[data-copy].copied")).to_have_count(1)


def test_chips_choose_and_let_go(page: Page, server: Server) -> None:
    send(page, server, SKP, PK)
    page.locator(".chips summary").nth(1).click()
    page.click(".chip:has-text('PK004')")
    assert page.locator(".finding .code").all_inner_texts() == ["PK004"]
    page.click(".chip.picked")
    expect(page.locator(".finding")).to_have_count(2)


def test_one_file_has_its_page(page: Page, server: Server) -> None:
    send(page, server, SKP)
    page.click(".card .path")
    assert page.locator(".finding .code").all_inner_texts() == ["SKP007"]
    page.click("details.law summary")
    assert page.locator("details.law p").first.inner_text()


def test_reload_and_a_second_tab_in_the_middle(page: Page, server: Server, tmp_path: Path) -> None:
    page.goto(server.address)
    drag(page, folder_of(tmp_path / "tengah", 60))
    expect(page.locator("#drop")).to_be_visible(timeout=LONG)
    page.reload()
    other = page.context.new_page()
    other.goto(page.url)
    finished(page)
    finished(other)
    expect(page.locator(".card")).to_have_count(60)
    assert page.evaluate("document.activeElement.tagName") == "H1"  # a screen reader goes on at the result
    expect(other.locator(".card")).to_have_count(60)


def test_cancel(page: Page, server: Server, tmp_path: Path) -> None:
    page.goto(server.address)
    drag(page, folder_of(tmp_path / "batal", 200))
    page.click(".work button", timeout=LONG)
    expect(page.locator("form[action$='again'] button")).to_be_visible(timeout=LONG)
    assert page.locator("a[href$='semua.zip']").count() == 0
    send(page, server, SKP)  # the next one is checked as if nothing had been


def test_without_script(browser: Browser, server: Server) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.goto(server.address)
    page.set_input_files("input[type=file]:not([webkitdirectory])", [str(SKP)])
    page.click("button:has-text('Periksa')")
    for _ in range(60):  # the page reloads itself by its header
        if page.locator("a[href$='semua.zip']").count():
            break
        page.wait_for_timeout(500)
    assert page.locator(".finding .code").all_inner_texts() == ["SKP007"]
    assert page.locator(".card").count() == 1
    context.close()


def test_keyboard_alone(page: Page, server: Server) -> None:
    page.goto(server.address)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "jump"
    for _ in range(12):
        if page.evaluate("document.activeElement.type") == "file":
            break
        page.keyboard.press("Tab")
    _chooser_by_key(page).set_files([SKP])
    finished(page)
    seen = set()
    for _ in range(60):
        page.keyboard.press("Tab")
        seen.add(page.evaluate("(document.activeElement.href || document.activeElement.tagName).split('/').pop()"))
        outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
        if page.evaluate("document.activeElement !== document.body"):
            assert outline != "none"
    assert {"semua.zip", "messages", "copy", "SUMMARY", "BUTTON"} <= seen


def _chooser_by_key(page: Page) -> FileChooser:
    """What Space opens on the focused field; a browser on a busy machine may lose the first stroke."""
    for wait in (5_000, 10_000):
        try:
            with page.expect_file_chooser(timeout=wait) as chooser:
                page.keyboard.press("Space")
            return chooser.value
        except PlaywrightTimeout:
            assert page.evaluate("document.activeElement.type") == "file"
    with page.expect_file_chooser() as chooser:
        page.keyboard.press("Space")
    return chooser.value


def test_english_by_switch(page: Page, server: Server) -> None:
    page.goto(server.address)
    page.click("a.lang")
    assert page.locator("html").get_attribute("lang") == "en"
    page.set_input_files("input[type=file]:not([webkitdirectory])", [SKP])
    finished(page)
    page.click("a.lang")
    assert page.locator("html").get_attribute("lang") == "id"


VIEWS = ("", "drop", "file", "messages", "table", "people")


@pytest.fixture(scope="module")
def shown(browser: Browser, server: Server) -> dict[str, str]:
    """Addresses of one of each kind of page."""
    context = browser.new_context()
    page = context.new_page()
    send(page, server, SKP, PK)
    drop = page.url.split("#")[0]
    context.close()
    parts = {"file": "/files/0", "table": "/files/0/table", "messages": "/messages", "people": "/people"}
    return {"": server.address, "drop": drop, **{name: drop + part for name, part in parts.items()}}


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("view", VIEWS)
def test_axe_finds_nothing_serious(browser: Browser, shown: dict[str, str], view: str, scheme: str) -> None:
    context = browser.new_context(color_scheme=scheme)  # type: ignore[arg-type]
    page = context.new_page()
    page.goto(shown[view])
    page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true })")
    found = Axe().run(page).response["violations"]
    context.close()
    assert [(one["id"], one["nodes"][0]["html"]) for one in found if one["impact"] in ("serious", "critical")] == []


@pytest.mark.parametrize("view", VIEWS)
def test_a_phone_never_scrolls_sideways(browser: Browser, shown: dict[str, str], view: str) -> None:
    context = browser.new_context(viewport={"width": 360, "height": 740})
    page = context.new_page()
    page.goto(shown[view])
    page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true })")
    width = page.evaluate("document.documentElement.scrollWidth")
    context.close()
    assert width <= 360


def test_weight_and_sources(page: Page, server: Server) -> None:
    weights: list[int] = []
    hosts: set[str] = set()

    def note(response: object) -> None:
        weights.append(len(response.body()))  # type: ignore[attr-defined]
        hosts.add(response.url.split("/")[2])  # type: ignore[attr-defined]

    page.on("response", note)
    page.goto(server.address)
    page.wait_for_load_state("networkidle")
    assert len(weights) >= 3 and sum(weights) < 200_000
    assert hosts == {server.address.split("/")[2]}


def test_wrong_token_in_the_browser(page: Page, server: Server) -> None:
    answer = page.goto(server.address[:-2] + "x/")
    assert answer is not None and answer.status == 403


def test_a_refused_upload_says_why(page: Page, server: Server) -> None:
    page.goto(server.address)
    page.evaluate("document.getElementById('zone').action += '-salah'")
    page.set_input_files("input[type=file]:not([webkitdirectory])", [SKP])
    expect(page.locator("[role=alert]")).not_to_be_empty()

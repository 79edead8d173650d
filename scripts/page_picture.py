"""``python scripts/page_picture.py DIR``: pictures of the report, the note and the page, of an office that is made up,
and of every part of the guide, of the practice office.

Needs Chromium, LibreOffice and pdftoppm; nothing of it is needed to run the program.
"""

from __future__ import annotations

import contextlib
import os
import random
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from PIL import Image

from kinerja_docs import api, practising
from kinerja_docs.options import Options
from kinerja_docs.reporting import html, letter
from tests.offices.content import make_office, write_office
from tests.offices.defects import plant

ROOT = Path(__file__).resolve().parents[1]
TODAY = date(2026, 11, 20)
SEED, PEOPLE, DEFECTS = "2", 10, 9
VIEWS = {  # picture → width, height, colours, and what is looked at
    "seret-mulai": (1280, 800, "light", "start"),
    "seret": (1280, 1100, "light", "result"),
    "seret-gelap": (1280, 1100, "dark", "result"),
    "seret-ponsel": (360, 740, "light", "result"),
    "seret-cetak": (800, 1130, "light", "print"),
}
READY, LONG = "a[href$='semua.zip']", 120_000  # what a result has; milliseconds
BROWSERS = ("chromium", "chromium-browser", "google-chrome")


def main(out: Path) -> None:
    """Writes ``halaman.png``, ``nota-dinas.png``, the pictures of :data:`VIEWS`, and those of the guide."""
    with tempfile.TemporaryDirectory() as scratch:
        here = Path(scratch)
        _office(here / "kantor")
        os.chdir(here)
        outcome = api.check(["kantor"], Options(today=TODAY))
        (here / "laporan.html").write_text(html.render(outcome, TODAY), encoding="utf-8")
        (here / "laporan.docx").write_bytes(letter.render(outcome, TODAY))
        _browse(here)
        _print(here)
        _small(here / "laporan.png", out / "halaman.png")
        _small(here / "nota.png", out / "nota-dinas.png")
        _serve(here, out)
        _guide(here, out)


def _office(folder: Path) -> None:
    rng = random.Random(SEED)
    kantor = make_office(rng, PEOPLE, 3)
    plant(rng, kantor, DEFECTS)
    for name, data in write_office(rng, kantor).items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)


def _serve(here: Path, out: Path) -> None:
    """The page itself: a folder is chosen, checked, and looked at in every way."""
    from playwright.sync_api import sync_playwright

    with _served(here / "kantor", here / "halaman") as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=_browser(), args=["--no-sandbox"])
        page = browser.new_page()
        page.goto(address)
        page.set_input_files("input[webkitdirectory]", str(here / "kantor" / "skp"))
        page.wait_for_selector(READY, timeout=LONG)
        result = page.url.split("#")[0]
        for name, (width, height, scheme, place) in VIEWS.items():
            view = browser.new_page(viewport={"width": width, "height": height}, color_scheme=scheme)
            view.goto(address if place == "start" else result)
            if place == "print":
                view.emulate_media(media="print")
            view.screenshot(path=here / f"{name}.png")
            _small(here / f"{name}.png", out / f"{name}.png")
        browser.close()


def _guide(here: Path, out: Path) -> None:
    """The practice office, part of the guide by part, as a reader of it sees the page."""
    from playwright.sync_api import Page, sync_playwright

    kantor = here / "latihan"
    practising.write(kantor)

    def taken(page: Page, name: str, height: int, at: str = "") -> None:
        page.set_viewport_size({"width": 1100, "height": height})
        if at:
            page.locator(at).first.evaluate("one => window.scrollTo(0, one.getBoundingClientRect().top + scrollY - 24)")
        page.screenshot(path=here / f"{name}.png")
        _small(here / f"{name}.png", out / f"{name}.png")

    with _served(kantor, here / "halaman-latihan") as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=_browser(), args=["--no-sandbox"])
        page = browser.new_page(locale="id-ID", viewport={"width": 1100, "height": 800})
        page.set_default_timeout(LONG)
        page.goto(address)
        page.set_input_files("input[type=file]:not([webkitdirectory])", kantor / "skp" / "skp-purwanti.docx")
        page.wait_for_selector(READY)
        taken(page, "panduan-pegawai", 820)
        page.click(".card .path")
        page.click("a[href$='/table']")
        taken(page, "panduan-tabel", 520, ".tabtitle")
        page.goto(address)
        page.click("form[action$='office/check'] button")
        page.wait_for_selector(READY)
        result = page.url.split("#")[0]
        lke = page.locator(".card .path", has_text="lke-zi").first.get_attribute("href")
        page.goto(address)
        taken(page, "panduan-kantor", 620, "h2")
        page.goto(f"{result}/people")
        taken(page, "panduan-iku", 640, "#iku")
        page.goto(f"{result}/messages")
        taken(page, "panduan-pesan", 620)
        page.goto(address + "signing-day?date=2026-12-10")
        taken(page, "panduan-hari", 720, "main")
        page.goto(address + "documents")
        form = page.locator("details.template", has=page.locator("form[action$='/perjanjian_kinerja']"))
        form.locator("summary").click()
        taken(page, "panduan-dokumen", 420, "details.template[open]")
        page.goto("/".join(address.split("/")[:3]) + str(lke) + "/gap")
        slider = page.locator("input[type=range]").first
        slider.focus()
        page.keyboard.press("ArrowRight")
        page.wait_for_selector("output.picked")
        page.wait_for_timeout(300)
        taken(page, "panduan-lke", 760, "#andai")
        page.goto(address + "public")
        page.set_input_files("input[type=file]", kantor / "skp" / "skp-maharani.docx")
        page.click("main form button")
        page.wait_for_selector("input[name=by]")
        page.evaluate("document.querySelectorAll('details').forEach((one, n) => { one.open = n === 0 })")
        taken(page, "panduan-publik", 820)
        browser.close()


@contextlib.contextmanager
def _served(office: Path, data: Path) -> Iterator[str]:
    """The address of a page that is open for as long as it is needed."""
    command = [sys.executable, "-m", "kinerja_docs", "serve", "--no-browser", "--data", str(data)]
    command += ["--office", str(office), "--today", TODAY.isoformat()]
    server = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, cwd=ROOT)
    assert server.stdout is not None
    try:
        yield server.stdout.readline().strip()
    finally:
        server.terminate()
        server.wait(20)


def _browser() -> str:
    found = next((path for name in BROWSERS if (path := shutil.which(name))), None)
    if found is None:
        sys.exit("no Chromium found")
    return found


def _browse(here: Path) -> None:
    browser = _browser()
    options = ["--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--window-size=1100,1500"]
    page = (here / "laporan.html").as_uri()
    command = [browser, *options, f"--user-data-dir={here / 'browser'}", f"--screenshot={here / 'laporan.png'}", page]
    subprocess.run(command, check=True, capture_output=True)


def _print(here: Path) -> None:
    profile = f"-env:UserInstallation={(here / 'office').as_uri()}"
    command = [
        "soffice",
        profile,
        "--headless",
        "--convert-to",
        "pdf",
        "--outdir",
        str(here),
        str(here / "laporan.docx"),
    ]
    subprocess.run(command, check=True, capture_output=True)
    command = [
        "pdftoppm",
        "-r",
        "80",
        "-png",
        "-f",
        "1",
        "-l",
        "1",
        "-singlefile",
        str(here / "laporan.pdf"),
        str(here / "nota"),
    ]
    subprocess.run(command, check=True, capture_output=True)


def _small(source: Path, target: Path) -> None:
    """Few colours are enough for a page of text."""
    with Image.open(source) as picture:
        picture.convert("RGB").quantize(96, method=Image.Quantize.FASTOCTREE).save(target, optimize=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]).resolve())

"""``python scripts/page_picture.py DIR``: pictures of the page and the note, of an office that is made up.

Needs Chromium, LibreOffice and pdftoppm; nothing of it is needed to run the program.
"""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import sys
import tempfile
from datetime import date
from pathlib import Path

from PIL import Image

from kinerja_docs import api
from kinerja_docs.options import Options
from kinerja_docs.reporting import html, letter
from tests.offices.content import make_office, write_office
from tests.offices.defects import plant

TODAY = date(2026, 11, 20)
SEED, PEOPLE, DEFECTS = "2", 10, 9
BROWSERS = ("chromium", "chromium-browser", "google-chrome")


def main(out: Path) -> None:
    """Writes ``halaman.png`` and ``nota-dinas.png``."""
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


def _office(folder: Path) -> None:
    rng = random.Random(SEED)
    kantor = make_office(rng, PEOPLE, 3)
    plant(rng, kantor, DEFECTS)
    for name, data in write_office(rng, kantor).items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)


def _browse(here: Path) -> None:
    browser = next((found for name in BROWSERS if (found := shutil.which(name))), None)
    if browser is None:
        sys.exit("no Chromium found")
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

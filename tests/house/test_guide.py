"""The guide is true: every command in it runs, in its order, from an empty folder, and its words stand on the page."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from kinerja_docs import words

ROOT = Path(__file__).resolve().parents[2]
GUIDE = ROOT / "docs" / "panduan" / "README.md"
OPENS_A_BROWSER = "kinerja-docs serve"
FINE = (0, 1, 3)  # nothing wrong, findings, a sample that is broken on purpose


def commands() -> list[str]:
    """The commands of the guide in their order."""
    lines = [line.strip() for line in GUIDE.read_text("utf-8").splitlines() if line.startswith("    kinerja-docs ")]
    return [line for line in lines if not line.startswith(OPENS_A_BROWSER)]


@pytest.mark.slow
def test_every_command_of_the_guide_runs(tmp_path: Path) -> None:
    found = commands()
    assert len(found) > 15
    for line in found:
        _, *arguments = shlex.split(line)
        command = [sys.executable, "-m", "kinerja_docs", *arguments]
        done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, timeout=180, check=False)
        assert done.returncode in FINE, f"{line}\n{done.stderr}"
    made = ("laporan.html", "nota.docx", "kesenjangan.docx", "publik/publik-0001.xlsx", "kembali/skp-purwanti.docx")
    for name in (*made, "register.xlsx"):
        assert (tmp_path / name).stat().st_size > 1000


def test_what_the_guide_quotes_stands_on_the_page() -> None:
    quoted = set(re.findall(r'"([^"\n]+)"', re.sub(r"(?m)^    .*$", "", GUIDE.read_text("utf-8"))))
    known = set(words.table("id").values()) | {"Dokumen wajib"}  # a column of the roster
    assert len(quoted) > 10 and {one for one in quoted if one not in known} == set()


@pytest.mark.parametrize("page", [GUIDE, ROOT / "README.md"])
def test_every_picture_is_there(page: Path) -> None:
    text = page.read_text("utf-8")
    pictures = [
        part.partition(")")[0] for part in text.split("](")[1:] if part.partition(")")[0].endswith((".png", ".svg"))
    ]
    assert pictures and [one for one in pictures if not (page.parent / one).is_file()] == []

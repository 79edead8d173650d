"""Offices with evidence, checked in one run: the time per file must not grow with the number of offices.

Usage: python -m bench.evidence [--offices N] [--files N]. Each office has an LKE and a folder of different letters, a
few of which are copies of another office's. Exit code 1 where a file costs more than 1.3 times as much in all offices
together as in an eighth of them.
"""

from __future__ import annotations

import argparse
import io
import random
import sys
import time
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from docx import Document

from kinerja_docs import api
from kinerja_docs.options import Options
from tests.lke.made import make, write

LIMIT = 1.3
NAMES = (
    "Malang",
    "Blitar",
    "Kediri",
    "Jember",
    "Lumajang",
    "Bondowoso",
    "Situbondo",
    "Pasuruan",
    "Sidoarjo",
    "Jombang",
)
PARTS = ("pembinaan", "pengawasan", "pelayanan", "penataan", "penguatan", "akuntabilitas", "tatalaksana", "integritas")


def offices(folder: Path, count: int, files: int) -> int:
    """Write the offices; how many files there are."""
    made = make("zi-90-2021", random.Random(1))
    rows = [line for line in made.rows() if line.node.code.rpartition(".")[2].isalpha()]
    written = 0
    for number in range(count):
        place = folder / f"kantor-{number:02}"
        (place / "lke").mkdir(parents=True)
        (place / "bukti").mkdir()
        name = f"Kabupaten {NAMES[number % len(NAMES)]}"
        settings = f'[kantor]\nnama = "Bawaslu {name}"\nwilayah = "{name}"\n'
        (place / "kinerja.toml").write_text(settings, encoding="utf-8")
        for line, which in zip(rows, range(files), strict=False):
            line.evidence = f"{line.node.code} Laporan {which:03} 2025.docx"
            (place / "bukti" / line.evidence).write_bytes(_letter(name, number, which))
        write(made)
        (place / "lke" / "lke.xlsx").write_bytes(made.data)
        written += 1 + min(files, len(rows))
    return written


def _letter(name: str, office: int, which: int) -> bytes:
    dice = random.Random(which if which % 25 == 0 else office * 1000 + which)
    document = Document()
    document.add_paragraph(f"LAPORAN {which:03}")
    document.add_paragraph(f"BAWASLU {name.upper()}")
    for _ in range(12):
        words = [f"{dice.choice(PARTS)}{dice.randint(1, 400)}" for _ in range(12)]
        document.add_paragraph(" ".join(words))
    for text in (f"{name.partition(' ')[2]}, 10 Maret 2025", "Kepala Sekretariat,", "Darmaji Kertayasa"):
        document.add_paragraph(text)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def seconds_per_file(count: int, files: int) -> float:
    """The time of one run, by file."""
    with TemporaryDirectory() as name:
        total = offices(Path(name), count, files)
        start = time.perf_counter()
        outcome = api.check([name], Options(today=date(2026, 11, 20)))
        taken = time.perf_counter() - start
    assert sum(one.role == "evidence" for one in outcome.files) == total - count
    return taken / total


def main() -> int:
    """Prints the figure."""
    parser = argparse.ArgumentParser(prog="python -m bench.evidence", description=__doc__)
    parser.add_argument("--offices", type=int, default=38)
    parser.add_argument("--files", type=int, default=100)
    args = parser.parse_args()
    few = max(1, args.offices // 8)
    seconds_per_file(1, 5)  # warm
    one, all_of_them = seconds_per_file(few, args.files), seconds_per_file(args.offices, args.files)
    print(f"{few} offices {one * 1000:.1f} ms a file, {args.offices} offices {all_of_them * 1000:.1f} ms a file")
    ratio = all_of_them / one
    print(f"a file costs {ratio:.2f} times as much in all of them, at most {LIMIT}")
    return int(ratio > LIMIT)


if __name__ == "__main__":
    sys.exit(main())

"""What is measured: the samples, documents made here, and files given; and the floor under each."""

from __future__ import annotations

import argparse
import random
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from lxml import etree

SAMPLES = Path(__file__).parents[1] / "samples" / "kantor-bersih"
KINDS = ("docx", "xlsx")
_DATA = ("xl/worksheets/sheet", "xl/sharedStrings.xml", "xl/workbook.xml")
_WORDS = ("Terlaksananya", "laporan", "pengawasan", "tahapan", "pemilihan", "yang", "tepat", "waktu", "sesuai")


def floor(path: Path) -> None:
    """Unzip the parts that hold data and parse their XML, nothing else."""
    with zipfile.ZipFile(path) as archive:
        for name in archive.namelist():
            if name == "word/document.xml" or name.startswith(_DATA):
                etree.fromstring(archive.read(name))


def arguments(program: str) -> argparse.Namespace:
    """``files`` and ``rounds`` of a command line."""
    parser = argparse.ArgumentParser(prog=program)
    parser.add_argument("files", nargs="*", type=Path, help="files or folders; the samples if there are none")
    parser.add_argument("--rounds", type=int, default=15)
    return parser.parse_args()


def by_kind(given: list[Path]) -> dict[str, list[Path]]:
    """The Word and Excel files given or in the folders given."""
    found = [file for path in given for file in (sorted(path.rglob("*")) if path.is_dir() else [path])]
    return {kind: [file for file in found if file.suffix == f".{kind}"] for kind in KINDS}


@contextmanager
def made() -> Iterator[Path]:
    """A folder with a long Word document, an evaluation sheet and a book of nine sheets."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        _make_document(folder / "tabel-panjang.docx")
        for number, sheets, rows in ((1, 1, 90), (2, 9, 60)):
            _make_workbook(folder / f"lembar-kerja-{number}.xlsx", sheets, rows)
        yield folder


def _sentence(source: random.Random) -> str:
    return " ".join(source.choices(_WORDS, k=9))


def _make_document(path: Path) -> None:
    import docx

    source = random.Random(7)
    document = docx.Document()
    for _ in range(12):
        document.add_paragraph(_sentence(source))
    table = document.add_table(61, 6)
    cells = table._cells  # asking the table for each cell would build its grid anew every time
    for cell in cells:
        cell.text = _sentence(source)
    for row in range(1, 61, 3):
        for column in (0, 1):
            below = cells[(row + 2) * 6 + column]
            cells[(row + 1) * 6 + column].text = below.text = ""
            cells[row * 6 + column].merge(below)
    document.save(str(path))


def _make_workbook(path: Path, sheets: int, rows: int) -> None:
    import xlsxwriter  # type: ignore[import-untyped]

    source = random.Random(7)
    with xlsxwriter.Workbook(path, {"strings_to_urls": False}) as book:
        border = book.add_format({"border": 1})
        for _ in range(sheets):
            sheet = book.add_worksheet()
            sheet.merge_range(0, 0, 0, 9, "LEMBAR KERJA EVALUASI", border)
            for row in range(1, rows):
                sheet.write_row(row, 0, [f"{row}.", _sentence(source)], border)
                sheet.write_row(row, 2, [round(source.random(), 2), source.choice("ABCD")], border)
                sheet.write_formula(row, 4, f'=IF(D{row + 1}="A",1,IF(D{row + 1}="B",0.67,0))', border, 0.67)
                sheet.write_row(row, 5, [f"Catatan {row}", f"https://contoh.invalid/{row}"], border)
                for column in range(7, 10):
                    sheet.write_blank(row, column, None, border)

"""Ways of reading Word and Excel files, as ratios to unzipping and parsing their XML. Usage:
python -m bench.reading [FILE OR FOLDER …] [--rounds N]; without a file, the samples and two made workbooks."""

from __future__ import annotations

import argparse
import random
import zipfile
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from lxml import etree

from bench.side_by_side import side_by_side
from kinerja_docs.reading import kinds, reference
from kinerja_docs.reading.contents import Contents
from kinerja_docs.reading.limits import DEFAULT

SAMPLES = Path(__file__).parents[1] / "samples" / "kantor-bersih"
GOAL = 2.0


def floor(path: Path) -> None:
    """Unzip the parts that hold data and parse their XML, nothing else."""
    with zipfile.ZipFile(path) as archive:
        for name in archive.namelist():
            if name == "word/document.xml" or name.startswith(
                ("xl/worksheets/sheet", "xl/sharedStrings", "xl/workbook")
            ):
                etree.fromstring(archive.read(name))


def methods_for(path: Path) -> dict[str, Callable[[], object]]:
    """The floor, our reader and the reference reader, each from the file on disk to lines of cells."""

    def contents() -> Contents:
        return Contents(path.read_bytes(), path.name, DEFAULT)

    reader = kinds.reader_for(contents())
    return {
        "floor": lambda: floor(path),
        "read": lambda: kinds.reader_for(one := contents())(one),
        "reference": lambda: reference.READERS[reader](contents()),
    }


def make_workbooks(folder: Path) -> None:
    """An LKE-like sheet of 90 rows and a book of nine sheets: texts, numbers, formulas, merges, borders."""
    import xlsxwriter

    source = random.Random(7)
    for name, sheets, rows in (("lke.xlsx", 1, 90), ("sembilan-lembar.xlsx", 9, 60)):
        with xlsxwriter.Workbook(folder / name) as book:
            border = book.add_format({"border": 1})
            for _ in range(sheets):
                sheet = book.add_worksheet()
                sheet.merge_range(0, 0, 0, 9, "LEMBAR KERJA EVALUASI", border)
                for row in range(1, rows):
                    sheet.write_row(row, 0, [f"{row}.", f"Dokumen {source.randrange(40)} telah ditetapkan"], border)
                    sheet.write_row(row, 2, [round(source.random(), 2), source.choice("ABCD")], border)
                    sheet.write_formula(row, 4, f'=IF(D{row + 1}="A",1,IF(D{row + 1}="B",0.67,0))', border, 0.67)
                    sheet.write_row(row, 5, [f"Catatan {row}", f"https://contoh.invalid/{row}"], border)
                    for column in range(7, 10):
                        sheet.write_blank(row, column, None, border)


def files_of(given: list[Path]) -> list[Path]:
    """The Word and Excel files given or in the folders given."""
    found = [file for path in given for file in (sorted(path.rglob("*")) if path.is_dir() else [path])]
    return [file for file in found if file.suffix in (".docx", ".xlsx")]


def main() -> None:
    """Prints a row for each file: milliseconds of the floor, and the ratios of the others."""
    parser = argparse.ArgumentParser(prog="python -m bench.reading")
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--rounds", type=int, default=15)
    chosen = parser.parse_args()
    with TemporaryDirectory() as folder:
        if not chosen.files:
            make_workbooks(Path(folder))
        print(f"{'file':40} {'floor':>9} {'read':>8} {'reference':>10}   (goal of read: {GOAL})")
        for path in files_of(chosen.files or [SAMPLES, Path(folder)]):
            told = side_by_side(methods_for(path), chosen.rounds)
            (floor_ms, _), (_, read), (_, library) = told.values()
            print(f"{path.name[:40]:40} {floor_ms:6.2f} ms {read:6.2f} x {library:8.1f} x", flush=True)


if __name__ == "__main__":
    main()

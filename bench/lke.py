"""Reading a worksheet of 300 rows and recomputing it, against unzipping and parsing its XML.

Usage: python -m bench.lke [--rounds N]
"""

from __future__ import annotations

import random
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.documents import arguments, floor
from bench.figures import Figure, show
from bench.side_by_side import Method, side_by_side
from kinerja_docs import extracting, reading
from kinerja_docs.collector import paused
from kinerja_docs.definitions.framework import load_frameworks
from kinerja_docs.extracting.forms import load_forms
from kinerja_docs.reading.limits import DEFAULT
from kinerja_docs.score_tree import SPARE
from kinerja_docs.scoring.sheets import recompute

LIMIT = 3.0
ROWS = 300
LEVELS = ("bagian", "komponen", "area", "subkomponen", "kriteria")


def figures(rounds: int) -> Iterator[Figure]:
    """The figure of a made worksheet."""
    forms = load_forms()
    with TemporaryDirectory() as name:
        path = Path(name) / "lke.xlsx"
        make(path)

        def whole() -> None:
            with paused():  # as the program works
                score()

        def score() -> None:
            document = reading.read_bytes(path.read_bytes(), path.name, DEFAULT)
            (record,) = extracting.extract(document, forms)
            for mode in ("strict", "as_workbook"):
                recompute(record.spare[SPARE], mode)  # type: ignore[arg-type]

        whole()
        methods: dict[str, Method] = {"floor": lambda: floor(path), "whole": whole}
        timing = side_by_side(methods, rounds)["whole"]
        yield Figure("lke: 300 rows read and recomputed", [timing], LIMIT)


def make(path: Path) -> None:
    """A worksheet of Zona Integritas, its items repeated until there are enough rows."""
    import xlsxwriter

    source = random.Random(7)
    nodes = list(next(one for one in load_frameworks() if one.family == "zi").nodes.values())
    with xlsxwriter.Workbook(path, {"strings_to_urls": False}) as book:
        sheet = book.add_worksheet("LKE")
        sheet.write(0, 0, "LEMBAR KERJA EVALUASI ZONA INTEGRITAS TAHUN 2025")
        head = ("Bobot", "Penjelasan", "Pilihan Jawaban", "Jawaban", "Nilai", "Catatan", "Dokumen / Bukti", "Eviden")
        sheet.merge_range(1, 0, 1, 5, "Penilaian")
        sheet.write_row(1, 6, head)
        for number in range(ROWS):
            node, row = nodes[number % len(nodes)], number + 2
            column = LEVELS.index(node.level)
            sheet.write_row(row, column, ["a.", node.name])
            if node.weight is not None:
                sheet.write_number(row, 6, float(node.weight))
            if node.level != "kriteria":
                sheet.write_formula(row, 10, f"=SUM(K{row + 2}:K{row + 4})", None, 0.5)
                continue
            note = f"Dibahas dalam rapat, risalah nomor {source.randint(1, 9999)}"
            sheet.write_row(row, 7, ["A: seluruhnya\nB: sebagian\nC: belum", "A/B/C", source.choice("AB")])
            sheet.write_formula(row, 10, f'=IF(J{row + 1}="A",1,IF(J{row + 1}="B",0.5,0))', None, 0.5)
            sheet.write_row(row, 11, [note, f"1. {note}\n2. Undangan", f"https://contoh.invalid/{source.random()}"])


def main() -> int:
    """Exit code 1 where the limit is broken."""
    return not show(figures(arguments("python -m bench.lke").rounds))


if __name__ == "__main__":
    sys.exit(main())

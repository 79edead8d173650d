"""LKE checks over a whole worksheet: nothing in a clean one, and one cause gives one finding at its cell."""

from __future__ import annotations

import io
from datetime import date
from typing import Any

import pytest
import xlsxwriter

from kinerja_docs import extracting, reading
from kinerja_docs.checking.hits import Context
from kinerja_docs.checking.run import Checker
from kinerja_docs.extracting.forms import Forms, load_forms
from kinerja_docs.reading.limits import DEFAULT
from tests.checking.sheets import checklists

HEAD = ("No", "Komponen/Sub Komponen/Kriteria", "Bobot", "Jawaban", "Nilai", "Data Dukung", "Keterangan", "Jawaban TPI")
SUBS = (
    ("1.a", "Dokumen Perencanaan kinerja telah tersedia", 6, "BB", 4.8),
    ("1.b", "Kualitas", 9, "B", 6.3),
    ("1.c", "Implementasi", 15, "B", 10.5),
)
CRITERIA = {
    "1.a": ("Terdapat pedoman teknis perencanaan kinerja.", "Terdapat dokumen perencanaan kinerja jangka panjang."),
    "1.b": ("Dokumen Perencanaan Kinerja telah diformalkan.",),
    "1.c": ("Anggaran yang ditetapkan telah mengacu pada Kinerja yang ingin dicapai.",),
}


def book() -> bytes:
    """Rows: 5 component, 6 1.a (7, 8), 9 1.b (10), 11 1.c (12), 13 total, 14 predicate."""
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"strings_to_urls": False}) as made:
        sheet = made.add_worksheet("LKE")
        for row, text in enumerate(("LKE AKIP", "INSTANSI : KPU Kota Blitar", "TAHUN : 2025")):
            sheet.write(row, 0, text)
        sheet.write_row(3, 0, HEAD)
        sheet.write_row(4, 0, ["1", "PERENCANAAN KINERJA", 30])
        sheet.write_formula(4, 4, "=E6+E9+E11", None, 21.6)
        row = 5
        for code, name, weight, answer, score in SUBS:
            sheet.write_row(row, 0, [code, name, weight, answer])
            sheet.write_formula(row, 4, f'=C{row + 1}*IF(D{row + 1}="BB",0.8,0.7)', None, score)
            sheet.write(row, 7, answer)
            for number, text in enumerate(CRITERIA[code], 1):
                row += 1
                link = f"https://drive.google.com/file/d/1x{row}AbC/view"
                sheet.write_row(row, 0, [number, text, None, None, None, link, f"Disahkan 3 Mei 2025, halaman {row}"])
            row += 1
        sheet.write(row, 1, "NILAI AKUNTABILITAS KINERJA")
        sheet.write_formula(row, 4, "=E5", None, 21.6)
        sheet.write(row + 1, 1, "PREDIKAT")
        sheet.write(row + 1, 4, "D")
    return stream.getvalue()


@pytest.fixture(scope="module")
def forms() -> Forms:
    return load_forms()


@pytest.fixture(scope="module")
def raw() -> bytes:
    return book()


def findings(raw: bytes, forms: Forms, edits: dict[str, Any]) -> list[tuple[str, str | None]]:
    """Code and cell of what is found once some cells are changed: text, a number, or (``=…``) another formula."""
    document = reading.read_bytes(raw, "lke.xlsx", DEFAULT)
    cells = {cell.at.cell: cell for line in document.lines for cell in line.cells}
    for name, value in edits.items():
        cell = cells[name]
        if isinstance(value, str) and value.startswith("="):
            cell.formula = value[1:]
            continue
        cell.text, cell.formula, cell.link = str(value).replace(".", ",") if value != str(value) else value, None, None
        cell.number = float(value) if isinstance(value, (int, float)) else None
    records = extracting.extract(document, forms)
    found, _ = Checker(checklists()).check("lke.xlsx", document, records, Context(date(2026, 11, 20)))
    return [(one.code, one.location.cell) for one in found]


def test_a_clean_worksheet(raw: bytes, forms: Forms) -> None:
    assert findings(raw, forms, {}) == []


CASES: list[tuple[dict[str, Any], list[tuple[str, str]]]] = [
    ({"F7": ""}, [("LKE001", "F7")]),
    ({"F7": "terlampir"}, [("LKE002", "F7")]),
    ({"F7": "-"}, [("LKE002", "F7")]),
    ({"F8": CRITERIA["1.a"][1]}, [("LKE003", "F8")]),
    ({"F7": "https://drive"}, [("LKE004", "F7")]),
    ({"F7": "Pedoman.pdf", "F8": "pedoman.pdf", "F10": "Pedoman.pdf"}, [("LKE005", "F7"), ("LKE008", "F8")]),
    ({"F7": "Pedoman 2021.pdf"}, [("LKE006", "F7")]),
    ({"F7": "Pedoman (1).pdf"}, [("LKE009", "F7")]),
    ({"D6": "BBB"}, [("LKE012", "D6")]),
    ({"D6": "AA/A/BB/B/CC/C/D/E"}, [("LKE012", "D6")]),
    ({"D6": ""}, [("LKE011", "E6")]),
    ({"E6": 4.8}, [("LKE017", "E6")]),
    ({"E5": 22.6, "E13": 22.6}, [("LKE014", "E5")]),
    ({"E13": 25.0}, [("LKE014", "E13")]),
    ({"E5": "=E6+E9"}, [("LKE016", "E5")]),
    ({"E9": '=C9*IF(D6="BB",0.8,0.7)'}, [("LKE016", "E9")]),
    ({"E14": "B"}, [("LKE018", "E14")]),
    ({"G7": "Pedoman akan disusun"}, [("LKE028", "G7")]),
    ({"G7": CRITERIA["1.a"][0]}, [("LKE027", "G7")]),
    ({"G7": "Hubungi 081234567890"}, [("LKE033", "G7")]),
    ({"H6": "CC"}, [("LKE029", "D6")]),
    ({"A1": "LKE AKIP PERMENPANRB 12 TAHUN 2015"}, [("LKE032", "A1")]),
]


@pytest.mark.parametrize(("edits", "expected"), CASES, ids=lambda one: str(one)[:60])
def test_one_cause_one_finding(
    raw: bytes, forms: Forms, edits: dict[str, Any], expected: list[tuple[str, str]]
) -> None:
    assert findings(raw, forms, edits) == expected


def test_a_worksheet_that_nobody_answered(raw: bytes, forms: Forms) -> None:
    blank = {"D6": "", "D9": "", "D11": "", "E6": 0, "E9": 0, "E11": 0, "E5": "#DIV/0!", "E13": "#DIV/0!", "E14": ""}
    assert findings(raw, forms, blank) == [("LKE030", "D4")]

"""Forms in which Word numbers the NO column and makes the bullets by itself."""

from __future__ import annotations

import io
from typing import Any

import docx
import pytest
from docx.table import _Cell

from kinerja_docs import reading
from kinerja_docs.extracting import Forms, extract, load_forms
from kinerja_docs.model import Record

LABEL = "Ukuran keberhasilan/Indikator Kinerja Individu, dan Target:"
HEADER = [
    *("NO", "RENCANA HASIL KERJA PIMPINAN YANG DIINTERVENSI", "RENCANA HASIL KERJA", "ASPEK"),
    *("INDIKATOR KINERJA INDIVIDU", "TARGET"),
]


@pytest.fixture(scope="module")
def forms() -> Forms:
    return load_forms()


def opened(approach: str) -> Any:
    document = docx.Document()
    for text in ("SASARAN KINERJA PEGAWAI", f"PENDEKATAN HASIL KERJA {approach}"):
        document.add_paragraph(text)
    document.add_paragraph("PERIODE PENILAIAN: 1 JANUARI SD 31 DESEMBER TAHUN 2026")
    return document


def only(document: Any, forms: Forms) -> Record:
    file = io.BytesIO()
    document.save(file)
    records = extract(reading.read_bytes(file.getvalue(), "skp.docx"), forms)
    assert [record.form for record in records] == ["skp"]
    return records[0]


def texts(record: Record, *names: str) -> list[tuple[str, ...]]:
    return [tuple(row.text(name) for name in names) for row in record.rows["hasil_kerja"]]


def fill(cell: _Cell, *paragraphs: str) -> None:
    """Puts paragraphs into a cell: "*" before one makes it an item of a bulleted list, "#" of a numbered one."""
    for number, text in enumerate(paragraphs):
        paragraph = cell.paragraphs[0] if number == 0 else cell.add_paragraph()
        paragraph.add_run(text.lstrip("*#"))
        if text[:1] in ("*", "#"):
            paragraph.style = "List Bullet" if text[0] == "*" else "List Number"


def grid(document: Any, *rows: list[str]) -> Any:
    table = document.add_table(0, len(rows[0]))
    for row in rows:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            fill(cell, *text.split("\n"))
    return table


def test_numbers_that_word_makes_are_numbers_of_rows(forms: Forms) -> None:
    document = opened("KUANTITATIF")
    grid(
        document,
        HEADER,
        ["UTAMA", "", "", "", "", ""],
        ["#", "Pimpinan", "Rencana satu", "Kuantitas", "Jumlah laporan", "4 laporan"],
        ["", "", "", "Waktu", "Ketepatan", "95 %"],
        ["#", "", "Rencana dua", "Kuantitas", "#", "2 surat"],
    )
    record = only(document, forms)
    assert texts(record, "nomor", "rhk_pimpinan", "rhk", "indikator") == [
        ("1", "Pimpinan", "Rencana satu", "Jumlah laporan"),
        ("1", "Pimpinan", "Rencana satu", "Ketepatan"),
        ("2", "", "Rencana dua", ""),
    ]


@pytest.mark.parametrize("apart", [False, True])
def test_bullets_that_word_makes_are_a_row_each(forms: Forms, apart: bool) -> None:
    document = opened("KUALITATIF")
    rows = [["NO", "RENCANA HASIL KERJA"], ["A. UTAMA", ""]]
    for number, result in enumerate(("Rencana satu", "Rencana dua"), 1):
        if apart:
            rows += [[str(number), result], ["", LABEL], ["", f"*Jumlah {number}a\n*Jumlah {number}b"]]
        else:
            rows.append([str(number), f"{result}\n{LABEL}\n*Jumlah {number}a\n*Jumlah {number}b"])
    grid(document, *rows)
    assert texts(only(document, forms), "nomor", "rhk", "indikator") == [
        ("1", "Rencana satu", "Jumlah 1a"),
        ("1", "Rencana satu", "Jumlah 1b"),
        ("2", "Rencana dua", "Jumlah 2a"),
        ("2", "Rencana dua", "Jumlah 2b"),
    ]


def test_results_that_word_numbers_are_no_bullets(forms: Forms) -> None:
    document = opened("KUALITATIF")
    grid(
        document,
        ["RENCANA HASIL KERJA", ""],
        ["A. UTAMA", ""],
        [f"#Rencana satu\n{LABEL}\n*Jumlah a\n*Jumlah b", ""],
        [f"#Rencana dua\n{LABEL}\n*Jumlah c", ""],
    )
    assert texts(only(document, forms), "rhk", "indikator") == [
        ("Rencana satu", "Jumlah a"),
        ("Rencana satu", "Jumlah b"),
        ("Rencana dua", "Jumlah c"),
    ]


@pytest.mark.parametrize("sign", ["*", "- ", "• ", "1. "])
@pytest.mark.parametrize("target", [False, True])
def test_bullets_in_a_column_of_their_own(forms: Forms, sign: str, target: bool) -> None:
    document = opened("KUALITATIF")
    header = [*HEADER[:3], "UKURAN KEBERHASILAN / INDIKATOR KINERJA INDIVIDU, DAN TARGET"]
    row = ["1", "Pimpinan", "Rencana", f"{sign}Jumlah\n{sign}Lama\n{sign}Mutu"]
    more = (["TARGET"], [""], ["4 laporan"]) if target else ([], [], [])
    grid(document, header + more[0], ["A. UTAMA", "", "", "", *more[1]], row + more[2])
    found = texts(only(document, forms), "nomor", "rhk_pimpinan", "rhk", "indikator")
    if target:  # one target holds for all of them
        assert len(found) == 1
    else:
        assert found == [("1", "Pimpinan", "Rencana", text) for text in ("Jumlah", "Lama", "Mutu")]


def test_bullets_of_a_quantitative_plan_are_one_row(forms: Forms) -> None:
    document = opened("KUANTITATIF")
    header = [*HEADER[:3], "INDIKATOR KINERJA INDIVIDU"]
    grid(document, header, ["UTAMA", "", "", ""], ["1", "Pimpinan", "Rencana", "- Jumlah\n- Lama"])
    assert len(texts(only(document, forms), "nomor")) == 1


def test_numbers_that_word_makes_on_each_row_divide_no_result(forms: Forms) -> None:
    document = opened("KUANTITATIF")
    results = ["Tertatanya arsip"] * 3 + ["Terpublikasinya siaran pers"] * 3
    rows = [
        ["", "Tertib administrasi", result, "Kuantitas", f"Jumlah {i}", "4 berkas"] for i, result in enumerate(results)
    ]
    table = grid(document, HEADER, *rows)
    for row in table.rows[1:]:
        row.cells[0].paragraphs[0].style = "List Number"
    assert [row.group for row in only(document, forms).rows["hasil_kerja"]] == [1, 1, 1, 2, 2, 2]

"""LKE: the shapes that workbooks come in, each made here and read whole."""

from __future__ import annotations

import io
from typing import Any

import pytest
from openpyxl import Workbook

from kinerja_docs import extracting, reading
from kinerja_docs.extracting.forms import Forms, load_forms
from kinerja_docs.model import Record
from kinerja_docs.reading.limits import DEFAULT
from kinerja_docs.score_tree import SPARE, ScoreSheet
from kinerja_docs.scoring.points import cents
from kinerja_docs.scoring.sheets import recompute

LINK = "https://drive.google.com/file/d/1AbCdEfGh{}/view"
TEAM = "Unit kerja telah membentuk tim untuk melakukan pembangunan Zona Integritas"
MEMBERS = "Penentuan anggota Tim dipilih melalui prosedur/mekanisme yang jelas"
PLAN = "Terdapat dokumen rencana kerja pembangunan Zona Integritas menuju WBK/WBBM"


@pytest.fixture(scope="module")
def forms() -> Forms:
    return load_forms()


def read(forms: Forms, rows: list[list[Any]], **more: Any) -> list[Record]:
    """The documents of a workbook with one sheet; ``more``: ``merge`` ranges, ``hide`` column letters, ``links``."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "LKE"
    for row in rows:
        sheet.append(row)
    for name in more.get("merge", ()):
        sheet.merge_cells(name)
    for letter in more.get("hide", ()):
        sheet.column_dimensions[letter].hidden = True
    for cell, address in more.get("links", {}).items():
        sheet[cell].hyperlink = address
    stream = io.BytesIO()
    book.save(stream)
    return extracting.extract(reading.read_bytes(stream.getvalue(), "lke.xlsx", DEFAULT), forms)


def texts(record: Record, table: str, name: str) -> list[str]:
    return [row.text(name) for row in record.rows[table]]


def codes(record: Record, table: str) -> list[Any]:
    return [row.values["kode"].value if "kode" in row.values else None for row in record.rows[table]]


def tree(record: Record) -> ScoreSheet:
    found = record.spare[SPARE]
    assert isinstance(found, ScoreSheet)
    return found


def outline(answer: str = "Jawaban", evidence: tuple[Any, Any] = (None, None)) -> list[list[Any]]:
    """A few rows of ZI as an indented outline, a hidden weight column, weights in the labels too."""
    head = ["Penilaian", None, None, None, None, "Bobot", "Pilihan Jawaban", answer, "Nilai", "Catatan", *evidence]
    return [
        ["LEMBAR KERJA EVALUASI ZONA INTEGRITAS"],
        ["SATUAN KERJA", None, ": KPU Kota Blitar"],
        ["TAHUN 2025"],
        head,
        ["A.", "PENGUNGKIT (60)", None, None, None, 60],
        [None, "I.", "PEMENUHAN (30)", None, None, 30],
        [None, None, "1.", "MANAJEMEN PERUBAHAN (4)", None, 4],
        [None, None, None, "i.", "Penyusunan Tim Kerja (1)", 0.5, None, None, "#DIV/0!"],
    ]


ITEMS: list[list[Any]] = [
    [None, None, None, None, "a.", None, "Ya/Tidak", "Ya", 1, "SK terbit", "1. SK Tim\n2. Undangan", LINK.format(1)],
    [None, None, None, None, "b.", None, "A/B/C", "A/B/C", "Blm Diisi", None, None, LINK.format(2)],
]


def with_names(shift: int = 1) -> list[list[Any]]:
    rows = outline()
    for item, name in zip(ITEMS, (TEAM, MEMBERS), strict=True):
        row = list(item)
        row[4:5] = [item[4], name]
        rows.append(row)
    for row in rows[:3]:
        row += []
    for row in rows[3:8]:
        row.insert(5, None)
    return rows


def test_outline_with_evidence_that_has_no_header(forms: Forms) -> None:
    (record,) = read(forms, with_names(), hide=["G"])
    assert record.text_of("unit") == "KPU Kota Blitar"
    assert record.fields["tahun"].value == 2025
    assert record.fields["kerangka"].value == "zi"
    assert codes(record, "simpul") == ["A", "A.I", "A.I.1", "A.I.1.i"]
    assert [row.values["bobot"].value for row in record.rows["simpul"]] == [60, 30, 4, 0.5]
    assert texts(record, "simpul", "nama")[0] == "PENGUNGKIT"
    assert codes(record, "kriteria") == ["A.I.1.i.a", "A.I.1.i.b"]
    bukti = [row.values["bukti"] for row in record.rows["kriteria"]]
    assert bukti[0].text == f"1. SK Tim 2. Undangan {LINK.format(1)}"
    assert (bukti[0].at.cell, bukti[1].at.cell) == ("L9", "M10")
    assert record.rows["simpul"][3].values["nilai"].value is None


def test_a_link_apart_from_the_text_of_its_cell(forms: Forms) -> None:
    rows = with_names()
    rows[8][12] = "lihat berkas"
    (record,) = read(forms, rows, links={"M9": LINK.format(9)})
    assert record.rows["kriteria"][0].values["bukti"].text.endswith(f"lihat berkas {LINK.format(9)}")


@pytest.mark.parametrize("above", [0, 1, 4])
def test_the_header_may_stand_on_any_of_the_first_rows(forms: Forms, above: int) -> None:
    rows = [["LKE ZONA INTEGRITAS"], *[["Keterangan baris"]] * above, *with_names()[3:]]
    (record,) = read(forms, rows)
    assert codes(record, "kriteria") == ["A.I.1.i.a", "A.I.1.i.b"]


AKIP = [
    ("1", "PERENCANAAN KINERJA", 30, None, 21.6),
    ("1.a", "Dokumen Perencanaan kinerja telah tersedia", 6, "BB", 4.8),
    (None, "KRITERIA PENILAIAN", None, None, None),
    (1, "Terdapat pedoman teknis perencanaan kinerja.", None, None, None),
    (2, "Terdapat dokumen perencanaan kinerja jangka panjang.", None, None, None),
    ("1.b", "Kualitas", 9, "B", 6.3),
    (1, "Dokumen Perencanaan Kinerja telah diformalkan.", None, None, None),
    ("1.c", "Implementasi", 15, "B", 10.5),
    (1, "Anggaran yang ditetapkan telah mengacu pada Kinerja yang ingin dicapai.", None, None, None),
    ("2", "PENGUKURAN KINERJA", 30, None, 4.8),
    ("2.a", "Pengukuran Kinerja telah dilakukan", 6, "BB", 4.8),
    (1, "Terdapat pedoman teknis pengukuran kinerja dan pengumpulan data kinerja.", None, None, None),
]


@pytest.mark.parametrize("grouped", [True, False])
def test_two_raters_side_by_side(forms: Forms, grouped: bool) -> None:
    second = ["Jawaban", "Nilai", "Catatan"]
    head: list[list[Any]]
    if grouped:
        first = ["No", "Komponen/Sub Komponen/Kriteria", "Bobot", "Unit Kerja", None, None, "Evaluator", None, None]
        head = [first, [None, None, None, *second, *second]]
    else:
        own = [f"{name} Unit" for name in second]
        head = [["No", "Komponen/Sub Komponen/Kriteria", "Bobot", *own, *(f"{name} TPI" for name in second)]]
    rows = [["LKE AKIP"], *head]
    rows += [
        [no, name, bobot, jawaban, nilai, None, "C" if jawaban else None] for no, name, bobot, jawaban, nilai in AKIP
    ]
    merge = ["A2:A3", "B2:B3", "C2:C3", "D2:F2", "G2:I2"] if grouped else []
    (record,) = read(forms, rows, merge=merge)
    assert codes(record, "simpul") == ["1", "1.a", "1.b", "1.c", "2", "2.a"]
    assert codes(record, "kriteria") == ["1.a.1", "1.a.2", "1.b.1", "1.c.1", "2.a.1"]
    subs = [row for row in record.rows["simpul"] if "jawaban" in row.values]
    assert [row.text("jawaban") for row in subs] == ["BB", "B", "B", "BB"]
    assert [row.text("jawaban_penilai") for row in subs] == ["C"] * 4


@pytest.mark.parametrize("merged", [True, False])
def test_a_flat_table_takes_names_from_above(forms: Forms, merged: bool) -> None:
    rows = [
        ["LKE SAKIP"],
        ["KOMPONEN", "SUB - KOMPONEN", "KRITERIA", "JAWABAN", "NILAI", "KETERANGAN", "LINK"],
        ["1. Perencanaan Kinerja", "1. Dokumen Perencanaan kinerja telah tersedia", "1. " + AKIP[3][1], "Ya", 1, "-"],
        [None, None, "2. " + AKIP[4][1], "Tidak", 0, None, LINK.format(3)],
        ["2. Pengukuran Kinerja", "1. Pengukuran Kinerja telah dilakukan", "1. " + AKIP[11][1], "Ya", 1],
    ]
    (record,) = read(forms, rows, merge=["A3:A4", "B3:B4"] if merged else [])
    assert codes(record, "kriteria") == ["1.a.1", "1.a.2", "2.a.1"]
    assert texts(record, "kriteria", "komponen") == ["Perencanaan Kinerja"] * 2 + ["Pengukuran Kinerja"]
    assert texts(record, "kriteria", "jawaban") == ["Ya", "Tidak", "Ya"]
    assert record.rows["kriteria"][0].text("catatan") == "-"
    assert record.rows["kriteria"][1].values["komponen"].at.cell == "A3"


def test_two_years_side_by_side_are_two_documents(forms: Forms) -> None:
    block = ["Penilaian", None, "Bobot", "Jawaban", "Nilai", "Catatan"]
    rows: list[list[Any]] = [
        ["LKE ZONA INTEGRITAS"],
        ["PENILAIAN TAHUN 2025", None, None, None, None, None, None, "PENILAIAN TAHUN 2024"],
        [*block, None, *block],
    ]
    for left, right, name, weight in (
        ("Ya", "Tidak", TEAM, None),
        ("A", "C", MEMBERS, None),
        ("Ya", "Ya", PLAN, None),
    ):
        one = [None, name, weight, left, 1, None]
        rows.append([*one, None, None, name, weight, right, 0, None])
    records = read(forms, rows, merge=["A2:F2", "H2:M2"])
    assert [record.fields["tahun"].value for record in records] == [2025, 2024]
    assert [texts(record, "kriteria", "jawaban") for record in records] == [["Ya", "A", "Ya"], ["Tidak", "C", "Ya"]]
    assert records[1].rows["kriteria"][0].values["kriteria"].at.cell == "I4"
    assert records[1].rows["kriteria"][0].values["jawaban"].at.cell == "K4"


def test_a_bare_one_is_the_whole_of_a_percentage(forms: Forms) -> None:
    rows = [
        ["LKE ZONA INTEGRITAS"],
        ["Penilaian", None, "Bobot", "Pilihan Jawaban", "Jawaban", "Nilai"],
        [None, "Kinerja Individu", 1.5],
        [None, None, None],
        ["i.", "Meningkatnya capaian kinerja unit kerja", 2],
        ["-", "Persentase Sasaran dengan capaian 100% atau lebih", None, "%", 1, 1],
        ["ii.", "Pemberian Reward and Punishment", 1.5],
    ]
    (record,) = read(forms, rows)
    sheet = tree(record)
    found = recompute(sheet, "as_workbook")
    node = next(node for node in sheet.nodes if node.code == "A.II.4.i")
    points = found.of(node)
    assert points is not None and cents(points) == 2


def test_signatures_and_totals_are_no_rows(forms: Forms) -> None:
    rows: list[list[Any]] = [["LKE AKIP"], ["No", "Komponen/Sub Komponen/Kriteria", "Bobot", "Jawaban", "Nilai"]]
    rows += [list(row) for row in AKIP]
    rows += [
        [None, "NILAI AKUNTABILITAS KINERJA", 100, None, 26.4],
        [None, "PREDIKAT", None, None, "D"],
        [None, "Blitar, 3 Februari 2026"],
        [None, "Ketua Tim"],
        [None, "Sekar Wulandari, S.E."],
    ]
    (record,) = read(forms, rows)
    assert len(record.rows["kriteria"]) == 5
    assert record.fields["total"].value == 26.4
    assert record.fields["predikat"].value == "D"


def test_questions_and_answers_are_no_worksheet(forms: Forms) -> None:
    rows = [["No", "Pertanyaan", "Jawaban", "Keterangan"], *([n, f"Apa itu hal {n}?", "Ya", "-"] for n in range(1, 9))]
    assert [record.form for record in read(forms, rows)] == [None]


def test_an_unknown_edition_is_still_read_and_scored_by_its_own_weights(forms: Forms) -> None:
    rows: list[list[Any]] = [["LKE AKIP"], ["No", "Komponen/Sub Komponen/Kriteria", "Bobot", "Jawaban", "Nilai"]]
    rows += [[no, name, bobot * 2 if bobot else None, jawaban, nilai] for no, name, bobot, jawaban, nilai in AKIP]
    (record,) = read(forms, rows)
    assert record.fields["edisi"].value is None
    sheet = tree(record)
    assert sheet.nearest is not None and sheet.nearest.id == "akip-88-2021" and len(sheet.unlike) == 6
    value = recompute(sheet, "strict").total
    assert value is not None and cents(value) == cents(2 * recompute_of(AKIP))


def recompute_of(rows: list[tuple[Any, ...]]) -> Any:
    from fractions import Fraction

    worth = {"BB": Fraction("0.8"), "B": Fraction("0.7")}
    return sum(Fraction(weight) * worth[answer] for _, _, weight, answer, _ in rows if answer)


def test_evidence_without_a_header_is_that_of_its_own_year(forms: Forms) -> None:
    head = ["Penilaian", None, "Bobot", "Jawaban", "Nilai"]
    rows: list[list[Any]] = [
        ["LKE ZONA INTEGRITAS"],
        ["PENILAIAN TAHUN 2025", None, None, None, None, None, None, "PENILAIAN TAHUN 2024"],
        [*head, None, None, *head],
    ]
    for number, name in enumerate((TEAM, MEMBERS, PLAN)):
        years = [[None, name, None, "A", 1, f"SK {number} {year}.pdf"] for year in (2025, 2024)]
        rows.append([*years[0], None, *years[1]])
    records = read(forms, rows, merge=["A2:E2", "H2:L2"])
    assert [texts(one, "kriteria", "bukti") for one in records] == [
        [f"SK {number} {year}.pdf" for number in range(3)] for year in (2025, 2024)
    ]


def test_a_line_with_nothing_but_raters_stands_above_the_header(forms: Forms) -> None:
    """A note right of the assessor's columns is the unit's own."""
    rows: list[list[Any]] = [
        ["LKE AKIP"],
        ["SATUAN KERJA: Bawaslu Kabupaten Blitar"],
        [None, None, None, "Unit Kerja", None, "Evaluator"],
        ["No", "Komponen/Sub Komponen/Kriteria", "Bobot", *["Jawaban", "Nilai"] * 2, "Catatan", "Catatan"],
    ]
    rows += [[no, name, bobot, jawaban, nilai, "C", None, "lama", "baru"] for no, name, bobot, jawaban, nilai in AKIP]
    (record,) = read(forms, rows, merge=["D3:E3", "F3:H3"])
    assert record.fields["unit"].text == "Bawaslu Kabupaten Blitar"
    first = record.rows["kriteria"][0]
    assert (first.text("catatan_penilai"), first.text("catatan"), first.text("jawaban_penilai")) == (
        "lama",
        "baru",
        "C",
    )


@pytest.mark.parametrize("merged", [True, False])
def test_weight_and_answer_of_a_flat_table_are_those_of_the_node_they_stand_for(forms: Forms, merged: bool) -> None:
    one, two = "Dokumen Perencanaan kinerja telah tersedia", "Pengukuran Kinerja telah dilakukan"
    rows: list[list[Any]] = [
        ["LKE AKIP PERMENPANRB 88 TAHUN 2021"],
        ["KOMPONEN", "SUB KOMPONEN", "KRITERIA", "BOBOT", "JAWABAN", "NILAI", "BUKTI"],
        ["Perencanaan Kinerja", f"1.a {one}", AKIP[3][1], 6, "BB", 4.8, "Pedoman.pdf"],
        [None, None, AKIP[4][1], None, None, None, "Renstra.pdf"],
        ["Pengukuran Kinerja", f"2.a {two}", AKIP[11][1], 6, "B", 4.2, "Pedoman ukur.pdf"],
    ]
    (record,) = read(forms, rows, merge=[f"{letter}3:{letter}4" for letter in "ABDEF"] if merged else [])
    subs = [row for row in record.rows["simpul"] if row.text("tingkat") == "subkomponen"]
    assert [(row.text("bobot"), row.text("jawaban"), row.text("nilai")) for row in subs] == [
        ("6", "BB", "4,8"),
        ("6", "B", "4,2"),
    ]
    assert [row.text("bobot") + row.text("jawaban") for row in record.rows["kriteria"]] == ["", "", ""]
    assert texts(record, "kriteria", "bukti") == ["Pedoman.pdf", "Renstra.pdf", "Pedoman ukur.pdf"]


def test_the_number_of_a_decree_in_the_title_is_known_by_its_first_part(forms: Forms) -> None:
    title = "LKE REFORMASI BIROKRASI KEPUTUSAN KPU NOMOR 314 TAHUN 2021"
    rows: list[list[Any]] = [[title], ["No", "Penilaian", "Jawaban", "Nilai"]]
    rows += [[f"{number}.", name, "Ya", 1] for number, name in enumerate((TEAM, MEMBERS, PLAN), 1)]
    (record,) = read(forms, rows)
    assert tree(record).unknown_regulation == ""

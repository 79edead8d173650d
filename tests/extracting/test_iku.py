"""IKU: year columns, decrees, documents of a divisi with chapters."""

from __future__ import annotations

import pytest

from kinerja_docs.extracting import Forms, extract, load_forms
from tests.extracting.sketch import Grid, Sketch

TABLE: Grid = [
    [
        "No",
        "Sasaran",
        "Indikator Kinerja Utama",
        "Definisi Operasional",
        "Formula / Rumusan Perhitungan",
        "Satuan",
        "Target",
        "<",
    ],
    ["^", "^", "^", "^", "^", "^", "2025", "2026"],
    ["1", "2", "3", "4", "5", "6", "7", "8"],
    ["1", "Meningkatnya A", "Persentase A", "makna", "rumus", "%", "80", "85"],
    ["", "", "Indeks B", "", "rumus b", "indeks", "3,1", ""],
]


@pytest.fixture(scope="module")
def forms() -> Forms:
    return load_forms()


def test_decree_with_annex(forms: Forms) -> None:
    sketch = Sketch().say(
        "KOMISI PEMILIHAN UMUM", "KABUPATEN NGAWI", "KEPUTUSAN KETUA KOMISI PEMILIHAN UMUM KABUPATEN NGAWI"
    )
    sketch.say(
        "NOMOR 12 TAHUN 2025", "TENTANG", "PENETAPAN INDIKATOR KINERJA UTAMA KPU KABUPATEN NGAWI TAHUN 2025-2029"
    )
    sketch.say("Menimbang : a. bahwa untuk melaksanakan pengukuran kinerja;", "MEMUTUSKAN", "Ditetapkan di Ngawi")
    sketch.say("pada tanggal 6 Januari 2025", "KETUA KOMISI PEMILIHAN UMUM", "KABUPATEN NGAWI,", "ttd", "JOKO SUSILO")
    sketch.say("LAMPIRAN", "NOMOR 12 TAHUN 2025", "INDIKATOR KINERJA UTAMA").table(TABLE)
    (record,) = extract(sketch.document, forms)
    assert record.form == "iku"
    assert record.text_of("nomor") == "12 TAHUN 2025"
    assert record.text_of("instansi") == "KOMISI PEMILIHAN UMUM KABUPATEN NGAWI"
    assert record.text_of("ttd.nama") == "JOKO SUSILO"
    assert record.text_of("tempat") == "Ngawi"
    assert record.fields["tanggal"].value == "2025-01-06"
    assert (record.fields["periode.mulai"].value, record.fields["periode.selesai"].value) == (2025, 2029)


def test_a_row_for_each_indicator_and_year(forms: Forms) -> None:
    (record,) = extract(Sketch().say("INDIKATOR KINERJA UTAMA", "TAHUN 2026").table(TABLE).document, forms)
    rows = record.rows["indikator"]
    assert [(r.text("indikator"), r.values["tahun"].value, r.text("target"), r.text("formula")) for r in rows] == [
        ("Persentase A", 2025, "80", "rumus"),
        ("Persentase A", 2026, "85", "rumus"),
        ("Indeks B", 2025, "3,1", "rumus b"),
        ("Indeks B", 2026, "", "rumus b"),
    ]
    assert [row.group for row in rows] == [1, 1, 2, 2]
    assert rows[3].places["target"].as_dict() == {"kind": "table_cell", "table": 1, "row": 5, "column": 8}
    assert rows[3].values["tahun"].at.as_dict() == {"kind": "table_cell", "table": 1, "row": 2, "column": 8}
    assert record.fields["tahun"].value == 2026


def test_divisi_document_is_one_although_its_title_comes_again(forms: Forms) -> None:
    sketch = Sketch().say(
        "DOKUMEN INDIKATOR KINERJA UTAMA", "DIVISI HUKUM DAN PENYELESAIAN SENGKETA", "BAWASLU KOTA BATU", "TAHUN 2026"
    )
    sketch.say("DAFTAR ISI", "BAB I RUANG LINGKUP ........ 1")
    sketch.say("BAB I", "RUANG LINGKUP DIVISI", "A. Dasar Hukum", "1. Undang-Undang Nomor 7 Tahun 2017;")
    sketch.say("BAB II: INDIKATOR KINERJA UTAMA", "INDIKATOR KINERJA UTAMA", "Tabel berikut.").table(TABLE)
    sketch.say("Batu, 7 Januari 2026", "Ketua Bawaslu Kota Batu,", "", "Supri Hadi")
    (record,) = extract(sketch.document, forms)
    assert record.text_of("divisi") == "DIVISI HUKUM DAN PENYELESAIAN SENGKETA"
    assert record.text_of("bab_1") == "BAB I RUANG LINGKUP DIVISI"
    assert record.fields["bab_1"].at.as_dict() == {"kind": "paragraph", "paragraph": 7}
    assert record.text_of("bab_2") == "BAB II: INDIKATOR KINERJA UTAMA"
    assert [(r.text("bab"), r.text("isi")) for r in record.rows["bab"]][:2] == [
        ("BAB I", "A. Dasar Hukum"),
        ("BAB I", "1. Undang-Undang Nomor 7 Tahun 2017;"),
    ]
    assert "Batu, 7 Januari 2026" not in [r.text("isi") for r in record.rows["bab"]]
    assert record.text_of("ttd.nama") == "Supri Hadi"


def test_sheet_without_a_title_is_known_by_its_header(forms: Forms) -> None:
    grid: Grid = [
        [
            "No",
            "Sasaran Strategis",
            "Indikator Kinerja Utama",
            "Formula",
            "Sumber Data",
            "Penanggung Jawab",
            "Target 2026",
        ],
        ["1", "Meningkatnya A", "Persentase A", "rumus", "data", "Ketua", "80"],
    ]
    (record,) = extract(Sketch().sheet("Sheet1", grid).document, forms)
    assert (record.form, record.recognised_by) == ("iku", "header")
    assert record.rows["indikator"][0].values["tahun"].value == 2026


def test_other_documents_are_not_taken_for_a_form(forms: Forms) -> None:
    sketch = Sketch().say("Catatan rapat", "Rapat membahas indikator kinerja utama dan perjanjian kinerja tahun 2026.")
    sketch.table([["No", "Nama", "Jabatan", "Tanda tangan"], ["1", "Supri Hadi", "Ketua", ""]])
    (record,) = extract(sketch.document, forms)
    assert record.form is None


def test_a_table_with_projections_is_a_plan_and_no_iku(forms: Forms) -> None:
    head = ["No", "Indikator", "SPM/Standar Nasional", "IKK", "Target Renstra SKPD", "<", "Proyeksi", "<", "Catatan"]
    years = ["^", "^", "^", "^", "2014", "2015", "2016", "2017", "^"]
    row = ["1", "Jumlah pegawai yang dilatih", "4", "1", "3", "3", "4", "4", ""]
    plan = [extract(Sketch().table([head, years, row]).document, forms)[0].form]
    head = ["No", "Indikator Kinerja Utama", "Formula", "Sumber Data", "Target", "<", "<", "<", "Keterangan"]
    plan.append(extract(Sketch().table([head, years, row]).document, forms)[0].form)
    assert plan == [None, "iku"]


@pytest.mark.parametrize(
    ("grid", "name"),
    [
        (
            [
                ["Mengetahui,\nKetua,", "Koordinator Divisi,"],
                ["\n\n\n", "\n\n\n"],
                ["Damar W., S.Sos.", "Sekar W., S.H."],
            ],
            "Sekar W., S.H.",
        ),
        (
            [["Mengetahui,\nKetua,\n\n\n\nDamar W., S.Sos.", "\nKoordinator Divisi,\n\n\n\nSekar W., S.H."]],
            "Sekar W., S.H.",
        ),
        ([["Koordinator Divisi,", "Ketua,"], ["", ""], ["Sekar W., S.H.", "Damar W., S.Sos."]], "Damar W., S.Sos."),
        ([["", "Ketua,"], ["", ""], ["", "Damar W., S.Sos."]], "Damar W., S.Sos."),
    ],
)
def test_signatures_in_a_table_below_the_date(forms: Forms, grid: Grid, name: str) -> None:
    sketch = Sketch().say("INDIKATOR KINERJA UTAMA", "TAHUN 2026", "BAB I", "PENDAHULUAN", "Isi.", "BAB II", "IKU")
    sketch.table(TABLE).say("Ditetapkan di Ngawi", "pada tanggal 7 Januari 2026").table(grid)
    (record,) = extract(sketch.document, forms)
    assert (record.text_of("tempat"), record.text_of("ttd.nama")) == ("Ngawi", name)


def test_a_full_line_of_the_title_does_not_take_the_agency_below(forms: Forms) -> None:
    sketch = Sketch().say("DOKUMEN INDIKATOR KINERJA UTAMA", "DIVISI HUKUM DAN DATIN BAWASLU KABUPATEN LUMAJANG")
    sketch.say("TAHUN 2026", "BAB I", "RUANG LINGKUP", "BAB II", "INDIKATOR KINERJA UTAMA")
    sketch.table([["No", "Sasaran", "Indikator", "Target"], ["1", "Meningkatnya A", "Persentase A", "95%"]])
    (record,) = extract(sketch.document, forms)
    assert (record.text_of("divisi"), record.text_of("instansi")) == (
        "DIVISI HUKUM DAN DATIN",
        "BAWASLU KABUPATEN LUMAJANG",
    )

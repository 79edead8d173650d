"""Action plans, work programmes and Renstra."""

from __future__ import annotations

import pytest

from kinerja_docs.extracting import extract
from kinerja_docs.extracting.forms import Forms, load_forms
from kinerja_docs.model import Record
from tests.extracting.sketch import Grid, Sketch


@pytest.fixture(scope="module")
def forms() -> Forms:
    return load_forms()


def only(sketch: Sketch, forms: Forms) -> Record:
    (record,) = extract(sketch.document, forms)
    return record


def column(record: Record, table: str, name: str) -> list[str]:
    return [row.text(name) for row in record.rows[table]]


QUARTERS: Grid = [
    [
        "No",
        "Sasaran",
        "Indikator Kinerja",
        "Target",
        "Target Triwulan",
        "<",
        "<",
        "<",
        "Kegiatan",
        "Anggaran (Rp)",
        "Penanggung Jawab",
    ],
    ["^", "^", "^", "^", "I", "II", "III", "IV", "^", "^", "^"],
    [
        "1",
        "Meningkatnya literasi pemilih",
        "Indeks literasi",
        "70",
        "",
        "35",
        "50",
        "70",
        "Kelas pemilih",
        "1.500.000",
        "Divisi Pencegahan",
    ],
    ["2", "", "Persentase desa sadar", "80%", "20%", "40%", "60%", "80%", "Temu desa", "2.000.000", "Subbagian Humas"],
    ["Jumlah", "<", "<", "<", "<", "<", "<", "<", "<", "3.500.000", ""],
]


def test_the_plan_of_an_agreement_has_quarterly_targets(forms: Forms) -> None:
    sketch = (
        Sketch()
        .say("RENCANA AKSI PERJANJIAN KINERJA TAHUN 2026", "SEKRETARIAT BAWASLU KABUPATEN MELATI")
        .table(QUARTERS)
    )
    record = only(sketch, forms)
    assert record.form == "rencana_aksi"
    assert record.fields["tahun"].value == 2026
    assert record.text_of("unit") == "SEKRETARIAT BAWASLU KABUPATEN MELATI"
    assert "tim" not in record.fields
    first, second = record.rows["aksi"]
    assert "target.tw1" not in first.values and first.places["target.tw1"].as_dict()["column"] == 5
    assert (second.values["target.tw2"].value, second.values["target.tw2"].unit) == (40, "%")
    assert second.text("sasaran") == "Meningkatnya literasi pemilih"
    assert second.values["anggaran"].value == 2_000_000
    assert not {"nomor", "target"} & set(second.values)
    assert record.spare["totals"][0]["sum"] == 3_500_000


MONTHS: Grid = [
    ["No", "Kegiatan", "Sub Kegiatan", "Indikator Keberhasilan", "Jadwal", "<", "<", "<"],
    ["^", "^", "^", "^", "Jan", "Feb", "Mar", "Apr"],
    ["1", "Penataan arsip", "Menyusun daftar arsip", "Daftar arsip ditetapkan", "√", "√", "", ""],
    ["", "", "Melatih arsiparis", "12 orang terlatih", "", "", "", "√"],
    ["2", "Survei internal", "Menyebar kuesioner", "Laporan survei", "", "", "", ""],
]


def test_the_plan_of_a_team_has_months_as_columns(forms: Forms) -> None:
    record = only(Sketch().say("RENCANA AKSI TIM MANAJEMEN PERUBAHAN TAHUN 2026").table(MONTHS), forms)
    assert record.text_of("tim") == "TIM MANAJEMEN PERUBAHAN"
    assert column(record, "aksi", "jadwal") == ["Jan, Feb", "Apr", ""]
    assert column(record, "aksi", "kegiatan") == ["Penataan arsip", "Penataan arsip", "Survei internal"]
    assert record.rows["aksi"][1].values["jadwal"].at.as_dict()["column"] == 8
    assert record.rows["aksi"][2].places["jadwal"].as_dict()["column"] == 5


def test_months_may_be_numbered_only_and_quarters_ticked(forms: Forms) -> None:
    numbers = [str(n) for n in range(1, 13)]
    grid: Grid = [
        ["No", "Kegiatan", "Indikator Keberhasilan", "Bulan", *["<"] * 11],
        ["^", "^", "^", *numbers],
        ["1", "Penataan arsip", "Daftar arsip", *["x" if n in ("3", "4") else "" for n in numbers]],
    ]
    record = only(Sketch().say("RENCANA KERJA REFORMASI BIROKRASI TAHUN 2026").table(grid), forms)
    assert column(record, "aksi", "jadwal") == ["Maret, April"]
    ticks: Grid = [
        ["No", "Kegiatan", "Indikator Keberhasilan", "TW I", "TW II", "TW III", "TW IV"],
        ["1", "Penataan arsip", "Daftar arsip", "", "v", "", "v"],
    ]
    record = only(Sketch().say("RENCANA AKSI REFORMASI BIROKRASI", "Tim : Penataan Tata Laksana").table(ticks), forms)
    assert column(record, "aksi", "jadwal") == ["TW II, TW IV"]
    assert record.text_of("tim") == "Penataan Tata Laksana"
    assert "target.tw2" not in record.rows["aksi"][0].values


def test_a_sheet_without_a_title_is_known_by_its_header(forms: Forms) -> None:
    assert only(Sketch().sheet("Sheet1", MONTHS), forms).form == "rencana_aksi"


PROGRAMME: Grid = [
    ["No", "IKU", "Program", "Kegiatan", "Output", "Waktu", "PJ", "Anggaran"],
    ["1", "IKU 1", "Pencegahan", "Temu desa", "12 laporan", "Maret", "Divisi Pencegahan", "Rp 1.000.000"],
    ["2", "IKU 2", "", "Kelas pemilih", "3 kelas", "3 bulan", "Divisi Pencegahan", "-"],
]


def test_a_work_programme(forms: Forms) -> None:
    sketch = Sketch().say("PROGRAM KERJA TAHUN 2026", "DIVISI PENCEGAHAN").table(PROGRAMME)
    record = only(sketch, forms)
    assert (record.form, record.fields["tahun"].value, record.text_of("unit")) == (
        "program_kerja",
        2026,
        "DIVISI PENCEGAHAN",
    )
    assert column(record, "kegiatan", "program") == ["Pencegahan", "Pencegahan"]
    assert record.rows["kegiatan"][0].values["anggaran"].value == 1_000_000
    assert record.rows["kegiatan"][0].values["waktu"].value is None
    assert (record.rows["kegiatan"][1].values["waktu"].value, record.rows["kegiatan"][1].values["waktu"].unit) == (
        3,
        "bulan",
    )
    assert "anggaran" not in record.rows["kegiatan"][1].values


def test_a_renstra_reads_as_an_iku_and_passes_over_its_budget(forms: Forms) -> None:
    grid: Grid = [
        ["No", "Sasaran Strategis", "Indikator Kinerja", "Target", "<", "Alokasi (juta)", "<"],
        ["^", "^", "^", "2025", "2026", "2025", "2026"],
        ["1", "Meningkatnya literasi", "Indeks literasi", "60", "65", "100", "120"],
    ]
    record = only(Sketch().say("RENCANA STRATEGIS", "BAWASLU KABUPATEN MELATI", "TAHUN 2025-2029").table(grid), forms)
    assert record.form == "renstra"
    assert (record.fields["periode.mulai"].value, record.fields["periode.selesai"].value) == (2025, 2029)
    assert [(row.text("tahun"), row.text("target")) for row in record.rows["indikator"]] == [
        ("2025", "60"),
        ("2026", "65"),
    ]


def test_forms_known_by_name_only(forms: Forms) -> None:
    def form(*texts: str) -> str | None:
        return only(Sketch().say(*texts), forms).form

    assert form("LAPORAN HASIL EVALUASI", "AKUNTABILITAS KINERJA INSTANSI PEMERINTAH") == "lhe"
    assert (
        form("LAPORAN KINERJA INSTANSI PEMERINTAH TAHUN 2025", "BAB I PENDAHULUAN", "Rencana Strategis", "Uraian.")
        == "lkjip"
    )
    assert form("LAPORAN CAPAIAN KINERJA TRIWULAN II TAHUN 2026") == "capaian_triwulan"
    assert form("NOTA DINAS", "Nomor : 12/PR.01/2026") == "naskah_dinas"
    assert form("Nomor : 1/2026", "Sifat : Biasa", "Lampiran : -", "Hal : Undangan", "Yth. Ketua") == "naskah_dinas"
    assert form("Catatan harian", "Nama : Budi") is None


def test_a_total_below_a_repeated_header_is_the_sum_of_all_pieces(forms: Forms) -> None:
    grid: Grid = [*PROGRAMME[:2], PROGRAMME[0], PROGRAMME[1], ["Jumlah", *["<"] * 6, "Rp 2.000.000"]]
    record = only(Sketch().say("PROGRAM KERJA TAHUN 2026").table(grid), forms)
    assert len(record.rows["kegiatan"]) == 2
    assert record.spare["totals"][0]["sum"] == 2_000_000


def test_a_team_named_on_a_line_of_its_own_counts_for_more_than_the_title(forms: Forms) -> None:
    sketch = Sketch().say("RENCANA AKSI TIM REFORMASI BIROKRASI TAHUN 2026", "Tim : Penguatan Pengawasan").table(MONTHS)
    assert only(sketch, forms).text_of("tim") == "Penguatan Pengawasan"


def test_headers_with_dots_and_two_names_of_one_column(forms: Forms) -> None:
    head, below = list(QUARTERS[0]), QUARTERS[1:]
    head[8], head[10] = "AKTIVITAS/RENCANA AKSI", "P.J"
    record = only(Sketch().say("RENCANA AKSI", "TAHUN 2026").table([head, *below]), forms)
    assert column(record, "aksi", "kegiatan") == ["Kelas pemilih", "Temu desa"]
    assert column(record, "aksi", "penanggung_jawab") == ["Divisi Pencegahan", "Subbagian Humas"]


@pytest.mark.parametrize("word", ["", "Th. ", "Thn. ", "Tahun ", "T.A. ", "TA "])
def test_years_below_targets_of_a_renstra(forms: Forms, word: str) -> None:
    sketch = Sketch().say("MATRIKS RENCANA STRATEGIS 2025-2026")
    sketch.sheet(
        "Matriks",
        [
            ["Tujuan", "Sasaran", "Indikator Sasaran", "Satuan", "Target Tahun", "<"],
            ["^", "^", "^", "^", f"{word}2025", f"{word}2026"],
            ["Terwujudnya A", "Meningkatnya B", "Tingkat B", "Persen", 78, 78.5],
        ],
    )
    rows = only(sketch, forms).rows["indikator"]
    assert [(row.values["tahun"].value, row.values["target"].value) for row in rows] == [(2025, 78), (2026, 78.5)]

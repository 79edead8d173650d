"""The check kinds of Perjanjian Kinerja, IKU and the file itself at their borders, through the shipped items."""

from __future__ import annotations

import pytest

from tests.checking.sheets import Texts, document, found


def pk(rows: list[Texts]) -> list[tuple[str, str]]:
    """The PK findings of a table of goals alone."""
    return found(document("perjanjian_kinerja", rows={"sasaran": rows}), "PK003", "PK008", "PK009")


def test_blank_goal_at_the_top_is_one_finding_however_far_it_goes() -> None:
    rows: list[Texts] = [
        {"sasaran": "", "indikator": f"Indeks {word}", "target": "3,2"} for word in ("mutu", "layanan")
    ]
    assert pk(rows) == [("PK003", "sasaran[0].sasaran")]


def test_goal_without_an_indicator_is_one_finding() -> None:
    assert pk([{"sasaran": "Meningkatnya mutu", "indikator": "", "target": ""}]) == [("PK003", "sasaran[0].indikator")]


def test_both_blank_parts_of_a_party_are_one_finding() -> None:
    fields: Texts = {
        "pihak_pertama.nama": "Wulan",
        "pihak_pertama.jabatan": "Sekretaris",
        "pihak_kedua.nama": "",
        "pihak_kedua.jabatan": "",
    }
    assert found(document("perjanjian_kinerja", fields), "PK001") == [("PK001", "pihak_kedua.nama")]


@pytest.mark.parametrize(
    ("indicator", "target", "unit", "fits"),
    [
        ("Persentase desa dampingan", "25", "%", True),
        ("% desa dampingan", "25", "persen", True),
        ("Prosentase desa", "25", "laporan", False),
        ("Indeks kepuasan", "3,2", "indeks", True),
        ("Indeks kepuasan", "3,2", "poin", True),
        ("Indeks kepuasan", "80", "%", False),
        ("Nilai SAKIP", "BB", "predikat", True),
        ("Nilai SAKIP", "70", "dokumen", False),
        ("Jumlah desa", "12", "desa", True),
        ("Jumlah desa", "12", "%", False),
        ("Tingkat kepatuhan", "80", "%", True),
        ("Persentase desa", "25", "", True),
    ],
)
def test_units_against_measure_words(indicator: str, target: str, unit: str, fits: bool) -> None:
    rows: list[Texts] = [{"sasaran": "Meningkatnya mutu", "indikator": indicator, "target": target, "satuan": unit}]
    assert pk(rows) == ([] if fits else [("PK008", "sasaran[0].satuan")])


def test_amount_that_cannot_be_read_leaves_nothing_to_add_up() -> None:
    rows: list[Texts] = [
        {"nomor": "1", "program": "Layanan", "anggaran": "Rp 100.000"},
        {"nomor": "2", "program": "Gaji", "anggaran": "lihat DIPA"},
    ]
    made = document("perjanjian_kinerja", {"jumlah_anggaran": "Rp 900.000"}, {"program": rows})
    assert found(made, "PK004") == []


def iku(rows: list[Texts], *codes: str, **fields: str) -> list[tuple[str, str]]:
    """The findings of a table of indicators alone."""
    return found(document("iku", fields or None, {"indikator": rows}), *codes)  # type: ignore[arg-type]


def test_each_year_without_a_target_is_a_finding_and_a_blank_unit_is_one() -> None:
    rows: list[Texts] = [
        {"sasaran": "Meningkatnya mutu", "indikator": "Indeks mutu", "satuan": "", "target": target, "tahun": year}
        for year, target in (("2025", "3,1"), ("2026", ""), ("2027", "-"))
    ]
    assert iku(rows, "IKU001") == [
        ("IKU001", place) for place in ("indikator[0].satuan", "indikator[1].target", "indikator[2].target")
    ]


def test_optional_columns_are_due_only_where_the_table_has_them() -> None:
    rows: list[Texts] = [{"sasaran": "Meningkatnya mutu", "indikator": "Indeks mutu"}]
    assert iku(rows, "IKU001") == []
    assert iku(rows, "IKU002", "IKU003", "IKU004") == [(code, "indikator") for code in ("IKU002", "IKU003", "IKU004")]


@pytest.mark.parametrize(
    ("indicator", "unit"),
    [
        ("Jumlah laporan hasil pengawasan yang disusun", "laporan"),
        ("Jumlah kegiatan peningkatan kapasitas", "kegiatan"),
        ("Banyaknya peserta bimtek", "orang"),
        ("Tersusunnya dokumen perencanaan", "dokumen"),
        ("Laporan kinerja tahunan", "laporan"),
        ("Persentase laporan yang disampaikan tepat waktu", "%"),
        ("% kegiatan yang dilaksanakan", "%"),
        ("Persentase penyerapan anggaran", "%"),
        ("Persentase pelaksanaan kegiatan sosialisasi", "%"),
    ],
)
def test_output_indicators(indicator: str, unit: str) -> None:
    rows: list[Texts] = [{"sasaran": "Meningkatnya mutu", "indikator": indicator, "satuan": unit}]
    assert iku(rows, "IKU005") == [("IKU005", "indikator[0].indikator")]


@pytest.mark.parametrize(
    ("indicator", "unit"),
    [
        ("Jumlah pelanggaran berulang", "kasus"),
        ("Jumlah laporan dugaan pelanggaran yang diregistrasi", "laporan"),
        ("Jumlah desa yang memiliki forum warga aktif", "desa"),
        ("Jumlah laporan pengawasan yang ditindaklanjuti KPU", "laporan"),
        ("Persentase laporan pelanggaran yang diselesaikan tepat waktu", "%"),
        ("Persentase partisipasi pemilih", "%"),
        ("Persentase permohonan informasi publik yang diselesaikan tepat waktu", "%"),
        ("Nilai evaluasi akuntabilitas kinerja", "nilai"),
        ("Indeks kualitas dokumen", "indeks"),
        ("Tingkat kepuasan peserta pelatihan", "%"),
        ("Opini atas laporan keuangan", "opini"),
        ("Jumlah sengketa yang diselesaikan", "perkara"),
        ("Persentase surat suara yang rusak", "%"),
    ],
)
def test_outcome_indicators(indicator: str, unit: str) -> None:
    rows: list[Texts] = [{"sasaran": "Meningkatnya mutu", "indikator": indicator, "satuan": unit}]
    assert iku(rows, "IKU005") == []


def test_chapters_are_due_in_a_document_of_a_divisi_only() -> None:
    assert found(document("iku", {"divisi": "DIVISI HUKUM"}), "IKU008") == [("IKU008", "title")]
    assert found(document("iku", {"bab_2": "BAB II IKU"}), "IKU008") == [("IKU008", "title")]
    assert found(document("iku", {"tahun": "2026"}), "IKU008") == []


@pytest.mark.parametrize(
    ("traits", "code"),
    [
        ({"active": ["macro", "macro", "embedded"]}, "BRK009"),
        ({"unread": ["drawn_shapes", "chart"]}, "BRK005"),
        ({"comment_count": "2"}, "BRK010"),
    ],
)
def test_what_the_reader_saw_is_one_finding_for_the_file(traits: dict[str, object], code: str) -> None:
    assert found(document(traits=traits), "BRK005", "BRK009", "BRK010") == [(code, "file")]


def test_indicator_twice_under_one_goal_is_double() -> None:
    rows: list[Texts] = [
        {"sasaran": "Meningkatnya mutu", "indikator": "Indeks mutu", "target": "3,2"} for _ in range(2)
    ]
    made = document("perjanjian_kinerja", rows={"sasaran": rows})
    for row in made.records[0].rows["sasaran"]:
        row.group = 1
    assert found(made, "PK009") == [("PK009", "sasaran[1].indikator")]


def test_placeholders_where_rows_should_be_are_not_an_empty_table() -> None:
    made = document("perjanjian_kinerja", rows={"sasaran": [{"sasaran": "${sasaran}", "indikator": "${indikator}"}]})
    made.records[0].rows["sasaran"] = []
    assert found(made, "PK003", "DOK003") == [("DOK003", "sasaran[0].sasaran"), ("DOK003", "sasaran[0].indikator")]

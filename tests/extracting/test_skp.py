"""SKP in the shapes that offices print it."""

from __future__ import annotations

from typing import Any

import pytest

from kinerja_docs.extracting import Forms, extract, load_forms
from kinerja_docs.model import Record
from tests.extracting.sketch import Grid, Sketch

IDENTITY: Grid = [
    ["1", "NAMA", "Budi Santosa, S.H.", "1", "NAMA", "Sri Rahayu, S.E."],
    ["2", "NIP", "199001012015011001", "2", "NIP", "19800101 200501 2 002"],
    ["3", "PANGKAT/ GOL. RUANG", "Penata, III/c", "3", "PANGKAT/ GOL. RUANG", "Pembina, IV/a"],
    ["4", "JABATAN", "Arsiparis", "4", "JABATAN", "Kepala Sekretariat"],
    [
        "5",
        "UNIT KERJA",
        "Sekretariat Bawaslu Kabupaten Blitar",
        "5",
        "UNIT KERJA",
        "Sekretariat Bawaslu Kabupaten Blitar",
    ],
]
BOTH: list[str | float] = ["NO", "PEGAWAI YANG DINILAI", "<", "NO", "PEJABAT PENILAI KINERJA", "<"]
HEADER: list[str | float] = [
    "NO",
    "RENCANA HASIL KERJA PIMPINAN YANG DIINTERVENSI",
    "RENCANA HASIL KERJA",
    "ASPEK",
    "INDIKATOR KINERJA INDIVIDU",
    "TARGET",
]


@pytest.fixture(scope="module")
def forms() -> Forms:
    return load_forms()


def opened() -> Sketch:
    sketch = Sketch().say("SASARAN KINERJA PEGAWAI", "PENDEKATAN HASIL KERJA KUANTITATIF")
    sketch.say("BAGI PEJABAT ADMINISTRASI DAN PEJABAT FUNGSIONAL")
    return sketch.table([["BAWASLU KABUPATEN BLITAR", "PERIODE PENILAIAN: 1 JANUARI SD 31 DESEMBER TAHUN 2026"]])


def only(sketch: Sketch, forms: Forms) -> Record:
    records = extract(sketch.document, forms)
    assert [r.form for r in records] == ["skp"]
    return records[0]


def texts(record: Record, table: str, *names: str) -> list[tuple[str, ...]]:
    return [tuple(row.text(name) for name in names) for row in record.rows[table]]


def values(record: Record, *names: str) -> dict[str, Any]:
    return {name: (record.fields[name].value if name in record.fields else None) for name in names}


def test_second_block_under_the_same_heading_is_the_superior(forms: Forms) -> None:
    record = only(
        opened().table([["NO", "PEGAWAI YANG DINILAI", "<", "NO", "PEGAWAI YANG DINILAI", "<"], *IDENTITY]), forms
    )
    assert record.fields["pegawai.nama"].text == "Budi Santosa, S.H."
    assert record.fields["penilai.nama"].text == "Sri Rahayu, S.E."
    assert values(record, "penilai.nip", "penilai.pangkat_golongan") == {
        "penilai.nip": "198001012005012002",
        "penilai.pangkat_golongan": "IV/a",
    }


@pytest.mark.parametrize("colon", ["", ":"])
def test_identity_in_two_tables(forms: Forms, colon: str) -> None:
    left: Grid = [["PEGAWAI YANG DINILAI", "<", "<", "<"]]
    right: Grid = [["PEJABAT PENILAI KINERJA", "<", "<", "<"]]
    left += [[str(row[0]), str(row[1]), colon, str(row[2])] for row in IDENTITY]
    right += [[str(row[3]), str(row[4]), colon, str(row[5])] for row in IDENTITY]
    record = only(opened().table(left).table(right), forms)
    assert record.fields["pegawai.jabatan"].text == "Arsiparis"
    assert record.fields["penilai.jabatan"].text == "Kepala Sekretariat"
    assert record.fields["penilai.jabatan"].at.as_dict() == {"kind": "table_cell", "table": 3, "row": 5, "column": 4}


def test_empty_and_waiting_identity_cells_keep_their_place(forms: Forms) -> None:
    grid: Grid = [row[:] for row in IDENTITY]
    grid[0][2], grid[1][5], grid[3][2] = "", "-", "[isi jabatan]"
    record = only(opened().table([BOTH, *grid]), forms)
    assert {"pegawai.nama", "penilai.nip", "pegawai.jabatan"}.isdisjoint(record.fields)
    assert record.places["pegawai.nama"].as_dict() == {"kind": "table_cell", "table": 2, "row": 2, "column": 3}
    assert record.places["penilai.nip"].as_dict() == {"kind": "table_cell", "table": 2, "row": 3, "column": 6}
    assert [cell.text for cell in record.placeholders] == ["[isi jabatan]"]


def test_two_level_header_broken_numbering_and_hollow_first_row(forms: Forms) -> None:
    record = only(
        opened()
        .table([BOTH, *IDENTITY])
        .table(
            [
                [*HEADER[:3], "INDIKATOR KINERJA INDIVIDU", "<", "<"],
                ["^", "^", "^", "ASPEK", "INDIKATOR KINERJA INDIVIDU", "TARGET"],
                ["(1)", "(2)", "(3))", "(4)", "(5)", "(6)"],
                ["A. KINERJA UTAMA", "<", "<", "<", "<", "<"],
                ["1", "Meningkatnya X", "Tersusunnya A", "", "", ""],
                ["^", "^", "^", "Kuantitas", "Jumlah A", "12 Laporan"],
                ["2", "Meningkatnya Y", "Terlaksananya B", "Kualitas", "Persentase B", "95 %"],
                ["", "", "", "Waktu", "Waktu B", "12 bulan"],
                ["B. KINERJA TAMBAHAN", "<", "<", "<", "<", "<"],
                ["1", "-", "-", "-", "-", "-"],
            ]
        ),
        forms,
    )
    assert texts(record, "hasil_kerja", "nomor", "rhk", "aspek", "target") == [
        ("1", "Tersusunnya A", "Kuantitas", "12 Laporan"),
        ("2", "Terlaksananya B", "Kualitas", "95 %"),
        ("2", "Terlaksananya B", "Waktu", "12 bulan"),
    ]
    targets = [row.values["target"] for row in record.rows["hasil_kerja"]]
    assert [(target.value, target.unit) for target in targets] == [(12, "laporan"), (95, "%"), (12, "bulan")]
    assert {row.values["bagian"].value for row in record.rows["hasil_kerja"]} == {"utama"}


def test_a_superiors_result_is_not_carried_over_a_new_number(forms: Forms) -> None:
    record = only(
        opened()
        .table([BOTH, *IDENTITY])
        .table(
            [
                HEADER,
                ["UTAMA", "<", "<", "<", "<", "<"],
                ["1", "Meningkatnya X", "Tersusunnya A", "Kuantitas", "Jumlah A", "1 dokumen"],
                ["2", "", "Tersusunnya B", "Kuantitas", "Jumlah B", "2 dokumen"],
            ]
        ),
        forms,
    )
    second = record.rows["hasil_kerja"][1]
    assert second.get("rhk_pimpinan") is None
    assert second.places["rhk_pimpinan"].as_dict() == {"kind": "table_cell", "table": 3, "row": 4, "column": 2}


def test_header_of_a_jpt_form_that_lies(forms: Forms) -> None:
    sketch = Sketch().say("SASARAN KINERJA PEGAWAI", "PENDEKATAN HASIL KERJA KUANTITATIF")
    sketch.say("BAGI PEJABAT PIMPINAN TINGGI DAN PIMIPINAN UNIT KERJA MANDIRI").table([BOTH, *IDENTITY])
    sketch.table(
        [
            ["NO", "RENCANA HASIL KERJA", "INDIKATOR KINERJA INDIVIDU", "TARGET", "PERSPEKTIF"],
            ["A. UTAMA", "<", "<", "<", "<"],
            ["1", "Terwujudnya A", "Penerima Layanan", "Indeks kepuasan", "88 indeks"],
            ["2", "Terwujudnya B", "Proses Bisnis", "Persentase B", "90 %"],
        ]
    )
    record = only(sketch, forms)
    assert values(record, "jenis_jabatan") == {"jenis_jabatan": "jpt"}
    assert texts(record, "hasil_kerja", "perspektif", "indikator", "target") == [
        ("Penerima Layanan", "Indeks kepuasan", "88 indeks"),
        ("Proses Bisnis", "Persentase B", "90 %"),
    ]


def test_a_column_that_prints_nothing_is_never_the_one_that_was_meant(forms: Forms) -> None:
    sheet: Grid = [
        ["SASARAN KINERJA PEGAWAI", "", "", "", "", ""],
        ["PENDEKATAN HASIL KERJA KUANTITATIF", "", "", "", "", ""],
        [*HEADER],
        ["B. TAMBAHAN", "", "", "", "", ""],
        ["1", "-", "Tersalurnya bantuan A", "Kuantitas", "Jumlah keluarga penerima", "61 keluarga"],
        ["", "", "", "Situbondo, 21 Juli 2026", "", ""],
        ["PEGAWAI YANG DINILAI", "", "", "PEJABAT PENILAI KINERJA", "", ""],
        ["Budi Santosa", "", "", "Sri Rahayu", "", ""],
    ]
    record = only(Sketch().sheet("SKP", sheet), forms)
    assert texts(record, "hasil_kerja", "rhk", "aspek", "indikator") == [
        ("Tersalurnya bantuan A", "Kuantitas", "Jumlah keluarga penerima")
    ]


def test_qualitative_form_with_a_column_of_superiors_results(forms: Forms) -> None:
    label = "Ukuran keberhasilan/Indikator Kinerja Individu, dan Target:"
    sketch = Sketch().say("SASARAN KINERJA PEGAWAI", "PENDEKATAN HASIL KERJA KUALITATIF").table([BOTH, *IDENTITY])
    sketch.table(
        [
            ["NO", "RENCANA HASIL KERJA PIMPINAN YANG DIINTERVENSI", "RENCANA HASIL KERJA"],
            ["UTAMA", "<", "<"],
            [
                "1",
                "Meningkatnya X",
                f"Tersusunnya A (Penugasan Dari: Ketua)\n{label}\n- Jumlah A 12 laporan\n- Waktu A 3 bulan",
            ],
            ["2", "Meningkatnya Y", f"Terlaksananya B\n{label}\n1. Jumlah B 4 kegiatan"],
        ]
    )
    record = only(sketch, forms)
    assert texts(record, "hasil_kerja", "nomor", "rhk_pimpinan", "rhk", "indikator") == [
        ("1", "Meningkatnya X", "Tersusunnya A (Penugasan Dari: Ketua)", "Jumlah A 12 laporan"),
        ("1", "Meningkatnya X", "Tersusunnya A (Penugasan Dari: Ketua)", "Waktu A 3 bulan"),
        ("2", "Meningkatnya Y", "Terlaksananya B", "Jumlah B 4 kegiatan"),
    ]


VALUES = ["Berorientasi Pelayanan", "Akuntabel", "Kompeten", "Harmonis", "Loyal", "Adaptif", "Kolaboratif"]
PERILAKU: dict[str, Grid] = {
    "value row, statements row": [
        row
        for n, value in enumerate(VALUES, 1)
        for row in ([str(n), value, "<"], ["", "- pernyataan", "Ekspektasi Khusus Pimpinan:\nCepat"])
    ],
    "rows spanned": [
        row
        for n, value in enumerate(VALUES, 1)
        for row in ([f"{n}.", value, "Ekspetasi Khusus Pimpinan:\nCepat"], ["^", "- pernyataan", "^"])
    ],
    "one cell": [
        [str(n), f"{value}\n- pernyataan\nEkspektasi Khusus Pimpinan/Leader: Cepat"]
        for n, value in enumerate(VALUES, 1)
    ],
    "four columns": [
        ["NO", "PERILAKU KERJA", "DESKRIPSI", "EKSPEKTASI KHUSUS PIMPINAN"],
        *([str(n), value, "- pernyataan", "Cepat"] for n, value in enumerate(VALUES, 1)),
    ],
    "label above": [
        row
        for n, value in enumerate(VALUES, 1)
        for row in ([str(n), value, "Ekspektasi Khusus Pimpinan:"], ["", "- pernyataan", "Cepat"])
    ],
}


@pytest.mark.parametrize("shape", PERILAKU)
def test_perilaku_in_every_shape(forms: Forms, shape: str) -> None:
    grid = PERILAKU[shape]
    head: Grid = [] if shape == "four columns" else [["PERILAKU KERJA", *["<"] * (len(grid[0]) - 1)]]
    record = only(opened().table([BOTH, *IDENTITY]).table([*head, *grid]), forms)
    assert texts(record, "perilaku", "nilai", "ekspektasi") == [(value, "Cepat") for value in VALUES]


def test_a_value_that_is_none_of_the_seven(forms: Forms) -> None:
    grid: Grid = [["PERILAKU KERJA", "<"], *([str(n), v] for n, v in enumerate([*VALUES[:6], "Inovatif"], 1))]
    record = only(opened().table([BOTH, *IDENTITY]).table(grid), forms)
    assert [row.values["nilai"].value for row in record.rows["perilaku"]] == [*VALUES[:6], None]


def test_lampiran_as_bands_with_items_in_one_cell(forms: Forms) -> None:
    grid: Grid = [
        ["DUKUNGAN SUMBER DAYA"],
        ["1. Laptop\n2. Anggaran"],
        ["SKEMA PERTANGGUNGJAWABAN"],
        ["- Laporan bulanan"],
        ["KONSEKUENSI"],
        ["-"],
    ]
    record = only(opened().table([BOTH, *IDENTITY]).table(grid), forms)
    assert [(row.values["bagian"].value, row.text("isi")) for row in record.rows["lampiran"]] == [
        ("dukungan_sumber_daya", "Laptop"),
        ("dukungan_sumber_daya", "Anggaran"),
        ("skema_pertanggungjawaban", "Laporan bulanan"),
    ]
    assert record.places["lampiran.konsekuensi"].as_dict() == {"kind": "table_cell", "table": 3, "row": 5, "column": 1}


def test_signature_in_one_cell_takes_the_superiors_date(forms: Forms) -> None:
    record = only(
        opened()
        .table([BOTH, *IDENTITY])
        .table(
            [
                ["Blitar, 2 Januari 2026", "Kanigoro, 5 Januari 2026"],
                [
                    "Pegawai yang Dinilai,\n\n\n\nBudi Santosa, S.H.\nNIP. 19900101 201501 1 001",
                    "Pejabat Penilai Kinerja,\n\n\n\nSri Rahayu, S.E.\nNIP. 198001012005012002",
                ],
            ]
        ),
        forms,
    )
    assert record.fields["tempat"].text == "Kanigoro"
    assert values(record, "tanggal", "ttd.pegawai.nip", "ttd.penilai.nip") == {
        "tanggal": "2026-01-05",
        "ttd.pegawai.nip": "199001012015011001",
        "ttd.penilai.nip": "198001012005012002",
    }


def test_signature_without_a_name_points_above_the_nip(forms: Forms) -> None:
    grid: Grid = [
        ["Pegawai yang Dinilai", "Pejabat Penilai Kinerja"],
        ["", ""],
        ["............", "Sri Rahayu, S.E."],
        ["NIP.", "NIP. 1"],
    ]
    record = only(opened().table([BOTH, *IDENTITY]).table(grid), forms)
    assert "ttd.pegawai.nama" not in record.fields
    assert record.places["ttd.pegawai.nama"].as_dict() == {"kind": "table_cell", "table": 3, "row": 3, "column": 1}
    assert record.fields["ttd.penilai.nama"].text == "Sri Rahayu, S.E."


def test_form_of_2011(forms: Forms) -> None:
    identity: Grid = [[r[3], r[4], r[5], r[0], r[1], r[2], "<", "<"] for r in IDENTITY]
    sketch = Sketch().say("FORMULIR SASARAN KERJA", "PEGAWAI NEGERI SIPIL")
    sketch.table(
        [
            ["NO", "I. PEJABAT PENILAI", "<", "NO", "II. PEGAWAI NEGERI SIPIL YANG DINILAI", "<", "<", "<"],
            *identity,
            ["NO", "III. KEGIATAN TUGAS JABATAN", "AK", "TARGET", "<", "<", "<", "<"],
            ["^", "^", "^", "KUANT/OUTPUT", "<", "KUAL/MUTU", "WAKTU", "BIAYA"],
            ["1", "Menyusun laporan", "0", "12", "Laporan", "100", "12 bulan", "-"],
        ]
    )
    record = only(sketch, forms)
    assert values(record, "generasi") == {"generasi": "2011"}
    assert record.fields["penilai.nama"].text == "Sri Rahayu, S.E."
    assert texts(record, "hasil_kerja", "rhk", "target") == [("Menyusun laporan", "12 Laporan")]


@pytest.mark.parametrize(
    ("place", "day"),
    [
        ("Ditetapkan di\t: Magetan", "Pada tanggal\t: 05 Januari 2026"),
        ("Ditetapkan di Magetan", "pada tanggal 5 Januari 2026"),
    ],
)
def test_place_and_date_on_lines_of_their_own_are_no_items_of_the_annex(forms: Forms, place: str, day: str) -> None:
    sketch = opened().table([BOTH, *IDENTITY])
    sketch.table([["KONSEKUENSI", "<"], ["1", "Penghargaan"], ["2", "Pada tanggal cuti tidak dinilai"]])
    sketch.say(place, day)
    sketch.table([["Pegawai yang Dinilai", "Pejabat Penilai Kinerja"], ["", ""], ["Budi Santosa", "Sri Rahayu"]])
    record = only(sketch, forms)
    assert texts(record, "lampiran", "isi") == [("Penghargaan",), ("Pada tanggal cuti tidak dinilai",)]
    assert record.fields["tempat"].text == "Magetan"
    assert values(record, "tanggal") == {"tanggal": "2026-01-05"}
    assert record.fields["ttd.penilai.nama"].text == "Sri Rahayu"

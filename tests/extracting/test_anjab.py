"""Job analysis and workload analysis."""

from __future__ import annotations

import pytest

from kinerja_docs.extracting import extract
from kinerja_docs.extracting.forms import Forms, load_forms
from tests.extracting.sketch import Grid, Sketch


@pytest.fixture(scope="module")
def forms() -> Forms:
    return load_forms()


TASKS: Grid = [
    [
        "NO",
        "URAIAN TUGAS",
        "HASIL KERJA",
        "JUMLAH HASIL",
        "WAKTU PENYELESAIAN (JAM)",
        "WAKTU EFEKTIF",
        "KEBUTUHAN PEGAWAI",
    ],
    ["1.", "Menyusun rencana kegiatan", "Rencana", "12", "1080", "75.000", "0.1728"],
    ["2.", "Mengolah data", "Data", "24", "4800", "75.000", "1.536"],
    ["JUMLAH", "<", "<", "<", "<", "<", "1.7088"],
    ["JUMLAH PEGAWAI", "<", "<", "<", "<", "<", "2"],
]


def test_an_anjab_in_paragraphs_and_tables_with_its_task_table_as_abk(forms: Forms) -> None:
    sketch = Sketch().say("INFORMASI JABATAN")
    sketch.table(
        [
            ["1.", "NAMA JABATAN", ":", "Pengelola Data"],
            ["2.", "KODE JABATAN", ":", "---"],
            ["3.", "UNIT KERJA", ":", "Subbagian Data"],
        ]
    )
    sketch.say("4.\tIKTISAR JABATAN :", "Mengolah data", "dan menyajikannya.", "6.\tTUGAS POKOK :").table(TASKS)
    sketch.say("7.\tHASIL KERJA :").table([["NO", "HASIL KERJA", "SATUAN HASIL"], ["1.", "Rencana", "Dokumen"]])
    sketch.say("10.\tTANGGUNG JAWAB :").table([["NO", "URAIAN"], ["1.", "Ketepatan data"]])
    sketch.say("11.\tWEWENANG :").table([["NO", "URAIAN"], ["1.", ""]]).say(
        "14. RESIKO BAHAYA : -", "17. KELAS JABATAN : 7"
    )
    anjab, abk = extract(sketch.document, forms)
    assert (anjab.form, abk.form, abk.id) == ("anjab", "abk", 1)
    assert {name: value.text for name, value in anjab.fields.items()} == {
        "jabatan": "Pengelola Data",
        "unit": "Subbagian Data",
        "ikhtisar": "Mengolah data dan menyajikannya.",
        "kelas": "7",
    }
    assert anjab.fields["ikhtisar"].at.as_dict() == {"kind": "paragraph", "paragraph": 3}
    assert [(r.text("nomor"), r.text("uraian"), r.text("hasil")) for r in anjab.rows["uraian_tugas"]] == [
        ("1", "Menyusun rencana kegiatan", "Rencana"),
        ("2", "Mengolah data", "Data"),
    ]
    assert {name: state for name, state in anjab.spare["bagian"].items() if state != 1} == {"wewenang": 0}
    assert abk.text_of("jabatan") == "Pengelola Data"
    assert abk.fields["waktu_kerja_efektif"].value == 75_000
    assert (abk.fields["jumlah_kebutuhan"].text, abk.fields["jumlah_kebutuhan"].value) == ("1.7088", 1.7088)
    first, second = abk.rows["beban"]
    assert (second.values["kebutuhan"].text, second.values["kebutuhan"].value) == ("1.536", 1.536)
    assert (first.values["satuan_waktu"].text, first.values["satuan_waktu"].value) == ("JAM", "menit")
    assert abk.spare["totals"] == []
    assert not {id(line) for line in anjab.lines} & {id(line) for line in abk.lines}


def test_an_anjab_on_a_sheet_ends_its_list_at_a_blank_row(forms: Forms) -> None:
    grid: Grid = [
        ["", "1", "Nama Jabatan", ":", "Arsiparis"],
        ["", "2", "Kode Jabatan", ":", "1.02"],
        ["", "3", "Unit Kerja", ":", "Sekretariat"],
        ["", "4", "Ihtisar Jabatan", ":", "Mengelola arsip"],
        ["", "6", "Uraian Tugas", "", ""],
        ["", "", "1", "Menata arsip", ""],
        ["", "", "2", "Menyusutkan arsip", ""],
        ["", "", "", "", ""],
        ["", "", "a", "Catatan lain", ""],
        ["", "10", "Tanggung Jawab", ":", "Keutuhan arsip"],
        ["", "11", "Wewenang", ":", "Menolak arsip"],
    ]
    guide: Grid = [
        ["Petunjuk pengisian", ""],
        ["Nama Jabatan", "diisi nama"],
        ["Unit Kerja", "diisi"],
        ["Ikhtisar", "diisi"],
        ["Wewenang", "x"],
        ["Kelas", "y"],
    ]
    records = extract(Sketch().sheet("Petunjuk", guide).sheet("Arsiparis", grid).document, forms)
    anjab = next(record for record in records if record.form == "anjab")
    assert [record.form for record in records].count("anjab") == 1
    assert anjab.text_of("kode") == "1.02"
    assert [(r.text("nomor"), r.text("uraian")) for r in anjab.rows["uraian_tugas"]] == [
        ("1", "Menata arsip"),
        ("2", "Menyusutkan arsip"),
    ]


@pytest.mark.parametrize(("load", "is_volume"), [(["12", "24"], True), (["12.960", "115.200"], False)])
def test_what_beban_kerja_means_is_decided_by_the_numbers(forms: Forms, load: list[str], is_volume: bool) -> None:
    grid: Grid = [
        ["No", "Uraian Tugas", "Beban Kerja", "Norma Waktu (menit)", "Waktu Kerja Efektif", "Pegawai"],
        ["1", "3.6 Menyusun rencana", load[0], "1080", "75000", "0,1728"],
        ["2", "Mengolah data", load[1], "4800", "75000", "1,536"],
    ]
    (record,) = extract(Sketch().say("ANALISIS BEBAN KERJA", "Jabatan : Pengelola Data").table(grid).document, forms)
    assert record.text_of("jabatan") == "Pengelola Data"
    rows = record.rows["beban"]
    assert ["volume" in row.values for row in rows] == [is_volume, is_volume]
    assert (rows[0].text("nomor"), rows[0].text("uraian")) == ("1", "Menyusun rencana")
    assert all("beban_kerja" not in row.values for row in rows)


def test_labels_below_the_title_in_one_paragraph(forms: Forms) -> None:
    sketch = Sketch().say(
        "ANALISIS BEBAN KERJA\nNama Jabatan : Pengadministrasi Umum\nUnit Kerja : Sekretariat Bawaslu Kota Pasuruan"
    )
    sketch.table(
        [
            ["NO", "URAIAN TUGAS", "SATUAN HASIL", "VOLUME KERJA", "NORMA WAKTU (JAM)", "KEBUTUHAN PEGAWAI"],
            ["1", "Mengelola surat masuk", "Surat", "1.500", "0,5", "0,60"],
        ]
    )
    (record,) = extract(sketch.document, forms)
    assert record.text_of("jabatan") == "Pengadministrasi Umum"
    assert record.text_of("unit") == "Sekretariat Bawaslu Kota Pasuruan"

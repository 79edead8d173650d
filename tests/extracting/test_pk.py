"""Perjanjian Kinerja: parties in prose and tables, annexes, a head alone, several in one file."""

from __future__ import annotations

import pytest

from kinerja_docs.extracting import Forms, extract, load_forms
from kinerja_docs.model import Record
from tests.extracting.sketch import Grid, Sketch

SASARAN: Grid = [
    ["No", "Sasaran Kegiatan", "Indikator Kinerja", "Target"],
    ["(1)", "(2)", "(3)", "(4)"],
    ["1.", "Meningkatnya A", "Persentase A", "95%"],
    ["^", "^", "Indeks B", "3,2"],
    ["2.", "Meningkatnya C", "-", "-"],
    ["", "", "", ""],
]
PROGRAM: Grid = [
    ["No", "Kegiatan", "Anggaran (Rp)", "Ket."],
    ["1", "Dukungan", "1.500.000,-", "APBN"],
    ["2", "Layanan", "Rp. 2.500.000,00", "APBN"],
    ["", "Total", "4.100.000", ""],
]


@pytest.fixture(scope="module")
def forms() -> Forms:
    return load_forms()


def agreement(sketch: Sketch, first: str) -> Sketch:
    sketch.say("KOMISI PEMILIHAN UMUM", "KABUPATEN NGAWI", "", "PERJANJIAN KINERJA", "TAHUN 2026", "")
    sketch.say("Dalam rangka mewujudkan pemerintahan yang efektif, kami yang bertanda tangan di bawah ini:")
    sketch.table([["Nama", ":", first], ["Jabatan", ":", "Sekretaris KPU Kabupaten Ngawi"]])
    sketch.say("Selanjutnya disebut PIHAK KESATU")
    sketch.table([["Nama", ":", "Drs. Joko Susilo"], ["Jabatan", ":", "Ketua KPU Kabupaten Ngawi"]])
    sketch.say("Selaku atasan langsung pihak kesatu, selanjutnya disebut PIHAK KEDUA", "", "Ngawi, 8 Januari 2026")
    sketch.table(
        [
            ["PIHAK KEDUA,", "PIHAK KESATU,"],
            ["Ketua KPU Kabupaten Ngawi", "Sekretaris KPU Kabupaten Ngawi"],
            ["", ""],
            ["Drs. Joko Susilo", first],
            ["", "Pembina Tk. I (IV/b)"],
            ["", "NIP. 19700101 199503 1 001"],
        ]
    )
    sketch.say("", "LAMPIRAN PERJANJIAN KINERJA", "TAHUN 2026", "SEKRETARIAT KPU KABUPATEN NGAWI")
    return sketch.table(SASARAN).say("").table(PROGRAM)


def rows(record: Record, table: str, *names: str) -> list[tuple[object, ...]]:
    return [tuple(row.text(name) for name in names) for row in record.rows[table]]


def test_two_agreements_with_annexes_in_one_file(forms: Forms) -> None:
    sketch = agreement(agreement(Sketch(), "Andi Wijaya, S.H."), "Rina Kusuma")
    records = extract(sketch.document, forms)
    assert [(r.form, r.part, r.text_of("pihak_pertama.nama")) for r in records] == [
        ("perjanjian_kinerja", False, "Andi Wijaya, S.H."),
        ("perjanjian_kinerja", False, "Rina Kusuma"),
    ]
    second = records[1]
    assert second.text_of("instansi") == "KOMISI PEMILIHAN UMUM KABUPATEN NGAWI"
    assert second.text_of("unit") == "SEKRETARIAT KPU KABUPATEN NGAWI"
    assert second.fields["pihak_pertama.nip"].value == "197001011995031001"
    assert second.text_of("pihak_pertama.pangkat") == "Pembina Tk. I (IV/b)"
    assert "pihak_kedua.nip" not in second.fields
    assert second.fields["tahun"].value == 2026


def test_rows_and_totals(forms: Forms) -> None:
    record = extract(agreement(Sketch(), "Rina Kusuma").document, forms)[0]
    assert rows(record, "sasaran", "nomor", "sasaran", "indikator", "target") == [
        ("1", "Meningkatnya A", "Persentase A", "95%"),
        ("1", "Meningkatnya A", "Indeks B", "3,2"),
        ("2", "Meningkatnya C", "", ""),
    ]
    assert [row.values["anggaran"].value for row in record.rows["program"]] == [1_500_000, 2_500_000]
    assert record.fields["jumlah_anggaran"].value == 4_100_000
    (total,) = record.spare["totals"]
    assert (total["table"], total["value"], total["sum"]) == ("program", 4_100_000, 4_000_000)


def test_a_head_signs_alone_in_paragraphs_with_tabs(forms: Forms) -> None:
    sketch = Sketch().say("PERJANJIAN KINERJA TAHUN 2026", "Yang bertanda tangan di bawah ini:")
    sketch.say("Nama\t:\tSupri Hadi", "Jabatan\t:\tKetua Bawaslu Kota Batu", "berjanji akan mewujudkan target kinerja.")
    sketch.say("\t\t\tBatu, 12 Januari 2026", "\t\t\tKetua Bawaslu Kota Batu,", "", "", "\t\t\tSupri Hadi")
    sketch.say("PERJANJIAN KINERJA TAHUN 2026", "BAWASLU KOTA BATU").table(SASARAN)
    (record,) = extract(sketch.document, forms)
    assert record.spare.get("tunggal") is True
    assert record.text_of("ttd.pihak_pertama.nama") == "Supri Hadi"
    assert record.text_of("unit") == "BAWASLU KOTA BATU"
    assert "pihak_pertama.pangkat" not in record.fields
    assert "pihak_kedua.nama" not in record.fields


def test_parties_side_by_side_in_one_paragraph(forms: Forms) -> None:
    sketch = Sketch().say("PERJANJIAN KINERJA TAHUN 2026")
    sketch.say("Nama : Rina Kusuma\nJabatan : Kasubbag Umum\nselanjutnya disebut PIHAK PERTAMA")
    sketch.say(
        "Nama : Seno Aji\nJabatan : Kepala Sekretariat\nselaku atasan PIHAK PERTAMA, selanjutnya disebut PIHAK KEDUA"
    )
    sketch.say(
        "\t\tMadiun, 9 Januari 2026",
        "PIHAK KEDUA,\t\tPIHAK PERTAMA,",
        "",
        "",
        "Seno Aji\t\tRina Kusuma",
        "NIP. 198001012005011002\t\tNIP. 199001012015012001",
    )
    (record,) = extract(sketch.document, forms)
    assert record.text_of("pihak_pertama.jabatan") == "Kasubbag Umum"
    assert record.text_of("pihak_kedua.nama") == "Seno Aji"
    assert record.text_of("ttd.pihak_pertama.nama") == "Rina Kusuma"
    assert record.text_of("ttd.pihak_kedua.nama") == "Seno Aji"
    assert record.fields["pihak_pertama.nip"].value == "199001012015012001"


def test_an_annex_alone_is_a_part(forms: Forms) -> None:
    sketch = Sketch().sheet(
        "PK",
        [
            ["PERJANJIAN KINERJA TAHUN 2026"],
            ["BAWASLU KABUPATEN BLITAR"],
            [],
            ["No", "Sasaran Strategis", "Indikator Kinerja", "Target", "Satuan"],
            [1.0, "Meningkatnya A", "Persentase A", 95.0, "%"],
            ["", "", "Indeks B", 3.2, "indeks"],
        ],
    )
    (record,) = extract(sketch.document, forms)
    assert (record.form, record.part) == ("perjanjian_kinerja", True)
    assert [row.values["target"].value for row in record.rows["sasaran"]] == [95, 3.2]
    assert record.rows["sasaran"][1].values["sasaran"].at.as_dict() == {"kind": "cell", "sheet": "PK", "cell": "B5"}


def test_a_plan_of_action_after_an_agreement_is_another_document(forms: Forms) -> None:
    sketch = agreement(Sketch(), "Rina Kusuma").say("RENCANA AKSI PERJANJIAN KINERJA TAHUN 2026").table(SASARAN)
    assert [record.form for record in extract(sketch.document, forms)] == ["perjanjian_kinerja", "rencana_aksi"]


def test_a_blank_row_inside_a_merged_sasaran_is_a_row_and_below_the_last_indicator_is_none(forms: Forms) -> None:
    grid: Grid = [
        ["No", "Sasaran Kegiatan", "Indikator Kinerja", "Target"],
        ["1", "Meningkatnya A", "Persentase A", "95%"],
        ["^", "^", "", ""],
        ["^", "^", "Indeks B", "3,2"],
        ["^", "^", "", ""],
    ]
    sketch = Sketch().say("PERJANJIAN KINERJA TAHUN 2026", "Nama : Andi Wijaya", "Jabatan : Sekretaris")
    sketch.say("selanjutnya disebut PIHAK PERTAMA").table(grid)
    record = extract(sketch.document, forms)[0]
    assert rows(record, "sasaran", "sasaran", "indikator", "target") == [
        ("Meningkatnya A", "Persentase A", "95%"),
        ("Meningkatnya A", "", ""),
        ("Meningkatnya A", "Indeks B", "3,2"),
    ]
    assert record.rows["sasaran"][1].places["indikator"].as_dict()["row"] == 3


def test_the_unit_of_an_annex_stands_beside_its_label(forms: Forms) -> None:
    sketch = Sketch().say("PERJANJIAN KINERJA TAHUN 2026", "kami yang bertanda tangan di bawah ini:")
    sketch.table([["Nama", ":", "Andi Wijaya"], ["Jabatan", ":", "Sekretaris KPU Kabupaten Ngawi"]])
    sketch.say("Selanjutnya disebut pihak pertama", "Ngawi, 8 Januari 2026", "Pihak Pertama,", "", "Andi Wijaya")
    sketch.say("PERJANJIAN KINERJA").table([["Nama Kelembagaan", ":", "KPU Kabupaten Ngawi"], ["Tahun", ":", "2026"]])
    (record,) = extract(sketch.table(SASARAN).document, forms)
    assert record.text_of("unit") == "KPU Kabupaten Ngawi"
    assert len(record.rows["sasaran"]) == 3


def test_titles_that_stand_on_the_next_line_belong_to_the_name(forms: Forms) -> None:
    sketch = Sketch().say("PERJANJIAN KINERJA TAHUN 2026", "kami yang bertanda tangan di bawah ini:")
    sketch.table([["Nama", ":", "Andi Wijaya, S.Sos., M.Si."], ["Jabatan", ":", "Ketua KPU Kabupaten Ngawi"]])
    sketch.say("Selanjutnya disebut pihak pertama", "Ngawi, 8 Januari 2026")
    sketch.table([["Pihak Pertama,"], [""], ["Andi Wijaya, S.Sos.,\nM.Si."], ["NIP 197001011995031001"]])
    (record,) = extract(sketch.document, forms)
    assert record.text_of("ttd.pihak_pertama.nama") == "Andi Wijaya, S.Sos., M.Si."


@pytest.mark.parametrize("word", ["Volume", "Jumlah", "Kuantitas", "Nilai", "Besarnya"])
@pytest.mark.parametrize("unit", ["Satuan", "Unit"])
def test_target_over_amount_and_unit(forms: Forms, word: str, unit: str) -> None:
    grid: Grid = [
        ["No", "Sasaran Program", "Indikator Kinerja Program", "Target", "<"],
        ["^", "^", "^", word, unit],
        [1, "Meningkatnya A", "Nilai A", 78.5, "Nilai"],
        ["^", "^", "Indeks A", "3,2", "Indeks"],
        [2, "Meningkatnya B", "Jumlah B", 12, "Laporan"],
    ]
    sketch = Sketch().say("PERJANJIAN KINERJA", "TAHUN 2026").table(grid)
    (record,) = extract(sketch.document, forms)
    assert [row.values["target"].value for row in record.rows["sasaran"]] == [78.5, 3.2, 12]
    if unit == "Satuan":
        assert rows(record, "sasaran", "satuan", "sasaran")[1] == ("Indeks", "Meningkatnya A")


@pytest.mark.parametrize("header", ["Anggaran\n(dalam ribuan rupiah)", "Anggaran (Rp 000)", "Pagu (Rp x 1.000)"])
def test_budget_table_of_equal_width_is_no_continuation(forms: Forms, header: str) -> None:
    sketch = Sketch().say("PERJANJIAN KINERJA", "TAHUN 2026").table(SASARAN).say("")
    sketch.table(
        [["No", "Program", header, "Ket"], ["1", "Dukungan", "1.250.000", "RM"], ["", "TOTAL", "1.250.000", ""]]
    )
    (record,) = extract(sketch.document, forms)
    assert len(record.rows["sasaran"]) == 3
    assert rows(record, "program", "program", "anggaran") == [("Dukungan", "1.250.000")]
    assert record.fields["jumlah_anggaran"].value == 1250000


def test_table_with_a_header_of_unknown_words_is_no_continuation(forms: Forms) -> None:
    sketch = Sketch().say("PERJANJIAN KINERJA", "TAHUN 2026").table(SASARAN).say("")
    sketch.table([["No", "Jenis Belanja", "Besarnya", "Asal Dana"], ["1", "Honor", "12", "RM"]])
    (record,) = extract(sketch.document, forms)
    assert len(record.rows["sasaran"]) == 3


def test_table_cut_by_a_page_goes_on(forms: Forms) -> None:
    sketch = Sketch().say("PERJANJIAN KINERJA", "TAHUN 2026").table(SASARAN).say("")
    sketch.table([["3.", "Meningkatnya D", "Nilai D", "70"]])
    (record,) = extract(sketch.document, forms)
    assert rows(record, "sasaran", "sasaran")[-1] == ("Meningkatnya D",)


LEAD = "Dalam rangka mewujudkan pemerintahan yang efektif, saya yang bertanda tangan di bawah ini, "
FIRST = ("Wulan Sekarsari, S.Sos., M.Si.", "Kepala Sekretariat Bawaslu Kabupaten Ngawi")
SECOND = ("Bambang Prakoso Aji, S.H.", "Ketua Bawaslu Kabupaten Ngawi")


@pytest.mark.parametrize(
    "texts",
    [
        [
            f"{LEAD}{FIRST[0]}, jabatan {FIRST[1]}, selanjutnya disebut PIHAK PERTAMA.",
            f"{SECOND[0]}, jabatan {SECOND[1]}, selaku atasan langsung pihak pertama, selanjutnya disebut PIHAK KEDUA.",
        ],
        [
            f"1. {FIRST[0]}, {FIRST[1]}, selanjutnya disebut PIHAK PERTAMA;",
            f"2. {SECOND[0]}, {SECOND[1]}, selaku atasan langsung dari PIHAK PERTAMA, selanjutnya disebut PIHAK KEDUA.",
        ],
        [
            f"{LEAD}{FIRST[0]} selaku {FIRST[1]}, selanjutnya disebut PIHAK PERTAMA "
            f"dan {SECOND[0]} selaku {SECOND[1]}, "
            "selanjutnya disebut PIHAK KEDUA.",
        ],
        [
            f"{LEAD}1. {FIRST[0]}, {FIRST[1]}, selanjutnya disebut PIHAK PERTAMA; 2. {SECOND[0]}, {SECOND[1]}, "
            "selanjutnya disebut PIHAK KEDUA.",
        ],
        [
            f"a. {FIRST[0]} – {FIRST[1]}, yang selanjutnya disebut PIHAK PERTAMA;",
            f"b. {SECOND[0]} ({SECOND[1]}), atasan langsung PIHAK PERTAMA, untuk selanjutnya disebut PIHAK KEDUA.",
        ],
        [
            f"{FIRST[0]}, NIP 198211092008012004, {FIRST[1]} (selanjutnya disebut PIHAK PERTAMA)",
            f"{SECOND[0]}, jabatan: {SECOND[1]} (selanjutnya disebut PIHAK KEDUA)",
        ],
    ],
)
def test_parties_in_sentences(forms: Forms, texts: list[str]) -> None:
    sketch = Sketch().say("PERJANJIAN KINERJA", "TAHUN 2026", *texts).table(SASARAN)
    (record,) = extract(sketch.document, forms)
    for party, told in (("pihak_pertama", FIRST), ("pihak_kedua", SECOND)):
        assert (record.text_of(f"{party}.nama"), record.text_of(f"{party}.jabatan")) == told


def test_superior_below_labels_is_no_party_of_its_own(forms: Forms) -> None:
    (record,) = extract(agreement(Sketch(), "Andi Wijaya, S.H.").document, forms)[:1]
    assert record.text_of("pihak_kedua.nama") == "Drs. Joko Susilo"
    assert record.text_of("pihak_kedua.jabatan") == "Ketua KPU Kabupaten Ngawi"


@pytest.mark.parametrize(
    ("line", "text", "value"),
    [
        ("Jumlah anggaran Tahun 2026: Rp 450.000.000,- (empat ratus juta rupiah)", "Rp 450.000.000,-", 450_000_000),
        ("Jumlah anggaran : Rp 450.000.000,-", "Rp 450.000.000,-", 450_000_000),
        ("Total Pagu Anggaran TA 2026 : Rp 1,5 miliar", "Rp 1,5 miliar", 1_500_000_000),
    ],
)
def test_total_on_a_line_of_its_own(forms: Forms, line: str, text: str, value: int) -> None:
    program: Grid = [["No", "Program", "Anggaran", "Ket"], ["1", "Dukungan", "Rp 25 juta", "RM"]]
    sketch = Sketch().say("PERJANJIAN KINERJA", "TAHUN 2026").table(SASARAN).say("").table(program).say(line)
    (record,) = extract(sketch.document, forms)
    total = record.fields["jumlah_anggaran"]
    assert (total.text, total.value) == (text, value)
    assert record.rows["program"][0].values["anggaran"].value == 25_000_000


def test_an_initial_before_a_name_is_no_number_of_a_list(forms: Forms) -> None:
    told = f"H. Ridwan Lokananta, S.H. selaku {FIRST[1]}, selanjutnya disebut PIHAK PERTAMA"
    (record,) = extract(Sketch().say("PERJANJIAN KINERJA", "TAHUN 2026", told).table(SASARAN).document, forms)
    assert record.text_of("pihak_pertama.nama") == "H. Ridwan Lokananta, S.H."

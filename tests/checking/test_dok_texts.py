"""Checks that read running text: dates, left-over placeholders, regions, amounts, citations."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from kinerja_docs.checking.dates_check import intended
from kinerja_docs.checking.hits import Context
from kinerja_docs.model import Block, Cell, Line, Record
from kinerja_docs.office import Office
from kinerja_docs.text import date_mentions
from tests.checking.sheets import Texts, check, document, found

MADIUN: Texts = {
    "instansi": "BAWASLU KABUPATEN MADIUN",
    "pegawai.unit_kerja": "Sekretariat Bawaslu Kabupaten Madiun",
    "penilai.unit_kerja": "Sekretariat Bawaslu Kabupaten Madiun",
}


def record(*texts: str) -> Record:
    block = Block("line")
    return Record(0, None, lines=[Line(block, n, [Cell(block, n, 1, text)]) for n, text in enumerate(texts, 1)])


def likely(*texts: str) -> date | None:
    (mention,) = date_mentions(texts[0])
    return intended(mention, record(*texts), Context(date(2026, 11, 20)))


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Kamis (11/10/2025)", date(2025, 9, 11)),  # a month off
        ("Rabu (21/1/2025)", date(2026, 1, 21)),  # a year off
        ("Rabu, 28 Januari 2025", date(2026, 1, 28)),
        ("Rabu (17/2/2020)", date(2021, 2, 17)),
        ("Senin 15 Januari 2021", date(2021, 2, 15)),
        ("Jumat, 5 Desember 2026", date(2025, 12, 5)),
        ("Selasa (20/1/2025)", date(2026, 1, 20)),
    ],
)
def test_likely_date(text: str, day: date | None) -> None:
    assert likely(text) == day


def test_likely_date_lies_near_the_others() -> None:
    # Thursday 5-3-2025: a year later and a month later fit both
    assert likely("Kamis, 5 Mei 2025", "Rapat sebelumnya pada 3 Juni 2025") == date(2025, 6, 5)
    assert likely("Kamis (2/4/2025)", "Program kerja tahun 2026") == date(2026, 4, 2)


@pytest.mark.parametrize(
    ("line", "codes"),
    [
        ("Rapat pada Rabu (21/1/2025).", ["DOK001"]),
        ("Pada hari Rabu tanggal dua puluh satu bulan Januari tahun dua ribu dua puluh lima", ["DOK001"]),
        ("Senin–Rabu, 19–20 Januari 2026", ["DOK001"]),
        ("Laporan paling lambat 31 April 2026", ["DOK008"]),
        ("Senin, 31 April 2026", ["DOK008"]),
        ("Rapat pada Rabu (21/1/2026).", []),
        ("Selasa (26/3)", []),
        ("setiap minggu 5 Januari 2026", []),
        ("Nomor 12/PM.00/K.JI-99/13/2026", []),
    ],
)
def test_dates(line: str, codes: list[str]) -> None:
    expected = [(code, "line 1") for code in codes]
    assert found(document(None, lines=[line]), "DOK001", "DOK008") == expected
    assert found(document("skp", lines=[line]), "DOK001", "DOK008") == expected


def test_one_finding_for_two_wrong_dates_in_one_place() -> None:
    made = document(None, lines=["Rabu (21/1/2025) dan Rabu, 28 Januari 2025"])
    assert found(made, "DOK001") == [("DOK001", "line 1")]


def test_a_date_under_two_signatures_is_one_finding() -> None:
    made = document("skp", {"tanggal": "Blitar, 31 April 2026"}, lines=["Blitar, 31 April 2026", "31 Juni 2026"])
    assert found(made, "DOK008") == [("DOK008", "line 2"), ("DOK008", "tanggal")]


@pytest.mark.parametrize("line", ["Laporan [isi nama]", "{{ nama }}", "Nomor ...... tanggal", "Blitar, ........ 2026"])
def test_leftovers(line: str) -> None:
    assert found(document("skp", lines=[line]), "DOK003") == [("DOK003", "line 1")]
    assert found(document(None, lines=[line]), "DOK003") == []


@pytest.mark.parametrize(
    "line", ["BAB II ............. 4", "NIP. ...............", "(...............)", "dst....", "…", "(x)"]
)
def test_dots_that_are_no_leftovers(line: str) -> None:
    assert found(document("skp", lines=[line]), "DOK003") == []


def test_placeholder_in_a_field_is_one_finding() -> None:
    made = document("skp", {"pegawai.nama": "[isi nama]", "pegawai.jabatan": "Arsiparis"})
    assert found(made, "DOK003", "SKP001").count(("DOK003", "pegawai.nama")) == 1
    assert ("SKP001", "pegawai.nama") not in found(made, "DOK003", "SKP001")


def test_headers_and_footers_are_read_once() -> None:
    made = document("skp", MADIUN)
    assert made.document is not None
    block = Block("paragraph", part="header1")
    made.document.margins.append(Line(block, 1, [Cell(block, 1, 1, "Nomor: [isi nomor]")]))
    assert found(made, "DOK003") == [("DOK003", "paragraph")]


@pytest.mark.parametrize(
    ("line", "wrong"),
    [
        ("Laporan hasil pengawasan Bawaslu Kota Madiun", True),
        ("Laporan hasil pengawasan Bawaslu Kabupaten Magetan", True),
        ("Laporan hasil pengawasan Bawaslu Magetan", True),
        ("Laporan hasil pengawasan Bawaslu Kabupaten Madiun", False),
        ("Laporan hasil pengawasan Bawaslu Madiun", False),
        ("Supervisi Bawaslu Provinsi Jawa Tengah", False),
        ("Kabupaten Madiun berbatasan dengan Kabupaten Magetan", False),
        ("Putusan Pengadilan Negeri Kabupaten Magetan", False),
        ("Keputusan KPU Kabupaten Magetan Nomor 19 Tahun 2023", False),
        ("Jl. Pahlawan 1, Kota Madiun, Telp. (0351) 000000", False),
        ("Kota Madiun, 5 Januari 2026", False),
        ("Bawaslu Kabupaten/Kota se-Jawa Timur", False),
    ],
)
def test_other_regions(line: str, wrong: bool) -> None:
    expected = [("DOK004", "line 1")] if wrong else []
    assert found(document("skp", MADIUN, lines=[line]), "DOK004") == expected


def test_the_outvoted_unit_is_the_wrong_one() -> None:
    made = document("skp", {**MADIUN, "penilai.unit_kerja": "Sekretariat Bawaslu Kota Madiun"})
    assert found(made, "DOK004") == [("DOK004", "penilai.unit_kerja")]


def test_a_tie_skips_and_the_office_decides() -> None:
    fields: Texts = {
        "pegawai.unit_kerja": "Sekretariat Bawaslu Kabupaten Madiun",
        "penilai.unit_kerja": "Sekretariat Bawaslu Kota Madiun",
    }
    made = document("skp", fields)
    findings, skipped = check(made, ["DOK004"])
    assert findings == []
    assert [(one.code, one.reason_code) for one in skipped] == [("DOK004", "no_office")]
    made.context.office = Office(folder=Path("kantor"), tingkat="kabkota", wilayah="Kota Madiun")
    assert found(made, "DOK004") == [("DOK004", "pegawai.unit_kerja")]


@pytest.mark.parametrize(
    ("line", "wrong"),
    [
        ("12 (sebelas) laporan", True),
        ("Rp 1.500.000,- (satu juta lima puluh ribu rupiah)", True),
        ("Jumlah: Rp1.500.000 (satu juta lima ratus rupiah)", True),
        ("Jumlah: Rp1.500.000,00 (satu juta lima ratus ribu rupiah)", False),
        ("lima (6) indikator", True),
        ("12 bulan (sebelas) penuh", True),
        ("12 (dua belas) laporan dalam 1 (satu) tahun", False),
        ("Rp 1.500.000,- (satu juta lima ratus ribu rupiah)", False),
        ("dua puluh lima (25) orang", False),
        ("4 (triwulanan)", False),
        ("5 (lima laporan)", False),
        ("rencana: (1) susun rencana satu (2) laporkan", False),
        ("3,5 (tiga)", False),
    ],
)
def test_digits_and_words(line: str, wrong: bool) -> None:
    expected = [("DOK010", "line 1")] if wrong else []
    assert found(document("skp", lines=[line]), "DOK010") == expected


def test_totals() -> None:
    made = document("iku")
    block = Block("table", 3)
    label, cell = Cell(block, 7, 1, "JUMLAH"), Cell(block, 7, 2, "12")
    made.records[0].lines.append(Line(block, 7, [label, cell]))
    total = {"table": "aksi", "column": "anggaran", "cell": cell, "value": 12, "sum": 11}
    made.records[0].spare["totals"] = [total]
    assert [code for code, _ in found(made, "DOK010")] == ["DOK010"]
    total["sum"] = 12.001
    assert found(made, "DOK010") == []
    total |= {"sum": 11, "table": "program"}  # PK004
    assert found(made, "DOK010") == []
    total["table"], label.text = "aksi", "Jumlah laporan"  # an indicator
    assert found(made, "DOK010") == []


@pytest.mark.parametrize(
    ("line", "wrong"),
    [
        ("UU Nomor 14 Tahun 2018 tentang Keterbukaan Informasi Publik", True),
        ("UU Nomor 15 Tahun 2008 tentang Keterbukaan Informasi Publik mewajibkan badan publik", True),
        ("UU 14 Tahun 2018 KIP", True),
        ("Undang-Undang Nomor 25 Tahun 2024 tentang Sistem Perencanaan Pembangunan Nasional", True),
        ("Undang-Undang Nomor 7 Tahun 2017 tentang Pelayanan Publik Daerah", True),
        ("Undang-Undang Nomor 5 Tahun 2014 tentang Aparatur Sipil Negara", True),
        ("PP Nomor 46 Tahun 2011 tentang Penilaian Prestasi Kerja PNS", True),
        ("PP Nomor 30 Tahun 2019 yang mencabut PP Nomor 46 Tahun 2011", False),
        ("UU Nomor 20 Tahun 2023 tentang Aparatur Sipil Negara (Lembaran Negara Tahun 2023 Nomor 141)", False),
        ("UU No. 7 Tahun 2017 tentang Pemilihan Umum sebagaimana telah diubah dengan UU No. 7 Tahun 2023", False),
        ("Peraturan Menteri PANRB Nomor 6 Tahun 2022 tentang Pengelolaan Kinerja Pegawai ASN", False),
        ("Perpres Nomor 29 Tahun 2014 tentang SAKIP", False),
        ("Undang-Undang Nomor 22 Tahun 1999 tentang Pemerintahan Daerah", False),
        ("Peraturan Daerah Nomor 14 Tahun 2018 tentang Keterbukaan Informasi Publik", False),
        ("Perki Nomor 1 Tahun 2021 tentang Standar Layanan Informasi Publik", False),
    ],
)
def test_citations(line: str, wrong: bool) -> None:
    expected = [("DOK011", "line 1")] if wrong else []
    assert found(document("iku", {"tahun": "2026"}, lines=[line]), "DOK011") == expected
    assert found(document(None, lines=[line]), "DOK011") == expected


def test_what_was_law_in_the_year_of_the_document_is_no_finding() -> None:
    line = "Undang-Undang Nomor 5 Tahun 2014 tentang Aparatur Sipil Negara"
    assert found(document("iku", {"tahun": "2022"}, lines=[line]), "DOK011") == []

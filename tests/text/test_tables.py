"""The reference tables: that they load whole, and what look-ups in them find."""

from __future__ import annotations

import csv
import re

import pytest

from kinerja_docs import resources
from kinerja_docs.text import letter_numbers, regions, regulations, units, word_lists


def rows(name: str) -> list[dict[str, str]]:
    with resources.data_path(name).open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


@pytest.mark.parametrize("path", sorted(resources.data_path("").glob("*.csv")), ids=lambda path: path.name)
def test_tables_have_source_and_certainty_in_every_row(path: object) -> None:
    for row in rows(getattr(path, "name")):  # noqa: B009
        assert None not in row and None not in row.values()
        assert row["sumber"] and row["keyakinan"].startswith(("found", "unverified"))


def test_regions_are_whole() -> None:
    kinds = [region.kind for region in regions.all_regions()]
    assert (kinds.count("Provinsi"), kinds.count("Kabupaten"), kinds.count("Kota")) == (38, 416, 98)
    for region in regions.all_regions():
        assert regions.find(region.full_name) == region


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("Sekretariat Bawaslu Kabupaten Pamekasan", [("Kabupaten", "Pamekasan")]),
        ("KAB. MADIUN dan Kota Madiun", [("Kabupaten", "Madiun"), ("Kota", "Madiun")]),
        ("Kabupaten Lima Puluh Kota Tahun 2026", [("Kabupaten", "Lima Puluh Kota")]),
        ("Kabupaten Kotawaringin Barat", [("Kabupaten", "Kotawaringin Barat")]),
        ("Kabupaten Bandung Barat", [("Kabupaten", "Bandung Barat")]),
        ("Kota Palangka Raya", [("Kota", "Palangkaraya")]),
        ("KABUPATEN\nBLITAR", [("Kabupaten", "Blitar")]),
        ("Bawaslu Nganjuk", [("Kabupaten", "Nganjuk")]),
        ("Bawaslu Blitar", [("", "Blitar")]),
        ("Bawaslu Provinsi Jawa Timur", [("Provinsi", "Jawa Timur")]),
        ("Bawaslu Bengkulu", []),
        ("Bawaslu Kabupaten/Kota se-Jawa Timur", []),
        ("Kabupaten/Kota Blitar", []),
        ("kota besar dan kota batu", []),
    ],
)
def test_mentions(text: str, named: list[tuple[str, str]]) -> None:
    found = regions.mentions(text)
    assert [(mention.kind, mention.name) for mention in found] == named


def test_letter_number_examples_fit_their_pattern() -> None:
    for row in rows("pola_nomor_surat.csv"):
        for example in row["contoh"].split(";"):
            assert re.match(row["regex"], example), row["id"]


def test_letter_numbers() -> None:
    number = letter_numbers.parse("037/PR.03/K.JI-99/01/2026")
    assert number is not None
    assert (number.month, number.year, number.dated) == (1, 2026, True)
    roman = letter_numbers.parse("15/PR.03-Kpt/3526/KPU-Kab/VI/2021")
    assert roman is not None
    assert (roman.month, roman.year) == (6, 2021)
    case = letter_numbers.parse("001/LP/PL/Kab/16.17/II/2024")
    assert case is not None
    assert not case.dated
    assert letter_numbers.parse("entah") is None


def test_numbers_with_dates_in_a_text() -> None:
    ((number, mention),) = letter_numbers.with_dates(
        "Surat Nomor 12/PM.00/K.JI-99/03/2026 tanggal 5 Maret 2026 perihal"
    )
    assert number == "12/PM.00/K.JI-99/03/2026"
    assert mention.month == 3


@pytest.mark.parametrize(
    ("text", "cited"),
    [
        (
            "Undang-Undang Nomor 14 Tahun 2008 tentang Keterbukaan Informasi Publik;",
            ("UU", "14", 2008, "Keterbukaan Informasi Publik"),
        ),
        ("UU No. 7/2017", ("UU", "7", 2017, "")),
        ("Peraturan Menteri PANRB No 6 Tahun 2022", ("PermenPANRB", "6", 2022, "")),
        ("PermenPAN-RB 53 Tahun 2014", ("PermenPANRB", "53", 2014, "")),
        (
            "Peraturan Badan Pengawas Pemilihan Umum Republik Indonesia Nomor 3 Tahun 2022",
            ("Perbawaslu", "3", 2022, ""),
        ),
    ],
)
def test_citations(text: str, cited: tuple[str, str, int, str]) -> None:
    (citation,) = regulations.citations(text)
    assert (citation.kind, citation.number, citation.year, citation.title) == cited


def test_unknown_kinds_are_no_citations() -> None:
    assert regulations.citations("Juknis KPU RI Nomor 314 Tahun 2021") == []


def test_every_kind_of_regulation_has_names_or_a_composite_number() -> None:
    named = {row["jenis"] for row in rows("jenis_peraturan.csv")}
    for row in rows("peraturan.csv"):
        assert (
            row["jenis"] in named
            or "/" in row["nomor"]
            or not row["nomor"].isdigit()
            or row["jenis"].startswith("Peraturan ")
        )


def test_units_and_words() -> None:
    percent, report = units.find("%"), units.find("Lap.")
    assert percent is not None and percent.kind == "persen"
    assert report is not None and report.name == "laporan"
    assert units.find("entah") is None
    assert "menyusun" in word_lists.words("kata_kerja_kegiatan")
    for name in word_lists.classes():
        assert word_lists.matcher(name).pattern

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kinerja_docs.model import Block, Cell
from kinerja_docs.text import Quantity, integer, money, quantity, quantity_of_cell, read_terbilang, terbilang
from kinerja_docs.text.displays import display_number
from kinerja_docs.text.numbers import leading_terbilang, number


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("12 Laporan", 12, "laporan"),
        ("95 %", 95, "%"),
        ("100%", 100, "%"),
        ("5.250", 5250, None),
        ("3,2 indeks", 3.2, "indeks"),
        ("0,2%", 0.2, "%"),
        ("88.7571", 88.7571, None),
        ("1.500.000,50", 1500000.5, None),
        ("0.125", 0.125, None),
        ("100,00 %", 100, "%"),
        ("12.0", 12, None),
        ("10 Hari Kerja", 10, "hari kerja"),
        ("2 Berita Acara", 2, "berita acara"),
        ("5 (lima) dokumen", 5, "dokumen"),
        ("12 Laporan (bulanan)", 12, "laporan"),
        ("Indeks 3,2", 3.2, "indeks"),
        ("Rp 1.500.000", 1500000, "rp"),
    ],
)
def test_quantity(text: str, value: float, unit: str | None) -> None:
    found = quantity(text)
    assert found == Quantity(value, unit)
    assert type(found.value) is type(value)


@pytest.mark.parametrize(
    "text",
    [
        "88/100.000 KH",
        "BB",
        "80-90",
        "≥ 80",
        "WTP",
        "31 Desember 2026",
        "TW I",
        "",
        "1 laporan 12 bulan",
        "100% (12 laporan)",
    ],
)
def test_no_quantity(text: str) -> None:
    assert quantity(text) is None


@given(st.integers(0, 10**12))
def test_thousands_are_read_back(value: int) -> None:
    assert number(f"{value:,}".replace(",", ".")) == value
    assert money(f"Rp{value:,},-".replace(",", ".").replace(".-", ",-")) == value


@given(st.integers(0, 10**14))
def test_words_are_read_back(value: int) -> None:
    assert read_terbilang(terbilang(value)) == value


@pytest.mark.parametrize(
    ("text", "value"),
    [("dua belas", 12), ("sebelas", 11), ("duapuluh lima", 25), ("Seratus Juta Rupiah", 100_000_000), ("seribu", 1000)],
)
def test_words(text: str, value: int) -> None:
    assert read_terbilang(text) == value


@pytest.mark.parametrize("text", ["", "laporan", "satu-satunya", "dua tiga", "puluh", "kedua"])
def test_other_words(text: str) -> None:
    assert read_terbilang(text) is None


def test_leading_words() -> None:
    assert leading_terbilang("dua ribu dua puluh enam bertempat") == (2026, 23)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Rp 1.500.000", 1500000),
        ("Rp1.500.000,00", 1500000),
        ("1.500.000,-", 1500000),
        ("Rp. 316.617.000", 316617000),
        ("Rp 2.000 (dua ribu rupiah)", 2000),
        ("Rp 25 juta", 25_000_000),
        ("Rp25juta,-", 25_000_000),
        ("Rp. 1,25 miliar", 1_250_000_000),
        ("750 ribu rupiah", 750_000),
        ("1.250 juta rupiah", 1_250_000_000),
        ("gratis", None),
        ("Rp 1-2 juta", None),
        ("Rp 25 orang", None),
        ("25 puluh", None),
    ],
)
def test_money(text: str, value: int | None) -> None:
    assert money(text) == value


def test_integer_has_no_fraction() -> None:
    assert integer("1.250") == 1250
    assert integer("1,25") is None


def test_number_cells_give_the_stored_number() -> None:
    block = Block("sheet", 1, "Lembar1")
    assert quantity_of_cell(Cell(block, 1, 1, "95%", number=0.95, shown_as="percent")) == Quantity(95, "%")
    assert quantity_of_cell(Cell(block, 1, 1, "57%", number=0.57, shown_as="percent")) == Quantity(57, "%")
    assert quantity_of_cell(Cell(block, 1, 1, "88,76", number=88.7571, shown_as="number")) == Quantity(88.7571)
    assert quantity_of_cell(Cell(block, 1, 1, "12 Laporan", number=12.0, shown_as="number")) == Quantity(12, "laporan")
    assert quantity_of_cell(Cell(block, 1, 1, "05/01/2026", number=46027.0, shown_as="date")) is None
    assert quantity_of_cell(Cell(block, 1, 1, "12 Laporan")) == Quantity(12, "laporan")


@pytest.mark.parametrize(
    ("value", "pattern", "shown"),
    [
        (0.95, "0%", "95%"),
        (75.0, "General", "75"),
        (88.7571, "0.00", "88,76"),
        (88.7571, "General", "88,7571"),
        (0.1 + 0.2, "General", "0,3"),
        (5250.0, "#,##0", "5.250"),
        (1500000.0, '"Rp"#,##0', "Rp1.500.000"),
        (1500000.0, '_-"Rp"* #,##0.00_-;-"Rp"* #,##0.00_-;_-"Rp"* "-"??_-;_-@_-', "Rp1.500.000,00"),
        (0.0, '_-* #,##0_-;-* #,##0_-;_-* "-"_-;_-@_-', "-"),
        (12.0, '0" Laporan"', "12 Laporan"),
        (1.97501122023212e17, "0", "197501122023212000"),
        (1.97501122023212e17, "General", "1,97501E+17"),
        (46027.0, "dddd, d mmmm yyyy", "Senin, 5 Januari 2026"),
        (46027.0, "mm-dd-yy", "05/01/2026"),
        (-5.0, "0;(0)", "(5)"),
        (1.005, "0.00", "1,01"),
    ],
)
def test_display(value: float, pattern: str, shown: str) -> None:
    assert display_number(value, pattern) == shown

"""What formats do to a number: percent or not, currencies, what shows nothing, what is no number at all."""

from __future__ import annotations

import pytest

from kinerja_docs import reading
from kinerja_docs.errors import ReadingError
from kinerja_docs.text import display_number, is_date_format, quantity_of_cell
from tests.reading.parts import texts
from tests.reading.workbooks import book, c, cells_of, read_book, row, sheet, strings, styles


@pytest.mark.parametrize(
    ("code", "stored", "text", "shown_as", "value"),
    [
        ("0%", "0.95", "95%", "percent", 95),
        ("0.0%;-0.0%", "0.95", "95,0%", "percent", 95),
        ("0&quot;%&quot;", "95", "95%", "number", 95),
        ("0&quot; %&quot;", "95", "95 %", "number", 95),
        ("0\\%", "95", "95%", "number", 95),
        ("0&quot; % capaian&quot;", "95", "95 % capaian", "number", 95),
    ],
)
def test_a_percent_sign_as_mere_text_multiplies_nothing(
    code: str, stored: str, text: str, shown_as: str, value: int
) -> None:
    part = {"xl/styles.xml": styles(code)}
    cell = cells_of(read_book(sheet(row(1, c("A1", stored, style=1))), parts=part))["A1"]
    assert (cell.text, cell.shown_as) == (text, shown_as)
    quantity = quantity_of_cell(cell)
    assert quantity is not None
    assert quantity.value == value


@pytest.mark.parametrize(
    ("number", "text"),
    [
        *((5, "Rp1.500.001"), (7, "Rp1.500.000,50"), (41, "1.500.001"), (42, "Rp1.500.001")),
        *((43, "1.500.000,50"), (44, "Rp1.500.000,50"), (12, "1500000 1/2")),
    ],
)
def test_formats_that_no_workbook_declares(number: int, text: str) -> None:
    part = {"xl/styles.xml": styles(xf=f'<xf numFmtId="{number}" fontId="0"/>')}
    assert texts(read_book(sheet(row(1, c("A1", "1500000.5", style=1))), parts=part).lines) == [[text]]


@pytest.mark.parametrize(
    ("number", "pattern", "text"),
    [
        (1.5, "[h]:mm", "36:00"),
        (1.5, "[mm]:ss", "2160:00"),
        (0.25, "[h]", "6"),
        (0.5, "# ?/?", "1/2"),
        (1.25, "# ?/?", "1 1/4"),
        (-0.375, "# ?/8", "-3/8"),
        (2.0, "# ?/?", "2"),
        (46027.5, "m/d/yy h:mm", "05/01/2026 12:00"),
    ],
)
def test_spans_of_time_fractions_and_moments(number: float, pattern: str, text: str) -> None:
    assert display_number(number, pattern) == text
    assert is_date_format(pattern) == ("/?" not in pattern and "/8" not in pattern)


def test_a_number_that_its_format_leaves_out_is_no_cell() -> None:
    part = {"xl/styles.xml": styles("0;-0;;@", ";;;")}
    xml = sheet(row(1, c("A1", 0, style=1), c("B1", 7, style=1)) + row(2, c("A2", 7, style=2)))
    assert texts(read_book(xml, parts=part).lines) == [["7"]]


def test_dates_written_out_in_the_calendar_that_begins_in_1904() -> None:
    xml = sheet(row(1, c("A1", "2026-01-05T00:00:00", "d", 1)))
    data = book([xml], {"xl/styles.xml": styles("d mmmm yyyy")}, properties=' date1904="1"')
    cell = cells_of(reading.read_bytes(data, "a.xlsx"))["A1"]
    assert (cell.text, cell.number) == ("5 Januari 2026", 44565.0)


@pytest.mark.parametrize("stored", ["nan", "inf", "-Infinity", "1e999"])
def test_what_is_no_finite_number_is_damage(stored: str) -> None:
    with pytest.raises(ReadingError) as caught:
        read_book(sheet(row(1, c("A1", stored))))
    assert (caught.value.code, caught.value.reason) == ("BRK001", "damaged")


def test_characters_in_two_halves() -> None:
    part = {"xl/sharedStrings.xml": strings("_xD83D__xDE00_", "a_xD83D_b")}
    found = texts(read_book(sheet(row(1, c("A1", 0, "s"), c("B1", 1, "s"))), parts=part).lines)
    assert found == [["\U0001f600", "a\ufffdb"]]

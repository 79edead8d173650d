"""Whatever is printed in a cell, the text functions answer, quickly, and what they answer keeps its shape."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kinerja_docs import text
from kinerja_docs.text import letter_numbers, regions, regulations, units

MONTHS = ("januari", "februari", "maret", "april", "mei", "juni")
MONTHS += ("juli", "agustus", "september", "oktober", "november", "desember")
WORDS = (
    *MONTHS,
    *[
        "Senin",
        "Selasa",
        "tanggal",
        "s.d.",
        "Rp",
        "%",
        "ribu",
        "juta",
        "belas",
        "puluh",
        "ratus",
        "seratus",
        "sebelas",
        "tahun",
        "Nomor",
    ],
)
WORDS += (
    *[
        "Peraturan",
        "Undang-Undang",
        "Kabupaten",
        "Kota",
        "Bawaslu",
        "NIP",
        "Pembina",
        "Tk.",
        "I",
        "III/c",
        "IX",
        "(",
        ")",
        ".",
        ",",
        "-",
        "–",
        "/",
        ":",
        ";",
        "……",
        "____",
    ],
)
printed = st.lists(
    st.one_of(st.sampled_from(WORDS), st.integers(-5, 10**19).map(str), st.text(max_size=8)), max_size=12
).flatmap(lambda pieces: st.sampled_from(("", " ", "\n", ".")).map(lambda between: between.join(pieces)))

FUNCTIONS: tuple[Callable[[str], object], ...] = (
    *(text.number, text.integer, text.money, text.quantity, text.read_terbilang, text.year, text.year_range),
    *(text.read_date, text.date_mentions, text.place_and_date, text.read_period),
    *(text.nip_digits, text.nip_problem, text.golongan, text.pangkat_problem, text.is_pangkat, text.name_key),
    *(text.fold, text.squash, text.is_blank, text.is_placeholder, text.has_leftover),
    *(letter_numbers.parse, letter_numbers.with_dates, regulations.citations, units.find, regions.mentions),
)


@pytest.mark.parametrize("function", FUNCTIONS, ids=lambda function: f"{function.__module__}.{function.__name__}")
@given(given=st.one_of(printed, st.text()))
def test_every_function_answers(function: Callable[[str], object], given: str) -> None:
    assert function(given) == function(given)


LONG = 20_000
STUTTERS = (
    "1",
    "1.",
    "1,",
    "1 ",
    ".",
    "…",
    "_",
    "a ",
    "a",
    "( ",
    "[",
    "Rp",
    "s.d. ",
    "1/",
    "/",
    "-",
    "\n",
    "\t ",
    "{{",
    "<",
)
STUTTERS += (
    "Senin, ",
    "1 Januari ",
    "dua puluh ",
    "Nomor ",
    "Nomor 1 Tahun ",
    "Kabupaten ",
    "S.H., ",
    "III/",
    "tahun 20",
)


@pytest.mark.parametrize("function", FUNCTIONS, ids=lambda function: f"{function.__module__}.{function.__name__}")
@pytest.mark.parametrize("end", ["", "x", "1"])
def test_no_text_takes_time_without_end(function: Callable[[str], object], end: str) -> None:
    for stutter in STUTTERS:
        started = time.process_time()
        function((stutter * LONG)[:LONG] + end)
        assert time.process_time() - started < 3, stutter


@given(st.integers(0, 10**15 - 1))
def test_a_number_in_words_reads_back(value: int) -> None:
    assert text.read_terbilang(text.terbilang(value)) == value


@given(
    st.dates(date(1900, 1, 1), date(2099, 12, 31)), st.sampled_from(("{0} {1} {2}", "{0:02} {1} {2}", "{0}  {1}\n{2}"))
)
def test_a_printed_date_reads_back(day: date, shape: str) -> None:
    assert text.read_date(shape.format(day.day, MONTHS[day.month - 1].title(), day.year)) == day


@given(st.integers(0, 10**12))
def test_a_number_with_thousands_reads_back(value: int) -> None:
    assert text.number(f"{value:,}".replace(",", ".")) == value


@given(st.one_of(printed, st.text()))
def test_what_is_folded_or_squashed_stays(given: str) -> None:
    assert text.fold(text.fold(given)) == text.fold(given)
    assert text.squash(text.squash(given)) == text.squash(given)


@given(st.text(alphabet="0123456789 .-ab", max_size=30))
def test_a_nip_is_eighteen_digits_or_none(given: str) -> None:
    digits = text.nip_digits(given)
    assert digits is None or (len(digits) == 18 and digits.isdecimal())


SHAPES = ("General", "0", "0%", "#,##0.00", "dd/mm/yyyy", "?/?", "0.00E+00", "[h]:mm", ";;;", "@", "# ?/99999999999")


@given(
    st.floats(),
    st.one_of(st.sampled_from(SHAPES), st.text(alphabet='#0?,.%/EeAaPpMmDdYyHhSs[]"\\;*_@-+ 9', max_size=12)),
)
def test_every_number_can_be_shown(value: float, pattern: str) -> None:
    assert isinstance(text.display_number(value, pattern), str)

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kinerja_docs.text import (
    date_mentions,
    display_date,
    place_and_date,
    read_date,
    read_period,
    year,
    year_range,
)
from kinerja_docs.text.language import language

JAN5 = date(2026, 1, 5)


@pytest.mark.parametrize(
    ("text", "weekday", "day"),
    [
        ("Rabu (21/1/2025)", 2, date(2025, 1, 21)),
        ("Rabu, 28 Januari 2025", 2, date(2025, 1, 28)),
        ("pada hari Selasa tanggal 29 Juni 2021", 1, date(2021, 6, 29)),
        ("Kamis (11/09/25)", 3, date(2025, 9, 11)),
        ("Jum’at, 9 Januari 2026", 4, date(2026, 1, 9)),
        ("Jum'at 9 Januari 2026", 4, date(2026, 1, 9)),
        ("Ahad, 4 Jan 2026", 6, date(2026, 1, 4)),
        ("hari Minggu 4 Januari 2026", 6, date(2026, 1, 4)),
        ("minggu 4 Januari 2026", None, date(2026, 1, 4)),
        ("Jumat Legi, 9 Januari 2026", 4, date(2026, 1, 9)),
        ("Senin, tanggal 5 bulan Januari tahun 2026", 0, JAN5),
        ("hari Senin tanggal lima bulan Januari tahun dua ribu dua puluh enam", 0, JAN5),
        ("01-07-2025", None, date(2025, 7, 1)),
        ("1 JULI 2025", None, date(2025, 7, 1)),
        ("5 Nopember 2025", None, date(2025, 11, 5)),
        ("7 Agt 2025", None, date(2025, 8, 7)),
        ("2026-01-05", None, JAN5),
        ("5.1.2026", None, JAN5),
    ],
)
def test_one_mention(text: str, weekday: int | None, day: date) -> None:
    (mention,) = date_mentions(text)
    assert (mention.weekday, mention.date, mention.year_written) == (weekday, day, True)
    assert text[mention.start : mention.end] == mention.text


@pytest.mark.parametrize(
    "text", ["31 Februari 2026", "30/02/2026", "12/31/2025", "31 April", "29 Feb 2025", "2026-02-30"]
)
def test_impossible(text: str) -> None:
    (mention,) = date_mentions(text)
    assert mention.impossible
    assert mention.date is None


@pytest.mark.parametrize(
    "text",
    [
        "284/OT.00/K1/12/2025",
        "037/PR.03/K.JI-99/01/2026",
        "nomor 12/10 dari 20",
        "1.2.3 Bab 2",
        "Pasal 45 Mei 2026",
        "TA 2025/2026",
        "30/31 Januari 2026",
        "1.500.000",
        "minggu pertama 2026",
        "12.12.25",
    ],
)
def test_no_mention(text: str) -> None:
    assert date_mentions(text) == []


def test_spans_give_both_days() -> None:
    spans = date_mentions("Sabtu–Minggu, 20–21 Desember 2025")
    assert [(mention.weekday, mention.date) for mention in spans] == [(5, date(2025, 12, 20)), (6, date(2025, 12, 21))]
    plain = date_mentions("12 hingga 14 Desember 2025")
    assert [mention.date for mention in plain] == [date(2025, 12, 12), date(2025, 12, 14)]


def test_without_a_year_there_is_no_date() -> None:
    (mention,) = date_mentions("Selasa (26/3)")
    assert (mention.weekday, mention.date, mention.year_written, mention.impossible) == (1, None, False, False)


@given(st.dates(date(1950, 1, 1), date(2090, 12, 31)))
def test_printed_dates_are_read_back(day: date) -> None:
    assert read_date(display_date(day)) == day
    assert read_date(f"{language().weekday_names[day.weekday()]}, {display_date(day).upper()}") == day
    assert read_date(f"{day.day}/{day.month:02d}/{day.year}") == day
    assert read_date(day.isoformat()) == day


def test_read_date_wants_one_date() -> None:
    assert read_date("5 Januari 2026 dan 6 Januari 2026") is None
    assert read_date("31 Februari 2026") is None
    assert read_date("46027") == JAN5


@pytest.mark.parametrize(
    ("text", "start", "end", "phrase"),
    [
        ("1 JANUARI SD 31 DESEMBER TAHUN 2026", (1, 1), (12, 31), None),
        (
            "PERIODE PENILAIAN: 1 Januari 2026 s/d 31 Desember 2026",
            (1, 1),
            (12, 31),
            "1 Januari 2026 s/d 31 Desember 2026",
        ),
        ("2 Januari s.d. 31 Desember 2026", (1, 2), (12, 31), None),
        ("01-07-2026 - 31-12-2026", (7, 1), (12, 31), None),
        ("1 JANUARI 2026 – 31 DESEMBER 2026", (1, 1), (12, 31), None),
        ("1 Juni 2026 sampai dengan 30 November 2026", (6, 1), (11, 30), None),
        ("Juli s.d Desember 2026", (7, 1), (12, 31), None),
        ("Januari - Februari 2026", (1, 1), (2, 28), None),
        ("1 s.d. 31 Januari 2026", (1, 1), (1, 31), None),
        ("PERIODE : TAHUN 2026", (1, 1), (12, 31), "TAHUN 2026"),
    ],
)
def test_period(text: str, start: tuple[int, int], end: tuple[int, int], phrase: str | None) -> None:
    period = read_period(text)
    assert period is not None
    assert (period.start, period.end) == (date(2026, *start), date(2026, *end))
    assert period.text == (phrase or text)


def test_impossible_end_of_a_period() -> None:
    period = read_period("31 Februari s/d 31 Desember 2026")
    assert period is not None
    assert (period.start, period.end) == (None, date(2026, 12, 31))


@pytest.mark.parametrize("text", ["2025-2029", "SKP", "TRIWULAN I TAHUN 2026", "5 Januari 2026"])
def test_no_period(text: str) -> None:
    assert read_period(text) is None


def test_years() -> None:
    assert year("PERJANJIAN KINERJA TAHUN 2026") == 2026
    assert year("2026") == 2026
    assert year("Tahun 2026, mengganti 2025") == 2026
    assert year("2025-2029") is None
    assert year("2025 dan 2026") is None
    assert year_range("Tahun 2025 – 2029") == (2025, 2029)
    assert year_range("2026-01-05") is None
    assert year_range("01-07-2025 - 31-12-2025") is None


@pytest.mark.parametrize(
    ("text", "place", "day"),
    [
        ("Pamekasan, 5 Januari 2026", "Pamekasan", JAN5),
        ("Blitar, 5 Januari 2026\nPejabat Penilai Kinerja", "Blitar", JAN5),
        ("Kab. Blitar, 05-01-2026", "Kab. Blitar", JAN5),
        ("Ditetapkan di Blitar\npada tanggal 5 Januari 2026", "Blitar", JAN5),
        ("Blitar, ..... Januari 2026", "Blitar", None),
        ("Blitar,      Januari 2026", "Blitar", None),
    ],
)
def test_place_and_date(text: str, place: str, day: date | None) -> None:
    found = place_and_date(text)
    assert found is not None
    assert (found[0], found[1].date, found[1].blank) == (place, day, day is None)
    assert not found[1].impossible


@pytest.mark.parametrize(
    "text", ["Tirta Wanabaya, S.H.", "..., ...", "Rapat dilaksanakan di Blitar, lalu 5 Januari 2026 ditutup"]
)
def test_no_place_and_date(text: str) -> None:
    assert place_and_date(text) is None

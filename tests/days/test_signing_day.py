"""Working days and the plan of signing day, against days counted by hand."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from icalendar import Calendar

from kinerja_docs import office, signing_day
from kinerja_docs.errors import UsageError
from kinerja_docs.working_days import calendar_of

CALENDAR = calendar_of(None)


@pytest.mark.parametrize(
    ("start", "count", "wanted"),
    [
        ("2026-02-09", 10, "2026-02-25"),  # 16 and 17 February are cuti bersama and Imlek
        ("2026-01-28", -10, "2026-01-13"),  # 16 January is Isra Mikraj
        ("2025-12-30", 3, "2026-01-05"),  # over the end of the year, 1 January off
        ("2026-03-17", 1, "2026-03-25"),  # Nyepi and Idul Fitri with their cuti bersama
        ("2026-01-28", 0, "2026-01-28"),
        ("2026-01-31", 1, "2026-02-02"),
    ],
)
def test_days_counted_by_hand(start: str, count: int, wanted: str) -> None:
    assert CALENDAR.away(date.fromisoformat(start), count).isoformat() == wanted


def test_each_day_says_why() -> None:
    days = {day.date.isoformat(): day for day in CALENDAR.between(date(2026, 1, 15), date(2026, 1, 18), "id")}
    assert [days[on].working for on in sorted(days)] == [True, False, False, False]
    assert "Isra" in days["2026-01-16"].why


def test_the_office_stands_over_the_package(tmp_path: Path) -> None:
    own = tmp_path / "libur.csv"
    own.write_text("tanggal;keterangan;status\n2026-01-16;Tetap masuk;kerja\n19 Januari 2026;Pilkades;\n", "utf-8")
    calendar = calendar_of(own)
    assert calendar.works(date(2026, 1, 16)) and not calendar.works(date(2026, 1, 19))
    assert calendar.day(date(2026, 1, 19), "id").why == "Pilkades" and "libur.csv" in calendar.version
    own.write_text("tanggal,keterangan\nbesok,x\n", "utf-8")
    with pytest.raises(UsageError):
        calendar_of(own)


@pytest.mark.parametrize("text", ["2026-01-28", "28 Januari 2026", "Rabu, 28 Januari 2026"])
def test_ways_to_write_the_day(text: str) -> None:
    assert signing_day.signing_date(text) == date(2026, 1, 28)


def test_a_weekday_that_does_not_fit_is_refused_with_likely_dates() -> None:
    with pytest.raises(UsageError) as caught:
        signing_day.signing_date("Kamis, 28 Januari 2026")
    assert "Kamis, 29 Januari 2026" in str(caught.value) and "Rabu, 28 Januari 2026" in str(caught.value)


@pytest.mark.parametrize("text", ["30 Februari 2026", "besok", "2026-13-01"])
def test_days_that_are_none(text: str) -> None:
    with pytest.raises(UsageError):
        signing_day.signing_date(text)


def test_the_plan_counts_back_in_working_days() -> None:
    made = signing_day.plan(date(2026, 1, 28))
    tree = signing_day.tree(made)
    assert tree["date"] == "2026-01-28" and tree["calendar"]["version"].startswith("holidays ")
    off = {day["date"] for day in tree["calendar"]["days"] if not day["working"]}
    assert "2026-01-16" in off and not off & {step["date"] for step in tree["steps"]}
    for step in tree["steps"]:
        left = CALENDAR.away(date.fromisoformat(step["date"]), step["working_days_before"])
        assert left == date(2026, 1, 28), step
    assert [step["date"] for step in tree["steps"]] == sorted(step["date"] for step in tree["steps"])
    names = ["Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu"]
    assert all(step["weekday"] == names[date.fromisoformat(step["date"]).weekday()] for step in tree["steps"])
    json.dumps(tree)


def test_a_day_off_is_refused() -> None:
    for on in (date(2026, 1, 16), date(2026, 1, 31)):
        with pytest.raises(UsageError):
            signing_day.plan(on)


def test_an_office_may_have_its_own_steps(tmp_path: Path) -> None:
    (tmp_path / "kinerja.toml").write_text('[kantor]\nnama = "Bawaslu Kabupaten Melati"\n', "utf-8")
    own = tmp_path / "checklists" / "data" / "penandatanganan.yaml"
    own.parent.mkdir(parents=True)
    own.write_text('version: "1"\nsteps:\n  - {before: 2, owner: pimpinan, step: {id: Rapat, en: Meeting}}\n', "utf-8")
    made = signing_day.plan(date(2026, 1, 28), office.load(tmp_path))
    assert [(step.date.isoformat(), step.step) for step in made.steps] == [("2026-01-26", "Rapat")]


def test_calendar_file_and_document() -> None:
    made = signing_day.plan(date(2026, 1, 28))
    events = list(Calendar.from_ical(signing_day.ics(made)).walk("VEVENT"))
    assert [event["dtstart"].dt for event in events] == [step.date for step in made.steps]
    assert signing_day.ics(made) == signing_day.ics(made)
    document = signing_day.document(made)
    assert document.startswith(b"PK") and signing_day.document(made) == document
    assert all(step.step in signing_day.text(made) for step in made.steps)

"""What applicants may still do: thirty working days for an objection, fourteen for a dispute, counted by hand."""

from __future__ import annotations

from datetime import date

import pytest

from kinerja_docs.ppid import due
from kinerja_docs.ppid.register import Entry, Register
from kinerja_docs.working_days import calendar_of

REFUSED = {"nomor": "1", "tanggal": "2026-01-02", "nama": "Rukmini", "status": "ditolak", "alasan": "h"}
ANSWERED = {"nomor": "1", "tanggal": "2026-01-20", "permohonan": "1", "nama": "Rukmini", "status": "ditanggapi"}
# 16 January, 16 and 17 February 2026 are no working days.
OBJECTION, DISPUTE = date(2026, 2, 19), date(2026, 2, 24)


def rights(register: Register, today: date) -> list[tuple[str, int, date]]:
    return [
        (one.kind, one.entry.number, one.deadline.due) for one in due.rights(register, calendar_of(None), today, "id")
    ]


@pytest.mark.parametrize(("today", "still"), [(date(2026, 1, 6), True), (OBJECTION, True), (date(2026, 2, 20), False)])
def test_an_objection_may_be_filed_for_thirty_working_days_after_the_answer(today: date, still: bool) -> None:
    register = Register([Entry(REFUSED | {"tanggapan": "2026-01-05"})])
    assert rights(register, today) == ([("objection", 1, OBJECTION)] if still else [])


def test_a_dispute_may_be_brought_for_fourteen_working_days_after_the_superior_answered() -> None:
    request = Entry(REFUSED | {"tanggapan": "2026-01-05"})
    register = Register([request], [Entry(ANSWERED | {"tanggapan": "2026-02-02"})])
    assert rights(register, date(2026, 2, 10)) == [("dispute", 1, DISPUTE)]  # it was objected to: nothing left there
    assert rights(register, date(2026, 2, 25)) == []


def test_silence_is_a_reason_from_the_day_after_the_last() -> None:
    register = Register([Entry(REFUSED | {"status": "diproses"})])  # ten working days end on 19 January (16 is none)
    ((kind, number, until),) = rights(register, date(2026, 1, 25))
    assert (kind, number) == ("objection", 1) and until == date(2026, 3, 4)
    assert rights(register, date(2026, 1, 19)) == []


@pytest.mark.parametrize("change", [{"pemilu": "ya"}, {"status": "ditarik"}])
def test_of_election_information_and_of_what_was_withdrawn_nothing_is_told(change: dict[str, str]) -> None:
    register = Register([Entry(REFUSED | {"tanggapan": "2026-01-05"} | change)])
    assert rights(register, date(2026, 1, 6)) == []


def test_the_tree_and_the_text_tell_the_last_day_and_no_name() -> None:
    register = Register([Entry(REFUSED | {"tanggapan": "2026-01-05"})])
    found = due.rights(register, calendar_of(None), date(2026, 1, 6), "id")
    assert due.rights_tree(found)[0] | {"sources": []} == {
        "right": "objection",
        "register": "permohonan",
        "number": 1,
        "until": "2026-02-19",
        "sources": [],
    }
    text = due.rights_text(found, "id")
    assert "19 Februari 2026" in text and "Rukmini" not in text and due.rights_text([], "id") == ""

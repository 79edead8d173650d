"""Tugas saya: duties, results, indicators and load of each employee, from the documents of an office."""

from __future__ import annotations

import random
import re
from datetime import date
from pathlib import Path

import pytest

from kinerja_docs import api
from kinerja_docs.linking.duties import same_post
from kinerja_docs.options import Options
from kinerja_docs.outcome import CheckOutcome, DutySheet
from kinerja_docs.reporting import duty_pages, formats
from kinerja_docs.reporting.terminal import Paper
from kinerja_docs.text import fold
from tests.offices.beside import POSTS
from tests.offices.content import Kantor, make_office, roster_of, write_office

TODAY = date(2026, 11, 20)


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Kantor]:
    home = tmp_path_factory.mktemp("kantor")
    rng = random.Random("tugas")
    kantor = make_office(rng, 4, 3)
    post = kantor.staff[0].person.post  # of two by the roster
    kantor.roster = [
        *roster_of(kantor),
        {**roster_of(kantor)[0], "Nama": "Sekar Ayuningtyas", "NIP": "", "Jabatan": post},
    ]
    for path, data in write_office(rng, kantor).items():
        (home / path).parent.mkdir(parents=True, exist_ok=True)
        (home / path).write_bytes(data)
    return home, kantor


@pytest.fixture(scope="module")
def outcome(office: tuple[Path, Kantor]) -> CheckOutcome:
    return api.check([str(office[0])], Options(today=TODAY, sheets=True, cache=False))


def of_employee(outcome: CheckOutcome, kantor: Kantor, number: int) -> DutySheet:
    (found,) = [one for one in outcome.picture.sheets if one.file.endswith(kantor.staff[number].path)]
    return found


def test_everyone_with_an_skp_has_a_sheet(office: tuple[Path, Kantor], outcome: CheckOutcome) -> None:
    _, kantor = office
    assert [one.file.rpartition("/")[2] for one in outcome.picture.sheets] == [
        one.path.rpartition("/")[2] for one in kantor.staff
    ]
    for number, one in enumerate(kantor.staff):
        sheet = of_employee(outcome, kantor, number)
        assert fold(sheet.post) == fold(one.person.post)
        assert [fold(work.text) for work in sheet.results] == [fold(result.rhk.text) for result in one.skp.main]
        assert sheet.described is not None and sheet.described.endswith(POSTS)


def test_results_name_the_indicator_that_they_serve_and_the_duty(
    office: tuple[Path, Kantor], outcome: CheckOutcome
) -> None:
    _, kantor = office
    pairs = [
        (work, serves)
        for number, one in enumerate(kantor.staff)
        for work, serves in zip(of_employee(outcome, kantor, number).results, one.serves, strict=True)
    ]
    right = [work for work, serves in pairs if work.status == "linked" and work.indicator == serves]
    assert len(right) >= 0.75 * len(pairs)  # links rest on wording
    assert all((work.indicator is None) is (work.status == "none") for work, _ in pairs)
    for number in range(len(kantor.staff)):
        sheet = of_employee(outcome, kantor, number)
        assert [fold(sheet.duties[work.duty].text) for work in sheet.results if work.duty is not None] == [
            fold(work.text) for work in sheet.results
        ]


def test_the_load_of_a_post_is_shared_by_its_holders(office: tuple[Path, Kantor], outcome: CheckOutcome) -> None:
    _, kantor = office
    first, third = (of_employee(outcome, kantor, number) for number in (0, 2))
    assert (first.holders, third.holders) == (2, 1)
    whole = [duty.hours for duty in first.duties]
    assert all(one is not None and one > 0 for one in whole)
    assert first.hours == pytest.approx(sum(one or 0.0 for one in whole) / 2)
    assert first.year_hours == 1250
    read = api.read([str(office[0] / POSTS)], Options(today=TODAY))
    (load,) = [
        record
        for record in read.files[0].records
        if record.form == "abk" and fold(record.text_of("jabatan")) == fold(third.post)
    ]
    needed = sum(float(row.values["kebutuhan"].value) for row in load.rows["beban"])
    assert third.hours is not None
    assert third.hours / third.year_hours == pytest.approx(needed, abs=0.01 * len(load.rows["beban"]))


def test_what_is_missing_is_told(office: tuple[Path, Kantor]) -> None:
    home, kantor = office
    found = api.check([str(home / kantor.staff[2].path)], Options(today=TODAY, sheets=True, cache=False))
    (sheet,) = found.picture.sheets
    assert (sheet.described, sheet.counted, sheet.hours, sheet.duties) == (None, None, None, [])
    assert "ABK" in duty_pages.render(found, TODAY)
    without = api.check([str(home / POSTS)], Options(today=TODAY, sheets=True, cache=False))
    assert without.picture.sheets == []
    assert api.check([str(home / POSTS)], Options(today=TODAY, cache=False)).picture.sheets == []


def test_the_page_has_a_section_for_each_and_masks_numbers(office: tuple[Path, Kantor], outcome: CheckOutcome) -> None:
    _, kantor = office
    page = formats.check_report(outcome, "html", TODAY, Paper(), by_person=True)
    assert isinstance(page, str)
    assert len(re.findall("<section ", page)) == len(kantor.staff)
    assert not re.findall('(?:src|href)="(?!#)|url\\(|@import|<script', page)
    assert not [one for one in kantor.staff if one.person.nip in page]


@pytest.mark.parametrize(
    ("hours", "shown"), [(None, "–"), (1250, "1.250"), (312.5, "312,5"), (0.04, "0"), (75000.26, "75.000,3")]
)
def test_hours_as_people_print_them(hours: float | None, shown: str) -> None:
    assert duty_pages.hours(hours) == shown


def test_a_post_is_named_longer_or_shorter() -> None:
    assert same_post("Arsiparis Ahli Pertama", "Arsiparis Ahli Pertama pada Subbagian Umum")
    assert not same_post("Arsiparis Ahli Muda", "Arsiparis Ahli Pertama")
    assert not same_post("", "Arsiparis")

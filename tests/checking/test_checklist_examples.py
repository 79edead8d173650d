"""Every example of every checklist gives what it says, in both languages."""

from __future__ import annotations

import csv
import string
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from kinerja_docs import resources
from kinerja_docs.checking.across import check_across
from kinerja_docs.checking.examples import ROSTER, Made, make, roster_place, set_of
from kinerja_docs.checking.registry import SET_KINDS
from kinerja_docs.checking.run import Checker
from kinerja_docs.definitions.checklist import Checklist, Example, Item
from kinerja_docs.extracting.values import make_value
from kinerja_docs.model import Finding
from tests.checking.sheets import checklists, only


def items() -> list[tuple[Checklist, Item]]:
    return [(checklist, item) for checklist in checklists() for item in checklist.items]


def cases(which: str) -> list[Any]:
    return [
        pytest.param(item, example, id=f"{item.code}-{number}")
        for _, item in items()
        for number, example in enumerate(getattr(item.examples, which))
    ]


def made(example: Example) -> Made:
    office = None
    if example.office:
        from kinerja_docs.office import Office

        given: dict[str, Any] = dict(example.office)
        if "bukti_batas" in given:
            given["bukti_batas"] = date.fromisoformat(given["bukti_batas"])
        office = Office(folder=Path("kantor"), **given)
    return make(example, make_value, office)


def findings(item: Item, example: Example, language: str = "id") -> list[Finding]:
    if item.kind in SET_KINDS:
        return set_findings(item, example, language)
    document = made(example)
    checker = Checker(only(item.code), language)
    found, _ = checker.check("contoh.docx", document.document, document.records, document.context)
    return found


def set_findings(item: Item, example: Example, language: str) -> list[Finding]:
    """What a check of several files gives in the example's own document, which is the last one."""
    book = Checker(only(item.code), language).book
    found = [
        finding
        for facts in set_of(example, make_value)
        for finding in check_across(book, facts, SET_KINDS[item.kind].scope, language)[0]
    ]
    own = (f"contoh-{len(example.beside) + 1}.docx", ROSTER)
    assert all(finding.file in own for finding in found)
    return found


@pytest.mark.parametrize(("item", "example"), cases("passing"))
def test_passing_example_has_no_finding(item: Item, example: Example) -> None:
    assert findings(item, example) == []


@pytest.mark.parametrize(("item", "example"), cases("failing"))
def test_failing_example_is_found_at_its_place(item: Item, example: Example) -> None:
    assert example.code == item.code
    found = [one.location for one in findings(item, example)]
    place = roster_place(example, example.at or "") or (made(example).place(example.at) if example.at else None)
    assert found == ([place] if place is not None else found[:1]) and found


@pytest.mark.parametrize(("item", "example"), cases("failing"))
@pytest.mark.parametrize("language", ["id", "en"])
def test_messages_are_filled_in(item: Item, example: Example, language: str) -> None:
    (one,) = findings(item, example, language)
    for text in (one.message, one.fix):
        assert text.strip() and not set("{}") & set(text) and "“”" not in text and "()" not in text


def test_all_codes_of_the_contract_are_there() -> None:
    expected = [f"BRK{n:03}" for n in (1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11)]
    expected += [f"DOK{n:03}" for n in range(1, 14)]
    expected += [f"SKP{n:03}" for n in range(1, 19) if n != 14]
    expected += [f"PK{n:03}" for n in (1, 2, 3, 4, 7, 8, 9)]
    expected += [f"IKU{n:03}" for n in range(1, 9)]
    expected += [f"LKE{n:03}" for n in range(1, 34)]
    expected += [f"BKT{n:03}" for n in range(1, 8)]
    expected += ["RAK001", "RAK002", "RAK003", "RAK004", "PRG003", "ANJ001", "ABK001", "ABK002", "ABK003"]
    expected += [f"EVA{n:03}" for n in (1, 2, 3, 4, 5, 7, 9, 10)]
    expected += ["SKP020", "SKP021", "SKP022", "SKP023", "PK005", "PK006", "IKU009", "IKU010", "PRG001", "PRG002"]
    expected += ["SKP014", "SKP024", "EVA006", "EVA008", "ROS001", "ROS002", "ROS003"]
    assert {item.code for _, item in items()} == set(expected)


def test_variants_and_placeholders_agree_in_both_languages() -> None:
    formatter = string.Formatter()
    for _, item in items():
        for wording in (item.message, item.fix):
            for text in wording.texts.values():
                names = [
                    {name for _, name, _, _ in formatter.parse(text[language]) if name} for language in ("id", "en")
                ]
                assert names[0] == names[1], item.code


def test_only_regulations_marked_as_found_are_cited() -> None:
    with resources.data_path("peraturan.csv").open(encoding="utf-8", newline="") as stream:
        rows = [row for row in csv.DictReader(stream) if row["keyakinan"] == "found"]
    known = {row["nomor"] for row in rows} | {f"{row['jenis']} {row['nomor']}/{row['tahun']}" for row in rows}
    cited = {basis.regulation for _, item in items() for basis in item.legal_basis}
    assert cited and cited <= known

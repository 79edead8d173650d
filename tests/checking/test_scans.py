"""What rests on a text that OCR read never fails a document alone."""

from __future__ import annotations

from datetime import date
from functools import cache

import pytest

from kinerja_docs.checking.hits import Context, Hit
from kinerja_docs.checking.registry import ALL_KINDS
from kinerja_docs.checking.run import Checker
from kinerja_docs.checking.stamping import finding_of
from kinerja_docs.definitions.checklist import Item, load_checklists
from kinerja_docs.model import FILE, Block, Cell, Document, Line, Location, Record, Value

PRINT = Location("page", page=1, bbox=(0, 0, 9, 9))
SCAN = Location("page", page=2, bbox=(0, 0, 9, 9), scanned=True)


@cache
def item(code: str) -> Item:
    return next(one for entry in load_checklists(None, ALL_KINDS) for one in entry.items if one.code == code)


@pytest.mark.parametrize(
    ("code", "hit", "scanned", "expected"),
    [
        ("DOK005", Hit(PRINT), False, ("error", "certain")),
        ("DOK005", Hit(PRINT), True, ("error", "certain")),
        ("DOK005", Hit(SCAN), True, ("warning", "likely")),
        ("DOK007", Hit(PRINT, (SCAN,)), True, ("warning", "likely")),
        ("DOK012", Hit(FILE), False, ("error", "certain")),
        ("DOK012", Hit(FILE), True, ("warning", "likely")),
        ("PK007", Hit(SCAN), True, ("info", "likely")),
        ("BRK003", Hit(SCAN), True, ("error", "certain")),
        ("BRK007", Hit(FILE), True, ("error", "certain")),
    ],
)
def test_weight_of_a_finding(code: str, hit: Hit, scanned: bool, expected: tuple[str, str]) -> None:
    finding = finding_of(item(code), hit, "a.pdf", 0, "", "id", scanned)
    assert (finding.severity, finding.confidence) == expected


@pytest.mark.parametrize(("scanned", "severity"), [(False, "error"), (True, "warning")])
def test_a_wrong_number_on_a_scanned_page(scanned: bool, severity: str) -> None:
    block = Block("paragraph", boxes={(1, 1): (1, (0, 0, 9, 9))}, scanned=frozenset((1,)) if scanned else frozenset())
    cell = Cell(block, 1, 1, "197513322023212002")
    document = Document("a.pdf", "pdf", [Line(block, 1, [cell])])
    document.traits.scanned = [1] if scanned else []
    record = Record(0, "skp", fields={"pegawai.nip": Value(cell.text, None, cell)}, lines=document.lines)
    record.places.mark("pegawai.nip", cell)
    checker = Checker(load_checklists(None, ALL_KINDS))
    findings, _ = checker.check("a.pdf", document, [record], Context(date(2026, 11, 20)))
    assert [one.severity for one in findings if one.code == "DOK005"] == [severity]

from __future__ import annotations

from dataclasses import replace

import pytest

from kinerja_docs import reading
from kinerja_docs.errors import ReadingError
from kinerja_docs.model import column_letters
from kinerja_docs.reading.limits import DEFAULT, Limits
from kinerja_docs.reading.sheet_grid import MERGE_DEPTH
from tests.reading.workbooks import book, c, read_book, rels, row, sheet, strings


def refused(data: bytes, limits: Limits = DEFAULT) -> tuple[str, str]:
    with pytest.raises(ReadingError) as caught:
        reading.read_bytes(data, "a.xlsx", limits)
    return caught.value.code, caught.value.reason


DAMAGED = {
    "cut short": sheet(row(1, c("A1", 1)))[:-30],
    "no number": sheet(row(1, c("A1", "x"))),
    "no such string": sheet(row(1, c("A1", 7, "s"))),
    "string that is none": sheet(row(1, c("A1", "x", "s"))),
    "row that is none": sheet('<row r="x"><c><v>1</v></c></row>'),
    "column that is none": sheet(row(1, c("A1", 1)), before='<cols><col min="x" max="2" hidden="1"/></cols>'),
    "day that is none": sheet(row(1, c("A1", "kemarin", "d"))),
    "nothing": "",
}


@pytest.mark.parametrize("xml", DAMAGED.values(), ids=DAMAGED)
def test_damaged_sheets(xml: str) -> None:
    assert refused(book([xml], {"xl/sharedStrings.xml": strings("satu")})) == ("BRK001", "damaged")


@pytest.mark.parametrize(
    "part", ["xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/styles.xml", "xl/sharedStrings.xml"]
)
def test_damaged_parts(part: str) -> None:
    assert refused(book([sheet(row(1, c("A1", 0)))], {part: "<x"})) == ("BRK001", "damaged")


def test_a_sheet_that_is_not_there() -> None:
    elsewhere = rels(("rId1", "worksheet", "worksheets/sheet9.xml"))
    assert refused(book([sheet("")], {"xl/_rels/workbook.xml.rels": elsewhere})) == ("BRK001", "damaged")


@pytest.mark.parametrize(
    "part", ["xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/worksheets/sheet1.xml", "xl/styles.xml"]
)
def test_document_types_are_refused(part: str) -> None:
    xml = '<!DOCTYPE x [<!ENTITY a "b">]><x xmlns="x">&a;</x>'
    assert refused(book([sheet(row(1, c("A1", 1)))], {part: xml})) == ("BRK001", "dtd")


def test_more_cells_than_allowed() -> None:
    xml = sheet("".join(row(number, c(f"A{number}", 1)) for number in range(1, 101)))
    assert refused(book([xml, xml]), replace(DEFAULT, cells=150)) == ("BRK006", "cells")
    assert refused(book([xml, xml]), replace(DEFAULT, lines=150)) == ("BRK006", "lines")
    assert len(read_book(xml, limits=replace(DEFAULT, lines=100)).lines) == 100


def test_merges_that_cover_the_whole_sheet() -> None:
    cells = [c(f"{letter}1", 1) for letter in "ABCDEFGHIJ"]
    merges = "".join(f'<mergeCell ref="{letter}1:{letter}1048576"/>' for letter in "ABCDEFGHIJ")
    data = book([sheet(row(1, *cells), f"<mergeCells>{merges}</mergeCells>")])
    assert len(reading.read_bytes(data, "a.xlsx").lines) == MERGE_DEPTH + 1
    assert refused(data, replace(DEFAULT, cells=10_000)) == ("BRK006", "cells")


def test_a_million_empty_rows_read_as_nothing() -> None:
    rows = "".join(f'<row r="{number}"/>' for number in range(1, 1_000_001))
    document = read_book(sheet(rows, before='<dimension ref="A1:XFD1048576"/>'))
    assert document.lines == []


@pytest.mark.parametrize("around", ["", "<!-- x -->"])
def test_styled_empty_cells_cost_no_lines(around: str) -> None:
    cells = "".join(f'<c r="{column_letters(column)}1" s="3"/>' for column in range(1, 1_001))
    rows = "".join(f'<row r="{number}">{cells}</row>' for number in range(1, 201))
    document = read_book(sheet(around + rows + row(300, c("B300", 7))), limits=replace(DEFAULT, cells=1_000))
    assert [(line.row, [cell.column for cell in line.cells]) for line in document.lines] == [(300, [2])]

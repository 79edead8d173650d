"""The scan vouches only for what is XML, and what it vouches for reads as the tree does; it cannot be made slow."""

from __future__ import annotations

import random
import time
from collections import Counter
from dataclasses import replace
from xml.parsers import expat

import pytest
from lxml import etree

from kinerja_docs.errors import ReadingError
from kinerja_docs.reading.limits import DEFAULT
from kinerja_docs.reading.sheet_scan import scan
from tests.reading.test_sheet_dialects import random_sheet, said, walked
from tests.reading.workbooks import c, cells_of, read_book, row, sheet

PIECES = ["<", ">", '"', "&", "/", " ", "=", "\x01", "<row ", "</row>", "<c ", "</c>", "<v>", "]]>", "x", "&#0;", ""]
SECONDS = 5  # of what takes a few hundredths, and took minutes when it grew with the square of the size


def spoilt(seed: int) -> str:
    """A plain sheet with a piece of its text put in or taken out."""
    source = random.Random(seed)
    xml = random_sheet(seed % 20)
    place = source.randrange(len(xml))
    return xml[:place] + source.choice(PIECES) + xml[place + source.choice([0, 1, 3]) :]


def is_xml(text: str) -> bool:
    try:
        expat.ParserCreate().Parse(text, True)
    except expat.ExpatError:
        return False
    return True


def test_spoilt_sheets() -> None:
    seen: Counter[str] = Counter()
    for seed in range(800):
        xml = spoilt(seed)
        try:
            scanned = scan(xml.encode())
        except ValueError:  # becomes BRK001
            seen["refused"] += 1
            continue
        if scanned is None:
            seen["left"] += 1
            continue
        assert is_xml(xml), seed
        seen["vouched"] += 1
        try:
            expected = said(walked(xml))
        except (ValueError, etree.XMLSyntaxError):  # a row number that is none, which the scan has no need of; a prefix
            continue
        found = said(scanned)
        assert {**found, "pieces": None} == {**expected, "pieces": None}, seed
        assert [piece[:5] for piece in found["pieces"]] == [piece[:5] for piece in expected["pieces"]], seed
    assert seen["vouched"] > 30
    assert seen["left"] > 300


@pytest.mark.parametrize(
    "rows",
    [
        '<row r="1" x=y><c r="A1"><v>1</v></c></row>',
        '<row <row r="1"><c r="A1"><v>1</v></c></row>',
        '<row r="1"><c r="A1"><v>1\x01</v></c></row>',
        '<row r="1"><c r="A1" t="str"><v>a]]>b</v></c></row>',
        '<row r="1"><c r="A1"><f t="shared"x>1</f><v>1</v></c></row>',
        '<row r="1"><c r="A1" t="str"><v>&#0;</v></c></row>',
        '<row r="1"><c r="A1" t="str"><v>&#xD800;</v></c></row>',
    ],
)
def test_damage_inside_a_row_is_damage(rows: str) -> None:
    with pytest.raises(ReadingError) as caught:
        read_book(sheet(rows))
    assert (caught.value.code, caught.value.reason) == ("BRK001", "damaged")


def in_time(xml: str, cells: int = DEFAULT.cells) -> str:
    """What becomes of a sheet, if it does within a few seconds."""
    started = time.process_time()
    try:
        read_book(xml, limits=replace(DEFAULT, cells=cells))
        outcome = "read"
    except ReadingError as error:
        outcome = error.code
    assert time.process_time() - started < SECONDS
    return outcome


def test_columns_with_names_of_any_length() -> None:
    assert in_time(sheet(row(1, c("A" * 1_000_000 + "1", 1)))) in ("read", "BRK001")


def test_row_tags_without_an_end() -> None:
    assert in_time(sheet("<row " * 100_000 + 'hidden="1">')) == "BRK001"


def test_ranges_named_again_and_again() -> None:
    rows = "".join(row(number, c(f"A{number}", 1)) for number in range(1, 2_001))
    merges = '<mergeCell ref="B1:B1048576"/>' * 20_000
    assert in_time(sheet(rows, f"<mergeCells>{merges}</mergeCells>")) == "BRK006"
    links = '<hyperlink ref="A1:B1048576" location="x"/>' * 20_000
    assert in_time(sheet(rows, f"<hyperlinks>{links}</hyperlinks>")) == "BRK006"


def test_hidden_columns_named_again_and_again() -> None:
    rows = "".join(row(number, c(f"A{number}", 1)) for number in range(1, 2_001))
    columns = '<col min="1" max="16384" hidden="1"/>' * 20_000
    xml = sheet(rows, before=f"<cols>{columns}</cols>")
    assert in_time(xml) == "read"
    assert cells_of(
        read_book(
            sheet(
                row(1, c("A1", 1), c("F1", 2)),
                before='<cols><col min="2" max="6" hidden="1"/><col min="2" max="3" hidden="1"/></cols>',
            )
        )
    )["F1"].hidden

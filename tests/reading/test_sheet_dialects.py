"""The scan of plain sheets and the walk of any sheet say the same; what is not plain is left to the walk."""

from __future__ import annotations

import random
from typing import Any

import pytest
from lxml import etree

from kinerja_docs import reading
from kinerja_docs.model import Document
from kinerja_docs.reading.sheet_scan import plain_strings, scan
from kinerja_docs.reading.sheet_walk import walk
from kinerja_docs.reading.sheetml import Scanned
from tests.reading.parts import texts
from tests.reading.workbooks import SHEET, book, c, read_book, row, sheet, strings

CELLS = row(1, c("A1", 12), '<c r="B1" s="1"/>', c("C1", "dua", "str"))
EXPECTED = [["12", "dua"]]


def said(scanned: Scanned | None) -> dict[str, Any]:
    """What a sheet says, in the one form that both ways of reading share."""
    assert scanned is not None
    pieces = [
        (letters, digits, int(style or 0), kind or "n", value, formula)
        for letters, digits, style, kind, value, formula in scanned.pieces
        if letters is not None and (value or formula is not None)
    ]
    names = ("merged", "hidden_rows", "hidden_columns", "links", "struck")
    return {"pieces": pieces, **{name: getattr(scanned, name) for name in names}}


def walked(xml: str | bytes) -> Scanned:
    return walk(etree.fromstring(xml if isinstance(xml, bytes) else xml.encode()))


def random_cell(source: random.Random, reference: str) -> str:
    style = source.choice(["", ' s="3"'])
    value = source.choice(["1", "0.5", "-2.25E-3", "teks", "a &amp; b", "&lt;x&gt; &#65;", "", " spasi "])
    formula = source.choice(["B1+1", "IF(A1&lt;2,&quot;x&quot;,1)", ""])
    return source.choice(
        [
            f'<c r="{reference}"{style}/>',
            f'<c r="{reference}"{style}></c>',
            f'<c r="{reference}"{style}><v/></c>',
            f'<c r="{reference}"{style} t="str"><v>{value}</v></c>',
            f'<c r="{reference}"{style} t="inlineStr"><is><t xml:space="preserve">{value}</t></is></c>',
            f'<c r="{reference}"{style} t="str"><f>{formula}</f><v>{value}</v></c>',
            f'<c r="{reference}"{style}><f aca="false">{formula}</f></c>',
            f'<c r="{reference}"{style}><f t="shared" ref="A1:B2" si="{source.randrange(3)}">{formula}</f><v/></c>',
            f'<c r="{reference}"{style} t="b"><f si="1" t="shared"/><v>1</v></c>',
        ]
    )


def random_sheet(seed: int) -> str:
    source = random.Random(seed)
    rows = ""
    for number in sorted(source.sample(range(1, 90), 30)):
        columns = sorted(source.sample(range(26), source.randrange(6)))
        cells = "".join(random_cell(source, f"{chr(65 + column)}{number}") for column in columns)
        settings = source.choice(["", ' spans="1:9"', ' hidden="1"', ' hidden="false" ht="15"'])
        rows += f'<row r="{number}"{settings}>{cells}</row>' if cells else f'<row r="{number}"{settings}/>'
        rows += source.choice(["", "\n  "])
    after = (
        '<mergeCells count="2"><mergeCell ref="A1:B3"/><mergeCell ref="D4:D9"/></mergeCells>'
        '<hyperlinks><hyperlink ref="A1" r:id="rId1" display="a &amp; b"/></hyperlinks>'
    )
    return sheet(rows, after, '<cols><col min="2" max="4" hidden="1"/><col min="7" max="7" hidden="0"/></cols>')


@pytest.mark.parametrize("seed", range(12))
def test_scan_and_walk_say_the_same(seed: int) -> None:
    xml = random_sheet(seed)
    assert said(scan(xml.encode())) == said(walked(xml))


@pytest.mark.parametrize("rows", ["", "<row/>", '<row r="1"/>\n<row r="2" ht="1"/>', row(1, '<c r="A1" s="2"/>')])
def test_sheets_without_anything(rows: str) -> None:
    xml = sheet(rows)
    assert said(scan(xml.encode())) == said(walked(xml))
    assert read_book(xml).lines == []


def test_a_sheet_whose_data_is_one_empty_element() -> None:
    xml = sheet("").replace("<sheetData></sheetData>", "<sheetData/>")
    assert said(scan(xml.encode()))["pieces"] == []


PLAIN = sheet(CELLS)
OTHER_DIALECTS = {
    "prefix": PLAIN.replace("xmlns=", "xmlns:x=").replace("<", "<x:").replace("<x:/", "</x:").replace("<x:?", "<?"),
    "comment": PLAIN.replace("<row", "<!-- x --><row"),
    "comment around": PLAIN.replace("</worksheet>", "<!-- x --></worksheet>"),
    "character data": PLAIN.replace("<v>dua</v>", "<v><![CDATA[dua]]></v>"),
    "single quotes": PLAIN.replace('r="A1"', "r='A1'"),
    "attributes turned": PLAIN.replace('r="C1" s="0"', 's="0" r="C1"'),
    "space in tags": PLAIN.replace("<v>12</v>", "<v >12</v>"),
    "without references": PLAIN.replace(' r="A1"', "").replace(' r="B1"', "").replace(' r="C1"', ""),
    "instruction": PLAIN.replace("<row", "<?x y?><row"),
    "runs": PLAIN.replace('t="str"><v>dua</v>', 't="inlineStr"><is><r><t>du</t></r><r><t>a</t></r></is>'),
    "extension": PLAIN.replace("<v>12</v>", "<v>12</v><extLst/>"),
    "line ends between cells": PLAIN.replace("<c ", "\n<c "),
}


@pytest.mark.parametrize("xml", OTHER_DIALECTS.values(), ids=OTHER_DIALECTS)
def test_other_dialects_are_walked(xml: str) -> None:
    assert scan(xml.encode()) is None
    assert texts(read_book(xml).lines) == EXPECTED


@pytest.mark.parametrize("encoding", ["utf-16", "iso-8859-1"])
def test_other_encodings_are_walked(encoding: str) -> None:
    xml = sheet(row(1, c("A1", "Rencana é", "str"))).replace("UTF-8", encoding).encode(encoding)
    assert scan(xml) is None
    assert texts(read_book(xml).lines) == [["Rencana é"]]


def test_rows_and_cells_out_of_order() -> None:
    xml = sheet(row(3, c("B3", 3), c("A3", 2)) + row(1, c("A1", 1)))
    assert scan(xml.encode()) is not None
    assert texts(read_book(xml).lines) == [["1"], ["2", "3"]]


@pytest.mark.parametrize(
    "rows",
    [
        "<row r='1'>",
        '<row r="1"><c r="A1"><v>1</v></c>',
        '<row r="1"><row r="2"></row></row>',
        "</row>",
        '<row r="1"></row><c r="A1"><v>1</v></c>',
        '<row r="1"><c r="A1"><v>&nbsp;</v></c></row>',
        '<row r="1"><c r="A1"><v>a & b</v></c></row>',
    ],
)
def test_the_scan_vouches_for_nothing_that_is_not_whole(rows: str) -> None:
    assert scan(sheet(rows).encode()) is None


def test_strings_in_the_plain_dialect() -> None:
    plain = strings("satu", "<t xml:space='preserve'> dua </t>".replace("'", '"'), "<t/>", "a &amp; b")
    assert plain_strings(plain.encode()) == ["satu", " dua ", "", "a & b"]
    assert plain_strings(strings("<r><t>satu</t></r>").encode()) is None
    assert plain_strings(plain.replace("<si>", "<!-- --><si>", 1).encode()) is None
    assert plain_strings(plain.replace("</sst>", "").encode()) is None
    assert plain_strings(f'<sst xmlns="{SHEET}"><si/></sst>'.encode()) == [""]


def read_with(parts: dict[str, str]) -> Document:
    return reading.read_bytes(book([sheet(row(1, c("A1", "0.5", style=1)))], parts), "a.xlsx")


@pytest.mark.parametrize(
    "spoil", [("<xf ", "<xf applyFont='1' "), ("<numFmt ", "<!-- --><numFmt "), ('"164"', "'164'")]
)
def test_styles_in_any_dialect(spoil: tuple[str, str]) -> None:
    part = (
        f'<styleSheet xmlns="{SHEET}"><numFmts><numFmt numFmtId="164" formatCode="0.0%"/></numFmts>'
        '<cellXfs><xf numFmtId="0"/><xf numFmtId="164"/></cellXfs>'
        '<dxfs><dxf><numFmt numFmtId="164" formatCode="0.00"/></dxf></dxfs></styleSheet>'
    )
    assert texts(read_with({"xl/styles.xml": part}).lines) == [["50,0%"]]
    assert texts(read_with({"xl/styles.xml": part.replace(*spoil)}).lines) == [["50,0%"]]

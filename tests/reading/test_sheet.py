from __future__ import annotations

import pytest

from kinerja_docs import reading
from kinerja_docs.model import Location
from tests.reading.parts import texts
from tests.reading.workbooks import SHEET, STRICT_SHEET, book, c, cells_of, read_book, rels, row, sheet, strings, styles

STRUCK = "<r><rPr><strike/></rPr><t>Baik</t></r>"


def test_texts_numbers_and_the_rest() -> None:
    xml = sheet(
        row(
            2,
            c("A2", 0, "s"),
            c("B2", 12),
            c("C2", "1", "b"),
            c("D2", "#DIV/0!", "e"),
            '<c r="E2" t="inlineStr"><is><t>sendiri</t></is></c>',
            c("F2", "hasil", "str"),
        )
    )
    document = read_book(xml, parts={"xl/sharedStrings.xml": strings("bersama")})
    assert texts(document.lines) == [["bersama", "12", "BENAR", "#DIV/0!", "sendiri", "hasil"]]
    assert [cell.number for cell in document.lines[0].cells] == [None, 12.0, None, None, None, None]
    assert document.lines[0].cells[0].at == Location("cell", sheet="Lembar1", cell="A2")


@pytest.mark.parametrize(
    ("code", "stored", "text", "shown_as"),
    [
        ("General", "88.757100000000003", "88,7571", "number"),
        ("General", "0.1", "0,1", "number"),
        ("General", "-0", "0", "number"),
        ("General", "-0.5", "-0,5", "number"),
        ("General", "1.0", "1", "number"),
        ("General", "1500000", "1500000", "number"),
        ("0.00", "88.7571", "88,76", "number"),
        ("#,##0", "1500000", "1.500.000", "number"),
        ("0%", "0.95", "95%", "percent"),
        ("0.0%", "0.002", "0,2%", "percent"),
        ("0&quot; Laporan&quot;", "12", "12 Laporan", "number"),
        ("dd mmmm yyyy", "46027", "05 Januari 2026", "date"),
        ("[$-421]d mmmm yyyy;@", "46027", "5 Januari 2026", "date"),
        ("0", "198211022007091097", "198211022007091000", "number"),  # a number keeps fifteen digits
        ("0", "1E+300", "1" + "0" * 300, "number"),
    ],
)
def test_numbers_show_as_their_format_says(code: str, stored: str, text: str, shown_as: str) -> None:
    cell = cells_of(read_book(sheet(row(1, c("A1", stored, style=1))), parts={"xl/styles.xml": styles(code)}))["A1"]
    assert cell.shown_as == shown_as
    assert cell.number == float(stored)
    assert cell.text == text


def test_built_in_formats_and_unknown_styles() -> None:
    part = {"xl/styles.xml": styles(xf='<xf numFmtId="9" fontId="0"/><xf numFmtId="14" fontId="0"/>')}
    xml = sheet(row(1, c("A1", "0.75", style=1), c("B1", "46027", style=2), c("C1", "7", style=99)))
    assert texts(read_book(xml, parts=part).lines) == [["75%", "05/01/2026", "7"]]


def test_days_of_the_calendar_that_begins_in_1904() -> None:
    data = book(
        [sheet(row(1, c("A1", "44565", style=1)))], {"xl/styles.xml": styles("d mmmm yyyy")}, properties=' date1904="1"'
    )
    assert texts(reading.read_bytes(data, "a.xlsx").lines) == [["5 Januari 2026"]]


def test_spans_of_time_belong_to_no_calendar() -> None:
    parts = {"xl/styles.xml": styles("[h]:mm")}
    data = book([sheet(row(1, c("A1", "1.5", style=1)))], parts, properties=' date1904="1"')
    assert texts(reading.read_bytes(data, "a.xlsx").lines) == [["36:00"]]


def test_dates_written_out() -> None:
    xml = sheet(row(1, c("A1", "2026-01-05T00:00:00", "d", 1)))
    cell = cells_of(read_book(xml, parts={"xl/styles.xml": styles("d mmmm yyyy")}))["A1"]
    assert (cell.text, cell.number, cell.shown_as) == ("5 Januari 2026", 46027.0, "date")


def test_formulas_with_and_without_a_stored_value() -> None:
    xml = sheet(
        row(
            1,
            '<c r="A1"><f>SUM(B1:B3)</f><v>6</v></c>',
            '<c r="B1"><f>IF(C1&lt;2,"x","")</f></c>',
            '<c r="C1" t="str"><f>IF(1,"")</f><v></v></c>',
            '<c r="D1"><f>B1</f><v></v></c>',
            '<c r="E1"><f>B1</f><v/></c>',
            '<c r="F1" t="str"><f>B1</f><v/></c>',
        )
    )
    document = read_book(xml)
    found = cells_of(document)
    assert (found["A1"].formula, found["A1"].number, found["A1"].text) == ("SUM(B1:B3)", 6.0, "6")
    assert found["B1"].formula == 'IF(C1<2,"x","")'
    assert [cell.at.cell for cell in document.traits.uncalculated] == ["B1", "D1", "E1"]


def test_shared_formulas_are_written_out() -> None:
    formula = 'A1*$A$1+Data!B2+A1A+LOG10(A1)&amp;"A1"'
    xml = sheet(
        row(1, f'<c r="B1"><f t="shared" ref="B1:C2" si="0">{formula}</f><v>1</v></c>')
        + row(2, '<c r="C2"><f t="shared" si="0"/><v>2</v></c>')
    )
    assert cells_of(read_book(xml))["C2"].formula == 'B2*$A$1+Data!C3+A1A+LOG10(B2)&"A1"'


def test_array_formulas() -> None:
    xml = sheet(row(1, '<c r="A1"><f t="array" ref="A1:A2">B1:B2*2</f><v>2</v></c>') + row(2, c("A2", 4)))
    found = cells_of(read_book(xml))
    assert (found["A1"].formula, found["A2"].formula) == ("B1:B2*2", None)


def test_a_merged_cell_is_one_object_on_every_line_it_covers() -> None:
    xml = sheet(
        row(1, c("A1", "RHK", "str"), c("B1", "satu", "str"))
        + row(2, '<c r="A2" s="1"/>', c("B2", "dua", "str"))
        + row(3, c("B3", "tiga", "str")),
        '<mergeCells count="1"><mergeCell ref="A1:A3"/></mergeCells>',
    )
    document = read_book(xml)
    assert texts(document.lines) == [["RHK", "satu"], ["RHK", "dua"], ["RHK", "tiga"]]
    assert len({id(line.cells[0]) for line in document.lines}) == 1
    cell = document.lines[2].cells[0]
    assert (cell.rowspan, cell.colspan, cell.at.cell) == (3, 1, "A1")
    assert document.lines[0].block.locate(3, 1) == Location("cell", sheet="Lembar1", cell="A1")


def test_what_lies_under_a_merged_cell_is_seen_by_nobody() -> None:
    xml = sheet(
        row(1, c("A1", 1), c("B1", 2), c("C1", 3)) + row(2, c("B2", 4)) + row(4, c("A4", 5), c("B4", 6)),
        '<mergeCells><mergeCell ref="A1:B2"/><mergeCell ref="B4:C4"/><mergeCell ref="E9:F9"/></mergeCells>',
    )
    assert texts(read_book(xml).lines) == [["1", "3"], ["1"], ["5", "6"]]


def test_hidden_rows_columns_and_sheets() -> None:
    one = sheet(
        row(1, c("A1", 1), c("B1", 2), c("D1", 4)) + row(2, c("A2", 5), settings=' hidden="1"'),
        before='<cols><col min="2" max="3" width="9" hidden="1"/><col min="4" max="4" width="9" hidden="0"/></cols>',
    )
    two, three = sheet(row(1, c("A1", 1))), sheet(row(1, c("A1", 1)))
    document = reading.read_bytes(book([one, two, three], states={2: "hidden", 3: "veryHidden"}), "a.xlsx")
    assert [[cell.hidden for cell in line.cells] for line in document.lines] == [
        [False, True, False],
        [True],
        [True],
        [True],
    ]
    assert document.traits.hidden_sheets == ["Lembar2", "Lembar3"]
    assert [line.block.hidden for line in document.lines] == [False, False, True, True]


def test_addresses_and_notes() -> None:
    after = (
        '<hyperlinks><hyperlink ref="A1" r:id="rId7"/><hyperlink ref="B1" location="Lembar1!A1"/>'
        '<hyperlink ref="Z9" r:id="rId7"/></hyperlinks><legacyDrawing r:id="rId8"/>'
    )
    call = '<c r="C1" t="str"><f>HYPERLINK("https://contoh.invalid/c","bukti")</f><v>bukti</v></c>'
    xml = sheet(row(1, c("A1", "bukti", "str"), c("B1", "lihat", "str"), call), after)
    comments = (
        f'<comments xmlns="{SHEET}"><commentList><comment ref="B1"><text><r><t>Isi </t></r><r><t>dulu</t></r></text>'
        '</comment><comment ref="Z9"><text><t>x</t></text></comment></commentList></comments>'
    )
    links = rels(
        ("rId7", "hyperlink", "https://contoh.invalid/?a=1&amp;b=2", "External"),
        ("rId9", "comments", "../comments1.xml"),
    )
    document = read_book(xml, parts={"xl/worksheets/_rels/sheet1.xml.rels": links, "xl/comments1.xml": comments})
    found = cells_of(document)
    assert found["A1"].link == "https://contoh.invalid/?a=1&b=2"
    assert found["B1"].link == "Lembar1!A1"
    assert found["C1"].link == "https://contoh.invalid/c"
    assert found["B1"].note == "Isi dulu"
    assert document.traits.comment_count == 2
    assert document.traits.active == []


def test_struck_out_text_is_apart() -> None:
    part = strings("<r><t>Sangat </t></r>" + STRUCK + "<r><t>Baik</t></r>", STRUCK, "Cukup")
    inline = f'<c r="D1" t="inlineStr"><is>{STRUCK}<r><t>Kurang</t></r></is></c>'
    xml = sheet(row(1, c("A1", 0, "s"), c("B1", 1, "s"), c("C1", 2, "s", 1), inline, c("E1", 2, "s")))
    fonts = "<font/><font><strike/></font>"
    part_styles = styles(fonts=fonts, xf='<xf numFmtId="0" fontId="1"/>')
    document = read_book(xml, parts={"xl/sharedStrings.xml": part, "xl/styles.xml": part_styles})
    found = [(cell.text, cell.struck) for cell in document.lines[0].cells]
    assert found == [("Sangat Baik", "Baik"), ("", "Baik"), ("", "Cukup"), ("Kurang", "Baik"), ("Cukup", "")]


def test_runs_and_hints_how_to_pronounce() -> None:
    part = strings("<r><t>Penata </t></r><r><rPr><b/></rPr><t>Muda</t></r><rPh sb='0' eb='1'><t>xx</t></rPh>", "")
    document = read_book(sheet(row(1, c("A1", 0, "s"), c("B1", 1, "s"))), parts={"xl/sharedStrings.xml": part})
    assert texts(document.lines) == [["Penata Muda"]]


def test_characters_that_xml_has_no_room_for() -> None:
    part = strings("satu_x000D_\ndua", "A &amp;amp; B &lt;C&gt;", "lima&#10;enam &#x26;lt;")
    document = read_book(
        sheet(row(1, *(c(f"{letter}1", n, "s") for n, letter in enumerate("ABC")))),
        parts={"xl/sharedStrings.xml": part},
    )
    assert texts(document.lines) == [["satu\ndua", "A &amp; B <C>", "lima\nenam &lt;"]]


def test_sheets_come_in_the_order_of_the_workbook() -> None:
    sheets = [sheet(row(1, c("A1", n))) for n in (1, 2)]
    turned = rels(("rId1", "worksheet", "/xl/worksheets/sheet2.xml"), ("rId2", "worksheet", "worksheets/sheet1.xml"))
    document = reading.read_bytes(book(sheets, {"xl/_rels/workbook.xml.rels": turned}), "a.xlsx")
    assert [(line.block.name, line.block.number, line.cells[0].text) for line in document.lines] == [
        ("Lembar1", 1, "2"),
        ("Lembar2", 2, "1"),
    ]


def test_sheets_that_are_charts_have_no_cells() -> None:
    part = rels(("rId1", "chartsheet", "chartsheets/sheet1.xml"), ("rId2", "worksheet", "worksheets/sheet2.xml"))
    document = reading.read_bytes(
        book([sheet(""), sheet(row(1, c("A1", 1)))], {"xl/_rels/workbook.xml.rels": part}), "a.xlsx"
    )
    assert [line.block.number for line in document.lines] == [2]


@pytest.mark.parametrize(
    ("parts", "active", "unread"),
    [
        ({"xl/vbaProject.bin": b"x"}, ["macro"], []),
        ({"xl/embeddings/a.docx": b"x"}, ["embedded"], []),
        ({"xl/externalLinks/externalLink1.xml": "<x/>"}, ["external_data"], []),
        (
            {"xl/_rels/connections.xml.rels": rels(("r1", "x", "https://contoh.invalid", "External"))},
            ["external_data"],
            [],
        ),
        ({"xl/drawings/drawing1.xml": '<d xmlns:a="x"><a:t>VISI</a:t></d>'}, [], ["drawn_shapes"]),
        ({"xl/drawings/drawing1.xml": '<d xmlns:a="x"><a:t> </a:t></d>'}, [], []),
    ],
)
def test_what_the_file_holds_beside_its_cells(
    parts: dict[str, str | bytes], active: list[str], unread: list[str]
) -> None:
    traits = read_book(sheet(row(1, c("A1", 1))), parts=parts).traits
    assert (traits.active, traits.unread) == (active, unread)


def test_only_real_cells_count() -> None:
    empty = "".join(f'<row r="{number}"><c r="A{number}" s="3"/></row>' for number in range(2, 50_000))
    xml = sheet(row(1, c("A1", 1)) + empty, before='<dimension ref="A1:XFD1048576"/>')
    assert texts(read_book(xml).lines) == [["1"]]


def test_blank_texts_are_no_cells() -> None:
    part = strings("", "isi")
    xml = sheet(row(1, c("A1", 0, "s"), c("B1", 1, "s")) + row(2, c("A2", 0, "s"), '<c r="B2"><v></v></c>'))
    assert texts(read_book(xml, parts={"xl/sharedStrings.xml": part}).lines) == [["isi"]]


def test_strict_files_read_like_others() -> None:
    xml = sheet(row(1, c("A1", 0, "s"))).replace(SHEET, STRICT_SHEET)
    part = {"xl/sharedStrings.xml": strings("isi").replace(SHEET, STRICT_SHEET)}
    document = reading.read_bytes(book([xml], part, namespace=STRICT_SHEET), "a.xlsx")
    assert texts(document.lines) == [["isi"]]

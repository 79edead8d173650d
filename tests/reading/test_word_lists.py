"""Numbers and items of lists that Word marks by itself."""

from __future__ import annotations

import io

import docx
import pytest
from docx.oxml import parse_xml

from kinerja_docs import reading
from kinerja_docs.model import Document
from tests.reading.parts import WORD, p, tbl, tc, texts, tr, word
from tests.reading.parts import docx as packed

STYLES = f"""<w:styles xmlns:w="{WORD}">
 <w:style w:type="paragraph" w:styleId="Nomor"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>
 <w:style w:type="paragraph" w:styleId="NomorKita"><w:basedOn w:val="Nomor"/></w:style>
 <w:style w:type="paragraph" w:styleId="Polos"/>
</w:styles>"""


def level(number: int, shape: str, shown: str, more: str = "") -> str:
    return (
        f'<w:lvl w:ilvl="{number}"><w:start w:val="1"/><w:numFmt w:val="{shape}"/>{more}<w:lvlText w:val="{shown}"/>'
        "</w:lvl>"
    )


NUMBERING = f"""<w:numbering xmlns:w="{WORD}">
 <w:abstractNum w:abstractNumId="0">{level(0, "decimal", "%1.")}{level(1, "lowerLetter", "%1.%2)")}</w:abstractNum>
 <w:abstractNum w:abstractNumId="1">{level(0, "bullet", "•")}</w:abstractNum>
 <w:abstractNum w:abstractNumId="2">{level(0, "upperRoman", "%1")}{level(1, "decimal", "%1.%2", "<w:isLgl/>")}
 </w:abstractNum>
 <w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>
 <w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>
 <w:num w:numId="3"><w:abstractNumId w:val="2"/></w:num>
 <w:num w:numId="4"><w:abstractNumId w:val="0"/>
  <w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride></w:num>
</w:numbering>"""
PARTS = {"word/styles.xml": STYLES, "word/numbering.xml": NUMBERING}


def item(text: str = "", number: int = 1, depth: int = 0) -> str:
    settings = f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{number}"/></w:numPr>'
    return p(f"<w:pPr>{settings}</w:pPr>", *([text] if text else []))


def styled(style: str, text: str = "") -> str:
    return p(f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>', *([text] if text else []))


def column(document: Document) -> list[str]:
    return [line.cells[0].text for line in document.lines]


def test_a_cell_without_words_shows_the_number_that_word_prints() -> None:
    document = word(tbl(*(tr(tc(item()), "kata") for _ in range(3))), PARTS)
    assert texts(document.lines) == [["1.", "kata"], ["2.", "kata"], ["3.", "kata"]]
    assert document.lines[0].block.items == {(row, 1): {0: ""} for row in (1, 2, 3)}


def test_numbers_by_style_and_by_the_style_it_is_based_on() -> None:
    cells = [styled("Nomor"), styled("NomorKita"), styled("Polos"), styled("Nomor")]
    assert column(word(tbl(*(tr(tc(cell), "x") for cell in cells)), PARTS)) == ["1.", "2.", "", "3."]


def test_words_keep_their_text_and_count() -> None:
    body = item("Kata pengantar") + tbl(tr(tc(item("Rencana")), tc(item())), tr(tc(item("a") + item()), "x"))
    document = word(body, PARTS)
    assert texts(document.lines) == [["Kata pengantar"], ["Rencana", "3."], ["a\n", "x"]]
    assert document.lines[1].block.items == {(1, 1): {0: "1/0"}, (1, 2): {0: ""}, (2, 1): {0: "1/0", 1: "1/0"}}


def test_levels_restart_below_a_higher_one() -> None:
    cells = [item(), item(depth=1), item(depth=1), item(), item(depth=1), item(number=3), item(number=3, depth=1)]
    found = column(word(tbl(*(tr(tc(cell), "x") for cell in cells)), PARTS))
    assert found == ["1.", "1.a)", "1.b)", "2.", "2.a)", "I", "1.1"]


def test_a_list_that_starts_anew() -> None:
    cells = [item(), item(number=4), item(number=4), item()]
    assert column(word(tbl(*(tr(tc(cell), "x") for cell in cells)), PARTS)) == ["1.", "5.", "6.", "7."]


def test_bullets_and_what_no_list_defines_print_nothing() -> None:
    cells = [item(number=2), item(number=9), item(number=0), item(depth=7), p()]
    assert column(word(tbl(*(tr(tc(cell), "x") for cell in cells)), PARTS)) == [""] * 5


def test_what_a_merged_cell_covers_does_not_count() -> None:
    start, on = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    rows = [tr(tc(item(), start), "a"), tr(tc(item(), on), "b"), tr(tc(item(), start), "c")]
    assert column(word(tbl(*rows), PARTS)) == ["1.", "1.", "2."]


@pytest.mark.parametrize("damaged", [{}, {"word/numbering.xml": "<w:abstractNum"}, {"word/numbering.xml": b"\0"}])
def test_without_a_readable_numbering_part_the_cell_stays_blank(damaged: dict[str, str]) -> None:
    assert column(word(tbl(tr(tc(item()), "x")), damaged)) == [""]


def test_tracked_and_plain_documents_agree() -> None:
    deleted = f'<w:p><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr><w:del w:id="1">{"<w:r/>"}</w:del></w:p>'
    document = word(tbl(tr(tc(deleted), "x"), tr(tc(item()), "y")), PARTS)
    assert column(document) == ["1.", "2."]


def test_the_parts_are_not_read_where_no_cell_needs_a_number(monkeypatch: pytest.MonkeyPatch) -> None:
    from kinerja_docs.reading.package import Package

    asked: list[str] = []
    read = Package.read

    def noting(self: Package, name: str) -> bytes:
        asked.append(name)
        return read(self, name)

    monkeypatch.setattr(Package, "read", noting)
    word(item("Kata") + tbl(tr(tc(item("butir")), tc(p()))), PARTS)
    assert not {"word/numbering.xml", "word/styles.xml"} & set(asked)
    word(tbl(tr(tc(item()))), PARTS)
    assert "word/numbering.xml" in asked


def test_the_reference_reader_agrees(monkeypatch: pytest.MonkeyPatch) -> None:
    document = docx.Document()
    table = document.add_table(3, 3)
    table.cell(0, 0).merge(table.cell(1, 0))
    for row in (0, 2):
        table.cell(row, 0).paragraphs[0].style = "List Number"
    table.cell(0, 1).text = "Rencana\nUkuran"
    for paragraph in [*table.cell(0, 1).paragraphs, table.cell(1, 1).add_paragraph("butir")]:
        paragraph.style = "List Bullet"
    settings = f'<w:numPr xmlns:w="{WORD}"><w:numId w:val="5"/></w:numPr>'
    table.cell(2, 2).paragraphs[0]._p.get_or_add_pPr().append(parse_xml(settings))
    file = io.BytesIO()
    document.save(file)
    monkeypatch.delenv(reading.SWITCH, raising=False)
    fast = reading.read_bytes(file.getvalue(), "a.docx")
    monkeypatch.setenv(reading.SWITCH, "reference")
    slow = reading.read_bytes(file.getvalue(), "a.docx")
    assert column(fast) == ["1.", "1.", "2."] and texts(fast.lines)[2][2] == "3."
    assert texts(slow.lines) == texts(fast.lines)
    assert fast.lines[0].block.items == slow.lines[0].block.items


def test_hostile_numbers_do_not_grow() -> None:
    wild = NUMBERING.replace('<w:start w:val="1"/>', '<w:start w:val="999999999"/>').replace(
        'w:val="%1."', 'w:val="' + "%1" * 5000 + '"'
    )
    cell = column(reading.read_bytes(packed(tbl(tr(tc(item()), "x")), {**PARTS, "word/numbering.xml": wild}), "a.docx"))
    assert len(cell[0]) < 400


def test_a_cell_of_many_empty_items() -> None:
    count = 10_000
    document = word(tbl(tr(tc(item() * count), "x")), PARTS)
    assert document.lines[0].cells[0].text.endswith(f"\n{count}.")

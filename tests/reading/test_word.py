from __future__ import annotations

import pytest

from kinerja_docs.model import Cell, Document, Location
from tests.reading.parts import (
    RELATION,
    STRICT_WORD,
    document_xml,
    p,
    paragraph,
    places,
    r,
    read,
    sdt,
    tbl,
    tc,
    texts,
    tr,
    word,
    zipped,
)

PLACEHOLDER = "<w:showingPlcHdr/>"


def cell_of(document: Document, text: str) -> Cell:
    return next(cell for line in document.lines for cell in line.cells if cell.text == text)


def test_paragraphs_count_outside_tables_and_empty_ones_count() -> None:
    document = word(p("satu") + p() + tbl(tr("a", "b")) + p("tiga"))
    assert texts(document.lines) == [["satu"], [""], ["a", "b"], ["tiga"]]
    assert cell_of(document, "tiga").at == paragraph(3)
    assert cell_of(document, "b").at == Location("table_cell", table=1, row=1, column=2)


def test_breaks_and_tabs_stay_and_tab_stops_are_no_text() -> None:
    stops = '<w:pPr><w:tabs><w:tab w:val="left" w:pos="720"/></w:tabs></w:pPr>'
    document = word(p(stops, "<w:r><w:t>Nama</w:t><w:tab/><w:t>:</w:t><w:br/><w:t>Sari</w:t></w:r>"))
    assert texts(document.lines) == [["Nama\t:\nSari"]]


def test_several_paragraphs_of_a_cell_are_one_text() -> None:
    assert texts(word(tbl(tr(tc(p("satu") + p("dua")), "x"))).lines) == [["satu\ndua", "x"]]


def test_spans_are_opened() -> None:
    document = word(tbl(tr(tc("lebar", '<w:gridSpan w:val="2"/>'), "c"), tr("a", "b", "c2")))
    assert places(document.lines) == [[(1, 1, 1), (1, 1, 3)], [(1, 2, 1), (1, 2, 2), (1, 2, 3)]]
    assert cell_of(document, "lebar").colspan == 2


def test_a_cell_merged_downwards_is_one_object_on_every_line() -> None:
    document = word(
        tbl(
            tr(tc("RHK", '<w:vMerge w:val="restart"/>'), "kuantitas"),
            tr(tc("", "<w:vMerge/>"), "kualitas"),
            tr(tc("", "<w:vMerge/>"), "waktu"),
        )
    )
    assert texts(document.lines) == [["RHK", "kuantitas"], ["RHK", "kualitas"], ["RHK", "waktu"]]
    assert len({id(line.cells[0]) for line in document.lines}) == 1
    assert document.lines[0].cells[0].rowspan == 3
    assert document.lines[2].cells[0].at.row == 1


def test_a_new_merge_right_below_another_begins_a_new_cell() -> None:
    start = '<w:vMerge w:val="restart"/>'
    document = word(tbl(tr(tc("A", start)), tr(tc("", "<w:vMerge/>")), tr(tc("B", start)), tr(tc("", "<w:vMerge/>"))))
    assert texts(document.lines) == [["A"], ["A"], ["B"], ["B"]]


def test_a_row_may_begin_later_in_the_grid() -> None:
    document = word(tbl(tr("a", "b"), tr("hanya b", settings='<w:gridBefore w:val="1"/>')))
    assert cell_of(document, "hanya b").at.column == 2


def test_older_merges_across() -> None:
    cells = (tc("AB", '<w:hMerge w:val="restart"/>'), tc("", "<w:hMerge/>"), tc("C"))
    document = word(tbl(tr(*cells)))
    assert texts(document.lines) == [["AB", "C"]]
    assert places(document.lines) == [[(1, 1, 1), (1, 1, 3)]]
    assert document.lines[0].cells[0].colspan == 2


def test_nested_tables_are_numbered_after_their_parent() -> None:
    inner = tbl(tr("dalam 1")) + p("di bawahnya")
    document = word(
        tbl(tr(tc(p("luar") + inner), tc(tbl(tr("dalam 2")) + p())), tr("baris dua", "x")) + tbl(tr("lain"))
    )
    assert texts(document.lines) == [
        ["luar\ndi bawahnya", ""],
        ["baris dua", "x"],
        ["dalam 1"],
        ["dalam 2"],
        ["lain"],
    ]
    assert [line.block.number for line in document.lines] == [1, 1, 2, 3, 4]


def test_a_table_nested_twice_is_numbered_after_the_table_it_lies_in() -> None:
    deepest = tbl(tr("tiga"))
    document = word(tbl(tr(tc(tbl(tr(tc(p("dua") + deepest + p()))) + p("satu")))))
    assert [(line.cells[0].text.strip(), line.block.number) for line in document.lines] == [
        ("satu", 1),
        ("dua", 2),
        ("tiga", 3),
    ]


@pytest.mark.parametrize(
    "body",
    [
        pytest.param(sdt(p("Isi") + tbl(tr("a", "b"))), id="around blocks"),
        pytest.param(p(sdt(r("Isi"))) + tbl(tr("a", "b")), id="around runs"),
        pytest.param(p("Isi") + tbl(sdt(tr("a", "b"))), id="around a row"),
        pytest.param(p("Isi") + tbl(tr(sdt(tc("a")), "b")), id="around a cell"),
        pytest.param(p("Isi") + tbl(tr(tc(sdt(p("a"))), sdt(tc(sdt(p(sdt(r("b")))))))), id="in one another"),
    ],
)
def test_content_controls_hide_nothing(body: str) -> None:
    document = word(body)
    assert texts(document.lines) == [["Isi"], ["a", "b"]]
    assert places(document.lines)[1] == [(1, 1, 1), (1, 1, 2)]
    assert document.lines[0].cells[0].at == paragraph(1)


def test_a_prompt_alone_is_said_to_be_one() -> None:
    document = word(p(sdt(r("Klik untuk mengisi"), PLACEHOLDER)))
    assert texts(document.lines) == [["Klik untuk mengisi"]]
    assert document.lines[0].cells[0].prompt


def test_a_prompt_among_text_reads_as_a_placeholder() -> None:
    document = word(p("Nama: ", sdt(r("isi nama"), PLACEHOLDER)) + p(sdt(r("Sari"), '<w:showingPlcHdr w:val="0"/>')))
    assert texts(document.lines) == [["Nama: ‹isi nama›"], ["Sari"]]
    assert not any(cell.prompt for line in document.lines for cell in line.cells)


@pytest.mark.parametrize(("state", "sign"), [("1", "☒"), ("0", "☐"), ("true", "☒"), ("false", "☐")])
def test_check_boxes_show_their_state(state: str, sign: str) -> None:
    box = sdt(r("?"), f'<w14:checkbox><w14:checked w14:val="{state}"/></w14:checkbox>')
    assert texts(word(p(box, " Setuju")).lines) == [[f"{sign} Setuju"]]


def test_form_fields_show_their_answer() -> None:
    box = '<w:ffData><w:checkBox><w:default w:val="0"/><w:checked/></w:checkBox></w:ffData>'
    entries = '<w:listEntry w:val="Baik"/><w:listEntry w:val="Sangat Baik"/>'
    choice = f'<w:ffData><w:ddList><w:result w:val="1"/>{entries}</w:ddList></w:ffData>'
    begin = '<w:r><w:fldChar w:fldCharType="begin">{}</w:fldChar></w:r>'
    assert texts(word(p(begin.format(box), " ya")).lines) == [["☒ ya"]]
    assert texts(word(p(begin.format(choice))).lines) == [["Sangat Baik"]]


def test_instructions_of_fields_are_no_text() -> None:
    assert texts(word(p("<w:r><w:instrText> PAGE </w:instrText></w:r>", "3")).lines) == [["3"]]


def test_struck_out_text_is_apart_and_hidden_text_is_gone() -> None:
    document = word(
        p(r("Baik", "<w:strike/>"), " / ", r("Sangat Baik"), r("rahasia", "<w:vanish/>"))
        + p(r("tetap", '<w:strike w:val="0"/>'), r("ganda", "<w:dstrike/>"))
    )
    assert [text.strip() for line in texts(document.lines) for text in line] == ["/ Sangat Baik", "tetap"]
    assert [line.cells[0].struck for line in document.lines] == ["Baik", "ganda"]


def box_of(text: str) -> str:
    return f"<w:txbxContent>{p(text)}</w:txbxContent>"


def test_a_text_box_stored_twice_is_read_once() -> None:
    choice = f'<mc:Choice Requires="wps"><w:drawing><wps:txbx>{box_of("kotak")}</wps:txbx></w:drawing></mc:Choice>'
    fallback = f"<mc:Fallback><w:pict><v:textbox>{box_of('kotak')}</v:textbox></w:pict></mc:Fallback>"
    twice = f"<w:r><mc:AlternateContent>{choice}{fallback}</mc:AlternateContent></w:r>"
    document = word(p("satu", twice) + p("dua"))
    assert texts(document.lines) == [["satu"], ["kotak"], ["dua"]]
    assert cell_of(document, "kotak").at == paragraph(1, "textbox1")
    assert cell_of(document, "dua").at == paragraph(2)


def test_older_text_boxes_and_their_order() -> None:
    def vml(text: str) -> str:
        return f"<w:r><w:pict><v:shape><v:textbox>{box_of(text)}</v:textbox></v:shape></w:pict></w:r>"

    document = word(p("satu", vml("A"), vml("B")) + tbl(tr(tc(p("sel", vml("C"))))) + p("akhir"))
    assert texts(document.lines) == [["satu"], ["A"], ["B"], ["sel"], ["C"], ["akhir"]]
    boxes = [line.block.part for line in document.lines if line.block.part]
    assert boxes == ["textbox1", "textbox2", "textbox3"]
    assert document.traits.unread == []


def test_signs_and_equations() -> None:
    sign = '<w:r><w:sym w:font="Wingdings" w:char="F0FE"/></w:r>'
    fraction = (
        "<m:oMath><m:f><m:num><m:r><m:t>a</m:t></m:r></m:num><m:den><m:r><m:t>b</m:t></m:r></m:den></m:f></m:oMath>"
    )
    assert texts(word(p(sign, " ya") + p("x = ", fraction)).lines) == [["☒ ya"], ["x = a/b"]]
    assert texts(word(p("<w:r><w:t>e</w:t><w:noBreakHyphen/><w:t>SKP</w:t></w:r>")).lines) == [["e-SKP"]]


def test_strict_files_read_like_others() -> None:
    document = word(p("satu") + tbl(tr(tc("a", '<w:gridSpan w:val="2"/>'))), namespace=STRICT_WORD)
    assert texts(document.lines) == [["satu"], ["a"]]
    assert document.lines[1].cells[0].colspan == 2


def test_the_main_part_may_have_another_name() -> None:
    relation = f'<Relationship Id="r1" Type="{RELATION}/officeDocument" Target="/word/document2.xml"/>'
    parts = {"_rels/.rels": f"<Relationships>{relation}</Relationships>", "word/document2.xml": document_xml(p("isi"))}
    assert texts(read(zipped(parts), "a.docx").lines) == [["isi"]]

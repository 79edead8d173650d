from __future__ import annotations

import pytest

from kinerja_docs.model import Location
from tests.reading.parts import HEADER, NAMESPACES, RELATION, WORD, p, paragraph, r, tbl, tc, texts, tr, word

AUTHOR = 'w:id="1" w:author="Sari"'
DRAWING = "<w:r><w:drawing>{}</w:drawing></w:r>"


def inserted(text: str) -> str:
    return f"<w:ins {AUTHOR}>{r(text)}</w:ins>"


def deleted(text: str, tag: str = "del") -> str:
    return f"<w:{tag} {AUTHOR}><w:r><w:delText>{text}</w:delText></w:r></w:{tag}>"


def relations(*kinds: tuple[str, str]) -> dict[str, str | bytes]:
    each = "".join(
        f'<Relationship Id="r{n}" Type="{RELATION}/{kind}" Target="x"{mode}/>' for n, (kind, mode) in enumerate(kinds)
    )
    return {"word/_rels/document.xml.rels": f"<Relationships>{each}</Relationships>"}


EXTERNAL = ' TargetMode="External"'


def test_insertions_count_and_deletions_do_not() -> None:
    document = word(p("Target ") + p("12 ", deleted("laporan"), inserted("dokumen")))
    assert texts(document.lines) == [["Target "], ["12 dokumen"]]
    assert document.traits.tracked_count == 2
    assert document.traits.tracked is not None
    assert document.traits.tracked.at == paragraph(2)


def test_moved_text_stands_once_at_its_new_place() -> None:
    moved_from = f"<w:moveFrom {AUTHOR}>{r('pindah')}</w:moveFrom>"
    moved_to = f"<w:moveTo {AUTHOR}>{r('pindah')}</w:moveTo>"
    document = word(p("a ", moved_from) + p("b ", moved_to))
    assert texts(document.lines) == [["a "], ["b pindah"]]
    assert document.traits.tracked_count == 2


def test_deleted_rows_go_and_rows_are_numbered_without_them() -> None:
    gone = tr("hilang", "x", settings=f"<w:del {AUTHOR}/>")
    document = word(tbl(tr("satu", "a"), gone, tr("dua", "b", settings=f"<w:ins {AUTHOR}/>")))
    assert texts(document.lines) == [["satu", "a"], ["dua", "b"]]
    assert [line.row for line in document.lines] == [1, 2]
    assert document.traits.tracked_count == 2
    assert document.traits.tracked is not None
    assert document.traits.tracked.at.kind == "table_cell"


def test_a_deleted_paragraph_mark_joins_two_paragraphs() -> None:
    mark = f"<w:pPr><w:rPr><w:del {AUTHOR}/></w:rPr></w:pPr>"
    document = word(p(mark, "satu ") + p("dua") + p("tiga"))
    assert texts(document.lines) == [["satu dua"], ["tiga"]]


def test_former_formatting_strikes_nothing_out() -> None:
    changed = f"<w:rPrChange {AUTHOR}><w:rPr><w:strike/></w:rPr></w:rPrChange>"
    document = word(p(r("Baik", changed)))
    assert texts(document.lines) == [["Baik"]]
    assert (document.lines[0].cells[0].struck, document.traits.tracked_count) == ("", 1)


def test_the_first_change_may_lie_in_a_table() -> None:
    document = word(p("judul") + tbl(tr("a", tc(p(inserted("b"))))) + p(inserted("c")))
    assert document.traits.tracked is not None
    assert document.traits.tracked.at == Location("table_cell", table=1, row=1, column=2)


def test_a_clean_file_has_no_traits() -> None:
    traits = word(p("isi"), relations(("styles", ""), ("hyperlink", EXTERNAL))).traits
    assert (traits.tracked, traits.tracked_count, traits.comment_count) == (None, 0, 0)
    assert (traits.active, traits.unread) == ([], [])


def test_comments_are_counted_once() -> None:
    two = "".join(f'<w:comment w:id="{n}">{p("cek")}</w:comment>' for n in (1, 2))
    parts = {
        "word/comments.xml": f'<w:comments xmlns:w="{WORD}">{two}</w:comments>',
        "word/commentsExtended.xml": '<w15:commentsEx xmlns:w15="x"><w15:commentEx w15:done="0"/></w15:commentsEx>',
    }
    document = word(p("isi"), parts)
    assert document.traits.comment_count == 2
    assert texts(document.lines) == [["isi"]]


@pytest.mark.parametrize(
    ("parts", "active"),
    [
        ({"word/vbaProject.bin": b"x"}, ["macro"]),
        ({"word/embeddings/oleObject1.bin": b"x"}, ["embedded"]),
        ({"word/activeX/activeX1.bin": b"x"}, ["embedded"]),
        (relations(("image", EXTERNAL)), ["external_data"]),
        (relations(("hyperlink", EXTERNAL), ("oleObject", EXTERNAL)), ["external_data"]),
        (relations(("hyperlink", EXTERNAL)), []),
        ({"word/vbaProject.bin": b"x", "word/embeddings/a.xlsx": b"x"}, ["macro", "embedded"]),
    ],
)
def test_active_content(parts: dict[str, str | bytes], active: list[str]) -> None:
    assert word(p("isi"), parts).traits.active == active


def test_headers_footers_and_notes_are_margins() -> None:
    separator = '<w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>'
    notes = f'{separator}<w:footnote w:id="1">{p("catatan A")}</w:footnote><w:footnote w:id="2">{p("B")}</w:footnote>'
    parts = {
        "word/header10.xml": HEADER.format(p("sepuluh")),
        "word/header2.xml": HEADER.format(p() + p("kop") + tbl(tr("a", "b"))),
        "word/footer1.xml": HEADER.format(p("kaki")),
        "word/footer2.xml": HEADER.format(p()),
        "word/footnotes.xml": f'<w:footnotes xmlns:w="{WORD}" {NAMESPACES}>{notes}</w:footnotes>',
        "word/endnotes.xml": f'<w:endnotes xmlns:w="{WORD}"><w:endnote w:id="1">{p("akhir")}</w:endnote></w:endnotes>',
    }
    document = word(p("isi"), parts)
    found = [(line.block.part, line.cells[0].text, line.cells[0].at) for line in document.margins]
    assert found == [
        ("header2", "", paragraph(1, "header2")),
        ("header2", "kop", paragraph(2, "header2")),
        ("header2", "a", Location("table_cell", table=1, row=1, column=1, part="header2")),
        ("header10", "sepuluh", paragraph(1, "header10")),
        ("footer1", "kaki", paragraph(1, "footer1")),
        ("footnotes", "catatan A", paragraph(1, "footnotes")),
        ("footnotes", "B", paragraph(2, "footnotes")),
        ("endnotes", "akhir", paragraph(1, "endnotes")),
    ]
    assert texts(document.lines) == [["isi"]]


def test_tables_of_headers_are_not_counted_in_the_body() -> None:
    document = word(tbl(tr("x")), {"word/header1.xml": HEADER.format(tbl(tr("kop")))})
    assert document.lines[0].cells[0].at == Location("table_cell", table=1, row=1, column=1)


def test_a_change_in_a_footer_is_found() -> None:
    document = word(p("isi"), {"word/footer1.xml": HEADER.format(p("a ", deleted("b")))})
    assert document.traits.tracked_count == 1
    assert document.traits.tracked is not None
    assert document.traits.tracked.at == paragraph(1, "footer1")


@pytest.mark.parametrize(
    ("body", "parts", "unread"),
    [
        (p(DRAWING.format("<a:blip/>")), {}, ["image_only"]),
        (tbl(tr(tc(p(DRAWING.format("<a:blip/>"))))), {}, ["image_only"]),
        (p("isi", DRAWING.format("<a:blip/>")), {}, []),
        (p("isi", DRAWING.format("<a:p><a:r><a:t>gambar</a:t></a:r></a:p>")), {}, ["drawn_shapes"]),
        (p("isi", '<w:r><w:pict><v:textpath string="DRAF"/></w:pict></w:r>'), {}, ["drawn_shapes"]),
        (p("isi", DRAWING.format("")), {"word/diagrams/data1.xml": "<x><a:t>kotak</a:t></x>"}, ["drawn_shapes"]),
        (p("isi", DRAWING.format("")), {"word/diagrams/data1.xml": "<x><a:t> </a:t></x>"}, []),
        (p("isi", DRAWING.format("")), {"word/charts/chart1.xml": "<c/>"}, ["chart"]),
        (p("isi") + '<w:altChunk r:id="r1"/>', {}, ["embedded_document"]),
        (p(), {}, []),
    ],
)
def test_what_is_left_unread_is_named(body: str, parts: dict[str, str | bytes], unread: list[str]) -> None:
    assert word(body, parts).traits.unread == unread

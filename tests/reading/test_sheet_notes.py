"""Hyperlinks over ranges, notes and threads of comments, and texts drawn on a sheet."""

from __future__ import annotations

import pytest

from tests.reading.workbooks import SHEET, c, cells_of, read_book, rels, row, sheet

RELS = "xl/worksheets/_rels/sheet1.xml.rels"
THREADS = "http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments"
THREAD_KIND = "http://schemas.microsoft.com/office/2017/10/relationships/threadedComment"
CELLS = row(1, c("A1", 1), c("B1", 2), c("C1", 3)) + row(2, c("A2", 4)) + row(3, c("A3", 5))


def note(reference: str, text: str) -> str:
    return f'<comment ref="{reference}"><text><t>{text}</t></text></comment>'


def comments(*notes: str) -> str:
    return f'<comments xmlns="{SHEET}"><commentList>{"".join(notes)}</commentList></comments>'


def test_a_link_over_a_range_is_the_link_of_all_its_cells() -> None:
    xml = sheet(CELLS, '<hyperlinks><hyperlink ref="A1:B2" r:id="rId7"/></hyperlinks>')
    parts = {RELS: rels(("rId7", "hyperlink", "https://contoh.invalid", "External"))}
    found = cells_of(read_book(xml, parts=parts))
    assert [name for name, cell in found.items() if cell.link == "https://contoh.invalid"] == ["A1", "B1", "A2"]


def test_links_in_single_quotes_and_with_another_prefix() -> None:
    xml = sheet(CELLS, "<mergeCells><mergeCell ref='A2:B3'/></mergeCells><hyperlinks><hyperlink n:id='rId7' ref='A1'/>")
    xml = xml.replace("xmlns:r=", "xmlns:n=").replace("</worksheet>", "</hyperlinks></worksheet>")
    found = cells_of(read_book(xml, parts={RELS: rels(("rId7", "hyperlink", "https://contoh.invalid", "External"))}))
    assert found["A1"].link == "https://contoh.invalid"
    assert (found["A2"].rowspan, found["A2"].colspan, "A3" in found) == (2, 2, False)


def test_notes_are_found_by_the_relationships_alone() -> None:
    parts = {RELS: rels(("rId1", "comments", "../comments1.xml")), "xl/comments1.xml": comments(note("B1", "Isi dulu"))}
    document = read_book(sheet(CELLS), parts=parts)
    assert cells_of(document)["B1"].note == "Isi dulu"
    assert document.traits.comment_count == 1


def test_a_thread_stands_in_place_of_the_note_that_tells_of_it() -> None:
    relations = rels(("rId1", "comments", "../comments1.xml"))
    thread = f'<Relationship Id="rId2" Type="{THREAD_KIND}" Target="../threadedComments/threadedComment1.xml"/>'
    said = "".join(
        f'<threadedComment ref="A1" id="{n}"><text>{t}</text></threadedComment>' for n, t in ((1, "a"), (2, "b"))
    )
    parts = {
        RELS: relations.replace("</Relationships>", thread + "</Relationships>"),
        "xl/comments1.xml": comments(note("A1", "[Threaded comment]"), note("A2", "biasa")),
        "xl/threadedComments/threadedComment1.xml": f'<ThreadedComments xmlns="{THREADS}">{said}</ThreadedComments>',
    }
    document = read_book(sheet(CELLS), parts=parts)
    found = cells_of(document)
    assert (found["A1"].note, found["A2"].note) == ("a\nb", "biasa")
    assert document.traits.comment_count == 3


@pytest.mark.parametrize(
    ("part", "xml", "unread"),
    [
        ("xl/drawings/drawing1.xml", "<d><q:t>VISI</q:t></d>", ["drawn_shapes"]),
        ("xl/drawings/drawing1.xml", '<d><a:t xml:space="preserve"> VISI</a:t></d>', ["drawn_shapes"]),
        ("xl/drawings/drawing1.xml", "<d><a:t/>\n<a:t></a:t><a:tx>x</a:tx></d>", []),
        ("xl/diagrams/data1.xml", "<d><a:t>VISI</a:t></d>", ["drawn_shapes"]),
        ("xl/diagrams/layout1.xml", "<d><a:t>VISI</a:t></d>", []),
    ],
)
def test_texts_that_are_drawn(part: str, xml: str, unread: list[str]) -> None:
    assert read_book(sheet(CELLS), parts={part: xml}).traits.unread == unread

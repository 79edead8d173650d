"""Running heads and feet of printed pages: in pieces that stand apart, and below a table without rules."""

from __future__ import annotations

from kinerja_docs.reading.page_lines import arranged
from kinerja_docs.reading.page_margins import without_margins
from kinerja_docs.reading.pages import Page, PageTable, PageText


def line(text: str, left: float, top: float) -> PageText:
    return PageText(text, (left, top, left + 5.0 * len(text), top + 8))


def foot(number: int) -> list[PageText]:
    return [line("Dokumen milik Hendra, S.Kom.", 40, 570), line(f"Hal. {number}", 760, 570)]


def pages(*bodies: list[PageText]) -> list[Page]:
    return [Page(n, 842, 595, arranged([*body, *foot(n)])) for n, body in enumerate(bodies, 1)]


def texts(items: list[PageTable | PageText]) -> list[str]:
    return [
        " ".join(cell.text for cell in item.cells if cell.text) if isinstance(item, PageTable) else item.text
        for item in items
    ]


def test_a_foot_in_two_pieces() -> None:
    bodies, margins = without_margins(pages([line("Isi halaman pertama.", 40, 300)], [line("Isi kedua.", 40, 280)]))
    assert [texts(body) for body in bodies] == [["Isi halaman pertama."], ["Isi kedua."]]
    assert [(page, text.text) for page, text in margins["footer1"]] == [
        (1, "Dokumen milik Hendra, S.Kom. Hal. 1"),
        (2, "Dokumen milik Hendra, S.Kom. Hal. 2"),
    ]


def test_a_foot_right_below_signatures() -> None:
    signed = [line("Rina Kusuma", 60, 540), line("Budi Hartono", 600, 540)]
    bodies, margins = without_margins(pages(signed, [line("Isi kedua.", 40, 280)]))
    (table,) = bodies[0]
    assert isinstance(table, PageTable)
    assert [(cell.row, cell.text) for cell in table.cells if cell.text] == [(0, "Rina Kusuma"), (0, "Budi Hartono")]
    assert len(table.rows) == 2
    assert len(margins["footer1"]) == 2


def test_what_stands_on_one_page_only_is_no_foot() -> None:
    bodies, margins = without_margins([Page(1, 842, 595, arranged([line("Rina", 60, 540), line("Budi", 600, 540)]))])
    assert texts(bodies[0]) == ["Rina Budi"]
    assert margins == {}

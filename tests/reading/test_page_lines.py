"""Print outside ruled tables: which lines are one paragraph, which stand beside each other."""

from __future__ import annotations

from kinerja_docs.reading.page_lines import arranged
from kinerja_docs.reading.page_paragraphs import paragraphs
from kinerja_docs.reading.pages import Page, PageTable, PageText

LETTER = 5.5  # points
HEIGHT = 11.0


def line(text: str, left: float, top: float) -> PageText:
    return PageText(text, (left, top, left + LETTER * len(text), top + HEIGHT))


def centred(text: str, middle: float, top: float) -> PageText:
    return line(text, middle - LETTER * len(text) / 2, top)


def read(*lines: PageText) -> list[str]:
    page = Page(1, 595, 842, list(lines))
    return [one.text for one in paragraphs([(page, text) for text in lines])]


def grid(items: list[PageTable | PageText]) -> list[list[str]]:
    (table,) = (item for item in items if isinstance(item, PageTable))
    rows: dict[int, list[str]] = {}
    for cell in sorted(table.cells, key=lambda cell: (cell.row, cell.column)):
        rows.setdefault(cell.row, []).append(cell.text)
    return [row for row in rows.values() if any(row)]


RUNNING = line("Capaian indikator dilaporkan kepada ketua pada akhir tahun sebagai bahan perbaikan.", 71, 100)


def test_centred_lines_end_where_they_end() -> None:
    place, post = "Lumajang, 9 Januari 2026", "Ketua Bawaslu Kabupaten Lumajang,"
    assert read(RUNNING, centred(place, 440, 130), centred(post, 440, 145))[1:] == ["", place, post]


def test_a_centred_line_that_was_full_goes_on() -> None:
    first = "DIVISI PENCEGAHAN, PARTISIPASI MASYARAKAT DAN HUBUNGAN ANTAR LEMBAGA DENGAN WARGA"
    lines = (centred(first, 300, 60), centred("MASYARAKAT", 300, 75))
    assert read(*lines, RUNNING)[0] == f"{first} MASYARAKAT"


def test_a_name_of_two_lines_beside_a_name_of_one() -> None:
    found = arranged(
        [
            line("Pihak Kedua,", 155, 475),
            line("Pihak Pertama,", 400, 475),
            line("Ir. Wahyuningtyas Singgih,", 98, 533.9),
            line("Jatmiko Prawira, S.E.", 336, 541.1),
            line("S.I.Kom.", 166, 548.4),
        ]
    )
    assert grid(found)[-1] == ["Ir. Wahyuningtyas Singgih,\nS.I.Kom.", "Jatmiko Prawira, S.E."]


def test_titles_that_a_tabbed_line_left_for_the_margin() -> None:
    found = arranged(
        [
            line("Sulistyowati, S.Kom.", 71, 486),
            line("Drs. Bagas Tirta, S.Sos.,", 340, 486),
            line("M.Si.", 71, 500.5),
            line("Pembina", 71, 515),
            line("Penata", 340, 515),
        ]
    )
    assert grid(found) == [["Sulistyowati, S.Kom.", "Drs. Bagas Tirta, S.Sos.,\nM.Si."], ["Pembina", "Penata"]]


def test_a_signature_below_labelled_lines_is_no_value() -> None:
    items = arranged(
        [
            line("KESATU", 66, 219),
            line(": Menetapkan indikator sebagaimana tercantum", 160, 219),
            line("dalam Lampiran Keputusan ini.", 166, 231),
            line("KEDUA", 66, 250),
            line(": Keputusan ini mulai berlaku.", 160, 250),
            line("Ditetapkan di Sungguminasa", 317, 266),
            line("pada tanggal 9 Maret 2026", 317, 278),
        ]
    )
    assert grid(items)[-1] == ["KEDUA", ": Keputusan ini mulai berlaku."]
    assert [item.text for item in items if isinstance(item, PageText)] == [
        "Ditetapkan di Sungguminasa",
        "pada tanggal 9 Maret 2026",
    ]

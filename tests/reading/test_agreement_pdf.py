"""The fast PDF reader finds the cells that pdfplumber finds, each with the same letters, on files of two producers.

Blanks are left out of the comparison: a word broken for want of room is put together by the fast reader only. A letter
that a rule strikes out is no part of the text there, and still printed for pdfplumber.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from kinerja_docs import reading
from kinerja_docs.errors import ReadingError
from kinerja_docs.model import Box
from kinerja_docs.reading import pdf, reference_pdf
from kinerja_docs.reading.contents import Contents
from kinerja_docs.reading.limits import DEFAULT
from kinerja_docs.reading.pages import Page, PageCell, PageTable
from tests.accuracy.as_pdf import pdf_cases

FORMS = ["skp", "pk", "iku", "evaluasi_skp", "abk"]
NEAR = 4.0  # points within which both see the same wall


def _tables(page: Page) -> list[PageTable]:
    return [item for item in page.items if isinstance(item, PageTable)]


def _is_same(one: Box, other: Box) -> bool:
    return all(abs(x - y) < NEAR for x, y in zip(one, other, strict=True))


def _letters(cell: PageCell) -> list[str]:
    return sorted("".join((cell.text + cell.struck).split()))


def compared(data: bytes, name: str) -> tuple[int, list[tuple[int, str]]]:
    """How many cells pdfplumber finds, and page and text of those that the fast reader does not give alike."""
    contents = Contents(data, name, DEFAULT)
    count, differing = 0, []
    for ours, theirs in zip(pdf.pages_of(contents)[0], reference_pdf.pages_of(contents), strict=True):
        for table in _tables(theirs):
            mine = next((one for one in _tables(ours) if _is_same(one.box, table.box)), None)
            for cell in table.cells:
                count += 1
                found = next((one for one in mine.cells if _is_same(one.box, cell.box)), None) if mine else None
                if found is None or _letters(found) != _letters(cell):
                    differing.append((ours.number, cell.text))
    return count, differing


@pytest.mark.slow
@pytest.mark.parametrize("producer", ["reportlab", "libreoffice"])
def test_every_cell_is_what_pdfplumber_finds(producer: str) -> None:
    cells, differing = 0, []
    for case in pdf_cases(10, 6, FORMS, producer):
        count, found = compared(case.data, case.name)
        cells += count
        differing += found
    assert cells > 800
    assert differing == []


def test_the_switch_reads_the_same_rows_through_pdfplumber(monkeypatch: pytest.MonkeyPatch) -> None:
    case = next(pdf_cases(1, 6, ["iku"], "reportlab"))

    def rows() -> list[list[str]]:
        lines = reading.read_bytes(case.data, case.name).lines
        return [["".join(cell.text.split()) for cell in line.cells] for line in lines if line.block.kind == "table"]

    fast = rows()
    monkeypatch.setenv(reading.SWITCH, "reference")
    assert len(fast) > 3
    assert rows() == fast


def test_a_damaged_file_is_damaged_for_both(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    broken = b"%PDF-1.7\n" + b"1 0 obj\n<<" * 40 + b"\n%%EOF"
    told = []
    for reader in ("", "reference"):
        monkeypatch.setenv(reading.SWITCH, reader)
        with pytest.raises(ReadingError) as refused:
            reading.read_bytes(broken, "rusak.pdf")
        told.append((refused.value.code, refused.value.reason))
    assert told == [("BRK001", "damaged")] * 2

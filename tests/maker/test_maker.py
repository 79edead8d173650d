"""The labels of made documents are true: what must be read stands where the label says, by other libraries."""

from __future__ import annotations

import io
import itertools
from typing import Any

import openpyxl
import pdfplumber
import pytest
from docx import Document
from docx.oxml.ns import qn
from openpyxl.cell.rich_text import CellRichText

from tests.accuracy.cases import MORE_KINDS, Case, make_cases
from tests.accuracy.printing import print_pdf
from tests.maker.pdf import NOT_IN_FONT

FIRST = list(make_cases(60, seed=7))
CASES = FIRST + [case for form, kinds in MORE_KINDS.items() for case in make_cases(3 * len(kinds), 7, [form])]


def _word_places(data: bytes) -> dict[tuple[Any, ...], str]:
    """Text by place, from the XML: n-th paragraph outside tables, grid cells of the n-th table."""
    body = Document(io.BytesIO(data)).element.body
    places: dict[tuple[Any, ...], str] = {}
    paragraphs = 0
    for element in _unwrapped(body):
        if element.tag == qn("w:p"):
            paragraphs += 1
            places[("paragraph", paragraphs)] = _text(element)
        elif element.tag == qn("w:tbl"):
            _add_table(element, places, itertools.count(len({key[1] for key in places if key[0] == "table_cell"}) + 1))
    return places


def _add_table(table: Any, places: dict[tuple[Any, ...], str], numbers: itertools.count[int]) -> None:
    """The cells of a table, then those of the tables inside it."""
    number = next(numbers)
    for row, line in enumerate(_unwrapped(table, qn("w:tr")), start=1):
        column = 1
        for cell in _unwrapped(line, qn("w:tc")):
            span = cell.find(qn("w:tcPr")).find(qn("w:gridSpan"))
            places[("table_cell", number, row, column)] = _text(cell)
            column += int(span.get(qn("w:val"))) if span is not None else 1
            for inner in _unwrapped(cell, qn("w:tbl")):
                _add_table(inner, places, numbers)


def _unwrapped(parent: Any, tag: str = "") -> list[Any]:
    """Children, with content controls opened."""
    found = []
    for child in parent:
        if child.tag == qn("w:sdt"):
            found += _unwrapped(child.find(qn("w:sdtContent")), tag)
        elif not tag or child.tag == tag:
            found.append(child)
    return found


def _text(element: Any) -> str:
    parts = []
    for node in element.iter(qn("w:t"), qn("w:br"), qn("w:tab"), qn("w:p")):
        parts.append(node.text or "" if node.tag == qn("w:t") else " ")
    return " ".join("".join(parts).split())


def _sheet_places(data: bytes) -> dict[tuple[Any, ...], str]:
    book = openpyxl.load_workbook(io.BytesIO(data))
    return {
        ("cell", sheet.title, cell.coordinate): " ".join(str(cell.value).split())
        for sheet in book
        for row in sheet.iter_rows()
        for cell in row
        if cell.value is not None
    }


def _values(case: Case) -> list[dict[str, Any]]:
    values = []
    for document in case.documents or []:
        rows = itertools.chain.from_iterable(document["rows"].values())
        for group in (document["fields"], *rows):
            values += [value for value in group.values() if value and value.get("at") and value.get("text")]
    return values


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_expected_texts_stand_at_their_places(case: Case) -> None:
    places = _sheet_places(case.data) if case.format == "xlsx" else _word_places(case.data)
    for value in _values(case):
        at = value["at"]
        printed = places.get(tuple(at.values()), "")
        number = case.format == "xlsx" and (printed.replace(".", "").isdigit() or printed.startswith("="))
        begun = bool(printed) and value["text"].startswith(printed)  # a value over two lines is at the first
        assert value["text"] in printed or begun or number, (at, value, printed)


def test_the_same_seed_gives_the_same_bytes() -> None:
    again = list(make_cases(6, seed=7))
    assert [case.data for case in again] == [case.data for case in FIRST[:6]]


def test_what_is_read_from_a_choice_is_what_is_not_struck_out() -> None:
    seen = 0
    for case in make_cases(28, 11, ["evaluasi_skp"]):
        if case.format != "docx" or not case.documents:
            continue
        struck = _without_struck(case.data)
        places = _word_places(struck)
        for name in ("capaian_organisasi", "rating_hasil_kerja", "rating_perilaku", "predikat"):
            value = case.documents[0]["fields"][name]
            if value and struck != case.data:
                kept = places[tuple(value["at"].values())].rpartition(":")[2]
                assert kept.strip("/ -*") == value["text"], (name, kept)
                seen += 1
    assert seen >= 20


def test_options_are_struck_out_in_cells_too() -> None:
    seen = 0
    for case in make_cases(28, 11, ["evaluasi_skp"]):
        if case.format != "xlsx" or not case.documents:
            continue
        book = openpyxl.load_workbook(io.BytesIO(case.data), rich_text=True)
        value = case.documents[0]["fields"]["predikat"]
        if not value:
            continue
        cell = book[value["at"]["sheet"]][value["at"]["cell"]].value
        if isinstance(cell, CellRichText):
            kept = "".join(piece if isinstance(piece, str) else _kept(piece) for piece in cell)
            assert kept.rpartition(":")[2].strip("/ -*") == value["text"]
            seen += 1
    assert seen >= 3


def _kept(piece: Any) -> str:
    """The text of a piece of a cell, nothing where it is struck out."""
    return "" if piece.font is not None and piece.font.strike else str(piece.text)


def _without_struck(data: bytes) -> bytes:
    """The file without the runs that are struck out; the same bytes where there are none."""
    document = Document(io.BytesIO(data))
    struck = list(document.element.body.iter(qn("w:strike")))
    if not struck:
        return data
    for mark in struck:
        run = mark.getparent().getparent()
        run.getparent().remove(run)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def test_every_planted_defect_names_a_place_or_leaves_it_open() -> None:
    planted = [finding for case in CASES for finding in case.findings]
    assert len(planted) >= 20
    assert all(
        finding["location"]["kind"] in ("cell", "table_cell", "paragraph")
        for finding in planted
        if "location" in finding
    )


def _pages(data: bytes) -> list[str]:
    with pdfplumber.open(io.BytesIO(data)) as book:
        return ["".join((page.extract_text() or "").split()) for page in book.pages]


def test_a_printed_page_holds_what_its_label_says() -> None:
    looked = 0
    for form in MORE_KINDS:
        for case in make_cases(2, 5, [form], print_pdf):
            pages = _pages(case.data)
            for value in _values(case):
                first, at = value["text"].translate(NOT_IN_FONT).split()[0][:5], value["at"]["page"]
                assert first in "".join(pages[at - 1 : at + 1]), (case.name, value)  # a row may go on overleaf
                looked += 1
    assert looked > 300


def test_the_same_bundle_gives_the_same_page_bytes() -> None:
    first, again = (list(make_cases(2, 5, ["abk"], print_pdf)) for _ in range(2))
    assert [case.data for case in first] == [case.data for case in again]

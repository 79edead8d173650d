"""Tables whose columns come from the data, pictures, and hostile loops: what is filled is still what docxtpl fills."""

from __future__ import annotations

import io
import re
from pathlib import Path
from typing import Any

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from PIL import Image

from kinerja_docs.generating.columns import put_right
from kinerja_docs.generating.compiled import Compiled, TooMuch, by_docxtpl, same_parts
from kinerja_docs.word_library import docxtpl

NS = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def table(path: Path, *rows: tuple[str, ...], picture: bool = False) -> Path:
    word = docx.Document()
    word.add_paragraph("MATRIKS {{ unit }}")
    made = word.add_table(len(rows), len(rows[0]))
    for line, texts in zip(made.rows, rows, strict=True):
        for cell, text in zip(line.cells, texts, strict=True):
            cell.text = text
    if picture:
        stream = io.BytesIO()
        Image.new("RGB", (4, 4)).save(stream, "PNG")
        for _ in range(2):
            word.add_picture(stream)
    word.save(str(path))
    return path


HEAD = ("Indikator", "{%tc for year in years %}", "{{ year }}", "{%tc endfor %}")
SPAN = ("{% colspan years|length + 1 %}Target {{ unit }}", "", "", "")
BODY = (
    ("{%tr for row in rows %}", "", "", ""),
    ("{{ row.name }}", "{%tc for value in row.targets %}", "{{ value }}", "{%tc endfor %}"),
    ("{%tr endfor %}", "", "", ""),
)


def values(years: int, rows: int = 3) -> dict[str, Any]:
    lines = [{"name": f"Baris <{n}> & lain", "targets": [f"{n}{y}%" for y in range(years)]} for n in range(rows)]
    return {"unit": "Kantor & Wilayah", "years": list(range(years)), "rows": lines}


@pytest.mark.parametrize("years", [0, 1, 2, 3, 5, 12])
@pytest.mark.parametrize("picture", [False, True])
@pytest.mark.parametrize("reparse", [False, True])
def test_columns_from_the_data(years: int, picture: bool, reparse: bool, tmp_path: Path) -> None:
    path = table(tmp_path / "t.docx", HEAD, *BODY, picture=picture)
    compiled = Compiled(path, reparse)
    for rows in (0, 1, 7):
        given_values = values(years, rows)
        assert same_parts(compiled.document(given_values), by_docxtpl(path, given_values)) == []


def test_spans_and_merges(tmp_path: Path) -> None:
    spanned = table(tmp_path / "s.docx", SPAN, HEAD, *BODY)
    along = table(tmp_path / "h.docx", ("a", "{%tc for year in years %}", "{% hm %}{{ unit }}", "{%tc endfor %}"))
    for path in (spanned, along):
        compiled = Compiled(path)
        for years in (1, 4):
            assert same_parts(compiled.document(values(years)), by_docxtpl(path, values(years))) == []


def _spelt(widths: list[int], rows: list[list[int]]) -> str:
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    lines = ""
    for spans in rows:
        cells = "".join(
            f'<w:tc><w:tcPr><w:gridSpan w:val="{span}"/></w:tcPr></w:tc>' if span > 1 else "<w:tc><w:tcPr/></w:tc>"
            for span in spans
        )
        lines += f"<w:tr>{cells}</w:tr>"
    return f"<w:body><w:tbl><w:tblGrid>{grid}</w:tblGrid>{lines}</w:tbl></w:body>"


@settings(max_examples=200, deadline=None)
@given(
    st.lists(st.integers(0, 9999), min_size=1, max_size=8),
    st.lists(st.lists(st.integers(1, 4), min_size=1, max_size=9), min_size=1, max_size=4),
)
def test_widths_are_those_of_docxtpl(widths: list[int], rows: list[list[int]]) -> None:
    text = _spelt(widths, rows)
    tree = docxtpl().DocxTemplate.fix_tables(None, text.replace("<w:body>", f'<w:body xmlns:w="{NS}">', 1))
    wanted = re.sub("<w:body [^>]*>", "<w:body>", etree.tostring(tree, encoding="unicode"), count=1)
    assert put_right(text) == wanted


@pytest.mark.parametrize(
    "inside",
    [
        "<w:tr><w:tc><w:tbl><w:tblGrid></w:tblGrid></w:tbl></w:tc></w:tr>",
        "<w:tr><w:sdt><w:tc/></w:sdt></w:tr>",
    ],
)
def test_what_text_cannot_tell_is_parsed(inside: str) -> None:
    grid = '<w:tblGrid><w:gridCol w:w="10"/></w:tblGrid>'
    assert put_right(f"<w:body><w:tbl>{grid}{inside}</w:tbl></w:body>") is None


@pytest.mark.parametrize(
    "text",
    [
        "{% set counted = 0 %}{% set step = 0 %}{% for a in x %}{% for b in x %}{% endfor %}{% endfor %}",
        "{% for a in x recursive %}{% for b in x %}{% endfor %}{% endfor %}",
    ],
)
def test_rounds_are_counted_whatever_a_template_names(text: str, tmp_path: Path) -> None:
    word = docx.Document()
    word.add_paragraph(text)
    word.save(str(tmp_path / "t.docx"))
    with pytest.raises(TooMuch):
        Compiled(tmp_path / "t.docx").document({"x": "y" * 1000})

"""Templates that only the benchmark of filling needs: a table whose columns come from the data, and a merge letter."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import docx
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

YEARS = [str(year) for year in range(2025, 2030)]
SENTENCE = "Rencana kinerja {{ unit }} diturunkan dari rencana strategis dan ditinjau setiap tahun bersama pimpinan. "


def matrix(path: Path) -> Path:
    """Indicators against years: cells of a row by a loop, and a heading that spans them."""
    word = docx.Document()
    word.add_heading("MATRIKS TARGET {{ unit }}", 1)
    for _ in range(8):
        word.add_paragraph(SENTENCE * 3)
    table = word.add_table(5, 5)
    table.style = "Table Grid"
    rows = (
        ("Indikator", "{% colspan years|length %}Target", "", "", ""),
        ("", "{%tc for year in years %}", "{{ year }}", "{%tc endfor %}", "PJ"),
        ("{%tr for row in rows %}", "", "", "", ""),
        ("{{ row.name }}", "{%tc for value in row['values'] %}", "{{ value }}", "{%tc endfor %}", "{{ row.by }}"),
        ("{%tr endfor %}", "", "", "", ""),
    )
    for line, texts in zip(table.rows, rows, strict=True):
        for cell, text in zip(line.cells, texts, strict=True):
            cell.text = text
    word.save(str(path))
    return path


def matrix_values(rows: int) -> dict[str, Any]:
    """What fills it."""
    return {
        "unit": "Kantor & Wilayah",
        "years": YEARS,
        "rows": [
            {
                "name": f"Persentase layanan ke-{n} tepat waktu",
                "values": [f"{70 + n}%" for _ in YEARS],
                "by": "Subbagian",
            }
            for n in range(rows)
        ],
    }


def merge_letter(path: Path) -> Path:
    """As much text with merge fields instead of tags, without columns from the data."""
    word = docx.Document()
    _field(word.add_heading("MATRIKS TARGET ", 1), "unit")
    for _ in range(8):
        _field(word.add_paragraph(SENTENCE.replace("{{ unit }}", "unit") * 3), "unit")
    table = word.add_table(2, len(YEARS) + 2)
    table.style = "Table Grid"
    for place, name in enumerate(("name", *(f"y{year}" for year in YEARS), "by")):
        table.cell(0, place).text = name
        _field(table.cell(1, place).paragraphs[0], name)
    word.save(str(path))
    return path


def _field(paragraph: Any, name: str) -> None:
    field, run, text = OxmlElement("w:fldSimple"), OxmlElement("w:r"), OxmlElement("w:t")
    field.set(qn("w:instr"), f" MERGEFIELD {name} ")
    text.text = name
    run.append(text)
    field.append(run)
    paragraph._p.append(field)


def merged(path: Path, rows: int) -> bytes:
    """The letter as docx-mailmerge2 fills it."""
    from mailmerge import MailMerge  # type: ignore[import-not-found]

    values = matrix_values(rows)
    lines = [
        {"name": row["name"], "by": row["by"], **{f"y{y}": v for y, v in zip(YEARS, row["values"], strict=True)}}
        for row in values["rows"]
    ]
    out = io.BytesIO()
    with MailMerge(str(path)) as letter:
        letter.merge(unit=values["unit"])
        letter.merge_rows("name", lines)
        letter.write(out)
    return out.getvalue()

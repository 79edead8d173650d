"""``python scripts/gap_template.py``: builds the Word template of the gap report on LKE.

Once built, the file is styled in Word; this is how its first edition was made. All words come from the words room.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from docx import Document
from docx.shared import Cm, Pt
from report_template import _fill, _grid, _page, _say, _styles, _widths

OUT = Path(__file__).parents[1] / "templates" / "docx" / "laporan_kesenjangan_lke.docx"
HEAD = (("unit", "v.unit"), ("year", "v.year"), ("edition", "v.edition"), ("date", "date"), ("file", "v.path"))
FIGURES = ("needed", "reached", "distance", "points")
RESULT = ("claimed", "strict", "own", "at_risk", "unchecked")


def main() -> None:
    """Writes the template."""
    document = Document()
    core = document.core_properties
    core.author, core.comments = "kinerja_docs", ""
    _styles(document)
    _page(document.sections[0], landscape=False)
    _say(document, "{%p for v in views %}")
    title = _say(document, "{{ w.title }}", bold=True, centre=True, size=13)
    title.paragraph_format.page_break_before = True  # each LKE begins a page
    _say(document, "{{ w.subtitle }}", centre=True)
    _pairs(document, [(f"{{{{ w.{name} }}}}", f"{{{{ {value} }}}}") for name, value in HEAD])
    document.add_heading("{{ w.result }}", 1)
    _pairs(document, [(f"{{{{ w.{name} }}}}", f"{{{{ v.{name} }}}}") for name in RESULT])
    _when(document, "v.predicate", lambda: _say(document, "{{ w.predicate }}: {{ v.predicate }}"))
    _bullets(document, "v.remarks")
    document.add_heading("{{ w.scores }}", 1)
    heads = ("w.component", "w.weight", "w.claimed", "w.strict", "w.at_risk", "w.unchecked")
    names = ("name", "weight", "claimed", "recomputed", "at_risk", "unchecked")
    _grid(document, heads, "v.lines", names, (6.4, 1.8, 2.2, 2.2, 2.0, 2.4), 9, names[1:])
    _when(document, "v.chart", lambda: _chart(document))
    _when(document, "v.gates", lambda: _gates(document))
    _when(document, "v.goals", lambda: _goals(document))
    document.add_heading("{{ w.findings }}", 1)
    _when(document, "not v.findings", lambda: _say(document, "{{ w.none }}"))
    _say(document, "{%p for g in v.findings %}")
    _say(document, "{{ g.title }}", bold=True).paragraph_format.keep_with_next = True
    _say(document, "{{ g.summary }}")
    _grid(document, ("w.place", "w.message", "w.code"), "g.rows", ("place", "message", "code"), (4.2, 11.0, 1.8), 9)
    _say(document, "")
    _say(document, "{%p endfor %}")
    _when(document, "v.advice", lambda: _advice(document))
    _when(document, "v.won", lambda: _won(document))
    _say(document, "{%p endfor %}")
    _when(document, "agreement", lambda: _agreement(document))
    _signers(document)
    OUT.parent.mkdir(parents=True, exist_ok=True)
    document.save(str(OUT))


def _when(document: Any, condition: str, body: Any) -> None:
    _say(document, f"{{%p if {condition} %}}")
    body()
    _say(document, "{%p endif %}")


def _bullets(document: Any, name: str) -> None:
    _say(document, f"{{%p for line in {name} %}}")
    document.add_paragraph("{{ line }}", style="List Bullet")
    _say(document, "{%p endfor %}")


def _pairs(document: Any, pairs: list[tuple[str, str]]) -> None:
    table = document.add_table(rows=0, cols=3)
    for label, value in pairs:
        for cell, text in zip(table.add_row().cells, (label, ":", value), strict=True):
            cell.paragraphs[0].text = text
            cell.paragraphs[0].paragraph_format.space_after = Pt(2)
    _widths(table, (4.6, 0.5, 11.9))


def _chart(document: Any) -> None:
    document.add_heading("{{ w.chart }}", 1)
    _say(document, "{{ v.chart }}")


def _gates(document: Any) -> None:
    document.add_heading("{{ w.gates }}", 1)
    heads = ("w.gate", "w.needed", "w.reached", "w.distance")
    _grid(document, heads, "v.gates", ("title", "needed", "reached", "distance"), (9.0, 2.5, 2.5, 3.0), 9, FIGURES)


def _goals(document: Any) -> None:
    document.add_heading("{{ w.goals }}", 1)
    _bullets(document, "v.goals")


def _advice(document: Any) -> None:
    document.add_heading("{{ w.advice_title }}", 1)
    _say(document, "{%p for line in v.advice %}")
    line = _say(document, "{{ loop.index }}. {{ line }}")  # a Word list would go on counting in the next LKE
    line.paragraph_format.left_indent, line.paragraph_format.first_line_indent = Cm(0.7), Cm(-0.7)
    _say(document, "{%p endfor %}")


def _won(document: Any) -> None:
    document.add_heading("{{ w.to_win }}", 1)
    heads = ("w.item", "w.criterion", "w.points", "w.documents")
    _grid(document, heads, "v.won", ("code", "name", "points", "documents"), (2.2, 9.4, 1.4, 4.0), 9, FIGURES)


def _agreement(document: Any) -> None:
    document.add_heading("{{ w.agreement }}", 1)
    _say(document, "{{ agreement.text }}")
    heads = ("w.item", "w.criterion", "w.first", "w.second")
    _grid(document, heads, "agreement.rows", ("code", "name", "one", "other"), (2.2, 9.8, 2.5, 2.5), 9)


def _signers(document: Any) -> None:
    """The team signs together: no page break inside the block."""
    heading = document.add_heading("{{ w.signers }}", 1)
    heading.paragraph_format.keep_with_next = True
    table = document.add_table(rows=6, cols=4)
    table.style = "Table Grid"
    for cell, text in zip(
        table.rows[0].cells, ("{{ w.number }}", "{{ w.role }}", "{{ w.name_nip }}", "{{ w.signature }}"), strict=True
    ):
        _fill(cell, text, 10, bold=True)
        cell.paragraphs[0].paragraph_format.keep_with_next = True
    rows = (
        ("1", "{{ w.chair }}"),
        None,
        ("", "{{ w.member }} {{ m.no }}"),
        None,
        ("{{ members | length + 2 }}", "{{ w.controller }}"),
    )
    tags = {1: "{%tr for m in members %}", 3: "{%tr endfor %}"}
    for place, row in enumerate(rows):
        cells = table.rows[place + 1].cells
        if row is None:
            _fill(cells[0], tags[place], 10)
            continue
        _fill(cells[0], "{{ m.no + 1 }}" if "m.no" in row[1] else row[0], 10)
        _fill(cells[1], row[1], 10)
        cells[2].paragraphs[0].paragraph_format.space_before = Pt(26)
        for cell in cells:
            cell.paragraphs[0].paragraph_format.keep_with_next = True
        table.rows[place + 1].height = Cm(1.3)
    _widths(table, (1.2, 5.0, 6.3, 4.5))


if __name__ == "__main__":
    main()

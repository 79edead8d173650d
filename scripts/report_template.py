"""``python scripts/report_template.py``: builds the Word template of the report to the head of a unit.

Once built, the file is styled in Word; this is how its first edition was made. All words come from the words room.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt

OUT = Path(__file__).parents[1] / "templates" / "docx" / "laporan_pemeriksaan.docx"
LETTER = ("number", "to", "from", "date", "attached", "about")
WIDE = (1.0, 3.4, 5.2, 7.8, 6.3, 2.0)


def main() -> None:
    """Writes the template."""
    document = Document()
    core = document.core_properties
    core.author, core.comments = "kinerja_docs", ""
    _styles(document)
    _page(document.sections[0], landscape=False)
    _head(document)
    _body(document)
    _annex(document)
    OUT.parent.mkdir(parents=True, exist_ok=True)
    document.save(str(OUT))


def _styles(document: Any) -> None:
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = "Arial", Pt(11)
    normal.element.rPr.rFonts.set(qn("w:eastAsia"), "Arial")
    normal.paragraph_format.space_after = Pt(4)
    title = document.styles["Heading 1"]
    title.font.name, title.font.size, title.font.bold = "Arial", Pt(11), True
    title.font.color.rgb = None
    fonts = title.element.rPr.rFonts
    for name in list(fonts.attrib):  # the theme's fonts would go before ours
        del fonts.attrib[name]
    for name in ("ascii", "hAnsi", "cs", "eastAsia"):
        fonts.set(qn(f"w:{name}"), "Arial")
    title.paragraph_format.space_before, title.paragraph_format.space_after = Pt(10), Pt(3)
    title.paragraph_format.keep_with_next = True


def _page(section: Any, landscape: bool) -> None:
    section.page_width, section.page_height = (Cm(29.7), Cm(21)) if landscape else (Cm(21), Cm(29.7))
    section.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
    section.left_margin = section.right_margin = Cm(2)
    section.top_margin = section.bottom_margin = Cm(2)


def _head(document: Any) -> None:
    _say(document, "{%p if office %}")
    _say(document, "{{ office }}", bold=True, centre=True, size=13)
    _say(document, "{%p endif %}")
    _say(document, "{{ w.title }}", bold=True, centre=True, size=12)
    table = document.add_table(rows=0, cols=3)
    for name in LETTER:
        cells = table.add_row().cells
        for cell, text in zip(cells, (f"{{{{ w.{name} }}}}", ":", f"{{{{ {name} }}}}"), strict=True):
            cell.paragraphs[0].text = text
            cell.paragraphs[0].paragraph_format.space_after = Pt(2)
    _widths(table, (2.6, 0.5, 13.9))
    rule = _say(document, "")
    border = OxmlElement("w:pBdr")
    line = OxmlElement("w:top")
    for name, value in (("val", "single"), ("sz", "8"), ("space", "1"), ("color", "auto")):
        line.set(qn(f"w:{name}"), value)
    border.append(line)
    rule._p.get_or_add_pPr().append(border)


def _body(document: Any) -> None:
    _say(document, "{{ opening }}")
    _say(document, "{{ result }}")
    for name in ("accepted", "changed"):
        _say(document, f"{{%p if {name} %}}")
        _say(document, f"{{{{ {name} }}}}")
        _say(document, "{%p endif %}")
    document.add_heading("{{ w.owed }}", 1)
    _say(document, "{%p if owed %}")
    _grid(document, ("w.row", "w.person", "w.owed_what"), "owed", ("no", "person", "what"), (1.0, 9.0, 7.0))
    _say(document, "{%p else %}")
    _say(document, "{{ w.owed_none }}")
    _say(document, "{%p endif %}")
    document.add_heading("{{ w.mend }}", 1)
    _say(document, "{%p if mend %}")
    heads = ("w.row", "w.file", "w.error", "w.warning", "w.skips", "w.verdict")
    _grid(
        document, heads, "mend", ("no", "file", "error", "warning", "skipped", "shown"), (1.0, 6.3, 2.2, 2.5, 2.0, 3.0)
    )
    _say(document, "{%p if mend_more %}")
    _say(document, "{{ mend_more }}")
    _say(document, "{%p endif %}")
    _say(document, "{%p else %}")
    _say(document, "{{ w.mend_none }}")
    _say(document, "{%p endif %}")
    for name in ("bare", "skipped"):
        _say(document, f"{{%p if {name} %}}")
        document.add_heading(f"{{{{ w.{name} }}}}", 1)
        _say(document, f"{{%p for line in {name} %}}")
        document.add_paragraph("{{ line }}", style="List Bullet")
        _say(document, "{%p endfor %}")
        _say(document, "{%p endif %}")
    document.add_heading("{{ w.next }}", 1)
    _say(document, "{{ w.next_text }}")
    _say(document, "{{ w.thanks }}")
    signer = _say(document, "{{ w.signer }}")
    signer.paragraph_format.left_indent, signer.paragraph_format.space_before = Cm(10), Pt(14)
    signer.paragraph_format.space_after = Pt(60)


def _annex(document: Any) -> None:
    _say(document, "{%p if findings %}")
    section = document.add_section()
    _page(section, landscape=True)
    _say(document, "{{ w.annex }}", bold=True)
    _say(document, "{{ w.annex_title }}", bold=True, centre=True, size=12)
    heads = ("w.row", "w.file", "w.where", "w.message", "w.fix", "w.who")
    _grid(document, heads, "findings", ("no", "file", "place", "message", "fix", "owner"), WIDE, size=9)
    _say(document, "{%p if more %}")
    _say(document, "{{ more }}")
    _say(document, "{%p endif %}")
    _say(document, "{%p endif %}")


def _say(document: Any, text: str, bold: bool = False, centre: bool = False, size: float | None = None) -> Any:
    paragraph = document.add_paragraph()
    run = paragraph.add_run(text)
    run.bold = bold
    if size:
        run.font.size = Pt(size)
    if centre:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    return paragraph


def _grid(
    document: Any,
    heads: tuple[str, ...],
    rows: str,
    names: tuple[str, ...],
    widths: tuple[float, ...],
    size: float = 9.5,
    figures: tuple[str, ...] = (),
) -> None:
    """A table with a header that is repeated on each page, and a row for each of ``rows``; ``figures`` stand right."""
    table = document.add_table(rows=4, cols=len(heads))
    table.style = "Table Grid"
    lines = table.rows
    for cell, head in zip(lines[0].cells, heads, strict=True):
        _fill(cell, f"{{{{ {head} }}}}", size, bold=True)
        shade = OxmlElement("w:shd")
        shade.set(qn("w:val"), "clear")
        shade.set(qn("w:fill"), "E4E9F0")
        cell._tc.get_or_add_tcPr().append(shade)
    lines[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    _fill(lines[1].cells[0], f"{{%tr for r in {rows} %}}", size)
    for cell, name in zip(lines[2].cells, names, strict=True):
        _fill(cell, f"{{{{ r.{name} }}}}", size)
    for place, name in enumerate(names):
        for line in (lines[0], lines[2]) if name in figures else ():
            line.cells[place].paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.RIGHT
    lines[2]._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
    _fill(lines[3].cells[0], "{%tr endfor %}", size)
    _widths(table, widths)


def _fill(cell: Any, text: str, size: float, bold: bool = False) -> None:
    paragraph = cell.paragraphs[0]
    paragraph.paragraph_format.space_after = Pt(1)
    run = paragraph.add_run(text)
    run.font.size, run.bold = Pt(size), bold


def _widths(table: Any, widths: tuple[float, ...]) -> None:
    table.autofit = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Cm(width)
    for row in table.rows:
        for cell, width in zip(row.cells, widths, strict=True):
            cell.width = Cm(width)


if __name__ == "__main__":
    main()

"""A template in the style of an office: made over once for each batch, then filled like any other."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kinerja_docs.letter_style import LetterStyle

if TYPE_CHECKING:
    from docx.document import Document

HEAD = "{{ instansi }}"  # the paragraph that a letterhead begins with
LOGO_HEIGHT = 2.2  # centimetres
WIDTHS = ("w:gridCol", "w:tcW", "w:tblW")
_SIDES = {"margin_atas": "top", "margin_kanan": "right", "margin_bawah": "bottom", "margin_kiri": "left"}


def write_styled(template: Path, style: LetterStyle, target: Path) -> Path:
    """The template as the office wants it, at ``target``."""
    import docx

    word = docx.Document(str(template))
    if style.font or style.size:
        _font(word, style)
    if style.paper or style.margins:
        _pages(word, style)
    if style.kop or style.logo:
        _letterhead(word, style)
    word.save(str(target))
    return target


def _font(word: Document, style: LetterStyle) -> None:
    """The font of plain text; what a template sets in another font on purpose (symbols) stays."""
    from docx.oxml.ns import qn
    from docx.shared import Pt

    normal: Any = word.styles["Normal"]
    if style.size:
        normal.font.size = Pt(style.size)
    if style.font:
        before = normal.font.name
        normal.font.name = style.font
        for fonts in (normal.element.rPr.rFonts, *_same(word, before)):
            for name in ("ascii", "hAnsi", "eastAsia", "cs"):
                fonts.set(qn(f"w:{name}"), style.font)
            for name in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
                fonts.attrib.pop(qn(f"w:{name}"), None)


def _same(word: Document, font: str | None) -> Iterator[Any]:
    """Where runs and styles name the font of plain text once more."""
    from docx.oxml.ns import qn

    for root in (word.element, word.styles.element):
        for fonts in root.iter(qn("w:rFonts")):
            if font is not None and fonts.get(qn("w:ascii")) == font:
                yield fonts


def _pages(word: Document, style: LetterStyle) -> None:
    """Paper and margins of every section; tables keep their share of the width between the margins."""
    from docx.enum.section import WD_ORIENT
    from docx.oxml.ns import qn
    from docx.shared import Cm, Twips

    tables = _tables(word)
    for section, inside in zip(word.sections, tables, strict=True):
        before = _room(section)
        if style.paper:
            width, height = style.paper
            if section.orientation == WD_ORIENT.LANDSCAPE:
                width, height = height, width
            section.page_width, section.page_height = Cm(width), Cm(height)
        for side, value in style.margins:
            setattr(section, f"{_SIDES[side]}_margin", Cm(value))
        now = _room(section)
        if before and now > 0 and now != before:
            for table in inside:
                columns = table.iterfind(f"{qn('w:tblGrid')}/{qn('w:gridCol')}")
                width = sum(Twips(int(column.get(qn("w:w"), "0"))) for column in columns)
                _scale(table, now / max(before, width))


def _room(section: Any) -> int:
    return int(section.page_width or 0) - int(section.left_margin or 0) - int(section.right_margin or 0)


def _tables(word: Document) -> list[list[Any]]:
    """The tables of each section, in its order: a section ends at the paragraph that holds its settings."""
    from docx.oxml.ns import qn

    found: list[list[Any]] = [[]]
    for block in word.element.body:
        if block.tag == qn("w:tbl"):
            found[-1].append(block)
        elif block.tag == qn("w:p") and block.find(f"{qn('w:pPr')}/{qn('w:sectPr')}") is not None:
            found.append([])
    return found


def _scale(table: Any, share: float) -> None:
    from docx.oxml.ns import qn

    for name in WIDTHS:
        for width in table.iter(qn(name)):
            given = width.get(qn("w:w"), "")
            if given.isdigit() and width.get(qn("w:type"), "dxa") == "dxa":
                width.set(qn("w:w"), str(round(int(given) * share)))


def _letterhead(word: Document, style: LetterStyle) -> None:
    """The lines of the office in place of its name, and its mark above; a template without a letterhead has none."""
    from copy import deepcopy

    from docx.shared import Cm, Pt

    head = next((one for one in word.paragraphs if one.text.strip()), None)
    if head is None or head.text.strip() != HEAD:
        return
    if style.logo:
        above = head.insert_paragraph_before()
        above.paragraph_format.alignment = head.alignment
        above.paragraph_format.space_after = Pt(2)
        above.paragraph_format.keep_with_next = True
        above.add_run().add_picture(str(style.logo), height=Cm(LOGO_HEIGHT))
    if style.kop:
        plain = deepcopy(head._p)
        for line in style.kop[:-1]:
            head._p.addprevious(copy := deepcopy(plain))
            _write(type(head)(copy, head._parent), line)
        _write(head, style.kop[-1])


def _write(paragraph: Any, line: str) -> None:
    """One line in the first run's dress. What looks like a tag is printed as it stands."""
    first, *others = paragraph.runs
    for run in others:
        run._r.getparent().remove(run._r)
    first.text = line.replace("{{", "{_{").replace("}}", "}_}").replace("{%", "{_%").replace("%}", "%_}")

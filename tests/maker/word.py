"""Writes a :class:`Bundle` as a Word file and notes in every box where it stands."""

from __future__ import annotations

import io
from datetime import datetime
from typing import Any
from xml.sax.saxutils import escape

from docx import Document
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.oxml import parse_xml
from docx.shared import Cm, Mm, Pt

from tests.maker.archive import same_bytes
from tests.maker.paper import Box, Bundle, Frame, Grid, NewPage, Paper, with_untidy_blanks

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
NAMESPACES = (
    f'xmlns:w="{W}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'
)
SIZES = {"A4": (210, 297), "F4": (215, 330)}
TWIPS_PER_CM = 567
LIST_STYLES = {"bullet": "ListBullet", "number": "ListNumber"}
STAMP = 'w:author="Penyunting" w:date="2026-01-05T08:00:00Z"'


def write_word(bundle: Bundle) -> bytes:
    """The bytes of the Word file; the same bundle always gives the same bytes."""
    return _Writer(bundle).write()


class _Writer:
    def __init__(self, bundle: Bundle) -> None:
        self.bundle = bundle
        self.document = Document()
        self.body: Any = self.document.element.body
        self.paragraphs = 0
        self.tables = 0
        self.marks = 100  # running id of controls, drawings and changes

    def write(self) -> bytes:
        for element in list(self.body):
            if not element.tag.endswith("sectPr"):
                self.body.remove(element)
        for number, paper in enumerate(self.bundle.papers):
            self._paper(paper, first=number == 0)
        self._properties()
        if self.bundle.comment:
            first = self.document.paragraphs[0]
            self.document.add_comment(first.runs, text=self.bundle.comment, author="Penyunting", initials="P")
        stream = io.BytesIO()
        self.document.save(stream)
        return same_bytes(stream.getvalue())

    def _properties(self) -> None:
        core = self.document.core_properties
        core.author = core.last_modified_by = self.bundle.creator
        core.created = core.modified = datetime(2026, 1, 5, 8, 0, 0)
        core.title, core.comments, core.language = "", "", "id-ID"
        style = self.document.styles["Normal"]
        paper = self.bundle.papers[0]
        style.font.name, style.font.size = paper.font, Pt(paper.size)
        style.paragraph_format.space_after = Pt(0)

    def _paper(self, paper: Paper, first: bool) -> None:
        section = self.document.sections[0] if first else self.document.add_section(WD_SECTION.NEW_PAGE)
        if not first:
            self.paragraphs += 1  # the paragraph that holds the properties of the section before
        short, long = SIZES[paper.paper]
        if paper.landscape:
            section.orientation = WD_ORIENT.LANDSCAPE
            section.page_width, section.page_height = Mm(long), Mm(short)
        else:
            section.orientation = WD_ORIENT.PORTRAIT
            section.page_width, section.page_height = Mm(short), Mm(long)
        section.left_margin, section.right_margin = Cm(2.0 if paper.landscape else 2.5), Cm(2)
        section.top_margin, section.bottom_margin = Cm(2), Cm(2)
        if paper.header:
            section.header.is_linked_to_previous = False
            section.header.paragraphs[0].text = paper.header
        if paper.footer:
            section.footer.is_linked_to_previous = False
            section.footer.paragraphs[0].text = paper.footer
        self.width = (long if paper.landscape else short) / 10 - (4.0 if paper.landscape else 4.5)
        self.paper = paper
        for block in paper.blocks:
            self._block(block)
        if paper.blocks and isinstance(paper.blocks[-1], Grid):
            self._add(self._paragraph(Box("", size=2)))
            self.paragraphs += 1

    def _add(self, xml: str) -> None:
        sect = self.body[-1]
        element = parse_xml(f"<w:root {NAMESPACES}>{xml}</w:root>")
        for child in list(element):
            sect.addprevious(child)

    def _block(self, block: Box | Grid | Frame | NewPage) -> None:
        if isinstance(block, Grid):
            self._add(self._table(block, self.width))
            return
        self.paragraphs += 1
        if isinstance(block, NewPage):
            self._add('<w:p><w:r><w:br w:type="page"/></w:r></w:p>')
        elif isinstance(block, Frame):
            self._add(self._frame(block))
        else:
            block.place = {"kind": "paragraph", "paragraph": self.paragraphs}
            xml = self._paragraph(block)
            self._add(self._control(xml) if block.quirk == "control" else xml)

    # paragraphs and runs

    def _paragraph(self, box: Box, text: str | None = None, break_lines: bool = True, line: int = 0) -> str:
        parts = (box.text if text is None else text).split("\n") if break_lines else [text or ""]
        runs = "<w:r><w:br/></w:r>".join(self._runs(box, part) for part in parts)
        return f"<w:p>{self._paragraph_properties(box, line)}{runs}</w:p>"

    def _paragraph_properties(self, box: Box, line: int) -> str:
        xml = ""
        if box.listed and line >= box.listed_from:
            xml += f'<w:pStyle w:val="{LIST_STYLES[box.listed]}"/>'
        if box.rule:
            xml += '<w:pBdr><w:bottom w:val="double" w:sz="6" w:space="1" w:color="auto"/></w:pBdr>'
        if box.tabs:
            stops = "".join(f'<w:tab w:val="left" w:pos="{int(stop * TWIPS_PER_CM)}"/>' for stop in box.tabs)
            xml += f"<w:tabs>{stops}</w:tabs>"
        if box.space_after is not None:
            xml += f'<w:spacing w:after="{int(box.space_after * 20)}"/>'
        if box.indent:
            xml += f'<w:ind w:left="{int(box.indent * TWIPS_PER_CM)}"/>'
        if box.align != "left":
            xml += f'<w:jc w:val="{box.align}"/>'
        return f"<w:pPr>{xml}</w:pPr>" if xml else ""

    def _runs(self, box: Box, text: str) -> str:
        if box.quirk == "tracked" and text:
            return self._tracked_runs(box, text)
        if box.pieces:
            return "".join(self._run(box, piece, struck=struck) for piece, struck in box.pieces)
        if self.bundle.untidy:
            text = with_untidy_blanks(text)
        words = text.split(" ")
        if self.bundle.split_runs and len(words) > 2:
            half = len(words) // 2
            return self._run(box, " ".join(words[:half]) + " ") + self._run(box, " ".join(words[half:]))
        return self._run(box, text) if text else ""

    def _tracked_runs(self, box: Box, text: str) -> str:
        head, _, tail = text.partition(" ")
        self.marks += 2
        deleted = self._run(box, (box.old_text or "lama") + " ", tag="delText")
        return (
            f'<w:del w:id="{self.marks}" {STAMP}>{deleted}</w:del>'
            f'<w:ins w:id="{self.marks + 1}" {STAMP}>{self._run(box, head + (" " if tail else ""))}</w:ins>'
            + (self._run(box, tail) if tail else "")
        )

    def _run(self, box: Box, text: str, tag: str = "t", struck: bool = False) -> str:
        style = ("<w:b/>" if box.bold else "") + ("<w:i/>" if box.italic else "")
        style += "<w:strike/>" if struck else ""
        size = box.size or (self.paper.size if self.paper.size != self.bundle.papers[0].size else 0)
        if size:
            style += f'<w:sz w:val="{int(size * 2)}"/><w:szCs w:val="{int(size * 2)}"/>'
        style += '<w:u w:val="single"/>' if box.underline else ""
        properties = f"<w:rPr>{style}</w:rPr>" if style else ""
        pieces = [
            f'<w:{tag} xml:space="preserve">{escape(piece)}</w:{tag}>' if piece else "" for piece in text.split("\t")
        ]
        return f"<w:r>{properties}{'<w:tab/>'.join(pieces)}</w:r>"

    def _control(self, inner: str, kind: str = "") -> str:
        self.marks += 1
        return (
            f'<w:sdt><w:sdtPr><w:id w:val="{self.marks}"/>{kind}</w:sdtPr><w:sdtContent>{inner}</w:sdtContent></w:sdt>'
        )

    def _frame(self, frame: Frame) -> str:
        inner = "".join(self._paragraph(box) for box in frame.boxes)
        self.marks += 1
        wide, high = int(self.width * 360000), 360000 * (1 + len(frame.boxes))
        shape = (
            f'<w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent cx="{wide}" cy="{high}"/>'
            f'<wp:docPr id="{self.marks}" name="Kotak Teks {self.marks}"/><a:graphic>'
            '<a:graphicData uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><wps:wsp>'
            f'<wps:cNvSpPr txBox="1"/><wps:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{wide}" cy="{high}"/></a:xfrm>'
            '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:noFill/><a:ln><a:noFill/></a:ln></wps:spPr>'
            f"<wps:txbx><w:txbxContent>{inner}</w:txbxContent></wps:txbx><wps:bodyPr/></wps:wsp></a:graphicData></a:graphic>"
            "</wp:inline></w:drawing>"
        )
        old = (
            f'<w:pict><v:shape id="kotak{self.marks}" type="#_x0000_t202" stroked="f" style="width:{wide // 12700}pt;'
            f'height:{high // 12700}pt"><v:textbox><w:txbxContent>{inner}</w:txbxContent></v:textbox></v:shape>'
            "</w:pict>"
        )
        return (
            f'<w:p><w:r><mc:AlternateContent><mc:Choice Requires="wps">{shape}</mc:Choice>'
            f"<mc:Fallback>{old}</mc:Fallback></mc:AlternateContent></w:r></w:p>"
        )

    # tables

    def _table(self, grid: Grid, room: float) -> str:
        """A table over ``room`` centimetres; tables inside it are counted after it."""
        self.tables += 1
        number, total = self.tables, sum(grid.widths)
        widths = [int(width / total * room * TWIPS_PER_CM) for width in grid.widths]
        border = "single" if grid.lines else "nil"
        sides = "".join(
            f'<w:{side} w:val="{border}"' + (' w:sz="4" w:space="0" w:color="auto"/>' if grid.lines else "/>")
            for side in ("top", "left", "bottom", "right", "insideH", "insideV")
        )
        columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
        rows = self._open_rows(grid, number)
        body = "".join(self._row(grid, index, cells, widths) for index, cells in enumerate(rows))
        return (
            f'<w:tbl><w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:jc w:val="center"/>'
            f'<w:tblBorders>{sides}</w:tblBorders><w:tblLayout w:type="fixed"/>'
            '<w:tblCellMar><w:left w:w="70" w:type="dxa"/><w:right w:w="70" w:type="dxa"/></w:tblCellMar></w:tblPr>'
            f"<w:tblGrid>{columns}</w:tblGrid>{body}</w:tbl>"
        )

    def _open_rows(self, grid: Grid, number: int) -> list[list[tuple[int, Box, bool]]]:
        """Per row: (column, box, whether it only continues a box above), and notes the places."""
        rows: list[list[tuple[int, Box, bool]]] = [[] for _ in grid.rows]
        for row, column, box in grid.positions():
            box.place = {"kind": "table_cell", "table": number, "row": row + 1, "column": column + 1}
            for down in range(box.rows):
                rows[row + down].append((column, box, down > 0))
        return [sorted(cells, key=lambda cell: cell[0]) for cells in rows]

    def _row(self, grid: Grid, index: int, cells: list[tuple[int, Box, bool]], widths: list[int]) -> str:
        properties = "<w:cantSplit/>" if grid.keep_rows else ""
        properties += "<w:tblHeader/>" if index < grid.head_rows else ""
        row = f"<w:tr>{f'<w:trPr>{properties}</w:trPr>' if properties else ''}"
        row += "".join(self._cell(column, box, goes_on, widths) for column, box, goes_on in cells) + "</w:tr>"
        return self._control(row) if any(box.quirk == "row_control" for _, box, _ in cells) else row

    def _cell(self, column: int, box: Box, goes_on: bool, widths: list[int]) -> str:
        xml = f'<w:tcW w:w="{sum(widths[column : column + box.span])}" w:type="dxa"/>'
        xml += f'<w:gridSpan w:val="{box.span}"/>' if box.span > 1 else ""
        if box.rows > 1:
            xml += "<w:vMerge/>" if goes_on else '<w:vMerge w:val="restart"/>'
        xml += f'<w:shd w:val="clear" w:color="auto" w:fill="{box.fill}"/>' if box.fill else ""
        xml += '<w:vAlign w:val="center"/>' if box.bold and box.align == "center" else ""
        lines = [""] if goes_on else [box.text] if box.breaks else box.text.split("\n")
        inner = "".join(self._paragraph(box, text, box.breaks, line) for line, text in enumerate(lines))
        if box.quirk in ("control", "prompt") and not goes_on:
            inner = self._control(inner, "<w:showingPlcHdr/>" if box.quirk == "prompt" else "")
        if box.inner is not None and not goes_on:
            inner = self._table(box.inner, sum(widths[column : column + box.span]) / TWIPS_PER_CM - 0.3) + inner
        cell = f"<w:tc><w:tcPr>{xml}</w:tcPr>{inner}</w:tc>"
        return self._control(cell) if box.quirk == "cell_control" and not goes_on and box.rows == 1 else cell

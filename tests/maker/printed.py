"""Sets a :class:`Bundle` as a PDF file by ReportLab, in a layout of its own: a second producer beside LibreOffice."""

from __future__ import annotations

import io
import itertools
from collections.abc import Iterator
from typing import Any
from xml.sax.saxutils import escape

from reportlab.lib.enums import TA_CENTER, TA_JUSTIFY, TA_LEFT, TA_RIGHT
from reportlab.lib.pagesizes import landscape
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import cm, mm
from reportlab.platypus import (
    BaseDocTemplate,
    NextPageTemplate,
    PageBreak,
    PageTemplate,
    Paragraph,
    Spacer,
    Table,
    TableStyle,
)
from reportlab.platypus import (
    Frame as Room,
)

from tests.maker.paper import Box, Bundle, Frame, Grid, NewPage, Paper

SIZES = {"A4": (210 * mm, 297 * mm), "F4": (215 * mm, 330 * mm)}
ALIGNED = {"left": TA_LEFT, "center": TA_CENTER, "right": TA_RIGHT, "both": TA_JUSTIFY}
FONTS = {
    "Times New Roman": ("Times-Roman", "Times-Bold", "Times-Italic"),
    "Arial": ("Helvetica", "Helvetica-Bold", "Helvetica-Oblique"),
}
SIGNS = {"bullet": "• ", "number": ""}
LEFT, RIGHT, TOP, BOTTOM = 2.2 * cm, 1.8 * cm, 1.9 * cm, 1.7 * cm


def write_print(bundle: Bundle) -> bytes:
    """The bytes of the PDF; the same bundle always gives the same bytes."""
    stream = io.BytesIO()
    papers = bundle.papers
    document = BaseDocTemplate(stream, invariant=1, title="")
    document.addPageTemplates([_template(number, paper) for number, paper in enumerate(papers)])
    story: list[Any] = []
    for number, paper in enumerate(papers):
        if number:
            story += [NextPageTemplate(f"paper{number}"), PageBreak()]
        story += _Setter(paper).story()
    document.build(story)
    return stream.getvalue()


def _size(paper: Paper) -> tuple[float, float]:
    size = SIZES[paper.paper]
    return landscape(size) if paper.landscape else size


def _template(number: int, paper: Paper) -> PageTemplate:
    wide, high = _size(paper)

    def margins(canvas: Any, document: Any) -> None:
        canvas.setPageSize((wide, high))
        canvas.setFont("Helvetica", 8)
        if paper.header:
            canvas.drawString(LEFT, high - 1.1 * cm, paper.header)
        canvas.drawRightString(wide - RIGHT, 0.9 * cm, f"{paper.footer}  {document.page}".strip())

    room = Room(LEFT, BOTTOM, wide - LEFT - RIGHT, high - TOP - BOTTOM, 0, 0, 0, 0)
    return PageTemplate(f"paper{number}", [room], onPage=margins, pagesize=(wide, high))


class _Setter:
    """Sets one paper."""

    def __init__(self, paper: Paper) -> None:
        self.paper = paper
        self.width = _size(paper)[0] - LEFT - RIGHT
        self.plain, self.bold, self.italic = FONTS.get(paper.font, FONTS["Arial"])

    def story(self) -> Iterator[Any]:
        for block in self.paper.blocks:
            if isinstance(block, Grid):
                yield self.table(block, self.width)
            elif isinstance(block, NewPage):
                yield PageBreak()
            elif isinstance(block, Frame):
                inner = [[self.paragraph(box, box.text)] for box in block.boxes]
                yield Table(inner, [self.width], style=TableStyle([("LEFTPADDING", (0, 0), (-1, -1), 0)]))
            else:
                yield from self.lines(block)

    def lines(self, box: Box) -> Iterator[Any]:
        """A paragraph; with tabs, its parts at their stops."""
        size = box.size or self.paper.size
        if not box.text.strip():
            yield Spacer(1, size * 1.2)
            return
        if "\t" in box.text:
            for line in box.text.split("\n"):
                yield self.stops(box, line)
            return
        yield self.paragraph(box, box.text)

    def stops(self, box: Box, line: str) -> Any:
        parts = line.split("\t")
        stops = [stop * cm for stop in box.tabs][: len(parts) - 1]
        while len(stops) < len(parts) - 1:
            stops.append((stops[-1] if stops else 0) + 1.27 * cm)
        edges = [0.0, *stops, self.width]
        widths = [max(two - one, 1.0) for one, two in itertools.pairwise(edges)]
        cells = [[self.paragraph(Box(part, bold=box.bold), part) for part in parts]]
        style = [(f"{side}PADDING", (0, 0), (-1, -1), 0) for side in ("LEFT", "RIGHT", "TOP", "BOTTOM")]
        return Table(cells, widths, style=TableStyle([*style, ("VALIGN", (0, 0), (-1, -1), "TOP")]))

    def paragraph(self, box: Box, text: str) -> Paragraph:
        size = box.size or self.paper.size
        style = ParagraphStyle(
            "print",
            fontName=self.bold if box.bold else self.italic if box.italic else self.plain,
            fontSize=size,
            leading=size * 1.2,
            alignment=ALIGNED[box.align],
            leftIndent=box.indent * cm,
            spaceAfter=4 if box.space_after is None else box.space_after,
        )
        return Paragraph(self.marked(box, text), style)

    def marked(self, box: Box, text: str) -> str:
        if box.pieces:
            marked = "".join(f"<strike>{escape(part)}</strike>" if gone else escape(part) for part, gone in box.pieces)
        else:
            lines = text.split("\n")
            sign = SIGNS.get(box.listed, "")
            marked = "\n".join(
                f"{sign if number >= box.listed_from else ''}{escape(x)}" for number, x in enumerate(lines)
            )
        marked = marked.replace("\t", " ").replace("\n", "<br/>")
        return f"<u>{marked}</u>" if box.underline else marked

    def table(self, grid: Grid, room: float) -> Table:
        widths = [width / sum(grid.widths) * room for width in grid.widths]
        rows: list[list[Any]] = [["" for _ in widths] for _ in grid.rows]
        style: list[tuple[Any, ...]] = [("VALIGN", (0, 0), (-1, -1), "TOP")]
        style += [(f"{side}PADDING", (0, 0), (-1, -1), 3.5) for side in ("LEFT", "RIGHT", "TOP", "BOTTOM")]
        if grid.lines:
            style.append(("GRID", (0, 0), (-1, -1), 0.5, (0, 0, 0)))
        for row, column, box in grid.positions():
            end = (column + box.span - 1, row + box.rows - 1)
            if end != (column, row):
                style.append(("SPAN", (column, row), end))
            if box.fill:
                style.append(("BACKGROUND", (column, row), end, f"#{box.fill}"))
            content: list[Any] = []
            if box.inner is not None:
                content.append(self.table(box.inner, sum(widths[column : column + box.span]) - 8))
            content.append(self.paragraph(box, box.text))
            rows[row][column] = content
        return Table(rows, widths, style=TableStyle(style), repeatRows=grid.head_rows, hAlign="CENTER")

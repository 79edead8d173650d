"""Prints a :class:`Bundle` as a PDF by a producer of its own (ReportLab) and notes in every box its page.

The look differs from what Word or a workbook prints: other fonts and paper, headings repeated on every page, a footer
between the halves of a table, rows that a page break cuts in two.
"""

from __future__ import annotations

import io
import random
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from xml.sax.saxutils import escape

from reportlab.lib import colors
from reportlab.lib.enums import TA_CENTER, TA_JUSTIFY, TA_LEFT, TA_RIGHT
from reportlab.lib.pagesizes import A4, landscape, legal
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import cm, mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import (
    BaseDocTemplate,
    Flowable,
    NextPageTemplate,
    PageBreak,
    PageTemplate,
    Paragraph,
    Spacer,
    Table,
)
from reportlab.platypus import Frame as Area

from tests.maker.paper import Box, Bundle, Frame, Grid, NewPage, Paper

SIZES = {"A4": A4, "F4": (215 * mm, 330 * mm), "Legal": legal}
ALIGNS = {"left": TA_LEFT, "center": TA_CENTER, "right": TA_RIGHT, "both": TA_JUSTIFY}
FAMILIES = {
    "Helvetica": ("Helvetica", "Helvetica-Bold", "Helvetica-Oblique"),
    "Times": ("Times-Roman", "Times-Bold", "Times-Italic"),
    "Vera": ("Vera", "VeraBd", "VeraIt"),  # embedded, with a subset of the signs
}
NOT_IN_FONT = str.maketrans({"√": "v", "✓": "v", "…": "...", "‹": "<", "›": ">"})


@dataclass(frozen=True)
class PdfLook:
    """How the PDF looks. ``paper`` overrides that of the bundle; ``cut_rows``: a page break may cut a row in two."""

    family: str = "Helvetica"
    paper: str = ""
    footer: str = ""  # text; {page} and {owner} are filled in
    cut_rows: bool = True
    repeat_heads: bool = True
    line_width: float = 0.5
    colour: bool = True


def random_look(rng: random.Random) -> PdfLook:
    """A look as some printer program might have it."""
    return PdfLook(
        family=rng.choice(list(FAMILIES)),
        paper=rng.choice(["", "", "A4", "F4", "Legal"]),
        footer=rng.choice(["", "Hal. {page}", "{page}", "Dicetak dari aplikasi kinerja  |  Halaman {page}"]),
        cut_rows=rng.random() < 0.6,
        repeat_heads=rng.random() < 0.7,
        line_width=rng.choice([0.25, 0.5, 0.75]),
        colour=rng.random() < 0.8,
    )


def write_pdf(bundle: Bundle, look: PdfLook | None = None) -> bytes:
    """The bytes of the PDF; the same bundle and look always give the same bytes. A box then stands on a ``page``."""
    return _Writer(bundle, look or PdfLook()).write()


class _Told(Paragraph):  # type: ignore[misc, unused-ignore]
    """A paragraph that tells its box where it was drawn first."""

    box: Box | None = None

    def split(self, wide: float, high: float) -> list[Flowable]:
        parts: list[Flowable] = super().split(wide, high)
        if parts:
            parts[0].box = self.box
        return parts

    def draw(self) -> None:
        super().draw()
        if self.box is not None and self.box.place is None:
            self.box.place = {"kind": "page", "page": self.canv.getPageNumber()}


class _Writer:
    def __init__(self, bundle: Bundle, look: PdfLook) -> None:
        self.bundle, self.look = bundle, look
        self.fonts = FAMILIES[look.family]
        if look.family == "Vera":
            for name in self.fonts:
                pdfmetrics.registerFont(TTFont(name, f"{name}.ttf"))
        self.styles: dict[tuple[Any, ...], ParagraphStyle] = {}

    def write(self) -> bytes:
        stream = io.BytesIO()
        document = BaseDocTemplate(stream, invariant=1, author=self.bundle.creator, title="")
        story: list[Flowable] = []
        for number, paper in enumerate(self.bundle.papers):
            document.addPageTemplates(self._page(paper, str(number)))
            if number:
                story += [NextPageTemplate(str(number)), PageBreak()]
            story += self._paper(paper)
        for box in all_boxes(self.bundle):
            box.place = None
        document.build(story)
        return stream.getvalue()

    def _page(self, paper: Paper, name: str) -> PageTemplate:
        wide, high = self._size(paper)
        footer = "   ".join(part for part in (paper.footer, self.look.footer) if part)

        def decorate(canvas: Any, _: Any) -> None:
            canvas.saveState()
            canvas.setFont(self.fonts[0], 7)
            canvas.drawString(1.8 * cm, 0.8 * cm, footer.format(page=canvas.getPageNumber(), owner=paper.footer))
            if paper.header:
                canvas.setFont(self.fonts[1], 10)
                canvas.drawCentredString(wide / 2, high - 1.2 * cm, paper.header)
            canvas.restoreState()

        area = Area(1.8 * cm, 1.5 * cm, wide - 3.6 * cm, high - 3.2 * cm, 0, 0, 0, 0)
        return PageTemplate(name, [area], onPage=decorate, pagesize=(wide, high))

    def _size(self, paper: Paper) -> tuple[float, float]:
        size = SIZES[self.look.paper or paper.paper]
        turned: tuple[float, float] = landscape(size) if paper.landscape else size
        return turned

    def _paper(self, paper: Paper) -> list[Flowable]:
        self.paper, self.width = paper, self._size(paper)[0] - 3.6 * cm
        story: list[Flowable] = []
        for block in paper.blocks:
            if isinstance(block, Grid):
                story += [self._grid(block, self.width), Spacer(1, 2)]
            elif isinstance(block, Frame):
                story += [self._line(box) for box in block.boxes]
            elif isinstance(block, NewPage):
                story.append(PageBreak())
            else:
                story.append(self._line(block))
        return story

    # paragraphs

    def _line(self, box: Box) -> Flowable:
        """A paragraph; one with tabs as a row without rules."""
        if not box.text:
            return self._told(box, "&nbsp;")
        if "\t" not in box.text:
            return self._told(box, self._markup(box))
        stops = [0.0, *(stop * cm for stop in box.tabs or (3.0,)), self.width - box.indent * cm]
        rows = [line.split("\t") for line in box.text.split("\n")]
        many = min(max(len(row) for row in rows), len(stops) - 1)
        cells: list[list[Any]] = []
        for row in rows:
            told = [self._told(box, escape(part) or " ", bare=True) for part in row[:many]]
            cells.append([*told, *([""] * (many - len(told)))])
        widths = [stops[at + 1] - stops[at] for at in range(many - 1)] + [stops[-1] - stops[many - 1]]
        table = Table(cells, colWidths=widths, hAlign="RIGHT" if box.indent else "LEFT")
        table.setStyle([("VALIGN", (0, 0), (-1, -1), "TOP"), *_paddings(0, 0)])
        return table

    def _told(self, box: Box, markup: str, bare: bool = False) -> _Told:
        paragraph = _Told(markup.translate(NOT_IN_FONT), self._style(box, bare))
        paragraph.box = box
        return paragraph

    def _markup(self, box: Box) -> str:
        if box.pieces:
            return "".join(f"<strike>{escape(text)}</strike>" if gone else escape(text) for text, gone in box.pieces)
        lines = box.text.split("\n")
        if box.listed == "bullet":
            lines = [line if at < box.listed_from else f"\u2022 {line}" for at, line in enumerate(lines)]
        return "<br/>".join(escape(line) or " " for line in lines)

    def _style(self, box: Box, bare: bool = False) -> ParagraphStyle:
        size = box.size or self.paper.size
        key = (box.bold, box.italic, box.align, size, box.indent, bare)
        if key not in self.styles:
            font = self.fonts[1] if box.bold else self.fonts[2] if box.italic else self.fonts[0]
            self.styles[key] = ParagraphStyle(
                f"s{len(self.styles)}",
                fontName=font,
                fontSize=size,
                leading=size * 1.2,
                alignment=ALIGNS["left" if bare else box.align],
                leftIndent=0 if bare else box.indent * cm,
            )
        return self.styles[key]

    # tables

    def _grid(self, grid: Grid, room: float) -> Table:
        total = sum(grid.widths)
        widths = [width / total * room for width in grid.widths]
        cells: list[list[Any]] = [[""] * len(widths) for _ in grid.rows]
        style: list[tuple[Any, ...]] = [("VALIGN", (0, 0), (-1, -1), "TOP"), *_paddings(3, 1.5)]
        if grid.lines:
            style.append(("GRID", (0, 0), (-1, -1), self.look.line_width, colors.black))
        for row, column, box in grid.positions():
            cells[row][column] = self._content(box, sum(widths[column : column + box.span]) - 6)
            end = (column + box.span - 1, row + box.rows - 1)
            if end != (column, row):
                style.append(("SPAN", (column, row), end))
            if box.fill and self.look.colour:
                style.append(("BACKGROUND", (column, row), end, colors.HexColor(f"#{box.fill}")))
        heads = grid.head_rows if self.look.repeat_heads and grid.head_rows < len(grid.rows) else 0
        spanned = any(box.rows > 1 for _, _, box in grid.positions())
        return Table(
            cells,
            colWidths=widths,
            style=style,
            repeatRows=heads,
            splitInRow=int(self.look.cut_rows and not spanned),
        )

    def _content(self, box: Box, room: float) -> list[Flowable]:
        if box.inner is not None:
            return [self._grid(box.inner, room)]
        if "\t" in box.text:
            return [self._told(box, escape(box.text.replace("\t", " ")))]
        return [self._told(box, self._markup(box) or " ")]


def _paddings(sides: float, above: float) -> list[tuple[Any, ...]]:
    every = ((0, 0), (-1, -1))
    return [
        ("LEFTPADDING", *every, sides),
        ("RIGHTPADDING", *every, sides),
        ("TOPPADDING", *every, above),
        ("BOTTOMPADDING", *every, above + 0.5),
    ]


def all_boxes(bundle: Bundle) -> Iterator[Box]:
    """Every box, those of inner tables too."""
    grids: list[Grid] = []
    for paper in bundle.papers:
        for block in paper.blocks:
            if isinstance(block, Box):
                yield block
            elif isinstance(block, Frame):
                yield from block.boxes
            elif isinstance(block, Grid):
                grids.append(block)
    while grids:
        for _, _, box in grids.pop().positions():
            yield box
            if box.inner is not None:
                grids.append(box.inner)

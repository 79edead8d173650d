"""Writes a :class:`Bundle` as a workbook and notes in every box where it stands."""

from __future__ import annotations

import io
import math
import re
import zipfile
from datetime import datetime
from typing import Any

import xlsxwriter
from xlsxwriter.utility import xl_rowcol_to_cell

from tests.maker.paper import Box, Bundle, Frame, Grid, NewPage, Paper, with_untidy_blanks

SHEET_WIDTH = {False: 95.0, True: 140.0}  # characters over the page, upright and landscape
PAPER_CODES = {"A4": 9, "F4": 14}


def write_sheet(bundle: Bundle) -> bytes:
    """The bytes of the workbook; the same bundle always gives the same bytes."""
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True})
    book.set_properties({"author": bundle.creator, "created": datetime(2026, 1, 5, 8, 0, 0)})
    formats: dict[tuple[Any, ...], Any] = {}
    for paper in bundle.papers:
        _Writer(book, paper, formats, bundle.untidy).write()
    book.close()
    return _without_results(stream.getvalue())


def _without_results(data: bytes) -> bytes:
    """Takes out the stored results of formulas that were written with an empty one, as a program without a
    calculating engine leaves them."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for member in old.infolist():
            content = old.read(member)
            if member.filename.startswith("xl/worksheets/sheet"):
                content = re.sub(rb' t="str"><f>([^<]*)</f><v></v>', rb"><f>\1</f>", content)
            new.writestr(member, content)
    return stream.getvalue()


class _Writer:
    def __init__(
        self, book: xlsxwriter.Workbook, paper: Paper, formats: dict[tuple[Any, ...], Any], untidy: bool
    ) -> None:
        self.book, self.paper, self.formats, self.untidy = book, paper, formats, untidy
        self.sheet = book.add_worksheet(paper.name)
        grids = [block for block in paper.blocks if isinstance(block, Grid)]
        self.main = max(grids, key=lambda grid: (len(grid.widths), len(grid.rows))) if grids else Grid([1])
        self.row = paper.first_row

    def write(self) -> None:
        self._page()
        for block in self.paper.blocks:
            if isinstance(block, Grid):
                self._grid(block)
            elif isinstance(block, Frame):
                for box in block.boxes:
                    self._paragraph(box)
            elif isinstance(block, NewPage):
                self.row += 1
            else:
                self._paragraph(block)
        if self.paper.hidden_note:
            column = self._column(len(self.main.widths) - 1) + 1
            self.sheet.set_column(column, column, 6, None, {"hidden": True})
            self.sheet.write_string(self.row - 2, column, "cek")

    def _page(self) -> None:
        paper = self.paper
        if paper.landscape:
            self.sheet.set_landscape()
        self.sheet.set_paper(PAPER_CODES[paper.paper])
        self.sheet.fit_to_pages(1, 0)
        self.sheet.set_margins(0.6, 0.5, 0.6, 0.6)
        self.sheet.hide_gridlines(1)
        if paper.footer:
            self.sheet.set_footer("&L&8" + paper.footer)
        total = sum(self.main.widths)
        for index, width in enumerate(self.main.widths):
            column = self._column(index)
            self.sheet.set_column(column, column, self._characters(width / total))
        if paper.spare_column is not None:
            spare = self._column(paper.spare_column) + 1
            self.sheet.set_column(spare, spare, 2)

    def _characters(self, share: float) -> float:
        return max(4.0, share * SHEET_WIDTH[self.paper.landscape])

    def _column(self, main_index: int) -> int:
        """Sheet column (from 0) of a column of the widest table."""
        spare = self.paper.spare_column
        return main_index + self.paper.first_column + (1 if spare is not None and main_index > spare else 0)

    def _edges(self, grid: Grid) -> list[int]:
        """For each column edge of a table, the edge of the widest table that it lies on."""
        if grid is self.main or len(grid.widths) == len(self.main.widths):
            return list(range(len(self.main.widths) + 1))
        goal, many = _shares(self.main.widths), len(self.main.widths)
        edges = [0]
        for number, share in enumerate(_shares(grid.widths)[1:-1], start=1):
            low, high = edges[-1] + 1, many - (len(grid.widths) - number)
            edges.append(min(range(low, high + 1), key=lambda edge: abs(goal[edge] - share)))
        return [*edges, many]

    def _grid(self, grid: Grid) -> None:
        edges, top = self._edges(grid), self.row
        heights: dict[int, float] = {}
        for row, column, box in grid.positions():
            left, right = edges[column], edges[column + box.span] - 1
            self._box(box, top + row, left, top + row + box.rows - 1, right, grid.lines)
            if box.rows == 1:
                heights[row] = max(heights.get(row, 0), self._height(box, left, right))
        for row, height in heights.items():
            self.sheet.set_row(top + row, height)
        self.row = top + len(grid.rows)

    def _paragraph(self, box: Box) -> None:
        last = len(self.main.widths) - 1
        self._box(box, self.row, 0, self.row, last, lines=False)
        self.sheet.set_row(self.row, self._height(box, 0, last))
        self.row += 1

    def _height(self, box: Box, left: int, right: int) -> float:
        share = sum(self.main.widths[left : right + 1]) / sum(self.main.widths)
        size = box.size or self.paper.size
        room = self._characters(share) * 11 / size
        lines = sum(max(1, math.ceil(len(part) / room)) for part in box.text.split("\n"))
        return max(15.0, lines * size * 1.3 + 3)

    def _box(self, box: Box, top: int, left: int, bottom: int, right: int, lines: bool) -> None:
        first, last = self._column(left), self._column(right)
        spans = left != right or top != bottom
        spilling = spans and not lines and not self.paper.merge and top == bottom
        style = self._format(box, lines, wrap=not spilling)
        box.place = {"kind": "cell", "sheet": self.paper.name, "cell": xl_rowcol_to_cell(top, first)}
        if spans and (self.paper.merge or top != bottom):
            self.sheet.merge_range(top, first, bottom, last, "", style)
        elif spans and lines:
            for column in range(first + 1, last + 1):
                self.sheet.write_blank(top, column, None, style)
        self._value(box, top, first, style)

    def _value(self, box: Box, row: int, column: int, style: Any) -> None:
        if box.sum_of:
            cells = [other.place["cell"] for other in box.sum_of if other.place]
            formula = f"=SUM({cells[0]}:{cells[-1]})"
            self.sheet.write_formula(row, column, formula, style, box.number if box.stored else "")
        elif box.ratio_of:
            one, two, three = (other.place["cell"] for other in box.ratio_of if other.place)
            formula = f"={one}*{two}/{three}"
            self.sheet.write_formula(row, column, formula, style, box.number if box.stored else "")
        elif box.number is not None:
            self.sheet.write_number(row, column, box.number, style)
        elif box.pieces:
            self._pieces(box, row, column, style)
        elif box.text:
            text = box.text.replace("\t", " ")
            self.sheet.write_string(row, column, with_untidy_blanks(text) if self.untidy else text, style)
        else:
            self.sheet.write_blank(row, column, None, style)

    def _pieces(self, box: Box, row: int, column: int, style: Any) -> None:
        """A text that is partly struck out, or one whose whole cell is not struck at all."""
        if not any(struck for _, struck in box.pieces):
            self.sheet.write_string(row, column, box.text, style)
            return
        common = {"bold": box.bold, "font_size": box.size or self.paper.size, "font_name": self.paper.font}
        parts: list[Any] = []
        for text, struck in box.pieces:
            parts += [self.book.add_format(common | {"font_strikeout": struck}), text]
        self.sheet.write_rich_string(row, column, *parts, style)

    def _format(self, box: Box, lines: bool, wrap: bool = True) -> Any:
        align = {"both": "justify"}.get(box.align, box.align)
        size = box.size or self.paper.size
        key = (
            box.bold,
            box.italic,
            box.underline,
            align,
            box.fill,
            size,
            lines,
            box.pattern,
            self.paper.font,
            box.rule,
            wrap,
        )
        if key not in self.formats:
            style = {
                "bold": box.bold,
                "italic": box.italic,
                "underline": box.underline,
                "align": align if wrap else "left",
                "font_size": size,
                "font_name": self.paper.font,
                "text_wrap": wrap,
                "num_format": box.pattern,
                "valign": "vcenter" if box.bold and align == "center" else "top",
                "border": 1 if lines else 0,
            }
            if box.fill:
                style["bg_color"] = "#" + box.fill
            if box.rule:
                style["bottom"] = 6
            self.formats[key] = self.book.add_format(style)
        return self.formats[key]


def _shares(widths: list[float]) -> list[float]:
    """Edges from 0 to 1."""
    total, edges = sum(widths), [0.0]
    for width in widths:
        edges.append(edges[-1] + width / total)
    return edges

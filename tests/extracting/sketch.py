"""Draw a document in a test: paragraphs, tables and sheets as plain lists.

``<`` merges with the cell on the left, ``^`` with the cell above, as a person would see it.
"""

from __future__ import annotations

from kinerja_docs.model import Block, Cell, Document, Line

Grid = list[list[str | float]]


class Sketch:
    """Builds a :class:`Document` piece by piece."""

    def __init__(self) -> None:
        self.document = Document("sketsa.docx", "docx")
        self._body = Block("paragraph")
        self._paragraphs = 0
        self._tables = 0
        self._sheets = 0

    def say(self, *texts: str) -> Sketch:
        """Add body paragraphs."""
        for text in texts:
            self._paragraphs += 1
            self.document.lines.append(
                Line(self._body, self._paragraphs, [Cell(self._body, self._paragraphs, 1, text)])
            )
        return self

    def table(self, grid: Grid) -> Sketch:
        """Add a table."""
        self._tables += 1
        self._grid(Block("table", self._tables), grid, keep_blank=True)
        return self

    def sheet(self, name: str, grid: Grid) -> Sketch:
        """Add a sheet; blank cells and rows are not there."""
        self._sheets += 1
        self._grid(Block("sheet", self._sheets, name), grid, keep_blank=False)
        return self

    def _grid(self, block: Block, grid: Grid, keep_blank: bool) -> None:
        above: dict[int, Cell] = {}
        for number, texts in enumerate(grid, 1):
            over: dict[int, Cell] = {}
            for column, text in enumerate(texts, 1):
                if text == "<" and column > 1:
                    cell = over[column - 1]
                    cell.colspan = max(cell.colspan, column - cell.column + 1)
                elif text == "^":
                    cell = above[column]
                    cell.rowspan = number - cell.row + 1
                else:
                    cell = _cell(block, number, column, text)
                over[column] = cell
            above = over
            cells = list(dict.fromkeys(over.values()))
            if not keep_blank:
                cells = [cell for cell in cells if cell.text]
            if cells:
                self.document.lines.append(Line(block, number, cells))
        for cell in {c for line in self.document.lines if line.block is block for c in line.cells}:
            if cell.rowspan > 1 or cell.colspan > 1:
                block.merged.append(
                    (cell.row, cell.column, cell.row + cell.rowspan - 1, cell.column + cell.colspan - 1)
                )


def _cell(block: Block, row: int, column: int, text: str | float) -> Cell:
    if isinstance(text, str):
        return Cell(block, row, column, text)
    return Cell(block, row, column, f"{text:g}".replace(".", ","), number=float(text), shown_as="number")

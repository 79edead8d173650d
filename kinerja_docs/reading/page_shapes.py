"""Which grids are tables: frames around text, page borders and trees of boxes are not."""

from __future__ import annotations

from collections.abc import Sequence

from kinerja_docs.reading.page_fill import is_inside
from kinerja_docs.reading.pages import Page, PageTable, PageText

BORDER = 0.6  # share of the page that a frame around all of it covers
SIDE = 0.7  # share of one side of a table that is ruled
BOXES = 4  # framed texts on a page, from which on they are a drawing


def sorted_out(
    grids: Sequence[PageTable], page: Page, words: Sequence[PageText], rules: int
) -> tuple[list[PageTable], bool]:
    """The grids that are tables, and whether the page draws a tree of boxes."""
    tables: list[PageTable] = []
    boxes = 0
    for grid in grids:
        if len(grid.cells) > 1:
            if _is_closed(grid):
                tables.append(grid)
            else:
                boxes += _boxes_with_text(grid, words)
        elif not _is_border(grid, page) and _holds(grid.box, words):
            boxes += not any(is_inside(grid.box, other.box) for other in grids if other is not grid)
    return tables, boxes >= BOXES


def _is_border(grid: PageTable, page: Page) -> bool:
    left, top, right, bottom = grid.box
    return (right - left) * (bottom - top) > BORDER * page.width * page.height


def _holds(box: tuple[float, float, float, float], words: Sequence[PageText]) -> bool:
    return any(is_inside(word.box, box) for word in words)


def _boxes_with_text(grid: PageTable, words: Sequence[PageText]) -> int:
    return sum(_holds(cell.box, words) for cell in grid.cells)


def _is_closed(grid: PageTable) -> bool:
    """Whether rules go round a grid: two sides that face each other are ruled, or top and bottom of each column."""
    sides = grid.sides
    if sides is None:
        return True
    left, top, right, bottom = sides
    return (top >= SIDE and bottom >= SIDE) or (left >= SIDE and right >= SIDE)

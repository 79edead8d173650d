"""Several texts in one cell: typed bullets, and items of a list that the word processor marks."""

from __future__ import annotations

import re
from collections.abc import Mapping

from kinerja_docs.model import Cell

BULLET = re.compile(r"^\s*(?:[-–—•●▪*·]|\(?(?:\d{1,2}|[a-z])[.)])\s*", re.IGNORECASE)


def items_of(cell: Cell) -> Mapping[int, str]:
    """The lines of the cell's text that are items of a list which the word processor marks, with the list's name."""
    return (cell.block.items or {}).get((cell.row, cell.column), {})


def bullets(text: str, cell: Cell) -> list[str]:
    """The bullets of a cell's text without their signs; lines that begin none go on with the one before."""
    items = items_of(cell) if text == cell.text else {}
    found: list[str] = []
    for place, line in enumerate(text.split("\n")):
        mark = BULLET.match(line)
        if mark is not None or place in items or not found:
            found.append(line[mark.end() :] if mark is not None else line)
        else:
            found[-1] += f" {line}"
    return [one for one in found if one.strip()]

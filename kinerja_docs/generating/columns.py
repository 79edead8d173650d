"""What docxtpl puts right in a filled body, done on its text: the columns of tables whose rows have got more or fewer
cells, and the numbers of pictures. Parsing the body again would take longer than filling it."""

from __future__ import annotations

import itertools
import re

_MOVING = re.compile(r"\{[{%]\s*(?:tc|colspan|hm)\b")  # tags that change how many cells a row has
_GRID = re.compile(r"<w:tblGrid>((?:<w:gridCol w:w=\"\d+\"/>)*)</w:tblGrid>")
_WIDTH = re.compile(r"w:w=\"(\d+)\"")
_SPAN = re.compile(r"<w:gridSpan w:val=\"(\d+)\"/>")
_PICTURE = re.compile(r"(<wp:docPr [^>]*?\bid=\")\d+")
FIRST_PICTURE = 1001


def moves(texts: list[str], source: str) -> bool:
    """Whether filling changes what docxtpl puts right: by the texts of the paragraphs, and the XML of the body."""
    return "<wp:docPr " in source or any(_MOVING.search(text) for text in texts)


def put_right(text: str) -> str | None:
    """The body with columns and pictures as docxtpl leaves them; None where only parsing can tell: tables within
    tables, cells within controls, columns without a width."""
    numbers = itertools.count(FIRST_PICTURE)
    if "<wp:docPr " in text:
        text = _PICTURE.sub(lambda match: f"{match[1]}{next(numbers)}", text)
    before, *tables = text.split("<w:tbl>")
    found = [before]
    for table in tables:
        inside, end, after = table.partition("</w:tbl>")
        mended = _mended(inside)
        if not end or mended is None or "</w:tbl>" in after:
            return None
        found.append(f"{mended}{end}{after}")
    return "<w:tbl>".join(found)


def _mended(table: str) -> str | None:
    grid = _GRID.search(table)
    if grid is None or "<w:sdt>" in table:
        return None
    given = [int(width) for width in _WIDTH.findall(grid[1])]
    rows = [_cells(row) for row in table.split("</w:tr>")[:-1]]
    widths = widths_for(given, max((cells for cells, _ in rows), default=0), max((span for _, span in rows), default=0))
    if widths == given:
        return table
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    whole = f"<w:tblGrid>{columns}</w:tblGrid>" if columns else "<w:tblGrid/>"
    return f"{table[: grid.start()]}{whole}{table[grid.end() :]}"


def _cells(row: str) -> tuple[int, int]:
    """How many cells a row has, and how many columns they cover."""
    cells = row.count("<w:tc>") + row.count("<w:tc ")
    return cells, cells + sum(int(span) - 1 for span in _SPAN.findall(row))


def widths_for(given: list[int], cells: int, covered: int) -> list[int]:
    """The widths of columns as docxtpl works them out: ``cells`` of the row that has most, and the most columns that
    any row covers."""
    widths, total = given, float(sum(given))
    if cells > len(given) and total > 0:
        before, now = total / len(given), total / cells
        widths = [int(float(width) * now / before) for width in given] + [int(now)] * (cells - len(given))
    over = len(widths) - covered
    if over > 0:
        kept = widths[:-over]
        more = int(sum(map(float, widths[-over:])) / len(kept)) if kept else 0
        widths = [int(float(width) + more) for width in kept]
    return widths

"""Where a table's rows end: at the next header, at what belongs to another shape, or where its block ends."""

from __future__ import annotations

from kinerja_docs.extracting.scan import Marks, Scan, is_dated, role_of
from kinerja_docs.extracting.table_head import Head
from kinerja_docs.model import Line
from kinerja_docs.text import squash

_STOPS = frozenset({"list_band", "value_heading", "party", "caption", "section", "point"})
_FURNITURE = 90  # characters of a running footer between two halves of a table
_WIDEST_CHOICE = 3  # printed cells on the line of a labelled choice: label, colon, options
_BETWEEN = 4  # paragraphs that may stand between them


def rows_region(scan: Scan, head: Head, following: Head | None) -> list[int]:
    """Numbers of the lines below a header that may hold rows of its table."""
    end = following.first if following is not None else len(scan.lines)
    block = scan.lines[head.first].block
    gap_ends, last = scan.layout.tables[head.table].gap_ends, scan.lines[head.last - 1].row
    found: list[int] = []
    for index in range(head.last, end):
        line = scan.lines[index]
        if line.block is not block:
            if not _goes_on(scan, head, index, end):
                break
            block = line.block
        if gap_ends and line.block.kind == "sheet" and line.row - last > 1:
            break
        last = line.row
        if line.block.kind == "paragraph":
            if _is_band(head, scan.marks[index]):
                found.append(index)
            continue
        if _stops(head, line, scan.marks[index]):
            break
        found.append(index)
    return found


def line_above(scan: Scan, head: Head) -> int | None:
    """Number of the nearest printed line above a header, where a band may stand over a table of its own."""
    for index in range(head.first - 1, max(-1, head.first - 1 - _BETWEEN), -1):
        if any(cell.text.strip() for cell in scan.lines[index].cells):
            return index
    return None


def _is_band(head: Head, marks: Marks) -> bool:
    return any(role_of(roles, "band", head.table) is not None for _, roles in marks)


def _goes_on(scan: Scan, head: Head, index: int, end: int) -> bool:
    """Whether a block after the table continues it: a table of the same width, with at most page furniture (blank
    paragraphs, a running footer) between."""
    if scan.lines[head.first].block.kind == "sheet":
        return False
    text = ""
    for number in range(index, min(end, index + _BETWEEN + 1)):
        line = scan.lines[number]
        if line.block.kind != "paragraph":
            return len(text) < _FURNITURE and _same_grid(scan, head, number)
        if scan.marks[number] and not _is_band(head, scan.marks[number]):
            return False
        text += squash(line.cells[0].text)
    return False


def _same_grid(scan: Scan, head: Head, index: int) -> bool:
    line = scan.lines[index]
    width = max((c.column + c.colspan - 1 for c in line.cells), default=0)
    if line.block.kind != "table" or width != head.width or _begins_another(head, line, scan.marks[index]):
        return False
    return not _stops(head, line, scan.marks[index])


def _begins_another(head: Head, line: Line, marks: Marks) -> bool:
    """Whether a line is a header of another table, read or not: it names the running number, or is mostly headers."""
    columns = [[role for role in roles if role.kind == "column"] for _, roles in marks]
    named = [roles for roles in columns if roles]
    own = sum(any(role.table == head.table for role in roles) for roles in named)
    if own == len(named) and own >= 2:
        return False  # the header comes again
    printed = sum(bool(cell.text.strip()) for cell in line.cells)
    numbered = any(role.name == "nomor" for roles in named for role in roles)
    return numbered or (len(named) >= 2 and len(named) * 2 >= printed)


def _stops(head: Head, line: Line, marks: Marks) -> bool:
    for _, roles in marks:
        for role in roles:
            if role.kind in _STOPS or (role.kind == "value" and head.table != role.table):
                return True
    sheet = line.block.kind == "sheet" and len(line.cells) <= 3
    if marks and _chooses(line, marks):
        return True
    printed = 0
    for cell in line.cells:
        if cell.text and cell.row == line.row and not cell.text.isspace():
            printed += 1
            if printed > 2 and not sheet:
                return False  # a row of data, as nearly every row is
    return printed > 0 and any(c.row == line.row and is_dated(c.text) for c in line.cells)


def _chooses(line: Line, marks: Marks) -> bool:
    """Whether a line is a labelled choice ("RATING HASIL KERJA: …"), and not a row of data that begins like one."""
    own = [cell for cell in line.cells if cell.row == line.row and cell.text and not cell.text.isspace()]
    return 0 < len(own) <= _WIDEST_CHOICE and any(
        cell is own[0] and role_of(roles, "choice") is not None for cell, roles in marks
    )

"""One table out of its parts on several pages, or out of many one-row tables on one page."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from kinerja_docs.model import Block, Box, Cell, Line
from kinerja_docs.reading.pages import PageCell, PageTable
from kinerja_docs.text import squash

SAME = 3.5  # points that the same rule may be off on another page
SHIFT = 24.0  # points by which a whole part may lie aside (margins of left and right pages)
ADJOINING = 8.0  # points between two parts on one page
HEAD = 6  # rows at the top of a table that may come again on each page
ALIKE = 0.7  # share of the cells of a row that print the same where a head comes again
FULL = 0.75  # of the longest line of its column, from which on the last line of a cell may go on

_NUMBERED = re.compile(r"\(?\d{1,3}[.)]*|[A-Za-z][.)]")


@dataclass(slots=True, eq=False)
class _Piece:
    """A cell of the joined table; ``row`` and ``column`` from 0."""

    row: int
    column: int
    rowspan: int
    colspan: int
    page: int
    box: Box
    text: str
    struck: str
    sure: float | None
    boxes: dict[int, tuple[int, Box]] = field(default_factory=dict)  # by row, where it is not on ``page``


class Joined:
    """A table that grows by its parts."""

    def __init__(self, page: int, first: PageTable) -> None:
        self.parts = [(page, first)]

    def add(self, page: int, part: PageTable) -> None:
        """The next part."""
        self.parts.append((page, part))

    def lines(self, number: int) -> list[Line]:
        """The lines of the whole table, the n-th of the document."""
        columns = self._columns()
        pieces: list[_Piece] = []
        rows = 0
        for index, (page, part) in enumerate(self.parts):
            shift = columns[0] - part.columns[0]
            starts = [_place(columns, x + shift) for x in part.columns]
            fresh = [_piece(cell, starts, page) for cell in part.cells]
            height = len(part.rows) - 1
            if index:
                dropped = _repeated_head(pieces, fresh, height)
                fresh = [piece for piece in fresh if piece.row >= dropped]
                broken = page != self.parts[index - 1][0]
                cut = broken and _is_cut(pieces, fresh, rows, dropped)
                for piece in fresh:
                    piece.row += rows - dropped - cut
                fresh = _over_break(pieces, fresh, rows, cut) if broken else fresh
                height -= dropped + cut
            rows += height
            pieces += fresh
        return _lines(pieces, number)

    def _columns(self) -> list[float]:
        columns = list(self.parts[0][1].columns)
        for _, part in self.parts[1:]:
            shift = columns[0] - part.columns[0]
            for x in part.columns:
                if all(abs(x + shift - known) > SAME for known in columns):
                    columns.append(x + shift)
            columns.sort()
        return columns


def goes_on(table: Joined, page: int, part: PageTable) -> bool:
    """Whether a table that follows the last one directly is its next part."""
    last_page, last = table.parts[-1]
    if not (last.ruled and part.ruled):
        return False
    if page == last_page:
        return 0 <= part.box[1] - last.box[3] <= ADJOINING and _alike(last.columns, part.columns, 0.0)
    return page == last_page + 1 and _alike(table._columns(), part.columns, SHIFT)


def _alike(one: list[float], other: list[float], most: float) -> bool:
    """Whether the rules of one are among those of the other, and the edges are the same."""
    shift = one[0] - other[0]
    if abs(shift) > max(most, SAME) or abs(one[-1] - other[-1] - shift) > SAME:
        return False
    few, many = sorted(([x + shift for x in other], one), key=len)
    if len(few) < 3 and len(many) != len(few):
        return False
    return all(any(abs(x - known) <= SAME for known in many) for x in few)


def _place(columns: list[float], x: float) -> int:
    return min(range(len(columns)), key=lambda number: abs(columns[number] - x))


def _piece(cell: PageCell, starts: list[int], page: int) -> _Piece:
    column = starts[cell.column]
    across = max(starts[min(cell.column + cell.colspan, len(starts) - 1)] - column, 1)
    return _Piece(cell.row, column, cell.rowspan, across, page, cell.box, cell.text, cell.struck, cell.sure)


def _row_key(pieces: list[_Piece], row: int) -> dict[int, str]:
    return {piece.column: squash(piece.text) for piece in pieces if piece.row == row and piece.text.strip()}


def _is_same_row(one: dict[int, str], other: dict[int, str]) -> bool:
    """Whether two rows print the same; a cell of a head that is cut short on the next page may differ."""
    if not one or not other:
        return False
    equal = sum(other.get(column) == text for column, text in one.items())
    return equal >= ALIKE * max(len(one), len(other))


def _repeated_head(above: list[_Piece], part: list[_Piece], height: int) -> int:
    """How many rows at the top of a part are the head of the table printed again."""
    first = _row_key(part, 0)
    for start in range(HEAD):
        if not _is_same_row(_row_key(above, start), first):
            continue
        count, printed = 1, len(first)
        while count < min(HEAD, height):
            following = _row_key(part, count)
            if not _is_same_row(_row_key(above, start + count), following):
                break
            count, printed = count + 1, printed + len(following)
        if printed < 2:
            continue
        deepest = max(piece.row + piece.rowspan for piece in part if piece.row < count)
        return min(max(count, deepest), height)
    return 0


def _uppers(pieces: list[_Piece], rows: int) -> dict[int, _Piece]:
    """The cells that reach the last row above the break, by column."""
    return {piece.column: piece for piece in pieces if piece.row <= rows - 1 < piece.row + piece.rowspan}


def _is_cut(pieces: list[_Piece], part: list[_Piece], rows: int, top: int) -> bool:
    """Whether the first row under a break is the rest of the last row above it.

    A rest prints no number, leaves cells blank that were finished above, and goes on where the text above broke off.
    """
    uppers = _uppers(pieces, rows)
    row = [piece for piece in part if piece.row == top]
    printed = [piece for piece in row if piece.text.strip()]
    if not printed or [p.column for p in row] != sorted(uppers) or _NUMBERED.fullmatch(row[0].text.strip()):
        return False
    if all(p.rowspan > 1 for p in printed):
        return False  # a merged cell goes on, its rows do not
    blank = [p for p in row if not p.text.strip() and uppers[p.column].text.strip()]
    if not blank and len(row) > 1:
        return False
    for piece in printed:
        upper = uppers[piece.column]
        longest = max((len(line) for p in pieces if p.column == piece.column for line in p.text.split("\n")), default=0)
        if not upper.text.strip() or not _runs_on(upper.text, piece.text, longest):
            return False
    return True


def _runs_on(above: str, below: str, longest: int) -> bool:
    """Whether a text may be the rest of the one above."""
    first = below.split(maxsplit=1)[0]
    if first[0].islower() or first[0] in ",.;)":
        return True
    lines = above.rstrip().split("\n")
    last = lines[-1].rstrip()
    if last.endswith((".", ";", ":")) or (len(lines) < 2 and len(last) < FULL * longest) or longest < 12:
        return False
    return len(last) + 1 + len(first) > longest


def _over_break(pieces: list[_Piece], part: list[_Piece], rows: int, cut: bool) -> list[_Piece]:
    """The cells of a part after those have joined the cell above that are its rest; gives the others."""
    uppers = _uppers(pieces, rows)
    top = rows - 1 if cut else rows
    kept: list[_Piece] = []
    for piece in part:
        upper = uppers.get(piece.column)
        if piece.row != top or upper is None or upper.colspan != piece.colspan:
            kept.append(piece)
        elif cut or _is_merged_on(upper, piece):
            _join(upper, piece)
        else:
            kept.append(piece)
    return kept


def _is_merged_on(upper: _Piece, piece: _Piece) -> bool:
    """Whether a cell under the break is a merged cell that goes on: blank, or the rest of a sentence."""
    text = piece.text.strip()
    if piece.rowspan == 1 and upper.rowspan == 1:
        return False
    if not text:
        return bool(upper.text.strip())
    return text[0].islower() and bool(upper.text.strip())


def _join(upper: _Piece, piece: _Piece) -> None:
    if piece.text.strip():
        upper.text = f"{upper.text}\n{piece.text}" if upper.text.strip() else piece.text
    upper.struck = "\n".join(part for part in (upper.struck, piece.struck) if part)
    upper.sure = min((s for s in (upper.sure, piece.sure) if s is not None), default=None)
    end = max(upper.row + upper.rowspan, piece.row + piece.rowspan)
    for row in range(upper.row + upper.rowspan, end):
        upper.boxes[row] = (piece.page, piece.box)
    upper.rowspan = end - upper.row


def _lines(pieces: list[_Piece], number: int) -> list[Line]:
    block = Block("table", number, boxes={})
    assert block.boxes is not None
    by_row: dict[int, list[Cell]] = {}
    sure: dict[tuple[int, int], float] = {}
    for piece in pieces:
        cell = Cell(
            block,
            piece.row + 1,
            piece.column + 1,
            piece.text,
            piece.rowspan,
            piece.colspan,
            struck=piece.struck,
        )
        if piece.rowspan == piece.colspan == 1 and piece.sure is None:
            block.boxes[piece.row + 1, piece.column + 1] = piece.page, piece.box
            by_row.setdefault(piece.row + 1, []).append(cell)
            continue
        for row in range(piece.row, piece.row + piece.rowspan):
            place = piece.boxes.get(row, (piece.page, piece.box)) if piece.boxes else (piece.page, piece.box)
            for column in range(piece.column, piece.column + piece.colspan):
                block.boxes[row + 1, column + 1] = place
                if piece.sure is not None:
                    sure[row + 1, column + 1] = piece.sure
            by_row.setdefault(row + 1, []).append(cell)
    block.sure = sure or None
    lines = []
    for row, cells in sorted(by_row.items()):
        cells.sort(key=lambda cell: cell.column)
        lines.append(Line(block, row, cells))
    return lines

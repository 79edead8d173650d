"""Text outside ruled tables: pieces of print become lines, and lines that stand in columns become unruled tables.

Signature blocks, "label : value" lines and headings at both edges of a page are such columns.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from kinerja_docs.model import Box
from kinerja_docs.reading.pages import PageCell, PageTable, PageText

GAP = 1.5  # heights of a line between two pieces, from which on they stand in columns
SPACE = 0.18  # heights of a line, from which on two pieces are two words
GUTTER = 3.0  # least points between two columns
FAR = 110.0  # points that may lie between two lines of one block (room to sign)
NEAR = 1.7  # heights of a line from the foot of a line to the head of the next that belongs to it
ALIGNED = 3.0  # points by which the edges of lines of one text may differ
HANGING = 60.0  # points by which a line of a value may begin right of its colon
OVERLAP = 1.0  # points by which lines that stand half a line lower overlap those beside them at least
_TITLES = 3  # words that may be left of a name
_STAGGERED = 3  # so many lines, left and right in turn, tell that they stand beside each other
MOST_BLANK = 3  # blank lines put where room was left
MARKER = re.compile(r"(?:\(?(?:\d{1,3}|[A-Za-z]|[ivxIVX]{2,5})[.)]|[-–•●○▪➢✓✔*\uf0b7\uf0a7\uf0d8]|o)$")

Segments = list[PageText]


def arranged(pieces: Sequence[PageText]) -> list[PageTable | PageText]:
    """Lines and unruled tables from pieces of print (words, or runs as the file draws them), top to bottom."""
    lines = printed_lines(pieces)
    found: list[PageTable | PageText] = []
    at = 0
    while at < len(lines):
        first, last = _block(lines, at, _free_above(lines, at, found))
        if first is None:
            found.append(lines[at][0])
            at += 1
            continue
        for _ in range(at - first):  # a single line above, in a column of the block
            found.pop()
        found.append(_unruled(lines[first:last]))
        at = last
    return found


def printed_lines(pieces: Sequence[PageText]) -> list[Segments]:
    """The pieces by printed line, top to bottom; in each the stretches that wide gaps keep apart, left to right."""
    rows: list[list[PageText]] = []
    for piece in sorted((p for p in pieces if p.text.strip() or p.struck), key=lambda p: p.box[1] + p.box[3]):
        top, bottom = piece.box[1], piece.box[3]
        for row in reversed(rows[-3:]):
            above, below = row[0].box[1], row[0].box[3]
            if min(bottom, below) - max(top, above) > 0.5 * min(bottom - top, below - above):
                row.append(piece)
                break
        else:
            rows.append([piece])
    lines = [_segments(row) for row in rows]
    lines.sort(key=lambda line: min(s.box[1] for s in line))
    return _level(lines)


def _level(lines: list[Segments]) -> list[Segments]:
    """Lines that stand half a line lower than those beside them, as a name of one line beside a name of two that was
    centred in the height, made one line of two columns."""
    found: list[Segments] = []
    at = 0
    while at < len(lines):
        end = at + 1
        while end < len(lines) and _is_staggered(lines[end - 1], lines[end]):
            end += 1
        if end - at >= _STAGGERED:
            found.append([_stacked([line[0] for line in lines[first:end:2]]) for first in (at, at + 1)])
            found[-1].sort(key=lambda segment: segment.box[0])
            at = end
        else:
            found.append(lines[at])
            at += 1
    return found


def _is_staggered(upper: Segments, lower: Segments) -> bool:
    """Whether two lines of one stretch each overlap in height, but not in width."""
    if len(upper) != 1 or len(lower) != 1:
        return False
    one, other = upper[0].box, lower[0].box
    return other[1] < one[3] - OVERLAP and (other[0] >= one[2] + GUTTER or one[0] >= other[2] + GUTTER)


def _stacked(segments: Segments) -> PageText:
    """Stretches below each other as the lines of one."""
    struck = " ".join(segment.struck for segment in segments if segment.struck)
    sure = min((s.sure for s in segments if s.sure is not None), default=None)
    return PageText("\n".join(s.text.strip() for s in segments), around([s.box for s in segments]), struck, sure)


def _segments(row: list[PageText]) -> Segments:
    row.sort(key=lambda piece: piece.box[0])
    height = median(piece.box[3] - piece.box[1] for piece in row)
    found = [row[0]]
    for piece in row[1:]:
        last = found[-1]
        gap = piece.box[0] - last.box[2]
        if gap <= GAP * height or (gap < 5 * height and MARKER.match(last.text.strip())):
            found[-1] = _beside(last, piece, gap > SPACE * height)
        else:
            found.append(piece)
    return found


def _beside(one: PageText, other: PageText, apart: bool) -> PageText:
    """Two pieces of one line as one."""
    blank = " " if apart and one.text and other.text and not one.text[-1:].isspace() else ""
    struck = " ".join(part for part in (one.struck, other.struck) if part)
    sure = min((s for s in (one.sure, other.sure) if s is not None), default=None)
    return PageText(one.text + blank + other.text, around([one.box, other.box]), struck, sure)


def around(boxes: Sequence[Box]) -> Box:
    """The smallest box that holds all boxes."""
    left, top, right, bottom = zip(*boxes, strict=True)
    return min(left), min(top), max(right), max(bottom)


def _free_above(lines: list[Segments], at: int, found: list[PageTable | PageText]) -> bool:
    """Whether the line above was given as a line of its own, so that it may still join a block."""
    return at > 0 and bool(found) and found[-1] is lines[at - 1][0]


def _block(lines: list[Segments], at: int, free_above: bool) -> tuple[int | None, int]:
    """The run of lines in columns that begins at ``at`` (or a line before); None where the line is no such line."""
    if len(lines[at]) < 2:
        return None, at
    spans = _columns([lines[at]])
    first, last = at, at + 1
    while last < len(lines):
        gap = _gap(lines[last - 1], lines[last])
        height = _height(lines[last])
        if gap > (FAR if len(lines[last]) > 1 else max(NEAR * height, 12.0)):
            break
        if _stands_off(lines[last], lines[first:last]):
            break
        wider = _columns(lines[first : last + 1])
        if len(wider) < 2 or not _apart(lines[first : last + 1], wider):
            break
        if len(lines[last]) == 1 and _crosses(lines[last][0], wider):
            break
        spans, last = wider, last + 1
    if free_above and len(lines[at - 1]) == 1:
        above = lines[at - 1][0]
        wider = _columns(lines[at - 1 : last])
        near = _gap(lines[at - 1], lines[at]) <= NEAR * _height(lines[at])
        if near and len(wider) == len(spans) and above.box[0] >= wider[1][0] and not _is_centred(above, spans):
            first = at - 1
    return first, last


def _stands_off(line: Segments, block: list[Segments]) -> bool:
    """Whether a line under "label : value" lines begins far right of the values, as a signature block does."""
    if len(line) != 1:
        return False
    values = [begin for above in block if (begin := _value_begins(above)) is not None]
    return bool(values) and line[0].box[0] - max(values) > HANGING


def _value_begins(line: Segments) -> float | None:
    """Where the value of "label : value" begins, also where the colon stands alone."""
    for number, segment in enumerate(line[1:], 1):
        text = segment.text.strip()
        if text == ":":
            return line[number + 1].box[0] if number + 1 < len(line) else None
        if text.startswith(":"):
            return segment.box[0]
    return None


def _gap(above: Segments, below: Segments) -> float:
    return min(s.box[1] for s in below) - max(s.box[3] for s in above)


def _height(line: Segments) -> float:
    return max(s.box[3] - s.box[1] for s in line)


def _columns(lines: list[Segments]) -> list[tuple[float, float]]:
    """The stretches of the width that print covers, left to right."""
    spans: list[tuple[float, float]] = []
    for left, right in sorted((s.box[0], s.box[2]) for line in lines for s in line):
        if spans and left < spans[-1][1] + GUTTER:
            spans[-1] = (spans[-1][0], max(spans[-1][1], right))
        else:
            spans.append((left, right))
    return spans


def _column_of(segment: PageText, spans: list[tuple[float, float]]) -> int:
    middle = (segment.box[0] + segment.box[2]) / 2
    return next((n for n, (_, right) in enumerate(spans) if middle <= right), len(spans) - 1)


def _apart(lines: list[Segments], spans: list[tuple[float, float]]) -> bool:
    """Whether no two stretches of a line fall into one column."""
    return all(len({_column_of(s, spans) for s in line}) == len(line) for line in lines)


def _crosses(segment: PageText, spans: list[tuple[float, float]]) -> bool:
    """Whether a single line fills its column from a far edge, as running text under a block does."""
    return len(spans) > 1 and segment.box[0] <= spans[0][0] + 2 and segment.box[2] > spans[1][0]


def _is_centred(segment: PageText, spans: list[tuple[float, float]]) -> bool:
    """Whether a line stands in the middle over a block, as a heading does."""
    begin, end = spans[0][0], spans[-1][1]
    return abs(segment.box[0] + segment.box[2] - begin - end) < 0.2 * (end - begin)


def _unruled(lines: list[Segments]) -> PageTable:
    """The table of lines in columns; blank rows stand where room was left."""
    spans = _columns(lines)
    columns = [spans[0][0], *((one[1] + two[0]) / 2 for one, two in pairwise(spans)), spans[-1][1]]
    rows: list[float] = []
    cells: list[PageCell] = []
    before: Segments | None = None
    for line in lines:
        top, bottom = min(s.box[1] for s in line), max(s.box[3] for s in line)
        if before is not None:
            if _wrapped(line, before, spans, cells, len(rows) - 1):
                before = line
                continue
            _blank_rows(rows, cells, columns, _gap(before, line), _height(line), top)
        row = len(rows)
        rows.append(top)
        by_column = {_column_of(s, spans): s for s in line}
        for column in range(len(spans)):
            box = (columns[column], top, columns[column + 1], bottom)
            segment = by_column.get(column)
            if segment is None:
                cells.append(PageCell(row, column, box))
            else:
                cells.append(
                    PageCell(row, column, segment.box, segment.text.strip(), struck=segment.struck, sure=segment.sure)
                )
        before = line
    rows.append(max(s.box[3] for s in lines[-1]))
    return PageTable((columns[0], rows[0], columns[-1], rows[-1]), columns, rows, cells, ruled=False)


def _wrapped(
    line: Segments, before: Segments, spans: list[tuple[float, float]], cells: list[PageCell], row: int
) -> bool:
    """A value after a colon that goes on in the next line belongs to the cell above."""
    if len(line) != 1 or _gap(before, line) > NEAR * _height(line):
        return False
    column = _column_of(line[0], spans)
    above = {cell.column: cell for cell in cells if cell.row == row}
    upper = _tabbed(line[0], above) if column == 0 else _valued(line[0], above, column)
    if upper is None:
        return False
    upper.text = f"{upper.text}\n{line[0].text.strip()}"
    upper.struck = "\n".join(part for part in (upper.struck, line[0].struck) if part)
    upper.sure = min((s for s in (upper.sure, line[0].sure) if s is not None), default=None)
    upper.box = around([upper.box, line[0].box])
    return True


def _valued(segment: PageText, above: dict[int, PageCell], column: int) -> PageCell | None:
    """The cell above, where it holds the value of a label."""
    upper = above.get(column)
    if upper is None or not upper.text or ":" in segment.text:
        return None
    label = next((above[c] for c in range(column - 1, -1, -1) if above[c].text), None)
    if upper.text.startswith(":") or (label is not None and label.text.endswith(":")):
        return upper
    edges = (segment.box[0] - upper.box[0], segment.box[2] - upper.box[2])
    return upper if ": " in upper.text and min(map(abs, edges)) <= ALIGNED else None  # "PERIODE: 1 Januari s.d." …


def _tabbed(segment: PageText, above: dict[int, PageCell]) -> PageCell | None:
    """The cell that goes on at the margin: of a line parted by tabs, the end of a name with many titles does, and the
    number of a label that the other side has with its number ("NIP. 1971…" beside "NIP.")."""
    words = segment.text.split()
    if words and all(word.isdigit() for word in words):
        others = [cell.text for cell in above.values()]
        wanted = [c for c in above.values() if c.text and any(text.startswith(f"{c.text} ") for text in others)]
    elif len(words) <= _TITLES and all("." in word for word in words):
        wanted = [cell for cell in above.values() if cell.text.endswith(",")]
    else:
        return None
    return wanted[0] if len(wanted) == 1 and wanted[0].column > 0 else None


def _blank_rows(
    rows: list[float], cells: list[PageCell], columns: list[float], gap: float, height: float, top: float
) -> None:
    count = min(MOST_BLANK, int(gap / (NEAR * height)))
    for number in range(count):
        begin = top - gap * (count - number) / (count + 1)
        row = len(rows)
        rows.append(begin)
        cells += [
            PageCell(row, c, (columns[c], begin, columns[c + 1], begin + gap / (count + 1)))
            for c in range(len(columns) - 1)
        ]

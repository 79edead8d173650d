"""Words put into the cells in which they stand; lines drawn through words; cells that hold no table."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Sequence
from functools import cached_property
from itertools import pairwise

from kinerja_docs.model import Box
from kinerja_docs.reading.page_grid import Rule
from kinerja_docs.reading.page_lines import around, printed_lines
from kinerja_docs.reading.pages import PageCell, PageTable, PageText
from kinerja_docs.text.vocabulary import field_words

OVER = 3.0  # points by which a word may reach over the wall of its cell
LOW, HIGH = 0.25, 0.80  # share of a word's height, from its foot, in which a line strikes it out and does not underline
WHOLE = 0.98  # share of it from which on nothing of several options is left
STRUCK = 0.6  # share of a word's width that is struck
LONG_NUMBER = 9  # digits; a number as long as that may be broken at the end of a line

CLOSE = 0.09  # share of a line's height; words nearer than that are one
OVERLAP = -0.5  # share of it by which letters of one word may overlap; a word further left is on another line
SAME_LINE = 2.0  # points
_LETTERS = frozenset("abcdefghijklmnopqrstuvwxyz")  # no word is one small letter
SHORT_REST = 3  # letters; what is longer may be a word that nobody else on the page uses
VOWELS, SECOND = "aeiou", "rlyhws"  # a word begins with two consonants only where the second is one of these

_MARKS = ",.;:()"  # that stand beside a word
_BROKEN_WHOLE = re.compile(r"(?:19|20)\d\d|\d{1,2}(?:\.\d{1,2}){1,3}\.?")  # a year, or 1.2.3
_IN_NUMBER = frozenset("0123456789.,")
_AMOUNT = re.compile(r"\d{1,3}(?:\.\d{3})+(?:,(?:\d\d|-))?")  # 2.430.000.000,00
_WHOLE_AMOUNT = re.compile(r"\d+|\d{1,3}(?:\.\d{3})+(?:,(?:\d\d|-))?")
Lines = list[list[PageText]]
Split = Callable[[PageText], Sequence[PageText]]


def fill(tables: Sequence[PageTable], words: Sequence[PageText], split: Split | None = None) -> list[PageText]:
    """Gives every cell the words that stand in it, in the smallest table around them; gives the words outside.

    ``split`` takes apart a word that reaches over a wall.
    """
    grids = [_Grid(table) for table in sorted(tables, key=lambda t: (t.box[2] - t.box[0]) * (t.box[3] - t.box[1]))]
    if not grids:
        return list(words)
    outside: list[PageText] = []
    alone, cell = len(grids) == 1, (0.0, 0.0, 0.0, 0.0)  # no smaller table can stand in a cell of the only one
    held: _Held | None = None
    for word in words:
        left, top, right, bottom = word.box
        x, y = (left + right) / 2, (top + bottom) / 2
        if not (alone and held is not None and cell[0] < x < cell[2] and cell[1] < y < cell[3]):
            held = _holder(grids, x, y)
            if held is None:
                outside.append(word)
                continue
            cell = held.cell.box
        if split is not None and (left < cell[0] - OVER or right > cell[2] + OVER):
            for letter in split(word):
                x, y = (letter.box[0] + letter.box[2]) / 2, (letter.box[1] + letter.box[3]) / 2
                inner = _holder(grids, x, y)
                if inner is None:
                    outside.append(letter)
                else:
                    _add_letter(inner.words, letter)
            continue
        held.words.append(word)
    whole = _WholeWords(words, grids)
    for grid in grids:
        _mend_all(grid, _write_all(grid), whole, split)
    return outside


class _Held:
    """A cell with the words found in it."""

    __slots__ = ("cell", "words")

    def __init__(self, cell: PageCell) -> None:
        self.cell = cell
        self.words: list[PageText] = []


class _Grid:
    """A table with the cell of each place."""

    __slots__ = ("box", "columns", "held", "places", "rows")

    def __init__(self, table: PageTable) -> None:
        self.box = table.box
        self.columns, self.rows = table.columns, table.rows
        self.held = [_Held(cell) for cell in table.cells]
        self.places: list[list[_Held | None]] = [[None] * (len(self.columns) - 1) for _ in self.rows[1:]]
        for held in self.held:
            cell = held.cell
            for row in self.places[cell.row : cell.row + cell.rowspan]:
                row[cell.column : cell.column + cell.colspan] = [held] * cell.colspan


def _holder(grids: list[_Grid], x: float, y: float) -> _Held | None:
    for grid in grids:
        left, top, right, bottom = grid.box
        if left <= x <= right and top <= y <= bottom:
            column, row = bisect_right(grid.columns, x) - 1, bisect_right(grid.rows, y) - 1
            places = grid.places[row if row < len(grid.places) else -1]
            return places[column if column < len(places) else -1]
    return None


def _add_letter(words: list[PageText], letter: PageText) -> None:
    """A letter of a word that was taken apart, back to the letters before it in the same cell."""
    if words and letter.box[0] - words[-1].box[2] < 1.0 and abs(words[-1].box[1] - letter.box[1]) < 1.0:
        last = words[-1]
        words[-1] = PageText(last.text + letter.text, around([last.box, letter.box]), last.struck + letter.struck)
    else:
        words.append(letter)


def _write_all(grid: _Grid) -> list[tuple[_Held, Lines]]:
    """The texts of all cells of a table; gives the cells that may hold a word that was too long for its column."""
    broken: list[tuple[_Held, Lines]] = []
    for held in grid.held:
        if not held.words:
            continue
        lines = _in_order(held.words)
        if lines is None:
            lines = [[piece] for line in printed_lines(held.words) for piece in [_one(line)]]
        _write(held, lines)
        for one, two in pairwise(lines):
            if _may_be_broken(one, two):
                broken.append((held, lines))
                break
    return broken


def _mend_all(grid: _Grid, broken: list[tuple[_Held, Lines]], known: _WholeWords, split: Split | None) -> None:
    """Puts the words together that were broken for want of room."""
    padding = _paddings(grid) if broken else {}
    for held, lines in broken:
        box = held.cell.box
        room = box[2] - box[0] - 2 * padding[held.cell.column]
        found = [list(lines[0])]
        for one, two in pairwise(lines):
            if _may_be_broken(one, two) and _is_broken(one, two[0], room, known, split):
                last, first = found[-1].pop(), two[0]
                whole = PageText(last.text + first.text, last.box, last.struck + first.struck, last.sure)
                found[-1] += [whole, *two[1:]]
            else:
                found.append(list(two))
        if len(found) < len(lines):
            _write(held, found)


def _write(held: _Held, lines: Lines) -> None:
    """The text of a cell: words of one printed line joined by blanks, lines by breaks."""
    cell, words = held.cell, held.words
    cell.text = joined_lines([_line_text(line) for line in lines])
    if any(word.struck for word in words):
        cell.struck = joined_lines([" ".join(word.struck for word in line if word.struck) for line in lines])
    if words[0].sure is not None:  # all words of a page come from OCR, or none
        cell.sure = min([word.sure for word in words if word.sure is not None])


def _line_text(line: Sequence[PageText]) -> str:
    """The words of a line with blanks between; none where the letters of one word were drawn in two steps."""
    if len(line) == 1:
        return line[0].text
    text, end = "", 0.0
    for word in line:
        if not word.text:
            continue
        left, top, right, bottom = word.box
        if not text:
            text = word.text
        else:
            high = bottom - top if bottom - top > 1.0 else 1.0
            text += word.text if OVERLAP * high < left - end < CLOSE * high else f" {word.text}"
        end = right
    return text


def _one(line: list[PageText]) -> PageText:
    text = " ".join(piece.text for piece in line if piece.text)
    return PageText(text, line[0].box, " ".join(piece.struck for piece in line if piece.struck))


def _may_be_broken(one: Sequence[PageText], two: Sequence[PageText]) -> bool:
    """Whether the last word of a line may go on in the next: letters on both sides, in the same case."""
    if not one[-1].text or not two[0].text:
        return False
    last, first = one[-1].text[-1], two[0].text[0]
    return last.isalpha() and first.isalpha() and (first.islower() or one[-1].text.isupper())


def _paddings(grid: _Grid) -> dict[int, float]:
    """How far print keeps from the left wall, by column."""
    found: dict[int, float] = {}
    for held in grid.held:
        if held.words:
            column = held.cell.column
            inset = max(min([word.box[0] for word in held.words]) - held.cell.box[0], 0.0)
            found[column] = min(found.get(column, inset), inset)
    return found


class _WholeWords:
    """Words that stand behind others on a line, so that they are surely whole; the end of a broken word never does.
    Few pages have a word of which that is asked, so they are looked for late."""

    def __init__(self, words: Sequence[PageText], grids: Sequence[_Grid]) -> None:
        self._words, self._grids = words, grids

    def __contains__(self, word: str) -> bool:
        return word in self._all and word in self._found

    @cached_property
    def _all(self) -> str:
        return " ".join([word.text for word in self._words]).lower()

    @cached_property
    def _found(self) -> set[str]:
        found: set[str] = set()
        for run in (self._words, *(held.words for grid in self._grids for held in grid.held)):
            for one, two in pairwise(run):
                if one.box[0] < two.box[0] and abs(one.box[3] - two.box[3]) < SAME_LINE:
                    found.add(two.text.lower().strip(_MARKS))
        return found


def _is_broken(line: Sequence[PageText], first: PageText, room: float, known: _WholeWords, split: Split | None) -> bool:
    """Whether two pieces are one word: not one letter more had room, and the second piece is no word by itself."""
    begin, end = line[0].box[0], line[-1].box[2]
    if end - begin + first.box[2] - first.box[0] < room or not _belong(line, first, known):
        return False
    letters = split(first) if split is not None else ()
    box = letters[0].box if letters else first.box
    return end - begin + (box[2] - box[0]) / (1 if letters else max(len(first.text), 1)) >= room


def _belong(line: Sequence[PageText], first: PageText, known: _WholeWords) -> bool:
    """Whether the last word of a line and the first of the next read as one. A line of several words is broken inside
    a word only where its blanks are no places to break it, so more is asked of it."""
    rest = first.text.lower().strip(_MARKS)
    last = line[-1].text.lower()
    if {last, rest} <= field_words():  # "tindak lanjut" is printed as one word somewhere, too
        return False
    if last + rest in known or last + rest in field_words() or line[-1].text in _LETTERS:
        return True
    if not rest or (len(line) > 1 and len(rest) >= SHORT_REST):
        return False
    if len(rest) > SHORT_REST and (rest[0] in VOWELS or rest[1] in VOWELS or rest[1] in SECOND):
        return False
    return rest not in known


def _in_order(words: list[PageText]) -> list[list[PageText]] | None:
    """The words by line, if they come in the order of reading."""
    lines = [[words[0]]]
    _, top, end, bottom = words[0].box
    for word in words[1:]:
        left, head, right, foot = word.box
        level = head == top and foot == bottom and foot > head  # as nearly always
        if level or min(bottom, foot) - max(top, head) > 0.5 * min(bottom - top, foot - head):
            if left < end - 2.0:
                return None
            lines[-1].append(word)
            end = right
        elif head > top:
            lines.append([word])
            top, end, bottom = head, right, foot
        else:
            return None
    return lines


def joined_lines(lines: Sequence[str]) -> str:
    """The printed lines of a cell by line breaks; what a line break parted is put together again: a word behind its
    hyphen, a number that was too long for the cell, a year or an outline number in a cell of its own."""
    printed = [line for line in lines if line]
    if len(printed) < 2:
        return printed[0] if printed else ""
    if _BROKEN_WHOLE.fullmatch("".join(printed)):
        return "".join(printed)
    text = ""
    for line in printed:
        hyphen = text[-1:] in ("-", "/") and text[-2:-1].isalnum() and line[0].isalpha()
        number = line[0].isdigit() and text[-1:] in _IN_NUMBER and text != "" and _is_broken_number(text, line)
        text += line if not text or hyphen or number else f"\n{line}"
    return text


def _is_broken_number(above: str, below: str) -> bool:
    last, first = above.rsplit(None, 1)[-1], below.split(None, 1)[0]
    digits = len(last) + len(first)
    if last.isdigit() and first.isdigit() and len(last) >= LONG_NUMBER and digits in (10, 16, 18):
        return True
    return _AMOUNT.fullmatch(last + first) is not None and _WHOLE_AMOUNT.fullmatch(last) is None


def strike(words: Sequence[PageText], rules: Sequence[Rule], split: Split | None = None) -> tuple[list[PageText], int]:
    """The words with those that a rule strikes out moved to ``struck``; and how many that were.

    A rule strikes what it crosses in the middle; under a word it underlines. ``split`` takes apart a word of which
    only a part is struck.
    """
    found: list[PageText] = []
    count = 0
    for word in words:
        left, top, right, bottom = word.box
        crossing = [
            (max(x0, left), min(x1, right))
            for y, x0, x1 in rules
            if x0 < right and x1 > left and LOW <= (bottom - y) / max(bottom - top, 0.1) <= HIGH
        ]
        share = sum(end - begin for begin, end in crossing) / max(right - left, 0.1)
        options = "/" in word.text and split is not None and share < WHOLE  # "I/II/III/IV", all but one struck
        if share > STRUCK and not options:
            found.append(PageText("", word.box, word.struck or word.text, word.sure))
            count += 1
        elif share > 0.1 and split is not None and len(word.text) > 2:
            letters = list(split(word))
            parts = _by_letters(letters, crossing)
            found += parts or [word]
            count += bool(parts)
        else:
            found.append(word)
    return found, count


def _by_letters(letters: Sequence[PageText], crossing: Sequence[tuple[float, float]]) -> list[PageText]:
    """A word that is struck in part: its parts; nothing where no letter is struck."""
    parts: list[PageText] = []
    hit = False
    for letter in letters:
        middle = (letter.box[0] + letter.box[2]) / 2
        struck = any(begin <= middle <= end for begin, end in crossing)
        hit |= struck
        if parts and bool(parts[-1].struck) == struck:
            last = parts[-1]
            text, gone = (last.text, last.struck + letter.text) if struck else (last.text + letter.text, "")
            parts[-1] = PageText(text, around([last.box, letter.box]), gone)
        else:
            parts.append(PageText("" if struck else letter.text, letter.box, letter.text if struck else ""))
    return parts if hit else []


def is_inside(inner: Box, outer: Box, slack: float = 1.0) -> bool:
    """Whether a box lies within another."""
    return (
        inner[0] >= outer[0] - slack
        and inner[1] >= outer[1] - slack
        and inner[2] <= outer[2] + slack
        and inner[3] <= outer[3] + slack
    )

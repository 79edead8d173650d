"""Workbooks of before 2007 (xls, BIFF 5 and 8): the same cells, displays and places as of a new one.

Read by xlrd, since calamine tells neither formats (75 % or 0.75?) nor struck-out fonts nor what is hidden. Formulas
are stored as tokens of a machine here and are not read: ``traits.formulas_visible`` says so.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from kinerja_docs.collector import paused
from kinerja_docs.errors import ReadingError
from kinerja_docs.model import Block, Document, column_letters
from kinerja_docs.reading.contents import Contents
from kinerja_docs.reading.limits import exceeded
from kinerja_docs.reading.sheet_book import EPOCH_1904, Book
from kinerja_docs.reading.sheet_grid import Grid
from kinerja_docs.reading.sheet_styles import GENERAL, Styles
from kinerja_docs.reading.sheetml import Piece, Scanned

if TYPE_CHECKING:
    from xlrd.book import Book as OldFile
    from xlrd.sheet import Sheet

_HEAD = struct.Struct("<HH")  # of a record: its kind and its length
_FORMULA, _TEXT_BOX, _NOTE = 0x0006, 0x01B6, 0x001C
_EMBEDDED, _MACROS = (name.encode("utf-16-le") for name in ("MBD", "_VBA_PROJECT"))
_EXTERNAL = 2  # xlrd's number of a link to another workbook
_TEXT, _NUMBER, _DATE, _BOOLEAN, _ERROR = 1, 2, 3, 4, 5  # xlrd's kinds of cells


def read(contents: Contents) -> Document:
    """The workbook. Raises BRK001 where it is damaged, BRK002 where it is locked, BRK006 over a limit."""
    with paused():
        return OldWorkbook(contents).document()


class OldWorkbook(Book):
    """One old workbook being read."""

    def __init__(self, contents: Contents) -> None:
        super().__init__(contents, "xls")
        self._data = contents.data
        self._file = _opened(contents.data)
        if self._file.datemode == 1:
            self.shift = EPOCH_1904

    @cached_property
    def styles(self) -> Styles:
        """Formats and struck-out fonts by number of the cell format."""
        file, codes, struck = self._file, [], set()
        for number, xf in enumerate(file.xf_list):
            known = file.format_map.get(xf.format_key)
            codes.append((known.format_str if known is not None else "") or GENERAL)
            if self._is_struck(xf.font_index):
                struck.add(str(number))
        return Styles(codes, frozenset(struck))

    def document(self) -> Document:
        """Reads all sheets, in the order in which the workbook shows them."""
        traits = self.result.traits
        for number, sheet in enumerate(self._file.sheets(), 1):
            block = Block("sheet", number, sheet.name, hidden=sheet.visibility != 0)
            if block.hidden:
                traits.hidden_sheets.append(block.name)
            try:
                self._sheet(block, sheet)
            except (ValueError, IndexError, struct.error) as error:
                raise ReadingError("BRK001", "damaged", str(error)) from error
        self._see()
        return self.result

    def _sheet(self, block: Block, sheet: Sheet) -> None:
        struck = self._struck(sheet)
        scanned = Scanned(list(self._pieces(sheet, struck)), 0, struck=struck)
        scanned.merged = [(top + 1, left + 1, bottom, right) for top, bottom, left, right in sheet.merged_cells]
        scanned.hidden_rows = {row + 1 for row, info in sheet.rowinfo_map.items() if info.hidden}
        hidden = (column + 1 for column, info in sheet.colinfo_map.items() if info.hidden)
        scanned.hidden_columns = [(column, column) for column in hidden]
        grid = Grid(self, block, scanned)
        for (row, column), note in sheet.cell_note_map.items():
            self.result.traits.comment_count += 1
            noted = grid.at(row + 1, column + 1)
            if noted is not None:
                noted.note = note.text
        for link in sheet.hyperlink_list:
            address = link.url_or_path or link.textmark
            linked = grid.at((link.frowx or 0) + 1, (link.fcolx or 0) + 1)
            if linked is not None and address:
                linked.link = address.decode("cp1252", "replace") if isinstance(address, bytes) else address
        self.result.lines += grid.lines()
        if len(self.result.lines) > self.limits.lines:
            raise exceeded("lines", self.limits.lines)

    def _pieces(self, sheet: Sheet, struck: dict[tuple[int, int], str]) -> Iterator[Piece]:
        """The cells that hold something, as the scan of a new workbook gives them."""
        for row in range(sheet.nrows):
            digits = str(row + 1)
            for column, cell in enumerate(sheet.row(row)):
                value = _stored(cell.ctype, cell.value)
                if value is not None and (value[1] or (row + 1, column + 1) in struck):
                    self.claim(1)
                    yield column_letters(column + 1), digits, str(cell.xf_index), *value, None

    def _struck(self, sheet: Sheet) -> dict[tuple[int, int], str]:
        """Struck-out runs of texts, by place; what is left of the text is put into the cell in their stead."""
        found: dict[tuple[int, int], str] = {}
        for (row, column), runs in sheet.rich_text_runlist_map.items():
            text = str(sheet.cell_value(row, column))
            cell_font = self._file.xf_list[sheet.cell_xf_index(row, column)].font_index
            starts = [(0, cell_font), *runs, (len(text), -1)]
            pieces = [(text[a:b], self._is_struck(font)) for (a, font), (b, _) in pairwise(starts)]
            struck = "".join(piece for piece, out in pieces if out)
            if struck:
                found[row + 1, column + 1] = struck
                left = "".join(piece for piece, out in pieces if not out)
                sheet.put_cell(row, column, _TEXT, left, sheet.cell_xf_index(row, column))
        return found

    def _is_struck(self, font: int) -> bool:
        fonts = self._file.font_list
        return 0 <= font < len(fonts) and bool(fonts[font].struck_out)

    def _see(self) -> None:
        """Macros, embedded objects, links to other workbooks, formulas, and texts drawn as shapes."""
        traits = self.result.traits
        if _MACROS in self._data:
            traits.active.append("macro")
        if _EMBEDDED in self._data:
            traits.active.append("embedded")
        if _EXTERNAL in getattr(self._file, "_supbook_types", ()):
            traits.active.append("external_data")
        counts = dict.fromkeys((_FORMULA, _TEXT_BOX, _NOTE), 0)
        for kind, content in _records(self._file):
            if kind in counts and (kind != _TEXT_BOX or any(content[10:12])):  # a box without text says nothing
                counts[kind] += 1
        traits.formulas_visible = not counts[_FORMULA]
        if counts[_TEXT_BOX] > counts[_NOTE]:
            traits.unread.append("drawn_shapes")


def _opened(data: bytes) -> OldFile:
    import xlrd
    from xlrd.biffh import XLRDError

    try:
        file = xlrd.open_workbook(
            file_contents=data, formatting_info=True, ragged_rows=True, on_demand=True, logfile=_Nowhere()
        )
        file.sheets()  # all of them: what is wrong with one comes to light here
        return file
    except XLRDError as error:
        if "encrypted" in str(error).lower() or "password" in str(error).lower():
            raise ReadingError("BRK002", "encrypted") from error
        raise ReadingError("BRK001", "damaged", str(error)) from error
    except MemoryError:
        raise
    except Exception as error:  # xlrd lets through whatever goes wrong inside it
        raise ReadingError("BRK001", "damaged", str(error)) from error


def _stored(kind: int, value: Any) -> tuple[str | None, str] | None:
    """Type and stored value as a new workbook spells them; None for a blank."""
    if kind in (_NUMBER, _DATE):
        return None, repr(int(value)) if float(value).is_integer() and abs(value) < 1e15 else repr(float(value))
    if kind == _TEXT:
        return "str", str(value)
    if kind == _BOOLEAN:
        return "b", str(int(value))
    if kind == _ERROR:
        import xlrd

        return "e", xlrd.error_text_from_code.get(value, "#N/A")
    return None


def _records(file: OldFile) -> Iterator[tuple[int, memoryview]]:
    """Kind and content of every record of the workbook."""
    data = memoryview(file.mem or b"")[file.base : file.base + file.stream_len]
    at = 0
    while at + _HEAD.size <= len(data):
        kind, length = _HEAD.unpack_from(data, at)
        at += _HEAD.size
        yield kind, data[at : at + length]
        at += length


class _Nowhere:
    """Swallows what xlrd prints."""

    def write(self, text: str) -> int:
        return len(text)

    def flush(self) -> None:
        return None

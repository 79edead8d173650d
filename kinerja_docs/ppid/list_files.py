"""DIP and DIK as workbooks that a clerk goes on with, and as Word documents."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

from kinerja_docs import words
from kinerja_docs.errors import UsageError
from kinerja_docs.ppid.lists import DIP, Found, ListColumn, lists
from kinerja_docs.text import display_date, fold
from kinerja_docs.word_library import undated

_HIDDEN = ("sidik",)  # columns that only the workbook needs
_HEAD = "#E4E9F0"


def workbook(found: Found, office: str) -> bytes:
    """The list with a second sheet of what is not public yet; nothing in a cell can act as a formula."""
    import xlsxwriter

    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"author": "kinerja_docs", "created": datetime(2000, 1, 1)})
    plain = {"font_name": "Arial", "font_size": 10, "border": 1, "border_color": "#C9CFD8", "valign": "top"}
    cell = book.add_format(plain | {"text_wrap": True, "num_format": "@"})
    head = book.add_format(
        plain | {"bold": True, "bg_color": _HEAD, "text_wrap": True, "align": "center", "valign": "vcenter"}
    )
    band = book.add_format({**plain, "bold": True, "border": 0, "top": 1, "bottom": 1})
    title = book.add_format({"font_name": "Arial", "font_size": 12, "bold": True})
    model = lists().sheets[found.sheet]
    sheet = book.add_worksheet(model.title)
    sheet.write_string(0, 0, model.heading, title)
    sheet.write_string(1, 0, office.upper(), title)
    row = _heads(sheet, 3, model.columns, head)
    sheet.freeze_panes(row, 2)
    sheet.repeat_rows(3, row - 1)
    for group, rows in found.grouped():
        if group:
            for place in range(len(model.columns)):  # not merged, so that rows can be put in above and below
                sheet.write_blank(row, place, None, band)
            sheet.write_string(row, 0, group, band)
            row += 1
        for values in rows:
            _line(sheet, row, model.columns, values, cell)
            row += 1
    _printed(sheet)
    if found.sheet == DIP:
        model_missing = lists().missing
        second = book.add_worksheet(model_missing.title)
        place = _heads(second, 0, model_missing.columns, head)
        for number, values in enumerate(found.missing):
            _line(second, place + number, model_missing.columns, values, cell)
        _printed(second)
    book.close()
    return out.getvalue()


def _printed(sheet: Any) -> None:
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)


def _heads(sheet: Any, row: int, columns: dict[str, ListColumn], head: Any) -> int:
    """The header, in two rows where a column has one above it; the row below."""
    two = any(column.over for column in columns.values())
    listed = list(columns.values())
    for place, column in enumerate(listed):
        sheet.set_column(place, place, column.width)
        if not two:
            sheet.write_string(row, place, column.title, head)
        elif not column.over:
            sheet.merge_range(row, place, row + 1, place, column.title, head)
        else:
            sheet.write_string(row + 1, place, column.title, head)
            if place and listed[place - 1].over == column.over:
                sheet.merge_range(row, place - 1, row, place, column.over, head)
    return row + 1 + two


def _line(sheet: Any, row: int, columns: dict[str, ListColumn], values: dict[str, str], cell: Any) -> None:
    for place, name in enumerate(columns):
        sheet.write_string(row, place, values.get(name, ""), cell)


def read(path: Path, kind: str) -> Found:
    """An earlier list with what a clerk wrote. UsageError where the file is no such list."""
    import openpyxl

    model = lists().sheets[kind]
    try:
        book = openpyxl.load_workbook(path, data_only=True)
        sheet = next(one for one in book.worksheets if fold(one.title) == fold(model.title))
    except Exception as error:  # whatever openpyxl makes of a file that is no workbook
        message = words.get("ppid.no_list", path=path.as_posix(), sheet=model.title)
        raise UsageError(message, words.get("ppid.no_list_remedy")) from error
    titles = {fold(column.title): name for name, column in model.columns.items()}
    letters = {f"{one.letter}.": name for name, one in lists().categories.items()}
    head: dict[int, str] = {}
    found, category = Found(kind), "" if kind != DIP else next(iter(lists().categories))
    for values in sheet.iter_rows(values_only=True):
        texts = [_told(value) for value in values]
        here = {place: titles[fold(text)] for place, text in enumerate(texts) if fold(text) in titles}
        if len(here) >= 2:
            head |= here
        elif kind == DIP and texts and texts[0][:2] in letters and not any(texts[1:]):
            category = letters[texts[0][:2]]
        elif head and any(texts[place] for place in head if place < len(texts) and head[place] != "nomor"):
            found.rows.append({name: texts[place] for place, name in head.items() if place < len(texts)})
            found.categories.append(category)
    if not head:
        raise UsageError(words.get("ppid.no_list", path=path.as_posix(), sheet=model.title))
    return found


def _told(value: object) -> str:
    if isinstance(value, datetime):
        return value.date().isoformat()
    return "" if value is None else str(value).strip()


def document(found: Found, office: str, today: date, lang: str) -> bytes:
    """The list as a Word document, across."""
    import docx
    from docx.enum.section import WD_ORIENT
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Cm, Pt

    model = lists().sheets[found.sheet]
    made = docx.Document()
    style = made.styles["Normal"]
    style.font.name, style.font.size = "Bookman Old Style", Pt(9)
    style.paragraph_format.space_after = Pt(0)
    section = made.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Cm(33), Cm(21.5)  # F4, on which offices print such lists
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Cm(1.8)
    for line in (model.heading, office.upper(), words.get("ppid.list_day", lang, day=display_date(today))):
        if line:
            paragraph = made.add_paragraph()
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
            run = paragraph.add_run(line)
            run.bold, run.font.size = True, Pt(12)
    made.add_paragraph()
    columns = {name: one for name, one in model.columns.items() if name not in _HIDDEN}
    _table(made, columns, list(found.grouped()))
    if found.missing:
        missing = lists().missing
        made.add_paragraph()
        head = made.add_paragraph()
        head.paragraph_format.keep_with_next = True
        head.add_run(missing.title).bold = True
        _table(made, missing.columns, [("", found.missing)])
    stamp = datetime(today.year, today.month, today.day)
    core = made.core_properties
    core.author, core.comments, core.created, core.modified = "kinerja_docs", "", stamp, stamp
    out = io.BytesIO()
    made.save(out)
    return undated(out.getvalue())


_WIDE = 29.4  # centimetres between the margins


def _table(made: Any, columns: dict[str, ListColumn], groups: Sequence[tuple[str, list[dict[str, str]]]]) -> None:
    from docx.shared import Cm

    listed = list(columns.values())
    whole = sum(column.width for column in listed)
    widths = [Cm(_WIDE * column.width / whole) for column in listed]
    table = made.add_table(rows=0, cols=len(listed))
    table.style, table.autofit = "Table Grid", False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width
    for number in range(_word_heads(table, listed)):
        _shaded(table.rows[number])
    for title, rows in groups:
        if title:
            cells = table.add_row().cells
            cells[0].merge(cells[-1]).paragraphs[0].add_run(title).bold = True
        for values in rows:
            for cell, name in zip(table.add_row().cells, columns, strict=True):
                cell.paragraphs[0].add_run(values.get(name, ""))
    for row in table.rows:
        for cell, width in zip(row.cells, widths, strict=True):
            cell.width = width


def _word_heads(table: Any, listed: Sequence[ListColumn]) -> int:
    """The header rows; how many there are."""
    two = any(column.over for column in listed)
    upper = table.add_row().cells
    lower = table.add_row().cells if two else upper
    for place, column in enumerate(listed):
        if not two or column.over:
            lower[place].paragraphs[0].add_run(column.title).bold = True
        if two and not column.over:
            upper[place].merge(lower[place]).paragraphs[0].add_run(column.title).bold = True
        if column.over and place and listed[place - 1].over == column.over:
            upper[place - 1].merge(upper[place]).paragraphs[0].add_run(column.over).bold = True
    return 1 + two


def _shaded(row: Any) -> None:
    """A header row, repeated on each page."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    properties = row._tr.get_or_add_trPr()
    properties.append(OxmlElement("w:tblHeader"))
    for cell in row.cells:
        shade = OxmlElement("w:shd")
        shade.set(qn("w:val"), "clear")
        shade.set(qn("w:fill"), _HEAD.lstrip("#"))
        cell._tc.get_or_add_tcPr().append(shade)

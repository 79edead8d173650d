"""Reports as workbooks: values only, frozen headers, filters, ready for A4; nothing in a cell can act as a formula."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from kinerja_docs import __version__, words
from kinerja_docs.model import Location, Value
from kinerja_docs.outcome import CheckOutcome, ReadOutcome
from kinerja_docs.reporting.masking import masker
from kinerja_docs.reporting.overview import OWED, THERE, Grid, Overview, overview
from kinerja_docs.reporting.places import place_label

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

COLOURS = {"error": "#B3261E", "warning": "#8A5300", "info": "#1F5FA8"}
LONGEST = 32_000  # letters of a cell; Excel takes 32,767
MOST_ROWS = 1_000_000
FIXED = ("code", "file", "message")


@dataclass
class Book:
    """A workbook in the making, with the formats of all reports."""

    book: Workbook
    formats: dict[str, Format]
    names: set[str]
    widths: dict[str, list[float]] = field(default_factory=dict)  # by sheet
    lines: dict[tuple[str, int], int] = field(default_factory=dict)  # the most lines of a row so far

    def sheet(self, title: str, widths: Sequence[float], head: Sequence[str], landscape: bool = True) -> Worksheet:
        """A sheet with a frozen header and widths in letters, set up for A4."""
        sheet: Worksheet = self.book.add_worksheet(self.free(title))
        self.widths[sheet.get_name()] = list(widths)
        for column, width in enumerate(widths):
            sheet.set_column(column, column, width)
        for column, text in enumerate(head):
            sheet.write_string(0, column, text[:LONGEST], self.formats["head"])
        sheet.freeze_panes(1, 0)
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(0)
        if landscape:
            sheet.set_landscape()
        sheet.set_footer("&L&A&R&P / &N")
        return sheet

    def free(self, title: str) -> str:
        """A sheet name that Excel takes and that is not taken yet."""
        plain = "".join(" " if letter in "[]:*?/\\" else letter for letter in title).strip("' ")[:28] or "Sheet"
        name, number = plain, 2
        while name.casefold() in self.names:
            name, number = f"{plain} {number}", number + 1
        self.names.add(name.casefold())
        return name

    def put(self, sheet: Worksheet, row: int, column: int, text: str, format: str = "cell") -> None:
        """A text as text, whatever it begins with."""
        if text:
            sheet.write_string(row, column, text[:LONGEST], self.formats[format])
            if format != "turned":
                self.heighten(sheet, row, column, text)
        else:
            sheet.write_blank(row, column, None, self.formats[format])

    def heighten(self, sheet: Worksheet, row: int, column: int, text: str) -> None:
        """Room for wrapped text: LibreOffice does not make it by itself when it opens a file."""
        name = sheet.get_name()
        width = self.widths[name][column] if column < len(self.widths[name]) else 8.0
        lines = sum(max(1, -(-len(part) // max(1, int(width * 1.1)))) for part in text.split("\n"))
        if lines > self.lines.get((name, row), 1):
            self.lines[name, row] = lines
            sheet.set_row(row, min(409.0, 13.5 * lines + 2))


def open_book(out: io.BytesIO, day: date) -> Book:
    """A workbook that says who made it and when, the same bytes for the same report."""
    import xlsxwriter

    book = xlsxwriter.Workbook(out, {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    made = datetime(day.year, day.month, day.day)  # not the clock: the same report gives the same bytes
    book.set_properties({"author": "kinerja_docs", "comments": f"kinerja_docs {__version__}", "created": made})
    book.set_custom_property("rules", day.isoformat())
    plain: dict[str, Any] = {"font_name": "Arial", "font_size": 10, "valign": "top", "text_wrap": True, "border": 1}
    plain["border_color"] = "#C9CFD8"
    formats = {
        "cell": plain,
        "centre": plain | {"align": "center"},
        "good": plain | {"align": "center", "font_color": "#1C6B3A"},
        "bad": plain | {"align": "center", "font_color": COLOURS["error"], "bold": True},
        "head": plain | {"bold": True, "bg_color": "#E4E9F0"},
        "turned": plain | {"bold": True, "bg_color": "#E4E9F0", "rotation": 90, "valign": "bottom"},
        "title": {"font_name": "Arial", "font_size": 14, "bold": True},
        "strong": {"font_name": "Arial", "font_size": 11, "bold": True},
        "note": {"font_name": "Arial", "font_size": 10, "font_color": "#5A6475"},
        **{name: plain | {"font_color": colour, "bold": True} for name, colour in COLOURS.items()},
    }
    return Book(book, {name: book.add_format(settings) for name, settings in formats.items()}, set())


def check_workbook(outcome: CheckOutcome, today: date, unmask: bool = False) -> bytes:
    """The report of ``check``: summary, findings, people × forms, IKU × people, skipped checks."""
    seen = overview(outcome, unmask)
    out = io.BytesIO()
    book = open_book(out, today)

    def word(key: str, **params: object) -> str:
        return words.get(key, seen.lang, **params)

    _summary(book, seen, today)
    _findings(book, seen)
    _people(book, seen)
    if len(seen.matrices) > 1:
        _carriers(book, seen)
    else:
        grid = seen.matrices[0] if seen.matrices else Grid([], [])
        _grid(book, grid, word("overview.matrix_sheet"), word("overview.indicator"), [50, 8], turned=True)
    head = [word(f"overview.{name}") for name in ("code", "check", "file", "why_skipped")]
    skips = ((one.code, one.title, one.file, one.reason) for one in seen.skips)
    _list(book, word("overview.skipped_sheet"), [9, 50, 50, 50], head, skips)
    if seen.compared:
        _list(book, word("overview.fixed"), [9, 50, 100], [word(f"overview.{n}") for n in FIXED], seen.fixed)
    book.book.close()
    return out.getvalue()


def _summary(book: Book, seen: Overview, today: date) -> None:
    def word(key: str, **params: object) -> str:
        return words.get(key, seen.lang, **params)

    head = [word(f"overview.{name}") for name in ("file", "form", "verdict")]
    head += [word(f"severity.{name}") for name in COLOURS] + [word("overview.skipped_sheet")]
    sheet = book.sheet(word("overview.summary"), [46, 46, 26, 11, 11, 11, 11], [])
    sheet.freeze_panes(6, 0)
    sheet.write_string(0, 0, word("overview.title"), book.formats["title"])
    sheet.write_string(1, 0, word("report.verdict", verdict=seen.shown), book.formats["strong"])
    numbers = {name: seen.counts[name] for name in ("error", "warning", "info", "skipped")}
    sheet.write_string(2, 0, word("report.numbers", **numbers), book.formats["note"])
    sheet.write_string(
        3, 0, word("overview.printed", version=__version__, today=today.isoformat()), book.formats["note"]
    )
    for column, text in enumerate(head):
        sheet.write_string(5, column, text, book.formats["head"])
    for row, file in enumerate(seen.files, 6):
        book.put(sheet, row, 0, file.path)
        book.put(sheet, row, 1, "\n".join(file.about))
        book.put(sheet, row, 2, file.shown)
        for column, count in enumerate([*(file.counts[name] for name in COLOURS), file.skipped], 3):
            sheet.write_number(row, column, count, book.formats["centre"])
    sheet.autofilter(5, 0, max(5 + len(seen.files), 6), len(head) - 1)
    sheet.repeat_rows(5)


def _findings(book: Book, seen: Overview) -> None:
    def word(key: str) -> str:
        return words.get(key, seen.lang)

    names = ("severity", "code", "certain", "file", "person", "where", "message", "fix", "who", "law", "accepted")
    head = [word(f"overview.{name}") for name in names] + ([word("overview.state")] if seen.compared else [])
    sheet = book.sheet(word("overview.findings"), [11, 8.5, 8, 24, 18, 22, 38, 38, 13, 16, 13, 9][: len(head)], head)
    row = 0
    for entry in seen.entries[:MOST_ROWS]:
        row += 1
        sure = word("overview.likely" if entry.likely else "overview.certain")
        texts = [word(f"severity.{entry.severity}"), entry.code, sure, entry.file, entry.person, entry.place]
        texts += [entry.message, entry.fix, entry.owner, entry.law, entry.accepted]
        texts += [word(f"overview.{entry.state}")] if entry.state else []
        for column, text in enumerate(texts):
            book.put(sheet, row, column, text, entry.severity if column == 0 else "cell")
    sheet.autofilter(0, 0, max(row, 1), len(head) - 1)


def _list(book: Book, title: str, widths: Sequence[float], head: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """A plain list with a filter."""
    sheet = book.sheet(title, widths, head)
    count = 0
    for count, texts in enumerate(rows, 1):
        if count > MOST_ROWS:
            break
        for column, text in enumerate(texts):
            book.put(sheet, count, column, text)
    sheet.autofilter(0, 0, max(min(count, MOST_ROWS), 1), len(head) - 1)


def _people(book: Book, seen: Overview) -> None:
    """People × forms. Of several offices all are on one sheet, which can be filtered by office."""
    title, first = words.get("overview.people_sheet", seen.lang), words.get("overview.person", seen.lang)
    if len(seen.rosters) < 2:
        _grid(book, seen.people, title, first, [36, 44], turned=False)
        return
    rows = [(grid.title, name, cells) for grid in seen.rosters for name, _, cells in grid.rows]
    _grid(book, Grid(seen.people.columns, rows), title, words.get("overview.office", seen.lang), [36, 44], turned=False)


def _carriers(book: Book, seen: Overview) -> None:
    """Who serves what in several offices: a line for each indicator and person, since a matrix of all has no end."""

    def lines() -> Iterator[Sequence[str]]:
        for grid in seen.matrices:
            for indicator, _, cells in grid.rows:
                held = [(name, *cell) for name, cell in zip(grid.columns, cells, strict=True) if cell[0]]
                for name, sign, said in held or [(nobody, "", "")]:
                    yield grid.title, indicator, name, sign, said

    nobody = words.get("overview.no_skp", seen.lang)
    names = ("office", "indicator", "person", "matrix_key")
    head = [words.get(f"overview.{name}", seen.lang) for name in names] + [words.get("column.rhk", seen.lang)]
    _list(book, words.get("overview.matrix_sheet", seen.lang), [26, 50, 32, 12, 60], head, lines())


def _grid(book: Book, grid: Grid, title: str, first: str, widths: Sequence[float], turned: bool) -> None:
    sheet = book.sheet(title, [*widths, *([5.5 if turned else 13] * len(grid.columns))], [first, ""])
    sheet.freeze_panes(1, 2)
    for column, name in enumerate(grid.columns, 2):
        book.put(sheet, 0, column, name, "turned" if turned else "head")
    if turned and grid.columns:
        sheet.set_row(0, min(220, 8 + 6 * max(len(name) for name in grid.columns)))
    for row, (name, beneath, cells) in enumerate(grid.rows, 1):
        book.put(sheet, row, 0, name)
        book.put(sheet, row, 1, beneath)
        for column, (sign, _) in enumerate(cells, 2):
            book.put(sheet, row, column, sign, "bad" if sign == OWED else "good" if sign == THERE else "centre")
    if grid.rows:
        sheet.autofilter(0, 0, len(grid.rows), 1 + len(grid.columns))


def read_workbook(outcome: ReadOutcome, today: date, unmask: bool = False) -> bytes:
    """What ``read`` found: a sheet of fields, and one for each table of each form, every value with its place."""
    out = io.BytesIO()
    book = open_book(out, today)
    lang, show = outcome.language, masker(unmask)

    def word(key: str) -> str:
        return words.get(key, lang)

    head = [word("overview.file"), word("overview.document"), word("overview.form"), word("report.field")]
    head += [word("report.text")]
    head += [word("report.value"), word("report.place")]
    sheet = book.sheet(word("report.field"), [34, 9, 26, 26, 50, 24, 30], head)
    row = 0
    tables: dict[tuple[str, str], list[tuple[str, int, int, dict[str, Value]]]] = {}
    for result in outcome.files:
        for record in result.records:
            title = str(outcome.forms.get(record.form or "", record.form or word("form.none")))
            for name, value in record.fields.items():
                row += 1
                texts = [
                    show(result.path),
                    str(record.id + 1),
                    title,
                    words.find(f"field.{name}", lang) or name,
                    show(value.text),
                ]
                texts += [show(_plain(value.value)), place_label(value.at, lang, result.path)]
                for column, text in enumerate(texts):
                    book.put(sheet, row, column, text)
            for table, rows in record.rows.items():
                lines = tables.setdefault((record.form or "", table), [])
                lines += [(result.path, record.id, number, line.values) for number, line in enumerate(rows, 1)]
    sheet.autofilter(0, 0, max(row, 1), len(head) - 1)
    for (form, table), lines in tables.items():
        _table(book, f"{form} {table}", lines, lang, show)
    book.book.close()
    return out.getvalue()


def _table(book: Book, title: str, lines: list[tuple[str, int, int, dict[str, Value]]], lang: str, show: Any) -> None:
    columns = list(dict.fromkeys(name for *_, values in lines for name in values))
    head = [words.get(key, lang) for key in ("overview.file", "overview.document", "report.row")]
    head += [_heading(name, lang) for name in columns] + [words.get("report.place", lang)]
    sheet = book.sheet(title, [30, 9, 7, *([24] * len(columns)), 30], head)
    for row, (path, document, number, values) in enumerate(lines[:MOST_ROWS], 1):
        book.put(sheet, row, 0, show(path))
        sheet.write_number(row, 1, document + 1, book.formats["centre"])
        sheet.write_number(row, 2, number, book.formats["centre"])
        for column, name in enumerate(columns, 3):
            value = values.get(name)
            if value is not None and isinstance(value.value, int | float) and not isinstance(value.value, bool):
                sheet.write_number(row, column, value.value, book.formats["cell"])
            else:
                book.put(sheet, row, column, show(value.text) if value is not None else "")
        book.put(sheet, row, len(columns) + 3, place_label(_first(values.values()), lang, path))
    sheet.autofilter(0, 0, max(len(lines), 1), len(head) - 1)


def _heading(column: str, lang: str) -> str:
    return words.find(f"column.{column}", lang) or words.find(f"field.{column}", lang) or column


def _first(values: Iterable[Value]) -> Location:
    from kinerja_docs.model import FILE

    return next((value.at for value in values), FILE)


def _plain(value: Any) -> str:
    if value is None:
        return ""
    return value.isoformat() if isinstance(value, date) else str(value)

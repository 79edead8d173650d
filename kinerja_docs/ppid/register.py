"""The register of requests and objections: a workbook that a clerk edits, and SQLite, both ways without loss.

Values are kept as text, dates as ISO, so that neither side changes what the other wrote. What is wrong with a line is
told with sheet, row and column; nothing is guessed and nothing is dropped.
"""

from __future__ import annotations

import io
import re
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cache
from pathlib import Path

from kinerja_docs import words
from kinerja_docs.errors import UsageError
from kinerja_docs.ppid.deadlines import Pause
from kinerja_docs.ppid.settings import Column, settings
from kinerja_docs.text import display_date, fold, read_date
from kinerja_docs.text.language import language, words_pattern

REQUESTS, OBJECTIONS = "permohonan", "keberatan"
_PAUSE = re.compile(r"\s*(?:;|\n)\s*")
_DATABASES = (".sqlite", ".db", ".sqlite3")
_ASKED = re.compile(r"(\d{1,8})(?:(?:\s*[/.\-]\s*|\s+)(\d{4}))?")  # number, and year where there are several
_A4, _A3 = 9, 8  # as Excel counts paper
_WIDE = 220  # letters across that cannot be read on A4 any more


@dataclass(frozen=True, slots=True)
class Entry:
    """One line: its texts by column, and the row of its sheet (0 where it comes from a database)."""

    texts: Mapping[str, str]
    row: int = 0

    def text(self, name: str) -> str:
        """A text, empty where nothing stands."""
        return self.texts.get(name, "")

    def day(self, name: str) -> date | None:
        """A date, None where none can be read."""
        return _day(self.text(name))

    @property
    def number(self) -> int:
        """The number, 0 where none can be read."""
        text = self.text("nomor").strip()
        return int(text) if text.isdigit() and len(text) < 9 else 0

    @property
    def pauses(self) -> list[Pause]:
        """The times on which the clock stands still."""
        return _pauses(self.text("tunda")) or []

    @property
    def regime(self) -> str | None:
        """``pemilu`` or ``biasa`` as a person chose it, None while nobody did."""
        answer = fold(self.text("pemilu"))
        return "pemilu" if answer in settings().yes else "biasa" if answer in settings().no else None

    @property
    def letter(self) -> str:
        """The letter of the ground or of the reason."""
        return _letter(self.text("alasan"))


@dataclass(frozen=True, slots=True)
class Wrong:
    """What is wrong with a line: where, what, and what to do."""

    sheet: str
    row: int
    column: str
    message: str
    fix: str


@dataclass(slots=True)
class Register:
    """All lines in order."""

    requests: list[Entry] = field(default_factory=list)
    objections: list[Entry] = field(default_factory=list)

    def of(self, sheet: str) -> list[Entry]:
        """The lines of a sheet."""
        return self.requests if sheet == REQUESTS else self.objections

    def find(self, sheet: str, number: int, year: int | None = None) -> Entry | None:
        """The line with a number, of a year where several have it; the last one without a year."""
        found = [one for one in self.of(sheet) if one.number == number]
        if year is not None:
            found = [one for one in found if (day := one.day("tanggal")) is not None and day.year == year]
        return found[-1] if found else None

    def asked_by(self, objection: Entry) -> Entry | None:
        """The request of an objection, which tells its number (``2``) or number and year (``2/2026``).

        Numbers begin anew each year: of several that came before the objection, it is the one of the same name. None
        where there is none, or where it stays unclear.
        """
        found = self._asked(objection)
        return found[0] if len(found) == 1 else None

    def _asked(self, objection: Entry) -> list[Entry]:
        told = _ASKED.fullmatch(objection.text("permohonan").strip())
        if told is None:
            return []
        number, year = int(told[1]), int(told[2]) if told[2] else None
        filed, found = objection.day("tanggal"), []
        for one in self.requests:
            on = one.day("tanggal")
            if one.number == number and on is not None and (filed is None or on <= filed):
                found += [one] if year in (None, on.year) else []
        same = [one for one in found if fold(one.text("nama")) == fold(objection.text("nama"))]
        return same if len(found) > 1 and same else found

    def wrong(self, lang: str = "id") -> list[Wrong]:
        """Everything that is wrong, sheet by sheet and line by line."""
        return [*_wrong(self, REQUESTS, lang), *_wrong(self, OBJECTIONS, lang)]


def load(path: Path) -> Register:
    """A register from a workbook or a database. UsageError where it is neither, with what to do."""
    if not path.is_file():
        raise UsageError(words.get("ppid.no_register", path=path.as_posix()), words.get("ppid.no_register_remedy"))
    if path.suffix.lower() in _DATABASES:
        return _from_database(path)
    return _from_workbook(path)


def dump(register: Register, suffix: str) -> bytes:
    """The register as a workbook (``.xlsx``) or a database."""
    return _database(register) if suffix.lower() in _DATABASES else _workbook(register)


# -- workbook


def _from_workbook(path: Path) -> Register:
    import openpyxl

    try:
        book = openpyxl.load_workbook(path, data_only=True)
    except Exception as error:  # whatever openpyxl makes of a file that is no workbook
        message = words.get("ppid.not_a_register", path=path.as_posix())
        raise UsageError(message, words.get("ppid.no_register_remedy")) from error
    found = Register()
    for key, model in settings().sheets.items():
        sheet = next((one for one in book.worksheets if fold(one.title) == fold(model.title)), None)
        if sheet is None:
            message = words.get("ppid.no_sheet", path=path.as_posix(), sheet=model.title)
            raise UsageError(message, words.get("ppid.no_register_remedy"))
        titles = {fold(column.title): name for name, column in model.columns.items()}
        rows = list(sheet.iter_rows(values_only=True))
        head = [titles.get(fold(str(value or ""))) for value in rows[0]] if rows else []
        missing = [model.columns[name].title for name in model.columns if name not in head]
        if missing:
            message = words.get("ppid.no_column", path=path.as_posix(), sheet=model.title, columns=", ".join(missing))
            raise UsageError(message, words.get("ppid.no_register_remedy"))
        for number, values in enumerate(rows[1:], 2):
            texts = {name: _text(value) for name, value in zip(head, values, strict=False) if name is not None}
            texts = {name: text for name, text in texts.items() if text}
            if texts:
                found.of(key).append(Entry(texts, number))
    return found


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).strip()


def _workbook(register: Register) -> bytes:
    """The register with lists to choose from; nothing in a cell can act as a formula."""
    import xlsxwriter

    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"author": "kinerja_docs", "created": datetime(2000, 1, 1)})
    plain = {"font_name": "Arial", "font_size": 10, "border": 1, "border_color": "#C9CFD8", "valign": "top"}
    cell, head = (
        book.add_format(plain | {"text_wrap": True}),
        book.add_format(plain | {"bold": True, "bg_color": "#E4E9F0", "text_wrap": True}),
    )
    as_text = book.add_format(plain | {"num_format": "@"})
    day = book.add_format(plain | {"num_format": "dd/mm/yyyy", "align": "left"})
    for key, model in settings().sheets.items():
        sheet = book.add_worksheet(model.title)
        sheet.freeze_panes(1, 3)
        sheet.set_landscape()
        sheet.set_paper(_A3 if sum(column.width for column in model.columns.values()) > _WIDE else _A4)
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(0)
        for place, (name, column) in enumerate(model.columns.items()):
            # Excel takes 2/2026 for a month where a cell is not one of text
            sheet.set_column(place, place, column.width, as_text if column.kind == "request" else None)
            sheet.write_string(0, place, column.title, head)
            choices = _choices(column)
            if choices:
                rule = {"validate": "list", "source": choices, "error_type": "warning"}
                sheet.data_validation(1, place, 5000, place, rule)
            for row, entry in enumerate(register.of(key), 1):
                text, on = entry.text(name), entry.day(name) if column.kind == "date" else None
                if on is not None:
                    sheet.write_datetime(row, place, datetime(on.year, on.month, on.day), day)
                elif column.kind == "number" and text.isdigit():
                    sheet.write_number(row, place, int(text), cell)
                elif text:
                    sheet.write_string(row, place, text, as_text if column.kind == "request" else cell)
                else:
                    sheet.write_blank(row, place, None, cell)
        sheet.autofilter(0, 0, max(1, len(register.of(key))), len(model.columns) - 1)
    book.close()
    return out.getvalue()


def _choices(column: Column) -> list[str]:
    known = settings()
    if column.kind == "yes_no":
        return [known.yes[0], known.no[0]]
    lists: dict[str, Iterable[str]] = {
        "status": known.statuses,
        "objection_status": known.objection_statuses,
        "ground": known.grounds,
        "objection": known.objections,
    }
    return list(lists.get(column.kind, ()))


# -- database


def _from_database(path: Path) -> Register:
    found = Register()
    connection = sqlite3.connect(f"file:{path.as_posix()}?mode=ro", uri=True)
    try:
        for key, model in settings().sheets.items():
            columns = list(model.columns)
            listed = ", ".join(f'"{name}"' for name in columns)
            for values in connection.execute(f'SELECT {listed} FROM "{key}" ORDER BY rowid'):
                texts = {name: str(value) for name, value in zip(columns, values, strict=True) if value}
                found.of(key).append(Entry(texts))
    except sqlite3.Error as error:
        message = words.get("ppid.not_a_register", path=path.as_posix())
        raise UsageError(message, words.get("ppid.no_register_remedy")) from error
    finally:
        connection.close()
    return found


def _database(register: Register) -> bytes:
    connection = sqlite3.connect(":memory:")
    try:
        for key, model in settings().sheets.items():
            listed = ", ".join(f'"{name}" TEXT' for name in model.columns)
            connection.execute(f'CREATE TABLE "{key}" ({listed})')
            marks = ", ".join("?" for _ in model.columns)
            rows = [[entry.text(name) for name in model.columns] for entry in register.of(key)]
            connection.executemany(f'INSERT INTO "{key}" VALUES ({marks})', rows)
        connection.commit()
        return bytes(connection.serialize())
    finally:
        connection.close()


# -- what is wrong


def _wrong(register: Register, sheet: str, lang: str) -> Iterator[Wrong]:
    model = settings().sheets[sheet]

    def tell(entry: Entry, name: str, key: str, **params: object) -> Wrong:
        title = model.columns[name].title
        message = words.get(f"ppid.wrong_{key}", lang, column=title, text=entry.text(name), **params)
        return Wrong(model.title, entry.row, title, message, words.get(f"ppid.fix_{key}", lang, column=title, **params))

    last: dict[int, int] = {}
    for entry in register.of(sheet):
        for name, column in model.columns.items():
            text = entry.text(name)
            if not text:
                if column.required:
                    yield tell(entry, name, "empty")
            elif column.kind == "request":
                asked = register._asked(entry)
                if len(asked) != 1:
                    yield tell(entry, name, "request_unclear" if asked else "request")
            elif not _fits(column, text):
                known = ", ".join(_choices(column))
                yield tell(entry, name, column.kind, known=known)
        received, answered = entry.day("tanggal"), entry.day("tanggapan")
        if received is not None:
            expected = last.get(received.year, 0) + 1
            if entry.number != expected:
                yield tell(entry, "nomor", "gap", expected=expected, year=received.year)
            last[received.year] = max(entry.number, expected)
            if answered is not None and answered < received:
                yield tell(entry, "tanggapan", "order")
        closed = settings().closed if sheet == REQUESTS else settings().objection_closed
        if fold(entry.text("status")) in closed and answered is None and not entry.text("tanggapan"):
            yield tell(entry, "tanggapan", "unanswered")
        if fold(entry.text("status")) not in closed and answered is not None:
            yield tell(entry, "status", "answered", on=display_date(answered))
        if sheet == REQUESTS and fold(entry.text("status")) in settings().refused and not entry.letter:
            yield tell(entry, "alasan", "ground_missing")


def _fits(column: Column, text: str) -> bool:
    known = settings()
    if column.kind == "number":
        return text.isdigit()
    if column.kind == "date":
        return _day(text) is not None
    if column.kind == "yes_no":
        return fold(text) in (*known.yes, *known.no)
    if column.kind == "pauses":
        return _pauses(text) is not None
    if column.kind == "status":
        return fold(text) in known.statuses
    if column.kind == "objection_status":
        return fold(text) in known.objection_statuses
    if column.kind in ("ground", "objection"):
        return _letter(text) in (known.grounds if column.kind == "ground" else known.objections)
    return True


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        return read_date(text)


def _letter(text: str) -> str:
    """The letter of a ground or a reason: *h*, *huruf h*, *h. rahasia pribadi*."""
    found = re.match(rf"(?:{re.escape(settings().letter_word)}\s*)?([a-z])\b", text.strip(), re.IGNORECASE)
    return found.group(1).lower() if found is not None else ""


@cache
def _between() -> re.Pattern[str]:
    """What stands between the first and the last day; a hyphen only with blanks around it, as ISO dates have some."""
    known = language().words("until")
    anywhere = words_pattern(word for word in known if word != "-")
    return re.compile(rf"\s+(?:{words_pattern(known)})\s+|\s*(?:{anywhere})\s*", re.IGNORECASE)


def _pauses(text: str) -> list[Pause] | None:
    """``2026-02-10 s.d. 2026-02-12; …``; None where it cannot be read."""
    found = []
    for part in filter(None, _PAUSE.split(text.strip())):
        ends = [_day(end) for end in _between().split(part)]
        first, last = ends[0], ends[-1]
        if len(ends) > 2 or first is None or last is None or last < first:
            return None
        found.append((first, last))
    return found

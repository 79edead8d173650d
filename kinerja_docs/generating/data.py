"""The data that fills templates: a roster workbook, CSV, JSON or YAML, as rows of text with their places."""

from __future__ import annotations

import codecs
import csv
import io
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from kinerja_docs import words
from kinerja_docs.definitions.manifest import FieldModel, ManifestModel
from kinerja_docs.errors import UsageError
from kinerja_docs.generating.roster_cells import RosterBooks, printed
from kinerja_docs.text import fold, squash

KEY = "kunci"
MOST_ROWS = 100_000


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with one value: ``row`` and ``column`` as people count and name them in their file."""

    sheet: str
    row: int
    column: str
    code: str
    message: str
    fix: str


@dataclass(slots=True)
class RawRow:
    """One line as printed, by the names of the manifest. ``broken``: values that the file does not hold as they were
    meant, each with the word for why (``spoilt``: a number that lost digits, ``formula``, ``cell_error``)."""

    sheet: str
    number: int
    values: dict[str, str] = field(default_factory=dict)
    tables: dict[str, list[RawRow]] = field(default_factory=dict)
    broken: dict[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class Data:
    """All lines, and columns that no field takes."""

    rows: list[RawRow]
    problems: list[Problem] = field(default_factory=list)
    columns: dict[str, str] = field(default_factory=dict)  # how the file names each field


def read_data(path: Path, model: ManifestModel) -> Data:
    """Reads a data file by its kind; :class:`UsageError` where it cannot be read."""
    try:
        kind = path.suffix.lower()
        if kind in (".xlsx", ".xlsm"):
            return _workbook(path, model)
        if kind == ".csv":
            return _csv(path, model)
        if kind in (".json", ".yaml", ".yml"):
            return _tree(path, model)
    except UnicodeDecodeError as error:
        message = words.get("error.data_encoding", path=path.as_posix())
        raise UsageError(message, words.get("error.data_encoding_remedy")) from error
    except (OSError, ValueError, KeyError, csv.Error, RecursionError) as error:
        raise UsageError(words.get("error.data_unread", path=path.as_posix(), detail=str(error))) from error
    raise UsageError(words.get("error.data_kind", path=path.as_posix()), words.get("error.data_kind_remedy"))


# -- columns


def _names(fields: Mapping[str, FieldModel]) -> dict[str, str]:
    """Field by every folded way to write its column: its name and its labels."""
    found = {}
    for name, one in fields.items():
        for text in (one.label.en, one.label.id, name):
            found[fold(text)] = name
    return found


def _columns(head: Iterable[str], fields: Mapping[str, FieldModel], sheet: str, data: Data) -> list[str | None]:
    known = _names(fields)
    found: list[str | None] = []
    for title in head:
        name = known.get(fold(title)) or (KEY if fold(title) == KEY else None)
        if name is None and title.strip():
            data.problems.append(_unknown(sheet, title, known))
        elif name is not None:
            data.columns.setdefault(name, title)
        found.append(name)
    return found


def _unknown(sheet: str, printed: str, known: Mapping[str, str]) -> Problem:
    from kinerja_docs.spelling import remedy_for

    message = words.get("generate.unknown_column", column=printed)
    fix = remedy_for(fold(printed), known) or words.get("generate.unknown_column_fix")
    return Problem(sheet, 1, printed, "TPL002", message, fix)


# -- workbooks and CSV


def _workbook(path: Path, model: ManifestModel) -> Data:
    books = RosterBooks(path)
    tables = {fold(text): name for name, one in model.tables.items() for text in (name, one.label.id, one.label.en)}
    main = next((title for title in books.titles if fold(title) not in tables), None)
    data = Data([])
    if main is None:
        return data
    data.rows = _grid(main, books, model.fields, data)
    for title in books.titles:
        table = tables.get(fold(title))
        if table is not None:
            _share(data, table, _grid(title, books, model.tables[table].columns, data))
    books.close()
    return data


def _csv(path: Path, model: ManifestModel) -> Data:
    shown = decoded(path.read_bytes())
    first, _, rest = shown.partition("\n")
    if first.casefold().startswith("sep=") and len(first.strip()) == 5:  # a line for Excel alone
        shown = rest
    head = shown.partition("\n")[0]
    delimiter = max(";,\t", key=head.count)
    data = Data([])
    lines = list(csv.reader(io.StringIO(shown, newline=""), delimiter=delimiter))
    data.rows = _lines(path.name, lines, model.fields, data)
    return data


def decoded(raw: bytes) -> str:
    """The text of a CSV as Excel and others save it: UTF-8 or UTF-16 with or without mark, else Western Windows.
    Raises UnicodeDecodeError for what is none of them."""
    if raw[:2] in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):
        return raw.decode("utf-16")
    if b"\0" in raw[:400]:
        return raw.decode("utf-16-be" if raw[:1] == b"\0" else "utf-16-le")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return raw.decode("cp1252")


def _grid(sheet: str, books: RosterBooks, fields: Mapping[str, FieldModel], data: Data) -> list[RawRow]:
    lines: list[list[str]] = []
    broken: dict[int, dict[int, str]] = {}
    for number, cells in enumerate(books.rows(sheet)):
        if number > MOST_ROWS:
            raise ValueError(words.get("generate.too_many", count=MOST_ROWS))
        lines.append([text for text, _ in cells])
        wrong = {column: why for column, (_, why) in enumerate(cells) if why}
        if wrong:
            broken[number] = wrong
    return _lines(sheet, lines, fields, data, broken)


def _lines(
    sheet: str,
    lines: list[list[str]],
    fields: Mapping[str, FieldModel],
    data: Data,
    broken: Mapping[int, Mapping[int, str]] | None = None,
) -> list[RawRow]:
    head = next((number for number, line in enumerate(lines) if any(text.strip() for text in line)), None)
    if head is None:
        return []
    columns = _columns(lines[head], fields, sheet, data)
    found = []
    for number, line in enumerate(lines[head + 1 :], head + 1):
        wrong = (broken or {}).get(number, {})
        if not wrong and not any(text.strip() for text in line):
            continue
        row = RawRow(sheet, number + 1)
        for column, (name, text) in enumerate(zip(columns, line, strict=False)):
            if name is not None and text.strip():
                row.values[name] = squash(text) if "\n" not in text else text.strip()
            if name is not None and column in wrong:
                row.broken[name] = wrong[column]
        found.append(row)
    return found


def _share(data: Data, table: str, rows: list[RawRow]) -> None:
    """Rows of a table go to the documents with their key; without a key to all of them."""
    for document in data.rows:
        key = fold(document.values.get(KEY, ""))
        mine = [row for row in rows if fold(row.values.get(KEY, "")) in ("", key)]
        document.tables.setdefault(table, []).extend(mine)


# -- JSON and YAML


def _tree(path: Path, model: ManifestModel) -> Data:
    text = path.read_text("utf-8-sig")
    if path.suffix.lower() == ".json":
        loaded = json.loads(text)
    else:
        import yaml

        loaded = yaml.load(text, Loader=yaml.BaseLoader)
    entries = loaded if isinstance(loaded, list) else [loaded]
    data = Data([])
    for number, entry in enumerate(entries, 1):
        if not isinstance(entry, dict):
            raise ValueError(words.get("generate.no_object", number=number))
        row = RawRow(path.name, number)
        for name, value in _flat(entry):
            if name in model.tables and isinstance(value, list):
                columns = model.tables[name].columns
                row.tables[name] = [_tree_row(path.name, number, one, columns, data) for one in value]
            elif name in model.fields:
                _take(row, name, value)
            else:
                data.problems.append(_unknown(path.name, name, {fold(n): n for n in (*model.fields, *model.tables)}))
        data.rows.append(row)
    return data


def _tree_row(sheet: str, number: int, entry: Any, columns: Mapping[str, FieldModel], data: Data) -> RawRow:
    row = RawRow(sheet, number)
    for name, value in _flat(entry) if isinstance(entry, dict) else ():
        if name in columns:
            _take(row, name, value)
        else:
            data.problems.append(_unknown(sheet, name, {fold(n): n for n in columns}))
    return row


def _flat(entry: Mapping[str, Any], before: str = "") -> Iterable[tuple[str, Any]]:
    for name, value in entry.items():
        if isinstance(value, dict):
            yield from _flat(value, f"{before}{name}.")
        elif value is not None:
            yield f"{before}{name}", value


def _take(row: RawRow, name: str, value: Any) -> None:
    """A value of a tree; whole numbers are kept in full there, others have lost digits like those of a sheet."""
    text, why = printed(value)
    row.values[name] = text.strip()
    if why and not isinstance(value, int):
        row.broken[name] = why

"""The data that fills templates: a roster workbook, CSV, JSON or YAML, as rows of text with their places."""

from __future__ import annotations

import csv
import datetime
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from kinerja_docs import words
from kinerja_docs.definitions.manifest import FieldModel, ManifestModel
from kinerja_docs.errors import UsageError
from kinerja_docs.text import display_date, fold, squash

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
    """One line as printed, by the names of the manifest. ``spoilt``: numbers that the file has lost digits of."""

    sheet: str
    number: int
    values: dict[str, str] = field(default_factory=dict)
    tables: dict[str, list[RawRow]] = field(default_factory=dict)
    spoilt: set[str] = field(default_factory=set)


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
    for printed in head:
        name = known.get(fold(printed)) or (KEY if fold(printed) == KEY else None)
        if name is None and printed.strip():
            data.problems.append(_unknown(sheet, printed, known))
        elif name is not None:
            data.columns.setdefault(name, printed)
        found.append(name)
    return found


def _unknown(sheet: str, printed: str, known: Mapping[str, str]) -> Problem:
    from kinerja_docs.spelling import remedy_for

    message = words.get("generate.unknown_column", column=printed)
    fix = remedy_for(fold(printed), known) or words.get("generate.unknown_column_fix")
    return Problem(sheet, 1, printed, "TPL002", message, fix)


# -- workbooks and CSV


def _workbook(path: Path, model: ManifestModel) -> Data:
    import openpyxl

    try:
        book = openpyxl.load_workbook(path, read_only=True, data_only=True)
    except Exception as error:  # openpyxl lets through whatever goes wrong inside it
        raise ValueError(type(error).__name__) from error
    sheets = {sheet.title: sheet for sheet in book.worksheets}
    tables = {fold(text): name for name, one in model.tables.items() for text in (name, one.label.id, one.label.en)}
    main = next((s for title, s in sheets.items() if fold(title) not in tables), None)
    data = Data([])
    if main is None:
        return data
    data.rows = _grid(main.title, main.iter_rows(), model.fields, data)
    for title, sheet in sheets.items():
        table = tables.get(fold(title))
        if table is not None:
            _share(data, table, _grid(title, sheet.iter_rows(), model.tables[table].columns, data))
    book.close()
    return data


def _csv(path: Path, model: ManifestModel) -> Data:
    text = path.read_bytes()
    try:
        shown = text.decode("utf-8-sig")
    except UnicodeDecodeError:
        shown = text.decode("cp1252")
    head = shown.partition("\n")[0]
    delimiter = max(";,\t", key=head.count)
    data = Data([])
    lines = list(csv.reader(shown.splitlines(), delimiter=delimiter))
    data.rows = _lines(path.name, lines, model.fields, data)
    return data


def _grid(sheet: str, rows: Iterable[Iterable[Any]], fields: Mapping[str, FieldModel], data: Data) -> list[RawRow]:
    lines: list[list[str]] = []
    spoilt: dict[int, set[int]] = {}
    for number, cells in enumerate(rows):
        if number > MOST_ROWS:
            raise ValueError(words.get("generate.too_many", count=MOST_ROWS))
        texts = []
        for column, cell in enumerate(cells):
            text, is_spoilt = _printed(cell.value)
            texts.append(text)
            if is_spoilt:
                spoilt.setdefault(number, set()).add(column)
        lines.append(texts)
    return _lines(sheet, lines, fields, data, spoilt)


def _lines(
    sheet: str,
    lines: list[list[str]],
    fields: Mapping[str, FieldModel],
    data: Data,
    spoilt: Mapping[int, set[int]] | None = None,
) -> list[RawRow]:
    head = next((number for number, line in enumerate(lines) if any(text.strip() for text in line)), None)
    if head is None:
        return []
    columns = _columns(lines[head], fields, sheet, data)
    found = []
    for number, line in enumerate(lines[head + 1 :], head + 1):
        if not any(text.strip() for text in line):
            continue
        row = RawRow(sheet, number + 1)
        for column, (name, text) in enumerate(zip(columns, line, strict=False)):
            if name is not None and text.strip():
                row.values[name] = squash(text) if "\n" not in text else text.strip()
                if column in (spoilt or {}).get(number, ()):
                    row.spoilt.add(name)
        found.append(row)
    return found


def _share(data: Data, table: str, rows: list[RawRow]) -> None:
    """Rows of a table go to the documents with their key; without a key to all of them."""
    for document in data.rows:
        key = fold(document.values.get(KEY, ""))
        mine = [row for row in rows if fold(row.values.get(KEY, "")) in ("", key)]
        document.tables.setdefault(table, []).extend(mine)


def _printed(value: Any) -> tuple[str, bool]:
    """A cell as text, and whether it is a number that lost digits (an NIP of 18 digits kept as a number)."""
    if value is None:
        return "", False
    if isinstance(value, datetime.datetime | datetime.date):
        return display_date(value), False
    if isinstance(value, bool):
        return str(value), False
    if isinstance(value, int | float):
        whole = float(value).is_integer()
        return (str(int(value)) if whole else repr(value).replace(".", ",")), whole and abs(value) >= 10**15
    return str(value), False


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
                row.values[name] = _text(value)
            else:
                data.problems.append(_unknown(path.name, name, {fold(n): n for n in (*model.fields, *model.tables)}))
        data.rows.append(row)
    return data


def _tree_row(sheet: str, number: int, entry: Any, columns: Mapping[str, FieldModel], data: Data) -> RawRow:
    row = RawRow(sheet, number)
    for name, value in _flat(entry) if isinstance(entry, dict) else ():
        if name in columns:
            row.values[name] = _text(value)
        else:
            data.problems.append(_unknown(sheet, name, {fold(n): n for n in columns}))
    return row


def _flat(entry: Mapping[str, Any], before: str = "") -> Iterable[tuple[str, Any]]:
    for name, value in entry.items():
        if isinstance(value, dict):
            yield from _flat(value, f"{before}{name}.")
        elif value is not None:
            yield f"{before}{name}", value


def _text(value: Any) -> str:
    return _printed(value)[0].strip()

"""A framework as a workbook: out for people who do not edit YAML, and back without loss.

Sheet ``pohon`` is the CSV tree as it is; sheet ``kepala`` has one line per value of the head, its place written as
``scales.huruf.options.0.word``. Every cell is text, so that no spreadsheet turns ``1.10`` or ``-`` into something else.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from kinerja_docs.definitions import source
from kinerja_docs.definitions.framework import Framework, load_framework
from kinerja_docs.definitions.framework_tree import COLUMNS
from kinerja_docs.errors import DefinitionError, UsageError

TREE_SHEET, HEAD_SHEET = "pohon", "kepala"
HEAD_COLUMNS = ("kunci", "isi")
_NULL, _EMPTY_LIST, _EMPTY_MAP = "~", "[]", "{}"
_TEXT = "@"
_WIDTHS = {"nama": 70, "nama_lain": 40, "rumus": 40, "catatan": 40, "isi": 90, "kunci": 40}


def write_book(framework: Framework, path: Path) -> None:
    """Write the workbook; an existing file is not touched (UsageError)."""
    from openpyxl import Workbook

    if path.exists():
        from kinerja_docs import words

        raise UsageError(words.get("definition.exists", path=path.as_posix()))
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = TREE_SHEET
    tree = framework.path.parent / framework.head.tree
    with tree.open(encoding="utf-8-sig", newline="") as file:
        _fill(sheet, list(csv.reader(file)))
    head = source.read(framework.path).data
    _fill(book.create_sheet(HEAD_SHEET), [list(HEAD_COLUMNS), *([key, text] for key, text in _flat(head))])
    book.save(path)


def read_book(path: Path, folder: Path) -> Framework:
    """Write head and tree of an edited workbook into ``folder`` and load them.

    Nothing is left behind when they do not load: the error names the line of the file as it would have been.
    """
    from openpyxl import load_workbook

    book = load_workbook(path, read_only=True)
    rows = [[_text(value) for value in line] for line in book[TREE_SHEET].iter_rows(values_only=True)]
    head = _deep({line[0]: line[1] for line in _lines(book[HEAD_SHEET]) if line[0]})
    target, tree = folder / f"{head.get('id', '')}.yaml", folder / Path(str(head.get("tree", ""))).name
    before = {file: file.read_bytes() if file.is_file() else None for file in (target, tree)}
    folder.mkdir(parents=True, exist_ok=True)
    with tree.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerows(row[: len(COLUMNS)] for row in rows if any(row))
    target.write_text(yaml.safe_dump(head, allow_unicode=True, sort_keys=False, width=140), "utf-8")
    try:
        return load_framework(target, target.as_posix())
    except DefinitionError:
        _restore(before)
        raise


def _restore(before: dict[Path, bytes | None]) -> None:
    for file, raw in before.items():
        if raw is None:
            file.unlink(missing_ok=True)
        else:
            file.write_bytes(raw)


def _fill(sheet: Any, rows: list[list[str]]) -> None:
    from openpyxl.styles import Alignment, Font
    from openpyxl.utils import get_column_letter

    for number, row in enumerate(rows, 1):
        for column, text in enumerate(row, 1):
            cell = sheet.cell(number, column)
            cell.value, cell.data_type, cell.number_format = text or None, "s" if text else "n", _TEXT
            cell.alignment = Alignment(wrap_text=True, vertical="top")
            if number == 1:
                cell.font = Font(bold=True)
    for column, name in enumerate(rows[0], 1):
        sheet.column_dimensions[get_column_letter(column)].width = _WIDTHS.get(name, 16)
    sheet.freeze_panes = "A2"


def _lines(sheet: Any) -> Iterator[tuple[str, str]]:
    for number, line in enumerate(sheet.iter_rows(values_only=True)):
        if number:
            yield _text(line[0]), _text(line[1] if len(line) > 1 else None)


def _text(value: Any) -> str:
    """What a cell says; a number that somebody typed comes back as it is written by hand."""
    if value is None:
        return ""
    if isinstance(value, float) and value == int(value):
        return str(int(value))
    return str(value).strip()


def _flat(data: Any, place: str = "") -> Iterator[tuple[str, str]]:
    """Every value of a head with its place; an empty list or mapping is one too."""
    if isinstance(data, dict) and data:
        for key, value in data.items():
            yield from _flat(value, f"{place}.{key}" if place else str(key))
    elif isinstance(data, list) and data:
        for number, value in enumerate(data):
            yield from _flat(value, f"{place}.{number}")
    elif data is None:
        yield place, _NULL
    elif isinstance(data, str):
        yield place, data
    else:
        yield place, _EMPTY_LIST if isinstance(data, list) else _EMPTY_MAP


def _deep(flat: dict[str, str]) -> dict[str, Any]:
    """The head again; numbers in a place are the positions of a list."""
    tree: dict[str, Any] = {}
    for place, text in flat.items():
        node = tree
        *path, last = place.split(".")
        for step in path:
            node = node.setdefault(step, {})
        node[last] = {_NULL: None, _EMPTY_LIST: [], _EMPTY_MAP: {}}.get(text, text)
    found = _listed(tree)
    return found if isinstance(found, dict) else {}


def _listed(data: Any) -> Any:
    if not isinstance(data, dict):
        return data
    if data and all(key.isdigit() for key in data):
        return [_listed(data[key]) for key in sorted(data, key=int)]
    return {key: _listed(value) for key, value in data.items()}

"""A framework as a workbook: out for people who do not edit YAML, and back without loss.

Sheet ``pohon`` is the CSV tree as it is; sheet ``tim``, in an edition that has teams, one line per area; sheet
``kepala`` one line per other value of the head, its place written as ``scales.huruf.options.0.word``. Every cell is
text, so that no spreadsheet turns ``1.10`` or ``-`` into something else. A mistake is told at its sheet and row.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import yaml

from kinerja_docs import words
from kinerja_docs.definitions import source
from kinerja_docs.definitions.framework import Framework, load_framework
from kinerja_docs.definitions.framework_tree import COLUMNS
from kinerja_docs.errors import DefinitionError, UsageError
from kinerja_docs.outputs import refuse_over, write_whole

TREE_SHEET, TEAM_SHEET, HEAD_SHEET = "pohon", "tim", "kepala"
HEAD_COLUMNS = ("kunci", "isi")
TEAM_COLUMNS = ("area", "nama", "anggota", "asesor", "rencana_aksi")  # members one below the other
_TEAM_KEYS = ("area", "members", "assessor", "action_plan")
_NULL, _EMPTY_LIST, _EMPTY_MAP = "~", "[]", "{}"
_TEXT = "@"
_WIDTHS = {"nama": 70, "nama_lain": 40, "rumus": 40, "catatan": 40, "isi": 90, "kunci": 40, "anggota": 40}
_WIDTHS |= {"asesor": 30, "rencana_aksi": 50}


@dataclass(slots=True)
class _Taken:
    """An edited workbook: head and tree as their files would be, and the rows of the workbook that they come from."""

    head: dict[str, Any]
    tree: str
    tree_rows: dict[int, int] = field(default_factory=dict)  # line of the tree → row of its sheet
    head_rows: dict[str, tuple[str, int]] = field(default_factory=dict)  # place in the head → sheet and row


def book_of(framework: Framework) -> bytes:
    """The workbook of an edition."""
    from openpyxl import Workbook

    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = TREE_SHEET
    tree = framework.path.parent / framework.head.tree
    with tree.open(encoding="utf-8-sig", newline="") as file:
        _fill(sheet, list(csv.reader(file)))
    head = dict(source.read(framework.path).data)
    if "teams" in head:
        _fill(book.create_sheet(TEAM_SHEET), [list(TEAM_COLUMNS), *_team_rows(framework, head.pop("teams") or ())])
    _fill(book.create_sheet(HEAD_SHEET), [list(HEAD_COLUMNS), *([key, text] for key, text in _flat(head))])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def read_book(path: Path, folder: Path, force: bool = False) -> Framework:
    """Put head and tree of an edited workbook into ``folder`` and load them.

    Nothing is written where they do not load: :class:`DefinitionError` with sheet and row; :class:`UsageError` where
    the file is no such workbook, or an edition of that name is there already (unless ``force``).
    """
    taken = _taken(path)
    names = f"{taken.head.get('id') or 'tanpa-id'}.yaml", Path(str(taken.head.get("tree") or "pohon.csv")).name
    head = yaml.safe_dump(taken.head, allow_unicode=True, sort_keys=False, width=140)
    with TemporaryDirectory() as scratch:
        drafts = [Path(scratch) / Path(name).name for name in names]
        for draft, text in zip(drafts, (head, taken.tree), strict=True):
            draft.write_bytes(text.encode())
        try:
            load_framework(drafts[0])
        except DefinitionError as error:
            raise _placed(error, path, taken, drafts[0]) from error
        targets = [folder / draft.name for draft in drafts]
        for target in targets:
            refuse_over(target, force)
        for draft, target in reversed(list(zip(drafts, targets, strict=True))):  # the head last: it names the tree
            write_whole(target, draft.read_bytes(), parents=True)
    return load_framework(targets[0], targets[0].as_posix())


def _taken(path: Path) -> _Taken:
    from openpyxl import load_workbook

    try:
        book = load_workbook(path, read_only=True)
        rows = {
            name: [[_text(cell) for cell in row] for row in book[name].iter_rows(values_only=True)]
            for name in book.sheetnames
        }
        book.close()
    except Exception as error:
        raise UsageError(words.get("definition.no_book", path=path.as_posix(), detail=type(error).__name__)) from error
    missing = [name for name in (TREE_SHEET, HEAD_SHEET) if name not in rows]
    if missing:
        detail = words.get("definition.no_sheet", name=missing[0])
        raise UsageError(words.get("definition.no_book", path=path.as_posix(), detail=detail))
    taken = _Taken({}, "")
    _take_tree(taken, rows[TREE_SHEET])
    flat: dict[str, str] = {}
    for number, (key, text) in enumerate(_pairs(rows[HEAD_SHEET]), 1):
        if number > 1 and key:
            flat[key] = text
            taken.head_rows[key] = HEAD_SHEET, number
    try:
        taken.head = _deep(flat)
    except TypeError as error:
        detail = words.get("definition.no_sheet", name=HEAD_SHEET)
        raise UsageError(words.get("definition.no_book", path=path.as_posix(), detail=detail)) from error
    if TEAM_SHEET in rows:
        taken.head["teams"] = list(_teams(taken, rows[TEAM_SHEET]))
    return taken


def _take_tree(taken: _Taken, rows: Sequence[list[str]]) -> None:
    """The tree as CSV; a line break in a cell is a blank there, so that a line is a row."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    for number, row in enumerate(rows, 1):
        if any(row):
            writer.writerow([" ".join(text.split()) for text in row[: len(COLUMNS)]])
            taken.tree_rows[len(taken.tree_rows) + 1] = number
    taken.tree = out.getvalue()


def _teams(taken: _Taken, rows: Sequence[list[str]]) -> Iterator[dict[str, Any]]:
    """A team for every area, once anything is filled in; what is missing is told when the head is loaded."""
    known = [name.casefold() for name in rows[0]] if rows else []
    places = [known.index(name) if name in known else -1 for name in TEAM_COLUMNS]
    lines = [[row[place] if 0 <= place < len(row) else "" for place in places] for row in rows[1:]]
    if not any(any(line[2:]) for line in lines):
        return
    for number, (area, _, members, assessor, plan) in enumerate(lines, 2):
        if area or members or assessor or plan:
            names = [name.strip() for name in members.replace(";", "\n").split("\n") if name.strip()]
            count = sum(sheet == TEAM_SHEET for sheet, _ in taken.head_rows.values())
            taken.head_rows[f"teams.{count}"] = TEAM_SHEET, number
            yield dict(zip(_TEAM_KEYS, (area, names, assessor, plan), strict=True))


def _team_rows(framework: Framework, teams: Sequence[dict[str, Any]]) -> Iterator[list[str]]:
    """A line for every area, filled in or waiting."""
    known = {team["area"]: team for team in teams}
    for node in framework.nodes.values():
        if node.level == "area":
            team = known.get(node.code, {})
            rest = (team.get("assessor") or "", team.get("action_plan") or "")
            yield [node.code, node.name, "\n".join(team.get("members") or ()), *rest]


def _placed(error: DefinitionError, path: Path, taken: _Taken, head: Path) -> DefinitionError:
    """The error at its sheet and row of the workbook."""
    message = error.message.removeprefix(f"{error.path}:{error.line}: " if error.line else f"{error.path}: ")
    sheet, row = TREE_SHEET, taken.tree_rows.get(error.line or 0)
    if error.path == head.as_posix():
        sheet, row = HEAD_SHEET, None
        lines = source.read(head).lines if error.line else {}
        places = sorted((place for place, line in lines.items() if line == error.line), key=len)
        for steps in reversed(places):
            place = ".".join(map(str, steps))
            found = next((at for key, at in taken.head_rows.items() if f"{key}.".startswith(f"{place}.")), None)
            found = found or next((at for key, at in taken.head_rows.items() if place.startswith(f"{key}.")), None)
            if found is not None:
                sheet, row = found
                break
    return DefinitionError(f"{path.as_posix()}!{sheet}", row, message, error.remedy)


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


def _pairs(rows: Sequence[list[str]]) -> Iterator[tuple[str, str]]:
    for row in rows:
        yield (row[0] if row else "", row[1] if len(row) > 1 else "")


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

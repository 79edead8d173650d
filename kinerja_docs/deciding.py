"""Writes what people decide into a ``keputusan.csv``: findings they accept, links they confirm, forms they correct."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from datetime import date
from pathlib import Path

from kinerja_docs import office
from kinerja_docs.checking.registry import ALL_KINDS
from kinerja_docs.definitions.checklist import load_checklists
from kinerja_docs.linking.decisions import CONFIRMED, DENIED
from kinerja_docs.outputs import write_whole
from kinerja_docs.selection import rules_of

BYTE_ORDER = "\ufeff"


def accept(
    path: Path, folder: Path | None, fingerprint: str, code: str, reason: str, by: str, today: date, until: str = ""
) -> None:
    """A finding is known and stays; holds for the versions of its rule that are in use in the office ``folder``."""
    for version in sorted(rules_of(load_checklists(folder, ALL_KINDS)).versions.get(code, ())):
        _add(path, (fingerprint, code, version, office.ACCEPTED[1], reason, by, today.isoformat(), until))


def correct_form(path: Path, sha256: str, form: str, by: str, today: date) -> None:
    """A file is of another form than was recognised."""
    decision = office.FORM + form
    _add(path, (sha256[: office.FORM_DIGITS], "BRK004", "", decision, "", by, today.isoformat(), ""))


def link(path: Path, key: str, linked: bool, by: str, today: date) -> None:
    """A row serves an indicator, or does not; ``key`` is :func:`linking.decisions.fingerprint` of both texts."""
    decision = CONFIRMED[0] if linked else DENIED[0]
    _add(path, (key, "SKP021", "", decision, "", by, today.isoformat(), ""))


def take_back(path: Path, fingerprint: str, code: str) -> None:
    """The decisions about a finding, a link or a file are gone again."""
    head, rows, delimiter = _read(path)
    column, codes = head.index("fingerprint"), head.index("code")
    _write(path, head, [row for row in rows if (row[column], row[codes]) != (fingerprint, code)], delimiter)


def _add(path: Path, values: Iterable[str]) -> None:
    head, rows, delimiter = _read(path)
    given = dict(zip(office.COLUMNS, (" ".join(value.split()) for value in values), strict=True))
    fresh = [given.get(name, "") for name in head]
    same = [head.index(name) for name in ("fingerprint", "code", "rule_version") if name in head]
    kept = [row for row in rows if [row[place] for place in same] != [fresh[place] for place in same]]
    _write(path, head, [*kept, fresh], delimiter)


def _read(path: Path) -> tuple[list[str], list[list[str]], str]:
    """Head, rows and delimiter of the file, each row as long as the head; an Indonesian Excel writes semicolons."""
    if not path.is_file():
        return list(office.COLUMNS), [], ","
    office.decided(path)  # says what is wrong with a file that cannot be used, before anything is written
    lines = path.read_text(encoding="utf-8-sig").splitlines()
    delimiter = ";" if lines[0].count(";") > lines[0].count(",") else ","
    head, *rows = csv.reader(lines, delimiter=delimiter)
    names = [name.strip().casefold().replace(" ", "_") for name in head]
    return names, [(row + [""] * len(names))[: len(names)] for row in rows if any(row)], delimiter


def _write(path: Path, head: list[str], rows: list[list[str]], delimiter: str) -> None:
    text = io.StringIO()
    writer = csv.writer(text, delimiter=delimiter, lineterminator="\n")
    writer.writerow(head)
    writer.writerows([[_plain(cell) for cell in row] for row in rows])
    mark = BYTE_ORDER if delimiter == ";" else ""
    write_whole(path, (mark + text.getvalue()).encode(), parents=True)


def _plain(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula."""
    return f"'{cell}" if cell.startswith(("=", "+", "@", "-")) else cell

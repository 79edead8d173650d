"""Letter numbers by a pattern: ``{urut:3}/PR.03/K.JI-24/{bulan}/{tahun}`` in the data becomes 001, 002, … line by line.

``{urut}`` counts on for each pattern and year, after the numbers that other lines give in full; ``{urut:3}`` has three
digits. ``{bulan}`` (01), ``{romawi}`` (I) and ``{tahun}`` are those of the line's date. Where the manifest
says so, no number may stand twice.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from datetime import date

from kinerja_docs import words
from kinerja_docs.definitions.manifest import ManifestModel
from kinerja_docs.generating.data import Data, Problem, RawRow
from kinerja_docs.text import fold, is_blank, read_date
from kinerja_docs.text.letter_numbers import ROMAN

KIND = "letter_number"
_TOKEN = re.compile(r"\{(urut(?::(\d))?|bulan|romawi|tahun)\}")
_ROMAN = {month: numeral for numeral, month in ROMAN.items()}
_SHAPES = {"urut": r"\d+", "bulan": r"\d{1,2}", "romawi": r"[IVX]+", "tahun": r"\d{4}"}


def is_pattern(text: str) -> bool:
    """Whether a part of a number is still to be filled in."""
    return _TOKEN.search(text) is not None


def give_numbers(data: Data, model: ManifestModel, date_field: str = "tanggal") -> list[Problem]:
    """Puts a number in place of each pattern of the data; gives lines whose number cannot be made or stands twice."""
    fields = [name for name, one in model.fields.items() if one.kind == KIND]
    return [problem for name in fields for problem in _give(data, name, model, date_field)]


def _give(data: Data, name: str, model: ManifestModel, date_field: str) -> Iterator[Problem]:
    column = data.columns.get(name, model.fields[name].label.id)
    counted = _given(data, name, date_field)
    taken: dict[str, int] = {}
    for row in data.rows:
        text = row.values.get(name, "")
        if is_pattern(text):
            day = day_in(row.values.get(date_field, ""))
            if day is None:
                yield _problem(row, column, "number_undated", text=text)
                row.values[name] = ""
                continue
            counted[text, day.year] += "{urut" in text  # without it one number goes to many
            text = row.values[name] = _filled(text, counted[text, day.year], day)
        if is_blank(text) or not model.fields[name].unique:
            continue  # one invitation goes to many under one number
        if fold(text) in taken:
            yield _problem(row, column, "number_twice", text=text, line=str(taken[fold(text)]))
        taken.setdefault(fold(text), row.number)


def _given(data: Data, name: str, date_field: str) -> Counter[tuple[str, int]]:
    """The highest number that lines give in full, by the patterns of the data and the year in the number."""
    counted: Counter[tuple[str, int]] = Counter()
    patterns = {text for row in data.rows if "{urut" in (text := row.values.get(name, "")) and is_pattern(text)}
    for pattern in patterns:
        shape = re.compile(_shape(pattern))
        for row in data.rows:
            found = shape.fullmatch(row.values.get(name, "").strip())
            if found is not None:
                year = found.groupdict().get("tahun")
                day = day_in(row.values.get(date_field, ""))
                key = pattern, int(year) if year else day.year if day is not None else 0
                counted[key] = max(counted[key], int(found["urut"]))
    return counted


def _shape(pattern: str) -> str:
    """The pattern as a regular expression; the first ``urut`` and ``tahun`` in it are groups."""
    shape, end, named = "", 0, set()
    for token in _TOKEN.finditer(pattern):
        kind = token[1].partition(":")[0]
        group = f"(?P<{kind}>{_SHAPES[kind]})" if kind not in named else _SHAPES[kind]
        named.add(kind)
        shape += re.escape(pattern[end : token.start()]) + group
        end = token.end()
    return shape + re.escape(pattern[end:])


def _filled(pattern: str, number: int, day: date) -> str:
    def one(token: re.Match[str]) -> str:
        if token[1].startswith("urut"):
            return f"{number:0{token[2] or 1}}"
        return {"bulan": f"{day.month:02}", "romawi": _ROMAN[day.month], "tahun": str(day.year)}[token[1]]

    return _TOKEN.sub(one, pattern)


def day_in(text: str) -> date | None:
    """The day of a text as people write it, or as workbooks give it (``2026-01-28``)."""
    found = read_date(text)
    if found is not None:
        return found
    try:
        return date.fromisoformat(text.strip()[:10])
    except ValueError:
        return None


def _problem(row: RawRow, column: str, why: str, **params: str) -> Problem:
    message, fix = words.get(f"generate.{why}", **params), words.get(f"generate.{why}_fix", **params)
    return Problem(row.sheet, row.number, column, "TPL003", message, fix)

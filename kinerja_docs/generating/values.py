"""From a line of data to what a template is filled with: checked by kind, written as Indonesian offices write it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import Any

from kinerja_docs import words
from kinerja_docs.definitions.manifest import FieldModel, ManifestModel
from kinerja_docs.generating.data import KEY, Data, Problem, RawRow
from kinerja_docs.generating.divisions import head_of_division
from kinerja_docs.generating.numbers import day_in, give_numbers
from kinerja_docs.text import (
    display_date,
    fold,
    golongan,
    integer,
    is_blank,
    is_placeholder,
    money,
    nip_digits,
    nip_problem,
    terbilang,
)
from kinerja_docs.text.language import language

Node = dict[str, Any]
_ROUNDED = re.compile(r"\d{15}000|\d[.,]\d+[eE]\+?17")  # a NIP that went through a number


class Text(str):
    """A value of a template. Its text is what is printed; a few values can be printed in words too."""

    nilai: Any
    kata: str
    hari: str

    def __new__(cls, text: str, nilai: Any = None, kata: str = "", hari: str = "") -> Text:
        made = super().__new__(cls, text)
        made.nilai, made.kata, made.hari = nilai, kata, hari
        return made


@dataclass(slots=True)
class Filled:
    """A line ready for a template, or what is wrong with it."""

    number: int
    key: str
    context: Node = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)


def prepare(data: Data, model: ManifestModel, office: Mapping[str, str]) -> list[Filled]:
    """Every line, checked before anything is written; ``office`` fills what a line leaves blank."""
    wrong: dict[int, list[Problem]] = {}
    for problem in give_numbers(data, model):
        wrong.setdefault(problem.row, []).append(problem)
    lines = [_Row(row, data, model, office).filled() for row in data.rows]
    for line in lines:
        line.problems += wrong.get(line.number, [])
    return lines


class _Row:
    def __init__(self, row: RawRow, data: Data, model: ManifestModel, office: Mapping[str, str]) -> None:
        self.row, self.data, self.model, self.office = row, data, model, office
        self.made = Filled(row.number, row.values.get(KEY, ""))

    def filled(self) -> Filled:
        given = dict(self.row.values)
        for name, one in self.model.fields.items():
            if one.office and is_blank(given.get(name, "")) and self.office.get(one.office):
                given[name] = self.office[one.office]
        for name, one in self.model.fields.items():
            needed = one.required or bool(one.with_ and not is_blank(given.get(one.with_, "")))
            _put(self.made.context, name, self.value(self.row, name, one, given.get(name, ""), needed))
        for name, table in self.model.tables.items():
            rows = self.row.tables.get(name, [])
            if table.required and not rows:
                self.problem(self.row, table.label.id, "TPL003", "table_empty", table=table.label.id)
            self.made.context[name] = [self.line(row, table.columns) for row in rows]
            for total, column in table.total.items():
                values = [line[column].nilai for line in self.made.context[name] if line[column].nilai is not None]
                amount = sum(values)
                sum_up = Text(f"Rp {dotted(amount)}", amount, terbilang(amount))
                self.made.context[total] = sum_up if values else Text("")
        return self.made

    def line(self, row: RawRow, columns: Mapping[str, FieldModel]) -> Node:
        found: Node = {}
        for name, one in columns.items():
            _put(found, name, self.value(row, name, one, row.values.get(name, ""), one.required))
        return found

    def value(self, row: RawRow, name: str, one: FieldModel, text: str, needed: bool) -> Text:
        column = self.data.columns.get(name, one.label.id)
        if name in row.broken:
            self.problem(row, column, "TPL003", row.broken[name], label=one.label.id, text=text)
            return Text("")
        if is_blank(text):
            if needed:
                self.problem(row, column, "TPL003", "empty", label=one.label.id)
            return Text("")
        if is_placeholder(text):
            self.problem(row, column, "TPL003", "placeholder", label=one.label.id, text=text)
            return Text("")
        if one.choices:
            chosen = {fold(choice): choice for choice in one.choices}.get(fold(text))
            if chosen is None:
                listed = ", ".join(one.choices)
                self.problem(row, column, "TPL003", "bad_choice", label=one.label.id, text=text, choices=listed)
            return Text(chosen or "")
        made = read_value(one.kind, text)
        if made is None:
            why = "spoilt" if one.kind == "nip" and _ROUNDED.fullmatch(text) else f"bad_{one.kind}"
            self.problem(row, column, "TPL003", why, label=one.label.id, text=text)
            return Text("")
        return made

    def problem(self, row: RawRow, column: str, code: str, why: str, **params: str) -> None:
        message = words.get(f"generate.{why}", **params)
        fix = words.get(f"generate.{why}_fix", **params)
        self.made.problems.append(Problem(row.sheet, row.number, column, code, message, fix))


@lru_cache(maxsize=4096)
def read_value(kind: str, text: str) -> Text | None:
    """A text as its kind is printed, or None where it cannot be one. Dates, amounts and superiors are the same on many
    lines of a roster."""
    if kind == "nip":
        digits = nip_digits(text)
        return Text(digits, digits) if digits is not None and nip_problem(digits) is None else None
    if kind == "date":
        day = day_in(text)
        return (
            Text(display_date(day), day, _in_words(day), language().weekday_names[day.weekday()])
            if day is not None
            else None
        )
    if kind == "year":
        return Text(text, int(text)) if text.isdigit() and 1990 <= int(text) <= 2100 else None
    if kind == "money":
        amount = money(text)
        return Text(f"Rp {dotted(amount)}", amount, terbilang(amount)) if amount is not None else None
    if kind == "integer":
        count = integer(text)
        return Text(dotted(count), count, terbilang(count)) if count is not None else None
    if kind == "golongan":
        return Text(text) if golongan(text) is not None else None
    return Text(text)


def dotted(number: int) -> str:
    """``1.500.000``."""
    return f"{number:,}".replace(",", ".")


def _in_words(day: date) -> str:
    """``tanggal dua puluh delapan bulan Januari tahun dua ribu dua puluh enam``, as minutes have it."""
    month = display_date(day).split()[1]
    return words.get("generate.date_in_words", "id", day=terbilang(day.day), month=month, year=terbilang(day.year))


def _put(tree: Node, name: str, value: Text) -> None:
    """``pihak_pertama.nama`` is a value inside ``pihak_pertama``; a part that is named itself is truthy when filled."""
    *path, last = name.split(".")
    for step in path:
        tree = tree.setdefault(step, {})
    tree[last] = value


def office_values(office: Any) -> dict[str, str]:
    """What an office's data can fill, by the names that manifests use."""
    if office is None:
        return {}
    known = {"nama": office.nama, "wilayah": office.wilayah, "provinsi": office.provinsi, "tahun": office.tahun}
    known |= {"sebutan_kepala": office.sebutan_kepala, "kode_unit": office.kode_unit}
    known |= {"alamat": office.naskah.alamat, "sebutan_divisi": head_of_division(office)}
    return {name: str(value) for name, value in known.items() if value}

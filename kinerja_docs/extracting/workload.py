"""Task tables that multiply: volume × time / effective working time = staff needed.

Headers are not to be believed here: "beban kerja" is the volume in one file and volume × time in another, and a header
may say hours over minutes. The numbers of the rows decide.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Callable
from typing import Any

from kinerja_docs.definitions.layout import Workload
from kinerja_docs.extracting.builder import Builder
from kinerja_docs.extracting.values import make_value
from kinerja_docs.model import Cell, Row, Value
from kinerja_docs.text import fold, quantity, squash

_NEAR = 0.005
_SHARE = 0.5  # of the rows that can be worked out
_THOUSANDS = re.compile(r"\d{1,3}\.\d{3}")
_EMBEDDED = re.compile(r"(\d{1,2}(?:\.\d{1,2})+\.?|\d{1,3}[.)]|[a-z][.)])\s+(?=\S)")
_NUMBER = re.compile(r"\d[\d.,]*")


def near(one: float, other: float, decimals: int | None = None) -> bool:
    """Whether two staff numbers are equal but for rounding to the printed ``decimals``."""
    room = max(_NEAR, 0.5 * 10.0**-decimals if decimals is not None else 0.0)
    return abs(one - other) <= room * (1 + 1e-9) + 1e-9


def read_workload(builder: Builder, rule: Workload) -> None:
    """Settle effective time, what the columns mean, the unit of time, numbers inside a task's text, and the total."""
    rows = builder.record.rows.get(rule.table)
    if rows is None:
        return
    _effective(builder, rule, rows)
    _product_or_volume(builder, rule, rows)
    for number, row in enumerate(rows):
        _dotted_fraction(rule, row, _effective_of(builder, rule, number))
        _embedded_number(rule, row)
    _unit(builder, rule, rows)
    _total(builder, rule, rows)


def number_of(row: Row, name: str) -> float | None:
    """The number in a row's cell, or None."""
    value = row.values.get(name)
    return float(value.value) if value is not None and isinstance(value.value, int | float) else None


def _effective_of(builder: Builder, rule: Workload, number: int) -> float | None:
    """The effective working time that the n-th row is divided by: its own, else the document's."""
    own: Value | None = builder.record.spare["waktu_efektif"][number]
    value = own if own is not None else builder.record.get(rule.effective_field)
    return float(value.value) if value is not None and isinstance(value.value, int | float) else None


def _effective(builder: Builder, rule: Workload, rows: list[Row]) -> None:
    """The effective time as a field: from its column, else from the header that prints it. The rows' own numbers are
    kept aside, since the contract gives them once."""
    record = builder.record
    own: list[Value | None] = []
    for row in rows:
        value = row.values.pop(rule.effective, None)
        row.places.pop(rule.effective, None)
        own.append(value if value is not None and isinstance(value.value, int | float) else None)
        if own[-1] is not None and rule.effective_field not in record.fields:
            builder.set(rule.effective_field, own[-1])
    record.spare["waktu_efektif"] = own
    header = record.columns.get(rule.table, {}).get(rule.effective)
    if rule.effective_field in record.fields or header is None:
        return
    match = _NUMBER.search(header.text)
    if match is not None:
        text = squash(header.text[match.start() :].rstrip(") "))
        found = make_value("quantity", text, header) or make_value("quantity", match.group(), header)
        if found is not None and found.value is not None:
            builder.set(rule.effective_field, found)
            return
    builder.place(rule.effective_field, header)


def _product_or_volume(builder: Builder, rule: Workload, rows: list[Row]) -> None:
    """What the column "beban kerja" holds: the volume where volume × time / effective time gives the staff number."""
    columns = builder.record.columns.get(rule.table, {})
    if rule.product not in columns:
        return
    is_volume = rule.volume not in columns and not _is_product(rule, rows, builder)
    for row in rows:
        value = row.values.pop(rule.product, None)
        if is_volume and value is not None:
            row.values[rule.volume] = value
        if is_volume and rule.product in row.raw:
            row.raw[rule.volume] = row.raw[rule.product]
        if rule.product in row.places:
            spot = row.places.pop(rule.product)
            if is_volume:
                row.places.mark(rule.volume, spot)
    header = columns.pop(rule.product)
    if is_volume:
        columns[rule.volume] = header


def _is_product(rule: Workload, rows: list[Row], builder: Builder) -> bool:
    """Whether load / effective time alone gives the staff number in more rows than volume × time / effective time."""
    as_product = as_volume = 0
    for number, row in enumerate(rows):
        load, time = number_of(row, rule.product), number_of(row, rule.time)
        need, effective = number_of(row, rule.need), _effective_of(builder, rule, number)
        if load is None or need is None or not effective:
            continue
        as_product += near(load / effective, need)
        as_volume += time is not None and near(load * time / effective, need)
    return as_product > as_volume


def _dotted_fraction(rule: Workload, row: Row, effective: float | None) -> None:
    """ "1.536" in a printed table is 1536 or 1,536: the product of the row decides."""
    value = row.values.get(rule.need)
    volume, time = number_of(row, rule.volume), number_of(row, rule.time)
    if value is None or value.cell.number is not None or not _THOUSANDS.fullmatch(value.text):
        return
    fraction = float(value.text)
    if volume is None or time is None or not effective or near(volume * time / effective, float(value.value or 0)):
        return
    if near(volume * time / effective, fraction, 3) or near(volume * time / effective / rule.ratio, fraction, 3):
        value.value = fraction


def _embedded_number(rule: Workload, row: Row) -> None:
    """ "3.6 Mengevaluasi …": a number typed before a task is no part of it; it is its number if no other is printed."""
    value = row.values.get(rule.text)
    if value is None:
        return
    match = _EMBEDDED.match(value.text)
    if match is None or re.search(rf"(?<=\s){_EMBEDDED.pattern}", value.text[match.end() :]):
        return  # a list inside one cell keeps its numbers
    if rule.number not in row.values:
        row.values[rule.number] = Value(match.group(1).rstrip(".)"), None, value.cell)
    value.text = value.text[match.end() :]


def _unit(builder: Builder, rule: Workload, rows: list[Row]) -> None:
    """The unit of time of each row: as printed beside the number, in its own column or in the header; its value is the
    unit that the effective time tells when the row works out with it as it stands."""
    header = builder.record.columns.get(rule.table, {}).get(rule.time)
    told = [_told(rule, row, _effective_of(builder, rule, number)) for number, row in enumerate(rows)]
    usual = Counter(unit for unit in told if unit is not None).most_common(1)
    for row, own in zip(rows, told, strict=True):
        value = row.values.get(rule.time)
        if value is None:
            continue
        printed = row.values.get(rule.unit)
        if printed is None and value.unit and _word(rule, value.unit):
            printed = Value(value.unit, None, value.cell)
        if printed is None and header is not None:
            printed = _in_header(rule, header)
        if printed is not None:
            unit = own or (usual[0][0] if usual else _word(rule, printed.text))
            row.values[rule.unit] = Value(printed.text, unit, printed.cell)


def _told(rule: Workload, row: Row, effective: float | None) -> str | None:
    """The unit of the effective time, where volume × time / effective time gives the staff number as it stands."""
    volume, time, need = (number_of(row, name) for name in (rule.volume, rule.time, rule.need))
    if volume is None or time is None or need is None or not effective:
        return None
    result = volume * time / effective
    if not near(result, need) or near(result / rule.ratio, need) or near(result * rule.ratio, need):
        return None  # too small to tell
    small, large = list(rule.units)
    return unit_of_effective(effective, small, large)


def unit_of_effective(effective: float, small: str, large: str) -> str:
    """A working year has some 1,250 hours and some 75,000 minutes."""
    return small if effective >= 6000 else large


def _in_header(rule: Workload, header: Cell) -> Value | None:
    words = re.findall(r"[^\W\d_]+", header.text)
    found = [word for word in words if _word(rule, word)]
    return Value(found[-1], None, header) if found else None


def _word(rule: Workload, text: str) -> str | None:
    key = fold(text)
    return next((unit for unit, words in rule.units.items() if key in words or key == unit), None)


def decimals_of(value: Value) -> int | None:
    """How many decimals a printed number has; None where the stored number of a workbook counts."""
    if value.cell.number is not None:
        return None
    fraction = re.fullmatch(r"\D*\d+[.,](\d+)\D*", value.text)
    return len(fraction.group(1)) if fraction is not None else 0


def _total(builder: Builder, rule: Workload, rows: list[Row]) -> None:
    """The printed total of the staff numbers. Rounded up to whole persons it is still right; what is right is no longer
    a total to be compared."""
    totals: list[dict[str, Any]] = builder.record.spare.get("totals", [])
    mine = [t for t in totals if t["table"] == rule.table]
    needs = [row.values[rule.need] for row in rows if rule.need in row.values]
    added = sum(float(v.value) for v in needs if isinstance(v.value, int | float))
    room = sum(0.5 * 10.0 ** -(d if (d := decimals_of(v)) is not None else 6) for v in needs) + _NEAR
    kept = []
    for total in mine:
        if total["column"] != rule.need:
            continue
        if rule.total_field not in builder.record.fields:
            value = make_value("quantity", total["cell"].text, total["cell"])
            if value is not None:
                value.value = _as_fraction(value, added)
                builder.set(rule.total_field, value)
        printed = total["value"]
        if printed is None or _fits(_as_fraction_number(total["cell"], printed, added), added, room):
            continue
        kept.append({**total, "sum": round(added, 4)})
    if mine:
        builder.record.spare["totals"] = [t for t in totals if t["table"] != rule.table] + kept


def _as_fraction(value: Value, added: float) -> Any:
    return _as_fraction_number(value.cell, value.value, added)


def _as_fraction_number(cell: Cell, number: Any, added: float) -> Any:
    """ "3.981" is 3,981 where the rows add up to about that."""
    found = quantity(cell.text)
    text = squash(cell.text).split(" ")[0]
    if cell.number is None and found is not None and _THOUSANDS.fullmatch(text) and abs(float(text) - added) < 0.01:
        return float(text)
    return number


def _fits(printed: float, added: float, room: float) -> bool:
    if abs(printed - added) <= room:
        return True
    whole: tuple[Callable[[float], int], ...] = (math.ceil, lambda x: math.floor(x + 0.5))
    return printed == int(printed) and any(printed == rounded(round(added, 4)) for rounded in whole)

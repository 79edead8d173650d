"""Check kinds of the ABK: volume × time / effective working time = staff, in one unit of time.

The numbers decide what the headers mean. A table that works out as it stands is right, whatever unit its header names.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from kinerja_docs.checking.hits import Context, Hit, Kind
from kinerja_docs.checking.params import RowParams, row_key, short
from kinerja_docs.definitions.source import Model
from kinerja_docs.model import Location, Record, Row, Value
from kinerja_docs.text import fold

Fit = Literal["plain", "larger", "smaller", "wrong"]
_BIG = 6000  # effective hours of a year are fewer, minutes more
_EVIDENT = 0.02  # how near a number must be to sixty times another for that to be the cause


class WorkloadParams(RowParams):
    """The columns of the task table, the document's effective time, and how far two unit of time lie apart.

    ``near``: how far a staff number may be from the recomputed one; printed decimals may leave more room. ``small`` and
    ``large`` are the units of time as ``unit`` gives them.
    """

    volume: str
    time: str
    need: str
    unit: str
    effective: str
    near: float
    ratio: float
    small: str
    large: str


@dataclass(frozen=True, slots=True)
class _Line:
    """One row that can be recomputed."""

    number: int
    row: Row
    result: float  # volume × time / effective time as printed
    need: float
    effective: float
    fit: Fit


def _lines(params: WorkloadParams, record: Record) -> list[_Line]:
    found = []
    own: list[Value | None] = record.spare.get("waktu_efektif") or []
    whole = _number(record.fields.get(params.effective))
    for number, row in enumerate(record.rows.get(params.table) or ()):
        given = own[number] if number < len(own) else None
        effective = _number(given) or whole
        volume, time, need = (_number(row.values.get(name)) for name in (params.volume, params.time, params.need))
        if volume is None or time is None or need is None or not effective:
            continue
        result = volume * time / effective
        found.append(_Line(number, row, result, need, effective, _fit(params, row, result, need)))
    return found


def _number(value: Value | None) -> float | None:
    return float(value.value) if value is not None and isinstance(value.value, int | float) else None


def _fit(params: WorkloadParams, row: Row, result: float, need: float) -> Fit:
    """How the printed number lies to the recomputed one: equal, off by the ratio either way, or wrong."""
    display = _display(row.values[params.need], need)
    if abs(result - need) <= display:
        return "plain"
    room = max(_EVIDENT * need, min(display, 0.1 * need))
    if abs(result * params.ratio - need) <= room:
        return "larger"
    if abs(result / params.ratio - need) <= room:
        return "smaller"
    return "plain" if abs(result - need) <= params.near * (1 + 1e-9) else "wrong"


def _display(value: Value, need: float) -> float:
    """Half of the last decimal that is printed (of a workbook: stored)."""
    text = f"{need:.6f}".rstrip("0") if value.cell.number is not None else value.text.split(" ")[0].replace(",", ".")
    fraction = text.rpartition(".")[2] if "." in text else ""
    return 0.5 * 10.0 ** -min(6, len(fraction)) * (1 + 1e-6)


def _usual(lines: list[_Line]) -> Fit:
    """How most rows fit; the plain way where as many do."""
    counted = Counter(line.fit for line in lines)
    fits: tuple[Fit, ...] = ("plain", "larger", "smaller")
    return max(fits, key=lambda fit: counted[fit])


def _converted(params: WorkloadParams, line: _Line) -> bool:
    """Whether the units that the row itself names explain that its number is off by the ratio: minutes over hours."""
    unit = line.row.values.get(params.unit)
    named = str(unit.value or fold(unit.text)) if unit is not None else ""
    divided = params.small if line.effective >= _BIG else params.large
    if line.fit == "smaller":
        return named == params.small and divided == params.large
    return named == params.large and divided == params.small


def need_differs(params: WorkloadParams, record: Record, context: Context) -> Iterator[Hit]:
    """A staff number is not volume × time / effective time, in no unit; at the number."""
    lines = _lines(params, record)
    usual = _usual(lines)
    for line in lines:
        if line.fit != "wrong":
            continue
        due = {"plain": line.result, "larger": line.result * params.ratio, "smaller": line.result / params.ratio}[usual]
        value = line.row.values[params.need]
        yield Hit(
            value.at,
            params={"found": short(value.text), "due": _print(due), **_said(params, line)},
            table=params.table,
            column=params.need,
            key=row_key(line.row, params.key),
            row=line.number,
        )


def units_mixed(params: WorkloadParams, record: Record, context: Context) -> Iterator[Hit]:
    """A row is off by sixty from the others, at its time; all rows are, at the effective time of the first."""
    lines = [line for line in _lines(params, record) if line.fit != "wrong"]
    usual = _usual(lines)
    if usual != "plain" and not all(_converted(params, line) for line in lines if line.fit == usual):
        first = next(line for line in lines if line.fit == usual)
        place, related = _effective_places(params, record, first.number)
        yield Hit(
            place,
            related=related,
            params=_said(params, first),
            table=params.table,
            column=params.effective,
            variant="whole",
        )
    for line in lines:
        if line.fit == usual:
            continue
        value = line.row.values[params.time]
        yield Hit(
            value.at,
            params={"found": short(value.text), **_said(params, line)},
            table=params.table,
            column=params.time,
            key=row_key(line.row, params.key),
            row=line.number,
        )


def _effective_places(params: WorkloadParams, record: Record, number: int) -> tuple[Location, tuple[Location, ...]]:
    own: list[Value | None] = record.spare.get("waktu_efektif") or []
    places = list(dict.fromkeys(value.at for value in own[number:] if value is not None))
    if places:
        return places[0], tuple(places[1:])
    return record.place(params.effective, params.table), ()


def _said(params: WorkloadParams, line: _Line) -> Mapping[str, str]:
    texts = {name: short(line.row.text(name)) for name in (params.volume, params.time)}
    return {
        "volume": texts[params.volume],
        "time": texts[params.time],
        "effective": _print(line.effective),
        "row": short(line.row.text(params.key[0])) if params.key else str(line.number + 1),
    }


def _print(number: float) -> str:
    text = f"{number:,.4f}".translate(str.maketrans(",.", ".,"))
    return text.rstrip("0").rstrip(",")


class Standard(Model):
    """An effective working time: of a year in that unit; of a shorter period only where one of ``words`` is printed."""

    value: float
    words: tuple[str, ...] = ()


class EffectiveTime(RowParams):
    """``field`` (and each row's own) must be one of ``standards``."""

    field: str
    column: str
    standards: tuple[Standard, ...]

    @cached_property
    def plain(self) -> frozenset[float]:
        """The values that hold whatever is printed."""
        return frozenset(standard.value for standard in self.standards if not standard.words)


def effective_time(params: EffectiveTime, record: Record, context: Context) -> Iterator[Hit]:
    """An effective working time that no rule knows: one hit for each such number, at the first cell that prints it."""
    own: list[Value | None] = record.spare.get("waktu_efektif") or []
    values = [value for value in own if value is not None]
    field = record.fields.get(params.field)
    if not values and field is not None:
        values = [field]
    at: dict[float, list[Location]] = {}
    said: dict[float, str] = {}
    for value in values:
        number = _number(value)
        if number is None or number in params.plain or _period_named(params, record, value, number):
            continue
        said.setdefault(number, value.text)
        if value.at not in at.setdefault(number, []):
            at[number].append(value.at)
    for number, places in at.items():
        yield Hit(
            places[0],
            related=tuple(places[1:]),
            params={"found": short(said[number])},
            table=params.table,
            column=params.field,
            key=str(number),
        )


def _period_named(params: EffectiveTime, record: Record, value: Value, number: float) -> bool:
    header = record.columns.get(params.table, {}).get(params.column)
    printed = f" {fold(value.cell.text)} {fold(header.text) if header is not None else ''} "
    return any(
        standard.value == number and any(f" {fold(word)} " in printed for word in standard.words)
        for standard in params.standards
    )


KINDS: dict[str, Kind] = {
    "need_differs": Kind(WorkloadParams, need_differs),
    "units_mixed": Kind(WorkloadParams, units_mixed),
    "effective_time": Kind(EffectiveTime, effective_time),
}

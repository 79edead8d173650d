"""Defects of action plans and work programmes, by code."""

from __future__ import annotations

import random

from tests.accuracy.marring import Defect, blank, impossible_date, other_region, placeholder
from tests.maker.labels import Planted
from tests.maker.plans import Plan, PlanStyle
from tests.maker.prints import Print, like


def _plant(plan: Plan, code: str, place: str = "") -> bool:
    plan.planted.append(Planted(code, place))
    return True


def _empty(plan: Plan, rng: random.Random, column: str, code: str) -> bool:
    """Empties the cell of a column in one line; a cell that stands for several lines is left alone."""
    if not plan.has(column):
        return False
    row = rng.randrange(len(plan.lines))
    plan.lines[row].prints[column] = blank(rng)
    return _plant(plan, code, f"{plan.table}.{row}.{column}")


def no_success(plan: Plan, style: PlanStyle, rng: random.Random) -> bool:
    return _empty(plan, rng, "indikator_keberhasilan", "RAK001")


def no_schedule(plan: Plan, style: PlanStyle, rng: random.Random) -> bool:
    return _unscheduled(plan, rng, "jadwal", "RAK002")


def _unscheduled(plan: Plan, rng: random.Random, column: str, code: str) -> bool:
    if plan.has(column):
        return _empty(plan, rng, column, code)
    line = rng.choice(plan.lines)
    if not line.marks:
        return False
    line.marks, line.values = (), {column: Print("")}
    return _plant(plan, code)


def no_owner(plan: Plan, style: PlanStyle, rng: random.Random) -> bool:
    return _empty(plan, rng, "penanggung_jawab", "RAK003")


def no_output_or_time(plan: Plan, style: PlanStyle, rng: random.Random) -> bool:
    if rng.random() < 0.5:
        return _empty(plan, rng, "output", "PRG003")
    return _unscheduled(plan, rng, "waktu", "PRG003")


def leftover(plan: Plan, style: PlanStyle, rng: random.Random) -> bool:
    row = rng.randrange(len(plan.lines))
    plan.lines[row].prints["penanggung_jawab"] = placeholder(rng, "penanggung jawab")
    return _plant(plan, "DOK003", f"{plan.table}.{row}.penanggung_jawab")


def foreign_region(plan: Plan, style: PlanStyle, rng: random.Random) -> bool:
    column = "sub_kegiatan" if plan.has("sub_kegiatan") else "kegiatan"
    row = rng.randrange(len(plan.lines))
    line = plan.lines[row]
    line.prints[column] = Print(f"{line.prints[column].text} di {other_region(rng, plan.home)}")
    return _plant(plan, "DOK004", f"{plan.table}.{row}.{column}")


def no_such_day(plan: Plan, style: PlanStyle, rng: random.Random) -> bool:
    style.signed = True
    plan.day = impossible_date(rng, 2026 if plan.year == 2026 else 2025)
    return _plant(plan, "DOK008", "tanggal")


def wrong_total(plan: Plan, style: PlanStyle, rng: random.Random) -> bool:
    if not plan.total.text:
        return False
    plan.total = like(plan.total, plan.total.value + rng.choice([500_000, 1_000_000, -500_000]))
    return _plant(plan, "DOK010", "total")


SHARED: dict[str, Defect] = {
    "DOK003": leftover,
    "DOK004": foreign_region,
    "DOK008": no_such_day,
    "DOK010": wrong_total,
}
ACTION_DEFECTS: dict[str, Defect] = {"RAK001": no_success, "RAK002": no_schedule, "RAK003": no_owner} | SHARED
PROGRAMME_DEFECTS: dict[str, Defect] = {"PRG003": no_output_or_time} | SHARED

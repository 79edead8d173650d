"""What stands in a made-up Perjanjian Kinerja."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from tests.maker import people
from tests.maker.labels import Planted
from tests.maker.people import Office, Person, texts
from tests.maker.prints import NOTHING, Print, amount, like, money, print_date


@dataclass
class Measure:
    """One indicator of a sasaran."""

    indikator: Print
    target: Print
    satuan: Print


@dataclass
class Goal:
    """One sasaran with its indicators."""

    sasaran: Print
    measures: list[Measure]


@dataclass
class Programme:
    """One line of the table of money."""

    program: Print
    anggaran: Print
    keterangan: Print


@dataclass
class Pk:
    """One Perjanjian Kinerja. ``second`` is None where the head signs alone."""

    home: Office
    year: int
    number: Print
    first: Person
    second: Person | None
    parties: dict[str, dict[str, Print]]  # pihak_pertama, pihak_kedua: nama, jabatan, nip, pangkat
    signed: dict[str, Print]  # the names under the signatures
    unit: str
    goals: list[Goal]
    programmes: list[Programme]
    total: Print
    seat: str
    day: Print
    signing: date
    planted: list[Planted] = field(default_factory=list)
    layout: dict[str, Any] = field(default_factory=dict)

    def flat(self) -> list[tuple[Goal, Measure]]:
        """The rows in printed order."""
        return [(goal, measure) for goal in self.goals for measure in goal.measures]


def make_pk(
    rng: random.Random,
    own_unit_column: bool = False,
    sheet: bool = False,
    cast: tuple[Office, Person, Person | None, str] | None = None,
    year: int = 0,
    home: Office | None = None,
) -> Pk:
    """A flawless PK; ``cast`` names office, parties and unit, ``home`` the office alone; the rest is made up."""
    if cast is None:
        home = home or people.office(rng)
        cast = (home, *parties(rng, home, rng.choice(["ketua", "anggota", "sekretaris", "sekretaris", "kasubbag"])))
    home, first, second, unit = cast
    year = year or rng.choice([2025, 2026, 2026, 2026])
    day = date(year, 1, rng.randint(3, 30))
    day -= timedelta(days=max(0, day.weekday() - 4))
    names = {"pihak_pertama": _names(first), "pihak_kedua": _names(second) if second else {}}
    programmes, total = _programmes(rng, sheet)
    return Pk(
        home=home,
        year=year,
        number=_number(rng, home, day, first),
        first=first,
        second=second,
        parties=names,
        signed={key: entry["nama"] for key, entry in names.items() if entry},
        unit=unit.upper(),
        goals=_goals(rng, home, own_unit_column, sheet),
        programmes=programmes,
        total=total,
        seat=home.seat,
        day=print_date(rng, day),
        signing=day,
    )


def parties(rng: random.Random, home: Office, who: str) -> tuple[Person, Person | None, str]:
    """First and second party and the unit that the annex names."""
    chair = people.commissioner(rng, home)
    if who == "ketua":
        return chair, None, home.short
    if who == "anggota":
        division = rng.choice(texts()["divisions"][home.body])
        role = "Koordinator Divisi" if home.body == "bawaslu" else "Ketua Divisi"
        return people.commissioner(rng, home, f"Anggota {home.short}, {role} {division}"), chair, home.short
    secretary = people.civil_servant(rng, home.secretary, home.secretariat, rng.choice(["III/d", "IV/a"]))
    if who == "sekretaris":
        return secretary, chair, home.secretariat
    head = people.civil_servant(rng, rng.choice(texts()["section_heads"][home.body]), home.secretariat, "III/c")
    return head, secretary, head.post.replace("Kepala ", "") + f" {home.short}"


def _names(person: Person) -> dict[str, Print]:
    return {
        "nama": Print(person.name),
        "jabatan": Print(person.post),
        "nip": Print(person.nip, person.nip) if person.nip else NOTHING,
        "pangkat": Print(person.rank),
    }


def letter_number(rng: random.Random, home: Office, day: date, chair_signs: bool, month: int = 0, year: int = 0) -> str:
    """A letter number of the office for a date."""
    month, year, count = month or day.month, year or day.year, rng.randint(1, 90)
    if home.body == "kpu":
        return f"{count}/PR.03-SD/{home.number + 3500}/{year}"
    unit = f"{'K.' if chair_signs else ''}{home.code}-{home.number:02d}"
    return f"{count:03d}/PR.03/{unit}/{month:02d}/{year}"


def _number(rng: random.Random, home: Office, day: date, first: Person) -> Print:
    if home.body == "kpu" or rng.random() < 0.3:
        return NOTHING
    return Print(letter_number(rng, home, day, chair_signs=not first.nip))


def _goals(rng: random.Random, home: Office, own_unit_column: bool, sheet: bool) -> list[Goal]:
    fitting = [entry for entry in texts()["goals"] if entry["office"] in ("any", home.body)]
    goals = []
    for entry in rng.sample(fitting, rng.randint(2, min(4, len(fitting)))):
        chosen = rng.sample(entry["indicators"], rng.randint(1, len(entry["indicators"])))
        goals.append(Goal(Print(entry["goal"]), [measure(rng, line, own_unit_column, sheet) for line in chosen]))
    if rng.random() < 0.15:
        goals[-1].measures.append(_graded(rng, own_unit_column))
    return goals


def measure(rng: random.Random, line: list[Any], own_unit_column: bool, sheet: bool) -> Measure:
    """An indicator with a target; the unit in its own column or behind the number."""
    indicator, _, _, _, unit, low, high = line
    number = round(rng.uniform(low, high), 1) if isinstance(low, float) else rng.randint(low, high)
    target = amount(rng, number, unit, one_cell=not own_unit_column, sheet=sheet)
    shown = rng.choice([unit, "Persen", "persen"]) if unit == "%" else rng.choice([unit, unit.capitalize()])
    return Measure(Print(indicator), target, Print(shown) if own_unit_column else NOTHING)


def _graded(rng: random.Random, own_unit_column: bool) -> Measure:
    """A target that is a letter grade."""
    grade = Print(rng.choice(["B", "BB", "A"]))
    return Measure(
        Print("Predikat hasil evaluasi akuntabilitas kinerja"), grade, Print("predikat") if own_unit_column else NOTHING
    )


def _programmes(rng: random.Random, sheet: bool) -> tuple[list[Programme], Print]:
    names = rng.sample(texts()["programmes"], rng.choice([0, 2, 2, 3, 4]))
    if not names:
        return [], NOTHING
    shape = money(rng, rng.randint(40, 900) * 1_000_000, sheet)
    source = rng.choice(texts()["sources_of_money"])
    rows = [
        Programme(
            Print(name), like(shape, rng.randint(40_000, 900_000) * 1000 + rng.choice([0, 0, 500])), Print(source)
        )
        for name in names
    ]
    return rows, like(shape, sum(row.anggaran.value for row in rows))

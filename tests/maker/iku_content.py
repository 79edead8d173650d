"""What stands in a made-up IKU document."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from tests.maker import people
from tests.maker.labels import Planted
from tests.maker.people import Office, Person, texts
from tests.maker.pk_content import letter_number
from tests.maker.prints import Print, dots, in_words, print_date, weekday_name


@dataclass
class Indicator:
    """One indicator; ``targets`` by year, with the single year 0 where no year is printed."""

    indikator: Print
    formula: Print
    sumber_data: Print
    penanggung_jawab: Print
    satuan: Print
    targets: dict[int, Print]


@dataclass
class IkuGoal:
    """One sasaran with its indicators."""

    sasaran: Print
    indicators: list[Indicator]


@dataclass
class Iku:
    """One IKU document."""

    kind: str  # plain, years, decree, division
    home: Office
    division: str
    years: list[int]  # of the title: one, or first and last
    target_years: list[int]  # of the columns; [0] for a column without a year
    number: str
    goals: list[IkuGoal]
    signer: Person
    signed: Print
    seat: str
    day: Print
    signing: date
    laws: list[str]
    sentences: dict[str, str]  # running text of a division document by name
    planted: list[Planted] = field(default_factory=list)
    layout: dict[str, Any] = field(default_factory=dict)

    def flat(self) -> list[tuple[IkuGoal, Indicator, int]]:
        """The rows in printed order: a row per indicator and year."""
        return [(goal, line, year) for goal in self.goals for line in goal.indicators for year in self.target_years]

    def index(self, wanted: Indicator) -> int:
        """The number of the first row of an indicator, from 0."""
        return next(number for number, (_, line, _) in enumerate(self.flat()) if line is wanted)


def make_iku(
    rng: random.Random,
    kind: str,
    unit_column: bool = True,
    sheet: bool = False,
    cast: tuple[Office, Person] | None = None,
    year: int = 0,
    home: Office | None = None,
) -> Iku:
    """A flawless IKU document; ``cast`` names office and signer, ``home`` the office alone; the rest is made up."""
    if cast is None:
        home = home or people.office(
            rng, "kpu" if kind == "decree" and rng.random() < 0.6 else "bawaslu" if kind == "division" else ""
        )
        cast = (home, people.commissioner(rng, home))
    home, signer = cast
    first = year or rng.choice([2025, 2026, 2026])
    years = [first] if kind in ("plain", "division") or rng.random() < 0.3 else [2025, 2029]
    many = {
        "plain": 0,
        "division": rng.choice([0, 1, 3]),
        "years": rng.choice([2, 3, 5]),
        "decree": rng.choice([0, 1, 3, 5]),
    }[kind]
    target_years = [years[0] + step for step in range(many)] or [0]
    year = years[0] if len(years) == 1 else 2026
    day = date(year, rng.choice([1, 1, 2, 3]), rng.randint(3, 27))
    day -= timedelta(days=max(0, day.weekday() - 4))
    division = rng.choice(texts()["divisions"][home.body])
    number = (
        f"{rng.randint(2, 90)} TAHUN {day.year}"
        if home.body == "kpu"
        else letter_number(rng, home, day, chair_signs=True)
    )
    return Iku(
        kind=kind,
        home=home,
        division=division,
        years=years,
        target_years=target_years,
        number=number,
        goals=_goals(rng, home, target_years, unit_column, sheet),
        signer=signer,
        signed=Print(signer.name),
        seat=home.seat,
        day=print_date(rng, day),
        signing=day,
        laws=[texts()["laws"][0], *rng.sample(texts()["laws"][1:], 2)],
        sentences=_sentences(home, division, day),
    )


def _sentences(home: Office, division: str, day: date) -> dict[str, str]:
    written = f"{day.day} {texts()['months'][day.month - 1]} {day.year}"
    return {
        "duty": f"Divisi {division} mengoordinasikan pelaksanaan program kerja di wilayah {home.region} "
        f"yang terdiri atas {home.districts} ({in_words(home.districts)}) kecamatan.",
        "meeting": f"Dokumen ini disepakati dalam rapat pleno pada hari {weekday_name(day)}, {written} "
        f"di kantor {home.short}.",
        "link": "Indikator divisi diturunkan dari sasaran strategis lembaga dan diukur setiap triwulan.",
        "close": "Capaian indikator dilaporkan kepada ketua pada akhir tahun sebagai bahan perbaikan.",
    }


def _goals(rng: random.Random, home: Office, years: list[int], unit_column: bool, sheet: bool) -> list[IkuGoal]:
    fitting = [entry for entry in texts()["goals"] if entry["office"] in ("any", home.body)]
    return [
        IkuGoal(
            Print(entry["goal"]), [_indicator(rng, line, years, unit_column, sheet) for line in entry["indicators"]]
        )
        for entry in rng.sample(fitting, rng.randint(2, 3))
    ]


def _indicator(rng: random.Random, line: list[Any], years: list[int], unit_column: bool, sheet: bool) -> Indicator:
    indicator, formula, source, owner, unit, low, high = line
    shown = rng.choice([unit, "Persen", "persen"]) if unit == "%" else rng.choice([unit, unit.capitalize()])
    as_number = sheet and rng.random() < 0.6
    targets = {}
    for step, year in enumerate(years):
        share = (step + rng.random()) / len(years)
        if isinstance(low, float):
            value: float = round(low + (high - low) * (1 - share if low < 1 else share), 1)
        else:
            value = int(low + (high - low) * share)
        value = int(value) if float(value).is_integer() else value
        targets[year] = _target(value, unit, unit_column, as_number)
    return Indicator(
        Print(indicator), Print(formula), Print(source), Print(owner), Print(shown if unit_column else ""), targets
    )


def _target(value: float, unit: str, unit_column: bool, as_number: bool) -> Print:
    if unit_column:
        return Print(dots(value), value, number=value if as_number else None)
    if unit == "%" and as_number:
        whole = float(value).is_integer()
        shown = f"{dots(value)}%" if whole else f"{value:.1f}%".replace(".", ",")
        return Print(shown, value, "%", number=round(value / 100, 6), pattern="0%" if whole else "0.0%")
    return Print(f"{dots(value)}%" if unit == "%" else f"{dots(value)} {unit}", value, unit)

"""What stands in a made-up SKP, before anything is laid out."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from tests.maker import people
from tests.maker.labels import Planted
from tests.maker.people import Office, Person, print_nip, print_rank, texts
from tests.maker.prints import NOTHING, Print, amount, print_date, print_period

ASPECTS = ("Kuantitas", "Kualitas", "Waktu", "Biaya")
Names = dict[str, Print]  # nama, nip, pangkat_golongan, jabatan, unit_kerja


@dataclass
class Aim:
    """One indicator row of an RHK."""

    aspek: Print
    indikator: Print
    target: Print
    loose: bool = False  # several bullets in the indicator cell


@dataclass
class Result:
    """One RHK with its indicator rows."""

    leader: Print
    rhk: Print
    aims: list[Aim]
    perspective: str = ""


@dataclass
class Skp:
    """One SKP."""

    home: Office
    year: int
    start: date
    end: date
    period: str
    approach: str  # kuantitatif, kualitatif
    audience: str  # ja_jf, jpt
    generation: str  # 2022, 2021, 2011
    staff: Person
    superior: Person
    people: dict[str, Names]  # pegawai, penilai
    signed: dict[str, Names]  # nama, nip under the signatures
    main: list[Result]
    extra: list[Result] | None  # None: no band at all
    values: list[tuple[str, str]]
    annex: dict[str, list[str]]
    seat: str
    day: Print
    planted: list[Planted] = field(default_factory=list)
    layout: dict[str, Any] = field(default_factory=dict)  # what a defect asks of the layout

    def flat(self) -> list[tuple[str, Result, Aim]]:
        """The rows in printed order with their bagian."""
        rows = [("utama", result, aim) for result in self.main for aim in result.aims]
        return rows + [("tambahan", result, aim) for result in self.extra or [] for aim in result.aims]

    def index(self, wanted: Aim) -> int:
        """The number of a row, from 0."""
        return next(number for number, (_, _, aim) in enumerate(self.flat()) if aim is wanted)


def make_skp(
    rng: random.Random,
    approach: str = "kuantitatif",
    audience: str = "ja_jf",
    generation: str = "2022",
    sheet: bool = False,
    cast: tuple[Office, Person, Person] | None = None,
    year: int = 0,
    home: Office | None = None,
) -> Skp:
    """A flawless SKP; ``cast`` names office, employee and superior, ``home`` the office alone; the rest is made up."""
    if cast is None:
        home = home or people.office(rng)
        cast = (home, *_people(rng, home, audience))
    home, staff, superior = cast
    year = (
        year
        or {
            "2022": rng.choice([2025, 2026, 2026, 2026]),
            "2021": rng.choice([2021, 2022]),
            "2011": rng.randint(2014, 2020),
        }[generation]
    )
    start, end = _period(rng, year, staff, generation)
    day = _signing_day(rng, start)
    names = {"pegawai": printed_names(rng, staff), "penilai": printed_names(rng, superior)}
    skp = Skp(
        home=home,
        year=year,
        start=start,
        end=end,
        period=print_period(rng, start, end),
        approach=approach,
        audience=audience,
        generation=generation,
        staff=staff,
        superior=superior,
        people=names,
        signed={who: _signed(rng, entry) for who, entry in names.items()},
        main=_results(rng, start, end, audience, sheet),
        extra=_extra(rng, start, end, audience, sheet),
        values=[(value["name"], value["expectation"] if rng.random() < 0.8 else "") for value in texts()["values"]],
        annex={name: rng.sample(items, rng.randint(1, 2)) for name, items in texts()["annex"].items()},
        seat=home.seat,
        day=print_date(rng, day),
    )
    if approach == "kualitatif":
        narrate(rng, skp)
    elif rng.random() < 0.08:
        _two_bullets(rng.choice(skp.main))
    return skp


def _two_bullets(result: Result) -> None:
    """Gives the first indicator of an RHK two bullets in one cell."""
    aim = result.aims[0]
    aim.indikator = Print(f"- {aim.indikator.text}\n- Jumlah tindak lanjut yang dilaporkan")
    aim.loose = True


def narrate(rng: random.Random, skp: Skp) -> None:
    """Makes it a kualitatif form: puts indicator and target into one sentence, as the kualitatif form wants it."""
    skp.approach = "kualitatif"
    joiner = rng.choice(["mencapai", "sebanyak", "sebesar"])
    for _, _, aim in skp.flat():
        aim.indikator = Print(f"{aim.indikator.text} {joiner} {aim.target.text}")
        aim.target = NOTHING
    if rng.random() < 0.5:
        for result in skp.main:
            result.rhk = Print(f"{result.rhk.text} (Penugasan Dari: {skp.superior.post})")


def _people(rng: random.Random, home: Office, audience: str) -> tuple[Person, Person]:
    """Employee and superior: staff under a section head or the secretary, the secretary under a commissioner."""
    unit = home.long_secretariat if rng.random() < 0.12 else home.secretariat
    if audience == "jpt":
        staff = people.civil_servant(rng, home.secretary, unit, rng.choice(["III/d", "IV/a"]))
        if home.body == "bawaslu" and rng.random() < 0.25:
            above = f"Bawaslu Provinsi {home.province}"
            return staff, people.civil_servant(rng, f"Kepala Sekretariat {above}", f"Sekretariat {above}", "IV/b")
        return staff, people.commissioner(rng, home)
    staff = people.civil_servant(rng, rng.choice(texts()["staff_posts"][home.body]), unit, contract=rng.random() < 0.5)
    if rng.random() < 0.12:
        return staff, people.commissioner(rng, home, rng.choice(_commissioner_posts(home)))
    if rng.random() < 0.5:
        return staff, people.civil_servant(
            rng, rng.choice(texts()["section_heads"][home.body]), unit, rng.choice(["III/c", "III/d"])
        )
    acting = "Plt. " if rng.random() < 0.1 else ""
    return staff, people.civil_servant(rng, acting + home.secretary, unit, rng.choice(["III/d", "IV/a", "IV/b"]))


def _commissioner_posts(home: Office) -> list[str]:
    """Posts whose holders are no civil servants."""
    posts = [f"Ketua {home.short}", f"Anggota {home.short}", "Ketua"]
    if home.body == "bawaslu":
        posts.append(f"Koordinator Divisi {texts()['divisions']['bawaslu'][2]}")
    return posts


def _period(rng: random.Random, year: int, staff: Person, generation: str) -> tuple[date, date]:
    end = date(year, 12, 31)
    if generation == "2021" and year == 2021:
        return date(year, 7, 1), end
    if staff.contract and rng.random() < 0.25:
        return date(year, rng.choice([3, 4, 6, 7]), 1), end
    return date(year, 1, rng.choice([1, 1, 1, 2])), end


def _signing_day(rng: random.Random, start: date) -> date:
    """A working day soon after the start, now and then in the December before."""
    if start.month == 1 and rng.random() < 0.15:
        day = date(start.year - 1, 12, rng.randint(10, 30))
    else:
        day = date(start.year, start.month, rng.randint(3, 27))
    return day - timedelta(days=max(0, day.weekday() - 4))


def printed_names(rng: random.Random, person: Person) -> Names:
    """The five lines of an identity block as people type them."""
    case = str.upper if rng.random() < 0.15 else str
    post = case(person.post)
    if rng.random() < 0.1 and post.count(" ") > 1:
        post = "\n".join(post.rsplit(" ", 2)[:1]) + "\n" + " ".join(post.rsplit(" ", 2)[1:])
    return {
        "nama": Print(case(person.name)),
        "nip": print_nip(rng, person.nip),
        "pangkat_golongan": print_rank(rng, person),
        "jabatan": Print(post),
        "unit_kerja": Print(case(person.unit)),
    }


def _signed(rng: random.Random, names: Names) -> Names:
    nip = names["nip"] if not names["nip"].blank else Print("")
    name = names["nama"]
    if rng.random() < 0.2:
        name = Print(name.text.upper())
    if nip.text and rng.random() < 0.3:
        nip = Print(nip.value, nip.value)
    return {"nama": name, "nip": nip}


def _results(rng: random.Random, start: date, end: date, audience: str, sheet: bool) -> list[Result]:
    entries = rng.sample(texts()["results"], rng.randint(2, 5) if audience == "ja_jf" else 4)
    results = [make_result(rng, entry, start, end, audience, sheet) for entry in entries]
    if audience == "jpt":
        for result, perspective in zip(results, texts()["perspectives"], strict=True):
            result.perspective = perspective
    return results


def _extra(rng: random.Random, start: date, end: date, audience: str, sheet: bool) -> list[Result] | None:
    if rng.random() < 0.2:
        return None
    results = []
    for entry in rng.sample(texts()["extra_results"], rng.choice([0, 1, 1, 2])):
        result = make_result(rng, entry, start, end, audience, sheet)
        result.leader = rng.choice([Print(""), Print("-", absent=True)])
        result.rhk = Print(f"{entry['rhk']} (Penugasan dari {rng.choice(texts()['assigners'])})")
        result.perspective = rng.choice(texts()["perspectives"]) if audience == "jpt" else ""
        results.append(result)
    return results


def make_result(
    rng: random.Random, entry: dict[str, Any], start: date, end: date, audience: str, sheet: bool = False
) -> Result:
    """An RHK with its indicator rows from an entry of ``results``."""
    wanted: Sequence[str] = ASPECTS[:3] if audience == "ja_jf" else rng.sample(ASPECTS[:3], 2)
    if audience == "ja_jf" and "Biaya" in entry and rng.random() < 0.7:
        wanted = ASPECTS
    aims = [_aim(rng, aspect, entry[aspect], start, end, sheet) for aspect in wanted]
    return Result(Print(entry.get("leader", "")), Print(entry["rhk"]), aims)


def _aim(rng: random.Random, aspect: str, entry: list[Any], start: date, end: date, sheet: bool) -> Aim:
    indicator, low, high, unit = entry
    months = end.month - start.month + 1
    if isinstance(low, float):
        number: float = round(rng.uniform(low, high), 1)
    else:
        number = rng.randint(low, min(high, months) if unit == "bulan" else high)
    shown = rng.choice([aspect] * 8 + [aspect.upper(), aspect.lower()])
    return Aim(Print(shown, aspect), Print(indicator), amount(rng, number, unit, sheet=sheet))

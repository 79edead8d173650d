"""Made-up offices and people: names, NIP, ranks, posts."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from tests.maker.prints import NOTHING, Print


@lru_cache(maxsize=1)
def texts() -> dict[str, Any]:
    """The texts of ``texts.yaml``."""
    loaded: dict[str, Any] = yaml.safe_load((Path(__file__).parent / "texts.yaml").read_text("utf-8"))
    return loaded


@lru_cache(maxsize=1)
def office_results() -> dict[str, list[dict[str, Any]]]:
    """The results of the sample office's people, by the first part of the name."""
    loaded: dict[str, list[dict[str, Any]]] = yaml.safe_load((Path(__file__).parent / "office.yaml").read_text("utf-8"))
    return loaded


@dataclass(frozen=True)
class Office:
    """A made-up office of a real region."""

    body: str  # bawaslu or kpu
    kind: str  # Kabupaten or Kota
    name: str
    province: str
    seat: str
    code: str
    districts: int
    number: int

    @property
    def region(self) -> str:
        """``Kabupaten Blitar``."""
        return f"{self.kind} {self.name}"

    @property
    def short(self) -> str:
        """``Bawaslu Kabupaten Blitar``."""
        return f"{'Bawaslu' if self.body == 'bawaslu' else 'KPU'} {self.region}"

    @property
    def body_name(self) -> str:
        """``Badan Pengawas Pemilihan Umum``."""
        return "Badan Pengawas Pemilihan Umum" if self.body == "bawaslu" else "Komisi Pemilihan Umum"

    def title_lines(self, form: str) -> list[str]:
        """How a title names the office: ``short``, ``long``, or ``two`` lines."""
        return {
            "short": [self.short.upper()],
            "long": [f"{self.body_name} {self.region}".upper()],
            "two": [self.body_name.upper(), self.region.upper()],
        }[form]

    @property
    def secretariat(self) -> str:
        """``Sekretariat Bawaslu Kabupaten Blitar``."""
        return f"Sekretariat {self.short}"

    @property
    def secretary(self) -> str:
        """Title of the head of the secretariat; small offices have a coordinator."""
        if self.body == "kpu":
            return f"Sekretaris {self.short}"
        return "Koordinator Sekretariat" if self.number % 3 == 0 else "Kepala Sekretariat"

    @property
    def long_secretariat(self) -> str:
        """``Sekretariat Badan Pengawas Pemilihan Umum Kabupaten Blitar``."""
        return f"Sekretariat {self.body_name} {self.region}"


@dataclass
class Person:
    """Who is named in a form; each part as it is printed."""

    name: str
    post: str
    unit: str
    nip: str = ""  # 18 digits, or empty where the person is no civil servant
    rank: str = ""
    golongan: str = ""
    prints: dict[str, Print] = field(default_factory=dict)

    @property
    def contract(self) -> bool:
        """Whether a PPPK: golongan alone, no pangkat."""
        return bool(self.golongan) and not self.rank


def office(rng: random.Random, body: str = "") -> Office:
    """A random office."""
    kind, name, province, seat, code, districts = rng.choice(texts()["regions"])
    return Office(
        body or rng.choice(["bawaslu", "bawaslu", "kpu"]),
        kind,
        name,
        province,
        seat,
        code,
        districts,
        rng.randint(2, 36),
    )


def person_name(rng: random.Random, woman: bool) -> str:
    """A name with titles."""
    given = rng.choice(texts()["given_names"]["woman" if woman else "man"])
    before = rng.choice(
        [title for title in texts()["titles_before"] if title not in (("H. ",) if woman else ("Hj. ",))]
    )
    after = rng.choice(texts()["titles_after"])
    return f"{before}{given} {rng.choice(texts()['family_names'])}" + (f", {after}" if after else "")


def civil_servant(rng: random.Random, post: str, unit: str, golongan: str = "", contract: bool = False) -> Person:
    """A PNS of a golongan, or a PPPK."""
    woman = rng.random() < 0.5
    born = rng.randint(1970, 1994)
    birth = f"{born}{rng.randint(1, 12):02d}{rng.randint(1, 28):02d}"
    serial = f"{2 if woman else 1}{rng.randint(1, 60):03d}"
    if contract:
        nip = f"{birth}{rng.choice([2022, 2023, 2024, 2025])}21{serial}"
        return Person(person_name(rng, woman), post, unit, nip, "", rng.choice(["V", "VII", "IX", "IX"]))
    nip = f"{birth}{born + rng.randint(23, 29)}{rng.randint(1, 12):02d}{serial}"
    golongan = golongan or rng.choice(["II/d", "III/a", "III/b", "III/c"])
    return Person(person_name(rng, woman), post, unit, nip, texts()["ranks"][golongan], golongan)


def commissioner(rng: random.Random, home: Office, post: str = "") -> Person:
    """A member of the board: neither NIP nor rank."""
    return Person(person_name(rng, rng.random() < 0.4), post or f"Ketua {home.short}", home.short)


def print_nip(rng: random.Random, nip: str) -> Print:
    """An NIP as people type it; commissioners have a dash or nothing."""
    if not nip:
        return rng.choice([NOTHING, Print("-", absent=True)])
    shape = rng.choice(["plain", "plain", "plain", "spaced"])
    text = nip if shape == "plain" else f"{nip[:8]} {nip[8:14]} {nip[14]} {nip[15:]}"
    return Print(text, nip)


def print_rank(rng: random.Random, person: Person) -> Print:
    """Pangkat and golongan as people type them."""
    if not person.golongan:
        return rng.choice([NOTHING, Print("-", absent=True)])
    if person.contract:
        return Print(
            rng.choice([person.golongan, person.golongan, f"Golongan {person.golongan}", f"Gol. {person.golongan}"]),
            person.golongan,
        )
    rank = person.rank.replace("Tingkat I", rng.choice(["Tingkat I", "Tingkat I", "Tk. I", "Tk.I", "TK I"]))
    golongan = rng.choice([person.golongan] * 4 + [person.golongan.upper(), person.golongan.replace("/", ".")])
    shape = rng.choice(["{r} ({g})", "{r} / {g}", "{r}, {g}", "{r} - {g}", "{r}/{g}", "{g}"])
    return Print(shape.format(r=rank, g=golongan), person.golongan)

"""What stands in a made-up evaluation of an employee: an SKP, what came of it, and the ratings."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from tests.maker.choices import Choice, choose, choose_term
from tests.maker.labels import Planted
from tests.maker.prints import Print, amount, dots, print_date
from tests.maker.skp_content import Aim, Skp

TERMS = ("TW1", "TW2", "TW3", "TW4", "AKHIR")
SHARES = {"TW1": 0.25, "TW2": 0.5, "TW3": 0.75, "TW4": 1.0, "AKHIR": 1.0}


@lru_cache(maxsize=1)
def evaluation_texts() -> dict[str, Any]:
    """The texts of ``evaluation.yaml``."""
    loaded: dict[str, Any] = yaml.safe_load((Path(__file__).parent / "evaluation.yaml").read_text("utf-8"))
    return loaded


@dataclass
class Outcome:
    """What came of an indicator, or of a whole RHK in the kualitatif form."""

    realisasi: Print
    bukti: Print
    umpan_balik: Print

    def in_one_cell(self, joiner: str) -> Print:
        """``X berdasarkan Y``."""
        if self.bukti.blank:
            return self.realisasi
        if self.realisasi.blank:
            return Print("", absent=True)
        return Print(f"{self.realisasi.text}{joiner}{self.bukti.text}")


@dataclass
class Evaluation:
    """One evaluation. ``outcomes`` by the identity of an aim."""

    skp: Skp
    term: str
    choices: dict[str, Choice]  # by field name
    outcomes: dict[int, Outcome]
    feedback: list[Print]  # on the seven values
    joiner: str = " berdasarkan "

    @property
    def planted(self) -> list[Planted]:
        """The defects; they are kept with the SKP."""
        return self.skp.planted

    @property
    def layout(self) -> dict[str, Any]:
        """What defects ask of the layout."""
        return self.skp.layout

    def outcome(self, aim: Aim) -> Outcome:
        """What came of an indicator."""
        return self.outcomes[id(aim)]


def make_evaluation(rng: random.Random, skp: Skp, own_column: bool, sheet: bool = False, term: str = "") -> Evaluation:
    """A flawless evaluation of an SKP; ``own_column``: the proof has a column of its own."""
    term = term or rng.choice(fitting_terms(skp))
    _sign_after(rng, skp, term)
    outcomes: dict[int, Outcome] = {}
    for result in [*skp.main, *(skp.extra or [])]:
        shared = _outcome(rng, result.aims[0], term, own_column, sheet)
        shared_feedback = shared.umpan_balik
        for aim in result.aims:
            if skp.approach == "kualitatif":
                outcomes[id(aim)] = shared
            else:
                outcomes[id(aim)] = _outcome(rng, aim, term, own_column, sheet)
                if skp.layout.get("feedback_merged"):
                    outcomes[id(aim)].umpan_balik = shared_feedback
    aims = [aim for _, _, aim in skp.flat()]
    if all(outcomes[id(aim)].realisasi.text == aim.target.text for aim in aims):
        outcomes[id(aims[0])].realisasi = Print(evaluation_texts()["free_results"][0])
    feedback = [Print(rng.choice(evaluation_texts()["feedback"])) for _ in skp.values]
    made = Evaluation(skp, term, choices(rng, term, skp.year), outcomes, feedback)
    made.joiner = rng.choice([" berdasarkan ", " berdasarkan ", " berdasarkan ", "\nberdasarkan ", " Berdasarkan "])
    return made


def fitting_terms(skp: Skp) -> list[str]:
    """The terms of the year that lie in the period of the SKP."""
    first = (skp.start.month - 1) // 3
    return [term for number, term in enumerate(TERMS) if number >= first + (skp.start.month % 3 != 1)]


def choices(rng: random.Random, term: str, year: int) -> dict[str, Choice]:
    """Period, achievement, ratings and grade, which agree."""
    known = evaluation_texts()
    work, values = (rng.choice(known["ratings"][:2] * 3 + known["ratings"]) for _ in range(2))
    alone = rng.random() < 0.45
    case: Callable[[str], str] = str.upper if rng.random() < 0.7 else str
    made = {
        "periode.evaluasi": choose_term(rng, term, alone or rng.random() < 0.2, year),
        "capaian_organisasi": choose(rng, known["achievements"], rng.choice(known["achievements"][:3]), alone, case),
        "rating_hasil_kerja": choose(rng, known["ratings"], work, alone, case),
        "rating_perilaku": choose(rng, known["ratings"], values, alone, case),
        "predikat": choose(rng, known["grades"], known["matrix"][work][values], alone, case),
    }
    if alone:
        for name in ("rating_hasil_kerja", "rating_perilaku"):
            choice = made[name]
            if rng.random() < 0.15:
                choice.left = choice.options = [case(rng.choice(known["ratings_misspelt"][choice.value]))]
    return made


def _sign_after(rng: random.Random, skp: Skp, term: str) -> None:
    """Signed soon after the end of the term."""
    ends = {"TW1": (3, 31), "TW2": (6, 30), "TW3": (9, 30), "TW4": (12, 31), "AKHIR": (12, 31)}
    end = date(skp.year, *ends[term])
    day = end if rng.random() < 0.3 else end + timedelta(days=rng.randint(1, 9))
    if day.weekday() > 4:
        day = day - timedelta(days=day.weekday() - 4) if day.day > 15 else day + timedelta(days=7 - day.weekday())
    skp.day = print_date(rng, day)


def _outcome(rng: random.Random, aim: Aim, term: str, own_column: bool, sheet: bool) -> Outcome:
    known = evaluation_texts()
    return Outcome(
        _realised(rng, aim, term, own_column and sheet),
        Print(rng.choice(known["proofs"])),
        Print(rng.choice(known["feedback"])),
    )


def _realised(rng: random.Random, aim: Aim, term: str, sheet: bool) -> Print:
    target = aim.target
    if rng.random() < 0.06:
        return Print(rng.choice(evaluation_texts()["free_results"]))
    if target.blank or not isinstance(target.value, int | float):
        many = rng.randint(2, 9)
        return Print(f"{many} dokumen", many, "dokumen")
    number = float(target.value)
    if target.unit in ("%", "persen"):
        reached: float = round(number - rng.choice([1, 2.5, 3.2, 0.7]), 1)
        if target.unit == "persen" or not float(reached).is_integer() or not sheet:
            reached = int(reached) if float(reached).is_integer() else reached
            return Print(f"{dots(reached)} %" if rng.random() < 0.7 else f"{dots(reached)}%", reached, "%")
        return amount(rng, int(reached), "%", sheet=True)
    counted = aim.aspek.value == "Kuantitas" and number >= 4
    share = SHARES[term] if counted else 1.0
    reached = max(1, round(number * share) - (1 if counted and number > 6 else 0)) if number >= 4 else number
    reached = int(reached) if float(reached).is_integer() else round(reached, 1)
    return Print(f"{dots(reached)} {target.unit}", reached, target.unit)

"""Defects of a strategic plan, by code."""

from __future__ import annotations

import random

from tests.accuracy.marring import Defect, other_region, placeholder
from tests.maker.iku_content import Iku, Indicator
from tests.maker.iku_style import IkuStyle
from tests.maker.labels import Planted
from tests.maker.people import texts
from tests.maker.prints import Print


def _line(made: Iku, rng: random.Random) -> tuple[Indicator, int]:
    line = rng.choice([line for goal in made.goals for line in goal.indicators])
    return line, made.index(line)


def leftover(made: Iku, style: IkuStyle, rng: random.Random) -> bool:
    line, row = _line(made, rng)
    step = rng.randrange(len(made.target_years))
    line.targets[made.target_years[step]] = placeholder(rng, "target")
    made.planted.append(Planted("DOK003", f"indikator.{row + step}.target"))
    return True


def foreign_region(made: Iku, style: IkuStyle, rng: random.Random) -> bool:
    line, row = _line(made, rng)
    line.penanggung_jawab = Print(f"{line.penanggung_jawab.text} {other_region(rng, made.home)}")
    made.planted.append(Planted("DOK004", f"indikator.{row}.penanggung_jawab"))
    return True


def wrong_law(made: Iku, style: IkuStyle, rng: random.Random) -> bool:
    if not made.layout.get("chapters"):
        return False
    made.laws[1] = rng.choice(texts()["wrong_laws"])
    made.planted.append(Planted("DOK011", "law.1"))
    return True


RENSTRA_DEFECTS: dict[str, Defect] = {"DOK003": leftover, "DOK004": foreign_region, "DOK011": wrong_law}

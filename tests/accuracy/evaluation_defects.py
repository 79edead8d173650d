"""Defects of an evaluation and of its cover, by code."""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import date

from tests.accuracy.marring import Defect, blank, placeholder
from tests.accuracy.skp_defects import SKP_DEFECTS
from tests.maker.choices import Choice
from tests.maker.cover import Cover, CoverStyle
from tests.maker.evaluation_content import Evaluation, evaluation_texts
from tests.maker.evaluation_layout import EvaluationStyle
from tests.maker.labels import Planted
from tests.maker.prints import UNJUDGED, Print, print_date
from tests.maker.skp_content import Aim

CHOICES = ("periode.evaluasi", "capaian_organisasi", "rating_hasil_kerja", "rating_perilaku", "predikat")


def _plant(made: Evaluation | Cover, code: str, place: str = "") -> bool:
    made.planted.append(Planted(code, place))
    return True


def _any_aim(made: Evaluation, rng: random.Random) -> tuple[Aim, int]:
    """An indicator, or the first of an RHK where what came of it stands in one cell for all, and its row."""
    skp = made.skp
    aims = [aim for _, _, aim in skp.flat()]
    if skp.approach == "kualitatif":
        aims = [result.aims[0] for result in [*skp.main, *(skp.extra or [])]]
    aim = rng.choice(aims)
    return aim, skp.index(aim)


def nothing_realised(made: Evaluation, style: EvaluationStyle, rng: random.Random) -> bool:
    aim, row = _any_aim(made, rng)
    outcome = made.outcome(aim)
    outcome.realisasi = blank(rng)
    if not style.own_column or rng.random() < 0.4:
        outcome.bukti = outcome.realisasi
    return _plant(made, "EVA001", f"hasil_kerja.{row}.realisasi")


def without_proof(made: Evaluation, style: EvaluationStyle, rng: random.Random) -> bool:
    aim, row = _any_aim(made, rng)
    made.outcome(aim).bukti = blank(rng) if style.own_column else Print("")
    return _plant(made, "EVA002", f"hasil_kerja.{row}.{'bukti' if style.own_column else 'realisasi'}")


def without_feedback(made: Evaluation, style: EvaluationStyle, rng: random.Random) -> bool:
    aim, row = _any_aim(made, rng)
    outcome, given = made.outcome(aim), blank(rng)
    outcome.umpan_balik = given
    if made.layout.get("feedback_merged"):
        for _, result, _ in made.skp.flat():
            if any(one is aim for one in result.aims):
                for one in result.aims:
                    made.outcome(one).umpan_balik = given
                row = made.skp.index(result.aims[0])
        if style.skp.goes_on != "merged":
            return False  # the same blank in each row would be as many findings
    return _plant(made, "EVA003", f"hasil_kerja.{row}.umpan_balik")


def wrong_grade(made: Evaluation, style: EvaluationStyle, rng: random.Random) -> bool:
    grade = made.choices["predikat"]
    known = evaluation_texts()["grades"]
    if grade.value not in known:
        return False
    wrong = rng.choice([name for name in known if name != grade.value])
    upper = grade.left[0].isupper()
    grade.left, grade.value = [wrong.upper() if upper else wrong], wrong
    if grade.alone:
        grade.options = list(grade.left)
    return _plant(made, "EVA004", "predikat")


def unknown_rating(
    made: Evaluation | Cover, style: object, rng: random.Random, names: Sequence[str] = CHOICES[2:]
) -> bool:
    name = rng.choice(names)
    choice = made.choices[name]
    if not choice.alone:
        return False
    word = rng.choice(evaluation_texts()["unknown_grades" if name == "predikat" else "unknown_ratings"])
    choice.left = choice.options = [word.upper() if choice.left[0].isupper() else word]
    choice.value = UNJUDGED
    return _plant(made, "EVA005", name)


def odd_term(made: Evaluation | Cover, style: object, rng: random.Random) -> bool:
    word = rng.choice(evaluation_texts()["odd_terms"])
    made.choices["periode.evaluasi"] = Choice([word], [word], UNJUDGED, alone=True)
    made.layout["open_fields"] = ["periode.evaluasi"]
    return _plant(made, "EVA007", "periode.evaluasi")


def copied_targets(made: Evaluation, style: EvaluationStyle, rng: random.Random) -> bool:
    skp = made.skp
    aims = [aim for _, _, aim in skp.flat()]
    if skp.approach == "kualitatif" or len(aims) < 3 or any(aim.target.number is not None for aim in aims):
        return False
    for aim in aims:
        made.outcome(aim).realisasi = aim.target
    return _plant(made, "EVA009")


def options_left(made: Evaluation | Cover, style: object, rng: random.Random, names: Sequence[str] = CHOICES) -> bool:
    name = rng.choice(names)
    choice = made.choices[name]
    if choice.alone:
        return False
    many = rng.choice([2, len(choice.options)])
    others = rng.sample([option for option in choice.options if option not in choice.left], many - 1)
    choice.left = [option for option in choice.options if option in (*choice.left, *others)]
    choice.joiner_struck = choice.head_struck = False
    return _plant(made, "EVA010", name)


def leftover(made: Evaluation, style: EvaluationStyle, rng: random.Random) -> bool:
    aim, row = _any_aim(made, rng)
    outcome = made.outcome(aim)
    if rng.random() < 0.5 and not made.layout.get("feedback_merged"):
        outcome.umpan_balik = placeholder(rng, "umpan balik")
        return _plant(made, "DOK003", f"hasil_kerja.{row}.umpan_balik")
    outcome.realisasi = placeholder(rng, "realisasi")
    if not style.own_column:
        outcome.bukti = outcome.realisasi
    return _plant(made, "DOK003", f"hasil_kerja.{row}.realisasi")


def old_form(made: Evaluation, style: EvaluationStyle, rng: random.Random) -> bool:
    skp = made.skp
    if skp.generation != "2021":
        return False
    year = rng.choice([2024, 2025, 2026])
    skp.year, skp.start, skp.end = year, date(year, 1, 2), date(year, 12, 31)
    skp.period = f"2 Januari {year} s.d. 31 Desember {year}"
    skp.day = print_date(rng, date(year, 12, 30))
    made.choices["periode.evaluasi"] = Choice(["AKHIR"], ["AKHIR"], "AKHIR", alone=True)
    return _plant(made, "SKP018", "title")


def unknown_grade(cover: Cover, style: CoverStyle, rng: random.Random) -> bool:
    return unknown_rating(cover, style, rng, ["predikat"])


def cover_options_left(cover: Cover, style: CoverStyle, rng: random.Random) -> bool:
    return options_left(cover, style, rng, ["periode.evaluasi", "capaian_organisasi", "predikat"])


def cover_leftover(cover: Cover, style: CoverStyle, rng: random.Random) -> bool:
    if rng.random() < 0.5:
        cover.remark = placeholder(rng, "catatan")
        return _plant(cover, "DOK003", "catatan")
    who, part = rng.choice(["pegawai", "penilai"]), rng.choice(["jabatan", "unit_kerja"])
    if cover.skp.people[who]["nip"].blank:
        return False
    cover.skp.people[who][part] = placeholder(rng, part.replace("_", " "))
    return _plant(cover, "DOK003", f"{who}.{part}")


def _of_skp(code: str) -> Defect:
    """A defect of an SKP, planted in the SKP that is evaluated."""

    def mar(made: Evaluation | Cover, style: EvaluationStyle | CoverStyle, rng: random.Random) -> bool:
        if not SKP_DEFECTS[code](made.skp, style.skp, rng):
            return False
        both_sign = isinstance(style, CoverStyle) or style.both_sign
        return both_sign or not made.planted[-1].place.startswith("ttd.pegawai")

    return mar


OF_SKP = ("SKP001", "SKP002", "SKP003", "SKP015", "DOK002", "DOK004", "DOK005", "DOK006", "DOK007", "DOK008", "DOK012")
EVALUATION_DEFECTS: dict[str, Defect] = {
    "EVA001": nothing_realised,
    "EVA002": without_proof,
    "EVA003": without_feedback,
    "EVA004": wrong_grade,
    "EVA005": unknown_rating,
    "EVA007": odd_term,
    "EVA009": copied_targets,
    "EVA010": options_left,
    "DOK003": leftover,
    "SKP018": old_form,
} | {code: _of_skp(code) for code in OF_SKP}
COVER_DEFECTS: dict[str, Defect] = {
    "EVA005": unknown_grade,
    "EVA007": odd_term,
    "EVA010": cover_options_left,
    "DOK003": cover_leftover,
} | {code: _of_skp(code) for code in OF_SKP if code not in ("SKP003", "SKP015", "DOK004")}

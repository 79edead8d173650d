"""Files of several documents: all parts of one employee, a sheet for each employee, a PK with its action plan."""

from __future__ import annotations

import copy
import random
from typing import Any

from tests.accuracy.evaluation_defects import EVALUATION_DEFECTS
from tests.accuracy.marring import Defect
from tests.accuracy.pk_defects import PK_DEFECTS
from tests.accuracy.plan_defects import ACTION_DEFECTS
from tests.accuracy.skp_defects import SKP_DEFECTS
from tests.maker import people
from tests.maker.cover import cover_style, lay_out_cover, make_cover
from tests.maker.evaluation_content import Evaluation, fitting_terms, make_evaluation
from tests.maker.evaluation_layout import EvaluationStyle, lay_out_evaluation, random_evaluation_style
from tests.maker.labels import Label, Planted
from tests.maker.paper import Paper
from tests.maker.people import Office
from tests.maker.pk_content import make_pk
from tests.maker.pk_layout import lay_out_pk
from tests.maker.pk_style import random_pk_style
from tests.maker.plans import lay_out_plan, make_pk_plan, plan_style
from tests.maker.prints import Print
from tests.maker.skp_content import Skp, make_skp
from tests.maker.skp_layout import lay_out_skp
from tests.maker.skp_style import SkpStyle, random_style

Parts = tuple[list[Paper], list[Label], Office]
IN_EVALUATION = ("EVA001", "EVA002", "EVA003", "EVA004", "EVA005", "EVA009", "EVA010")
IN_SKP = ("SKP001", "SKP004", "SKP005", "SKP006", "SKP007", "SKP010", "SKP015", "DOK003", "DOK005", "DOK008", "DOK012")
IN_PK = ("PK003", "PK004", "PK009", "DOK008")


def person_file(
    rng: random.Random, sheet: bool, defect: str, home: Office | None, quirks: dict[str, Any]
) -> Parts | None:
    """SKP with annex, one or two evaluations, and the cover of one employee."""
    skp = make_skp(rng, sheet=sheet, home=home)
    skp.layout |= quirks
    style = random_evaluation_style(rng, sheet)
    papers, label = lay_out_skp(skp, _with_annex(rng, style.skp, sheet), "SKP")
    labels = [label]
    terms = fitting_terms(skp)
    chosen = terms[: rng.choice([1, 2])] if rng.random() < 0.6 else terms[-1:]
    for number, term in enumerate(chosen):
        part = copy.copy(skp)
        part.planted, part.layout, part.signed = [], dict(skp.layout), copy.deepcopy(skp.signed)
        made = make_evaluation(rng, part, style.own_column, sheet, term)
        if number == len(chosen) - 1 and defect in IN_EVALUATION and not EVALUATION_DEFECTS[defect](made, style, rng):
            return None
        more, label = lay_out_evaluation(made, style, f"Evaluasi {number + 1}")
        papers, labels = papers + more, [*labels, label]
    if defect == "DOK007" or (not defect and rng.random() < 0.8):
        more, label = _cover(rng, skp, made, style, defect)
        papers, labels = papers + more, [*labels, label]
    return papers, labels, skp.home


def _with_annex(rng: random.Random, style: SkpStyle, sheet: bool) -> SkpStyle:
    """The look of the SKP beside its evaluation: the same but for the annex."""
    look = copy.copy(style)
    look.words = dict(style.words)
    look.annex, look.annex_sheet = rng.choice(["part", "part", "own_table"]), sheet
    return look


def _cover(
    rng: random.Random, skp: Skp, made: Evaluation, style: EvaluationStyle, defect: str
) -> tuple[list[Paper], Label]:
    part = copy.copy(made.skp)
    part.planted, part.people, part.signed = [], copy.deepcopy(skp.people), copy.deepcopy(skp.signed)
    if defect == "DOK007":
        digits = skp.staff.nip
        other = digits[:15] + f"{(int(digits[15:]) % 60) + 7:03d}"
        part.people["pegawai"]["nip"] = part.signed["pegawai"]["nip"] = Print(other, other)
        part.planted = [Planted("DOK007", "pegawai.nip")]
    whole = copy.copy(made)
    whole.skp = part
    return lay_out_cover(make_cover(rng, whole), cover_style(rng, style.skp), "Dokumen Evaluasi")


def staff_workbook(rng: random.Random, defect: str, quirks: dict[str, Any]) -> Parts | None:
    """The SKP of several employees of one office, a sheet each, all on one template."""
    home = people.office(rng)
    style = random_style(rng, sheet=True)
    many = rng.choice([4, 6, 9, 14])
    marred = rng.randrange(many) if defect else -1
    papers: list[Paper] = []
    labels: list[Label] = []
    seen: list[set[str]] = []
    while len(seen) < many:
        skp = make_skp(rng, sheet=True, year=2026, home=home)
        results = {result.rhk.text for result in skp.main}
        if any(len(results & other) >= 0.5 * min(len(results), len(other)) for other in seen):
            continue  # one who copies another is a finding
        skp.layout |= quirks
        own = copy.deepcopy(style)
        if len(seen) == marred and not SKP_DEFECTS[defect](skp, own, rng):
            return None
        seen.append(results)
        more, label = lay_out_skp(skp, own, f"SKP {len(seen)}")
        papers, labels = papers + more, [*labels, label]
    return papers, labels, home


def pk_with_plan(
    rng: random.Random, sheet: bool, defect: str, home: Office | None, quirks: dict[str, Any]
) -> Parts | None:
    """A Perjanjian Kinerja and the action plan that serves it."""
    look = random_pk_style(rng, sheet)
    style = plan_style(rng, sheet)
    style.unit_column = look.unit_column
    pk = make_pk(rng, own_unit_column=look.unit_column, sheet=sheet, home=home)
    pk.layout |= quirks
    plan = make_pk_plan(rng, copy.deepcopy(pk), style, sheet)
    plan.layout |= quirks
    if defect in IN_PK and not PK_DEFECTS[defect](pk, look, rng):
        return None
    if defect in ("RAK003", "DOK010") and not ACTION_DEFECTS[defect](plan, style, rng):
        return None
    papers, label = lay_out_pk(pk, look, "PK")
    more, read = lay_out_plan(plan, style, "Rencana Aksi")
    return papers + more, [label, read], pk.home


BUNDLE_DEFECTS: dict[str, dict[str, Defect]] = {
    "person": {code: EVALUATION_DEFECTS[code] for code in IN_EVALUATION} | {"DOK007": SKP_DEFECTS["DOK007"]},
    "staff": {code: SKP_DEFECTS[code] for code in IN_SKP},
    "pk": {code: PK_DEFECTS[code] for code in IN_PK} | {code: ACTION_DEFECTS[code] for code in ("RAK003", "DOK010")},
}

"""Makes one document of a kind, flawless or with one defect."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from tests.accuracy.bundles import BUNDLE_DEFECTS, person_file, pk_with_plan, staff_workbook
from tests.accuracy.evaluation_defects import COVER_DEFECTS, EVALUATION_DEFECTS
from tests.accuracy.iku_defects import IKU_DEFECTS
from tests.accuracy.marring import Defect
from tests.accuracy.pk_defects import PK_DEFECTS
from tests.accuracy.plan_defects import ACTION_DEFECTS, PROGRAMME_DEFECTS
from tests.accuracy.post_defects import LOAD_DEFECTS, POST_DEFECTS
from tests.accuracy.renstra_defects import RENSTRA_DEFECTS
from tests.accuracy.skp_defects import SKP_DEFECTS
from tests.maker.cover import cover_style, lay_out_cover, make_cover
from tests.maker.evaluation_content import make_evaluation
from tests.maker.evaluation_layout import lay_out_evaluation, random_evaluation_style
from tests.maker.iku_content import make_iku
from tests.maker.iku_layout import lay_out_iku
from tests.maker.iku_style import random_iku_style
from tests.maker.labels import Label
from tests.maker.paper import Paper
from tests.maker.people import Office
from tests.maker.pk_content import make_pk
from tests.maker.pk_layout import lay_out_pk
from tests.maker.pk_style import random_pk_style
from tests.maker.plans import lay_out_plan, make_pk_plan, make_programme, make_reform_plan, plan_style
from tests.maker.post_content import make_post, post_style
from tests.maker.post_layout import guide_sheet, lay_out_description, lay_out_load
from tests.maker.renstra import lay_out_renstra, make_renstra, renstra_style
from tests.maker.skp_content import make_skp
from tests.maker.skp_layout import lay_out_annex_alone, lay_out_skp
from tests.maker.skp_old import lay_out_old_skp
from tests.maker.skp_style import random_style


@dataclass
class Made:
    """Papers with the documents on them, what a defect asked of the layout, and the office."""

    papers: list[Paper]
    labels: list[Label]
    asked: dict[str, Any]
    home: Office


@dataclass
class Wish:
    """What is wanted: a variant of a form, for a workbook or a Word file, with a defect or none. ``suffix`` tells the
    sheets of two documents apart; ``home`` names the office."""

    variant: str
    sheet: bool
    defect: str
    rng: random.Random
    suffix: str = ""
    home: Office | None = None


Maker = Callable[[Wish], "Made | None"]
OLD = ("SKP001", "SKP002", "SKP003", "SKP018", "SKP018", "DOK005", "DOK007", "DOK008", "DOK012")


def defects_of(kind: str) -> dict[str, Defect]:
    """The defects that a kind of document can have."""
    if kind.startswith("skp"):
        fitting = OLD if kind in ("skp:2021", "skp:2011") else [code for code in SKP_DEFECTS if code != "SKP018"]
        return {code: SKP_DEFECTS[code] for code in fitting}
    if kind.startswith("evaluasi_skp"):
        fitting = ["SKP018"] if kind.endswith("2021") else [code for code in EVALUATION_DEFECTS if code != "SKP018"]
        return {code: EVALUATION_DEFECTS[code] for code in fitting}
    if kind.startswith("bundle"):
        return BUNDLE_DEFECTS[kind.partition(":")[2]]
    return DEFECTS[kind.partition(":")[0]]


def make(kind: str, wish: Wish) -> Made:
    """A document of a kind; raises LookupError where the kind never has the wanted defect."""
    maker = MAKERS[kind.partition(":")[0]]
    for _ in range(60):
        made = maker(wish)
        if made is not None:
            return made
    raise LookupError(f"{kind} never has {wish.defect}")


def sheet_quirks(rng: random.Random, layout: dict[str, Any], widest: int) -> None:
    """How a workbook differs from the printed form."""
    layout.setdefault("first_row", rng.choice([0, 0, 1, 2]))
    layout.setdefault("first_column", rng.choice([0, 0, 0, 1]))
    if rng.random() < 0.15:
        layout["spare_column"] = rng.randrange(1, widest)
    layout["merge"] = rng.random() > 0.15
    layout["number_years"] = rng.random() < 0.5


def _skp(wish: Wish) -> Made | None:
    rng, variant = wish.rng, wish.variant
    generation = variant if variant in ("2021", "2011") else "2022"
    approach = "kualitatif" if variant == "kualitatif" else "kuantitatif"
    audience = "jpt" if variant == "jpt" else "ja_jf"
    skp = make_skp(rng, approach, audience, generation, wish.sheet, home=wish.home)
    style = random_style(rng, wish.sheet, generation)
    if wish.sheet:
        sheet_quirks(rng, skp.layout, 4)
        skp.layout["hidden_note"] = rng.random() < 0.08
    if variant == "annex":
        papers, label = lay_out_annex_alone(skp, style)
        return Made(papers, [label], skp.layout, skp.home)
    if wish.defect and not SKP_DEFECTS[wish.defect](skp, style, rng):
        return None
    lay_out = (lambda *given: lay_out_old_skp(rng, *given)) if generation == "2011" else lay_out_skp
    papers, label = lay_out(skp, style, f"SKP{wish.suffix}")
    return Made(papers, [label], skp.layout, skp.home)


def _pk(wish: Wish) -> Made | None:
    style = random_pk_style(wish.rng, wish.sheet)
    pk = make_pk(wish.rng, own_unit_column=style.unit_column, sheet=wish.sheet, home=wish.home)
    if wish.sheet:
        sheet_quirks(wish.rng, pk.layout, 3)
    if wish.defect and not PK_DEFECTS[wish.defect](pk, style, wish.rng):
        return None
    papers, label = lay_out_pk(pk, style, f"PK{wish.suffix}")
    return Made(papers, [label], pk.layout, pk.home)


def _iku(wish: Wish) -> Made | None:
    style = random_iku_style(wish.rng, wish.sheet, wish.variant)
    iku = make_iku(wish.rng, wish.variant, style.unit_column, wish.sheet, home=wish.home)
    if wish.sheet:
        sheet_quirks(wish.rng, iku.layout, 5)
    if wish.defect and not IKU_DEFECTS[wish.defect](iku, style, wish.rng):
        return None
    papers, label = lay_out_iku(iku, style, f"IKU{wish.suffix}")
    return Made(papers, [label], iku.layout, iku.home)


def _evaluation(wish: Wish) -> Made | None:
    rng, variant = wish.rng, wish.variant
    generation = "2021" if variant == "2021" else "2022"
    approach = "kualitatif" if variant == "kualitatif" else "kuantitatif"
    audience = "jpt" if variant == "jpt" else "ja_jf"
    style = random_evaluation_style(rng, wish.sheet, generation)
    skp = make_skp(rng, approach, audience, generation, wish.sheet, home=wish.home)
    skp.layout["feedback_merged"] = rng.random() < 0.15 and style.skp.goes_on == "merged"
    if wish.sheet:
        sheet_quirks(rng, skp.layout, 4)
        skp.layout["hidden_note"] = rng.random() < 0.08
    made = make_evaluation(rng, skp, style.own_column, wish.sheet)
    if wish.defect and not EVALUATION_DEFECTS[wish.defect](made, style, rng):
        return None
    papers, label = lay_out_evaluation(made, style, f"Evaluasi{wish.suffix}")
    return Made(papers, [label], skp.layout, skp.home)


def _cover(wish: Wish) -> Made | None:
    rng = wish.rng
    skp = make_skp(rng, sheet=wish.sheet, home=wish.home)
    look = random_style(rng, wish.sheet)
    if wish.sheet:
        sheet_quirks(rng, skp.layout, 2)
    cover, style = make_cover(rng, make_evaluation(rng, skp, own_column=False)), cover_style(rng, look)
    if wish.defect and not COVER_DEFECTS[wish.defect](cover, style, rng):
        return None
    papers, label = lay_out_cover(cover, style, f"Dokumen{wish.suffix}")
    return Made(papers, [label], skp.layout, skp.home)


def _plan(wish: Wish) -> Made | None:
    rng = wish.rng
    style = plan_style(rng, wish.sheet)
    if wish.variant == "pk":
        pk = make_pk(rng, own_unit_column=style.unit_column, sheet=wish.sheet, home=wish.home)
        plan = make_pk_plan(rng, pk, style, wish.sheet)
    elif wish.variant == "reform":
        plan = make_reform_plan(rng, style, wish.sheet, wish.home)
    else:
        plan = make_programme(rng, style, wish.sheet, wish.home)
    if wish.sheet:
        sheet_quirks(rng, plan.layout, 4)
    if wish.defect and not defects_of(plan.form)[wish.defect](plan, style, rng):
        return None
    papers, label = lay_out_plan(plan, style, f"Rencana{wish.suffix}")
    return Made(papers, [label], plan.layout, plan.home)


def _load(wish: Wish) -> Made | None:
    rng = wish.rng
    style = post_style(rng, wish.sheet)
    style.wke = "column" if style.bare and style.wke == "line" else style.wke
    post = make_post(rng, style, wish.home)
    post.layout["alone"] = True
    if wish.sheet:
        sheet_quirks(rng, post.layout, 4)
    if wish.defect and not LOAD_DEFECTS[wish.defect](post, style, rng):
        return None
    papers, label = lay_out_load(post, style, f"ABK{wish.suffix}")
    return Made(papers, [label], post.layout, post.home)


def _post(wish: Wish) -> Made | None:
    """A job description; of a workbook one sheet each for several posts, where the variant says so."""
    rng = wish.rng
    style = post_style(rng, wish.sheet)
    several = wish.sheet and wish.variant == "workbook"
    papers: list[Paper] = []
    labels: list[Label] = []
    home = wish.home
    for number in range(rng.randint(2, 4) if several else 1):
        post = make_post(rng, style, home)
        home = post.home
        if wish.sheet:
            sheet_quirks(rng, post.layout, 4)
        if wish.defect and not number and not POST_DEFECTS[wish.defect](post, style, rng):
            return None
        more, read = lay_out_description(rng, post, style, f"Jabatan {number + 1}{wish.suffix}")
        papers, labels = papers + more, labels + read
    if several and rng.random() < 0.5:
        papers.append(guide_sheet(f"Petunjuk{wish.suffix}"))
    return Made(papers, labels, {}, post.home)


def _renstra(wish: Wish) -> Made | None:
    rng = wish.rng
    style = renstra_style(rng, wish.sheet)
    made = make_renstra(rng, style, wish.sheet, wish.home)
    if wish.sheet:
        sheet_quirks(rng, made.layout, 5)
    made.layout["chapters"] = not wish.sheet and rng.random() < 0.7
    if wish.defect and not RENSTRA_DEFECTS[wish.defect](made, style, rng):
        return None
    papers, label = lay_out_renstra(made, style, made.layout["chapters"], f"Renstra{wish.suffix}")
    return Made(papers, [label], made.layout, made.home)


def _bundle(wish: Wish) -> Made | None:
    rng = wish.rng
    quirks: dict[str, Any] = {}
    if wish.sheet:
        sheet_quirks(rng, quirks, 3)
    if wish.variant == "staff":
        parts = staff_workbook(rng, wish.defect, quirks)
    else:
        file = person_file if wish.variant == "person" else pk_with_plan
        parts = file(rng, wish.sheet, wish.defect, wish.home, quirks)
    return parts and Made(*parts[:2], {}, parts[2])


MAKERS: dict[str, Maker] = {
    "skp": _skp,
    "pk": _pk,
    "iku": _iku,
    "evaluasi_skp": _evaluation,
    "dokumen_evaluasi": _cover,
    "rencana_aksi": _plan,
    "program_kerja": _plan,
    "anjab": _post,
    "abk": _load,
    "renstra": _renstra,
    "bundle": _bundle,
}
DEFECTS: dict[str, dict[str, Defect]] = {
    "pk": PK_DEFECTS,
    "iku": IKU_DEFECTS,
    "dokumen_evaluasi": COVER_DEFECTS,
    "rencana_aksi": ACTION_DEFECTS,
    "program_kerja": PROGRAMME_DEFECTS,
    "anjab": POST_DEFECTS,
    "abk": LOAD_DEFECTS,
    "renstra": RENSTRA_DEFECTS,
}

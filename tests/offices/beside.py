"""What an office has beside its agreements: the Renstra above its IKU, a work programme, and the analysis of its posts.

All of it is made when the office is written, so that it fits whatever was planted before; what does not fit is told by
the office itself (``unplanned``, ``idle``, ``astray``).
"""

from __future__ import annotations

import random
from copy import deepcopy
from dataclasses import replace
from typing import TYPE_CHECKING

from tests.maker.iku_content import Iku, IkuGoal
from tests.maker.paper import Bundle, Paper
from tests.maker.plans import PlanStyle, lay_out_plan, make_programme, plan_style
from tests.maker.post_content import Post, PostStyle, Task, add_up, make_post, need
from tests.maker.post_layout import lay_out_description
from tests.maker.prints import Print
from tests.maker.renstra import lay_out_renstra, make_renstra, renstra_style
from tests.maker.sheet import write_sheet
from tests.maker.word import write_word

if TYPE_CHECKING:
    from tests.offices.content import Kantor

YEAR = 2026
RENSTRA, PROGRAMME, POSTS = "renstra/renstra.docx", "program/program-kerja.xlsx", "anjab/anjab.xlsx"


def files_beside(rng: random.Random, kantor: Kantor, carriers: dict[str, list[str]], odd: set[str]) -> dict[str, bytes]:
    """The files by path. ``carriers``: works by the indicator that they carry; ``odd``: results that are no duty."""
    return {
        RENSTRA: write_word(Bundle(_renstra(rng, kantor))),
        PROGRAMME: write_sheet(Bundle(_programme(rng, kantor, carriers))),
        POSTS: write_sheet(Bundle(_posts(rng, kantor, odd))),
    }


def _renstra(rng: random.Random, kantor: Kantor) -> list[Paper]:
    style = renstra_style(rng, False)
    made: Iku = make_renstra(rng, style, False, kantor.home)
    pattern = made.goals[0].indicators[0]
    goals = []
    for goal in kantor.iku.goals:
        lines = [line for line in goal.indicators if line.indikator.text not in kantor.unplanned]
        planned = [
            replace(pattern, indikator=line.indikator, satuan=line.satuan, targets=_each_year(made, line.targets))
            for line in lines
        ]
        goals += [IkuGoal(goal.sasaran, planned)] if planned else []
    made.goals = goals
    return lay_out_renstra(made, style, chapters=False)[0]


def _each_year(made: Iku, targets: dict[int, Print]) -> dict[int, Print]:
    return {year: next(iter(targets.values())) for year in made.target_years}


def _programme(rng: random.Random, kantor: Kantor, carriers: dict[str, list[str]]) -> list[Paper]:
    style: PlanStyle = plan_style(rng, True)
    plan = make_programme(rng, style, True, kantor.home)
    while plan.year != YEAR or not plan.has("iku"):
        style = plan_style(rng, True)
        plan = make_programme(rng, style, True, kantor.home)
    texts = [line.indikator.text for goal in kantor.iku.goals for line in goal.indicators]
    wanted = [(text, text) for text in texts if text not in kantor.idle] + [(text, text) for text in kantor.astray]
    lines = []
    for number, (served, cited) in enumerate(wanted, 1):
        line = deepcopy(plan.lines[number % len(plan.lines)])
        work = rng.choice(carriers[served]) if served in carriers else f"Rapat penyusunan {cited.lower()}"
        line.prints |= {"nomor": Print(str(number)), "iku": Print(cited), "kegiatan": Print(work)}
        lines.append(replace(line, groups={"program": number}))
    plan.lines, plan.unit = lines, kantor.home.short
    style.total = False
    plan.total = Print("")
    return lay_out_plan(plan, style, "Program Kerja")[0]


def _posts(rng: random.Random, kantor: Kantor, odd: set[str]) -> list[Paper]:
    """A sheet for each post, with what its people do."""
    by_post: dict[str, list[str]] = {}
    for one in kantor.staff:
        by_post.setdefault(one.person.post, []).extend(result.rhk.text for result in one.skp.main)
    papers: list[Paper] = []
    for number, (name, works) in enumerate(sorted(by_post.items()), 1):
        style = PostStyle(sheet=True, formulas=False)
        post: Post = make_post(rng, style, kantor.home)
        post.name = name
        post.tasks = [_task(rng, post, text, style) for text in dict.fromkeys(works) if text not in odd] or post.tasks
        add_up(post, style)
        papers += lay_out_description(rng, post, style, f"{number:02}")[0]
    return papers


def _task(rng: random.Random, post: Post, text: str, style: PostStyle) -> Task:
    task = deepcopy(rng.choice(post.tasks))
    task.uraian, task.steps = Print(text), []
    task.kebutuhan = need(task, post.wke.value, style)
    return task

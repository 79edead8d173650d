"""Defects of job descriptions and workload analyses, by code."""

from __future__ import annotations

import random

from tests.accuracy.marring import Defect, placeholder
from tests.maker.labels import Planted
from tests.maker.post_content import Post, PostStyle, add_up, need, number_print
from tests.maker.prints import Print

ODD_TIMES = {"menit": (72000, 72000, 74760), "jam": (1300, 1200)}


def empty_section(post: Post, style: PostStyle, rng: random.Random) -> bool:
    kind = rng.choice(["summary", "empty", "missing"])
    if kind == "summary":
        post.summary = Print("")
    elif kind == "empty":
        post.layout["empty_section"] = rng.choice(["TANGGUNG JAWAB", "WEWENANG"])
    else:
        post.layout["missing_section"] = rng.choice(["TANGGUNG JAWAB", "WEWENANG", "KORELASI JABATAN", "BAHAN KERJA"])
    post.planted.append(Planted("ANJ001"))
    return True


def leftover(post: Post, style: PostStyle, rng: random.Random) -> bool:
    post.summary = placeholder(rng, "ikhtisar jabatan")
    post.planted.append(Planted("DOK003", "ikhtisar"))
    return True


def _loaded(style: PostStyle, post: Post) -> bool:
    return style.tasks == "load" or bool(post.layout.get("alone"))


def wrong_need(post: Post, style: PostStyle, rng: random.Random) -> bool:
    if not _loaded(style, post):
        return False
    row = rng.randrange(len(post.tasks))
    task = post.tasks[row]
    task.kebutuhan = need(task, post.wke.value, style, rng.choice([1.5, 2.0, 0.5]))
    if abs(task.kebutuhan.value - task.volume.value * task.waktu.value / post.wke.value) < 0.02:
        return False
    add_up(post, style)
    post.planted_load.append(Planted("ABK001", f"beban.{row}.kebutuhan"))
    return True


def mixed_units(post: Post, style: PostStyle, rng: random.Random) -> bool:
    """One task timed in the other unit, its need reckoned in the unit of the table."""
    if not _loaded(style, post):
        return False
    task = rng.choice(post.tasks)
    whole = post.unit_of_time == "jam" or (task.waktu.value / 60).is_integer()
    if task.kebutuhan.value < 0.05 or not whole:
        return False
    number = task.waktu.value * 60 if post.unit_of_time == "jam" else int(task.waktu.value / 60)
    task.waktu = number_print(number, style.sheet)
    post.planted_load.append(Planted("ABK002"))
    return True


def odd_time(post: Post, style: PostStyle, rng: random.Random) -> bool:
    if not _loaded(style, post):
        return False
    wke = rng.choice(ODD_TIMES[post.unit_of_time])
    post.wke = number_print(wke, style.sheet and style.wke != "line")
    for task in post.tasks:
        task.kebutuhan = need(task, wke, style)
    add_up(post, style)
    post.planted_load.append(Planted("ABK003", "waktu_kerja_efektif"))
    return True


def wrong_total(post: Post, style: PostStyle, rng: random.Random) -> bool:
    if not _loaded(style, post) or style.totals not in ("sum", "both"):
        return False
    add_up(post, style, wrong=rng.choice([0.5, 1.0, 0.25]))
    post.layout["wrong_total"] = True
    post.planted_load.append(Planted("DOK010", "sum"))
    return True


LOAD_DEFECTS: dict[str, Defect] = {
    "ABK001": wrong_need,
    "ABK002": mixed_units,
    "ABK003": odd_time,
    "DOK010": wrong_total,
}
POST_DEFECTS: dict[str, Defect] = {"ANJ001": empty_section, "DOK003": leftover} | LOAD_DEFECTS

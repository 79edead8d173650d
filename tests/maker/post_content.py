"""What stands in a made-up job description (ANJAB) and in its workload analysis (ABK)."""

from __future__ import annotations

import math
import random
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from tests.maker import people
from tests.maker.labels import Planted
from tests.maker.people import Office
from tests.maker.prints import NOTHING, Print, dots
from tests.maker.skp_style import variants

HOURS, MINUTES = 1250, 75000  # effective working time of a year


@lru_cache(maxsize=1)
def post_texts() -> dict[str, Any]:
    """The texts of ``posts.yaml``."""
    loaded: dict[str, Any] = yaml.safe_load((Path(__file__).parent / "posts.yaml").read_text("utf-8"))
    return loaded


@dataclass
class Task:
    """One task with its yearly volume and the time that one result takes; ``stated`` is the need as it is printed."""

    uraian: Print
    hasil: Print
    volume: Print
    waktu: Print
    kebutuhan: Print
    steps: list[str] = field(default_factory=list)


@dataclass
class Post:
    """One post with its tasks."""

    home: Office
    name: str
    code: Print
    unit: str
    summary: Print
    grade: Print
    tasks: list[Task]
    unit_of_time: str  # jam, menit
    heading_unit: str  # what the heading says: jam, menit, nothing
    wke: Print
    total: Print
    rounded: Print
    planted: list[Planted] = field(default_factory=list)  # of the description
    planted_load: list[Planted] = field(default_factory=list)  # of the workload analysis
    layout: dict[str, Any] = field(default_factory=dict)


@dataclass
class PostStyle:
    """Layout of a description or an analysis."""

    sheet: bool = False
    words: dict[str, str] = field(default_factory=dict)
    order: tuple[str, ...] = ("volume", "waktu", "wke", "kebutuhan")
    wke: str = "column"  # column, merged, line: where the effective working time stands
    load: bool = False  # a column with volume times time
    remark: bool = False
    formulas: bool = True
    decimals: int = 4
    totals: str = "both"  # sum, rounded, both, none
    numbering: str = "none"  # own, bare, none
    fill: str = "D9D9D9"
    numbered: bool = True  # the sections carry their numbers
    dot: str = ". "
    head: str = "table"  # table, lines: name, code and unit
    apart: bool = False  # the numbers of the sections in a column of their own
    units: str = "list"  # list (a. JPT Utama …), one
    turned: bool = True  # the workload on a landscape page
    bare: bool = False  # a sheet with nothing but the table
    tasks: str = "load"  # load: the description holds the workload table; short, list: what is done alone
    mislabelled: bool = False  # "g. Pelaksana" twice, as a well-known template has it

    def word(self, name: str) -> str:
        """The wording of a label."""
        return self.words.get(name) or str(variants()["posts"][name][0])


def post_style(rng: random.Random, sheet: bool) -> PostStyle:
    """A layout as some office might have it."""
    return PostStyle(
        sheet,
        {name: rng.choice(options) for name, options in variants()["posts"].items()},
        order=rng.choice([("volume", "waktu", "wke", "kebutuhan")] * 2 + [("waktu", "wke", "volume", "kebutuhan")]),
        wke=rng.choice(["column", "column", "merged", "line"]),
        load=rng.random() < 0.15,
        remark=rng.random() < 0.2,
        formulas=sheet and rng.random() < 0.6,
        decimals=rng.choice([2, 3, 4, 4]),
        totals=rng.choice(["sum", "both", "rounded", "none"]),
        numbering=rng.choice(["none", "none", "own", "bare"]),
        fill=rng.choice(["D9D9D9", "BDD7EE", "FCE4D6", ""]),
        numbered=rng.random() < 0.8,
        dot=rng.choice([". ", ". ", ".", ".   "]),
        head=rng.choice(["table", "table", "lines"]),
        apart=sheet and rng.random() < 0.4,
        units=rng.choice(["list", "one"]),
        turned=rng.random() < 0.6,
        bare=sheet and rng.random() < 0.25,
        tasks=rng.choice(["load", "load", "load", "short", "list"]),
        mislabelled=rng.random() < 0.2,
    )


def make_post(rng: random.Random, style: PostStyle, home: Office | None = None) -> Post:
    """A flawless post with its workload."""
    home = home or people.office(rng)
    entry = rng.choice(post_texts()["posts"])
    unit_of_time = rng.choice(["jam", "menit", "menit"])
    heading_unit = rng.choice([unit_of_time] * 5 + [""] + (["jam"] if unit_of_time == "menit" else []))
    wke = HOURS if unit_of_time == "jam" else MINUTES
    code = Print(rng.choice(["{}.{}.2026", "{}-{}", "J.{}.{}"]).format(rng.randint(10, 99), rng.randint(100, 999)))
    shown = f"{rng.randint(5, 9)}"
    post = Post(
        home,
        entry["post"],
        code,
        home.secretariat,
        Print(entry["summary"]),
        Print(shown),
        [],
        unit_of_time,
        heading_unit,
        number_print(wke, style.sheet and style.wke != "line", thousands=rng.random() < 0.5),
        NOTHING,
        NOTHING,
    )
    chosen = rng.sample(entry["tasks"], rng.randint(4, len(entry["tasks"])))
    for what, result, volume, hours in chosen:
        time = hours if unit_of_time == "jam" else int(hours * 60)
        steps = post_texts()["steps"] if not style.sheet and rng.random() < 0.12 else []
        task = Task(
            Print(what), Print(result), number_print(volume, style.sheet), number_print(time, style.sheet), NOTHING
        )
        task.steps = list(steps)
        task.kebutuhan = need(task, wke, style)
        post.tasks.append(task)
    add_up(post, style)
    return post


def need(task: Task, wke: float, style: PostStyle, factor: float = 1.0) -> Print:
    """How many people a task needs, rounded as the style has it; a workbook stores more than it shows."""
    exact = task.volume.value * task.waktu.value / wke * factor
    shown = round(exact + 1e-12, style.decimals)
    text = f"{shown:.{style.decimals}f}".replace(".", ",")
    if style.sheet:
        return Print(text, _plain(round(exact, 10)), number=round(exact, 10), pattern="0." + "0" * style.decimals)
    return Print(text, _plain(shown))


def add_up(post: Post, style: PostStyle, wrong: float = 0.0) -> None:
    """Sums the needs as printed (a workbook: as stored), and rounds the sum up."""
    total = round(sum(task.kebutuhan.value for task in post.tasks) + wrong, 10)
    text = f"{round(total + 1e-12, style.decimals):.{style.decimals}f}".replace(".", ",")
    pattern = "0." + "0" * style.decimals
    post.total = (
        Print(text, _plain(total), number=total, pattern=pattern) if style.sheet else Print(text, _plain(total))
    )
    whole = max(1, math.ceil(total - 1e-9))
    post.rounded = Print(str(whole), whole, number=whole if style.sheet else None)


def number_print(number: float, sheet: bool, thousands: bool = False) -> Print:
    """A number as it is typed; in a workbook a number cell."""
    value = _plain(number)
    if sheet:
        if thousands and number >= 1000:
            return Print(dots(number), value, number=number, pattern="#,##0")
        return Print(f"{value:g}".replace(".", ",") if number < 1e6 else str(value), value, number=number)
    text = dots(number) if thousands or number < 1000 or not float(number).is_integer() else str(int(number))
    return Print(text, value)


def _plain(number: float) -> float:
    """An integer carries no fraction."""
    return int(number) if float(number).is_integer() else number

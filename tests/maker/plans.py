"""Action plans (of a Perjanjian Kinerja, of a reform team) and work programmes: what stands in them, how they look."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from tests.maker import people
from tests.maker.labels import Label, Planted
from tests.maker.paper import Box, Paper
from tests.maker.people import Office, Person, texts
from tests.maker.pk_content import Measure, Pk
from tests.maker.plan_table import Column, Line, PlanTable, TableStyle
from tests.maker.prints import NOTHING, Print, dots, like, money, print_date
from tests.maker.signature import Signer, SignStyle, sign
from tests.maker.skp_style import variants

QUARTERS = ("target.tw1", "target.tw2", "target.tw3", "target.tw4")
ROMAN = ("I", "II", "III", "IV")


@lru_cache(maxsize=1)
def plan_texts() -> dict[str, Any]:
    """The texts of ``plans.yaml``."""
    loaded: dict[str, Any] = yaml.safe_load((Path(__file__).parent / "plans.yaml").read_text("utf-8"))
    return loaded


@dataclass
class Plan:
    """One plan or programme, with the look of its table."""

    form: str  # rencana_aksi, program_kerja
    kind: str  # pk, reform, programme
    home: Office
    year: int
    title: str
    unit: str
    team: str
    columns: list[Column]
    lines: list[Line]
    total: Print
    signer: Person
    day: Print
    planted: list[Planted] = field(default_factory=list)
    layout: dict[str, Any] = field(default_factory=dict)

    @property
    def table(self) -> str:
        """The name of its rows."""
        return "aksi" if self.form == "rencana_aksi" else "kegiatan"

    def has(self, column: str) -> bool:
        """Whether the table has a column."""
        return any(entry.name == column for entry in self.columns)


@dataclass
class PlanStyle:
    """Layout of one plan."""

    table: TableStyle
    words: dict[str, str]
    head: str = "lines"  # lines, joined (year on the first line), captions (Unit Kerja : …)
    caps: bool = True
    signed: bool = True
    letter_head: bool = False
    note: bool = False
    months: bool = False  # the schedule as a calendar of months, or of quarters
    calendar: str = "months"
    total: bool = True
    money: bool = True
    unit_column: bool = False
    year_target: bool = True
    nip_label: str = "NIP. "

    def word(self, name: str) -> str:
        """The wording of a label."""
        return self.words.get(name) or str(variants()["plan"][name][0])


def plan_style(rng: random.Random, sheet: bool) -> PlanStyle:
    """A layout as some office might have it."""
    table = TableStyle(
        fill=rng.choice(["D9E1F2", "BDD7EE", "E7E6E6", "FFE699", ""]),
        numbering=rng.choice(["own", "own", "bare", "none"]),
        goes_on=rng.choice(["merged", "merged", "repeat", "blank"]),
        mark=rng.choice(["v", "V", "√", "x", "X", "✓"]),
        mark_fill=rng.choice(["", "", "9BC2E6", "FFD966"]),
        size=0 if sheet else rng.choice([8, 9]),
        again=rng.choice([0] * 7 + [3]),
    )
    return PlanStyle(
        table,
        {name: rng.choice(options) for name, options in variants()["plan"].items()},
        head=rng.choice(["lines", "lines", "joined", "captions"]),
        caps=rng.random() < 0.8,
        signed=rng.random() < 0.7,
        letter_head=rng.random() < 0.12,
        note=rng.random() < 0.2,
        months=rng.random() < 0.35,
        calendar=rng.choice(["months", "months", "quarters"]),
        total=rng.random() < 0.6,
        money=rng.random() < 0.6,
        unit_column=rng.random() < 0.5,
        year_target=rng.random() < 0.7,
        nip_label=rng.choice(["NIP. ", "NIP ", "NIP: "]),
    )


# an action plan of a Perjanjian Kinerja


def make_pk_plan(rng: random.Random, pk: Pk, style: PlanStyle, sheet: bool) -> Plan:
    """The action plan that goes with a Perjanjian Kinerja; its style must know whether targets have their unit in a
    column of its own, as the PK has."""
    columns = [Column("nomor", style.word("nomor"), 1.3, unread=True, center=True)]
    columns += [Column("sasaran", style.word("sasaran"), 4), Column("indikator", style.word("indikator"), 4.5)]
    columns += [Column("satuan", style.word("satuan"), 1.8, unread=True, center=True)] if style.unit_column else []
    columns += [Column("tahunan", style.word("year_target"), 2, unread=True, center=True)] if style.year_target else []
    for roman, name in zip(ROMAN, QUARTERS, strict=True):
        shape = {"own": f"TW {roman}", "bare": roman, "none": f"TW. {roman}"}[style.table.numbering]
        columns.append(Column(name, shape, 1.9, over=style.word("quarters"), center=True))
    columns.append(Column("kegiatan", style.word("kegiatan"), 5))
    columns += [Column("anggaran", style.word("anggaran"), 2.8, center=True)] if style.money else []
    columns.append(Column("penanggung_jawab", style.word("penanggung_jawab"), 3))
    lines = _pk_lines(rng, pk, style, sheet)
    day = date(pk.year, pk.signing.month, pk.signing.day)
    title = style.word("pk_title")
    return Plan(
        "rencana_aksi", "pk", pk.home, pk.year, title, pk.unit, "", columns, lines, _sum(lines, style), pk.first,
        print_date(rng, day),
    )  # fmt: skip


def _pk_lines(rng: random.Random, pk: Pk, style: PlanStyle, sheet: bool) -> list[Line]:
    shape = money(rng, rng.randint(3, 90) * 1_000_000, sheet)
    actions = iter(rng.sample(plan_texts()["pk_actions"] * 4, 30))
    lines, indicator = [], 0
    for number, goal in enumerate(pk.goals, start=1):
        for measure in goal.measures:
            indicator += 1
            quarters = _quarters(rng, measure)
            many = 1 if style.table.goes_on == "blank" else rng.choice([1, 1, 2])
            for _ in range(many):
                prints = {"nomor": Print(str(number)), "sasaran": goal.sasaran, "indikator": measure.indikator}
                prints |= {"satuan": measure.satuan, "tahunan": measure.target, "kegiatan": Print(next(actions))}
                prints |= dict(zip(QUARTERS, quarters, strict=True))
                prints["penanggung_jawab"] = Print(rng.choice(plan_texts()["owners"]))
                if style.money:
                    prints["anggaran"] = like(shape, rng.randint(2, 95) * 500_000)
                groups = {"nomor": number, "sasaran": number}
                groups |= dict.fromkeys(("indikator", "satuan", "tahunan", *QUARTERS), indicator)
                lines.append(Line(prints, groups))
    return lines


def _quarters(rng: random.Random, measure: Measure) -> list[Print]:
    """The targets of four quarters towards the target of the year, printed like it."""
    target = measure.target
    if not isinstance(target.value, int | float):
        return [Print("-", absent=True)] * 3 + [target]
    prints = []
    for share in (rng.choice([0, 0.2]), 0.45, 0.7):
        number = round(float(target.value) * share, 1) if target.value < 10 else float(round(target.value * share))
        value: float = int(number) if number.is_integer() else number
        if not value:
            prints.append(rng.choice([Print("-", absent=True), Print("")]))
            continue
        old = target.text
        text = (
            f"{dots(value)}%" if target.unit == "%" else f"{dots(value)} {target.unit}" if target.unit else dots(value)
        )
        if target.number is not None:
            stored = round(value / 100, 6) if target.unit == "%" else value
            pattern = "0.0%" if target.unit == "%" and not number.is_integer() else target.pattern
            shown = text if pattern != "0.00%" else f"{value:.2f}%".replace(".", ",")
            prints.append(Print(shown, value, target.unit, number=stored, pattern=pattern))
        else:
            prints.append(Print(text if old else "", value, target.unit))
    return [*prints, target]


# an action plan of a reform team


def make_reform_plan(rng: random.Random, style: PlanStyle, sheet: bool, home: Office | None = None) -> Plan:
    """An action plan of a reform team: kegiatan, sub kegiatan, indikator keberhasilan, jadwal."""
    home = home or people.office(rng)
    year = rng.choice([2025, 2026, 2026])
    team, goal = rng.choice(plan_texts()["teams"])
    columns = [Column("nomor", style.word("nomor"), 1.3, unread=True, center=True)]
    if rng.random() < 0.35:
        columns.append(Column("sasaran", "Sasaran", 4))
    columns += [
        Column("kegiatan", style.word("reform_kegiatan"), 5),
        Column("sub_kegiatan", style.word("sub_kegiatan"), 5),
        Column("indikator_keberhasilan", style.word("indikator_keberhasilan"), 5),
    ]
    columns += _schedule_columns(style, "jadwal", style.word("jadwal"))
    columns += [Column("penanggung_jawab", style.word("penanggung_jawab"), 3)]
    columns += [Column("anggaran", style.word("anggaran"), 2.8, center=True)] if style.money else []
    shape = money(rng, 5_000_000, sheet)
    lines, step = [], 0
    for number, entry in enumerate(rng.sample(plan_texts()["reform"], rng.randint(2, 4)), start=1):
        for sub, success in entry["steps"]:
            step += 1
            prints = {"nomor": Print(str(number)), "sasaran": Print(goal), "kegiatan": Print(entry["kegiatan"])}
            prints |= {"sub_kegiatan": Print(sub), "indikator_keberhasilan": Print(success)}
            prints |= {"penanggung_jawab": Print(rng.choice(plan_texts()["owners"]))}
            if style.money:
                prints["anggaran"] = like(shape, rng.randint(2, 40) * 500_000)
            line = Line(prints, {"nomor": number, "kegiatan": number, "sasaran": 1})
            _schedule(rng, line, style, "jadwal", year)
            lines.append(line)
    unit = home.short if rng.random() < 0.6 else home.secretariat
    signer = people.commissioner(rng, home) if rng.random() < 0.4 else _secretary(rng, home)
    team = f"TIM {team.upper()}" if style.caps else f"Tim {team}"
    day = print_date(rng, date(year, rng.choice([1, 2]), rng.randint(3, 27)))
    title = style.word("reform_title")
    return Plan(
        "rencana_aksi", "reform", home, year, title, unit, team, columns, lines, _sum(lines, style), signer, day
    )  # fmt: skip


def _secretary(rng: random.Random, home: Office) -> Person:
    return people.civil_servant(rng, home.secretary, home.secretariat, rng.choice(["III/d", "IV/a"]))


def _schedule_columns(style: PlanStyle, name: str, word: str) -> list[Column]:
    """One column of words, or a calendar whose marks are to be read together."""
    if not style.months:
        return [Column(name, word, 3)]
    heads = plan_texts()["months"] if style.calendar == "months" else [f"TW {roman}" for roman in ROMAN]
    width = 0.9 if style.calendar == "months" else 1.6
    return [Column(f"{name}.{head}", head, width, over=word, unread=True, center=True) for head in heads]


def _schedule(rng: random.Random, line: Line, style: PlanStyle, name: str, year: int) -> None:
    if not style.months:
        line.prints[name] = Print(rng.choice(plan_texts()["schedules"]).replace("2026", str(year)))
        return
    heads = plan_texts()["months"] if style.calendar == "months" else [f"TW {roman}" for roman in ROMAN]
    first = rng.randrange(len(heads))
    last = min(len(heads), first + rng.choice([1, 2, 3]))
    line.marks = tuple(f"{name}.{head}" for head in heads[first:last])
    line.values[name] = Print("x", None)


# a work programme


def make_programme(rng: random.Random, style: PlanStyle, sheet: bool, home: Office | None = None) -> Plan:
    """A work programme: IKU, program, kegiatan, output, waktu."""
    home = home or people.office(rng)
    year = rng.choice([2025, 2026, 2026])
    with_iku, with_programme = rng.random() < 0.6, rng.random() < 0.85
    columns = [Column("nomor", style.word("nomor"), 1.3, center=True)]
    columns += [Column("iku", style.word("iku"), 4)] if with_iku else []
    columns += [Column("program", style.word("program"), 4)] if with_programme else []
    columns += [Column("kegiatan", style.words["reform_kegiatan"], 5), Column("output", style.word("output"), 4)]
    columns += _schedule_columns(style, "waktu", style.word("waktu"))
    columns += [Column("penanggung_jawab", style.word("penanggung_jawab"), 3)]
    columns += [Column("anggaran", style.word("anggaran"), 2.8, center=True)] if style.money else []
    if rng.random() < 0.25:
        columns.append(Column("keterangan", style.word("keterangan"), 2, unread=True))
    fitting = [entry for entry in texts()["goals"] if entry["office"] in ("any", home.body)]
    indicators = [line[0] for entry in fitting for line in entry["indicators"]]
    shape = money(rng, 5_000_000, sheet)
    lines: list[Line] = []
    for group, entry in enumerate(rng.sample(plan_texts()["programmes"], rng.randint(2, 4)), start=1):
        for work, output in entry["works"]:
            prints = {"nomor": Print(str(len(lines) + 1)), "iku": Print(rng.choice(indicators))}
            prints |= {"program": Print(entry["program"]), "kegiatan": Print(work), "output": _output(output)}
            prints |= {"penanggung_jawab": Print(rng.choice(plan_texts()["owners"])), "keterangan": Print("DIPA")}
            if style.money:
                prints["anggaran"] = like(shape, rng.randint(2, 80) * 500_000)
            line = Line(prints, {"program": group})
            _schedule(rng, line, style, "waktu", year)
            lines.append(line)
    division = rng.choice(texts()["divisions"][home.body])
    unit = rng.choice([home.short, home.secretariat, f"Divisi {division} {home.short}"])
    day = print_date(rng, date(year, 1, rng.randint(3, 27)))
    title = style.word("programme_title")
    return Plan(
        "program_kerja", "programme", home, year, title, unit, "", columns, lines, _sum(lines, style),
        _secretary(rng, home), day,
    )  # fmt: skip


def _output(text: str) -> Print:
    """An output is free text, whatever number it begins with."""
    return Print(text)


def _sum(lines: list[Line], style: PlanStyle) -> Print:
    if not style.money or not style.total:
        return NOTHING
    prints = [line.prints["anggaran"] for line in lines]
    return like(prints[0], sum(printed.value for printed in prints))


# on paper


def lay_out_plan(plan: Plan, style: PlanStyle, name: str = "Rencana") -> tuple[list[Paper], Label]:
    """The paper of a plan and what must be read from it."""
    label = Label(plan.form, planted=plan.planted)
    paper = Paper(name, landscape=True, paper="F4", font="Arial", size=10)
    for option in ("first_row", "first_column", "spare_column", "merge"):
        if option in plan.layout:
            setattr(paper, option, plan.layout[option])
    _titles(paper, plan, style, label)
    paper.say(space_after=0)
    table = PlanTable(plan.table, plan.columns, style.table, label)
    paper.put(table.build(plan.lines))
    if plan.total.text:
        label.places["total"] = table.total(style.word("total"), "anggaran", plan.total)
    if style.note:
        paper.say("Catatan: jadwal dapat berubah menyesuaikan tahapan.", italic=True, size=8)
    if style.signed:
        _sign(paper, plan, style, label)
    return [paper], label


def _titles(paper: Paper, plan: Plan, style: PlanStyle, label: Label) -> None:
    if style.letter_head:
        paper.title(plan.home.body_name.upper())
        paper.title(plan.home.region.upper())
        paper.say(f"Jalan {texts()['streets'][1]} Nomor {plan.home.number}", align="center", size=8, rule=True)
    case = str.upper if style.caps else str
    title = case(plan.title.title() if not style.caps else plan.title)
    year = case(f"Tahun {plan.year}")
    unit = case(plan.unit)
    if style.head == "captions":
        label.places["title"] = paper.title(title)
        paper.say(space_after=0)
        lines = [("Unit Kerja", "unit", unit, None), ("Tahun", "tahun", str(plan.year), plan.year)]
        if plan.team:
            lines.insert(1, ("Tim", "tim", plan.team[4:], None))
        for caption, name, text, value in lines:
            box = paper.say(f"{caption}\t: {text}", tabs=(3.0,), space_after=0)
            label.plain(name, text, box, value)
        return
    first = paper.title(f"{title} {year}" if style.head == "joined" else title)
    label.places["title"] = first
    if plan.team:
        label.plain("tim", plan.team, paper.title(plan.team))
    label.plain("unit", unit, paper.title(unit))
    last = first if style.head == "joined" else paper.title(year)
    label.note("tahun", Print(str(plan.year), plan.year), last)


def _sign(paper: Paper, plan: Plan, style: PlanStyle, label: Label) -> None:
    paper.say(space_after=0)
    nip = Print(plan.signer.nip, plan.signer.nip) if plan.signer.nip else NOTHING
    signer = Signer("ttd", f"{plan.signer.post},", Print(plan.signer.name), nip)
    notes = Label("")
    sign(paper, notes, None, signer, plan.home.seat, plan.day, SignStyle("rows", style.nip_label))
    label.places["tanggal"] = notes.places.get("tanggal", Box())

"""A made-up strategic plan (Renstra): chapters and a matrix of indicators with a column for each of five years."""

from __future__ import annotations

import random

from tests.maker.iku_content import Iku, make_iku
from tests.maker.iku_style import ORDERS, IkuStyle, random_iku_style
from tests.maker.iku_table import add_indicators
from tests.maker.labels import Label
from tests.maker.paper import NewPage, Paper
from tests.maker.people import Office
from tests.maker.plans import plan_texts
from tests.maker.prints import Print
from tests.maker.skp_style import variants

ALL_YEARS = [2025, 2026, 2027, 2028, 2029]
SHORT = ("nomor", "sasaran", "indikator", "satuan", "target", "penanggung_jawab")


def renstra_style(rng: random.Random, sheet: bool) -> IkuStyle:
    """A layout as some office might have it: mostly without formula and source."""
    style = random_iku_style(rng, sheet, "years")
    style.order = rng.choice([SHORT, SHORT, ORDERS[2]])
    style.dropped = ("formula", "sumber_data") if style.order is SHORT else ()
    style.definition = style.reached = style.coded = style.explained = False
    style.words |= {name: rng.choice(options) for name, options in variants()["renstra"].items()}
    return style


def make_renstra(rng: random.Random, style: IkuStyle, sheet: bool, home: Office | None = None) -> Iku:
    """Goals and indicators with targets of five years."""
    while True:
        made = make_iku(rng, "years", style.unit_column, sheet, home=home)
        if made.target_years == ALL_YEARS and len(made.years) == 2:
            return made


def lay_out_renstra(made: Iku, style: IkuStyle, chapters: bool, name: str = "Renstra") -> tuple[list[Paper], Label]:
    """The plan with its chapters in front of the matrix, or the matrix alone."""
    label = Label("renstra", planted=made.planted)
    paper = Paper(name, font="Arial", size=11 if chapters else 10, landscape=not chapters)
    for option in ("first_row", "first_column", "spare_column", "merge"):
        if option in made.layout:
            setattr(paper, option, made.layout[option])
    period = f"{made.years[0]}-{made.years[1]}"
    label.places["title"] = paper.title(style.word("title" if chapters else "alone"), size=13)
    agency = made.home.title_lines(style.agency_form)
    boxes = [paper.title(line) for line in agency]
    label.plain("instansi", " ".join(agency), boxes[0])
    box = paper.title(f"TAHUN {period}")
    label.note("periode.mulai", Print(str(made.years[0]), made.years[0]), box)
    label.note("periode.selesai", Print(str(made.years[1]), made.years[1]), box)
    papers = [paper]
    if chapters:
        paper.put(NewPage())
        _chapters(paper, made, label)
        papers.append(Paper(name, font="Arial", size=9, landscape=True))
        papers[-1].title(style.word("matrix"))
    papers[-1].say()
    add_indicators(papers[-1], made, style, label)
    return papers, label


def _chapters(paper: Paper, made: Iku, label: Label) -> None:
    for number, (heading, paragraphs) in enumerate(plan_texts()["renstra"]):
        paper.title(heading)
        for text in paragraphs:
            paper.say(text, align="both", space_after=4)
        for at, law in enumerate(made.laws if not number else []):
            label.places[f"law.{at}"] = paper.say(f"{at + 1}. {law};", align="both", indent=0.8)
        paper.say()

"""Lays an evaluation out: titles with the period, identities, results with what came of them, ratings, behaviour."""

from __future__ import annotations

import random
from dataclasses import dataclass, field

from tests.maker.choices import Choice
from tests.maker.evaluation_content import Evaluation
from tests.maker.labels import Cells, Label
from tests.maker.paper import Box, Frame, Grid, Paper, in_pieces
from tests.maker.prints import Print
from tests.maker.skp_content import Aim, Result
from tests.maker.skp_layout import add_identity, add_top, sign_skp, skp_paper
from tests.maker.skp_results import GROUPED, ResultTable
from tests.maker.skp_style import SkpStyle, random_style, variants
from tests.maker.skp_values import add_values


@dataclass
class EvaluationStyle:
    """Layout of one evaluation beyond that of its SKP."""

    skp: SkpStyle
    words: dict[str, str] = field(default_factory=dict)
    own_column: bool = False  # the proof in a column of its own
    shape: str = "paragraph"  # paragraph, band, cells, two_rows: where ratings stand
    achievement: str = "paragraph"  # paragraph, cells
    spread: bool = False  # POLA DISTRIBUSI and room for a chart
    both_sign: bool = False
    colon: str = ": "
    note: bool = False  # a remark under the last line

    def word(self, name: str) -> str:
        """The wording of a label."""
        return self.words.get(name) or str(variants()["evaluasi"][name][0])


def random_evaluation_style(rng: random.Random, sheet: bool, generation: str = "2022") -> EvaluationStyle:
    """A layout as some office might have it."""
    skp = random_style(rng, sheet, generation)
    skp.titles = rng.choice(["lines", "lines", "lines", "one_paragraph", "cell"] + ([] if sheet else ["frame"]))
    skp.values_inside, skp.annex, skp.listed_numbers = False, "none", False
    skp.feedback_merged = rng.random() < 0.6
    skp.work_band = "row" if skp.split_bands and skp.work_band == "none" else skp.work_band
    words = {name: rng.choice(options) for name, options in variants()["evaluasi"].items()}
    own_column = rng.random() < 0.22
    if own_column:
        words["realisasi"] = words["realisasi_alone"]
    skp.words |= {name: words[name] for name in ("realisasi", "bukti", "umpan_balik")}
    return EvaluationStyle(
        skp,
        words,
        own_column=own_column,
        shape=rng.choice(["paragraph", "paragraph", "paragraph", "band", "cells", "two_rows"]),
        achievement=rng.choice(["paragraph", "paragraph", "cells"]),
        spread=rng.random() < 0.3,
        both_sign=rng.random() < 0.2,
        colon=rng.choice([": ", ": ", " : "]),
        note=rng.random() < 0.3,
    )


def lay_out_evaluation(made: Evaluation, style: EvaluationStyle, name: str = "Evaluasi") -> tuple[list[Paper], Label]:
    """The papers of one evaluation and what must be read from them."""
    skp = made.skp
    label = Label("evaluasi_skp", planted=made.planted)
    paper = skp_paper(skp, style.skp, name)
    _titles(paper, made, style, label)
    paper.say(space_after=0)
    add_identity(paper, skp, style.skp, label)
    paper.say(space_after=0)
    _choice(paper, None, made, style, label, "capaian_organisasi", style.word("achievement"), style.achievement)
    if style.spread:
        paper.say(style.word("spread"), bold=True, space_after=0)
        paper.say(space_after=0)
    table = _Narrative if skp.approach == "kualitatif" else _Table
    grid = table(paper, made, style, label).build()
    _rating(paper, grid, made, style, label, "rating_hasil_kerja", "work_rating")
    if skp.generation == "2022":
        paper.say(space_after=0)
        grid = add_values(paper, skp, style.skp, label, None, made.feedback)
    _rating(paper, grid, made, style, label, "rating_perilaku", "value_rating")
    _rating(paper, grid, made, style, label, "predikat", "grade")
    if style.note:
        paper.say("*) coret yang tidak perlu", italic=True, size=7, space_after=0)
    sign_skp(paper, skp, style.skp, label, both=style.both_sign)
    return [paper], label


def _titles(paper: Paper, made: Evaluation, style: EvaluationStyle, label: Label) -> None:
    skp, look = made.skp, style.skp
    lines = [style.word("evaluation_title").format(year=skp.year)]
    if skp.generation == "2022":
        lines += [f"PENDEKATAN HASIL KERJA {skp.approach.upper()}", look.word(f"audience_{skp.audience}")]
    boxes = [Box(line, bold=True, align="center", size=11, space_after=0) for line in lines]
    term = _pieces_box(style.word("term_label"), made.choices["periode.evaluasi"], bold=True, align="center")
    term.space_after = 0
    if look.titles == "one_paragraph":
        boxes = [Box("\n".join(lines), bold=True, align="center", size=11, space_after=0)] * len(lines)
        paper.put(boxes[0], term)
    elif look.titles == "frame":
        paper.put(Frame(boxes), term)
    elif look.titles == "cell":
        grid = Grid([1], lines=False)
        for box in [*boxes, term]:
            grid.add(box)
        paper.put(grid)
    else:
        paper.put(*boxes, term)
    label.places["title"] = boxes[0]
    label.note("generasi", Print(lines[0], skp.generation), Box(), loose=True)
    label.places["generasi"] = boxes[0]
    if skp.generation == "2022":
        label.plain("pendekatan", skp.approach.upper(), boxes[1], skp.approach)
        label.note("jenis_jabatan", Print(lines[2], skp.audience), boxes[2], loose=True)
    if "periode.evaluasi" in made.layout.get("open_fields", ()):
        label.places["periode.evaluasi"] = term  # whether an odd period is read is left open
    else:
        label.note("periode.evaluasi", made.choices["periode.evaluasi"].printed, term, loose=True)
    add_top(paper, skp, look, label)


def _pieces_box(caption: str, choice: Choice, bold: bool = False, align: str = "left", span: int = 1) -> Box:
    return in_pieces((caption, False), *choice.pieces(), bold=bold, align=align, span=span)


def _choice(
    paper: Paper,
    grid: Grid | None,
    made: Evaluation,
    style: EvaluationStyle,
    label: Label,
    field_name: str,
    caption: str,
    shape: str,
) -> None:
    """A choice with its caption: a paragraph, or a row (two rows) of a table, where need be of its own."""
    choice = made.choices[field_name]
    if shape == "paragraph":
        box = _pieces_box(caption + style.colon, choice, bold=True)
        box.space_after = 2
        paper.put(box)
        label.note(field_name, choice.printed, box)
        return
    if grid is None:
        grid = Grid([8, 17])
        paper.put(grid)
    many = len(grid.widths)
    if shape == "band":
        box = _pieces_box(caption + style.colon, choice, bold=True, span=many)
        grid.add(box)
    elif shape == "two_rows":
        grid.band(caption, style.skp.band_fill)
        box = _pieces_box("", choice, align="center", span=many)
        grid.add(box)
    else:
        half = max(1, many // 2)
        box = _pieces_box("", choice, span=many - half)
        grid.add(Box(caption, bold=True, span=half), box)
    label.note(field_name, choice.printed, box)


def _rating(
    paper: Paper, grid: Grid, made: Evaluation, style: EvaluationStyle, label: Label, name: str, word: str
) -> None:
    if style.shape == "paragraph":
        paper.say(space_after=0)
    _choice(paper, grid, made, style, label, name, style.word(word), style.shape)


class _Table(ResultTable):
    """Results with what came of them and the feedback."""

    def __init__(self, paper: Paper, made: Evaluation, style: EvaluationStyle, label: Label) -> None:
        more = {"realisasi": 5.0, **({"bukti": 4.0} if style.own_column else {}), "umpan_balik": 4.5}
        super().__init__(paper, made.skp, style.skp, label, more)
        self.made, self.own_column = made, style.own_column
        if made.layout.get("feedback_merged") and style.skp.goes_on == "merged":
            self.grouped = (*GROUPED, "umpan_balik")

    def _own(self, name: str, result: Result, aim: Aim) -> Print:
        outcome = self.made.outcome(aim)
        if name == "realisasi" and not self.own_column:
            return outcome.in_one_cell(self.made.joiner)
        if name in ("realisasi", "bukti", "umpan_balik"):
            own: Print = getattr(outcome, name)
            return own
        return super()._own(name, result, aim)

    def _read(self, name: str, result: Result, aim: Aim) -> dict[str, Print]:
        if name == "realisasi" and not self.own_column:
            outcome = self.made.outcome(aim)
            return {"realisasi": outcome.realisasi, "bukti": outcome.bukti}
        return super()._read(name, result, aim)


class _Narrative:
    """The kualitatif form: a block of text per RHK, what came of it, the feedback."""

    def __init__(self, paper: Paper, made: Evaluation, style: EvaluationStyle, label: Label) -> None:
        self.made, self.style, self.label = made, style, label
        middle = [5.0, 4.0] if style.own_column else [6.0]
        self.grid = Grid([1.2, 11, *middle, 5])
        paper.put(self.grid)

    def build(self) -> Grid:
        """The table with its rows."""
        skp, look = self.made.skp, self.style.skp
        if look.work_band == "row":
            self.grid.band(look.word("work_band"), look.head_fill)
        names = ["nomor", "rhk", "realisasi", *(["bukti"] if self.style.own_column else []), "umpan_balik"]
        self.grid.add(*(Box(look.word(name), bold=True, align="center", fill=look.head_fill) for name in names))
        if look.numbering in ("own", "bare", "broken"):
            shape = "{}" if look.numbering == "bare" else "({})"
            marks = range(1, len(names) + 1)
            self.grid.add(*(Box(shape.format(mark), align="center", fill=look.head_fill) for mark in marks))
        self.grid.head_rows = len(self.grid.rows)
        for part, results in (("utama", skp.main), ("tambahan", skp.extra)):
            if results is None:
                continue
            band = self.grid.band(look.word("main_band" if part == "utama" else "extra_band"), look.band_fill)
            self.label.places[f"band.{part}"] = band
            for number, result in enumerate(results, start=1):
                self._result(result, number, part, band)
        self.label.rows.setdefault("hasil_kerja", [])
        return self.grid

    def _result(self, result: Result, number: int, part: str, band: Box) -> None:
        look, outcome = self.style.skp, self.made.outcome(result.aims[0])
        bullets = [(look.narrative_bullet or "- ") + aim.indikator.text for aim in result.aims if aim.indikator.text]
        fixed = look.word("narrative_label")
        blocks = {
            "three": [result.rhk.text, fixed, "\n".join(bullets)],
            "two": [result.rhk.text, "\n".join([fixed, *bullets])],
            "one": ["\n".join([result.rhk.text, fixed, *bullets])],
        }[look.narrative]
        boxes = [Box(text) for text in blocks]
        count = Box(f"{number}." if look.bullets == "dot" else str(number), rows=len(boxes), align="center")
        told = outcome.realisasi if self.style.own_column else outcome.in_one_cell(self.made.joiner)
        came = Box(told.text, rows=len(boxes))
        proof = Box(outcome.bukti.text, rows=len(boxes)) if self.style.own_column else came
        back = Box(outcome.umpan_balik.text, rows=len(boxes))
        self.grid.add(count, boxes[0], came, *([proof] if proof is not came else []), back)
        for box in boxes[1:]:
            self.grid.add(box)
        for aim in result.aims:
            cells: Cells = {}
            self.label.cell(cells, "bagian", Print(band.text, part), band, loose=True)
            self.label.cell(cells, "nomor", Print(str(number)), count)
            self.label.cell(cells, "rhk", result.rhk, boxes[0])
            self.label.cell(cells, "indikator", aim.indikator, boxes[-1])
            self.label.cell(cells, "realisasi", outcome.realisasi, came)
            self.label.cell(cells, "bukti", outcome.bukti, proof)
            self.label.cell(cells, "umpan_balik", outcome.umpan_balik, back)
            places = {"nomor": count, "rhk": boxes[0], "indikator": boxes[-1], "realisasi": came}
            self.label.row("hasil_kerja", cells, places | {"bukti": proof, "umpan_balik": back})

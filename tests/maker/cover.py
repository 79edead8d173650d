"""The cover of an evaluation, DOKUMEN EVALUASI KINERJA PEGAWAI: what stands in it and how it is laid out."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from typing import Any

from tests.maker import people
from tests.maker.choices import Choice
from tests.maker.evaluation_content import Evaluation, evaluation_texts
from tests.maker.labels import Label, Planted
from tests.maker.paper import Box, Grid, Paper, in_pieces
from tests.maker.people import Person
from tests.maker.prints import Print
from tests.maker.signature import Signer, SignStyle, sign
from tests.maker.skp_content import Names, Skp, printed_names
from tests.maker.skp_layout import IDENTITY, add_top
from tests.maker.skp_style import SkpStyle, variants


@dataclass
class Cover:
    """One cover."""

    skp: Skp
    choices: dict[str, Choice]
    above: Names  # the superior's superior
    remark: Print

    @property
    def planted(self) -> list[Planted]:
        """The defects; they are kept with the SKP."""
        return self.skp.planted

    @property
    def layout(self) -> dict[str, Any]:
        """What defects ask of the layout."""
        return self.skp.layout


@dataclass
class CoverStyle:
    """Layout of one cover beyond that of its SKP."""

    skp: SkpStyle
    words: dict[str, str] = field(default_factory=dict)
    shape: str = "four"  # four, three, colon: columns of the table; tabs: paragraphs
    numbered: bool = True
    dates_numbered: bool = True
    left_date: bool = True

    def word(self, name: str) -> str:
        """The wording of a label."""
        return self.words.get(name) or str(variants()["evaluasi"][name][0])


def make_cover(rng: random.Random, made: Evaluation) -> Cover:
    """The cover that goes with an evaluation."""
    remark = rng.choice(evaluation_texts()["remarks"])
    choices = dict(made.choices)
    if rng.random() < 0.08:
        choices["capaian_organisasi"] = Choice(["-"], ["-"], None, alone=True)  # as the national application prints it
    return Cover(made.skp, choices, printed_names(rng, _above(rng, made.skp)), Print(remark))


def _above(rng: random.Random, skp: Skp) -> Person:
    home, superior = skp.home, skp.superior
    if not superior.nip:
        return people.commissioner(rng, home, f"Ketua Bawaslu Provinsi {home.province}")
    if "Subbagian" in superior.post:
        return people.civil_servant(rng, home.secretary, home.secretariat, rng.choice(["III/d", "IV/a", "IV/b"]))
    return people.commissioner(rng, home)


def cover_style(rng: random.Random, skp: SkpStyle) -> CoverStyle:
    """A layout as some office might have it."""
    return CoverStyle(
        skp,
        {name: rng.choice(options) for name, options in variants()["evaluasi"].items()},
        shape=rng.choice(["four", "four", "three", "colon"] + ([] if skp.sheet else ["tabs"])),
        numbered=rng.random() < 0.85,
        dates_numbered=rng.random() < 0.6,
        left_date=rng.random() < 0.7,
    )


def lay_out_cover(cover: Cover, style: CoverStyle, name: str = "Dokumen Evaluasi") -> tuple[list[Paper], Label]:
    """The paper of a cover and what must be read from it."""
    skp = cover.skp
    label = Label("dokumen_evaluasi", planted=cover.planted)
    paper = Paper(name, font="Times New Roman", size=10)
    for option in ("first_row", "first_column", "merge"):
        if option in skp.layout:
            setattr(paper, option, skp.layout[option])
    label.places["title"] = paper.title(style.word("cover_title"), size=12)
    term = in_pieces((style.word("term_label"), False), *cover.choices["periode.evaluasi"].pieces(), bold=True)
    term.align = "center"
    paper.put(term)
    if "periode.evaluasi" in cover.layout.get("open_fields", ()):
        label.places["periode.evaluasi"] = term
    else:
        label.note("periode.evaluasi", cover.choices["periode.evaluasi"].printed, term, loose=True)
    add_top(paper, skp, style.skp, label)
    paper.say(space_after=0)
    _Blocks(paper, cover, style, label).build()
    _sign(paper, cover, style, label)
    return [paper], label


class _Blocks:
    """The numbered blocks, in one table or in paragraphs."""

    def __init__(self, paper: Paper, cover: Cover, style: CoverStyle, label: Label) -> None:
        self.paper, self.cover, self.style, self.label = paper, cover, style, label
        self.grid = Grid([1, 7, 0.5, 13] if style.shape == "four" else [1, 7, 13])
        self.count = 0

    def build(self) -> None:
        style, label, cover = self.style, self.label, self.cover
        if style.shape != "tabs":
            self.paper.put(self.grid)
        heads = (style.skp.word("employee"), style.skp.word("superior"), style.word("above"))
        blocks = {**cover.skp.people, "atasan_penilai": cover.above}
        for (who, names), head in zip(blocks.items(), heads, strict=True):
            label.places[f"{who}.head"] = self._head(head)
            for part in IDENTITY:
                contract = cover.skp.staff.contract and who == "pegawai" and part == "nip"
                caption = style.skp.word("nip_contract" if contract else part)
                self._line(f"{who}.{part}", caption, names[part])
        self._head(style.word("judged"))
        for name, word in (("capaian_organisasi", "achievement"), ("predikat", "grade")):
            choice = cover.choices[name]
            self._line(name, style.word(word), choice.printed, choice.pieces())
        self._head(style.word("remark"))
        if style.shape == "tabs":
            label.note("catatan", cover.remark, self.paper.say(cover.remark.text, indent=0.8))
        else:
            box = Box(cover.remark.text, span=len(self.grid.widths) - 1)
            self.grid.add(Box(""), box)
            label.note("catatan", cover.remark, box)

    def _head(self, text: str) -> Box:
        self.count += 1
        number = f"{self.count}." if self.style.numbered else ""
        if self.style.shape == "tabs":
            return self.paper.say(f"{number} {text}".strip(), bold=True, space_after=0)
        fill = self.style.skp.head_fill
        box = Box(text, span=len(self.grid.widths) - 1, bold=True, fill=fill)
        self.grid.add(Box(number, bold=True, fill=fill, align="center"), box)
        return box

    def _line(self, name: str, caption: str, printed: Print, pieces: list[tuple[str, bool]] | None = None) -> None:
        pieces = pieces or [(printed.text, False)]
        if self.style.shape == "tabs":
            caption = caption.replace("\n", " ")
            box = in_pieces((f"{caption}\t: ", False), *pieces, tabs=(6.5,), indent=0.8, space_after=0)
            self.paper.put(box)
        else:
            head = ": " if self.style.shape == "colon" else ""
            box = in_pieces((head if pieces[0][0] or head == "" else ":", False), *pieces)
            colon = [Box(":", align="center")] if self.style.shape == "four" else []
            self.grid.add(Box(""), Box(caption), *colon, box)
        self.label.note(name, printed, box)


def _sign(paper: Paper, cover: Cover, style: CoverStyle, label: Label) -> None:
    skp, look = cover.skp, style.skp
    if skp.layout.get("no_signature"):
        return
    paper.say(space_after=0)
    sides = [
        Signer(f"ttd.{who}", look.word(role), names["nama"], names["nip"], no_nip=look.no_nip)
        for (who, names), role in zip(skp.signed.items(), ("sign_employee", "sign_superior"), strict=True)
    ]
    numbers = ("7. ", "6. ") if style.dates_numbered else ("", "")
    left = f"{numbers[0]}{skp.seat}, {skp.day.text}" if style.left_date or style.dates_numbered else ""
    shape = "rows" if look.sign == "tabs" else look.sign
    signing = SignStyle(shape, look.nip_label, left, numbers[1], gap=look.sign_gap, middle=look.sign_middle)
    sign(paper, label, sides[0], sides[1], skp.seat, skp.day, signing)

"""How a made-up IKU document is laid out."""

from __future__ import annotations

import random
from dataclasses import dataclass, field

from tests.maker.skp_style import variants

ORDERS = (
    ("nomor", "sasaran", "indikator", "formula", "sumber_data", "penanggung_jawab", "satuan", "target"),
    ("nomor", "sasaran", "indikator", "satuan", "formula", "sumber_data", "penanggung_jawab", "target"),
    ("nomor", "sasaran", "indikator", "formula", "satuan", "target", "sumber_data", "penanggung_jawab"),
)


@dataclass
class IkuStyle:
    """Layout of one IKU document; the defaults are the official look."""

    sheet: bool = False
    words: dict[str, str] = field(default_factory=dict)
    order: tuple[str, ...] = ORDERS[0]
    unit_column: bool = True
    dropped: tuple[str, ...] = ()  # columns that the table lacks
    reached: bool = False  # a column Realisasi of the year before the target
    remarks: bool = False  # a column Keterangan at the end
    coded: bool = False  # a column of codes under the heading of the indicator
    definition: bool = False  # an unasked column between indicator and formula
    years: str = "two_rows"  # two_rows, named ("Target 2026"), bare ("2026")
    explained: bool = False  # formula and source under a common heading
    numbering: str = "own"  # own, none, bare, letters
    goes_on: str = "merged"
    count_by: str = "goal"  # goal, indicator, dotted (1.1)
    titles: str = "lines"  # lines, frame, one_paragraph
    agency_form: str = "short"  # short, long, two: how the title names the office
    year_joined: bool = False  # the year on the first line of the title
    agency: str = "line"  # line, caption, both
    letter_head: bool = False
    signed: bool = True
    sign: str = "rows"
    chapters: str = "two"  # two: BAB I and its title on two lines; one; dotted: "BAB I. …" on one
    title_case: bool = False  # Bab I in place of BAB I
    contents: str = ""  # a table of contents with tabs or dots
    chair_decree: bool = False  # KEPUTUSAN KETUA …
    decree_sign_table: bool = False
    third_chapter: bool = False
    decree_table: bool = True  # Menimbang and Mengingat in a table
    nip_label: str = "NIP. "
    head_fill: str = "D9E1F2"

    def word(self, name: str) -> str:
        """The wording of a label, else the first of its variants."""
        return self.words.get(name) or str(variants()["iku"][name][0])

    def columns(self) -> list[str]:
        """The columns without the years."""
        kept = [name for name in self.order if name not in self.dropped and (name != "satuan" or self.unit_column)]
        if self.definition and "formula" in kept:
            kept.insert(kept.index("formula"), "definisi")
        if self.reached and "target" in kept:
            kept.insert(kept.index("target"), "realisasi")
        if self.coded:
            kept.insert(kept.index("indikator"), "kode")
        kept += ["keterangan"] if self.remarks else []
        return kept


def random_iku_style(rng: random.Random, sheet: bool, kind: str) -> IkuStyle:
    """A layout as some office might have it."""
    words = {name: rng.choice(options) for name, options in variants()["iku"].items() if isinstance(options, list)}
    definition = rng.random() < 0.15
    if definition:
        words["formula"] = "Formula / Rumusan Perhitungan"
    return IkuStyle(
        sheet=sheet,
        words=words,
        order=rng.choice(ORDERS),
        unit_column=rng.random() < 0.75,
        reached=rng.random() < 0.08,
        remarks=rng.random() < 0.12,
        coded=rng.random() < 0.1,
        definition=definition,
        years=rng.choice(["two_rows", "two_rows", "named", "bare"]),
        explained=rng.random() < 0.15 and not definition,
        numbering=rng.choice(["own", "bare", "none", "letters"]),
        goes_on=rng.choice(["merged", "merged", "repeat", "blank"]),
        count_by=rng.choice(["goal", "goal", "indicator", "dotted"]),
        titles=rng.choice(["lines", "lines", "one_paragraph"] + ([] if sheet else ["frame"])),
        agency=rng.choice(["line", "line", "caption", "both"]),
        agency_form=rng.choice(["short", "short", "long", "two"]),
        year_joined=rng.random() < 0.15,
        letter_head=rng.random() < 0.3,
        signed=kind in ("decree", "division") or rng.random() < 0.5,
        sign=rng.choice(["rows", "rows", "cells"] + ([] if sheet else ["tabs"])),
        chapters=rng.choice(["two", "two", "one", "dotted"]),
        title_case=rng.random() < 0.2,
        contents=rng.choice([""] * 6 + ["tabs", "dots"]),
        chair_decree=rng.random() < 0.3,
        decree_sign_table=rng.random() < 0.4,
        third_chapter=rng.random() < 0.4,
        decree_table=rng.random() < 0.6,
        head_fill=rng.choice(["D9E1F2", "BDD7EE", "E2EFDA", ""]),
    )

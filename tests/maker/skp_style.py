"""How a made-up SKP is laid out."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml


@lru_cache(maxsize=1)
def variants() -> dict[str, Any]:
    """The wordings of ``variants.yaml``; all scalars are text, since NO is a header here and no boolean."""
    text = (Path(__file__).parent / "variants.yaml").read_text("utf-8")
    loaded: dict[str, Any] = yaml.load(text, yaml.BaseLoader)
    return loaded


@dataclass
class SkpStyle:
    """Layout of one SKP; the defaults are the official look."""

    sheet: bool = False
    words: dict[str, str] = field(default_factory=dict)  # header, label and band wordings by name
    titles: str = "lines"  # lines, one_paragraph, frame, cell, split
    title_year: bool = False
    title_tail: str = ""  # behind the first line: (SKP), TAHUN 2026
    letter_head: bool = False
    top: str = "table"  # table, tab, lines, pair: where instansi and period stand
    agency: str = "body"  # body, short: what stands as instansi
    identity: str = "six"  # six, stacked, nested, colon, joined, four
    identity_colon: bool = False  # the colon stands before the value, in its cell
    head_span: int = 2  # 2: NO | heading; 3: heading over all
    same_heading: bool = False  # the copy-paste error
    superior_agency_label: bool = False  # INSTANSI in place of UNIT KERJA
    bullets: str = "plain"  # numbers "1" or "1."
    work_band: str = "row"  # row, paragraph, none
    numbering: str = "own"  # own, inside, none, broken, bare
    double_header: bool = False
    broken_headers: bool = False  # headers with a line break in the middle
    split_bands: bool = False  # bands are paragraphs, each over a table of its own
    listed_numbers: bool = False  # the numbers are those of a Word list
    goes_on: str = "merged"  # merged, repeat, blank
    merge_leaders: bool = False
    empty_extra: str = "band"  # band, dash, blank_row: a tambahan band without results
    spacer: bool = False  # an empty row before the second band
    swapped: bool = False  # JPT: data in another order than the headers
    page_cut: str = ""  # "", header, table: how a page break shows
    narrative: str = "three"  # three, two, one: rows per RHK of a kualitatif form
    narrative_bullet: str = "- "
    narrative_leader: bool = False
    narrative_listed: bool = False  # the bullets are those of a Word list
    values: str = "a"  # a, b, c, d
    values_inside: bool = False  # in the table of the results
    value_bullet: str = "- "
    annex: str = "part"  # part, inside, own_table
    annex_sheet: bool = True  # in a workbook: the annex on a sheet of its own
    sign: str = "rows"  # rows, cells, tabs
    sign_left_date: bool = False
    sign_rank: bool = False
    sign_post: bool = False  # the post under "Pegawai yang Dinilai"
    sign_middle: bool = False  # an empty column between the two
    sign_date_above: bool = False  # the date in a paragraph of its own
    sign_gap: str = "\n\n"
    no_nip: str = ""  # under the signature of one who has none: "NIP. -"
    number_in_name: bool = False  # "1. Berorientasi Pelayanan" in one cell
    nip_label: str = "NIP. "
    head_fill: str = "BDD7EE"
    band_fill: str = "DDEBF7"
    footer: bool = False
    control: str = ""  # "", control, row_control, cell_control
    feedback_merged: bool = True  # evaluation: the feedback on a value stands over both its rows

    def word(self, name: str) -> str:
        """The wording of a label, else the first of its variants."""
        return self.words.get(name) or str(variants()["skp"][name][0])


def random_style(rng: random.Random, sheet: bool, generation: str = "2022") -> SkpStyle:
    """A layout as some office might have it."""
    listed = rng.random() < 0.25 and not sheet
    words = {name: rng.choice(options) for name, options in variants()["skp"].items() if isinstance(options, list)}
    if generation == "2021":
        words |= {name: rng.choice(options) for name, options in variants()["skp"]["old"].items()}
    if words["rhk"] == words["rhk_pimpinan"]:
        words["rhk_pimpinan"] = variants()["skp"]["rhk_pimpinan"][0]
    titles = ["lines"] * 5 + ["one_paragraph", "cell", "split"] + ([] if sheet else ["frame"])
    return SkpStyle(
        sheet=sheet,
        words=words,
        titles=rng.choice(titles),
        title_year=rng.random() < 0.1,
        title_tail=rng.choice([""] * 10 + [" (SKP)", " TAHUN {year}"]),
        letter_head=rng.random() < 0.12,
        top=rng.choice(["table", "table", "table", "lines", "pair"] + ([] if sheet else ["tab"])),
        agency=rng.choice(["body", "short"]),
        identity=rng.choice(
            ["six", "six", "six", "stacked", "colon", "joined", "four"] + ([] if sheet else ["nested"])
        ),
        identity_colon=rng.random() < 0.12,
        head_span=rng.choice([2, 2, 3]),
        same_heading=rng.random() < 0.08,
        superior_agency_label=rng.random() < 0.2,
        bullets=rng.choice(["plain", "plain", "dot"]),
        work_band=rng.choice(["row", "row", "paragraph", "none"]),
        numbering=rng.choice(["own", "own", "own", "inside", "none", "broken", "bare"]),
        double_header=rng.random() < 0.15,
        broken_headers=rng.random() < 0.15,
        split_bands=rng.random() < 0.12,
        listed_numbers=rng.random() < 0.1 and not sheet,
        goes_on=rng.choice(["merged", "merged", "merged", "repeat", "blank", "blank"]),
        merge_leaders=rng.random() < 0.15,
        empty_extra=rng.choice(["band", "dash", "blank_row"]),
        spacer=rng.random() < 0.1,
        swapped=rng.random() < 0.3,
        page_cut=rng.choice([""] * 8 + ["header", "table"]),
        narrative=rng.choice(["three", "two", "one"]),
        narrative_bullet="" if listed else rng.choice(["- ", "• ", "– "]),
        narrative_listed=listed,
        narrative_leader=rng.random() < 0.2,
        values=rng.choice(["a", "a", "b", "c", "d"]),
        values_inside=rng.random() < 0.15,
        value_bullet=rng.choice(["- ", "- ", "• ", ""]),
        annex=rng.choice(["part", "part", "inside", "own_table"]),
        annex_sheet=rng.random() < 0.7,
        sign=rng.choice(["rows", "rows", "cells"] + ([] if sheet else ["tabs"])),
        sign_left_date=rng.random() < 0.15,
        sign_rank=rng.random() < 0.2,
        sign_post=rng.random() < 0.15,
        sign_middle=rng.random() < 0.15,
        sign_date_above=rng.random() < 0.12,
        sign_gap=rng.choice(["\n\n"] * 4 + ["ttd.", "\nttd\n"]),
        no_nip=rng.choice(["", "", "", "NIP. -", "NIP."]),
        number_in_name=rng.random() < 0.1,
        nip_label=rng.choice(["NIP. ", "NIP. ", "NIP ", "NIP: ", "NIP : "]),
        head_fill=rng.choice(["BDD7EE", "B8CCE4", "D9E1F2", "D9D9D9", ""]),
        band_fill=rng.choice(["DDEBF7", "F2F2F2", ""]),
        footer=rng.random() < 0.2 and not sheet,
        control=rng.choice([""] * 9 + ["control", "row_control", "cell_control"]) if not sheet else "",
    )

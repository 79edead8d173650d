"""How a made-up Perjanjian Kinerja is laid out."""

from __future__ import annotations

import random
from dataclasses import dataclass, field

from tests.maker.skp_style import variants


@dataclass
class PkStyle:
    """Layout of one PK; the defaults are the official look."""

    sheet: bool = False
    words: dict[str, str] = field(default_factory=dict)
    letter_head: bool = True
    titles: str = "one"  # one line, two lines, one_paragraph with a break, frame
    numbered: bool = True
    budget_year: bool = False  # TAHUN ANGGARAN 2026
    agency_form: str = ""  # how a line under the title names the office, where there is one
    parties: str = "tabs"  # tabs, plain, table, pair, breaks, prose
    party_nip: bool = False  # NIP and rank beside name and post
    count_parties: bool = False
    repeat_title: str = "title"  # what stands over the annex: title, lampiran, lampiran_pk
    unit_column: bool = False
    numbering: str = "own"  # own, none, bare
    goes_on: str = "merged"  # merged, repeat, blank
    remarks: bool = True  # column keterangan
    total: str = "row"  # row, none, paragraph
    sign: str = "rows"
    sign_annex: bool = True
    nip_label: str = "NIP. "
    head_fill: str = "D9E1F2"
    annex_sheet: bool = True
    annex_section: bool = False  # in Word: the annex on landscape pages
    rank_line: bool = True
    post_line: bool = False  # the post under "Pihak Pertama"
    middle: bool = False
    gap: str = "\n\n"
    total_label: str = "span"  # over number and programme, or in the programme column
    head_in_header: bool = False  # the letter head stands in the page header
    sides_swapped: bool = False
    weekday: bool = False  # a sentence with weekday and date
    control: bool = False

    def word(self, name: str) -> str:
        """The wording of a label, else the first of its variants."""
        return self.words.get(name) or str(variants()["pk"][name][0])


def random_pk_style(rng: random.Random, sheet: bool) -> PkStyle:
    """A layout as some office might have it."""
    words = {name: rng.choice(options) for name, options in variants()["pk"].items() if isinstance(options, list)}
    return PkStyle(
        sheet=sheet,
        words=words,
        letter_head=rng.random() < 0.55,
        titles=rng.choice(["one", "one", "two"] + ([] if sheet else ["one_paragraph", "frame"])),
        numbered=rng.random() < 0.6,
        budget_year=rng.random() < 0.1,
        agency_form=rng.choice(["", "", "short", "long", "two"]),
        parties=rng.choice(["table", "pair", "plain"] + ([] if sheet else ["tabs", "tabs", "breaks", "prose"])),
        party_nip=rng.random() < 0.25,
        count_parties=rng.random() < 0.15,
        repeat_title=rng.choice(["title", "title", "lampiran", "lampiran_pk"]),
        unit_column=rng.random() < 0.45,
        numbering=rng.choice(["own", "own", "none", "bare"]),
        goes_on=rng.choice(["merged", "merged", "repeat", "blank"]),
        remarks=rng.random() < 0.6,
        total=rng.choice(["row", "row", "row", "none", "paragraph"]),
        sign=rng.choice(["rows", "rows", "cells"] + ([] if sheet else ["tabs"])),
        sign_annex=rng.random() < 0.75,
        nip_label=rng.choice(["NIP. ", "NIP. ", "NIP ", "NIP: "]),
        head_fill=rng.choice(["D9E1F2", "BDD7EE", "E7E6E6", ""]),
        annex_sheet=rng.random() < 0.6,
        annex_section=rng.random() < 0.2 and not sheet,
        rank_line=rng.random() < 0.7,
        post_line=rng.random() < 0.3,
        middle=rng.random() < 0.15,
        gap=rng.choice(["\n\n"] * 4 + ["ttd."]),
        total_label=rng.choice(["span", "span", "second"]),
        head_in_header=rng.random() < 0.12 and not sheet,
        weekday=rng.random() < 0.2,
        control=rng.random() < 0.1 and not sheet,
    )

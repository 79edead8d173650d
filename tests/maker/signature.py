"""The block of signatures at the foot of every form."""

from __future__ import annotations

from dataclasses import dataclass

from tests.maker.labels import Label
from tests.maker.paper import Box, Grid, Paper
from tests.maker.prints import NOTHING, Print

GAP = "\n\n"  # room for the signature


@dataclass
class Signer:
    """Who signs on one side. ``key`` is the contract's prefix, such as ``ttd.pegawai``."""

    key: str
    role: str
    name: Print
    nip: Print = NOTHING
    rank: str = ""
    nip_field: str = ""  # where the form keeps the NIP under another name, such as pihak_pertama.nip
    rank_field: str = ""
    post: str = ""  # a line under the role
    no_nip: str = ""  # what stands in place of an NIP

    def noted_nip(self) -> str:
        """The field name of the NIP."""
        return self.nip_field or f"{self.key}.nip"


@dataclass
class SignStyle:
    """How the block looks: ``rows`` of a table, two ``cells``, or ``tabs`` in paragraphs."""

    shape: str = "rows"
    nip_label: str = "NIP. "
    left_date: str = ""  # a date over the left signature too
    date_head: str = ""  # in front of the right date, such as the number of a block
    underline: bool = False
    gap: str = GAP
    middle: bool = False  # an empty column between the halves
    date_above: bool = False  # the date in a paragraph of its own
    indent: float = 9.5  # cm, of the right half where tabs are used


def sign(
    paper: Paper, label: Label | None, left: Signer | None, right: Signer, seat: str, day: Print, style: SignStyle
) -> None:
    """Puts the block on the paper. Without a left signer the right one stands alone on the right."""
    label = label or Label("")
    {"rows": _rows, "cells": _cells, "tabs": _tabs}[style.shape](
        paper, label, left, right, style.date_head + f"{seat}, {day.text}".strip(", "), style
    )
    box = label.places.pop("_date")
    if day.text:
        label.plain("tempat", seat, box)
    label.note("tanggal", day, box)


def _nip_line(signer: Signer | None, style: SignStyle) -> str:
    if signer is None:
        return ""
    return f"{style.nip_label}{signer.nip.text}" if signer.nip.text else signer.no_nip


def _note(label: Label, signer: Signer | None, name: Box, rank: Box, nip: Box) -> None:
    if signer is None:
        return
    label.note(f"{signer.key}.nama", signer.name, name)
    if signer.nip.text:
        label.note(signer.noted_nip(), signer.nip, nip)
    if signer.rank_field and signer.rank:
        label.plain(signer.rank_field, signer.rank, rank)


def _rows(paper: Paper, label: Label, left: Signer | None, right: Signer, date: str, style: SignStyle) -> None:
    grid = Grid([4, 1, 4] if style.middle else [1, 1], lines=False)

    def add(one: Box, two: Box) -> tuple[Box, Box]:
        grid.add(one, *([Box("")] if style.middle else []), two)
        return one, two

    def add_lines(first: str, second: str) -> tuple[Box, Box]:
        return add(Box(first, align="center"), Box(second, align="center"))

    if style.date_above:
        label.places["_date"] = paper.say(date, align="right")
    else:
        label.places["_date"] = add_lines(style.left_date, date)[1]
    add_lines(left.role if left else "", right.role)
    if right.post or (left and left.post):
        add_lines(left.post if left else "", right.post)
    add(Box(style.gap, align="center"), Box(style.gap.strip(), align="center"))
    names = add(_name(left, style), _name(right, style))
    ranks = names
    if right.rank or (left and left.rank):
        ranks = add_lines(left.rank if left else "", right.rank)
    nips = add_lines(_nip_line(left, style), _nip_line(right, style))
    for signer, name, rank, nip in zip((left, right), names, ranks, nips, strict=True):
        _note(label, signer, name, rank, nip)
    paper.put(grid)


def _name(signer: Signer | None, style: SignStyle) -> Box:
    text = signer.name.text if signer else ""
    return Box(text, bold=bool(text), underline=style.underline and bool(text), align="center")


def _cells(paper: Paper, label: Label, left: Signer | None, right: Signer, date: str, style: SignStyle) -> None:
    """Everything of one side in one cell, a line after the other."""
    grid = Grid([1, 1], lines=False)
    boxes = []
    for signer, head in ((left, style.left_date), (right, date)):
        lines = [head or " ", signer.role, signer.post, GAP, signer.name.text, signer.rank] if signer else []
        kept = [line for line in [*lines, _nip_line(signer, style)] if line]
        boxes.append(Box("\n".join(kept), align="center"))
    grid.add(*boxes)
    label.places["_date"] = boxes[1]
    for signer, box in zip((left, right), boxes, strict=True):
        _note(label, signer, box, box, box)
    paper.put(grid)


def _tabs(paper: Paper, label: Label, left: Signer | None, right: Signer, date: str, style: SignStyle) -> None:
    """Two halves of a paragraph, kept apart by a tab."""

    def pair(one: str, two: str, bold: bool = False) -> Box:
        return paper.say(f"{one}\t{two}", tabs=(style.indent,), space_after=0, bold=bold)

    label.places["_date"] = pair(style.left_date, date)
    pair(left.role if left else "", right.role)
    paper.say()
    paper.say()
    names = pair(left.name.text if left else "", right.name.text, bold=True)
    ranks = names
    if right.rank or (left and left.rank):
        ranks = pair(left.rank if left else "", right.rank)
    nips = pair(_nip_line(left, style), _nip_line(right, style))
    _note(label, left, names, ranks, nips)
    _note(label, right, names, ranks, nips)

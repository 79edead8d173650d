"""The seven values and the annex of an SKP."""

from __future__ import annotations

from collections.abc import Sequence

from tests.maker.labels import Cells, Label
from tests.maker.paper import Box, Grid, Paper
from tests.maker.people import texts
from tests.maker.prints import Print
from tests.maker.skp_content import Skp
from tests.maker.skp_style import SkpStyle

SPANS = {2: [1, 1], 3: [1, 1, 1], 5: [1, 2, 2], 6: [1, 3, 2]}
SPANS_WITH_TEXT = {5: [1, 1, 2, 1], 6: [1, 1, 2, 2]}  # number, name, statements, expectation


def add_values(
    paper: Paper, skp: Skp, style: SkpStyle, label: Label, inside: Grid | None, feedback: Sequence[Print] = ()
) -> Grid:
    """PERILAKU KERJA in one of its four shapes, in a table of its own or at the end of the results; with a column of
    feedback where there is any. Returns the table."""
    label.rows.setdefault("perilaku", [])
    if not skp.values:
        return inside or Grid([1])
    if inside is not None and len(inside.widths) in SPANS_WITH_TEXT:
        grid = inside
        spans = (SPANS_WITH_TEXT if style.values == "d" else SPANS)[len(grid.widths)]
    else:
        widths: list[float] = [1, 5, 10, 8] if style.values == "d" else [1, 14, 9]
        spans = [1] * len(widths)
        grid = Grid([*widths, 8] if feedback else widths)
        paper.put(grid)
    _value_heads(grid, style, label, bool(feedback))
    if style.values == "d":
        heads = ["NO", style.word("values_column"), "DESKRIPSI", "EKSPEKTASI KHUSUS PIMPINAN"]
        boxes = [
            Box(text, span=span, bold=True, align="center", fill=style.head_fill)
            for text, span in zip(heads, spans, strict=True)
        ]
        grid.add(*boxes, *([Box("", fill=style.head_fill)] if feedback else []))
    shape = {"a": _stacked, "b": _tall, "c": _one_cell, "d": _columns}[style.values]
    for number, (name, expectation) in enumerate(skp.values, start=1):
        tail = [Box(feedback[number - 1].text)] if feedback else []
        named, told = shape(grid, spans, number, name, expectation, style, tail)
        cells: Cells = {}
        label.cell(cells, "nilai", Print(name, _spelling(name)), named)
        label.cell(cells, "ekspektasi", Print(expectation), told)
        places = {"nilai": named, "ekspektasi": told}
        if tail:
            label.cell(cells, "umpan_balik", feedback[number - 1], tail[0])
            places["umpan_balik"] = tail[0]
        label.row("perilaku", cells, places)
    return grid


def _value_heads(grid: Grid, style: SkpStyle, label: Label, feedback: bool) -> None:
    if not feedback:
        label.places["perilaku"] = grid.band(style.word("values_band"), style.head_fill)
        return
    band = Box(style.word("values_band"), span=len(grid.widths) - 1, bold=True, fill=style.head_fill)
    grid.add(band, Box(style.word("umpan_balik"), bold=True, align="center", fill=style.head_fill))
    label.places["perilaku"] = band


def _spelling(name: str) -> str | None:
    """The official spelling of a value, None for what is no value."""
    return next((value["name"] for value in texts()["values"] if value["name"].lower() == name.lower()), None)


def _statements(name: str, style: SkpStyle) -> list[str]:
    known = {value["name"].lower(): value["statements"] for value in texts()["values"]}
    return [style.value_bullet + line for line in known.get(name.lower(), ["Mendahulukan kepentingan bersama"])]


def _expectation(text: str, style: SkpStyle) -> str:
    return f"{style.word('expectation')}\n{text}".strip()


def _number(number: int, style: SkpStyle, rows: int = 1, span: int = 1) -> Box:
    return Box(f"{number}." if style.bullets == "dot" else str(number), rows=rows, span=span, align="center")


def _stacked(
    grid: Grid, spans: list[int], number: int, name: str, expectation: str, style: SkpStyle, tail: list[Box]
) -> tuple[Box, Box]:
    """A row with the name over a row with the statements."""
    named = Box(name, span=sum(spans[1:]), bold=True)
    for box in tail:
        box.rows = 2 if style.feedback_merged else 1
    grid.add(_number(number, style, span=spans[0]), named, *tail)
    told = Box(_expectation(expectation, style), span=spans[2])
    below = [Box("")] if tail and not style.feedback_merged else []
    grid.add(Box("", span=spans[0]), Box("\n".join(_statements(name, style)), span=spans[1]), told, *below)
    return named, told


def _tall(
    grid: Grid, spans: list[int], number: int, name: str, expectation: str, style: SkpStyle, tail: list[Box]
) -> tuple[Box, Box]:
    """Four rows, number and expectation over all of them."""
    lines = _statements(name, style)
    named, told = (
        Box(name, span=spans[1], bold=True),
        Box(_expectation(expectation, style), span=spans[2], rows=len(lines) + 1),
    )
    for box in tail:
        box.rows = len(lines) + 1
    grid.add(_number(number, style, rows=len(lines) + 1, span=spans[0]), named, told, *tail)
    for line in lines:
        grid.add(Box(line, span=spans[1]))
    return named, told


def _one_cell(
    grid: Grid, spans: list[int], number: int, name: str, expectation: str, style: SkpStyle, tail: list[Box]
) -> tuple[Box, Box]:
    """Name and statements in one cell."""
    shown = f"{number}. {name}" if style.number_in_name else name
    named = Box("\n".join([shown, *_statements(name, style)]), span=spans[1])
    told = Box(_expectation(expectation, style), span=spans[2])
    count = Box(span=spans[0]) if style.number_in_name else _number(number, style, span=spans[0])
    grid.add(count, named, told, *tail)
    return named, told


def _columns(
    grid: Grid, spans: list[int], number: int, name: str, expectation: str, style: SkpStyle, tail: list[Box]
) -> tuple[Box, Box]:
    """Name, statements and expectation in columns of their own."""
    named, told = Box(name, span=spans[1]), Box(expectation, span=spans[3])
    stated = Box("\n".join(_statements(name, style)), span=spans[2])
    grid.add(_number(number, style, span=spans[0]), named, stated, told, *tail)
    return named, told


def add_annex_bands(grid: Grid, skp: Skp, style: SkpStyle, label: Label) -> None:
    """The bands of the annex with their numbered items."""
    rows = label.rows.setdefault("lampiran", [])
    for name, items in skp.annex.items():
        band = grid.band(texts()["annex_titles"][name], style.band_fill)
        label.places.setdefault(f"annex.{name}", band)
        for number, item in enumerate(items, start=1):
            box = Box(item, span=len(grid.widths) - 1)
            grid.add(_number(number, style), box)
            cells: Cells = {}
            label.cell(cells, "bagian", Print(band.text, name), band)
            label.cell(cells, "isi", Print(item), box)
            rows.append(cells)

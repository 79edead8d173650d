"""The two tables of a Perjanjian Kinerja."""

from __future__ import annotations

from tests.maker.labels import Cells, Label
from tests.maker.paper import Box, Grid, Paper
from tests.maker.pk_content import Goal, Measure, Pk
from tests.maker.pk_style import PkStyle
from tests.maker.prints import Print, in_words


def _heads(grid: Grid, style: PkStyle, names: list[str], label: Label) -> None:
    boxes = grid.add(*(Box(style.word(name), bold=True, align="center", fill=style.head_fill) for name in names))
    for name, box in zip(names, boxes, strict=True):
        label.places.setdefault(f"header.{name}", box)
    if style.numbering != "none":
        shape = "{}" if style.numbering == "bare" else "({})"
        grid.add(*(Box(shape.format(n), align="center", fill=style.head_fill) for n in range(1, len(names) + 1)))
    grid.head_rows = len(grid.rows)


def add_goals(paper: Paper, pk: Pk, style: PkStyle, label: Label) -> None:
    """No, sasaran, indikator, target, and satuan where it has a column."""
    names = ["nomor", "sasaran", "indikator", *(["satuan"] if style.unit_column else []), "target"]
    grid = Grid([1.5, 5, 6.5, *([2] if style.unit_column else []), 2.5])
    paper.put(grid)
    _heads(grid, style, names, label)
    for number, goal in enumerate(pk.goals, start=1):
        group: dict[str, Box] = {}
        for at, measure in enumerate(goal.measures):
            _goal_row(grid, style, goal, measure, number, at, group, names, label)


def _goal_row(
    grid: Grid,
    style: PkStyle,
    goal: Goal,
    measure: Measure,
    number: int,
    at: int,
    group: dict[str, Box],
    names: list[str],
    label: Label,
) -> None:
    prints = {"nomor": Print(str(number)), "sasaran": goal.sasaran}
    prints |= {"indikator": measure.indikator, "target": measure.target, "satuan": measure.satuan}
    boxes, row = {}, []
    for name in names:
        printed = prints[name]
        align = "left" if name in ("sasaran", "indikator") else "center"
        fresh = Box(printed.text, align=align, number=printed.number, pattern=printed.pattern)
        if name not in ("nomor", "sasaran") or name not in group or style.goes_on == "repeat":
            if name in ("nomor", "sasaran"):
                fresh.rows = len(goal.measures) if style.goes_on == "merged" else 1
                group[name] = fresh
            boxes[name] = fresh
            row.append(fresh)
        else:
            boxes[name] = group[name]
            row += [Box("")] if style.goes_on == "blank" else []
    grid.add(*row)
    cells: Cells = {}
    for name in names:
        label.cell(cells, name, prints[name], group.get(name, boxes[name]))
    label.row("sasaran", cells, boxes)


def add_programmes(paper: Paper, pk: Pk, style: PkStyle, label: Label) -> None:
    """No, program, anggaran, keterangan, with the total below."""
    names = ["nomor", "program", "anggaran", *(["keterangan"] if style.remarks else [])]
    grid = Grid([1.5, 8, 4, *([3] if style.remarks else [])])
    paper.put(grid)
    boxes = grid.add(*(Box(style.word(name), bold=True, align="center", fill=style.head_fill) for name in names))
    label.places["header.anggaran"] = boxes[2]
    money_boxes = []
    for number, line in enumerate(pk.programmes, start=1):
        prints = {
            "nomor": Print(str(number)),
            "program": line.program,
            "anggaran": line.anggaran,
            "keterangan": line.keterangan,
        }
        cells: Cells = {}
        row = {}
        for name in names:
            printed = prints[name]
            align = {"nomor": "center", "anggaran": "right"}.get(name, "left")
            row[name] = Box(printed.text, align=align, number=printed.number, pattern=printed.pattern)
            label.cell(cells, name, printed, row[name])
        grid.add(*row.values())
        label.row("program", cells, row)
        money_boxes.append(row["anggaran"])
    _total(paper, grid, pk, style, label, money_boxes)


def _total(paper: Paper, grid: Grid, pk: Pk, style: PkStyle, label: Label, money_boxes: list[Box]) -> None:
    total = pk.total
    if style.total == "none":
        label.blanks.add("jumlah_anggaran")
    if style.total == "row":
        box = Box(total.text, bold=True, align="right", number=total.number, pattern=total.pattern)
        if total.number is not None and pk.layout.get("formula", True):
            box.sum_of, box.stored = money_boxes, not pk.layout.get("unstored", False)
        total_text = style.word("total")
        head = [Box(total_text, span=2, bold=True, align="center")]
        if style.total_label == "second":
            head = [Box(""), Box(total_text, bold=True, align="center")]
        row = [*head, box]
        grid.add(*row, *([Box("")] if style.remarks else []))
        label.note("jumlah_anggaran", total, box)
    elif style.total == "paragraph":
        words = pk.layout.get("total_words", in_words(total.value))
        shown = total.text if total.text.startswith("Rp") else f"Rp {total.text}"
        box = paper.say(f"Jumlah Anggaran : {shown} ({words} rupiah)")
        label.note("jumlah_anggaran", Print(shown, total.value), box, loose=True)

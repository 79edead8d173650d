"""The table of results of an SKP: with indicator columns, or narrated."""

from __future__ import annotations

from tests.maker.labels import Cells, Label
from tests.maker.paper import Box, Grid, NewPage, Paper
from tests.maker.prints import NOTHING, Print
from tests.maker.skp_content import Aim, Result, Skp
from tests.maker.skp_style import SkpStyle

COLUMNS = {
    "ja_jf": {"nomor": 1.6, "rhk_pimpinan": 6, "rhk": 6, "aspek": 2.6, "indikator": 6, "target": 3.2},
    "jpt": {"nomor": 1.6, "rhk": 8, "indikator": 8, "target": 3.5, "perspektif": 4},
}
GROUPED = ("nomor", "rhk_pimpinan", "rhk")  # one print for all rows of an RHK


def add_results(paper: Paper, skp: Skp, style: SkpStyle, label: Label) -> Grid:
    """The table with bands, headers and rows; returns it, since other parts may follow in the same table."""
    return ResultTable(paper, skp, style, label).build()


class ResultTable:
    """The table of a form with indicator columns; ``more`` are widths of columns to the right."""

    grouped: tuple[str, ...] = GROUPED

    def __init__(
        self, paper: Paper, skp: Skp, style: SkpStyle, label: Label, more: dict[str, float] | None = None
    ) -> None:
        self.paper, self.skp, self.style, self.label = paper, skp, style, label
        self.widths = COLUMNS[skp.audience] | (more or {})
        self.headers = list(self.widths)
        self.columns = list(self.headers)
        if skp.audience == "jpt" and style.swapped:
            self.columns = ["nomor", "rhk", "perspektif", "indikator", "target", *(more or {})]
        self.grid = Grid([1])

    def _new_grid(self) -> None:
        self.grid = Grid(list(self.widths.values()), keep_rows=True)
        self.paper.put(self.grid)

    def build(self) -> Grid:
        style = self.style
        if style.work_band == "paragraph" or (style.split_bands and style.work_band == "row"):
            self.paper.say(style.word("work_band"), bold=True)
        if not style.split_bands:
            self._new_grid()
            if style.work_band == "row":
                self.grid.band(style.word("work_band"), style.head_fill)
            self._header()
        self._results(self.skp.main, "utama", self._band("utama", "main_band"))
        if self.skp.extra is not None:
            if style.spacer and not style.split_bands:
                self.grid.add(*(Box() for _ in self.columns))
            band = self._band("tambahan", "extra_band")
            if not self.skp.extra and style.empty_extra != "band":
                self.grid.add(*(Box("-" if style.empty_extra == "dash" else "", align="center") for _ in self.columns))
            self._results(self.skp.extra, "tambahan", band)
        self.label.rows.setdefault("hasil_kerja", [])
        return self.grid

    def _band(self, part: str, word: str) -> Box:
        """The band of a part: a row of the table, or a paragraph over a table of its own."""
        if self.style.split_bands:
            band = self.paper.say(self.style.word(word), bold=True)
            self._new_grid()
            self._header()
        else:
            band = self.grid.band(self.style.word(word), self.style.band_fill)
        self.label.places[f"band.{part}"] = band
        return band

    def _header(self) -> None:
        style, many = self.style, len(self.headers)
        inside = style.numbering == "inside"
        boxes = []
        for number, name in enumerate(self.headers, start=1):
            text = style.word(name)
            if style.broken_headers:
                text = text.replace(" KINERJA ", "\nKINERJA ").replace(" KERJA ", " KERJA\n")
            text += f"\n({number})" if inside else ""
            boxes.append(Box(text, bold=True, align="center", fill=style.head_fill, breaks=inside))
        for name, box in zip(self.headers, boxes, strict=True):
            self.label.places.setdefault(f"header.{name}", box)
        first = len(self.grid.rows)
        if style.double_header and self.skp.audience == "ja_jf":
            for box in boxes[:3] + boxes[6:]:
                box.rows = 2
            over = Box(style.word("indikator"), span=3, bold=True, align="center", fill=style.head_fill)
            self.grid.add(*boxes[:3], over, *boxes[6:])
            self.grid.add(*boxes[3:6])
        else:
            self.grid.add(*boxes)
        if style.numbering in ("own", "broken", "bare"):
            texts = [str(n) if style.numbering == "bare" else f"({n})" for n in range(1, many + 1)]
            if style.numbering == "broken":
                texts[2] += ")"
            self.grid.add(*(Box(text, align="center", fill=style.head_fill) for text in texts))
        self.grid.head_rows = len(self.grid.rows) if first <= 1 else self.grid.head_rows

    def _results(self, results: list[Result], part: str, band: Box) -> None:
        leader: Box | None = None
        for number, result in enumerate(results, start=1):
            before = results[number - 2] if number > 1 else None
            if (
                self.style.merge_leaders
                and self.style.goes_on == "merged"
                and before
                and leader
                and before.leader == result.leader
            ):
                leader.rows += len(result.aims)
                shared: Box | None = leader
            else:
                shared = None
            leader = self._result(result, number, part, band, shared)
            if number == 2 and part == "utama" and len(results) > 2 and not (self.style.merge_leaders):
                self._cut_page()

    def _cut_page(self) -> None:
        if self.style.page_cut == "header":
            self._header()
        elif self.style.page_cut == "table" and not self.style.sheet:
            self.paper.say("Hal. 1", align="right", size=7)
            self.paper.put(NewPage())
            self._new_grid()

    def _result(self, result: Result, number: int, part: str, band: Box, shared: Box | None) -> Box | None:
        prints = {
            "nomor": Print(f"{number}." if self.style.bullets == "dot" else str(number), None),
            "rhk_pimpinan": result.leader,
            "rhk": result.rhk,
        }
        group: dict[str, Box] = {"rhk_pimpinan": shared} if shared else {}
        for at, aim in enumerate(result.aims):
            boxes, row = {}, []
            for name in self.columns:
                printed = prints[name] if name in prints else self._own(name, result, aim)
                box, in_row = self._box(name, printed, group, at, len(result.aims))
                boxes[name] = box
                row += [in_row] if in_row else []
            self.grid.add(*row)
            self._note(result, aim, part, band, number, group, boxes)
        return group.get("rhk_pimpinan")

    def _own(self, name: str, result: Result, aim: Aim) -> Print:
        if name == "perspektif":
            return Print(result.perspective)
        return {"aspek": aim.aspek, "indikator": aim.indikator, "target": aim.target}[name]

    def _read(self, name: str, result: Result, aim: Aim) -> dict[str, Print]:
        """What must be read from the cell of a column, by name."""
        return {name: self._own(name, result, aim)}

    def _box(self, name: str, printed: Print, group: dict[str, Box], at: int, many: int) -> tuple[Box, Box | None]:
        """The box where the value of this row stands, and the box to put into the row (none under a merged one)."""
        align = "center" if name in ("nomor", "aspek", "target", "perspektif") else "left"
        control = self.style.control if name == "target" and not at else ""
        fresh = Box(printed.text, align=align, number=printed.number, pattern=printed.pattern, quirk=control)
        if name == "nomor" and self.style.listed_numbers:
            fresh = Box("", listed="number")
        if name not in self.grouped:
            return fresh, fresh
        if name not in group or (at and self.style.goes_on == "repeat"):
            if self.style.goes_on == "merged":
                fresh.rows = many
            group[name] = fresh
            return fresh, fresh
        if self.style.goes_on == "merged":
            return group[name], None
        return group[name], Box("")

    def _note(
        self, result: Result, aim: Aim, part: str, band: Box, number: int, group: dict[str, Box], boxes: dict[str, Box]
    ) -> None:
        cells: Cells = {}
        self.label.cell(cells, "bagian", Print(band.text, part), band, loose=True)
        if not self.style.listed_numbers:
            self.label.cell(cells, "nomor", Print(str(number)), group["nomor"])
        self.label.cell(cells, "rhk", result.rhk, group["rhk"])
        if "rhk_pimpinan" in group:
            self.label.cell(cells, "rhk_pimpinan", result.leader, group["rhk_pimpinan"])
        for name in self.columns:
            for read, printed in self._read(name, result, aim).items() if name not in GROUPED else ():
                self.label.cell(cells, read, printed, boxes[name], loose=read == "indikator" and aim.loose)
        self.label.row("hasil_kerja", cells, boxes)


def add_narrative(paper: Paper, skp: Skp, style: SkpStyle, label: Label) -> Grid:
    """The table of a kualitatif form: RHK, fixed label and bullets in three rows, two, or one."""
    leader = style.narrative_leader
    grid = Grid([1.2, 6, 17] if leader else [1.2, 23])
    if style.work_band == "row":
        grid.band(style.word("work_band"), style.head_fill)
    elif style.work_band == "paragraph":
        paper.say(style.word("work_band"), bold=True)
    if leader:
        heads = ("nomor", "rhk_pimpinan", "rhk")
        grid.add(*(Box(style.word(name), bold=True, align="center", fill=style.head_fill) for name in heads))
    paper.put(grid)
    for part, results in (("utama", skp.main), ("tambahan", skp.extra)):
        if results is None:
            continue
        band = grid.band(style.word("main_band" if part == "utama" else "extra_band"), style.band_fill)
        label.places[f"band.{part}"] = band
        for number, result in enumerate(results, start=1):
            _narrate(grid, result, number, part, band, style, label)
    label.rows.setdefault("hasil_kerja", [])
    return grid


def _narrate(grid: Grid, result: Result, number: int, part: str, band: Box, style: SkpStyle, label: Label) -> None:
    bullets = [style.narrative_bullet + aim.indikator.text for aim in result.aims if aim.indikator.text]
    fixed = style.word("narrative_label")
    texts = {
        "three": [result.rhk.text, fixed, "\n".join(bullets)],
        "two": [result.rhk.text, "\n".join([fixed, *bullets])],
        "one": ["\n".join([result.rhk.text, fixed, *bullets])],
    }[style.narrative]
    boxes = [Box(text) for text in texts]
    if style.narrative_listed:
        boxes[-1].listed, boxes[-1].listed_from = "bullet", boxes[-1].text.count("\n") + 1 - len(bullets)
    count = Box(f"{number}." if style.bullets == "dot" else str(number), rows=len(boxes), align="center")
    leader = Box(result.leader.text, rows=len(boxes))
    grid.add(*([count, leader, boxes[0]] if style.narrative_leader else [count, boxes[0]]))
    for box in boxes[1:]:
        grid.add(box)
    for aim in result.aims:
        cells: Cells = {}
        label.cell(cells, "bagian", Print(band.text, part), band, loose=True)
        label.cell(cells, "nomor", Print(str(number)), count)
        label.cell(cells, "rhk", result.rhk, boxes[0])
        label.cell(cells, "indikator", aim.indikator if aim.indikator.text else NOTHING, boxes[-1])
        if style.narrative_leader:
            label.cell(cells, "rhk_pimpinan", result.leader, leader)
        label.row(
            "hasil_kerja", cells, {"nomor": count, "rhk": boxes[0], "indikator": boxes[-1], "rhk_pimpinan": leader}
        )

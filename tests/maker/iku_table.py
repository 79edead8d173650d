"""The table of indicators of an IKU document."""

from __future__ import annotations

from tests.maker.iku_content import Iku, IkuGoal, Indicator
from tests.maker.iku_style import IkuStyle
from tests.maker.labels import Cells, Label
from tests.maker.paper import Box, Grid, Paper
from tests.maker.prints import Print

UNASKED = ("kode", "definisi", "realisasi", "keterangan")  # columns that stand in the table and are no value
WIDTHS = {
    "kode": 1.5,
    "realisasi": 2.2,
    "keterangan": 2.5,
    "nomor": 1.5,
    "sasaran": 5,
    "indikator": 6,
    "definisi": 4,
    "formula": 5,
    "sumber_data": 3.5,
    "penanggung_jawab": 3.5,
    "satuan": 2.4,
}


def add_indicators(paper: Paper, iku: Iku, style: IkuStyle, label: Label) -> None:
    """The table with its headers and a printed row per indicator."""
    _Table(iku, style, label).build(paper)


class _Table:
    def __init__(self, iku: Iku, style: IkuStyle, label: Label) -> None:
        self.iku, self.style, self.label = iku, style, label
        self.columns = style.columns()
        self.years = iku.target_years if "target" in self.columns else []
        self.size = 8.0 if iku.kind in ("division", "decree") else 0.0  # the table of an upright page is narrow
        widths: list[float] = []
        for name in self.columns:
            widths += [2.0] * len(self.years) if name == "target" else [WIDTHS[name]]
        self.grid = Grid(widths)
        self.year_boxes: dict[int, Box] = {}

    def build(self, paper: Paper) -> None:
        paper.put(self.grid)
        two_rows = (self.style.years == "two_rows" and self.years not in ([], [0])) or self._explained()
        self._header(two_rows)
        if self.style.numbering != "none":
            shape = {"own": "({})", "bare": "{}", "letters": "({})"}[self.style.numbering]
            marks = "abcdefghijklmnop" if self.style.numbering == "letters" else [str(n) for n in range(1, 20)]
            self.grid.add(
                *(
                    Box(shape.format(mark), align="center", fill=self.style.head_fill, size=self.size)
                    for mark in marks[: len(self.grid.widths)]
                )
            )
        self.grid.head_rows = len(self.grid.rows)
        count = 0
        for number, goal in enumerate(self.iku.goals, start=1):
            group: dict[str, Box] = {}
            for at, line in enumerate(goal.indicators):
                count += 1
                self._row(goal, line, at, self._count(number, count, at + 1), group)

    def _count(self, goal: int, indicator: int, within: int) -> str:
        """What stands in the column of numbers."""
        return {"goal": str(goal), "indicator": str(indicator), "dotted": f"{goal}.{within}"}[self.style.count_by]

    def _explained(self) -> bool:
        at = {name: index for index, name in enumerate(self.columns)}
        return self.style.explained and {"formula", "sumber_data"} <= set(at) and at["sumber_data"] == at["formula"] + 1

    def _head(self, text: str, span: int = 1, rows: int = 1) -> Box:
        return Box(text, span=span, rows=rows, bold=True, align="center", fill=self.style.head_fill, size=self.size)

    def _header(self, two_rows: bool) -> None:
        upper: list[Box] = []
        lower: list[Box] = []
        for name in self.columns:
            if name == "target":
                self._target_heads(upper, lower, two_rows)
            elif self._explained() and name in ("formula", "sumber_data"):
                upper += [self._head("Penjelasan", span=2)] if name == "formula" else []
                lower.append(self._head(self.style.word(name)))
                self.label.places[f"header.{name}"] = lower[-1]
            elif name != "kode":  # the codes stand under the heading of the indicator
                span = 2 if name == "indikator" and "kode" in self.columns else 1
                upper.append(self._head(self._caption(name), span=span, rows=2 if two_rows else 1))
                self.label.places[f"header.{name}"] = upper[-1]
        self.grid.add(*upper)
        if two_rows:
            self.grid.add(*lower)

    def _caption(self, name: str) -> str:
        year = self.years[0] if self.years and self.years[0] else self.iku.years[0]
        unasked = {
            "definisi": "Definisi Operasional",
            "realisasi": f"Realisasi {year - 1}",
            "keterangan": "Keterangan",
        }
        return unasked.get(name) or self.style.word(name)

    def _target_heads(self, upper: list[Box], lower: list[Box], two_rows: bool) -> None:
        word, rows = self.style.word("target"), 2 if two_rows else 1
        if self.years == [0]:
            upper.append(self._head(word, rows=rows))
            self.label.places["header.target"] = upper[-1]
        elif self.style.years == "two_rows":
            upper.append(self._head(word, span=len(self.years)))
            self.label.places["header.target"] = upper[-1]
            for year in self.years:
                self.year_boxes[year] = self._year_head(str(year))
                lower.append(self.year_boxes[year])
        else:
            for year in self.years:
                text = str(year) if self.style.years == "bare" else f"Target {year}"
                box = self._year_head(text)
                box.rows = rows
                self.year_boxes[year] = box
                upper.append(box)
            self.label.places["header.target"] = upper[-1]

    def _year_head(self, text: str) -> Box:
        box = self._head(text)
        if self.style.sheet and text.isdigit() and self.iku.layout.get("number_years"):
            box.number, box.pattern = int(text), "General"
        return box

    def _row(self, goal: IkuGoal, line: Indicator, at: int, number: str, group: dict[str, Box]) -> None:
        prints = {
            "nomor": Print(number),
            "sasaran": goal.sasaran,
            "indikator": line.indikator,
            "formula": line.formula,
            "sumber_data": line.sumber_data,
            "penanggung_jawab": line.penanggung_jawab,
            "satuan": line.satuan,
            "definisi": Print("Ukuran keberhasilan yang dipantau setiap tahun"),
            "realisasi": Print("61"),
            "keterangan": Print("Diukur setiap akhir tahun"),
            "kode": Print(f"{self.iku.goals.index(goal) + 1}.{at + 1}"),
        }
        grouped = ("nomor", "sasaran") if self.style.count_by == "goal" else ("sasaran",)
        boxes: dict[str, Box] = {}
        targets: dict[int, Box] = {}
        row: list[Box] = []
        for name in self.columns:
            if name == "target":
                for year in self.years:
                    targets[year] = self._cell(line.targets[year])
                    row.append(targets[year])
                continue
            fresh = self._cell(prints[name], center=name in ("nomor", "satuan"))
            if name not in grouped or name not in group or self.style.goes_on == "repeat":
                if name in grouped:
                    fresh.rows = len(goal.indicators) if self.style.goes_on == "merged" else 1
                    group[name] = fresh
                boxes[name] = fresh
                row.append(fresh)
            else:
                boxes[name] = group[name]
                row += [Box("")] if self.style.goes_on == "blank" else []
        self.grid.add(*row)
        self._note(line, prints, boxes, targets)

    def _cell(self, printed: Print, center: bool = True) -> Box:
        align = "center" if center and len(printed.text) < 25 else "left"
        return Box(printed.text, align=align, number=printed.number, pattern=printed.pattern, size=self.size)

    def _note(self, line: Indicator, prints: dict[str, Print], boxes: dict[str, Box], targets: dict[int, Box]) -> None:
        years: list[int | None] = [*self.years] or [None]
        for year in years:
            cells: Cells = {}
            for name, box in boxes.items():
                if name not in UNASKED:
                    coded = name == "indikator" and "kode" in boxes  # whether the code belongs to it is left open
                    self.label.cell(cells, name, prints[name], Box() if coded else box, loose=coded)
            places = dict(boxes)
            if year is not None:
                self.label.cell(cells, "target", line.targets[year], targets[year])
                places["target"] = targets[year]
                if year:
                    head = self.year_boxes[year]
                    self.label.cell(cells, "tahun", Print(str(year), year), head)
            self.label.row("indikator", cells, places)

"""The layouts of made LKE workbooks: an indented outline, a flat table, two raters and two years side by side, each
with a choice of what makes real sheets hard to read."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from typing import Any

from tests.lke.made import UNIT, YEAR, Line, Made, book_of, shown

LAYOUTS = ("outline", "flat", "raters", "years")
TITLES = {
    "akip-88-2021": "LEMBAR KERJA EVALUASI AKIP (PERMENPANRB 88 TAHUN 2021)",
    "zi-90-2021": "LEMBAR KERJA EVALUASI ZONA INTEGRITAS (PERMENPANRB 90 TAHUN 2021)",
    "rb-26-2020": "LEMBAR KERJA EVALUASI REFORMASI BIROKRASI (PERMENPANRB 26 TAHUN 2020)",
    "kpu-314-2021": "LEMBAR KERJA EVALUASI REFORMASI BIROKRASI KPU (KEPUTUSAN KPU NOMOR 314/ORT.07-Kpt/01/KPU/V/2021)",
}
TOTALS = {"akip": "NILAI AKUNTABILITAS KINERJA", "zi": "NILAI EVALUASI ZONA INTEGRITAS"}
LEVELS = ("bagian", "komponen", "area", "subkomponen", "kriteria")
HEADS = {"bagian": "Bagian", "komponen": "Komponen", "area": "Area Perubahan", "subkomponen": "Sub Komponen"}
HEADS |= {"kriteria": "Kriteria"}
SHEETS = ("LKE", "LKE ZI", "LKE ", "Jawaban", "Lembar Kerja Evaluasi Zona Inte", "Sheet1")
HARD = (
    *("row_ids", "hidden_weight", "label_weight", "no_marker", "disorder", "links", "unheaded", "signature"),
    *("hidden_sheet", "spelling", "protected", "lists", "subtotals", "texts", "bare_one", "tall_head", "blank_rows"),
)


@dataclass
class Look:
    """One layout with its difficulties. ``head``: row of the header (from 0); ``columns``: of each role, from 0;
    ``names``: the columns of the outline, or of each level in a flat table."""

    layout: str
    hard: frozenset[str]
    head: int
    names: list[int]
    columns: dict[str, int]
    sheet: str
    title: str
    unit: str = UNIT
    shift: int = 0  # columns between two years
    spans: dict[int, int] = field(default_factory=dict)  # in a flat table: rows that a node stands over, by id


def lay_out(made: Made, rng: random.Random, layout: str, hard: frozenset[str] | None = None) -> None:
    """Choose rows, columns and, where they are not given, difficulties."""
    hard = frozenset(one for one in HARD if rng.random() < 0.4) if hard is None else hard
    left = 1 if "row_ids" in hard else 0
    levels = [one for one in LEVELS if any(line.node.level == one for line in made.lines)]
    names = list(range(left, left + len(levels) + (layout != "flat")))
    place = names[-1] + 1
    roles = ["bobot", "pilihan", "jawaban", "nilai"]
    rated = ["jawaban_penilai", "nilai_penilai", "catatan_penilai"]
    roles += [*rated, "catatan", "bukti"] if layout == "raters" and rng.random() < 0.5 else ["catatan", "bukti"]
    roles += rated if layout == "raters" and rated[0] not in roles else []
    columns = {role: place + number for number, role in enumerate(roles)}
    head = rng.randint(3, 11)
    look = Look(layout, hard, head, names, columns, rng.choice(SHEETS), TITLES[made.form])
    look.shift = place + len(roles) + 1 if layout == "years" else 0
    made.look = look
    made.columns = {role: letter(column) for role, column in columns.items()}
    _rows(made, rng)
    for line in made.rows():
        if "links" in hard and rng.random() < 0.3 and layout != "years":
            line.link = f"https://berkas.contoh.invalid/{rng.randint(1000, 9999)}{line.row}"


def spell(made: Made, rng: random.Random) -> None:
    """Answers as people write them, where they are answers at all."""
    if "spelling" not in made.look.hard:
        return
    for line in made.rows():
        scale = line.node.scale
        words = [option.word for option in scale.options] if scale is not None else []
        if line.answer in words and rng.random() < 0.3:
            word = str(line.answer)
            ways = [word.lower(), word.upper(), f"{word} "]
            ways += [f"{word}. Seluruhnya", f"{word}."] if len(word) == 1 else ["Y" if word == "Ya" else "T"]
            line.printed = rng.choice(ways)


def letter(column: int) -> str:
    """0 → ``A``."""
    return chr(65 + column) if column < 26 else f"A{chr(65 + column - 26)}"


def _rows(made: Made, rng: random.Random) -> None:
    look: Look = made.look
    row = look.head + (3 if look.layout in ("raters", "years") or "tall_head" in look.hard else 2)
    waiting: list[Line] = []
    for line in made.lines:
        line.row = row
        if look.layout == "flat" and line.node.level != "kriteria":
            waiting.append(line)
            continue
        row += 1
        if "blank_rows" in look.hard and look.layout != "flat" and rng.random() < 0.05:
            row += 1
    if look.layout == "flat":
        for number, line in enumerate(made.lines):
            below = [one for one in made.lines[number:] if _within(one, line) and one.node.level == "kriteria"]
            look.spans[id(line)] = len(below)


def _within(line: Line, above: Line) -> bool:
    return line.node.code == above.node.code or line.node.code.startswith(above.node.code + ".")


def print_book(made: Made) -> None:
    """Print the workbook."""
    look: Look = made.look
    out, book, sheet = book_of(look.sheet)
    page = _Page(made, book, sheet)
    page.titles()
    page.header()
    for line in made.lines:
        page.line(line)
    page.end()
    if "hidden_sheet" in look.hard:
        other = book.add_worksheet("Utama")
        for row, line in enumerate(made.lines[:20]):
            other.write_row(row, 0, [line.node.code, line.node.name, float(line.node.weight or 0)])
        other.hide()
    if "row_ids" in look.hard:
        sheet.set_column(0, 0, None, None, {"hidden": True})
    if "hidden_weight" in look.hard:
        sheet.set_column(look.columns["bobot"], look.columns["bobot"], None, None, {"hidden": True})
    if "protected" in look.hard:
        sheet.protect()
    book.close()
    made.data = out.getvalue()


class _Page:
    """Writes one sheet."""

    def __init__(self, made: Made, book: Any, sheet: Any) -> None:
        self.made, self.sheet = made, sheet
        self.look: Look = made.look
        self.percent = book.add_format({"num_format": "0.00%"})
        self.framework = made.framework
        self.levels = [one for one in LEVELS if any(line.node.level == one for line in made.lines)]
        self.turned = _turned(made) if "disorder" in self.look.hard else {}

    def titles(self) -> None:
        """The regulation, the unit and, where it does not stand over the columns, the year."""
        self.sheet.write(0, 1, self.look.title)
        self.sheet.write(1, 1, f"UNIT KERJA : {self.look.unit}")
        if self.look.layout != "years":
            self.sheet.write(2, 1, f"TAHUN : {YEAR}")

    def header(self) -> None:
        look, sheet = self.look, self.sheet
        top = look.head
        two = look.layout in ("raters", "years")
        row = top + 1 if two else top
        for shift, year in ((0, YEAR), (look.shift, YEAR - 1))[: 2 if look.shift else 1]:
            self._names(row, top, shift)
            for role, column in look.columns.items():
                if role == "bukti" and "unheaded" in look.hard:
                    continue
                sheet.write(row, column + shift, _head_of(role))
            if look.layout == "years":
                last = max(look.columns.values()) + shift
                sheet.merge_range(top, look.names[0] + shift, top, last, f"PENILAIAN TAHUN {year}")
        if look.layout == "raters":
            for title, roles in (
                ("Unit Kerja", ("jawaban", "nilai")),
                ("Evaluator", ("jawaban_penilai", "nilai_penilai", "catatan_penilai")),
            ):
                places = [look.columns[role] for role in roles]
                sheet.merge_range(top, places[0], top, places[-1], title)

    def _names(self, row: int, top: int, shift: int) -> None:
        look, sheet = self.look, self.sheet
        if look.layout == "flat":
            for column, level in zip(look.names, self.levels, strict=True):
                sheet.write(row, column, HEADS[level])
            return
        first, last = look.names[0] + shift, look.names[-1] + shift
        sheet.merge_range(row, first, row, last, "Penilaian")

    def line(self, line: Line) -> None:
        """All cells of a node, for one year or two."""
        look = self.look
        if "row_ids" in look.hard:
            self.sheet.write(line.row - 1, 0, line.row)
        for shift in (0, look.shift) if look.shift else (0,):
            self._name(line, shift)
            self._cells(line, shift)

    def _name(self, line: Line, shift: int) -> None:
        look, sheet, node, row = self.look, self.sheet, line.node, line.row - 1
        name = node.name.upper() if node.level in ("bagian", "komponen") else node.name
        depth = self.levels.index(node.level)
        if look.layout == "flat":
            _over(sheet, row, look.names[depth], look.spans[id(line)], name)
            return
        if "label_weight" in look.hard and node.weight is not None:
            name = f"{name} ({str(float(node.weight)).replace('.', ',')})"
        column = look.names[depth] + shift
        last = node.code.rpartition(".")[2]
        marker = "-" if last.startswith("hitung") else f"{self.turned.get(node.code, last)}."
        if not ("no_marker" in look.hard and node.level == "subkomponen" and self.made.form != "akip-88-2021"):
            sheet.write(row, column, marker)
        sheet.write(row, column + 1, name)

    def _cells(self, line: Line, shift: int) -> None:
        look, sheet, node, row = self.look, self.sheet, line.node, line.row - 1
        at = {role: column + shift for role, column in look.columns.items()}
        if look.layout == "flat" and node.level != "kriteria":
            if node.level == "subkomponen":
                span = look.spans[id(line)]
                _over(sheet, row, at["bobot"], span, float(node.weight or 0))
                if line.answer is not None:
                    _over(sheet, row, at["jawaban"], span, line.said)
                    _over(sheet, row, at["nilai"], span, shown(line))
            return
        if node.weight is not None and not (look.layout == "flat" and span_of(look, line) > 1):
            sheet.write(row, at["bobot"], float(node.weight))
        if node.scale is not None and node.scale.printed and "lists" in look.hard and node.level == "kriteria":
            sheet.write(row, at["pilihan"], node.scale.printed[0])
        if line.answer is not None:
            self._answer(line, row, at["jawaban"])
            if "jawaban_penilai" in at and isinstance(line.answer, str):
                sheet.write(row, at["jawaban_penilai"], line.answer)
        if line.unscored.startswith("#"):
            sheet.write_formula(row, at["nilai"], "=1/0", None, line.unscored)
        elif line.unscored:
            sheet.write(row, at["nilai"], line.unscored)
        elif line.points is not None:
            sheet.write(row, at["nilai"], shown(line))
        if node.level == "kriteria":
            self._texts(line, row, at, shift)

    def _answer(self, line: Line, row: int, column: int) -> None:
        answer = line.said
        if isinstance(answer, float) and line.node.formula is not None:
            if answer == 1 and "bare_one" in self.look.hard:
                self.sheet.write(row, column, 1)
            elif "texts" in self.look.hard:
                self.sheet.write_string(row, column, f"{answer * 100:.2f}%".replace(".", ","))
            else:
                self.sheet.write(row, column, answer, self.percent)
        elif isinstance(answer, float) and "texts" in self.look.hard:
            self.sheet.write_string(row, column, f"{answer:g}".replace(".", ","))
        else:
            self.sheet.write(row, column, answer)

    def _texts(self, line: Line, row: int, at: dict[str, int], shift: int) -> None:
        note, proof = line.note, line.evidence
        if shift:
            note, proof = (text.replace(str(YEAR), str(YEAR - 1)) for text in (note, proof))
        if note:
            self.sheet.write_string(row, at["catatan"], note)
        if proof and line.link and not shift:
            self.sheet.write_url(row, at["bukti"], line.link, string=proof)
        elif proof:
            self.sheet.write_string(row, at["bukti"], proof)

    def end(self) -> None:
        """Sums and signatures below the tree."""
        look, sheet, row = self.look, self.sheet, self.made.lines[-1].row + 1
        family = self.framework.family if self.framework is not None else "rb"
        for shift in (0, look.shift) if look.shift else (0,):
            label, score = look.names[0] + shift, look.columns["nilai"] + shift
            if "subtotals" in look.hard and family == "zi":
                for number, title in enumerate(("TOTAL PENGUNGKIT", "TOTAL HASIL")):
                    root = [line for line in self.made.lines if line.node.parent is None][number]
                    sheet.write(row, label, title)
                    sheet.write(row, score, round(float(root.points or 0), 6))
                    row += 1
            sheet.write(row, label, TOTALS.get(family, "NILAI EVALUASI REFORMASI BIROKRASI"))
            sheet.write(row, score, round(self.made.total, 4))
        if "signature" in look.hard:
            for number, text in enumerate(("Lumajang, 12 Desember 2025", "Ketua Tim,", "ttd", "Darmaji Kertayasa")):
                sheet.write(row + 2 + number, look.columns["catatan"] if number != 1 else look.names[0] + 1, text)


def span_of(look: Look, line: Line) -> int:
    """The rows of the subkomponen that a row of a flat table lies in (1 where it stands alone)."""
    return look.spans.get(id(line), 1)


def _over(sheet: Any, row: int, column: int, span: int, value: Any) -> None:
    if span > 1:
        sheet.merge_range(row, column, row + span - 1, column, value)
    else:
        sheet.write(row, column, value)


def _turned(made: Made) -> dict[str, str]:
    """Two neighbours whose letters are the wrong way round, in every group that has three."""
    groups: dict[str | None, list[str]] = {}
    for line in made.rows():
        if not line.node.code.rpartition(".")[2].startswith("hitung"):
            groups.setdefault(line.node.parent, []).append(line.node.code)
    found = {}
    for codes in groups.values():
        if len(codes) > 2:
            found[codes[1]], found[codes[2]] = codes[2].rpartition(".")[2], codes[1].rpartition(".")[2]
    return found


def _head_of(role: str) -> str:
    names = {"pilihan": "Pilihan Jawaban", "bukti": "Dokumen / Bukti", "catatan_penilai": "Catatan"}
    return names.get(role) or role.removesuffix("_penilai").capitalize()

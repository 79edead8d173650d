"""Made-up LKE workbooks with what is true of them: answers, evidence, scores by an arithmetic of its own, and defects.

The tree of an edition comes from its data; scores are worked out here anew, so that the program is not asked to judge
itself.
"""

from __future__ import annotations

import io
import random
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from fractions import Fraction
from typing import Any

import xlsxwriter

from kinerja_docs.definitions.framework import Framework, Node, load_frameworks

UNIT, YEAR = "Bawaslu Kabupaten Lumajang", 2025
MONTHS = ["Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli", "Agustus", "September", "Oktober", "November"]
THINGS = ["Risalah", "Telaah", "Rekapitulasi", "Matriks", "Paparan", "Berkas", "Naskah", "Catatan", "Kertas", "Bahan"]
TOPICS = [
    *("penguatan", "pembinaan", "pemantauan", "penelaahan", "penyelarasan"),
    *("pengendalian", "pembaruan", "penetapan", "pendampingan"),
]
POOL = {"ya_tidak": "Ya", "abc": "AB", "abcd": "AB", "abcde": "AB"}
FILLERS = ("terlampir", "ada", "lengkap", "sudah ada")


@dataclass
class Line:
    """One printed node: its cells by name, and the row it stands in (from 1)."""

    node: Node
    row: int
    answer: str | float | None = None
    share: Fraction | None = None
    points: Fraction | None = None
    note: str = ""
    evidence: str = ""
    shown: float | None = None  # the score that is printed, where it is not the true one
    formula: str = ""
    printed: str | float | None = None  # how the answer is spelt; None where it is printed as it is
    unscored: str = ""  # what stands for the score of a row that nobody answered
    link: str = ""  # the address that the evidence leads to, apart from its text

    @property
    def said(self) -> str | float | None:
        """The answer as it is printed."""
        return self.printed if self.printed is not None else self.answer

    @property
    def proof(self) -> str:
        """The evidence as it must be read, the address behind its text."""
        return f"{self.evidence} {self.link}".strip()


@dataclass
class Made:
    """A workbook and the truth about it. ``planted``: (code, cell)."""

    data: bytes
    lines: list[Line]
    total: float
    columns: dict[str, str]
    planted: list[tuple[str, str]] = field(default_factory=list)
    form: str = ""
    framework: Framework | None = None
    look: Any = None  # how it is laid out, None for the plain sheets of the samples

    def rows(self) -> list[Line]:
        """The lines that are rows of ``kriteria``."""
        return [line for line in self.lines if line.node.level == "kriteria"]


def edition(name: str) -> Framework:
    """A shipped edition."""
    return next(one for one in load_frameworks() if one.id == name)


def make(name: str, rng: random.Random, defects: int = 0) -> Made:
    """A plain workbook of an edition with some defects, each in a row of its own."""
    framework = edition(name)
    made = begin(framework, rng)
    letters = "HKLOP" if framework.family != "akip" else "CDEGF"
    made.columns = dict(zip(("bobot", "jawaban", "nilai", "catatan", "bukti"), letters, strict=True))
    plant(made, rng, defects)
    write(made)
    return made


def begin(framework: Framework, rng: random.Random) -> Made:
    """Answers and evidence for every row of an edition, with their scores; not printed yet."""
    made = Made(b"", _lines(framework, rng), 0.0, {}, form=framework.id, framework=framework)
    made.total = float(score(made))
    return made


def write(made: Made) -> None:
    """Print the lines anew, after somebody changed them."""
    made.data = _akip(made) if made.form.startswith("akip") else _outline(made)


def rescore(made: Made) -> None:
    """Work the scores out anew, after answers were changed."""
    made.total = float(score(made))


def _lines(framework: Framework, rng: random.Random) -> list[Line]:
    lines: list[Line] = []
    row = 7
    akip = framework.family == "akip"

    def walk(node: Node) -> None:
        nonlocal row
        line = Line(node, row)
        lines.append(line)
        row += 2 if akip and node.level == "subkomponen" else 1  # a line that says "KRITERIA PENILAIAN"
        for child in framework.children(node.code):
            walk(child)

    for root in framework.roots:
        walk(root)
    grades = {"a": "BB", "b": "B", "c": "B"}
    for number, line in enumerate(lines):
        node = line.node
        scale = node.scale
        if akip and node.level == "subkomponen":
            line.answer = grades[node.code[-1]]
        elif scale is not None and scale.kind == "options":
            words = [option.word for option in scale.options]
            best = words[:2] if words[0] == "A" else words[:1]
            line.answer = rng.choice(best)
        elif scale is not None and scale.kind == "score":
            line.answer = rng.choice((3.62, 3.7, 3.81))
        if node.level == "kriteria":
            line.note = _note(rng, number)
            line.evidence = _evidence(framework, node, rng, number)
    _counts(framework, {line.node.code: line for line in lines}, rng)
    return lines


def _counts(framework: Framework, by_code: dict[str, Line], rng: random.Random) -> None:
    """Counts that can be: the parts of a whole never exceed it. What is a difference stays one."""
    for line in by_code.values():
        formula = line.node.formula
        if formula is None:
            continue
        whole = [by_code[code] for code in formula.whole]
        for one in whole:
            one.answer = one.answer if isinstance(one.answer, float) else float(rng.randint(5, 9))
        size = sum(float(one.answer or 0) for one in whole)
        plus = [by_code[code] for code in formula.plus if by_code[code] not in whole]
        for one in plus:
            one.answer = float(int(size) - 1 if len(plus) == 1 else 1)
        for code in formula.minus:
            by_code[code].answer = 1.0
    for line in by_code.values():
        if line.node.scale is not None and line.node.scale.kind == "count" and line.answer is None:
            line.answer = 1.0


def _note(rng: random.Random, number: int) -> str:
    day, file = f"{rng.randint(1, 28)} {rng.choice(MONTHS)} {YEAR}", rng.randint(100, 999)
    return f"Ditetapkan {day}, lembar {number + 3} berkas {file}"


def _evidence(framework: Framework, node: Node, rng: random.Random, number: int) -> str:
    kinds = [framework.head.evidence[group[0]][0] for group in node.kinds] or [rng.choice(THINGS)]
    return f"{' '.join(kinds)} {rng.choice(TOPICS)} {rng.choice(TOPICS)} {number:03} {YEAR}.pdf"


# -- scores, by their own arithmetic


def score(made: Made, strict: bool = False) -> Fraction:
    """The total. Points are written into the lines as a workbook counts them, where a blank drops out of its mean;
    ``strict`` counts it as 0 and writes nothing."""
    framework, by_code = made.framework or edition(made.form), {line.node.code: line for line in made.lines}

    def points(node: Node) -> Fraction | None:
        line, children = by_code[node.code], framework.children(node.code)
        below = [(child, points(child)) for child in children]
        value: Fraction | None = None
        if node.rollup == "jumlah":
            value = sum((value for _, value in below if value is not None), Fraction(0))
        elif node.rollup == "rata-rata":
            counted = [(value or Fraction(0)) if strict else value for child, value in below if _counts_in(child)]
            known = [value for value in counted if value is not None]
            value = (node.weight or Fraction(1)) * sum(known, Fraction(0)) / len(known)
        elif node.rollup not in ("rincian", "bukti", "tidak-dihitung"):
            share = _share(node, line, by_code)
            value = share * (node.weight or 1) if share is not None else None
        if not strict:
            line.points = value
        return value

    return sum((points(root) or Fraction(0) for root in framework.roots), Fraction(0))


def _counts_in(node: Node) -> bool:
    return node.rollup not in ("rincian", "bukti", "tidak-dihitung")


def _share(node: Node, line: Line, by_code: dict[str, Line]) -> Fraction | None:
    if node.formula is not None:
        counts = {code: Fraction(str(by_code[code].answer)) for code in node.formula.codes}
        part = sum(counts[code] for code in node.formula.plus) - sum(counts[code] for code in node.formula.minus)
        share = min(Fraction(1), max(Fraction(0), Fraction(part) / sum(counts[code] for code in node.formula.whole)))
        line.answer = float(share)
        return share
    assert node.scale is not None
    if line.answer is None:
        return None
    if node.scale.kind == "score":
        return Fraction(str(line.answer)) / (node.scale.top or 1)
    return next((option.value for option in node.scale.options if option.word == line.answer), None)


# -- defects


def plant(made: Made, rng: random.Random, count: int, more: bool = False) -> None:
    """Defects, each in a row of its own; ``more``: also rows that nobody answered."""
    akip, flat = made.form.startswith("akip"), made.look is not None and made.look.layout == "flat"
    rows = [line for line in made.rows() if akip or (line.node.scale is not None and line.node.scale.kind == "options")]
    rng.shuffle(rows)
    subs = [line for line in made.lines if line.node.level == "subkomponen"]
    rng.shuffle(subs)
    kinds = [item for item in (DEFECTS | MORE if more else DEFECTS).items() if not (flat and item[0] == "LKE014")]
    rng.shuffle(kinds)
    if akip:  # what stands under a subkomponen with an impossible answer claims nothing
        spoilt = subs.pop()
        rows = [line for line in rows if not line.node.code.startswith(spoilt.node.code + ".")]
    for code, (spoil, on_sub) in kinds:
        if count <= 0:
            return
        if code == "LKE030":
            line = _apart(made, subs if akip else rows)
        elif akip and code == "LKE012":
            line = spoilt
        else:
            line = (subs if on_sub and (akip or code in ("LKE014", "LKE015")) else rows).pop()
        column = spoil(line, rng)
        code = "LKE013" if code == "LKE014" and akip else code  # a subkomponen that is answered itself
        made.planted.append((code, f"{made.columns[column]}{line.row}"))
        count -= 1


def _apart(made: Made, pool: list[Line]) -> Line:
    """A row that nothing else depends on, among at least two others."""
    framework = made.framework or edition(made.form)
    tied = {code for rule in framework.head.prerequisites for code in (rule.node, rule.needs)}
    for line in pool:
        siblings = [one for one in framework.children(line.node.parent) if _counts_in(one)]
        if line.node.code not in tied and len(siblings) > 2:
            pool.remove(line)
            return line
    raise ValueError(made.form)


def _blank(line: Line, rng: random.Random) -> str:
    line.evidence = line.link = ""
    return "bukti"


def _filler(line: Line, rng: random.Random) -> str:
    line.evidence, line.link = rng.choice(FILLERS), ""
    return "bukti"


def _repeats(line: Line, rng: random.Random) -> str:
    line.evidence, line.link = line.node.name, ""
    return "bukti"


def _draft(line: Line, rng: random.Random) -> str:
    line.evidence = line.evidence.replace(".pdf", rng.choice((" - Copy.pdf", " (1).pdf", " draft.pdf")))
    return "bukti"


def _old(line: Line, rng: random.Random) -> str:
    line.evidence = line.evidence.replace(str(YEAR), str(YEAR - 4))
    return "bukti"


def _planned(line: Line, rng: random.Random) -> str:
    line.note = "Dokumennya menyusul setelah rapat berikutnya"
    return "catatan"


def _personal(line: Line, rng: random.Random) -> str:
    line.note += ", hubungi 081234567890"
    return "catatan"


def _no_option(line: Line, rng: random.Random) -> str:
    line.answer = "F"
    return "jawaban"


def _wrong_score(line: Line, rng: random.Random) -> str:
    line.shown = float(line.points or 0) * 0.5
    return "nilai"


DEFECTS: dict[str, tuple[Callable[[Line, random.Random], str], bool]] = {
    "LKE001": (_blank, False),
    "LKE002": (_filler, False),
    "LKE003": (_repeats, False),
    "LKE006": (_old, False),
    "LKE009": (_draft, False),
    "LKE012": (_no_option, True),
    "LKE014": (_wrong_score, True),
    "LKE028": (_planned, False),
    "LKE033": (_personal, False),
}


def _unanswered(line: Line, rng: random.Random) -> str:
    line.answer, line.unscored = None, rng.choice(("Blm Diisi", "#DIV/0!"))
    return "jawaban"


MORE = {"LKE030": (_unanswered, False)}

# -- printing


def book_of(name: str = "LKE") -> tuple[io.BytesIO, Any, Any]:
    """A new workbook with one sheet: where it will be, book and sheet."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"strings_to_urls": False})
    book.set_properties({"author": "kinerja_docs", "created": datetime(2026, 1, 5)})
    return out, book, book.add_worksheet(name)


def _akip(made: Made) -> bytes:
    out, book, sheet = book_of()
    for row, text in enumerate(("LKE AKIP - PERMENPANRB 88 TAHUN 2021", f"INSTANSI : {UNIT}", f"TAHUN : {YEAR}")):
        sheet.write(row, 0, text)
    for column, text in enumerate(
        ("No.", "Komponen/Sub Komponen/Kriteria", "Bobot", "Jawaban", "Nilai", "Bukti", "Catatan")
    ):
        sheet.write(4, column, text)
    for line in made.lines:
        node, row = line.node, line.row - 1
        if node.level == "kriteria":
            sheet.write(row, 0, int(node.code.rpartition(".")[2]))
            sheet.write(row, 1, node.name)
            _text(sheet, row, 5, line.evidence)
            _text(sheet, row, 6, line.note)
            continue
        sheet.write(row, 0, node.code)
        sheet.write(row, 1, node.name.upper() if node.level == "komponen" else node.name)
        sheet.write(row, 2, float(node.weight or 0))
        if line.answer is not None:
            sheet.write(row, 3, line.answer)
            sheet.write(row + 1, 1, "KRITERIA PENILAIAN")
        _score_cell(sheet, row, 4, line)
    end = made.lines[-1].row + 1
    sheet.write(end, 1, "NILAI AKUNTABILITAS KINERJA")
    sheet.write(end, 4, round(made.total, 4))
    book.close()
    return out.getvalue()


def _outline(made: Made) -> bytes:
    out, book, sheet = book_of()
    titles = (
        "LEMBAR KERJA EVALUASI ZONA INTEGRITAS (PERMENPANRB 90 TAHUN 2021)",
        f"UNIT KERJA : {UNIT}",
        f"TAHUN : {YEAR}",
    )
    for row, text in enumerate(titles):
        sheet.write(row, 1, text)
    heads = {
        1: "Penilaian",
        7: "Bobot",
        9: "Pilihan Jawaban",
        10: "Jawaban Unit",
        11: "Nilai",
        14: "Catatan",
        15: "Dokumen / Bukti",
    }
    for column, text in heads.items():
        sheet.write(5, column, text)
    depth = {"bagian": 1, "komponen": 2, "area": 3, "subkomponen": 4, "kriteria": 5}
    percent = book.add_format({"num_format": "0.00%"})
    for line in made.lines:
        node, row, column = line.node, line.row - 1, depth[line.node.level]
        last = node.code.rpartition(".")[2]
        marker = "-" if last.startswith("hitung") else f"{last}."
        sheet.write(row, column, marker)
        sheet.write(row, column + 1, node.name.upper() if column < 4 else node.name)
        if node.weight is not None:
            sheet.write(row, 7, float(node.weight))
        if node.level != "kriteria":
            _score_cell(sheet, row, 11, line)
            continue
        if node.scale is not None and node.scale.printed:
            sheet.write(row, 9, node.scale.printed[0])
        if isinstance(line.answer, float) and node.formula is not None:
            sheet.write(row, 10, line.answer, percent)
        elif line.answer is not None:
            sheet.write(row, 10, line.answer)
        if line.points is not None:
            _score_cell(sheet, row, 11, line)
        _text(sheet, row, 14, line.note)
        _text(sheet, row, 15, line.evidence)
    end = made.lines[-1].row + 1
    sheet.write(end, 2, "NILAI EVALUASI ZONA INTEGRITAS")
    sheet.write(end, 11, round(made.total, 4))
    book.close()
    return out.getvalue()


def shown(line: Line) -> float:
    """The score that is printed."""
    return line.shown if line.shown is not None else round(float(line.points or 0), 6)


def _score_cell(sheet: Any, row: int, column: int, line: Line) -> None:
    if line.formula:
        sheet.write_formula(row, column, line.formula, None, shown(line))
    else:
        sheet.write(row, column, shown(line))


def _text(sheet: Any, row: int, column: int, text: str) -> None:
    if text:
        sheet.write_string(row, column, text)

"""LKE frameworks: what ships loads whole, mistakes name their line, and a workbook brings everything back."""

from __future__ import annotations

import shutil
from fractions import Fraction
from pathlib import Path

import pytest

from kinerja_docs.definitions.framework import Framework, load_framework, load_frameworks
from kinerja_docs.definitions.framework_book import read_book, write_book
from kinerja_docs.errors import DefinitionError

SHIPPED = Path(__file__).parents[2] / "checklists" / "frameworks"


@pytest.fixture(scope="module")
def frameworks() -> dict[str, Framework]:
    return {one.id: one for one in load_frameworks()}


def copy(folder: Path, name: str = "akip-88-2021") -> Path:
    for suffix in (".yaml", ".csv"):
        shutil.copy(SHIPPED / f"{name}{suffix}", folder)
    return folder / f"{name}.yaml"


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert text.count(old) >= 1
    path.write_text(text.replace(old, new, 1), "utf-8")


def line_of(path: Path, start: str) -> int:
    return next(n for n, line in enumerate(path.read_text("utf-8").splitlines(), 1) if line.startswith(start))


def test_shipped_editions(frameworks: dict[str, Framework]) -> None:
    assert list(frameworks) == ["akip-88-2021", "kpu-314-2021", "rb-26-2020", "zi-90-2021"]
    levels = {
        id_: [
            sum(node.level == level for node in one.nodes.values()) for level in ("komponen", "subkomponen", "kriteria")
        ]
        for id_, one in frameworks.items()
    }
    assert levels["akip-88-2021"] == [4, 12, 80]
    assert levels["zi-90-2021"] == [4, 43, 135]
    assert levels["rb-26-2020"][1:] == [33, 147]
    assert [node.level for node in frameworks["kpu-314-2021"].roots] == ["area"] * 8


@pytest.mark.parametrize("name", ["akip-88-2021", "zi-90-2021"])
def test_weights_make_a_hundred(frameworks: dict[str, Framework], name: str) -> None:
    assert sum(node.weight or 0 for node in frameworks[name].roots) == 100


def test_what_nobody_has_is_not_computed(frameworks: dict[str, Framework]) -> None:
    rb = frameworks["rb-26-2020"]
    assert not rb.head.total.computed and not rb.head.self_scored
    assert rb.head.self_scored_note is not None
    assert {node.code for node in rb.roots if node.rollup == "tidak-dihitung"} == {"II", "III", "IV"}


def test_zi_questions(frameworks: dict[str, Framework]) -> None:
    zi = frameworks["zi-90-2021"]
    questions = [node for node in zi.nodes.values() if node.level == "kriteria" and node.rollup != "hitung"]
    assert len(questions) == 127
    assert zi.nodes["A.II.5.iii.a"].parent == "A.II.5"
    assert zi.nodes["A.II.5.iii.hitung177"].parent == "A.II.5.iii.a"
    needed = {gate.name: gate.needed for gate in zi.head.thresholds}
    assert needed["wbk.bersih"] == Fraction("18.25") and needed["wbbm.kinerja"] == Fraction("3.75")


MISTAKES = [
    ("csv", "1.b,,subkomponen", ",9,huruf", ",,huruf"),  # a weight that is missing
    ("csv", "1.b,,subkomponen", ",9,huruf", ",-,huruf"),  # a weight that is needed
    ("csv", "1,,komponen", ",30,", ",31,"),  # weights that do not add up
    ("csv", "1.c,,subkomponen", ",huruf,", ",hurup,"),
    ("csv", "2.a,,subkomponen", ",subkomponen,", ",subkomponan,"),
    ("csv", "2.a.2,", "2.a.2,", "2.a.1,"),
    ("yaml", "  - {node: 1.b", "at_most: 1.a", "at_most: 1.z"),
    ("yaml", "self_scored", "self_scored", "self_skored"),
]


@pytest.mark.parametrize(("suffix", "line", "old", "new"), MISTAKES)
def test_a_mistake_names_its_line(tmp_path: Path, suffix: str, line: str, old: str, new: str) -> None:
    head = copy(tmp_path)
    path = head.with_suffix(f".{suffix}")
    number = line_of(path, line)
    lines = path.read_text("utf-8").splitlines(keepends=True)
    assert old in lines[number - 1]
    lines[number - 1] = lines[number - 1].replace(old, new)
    path.write_text("".join(lines), "utf-8")
    with pytest.raises(DefinitionError) as error:
        load_framework(head)
    assert (error.value.path, error.value.line) == (path.as_posix(), number)


def test_did_you_mean(tmp_path: Path) -> None:
    head = copy(tmp_path)
    edit(head.with_suffix(".csv"), ",6,huruf,jawaban", ",6,hurup,jawaban")
    with pytest.raises(DefinitionError) as error:
        load_framework(head)
    assert "huruf" in error.value.remedy


def test_local_variants_are_data(tmp_path: Path) -> None:
    """Criteria that are answered themselves: A–D at 1, 0.66, 0.33, 0; Yes or No; points of their own."""
    head = copy(tmp_path)
    tree = head.with_suffix(".csv")
    edit(tree, ",6,huruf,jawaban", ",6,,jumlah")
    rows = {
        "1.a.1,": ",3,Ya=1|Tidak=0,jawaban",
        "1.a.2,": ",1,A=1|B=0.66|C=0.33|D=0,jawaban",
        "1.a.3,": ",0.5,Ada:0.5|Sebagian:0.25|Tidak:0,jawaban",
    }
    lines = tree.read_text("utf-8").splitlines(keepends=True)
    for start, new in rows.items():
        number = next(n for n, line in enumerate(lines) if line.startswith(start))
        lines[number] = lines[number].replace(",-,,bukti", new)
    for code in ("1.a.4,", "1.a.5,", "1.a.6,"):
        number = next(n for n, line in enumerate(lines) if line.startswith(code))
        lines[number] = lines[number].replace(",-,,bukti", ",0.5,Ya=1|Tidak=0,jawaban")
    tree.write_text("".join(lines), "utf-8")
    nodes = load_framework(head).nodes
    scale = nodes["1.a.2"].scale
    assert scale is not None and [option.value for option in scale.options][1] == Fraction("0.66")
    points = nodes["1.a.3"].scale
    assert points is not None and [option.value for option in points.options] == [1, Fraction(1, 2), 0]


def test_an_assessor_is_no_member(tmp_path: Path) -> None:
    head = copy(tmp_path, "kpu-314-2021")
    team = "teams:\n  - {area: '1', members: [Sri Rahayu, Bima], assessor: sri  rahayu, action_plan: renaksi.docx}\n"
    edit(head, "teams: []\n", team)
    with pytest.raises(DefinitionError):
        load_framework(head)
    edit(head, "assessor: sri  rahayu", "assessor: Wulan")
    assert load_framework(head).head.teams[0].assessor == "Wulan"


@pytest.mark.parametrize("name", ["akip-88-2021", "kpu-314-2021", "rb-26-2020", "zi-90-2021"])
def test_out_to_a_workbook_and_back(tmp_path: Path, name: str, frameworks: dict[str, Framework]) -> None:
    book = tmp_path / "kerangka.xlsx"
    write_book(frameworks[name], book)
    back = read_book(book, tmp_path / "kantor")
    assert back.head == frameworks[name].head
    assert back.nodes == frameworks[name].nodes


def test_an_edit_in_the_workbook_comes_back(tmp_path: Path, frameworks: dict[str, Framework]) -> None:
    from openpyxl import load_workbook

    book = tmp_path / "kerangka.xlsx"
    write_book(frameworks["akip-88-2021"], book)
    opened = load_workbook(book)
    sheet = opened["pohon"]
    for row in sheet.iter_rows(min_row=2):
        if row[0].value == "1.a":
            row[5].value = 6.5
        elif row[0].value == "1.b":
            row[5].value = 8.5
    opened.save(book)
    back = read_book(book, tmp_path / "kantor")
    assert (back.nodes["1.a"].weight, back.nodes["1.b"].weight) == (Fraction("6.5"), Fraction("8.5"))
    for row in sheet.iter_rows(min_row=2):
        if row[0].value == "1.b":
            row[5].value = None
    opened.save(book)
    with pytest.raises(DefinitionError):
        read_book(book, tmp_path / "kantor")
    assert load_framework(tmp_path / "kantor" / "akip-88-2021.yaml").nodes["1.b"].weight == Fraction("8.5")

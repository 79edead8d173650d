"""LKE frameworks: what ships loads whole, mistakes name their line, and a workbook brings everything back."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from typer.testing import CliRunner

from kinerja_docs.cli import app
from kinerja_docs.definitions.framework import Framework, load_framework, load_frameworks
from kinerja_docs.definitions.framework_book import book_of, read_book
from kinerja_docs.errors import DefinitionError, UsageError

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


def put(book: Path, sheet: str, column: int, edits: dict[str, object], key: int = 0) -> dict[str, int]:
    """Write into a column of the rows with these keys; the rows."""
    opened = load_workbook(book)
    rows: dict[str, int] = {}
    for row in opened[sheet].iter_rows(min_row=2):
        name = str(row[key].value)
        if name in edits:
            row[column].value, rows[name] = edits[name], row[0].row
    assert rows.keys() == edits.keys()
    opened.save(book)
    return rows


@pytest.fixture
def out(tmp_path: Path, frameworks: dict[str, Framework]) -> Callable[[str], Path]:
    """Writes the workbook of an edition."""

    def write(name: str) -> Path:
        path = tmp_path / f"{name}.xlsx"
        path.write_bytes(book_of(frameworks[name]))
        return path

    return write


@pytest.mark.parametrize("name", ["akip-88-2021", "kpu-314-2021", "rb-26-2020", "zi-90-2021"])
def test_out_to_a_workbook_and_back(
    tmp_path: Path, name: str, frameworks: dict[str, Framework], out: Callable[[str], Path]
) -> None:
    back = read_book(out(name), tmp_path / "kantor")
    assert back.head == frameworks[name].head
    assert back.nodes == frameworks[name].nodes
    again = tmp_path / "lagi.xlsx"
    again.write_bytes(book_of(back))
    assert read_book(again, tmp_path / "lain").nodes == back.nodes


def test_an_edit_in_the_workbook_comes_back(tmp_path: Path, out: Callable[[str], Path]) -> None:
    book, office = out("akip-88-2021"), tmp_path / "kantor"
    put(book, "pohon", 5, {"1.a": 6.5, "1.b": 8.5})
    back = read_book(book, office)
    assert (back.nodes["1.a"].weight, back.nodes["1.b"].weight) == (Fraction("6.5"), Fraction("8.5"))
    with pytest.raises(UsageError):
        read_book(book, office)
    rows = put(book, "pohon", 5, {"1.b": None})
    with pytest.raises(DefinitionError) as error:
        read_book(book, office, force=True)
    assert (error.value.path, error.value.line) == (f"{book.as_posix()}!pohon", rows["1.b"])
    assert load_framework(office / "akip-88-2021.yaml").nodes["1.b"].weight == Fraction("8.5")
    assert sorted(path.name for path in office.iterdir()) == ["akip-88-2021.csv", "akip-88-2021.yaml"]


def test_a_mistake_in_the_head_names_its_row(tmp_path: Path, out: Callable[[str], Path]) -> None:
    book = out("akip-88-2021")
    rows = put(book, "kepala", 1, {"ceilings.2.at_most": "2.z"})
    with pytest.raises(DefinitionError) as error:
        read_book(book, tmp_path / "kantor")
    assert error.value.path == f"{book.as_posix()}!kepala"
    assert error.value.line in (rows["ceilings.2.at_most"], rows["ceilings.2.at_most"] - 1)


def test_a_local_variant_is_made_in_the_workbook(tmp_path: Path, out: Callable[[str], Path]) -> None:
    """Yes or No, A–D at 1, 0.66, 0.33 and 0, and points for every option."""
    book = out("akip-88-2021")
    codes = [f"1.a.{n}" for n in range(1, 7)]
    put(book, "pohon", 6, {"1.a": None, **dict.fromkeys(codes, "Ya=1|Tidak=0")})
    put(book, "pohon", 7, {"1.a": "jumlah", **dict.fromkeys(codes, "jawaban")})
    put(book, "pohon", 5, dict.fromkeys(codes, 1))
    put(book, "pohon", 6, {"1.a.2": "A=1|B=0.66|C=0.33|D=0", "1.a.3": "Ada:1|Sebagian:0.5|Tidak:0"})
    nodes = read_book(book, tmp_path / "kantor").nodes
    values = {}
    for code in codes[:3]:
        scale = nodes[code].scale
        assert scale is not None
        values[code] = [float(option.value) for option in scale.options]
    assert values == {"1.a.1": [1, 0], "1.a.2": [1, 0.66, 0.33, 0], "1.a.3": [1, 0.5, 0]}


@pytest.mark.parametrize("content", [b"", b"bukan buku kerja"])
def test_what_is_no_workbook_of_a_framework(tmp_path: Path, content: bytes) -> None:
    book = tmp_path / "lain.xlsx"
    book.write_bytes(content)
    with pytest.raises(UsageError):
        read_book(book, tmp_path / "kantor")
    Workbook().save(book)
    with pytest.raises(UsageError):
        read_book(book, tmp_path / "kantor")
    assert not (tmp_path / "kantor").exists()


AREAS = [str(n) for n in range(1, 9)]


def filled(book: Path) -> dict[str, int]:
    """Eight teams of two, each with an assessor from another area and an action plan."""
    put(book, "tim", 2, {area: f"Ketua {area}\nAnggota {area}" for area in AREAS})
    put(book, "tim", 3, {area: f"Anggota {int(area) % 8 + 1}" for area in AREAS})
    return put(book, "tim", 4, {area: f"rencana-aksi-{area}.docx" for area in AREAS})


def test_every_area_has_team_assessor_and_action_plan(tmp_path: Path, out: Callable[[str], Path]) -> None:
    book = out("kpu-314-2021")
    filled(book)
    teams = read_book(book, tmp_path / "kantor").head.teams
    assert teams is not None
    assert [team.area for team in teams] == AREAS
    assert (teams[7].members, teams[7].assessor) == (("Ketua 8", "Anggota 8"), "Anggota 1")
    book.write_bytes(book_of(load_framework(tmp_path / "kantor" / "kpu-314-2021.yaml")))
    assert read_book(book, tmp_path / "lain").head.teams == teams


@pytest.mark.parametrize(
    ("column", "text"), [(2, None), (3, None), (3, "ANGGOTA  5"), (4, None)], ids=["team", "assessor", "member", "plan"]
)
def test_a_team_that_is_not_whole(tmp_path: Path, out: Callable[[str], Path], column: int, text: str | None) -> None:
    book = out("kpu-314-2021")
    rows = filled(book)
    put(book, "tim", column, {"5": text})
    with pytest.raises(DefinitionError) as error:
        read_book(book, tmp_path / "kantor")
    assert (error.value.path, error.value.line) == (f"{book.as_posix()}!tim", rows["5"])
    for column in (2, 3, 4):
        put(book, "tim", column, {"5": None})
    with pytest.raises(DefinitionError) as error:  # an area without any of them
        read_book(book, tmp_path / "kantor")
    assert (error.value.path, error.value.line) == (f"{book.as_posix()}!tim", rows["5"])
    assert not (tmp_path / "kantor").exists()


def test_the_command_goes_out_and_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "kinerja.toml").write_text('[kantor]\nnama = "KPU Kabupaten Blitar"\n', "utf-8")
    assert run("framework", "export", "rb-26-2020", "-o", "rb.xlsx") == 0
    assert run("framework", "import", "rb.xlsx") == 0
    assert load_frameworks(tmp_path)[2].origin == (tmp_path / "checklists/frameworks/rb-26-2020.yaml").as_posix()
    assert run("framework", "import", "rb.xlsx") == 2
    assert run("framework", "import", "rb.xlsx", "--force") == 0
    assert run("framework", "export", "rb", "-o", "lain.xlsx") == 2


def run(*arguments: str) -> int:
    """The exit code of a command."""
    return CliRunner().invoke(app, list(arguments)).exit_code

"""Rosters as offices keep them: encodings, formulas, numbers that lost digits, the same name twice, a full disk."""

from __future__ import annotations

import errno
import json
import os
import zipfile
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from kinerja_docs import filling, words
from kinerja_docs.definitions.manifest import manifest
from kinerja_docs.errors import UsageError
from kinerja_docs.generating.batch import LEDGER
from kinerja_docs.generating.data import read_data
from tests.generating.test_generating import row, run, write

NAME = "undangan"
PK = "perjanjian_kinerja"
MODEL = manifest(NAME).model
GIVEN = {**{name: one.example for name, one in MODEL.fields.items() if one.example}, "kepada": "Ketua – “Süd” é"}
NIP = "197204151998032007"
SPOILT = words.get("generate.spoilt_fix")


def csv_text(separator: str, end: str = "\r\n") -> str:
    head = separator.join(f'"{MODEL.fields[name].label.id}"' for name in GIVEN)
    line = separator.join(f'"{text}"' for text in GIVEN.values())
    return f"{head}{end}{line}{end}"


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-le", "utf-16-be"])
def test_csv_in_every_encoding(separator: str, encoding: str, tmp_path: Path) -> None:
    path = tmp_path / "data.csv"
    path.write_bytes(csv_text(separator).encode(encoding))
    data = read_data(path, MODEL)
    assert data.problems == []
    assert [one.values for one in data.rows] == [GIVEN]


def test_csv_with_a_line_for_excel_and_lines_within_a_cell(tmp_path: Path) -> None:
    path = tmp_path / "data.csv"
    two = {**GIVEN, "kepada": "Ketua\nAnggota"}
    text = "sep=;\r\n" + csv_text(";").replace(GIVEN["kepada"], two["kepada"])
    path.write_text(text, "utf-8", newline="")
    assert [one.values for one in read_data(path, MODEL).rows] == [two]


def test_letters_that_no_encoding_explains_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "data.csv"
    path.write_bytes(csv_text(",").encode("utf-8") + b"\x81\x8d\xff")
    with pytest.raises(UsageError) as refused:
        read_data(path, MODEL)
    assert path.name in str(refused.value)


@pytest.mark.parametrize("content", [b"\xd0\xcf\x11\xe0" + b"0" * 600, b"PK\3\4 kosong", b""])
def test_what_is_no_workbook_is_refused(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "data.xlsx"
    path.write_bytes(content)
    with pytest.raises(UsageError) as refused:
        read_data(path, MODEL)
    assert path.name in str(refused.value)


def roster(path: Path, name: str, **changes: Any) -> Path:
    """The empty workbook with cells of its first line changed."""
    path.write_bytes(filling.empty_data(name, path, "id"))
    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[0]
    head = {cell.value: cell.column for cell in sheet[1]}
    for field, value in changes.items():
        sheet.cell(2, head[manifest(name).model.fields[field].label.id]).value = value
    book.save(path)
    return path


def test_a_formula_without_a_result_is_told(tmp_path: Path) -> None:
    data = roster(tmp_path / "r.xlsx", PK, **{"pihak_pertama.nama": '=A1&"x"', "alamat": "=1+1"})
    batch = run(PK, data, tmp_path / "hasil")
    labels = {manifest(PK).model.fields[name].label.id for name in ("pihak_pertama.nama", "alamat")}
    assert {(p.row, p.column, p.code) for p in batch.problems} == {(2, label, "TPL003") for label in labels}
    assert batch.documents == []
    assert {problem.fix for problem in batch.problems} == {words.get("generate.formula_fix")}


@pytest.mark.parametrize(("cell", "problems"), [('t="str"', 0), ("", 1)])
def test_a_stored_empty_text_is_a_value(cell: str, problems: int, tmp_path: Path) -> None:
    data = roster(tmp_path / "r.xlsx", PK, alamat='=""')
    other = tmp_path / "s.xlsx"
    with zipfile.ZipFile(data) as source, zipfile.ZipFile(other, "w") as target:
        for item in source.infolist():
            raw = source.read(item)
            if b"<f>" in raw:
                raw = raw.replace(b"><f>", f" {cell}><f>".encode())
            target.writestr(item, raw)
    assert len(run(PK, other, tmp_path / "hasil").problems) == problems


def test_an_error_of_a_formula_is_never_printed(tmp_path: Path) -> None:
    data = roster(tmp_path / "r.xlsx", PK, alamat="#N/A")
    (problem,) = run(PK, data, tmp_path / "hasil").problems
    assert (problem.code, problem.row) == ("TPL003", 2) and "#N/A" in problem.message


@pytest.mark.parametrize("value", [197204151998032007, 1.97204151998032e17])
def test_a_nip_kept_as_a_number_is_refused_in_a_workbook(value: float, tmp_path: Path) -> None:
    data = roster(tmp_path / "r.xlsx", PK, **{"pihak_pertama.nip": value})
    batch = run(PK, data, tmp_path / "hasil")
    (problem,) = batch.problems
    assert (problem.code, problem.column) == ("TPL003", "NIP pihak pertama") and batch.documents == []
    assert problem.fix == SPOILT


@pytest.mark.parametrize("text", ["1,97204E+17", "1.97204151998032e+17", "197204151998032000"])
def test_a_nip_that_went_through_a_number_is_refused_in_text(text: str, tmp_path: Path) -> None:
    batch = run(PK, write(tmp_path / "d.json", row(PK, **{"pihak_pertama.nip": text})), tmp_path / "hasil")
    (problem,) = batch.problems
    assert (problem.code, problem.fix) == ("TPL003", SPOILT) and batch.documents == []


@pytest.mark.parametrize(("value", "good"), [(int(NIP), True), (float(NIP), False)])
def test_a_nip_in_json(value: float, good: bool, tmp_path: Path) -> None:
    path = tmp_path / "d.json"
    path.write_text(json.dumps([{**row(PK), "pihak_pertama.nip": value}]), "utf-8")
    batch = run(PK, path, tmp_path / "hasil")
    assert (len(batch.documents), len(batch.problems)) == ((1, 0) if good else (0, 1))


def test_numbers_are_printed_as_the_workbook_shows_them(tmp_path: Path) -> None:
    data = roster(tmp_path / "r.xlsx", PK)
    book = openpyxl.load_workbook(data)
    model = manifest(PK).model.tables["sasaran"]
    sheet = book[model.label.id]
    head = {cell.value: cell for cell in sheet[1]}
    cell = sheet.cell(2, head[model.columns["target"].label.id].column)
    cell.value, cell.number_format = 0.955, "0.0%"
    sheet.cell(3, cell.column).value = 0.1 + 0.2
    book.save(data)
    first, second = read_data(data, manifest(PK).model).rows[0].tables["sasaran"][:2]
    assert (first.values["target"], second.values["target"]) == ("95,5%", "0,3")


def test_the_same_name_twice_gives_two_files(tmp_path: Path) -> None:
    names = ["Wulan/Prameswari", "wulan prameswari", "Wulan Prameswari", "Wulan Prameswari (2)"]
    rows = [row(PK, **{"pihak_pertama.nama": name}) for name in names]
    batch = run(PK, write(tmp_path / "d.json", *rows), tmp_path / "hasil")
    files = [made.file for made in batch.documents]
    assert len({file.casefold() for file in files}) == len(names)
    assert all((tmp_path / "hasil" / file).is_file() for file in files)


def test_a_full_disk_is_told_and_the_run_goes_on_later(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rows = [row(PK, **{"pihak_pertama.nama": f"Orang {n}"}) for n in range(4)]
    data, folder = write(tmp_path / "d.json", *rows), tmp_path / "hasil"
    real, left = Path.write_bytes, [2]
    folder.mkdir()

    def full(self: Path, content: bytes) -> int:
        if self.suffix == ".tmp":
            left[0] -= 1
            if left[0] < 0:
                real(self, content[:100])
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        return real(self, content)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "write_bytes", full)
        with pytest.raises(UsageError) as refused:
            run(PK, data, folder)
    assert refused.value.remedy
    there = sorted(path.name for path in folder.iterdir())
    assert len(there) == 2 and LEDGER not in there and not any(name.endswith(".tmp") for name in there)
    again = run(PK, data, folder, resume=True)
    assert again.kept == 2 and len(again.documents) == 4 and (folder / LEDGER).is_file()


@pytest.mark.parametrize(("name", "beside"), [("skp", 3), ("undangan", 1)])
def test_a_roster_prints_legibly(name: str, beside: int, tmp_path: Path) -> None:
    path = tmp_path / "r.xlsx"
    path.write_bytes(filling.empty_data(name, path, "id"))
    for number, sheet in enumerate(openpyxl.load_workbook(path).worksheets):
        width = sum(one.width * (one.max - one.min + 1) for one in sheet.column_dimensions.values())
        pages = sheet.page_setup.fitToWidth or 1
        assert sheet.page_setup.orientation == "landscape"
        assert width / pages <= 215
        assert pages >= (beside if number == 0 else 1)
        assert sheet.print_title_rows == "$1:$1" and sheet.print_title_cols == "$A:$A"

"""The divisions of an office by its composition, with texts of Bab I that are marked until the office confirms them."""

from __future__ import annotations

from pathlib import Path

import docx
import openpyxl
import pytest

from kinerja_docs import filling
from kinerja_docs.definitions.manifest import manifest
from kinerja_docs.errors import UsageError
from kinerja_docs.generating.divisions import division_lines, divisions, head_of_division
from kinerja_docs.office import load
from tests.generating.test_generating import TODAY

OFFICE = '[kantor]\nnama = "{name}"\njenis = "{kind}"\njumlah_anggota = {count}\nwilayah = "Kabupaten Tulungagung"\n'


def office(path: Path, kind: str = "bawaslu", count: int = 5, name: str = "Bawaslu Kabupaten Tulungagung") -> Path:
    path.mkdir(exist_ok=True)
    (path / "kinerja.toml").write_text(OFFICE.format(kind=kind, count=count, name=name), "utf-8")
    return path


@pytest.mark.parametrize(("kind", "count", "lines"), [("bawaslu", 5, 4), ("bawaslu", 3, 3), ("kpu", 5, 5)])
def test_a_line_for_each_division(kind: str, count: int, lines: int, tmp_path: Path) -> None:
    found = division_lines(load(office(tmp_path, kind, count)))
    assert len({line.fields["divisi"] for line in found}) == len(found) == lines
    for line in found:
        assert line.tables["bab_1"] and all(row["sumber"] for row in line.tables["bab_1"])
        assert not any("{" in row["isi"] for row in line.tables["bab_1"])


def test_every_shipped_text_says_where_it_comes_from() -> None:
    for one in divisions(None).susunan:
        assert all(division.sumber and division.bab_1 for division in one.divisi)


@pytest.mark.parametrize(("kind", "word"), [("bawaslu", "Koordinator Divisi"), ("kpu", "Ketua Divisi")])
def test_who_leads_a_division(kind: str, word: str, tmp_path: Path) -> None:
    assert head_of_division(load(office(tmp_path, kind))) == word


def test_an_office_writes_its_own_list(tmp_path: Path) -> None:
    place = office(tmp_path, "bawaslu", 4, "Panwaslih Kabupaten Contoh")
    with pytest.raises(UsageError) as refused:
        division_lines(load(place))
    assert "bawaslu 5" in str(refused.value)
    data = place / "checklists" / "data"
    data.mkdir(parents=True)
    own = 'version: "1"\nsebutan: {bawaslu: "Koordinator Divisi"}\nsusunan:\n  - jenis: bawaslu\n    anggota: 4\n'
    (data / "divisi.yaml").write_text(
        f"{own}    divisi:\n      - {{nama: Umum, bab_1: [Sudah dipastikan.]}}\n", "utf-8"
    )
    (line,) = division_lines(load(place))
    assert line.tables["bab_1"] == [{"isi": "Sudah dipastikan.", "sumber": ""}]


def test_the_example_is_of_the_office(tmp_path: Path) -> None:
    place, data = office(tmp_path / "kantor", name="Panwaslih Kabupaten Contoh"), tmp_path / "r.xlsx"
    with (place / "kinerja.toml").open("a", encoding="utf-8") as file:
        file.write('sebutan_kepala = "Koordinator Sekretariat"\n[naskah]\nalamat = "Jalan Ujung Nomor 1"\n')
    data.write_bytes(filling.empty_data("surat_pengantar", data, "id", place))
    sheet = openpyxl.load_workbook(data).worksheets[0]
    shown = [cell.value for cell in sheet[2]]
    for text in ("Panwaslih Kabupaten Contoh", "Koordinator Sekretariat", "Jalan Ujung Nomor 1"):
        assert text in shown
    batch = filling.generate("surat_pengantar", data, tmp_path / "hasil", office=place, today=TODAY)
    assert batch.problems == [] and batch.exit_code == 0


def test_what_must_be_set_first_is_told(tmp_path: Path) -> None:
    (tmp_path / "kinerja.toml").write_text('[kantor]\njenis = "kpu"\n', "utf-8")
    with pytest.raises(UsageError) as refused:
        division_lines(load(tmp_path))
    assert "kantor.jumlah_anggota" in str(refused.value)


def test_what_is_not_confirmed_is_yellow(tmp_path: Path) -> None:
    place, roster = office(tmp_path / "kantor", "kpu", 5, "KPU Kabupaten Tulungagung"), tmp_path / "roster.xlsx"
    roster.write_bytes(filling.data_from("iku_divisi", [place / "kinerja.toml"], roster, "id", place))
    _complete(roster)
    batch = filling.generate("iku_divisi", roster, tmp_path / "hasil", office=place, today=TODAY)
    assert batch.problems == [] and len(batch.documents) == 5
    word = docx.Document(str(tmp_path / "hasil" / batch.documents[0].file))
    marked = [run.text for paragraph in word.paragraphs for run in paragraph.runs if run.font.highlight_color]
    sources = [text for text in marked if text]
    assert len(sources) == 1 and "PKPU 8/2019" in sources[0]  # the other paragraph has been confirmed
    cells = [cell.text for table in word.tables for row in table.rows for cell in row.cells]
    assert "\nKETUA DIVISI," in cells


def _complete(roster: Path) -> None:
    """What only people know, and one paragraph of each division confirmed."""
    book = openpyxl.load_workbook(roster)
    model = manifest("iku_divisi").model
    main = book.worksheets[0]
    labels = {one.label.id: one.example for name, one in model.fields.items() if name != "koordinator.sebutan"}
    for column in main.iter_cols():
        for cell in column[1:]:
            if cell.row <= 6 and not cell.value and main.cell(cell.row, 1).value:
                cell.value = labels.get(str(column[0].value), "")
    paragraphs, indicators = book[model.tables["bab_1"].label.id], book[model.tables["indikator"].label.id]
    heads = {cell.value: cell.column for cell in paragraphs[1]}
    for row in range(3, paragraphs.max_row + 1, 2):
        paragraphs.cell(row, heads[model.tables["bab_1"].columns["sumber"].label.id]).value = None
    for place, (name, _) in enumerate(model.tables["indikator"].columns.items(), 2):
        indicators.cell(2, place).value = model.tables["indikator"].examples[0][name]
    book.save(roster)

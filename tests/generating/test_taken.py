"""Rosters taken from documents: what the document says stands in the workbook, and a filled one generates."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from typer.testing import CliRunner

from kinerja_docs import api, cli, filling
from kinerja_docs.definitions.manifest import manifest, manifests
from kinerja_docs.errors import UsageError
from kinerja_docs.options import Options

TODAY = date(2026, 11, 20)
CLEAN = Path("samples/kantor-bersih")
IKU = CLEAN / "iku" / "iku-divisi-pencegahan.docx"
YEARS = CLEAN / "iku" / "iku-2025-2029.xlsx"
SKP = CLEAN / "skp" / "skp-maharani.docx"
HEAD = CLEAN / "pk" / "pk-kepala-sekretariat.docx"


def book(name: str, source: Path, folder: Path, today: date = TODAY) -> Path:
    path = folder / "roster.xlsx"
    path.write_bytes(filling.data_from(name, [source], path, "id", today=today))
    return path


def sheet(path: Path, title: str) -> list[dict[str, Any]]:
    rows = list(openpyxl.load_workbook(path)[title].iter_rows(values_only=True))
    return [dict(zip(rows[0], row, strict=True)) for row in rows[1:]]


def record(path: Path) -> Any:
    return api.read([str(path)], Options(today=TODAY)).files[0].records[0]


def test_an_iku_gives_the_lines_of_an_agreement(tmp_path: Path) -> None:
    rows = sheet(book("perjanjian_kinerja", IKU, tmp_path), "Sasaran")
    read = [
        tuple(row.text(c) or None for c in ("sasaran", "indikator", "target")) for row in record(IKU).rows["indikator"]
    ]
    assert [(row["Sasaran"], row["Indikator kinerja"], row["Target"]) for row in rows] == read and read


def test_of_an_iku_of_years_one_year_is_taken(tmp_path: Path) -> None:
    every = record(YEARS).rows["indikator"]
    for year in (2026, 2027):
        wanted = [row.text("target") for row in every if row.values["tahun"].value == year]
        rows = sheet(book("perjanjian_kinerja", YEARS, tmp_path, date(year, 1, 5)), "Sasaran")
        assert [row["Target"] for row in rows] == wanted and wanted


def test_an_iku_gives_a_work_programme_with_what_people_must_add_left_blank(tmp_path: Path) -> None:
    path = book("program_kerja", IKU, tmp_path)
    rows = sheet(path, "Kegiatan")
    assert [row["Indikator kinerja utama"] for row in rows] == [
        r.text("indikator") for r in record(IKU).rows["indikator"]
    ]
    assert {row["Kegiatan"] for row in rows} == {None}
    batch = filling.generate("program_kerja", path, tmp_path / "hasil", today=TODAY)
    assert batch.documents == [] and {(p.code, p.sheet) for p in batch.problems} >= {("TPL003", "Kegiatan")}


def test_an_agreement_gives_the_plan_of_its_head(tmp_path: Path) -> None:
    path = book("skp", HEAD, tmp_path)
    (line,) = sheet(path, "Data")
    assert line["Nama pegawai"] == record(HEAD).text_of("pihak_pertama.nama")
    rows = sheet(path, "Hasil kerja utama")
    assert [row["Indikator kinerja individu"] for row in rows] == [
        r.text("indikator") for r in record(HEAD).rows["sasaran"]
    ]


def test_a_plan_becomes_its_evaluation(tmp_path: Path) -> None:
    path = book("evaluasi_skp", SKP, tmp_path)
    workbook = openpyxl.load_workbook(path)
    for title in ("Hasil kerja utama", "Hasil kerja tambahan"):
        columns = {cell.value: cell.column for cell in workbook[title][1]}
        for number in range(2, workbook[title].max_row + 1):
            for label, text in (("Realisasi", "2 laporan"), ("Bukti dukung", "rekap"), ("Umpan balik", "Baik")):
                workbook[title].cell(number, columns[label]).value = text
    columns = {cell.value: cell.column for cell in workbook["Data"][1]}
    added = {
        "Periode evaluasi": "Triwulan II",
        "Capaian kinerja organisasi": "Baik",
        "Rating hasil kerja": "Sesuai Ekspektasi",
        "Rating perilaku kerja": "Sesuai Ekspektasi",
        "Predikat kinerja pegawai": "Baik",
        "Tanggal": "6 Juli 2026",
    }
    for label, text in added.items():
        workbook["Data"].cell(2, columns[label]).value = text
    workbook.save(path)
    batch = filling.generate("evaluasi_skp", path, tmp_path / "hasil", today=TODAY)
    assert batch.problems == [] and batch.exit_code == 0
    made, plan = record(tmp_path / "hasil" / batch.documents[0].file), record(SKP)
    for field in ("pegawai.nama", "pegawai.nip", "penilai.nama", "pegawai.jabatan", "instansi"):
        assert made.text_of(field) == plan.text_of(field), field
    columns_read = ("nomor", "rhk", "aspek", "indikator", "target")
    both = [[tuple(r.text(c) for c in columns_read) for r in one.rows["hasil_kerja"]] for one in (made, plan)]
    assert both[0] == both[1]


def test_a_document_of_another_form_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError):
        book("perjanjian_kinerja", SKP, tmp_path)
    with pytest.raises(UsageError):
        book("perjanjian_kinerja", tmp_path / "tiada.docx", tmp_path)


def test_the_command_writes_the_workbook(tmp_path: Path) -> None:
    target = tmp_path / "r.xlsx"
    told = ["template", "data", "perjanjian_kinerja", "-o", str(target), "--from", str(IKU)]
    assert CliRunner().invoke(cli.app, told).exit_code == 0
    assert sheet(target, "Sasaran")
    assert CliRunner().invoke(cli.app, told).exit_code == 2


PEOPLE = [
    ("Nama", "NIP", "Jabatan", "Unit Kerja", "Atasan"),
    ("Damar Wicaksana, S.Sos.", "", "Ketua", "Bawaslu Kabupaten Contoh", ""),
    ("Wulan Prameswari, S.H.", "197204151998032007", "Kepala Sekretariat", "Sekretariat", "Damar Wicaksana, S.Sos."),
    ("Bagas Nirwana, S.E.", "198506122010011003", "Penelaah Teknis Kebijakan", "Sekretariat", "Wulan Prameswari"),
]


def people_file(folder: Path, kind: str) -> Path:
    path = folder / f"pegawai.{kind}"
    if kind == "csv":
        path.write_text("\n".join(";".join(row) for row in PEOPLE), "utf-8")
        return path
    made = openpyxl.Workbook()
    for row in PEOPLE:
        made.worksheets[0].append(row)
    made.save(path)
    return path


@pytest.mark.parametrize("kind", ["xlsx", "csv"])
def test_a_roster_of_people_gives_a_line_each(kind: str, tmp_path: Path) -> None:
    rows = sheet(book("perjanjian_kinerja", people_file(tmp_path, kind), tmp_path), "Data")
    assert [row["Nama pihak pertama"] for row in rows] == [row[0] for row in PEOPLE[1:]]
    last = rows[-1]
    assert (last["NIP pihak pertama"], last["Jabatan pihak pertama"]) == PEOPLE[3][1:3]
    found = (last["Nama pihak kedua"], last["NIP pihak kedua"], last["Jabatan pihak kedua"])
    assert found == ("Wulan Prameswari", *PEOPLE[2][1:3])  # what the roster says of the superior elsewhere
    assert rows[0]["Nama pihak kedua"] is None


def test_commissioners_have_no_skp(tmp_path: Path) -> None:
    rows = sheet(book("skp", people_file(tmp_path, "xlsx"), tmp_path), "Data")
    assert [row["Nama pegawai"] for row in rows] == [row[0] for row in PEOPLE[2:]]
    assert {row["Unit kerja pegawai"] for row in rows} == {"Sekretariat"}


def test_a_list_of_all_is_one_document(tmp_path: Path) -> None:
    path = book("daftar_hadir", people_file(tmp_path, "xlsx"), tmp_path)
    assert [row["Nama"] for row in sheet(path, "Peserta")] == [row[0] for row in PEOPLE[1:]]
    assert {row["Kunci"] for row in sheet(path, "Peserta")} == {"1"}


@pytest.mark.parametrize("name", [name for name, one in manifests().items() if one.model.people is not None])
def test_what_is_taken_of_people_is_there(name: str) -> None:
    model = manifest(name).model
    columns = {"nama", "nip", "jabatan", "unit", "penilai", "penilai_nip", "penilai_jabatan", "penilai_unit"}
    assert model.people is not None
    assert model.people.fields or model.people.tables
    assert set(model.people.fields) <= set(model.fields) and set(model.people.fields.values()) <= columns
    for table, taken in model.people.tables.items():
        assert set(taken) <= set(model.tables[table].columns) and set(taken.values()) <= columns

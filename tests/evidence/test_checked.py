"""An LKE with its evidence folder: what is found, where, and what a folder of evidence costs the rest of a run."""

from __future__ import annotations

import zipfile
from datetime import date
from pathlib import Path

import pytest
from docx import Document
from openpyxl import Workbook

from kinerja_docs import api
from kinerja_docs.outcome import CheckOutcome

TODAY = date(2026, 11, 20)
NAMES = {
    "a": "Unit kerja telah membentuk tim untuk melakukan pembangunan Zona Integritas",
    "b": "Penentuan anggota Tim dipilih melalui prosedur/mekanisme yang jelas",
}
SAID = (
    "SURAT KEPUTUSAN",
    "BAWASLU KABUPATEN BLITAR",
    "tentang pembentukan tim pembangunan zona integritas menuju wilayah bebas dari korupsi",
    "Menimbang bahwa perlu ditetapkan susunan anggota serta uraian pekerjaan masing-masing kelompok area perubahan",
    "Blitar, 10 Maret 2025",
    "Ketua,",
    "Sastro Wirawan",
)


def lke(path: Path, first: str, second: str, link: str = "") -> str:
    """A small LKE of ZI: two rows, evidence in G5 and G6."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["LKE ZONA INTEGRITAS PERMENPANRB 90 TAHUN 2021"])
    sheet.append(["UNIT KERJA: Bawaslu Kabupaten Blitar", None, None, "TAHUN 2025"])
    sheet.append(["No", "Penilaian", "Bobot", "Jawaban", "Nilai", "Catatan", "Bukti"])
    sheet.append(["i", "Penyusunan Tim Kerja", 0.5, None, 0.5])
    sheet.append(["a", NAMES["a"], None, "Ya", 1, "Ditetapkan 10 Maret 2025", first])
    sheet.append(["b", NAMES["b"], None, "A", 1, "Rapat 12 Maret 2025", second])
    if link:
        sheet["G5"].hyperlink = link
    book.save(path)
    return str(path)


def letter(path: Path, *lines: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    document = Document()
    for line in lines:
        document.add_paragraph(line)
    document.save(str(path))


def places(outcome: CheckOutcome, code: str) -> list[str | None]:
    return [finding.location.cell for finding in outcome.findings if finding.code == code]


def check(path: str, *evidence: Path) -> CheckOutcome:
    return api.check([path], api.Options(today=TODAY, evidence=[str(one) for one in evidence]))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    letter(tmp_path / "bukti" / "SK Tim 2025.docx", *SAID)
    return tmp_path


def test_what_is_there_is_found_and_what_is_not_is_told(folder: Path) -> None:
    found = check(lke(folder / "lke.xlsx", "SK Tim 2025.docx", "Notulen 2025.pdf"), folder / "bukti")
    assert places(found, "LKE004") == ["G6"]
    assert {entry.code for entry in found.skipped} & {"LKE004", "BKT001", "BKT004"} == set()
    assert not [one.code for one in found.findings if one.code.startswith("BKT")]


def test_without_a_folder_nothing_is_judged_and_that_is_told(folder: Path) -> None:
    found = check(lke(folder / "lke.xlsx", "SK Tim 2025.docx", "Notulen 2025.pdf"))
    skipped = {entry.code for entry in found.skipped if entry.reason_code == "no_evidence"}
    assert skipped >= {"LKE004", "BKT001", "BKT002", "BKT004", "BKT007"}
    assert places(found, "LKE004") == []


def test_a_name_beside_a_link_may_lie_behind_it(folder: Path) -> None:
    path = lke(folder / "lke.xlsx", "Notulen 2025.pdf", "SK Tim 2025.docx", "https://drive.google.com/file/d/1a/view")
    assert places(check(path, folder / "bukti"), "LKE004") == []


def test_a_link_to_a_file_of_the_office_is_followed(folder: Path) -> None:
    path = lke(folder / "lke.xlsx", "lihat berkas", "SK Tim 2025.docx", "bukti/SK%20Tim%202025.docx")
    assert places(check(path, folder / "bukti"), "LKE004") == []
    path = lke(folder / "lain.xlsx", "lihat berkas", "SK Tim 2025.docx", "bukti/hilang.docx")
    assert places(check(path, folder / "bukti"), "LKE004") == ["G5"]


def test_a_broken_file_is_told_at_its_cell_and_the_rest_is_judged(folder: Path) -> None:
    (folder / "bukti" / "Notulen 2025.docx").write_bytes(b"PK\x03\x04 rusak")
    found = check(lke(folder / "lke.xlsx", "SK Tim 2025.docx", "Notulen 2025.docx"), folder / "bukti")
    assert places(found, "BKT001") == ["G6"]
    (related,) = next(one.related for one in found.findings if one.code == "BKT001")
    assert related.file == (folder / "bukti" / "Notulen 2025.docx").as_posix()
    assert places(found, "LKE004") == []


def test_a_kind_that_is_not_read_is_no_broken_file(folder: Path) -> None:
    (folder / "bukti" / "Rekaman rapat.mp4").write_bytes(b"\0\0\0 ftypmp42")
    found = check(lke(folder / "lke.xlsx", "SK Tim 2025.docx", "Rekaman rapat.mp4"), folder / "bukti")
    assert places(found, "BKT001") == places(found, "LKE004") == []


def test_evidence_in_an_archive(folder: Path) -> None:
    with zipfile.ZipFile(folder / "bukti.zip", "w") as archive:
        archive.write(folder / "bukti" / "SK Tim 2025.docx", "Area I/SK Tim 2025.docx")
    found = check(lke(folder / "lke.xlsx", "SK Tim 2025.docx", "Area I\\SK Tim 2025.docx"), folder / "bukti.zip")
    assert places(found, "LKE004") == []


def test_the_evidence_folder_of_an_office_comes_along(folder: Path) -> None:
    (folder / "kinerja.toml").write_text('[kantor]\nnama = "Bawaslu Kabupaten Blitar"\n', encoding="utf-8")
    (folder / "lke").mkdir()
    path = lke(folder / "lke" / "lke.xlsx", "SK Tim 2025.docx", "Notulen 2025.pdf")
    found = check(path)
    assert places(found, "LKE004") == ["G6"]
    assert {(one.role, one.status) for one in found.files if one.path.endswith(".docx")} == {("evidence", "read")}


def test_points_rest_on_what_holds(folder: Path) -> None:
    """The share of a row whose file is hollow is at risk; one whose file nobody opened is not, but unchecked."""
    letter(folder / "bukti" / "Notulen 2025.docx", "Notulen 2025", "Bukti dukung terlampir.")
    path = lke(folder / "lke.xlsx", "SK Tim 2025.docx", "Notulen 2025.docx")
    evidence = api.Options(today=TODAY, evidence=[str(folder / "bukti")])
    (entry,) = api.gap([path], evidence)["files"]
    assert (entry["recomputed"]["strict"], entry["at_risk"], entry["unchecked"]) == (0.5, 0.25, 0.0)
    (entry,) = api.gap([path], api.Options(today=TODAY))["files"]
    assert (entry["at_risk"], entry["unchecked"]) == (0.0, 0.5)

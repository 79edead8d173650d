"""DIP and DIK: what approved copies and refusals make of them, and what a clerk wrote that stays."""

from __future__ import annotations

import io
import json
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from docx import Document

from kinerja_docs import informing, publishing
from kinerja_docs.errors import UsageError
from kinerja_docs.options import Options
from kinerja_docs.ppid import list_files, lists
from kinerja_docs.ppid.register import Entry, Register, dump

TODAY = date(2026, 11, 20)


def log(folder: Path, *files: dict[str, Any], approved: str = "Ketua Contoh") -> str:
    folder.mkdir(exist_ok=True)
    rows = [{"refused": "", "kinds": [], "removed": [], "documents": []} | one for one in files]
    tree = {"format": 1, "approved": approved, "day": "2026-11-20", "files": rows}
    (folder / lists.LOG).write_text(json.dumps(tree), encoding="utf-8")
    return str(folder)


def copied(number: int, form: str | None, year: int | None, about: str = "") -> dict[str, Any]:
    return {
        "file": f"publik-{number:04}.docx",
        "copy": f"{number:064x}"[::-1],
        "kinds": ["nip", "unseen"],
        "removed": [["NIP", 2, "UU 27/2022 Pasal 4", ["tabel 1"]], ["yang tidak tampak", 1, "UU 27/2022 Pasal 4", []]],
        "documents": [{"form": form, "year": year, "about": about}],
    }


def missing(found: lists.Found) -> set[str]:
    known = lists.lists().forms
    return {form for form, place in known.items() for row in found.missing if row["judul"].startswith(place.title)}


def test_copies_stand_under_their_category_and_numbers_run_on(tmp_path: Path) -> None:
    files = (copied(1, "renstra", None), copied(2, "perjanjian_kinerja", 2026, "Ketua"), copied(3, None, None))
    found = informing.dip([log(tmp_path / "a", *files)], None, None, 2026)
    rows = {title[:1]: [row["sidik"] for row in inside] for title, inside in found.grouped()}
    assert rows == {"A": [files[1]["copy"][:16]], "B": [], "C": [files[0]["copy"][:16], files[2]["copy"][:16]]}
    assert [row["nomor"] for _, inside in found.grouped() for row in inside] == ["1", "2", "3"]
    assert "Ketua" in found.rows[1]["judul"] and "2026" in found.rows[1]["judul"]


def test_performance_documents_that_are_not_public_are_told(tmp_path: Path) -> None:
    files = (copied(1, "perjanjian_kinerja", 2025), copied(2, "iku", 2025), copied(3, "lkjip", None))
    found = informing.dip([log(tmp_path / "a", *files)], None, None, 2026)
    assert missing(found) == {"perjanjian_kinerja", "renstra", "lhe"}  # an old PK is none, an IKU holds for years
    titles = [row["judul"] for row in found.missing]
    assert any("2026" in one for one in titles) and any("2025" in one for one in titles)  # the LHE of the year before


def test_what_a_clerk_wrote_stays_and_nothing_stands_twice(tmp_path: Path) -> None:
    folder = log(tmp_path / "a", copied(1, "perjanjian_kinerja", 2026))
    target = tmp_path / "dip.xlsx"
    target.write_bytes(list_files.workbook(informing.dip([folder], None, None, 2026), "Bawaslu Kabupaten Blitar"))
    book = openpyxl.load_workbook(target)
    sheet = book["DIP"]
    heads = {str(cell.value): cell.column for cell in sheet[4]}
    line = next(row[0].row for row in sheet.iter_rows(min_row=5) if row[0].value == "1")
    sheet.cell(line, heads["Jangka waktu simpan/retensi"], "5 tahun")
    own = next(row[0].row for row in sheet.iter_rows() if str(row[0].value).startswith("B."))
    sheet.insert_rows(own + 1)
    sheet.cell(own + 1, heads["Jenis/judul informasi"], "Peringatan banjir di gudang logistik")
    sheet.cell(own + 1, heads["Jenis/judul informasi"] + 1, "ditulis petugas")
    book.save(target)
    log(tmp_path / "a", copied(1, "perjanjian_kinerja", 2026), copied(2, "renstra", None))
    again = informing.dip([folder], target, None, 2026)
    assert [(row["judul"][:10], category) for row, category in zip(again.rows, again.categories, strict=True)] == [
        ("Perjanjian", "berkala"),
        ("Peringatan", "serta_merta"),
        ("Rencana St", "setiap_saat"),
    ]
    assert again.rows[0]["retensi"] == "5 tahun"


def test_the_dik_tells_kinds_and_refusals_once(tmp_path: Path) -> None:
    book = tmp_path / "register.xlsx"
    refused = {"nomor": "1", "tanggal": "2026-02-09", "nama": "Rukmini", "rincian": "Nilai SKP", "alasan": "h"}
    granted = {"nomor": "2", "tanggal": "2026-02-10", "nama": "Bimo", "rincian": "LKjIP", "status": "dikabulkan"}
    register = Register([Entry(refused | {"status": "ditolak"}), Entry(granted)])
    book.write_bytes(dump(register, ".xlsx"))
    folders = [log(tmp_path / name, copied(1, "iku", 2026)) for name in ("a", "b")]
    found = informing.dik(folders, book, None)
    assert [row["informasi"] == "Nilai SKP" for row in found.rows] == [False, True]
    assert "huruf h" in found.rows[1]["dasar"] and found.rows[1]["dibuka"] and found.missing == []
    target = tmp_path / "dik.xlsx"
    target.write_bytes(list_files.workbook(found, ""))
    assert len(informing.dik(folders, book, target).rows) == 2


def test_drafts_and_other_files_are_no_log(tmp_path: Path) -> None:
    draft = log(tmp_path / "draf", copied(1, "iku", 2026), approved="")
    for path in (draft, str(tmp_path / "tidak-ada")):
        with pytest.raises(UsageError):
            lists.logs([path])
    (tmp_path / "lain.xlsx").write_bytes(dump(Register(), ".xlsx"))
    with pytest.raises(UsageError):
        list_files.read(tmp_path / "lain.xlsx", lists.DIP)


@pytest.mark.parametrize("kind", [lists.DIP, lists.DIK])
def test_word_holds_every_row_and_the_same_bytes_twice(tmp_path: Path, kind: str) -> None:
    folder = log(tmp_path / "a", copied(1, "iku", 2026), copied(2, "lkjip", 2025))
    found = informing.dip([folder], None, None, 2026) if kind == lists.DIP else informing.dik([folder], None, None)
    data = list_files.document(found, "Bawaslu Kabupaten Blitar", TODAY, "id")
    assert data == list_files.document(found, "Bawaslu Kabupaten Blitar", TODAY, "id")
    tables = Document(io.BytesIO(data)).tables
    cells = {cell.text for row in tables[0].rows for cell in row.cells}
    first = "judul" if kind == lists.DIP else "informasi"
    assert {row[first] for row in found.rows} <= cells
    assert len(tables) == (2 if found.missing else 1)


def test_the_log_of_a_run_makes_a_dip(tmp_path: Path) -> None:
    source = Path(__file__).parents[2] / "samples" / "kantor-bersih" / "pk" / "pk-ketua.docx"
    options = Options(today=TODAY)
    publishing.disclose([str(source)], tmp_path / "publik", options, approve="Ketua Contoh")
    found = informing.dip([str(tmp_path / "publik")], None, None, 2026)
    assert found.categories == ["berkala"] and "perjanjian_kinerja" not in missing(found)
    assert found.rows[0]["tautan"] == "publik-0001.docx"

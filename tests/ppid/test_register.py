"""The register both ways, its mistakes by place, what is due, letters and the annual report."""

from __future__ import annotations

import io
import json
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from hypothesis import given
from hypothesis import settings as limits
from hypothesis import strategies as st
from openpyxl import load_workbook

from kinerja_docs import informing
from kinerja_docs import office as offices
from kinerja_docs.errors import UsageError
from kinerja_docs.ppid import annual, due, register
from kinerja_docs.ppid.register import Entry, Register
from kinerja_docs.ppid.settings import settings
from kinerja_docs.working_days import calendar_of

TODAY = date(2026, 2, 20)
FIRST = {
    "nomor": "1",
    "tanggal": "2026-02-09",
    "nama": "Rukmini Hestiningrum",
    "rincian": "LKjIP 2025",
    "status": "diproses",
    "pekerjaan": "Wiraswasta",
}
SECOND = {
    **FIRST,
    "nomor": "2",
    "tanggal": "2026-03-12",
    "nama": "Budi Sasmita",
    "status": "ditolak",
    "alasan": "h",
    "pemilu": "tidak",
    "tanggapan": "2026-03-30",
}
OBJECTION = {
    "nomor": "1",
    "tanggal": "2026-04-01",
    "permohonan": "2",
    "nama": "Budi Sasmita",
    "alasan": "a",
    "status": "diproses",
    "keputusan": "menguatkan penolakan",
}


def entries(*lines: dict[str, str]) -> list[Entry]:
    return [Entry(line, row) for row, line in enumerate(lines, 2)]


@pytest.fixture
def kept() -> Register:
    return Register(entries(FIRST, SECOND), entries(OBJECTION))


def texts(found: Register) -> list[list[dict[str, str]]]:
    return [[dict(one.texts) for one in lines] for lines in (found.requests, found.objections)]


@pytest.mark.parametrize("suffix", [".xlsx", ".sqlite"])
def test_what_is_written_is_read_back(kept: Register, tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"register{suffix}"
    path.write_bytes(register.dump(kept, suffix))
    assert texts(register.load(path)) == texts(kept)


WORDS = st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc", "Zl", "Zp")), min_size=1, max_size=30)


@limits(deadline=None)  # a busy machine
@given(name=WORDS.map(str.strip).filter(bool))
def test_any_text_goes_through_both(name: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("r")
    before = Register(entries({**FIRST, "nama": name, "rincian": "=1+1"}))
    for suffix in (".xlsx", ".sqlite"):
        path = folder / f"r{suffix}"
        path.write_bytes(register.dump(before, suffix))
        assert texts(register.load(path)) == texts(before)
    sheet = load_workbook(folder / "r.xlsx").worksheets[0]
    assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)


@pytest.mark.parametrize(
    ("change", "column"),
    [
        ({"nomor": "3"}, "nomor"),
        ({"nomor": "1"}, "nomor"),
        ({"tanggal": "32 Februari 2026"}, "tanggal"),
        ({"nama": ""}, "nama"),
        ({"status": "entahlah"}, "status"),
        ({"alasan": "z"}, "alasan"),
        ({"alasan": ""}, "alasan"),
        ({"tanggapan": ""}, "tanggapan"),
        ({"tanggapan": "2026-03-01"}, "tanggapan"),
        ({"status": "diproses"}, "status"),  # though answered
        ({"pemilu": "mungkin"}, "pemilu"),
        ({"tunda": "kemarin"}, "tunda"),
    ],
)
def test_a_mistake_is_told_at_its_place(change: dict[str, str], column: str) -> None:
    found = Register(entries(FIRST, {**SECOND, **change})).wrong()
    title = settings().sheets["permohonan"].columns[column].title
    assert (found[0].sheet, found[0].row, title) in {(one.sheet, one.row, one.column) for one in found} and found
    assert title in {one.column for one in found if one.row == 3}


def test_a_register_in_order_has_no_mistake(kept: Register) -> None:
    assert kept.wrong() == []


def test_an_objection_needs_its_request(kept: Register) -> None:
    kept.objections = entries({**OBJECTION, "permohonan": "9"})
    assert [(one.sheet, one.row) for one in kept.wrong()] == [("Keberatan", 2)]


def test_numbers_begin_anew_each_year(kept: Register) -> None:
    kept.requests += entries({**FIRST, "tanggal": "2027-01-04"})
    assert kept.wrong() == []


LAST_YEAR = {
    **FIRST,
    "nomor": "2",
    "tanggal": "2025-11-03",
    "nama": "Larasati Wening",
    "pemilu": "ya",
    "status": "dikabulkan",
    "tanggapan": "2025-11-04",
    "alamat": "Dusun Krajan",
}


def two_years(**objection: str) -> Register:
    """Number 2 stands in both years; row 2 and 3 are of 2025."""
    one = {**LAST_YEAR, "nomor": "1", "nama": "Gunadi Prakoso"}
    return Register(entries(one, LAST_YEAR, FIRST, SECOND), entries({**OBJECTION, **objection}))


@pytest.mark.parametrize(
    ("objection", "row"),
    [
        ({"tanggal": "2025-12-01", "nama": "Kuasa Hukum"}, 3),  # the other came later
        ({"nama": "Larasati Wening"}, 3),
        ({"nama": "budi  sasmita"}, 5),
        ({"nama": "Kuasa Hukum", "permohonan": "2/2026"}, 5),
        ({"nama": "Kuasa Hukum", "permohonan": "2 / 2025"}, 3),
        ({"nama": "Kuasa Hukum"}, None),
        ({"nama": "Budi Sasmita", "permohonan": "2/2024"}, None),
        ({"nama": "Budi Sasmita", "permohonan": "dua"}, None),
    ],
)
def test_an_objection_leads_to_its_own_request(objection: dict[str, str], row: int | None) -> None:
    found = two_years(**objection)
    asked = found.asked_by(found.objections[0])
    assert (asked.row if asked is not None else None) == row
    assert [(one.sheet, one.row, one.column) for one in found.wrong()] == (
        [] if row is not None else [("Keberatan", 2, "No. permohonan")]
    )


def test_the_term_of_an_objection_is_that_of_its_request() -> None:
    old, new = two_years(nama="Larasati Wening"), two_years(nama="Budi Sasmita")
    by = [due.due(one, calendar_of(None), TODAY, "id")[-1] for one in (old, new)]
    assert [(one.sheet, one.regime, one.deadline.due) for one in by] == [
        ("keberatan", "pemilu", date(2026, 4, 7)),
        ("keberatan", "biasa", date(2026, 5, 19)),  # without Good Friday, 1, 14 and 15 May
    ]


def test_a_letter_on_an_objection_tells_its_own_request(folder: Path) -> None:
    (folder / "register.xlsx").write_bytes(register.dump(two_years(nama="Larasati Wening"), ".xlsx"))
    text = letter(folder, "formulir_keberatan", nomor="7/PPID")
    assert "Dusun Krajan" in text and "3 November 2025" in text and "7 April 2026" in text
    (folder / "register.xlsx").write_bytes(register.dump(two_years(nama="Kuasa Hukum"), ".xlsx"))
    with pytest.raises(UsageError):
        letter(folder, "tanggapan_keberatan", nomor="8/PPID", pertimbangan="x")


def test_number_and_year_stay_text_in_a_workbook(tmp_path: Path) -> None:
    (tmp_path / "r.xlsx").write_bytes(register.dump(two_years(permohonan="2/2026"), ".xlsx"))
    assert register.load(tmp_path / "r.xlsx").objections[0].text("permohonan") == "2/2026"
    assert load_workbook(tmp_path / "r.xlsx")["Keberatan"]["C2"].number_format == "@"


def test_a_last_day_that_nobody_chose_is_told(folder: Path) -> None:
    told: list[str] = []
    office, path = offices.load(folder), folder / "register.xlsx"

    def write(number: int, year: Path, **given: str) -> None:
        kind = {"office": office, "given": given, "today": TODAY, "tell": told.append}
        informing.letter("tanda_bukti", path, number, year, **kind)  # type: ignore[arg-type]

    write(2, folder / "a")
    write(1, folder / "b", batas="2026-02-12")
    assert not told
    write(1, folder / "c")
    assert len(told) == 1


@pytest.mark.parametrize("text", ["2026-02-10 s.d. 2026-02-12", "10 Februari 2026 sampai dengan 12 Februari 2026"])
@pytest.mark.parametrize("more", ["", "; 2026-03-02 – 2026-03-03"])
def test_pauses_are_read(text: str, more: str) -> None:
    pauses = Entry({"tunda": text + more}).pauses
    assert pauses[0] == (date(2026, 2, 10), date(2026, 2, 12)) and len(pauses) == 1 + bool(more)


def test_both_dates_are_told_until_somebody_chooses(kept: Register) -> None:
    request, objection = due.due(kept, calendar_of(None), TODAY, "id")
    assert (request.regime, request.deadline.due) == (None, date(2026, 2, 25))
    assert request.other is not None and request.other.due == date(2026, 2, 12)
    assert (request.urgency, objection.urgency) == (due.LATE, due.LATER)
    kept.requests[0] = Entry({**FIRST, "pemilu": "tidak"}, 2)
    request = due.due(kept, calendar_of(None), TODAY, "id")[0]
    assert (request.other, request.urgency) == (None, due.LATER)


def test_the_calendar_file_names_nobody(kept: Register) -> None:
    found = due.ics(due.due(kept, calendar_of(None), TODAY, "id"), TODAY, "id")
    assert found.count(b"BEGIN:VEVENT") == 2 and b"Rukmini" not in found and b"Budi" not in found


@pytest.fixture
def folder(tmp_path: Path, kept: Register) -> Path:
    (tmp_path / "kinerja.toml").write_text(
        '[kantor]\nnama = "Bawaslu Kabupaten Blitar"\n[ppid]\nnama = "Sastro Wirawan"\natasan = "Wulandari Kencana"\n'
        'atasan_jabatan = "Ketua"\npengecualian = "PPID Bawaslu Kabupaten Blitar"\nkota = "Blitar"\n',
        encoding="utf-8",
    )
    (tmp_path / "register.xlsx").write_bytes(register.dump(kept, ".xlsx"))
    return tmp_path


def letter(folder: Path, kind: str, number: int = 1, **given: str) -> str:
    """The words of a letter."""
    office = offices.load(folder)
    path, out = folder / "register.xlsx", folder / "surat"
    batch = informing.letter(kind, path, number, out, office=office, given=given, today=TODAY)
    assert not batch.problems
    document = Document(str(out / batch.documents[0].file))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(one.text for one in document.paragraphs), *cells])


def test_every_letter_can_be_written(folder: Path) -> None:
    more = {
        "perpanjangan": {"alasan_perpanjangan": "Dokumen masih disalin"},
        "tanggapan_keberatan": {"pertimbangan": "uji konsekuensi telah dilakukan"},
        "uji_konsekuensi": {"tempat_uji": "Blitar", "tim": "PPID", "kesimpulan": "dikecualikan", "jangka": "5 tahun"},
        "berita_acara": {"isi": "penyerahan informasi"},
        "pemberitahuan": {"penguasaan": "ya"},
    }
    for kind, model in settings().letters.items():
        number = 2 if model.ground else 1
        text = letter(
            folder, kind, number, **({} if kind == "tanda_bukti" else {"nomor": "7/PPID"}), **more.get(kind, {})
        )
        assert "Bawaslu Kabupaten Blitar" in text and "{{" not in text
        assert ("Wulandari Kencana" in text) == model.superior
        assert ("Sastro Wirawan" in text) != model.superior


def test_a_refusal_cites_its_ground_and_says_who_decides(folder: Path) -> None:
    text = letter(folder, "penolakan", 2, nomor="7/PPID")
    assert "Pasal 17 huruf h UU 14/2008" in text and settings().grounds["h"].consequence in text
    assert "PPID Bawaslu Kabupaten Blitar" in text


@pytest.mark.parametrize(
    ("kind", "number", "given"),
    [
        ("pemberitahuan", 1, {}),  # no number
        ("penolakan", 1, {"nomor": "7"}),  # no ground
        ("tanda_bukti", 9, {}),  # no such line
        ("surat_cinta", 1, {"nomor": "7"}),
        ("tanda_bukti", 1, {"warna": "biru"}),
        ("tanggapan_keberatan", 1, {"nomor": "7", "pertimbangan": "x", "penanda_tangan.nama": "Sastro Wirawan"}),
    ],
)
def test_what_may_not_be_written(folder: Path, kind: str, number: int, given: dict[str, str]) -> None:
    with pytest.raises(UsageError):
        letter(folder, kind, number, **given)
    assert not (folder / "surat").exists()


def test_letters_of_many_days_share_a_folder_and_none_is_overwritten(folder: Path) -> None:
    letter(folder, "tanda_bukti")
    letter(folder, "penolakan", 2, nomor="7/PPID")
    with pytest.raises(UsageError):
        letter(folder, "tanda_bukti")


def test_all_figures_come_from_the_register(kept: Register) -> None:
    found = annual.annual(kept, 2026, calendar_of(None))
    assert (found.requests, found.by_month[1], found.by_month[2], found.objections) == (2, 1, 1, 1)
    # 13 March, 16, 17 | 18-24 off (Nyepi, Idul Fitri and cuti bersama) | 25-27, 30
    assert (found.by_status, found.grounds, found.answered, found.mean_days) == (
        {"diproses": 1, "ditolak": 1},
        {"h": 1},
        1,
        7.0,
    )
    assert found.reconciled() and found.late == 0
    assert annual.annual(kept, 2025, calendar_of(None)).requests == 0


def test_what_waits_after_its_last_day_is_late(kept: Register) -> None:
    calendar = calendar_of(None)
    late = [annual.annual(kept, 2026, calendar, on).late for on in (None, date(2026, 2, 25), date(2026, 2, 26))]
    assert late == [0, 0, 1]
    assert annual.annual(kept, 2026, calendar).regime_open == 1  # the first: nobody chose
    kept.requests[1] = Entry({**SECOND, "pemilu": "ya"}, 3)
    assert annual.annual(kept, 2026, calendar, date(2026, 2, 25)).late == 1


@pytest.mark.parametrize("change", [{"answered": 2}, {"grounds": {}}, {"objection_reasons": {}}, {"requests": 3}])
def test_sums_that_do_not_agree_are_seen(kept: Register, change: dict[str, Any]) -> None:
    assert not replace(annual.annual(kept, 2026, calendar_of(None)), **change).reconciled()


def test_a_register_with_mistakes_gives_no_report(folder: Path) -> None:
    broken = Register(entries(FIRST, {**SECOND, "nomor": "5"}))
    (folder / "register.xlsx").write_bytes(register.dump(broken, ".xlsx"))
    with pytest.raises(UsageError):
        informing.report(folder / "register.xlsx", 2026, offices.load(folder))


def test_the_report_is_a_document_with_the_same_figures(folder: Path) -> None:
    figures = informing.report(folder / "register.xlsx", 2026, offices.load(folder))
    raw = annual.document(figures, "Bawaslu Kabupaten Blitar", TODAY, "id")
    assert raw == annual.document(figures, "Bawaslu Kabupaten Blitar", TODAY, "id")
    document = Document(io.BytesIO(raw))
    assert document.tables[0].rows[1].cells[1].text == "2" and len(document.inline_shapes) == 1
    assert json.loads(json.dumps(annual.tree(figures)))["requests"] == 2


def test_no_register_is_told_with_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(UsageError) as error:
        register.load(tmp_path / "x.xlsx")
    assert error.value.remedy
    (tmp_path / "y.xlsx").write_bytes(b"bukan")
    with pytest.raises(UsageError):
        register.load(tmp_path / "y.xlsx")

"""Checks of a document's fields: years, numbers, identities, signatures, empty forms."""

from __future__ import annotations

import pytest

from kinerja_docs.model import Block, Cell, Record, Value
from tests.checking.sheets import Texts, document, found

NIP, OTHER, WRONG = "198705142010121004", "198705142010121005", "198713142010121004"


PK, SKP, IKU = "perjanjian_kinerja", "skp", "iku"
YEAR: Texts = {"periode.mulai": "1 Januari 2026", "periode.selesai": "31 Desember 2026"}
SPAN: Texts = {"periode.mulai": "2025", "periode.selesai": "2029"}


def pk(year: str, number: str | None, day: str) -> Texts:
    return {"tahun": year, "nomor": number and f"037/PR.03/K.JI-99/{number}", "tanggal": day}


@pytest.mark.parametrize(
    ("form", "fields", "at"),
    [
        (PK, pk("2026", None, "12 Januari 2026"), None),
        (PK, pk("2026", None, "1 Oktober 2025"), None),
        (PK, pk("2026", None, "30 September 2025"), "tanggal"),
        (PK, pk("2025", None, "31 Januari 2026"), None),
        (PK, pk("2025", None, "1 Februari 2026"), "tanggal"),
        (PK, pk("2026", "01/2024", "12 Januari 2026"), "nomor"),
        (PK, pk("2026", "12/2025", "29 Desember 2025"), None),
        (PK, pk("2024", "01/2026", "12 Januari 2026"), "tahun"),
        (PK, pk("2026", "XII", "31 April 2024"), None),
        (SKP, {**YEAR, "tanggal": "2 Januari 2026"}, None),
        (SKP, {**YEAR, "tanggal": "2 Maret 2027"}, "tanggal"),
        (IKU, {**SPAN, "tanggal": "2 Maret 2027"}, None),
        (IKU, {**SPAN, "tanggal": "2 Maret 2022"}, "tanggal"),
    ],
)
def test_years(form: str, fields: Texts, at: str | None) -> None:
    assert found(document(form, fields), "DOK002") == ([("DOK002", at)] if at else [])


def test_a_wrong_weekday_or_period_speaks_for_itself() -> None:
    dated: Texts = {"tahun": "2026", "tanggal": "Rabu, 12 Maret 2024"}
    assert found(document("perjanjian_kinerja", dated), "DOK001", "DOK002") == [("DOK001", "tanggal")]
    period: Texts = {"periode.mulai": "1 Juni 2026", "periode.selesai": "31 Mei 2026", "tanggal": "2 Maret 2024"}
    assert found(document("skp", period), "SKP003", "DOK002") == [("SKP003", "periode.selesai")]


@pytest.mark.parametrize(
    ("number", "day", "wrong"),
    [
        ("037/PR.03/K.JI-99/01/2026", "12 Januari 2026", False),
        ("037/PR.03/K.JI-99/I/2026", "12 Januari 2026", False),
        ("037/PR.03/K.JI-99/02/2026", "12 Januari 2026", True),
        ("037/PR.03/K.JI-99/13/2026", "12 Januari 2026", True),
        ("34/KP.05-SD/3599/2026", "12 Januari 2026", False),
        ("34/KP.05-SD/3599/2025", "12 Mei 2026", True),
        ("B/12/XYZ/99", "12 Januari 2026", False),
        ("001/LP/PL/Kab/16.99/II/2024", "12 Januari 2026", False),
    ],
)
def test_number_and_date(number: str, day: str, wrong: bool) -> None:
    made = document("iku", {"nomor": number, "tanggal": day})
    assert found(made, "DOK009") == ([("DOK009", "nomor")] if wrong else [])


def test_number_and_date_in_a_text() -> None:
    lines = [f"Surat Nomor 12/PM.00/K.JI-99/{month}/2026 tanggal 5 Maret 2026" for month in ("04", "03")]
    assert found(document("skp", lines=lines), "DOK009") == [("DOK009", "line 1")]


def test_a_number_of_another_year_is_one_finding() -> None:
    fields: Texts = {"tahun": "2026", "nomor": "037/PR.03/K.JI-99/01/2024", "tanggal": "12 Januari 2026"}
    assert found(document("perjanjian_kinerja", fields), "DOK002", "DOK009") == [("DOK002", "nomor")]


def signed(header: str | None, signature: str | None, name: str = "Tirta Wanabaya, S.H.") -> Texts:
    return {
        "pegawai.nama": "TIRTA WANABAYA",
        "pegawai.nip": header,
        "ttd.pegawai.nama": name,
        "ttd.pegawai.nip": signature,
    }


@pytest.mark.parametrize(
    ("header", "signature", "expected"),
    [
        (NIP, NIP, []),
        ("19870514 201012 1 004", NIP, []),
        (NIP, OTHER, [("DOK007", "ttd.pegawai.nip")]),
        (WRONG, WRONG, [("DOK005", "pegawai.nip")]),
        (WRONG, NIP, [("DOK005", "pegawai.nip")]),
        (NIP, WRONG, [("DOK007", "ttd.pegawai.nip")]),
        (WRONG, "198713142010121005", [("DOK007", "ttd.pegawai.nip")]),
        (None, WRONG, [("DOK005", "ttd.pegawai.nip")]),
        (NIP, None, []),
    ],
)
def test_nip_twice(header: str | None, signature: str | None, expected: list[tuple[str, str]]) -> None:
    assert found(document("skp", signed(header, signature)), "DOK005", "DOK007") == expected


def test_another_name_under_the_signature() -> None:
    made = document("skp", signed(NIP, OTHER, "Laras Kembangsari"))
    assert found(made, "DOK005", "DOK007") == [("DOK007", "ttd.pegawai.nama")]
    nobody = document("skp", {**signed(NIP, NIP, "Laras Kembangsari"), "pegawai.nama": None})
    assert found(nobody, "DOK007") == []


def test_a_nip_that_a_workbook_cut_off() -> None:
    made = document("skp", {"pegawai.nip": NIP})
    cell = made.records[0].fields["pegawai.nip"].cell
    cell.number = 1.98705142010121e17
    assert found(made, "DOK005") == [("DOK005", "pegawai.nip")]


def test_one_person_with_two_nip_in_a_file() -> None:
    first, second = document("skp", signed(NIP, NIP)), document("skp", signed(OTHER, OTHER))
    later = second.records[0]
    later.id = 1
    first.records.append(later)
    assert [code for code, _ in found(first, "DOK007")] == ["DOK007"]
    block = Block("table", 9)
    later.fields["pegawai.nip"] = Value(NIP, NIP, Cell(block, 1, 1, NIP))
    later.fields["ttd.pegawai.nip"] = Value(NIP, NIP, Cell(block, 2, 1, NIP))
    assert found(first, "DOK007") == []


@pytest.mark.parametrize(
    ("text", "wrong"),
    [("Penata Tk. I (III/d)", False), ("Penata (III/d)", True), ("III/f", True), ("IX", False), ("Pembina", False)],
)
def test_rank(text: str, wrong: bool) -> None:
    expected = [("DOK006", "penilai.pangkat_golongan")] if wrong else []
    assert found(document("skp", {"penilai.pangkat_golongan": text}), "DOK006") == expected


SIGNED: Texts = {"ttd.pegawai.nama": "Tirta Wanabaya", "ttd.penilai.nama": "Laras Kembangsari"}


@pytest.mark.parametrize(
    ("form", "fields", "expected"),
    [
        ("skp", SIGNED, []),
        ("skp", {**SIGNED, "ttd.penilai.nama": "(.................)"}, [("DOK012", "ttd.penilai.nama")]),
        ("skp", {"ttd.pegawai.nama": "Tirta Wanabaya"}, [("DOK012", "title")]),
        ("skp", {}, [("DOK012", "title")]),
        ("evaluasi_skp", {"ttd.penilai.nama": "Laras Kembangsari"}, []),
        ("perjanjian_kinerja", {"ttd.pihak_pertama.nama": "Tirta Wanabaya"}, []),
        (
            "perjanjian_kinerja",
            {"pihak_kedua.nama": "Laras Kembangsari", "ttd.pihak_pertama.nama": "Tirta Wanabaya"},
            [("DOK012", "title")],
        ),
        ("iku", {"tahun": "2026"}, []),
        ("iku", {"divisi": "DIVISI HUKUM"}, [("DOK012", "title")]),
        ("iku", {"divisi": "DIVISI HUKUM", "ttd.nama": "Tirta Wanabaya"}, []),
    ],
)
def test_signatures(form: str, fields: Texts, expected: list[tuple[str, str]]) -> None:
    assert found(document(form, fields), "DOK012") == expected


def test_a_block_without_a_name_is_pointed_at() -> None:
    made = document("skp", {"ttd.pegawai.nama": "Tirta Wanabaya"})
    caption = Cell(Block("table", 9), 1, 2, "Pejabat Penilai Kinerja")
    made.records[0].spare["ttd"] = {"pegawai", "penilai"}
    made.records[0].places["ttd.penilai"] = caption.at
    made.places["caption"] = caption.at
    assert found(made, "DOK012") == [("DOK012", "caption")]


def test_an_annex_needs_no_signature_of_its_own() -> None:
    made = document("skp", {})
    made.records[0].part = True
    assert found(made, "DOK012") == []


EMPTY: Texts = dict.fromkeys(
    ["pegawai.nama", "pegawai.nip", "pegawai.jabatan", "penilai.nama", "penilai.nip", "tanggal"]
)


def test_a_form_that_was_never_filled_in_says_nothing_else() -> None:
    assert found(document("skp", EMPTY)) == [("DOK013", "title")]
    assert found(document("skp", {**EMPTY, "pegawai.nama": "[isi nama]"})) == [("DOK013", "title")]
    half: Texts = {**EMPTY, "pegawai.nama": "Tirta Wanabaya", "penilai.nama": "Laras Kembangsari"}
    assert "DOK013" not in [code for code, _ in found(document("skp", half))]


def test_aspects_that_the_blank_form_prints_do_not_count() -> None:
    rows: list[Texts] = [
        {"nomor": "1", "rhk": None, "aspek": aspect, "indikator": None, "target": None}
        for aspect in ("Kuantitas", "Kualitas", "Waktu")
    ]
    made = document("skp", EMPTY, {"hasil_kerja": rows})
    made.records[0].spare["terisi"] = (3, 18)
    assert found(made) == [("DOK013", "title")]


def test_an_empty_form_is_known_without_the_count() -> None:
    made = document("skp", EMPTY)
    del made.records[0].spare["terisi"]
    assert found(made) == [("DOK013", "title")]
    assert isinstance(made.records[0], Record)

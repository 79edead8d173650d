"""The engine: what runs on what, what silences what, order, fingerprints, words."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from kinerja_docs.checking.hits import Context
from kinerja_docs.checking.rules import compile_rules
from kinerja_docs.checking.run import Checker
from kinerja_docs.model import FILE, Record
from tests.checking.sheets import KUANTITATIF, Texts, check, checklists, document, found, only, rhk

YEAR: Texts = {"periode.mulai": "1 Januari 2026", "periode.selesai": "31 Desember 2026"}


def test_unknown_form_gets_dates_and_regulations_only() -> None:
    made = document(
        None, lines=["Rapat pada hari Jumat, 27 Januari 2026 dan tanggal 31 Februari 2026 di ....... kantor"]
    )
    codes = {one.code for one in check(made)[0]}
    assert {"BRK004", "DOK001"} <= codes <= {"BRK004", "DOK001", "DOK008", "DOK011"}


def test_unread_file_gives_its_reason_and_nothing_else() -> None:
    findings, skipped = check(document(failure=("BRK002", "encrypted", "")))
    assert [(one.code, one.document, one.location) for one in findings] == [("BRK002", None, FILE)]
    assert skipped == []


def test_form_that_was_never_filled_in_gives_one_finding() -> None:
    names = [f"{who}.{part}" for who in ("pegawai", "penilai") for part in ("nama", "nip", "jabatan", "unit_kerja")]
    made = document(fields=dict.fromkeys(names, ""), traits={"comment_count": "1"})
    assert [code for code, _ in found(made)] == ["BRK010", "DOK013"]


def test_indicator_and_target_both_empty_is_one_finding() -> None:
    rows = rhk("Tersusunnya kajian hukum")
    rows[1] |= {"indikator": "", "target": ""}
    made = document(fields=KUANTITATIF, rows={"hasil_kerja": rows})
    assert found(made, "SKP006", "SKP007", "SKP008") == [("SKP006", "hasil_kerja[1].indikator")]


def test_placeholder_silences_the_empty_cell_that_it_is() -> None:
    rows = rhk("Tersusunnya kajian hukum")
    rows[0] |= {"target": "[isi target]"}
    made = document(fields=KUANTITATIF, rows={"hasil_kerja": rows})
    assert found(made, "DOK003", "SKP007") == [("DOK003", "hasil_kerja[0].target")]


def test_unknown_aspect_silences_the_missing_one_of_its_group_only() -> None:
    first, second = rhk("Tersusunnya kajian hukum"), rhk("Termutakhirkannya laman hukum", "2")
    first[0] |= {"aspek": "Keluaran"}
    made = document(fields=KUANTITATIF, rows={"hasil_kerja": first + second[:2]})
    assert found(made, "SKP009", "SKP010") == [("SKP010", "hasil_kerja[0].aspek"), ("SKP009", "hasil_kerja[3].rhk")]


def test_wrong_period_silences_time_targets_and_the_old_form() -> None:
    rows = rhk("Tersusunnya kajian hukum")
    rows[2] |= {"target": "26 bulan"}
    fields = {**KUANTITATIF, "periode.mulai": "1 Januari 2026", "periode.selesai": "31 Desember 2027"}
    assert [code for code, _ in found(document(fields=fields, rows={"hasil_kerja": rows}), "SKP003", "SKP011")] == [
        "SKP003"
    ]
    old = {**fields, "generasi": "2021"}
    assert [code for code, _ in found(document(fields=old), "SKP003", "SKP018")] == ["SKP003"]


def test_old_form_is_judged_by_what_it_has() -> None:
    rows: list[Texts] = [
        {"bagian": "utama", "nomor": "1", "rhk": "Menyusun kajian", "indikator": "", "target": "sesuai jadwal"}
    ]
    made = document(fields={"generasi": "2011", "pegawai.nama": "", **YEAR}, rows={"hasil_kerja": rows})
    codes = {code for code, _ in found(made) if code.startswith("SKP")}
    assert codes == {"SKP001", "SKP018"}


def test_uncalculated_cell_is_not_an_empty_one() -> None:
    rows = rhk("Tersusunnya kajian hukum")
    rows[0] |= {"target": ""}
    rows[1] |= {"target": ""}
    traits = {"uncalculated": ["hasil_kerja[0].target", "hasil_kerja[1].target"]}
    made = document(fields=KUANTITATIF, rows={"hasil_kerja": rows}, traits=traits)
    findings = check(made, ["BRK007", "SKP007"])[0]
    assert [one.code for one in findings] == ["BRK007"]
    assert findings[0].related == [made.places["hasil_kerja[1].target"]]


def test_part_that_came_alone_is_judged_by_what_it_holds() -> None:
    made = document(rows={"lampiran": [{"bagian": "konsekuensi", "isi": "Diusulkan mengikuti pelatihan"}]})
    made.records[0].part = True
    codes = {one.code for one in check(made)[0]}
    assert {code for code in codes if code.startswith("SKP")} == {"SKP016"}


def test_findings_come_in_the_order_of_the_document() -> None:
    rows = rhk("Menyusun kajian")
    rows[1] |= {"target": ""}
    made = document(fields={**KUANTITATIF, "pegawai.nip": ""}, rows={"hasil_kerja": rows})
    assert [code for code, _ in found(made, "SKP001", "SKP007", "SKP012")] == ["SKP001"] * 2 + ["SKP012", "SKP007"]


def test_fingerprint_ignores_path_place_and_wording() -> None:
    rows = rhk("Tersusunnya kajian hukum")
    rows[1] |= {"target": ""}
    fields = {**KUANTITATIF, **YEAR, "pegawai.nama": "Wulan Prameswari"}
    moved = rhk("Termutakhirkannya laman hukum") + [{**row, "nomor": "2"} for row in rows]
    (one,) = check(document(fields=fields, rows={"hasil_kerja": rows}), ["SKP007"])[0]
    (other,) = check(document(fields=fields, rows={"hasil_kerja": moved}, lines=["Kop"]), ["SKP007"], "en")[0]
    assert one.location != other.location and one.message != other.message
    assert one.fingerprint == other.fingerprint and len(one.fingerprint) == 16 and int(one.fingerprint, 16) >= 0


@pytest.mark.parametrize(
    "change",
    [{"pegawai.nama": "Damar Wicaksana"}, {"periode.mulai": "1 Januari 2025", "periode.selesai": "31 Desember 2025"}],
)
def test_fingerprint_tells_persons_and_periods_apart(change: Texts) -> None:
    rows = rhk("Tersusunnya kajian hukum")
    rows[1] |= {"target": ""}
    fields = {**KUANTITATIF, **YEAR, "pegawai.nama": "Wulan Prameswari"}
    (one,) = check(document(fields=fields, rows={"hasil_kerja": rows}), ["SKP007"])[0]
    (other,) = check(document(fields={**fields, **change}, rows={"hasil_kerja": rows}), ["SKP007"])[0]
    assert one.fingerprint != other.fingerprint


def test_alike_findings_have_different_fingerprints() -> None:
    rows: list[Texts] = [{"bagian": "utama", "rhk": "", "indikator": "", "target": ""} for _ in range(3)]
    findings = check(document(fields=KUANTITATIF, rows={"hasil_kerja": rows}), ["SKP006"])[0]
    assert len(findings) == 3 and len({one.fingerprint for one in findings}) == 3


def test_item_that_a_patch_turned_off_is_skipped_not_passed() -> None:
    lists = [
        replace(entry, items=tuple(replace(item, off=item.code == "SKP002") for item in entry.items))
        for entry in only("SKP001", "SKP002")
    ]
    made = document(fields={"pegawai.nama": "Wulan", "penilai.nama": "Wulan"})
    findings, skipped = Checker(lists).check("skp.docx", made.document, made.records, made.context)
    assert "SKP002" not in {one.code for one in findings}
    assert [(one.code, one.document, one.reason_code) for one in skipped] == [("SKP002", 0, "switched_off")]


def test_unread_files_are_reported_even_when_turned_off() -> None:
    lists = [replace(entry, items=tuple(replace(item, off=True) for item in entry.items)) for entry in only("BRK001")]
    made = document(failure=("BRK001", "damaged", ""))
    findings, _ = Checker(lists).check("rusak.docx", None, [], made.context)
    assert [one.code for one in findings] == ["BRK001"]


def test_edition_is_chosen_by_the_period_of_the_document() -> None:
    (skp,) = [entry for entry in only("SKP002") if entry.id == "skp"]
    older = replace(skp, version="0", effective=(date(2014, 1, 1), date(2022, 2, 2)))
    book = compile_rules([older, skp])
    versions = [
        [rule.checklist.version for rule in book.for_form("skp", day)]
        for day in (date(2010, 1, 1), date(2021, 12, 31), date(2022, 12, 31), date(2030, 1, 1))
    ]
    assert versions == [["0"], ["0"], ["1"], ["1"]]


def test_message_language_follows_the_checker() -> None:
    made = document(fields={"pegawai.nama": "Wulan", "penilai.nama": "Wulan"})
    (indonesian,), (english,) = check(made, ["SKP002"])[0], check(made, ["SKP002"], "en")[0]
    assert indonesian.message != english.message and indonesian.fix != english.fix


def test_file_without_documents_is_not_a_known_form() -> None:
    made = document(None)
    checker = Checker(checklists())
    findings, _ = checker.check("kosong.docx", made.document, [], Context(date(2026, 11, 20)))
    assert [one.code for one in findings] == ["BRK004"]


def test_one_known_document_is_enough_for_the_file() -> None:
    made = document()
    records = [*made.records, Record(1, None)]
    findings, _ = Checker(only("BRK004")).check("dua.docx", made.document, records, made.context)
    assert findings == []

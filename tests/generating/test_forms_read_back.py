"""Every form with a layout that is generated is read back value by value, and gives no error of its own checks."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from kinerja_docs import api, filling
from kinerja_docs.definitions.manifest import manifest
from kinerja_docs.options import Options
from kinerja_docs.text import fold

TODAY = date(2026, 11, 20)
HIGH = "Pejabat Pimpinan Tinggi dan Pimpinan Unit Kerja Mandiri"
MARKED = 'mutu "layanan" & biaya < pagu'
KINDS: list[tuple[str, dict[str, str]]] = [
    ("skp", {}),
    ("skp", {"pendekatan": "Kualitatif"}),
    ("skp", {"jenis_jabatan": HIGH}),
    ("evaluasi_skp", {}),
    ("evaluasi_skp", {"pendekatan": "Kualitatif"}),
    ("evaluasi_skp", {"jenis_jabatan": HIGH, "periode.evaluasi": "Akhir"}),
    ("program_kerja", {}),
    ("rencana_aksi", {}),
    ("perjanjian_kinerja", {}),
    ("iku_divisi", {}),
]
MAIN = {"program_kerja": "kegiatan", "rencana_aksi": "aksi", "perjanjian_kinerja": "sasaran", "iku_divisi": "indikator"}
TITLED = ("pendekatan", "periode.evaluasi", "capaian_organisasi", "rating_hasil_kerja", "rating_perilaku", "predikat")


def lines(name: str, table: str, count: int) -> list[dict[str, str]]:
    """So many rows, no two alike; groups (a number, then rows without) stay whole."""
    examples = manifest(name).model.tables[table].examples
    made = []
    for number in range(count):
        line = dict(examples[number % len(examples)])
        turn = number // len(examples)
        for column in ("rhk", "indikator", "kegiatan", "iku"):
            if column in line:
                line[column] += f" bidang {turn + 1} {MARKED}"
        if "nomor" in line:
            line["nomor"] = str(number + 1) if name not in ("skp", "evaluasi_skp") else str(turn + 1)
        made.append(line)
    return made


def entry(name: str, count: int, changes: dict[str, str]) -> dict[str, Any]:
    model = manifest(name).model
    made: dict[str, Any] = {field: one.example for field, one in model.fields.items() if one.example}
    for table, one in model.tables.items():
        grows = table in ("hasil_kerja", MAIN.get(name))
        made[table] = lines(name, table, count) if grows else [dict(row) for row in one.examples]
    return {**made, **changes}


def carried(rows: list[dict[str, str]]) -> Iterator[dict[str, str]]:
    """Rows with what stands above them in their group."""
    above: dict[str, str] = {}
    for row in rows:
        if row.get("nomor"):
            above = {key: row[key] for key in ("nomor", "rhk_pimpinan", "rhk") if key in row}
        yield {**above, **row}


def made(name: str, given: dict[str, Any], folder: Path) -> Any:
    data = folder / "d.json"
    data.write_text(json.dumps([given]), "utf-8")
    batch = filling.generate(name, data, folder / "hasil", today=TODAY)
    assert batch.problems == [] and batch.exit_code == 0, batch
    path = folder / "hasil" / batch.documents[0].file
    (record,) = api.read([str(path)], Options(today=TODAY)).files[0].records
    return record


@pytest.mark.parametrize(("name", "changes"), KINDS)
@pytest.mark.parametrize("count", [1, 6, 40])
def test_what_is_generated_is_read_back(name: str, changes: dict[str, str], count: int, tmp_path: Path) -> None:
    given = entry(name, count, changes)
    record = made(name, given, tmp_path)
    assert record.form == manifest(name).model.form
    for field in ("nip", "nama", "pangkat_golongan", "jabatan", "unit_kerja"):
        for who in ("pegawai", "penilai"):
            if f"{who}.{field}" in given:
                assert record.text_of(f"{who}.{field}") == given[f"{who}.{field}"]
    for field in ("instansi", "unit", "divisi", "tahun", "nomor", "tempat", "tanggal"):
        if field in given and field in record.fields:
            assert record.text_of(field).removeprefix("DIVISI ") == given[field], field
    for field in TITLED:
        if field in given:
            assert fold(record.text_of(field)) == fold(given[field]), field
    told = changes.get("pendekatan") == "Kualitatif"
    left_out = {"rhk_pimpinan", "aspek", "target"} if told else {"rhk_pimpinan", "aspek"} if changes else {"perspektif"}
    left_out = left_out if name in ("skp", "evaluasi_skp") else set()
    if name in ("skp", "evaluasi_skp"):
        wanted = [*carried(given["hasil_kerja"]), *carried(given["tambahan"])]
        rows = record.rows["hasil_kerja"]
    else:
        wanted, rows = given[MAIN[name]], record.rows[MAIN[name]]
    assert len(rows) == len(wanted)
    for row, line in zip(rows, wanted, strict=True):
        for column, text in line.items():
            if column not in left_out:
                assert row.text(column).removeprefix("Rp ") == text, column


def test_behaviour_and_annex_are_read_back(tmp_path: Path) -> None:
    given = entry("skp", 3, {})
    expected = [field for field in manifest("skp").model.fields if field.startswith("ekspektasi.")]
    given |= {field: f"Harapan nomor {number} & seterusnya" for number, field in enumerate(expected)}
    record = made("skp", given, tmp_path)
    assert [row.text("ekspektasi") for row in record.rows["perilaku"]] == [given[field] for field in expected]
    told = [(row.values["bagian"].value, row.text("isi")) for row in record.rows["lampiran"]]
    parts = ("dukungan_sumber_daya", "skema_pertanggungjawaban", "konsekuensi")
    assert told == [(part, line["isi"]) for part in parts for line in given[part]]


def test_a_commissioner_as_superior_needs_no_nip(tmp_path: Path) -> None:
    given = entry("skp", 3, {"penilai.jabatan": "Ketua", "penilai.nip": "", "penilai.pangkat_golongan": ""})
    record = made("skp", given, tmp_path)
    assert record.text_of("ttd.penilai.nama") == given["penilai.nama"] and "penilai.nip" not in record.fields


def test_a_value_outside_its_choices_is_a_problem_of_its_line(tmp_path: Path) -> None:
    data = tmp_path / "d.json"
    data.write_text(json.dumps([entry("skp", 1, {"pendekatan": "campuran"})]), "utf-8")
    batch = filling.generate("skp", data, tmp_path / "hasil", today=TODAY)
    assert [(p.row, p.column, p.code) for p in batch.problems] == [(1, "Pendekatan", "TPL003")]
    assert batch.documents == [] and batch.exit_code == 1

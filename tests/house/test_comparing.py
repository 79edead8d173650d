"""Documents beside each other: which belong to one set, which version counts, and what is found between files."""

from __future__ import annotations

import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from kinerja_docs import api
from kinerja_docs.fact_sets import fact_sets
from kinerja_docs.facts import Fact, Print
from kinerja_docs.model import FILE
from kinerja_docs.options import Options

TODAY = date(2026, 11, 20)
CLEAN = Path(__file__).parents[2] / "samples" / "kantor-bersih"


def fact(file: str, form: str = "skp", year: int | None = 2026, **fields: str | int) -> Fact:
    found = Fact(file, 0, form, year=year, sha256=file, person=str(fields.get("pegawai.nama", "")) or None)
    found.fields = {name: Print(str(value), value, None, FILE) for name, value in fields.items()}
    return found


def of_files(facts: list[Fact]) -> list[tuple[int | None, list[str]]]:
    return [(one.year, [one.file for one in one.facts]) for one in fact_sets(facts, {}, TODAY, whole=True)]


def test_a_document_of_several_years_belongs_to_each_of_them() -> None:
    years = {"periode.mulai": 2025, "periode.selesai": 2029}
    iku = fact("iku.docx", "iku", None, **years)
    assert of_files([iku, fact("a.docx", year=2025), fact("b.docx", year=2026), fact("c.docx", year=2030)]) == [
        (2025, ["iku.docx", "a.docx"]),
        (2026, ["iku.docx", "b.docx"]),
        (2030, ["c.docx"]),
    ]


def test_regions_part_the_offices_of_a_folder() -> None:
    blitar, kediri = {"instansi": "Bawaslu Kabupaten Blitar"}, {"instansi": "Bawaslu Kabupaten Kediri"}
    a, c = (fact(f"{name}.docx", **blitar, **{"pegawai.nama": name}) for name in "ac")
    facts = [a, fact("b.docx", **kediri), c]
    assert of_files(facts) == [(2026, ["a.docx", "c.docx"]), (2026, ["b.docx"])]
    assert of_files([fact("a.docx", **blitar), fact("tanpa.docx")]) == [(2026, ["a.docx", "tanpa.docx"])]


def test_the_later_date_counts_else_the_later_path() -> None:
    def named(file: str, **more: str) -> Fact:
        return fact(file, **{"pegawai.nama": "Wulan Prameswari", "periode.mulai": "2026-01-01", **more})

    dated = [named("a.docx", tanggal="2026-01-09"), named("b.docx", tanggal="2026-01-05"), named("c.docx")]
    (found,) = fact_sets(dated, {}, TODAY, whole=True)
    assert [one.file for one in found.facts] == ["a.docx"]
    assert {(one.older.file, one.newer.file) for one in found.replaced} == {("b.docx", "a.docx"), ("c.docx", "a.docx")}
    (found,) = fact_sets([named("a.docx"), named("b.docx")], {}, TODAY, whole=True)
    assert [one.file for one in found.facts] == ["b.docx"]


def test_another_persons_document_is_no_version() -> None:
    one = fact("a.docx", **{"pegawai.nama": "Wulan Prameswari"})
    assert of_files([one, fact("b.docx", **{"pegawai.nama": "Bagas Adinata"})])[0][1] == ["a.docx", "b.docx"]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    shutil.copytree(CLEAN / "skp", tmp_path / "skp")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_a_copy_is_told_at_the_later_file_with_the_earlier_beside_it(folder: Path) -> None:
    shutil.copy(folder / "skp" / "skp-purwanti.docx", folder / "skp" / "skp-purwanti-salinan.docx")
    outcome = api.check(["skp"], Options(today=TODAY))
    found = [one for one in outcome.findings if one.code == "BRK008"]
    assert [(one.file, one.location.kind, one.related[0].file) for one in found] == [
        ("skp/skp-purwanti.docx", "file", "skp/skp-purwanti-salinan.docx")
    ]
    assert not [one for one in outcome.findings if one.code == "BRK011"]


def test_two_workers_find_the_same_between_files(folder: Path) -> None:
    shutil.copy(folder / "skp" / "skp-purwanti.docx", folder / "skp" / "skp-purwanti-salinan.docx")
    options = Options(today=TODAY)
    one, two = api.check(["skp"], options), api.check(["skp"], replace(options, workers=2))
    assert one.findings == two.findings and one.skipped == two.skipped


def test_the_roster_is_held_against_an_office_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    office = tmp_path / "kantor"
    shutil.copytree(CLEAN, office)
    monkeypatch.chdir(tmp_path)
    settings = office / "kinerja.toml"
    settings.write_text(settings.read_text(encoding="utf-8").replace("[kantor]", '[kantor]\nroster = "roster.csv"'))
    lines = ["Nama;NIP;Jabatan;Atasan", "Purwanti Mangunsari;;Bendahara;", "Sekar Widuri;;Arsiparis;", "Ratna;;Ketua;"]
    (office / "roster.csv").write_text("\n".join(lines), encoding="utf-8")
    outcome = api.check(["kantor"], Options(today=TODAY))
    found = {(one.code, one.file, one.location.paragraph) for one in outcome.findings if one.code.startswith("ROS")}
    assert ("ROS001", "kantor/roster.csv", 3) in found
    assert {(code, file) for code, file, _ in found if code == "ROS001"} == {("ROS001", "kantor/roster.csv")}
    assert ("ROS003", "kantor/skp/skp-purwanti.docx", None) in found
    assert ("ROS002", "kantor/skp/skp-maharani.docx", None) in found
    assert [(one.role, one.verdict) for one in outcome.files if one.path == "kantor/roster.csv"] == [
        ("reference", None)
    ]
    single = api.check(["kantor/skp/skp-purwanti.docx"], Options(today=TODAY))
    assert {one.reason_code for one in single.skipped if one.code.startswith("ROS")} == {"single_file"}


def test_without_a_roster_the_roll_is_skipped_and_not_passed(folder: Path) -> None:
    outcome = api.check(["skp"], Options(today=TODAY))
    assert {one.reason_code for one in outcome.skipped if one.code == "ROS002"} == {"no_roster"}

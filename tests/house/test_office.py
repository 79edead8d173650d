"""The office folder: found, read strictly, its decisions kept."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from kinerja_docs import office
from kinerja_docs.errors import UsageError

FULL = """
[kantor]
nama = "Bawaslu Kabupaten Blitar"
jenis = "bawaslu"
tingkat = "kabkota"
wilayah = "Kabupaten Blitar"
provinsi = "Jawa Timur"
kode_unit = "K.JI-04"
sebutan_kepala = "Kepala Sekretariat"
jumlah_anggota = 5
tahun = 2026
roster = "roster.xlsx"
[periksa]
select = ["SKP", "DOK"]
ignore = ["SKP012"]
[periksa.tingkat]
SKP009 = "info"
[bukti]
batas = 2026-12-31
[libur]
berkas = "libur.csv"
"""
DECIDED = """fingerprint,code,rule version,decision,reason,by,date,until
0123456789abcdef,SKP009,1,accepted,disepakati,Kepala,2026-02-01,2026-12-31
fedcba9876543210,SKP012,1,diterima,,Kepala,2026-02-01,
aaaaaaaaaaaaaaaa,SKP020,1,linked,,Kepala,2026-02-01,
bbbbbbbbbbbbbbbb,SKP009,1,accepted,,Kepala,2026-02-01,besok
,SKP009,1,accepted,,Kepala,2026-02-01,
"""


def folder(tmp_path: Path, settings: str = FULL, decided: str | None = None) -> Path:
    (tmp_path / "kinerja.toml").write_text(settings, encoding="utf-8")
    if decided is not None:
        (tmp_path / "keputusan.csv").write_text(decided, encoding="utf-8")
    return tmp_path


def test_everything_is_read(tmp_path: Path) -> None:
    found = office.load(folder(tmp_path))
    assert (found.wilayah, found.jumlah_anggota, found.tahun) == ("Kabupaten Blitar", 5, 2026)
    assert (found.select, found.ignore, dict(found.severities)) == (("SKP", "DOK"), ("SKP012",), {"SKP009": "info"})
    assert found.bukti_batas == date(2026, 12, 31)
    assert found.roster == tmp_path / "roster.xlsx"


def test_found_by_walking_up(tmp_path: Path) -> None:
    deep = folder(tmp_path) / "skp" / "2026"
    deep.mkdir(parents=True)
    assert office.find(deep / "x.docx") == tmp_path
    assert office.find(tmp_path) == tmp_path
    assert office.find(tmp_path.parent / "elsewhere") != tmp_path


@pytest.mark.parametrize(
    ("settings", "hint"),
    [
        ("[kantr]\nnama = 'x'", "kantor"),
        ("[kantor]\nwilyah = 'x'", "kantor.wilayah"),
        ("[kantor]\njenis = 'panwas'", "bawaslu"),
        ("[kantor]\ntahun = '2026'", "kantor.tahun"),
        ("[kantor]\njumlah_anggota = true", "kantor.jumlah_anggota"),
        ("[periksa]\nignore = 'SKP'", "periksa.ignore"),
        ("[periksa.tingkat]\nSKP009 = 'ringan'", "info"),
        ("[bukti]\nbatas = 'besok'", "2026-11-20"),
        ("[kantor", "kinerja.toml"),
        ("kantor = 3", "kantor"),
    ],
)
def test_what_cannot_be_used_is_refused(tmp_path: Path, settings: str, hint: str) -> None:
    with pytest.raises(UsageError) as caught:
        office.load(folder(tmp_path, settings))
    assert hint in str(caught.value)


def test_a_folder_without_settings_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError):
        office.load(tmp_path)


@pytest.mark.parametrize("separator", [",", ";"])
def test_decisions(tmp_path: Path, separator: str) -> None:
    found = office.load(folder(tmp_path, decided=DECIDED.replace(",", separator)))
    assert sorted(found.decisions) == [("0123456789abcdef", "SKP009"), ("fedcba9876543210", "SKP012")]
    first = found.decisions["0123456789abcdef", "SKP009"]
    assert first.holds(date(2026, 12, 31)) and not first.holds(date(2027, 1, 1))
    assert first.as_accepted() == {
        "reason": "disepakati",
        "by": "Kepala",
        "date": "2026-02-01",
        "until": "2026-12-31",
    }
    assert len(found.notices) == 2


def test_decisions_without_a_column_are_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError):
        office.load(folder(tmp_path, decided="code,decision\nSKP009,accepted\n"))


def test_what_is_a_submission(tmp_path: Path) -> None:
    found = office.load(folder(tmp_path))
    inside = {name: found.is_submission(tmp_path / name) for name in ("skp/a.docx", "templates/a.docx", "roster.xlsx")}
    assert inside == {"skp/a.docx": True, "templates/a.docx": False, "roster.xlsx": False}
    assert not found.is_submission(tmp_path / "keputusan.csv")
    assert found.owns(tmp_path / "bukti" / "x.pdf") == "bukti"
    assert found.owns(tmp_path.parent / "x.pdf") is None

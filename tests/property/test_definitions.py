"""Whatever stands in a definition or setting, it is used or refused with file and remedy: never a trace."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fuzz.yaml_damage import damaged
from kinerja_docs import office, resources
from kinerja_docs.checking.registry import ALL_KINDS
from kinerja_docs.definitions.checklist import load_checklists
from kinerja_docs.errors import DefinitionError, UsageError
from kinerja_docs.extracting.forms import load_forms

LAYOUTS = sorted(resources.extractors_path().glob("*.yaml"))
CHECKLISTS = sorted(resources.checklists_path().glob("*.yaml"))
PATCH = b"""patch: dok
against: "1"
items:
  DOK001:
    severity: info
    with: {}
  DOK008: {off: true}
"""
SETTINGS = b"""[kantor]
nama = "Bawaslu Kabupaten Blitar"
jenis = "bawaslu"
tingkat = "kabkota"
jumlah_anggota = 3
tahun = 2026
[periksa]
select = ["SKP", "DOK"]
[periksa.tingkat]
SKP009 = "info"
[bukti]
batas = 2026-12-31
"""
DECISIONS = b"""fingerprint,code,rule version,decision,reason,by,date,until
0123456789abcdef,SKP007,1,diterima,"alasan, panjang",Kepala,2026-01-05,2026-12-31
"""
seeds = st.integers(0, 2**32)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An office folder without settings of its own."""
    folder = tmp_path_factory.mktemp("kantor")
    for name in ("extractors", "checklists"):
        (folder / name).mkdir()
    return folder


def judge(path: Path, data: bytes, load: Callable[[], object], error: type[DefinitionError | UsageError]) -> None:
    """The file is used, or refused by an error that names a file: this one, or one that builds on it."""
    path.write_bytes(data)
    try:
        load()
    except error as refused:
        named = str(refused).partition(": ")[0]
        assert named.rpartition(":")[0].endswith((".yaml", ".toml", ".csv")) or named.endswith(
            (".yaml", ".toml", ".csv")
        )
        assert refused.exit_code == (4 if error is DefinitionError else 2)
    finally:
        path.unlink()


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda path: path.stem)
@given(seed=seeds)
def test_broken_layouts(folder: Path, layout: Path, seed: int) -> None:
    data = damaged(layout.read_bytes(), random.Random(seed))
    judge(folder / "extractors" / layout.name, data, lambda: load_forms(folder), DefinitionError)


@pytest.mark.parametrize("checklist", CHECKLISTS, ids=lambda path: path.stem)
@given(seed=seeds)
def test_broken_checklists(folder: Path, checklist: Path, seed: int) -> None:
    data = damaged(checklist.read_bytes(), random.Random(seed))
    judge(folder / "checklists" / checklist.name, data, lambda: load_checklists(folder, ALL_KINDS), DefinitionError)


@given(seed=seeds)
def test_broken_patches(folder: Path, seed: int) -> None:
    data = damaged(PATCH, random.Random(seed))
    judge(folder / "checklists" / "ubahan.yaml", data, lambda: load_checklists(folder, ALL_KINDS), DefinitionError)


@given(seed=seeds)
def test_broken_settings(folder: Path, seed: int) -> None:
    judge(folder / "kinerja.toml", damaged(SETTINGS, random.Random(seed)), lambda: office.load(folder), UsageError)


@given(seed=seeds)
def test_broken_decisions(folder: Path, seed: int) -> None:
    (folder / "kinerja.toml").write_bytes(SETTINGS)
    try:
        data = damaged(DECISIONS, random.Random(seed))
        judge(folder / "keputusan.csv", data, lambda: office.load(folder), UsageError)
    finally:
        (folder / "kinerja.toml").unlink()


@pytest.mark.parametrize("text", ["a = " + "[" * 5000, "x = 1" + "0" * 5000, "[[kantor]]", "kantor = 1", "\x00"])
def test_settings_that_mean_no_good(folder: Path, text: str) -> None:
    path = folder / "kinerja.toml"
    path.write_text(text, encoding="utf-8")
    try:
        with pytest.raises(UsageError):
            office.load(folder)
    finally:
        path.unlink()

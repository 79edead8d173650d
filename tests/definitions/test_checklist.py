"""Checklists load strictly, and everything broken names file, line and remedy."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from pydantic import BaseModel, ConfigDict

from kinerja_docs import resources
from kinerja_docs.checking.hits import Context, Hit, Kind
from kinerja_docs.definitions import checklist
from kinerja_docs.errors import DefinitionError
from kinerja_docs.model import Record


class Params(BaseModel):
    """Parameters of a made-up check kind."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    fields: list[str]
    most: int = 3


def nothing(params: Params, record: Record, context: Context) -> Iterator[Hit]:
    yield from ()


KINDS = {"field_missing": Kind(Params, nothing), "numbers": Kind(Params, nothing)}

ITEM = """\
  - code: SKP001
    name: identitas-kosong
    title: {id: Identitas kosong, en: Identity blank}
    why: {id: perlu, en: needed}
    check: field_missing
    with: {fields: [pegawai.nama]}
    severity: error
    owner: pegawai
    message: {id: kosong, en: blank}
    fix: {id: isi, en: fill in}
    legal_basis: [{regulation: PermenPANRB 6/2022, article: null}]
    rank: empty
    examples:
      pass: [{form: skp, fields: {pegawai.nama: Sari}}]
      fail: [{form: skp, fields: {}, code: SKP001, at: pegawai.nama}]
"""
HEAD = """\
id: skp
version: "1.10"
title: {id: SKP, en: SKP}
effective: {from: 2022-02-03, until: null}
forms: [skp]
items:
"""
SHIPPED_LIST = HEAD + ITEM


def shipped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str = SHIPPED_LIST) -> Path:
    """A made-up shipped root with one checklist; returns the path of an empty office folder beside it."""
    root = tmp_path / "shipped"
    (root / "checklists").mkdir(parents=True)
    (root / "checklists" / "skp.yaml").write_text(text, encoding="utf-8")
    monkeypatch.setattr(resources, "shipped_root", lambda: root)
    office = tmp_path / "kantor"
    (office / "checklists").mkdir(parents=True)
    return office


def broken(tmp_path: Path, text: str) -> DefinitionError:
    path = tmp_path / "broken.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(DefinitionError) as caught:
        checklist.load_checklist(path, KINDS)
    assert caught.value.path == path.as_posix()
    return caught.value


def test_every_scalar_is_text_then_typed(tmp_path: Path) -> None:
    path = tmp_path / "skp.yaml"
    path.write_text(SHIPPED_LIST.replace("Identitas kosong", "no"), encoding="utf-8")
    loaded = checklist.load_checklist(path, KINDS)
    item = loaded.items[0]
    assert loaded.version == "1.10"
    assert item.title["id"] == "no"
    assert item.params == Params(fields=["pegawai.nama"])
    assert item.legal_basis[0].article is None
    assert item.message.get("", "en") == "blank"
    assert item.examples.failing[0].at == "pegawai.nama"


def test_edition_is_in_force_on_its_own_days(tmp_path: Path) -> None:
    path = tmp_path / "skp.yaml"
    path.write_text(SHIPPED_LIST.replace("until: null", "until: 2025-12-31"), encoding="utf-8")
    loaded = checklist.load_checklist(path, KINDS)
    assert loaded.in_force(date(2022, 2, 3)) and loaded.in_force(date(2025, 12, 31))
    assert not loaded.in_force(date(2022, 2, 2)) and not loaded.in_force(date(2026, 1, 1))


@pytest.mark.parametrize(
    ("old", "new", "line", "hint"),
    [
        ("severity: error", "severty: error", 13, "severity"),
        ("severity: error", "severity: eror", 13, "error"),
        ("check: field_missing", "check: field_mising", 11, "field_missing"),
        ("with: {fields: [pegawai.nama]}", "with: {feilds: [pegawai.nama]}", 12, "fields"),
        ("owner: pegawai", "owner: pegawei", 14, "pegawai"),
        ("    check: field_missing\n", "", 7, "check"),
        ("    why: {id: perlu, en: needed}\n", "", 7, "why"),
        ("    fix: {id: isi, en: fill in}\n", "", 7, "fix"),
        ("why: {id: perlu, en: needed}", 'why: {id: perlu, en: ""}', 10, ""),
        ("message: {id: kosong, en: blank}", "message: {id: kosong}", 15, ""),
        ("legal_basis: [{regulation: PermenPANRB 6/2022, article: null}]", "legal_basis: []", 7, "SKP001"),
        ("pass: [{form: skp, fields: {pegawai.nama: Sari}}]", "pass: []", 20, ""),
        ("name: identitas-kosong", "name: identitas-kosong\n    name: lain", 9, "name"),
        ("fields: {pegawai.nama: Sari}", "fields: &x {pegawai.nama: *x}", 20, ""),
        ("forms: [skp]", "forms: [skp", 6, ""),
    ],
)
def test_errors_name_line_and_remedy(tmp_path: Path, old: str, new: str, line: int, hint: str) -> None:
    assert SHIPPED_LIST.count(old) == 1
    error = broken(tmp_path, SHIPPED_LIST.replace(old, new))
    assert error.line == line
    assert hint in str(error)


def test_repeated_code_is_refused(tmp_path: Path) -> None:
    assert broken(tmp_path, SHIPPED_LIST + ITEM).line == 22


def test_likely_is_never_an_error(tmp_path: Path) -> None:
    error = broken(tmp_path, SHIPPED_LIST.replace("    rank: empty", "    confidence: likely\n    rank: empty"))
    assert error.line == 7


@pytest.mark.parametrize("raw", [b"", b"a: \xff\xfe", b"id: [1, 2"])
def test_unreadable_definitions(tmp_path: Path, raw: bytes) -> None:
    path = tmp_path / "x.yaml"
    path.write_bytes(raw)
    with pytest.raises(DefinitionError):
        checklist.load_checklist(path, KINDS)


def test_office_patch_changes_and_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    office = shipped(tmp_path, monkeypatch)
    patch = office / "checklists" / "tambal.yaml"
    patch.write_text(
        'patch: skp\nagainst: "1.10"\nitems:\n  SKP001: {severity: info, with: {most: "5"}, message: {id: a, en: b}}\n',
        encoding="utf-8",
    )
    loaded = checklist.load_checklists(office, KINDS)[0]
    item = loaded.items[0]
    assert (item.severity, item.params.most, item.params.fields) == ("info", 5, ["pegawai.nama"])
    assert item.message.get("", "id") == "a"
    assert loaded.patches[0].origin == patch.as_posix()
    assert loaded.notices == ()


def test_patch_for_another_version_is_a_notice(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    office = shipped(tmp_path, monkeypatch)
    (office / "checklists" / "t.yaml").write_text(
        "patch: skp\nagainst: '1'\nitems: {SKP001: {off: true}}\n", encoding="utf-8"
    )
    loaded = checklist.load_checklists(office, KINDS)[0]
    assert loaded.items[0].off
    assert len(loaded.notices) == 1


@pytest.mark.parametrize(
    ("text", "line", "hint"),
    [
        ("patch: skp\nagainst: '1'\nitems:\n  SKP01: {off: true}\n", 4, "SKP001"),
        ("patch: skpp\nagainst: '1'\nitems:\n  SKP001: {off: true}\n", 1, "skp"),
        ("patch: skp\nagainst: '1'\nitems:\n  SKP001: {of: true}\n", 4, "off"),
        ("patch: skp\nagainst: '1'\nitems:\n  SKP001:\n    with: {moist: 2}\n", 5, "most"),
    ],
)
def test_broken_patches(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str, line: int, hint: str) -> None:
    office = shipped(tmp_path, monkeypatch)
    (office / "checklists" / "t.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(DefinitionError) as caught:
        checklist.load_checklists(office, KINDS)
    assert caught.value.line == line
    assert hint in caught.value.remedy


def test_one_code_in_two_lists_of_one_day_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    office = shipped(tmp_path, monkeypatch)
    own = office / "checklists" / "own.yaml"
    own.write_text(SHIPPED_LIST.replace("id: skp\n", "id: punya\n"), encoding="utf-8")
    with pytest.raises(DefinitionError):
        checklist.load_checklists(office, KINDS)
    own.write_text(
        SHIPPED_LIST.replace("id: skp\n", "id: punya\n").replace(
            "from: 2022-02-03, until: null", "from: 2000-01-01, until: 2022-02-02"
        ),
        encoding="utf-8",
    )
    assert [entry.id for entry in checklist.load_checklists(office, KINDS)] == ["skp", "punya"]


def test_unknown_silencer_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    item = ITEM.replace("    rank: empty", "    silenced_by: [{code: SKP099}]\n    rank: empty")
    office = shipped(tmp_path, monkeypatch, HEAD + item)
    with pytest.raises(DefinitionError):
        checklist.load_checklists(office, KINDS)


def test_what_was_loaded_stays_until_a_byte_of_it_changes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    office = shipped(tmp_path, monkeypatch)
    first = checklist.load_checklists(office, KINDS)
    assert checklist.load_checklists(office, KINDS)[0] is first[0]
    path = office / "checklists" / "lagi.yaml"
    path.write_text("id: rusak\n", encoding="utf-8")
    with pytest.raises(DefinitionError):
        checklist.load_checklists(office, KINDS)
    path.unlink()
    assert [one.id for one in checklist.load_checklists(office, KINDS)] == [one.id for one in first]

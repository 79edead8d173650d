"""What is kept of an office folder's files: the second run says what the first one said, and reads what changed."""

from __future__ import annotations

import json
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from kinerja_docs import api, deciding, reading
from kinerja_docs.desk import Checked, Desk, Job
from kinerja_docs.keeping import entry, store
from kinerja_docs.keeping.seal import name_of, seal, unseal
from kinerja_docs.keeping.store import Row, Store
from kinerja_docs.model import Value
from kinerja_docs.options import Options
from kinerja_docs.reporting.json_report import check_tree

SAMPLES = Path(__file__).parents[2] / "samples"
TODAY = date(2026, 11, 20)
FAULTY = ("skp-target-kosong.docx", "pk-jumlah-anggaran-salah.docx", "skp-nip-salah.xlsx", "bukan-formulir.xlsx")


@pytest.fixture
def office(tmp_path: Path) -> Path:
    """An office with documents that are clean and some that are not."""
    home = tmp_path / "kantor"
    shutil.copytree(SAMPLES / "kantor-bersih", home, ignore=shutil.ignore_patterns(".kinerja"))
    for name in FAULTY:
        shutil.copy(SAMPLES / "bermasalah" / name, home / "skp" / name)
    return home


@pytest.fixture
def worked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the files that were given to workers."""
    names: list[str] = []
    plain = api._Run.work

    def noting(run: api._Run, jobs: list[Job]) -> Iterator[Checked]:
        names.extend(Path(job.source.path).name for job in jobs)
        return plain(run, jobs)

    monkeypatch.setattr(api._Run, "work", noting)
    return names


def tree(path: Path | str, today: date = TODAY, **more: Any) -> dict[str, Any]:
    return check_tree(api.check([str(path)], Options(today=today, **more)))


def base(office: Path) -> Path:
    return office / ".kinerja" / "temuan.sqlite"


def files_of(office: Path) -> int:
    return sum(1 for path in office.rglob("*") if path.suffix in (".docx", ".xlsx"))


def test_the_second_run_says_the_same_and_reads_nothing(office: Path, worked: list[str]) -> None:
    plain = tree(office, cache=False)
    assert not base(office).exists()
    worked.clear()
    assert tree(office) == plain
    assert len(worked) == files_of(office)
    worked.clear()
    assert tree(office) == plain
    assert worked == []
    assert plain["findings"]


def test_a_file_that_changed_is_read_and_no_other(office: Path, worked: list[str]) -> None:
    tree(office)
    changed = next(path for path in sorted(office.rglob("*.docx")) if path.parent.name == "skp")
    changed.write_bytes((SAMPLES / "bermasalah" / "skp-belum-diisi.docx").read_bytes())
    worked.clear()
    found = tree(office)
    assert worked == [changed.name]
    assert found == tree(office, cache=False)
    assert any(one["code"] == "DOK013" for one in found["findings"])


def test_the_path_that_was_given_is_the_one_that_is_told(
    office: Path, worked: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    tree(office)
    monkeypatch.chdir(office)
    worked.clear()
    found = tree(".")
    assert worked == []
    assert found == tree(".", cache=False)
    assert all(one["file"].startswith("./") for one in found["findings"])


def test_settings_definitions_and_decisions_are_honoured(office: Path) -> None:
    before = tree(office)
    settings = office / "kinerja.toml"
    settings.write_text(settings.read_text(encoding="utf-8") + '[periksa.tingkat]\nSKP007 = "info"\n', encoding="utf-8")
    assert tree(office) == tree(office, cache=False) != before
    one = next(finding for finding in before["findings"] if finding["severity"] == "error")
    deciding.accept(office / "keputusan.csv", office, one["fingerprint"], one["code"], "sudah dibahas", "Kepala", TODAY)
    accepted = tree(office)
    assert accepted == tree(office, cache=False)
    assert accepted["summary"]["accepted"] == 1
    layout = (SAMPLES.parent / "extractors" / "skp.yaml").read_text(encoding="utf-8")
    (office / "extractors").mkdir(exist_ok=True)
    (office / "extractors" / "skp.yaml").write_text(
        layout.replace("perjanjian kinerja", "kesepakatan kinerja"), "utf-8"
    )
    assert tree(office) == tree(office, cache=False)
    document = office / "skp" / "bukan-formulir.xlsx"
    digest = next(file["sha256"] for file in before["files"] if file["path"] == document.as_posix())
    deciding.correct_form(office / "keputusan.csv", digest, "skp", "Kepala", TODAY)
    found = tree(office)
    assert found == tree(office, cache=False)
    forms = {file["path"]: [one["form"] for one in file["documents"]] for file in found["files"]}
    assert forms[document.as_posix()] == ["skp"]


def test_the_roster_is_honoured(office: Path) -> None:
    tree(office)
    settings = office / "kinerja.toml"
    text = settings.read_text(encoding="utf-8")
    settings.write_text(text.replace("[kantor]", '[kantor]\nroster = "roster.csv"'), encoding="utf-8")
    roster = office / "roster.csv"
    roster.write_text("Nama;NIP;Jabatan\nSri Lestari;198001012005012001;Arsiparis\n", encoding="utf-8")
    first = tree(office)
    assert first == tree(office, cache=False)
    roster.write_text("Nama;NIP;Jabatan\nDewi Anggraini;198101012005012001;Arsiparis\n", encoding="utf-8")
    second = tree(office)
    assert second == tree(office, cache=False) != first


def test_what_rests_on_the_day_or_the_evidence_is_looked_at_anew(tmp_path: Path, worked: list[str]) -> None:
    home = tmp_path / "kantor"
    shutil.copytree(SAMPLES / "kantor-lke", home, ignore=shutil.ignore_patterns(".kinerja"))
    first = tree(home)
    worked.clear()
    assert tree(home) == first
    assert worked == []
    later = date(2027, 3, 1)
    assert tree(home, later) == tree(home, later, cache=False)
    evidence = next(path for path in sorted((home / "bukti").rglob("*")) if path.is_file())
    evidence.unlink()
    worked.clear()
    found = tree(home)
    assert set(worked) == {path.name for path in (home / "lke").iterdir()}
    assert found == tree(home, cache=False) != first


@pytest.mark.parametrize("damage", ["other", "middle", "entries", "emptied"])
def test_a_damaged_store_stops_nothing(office: Path, damage: str, worked: list[str]) -> None:
    plain = tree(office)
    path = base(office)
    data = path.read_bytes()
    if damage == "other":
        path.write_bytes(b"bukan basis data" * 300)
    elif damage == "middle":
        path.write_bytes(data[:4096] + b"\xff" * (len(data) - 4096))
    elif damage == "emptied":
        path.write_bytes(b"")
    else:
        with sqlite3.connect(path) as open_one:
            open_one.execute("UPDATE entries SET sealed = CAST(substr(sealed, 1, 40) || X'00112233' AS BLOB)")
    worked.clear()
    outcome = api.check([str(office)], Options(today=TODAY))
    assert check_tree(outcome) == plain
    assert len(worked) == files_of(office)
    assert any(path.as_posix() in notice for notice in outcome.notices) is (damage in ("other", "middle"))
    tree(office)
    worked.clear()
    assert tree(office) == plain
    assert worked == []


def test_a_store_that_another_program_holds_stops_nothing(office: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store, "WAIT", 0.05)
    plain = tree(office)
    (office / "skp" / "baru.txt").write_text("catatan rapat", encoding="utf-8")
    holder = sqlite3.connect(base(office), isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    outcome = api.check([str(office)], Options(today=TODAY))
    holder.execute("ROLLBACK")
    holder.close()
    assert any(base(office).as_posix() in notice for notice in outcome.notices)
    assert check_tree(outcome) == tree(office, cache=False)
    assert len(outcome.files) == len(plain["files"]) + 1


def test_a_folder_that_cannot_be_written_to_stops_nothing(office: Path) -> None:
    (office / ".kinerja").write_text("di sini tidak dapat dibuat folder", encoding="utf-8")
    outcome = api.check([str(office)], Options(today=TODAY))
    assert [notice for notice in outcome.notices if base(office).as_posix() in notice]
    assert check_tree(outcome) == tree(office, cache=False)


def test_nothing_is_kept_where_nobody_wants_it(office: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tree(office, cache=False)
    monkeypatch.setenv("KINERJA_DOCS_CACHE", "")
    tree(office)
    assert not base(office).parent.exists()
    monkeypatch.delenv("KINERJA_DOCS_CACHE")
    tree(SAMPLES / "kantor-bersih")
    assert not (SAMPLES / "kantor-bersih" / ".kinerja").exists()


def test_what_could_not_be_read_is_tried_anew(office: Path, worked: list[str]) -> None:
    (office / "skp" / "rusak.docx").write_bytes(b"PK\x03\x04 terpotong")
    tree(office)
    worked.clear()
    found = tree(office)
    assert worked == ["rusak.docx"]
    assert any(one["code"] == "BRK001" for one in found["findings"])


def test_the_store_tells_nothing_to_those_who_have_not_the_document(office: Path) -> None:
    found = tree(office)
    data = base(office).read_bytes()
    people = {one["person"] for file in found["files"] for one in file["documents"] if one["person"]}
    assert len(people) >= 3
    assert not [name for name in people if name.encode() in data]
    with sqlite3.connect(base(office)) as opened:
        rows = opened.execute("SELECT name, sealed FROM entries").fetchall()
    digests = [bytes.fromhex(file["sha256"]) for file in found["files"]]  # reports print these
    assert not [1 for name, sealed in rows for key in digests if unseal(sealed, key, name) is not None]


def test_a_seal_shows_every_change() -> None:
    secret, data = b"s" * 32, b"Rahmawati 198001012005012001" * 9
    name = name_of(secret, "skp/a.docx")
    sealed = seal(data, secret, name)
    assert unseal(sealed, secret, name) == data
    assert unseal(sealed, b"t" * 32, name) is None
    assert unseal(sealed, secret, name_of(secret, "skp/b.docx")) is None
    assert not [
        n for n in range(len(sealed)) if unseal(sealed[:n] + bytes([sealed[n] ^ 1]) + sealed[n + 1 :], secret, name)
    ]
    assert seal(data, secret, name) != sealed  # a stream serves once


def test_what_comes_out_of_the_store_is_what_went_in() -> None:
    desk = Desk(TODAY, "id", compares=True, keeps=True)
    for source in reading.expand([str(SAMPLES)]):
        job = Job(source, "evidence" if "/bukti/" in source.path else "submitted")
        checked = desk.check(job)
        again = entry.load(entry.dump(checked), job)
        assert (again.findings, again.skipped, again.order) == (checked.findings, checked.skipped, checked.order)
        assert again.exhibit == checked.exhibit
        for one, other in zip(again.facts, checked.facts, strict=True):
            with one.unpacked(), other.unpacked():
                assert one == other
        for record, known in zip(again.result.records, checked.result.records, strict=True):
            assert (record.title, record.form, record.headings) == (known.title, known.form, known.headings)
            assert [_plain(value) for value in record.fields.items()] == [
                _plain(value) for value in known.fields.items()
            ]


def _plain(named: tuple[str, Value]) -> tuple[Any, ...]:
    name, value = named
    return name, value.text, value.value, value.unit


def test_several_processes_at_once(office: Path, tmp_path: Path) -> None:
    line = [sys.executable, "-m", "kinerja_docs", "check", str(office), "--today", TODAY.isoformat(), "-o"]
    outputs = [tmp_path / f"{number}.json" for number in range(3)]
    runs = [subprocess.Popen([*line, str(path)], stderr=subprocess.DEVNULL) for path in outputs]
    assert {run.wait() for run in runs} == {1}
    first, *others = (json.loads(path.read_text(encoding="utf-8")) for path in outputs)
    assert others == [first, first]
    with sqlite3.connect(base(office)) as opened:
        assert opened.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert opened.execute("SELECT COUNT(*) FROM entries").fetchone()[0] == files_of(office)


def test_what_nobody_used_for_long_goes_first(tmp_path: Path) -> None:
    kept = Store(tmp_path / "temuan.sqlite")
    names = [bytes([number]) * 32 for number in range(6)]
    for number, name in enumerate(names):
        kept.write([Row(name, "", "", b"x" * 100)], [], 1000 + number)
    kept.write([], [names[1]], 1000 + store.UNUSED_DAYS + 1)
    kept.prune(1000 + store.UNUSED_DAYS + 2, most=300)
    assert set(kept.find(names)) == {names[1], names[4], names[5]}
    kept.close()

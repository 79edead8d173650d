"""Several processes fill the same documents as one, byte for byte, with the same ledger and the same problems."""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from kinerja_docs import filling, watching
from kinerja_docs.definitions.manifest import manifest
from kinerja_docs.errors import UsageError
from kinerja_docs.generating.batch import FEW, LEDGER, Batch

TODAY = date(2026, 11, 20)
NAME = "undangan"


def data(path: Path, count: int, bad: int | None = None) -> Path:
    model = manifest(NAME).model
    entry: dict[str, Any] = {field: one.example for field, one in model.fields.items() if one.example}
    rows = [{**entry, "kepada": f"Peserta ke-{number}"} for number in range(count)]
    if bad is not None:
        rows[bad]["tanggal"] = "kemarin dulu"
    path.write_text(json.dumps(rows), "utf-8")
    return path


def run(given: Path, folder: Path, workers: int, **settings: Any) -> Batch:
    return filling.generate(NAME, given, folder, today=TODAY, workers=workers, **settings)


def written(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.rglob("*")
        if path.is_file()
    }


@pytest.mark.slow
@pytest.mark.parametrize("start", ["fork", "spawn"] if sys.platform == "linux" else ["spawn"])
def test_two_processes_write_what_one_writes(start: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(watching.START, start)
    given = data(tmp_path / "d.json", FEW + 30, bad=7)
    one, two = (run(given, tmp_path / str(workers), workers) for workers in (1, 2))
    assert [(p.code, p.row, p.column) for p in two.problems] == [(p.code, p.row, p.column) for p in one.problems] != []
    assert [made.row for made in two.documents] == [made.row for made in one.documents]
    assert len(two.documents) == FEW + 29
    assert written(tmp_path / "2") == written(tmp_path / "1")
    assert LEDGER in written(tmp_path / "1")


@pytest.mark.slow
def test_a_document_that_differs_stops_all_processes(tmp_path: Path) -> None:
    given, folder = data(tmp_path / "d.json", FEW + 5), tmp_path / "hasil"
    first = run(given, folder, 2).documents[3].file
    (folder / first).write_bytes(b"diubah")
    with pytest.raises(UsageError) as refused:
        run(given, folder, 2, resume=True)
    assert Path(first).name in str(refused.value)
    assert (folder / first).read_bytes() == b"diubah"


@pytest.mark.slow
def test_a_killed_run_goes_on_to_the_same_bytes(tmp_path: Path) -> None:
    given = data(tmp_path / "d.json", 300)
    whole, broken = tmp_path / "utuh", tmp_path / "putus"
    run(given, whole, 2)
    command = [sys.executable, "-m", "kinerja_docs", "generate", NAME, str(given), "-o", str(broken)]
    command += ["--today", TODAY.isoformat(), "--workers", "2"]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        while process.poll() is None and len(list(broken.glob("*.docx"))) < 5:
            pass
        process.kill()
    assert not (broken / LEDGER).exists()
    again = run(given, broken, 2, resume=True)
    assert again.kept >= 5
    assert written(broken) == written(whole)

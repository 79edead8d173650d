"""A big roster on the page is shared by several processes, in the bounded process that fills it."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from kinerja_docs.definitions.manifest import manifest
from kinerja_docs.generating import batch
from kinerja_docs.web import aside, documents

TODAY = date(2026, 11, 20)
NAME = "undangan"


def roster(path: Path, count: int) -> Path:
    entry = {field: one.example for field, one in manifest(NAME).model.fields.items() if one.example}
    path.write_text(json.dumps([{**entry, "kepada": f"Peserta {n}"} for n in range(count)]), "utf-8")
    return path


def test_many_lines_are_shared(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shared: list[int] = []
    real = batch.in_order

    def counted(make: object, given: object, workers: int) -> object:
        shared.append(workers)
        return real(make, given, workers)  # type: ignore[arg-type]

    monkeypatch.setattr(batch, "in_order", counted)
    monkeypatch.setattr(documents.os, "cpu_count", lambda: 2)  # type: ignore[attr-defined]
    for count in (batch.FEW - 1, batch.FEW):
        data = roster(tmp_path / f"{count}.json", count)
        told = documents.fill(NAME, data, tmp_path / str(count), None, TODAY, "id")
        assert [one["row"] for one in told["documents"]] == list(range(1, count + 1))
    assert shared == [2]


@pytest.mark.slow
def test_processes_within_the_bounded_process(tmp_path: Path) -> None:
    data = roster(tmp_path / "d.json", batch.FEW + 5)
    answer = aside.run(documents.fill, NAME, data, tmp_path / "hasil", None, TODAY, "id", lang="id")
    assert answer.problem == "" and len(answer.result["documents"]) == batch.FEW + 5
    assert len(list((tmp_path / "hasil").glob("*.docx"))) == batch.FEW + 5

"""What programs may ask, and what they get."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.reporting.test_gap_reports import lke
from tests.web.asking import Asker
from tests.web.conftest import Server
from tests.web.test_browser import PK, SKP


@pytest.fixture(scope="module")
def answers(server: Server) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=f"{server.address}api/", timeout=60) as client:
        yield client


def checked(client: httpx.Client, *files: Path) -> dict[str, Any]:
    sent = client.post("drops", files=[("files", (path.name, path.read_bytes())) for path in files])
    return ended(client, sent.json()["id"])


def ended(client: httpx.Client, drop: str) -> dict[str, Any]:
    until = time.monotonic() + 120
    while True:
        found: dict[str, Any] = client.get(f"drops/{drop}").json()
        if found["state"] not in ("waiting", "working"):
            return found
        assert time.monotonic() < until
        time.sleep(0.1)


def test_every_call_is_described(tmp_path: Path) -> None:
    from kinerja_docs.web.app import Site

    described = Asker(Site(tmp_path)).ask("GET", "/openapi.json").json()["paths"]
    assert {path for path in described if not path.startswith("/api/")} == set()
    assert {path.rpartition("/")[2] for path in described} >= {
        *("drops", "{id}", "report", "cancel", "again", "forget", "{name}", "all", "copy", "{what}", "gap"),
    }
    assert all(one.get("description") for path in described.values() for one in path.values())


def test_what_was_made_is_given_out(answers: httpx.Client) -> None:
    drop = checked(answers, SKP)
    for part, begin in (
        ("reports/laporan.docx", b"PK"),
        ("reports/pesan.txt", b"Yth"),
        ("all", b"PK"),
        ("files/0/copy", b"PK"),
    ):
        answer = answers.get(f"drops/{drop['id']}/{part}")
        assert answer.status_code == 200 and answer.content.startswith(begin)
    missing = answers.get(f"drops/{drop['id']}/reports/laporan.exe")
    assert (missing.status_code, missing.json()["error"]) == (404, "not_there")


def test_decisions(answers: httpx.Client) -> None:
    drop = checked(answers, SKP)["id"]
    finding = answers.get(f"drops/{drop}/report").json()["findings"][0]
    told = {"fingerprint": finding["fingerprint"], "code": finding["code"], "reason": "disetujui", "by": "Kepala"}
    without = answers.post(f"drops/{drop}/files/0/accept", data={"fingerprint": finding["fingerprint"]})
    assert (without.status_code, without.json()["error"]) == (400, "no_reason")
    assert answers.post(f"drops/{drop}/files/0/accept", data=told).status_code == 202
    assert ended(answers, drop)["numbers"]["accepted"] == 1
    assert answers.post(f"drops/{drop}/files/0/undo", data=told).status_code == 202
    assert ended(answers, drop)["numbers"]["error"] == 1
    assert answers.post(f"drops/{drop}/files/0/form", data={"form": "iku"}).status_code == 202
    assert ended(answers, drop)["cards"][0]["documents"][0]["form"] == "iku"
    assert answers.post(f"drops/{drop}/files/0/hapus").status_code == 422


def test_once_more_and_away(answers: httpx.Client) -> None:
    drop = checked(answers, PK)["id"]
    assert answers.post(f"drops/{drop}/again").status_code == 202
    assert ended(answers, drop)["numbers"]["error"] == 1
    assert answers.post(f"drops/{drop}/forget").json()["expired"] is True
    assert answers.get(f"drops/{drop}/all").status_code == 404


def test_gap(answers: httpx.Client, tmp_path: Path) -> None:
    drop = checked(answers, Path(lke(tmp_path / "lke.xlsx")))["id"]
    plain = answers.get(f"drops/{drop}/files/0/gap").json()
    slider = next(one for one in plain["files"][0]["is"]["sliders"] if one["stops"])
    other = slider["stops"][0 if slider["at"] else -1]
    moved = answers.get(f"drops/{drop}/files/0/gap", params={f"if.{slider['code']}": other}).json()
    was, now = (moved["files"][0][name]["recomputed"]["strict"] for name in ("is", "would_be"))
    assert plain["tried"] == {} and moved["tried"] == {slider["code"]: other} and was != now

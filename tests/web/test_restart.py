"""Nothing that was finished is lost, and nothing that was begun is forgotten."""

from __future__ import annotations

import os
import signal
import socket
import sys
import time
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest
from sqlalchemy import update

from kinerja_docs.web.foreman import _Worker
from kinerja_docs.web.runner import Work
from kinerja_docs.web.store import CANCELLED, DONE, FAILED, WAITING, WORKING, Drop, Store, new_id
from tests.web.conftest import Server
from tests.web.test_browser import SKP, folder_of

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="looks at processes as Linux shows them")
SECONDS = 60.0


@pytest.fixture
def kept(tmp_path: Path) -> Iterator[Server]:
    opened = Server(tmp_path / "halaman").open()
    yield opened
    opened.close()


def upload(server: Server, *files: Path) -> str:
    with_names = [("files", (path.name, path.read_bytes())) for path in files]
    answer = httpx.post(f"{server.address}api/drops", files=with_names, timeout=60)
    assert answer.status_code == 201
    return str(answer.json()["id"])


def state(server: Server, drop: str) -> dict[str, Any]:
    return dict(httpx.get(f"{server.address}api/drops/{drop}", timeout=30).json())


def until(test: Callable[[], bool]) -> None:
    end = time.monotonic() + SECONDS
    while not test():
        assert time.monotonic() < end
        time.sleep(0.1)


def test_a_finished_result_outlives_the_program(kept: Server) -> None:
    drop = upload(kept, SKP)
    until(lambda: state(kept, drop)["state"] == DONE)
    old = kept.address
    kept.close()
    kept.open()
    assert kept.address.split("/")[3] != old.split("/")[3]
    found = state(kept, drop)
    assert (found["state"], found["numbers"]["error"], found["cards"][0]["verdict"]) == (DONE, 1, "perbaiki")
    report = httpx.get(f"{kept.address}api/drops/{drop}/report", timeout=30).json()
    assert [one["code"] for one in report["findings"]] == ["SKP007"]


def test_a_killed_program_takes_its_work_up_again(kept: Server, tmp_path: Path) -> None:
    files = sorted(path for path in folder_of(tmp_path / "a", 80).rglob("*") if path.is_file())
    drop = upload(kept, *files)
    until(lambda: state(kept, drop)["state"] == WORKING)
    kept.close(signal.SIGKILL)
    kept.open()
    until(lambda: state(kept, drop)["state"] == DONE)
    cards = state(kept, drop)["cards"]
    assert len(cards) == 80 and {card["stage"] for card in cards} == {"done"}


def test_a_killed_worker_costs_a_second_try(kept: Server, tmp_path: Path) -> None:
    files = sorted(path for path in folder_of(tmp_path / "a", 80).rglob("*") if path.is_file())
    drop = upload(kept, *files)
    until(lambda: bool(state(kept, drop)["cards"]))
    for pid in kept.workers():
        os.kill(pid, signal.SIGKILL)
    until(lambda: state(kept, drop)["state"] == DONE)
    assert len(state(kept, drop)["cards"]) == 80


def test_a_drop_that_kills_its_worker_twice_fails_with_a_word(kept: Server, tmp_path: Path) -> None:
    files = sorted(path for path in folder_of(tmp_path / "a", 200).rglob("*") if path.is_file())
    drop = upload(kept, *files)
    killed: set[int] = set()

    def ended() -> bool:
        found = state(kept, drop)
        if found["state"] == WORKING and found["cards"]:
            for pid in set(kept.workers()) - killed:
                killed.add(pid)
                os.kill(pid, signal.SIGKILL)
        return bool(found["state"] in (FAILED, DONE))

    until(ended)
    assert (state(kept, drop)["state"], len(killed)) == (FAILED, 2)
    assert state(kept, drop)["message"]
    other = upload(kept, SKP)
    until(lambda: state(kept, other)["state"] == DONE)


def test_two_programs_do_not_share_a_folder(kept: Server) -> None:
    import subprocess

    command = [sys.executable, "-m", "kinerja_docs", "serve", "--no-browser", "--data", str(kept.folder)]
    ended = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert ended.returncode == 2 and ended.stdout == ""


def test_a_closed_tab_leaves_nothing(kept: Server) -> None:
    where = httpx.URL(kept.address)
    head = f"POST {where.path}drops HTTP/1.1\r\nHost: {where.host}:{where.port}\r\nContent-Length: 100000\r\n"
    head += "Content-Type: multipart/form-data; boundary=x\r\n\r\n--x\r\n"
    head += 'Content-Disposition: form-data; name="files"; filename="a.txt"\r\n\r\nsetengah'
    with socket.create_connection((where.host, int(where.port or 0))) as line:
        line.sendall(head.encode())
        until(lambda: any((kept.folder / "kiriman").glob("*/berkas/a.txt")))
    until(lambda: not any((kept.folder / "kiriman").glob("*")))
    assert httpx.get(f"{kept.address}api/drops", timeout=30).json() == []


def test_results_that_cannot_be_written_are_told(tmp_path: Path) -> None:
    (tmp_path / "berkas").mkdir()
    (tmp_path / "berkas" / "a.docx").write_bytes(SKP.read_bytes())
    (tmp_path / "hasil").write_text("di sini tidak ada folder", encoding="utf-8")
    worker = _Worker()
    worker.inbox.send(Work("x", tmp_path / "berkas", tmp_path / "hasil", "id", date(2026, 11, 20)))
    told = []
    while not told or told[-1][0] != "free":
        assert worker.outbox.poll(SECONDS)
        told.append(worker.outbox.recv())
    worker.end()
    assert [one[0] for one in told][-2:] == ["failed", "free"] and told[-2][1]


def store_with(folder: Path, *states: str) -> tuple[Store, list[str]]:
    store = Store(folder)
    ids = [new_id() for _ in states]
    for id, name in zip(ids, states, strict=True):
        store.add(id, "id", 1, 10)
        store.put_cards(id, [{"number": 0, "path": "skp/Sari Dewi.docx", "about": '[["skp", "Sari Dewi", 2026]]'}])
        store.change(id, {}, state=name)
    return store, ids


def test_what_was_in_work_waits_again(tmp_path: Path) -> None:
    store, ids = store_with(tmp_path, WORKING, DONE, CANCELLED, WAITING)
    store.resume()
    assert [getattr(store.drop(id), "state", None) for id in ids] == [WAITING, DONE, CANCELLED, WAITING]
    first, second = store.take_next(), store.take_next()
    assert first is not None and second is not None and {first.id, second.id} == {ids[0], ids[3]}
    assert store.take_next() is None


def test_an_end_is_an_end(tmp_path: Path) -> None:
    store, (id,) = store_with(tmp_path, WORKING)
    store.end(id, CANCELLED)
    store.end(id, DONE)
    assert getattr(store.drop(id), "state", None) == CANCELLED


def test_only_changed_cards_are_told(tmp_path: Path) -> None:
    store, (id,) = store_with(tmp_path, WORKING)
    drop = store.drop(id)
    assert drop is not None and store.cards(id, drop.version) == []
    store.change(id, {0: {"stage": "read"}})
    assert [card.stage for card in store.cards(id, drop.version)] == ["read"]


def test_old_files_and_texts_go_and_numbers_stay(tmp_path: Path) -> None:
    store, (old, fresh) = store_with(tmp_path, DONE, DONE)
    made = (datetime.now(UTC) - timedelta(days=40)).isoformat()
    with store.engine.begin() as connection:
        connection.execute(update(Drop).where(Drop.id == old).values(made=made, numbers='{"error": 3}'))
    assert [drop.id for drop in store.older_than(30)] == [old]
    store.forget_texts(old)
    drop, (card,) = store.drop(old), store.cards(old)
    assert drop is not None and (drop.expired, drop.counts) == (True, {"error": 3})
    assert "Sari" not in card.path + card.about and card.documents == [["skp", "", 2026]]
    assert store.older_than(30) == [] and store.drop(fresh) is not None


def test_progress_is_told_in_one_piece(kept: Server) -> None:
    drop = upload(kept, SKP)
    told: list[str] = []
    with httpx.stream("GET", f"{kept.address}drops/{drop}/events", timeout=60) as answer:
        told += [line[len("event: ") :] for line in answer.iter_lines() if line.startswith("event: ")]
    assert told[-1] == "result" and "cards" in told

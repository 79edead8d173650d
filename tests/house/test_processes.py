"""Worker processes: a file that hangs, swells or crashes costs its own time only; the order stays; nobody is left."""

from __future__ import annotations

import ctypes
import dataclasses
import multiprocessing
import os
import pickle
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from kinerja_docs import api, processes, watching
from kinerja_docs.desk import Checked, Desk, Job
from kinerja_docs.errors import UsageError
from kinerja_docs.model import Location
from kinerja_docs.processes import CannotStart, Crew, in_this_process
from kinerja_docs.reading import limits
from kinerja_docs.reading.limits import DEFAULT, MEBIBYTE, Limits

TEXT = b"Rapat berjalan lancar.\n"
SHORT = replace(DEFAULT, seconds=1)
SMALL = replace(DEFAULT, memory=64 * MEBIBYTE)
METHODS = ["fork", "spawn"] if sys.platform == "linux" else ["spawn"]


def in_worker() -> bool:
    return multiprocessing.parent_process() is not None


@dataclass
class Source:
    """A text file; loading it in a worker does something first."""

    path: str
    size: int = 0

    def load(self) -> bytes:
        if in_worker():
            self.act()
        return TEXT

    def act(self) -> None:
        """Nothing, here."""


class Leaving(Source):
    def act(self) -> None:
        os._exit(9)


class Crashing(Source):
    def act(self) -> None:
        ctypes.string_at(0)


class Sleeping(Source):
    def act(self) -> None:
        time.sleep(60)


class Stuck(Source):
    """In a library that never lets go of the interpreter, so that no thread and no signal handler gets a turn."""

    def act(self) -> None:
        ctypes.PyDLL(None).sleep(60)


class Patient(Source):
    """Takes longer than the limit, and asks for it."""

    def act(self) -> None:
        for _ in range(5):
            limits.more_time(2)
            time.sleep(0.4)


class Swelling(Source):
    """Takes memory little by little and touches it."""

    def act(self) -> None:
        held = []
        while True:
            held.append(bytearray(os.urandom(MEBIBYTE)))


class Leaping(Source):
    """Asks for more than there is, at once."""

    def act(self) -> None:
        bytearray(2**45)


class Once(Source):
    """Breaks off the worker that had a file before, as one does whose memory earlier files have filled."""

    def act(self) -> None:
        if once_taken:
            os._exit(9)
        once_taken.append(1)


once_taken: list[int] = []


@pytest.fixture(params=METHODS)
def method(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Either way of starting workers."""
    monkeypatch.setattr(watching, "start_method", lambda: request.param)
    return str(request.param)


def checked(sources: list[Source], bounds: Limits = DEFAULT, workers: int = 1) -> list[Checked]:
    jobs = [Job(source) for source in sources]  # type: ignore[arg-type]
    with Crew(Desk(date(2026, 11, 20), "id", bounds), "check", workers) as crew:
        return list(crew.work(jobs))


def summary(results: list[Checked]) -> list[tuple[str, str]]:
    """Of each file its name, and why it was not read."""
    return [(one.result.path, one.failure.reason if one.failure else one.result.status) for one in results]


BAD: list[tuple[type[Source], Limits, str, str]] = [
    (Leaving, DEFAULT, "BRK001", "crashed"),
    (Crashing, DEFAULT, "BRK001", "crashed"),
    (Sleeping, SHORT, "BRK006", "seconds"),
    (Stuck, SHORT, "BRK006", "seconds"),
    (Swelling, SMALL, "BRK006", "memory"),
    (Leaping, DEFAULT, "BRK006", "memory"),
]


@pytest.mark.slow
@pytest.mark.parametrize(("kind", "bounds", "code", "reason"), BAD, ids=[case[0].__name__ for case in BAD])
def test_a_bad_file_is_lost_alone(method: str, kind: type[Source], bounds: Limits, code: str, reason: str) -> None:
    if kind is Stuck and sys.platform == "win32":
        pytest.skip("the C library has no sleep")
    sources = [Source("a.txt"), kind("b.txt"), Source("c.txt"), Source("d.txt")]
    started = time.monotonic()
    results = checked(sources, bounds, workers=2)
    assert time.monotonic() - started < 40
    assert summary(results) == [("a.txt", "read"), ("b.txt", reason), ("c.txt", "read"), ("d.txt", "read")]
    lost = results[1]
    assert [finding.code for finding in lost.findings] == [code]
    assert (lost.result.status, lost.result.bytes, lost.fault) == ("unreadable", len(TEXT), None)


def test_a_bad_file_alone(method: str) -> None:
    assert summary(checked([Leaving("a.txt")])) == [("a.txt", "crashed")]


@pytest.mark.slow
def test_one_bad_file_after_another(method: str) -> None:
    sources = [Leaving(f"{n}.txt") if n % 3 else Source(f"{n}.txt") for n in range(9)]
    expected = [(f"{n}.txt", "crashed" if n % 3 else "read") for n in range(9)]
    assert summary(checked(sources)) == expected
    assert summary(checked(sources, workers=3)) == expected


def test_a_file_that_asks_for_time_gets_it(method: str) -> None:
    assert summary(checked([Patient("a.txt"), Source("b.txt")], SHORT)) == [("a.txt", "read"), ("b.txt", "read")]


def test_what_earlier_files_left_behind_is_not_held_against_a_file(method: str) -> None:
    sources: list[Source] = [Once("a.txt"), Once("b.txt"), Source("c.txt")]
    assert summary(checked(sources)) == [("a.txt", "read"), ("b.txt", "read"), ("c.txt", "read")]


def test_order_is_kept_whoever_is_quicker(method: str) -> None:
    sources = [Patient("0.txt"), *(Source(f"{n}.txt") for n in range(1, 60))]
    assert [path for path, _ in summary(checked(sources, workers=2))] == [source.path for source in sources]


def test_no_worker_outlives_its_run(method: str) -> None:
    jobs = [Job(Source("a.txt")), Job(Sleeping("b.txt"))]  # type: ignore[arg-type]
    crew = Crew(Desk(date(2026, 11, 20), "id"), "check", 2)
    with pytest.raises(KeyboardInterrupt), crew:
        for _ in crew.work(jobs):
            raise KeyboardInterrupt
    assert [one.process.is_alive() for one in crew.workers] == [False, False]


def test_a_definition_that_cannot_be_used_ends_the_run(method: str, tmp_path: Path) -> None:
    (tmp_path / "kinerja.toml").write_text("[kantor]\nnama = 3\n", encoding="utf-8")
    job = Job(Source("a.txt"), office=tmp_path)  # type: ignore[arg-type]
    with Crew(Desk(date(2026, 11, 20), "id"), "check", 1) as crew, pytest.raises(UsageError):
        list(crew.work([job]))


@pytest.mark.skipif(sys.platform == "win32", reason="processes have no groups there")
def test_what_a_worker_has_started_ends_with_it(method: str, tmp_path: Path) -> None:
    note = tmp_path / "pid"
    source = Starting("a.txt", note=str(note))
    assert summary(checked([source], SHORT)) == [("a.txt", "seconds")]
    pid = int(note.read_text())
    deadline = time.monotonic() + 5
    while running(pid) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not running(pid)


@dataclass
class Starting(Source):
    """Starts a program and waits for it."""

    note: str = ""

    def act(self) -> None:
        import subprocess

        with subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"]) as started:
            Path(self.note).write_text(str(started.pid), encoding="utf-8")
            started.wait()


def running(pid: int) -> bool:
    """Whether a process is there and no zombie whom nobody has waited for."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    state = Path(f"/proc/{pid}/stat")
    return not state.exists() or state.read_text().rpartition(")")[2].split()[0] != "Z"


@pytest.fixture
def none_starts(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    def start(self: Crew) -> Any:
        raise CannotStart

    monkeypatch.setattr(Crew, "_start", start)
    yield


def test_without_workers_the_files_are_read_all_the_same(
    none_starts: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("a.txt").write_bytes(TEXT)
    options = api.Options(today=date(2026, 11, 20))
    outcome, read = api.check(["a.txt"], options), api.read(["a.txt"], options)
    assert [result.status for result in (*outcome.files, *read.files)] == ["read", "read"]
    assert len(outcome.notices) == len(read.notices) == 1


def test_memory_that_runs_out_in_this_process_is_a_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    def open_(self: Desk, job: Job) -> Any:
        raise MemoryError

    monkeypatch.setattr(Desk, "open", open_)
    desk = Desk(date(2026, 11, 20), "id")
    (only,) = in_this_process(desk, "check", [Job(Source("a.txt"))])  # type: ignore[list-item]
    assert (only.failure.reason, [finding.code for finding in only.findings]) == ("memory", ["BRK006"])


def test_a_program_with_threads_does_not_fork() -> None:
    """In an interpreter of its own, where no thread of another test runs."""
    asks = "from kinerja_docs import watching; print(watching.start_method())"
    threads = "import threading; threading.Thread(target=threading.Event().wait, daemon=True).start(); "
    told = [
        subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
        for code in (asks, threads + asks)
    ]
    assert [one.stdout.strip() for one in told] == [METHODS[0], "spawn"]


@pytest.mark.skipif(sys.platform == "win32", reason="signals go to process groups there")
@pytest.mark.slow
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
@pytest.mark.parametrize("start", METHODS)
def test_an_interrupted_run_leaves_nothing(start: str, number: signal.Signals, tmp_path: Path) -> None:
    for name in range(120):  # enough that no machine is done when the signal comes
        (tmp_path / f"{name}.txt").write_bytes(TEXT * 20_000)
    command = [sys.executable, "-m", "kinerja_docs", "check", str(tmp_path), "--workers", "2"]
    command += ["-o", str(tmp_path / "laporan.json")]
    environment = {**os.environ, watching.START: start}

    kept = signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell's background job ignores interruptions
    with subprocess.Popen(command, stderr=subprocess.PIPE, env=environment, start_new_session=True) as run:
        signal.signal(signal.SIGINT, kept)
        time.sleep(1.5)
        os.killpg(run.pid, number)
        _, told = run.communicate(timeout=30)
    assert run.returncode == 130
    assert len(told.decode().strip().splitlines()) == 1
    assert not [path for path in tmp_path.iterdir() if path.suffix != ".txt"]


def test_chunks_are_as_large_as_the_contract_says() -> None:
    assert 25 <= processes.CHUNK <= 100


def test_places_travel_whole() -> None:
    places = [Location("cell", sheet="A", cell=f"B{n}", file="x") for n in range(2000)]
    places += [Location(*(f"{n}" for n in range(12)))]  # type: ignore[arg-type]
    assert pickle.loads(pickle.dumps(places)) == places
    assert len(dataclasses.fields(Location)) == 12

"""Results that cannot be put where they should go: a clear word, the exit code of wrong use, nothing half-written."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from kinerja_docs import console
from kinerja_docs.errors import UsageError

LINUX = pytest.mark.skipif(sys.platform != "linux", reason="needs /dev/full and limits of Linux")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "baik.txt").write_text("Rapat berjalan lancar.\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*arguments: str, before: str = "") -> subprocess.CompletedProcess[str]:
    """The program in a shell, after some shell commands."""
    words = " ".join([sys.executable, "-m", "kinerja_docs", *arguments])
    return subprocess.run(["sh", "-c", f"{before} exec {words}"], capture_output=True, text=True, check=False)


def left(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def told_plainly(ran: subprocess.CompletedProcess[str]) -> bool:
    return ran.returncode == 2 and len(ran.stderr.splitlines()) == 1 and "Traceback" not in ran.stderr


@LINUX
def test_standard_output_on_a_full_disk(folder: Path) -> None:
    assert told_plainly(run("check", "baik.txt", ">/dev/full"))
    assert told_plainly(run("read", "baik.txt", "--format", "json", ">/dev/full"))


@LINUX
def test_standard_output_that_is_closed(folder: Path) -> None:
    assert told_plainly(run("check", "baik.txt", ">&-"))
    assert run("check", "baik.txt", "-o", "hasil.json", ">&-", "2>&-").returncode == 0


@LINUX
def test_a_report_that_does_not_fit(folder: Path) -> None:
    (folder / "lama.json").write_text("lama", encoding="utf-8")
    for name in ("hasil.json", "lama.json"):
        assert told_plainly(run("check", "baik.txt", "-o", name, "--force", before="ulimit -f 0;"))
    assert left(folder) == ["baik.txt", "lama.json"]
    assert (folder / "lama.json").read_text(encoding="utf-8") == "lama"


@pytest.mark.parametrize("output", ["tak-ada/hasil.json", "."])
def test_a_place_that_is_none_is_told_before_the_work(folder: Path, output: str) -> None:
    with pytest.raises(UsageError):
        console.refuse_existing(Path(output), True)
    assert run("check", "baik.txt", "-o", output, "--force").returncode == 2
    assert left(folder) == ["baik.txt"]


def test_an_interrupted_write_leaves_nothing(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "replace", interrupted)
    with pytest.raises(KeyboardInterrupt):
        console.write(folder / "hasil.json", "x", False)
    assert left(folder) == ["baik.txt"]


@pytest.mark.skipif(sys.platform == "win32", reason="no named pipes in folders there")
def test_a_pipe_is_written_to_and_stays(folder: Path) -> None:
    pipe = folder / "pipa"
    os.mkfifo(pipe)
    heard: list[str] = []
    reader = threading.Thread(target=lambda: heard.append(pipe.read_text(encoding="utf-8")))
    reader.start()
    console.write(pipe, "isi", True)
    reader.join(10)
    assert heard == ["isi"] and pipe.is_fifo()

"""A page in a process of its own, and a browser that looks at it."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).parents[2]
TODAY = "2026-11-20"
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
ALONE = ("--no-sandbox", "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1")  # it finds this machine only


class Server:
    """``kinerja-docs serve`` on a free port; may be ended and opened again over the same folder."""

    def __init__(self, folder: Path, *options: str) -> None:
        self.folder, self.options = folder, options
        self.process: subprocess.Popen[str] | None = None
        self.address = ""

    @property
    def errors(self) -> Path:
        """What it says on standard error."""
        return self.folder.with_suffix(".err")

    def open(self) -> Server:
        command = [sys.executable, "-m", "kinerja_docs", "serve", "--no-browser", "--today", TODAY]
        command += ["--data", str(self.folder), *self.options]
        with self.errors.open("a") as errors:
            self.process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=errors, text=True, cwd=ROOT)
        assert self.process.stdout is not None
        self.address = self.process.stdout.readline().strip()
        assert self.address.startswith("http://127.0.0.1:")
        return self

    def close(self, how: int = signal.SIGTERM) -> None:
        if self.process is not None and self.process.poll() is None:
            self.process.send_signal(how)
            self.process.wait(20)
        assert "Traceback" not in self.errors.read_text()

    def workers(self) -> list[int]:
        """The processes that the server started, as the system tells."""
        assert self.process is not None
        found = Path(f"/proc/{self.process.pid}/task").glob("*/children")
        children = [int(pid) for path in found for pid in path.read_text().split()]
        return [pid for pid in children if "resource_tracker" not in Path(f"/proc/{pid}/cmdline").read_text()]


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    opened = Server(tmp_path_factory.mktemp("halaman"), "--port", str(_free_port())).open()
    yield opened
    opened.close()


def _free_port() -> int:
    import socket

    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    path = next((found for name in BROWSERS if (found := shutil.which(name))), None)
    if path is None and "CI" not in os.environ:
        pytest.skip("Chromium is not here")
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=path, args=list(ALONE))
        yield opened
        opened.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page on which any error of a script, and any break of the policy, fails the test."""
    wrong: list[str] = []
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    opened = context.new_page()
    opened.on("pageerror", lambda error: wrong.append(str(error)))
    opened.on("console", lambda message: wrong.append(message.text) if "Content Security" in message.text else None)
    yield opened
    context.close()
    assert wrong == []

"""Opens the page: the private folder, the port, the address, the browser."""

from __future__ import annotations

import contextlib
import errno
import hashlib
import os
import socket
import sqlite3
import webbrowser
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from kinerja_docs import words
from kinerja_docs.console import say
from kinerja_docs.errors import UsageError
from kinerja_docs.outputs import cannot_write
from kinerja_docs.web.app import Site, create_app

PORT = 8765
LOCAL = ("127.0.0.1", "localhost", "::1")
LOCK = "kunci.sqlite"


def run(office: Path | None, host: str, port: int | None, data: Path | None, browser: bool, today: date | None) -> None:
    """Serve until Ctrl-C. Raises UsageError where the port or the folder cannot be used."""
    import uvicorn

    folder = data if data is not None else private_folder(office)
    with alone(folder), _socket(host, port) as opened:
        site = Site(folder, office, host, today=(lambda: today) if today is not None else date.today)
        shown = f"[{host}]" if ":" in host else host
        address = f"http://{shown}:{opened.getsockname()[1]}/{site.token}/"
        if host not in LOCAL:
            say(words.get("page.serve.network", host=host))
        say(words.get("page.serve.open"))
        print(address, flush=True)
        say(words.get("page.serve.end"))
        config = uvicorn.Config(
            create_app(site), log_level="warning", access_log=False, timeout_graceful_shutdown=2, server_header=False
        )
        server = uvicorn.Server(config)
        if browser:
            webbrowser.open(address)  # the socket listens already, so the first request waits for the app
        with contextlib.suppress(KeyboardInterrupt):  # the usual way to end it
            server.run(sockets=[opened])


def private_folder(office: Path | None) -> Path:
    """Where the drops of an office, or of none, are kept on this computer."""
    import platformdirs

    home = Path(platformdirs.user_data_dir("kinerja-docs", appauthor=False)) / "halaman"
    return home / (hashlib.sha256(str(office).encode()).hexdigest()[:12] if office is not None else "umum")


@contextlib.contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Make the private folder, and hold it: two programs would check each drop twice."""
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        with contextlib.suppress(OSError):
            os.chmod(folder, 0o700)
        lock = sqlite3.connect(folder / LOCK, timeout=0, isolation_level=None)
        lock.execute("BEGIN EXCLUSIVE")
    except OSError as error:
        raise cannot_write(folder.as_posix(), error) from error
    except sqlite3.OperationalError as error:
        message = words.get("page.serve.twice", path=folder.as_posix())
        raise UsageError(message, words.get("page.serve.twice_todo")) from error
    try:
        yield
    finally:
        lock.close()


def _socket(host: str, port: int | None) -> socket.socket:
    """A listening socket; without a port asked for, any free one where the usual one is taken."""
    for number in (port,) if port is not None else (PORT, 0):
        opened = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET)
        try:
            if os.name != "nt":
                opened.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            opened.bind((host, number))
            opened.listen(64)
            return opened
        except OSError as error:
            opened.close()
            if error.errno not in (errno.EADDRINUSE, errno.EACCES) and port is None and number == PORT:
                raise cannot_write(host, error) from error
    raise UsageError(words.get("page.serve.port", port=port or PORT), words.get("page.serve.port_todo"))

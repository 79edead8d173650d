"""The wall around the tests stands, in this process and in those that it starts."""

from __future__ import annotations

import multiprocessing
import socket
import subprocess
import sys
from collections.abc import Callable

import pytest

AWAY = ("192.0.2.1", 9)  # an address that nobody has
TRIES = [
    "socket.create_connection({away!r}, timeout=1)",
    "socket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendto(b'x', {away!r})",
    "socket.socket().connect({away!r})",
    "socket.getaddrinfo('contoh.example', 443)",
    "socket.gethostbyname('contoh.example')",
]


def _reach() -> None:
    try:
        socket.create_connection(AWAY, timeout=1)
    except PermissionError:
        return
    sys.exit(9)


@pytest.mark.parametrize("text", TRIES)
def test_nobody_gets_out(text: str) -> None:
    with pytest.raises(PermissionError):
        eval(text.format(away=AWAY), {"socket": socket})


@pytest.mark.parametrize("text", TRIES)
def test_nor_does_a_program_that_is_started(text: str) -> None:
    code = f"import socket\ntry: {text.format(away=AWAY)}\nexcept PermissionError: raise SystemExit(9)"
    assert subprocess.run([sys.executable, "-c", code], timeout=60, check=False).returncode == 9


@pytest.mark.parametrize("method", multiprocessing.get_all_start_methods())
def test_nor_a_process_of_our_own(method: str) -> None:
    context = multiprocessing.get_context(method)
    make: Callable[..., multiprocessing.Process] = context.Process  # type: ignore[attr-defined]
    process = make(target=_reach)
    process.start()
    process.join(60)
    assert process.exitcode == 0


def test_this_machine_is_reached() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        socket.create_connection(server.getsockname(), timeout=5).close()

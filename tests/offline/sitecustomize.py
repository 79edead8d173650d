"""No test speaks to another machine: whoever tries fails at once.

``tests/conftest.py`` puts this folder on ``PYTHONPATH``, so that every Python that a test starts (a page, a worker, a
worker of a worker) takes it up as it starts. ``make offline`` has the system itself do the same for all programs.
"""

from __future__ import annotations

import sys
from typing import Any


def _is_here(host: object) -> bool:
    import ipaddress  # here: a program that opens no socket shall start as fast as it does without us

    if isinstance(host, bytes):
        host = host.decode("ascii", "replace")
    if not isinstance(host, str) or host in ("", "localhost"):
        return True
    try:
        return ipaddress.ip_address(host.split("%")[0]).is_loopback
    except ValueError:
        return False


def _watch(event: str, args: tuple[Any, ...]) -> None:
    if event in ("socket.connect", "socket.sendto") and isinstance(args[1], tuple) and not _is_here(args[1][0]):
        raise PermissionError(f"{event} to {args[1][0]}")
    if event in ("socket.getaddrinfo", "socket.gethostbyname") and not _is_here(args[0]):
        raise PermissionError(f"{event} of {args[0]}")


sys.addaudithook(_watch)

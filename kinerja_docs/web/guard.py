"""Who may speak to the page: only those who know its address, and only from the page itself.

A page of somebody else in the same browser can send requests here, and a name on the net can be made to lead to this
machine. So the address holds a token, and Host and Origin are looked at before anything else.
"""

from __future__ import annotations

import ipaddress
import secrets
import socket
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]

READING = ("GET", "HEAD")
WILD = ("0.0.0.0", "::", "")
HEADERS = {
    "content-security-policy": "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; "
    "object-src 'none'",
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), microphone=(), geolocation=()",
}


def new_token() -> str:
    """A token for one run of the server."""
    return secrets.token_urlsafe(24)


class Guard:
    """ASGI middleware around the whole app; ``refusal`` makes the body of an answer from status and reason."""

    def __init__(self, app: App, token: str, host: str, refusal: Callable[[int, str], bytes]) -> None:
        self.app, self.token, self.host, self.refusal = app, token, host, refusal

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let through, or answer with 403 or 421."""
        if scope["type"] != "http":
            if scope["type"] == "lifespan":
                await self.app(scope, receive, send)
            return
        problem = self._problem(scope)
        if problem is not None:
            await self._refuse(problem, send)
            return
        scope["root_path"] = f"/{self.token}"

        async def guarded(message: MutableMapping[str, Any]) -> None:
            if message["type"] == "http.response.start":
                _add_headers(message)
            await send(message)

        await self.app(scope, receive, guarded)

    def _problem(self, scope: Scope) -> tuple[int, str] | None:
        headers = {name.decode("latin-1"): value.decode("latin-1") for name, value in scope["headers"]}
        host = headers.get("host", "")
        if not self._is_ours(host, scope["server"]):
            return 421, "host"
        origin = headers.get("origin")
        site = headers.get("sec-fetch-site", "same-origin")
        safe = scope["method"] in READING
        if origin is not None and origin != f"http://{host}" and not (safe and origin == "null"):
            return 403, "origin"
        if origin is None and not safe and site not in ("same-origin", "none"):
            return 403, "origin"
        if safe and site == "cross-site" and headers.get("sec-fetch-mode") != "navigate":
            return 403, "origin"
        given = scope["path"].split("/")[1]
        if not secrets.compare_digest(given.encode(), self.token.encode()):
            return 403, "token"
        return None

    def _is_ours(self, host: str, server: Any) -> bool:
        """Whether a Host header names this server as it was started."""
        name, colon, port = host.rpartition(":") if not host.endswith("]") else (host, "", "")
        if not colon:
            name, port = host, "80"
        name = name.strip("[]").casefold()
        if server is not None and server[1] is not None and port != str(server[1]):
            return False
        if name in ("127.0.0.1", "localhost", "::1", self.host.casefold()):
            return True
        return self.host in WILD and (_is_address(name) or name == socket.gethostname().casefold())

    async def _refuse(self, problem: tuple[int, str], send: Send) -> None:
        body = self.refusal(*problem)
        headers = [(b"content-type", b"text/html; charset=utf-8"), (b"content-length", str(len(body)).encode())]
        start: MutableMapping[str, Any] = {"type": "http.response.start", "status": problem[0], "headers": headers}
        _add_headers(start)
        await send(start)
        await send({"type": "http.response.body", "body": body})


def _add_headers(message: MutableMapping[str, Any]) -> None:
    present = {name.lower() for name, _ in message["headers"]}
    added = [(name.encode(), value.encode()) for name, value in HEADERS.items() if name.encode() not in present]
    if b"cache-control" not in present:
        added.append((b"cache-control", b"no-store"))
    message["headers"] = [*message["headers"], *added]


def _is_address(name: str) -> bool:
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True

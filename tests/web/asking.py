"""Questions to the app without a network: what a browser would send, and what it would get."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any

import httpx

from kinerja_docs.web.app import Site, create_app

HOST = "127.0.0.1:8765"


@dataclass
class Asker:
    """Sends requests to a site; ``ask`` gives the answer."""

    site: Site
    app: Any = field(init=False)

    def __post_init__(self) -> None:
        self.app = create_app(self.site)

    def ask(self, method: str, path: str, headers: Mapping[str, str] | None = None, **rest: Any) -> httpx.Response:
        """``path`` below the token, unless it begins with ``//``, which is taken from the root."""
        whole = path[1:] if path.startswith("//") else f"/{self.site.token}{path}"
        kept = dict(headers or {})

        async def send() -> httpx.Response:
            transport = httpx.ASGITransport(app=self.app)
            async with httpx.AsyncClient(transport=transport, base_url=f"http://{HOST}") as client:
                return await client.request(method, whole, headers=kept, **rest)

        with ThreadPoolExecutor(1) as apart:  # a browser of other tests may hold this thread's event loop
            return apart.submit(lambda: asyncio.run(send())).result()


def form(*files: tuple[str, bytes], boundary: str = "potong") -> tuple[bytes, dict[str, str]]:
    """A multipart body as a browser writes it, whatever the names are."""
    body = b""
    for name, content in files:
        head = f'--{boundary}\r\nContent-Disposition: form-data; name="files"; filename="{name}"\r\n'
        body += head.encode() + b"Content-Type: application/octet-stream\r\n\r\n" + content + b"\r\n"
    body += f"--{boundary}--\r\n".encode()
    return body, {"content-type": f"multipart/form-data; boundary={boundary}"}

"""The app put together: store, foreman, pages, calls, guard."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

import jinja2
from fastapi import FastAPI, Request
from fastapi.responses import HTMLResponse, JSONResponse, Response
from fastapi.staticfiles import StaticFiles
from starlette.exceptions import HTTPException
from starlette.middleware.gzip import GZipMiddleware

from kinerja_docs import __version__, office, words
from kinerja_docs.errors import KinerjaError
from kinerja_docs.reporting.html import ICONS
from kinerja_docs.web.foreman import Foreman
from kinerja_docs.web.guard import App, Guard, Receive, Scope, Send, new_token
from kinerja_docs.web.store import Store
from kinerja_docs.web.uploads import Allowance

LANGUAGE = "bahasa"  # the cookie
DAYS = 30  # that dropped files stay, where the office says nothing
HERE = Path(__file__).parent


@dataclass(slots=False)
class Site:
    """Everything that the routes share. ``folder``: the private folder; ``office``: that of ``--office``."""

    folder: Path
    office: Path | None = None
    host: str = "127.0.0.1"
    token: str = field(default_factory=new_token)
    today: Callable[[], date] = date.today
    allowance: Allowance = field(default_factory=Allowance)

    @cached_property
    def store(self) -> Store:
        """The database."""
        return Store(self.folder)

    @cached_property
    def foreman(self) -> Foreman:
        """The thread that has drops checked."""
        return Foreman(self.store, self.office, self.today, self.days_kept)

    def days_kept(self) -> int:
        """How many days the files of a drop stay."""
        try:
            kept = office.load(self.office).halaman_simpan if self.office is not None else None
        except KinerjaError:  # told where its settings are used; nothing goes before its time for that
            kept = None
        return max(1, kept) if kept is not None else DAYS

    @property
    def office_name(self) -> str:
        """What the office is called, or the name of its folder; nothing where there is none."""
        if self.office is None:
            return ""
        try:
            return office.load(self.office).nama or self.office.name
        except KinerjaError:  # told where its settings are used
            return self.office.name

    def submissions(self) -> list[tuple[Path, float]]:
        """What lies in the office folder to be checked, and when each file was changed (seconds since 1970)."""
        if self.office is None:
            return []
        kept, top = office.load(self.office), len(self.office.parts)
        every = (path for path in self.office.rglob("*") if not any(part[:1] == "." for part in path.parts[top:]))
        found = (path for path in every if kept.is_submission(path.absolute()) and path.is_file())
        return [(path, path.stat().st_mtime) for path in found]


def create_app(site: Site) -> Any:
    """The ASGI app. Whoever runs it gives the address ``/TOKEN/``."""
    from kinerja_docs.web import calls, days, deciding, documents, gaps, pages, places, public, requests

    @asynccontextmanager
    async def life(_: FastAPI) -> AsyncIterator[None]:
        site.foreman.start()
        yield
        site.foreman.stop()
        site.store.close()

    app = FastAPI(
        title="kinerja_docs", version=__version__, lifespan=life, docs_url=None, redoc_url=None,
        openapi_url="/openapi.json",
    )  # fmt: skip
    app.state.site = site
    app.add_middleware(GZipMiddleware, minimum_size=1000)
    app.mount("/static", _Static(directory=HERE / "static"), name="static")
    for room in (pages, gaps, deciding, documents, days, places, public, requests, calls):
        app.include_router(room.router)
    app.add_exception_handler(HTTPException, _http_error)
    app.add_exception_handler(KinerjaError, _wrong)
    return Guard(_Speaker(app), site.token, site.host, refusal)


class _Speaker:
    """Has everything below a request speak the reader's language, errors from deep inside too."""

    def __init__(self, app: App) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            words.use(language_of(Request(scope)))
        await self.app(scope, receive, send)


class _Static(StaticFiles):
    """Style and script, named by version so that they may be kept."""

    def file_response(self, *args: Any, **kwargs: Any) -> Response:
        response = super().file_response(*args, **kwargs)
        response.headers["cache-control"] = "private, max-age=86400"
        return response


def site_of(request: Request) -> Site:
    """The site that a request belongs to."""
    return request.app.state.site  # type: ignore[no-any-return]


def language_of(request: Request) -> str:
    """The language that the reader chose."""
    chosen = request.cookies.get(LANGUAGE, "")
    return chosen if chosen in words.LANGUAGES else words.LANGUAGES[0]


_environment = jinja2.Environment(
    loader=jinja2.PackageLoader("kinerja_docs", "web/pages"),
    autoescape=True,
    undefined=jinja2.StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)


def render(name: str, lang: str, **values: Any) -> str:
    """A page or a part of one."""

    def word(key: str, /, **params: Any) -> str:
        return words.get(key, lang, **params)

    def short(form: str | None) -> str:
        return (words.find(f"short_form.{form}", lang) or words.find(f"form.{form}", lang) or form) if form else ""

    return _environment.get_template(name).render(w=word, short=short, icons=ICONS, lang=lang, **values)


def page(request: Request, name: str, status: int = 200, **values: Any) -> HTMLResponse:
    """A whole page of the site."""
    site, lang = site_of(request), language_of(request)
    base = request.scope["root_path"]
    here = request.url.path.removeprefix(base) + (f"?{request.url.query}" if request.url.query else "")
    known = {"base": base, "here": here, "office_name": site.office_name, "has_office": site.office is not None}
    text = render(name, lang, version=__version__, **known, **values)
    return HTMLResponse(text, status)


def refusal(status: int, reason: str) -> bytes:
    """What those see who may not come in: nothing of the office, and what to do."""
    said = [(words.get(f"page.refused_{reason}", lang), lang) for lang in words.LANGUAGES]
    return render("refused.html", words.LANGUAGES[0], said=said, status=status).encode()


def wants_json(request: Request) -> bool:
    """Whether the asker is a program, our script included."""
    below = request.url.path.removeprefix(request.scope["root_path"])
    return below.startswith("/api/") or "application/json" in request.headers.get("accept", "")


def problem(request: Request, status: int, key: str, params: Mapping[str, object] | None = None) -> Response:
    """An error in the reader's words, with what to do."""
    lang = language_of(request)
    message = words.get(f"page.problem.{key}", lang, **(params or {}))
    todo = words.get(f"page.problem.{key}_todo", lang)
    if wants_json(request):
        return JSONResponse({"error": key, "message": message, "remedy": todo}, status)
    return page(request, "problem.html", status, message=message, todo=todo)


async def _wrong(request: Request, error: Exception) -> Response:
    """Settings or definitions that cannot be used, and what to do about them."""
    return problem(request, 422, "data", {"detail": str(error)})


async def _http_error(request: Request, error: Exception) -> Response:
    status = error.status_code if isinstance(error, HTTPException) else 500
    return problem(request, status, "not_there" if status == 404 else "not_understood")

"""The register of information requests on the page: what is due, with traffic lights, and each day explained."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException

from kinerja_docs import informing, office
from kinerja_docs.ppid import due
from kinerja_docs.web import aside
from kinerja_docs.web.app import Site, language_of, page, problem, site_of
from kinerja_docs.web.foreman import MADE
from kinerja_docs.web.store import new_id
from kinerja_docs.web.uploads import Allowance, Refused, receive

router = APIRouter(include_in_schema=False)
DATA, ICS = "register", "batas.ics"
SUFFIXES = (".xlsx", ".sqlite", ".sqlite3", ".db")
PLACES = tuple(f"{folder}register{suffix}" for folder in ("", "ppid/") for suffix in SUFFIXES)  # in an office folder
ALLOWANCE = Allowance(total=32 * 1024**2, file=32 * 1024**2, files=1)
LIGHTS = {due.LATE: "error", due.TODAY: "warning", due.WEEK: "warning", due.LATER: "good"}


def look(path: str, folder: Path | None, today: date, lang: str) -> dict[str, Any]:
    """The tree of what is due, with the names that the register holds."""
    kept = office.load(folder) if folder is not None else None
    tree = informing.due_tree(Path(path), kept, today, lang)
    found, _ = informing.open_register(Path(path), lang)
    for one in tree["due"]:
        year = int(one["received"][:4]) if one["received"][:4].isdigit() else None
        entry = found.find(one["register"], one["number"], year)
        one["name"] = entry.text("nama") if entry is not None else ""
    return tree


def calendar(path: str, folder: Path | None, today: date, lang: str) -> bytes:
    """The last days as a calendar file."""
    kept = office.load(folder) if folder is not None else None
    found, _ = informing.open_register(Path(path), lang)
    return due.ics(due.due(found, informing.calendar(kept), today, lang), today, lang)


def kept_in(folder: Path | None) -> Path | None:
    """The register that lies in an office folder."""
    if folder is None:
        return None
    return next((path for place in PLACES if (path := folder / place).is_file()), None)


@router.get("/register")
async def show(request: Request) -> Response:
    """The register of the office where it has one, and where another is handed in."""
    path = kept_in(site_of(request).office)
    if path is None:
        return page(request, "register.html", told=None, file="", ics="", lights=LIGHTS)
    return await _shown(request, path, f"/register/{ICS}")


@router.post("/register")
async def take(request: Request) -> Response:
    """Keeps a register that was handed in."""
    folder = site_of(request).folder / MADE / new_id()
    folder.mkdir(parents=True, mode=0o700)
    try:
        kind = request.headers.get("content-type", "")
        await receive(kind, request.stream(), folder / DATA, ALLOWANCE)
    except Refused as refused:
        shutil.rmtree(folder, ignore_errors=True)
        return problem(request, refused.status, refused.key, refused.params)
    return RedirectResponse(f"{request.scope['root_path']}/register/{folder.name}", 303)


@router.get(f"/register/{ICS}")
async def office_calendar(request: Request) -> Response:
    """The last days of the office's register."""
    path = kept_in(site_of(request).office)
    if path is None:
        raise HTTPException(404)
    return await _calendar(request, path)


@router.get("/register/{id}")
async def handed_in(request: Request, id: str) -> Response:
    """A register that was handed in."""
    return await _shown(request, _given(site_of(request), id), f"/register/{id}/{ICS}")


@router.get("/register/{id}/" + ICS)
async def handed_in_calendar(request: Request, id: str) -> Response:
    """Its last days."""
    return await _calendar(request, _given(site_of(request), id))


def _given(site: Site, id: str) -> Path:
    folder = site.folder / MADE / id / DATA
    found = [path for path in folder.rglob("*") if path.is_file()] if id.isalnum() and folder.is_dir() else []
    if not found:
        raise HTTPException(404)
    return found[0]


async def _asked(request: Request, task: Callable[..., Any], path: Path) -> aside.Answer:
    """What a task makes of a register: the office's own is read here, what was handed in elsewhere."""
    site, lang = site_of(request), language_of(request)
    given = (path.as_posix(), site.office, site.today(), lang)
    if path == kept_in(site.office):
        return aside.Answer(await run_in_threadpool(task, *given))
    return await run_in_threadpool(aside.run, task, *given, lang=lang)


async def _shown(request: Request, path: Path, ics: str) -> Response:
    answer = await _asked(request, look, path)
    if answer.problem:
        return problem(request, 422, "data", {"detail": answer.problem})
    return page(request, "register.html", told=answer.result, file=path.name, ics=ics, lights=LIGHTS)


async def _calendar(request: Request, path: Path) -> Response:
    answer = await _asked(request, calendar, path)
    if answer.problem:
        return problem(request, 422, "data", {"detail": answer.problem})
    headers = {"content-disposition": f'attachment; filename="{ICS}"'}
    return Response(answer.result, media_type="text/calendar", headers=headers)

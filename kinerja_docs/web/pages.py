"""What a person sees: the start, a drop with its cards and findings, one file of it, downloads."""

from __future__ import annotations

import shutil
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import FileResponse, HTMLResponse, RedirectResponse, Response, StreamingResponse
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException

from kinerja_docs import words
from kinerja_docs.errors import KinerjaError
from kinerja_docs.web import results, tables
from kinerja_docs.web.app import LANGUAGE, language_of, page, problem, render, site_of, wants_json
from kinerja_docs.web.choosing import Choice, chosen
from kinerja_docs.web.foreman import FILES, OFFICE, RESULTS
from kinerja_docs.web.live import events
from kinerja_docs.web.packing import pack
from kinerja_docs.web.store import Card, Drop, new_id
from kinerja_docs.web.uploads import Refused, receive

router = APIRouter(include_in_schema=False)
ALL = "semua.zip"


@router.get("/")
def start(request: Request) -> HTMLResponse:
    """The first screen."""
    site = site_of(request)
    last = site.store.last(OFFICE) if site.office is not None else None
    view = results.read_view(results_of(request, last)) if last is not None else None
    try:
        waiting = site.submissions()
    except (KinerjaError, OSError):  # told where it is to be checked
        waiting = []
    since = last.day.timestamp() if last is not None else 0.0
    changed = sum(1 for _, when in waiting if when > since)
    shown: dict[str, Any] = {"allowance": site.allowance, "days": site.days_kept(), "last": last, "view": view}
    shown |= {"waiting": len(waiting), "changed": changed}
    return page(request, "start.html", drops=site.store.drops(), **shown)


@router.get("/language/{lang}")
def language(request: Request, lang: str, to: str = "/") -> Response:
    """Changes the language, and goes back."""
    base = request.scope["root_path"]
    safe = to if to.startswith("/") and not to.startswith(("//", "/\\")) else "/"
    response = RedirectResponse(base + safe, 303)
    if lang in words.LANGUAGES:
        response.set_cookie(LANGUAGE, lang, max_age=31_536_000, path=f"{base}/", samesite="strict", httponly=True)
    return response


@router.post("/drops")
async def take(request: Request) -> Response:
    """Takes an upload in."""
    try:
        drop = await take_in(request)
    except Refused as refused:
        return problem(request, refused.status, refused.key, refused.params)
    to = f"{request.scope['root_path']}/drops/{drop.id}"
    if wants_json(request):
        return Response(f'{{"to": "{to}"}}', 201, media_type="application/json")
    return RedirectResponse(to, 303)


async def take_in(request: Request) -> Drop:
    """The drop that a request brings; :class:`Refused` where it brings none."""
    site = site_of(request)
    announced = request.headers.get("content-length", "")
    if announced.isdecimal() and int(announced) > site.allowance.total + 1024**2:
        raise Refused("too_much", 413, most=site.allowance.total // 1024**2)
    id = new_id()
    folder = site.store.files_of(id)
    try:
        folder.mkdir(parents=True, mode=0o700)
        kind = request.headers.get("content-type", "")
        upload = await receive(kind, request.stream(), folder / FILES, site.allowance)
        drop = await run_in_threadpool(site.store.add, id, language_of(request), len(upload.files), upload.size)
    except BaseException as error:
        shutil.rmtree(folder, ignore_errors=True)
        if isinstance(error, OSError):
            raise Refused("disk", 507, detail=error.strerror or "") from error
        raise
    site.foreman.wake()
    return drop


def drop_of(request: Request, id: str) -> Drop:
    """A drop by its id; 404 where there is none."""
    found = site_of(request).store.drop(id)
    if found is None:
        raise HTTPException(404)
    return found


def card_of(request: Request, id: str, number: int) -> Card:
    """A card; 404 where there is none."""
    found = site_of(request).store.card(drop_of(request, id).id, number)
    if found is None:
        raise HTTPException(404)
    return found


def results_of(request: Request, drop: Drop) -> Path:
    """The folder of everything made of a drop."""
    return site_of(request).store.files_of(drop.id) / RESULTS


@router.get("/drops/{id}")
def show(request: Request, id: str) -> HTMLResponse:
    """A drop: its cards while it is in work, and its result."""
    drop = drop_of(request, id)
    store = site_of(request).store
    view = results.read_view(results_of(request, drop)) if drop.verdict else None
    choice = Choice.of(request.query_params)
    cards = store.cards(drop.id)
    found = chosen(view, choice, f"{request.scope['root_path']}/drops/{id}") if view is not None else None
    shown: dict[str, Any] = {"view": view, "found": found, "forms": tables.forms(language_of(request))}
    return page(request, "drop.html", drop=drop, cards=cards, progress=progress(cards), **shown)


def progress(cards: Any) -> dict[str, int]:
    """How many cards are through."""
    through = sum(1 for card in cards if card.stage in ("checked", "done", "skipped"))
    return {"through": through, "all": len(cards)}


@router.get("/drops/{id}/events")
def listen(request: Request, id: str, since: int = 0) -> StreamingResponse:
    """Changed cards as server-sent events, until the drop is at its end."""
    drop_of(request, id)
    last = request.headers.get("last-event-id", "")
    lang, base, store = language_of(request), request.scope["root_path"], site_of(request).store

    def card(one: Card, drop: Drop) -> str:
        return render("card.html", lang, base=base, drop=drop, card=one)

    async def stream() -> AsyncIterator[str]:
        async for event in events(store, id, int(last) if last.isdecimal() else since, card, lang):
            if await request.is_disconnected():
                return
            yield event

    return StreamingResponse(stream(), media_type="text/event-stream")


@router.post("/drops/{id}/cancel")
def cancel(request: Request, id: str) -> Response:
    """Stops a drop."""
    site_of(request).foreman.cancel(drop_of(request, id).id)
    return RedirectResponse(f"{request.scope['root_path']}/drops/{id}", 303)


@router.post("/drops/{id}/again")
def again(request: Request, id: str) -> Response:
    """Checks a drop once more."""
    drop, site = drop_of(request, id), site_of(request)
    if not drop.is_open and not drop.expired:
        site.foreman.again(drop.id, language_of(request))
    return RedirectResponse(f"{request.scope['root_path']}/drops/{id}", 303)


@router.post("/drops/{id}/forget")
def forget(request: Request, id: str) -> Response:
    """Throws the files and texts of a drop away, before their time."""
    drop, site = drop_of(request, id), site_of(request)
    if drop.is_open:
        site.foreman.cancel(drop.id)
    site.foreman.forget(drop.id)
    return RedirectResponse(f"{request.scope['root_path']}/", 303)


@router.get("/drops/{id}/files/{number}")
def show_file(request: Request, id: str, number: int, choose: int = 0) -> HTMLResponse:
    """One file with all its findings. ``choose``: with the forms laid out that it may be."""
    drop, card = drop_of(request, id), card_of(request, id, number)
    view = results.read_view(results_of(request, drop)) if drop.verdict else None
    file = next((one for one in view["files"] if one["number"] == number), None) if view else None
    forms = tables.forms(language_of(request))
    return page(request, "file.html", drop=drop, card=card, file=file, forms=forms, choose=choose)


@router.get("/drops/{id}/files/{number}/copy")
def copy(request: Request, id: str, number: int) -> FileResponse:
    """The file with its remarks inside."""
    drop, card = drop_of(request, id), card_of(request, id, number)
    folder = results_of(request, drop) / results.COPIES
    if not card.copy:
        raise HTTPException(404)
    return _download(folder / card.copy, Path(card.copy).name)


@router.get("/drops/{id}/reports/{name}")
def report(request: Request, id: str, name: str) -> FileResponse:
    """A report in one of its forms."""
    if name not in [*(f"laporan.{kind}" for kind in results.REPORTS), results.MESSAGES]:
        raise HTTPException(404)
    return _download(results_of(request, drop_of(request, id)) / name, name)


@router.get("/drops/{id}/people")
def people(request: Request, id: str) -> HTMLResponse:
    """Who has handed in what, and which indicators are carried by whom."""
    drop = drop_of(request, id)
    view = results.read_view(results_of(request, drop))
    if view is None:
        raise HTTPException(404)
    return page(request, "people.html", drop=drop, view=view)


@router.get("/drops/{id}/messages")
def messages(request: Request, id: str) -> HTMLResponse:
    """One message for each person, ready to paste."""
    drop = drop_of(request, id)
    view = results.read_view(results_of(request, drop))
    if view is None:
        raise HTTPException(404)
    return page(request, "messages.html", drop=drop, messages=view["messages"])


@router.get("/drops/{id}/" + ALL)
def everything(request: Request, id: str) -> FileResponse:
    """Copies with remarks, reports and messages in one zip."""
    drop = drop_of(request, id)
    folder = results_of(request, drop)
    if drop.is_open or not (folder / results.REPORT).is_file():
        raise HTTPException(404)
    target = folder / ALL
    if not target.is_file():
        pack(folder, target, (results.VIEW,))
    return _download(target, f"hasil-{drop.day:%Y%m%d-%H%M}.zip")


def _download(path: Path, name: str) -> FileResponse:
    if not path.is_file():
        raise HTTPException(404)
    return FileResponse(path, filename=name, content_disposition_type="attachment")

"""The office on the page: its folder checked as it lies there, its settings, and a practice office to try."""

from __future__ import annotations

import shutil
from pathlib import Path

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response
from starlette.exceptions import HTTPException

from kinerja_docs import office_settings, practising, words
from kinerja_docs.errors import KinerjaError
from kinerja_docs.web.app import language_of, page, problem, site_of
from kinerja_docs.web.foreman import FILES, OFFICE, PRACTICE
from kinerja_docs.web.store import new_id

router = APIRouter(include_in_schema=False)
PLACE = "kantor-latihan"


@router.post("/office/check")
def check(request: Request) -> Response:
    """Checks the whole office folder."""
    site = site_of(request)
    if site.office is None:
        raise HTTPException(404)
    return _begin(request, new_id(), [path for path, _ in site.submissions()], OFFICE)


@router.post("/practice")
def practice(request: Request) -> Response:
    """Checks a made-up office, with mistakes in it."""
    id = new_id()
    place = site_of(request).store.files_of(id) / FILES / PLACE
    try:
        place.parent.mkdir(parents=True, mode=0o700)
        files = practising.write(place)
    except OSError as error:
        shutil.rmtree(site_of(request).store.files_of(id), ignore_errors=True)
        return problem(request, 507, "disk", {"detail": error.strerror or ""})
    return _begin(request, id, files, PRACTICE)


def _begin(request: Request, id: str, files: list[Path], kind: str) -> Response:
    site = site_of(request)
    site.store.files_of(id).mkdir(parents=True, exist_ok=True, mode=0o700)
    site.store.add(id, language_of(request), len(files), sum(path.stat().st_size for path in files), kind)
    site.foreman.wake()
    return RedirectResponse(f"{request.scope['root_path']}/drops/{id}", 303)


@router.get("/settings")
def settings(request: Request, saved: int = 0) -> Response:
    """The settings as a form."""
    site = site_of(request)
    if site.office is None:
        raise HTTPException(404)
    found = office_settings.read(site.office)
    return page(
        request,
        "settings.html",
        fields=office_settings.FIELDS,
        values=found,
        saved=saved,
        wrong="",
        labels=_labels(request),
    )


def _labels(request: Request) -> dict[str, str | None]:
    """The words of settings that have some, as a reader says them."""
    known = {word for one in office_settings.FIELDS for word in one.known}
    return {word: words.find(f"page.known.{word}", language_of(request)) for word in known}


@router.post("/settings")
async def save(request: Request) -> Response:
    """Writes ``kinerja.toml``; what cannot be used is told beside the form, and nothing is written."""
    site = site_of(request)
    if site.office is None:
        raise HTTPException(404)
    form = await request.form(max_files=0, max_fields=60)
    given = {name: str(value).strip()[:300] for name, value in form.items()}
    try:
        office_settings.write(site.office, given)
    except KinerjaError as error:
        shown = {"fields": office_settings.FIELDS, "values": given, "saved": 0, "wrong": str(error)}
        shown["labels"] = _labels(request)
        return page(request, "settings.html", 422, **shown)
    return RedirectResponse(f"{request.scope['root_path']}/settings?saved=1", 303)

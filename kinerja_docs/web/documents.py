"""Official documents on the page: choose a template, take its workbook, drop it filled, see problems by row."""

from __future__ import annotations

import json
import os
import shutil
from datetime import date
from pathlib import Path
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import FileResponse, HTMLResponse, RedirectResponse, Response
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException

from kinerja_docs import filling
from kinerja_docs.definitions.manifest import manifests
from kinerja_docs.errors import UsageError
from kinerja_docs.reporting import json_report
from kinerja_docs.web import aside
from kinerja_docs.web.app import language_of, page, problem, site_of
from kinerja_docs.web.foreman import MADE
from kinerja_docs.web.packing import pack
from kinerja_docs.web.store import new_id
from kinerja_docs.web.uploads import Allowance, Refused, receive

router = APIRouter(include_in_schema=False)
DATA, DONE, TOLD, ALL = "data", "hasil", "hasil.json", "dokumen.zip"
MOST_WORKERS = 4  # that fill one batch
ALLOWANCE = Allowance(total=64 * 1024**2, file=64 * 1024**2, files=1)


def fill(name: str, data: Path, folder: Path, office: Path | None, today: date, lang: str) -> dict[str, Any]:
    """Fill a template; the contract's JSON of ``generate``. Many lines are shared by several processes."""
    workers = max(1, min(MOST_WORKERS, os.cpu_count() or 1))
    batch = filling.generate(name, data, folder, office=office, today=today, language=lang, workers=workers)
    return filling.batch_tree(batch, lambda found: json_report.finding_tree(found, lang))


@router.get("/documents")
def show(request: Request) -> HTMLResponse:
    """The templates."""
    lang = language_of(request)
    known = [(one.id, getattr(one.model.title, lang)) for one in manifests(site_of(request).office).values()]
    return page(request, "documents.html", templates=sorted(known, key=lambda one: one[1]))


@router.get("/documents/{name}.xlsx")
def workbook(request: Request, name: str) -> Response:
    """The empty workbook of a template."""
    try:
        made = filling.empty_data(name, Path(f"{name}.xlsx"), language_of(request), site_of(request).office)
    except UsageError as error:
        raise HTTPException(404) from error
    headers = {"content-disposition": f'attachment; filename="{name}.xlsx"'}
    return Response(made, media_type="application/octet-stream", headers=headers)


@router.post("/documents/{name}")
async def make(request: Request, name: str) -> Response:
    """Fills a template with what was dropped."""
    site, lang = site_of(request), language_of(request)
    if name not in manifests(site.office):
        raise HTTPException(404)
    folder = site.folder / MADE / new_id()
    folder.mkdir(parents=True, mode=0o700)
    try:
        kind = request.headers.get("content-type", "")
        upload = await receive(kind, request.stream(), folder / DATA, ALLOWANCE)
    except Refused as refused:
        shutil.rmtree(folder, ignore_errors=True)
        return problem(request, refused.status, refused.key, refused.params)
    given = (name, folder / DATA / upload.files[0], folder / DONE, site.office, site.today(), lang)
    answer = await run_in_threadpool(aside.run, fill, *given, lang=lang)
    if answer.problem:
        shutil.rmtree(folder, ignore_errors=True)
        return problem(request, 422, "data", {"detail": answer.problem})
    (folder / TOLD).write_text(json.dumps({"name": name, **answer.result}, ensure_ascii=False), encoding="utf-8")
    return RedirectResponse(f"{request.scope['root_path']}/documents/made/{folder.name}", 303)


def _folder(request: Request, id: str) -> Path:
    folder = site_of(request).folder / MADE / id
    if not id.isalnum() or not (folder / TOLD).is_file():
        raise HTTPException(404)
    return folder


@router.get("/documents/made/{id}")
def made(request: Request, id: str) -> HTMLResponse:
    """What was made, and what is wrong with the data, row by row."""
    told = json.loads((_folder(request, id) / TOLD).read_text(encoding="utf-8"))
    return page(request, "made.html", id=id, told=told)


@router.get("/documents/made/{id}/" + ALL)
def download(request: Request, id: str) -> FileResponse:
    """All documents in one zip."""
    folder = _folder(request, id)
    target = folder / ALL
    if not target.is_file():
        pack(folder / DONE, target)
    return FileResponse(target, filename=ALL, content_disposition_type="attachment")

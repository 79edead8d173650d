"""Public copies on the page: drop, see what would be removed and what stays, decide, approve, take the copies."""

from __future__ import annotations

import csv
import json
import shutil
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from threading import Thread
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import FileResponse, HTMLResponse, RedirectResponse, Response
from starlette.exceptions import HTTPException

from kinerja_docs import publishing
from kinerja_docs.options import Options
from kinerja_docs.outputs import write_whole
from kinerja_docs.reporting.places import place_label
from kinerja_docs.web import aside
from kinerja_docs.web.app import language_of, page, problem, site_of
from kinerja_docs.web.foreman import MADE
from kinerja_docs.web.packing import pack
from kinerja_docs.web.side_by_side import pairs
from kinerja_docs.web.store import new_id
from kinerja_docs.web.uploads import Allowance, Refused, receive

router = APIRouter(include_in_schema=False)
DATA, DONE, TOLD, ALL, SEEN = "data", "publik", "publik.json", "salinan-publik.zip", "tampak"
ALLOWANCE = Allowance(total=256 * 1024**2, file=64 * 1024**2, files=200)
SECONDS = 1200.0  # OCR takes some seconds for each page, before and after
WRONG = "salah.txt"  # why the last run came to nothing
_at_work: set[str] = set()  # folders in which copies are being made
DECISIONS = ("hapus", "tetap")
LONGEST = 300  # letters of a reason or a name
SHOWN = 200  # changes and suspects of a file that are shown


def look(data: Path, folder: Path, office: Path | None, today: date, lang: str, approve: str | None) -> dict[str, Any]:
    """Drafts, or with a name the public copies: the contract's JSON with what the person has to see."""
    options = Options(office=office, today=today, language=lang, force=True)
    found = publishing.disclose([data.as_posix()], folder, options, approve=approve)
    documents = []
    shutil.rmtree(folder / SEEN, ignore_errors=True)
    for number, (one, entry) in enumerate(zip(found.documents, found.tree()["documents"], strict=True), 1):
        seen = pairs(Path(one.path), one.output, folder / SEEN, str(number)) if one.output is not None else []
        removed = [kept | {"title": found.title(kept["kind"])} for kept in entry["removed"]]
        documents.append(
            {
                "name": Path(one.path).relative_to(data).as_posix(),
                "file": one.output.name if one.output is not None else "",
                "refused": one.refused,
                "removed": removed,
                "changes": [(place_label(c.place, lang), c.before, c.after) for c in one.changes[:SHOWN]],
                "seen": seen,
                "suspects": [(text, place_label(at, lang)) for text, at in list(one.suspects.items())[:SHOWN]],
            }
        )
    return {"documents": documents, "approved": approve}


@router.get("/public")
def show(request: Request) -> HTMLResponse:
    """Where files are handed in."""
    return page(request, "public.html")


@router.post("/public")
async def make(request: Request) -> Response:
    """Makes drafts of what was dropped."""
    folder = site_of(request).folder / MADE / new_id()
    folder.mkdir(parents=True, mode=0o700)
    try:
        kind = request.headers.get("content-type", "")
        await receive(kind, request.stream(), folder / DATA, ALLOWANCE)
    except Refused as refused:
        shutil.rmtree(folder, ignore_errors=True)
        return problem(request, refused.status, refused.key, refused.params)
    _begin(request, folder, None)
    return RedirectResponse(f"{request.scope['root_path']}/public/{folder.name}", 303)


def _begin(request: Request, folder: Path, approve: str | None) -> None:
    """Has drafts or public copies made, while the page says so: OCR may take minutes."""
    site, lang = site_of(request), language_of(request)
    given = (folder / DATA, folder / DONE, site.office, site.today(), lang, approve)
    (folder / WRONG).unlink(missing_ok=True)

    def work() -> None:
        try:
            answer = aside.run(look, *given, lang=lang, seconds=SECONDS)
            name, content = (WRONG, answer.problem) if answer.problem else (TOLD, json.dumps(answer.result))
            write_whole(folder / name, content.encode())
        finally:
            _at_work.discard(folder.name)

    _at_work.add(folder.name)
    Thread(target=work, name=f"publik-{folder.name}", daemon=True).start()


def _folder(request: Request, id: str) -> Path:
    folder = site_of(request).folder / MADE / id
    if not id.isalnum() or not folder.is_dir() or (id not in _at_work and not (folder / TOLD).is_file()):
        raise HTTPException(404)
    return folder


@router.get("/public/{id}")
def made(request: Request, id: str) -> Response:
    """What would be removed, and after approval where the copies are; until then that it is being made."""
    wrong = site_of(request).folder / MADE / id / WRONG
    if id.isalnum() and id not in _at_work and wrong.is_file():
        detail = wrong.read_text(encoding="utf-8")
        if (wrong.parent / TOLD).is_file():  # told once; what was made before is still there
            wrong.unlink()
        return problem(request, 422, "data", {"detail": detail})
    folder = _folder(request, id)
    if id in _at_work:
        return page(request, "public_working.html")
    told = json.loads((folder / TOLD).read_text(encoding="utf-8"))
    return page(request, "public_made.html", id=id, told=told, decided=_decided(folder), known=DECISIONS)


@router.post("/public/{id}")
async def decide(request: Request, id: str) -> Response:
    """Writes decisions down and makes the drafts anew, or approves."""
    folder = _folder(request, id)
    if id in _at_work:
        return RedirectResponse(f"{request.scope['root_path']}/public/{id}", 303)
    form = await request.form(max_files=0, max_fields=5000)
    given = {name: str(value)[:LONGEST].strip() for name, value in form.items()}
    _write(folder, given)
    approve = given.get("by", "") if given.get("what") == "approve" else None
    if approve == "":
        return problem(request, 400, "no_name")
    _begin(request, folder, approve)
    return RedirectResponse(f"{request.scope['root_path']}/public/{id}", 303)


def _write(folder: Path, given: Mapping[str, str]) -> None:
    """The list of decisions that ``disclose`` reads: fields ``text-N``, ``decision-N``, ``reason-N``."""
    rows = []
    for name, text in given.items():
        number = name.removeprefix("text-")
        decision = given.get(f"decision-{number}", "")
        if name.startswith("text-") and decision in DECISIONS:
            rows.append(["", text, "", decision, given.get(f"reason-{number}", "")])
    target = folder / DONE / publishing.DRAFTS / publishing.LOOK
    with target.open("w", encoding="utf-8-sig", newline="") as stream:
        csv.writer(stream, delimiter=";").writerows([publishing.COLUMNS, *rows])


def _decided(folder: Path) -> dict[str, tuple[str, str]]:
    """Text → decision and reason, as written before."""
    target = folder / DONE / publishing.DRAFTS / publishing.LOOK
    if not target.is_file():
        return {}
    with target.open(encoding="utf-8-sig", newline="") as stream:
        rows = csv.DictReader(stream, delimiter=";")
        return {row["teks"]: (row["putusan"], row["alasan"]) for row in rows if row["putusan"]}


@router.get("/public/{id}/draf/{name}")
def draft(request: Request, id: str, name: str) -> FileResponse:
    """One draft."""
    folder = _folder(request, id)
    told = json.loads((folder / TOLD).read_text(encoding="utf-8"))
    target = folder / DONE / publishing.DRAFTS / name
    if name not in {one["file"] for one in told["documents"]} or not target.is_file():
        raise HTTPException(404)
    return FileResponse(target, filename=name, content_disposition_type="attachment")


@router.get("/public/{id}/" + SEEN + "/{name}")
def seen(request: Request, id: str, name: str) -> FileResponse:
    """The picture of a page, before or after."""
    folder = _folder(request, id)
    told = json.loads((folder / TOLD).read_text(encoding="utf-8"))
    known = {file for one in told["documents"] for pair in one["seen"] for file in pair}
    if name not in known or not (folder / DONE / SEEN / name).is_file():
        raise HTTPException(404)
    return FileResponse(folder / DONE / SEEN / name, media_type="image/png")


@router.get("/public/{id}/" + ALL)
def download(request: Request, id: str) -> FileResponse:
    """The public copies with certificate and log; only after somebody approved."""
    folder = _folder(request, id)
    if not json.loads((folder / TOLD).read_text(encoding="utf-8"))["approved"]:
        raise HTTPException(404)
    target = pack(folder / DONE, folder / ALL, below=False)  # drafts stay here
    return FileResponse(target, filename=ALL, content_disposition_type="attachment")

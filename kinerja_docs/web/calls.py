"""The same as the pages for programs: JSON in, JSON out, described under ``/openapi.json``."""

from __future__ import annotations

from typing import Any, Literal

from fastapi import APIRouter, Request
from fastapi.responses import FileResponse, JSONResponse, Response

from kinerja_docs.web import deciding, gaps, pages, results
from kinerja_docs.web.app import problem, site_of
from kinerja_docs.web.pages import drop_of, results_of, take_in
from kinerja_docs.web.store import Card, Drop
from kinerja_docs.web.uploads import Refused

router = APIRouter(prefix="/api")


DECISION = {
    "content": {
        "application/x-www-form-urlencoded": {
            "schema": {
                "type": "object",
                "properties": {
                    "form": {"type": "string", "description": "form: the id of a form"},
                    "fingerprint": {"type": "string", "description": "accept, undo: of the finding"},
                    "code": {"type": "string", "description": "undo: of the finding"},
                    "reason": {"type": "string", "description": "accept: why"},
                    "by": {"type": "string", "description": "accept, link: who decides"},
                    "until": {"type": "string", "format": "date", "description": "accept: how long it holds"},
                    "key": {"type": "string", "description": "link: what the decision is filed under"},
                    "linked": {"type": "string", "enum": ["0", "1"], "description": "link: whether it is right"},
                },
            }
        }
    }
}
FORM = {
    "multipart/form-data": {
        "schema": {
            "type": "object",
            "properties": {"files": {"type": "array", "items": {"type": "string", "format": "binary"}}},
        }
    }
}


@router.post("/drops", status_code=201, openapi_extra={"requestBody": {"required": True, "content": FORM}})
async def drop(request: Request) -> Response:
    """Check files: a multipart form, every file under any name. Answers with the drop that was made."""
    try:
        made = await take_in(request)
    except Refused as refused:
        return problem(request, refused.status, refused.key, refused.params)
    return JSONResponse(_drop(made), 201)


@router.get("/drops")
def drops(request: Request) -> list[dict[str, Any]]:
    """The last drops, newest first."""
    return [_drop(one) for one in site_of(request).store.drops()]


@router.get("/drops/{id}")
def one(request: Request, id: str) -> dict[str, Any]:
    """A drop with its cards."""
    found = drop_of(request, id)
    return {**_drop(found), "cards": [_card(card) for card in site_of(request).store.cards(id)]}


@router.get("/drops/{id}/report")
def report(request: Request, id: str) -> Response:
    """The report of a drop as ``check --format json`` prints it."""
    found = results.read_report(results_of(request, drop_of(request, id)))
    return JSONResponse(found) if found is not None else problem(request, 404, "not_there")


@router.post("/drops/{id}/cancel")
def cancel(request: Request, id: str) -> dict[str, Any]:
    """Stop a drop."""
    site = site_of(request)
    site.foreman.cancel(drop_of(request, id).id)
    return _drop(drop_of(request, id))


@router.post("/drops/{id}/again", status_code=202)
def again(request: Request, id: str) -> dict[str, Any]:
    """Check a drop once more."""
    pages.again(request, id)
    return _drop(drop_of(request, id))


@router.post("/drops/{id}/forget")
def forget(request: Request, id: str) -> dict[str, Any]:
    """Throw the files and texts of a drop away, before their time."""
    pages.forget(request, id)
    return _drop(drop_of(request, id))


@router.get("/drops/{id}/reports/{name}", response_class=FileResponse)
def made(request: Request, id: str, name: str) -> Response:
    """A report: ``laporan.html``, ``.xlsx``, ``.docx``, ``.json``, ``.sarif``, or ``pesan.txt``, a message for each
    person."""
    return pages.report(request, id, name)


@router.get("/drops/{id}/all", response_class=FileResponse)
def everything(request: Request, id: str) -> Response:
    """Copies with remarks, reports and messages in one zip."""
    return pages.everything(request, id)


@router.get("/drops/{id}/files/{number}/copy", response_class=FileResponse)
def copy(request: Request, id: str, number: int) -> Response:
    """The file with its remarks inside."""
    return pages.copy(request, id, number)


@router.post("/drops/{id}/files/{number}/{what}", status_code=202, openapi_extra={"requestBody": DECISION})
async def decide(request: Request, id: str, number: int, what: Literal["form", "accept", "undo", "link"]) -> Response:
    """Decide about a file: its right form; a finding accepted with a reason, or no more; a link. The drop is checked
    again."""
    return await deciding.decide(request, id, number, what)


@router.get("/drops/{id}/files/{number}/gap")
def gap(request: Request, id: str, number: int) -> Response:
    """The gap of an LKE as ``gap`` prints it, each beside what it would be with the answers ``if.KODE=JAWABAN``."""
    return gaps.show(request, id, number)


def _drop(drop: Drop) -> dict[str, Any]:
    keys = ("id", "made", "ended", "lang", "state", "received", "bytes", "verdict", "message", "expired")
    return {key: getattr(drop, key) for key in keys} | {"numbers": drop.counts}


def _card(card: Card) -> dict[str, Any]:
    keys = ("number", "path", "stage", "role", "verdict", "why", "todo")
    documents = [{"form": form, "person": who, "year": year} for form, who, year in card.documents]
    return {key: getattr(card, key) for key in keys} | {"numbers": card.counts, "documents": documents}

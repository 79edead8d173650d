"""The same as the pages for programs: JSON in, JSON out, described under ``/openapi.json``."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse, Response

from kinerja_docs.web import results
from kinerja_docs.web.app import problem, site_of
from kinerja_docs.web.pages import drop_of, results_of, take_in
from kinerja_docs.web.store import Card, Drop
from kinerja_docs.web.uploads import Refused

router = APIRouter(prefix="/api")


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


def _drop(drop: Drop) -> dict[str, Any]:
    keys = ("id", "made", "ended", "lang", "state", "received", "bytes", "verdict", "message", "expired")
    return {key: getattr(drop, key) for key in keys} | {"numbers": drop.counts}


def _card(card: Card) -> dict[str, Any]:
    keys = ("number", "path", "stage", "role", "verdict", "why", "todo")
    documents = [{"form": form, "person": who, "year": year} for form, who, year in card.documents]
    return {key: getattr(card, key) for key in keys} | {"numbers": card.counts, "documents": documents}

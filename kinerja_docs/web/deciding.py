"""What people decide on the page: another form, an accepted finding, a link. Each has the drop checked once more."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, JSONResponse, RedirectResponse, Response

from kinerja_docs import deciding, office
from kinerja_docs.errors import KinerjaError
from kinerja_docs.options import Options
from kinerja_docs.web import results, tables
from kinerja_docs.web.app import language_of, page, problem, site_of, wants_json
from kinerja_docs.web.foreman import FILES, OFFICE
from kinerja_docs.web.pages import card_of, drop_of, results_of
from kinerja_docs.web.store import WAITING, Drop

router = APIRouter(include_in_schema=False)
LONGEST = 500  # letters of a reason or a name
AGAIN = {"form", "accept", "link", "undo"}


@router.post("/drops/{id}/files/{number}/{what}")
async def decide(request: Request, id: str, number: int, what: str) -> Response:
    """Writes a decision down, and checks the drop again."""
    if what not in AGAIN:
        return problem(request, 404, "not_there")
    form = await request.form(max_files=0, max_fields=20)
    given = {name: str(value)[:LONGEST].strip() for name, value in form.items()}
    drop, site = drop_of(request, id), site_of(request)
    if drop.is_open or drop.expired:
        return problem(request, 409, "busy")
    try:
        key = _write(request, drop, number, what, given)
    except KinerjaError as error:
        return problem(request, 409, "decision", {"detail": str(error)})
    if key is not None:
        return problem(request, 400, key)
    site.foreman.again(drop.id, language_of(request))
    if wants_json(request):
        return JSONResponse({"id": drop.id, "state": WAITING}, 202)
    return RedirectResponse(f"{request.scope['root_path']}/drops/{id}", 303)


def _write(request: Request, drop: Drop, number: int, what: str, given: dict[str, str]) -> str | None:
    """The id of what is wrong, or None when it is written."""
    site, path, by = site_of(request), decisions_of(request, drop), given.get("by", "")
    if what == "form":
        known = dict(tables.forms(language_of(request)))
        sha256 = _hash(request, drop, number)
        if given.get("form") not in known or not sha256:
            return "no_form_known"
        deciding.correct_form(path, sha256, given["form"], by, site.today())
    elif what == "accept":
        if not given.get("reason") or not by:
            return "no_reason"
        until = given.get("until", "")
        if until and not _is_day(until):
            return "no_day"
        finding = _finding(request, drop, given.get("fingerprint", ""))
        if finding is None:
            return "not_there"
        deciding.accept(
            path, site.office, finding["fingerprint"], finding["code"], given["reason"], by, site.today(), until
        )
    elif what == "undo":
        deciding.take_back(path, given.get("fingerprint", ""), given.get("code", ""))
    else:
        if site.office is None:
            return "no_office"
        deciding.link(path, given.get("key", "")[:16], given.get("linked") == "1", by, site.today())
    return None


def decisions_of(request: Request, drop: Drop) -> Path:
    """Where decisions about a drop are kept: with the office, else with the drop."""
    site = site_of(request)
    return (site.office if site.office is not None else site.store.files_of(drop.id)) / office.DECISIONS


def _report(request: Request, drop: Drop) -> dict[str, Any]:
    return results.read_report(results_of(request, drop)) or {"files": [], "findings": []}


def _hash(request: Request, drop: Drop, number: int) -> str:
    path = card_of(request, drop.id, number).path
    return next((one["sha256"] or "" for one in _report(request, drop)["files"] if one["path"] == path), "")


def _finding(request: Request, drop: Drop, fingerprint: str) -> dict[str, Any] | None:
    return next((one for one in _report(request, drop)["findings"] if one["fingerprint"] == fingerprint), None)


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


@router.get("/drops/{id}/files/{number}/table")
def table(request: Request, id: str, number: int) -> HTMLResponse:
    """The file as it was read, with the cells marked that findings point at."""
    drop, card, site = drop_of(request, id), card_of(request, id, number), site_of(request)
    lang, folder = language_of(request), results_of(request, drop)
    root = site.office if drop.kind == OFFICE and site.office is not None else site.store.files_of(drop.id) / FILES
    path = root / card.path
    decisions = decisions_of(request, drop)
    options = Options(
        office=site.office,
        today=site.today(),
        language=lang,
        decisions=decisions if site.office is None and decisions.is_file() else None,
    )
    documents = tables.tables_of(path.as_posix(), number, folder, options)
    findings = [one for one in _report(request, drop)["findings"] if one["file"] == card.path and not one["accepted"]]
    return page(request, "table.html", drop=drop, card=card, documents=tables.shown(documents, findings, lang))

"""The plan of a signing day on the page."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import Response

from kinerja_docs import office, signing_day
from kinerja_docs.errors import KinerjaError
from kinerja_docs.web.app import language_of, page, problem, site_of

router = APIRouter(include_in_schema=False)


def _plan(request: Request, date: str) -> signing_day.Plan:
    site, lang = site_of(request), language_of(request)
    kept = office.load(site.office) if site.office is not None else None
    return signing_day.plan(signing_day.signing_date(date), kept, lang)


@router.get("/signing-day")
def show(request: Request, date: str = "") -> Response:
    """A form for the day, and the plan that leads to it."""
    if not date:
        return page(request, "days.html", plan=None, date="", wrong="")
    try:
        made = _plan(request, date)
    except KinerjaError as error:
        return page(request, "days.html", 422, plan=None, date=date, wrong=str(error))
    return page(request, "days.html", plan=signing_day.tree(made), date=date, wrong="")


@router.get("/signing-day.{format}")
def download(request: Request, format: str, date: str = "") -> Response:
    """The plan as a calendar or a Word file."""
    makers = {"ics": signing_day.ics, "docx": signing_day.document}
    if format not in makers:
        return problem(request, 404, "not_there")
    try:
        content = makers[format](_plan(request, date))
    except KinerjaError as error:
        return problem(request, 422, "data", {"detail": str(error)})
    headers = {"content-disposition": f'attachment; filename="penandatanganan.{format}"'}
    return Response(content, media_type="application/octet-stream", headers=headers)

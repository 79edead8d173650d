"""The plan of a signing day on the page: the days as a calendar, the steps, and who has what ready."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date as Date
from datetime import timedelta
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import Response

from kinerja_docs import office, readiness, signing_day
from kinerja_docs.errors import KinerjaError
from kinerja_docs.outcome import Standing
from kinerja_docs.signing_day import READY, Plan
from kinerja_docs.text.language import language
from kinerja_docs.web import results
from kinerja_docs.web.app import language_of, page, problem, site_of
from kinerja_docs.web.foreman import OFFICE
from kinerja_docs.web.pages import results_of

router = APIRouter(include_in_schema=False)
WEEK = 7


def _plan(request: Request, date: str) -> Plan:
    site, lang = site_of(request), language_of(request)
    kept = office.load(site.office) if site.office is not None else None
    return signing_day.plan(signing_day.signing_date(date), kept, lang)


def weeks(plan: Plan) -> list[list[dict[str, Any]]]:
    """The weeks from the first to the last day of a plan, Monday first. Each day: its date, its steps, why it is not
    worked (empty where it is), whether it is the day, and whether the plan spans it."""
    known = {day.date: day for day in plan.days}
    steps: dict[Date, list[str]] = {}
    for one in plan.steps:
        steps.setdefault(one.date, []).append(one.step)
    first, last = min([*known, *steps]), max([*known, *steps])
    first -= timedelta(days=first.weekday())
    last += timedelta(days=WEEK - 1 - last.weekday())
    every = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    days = [
        {
            "date": day,
            "steps": steps.get(day, []),
            "off": known[day].why if day in known and not known[day].working else "",
            "inside": day in known or day in steps,
            "signing": day == plan.date,
        }
        for day in every
    ]
    return [days[n : n + WEEK] for n in range(0, len(days), WEEK)]


@router.get("/signing-day")
def show(request: Request, date: str = "") -> Response:
    """A form for the day, the plan that leads to it, and who has what ready as the office folder was last checked."""
    nothing: dict[str, Any] = {"plan": None, "date": date, "wrong": "", "signers": (), "last": None}
    if not date:
        return page(request, "days.html", **nothing)
    site = site_of(request)
    try:
        made = _plan(request, date)
    except KinerjaError as error:
        return page(request, "days.html", 422, **{**nothing, "wrong": str(error)})
    last = site.store.last(OFFICE) if site.office is not None else None
    view = results.read_view(results_of(request, last)) if last is not None else None
    if view is not None:
        standings = [Standing(**one) for one in view.get("standings", ())]
        made = readiness.with_standings(made, standings, view.get("not_ready", ()))
    shown: dict[str, Any] = {
        "plan": signing_day.tree(made),
        "weeks": weeks(made),
        "heads": [language().weekday_names[n] for n in range(WEEK)],
    }
    shown |= {"signers": made.signers, "papers": _counted(made.signers), "last": last}
    return page(request, "days.html", **{**nothing, **shown})


def _counted(signers: Sequence[signing_day.Signer]) -> dict[str, int]:
    states = [paper.state for one in signers for paper in one.papers]
    return {"ready": states.count(READY), "all": len(states)}


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

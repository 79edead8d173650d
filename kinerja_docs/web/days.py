"""The plan of a signing day on the page: the days as a calendar, the steps, and who has what ready."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date as Date
from datetime import timedelta
from pathlib import Path
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import Response

from kinerja_docs import office, readiness, signing_day
from kinerja_docs.errors import KinerjaError
from kinerja_docs.signing_day import READY, Plan
from kinerja_docs.text.language import language
from kinerja_docs.web import aside
from kinerja_docs.web.app import language_of, page, problem, site_of

router = APIRouter(include_in_schema=False)
WEEK = 7


def _plan(request: Request, date: str) -> Plan:
    site, lang = site_of(request), language_of(request)
    kept = office.load(site.office) if site.office is not None else None
    return signing_day.plan(signing_day.signing_date(date), kept, lang)


def signed(plan: Plan, folder: Path, today: Date) -> Plan:
    """The plan with who has what ready in the office folder; it has the whole folder checked."""
    return readiness.with_signers(plan, folder, today)


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
def show(request: Request, date: str = "", ready: int = 0) -> Response:
    """A form for the day, and the plan that leads to it. ``ready``: with who has what ready, which takes a check."""
    nothing: dict[str, Any] = {"plan": None, "date": date, "wrong": "", "signers": (), "asked": False}
    if not date:
        return page(request, "days.html", **nothing)
    site = site_of(request)
    try:
        made = _plan(request, date)
    except KinerjaError as error:
        return page(request, "days.html", 422, **{**nothing, "wrong": str(error)})
    asked = bool(ready) and site.office is not None
    if asked:
        answer = aside.run(signed, made, site.office, site.today(), lang=language_of(request))
        if answer.problem:
            return problem(request, 422, "data", {"detail": answer.problem})
        made = answer.result
    shown: dict[str, Any] = {"plan": signing_day.tree(made), "weeks": weeks(made), "heads": language().weekday_names}
    shown |= {"signers": made.signers, "papers": _counted(made.signers), "asked": asked}
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

"""The gap of an LKE on the page, and what would be if some answers were others."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import Response

from kinerja_docs import api, assessing
from kinerja_docs.options import Options
from kinerja_docs.scoring.answers import scale_of
from kinerja_docs.scoring.sheets import key_of
from kinerja_docs.web import aside
from kinerja_docs.web.app import language_of, page, problem, site_of
from kinerja_docs.web.foreman import FILES
from kinerja_docs.web.pages import card_of, drop_of
from kinerja_docs.web.store import Card, Drop

router = APIRouter(include_in_schema=False)
FORMATS = {"html": "text/html", "xlsx": "application/octet-stream", "docx": "application/octet-stream"}
OFFERED = 20  # answers that can be tried
LEVELS = ("bagian", "komponen", "area", "subkomponen")


def study(path: str, office: Path | None, today: date, lang: str, changes: Mapping[str, str]) -> list[dict[str, Any]]:
    """Each LKE of a file: the contract's entry, and the answers that its most worthy criteria may have."""
    found = []
    for one in api.studies([path], Options(office=office, today=today, language=lang), changes):
        scales = {key_of(node): scale_of(node, one.sheet) for node in one.sheet.nodes}
        offers = []
        for item in list(one.entry["to_win"])[:OFFERED]:
            scale = scales.get(item["code"])
            known = sorted(scale.options, key=lambda option: -option.value) if scale is not None else []
            offers.append({**item, "answers": [option.word for option in known]})
        found.append({**one.entry, "offers": offers})
    return found


def both(path: str, office: Path | None, today: date, lang: str, changes: Mapping[str, str]) -> list[Any]:
    """Pairs of what would be and what is."""
    before = study(path, office, today, lang, {})
    return list(zip(study(path, office, today, lang, changes) if changes else before, before, strict=True))


def report(path: str, office: Path | None, today: date, lang: str, format: str) -> bytes:
    """The gap report as ``gap`` makes it."""
    made = assessing.report(assessing.assess([path], Options(office=office, today=today, language=lang)), format)
    return made.encode() if isinstance(made, str) else made


def _given(request: Request, drop: Drop, card: Card) -> tuple[str, Path | None, date, str]:
    site = site_of(request)
    path = site.office if drop.kind == "office" and site.office else site.store.files_of(drop.id) / FILES
    return (path / card.path).as_posix(), site.office, site.today(), language_of(request)


@router.get("/drops/{id}/files/{number}/gap")
def show(request: Request, id: str, number: int) -> Response:
    """The gap, with the answers of the address tried out."""
    drop, card = drop_of(request, id), card_of(request, id, number)
    tried = {name[3:]: value for name, value in request.query_params.items() if name.startswith("if.") and value}
    lang = language_of(request)
    answer = aside.run(both, *_given(request, drop, card), tried, lang=lang)
    if answer.problem:
        return problem(request, 422, "gap", {"detail": answer.problem})
    return page(request, "gap.html", drop=drop, card=card, pairs=answer.result, tried=tried, levels=LEVELS)


@router.get("/drops/{id}/files/{number}/gap.{format}")
def download(request: Request, id: str, number: int, format: str) -> Response:
    """The gap report to take along."""
    if format not in FORMATS:
        return problem(request, 404, "not_there")
    drop, card = drop_of(request, id), card_of(request, id, number)
    answer = aside.run(report, *_given(request, drop, card), format, lang=language_of(request))
    if answer.problem:
        return problem(request, 422, "gap", {"detail": answer.problem})
    headers = {"content-disposition": f'attachment; filename="kesenjangan.{format}"'}
    return Response(answer.result, media_type=FORMATS[format], headers=headers)

"""The gap of an LKE on the page, and what would be if some answers were others."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse, Response

from kinerja_docs import api, assessing
from kinerja_docs.definitions.framework import Scale
from kinerja_docs.options import Options
from kinerja_docs.reporting.gap_view import goal_title
from kinerja_docs.scoring.answers import Answer, answer_of, scale_of
from kinerja_docs.scoring.sheets import key_of
from kinerja_docs.scoring.study import Study
from kinerja_docs.web import aside
from kinerja_docs.web.app import language_of, page, problem, site_of, wants_json
from kinerja_docs.web.foreman import FILES
from kinerja_docs.web.pages import card_of, drop_of
from kinerja_docs.web.store import Card, Drop

router = APIRouter(include_in_schema=False)
FORMATS = {"html": "text/html", "xlsx": "application/octet-stream", "docx": "application/octet-stream"}
OFFERED = 20  # answers that can be tried
UNANSWERED = "–"
LEVELS = ("bagian", "komponen", "area", "subkomponen")


def study(path: str, office: Path | None, today: date, lang: str, changes: Mapping[str, str]) -> list[dict[str, Any]]:
    """Each LKE of a file: the contract's entry, the gates with titles, and sliders for the answers that weigh most."""
    found = []
    for one in api.studies([path], Options(office=office, today=today, language=lang), changes):
        gates = [gate | {"title": goal_title(gate["name"], one, lang)} for gate in one.entry["thresholds"]]
        found.append({**one.entry, "thresholds": gates, "sliders": list(_sliders(one))})
    return found


def _sliders(one: Study) -> Iterator[dict[str, Any]]:
    """What may be answered otherwise: what would win points first, then what rests on no evidence. ``stops`` are the
    answers from the lowest on, or none where any number up to ``top`` is one; ``at`` is where the answer stands."""
    nodes = {key_of(node): node for node in one.sheet.nodes}
    leaves = [node for node in one.entry["nodes"] if node["level"] == "kriteria" and node["at_risk"]]
    lost = sorted(leaves, key=lambda leaf: -leaf["at_risk"])
    offers = [(item["code"], item["points"], item["evidence"]) for item in one.entry["to_win"]]
    offers += [(leaf["code"], -leaf["at_risk"], ()) for leaf in lost]
    given = 0
    for code, points, evidence in offers:
        node = nodes.get(code)
        scale = scale_of(node, one.sheet) if node is not None else None
        if node is None or scale is None or scale.kind == "count" or given == OFFERED:
            continue
        given += 1
        said = {"code": code, "name": node.name, "points": points, "evidence": list(evidence)}
        yield said | _range(scale, answer_of(node, one.sheet))


def _range(scale: Scale, answer: Answer | None) -> dict[str, Any]:
    chosen = answer if answer is not None and answer.given else None
    if scale.kind == "options":
        known = sorted(scale.options, key=lambda option: option.value)
        stops = [option.word for option in known]
        if chosen is None or chosen.option not in known:
            return {"stops": [UNANSWERED, *stops], "top": len(stops), "step": 1, "at": 0, "unit": ""}
        return {"stops": stops, "top": len(stops) - 1, "step": 1, "at": known.index(chosen.option), "unit": ""}
    top, step, unit = (100.0, 1, "%") if scale.kind == "percent" else (float(scale.top or 1), 0.1, "")
    at = float(chosen.share or 0) * top if chosen is not None else 0.0
    return {"stops": [], "top": top, "step": step, "at": round(at, 2), "unit": unit}


def answers_at(entries: Sequence[Mapping[str, Any]], positions: Mapping[str, str]) -> dict[str, str]:
    """The answers that moved sliders stand for, by code; one that was not moved stands for none."""
    found = {}
    for slider in (one for entry in entries for one in entry["sliders"]):
        try:
            position = float(positions.get(slider["code"], ""))
        except ValueError:
            continue
        if not 0 <= position <= slider["top"] or abs(position - slider["at"]) < slider["step"]:
            continue
        if slider["stops"]:
            found[slider["code"]] = slider["stops"][int(position)]
        else:
            found[slider["code"]] = f"{position:g}".replace(".", ",") + slider["unit"]
    return found


def both(
    path: str,
    office: Path | None,
    today: date,
    lang: str,
    changes: Mapping[str, str],
    positions: Mapping[str, str],
) -> tuple[list[Any], dict[str, str]]:
    """Pairs of what would be and what is, and the answers that were tried."""
    before = study(path, office, today, lang, {})
    tried = {**changes, **answers_at(before, positions)}
    return list(zip(study(path, office, today, lang, tried) if tried else before, before, strict=True)), tried


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
    asked = {name: value for name, value in request.query_params.items() if value}
    changes = {name[3:]: value for name, value in asked.items() if name.startswith("if.")}
    positions = {name[3:]: value for name, value in asked.items() if name.startswith("at.")}
    lang = language_of(request)
    answer = aside.run(both, *_given(request, drop, card), changes, positions, lang=lang)
    if answer.problem:
        return problem(request, 422, "gap", {"detail": answer.problem})
    pairs, tried = answer.result
    if wants_json(request):
        return JSONResponse({"tried": tried, "files": [{"would_be": one, "is": before} for one, before in pairs]})
    return page(request, "gap.html", drop=drop, card=card, pairs=pairs, tried=tried, levels=LEVELS)


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

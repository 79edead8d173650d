"""The gap report as assessors hand it in: a Word document filled into a template that an office may restyle.

The template is ``templates/docx/laporan_kesenjangan_lke.docx``, the office's own copy first.
"""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from kinerja_docs import words
from kinerja_docs.reporting.filled import filled
from kinerja_docs.reporting.gap_view import AreaLine, GapView, number, view
from kinerja_docs.scoring.study import Study

TEMPLATE = "laporan_kesenjangan_lke"
MEMBERS = 2  # lines for members of the team
COLOURS = {"supported": (46, 125, 79), "unchecked": (201, 161, 59), "at_risk": (194, 70, 61)}
_WIDE, _BAR, _LEFT = 1500, 46, 620  # pixels of the chart
_NAMES = (
    *("title", "subtitle", "unit", "year", "edition", "assessor", "date", "file", "result", "claimed", "strict", "own"),
    *("at_risk", "unchecked", "supported", "predicate", "component", "weight", "number", "scores", "chart", "findings"),
    *("none", "advice_title", "gates", "gate", "needed", "reached", "distance", "to_win", "points", "item"),
    *("documents", "goals", "remarks", "place", "message", "fix", "code", "signers", "chair", "member", "controller"),
    *("agreement", "first", "second", "criterion", "role", "name_nip", "signature"),
)


def render(
    studies: Sequence[Study],
    today: date,
    lang: str,
    agreement: Mapping[str, Any] | None = None,
    unmask: bool = False,
) -> bytes:
    """The whole document, one LKE after the other."""
    office = next((study.office for study in studies if study.office is not None), None)
    views = [view(study, lang, unmask) for study in studies]
    return filled(TEMPLATE, office, lambda document: context(document, views, today, lang, agreement), today)


def context(
    document: Any, views: Sequence[GapView], today: date, lang: str, agreement: Mapping[str, Any] | None
) -> dict[str, Any]:
    """Everything that the template may name."""
    from docx.shared import Cm
    from docxtpl import InlineImage

    months = words.get("letter.months", lang).split()
    day = words.get("letter.day", lang, day=today.day, month=months[today.month - 1], year=today.year)
    told = []
    for seen in views:
        picture = chart(seen.chart, lang)
        image = InlineImage(document, io.BytesIO(picture), width=Cm(16.5)) if picture else ""
        told.append(_told(seen, lang) | {"chart": image})
    agreed = None
    if agreement is not None:
        text = words.get("gap_report.agreement_text", lang, **agreement)
        rows = [{**row, "code": row["code"] or "–"} for row in agreement["differ"]]
        agreed = {"text": text, "rows": rows}
    labels = {name: words.get(f"gap_report.{name}", lang) for name in _NAMES}
    members = [{"no": place} for place in range(1, MEMBERS + 1)]
    return {"w": labels, "date": day, "views": told, "agreement": agreed, "members": members}


def _told(seen: GapView, lang: str) -> dict[str, Any]:
    lines = [
        {"name": f"{line.code} {line.name}".strip()}
        | {name: number(getattr(line, name)) for name in ("weight", "claimed", "recomputed", "at_risk", "unchecked")}
        for line in seen.lines
    ]
    findings = [
        {
            "title": group.title,
            "summary": group.summary,
            "rows": [{"place": one.place, "message": one.message, "code": one.code} for one in group.items],
        }
        for group in seen.findings
    ]
    gates = [
        {
            "title": gate["title"],
            **{name: number(gate[name]) for name in ("needed", "reached")},
            "distance": number(gate["distance"]) if gate["distance"] else words.get("gap_report.met", lang),
        }
        for gate in seen.gates
    ]
    won = [
        {
            "code": one["code"] or "–",
            "name": one["name"],
            "points": number(one["points"]),
            "documents": "; ".join(one["evidence"]),
        }
        for one in seen.to_win
    ]
    predicate = ""
    if seen.predicate != "–":
        text = words.get("gap_report.predicate_text", lang, claimed=seen.predicate_claimed, recomputed=seen.predicate)
        predicate = text
    figures = {name: number(getattr(seen, name)) for name in ("claimed", "strict", "own", "at_risk", "unchecked")}
    plain = {name: getattr(seen, name) for name in ("path", "unit", "year", "edition", "advice", "remarks")}
    goals = [goal["text"] for goal in seen.goals]
    return {
        **plain,
        **figures,
        "predicate": predicate,
        "lines": lines,
        "findings": findings,
        "gates": gates,
        "won": won,
        "goals": goals,
    }


def chart(lines: Sequence[AreaLine], lang: str) -> bytes:
    """A picture of supported, unopened and risky points per area (PNG); empty where there is nothing to draw."""
    from PIL import Image, ImageDraw, ImageFont

    drawn = [line for line in lines if line.weight]
    if not drawn:
        return b""
    font, small = ImageFont.load_default(26), ImageFont.load_default(24)
    picture = Image.new("RGB", (_WIDE, 60 + _BAR * len(drawn)), "white")
    draw = ImageDraw.Draw(picture)
    left = 10
    for name, colour in COLOURS.items():
        label = words.get(f"gap_report.{name}", lang)
        draw.rectangle((left, 12, left + 24, 36), fill=colour)
        draw.text((left + 34, 8), label, fill="black", font=small)
        left += 80 + int(draw.textlength(label, font=small))
    for place, line in enumerate(drawn):
        _bar(draw, line, 52 + place * _BAR, max(one.weight or 0 for one in drawn), font)
    out = io.BytesIO()
    picture.save(out, "PNG", optimize=True)
    return out.getvalue()


def _bar(draw: Any, line: AreaLine, top: int, most: float, font: Any) -> None:
    name = f"{line.code} {line.name}".strip()
    while draw.textlength(name, font=font) > _LEFT - 20:
        name = name[:-2].rstrip() + "…"
    draw.text((10, top + 2), name, fill="black", font=font)
    full = _WIDE - _LEFT - 190
    end = _LEFT + int(full * (line.weight or 0) / most)
    draw.rectangle((_LEFT, top, end, top + 30), fill=(233, 236, 241))
    left = float(_LEFT)
    for part, colour in COLOURS.items():
        wide = full * (getattr(line, part) or 0) / most
        if wide >= 1:
            draw.rectangle((int(left), top, int(left + wide), top + 30), fill=colour)
        left += wide
    draw.text((_WIDE - 180, top + 2), f"{number(line.supported)} / {number(line.weight)}", fill="black", font=font)

"""The gap of one LKE in words, before it is a page, a workbook or a letter.

Figures are numbers here; each renderer writes them its way. ``None`` is what nobody can know.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from kinerja_docs import words
from kinerja_docs.model import Finding, Location
from kinerja_docs.reporting.masking import masker
from kinerja_docs.reporting.places import place_label
from kinerja_docs.score_tree import Branch
from kinerja_docs.scoring.settings import settings
from kinerja_docs.scoring.study import Study

MOST_TO_WIN = 15
SEVERITIES = ("error", "warning", "info")
_SPLIT = ("bagian", "komponen", "area")
_WHOLE = ("komponen", "subkomponen")


@dataclass(frozen=True, slots=True)
class AreaLine:
    """One line of the table of scores. ``supported``: recomputed less what is at risk or unchecked."""

    code: str
    name: str
    level: str
    weight: float | None
    claimed: float | None
    recomputed: float | None
    at_risk: float | None
    unchecked: float | None
    supported: float | None
    cell: str
    charted: bool


@dataclass(frozen=True, slots=True)
class Said:
    """One finding in words."""

    code: str
    severity: str
    likely: bool
    place: str
    message: str
    fix: str


@dataclass(frozen=True, slots=True)
class AreaFindings:
    """The findings under one area or component, with a sentence that sums them up."""

    title: str
    summary: str
    items: tuple[Said, ...]


@dataclass(slots=True)
class GapView:
    """Everything a renderer shows of one LKE."""

    path: str
    unit: str
    year: str
    edition: str
    claimed: float | None
    strict: float | None
    own: float | None
    at_risk: float | None
    unchecked: float | None
    predicate_claimed: str
    predicate: str
    opened: bool
    lines: list[AreaLine]
    findings: list[AreaFindings]
    advice: list[str]
    to_win: list[dict[str, Any]] = field(default_factory=list)
    gates: list[dict[str, Any]] = field(default_factory=list)
    goals: list[dict[str, Any]] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)

    @property
    def chart(self) -> list[AreaLine]:
        """The lines that the chart draws."""
        return [line for line in self.lines if line.charted]


def number(value: float | None) -> str:
    """Two decimals with a comma; a dash for what nobody knows."""
    return "–" if value is None else f"{value:.2f}".replace(".", ",")


def view(study: Study, lang: str, unmask: bool = False) -> GapView:
    """One LKE in words."""
    entry, sheet = study.entry, study.sheet
    predicate: Mapping[str, Any] = entry["predicate"] or {}
    framework = sheet.edition
    edition = getattr(framework.head.title, lang) if framework is not None else words.get("gap.no_edition", lang)
    found = GapView(
        entry["path"],
        entry["unit"] or "–",
        str(entry["year"] or "–"),
        edition,
        entry["claimed"],
        entry["recomputed"]["strict"],
        entry["recomputed"]["as_workbook"],
        entry["at_risk"],
        entry["unchecked"],
        predicate.get("claimed") or "–",
        predicate.get("recomputed") or "–",
        study.opened,
        list(_lines(study)),
        _findings(study, lang, unmask),
        _advice(study, lang, unmask),
    )
    names = {node.code: node.name for node in sheet.nodes if node.code is not None}
    found.to_win = [one | {"name": names.get(one["code"], "")} for one in entry["to_win"][:MOST_TO_WIN]]
    found.gates = [
        gate | {"title": goal_title(gate["name"], study, lang), "distance": max(0.0, gate["needed"] - gate["reached"])}
        for gate in entry["thresholds"]
    ]
    found.goals = [_goal(goal, study, lang) for goal in entry["goals"]]
    found.remarks = list(_remarks(found, study, lang))
    return found


def _lines(study: Study) -> Iterator[AreaLine]:
    nodes = study.sheet.nodes
    split = any(node.level == "area" for node in nodes)
    shown = _SPLIT if split else _WHOLE
    for node, entry in zip(nodes, study.entry["nodes"], strict=True):
        if node.level not in shown or node.is_row:
            continue
        score, lost = entry["recomputed"], (entry["at_risk"] or 0) + (entry["unchecked"] or 0)
        supported = max(0.0, round(score - lost, 2)) if score is not None else None
        claimed, cell = entry["claimed"], node.place("nilai")
        yield AreaLine(
            node.code or node.marker,
            node.name,
            node.level,
            entry["weight"],
            claimed,
            score,
            entry["at_risk"],
            entry["unchecked"],
            supported,
            f"{cell.sheet}!{cell.cell}" if cell.cell else "",
            all(child.level not in shown for child in node.children)
            if split
            else node.level == "komponen" or node.parent is None,
        )


def _findings(study: Study, lang: str, unmask: bool) -> list[AreaFindings]:
    """The findings by the highest area or component they lie under; those of the sheet itself first."""
    mask = masker(unmask)
    split = any(node.level == "area" for node in study.sheet.nodes)
    owners: dict[Location, Branch] = {}
    for node in study.sheet.nodes:
        above = _above(node, "area" if split else "komponen")
        for place in node.spots():
            owners.setdefault(place, above)
    groups: dict[str, list[Finding]] = {}
    for finding in study.findings:
        owner = owners.get(finding.location)
        title = f"{owner.code or owner.marker} {owner.name}".strip() if owner is not None else ""
        groups.setdefault(title, []).append(finding)
    order = {title: number for number, title in enumerate(_titles(study, split))}
    found = []
    for title in sorted(groups, key=lambda one: order.get(one, -1)):
        items = sorted(groups[title], key=lambda one: SEVERITIES.index(one.severity))
        said = tuple(
            Said(
                one.code,
                one.severity,
                one.confidence == "likely",
                place_label(one.location, lang),
                mask(one.message),
                mask(one.fix),
            )
            for one in items
        )
        summary = _summary(items, title, lang)
        found.append(AreaFindings(title or words.get("gap_report.whole_sheet", lang), summary, said))
    return found


def _titles(study: Study, split: bool) -> list[str]:
    level = "area" if split else "komponen"
    return [f"{one.code or one.marker} {one.name}".strip() for one in study.sheet.nodes if one.level == level]


def _above(node: Branch, level: str) -> Branch:
    """The area (or component) that a node lies under, or the highest node."""
    here: Branch = node
    while here.parent is not None and here.level != level:
        here = here.parent
    return here


def _summary(findings: Sequence[Finding], title: str, lang: str) -> str:
    """What assessors write at the head of an area: how many items lack evidence, how much is wrong in figures."""
    counts = {
        "evidence": sum(one.code.startswith(settings().evidence) for one in findings),
        "score": sum(one.code.startswith(settings().score) for one in findings),
    }
    counts["other"] = len(findings) - sum(counts.values())
    parts = [words.get(f"gap_report.sum_{name}", lang, count=count) for name, count in counts.items() if count]
    joined = words.get("gap_report.and", lang).join([", ".join(parts[:-1]), parts[-1]]) if len(parts) > 1 else parts[0]
    return words.get("gap_report.summary", lang, area=title or words.get("gap_report.whole_sheet", lang), parts=joined)


def _advice(study: Study, lang: str, unmask: bool) -> list[str]:
    """What to do, once for each kind of finding, with the places it concerns; errors first."""
    mask = masker(unmask)
    places: dict[tuple[int, str, str], list[str]] = {}
    for one in study.findings:
        key = (SEVERITIES.index(one.severity), one.code, one.fix)
        places.setdefault(key, []).append(one.location.cell or place_label(one.location, lang))
    told = []
    for _, code, fix in sorted(places):
        cells = places[_, code, fix]
        shown = ", ".join(cells[:12])
        more = words.get("gap_report.and_more", lang, count=len(cells) - 12) if len(cells) > 12 else ""
        told.append(words.get("gap_report.advice", lang, fix=mask(fix), code=code, cells=f"{shown}{more}"))
    return told


def goal_title(name: str, study: Study, lang: str) -> str:
    """``wbk.area.3`` → the gate in words; a predicate says its own name."""
    parts = name.split(".")
    label = words.find(f"gate.{'.'.join(parts[1:2])}", lang) if len(parts) > 1 else None
    if label is None:
        return words.get("gap_report.predicate_goal", lang, word=name)
    area = ""
    if len(parts) > 2:
        codes = study.sheet.edition
        rule = next((one for one in codes.head.thresholds if one.name == name), None) if codes is not None else None
        node = codes.nodes.get(rule.codes[0]) if codes is not None and rule is not None else None
        area = node.name if node is not None else parts[2]
    return f"{parts[0].upper()}: {label}{' ' if area else ''}{area}"


def _goal(goal: Mapping[str, Any], study: Study, lang: str) -> dict[str, Any]:
    title = goal_title(goal["name"], study, lang)
    figures = {name: number(goal[name]) for name in ("needed", "reached", "reaches")}
    if goal["items"] is None:
        text = words.get("gap_report.goal_out_of_reach", lang, title=title, **figures)
    else:
        items = ", ".join(goal["items"])
        text = words.get("gap_report.goal", lang, title=title, items=items, documents=goal["documents"], **figures)
    return dict(goal) | {"title": title, "text": text}


def _remarks(seen: GapView, study: Study, lang: str) -> Iterator[str]:
    """What must be said about the figures themselves."""
    if seen.strict != seen.own:
        yield words.get("gap_report.remark_modes", lang, strict=number(seen.strict), own=number(seen.own))
    if not seen.opened:
        yield words.get("gap_report.remark_no_evidence", lang)
    elif seen.unchecked:
        yield words.get("gap_report.remark_unchecked", lang, points=number(seen.unchecked))
    framework = study.sheet.framework
    if framework is None:
        return
    if framework.head.self_scored_note is not None:
        yield getattr(framework.head.self_scored_note, lang)
    if framework.head.teams is None:
        return
    for team in framework.head.teams:
        area = f"{team.area} {framework.nodes[team.area].name}"
        told = {"members": ", ".join(team.members), "assessor": team.assessor, "plan": team.action_plan}
        yield words.get("gap_report.remark_team", lang, area=area, **told)
    if not framework.head.teams:
        yield words.get("gap_report.remark_no_teams", lang)

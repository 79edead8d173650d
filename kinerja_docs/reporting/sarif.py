"""SARIF 2.1.0, for programs that gather findings: rules with help, logical places, fingerprints, suppressions."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

from kinerja_docs import __version__
from kinerja_docs.definitions.checklist import Item
from kinerja_docs.model import Finding, Location
from kinerja_docs.outcome import CheckOutcome
from kinerja_docs.reporting.masking import Masker, masker
from kinerja_docs.reporting.places import place_label

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
LEVELS = {"error": "error", "warning": "warning", "info": "note"}


def sarif_tree(outcome: CheckOutcome, unmask: bool = False) -> dict[str, Any]:
    """The whole log."""
    show = masker(unmask)
    known = outcome.rules
    gone = outcome.baseline.fixed if outcome.baseline is not None else ()
    codes = sorted({finding.code for finding in outcome.findings} | {str(old["code"]) for old in gone})
    records = {result.path: result.records for result in outcome.files}

    def place(location: Location, path: str) -> dict[str, Any]:
        label = show(place_label(location, outcome.language, path, records.get(path, ())))
        file = location.file or path
        physical = {"artifactLocation": {"uri": _uri(show(file))}}
        return {
            "physicalLocation": physical,
            "logicalLocations": [{"fullyQualifiedName": _name(location), "name": label, "kind": location.kind}],
            "message": {"text": label},
        }

    def result(finding: Finding) -> dict[str, Any]:
        entry: dict[str, Any] = {
            "ruleId": finding.code,
            "ruleIndex": codes.index(finding.code),
            "level": LEVELS[finding.severity],
            "message": {"text": show(f"{finding.message} {finding.fix}")},
            "locations": [place(finding.location, finding.file)],
            "partialFingerprints": {"kinerjaDocs/v1": finding.fingerprint},
            "properties": {"confidence": finding.confidence, "owner": finding.owner},
        }
        if finding.related:
            entry["relatedLocations"] = [
                {"id": number, **place(at, finding.file)} for number, at in enumerate(finding.related)
            ]
        if finding.accepted is not None:
            entry["suppressions"] = [
                {"kind": "external", "status": "accepted", "justification": show(_why(finding.accepted))}
            ]
        if outcome.baseline is not None:
            still = outcome.baseline.state(finding.fingerprint) == "still"
            entry["baselineState"] = "unchanged" if still else "new"
        return entry

    results = [result(finding) for finding in outcome.findings]
    results += [_absent(old, codes.index(str(old["code"])), show) for old in gone]
    driver = {
        "name": "kinerja-docs",
        "version": __version__,
        "semanticVersion": __version__,
        "rules": [_rule(code, known.get(code), outcome.language) for code in codes],
    }
    notes = [
        {"level": "note", "message": {"text": show(f"{entry.code}: {entry.reason} ({entry.file})")}}
        for entry in outcome.skipped
    ]
    invocation = {"executionSuccessful": not outcome.faults, "toolExecutionNotifications": notes}
    run = {
        "tool": {"driver": driver},
        "language": outcome.language,
        "columnKind": "unicodeCodePoints",
        "invocations": [invocation],
        "artifacts": [{"location": {"uri": _uri(show(one.path))}, "length": one.bytes} for one in outcome.files],
        "results": results,
    }
    return {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}


def _rule(code: str, item: Item | None, lang: str) -> dict[str, Any]:
    if item is None:
        return {"id": code}
    basis = "; ".join(f"{one.regulation} {one.article or ''}".strip() for one in item.legal_basis)
    why = item.why[lang]
    return {
        "id": code,
        "name": item.name,
        "shortDescription": {"text": item.title[lang]},
        "fullDescription": {"text": why},
        "help": {"text": f"{why} {basis}".strip()},
        "defaultConfiguration": {"level": LEVELS[item.severity]},
    }


def _absent(old: Mapping[str, Any], rule: int, show: Masker) -> dict[str, Any]:
    """A finding of the older report that is gone."""
    location = old.get("location") or {"kind": "file"}
    label = show(str(location.get("label") or location["kind"]))
    names = "/".join(f"{name}={location[name]}" for name in location if name != "label")
    place = {
        "physicalLocation": {"artifactLocation": {"uri": _uri(show(str(old["file"])))}},
        "logicalLocations": [{"fullyQualifiedName": show(names), "name": label, "kind": str(location["kind"])}],
    }
    return {
        "ruleId": str(old["code"]),
        "ruleIndex": rule,
        "level": LEVELS.get(str(old["severity"]), "note"),
        "message": {"text": show(str(old["message"]))},
        "locations": [place],
        "partialFingerprints": {"kinerjaDocs/v1": str(old["fingerprint"])},
        "baselineState": "absent",
    }


def _why(accepted: Mapping[str, Any]) -> str:
    parts = [str(accepted.get(name) or "") for name in ("reason", "by", "date", "until")]
    return ", ".join(part for part in parts if part)


def _name(location: Location) -> str:
    values = location.as_dict()
    return "/".join(f"{name}={values[name]}" for name in values if name != "label")


def _uri(path: str) -> str:
    return quote(path, safe="/!")

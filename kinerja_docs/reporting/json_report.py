"""The JSON of ``read``, ``check`` and ``list``, key by key as the contract spells it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from kinerja_docs.facts import person_of, unit_of, year_of
from kinerja_docs.model import FileResult, Finding, Link, Location, Record, Skipped, Value
from kinerja_docs.outcome import CheckOutcome, Listed, ReadOutcome
from kinerja_docs.reporting.places import place_label

FORMAT = 1


def dumps(tree: Mapping[str, Any]) -> str:
    """JSON text with a final newline; keys keep their order, letters stay letters."""
    return json.dumps(tree, ensure_ascii=False, indent=1) + "\n"


def read_tree(outcome: ReadOutcome) -> dict[str, Any]:
    """The tree of ``read``. A file that could not be read says why in ``failure`` (beside the contract's keys)."""
    files = []
    for result in outcome.files:
        entry: dict[str, Any] = {"path": result.path, "sha256": result.sha256 or None, "status": result.status}
        entry["documents"] = [_read_document(record, result.path, outcome.language) for record in result.records]
        failure = outcome.failures.get(result.path)
        if failure is not None:
            entry["failure"] = {"code": failure.code, "reason": failure.reason}
        files.append(entry)
    return _with_faults({"format": FORMAT, "files": files}, outcome.faults)


def _read_document(record: Record, path: str, lang: str) -> dict[str, Any]:
    def shown(value: Value) -> dict[str, Any]:
        return _value(value, path, lang)

    return {
        "id": record.id,
        "form": record.form,
        "part": record.part,
        "fields": {name: shown(value) for name, value in record.fields.items()},
        "rows": {
            table: [{name: shown(value) for name, value in row.values.items()} for row in rows]
            for table, rows in record.rows.items()
        },
    }


def _value(value: Value, path: str, lang: str) -> dict[str, Any]:
    tree = {"text": value.text, "value": plain(value.value), "at": _place(value.at, path, (), lang)}
    if value.unit is not None:
        tree["unit"] = value.unit
    return tree


def plain(value: Any) -> Any:
    """A value as JSON has it: dates in ISO, whole numbers without a fraction."""
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return value


def check_tree(outcome: CheckOutcome) -> dict[str, Any]:
    """The tree of ``check``."""
    records = {result.path: result.records for result in outcome.files}
    tree: dict[str, Any] = {
        "format": FORMAT,
        "engine": dict(outcome.engine),
        "definitions": [dict(definition) for definition in outcome.definitions],
        "files": [_checked_file(result) for result in outcome.files],
        "findings": [_finding(finding, records, outcome.language) for finding in outcome.findings],
        "skipped": [_skipped(entry) for entry in outcome.skipped],
        "summary": outcome.summary(),
    }
    if outcome.baseline is not None:
        for entry in tree["findings"]:
            entry["state"] = outcome.baseline.state(entry["fingerprint"])
        tree["fixed"] = [dict(one) for one in outcome.baseline.fixed]
        tree["unchecked"] = [dict(one) for one in outcome.baseline.unchecked]
    return _with_faults(tree, outcome.faults)


def _checked_file(result: FileResult) -> dict[str, Any]:
    return {
        "path": result.path,
        "sha256": result.sha256 or None,
        "bytes": result.bytes,
        "role": result.role,
        "status": result.status,
        "verdict": result.verdict,
        "documents": [_checked_document(record) for record in result.records],
    }


def _checked_document(record: Record) -> dict[str, Any]:
    return {
        "id": record.id,
        "form": record.form,
        "title": record.title,
        "person": person_of(record),
        "unit": unit_of(record),
        "year": year_of(record),
        "recognised_by": record.recognised_by,
        "links": [_link(link) for link in record.links],
    }


def _link(link: Link) -> dict[str, Any]:
    return {
        "table": link.table,
        "row": link.row,
        "status": link.status,
        "to": dict(zip(("file", "document", "row"), link.to, strict=True)) if link.to is not None else None,
        "indicator": link.indicator,
        "score": round(link.score, 2),
        "reasons": list(link.reasons),
    }


def _finding(finding: Finding, records: Mapping[str, Sequence[Record]], lang: str) -> dict[str, Any]:
    known = records.get(finding.file, ())

    def place(location: Location) -> dict[str, Any]:
        return _place(location, finding.file, known, lang)

    return {
        "code": finding.code,
        "name": finding.name,
        "severity": finding.severity,
        "confidence": finding.confidence,
        "file": finding.file,
        "document": finding.document,
        "location": place(finding.location),
        "related": [place(location) for location in finding.related],
        "message": finding.message,
        "fix": finding.fix,
        "owner": finding.owner,
        "legal_basis": [{"regulation": basis.regulation, "article": basis.article} for basis in finding.legal_basis],
        "fingerprint": finding.fingerprint,
        "accepted": dict(finding.accepted) if finding.accepted is not None else None,
    }


def finding_tree(finding: Finding, lang: str) -> dict[str, Any]:
    """One finding by itself."""
    return _finding(finding, {}, lang)


def _place(location: Location, path: str, records: Iterable[Record], lang: str) -> dict[str, Any]:
    return {**location.as_dict(), "label": place_label(location, lang, path, records)}


def _skipped(entry: Skipped) -> dict[str, Any]:
    return {
        "code": entry.code,
        "file": entry.file,
        "document": entry.document,
        "reason_code": entry.reason_code,
        "reason": entry.reason,
    }


def list_tree(items: Iterable[Listed]) -> dict[str, Any]:
    """The tree of ``list``."""
    return {
        "format": FORMAT,
        "items": [
            {
                "id": item.id,
                "title": item.title,
                "version": item.version,
                "origin": item.origin,
                "sha256": item.sha256,
            }
            for item in items
        ],
    }


def _with_faults(tree: dict[str, Any], faults: Sequence[tuple[str, str]]) -> dict[str, Any]:
    """Adds ``faults`` where the program itself failed on a file, so that a report never hides it."""
    if faults:
        tree["faults"] = [{"file": path, "kind": kind} for path, kind in faults]
    return tree

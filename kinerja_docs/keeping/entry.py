"""A checked file as bytes and back: JSON with the packed facts beside it. Nothing in it can run, whoever wrote it."""

from __future__ import annotations

import json
import sys
import zlib
from datetime import date
from typing import Any

from kinerja_docs.desk import NOWHERE, Checked, Job
from kinerja_docs.evidence import Exhibit
from kinerja_docs.fact_rows import location_of, location_tree
from kinerja_docs.facts import Fact, Keys
from kinerja_docs.model import Basis, FileResult, Finding, Heading, Record, Skipped, Value

_LENGTH = 4  # bytes of the number before each part
_FACT = ("document", "form", "sha256", "part", "title", "person", "nip", "unit", "year")
_FINDING = ("code", "name", "severity", "confidence", "document", "message", "fix", "owner", "fingerprint")
_RECORD = ("id", "form", "title", "part", "recognised_by")
_RESULT = ("sha256", "bytes", "status")
_EXHIBIT = ("sha256", "seen", "scanned", "own", "unfilled", "formal", "dated", "signed")


def dump(checked: Checked) -> bytes:
    """A file that was read without a failure."""
    tree = {
        "result": _values(checked.result, _RESULT),
        "records": [_record_tree(record) for record in checked.result.records],
        "findings": [_finding_tree(finding) for finding in checked.findings],
        "skipped": [(one.code, one.document, one.reason_code, one.reason) for one in checked.skipped],
        "facts": [_fact_tree(fact) for fact in checked.facts],
        "order": [(location_tree(at), *place) for at, place in checked.order.items()],
        "exhibit": _exhibit_tree(checked.exhibit) if checked.exhibit is not None else None,
    }
    head = zlib.compress(json.dumps(tree, separators=(",", ":")).encode("ascii"), 1)
    parts = (head, *(fact.packed for fact in checked.facts))
    return b"".join(len(part).to_bytes(_LENGTH, "big") + part for part in parts)


def load(data: bytes, job: Job) -> Checked:
    """What :func:`dump` was given, as the file of a job; ValueError, KeyError, TypeError where it is none."""
    head, *facts = _parts(data)
    tree = json.loads(zlib.decompress(head))
    path = job.source.path
    sha256, size, status = tree["result"]
    result = FileResult(path, sha256, size, job.role, status, [_record(one) for one in tree["records"]])
    return Checked(
        result,
        [_finding(one, path) for one in tree["findings"]],
        [Skipped(code, path, document, kind, reason) for code, document, kind, reason in tree["skipped"]],
        [_fact(one, packed, job) for one, packed in zip(tree["facts"], facts, strict=True)],
        {location_of(at): (line, row, column) for at, line, row, column in tree["order"]},
        _exhibit(tree["exhibit"], job) if tree["exhibit"] is not None else None,
    )


def _parts(data: bytes) -> list[bytes]:
    found, at = [], 0
    while at < len(data):
        end = at + _LENGTH + int.from_bytes(data[at : at + _LENGTH], "big")
        if end > len(data):
            raise ValueError("cut short")
        found.append(data[at + _LENGTH : end])
        at = end
    return found


def _values(thing: object, names: tuple[str, ...]) -> list[Any]:
    return [getattr(thing, name) for name in names]


def _record_tree(record: Record) -> list[Any]:
    fields = {name: (value.text, value.value, value.unit) for name, value in record.fields.items()}
    headings = [(location_tree(one.at), one.row, one.column, one.last, one.text) for one in record.headings]
    return [_values(record, _RECORD), fields, headings]


def _record(tree: list[Any]) -> Record:
    given, fields, headings = tree
    return Record(
        **dict(zip(_RECORD, given, strict=True)),
        fields={sys.intern(name): Value(text, value, NOWHERE, unit) for name, (text, value, unit) in fields.items()},
        headings=[Heading(location_of(at), row, column, last, text) for at, row, column, last, text in headings],
    )


def _finding_tree(one: Finding) -> list[Any]:
    places = [location_tree(at) for at in (one.location, *one.related)]
    return [_values(one, _FINDING), places, [(basis.regulation, basis.article) for basis in one.legal_basis]]


def _finding(tree: list[Any], path: str) -> Finding:
    given, places, laws = tree
    at, *related = map(location_of, places)
    return Finding(
        **dict(zip(_FINDING, given, strict=True)),
        file=path,
        location=at,
        related=related,
        legal_basis=[Basis(regulation, article) for regulation, article in laws],
    )


def _fact_tree(fact: Fact) -> list[Any]:
    keys = fact.keys
    return [
        _values(fact, _FACT),
        location_tree(fact.at),
        (keys.subject, keys.period, keys.years, keys.dated, keys.region),
    ]


def _fact(tree: list[Any], packed: bytes, job: Job) -> Fact:
    given, at, (subject, period, years, dated, region) = tree
    return Fact(
        **dict(zip(_FACT, given, strict=True)),
        file=job.source.path,
        role=job.role,
        office=job.office,
        at=location_of(at),
        known_keys=Keys(subject, tuple(period), tuple(years), dated, region),
        packed=packed,
    )


def _exhibit_tree(one: Exhibit) -> list[Any]:
    return [
        _values(one, _EXHIBIT),
        (one.path, one.name, one.office, one.failure, one.words.hex(), one.made.isoformat() if one.made else None),
        (sorted(one.years), one.regions, sorted(one.named)),
    ]


def _exhibit(tree: list[Any], job: Job) -> Exhibit:
    given, (path, name, office, failure, words, made), (years, regions, named) = tree
    if path != job.source.path:
        raise ValueError("evidence is known by its path")
    return Exhibit(
        **dict(zip(_EXHIBIT, given, strict=True)),
        path=path,
        name=name,
        office=office,
        failure=tuple(failure) if failure is not None else None,
        words=bytes.fromhex(words),
        made=date.fromisoformat(made) if made is not None else None,
        years=frozenset(years),
        regions=tuple((kind, place, province) for kind, place, province in regions),
        named=frozenset((kind, place) for kind, place in named),
    )

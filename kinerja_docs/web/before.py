"""The last drop of the same documents: an older report made of many, and what of it speaks about this drop."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from kinerja_docs.facts import person_of, unit_of, year_of
from kinerja_docs.outcome import Baseline, CheckOutcome
from kinerja_docs.outputs import write_whole

Key = tuple[str, str, str]
MOST = 20  # drops that are looked through


def write_before(reports: Iterable[Mapping[str, Any]], path: Path) -> bool:
    """One report of the newest state of every document in ``reports`` (newest first); False where there is none."""
    files: list[Any] = []
    findings: list[Any] = []
    seen: set[Key] = set()
    for report in reports:
        for file in report["files"]:
            keys = {key for key in map(_key, file["documents"]) if key is not None}
            if file["role"] != "submitted" or file["status"] == "unreadable" or not keys or keys & seen:
                continue
            if any(one["path"] == file["path"] for one in files):
                continue
            seen |= keys
            files.append(file)
            findings += [one for one in report["findings"] if one["file"] == file["path"]]
    if files:
        tree = {"format": 1, "files": files, "findings": findings}
        write_whole(path, json.dumps(tree, ensure_ascii=False).encode(), parents=True)
    return bool(files)


def narrow(outcome: CheckOutcome, before: Mapping[str, Any]) -> set[str]:
    """Leave in the outcome's baseline what is of documents that came again; gives the paths of files that hold some."""
    base = outcome.baseline
    now = {result.path: _keys(result.records) for result in outcome.files}
    here = {key for keys in now.values() for key in keys}
    was = {file["path"]: {key for key in map(_key, file["documents"]) if key is not None} for file in before["files"]}
    known = {key for keys in was.values() for key in keys}
    again = {path for path, keys in now.items() if keys & known}
    if base is None or not again:
        outcome.baseline = None
        return set()
    fixed = tuple(one for one in base.fixed if was.get(one["file"], set()) & here)
    outcome.baseline = Baseline(base.known, fixed)
    return again


def _keys(records: Sequence[Any]) -> set[Key]:
    found = (
        _key({"form": one.form, "person": person_of(one), "unit": unit_of(one), "year": year_of(one)})
        for one in records
    )
    return {key for key in found if key is not None}


def _key(document: Mapping[str, Any]) -> Key | None:
    """What makes a document the same: form, whose it is, year; nothing where that is not known."""
    who = document.get("person") or document.get("unit")
    if not document["form"] or not who:
        return None
    return document["form"], str(who).casefold(), str(document.get("year") or "")

"""An older report beside the new one: what is new, what is still there, what was mended."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping
from pathlib import Path
from typing import Any

from kinerja_docs import words
from kinerja_docs.errors import UsageError
from kinerja_docs.facts import person_of, unit_of, year_of
from kinerja_docs.model import FileResult, Finding, Skipped
from kinerja_docs.outcome import Baseline

Key = tuple[str, str, str]


def load(path: Path) -> dict[str, Any]:
    """The tree of an older JSON report; anything else is a :class:`UsageError` that says what to give."""
    try:
        tree = json.loads(path.read_text("utf-8-sig"))
        if tree["format"] != 1 or not all({"code", "file", "fingerprint"} <= one.keys() for one in tree["findings"]):
            raise ValueError
        _ = [document["form"] for file in tree["files"] for document in file["documents"]]
    except OSError as error:
        detail = error.strerror or str(error)
        raise UsageError(words.get("error.baseline_unread", path=path.as_posix(), detail=detail)) from error
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        message = words.get("error.baseline_unlike", path=path.as_posix())
        raise UsageError(message, words.get("error.baseline_remedy")) from error
    return dict(tree)


def beside(
    old: Mapping[str, Any],
    findings: Iterable[Finding],
    files: Iterable[FileResult],
    skipped: Iterable[Skipped],
    judged: Collection[str],
) -> Baseline:
    """What the older report knew. A finding that is gone was mended only where its document was read again (under its
    path, or, where that file is gone, as a document of the same form, person or unit and year) and its check ran:
    ``judged`` are the codes that the selection of the run keeps. All others that are gone are unchecked."""
    now = {finding.fingerprint for finding in findings}
    read = [result for result in files if result.status != "unreadable"]
    paths = {result.path for result in read}
    there = {_key(r.form, person_of(r), unit_of(r), year_of(r)) for result in read for r in result.records}
    documents: dict[tuple[str, int], Key] = {
        (file["path"], one["id"]): _key(one["form"], one.get("person"), one.get("unit"), one.get("year"))
        for file in old["files"]
        for one in file["documents"]
    }
    not_run = {(entry.code, entry.file) for entry in skipped}

    def looked_at(one: Mapping[str, Any]) -> bool:
        key = documents.get((one["file"], one.get("document") or 0))
        again = one["file"] in paths or (_moved(one["file"]) and key in there)
        return again and one["code"] in judged and (one["code"], one["file"]) not in not_run

    gone = [one for one in old["findings"] if not one.get("accepted") and one["fingerprint"] not in now]
    fixed = tuple(one for one in gone if looked_at(one))
    unchecked = tuple(one for one in gone if not looked_at(one))
    return Baseline(frozenset(one["fingerprint"] for one in old["findings"]), fixed, unchecked)


def _moved(path: str) -> bool:
    """Whether the file has another name now."""
    return not Path(path.split("!/", maxsplit=1)[0]).exists()


def _key(form: str | None, person: str | None, unit: str | None, year: object) -> Key:
    return form or "", (person or unit or "").casefold(), str(year or "")

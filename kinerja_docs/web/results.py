"""What a finished check leaves on the disk, and what the page shows of it. Written by the worker, read by the page."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any

from kinerja_docs import words
from kinerja_docs.linking.decisions import fingerprint
from kinerja_docs.outcome import CheckOutcome
from kinerja_docs.outputs import write_whole
from kinerja_docs.readiness import not_ready
from kinerja_docs.reporting import formats, json_report, messages
from kinerja_docs.reporting.masking import masked
from kinerja_docs.reporting.overview import FileView, Overview, overview
from kinerja_docs.reporting.terminal import Paper

VIEW, REPORT, MESSAGES, COPIES = "tampilan.json", "laporan.json", "pesan.txt", "catatan"
REPORTS = ("html", "xlsx", "docx", "json", "sarif")
FIRST = 5  # things that are told first
GONE = ("BRK001", "BRK002", "BRK003", "BRK006")  # codes of a file that was not read


def write_view(
    outcome: CheckOutcome, numbers: Mapping[str, int], folder: Path, again: Collection[str] = ()
) -> dict[int, dict[str, Any]]:
    """Write what the page shows, and the JSON report; gives what is new on each card. ``numbers``: cards by path;
    ``again``: files with documents that came before."""
    seen = overview(outcome)
    files = _by_path(outcome, seen)
    cards = {numbers[path]: _card(view, outcome, path) for path, view in files.items() if path in numbers}
    tree = asdict(seen)
    for plain, view in zip(tree["files"], seen.files, strict=True):
        path = next((path for path, one in files.items() if one is view), "")
        plain["number"] = numbers.get(path)
        plain["ties"] = _ties(outcome, path)
        for entry in plain["entries"] if path not in again else ():
            entry["state"] = ""  # there is nothing to compare it with
    tree["standings"] = [asdict(one) for one in outcome.picture.standings]
    tree["not_ready"] = sorted(not_ready(outcome))
    tree["first"] = _first(seen)
    _shorten(tree, outcome)
    tree["messages"] = messages.each(seen)
    states = Counter(entry["state"] for file in tree["files"] for entry in file["entries"])
    tree["states"] = {name: states[name] for name in ("new", "still")}
    _put(folder / VIEW, json.dumps(tree, ensure_ascii=False))
    _put(folder / REPORT, json_report.dumps(json_report.check_tree(outcome)))
    return cards


def write_reports(outcome: CheckOutcome, today: date, folder: Path) -> None:
    """Write every form of report that can be downloaded."""
    for name in REPORTS:
        content = formats.check_report(outcome, name, today, Paper())
        write_whole(folder / f"laporan.{name}", content.encode() if isinstance(content, str) else content)
    _put(folder / MESSAGES, messages.render(outcome))


def read_view(folder: Path) -> dict[str, Any] | None:
    """What :func:`write_view` wrote, or None where it is gone."""
    return _get(folder / VIEW)


def read_report(folder: Path) -> dict[str, Any] | None:
    """The JSON report, or None where it is gone."""
    return _get(folder / REPORT)


def _by_path(outcome: CheckOutcome, seen: Overview) -> dict[str, FileView]:
    """The views by the real path of their file; a view itself may show it with numbers masked."""
    waiting: dict[str, list[FileView]] = {}
    for view in seen.files:
        waiting.setdefault(view.path, []).append(view)
    return {result.path: waiting[masked(result.path)].pop(0) for result in outcome.files}


def _card(view: FileView, outcome: CheckOutcome, path: str) -> dict[str, Any]:
    card: dict[str, Any] = {"stage": "done", "verdict": view.verdict, "shown": view.shown}
    card["numbers"] = json.dumps({**view.counts, "skipped": view.skipped})
    broken = next((entry for entry in view.entries if entry.code in GONE), None)
    if any(path == faulty for faulty, _ in outcome.faults):
        card["why"], card["todo"] = (words.get(f"page.fault_{part}", outcome.language) for part in ("why", "todo"))
    elif broken is not None and view.verdict == "belum_terbaca":
        card["why"], card["todo"] = broken.message, broken.fix
    return card


def _shorten(tree: dict[str, Any], outcome: CheckOutcome) -> None:
    """Files of the office folder by their place in it."""
    folder = outcome.addressee.folder
    prefix = f"{folder.as_posix()}/" if folder is not None else ""
    for one in [*tree["files"], *(entry for file in tree["files"] for entry in file["entries"]), *tree["first"]]:
        for key in ("path", "file"):
            if prefix and key in one:
                one[key] = one[key].removeprefix(prefix)


def _ties(outcome: CheckOutcome, path: str) -> list[dict[str, str]]:
    """What the rows of a file serve, or may serve; ``key`` is what a decision about it is filed under."""
    return [
        {"text": masked(one.text), "indicator": masked(thread.indicator), "status": one.status}
        | {"key": fingerprint(one.text, thread.indicator)}
        for thread in outcome.picture.threads
        for one in thread.carriers
        if one.file == path
    ]


def _first(seen: Overview) -> list[dict[str, Any]]:
    """The few things that matter: open errors, then certain warnings, those that are found most often first."""
    urgent = [e for e in seen.entries if not e.accepted and (e.severity == "error" or not e.likely)]
    found: list[dict[str, Any]] = []
    for severity in ("error", "warning"):
        codes = Counter(entry.code for entry in urgent if entry.severity == severity)
        for code, count in codes.most_common(FIRST - len(found)):
            like = [entry for entry in urgent if entry.code == code and entry.severity == severity]
            one, files = like[0], {entry.file for entry in like}
            found.append(
                {"code": code, "severity": severity, "count": count, "files": len(files), "owner": one.owner}
                | {"message": one.message, "fix": one.fix, "file": one.file, "place": one.place}
            )
    return found


def _put(path: Path, text: str) -> None:
    write_whole(path, text.encode())


def _get(path: Path) -> dict[str, Any] | None:
    try:
        return dict(json.loads(path.read_text(encoding="utf-8")))
    except (OSError, ValueError):
        return None

"""Frames of documents (``read --skeleton``): headings and table headers, no content, and no name of a file."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import Any

from kinerja_docs.model import FileResult
from kinerja_docs.outcome import ReadOutcome

FORMAT = 1


def tree(outcome: ReadOutcome) -> dict[str, Any]:
    """The frames by number; a file's name may be a person's, so only its suffix is told."""
    files = [
        {"number": number, "suffix": _suffix(result), "status": result.status, "forms": _forms(result), "frame": frame}
        for number, (result, frame) in enumerate(_framed(outcome), 1)
    ]
    return {"format": FORMAT, "files": files}


def render(outcome: ReadOutcome) -> str:
    """The same as text."""
    parts: list[str] = []
    for number, (result, frame) in enumerate(_framed(outcome), 1):
        forms = ", ".join(form or "-" for form in _forms(result))
        parts += [f"## {number} {_suffix(result)} {result.status} {forms}".rstrip(), *frame, ""]
    return "\n".join(parts) + ("\n" if parts and parts[-1] else "")


def _framed(outcome: ReadOutcome) -> list[tuple[FileResult, list[str]]]:
    return [(result, outcome.frames.get(result.path, [])) for result in outcome.files]


def _suffix(result: FileResult) -> str:
    return PurePosixPath(result.path).suffix.lower()


def _forms(result: FileResult) -> list[str | None]:
    return [record.form for record in result.records]

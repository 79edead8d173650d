"""PDF copies of what was filled, by the LibreOffice that is kept running. One that cannot be made stops no other."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from pathlib import Path

from kinerja_docs import programs, words
from kinerja_docs.errors import ReadingError
from kinerja_docs.generating.batch import LEDGER, Batch, Made
from kinerja_docs.generating.data import Problem
from kinerja_docs.outputs import refuse_over, write_whole
from kinerja_docs.reading.libreoffice import pdf_of

ATTEMPTS = 2  # the first may meet a LibreOffice that hangs, which is then ended and started anew
Progress = Callable[[int, int], None]


def print_batch(folder: Path, batch: Batch, force: bool, resume: bool, progress: Progress | None = None) -> None:
    """A PDF beside each document, with a line in the ledger; with ``resume`` one that is newer than its document stays.
    What cannot be printed becomes a problem of its line."""
    printed = []
    for number, made in enumerate(batch.documents, 1):
        source = folder / made.file
        target = source.with_suffix(".pdf")
        if (resume and _is_newer(target, source)) or _printed(source, target, force or resume):
            printed.append(made)
        else:
            message = words.get("generate.not_printed", path=source.as_posix())
            batch.problems.append(Problem("", made.row, "", "BRK001", message, words.get("generate.not_printed_fix")))
        if progress is not None:
            progress(number, len(batch.documents))
    if batch.documents:
        _note(folder / LEDGER, printed)


def _is_newer(target: Path, source: Path) -> bool:
    return target.is_file() and target.stat().st_mtime_ns >= source.stat().st_mtime_ns


def _printed(source: Path, target: Path, force: bool) -> bool:
    refuse_over(target, force)
    for _ in range(ATTEMPTS):
        try:
            write_whole(target, pdf_of(source.read_bytes()))
        except ReadingError:
            continue
        return True
    return False


def _note(ledger: Path, printed: Sequence[Made]) -> None:
    """Which documents were printed, and by which version, since another one may break lines elsewhere."""
    files = {made.file for made in printed}
    tree = json.loads(ledger.read_text("utf-8"))
    tree["printed_by"] = programs.version("soffice")
    for entry in tree["documents"]:
        if entry["file"] in files:
            entry["pdf"] = Path(entry["file"]).with_suffix(".pdf").as_posix()
    write_whole(ledger, (json.dumps(tree, ensure_ascii=False, indent=1) + "\n").encode())

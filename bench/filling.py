"""Filling a template: against deflating and writing the same bytes, against docxtpl's own loop, and next to
docx-mailmerge2 where that is installed (it is told where it is not). By processor time, some documents in each turn.

Usage: python -m bench.filling [--rounds N]
"""

from __future__ import annotations

import importlib.util
import itertools
import sys
import tempfile
import time
import zlib
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

from bench import filling_documents
from bench.documents import arguments
from bench.figures import Figure, show
from bench.side_by_side import Timing, side_by_side
from kinerja_docs.definitions.manifest import manifest
from kinerja_docs.generating.compiled import Compiled, by_docxtpl, same_parts
from kinerja_docs.generating.data import Data as Lines
from kinerja_docs.generating.data import RawRow
from kinerja_docs.generating.values import prepare

ROWS = 12  # of a Perjanjian Kinerja
DOCUMENTS = 10  # in each turn
FLOOR, DOCXTPL, COLUMNS = 2.5, 1 / 50, 1 / 20
TEMPLATES = {"perjanjian_kinerja": DOCXTPL, "iku_divisi": None}  # the part of docxtpl's own time that they may take
MERGE = "docx-mailmerge2"


def context(name: str) -> dict[str, Any]:
    """The examples of the manifest, tables with twelve rows."""
    model = manifest(name).model
    row = RawRow("", 1, {field: one.example for field, one in model.fields.items() if one.example})
    for table, one in model.tables.items():
        examples = one.examples
        row.tables[table] = [RawRow("", n, dict(examples[n % len(examples)])) for n in range(ROWS) if examples]
    (line,) = prepare(Lines([row]), model, {})
    assert not line.problems, line.problems
    return line.context


def figures(rounds: int) -> Iterator[Figure]:
    """Two figures for each template, one for a template whose tables are parsed again, one beside another library."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        names = (folder / f"{number}.docx" for number in itertools.count())  # writing over may wait for the disk
        for template, limit in TEMPLATES.items():
            path, values = manifest(template).template, context(template)
            methods = _methods(path, values, names)
            yield Figure(f"{template}: fill", [_beside("floor", "fill", methods, rounds)], FLOOR)
            timing = _beside("docxtpl", "fill", methods, max(3, rounds // 4))
            yield Figure(f"{template}: docxtpl = 1", [timing], limit)
        matrix, values = filling_documents.matrix(folder / "matriks.docx"), filling_documents.matrix_values(ROWS)
        for title, reparse in (("column spans, parsed again", True), ("column spans", False)):
            methods = _methods(matrix, values, names, reparse)
            timing = _beside("docxtpl", "fill", methods, max(3, rounds // 4))
            yield Figure(f"{title}: docxtpl = 1", [timing], None if reparse else COLUMNS)
        if importlib.util.find_spec("mailmerge") is None:
            print(f"{MERGE} is not installed and left out (pip install {MERGE})")
            return
        letter = filling_documents.merge_letter(folder / "surat.docx")
        methods["merge"] = _many(partial(filling_documents.merged, letter, ROWS), names)
        timing = _beside("merge", "fill", methods, max(3, rounds // 4))
        yield Figure(f"the same: {MERGE} without spans = 1", [timing])


def _methods(
    path: Path, values: dict[str, Any], names: Iterator[Path], reparse: bool = False
) -> dict[str, Callable[[], None]]:
    compiled = Compiled(path, reparse)
    assert same_parts(compiled.document(values), by_docxtpl(path, values)) == []
    filled = [compiled.part(part, values) for part in compiled.filled]
    rest = b"".join(map(_deflated, compiled.fixed.values()))
    return {
        "floor": _many(lambda: rest + b"".join(map(_deflated, filled)), names),
        "fill": _many(lambda: compiled.document(values), names),
        "docxtpl": _many(lambda: by_docxtpl(path, values), names),
    }


def _many(make: Callable[[], bytes], names: Iterator[Path]) -> Callable[[], None]:
    def run() -> None:
        for _ in range(DOCUMENTS):
            next(names).write_bytes(make())

    return run


def _beside(floor: str, method: str, methods: dict[str, Callable[[], None]], rounds: int) -> Timing:
    return side_by_side({name: methods[name] for name in (floor, method)}, rounds, time.process_time)[method]


def _deflated(raw: bytes) -> bytes:
    packer = zlib.compressobj(6, zlib.DEFLATED, -15)
    return packer.compress(raw) + packer.flush()


def main() -> int:
    """Exit code 1 where a limit is broken."""
    return not show(figures(arguments("python -m bench.filling").rounds))


if __name__ == "__main__":
    sys.exit(main())

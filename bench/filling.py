"""Filling a template: against deflating and writing the same bytes, and against docxtpl's own loop.

Usage: python -m bench.filling [--rounds N]
"""

from __future__ import annotations

import itertools
import sys
import tempfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from bench.documents import arguments
from bench.figures import Figure, show
from bench.side_by_side import side_by_side
from kinerja_docs.definitions.manifest import manifest
from kinerja_docs.generating.compiled import Compiled, by_docxtpl
from kinerja_docs.generating.data import Data as Lines
from kinerja_docs.generating.data import RawRow
from kinerja_docs.generating.values import prepare

ROWS = 12  # of a Perjanjian Kinerja
FLOOR, DOCXTPL = 2.5, 1 / 50
TEMPLATES = ("perjanjian_kinerja", "iku_divisi")


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
    """Two figures for each template."""
    with tempfile.TemporaryDirectory() as folder:
        names = (
            Path(folder) / f"{number}.docx" for number in itertools.count()
        )  # writing over a file may wait for the disk
        for name in TEMPLATES:
            path, values = manifest(name).template, context(name)
            compiled = Compiled(path)
            filled = [compiled.part(part, values) for part in compiled.filled]
            fixed = b"".join(raw for _, _, raw in compiled._packed.values())

            def floor(parts: list[bytes] = filled, rest: bytes = fixed) -> None:
                packed = [_deflated(raw) for raw in parts]
                next(names).write_bytes(rest + b"".join(packed))

            def fill(made: Compiled = compiled, given: dict[str, Any] = values) -> None:
                next(names).write_bytes(made.document(given))

            def plain(template: Path = path, given: dict[str, Any] = values) -> None:
                next(names).write_bytes(by_docxtpl(template, given))

            yield Figure(f"{name}: fill", [side_by_side({"floor": floor, "fill": fill}, rounds)["fill"]], FLOOR)
            timing = side_by_side({"floor": plain, "fill": fill}, max(3, rounds // 4))["fill"]
            yield Figure(f"{name}: beside docxtpl", [timing], DOCXTPL)


def _deflated(raw: bytes) -> bytes:
    packer = zlib.compressobj(6, zlib.DEFLATED, -15)
    return packer.compress(raw) + packer.flush()


def main() -> int:
    """Exit code 1 where a limit is broken."""
    return not show(figures(arguments("python -m bench.filling").rounds))


if __name__ == "__main__":
    sys.exit(main())

"""The made documents as PDF files: printed by LibreOffice from the Word file, or set anew by a second producer."""

from __future__ import annotations

import itertools
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from tests.accuracy.cases import Case, make_cases
from tests.accuracy.printing import Printed, print_office
from tests.maker.paper import Bundle
from tests.maker.printed import write_print

CHUNK = 40  # files for one run of LibreOffice
NOT_PRINTED = ("BRK007", "BRK010")  # what a print does not show
PRODUCERS = ("libreoffice", "reportlab")


def pdf_cases(count: int, seed: int, forms: Sequence[str], producer: str) -> Iterator[Case]:
    """``count`` cases that were laid out for Word, as PDF by ``libreoffice`` or ``reportlab``."""
    printer = _by_reportlab if producer == "reportlab" else print_office
    suffix = "pdf" if producer == "reportlab" else "docx"
    made = (case for case in make_cases(2 * count, seed, forms, printer) if case.format == suffix)
    kept = (case for case in made if not set(case.defects) & set(NOT_PRINTED))
    cases = itertools.islice(kept, count)
    while chunk := list(itertools.islice(cases, CHUNK)):
        prints = [case.data for case in chunk] if producer == "reportlab" else _by_libreoffice(chunk)
        yield from (_printed(case, data) for case, data in zip(chunk, prints, strict=True))


def _by_reportlab(bundle: Bundle, sheet: bool) -> Printed:
    return print_office(bundle, sheet) if sheet else Printed(write_print(bundle), "pdf")


def _printed(case: Case, data: bytes) -> Case:
    name = f"{Path(case.name).stem}.pdf"
    findings = [{key: value for key, value in entry.items() if key != "location"} for entry in case.findings]
    return replace(
        case, name=name, data=data, format="pdf", documents=_without_places(case.documents), findings=findings
    )


def _without_places(tree: Any) -> Any:
    """The tree without the places in the Word file."""
    if isinstance(tree, dict):
        return {key: _without_places(value) for key, value in tree.items() if key != "at"}
    return [_without_places(value) for value in tree] if isinstance(tree, list) else tree


def _by_libreoffice(cases: Sequence[Case]) -> list[bytes]:
    program = shutil.which("soffice")
    if program is None:
        raise SystemExit("soffice is not installed")
    with tempfile.TemporaryDirectory() as scratch:
        home, out = Path(scratch) / "profile", Path(scratch) / "out"
        sources = []
        for case in cases:
            source = Path(scratch) / case.name
            source.write_bytes(case.data)
            sources.append(str(source))
        command = [program, f"-env:UserInstallation=file://{home}", "--headless", "--convert-to", "pdf"]
        subprocess.run([*command, "--outdir", str(out), *sources], check=True, capture_output=True, timeout=600)
        return [(out / f"{Path(case.name).stem}.pdf").read_bytes() for case in cases]

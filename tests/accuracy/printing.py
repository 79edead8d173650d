"""How a made document becomes a file: what may stand between the abstract papers and the bytes."""

from __future__ import annotations

import os
import random
import subprocess
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from tests.maker.paper import Box, Bundle
from tests.maker.sheet import write_sheet
from tests.maker.word import write_word


@dataclass(frozen=True)
class Printed:
    """The bytes of a file and its suffix without the dot."""

    data: bytes
    suffix: str


Printer = Callable[[Bundle, bool], Printed]
"""Prints a bundle that was laid out for a workbook (True) or for a Word file. It sets the places of the boxes, or takes
them away where it does not know them."""


def print_office(bundle: Bundle, sheet: bool) -> Printed:
    """A workbook or a Word file."""
    return Printed(write_sheet(bundle), "xlsx") if sheet else Printed(write_word(bundle), "docx")


def print_pdf(bundle: Bundle, sheet: bool) -> Printed:
    """A PDF by the second producer; places are pages. The look depends on the bundle alone."""
    from tests.maker.pdf import random_look, write_pdf

    seed = "".join(paper.name + str(len(paper.blocks)) for paper in bundle.papers) + bundle.papers[0].font
    seed += "".join(block.text for block in bundle.papers[0].blocks if isinstance(block, Box))
    return Printed(write_pdf(bundle, random_look(random.Random(seed))), "pdf")


def print_converted(bundle: Bundle, sheet: bool) -> Printed:
    """A PDF that LibreOffice makes of the workbook or Word file; places are not known."""
    from tests.maker.pdf import all_boxes

    office = print_office(bundle, sheet)
    for box in all_boxes(bundle):
        box.place = None
    with tempfile.TemporaryDirectory() as scratch:
        source = Path(scratch) / f"berkas.{office.suffix}"
        source.write_bytes(office.data)
        profile = Path(tempfile.gettempdir()) / f"kinerja-profil-{os.getpid()}"
        command = ["soffice", f"-env:UserInstallation={profile.as_uri()}", "--headless", "--convert-to", "pdf"]
        subprocess.run([*command, "--outdir", scratch, str(source)], check=True, capture_output=True, timeout=120)
        return Printed(source.with_suffix(".pdf").read_bytes(), "pdf")


PRINTERS: dict[str, Printer] = {"office": print_office, "pdf": print_pdf, "converted": print_converted}

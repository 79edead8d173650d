"""What the fuzzer drives: one function for each kind of input, which raises for what a user must never meet."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from pathlib import Path
from tempfile import mkdtemp
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kinerja_docs.desk import Desk

ROOT = Path(__file__).parents[1]
WORD_HEAD = b'<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>'
SHEET_HEAD = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'


class Wrong(Exception):
    """The program did what it must not."""


@dataclass(frozen=True, slots=True)
class Held:
    """A source whose bytes are at hand."""

    path: str
    data: bytes

    def load(self) -> bytes:
        """The bytes."""
        return self.data


@cache
def _desk() -> Desk:
    from kinerja_docs.desk import Desk
    from kinerja_docs.reading.limits import DEFAULT

    return Desk(date(2026, 11, 20), "id", replace(DEFAULT, cells=50_000, lines=20_000, part=2**22, unpacked=2**23))


def _check(name: str, data: bytes) -> None:
    from kinerja_docs.desk import Job

    checked = _desk().check(Job(Held(name, data)))  # type: ignore[arg-type]
    if checked.fault is not None:
        raise Wrong(f"{name}: {checked.fault}")


@cache
def _parts(name: str) -> list[tuple[str, bytes]]:
    with zipfile.ZipFile(ROOT / "samples" / name) as archive:
        return [(part, archive.read(part)) for part in archive.namelist()]


def _with_part(name: str, part: str, content: bytes) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for other, data in _parts(name):
            archive.writestr(other, content if other == part else data)
    return file.getvalue()


def docx(data: bytes) -> None:
    """A Word file: bytes that begin like a zip are the file, others its main part."""
    if data.startswith(b"PK"):
        _check("a.docx", data)
        return
    main = data if data.startswith(b"<?xml") else WORD_HEAD + data + b"</w:body></w:document>"
    _check("a.docx", _with_part("bermasalah/skp-target-kosong.docx", "word/document.xml", main))


def xlsx(data: bytes) -> None:
    """A workbook: bytes that begin like a zip are the file, others its first sheet."""
    if data.startswith(b"PK"):
        _check("a.xlsx", data)
        return
    main = data if data.startswith(b"<?xml") else SHEET_HEAD + data + b"</worksheet>"
    _check("a.xlsx", _with_part("bermasalah/iku-target-kosong.xlsx", "xl/worksheets/sheet1.xml", main))


def text(data: bytes) -> None:
    """A page or a plain text."""
    _check("a.html" if data[:1] == b"<" else "a.txt", data)


def pdf(data: bytes) -> None:
    """A PDF."""
    _check("a.pdf", data)


def xls(data: bytes) -> None:
    """An old workbook."""
    _check("a.xls", data)


@cache
def _office() -> Path:
    folder = Path(mkdtemp(prefix="kinerja-fuzz-"))
    for name in ("extractors", "checklists"):
        (folder / name).mkdir()
    return folder


def definitions(data: bytes) -> None:
    """A definition of an office: a layout, or after ``#`` a checklist."""
    from kinerja_docs.checking.registry import ALL_KINDS
    from kinerja_docs.definitions.checklist import load_checklists
    from kinerja_docs.errors import DefinitionError
    from kinerja_docs.extracting.forms import load_forms

    kind = "checklists" if data[:1] == b"#" else "extractors"
    path = _office() / kind / "a.yaml"
    path.write_bytes(data)
    try:
        _ = load_checklists(_office(), ALL_KINDS) if kind == "checklists" else load_forms(_office())
    except DefinitionError:
        return
    finally:
        path.unlink()


TARGETS: dict[str, Callable[[bytes], None]] = {
    "docx": docx,
    "xlsx": xlsx,
    "text": text,
    "pdf": pdf,
    "xls": xls,
    "definitions": definitions,
}


def _printed() -> bytes:
    """A page with a title and a ruled table."""
    from reportlab.pdfgen.canvas import Canvas

    file = io.BytesIO()
    page = Canvas(file, pageCompression=0, invariant=1)
    page.drawString(150, 780, "PERJANJIAN KINERJA TAHUN 2026")
    page.grid([60, 100, 300, 500], [600, 640, 680, 720])
    for row, texts in enumerate((("No", "Sasaran", "Target"), ("1.", "Meningkatnya pengawasan", "95 %"))):
        for column, written in enumerate(texts):
            page.drawString((65, 105, 305)[column], 700 - 40 * row, written)
    page.save()
    return file.getvalue()


def _old_workbook() -> bytes:
    """A sheet with a merge, a formula and a date."""
    import xlwt  # type: ignore[import-untyped]

    file, book = io.BytesIO(), xlwt.Workbook()
    sheet = book.add_sheet("IKU")
    sheet.write_merge(0, 0, 0, 3, "INDIKATOR KINERJA UTAMA TAHUN 2026")
    for column, written in enumerate(("No", "Sasaran", "Indikator", "Target")):
        sheet.write(1, column, written)
    sheet.write(2, 0, 1)
    sheet.write(2, 1, "Meningkatnya pengawasan")
    sheet.write(2, 2, xlwt.Formula("A3+1"))
    sheet.write(2, 3, 46000, xlwt.easyxf(num_format_str="dd/mm/yyyy"))
    book.save(file)
    return file.getvalue()


def seeds(name: str) -> list[bytes]:
    """Sound inputs of a target to begin with."""
    patterns = {"docx": "samples/**/*.docx", "xlsx": "samples/**/*.xlsx", "pdf": "samples/**/*.pdf"}
    patterns |= {"xls": "samples/**/*.xls", "text": "*.md", "definitions": "extractors/*.yaml"}
    found = [path.read_bytes() for path in sorted(ROOT.glob(patterns[name]))]
    if name == "docx":
        found += [
            content for part, content in _parts("bermasalah/skp-target-kosong.docx") if part == "word/document.xml"
        ]
    if name == "xlsx":
        found += [content for part, content in _parts("bermasalah/iku-target-kosong.xlsx") if "sheet1.xml" in part]
    if name == "pdf":
        found.append(_printed())
    if name == "xls":
        found.append(_old_workbook())
    if name == "text":
        found.append(b"<html><body><table><tr><td rowspan=2>1<td colspan=3>a<tr><td>b</table></body></html>")
    if name == "definitions":
        found += [b"#\n" + path.read_bytes() for path in sorted(ROOT.glob("checklists/*.yaml"))]
    return found

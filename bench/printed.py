"""Reading text PDF with its tables, and all checks of it, against pdfium's bare text of all pages; and beside it the
text and tables of pdfplumber.

Usage: python -m bench.printed [FILE OR FOLDER …] [--rounds N]; without a file, documents made here, printed by
LibreOffice.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import pypdfium2

from bench.checking import TODAY
from bench.documents import arguments
from bench.figures import Figure, show
from bench.side_by_side import Timing, side_by_side
from kinerja_docs import reading
from kinerja_docs.desk import Desk, Job
from kinerja_docs.reading import pdf
from kinerja_docs.reading.contents import Contents
from kinerja_docs.reading.limits import DEFAULT
from tests.accuracy.as_pdf import pdf_cases

FORMS, COUNT, SEED = ["skp", "pk", "iku", "evaluasi_skp"], 8, 12
READ, CHECK = 3.0, 4.0  # times pdfium's bare text
PEER = 1 / 20  # of pdfplumber's time


def floor(path: Path) -> None:
    """The bare text of all pages."""
    book = pypdfium2.PdfDocument(path)
    for page in book:
        text = page.get_textpage()
        text.get_text_range()
        text.close()
        page.close()
    book.close()


def peer(path: Path) -> None:
    """Text and tables by pdfplumber."""
    import pdfplumber

    with pdfplumber.open(path) as book:
        for page in book.pages:
            page.extract_text()
            page.extract_tables()


@contextmanager
def made() -> Iterator[list[Path]]:
    """Documents of four forms, printed by LibreOffice."""
    with TemporaryDirectory() as name:
        paths = []
        for case in pdf_cases(COUNT, SEED, FORMS, "libreoffice"):
            paths.append(Path(name) / case.name)
            paths[-1].write_bytes(case.data)
        yield paths


def timings(desk: Desk, path: Path, rounds: int) -> dict[str, Timing]:
    """Reading, and reading with all checks, against the floor; and reading against pdfplumber."""
    (source,) = reading.expand([path.as_posix()])

    def read() -> object:
        return pdf.read(Contents(path.read_bytes(), path.name, DEFAULT))

    methods = {"floor": lambda: floor(path), "read": read, "check": lambda: desk.check(Job(source))}
    found = side_by_side(methods, rounds)
    beside = side_by_side({"peer": lambda: peer(path), "read": read}, 2)
    return {"read": found["read"], "check": found["check"], "peer": beside["read"]}


def figures(given: list[Path], rounds: int) -> Iterator[Figure]:
    """Three figures over all PDF files."""
    desk = Desk(TODAY, "id")
    files = [file for path in given for file in (sorted(path.rglob("*.pdf")) if path.is_dir() else [path])]
    found = [timings(desk, path, rounds) for path in files]
    yield Figure("pdf: read", [one["read"] for one in found], READ)
    yield Figure("pdf: read, extract, check", [one["check"] for one in found], CHECK)
    yield Figure("pdf: read, times pdfplumber's time", [one["peer"] for one in found], PEER)


def main() -> int:
    """Exit code 1 where a limit is broken."""
    chosen = arguments("python -m bench.printed")
    if chosen.files:
        return not show(figures(chosen.files, chosen.rounds))
    with made() as paths:
        return not show(figures(paths, chosen.rounds))


if __name__ == "__main__":
    sys.exit(main())

"""The proof that what went is gone: two independent readings, the raw parts of the file and OCR of what is shown are
searched.

A pattern is searched exactly as the policy tells it; names and addresses as whole values of two words and more, unless
the policy keeps that value. One hit is enough for a refusal.
"""

from __future__ import annotations

import html
import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass

from kinerja_docs.disclosing import reread
from kinerja_docs.disclosing.finding import Values, spans
from kinerja_docs.disclosing.misread import as_digits
from kinerja_docs.disclosing.policy import Policy
from kinerja_docs.disclosing.reread import Looked
from kinerja_docs.text import fold

_TAG = re.compile(r"<[^>]*>")
_ATTRIBUTE = re.compile(r"=\s*(?:\"([^\"]*)\"|'([^']*)')")
_LONGEST_RUN = 40  # digits that a raw part may hold beside each other: longer ones are coordinates
_DIGITS = 8  # of a number that is somebody's
_CODES = ("utf-8", "utf-16-le", "utf-16-be")


@dataclass(frozen=True, slots=True)
class Leak:
    """A value of a kind that is still there, and where; never the value itself."""

    kind: str
    where: str


def leaks(data: bytes, suffix: str, values: Values, policy: Policy) -> list[Leak]:
    """Every kind of value that is still found, once for each place."""
    found: dict[tuple[str, str], Leak] = {}
    search = _Search(values, policy)
    for where, text in _readings(data, suffix):
        for kind in search.all_kinds(text):
            found.setdefault((kind, where), Leak(kind, where))
    for where, text in _raw(data, suffix):
        for kind in search.values_only(text):
            found.setdefault((kind, where), Leak(kind, where))
    return list(found.values())


def seen_leaks(data: bytes, suffix: str, values: Values, policy: Policy) -> tuple[list[Leak], Looked]:
    """Every kind of value that OCR still reads in the copy as it is shown, and how much OCR could read."""
    search, looked = _Search(values, policy), Looked()
    found: dict[str, Leak] = {}
    for text in reread.readings(data, suffix, looked):
        for kind in (*search.numbers(text), *search.numbers(as_digits(text, policy)), *search.values_only(text)):
            found.setdefault(kind, Leak(kind, reread.WHERE))
    return list(found.values()), looked


class _Search:
    """Looks for what was removed, in texts and in raw parts."""

    def __init__(self, values: Values, policy: Policy) -> None:
        self.values, self.policy = values, policy
        self.words = {fold(text): kind for text, kind in values.by_text.items() if len(fold(text).split()) >= 2}
        digits = {re.sub(r"\D", "", text): kind for text, kind in values.by_text.items()}
        self.digits = {number: kind for number, kind in digits.items() if len(number) >= _DIGITS}

    def all_kinds(self, text: str) -> Iterator[str]:
        """The kinds found in a text that a reader gives: patterns, and removed values."""
        for span in spans(text, self.values, self.policy, None):
            yield span.kind
        yield from self.values_only(text)

    def numbers(self, text: str) -> Iterator[str]:
        """The kinds of numbers that patterns find; words are left to the values, since OCR misspells what is public."""
        for span in spans(text, self.values, self.policy, None):
            if sum(map(str.isdigit, text[span.start : span.end])) >= _DIGITS:
                yield span.kind

    def values_only(self, text: str) -> Iterator[str]:
        """The kinds of removed values that stand in a text or a raw part."""
        folded = f" {fold(text)} "
        for words, kind in self.words.items():
            if f" {words} " in folded and words not in self.policy.kept:
                yield kind
        if self.digits:
            found = re.findall(r"\d[\d\s.\-]*\d", text)
            runs = "|".join(re.sub(r"[\s.\-]", "", one) for one in found if len(one) <= 4 * _LONGEST_RUN)
            bare = runs
            for number, kind in self.digits.items():
                if number in bare:
                    yield kind


def _readings(data: bytes, suffix: str) -> Iterator[tuple[str, str]]:
    """The lines that our own reader gives, and those of an independent library."""
    from kinerja_docs import reading

    document = reading.read_bytes(data, f"publik{suffix}")
    for line in [*document.lines, *document.margins]:
        yield "reader", "\n".join(cell.text for cell in line.cells)
    yield "reader", " ".join(cell.text for line in document.lines for cell in line.cells)
    if suffix == ".docx":
        from docx import Document

        body = Document(io.BytesIO(data)).element.body
        yield (
            "python-docx",
            "\n".join(
                "".join(node.text or "" for node in paragraph.iter() if str(node.tag).endswith("}t"))
                for paragraph in body.iter()
                if str(paragraph.tag).endswith("}p")
            ),
        )
    elif suffix == ".xlsx":
        import openpyxl

        book = openpyxl.load_workbook(io.BytesIO(data))
        for sheet in book.worksheets:
            yield "openpyxl", sheet.title
            for row in sheet.iter_rows(values_only=True):
                yield "openpyxl", "\n".join(str(value) for value in row if isinstance(value, str | int))
    elif suffix == ".pdf":
        import pdfplumber

        with pdfplumber.open(io.BytesIO(data)) as pages:
            for page in pages.pages:
                yield "pdfplumber", page.extract_text() or ""


def _raw(data: bytes, suffix: str) -> Iterator[tuple[str, str]]:
    """Every part in every encoding: with its tags taken out, so that split runs stand together, and its attributes."""
    if suffix == ".pdf":
        yield from _pdf_parts(data)
        return
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        for name in package.namelist():
            raw = package.read(name)
            yield name, name
            if name.endswith(".png"):
                continue  # painted anew: pixels, nothing else
            for code in _CODES:
                text = raw.decode(code, errors="replace")
                plain = html.unescape(html.unescape(text))
                yield name, html.unescape(_TAG.sub("", text))
                yield name, html.unescape(_TAG.sub(" ", text))
                yield name, " | ".join(one or other for one, other in _ATTRIBUTE.findall(plain))
        yield "zip", package.comment.decode("utf-8", errors="replace")


def _pdf_parts(data: bytes) -> Iterator[tuple[str, str]]:
    """Every object of a PDF with its streams decoded, and the file as it lies there."""
    import pikepdf

    with pikepdf.open(io.BytesIO(data)) as document:
        for number, thing in enumerate(document.objects, 1):
            where = f"object {number}"
            if isinstance(thing, pikepdf.Stream):
                yield where, str(dict(thing.items()))[:100_000]
                if thing.get("/Subtype") == "/Image":
                    continue
                try:
                    raw = thing.read_bytes()
                except pikepdf.PdfError:
                    raw = thing.read_raw_bytes()
                for code in ("latin-1", "utf-16-be"):
                    yield where, raw.decode(code, errors="replace")
            elif isinstance(thing, pikepdf.String):
                yield where, str(thing)
            elif isinstance(thing, pikepdf.Dictionary | pikepdf.Array):
                yield where, str(thing)[:100_000]
    tail = data[data.rfind(b"startxref") :]
    yield "trailer", tail.decode("latin-1")

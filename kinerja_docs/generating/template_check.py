"""What is wrong with a template: broken tags, names that no manifest knows or that it lacks, leftovers of tags."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

import jinja2
from jinja2 import nodes
from lxml import etree

from kinerja_docs import words
from kinerja_docs.definitions.manifest import ManifestModel
from kinerja_docs.errors import UsageError
from kinerja_docs.generating.compiled import Sandbox, W
from kinerja_docs.spelling import suggest

_TAG = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}", re.DOTALL)
_HALF = re.compile(r"\{\{|\}\}|\{%|%\}")
_LOOP = re.compile(r"\{%(?:p|tr|tc|r)?\s*for\s+(\w+)\s+in\s+(\w+)")
_BLOCK = re.compile(r"\{%(?:p|tr|tc|r)?\s*")
_PARTS = re.compile(r"word/(document|header\d*|footer\d*|footnotes)\.xml")
ATTRIBUTES = frozenset(("hari", "kata", "nilai"))


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong with a template, and the paragraph or cell in which it stands."""

    code: str
    place: str
    message: str
    fix: str


@dataclass(frozen=True, slots=True)
class _Piece:
    place: str
    text: str


def check_template(path: Path, model: ManifestModel | None) -> list[Fault]:
    """All faults; :class:`UsageError` where the file is no Word document. Without a manifest names are not judged."""
    pieces = list(_pieces(path))
    faults = [fault for piece in pieces for fault in _halves(piece)]
    whole = [piece for piece in pieces if not any(fault.place == piece.place for fault in faults)]
    faults += _syntax(whole)
    if model is not None and not faults:
        faults += _names(whole, model)
    return faults


def leftovers(document: bytes) -> list[str]:
    """Tags that are left in a filled document (TPL004)."""
    with zipfile.ZipFile(BytesIO(document)) as package:
        parts = [package.read(name) for name in package.namelist() if _PARTS.fullmatch(name)]
    texts = (_text(etree.fromstring(part)) for part in parts if b"{" in part)
    return [found for text in texts for found in _TAG.findall(text)]


def _text(root: etree._Element) -> str:
    return "\n".join("".join(one.text or "" for one in p.iter(f"{W}t")) for p in root.iter(f"{W}p"))


def _pieces(path: Path) -> Iterator[_Piece]:
    try:
        with zipfile.ZipFile(path) as package:
            for name in sorted(package.namelist(), key=lambda name: (name != "word/document.xml", name)):
                if _PARTS.fullmatch(name):
                    yield from _of_part(name, etree.fromstring(package.read(name)))
    except (OSError, zipfile.BadZipFile, etree.XMLSyntaxError) as error:
        raise UsageError(words.get("error.template_no_word", path=path.as_posix())) from error


def _of_part(name: str, root: etree._Element) -> Iterator[_Piece]:
    tables = list(root.iter(f"{W}tbl"))
    paragraphs = 0
    for paragraph in root.iter(f"{W}p"):
        text = "".join(one.text or "" for one in paragraph.iter(f"{W}t"))
        table = next(paragraph.iterancestors(f"{W}tbl"), None)
        if table is None:
            paragraphs += 1
            place = words.get("location.paragraph", paragraph=paragraphs)
        else:
            row = next(paragraph.iterancestors(f"{W}tr"))
            cell = next(paragraph.iterancestors(f"{W}tc"))
            rows = [one for one in table if one.tag == f"{W}tr"]
            cells = [one for one in row if one.tag == f"{W}tc"]
            number, line = tables.index(table) + 1, rows.index(row) + 1 if row in rows else 1
            column = cells.index(cell) + 1 if cell in cells else 1
            place = words.get("location.table_cell", table=number, row=line, column=column)
        if name != "word/document.xml":
            place = f"{name.removeprefix('word/').removesuffix('.xml')}, {place}"
        if "{" in text or "}" in text:
            yield _Piece(place, text)


def _halves(piece: _Piece) -> Iterator[Fault]:
    """A tag that begins and does not end in its paragraph, or the other way round."""
    rest = _TAG.sub("", piece.text)
    for half in _HALF.findall(rest):
        message = words.get("generate.half_tag", tag=half, text=piece.text.strip()[:80])
        yield Fault("TPL001", piece.place, message, words.get("generate.half_tag_fix"))


def _syntax(pieces: Iterable[_Piece]) -> list[Fault]:
    """Whether the tags together are Jinja; the place of the first that is not."""
    known = list(pieces)
    source = "\n".join(_plain(piece.text) for piece in known)
    try:
        Sandbox().parse(source)
    except jinja2.TemplateSyntaxError as error:
        line, number = 0, error.lineno
        for piece in known:
            line += piece.text.count("\n") + 1
            if line >= number:
                message = words.get("generate.broken_tag", text=piece.text.strip()[:80], detail=str(error.message))
                return [Fault("TPL001", piece.place, message, words.get("generate.broken_tag_fix"))]
        message = words.get("generate.broken_tag", text="", detail=str(error.message))
        return [Fault("TPL001", "", message, words.get("generate.broken_tag_fix"))]
    return []


def _plain(text: str) -> str:
    """docxtpl's tags for paragraphs, rows and cells as plain Jinja."""
    return _BLOCK.sub("{% ", " ".join(_TAG.findall(text)))


def _names(pieces: Iterable[_Piece], model: ManifestModel) -> list[Fault]:
    """Names that the manifest does not have, at their place, and names of the manifest that the template never uses."""
    known = {*model.fields, *(total for table in model.tables.values() for total in table.total)}
    faults: list[Fault] = []
    used: set[str] = set()
    rows: dict[str, str] = {}  # loop variable → table
    columns = {f"{name}.{column}" for name, table in model.tables.items() for column in table.columns}
    for piece in pieces:
        rows |= dict(_LOOP.findall(piece.text))  # the nearest loop before counts
        for name in _dotted(_plain(piece.text)):
            first, _, rest = name.partition(".")
            if first == "loop":
                continue
            full = f"{rows[first]}.{rest}" if first in rows and rest else rows.get(first, name)
            parts = full.split(".")
            while parts and parts[-1] in ATTRIBUTES:
                parts.pop()
            full = ".".join(parts)
            used.add(full)
            group = any(one.startswith(f"{full}.") for one in known)
            if full not in known and full not in columns and full not in model.tables and not group:
                faults.append(_unknown(piece, name, full, {*known, *columns, *model.tables}))
    for name, one in model.fields.items():
        if one.required and name not in used:
            message = words.get("generate.unused", name=name)
            faults.append(Fault("TPL002", "", message, words.get("generate.unused_fix", name=name)))
    return faults


def _unknown(piece: _Piece, name: str, full: str, known: set[str]) -> Fault:
    near = suggest(full, known)
    fix = words.get("generate.unknown_name_near", near=near) if near else words.get("generate.unknown_name_fix")
    return Fault("TPL002", piece.place, words.get("generate.unknown_name", name=name), fix)


def _dotted(source: str) -> Iterator[str]:
    """Names with their attributes (``pihak_pertama.nama``) in the tags of one paragraph, however they stand."""
    for tag in _TAG.findall(source):
        inner = tag.strip("{}%# ")
        loop = re.fullmatch(r"for\s+\w+\s+in\s+(.+)", inner)
        condition = re.fullmatch(r"(?:if|elif)\s+(.+)", inner)
        if tag.startswith("{%") and loop is None and condition is None:
            continue
        expression = loop[1] if loop else condition[1] if condition else inner
        try:
            tree = jinja2.Environment().parse("{{ " + expression + " }}")
        except jinja2.TemplateSyntaxError:
            continue
        inside: set[int] = set()
        for node in tree.find_all((nodes.Getattr, nodes.Name)):
            if id(node) in inside:
                continue
            parts: list[str] = []
            step: nodes.Node = node
            while isinstance(step, nodes.Getattr):
                parts.append(step.attr)
                step = step.node
                inside.add(id(step))
            if isinstance(step, nodes.Name) and step.ctx == "load":
                inside.add(id(step))
                yield ".".join([step.name, *reversed(parts)])

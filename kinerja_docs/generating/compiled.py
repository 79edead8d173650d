"""A Word template made ready once, so that each record only renders its XML and writes the package.

docxtpl's own patching turns a part into Jinja; Jinja compiles it once. Parts without tags are kept as they will stand
in every document, compressed. What comes out is what docxtpl itself writes, byte for byte, which a test holds it to;
so this leans on docxtpl's inside (``patch_xml``, ``resolve_listing``), pinned in ``pyproject.toml``.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import jinja2
import jinja2.sandbox
from jinja2 import nodes
from lxml import etree

from kinerja_docs.errors import UsageError
from kinerja_docs.word_library import docxtpl

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MOST_STEPS = 200_000  # rounds of all loops of one document
MOST_LETTERS = 20_000_000
TIME = (1980, 1, 1, 0, 0, 0)
_FILLED = re.compile(r"word/(document|header\d*|footer\d*|footnotes)\.xml")
_BODY = re.compile(r"<w:body [^>]*>")
_LISTED = re.compile("[\n\t\a\f]").search
_EMPTY = (  # a value that prints nothing leaves an empty element, which lxml writes in its short form
    ('<w:t xml:space="preserve"></w:t>', '<w:t xml:space="preserve"/>'),
    ("<w:t></w:t>", "<w:t/>"),
)
_HEAD = "<?xml version='1.0' encoding='UTF-8' standalone='yes'?>\n"


class TooMuch(Exception):
    """A template that would never end, or fills the memory."""


def escaped(value: object) -> str:
    """A value as lxml writes it in a text, so that what comes out need not be parsed again."""
    if isinstance(value, jinja2.Undefined):
        return str(value)  # raises, since undefined values are strict
    text = "" if value is None else str(value)
    if not text.isprintable():
        text = "".join(letter for letter in text if letter >= " " or letter in "\n\t")
    if "&" in text or "<" in text or ">" in text:
        text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return text


class Sandbox(jinja2.sandbox.SandboxedEnvironment):
    """Jinja's sandbox, with the rounds of all loops counted."""

    def __init__(self) -> None:
        super().__init__(undefined=jinja2.StrictUndefined, finalize=escaped)
        self.steps = 0
        self.globals = {"_step": self.step}  # nothing else: no range, no cycler, no namespace

    def step(self) -> None:
        """One round of a loop."""
        self.steps += 1
        if self.steps > MOST_STEPS:
            raise TooMuch

    def compiled(self, source: str) -> jinja2.Template:
        """A template whose loops can be stopped."""
        tree = self.parse(source)
        for loop in list(tree.find_all(nodes.For)):
            call = nodes.Call(nodes.Name("_step", "load"), [], [], None, None, lineno=loop.lineno)
            loop.body.insert(0, nodes.ExprStmt(call, lineno=loop.lineno))
        return jinja2.Template.from_code(self, self.compile(tree), self.globals, None)


class Compiled:
    """One template, ready for any number of records."""

    def __init__(self, path: Path) -> None:
        self.environment = Sandbox()
        self._word = docxtpl().DocxTemplate(str(path))
        self._word.render_init()
        self._word.render_properties({})
        out = io.BytesIO()
        self._word.docx.save(out)  # python-docx's own order and names of parts
        self.order: list[str] = []
        self.fixed: dict[str, bytes] = {}
        self.filled: dict[str, tuple[str, jinja2.Template, str]] = {}
        with zipfile.ZipFile(out) as package:
            for name in package.namelist():
                raw = package.read(name)
                self.order.append(name)
                text = raw.decode("utf-8") if _FILLED.fullmatch(name) else ""
                if "{{" in text or "{%" in text:
                    self.filled[name] = self._part(raw)
                else:
                    self.fixed[name] = raw
        self._packed = {name: (zlib.crc32(raw), len(raw), _deflated(raw)) for name, raw in self.fixed.items()}

    def _part(self, raw: bytes) -> tuple[str, jinja2.Template, str]:
        """What stands before the body, the body as a template, and what follows. The namespaces stand on the root."""
        root = etree.fromstring(raw)
        body = root.find(f"{W}body")
        head, tail = _HEAD, ""
        source: str = self._word.patch_xml(etree.tostring(body if body is not None else root, encoding="unicode"))
        if body is not None:
            body.clear()
            before, _, tail = etree.tostring(root, encoding="unicode").partition("<w:body/>")
            head += before
            source = _BODY.sub("<w:body>", source, count=1)
        return head, self.environment.compiled(source), tail

    def part(self, name: str, context: Mapping[str, Any]) -> bytes:
        """A filled part. Raises jinja2 errors for what the context lacks, and :class:`TooMuch`."""
        head, template, tail = self.filled[name]
        self.environment.steps = 0
        pieces: list[str] = []
        letters = 0
        for piece in template.generate(context):
            pieces.append(piece)
            letters += len(piece)
            if letters > MOST_LETTERS:
                raise TooMuch
        text = "".join(pieces)
        if "_}" in text or "{_" in text:
            for ours, shown in (("{_{", "{{"), ("}_}", "}}"), ("{_%", "{%"), ("%_}", "%}")):
                text = text.replace(ours, shown)
        if "\n" in text or "\t" in text or "\a" in text or "\f" in text:  # only such paragraphs can change
            text = "</w:p>".join(
                self._word.resolve_listing(f"{part}</w:p>")[:-6] if _LISTED(part) else part
                for part in text.split("</w:p>")
            )
        for empty, written in _EMPTY:
            text = text.replace(empty, written)
        return f"{head}{text}{tail}".encode()

    def document(self, context: Mapping[str, Any]) -> bytes:
        """The whole package. The same context gives the same bytes."""
        out = io.BytesIO()
        _Writer(out, self, context).write()
        return out.getvalue()


def _deflated(raw: bytes, level: int = 6) -> bytes:
    packer = zlib.compressobj(level, zlib.DEFLATED, -15)
    return packer.compress(raw) + packer.flush()


class _Writer:
    """Writes a zip of entries that are compressed already, which :mod:`zipfile` cannot."""

    def __init__(self, out: io.BytesIO, compiled: Compiled, context: Mapping[str, Any]) -> None:
        self.out, self.compiled, self.context = out, compiled, context

    def write(self) -> None:
        import struct

        directory = []
        for name in self.compiled.order:
            packed = self.compiled._packed.get(name)
            if packed is None:
                raw = self.compiled.part(name, self.context)
                packed = zlib.crc32(raw), len(raw), _deflated(raw)
            crc, size, data = packed
            label, start = name.encode(), self.out.tell()
            core = struct.pack("<HHHHHIIIHH", 20, 0x800, 8, 0, 33, crc, len(data), size, len(label), 0)
            self.out.write(b"PK\3\4" + core + label + data)
            directory.append(
                b"PK\1\2" + struct.pack("<H", 20) + core + struct.pack("<HHHII", 0, 0, 0, 0, start) + label
            )
        begin, listed = self.out.tell(), b"".join(directory)
        count = len(directory)
        self.out.write(listed + struct.pack("<4s4H2IH", b"PK\5\6", 0, 0, count, count, len(listed), begin, 0))


def by_docxtpl(path: Path, context: Mapping[str, Any]) -> bytes:
    """The document as docxtpl writes it by itself: what :class:`Compiled` is held to."""
    word = docxtpl().DocxTemplate(str(path))
    environment = Sandbox()
    environment.autoescape = True
    environment.finalize = None
    word.render(dict(context), jinja_env=environment)
    out = io.BytesIO()
    word.save(out)
    return out.getvalue()


def same_parts(one: bytes, other: bytes) -> list[str]:
    """Names of parts that differ."""
    with zipfile.ZipFile(io.BytesIO(one)) as first, zipfile.ZipFile(io.BytesIO(other)) as second:
        if sorted(first.namelist()) != sorted(second.namelist()):
            return sorted(set(first.namelist()) ^ set(second.namelist()))
        return [name for name in first.namelist() if first.read(name) != second.read(name)]


def compile_template(path: Path) -> Compiled:
    """A template made ready; :class:`UsageError` with the place where its tags are broken."""
    try:
        return Compiled(path)
    except jinja2.TemplateSyntaxError as error:
        from kinerja_docs import words

        raise UsageError(words.get("error.template_broken", path=path.as_posix(), detail=str(error))) from error

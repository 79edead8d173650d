"""A Word template made ready once, so that each record only renders its XML and writes the package.

docxtpl's own patching turns a part into Jinja; Jinja compiles it once. Parts without tags are kept as they will stand
in every document, compressed. What comes out is what docxtpl itself writes, byte for byte, which a test holds it to;
so this leans on docxtpl's inside (``patch_xml``, ``resolve_listing``), pinned in ``pyproject.toml``.
"""

from __future__ import annotations

import io
import itertools
import re
import struct
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import jinja2
import jinja2.sandbox
from jinja2 import nodes
from lxml import etree

from kinerja_docs.errors import UsageError
from kinerja_docs.generating.columns import moves, put_right
from kinerja_docs.word_library import docxtpl

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MOST_STEPS = 200_000  # rounds of all loops of one document
MOST_LETTERS = 20_000_000
PIECES = 100  # of a text, after which its letters are counted
LEVEL = 6  # of compression
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
    if value is None:
        return ""
    text = str(value)  # raises for what is undefined
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
        self.globals = {}  # no range, no cycler, no namespace

    def getattr(self, obj: Any, attribute: str) -> Any:
        """``sasaran.indikator``: data come before what a dict can do, which is sooner too."""
        if type(obj) is dict and attribute in obj:
            return obj[attribute]
        return super().getattr(obj, attribute)

    def step(self) -> None:
        """One round of a loop."""
        self.steps += 1
        if self.steps > MOST_STEPS:
            raise TooMuch

    def counted(self, given: Iterable[Any]) -> Iterator[Any]:
        """What a loop goes through, each round counted."""
        for one in given:
            self.step()
            yield one

    def compiled(self, source: str) -> jinja2.Template:
        """A template whose loops can be stopped. What stops them is no name, which a template could set."""
        tree = self.parse(source)
        for loop in list(tree.find_all(nodes.For)):
            if loop.recursive:  # goes through what it is called with
                call = nodes.Call(nodes.EnvironmentAttribute("step"), [], [], None, None, lineno=loop.lineno)
                loop.body.insert(0, nodes.ExprStmt(call, lineno=loop.lineno))
            else:
                counter = nodes.EnvironmentAttribute("counted")
                loop.iter = nodes.Call(counter, [loop.iter], [], None, None, lineno=loop.lineno)
        return jinja2.Template.from_code(self, self.compile(tree), self.globals, None)


class Compiled:
    """One template, ready for any number of records. ``reparse``: what is filled is parsed again, so that docxtpl
    itself puts the columns of tables right and numbers pictures; else that is done on the text, where tags ask for it.
    """

    def __init__(self, path: Path, reparse: bool = False) -> None:
        self.environment = Sandbox()
        self.reparse = reparse
        self._moves = reparse  # whether columns or pictures must be put right
        self._start = ""  # of the body, with the namespaces
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
        self._packed = {name: _Entry.of(name, raw) for name, raw in self.fixed.items()}

    def _part(self, raw: bytes) -> tuple[str, jinja2.Template, str]:
        """What stands before the body, the body as a template, and what follows. The namespaces stand on the root."""
        root = etree.fromstring(raw)
        body = root.find(f"{W}body")
        head, tail = _HEAD, ""
        source: str = self._word.patch_xml(etree.tostring(body if body is not None else root, encoding="unicode"))
        if body is not None:
            texts = ["".join(one.text or "" for one in p.iter(f"{W}t")) for p in body.iter(f"{W}p")]
            self._moves = self._moves or moves(texts, source)
            self._start = source[: source.index(">") + 1]
            body.clear()
            before, _, tail = etree.tostring(root, encoding="unicode").partition("<w:body/>")
            head += before
            source = _BODY.sub("<w:body>", source, count=1)
        return head, self.environment.compiled(source), tail

    def part(self, name: str, context: Mapping[str, Any]) -> bytes:
        """A filled part. Raises jinja2 errors for what the context lacks, and :class:`TooMuch`."""
        head, template, tail = self.filled[name]
        self.environment.steps = 0
        found: list[str] = []
        letters = 0
        pieces = template.root_render_func(template.new_context(dict(context)))
        while piece := "".join(itertools.islice(pieces, PIECES)):
            found.append(piece)
            letters += len(piece)
            if letters > MOST_LETTERS:
                raise TooMuch
        text = "".join(found)
        if "_}" in text or "{_" in text:
            for ours, shown in (("{_{", "{{"), ("}_}", "}}"), ("{_%", "{%"), ("%_}", "%}")):
                text = text.replace(ours, shown)
        if "\n" in text or "\t" in text or "\a" in text or "\f" in text:  # only such paragraphs can change
            text = "</w:p>".join(
                self._word.resolve_listing(f"{part}</w:p>")[:-6] if _LISTED(part) else part
                for part in text.split("</w:p>")
            )
        for empty, short in _EMPTY:
            text = text.replace(empty, short)
        if self._moves and tail:
            right = None if self.reparse else put_right(text)
            text = self._parsed(text) if right is None else right
        return f"{head}{text}{tail}".encode()

    def _parsed(self, text: str) -> str:
        """A filled body as docxtpl parses it, puts it right and writes it."""
        self._word.docx_ids_index = 1000
        tree = self._word.fix_tables(text.replace("<w:body>", self._start, 1))
        self._word.fix_docpr_ids(tree)
        return _BODY.sub("<w:body>", etree.tostring(tree, encoding="unicode"), count=1)

    def document(self, context: Mapping[str, Any]) -> bytes:
        """The whole package. The same context gives the same bytes."""
        return written([self._packed.get(name) or _Entry.of(name, self.part(name, context)) for name in self.order])


@dataclass(frozen=True, slots=True)
class _Entry:
    """A member of a zip as it will stand there, compressed, and its line of the directory but for its place."""

    body: bytes
    listed: tuple[bytes, bytes]  # what stands before the place, and after it

    @classmethod
    def of(cls, name: str, raw: bytes) -> _Entry:
        """Compressed as :mod:`zipfile` does, without a time of day."""
        packer = zlib.compressobj(LEVEL, zlib.DEFLATED, -15)
        data = packer.compress(raw) + packer.flush()
        label = name.encode()
        core = struct.pack("<HHHHHIIIHH", 20, 0x800, 8, 0, 33, zlib.crc32(raw), len(data), len(raw), len(label), 0)
        before = b"PK\1\2" + struct.pack("<H", 20) + core + struct.pack("<HHHI", 0, 0, 0, 0)
        return cls(b"PK\3\4" + core + label + data, (before, label))


def written(entries: Iterable[_Entry]) -> bytes:
    """A zip of entries that are compressed already, which :mod:`zipfile` cannot write."""
    bodies, directory, place = [], [], 0
    for entry in entries:
        before, label = entry.listed
        directory.append(before + struct.pack("<I", place) + label)
        bodies.append(entry.body)
        place += len(entry.body)
    listed, count = b"".join(directory), len(directory)
    end = struct.pack("<4s4H2IH", b"PK\5\6", 0, 0, count, count, len(listed), place, 0)
    return b"".join((*bodies, listed, end))


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


def compile_template(path: Path, reparse: bool = False) -> Compiled:
    """A template made ready; :class:`UsageError` with the place where its tags are broken."""
    try:
        return Compiled(path, reparse)
    except jinja2.TemplateSyntaxError as error:
        from kinerja_docs import words

        raise UsageError(words.get("error.template_broken", path=path.as_posix(), detail=str(error))) from error

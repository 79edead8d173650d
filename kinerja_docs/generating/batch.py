"""One document for each line of data: filled, checked by the same checklists, written whole or not at all."""

from __future__ import annotations

import hashlib
import json
import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import Any, Literal

import jinja2

from kinerja_docs import words
from kinerja_docs.collector import paused
from kinerja_docs.definitions.manifest import Manifest
from kinerja_docs.errors import UsageError
from kinerja_docs.generating.compiled import Compiled, TooMuch, by_docxtpl, compile_template, same_parts
from kinerja_docs.generating.data import Problem, read_data
from kinerja_docs.generating.shared_work import in_order
from kinerja_docs.generating.template_check import leftovers
from kinerja_docs.generating.values import Filled, prepare
from kinerja_docs.model import Finding
from kinerja_docs.outputs import write_whole
from kinerja_docs.text import fold

APART = "perlu-diperbaiki"
LEDGER = "daftar-dokumen.json"
FEW = 40  # documents for which more processes are not worth their start
_NIP = re.compile(r"\d{8}\s?\d{6}\s?\d\s?\d{3}")
_NAME = re.compile(r"\{([\w.]+)\}")
_RESERVED = re.compile(r"(?i)(con|prn|aux|nul|com\d|lpt\d)")
Check = Callable[[str, bytes], list[Finding]]
Fill = Callable[[Mapping[str, Any]], bytes]
Way = Literal["compiled", "reparsed", "docxtpl"]


@dataclass(slots=True)
class Made:
    """One document: its line, the path below the output folder, its hash, what the checklists found."""

    row: int
    file: str
    sha256: str
    findings: list[Finding] = field(default_factory=list)

    @property
    def wrong(self) -> bool:
        """Whether it was set apart."""
        return any(finding.severity == "error" for finding in self.findings)


@dataclass(slots=True)
class Batch:
    """What a run made, and what is wrong with the data."""

    documents: list[Made] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    kept: int = 0  # documents of an earlier run that were taken over

    @property
    def exit_code(self) -> int:
        """1 where a line could not be filled or a document has an error."""
        return 1 if self.problems or any(made.wrong for made in self.documents) else 0


@dataclass(frozen=True, slots=True)
class Settings:
    """How a batch is to go."""

    folder: Path
    office: Mapping[str, str] = field(default_factory=dict)
    strict: bool = False
    resume: bool = False
    force: bool = False
    progress: Callable[[int, int], None] | None = None
    workers: int = 1


def generate(manifest: Manifest, data: Path, settings: Settings, check: Check) -> Batch:
    """Fill the template with every good line. Nothing is written over without ``force``; with ``resume`` what is there
    already stays, and is checked again; with ``strict`` nothing is written at all where a line is bad."""
    with paused():
        lines = prepare(read := read_data(data, manifest.model), manifest.model, settings.office)
    batch = Batch(problems=[*read.problems, *(problem for line in lines for problem in line.problems)])
    good = [line for line in lines if not line.problems]
    if settings.strict and batch.problems:
        return batch
    names = _names(manifest, good)
    if not settings.resume:
        _refuse(settings, names)
    ready = compile_template(manifest.template)
    way = _way(ready, manifest, good)
    make = _Maker(manifest.template, way, replace(settings, progress=None), check)
    if way == "compiled":
        make.ready = ready.document
    given = list(zip(good, names, strict=True))
    if settings.workers < 2 or len(given) < FEW:
        parts: Iterable[Batch] = map(make(), given)
    else:
        parts = in_order(make, given, settings.workers)
    for number, part in enumerate(parts, 1):
        batch.documents += part.documents
        batch.problems += part.problems
        batch.kept += part.kept
        if settings.progress is not None:
            settings.progress(number, len(good))
    _write_ledger(manifest, settings.folder, good, batch)
    return batch


class _Maker:
    """Gives the work on one line, the template being made ready once in each process, or before they are forked."""

    def __init__(self, template: Path, way: Way, settings: Settings, check: Check) -> None:
        self.given = template, way, settings, check
        self.ready: Fill | None = None

    def __reduce__(self) -> tuple[type[_Maker], tuple[Path, Way, Settings, Check]]:
        return _Maker, self.given

    def __call__(self) -> Callable[[tuple[Filled, str]], Batch]:
        template, way, settings, check = self.given
        if self.ready is None and way == "docxtpl":
            self.ready = partial(by_docxtpl, template)
        fill = self.ready or compile_template(template, way == "reparsed").document

        def work(given: tuple[Filled, str]) -> Batch:
            batch = Batch()
            _make(fill, *given, settings, check, batch)
            return batch

        return work


def _way(ready: Compiled, manifest: Manifest, lines: Sequence[Filled]) -> Way:
    """How to fill, so that the first document of a run is what docxtpl itself writes."""
    for line in lines:
        try:
            made = ready.document(line.context)  # first, since docxtpl does not stop what never ends
            wanted = by_docxtpl(manifest.template, line.context)
        except Exception:  # an expression may raise anything; told for each line
            continue
        if not same_parts(made, wanted):
            return "compiled"
        again = compile_template(manifest.template, reparse=True)
        return "docxtpl" if same_parts(again.document(line.context), wanted) else "reparsed"
    return "compiled"


def _make(fill: Fill, line: Filled, name: str, settings: Settings, check: Check, batch: Batch) -> None:
    try:
        content = fill(line.context)
    except TooMuch:
        batch.problems.append(_problem(line, "TPL001", "too_much"))
        return
    except jinja2.UndefinedError as error:
        batch.problems.append(_problem(line, "TPL002", "undefined", detail=str(error.message)))
        return
    except MemoryError:
        raise
    except Exception as error:  # an expression of a template may raise anything
        batch.problems.append(_problem(line, "TPL001", "template_error", detail=str(error)))
        return
    left = leftovers(content)
    if left:
        batch.problems.append(_problem(line, "TPL004", "leftover", tag=left[0]))
        return
    findings = check(name, content)
    file = f"{APART}/{name}" if any(finding.severity == "error" for finding in findings) else name
    if settings.resume and _is_there(settings, name, file, content):
        batch.kept += 1
    else:
        write_whole(settings.folder / file, content, parents=True)
    batch.documents.append(Made(line.number, file, hashlib.sha256(content).hexdigest(), findings))


def _is_there(settings: Settings, name: str, file: str, content: bytes) -> bool:
    """Whether a broken-off run wrote this very document. Another one under its name, mended by somebody or made of
    other data, is not written over without ``force``."""
    path = settings.folder / file
    if path.is_file() and path.read_bytes() == content:
        return True
    there = [one for one in (settings.folder / name, settings.folder / APART / name) if one.exists()]
    if there and not settings.force:
        message = words.get("generate.other_document", path=there[0].as_posix())
        raise UsageError(message, words.get("generate.other_document_remedy"))
    return False


def _problem(line: Filled, code: str, why: str, **params: str) -> Problem:
    fix = words.get(f"generate.{why}_fix", **params)
    return Problem("", line.number, "", code, words.get(f"generate.{why}", **params), fix)


# -- names and files


def _names(manifest: Manifest, lines: Sequence[Filled]) -> list[str]:
    """A file name for each line: of the manifest's pattern, without NIP, without signs that Windows refuses, unique."""
    taken: set[str] = set()
    next_of: dict[str, int] = {}  # the number to try for a name that stands again
    found = []
    for line in lines:
        shown = _NAME.sub(partial(_named, line.context), manifest.model.file)
        name = safe_name(shown) or manifest.id
        unique, number = name, next_of.get(name, 2)
        while fold(unique) in taken:
            unique, number = f"{name} ({number})", number + 1
        next_of[name] = number
        taken.add(fold(unique))
        found.append(f"{unique}.docx")
    return found


def _named(context: Mapping[str, Any], match: re.Match[str]) -> str:
    return _look_up(context, match[1])


def _look_up(context: Mapping[str, Any], name: str) -> str:
    step: Any = context
    for part in name.split("."):
        step = step.get(part, "") if isinstance(step, Mapping) else ""
    return str(step)


def safe_name(text: str) -> str:
    """A name that every system takes, short enough for long folders, and that gives nobody's number away."""
    text = _NIP.sub("", unicodedata.normalize("NFC", text))
    text = re.sub(r'[<>:"/\\|?*\x00-\x1f]', " ", text)
    text = " ".join(text.split()).strip(" .")[:100].rstrip(" .")
    return f"_{text}" if _RESERVED.fullmatch(text) else text


def _refuse(settings: Settings, names: Iterable[str]) -> None:
    if settings.force:
        return
    for name in (*names, LEDGER):
        for path in (settings.folder / name, settings.folder / APART / name):
            if path.exists():
                raise UsageError(words.get("error.exists", path=path.as_posix()), words.get("generate.exists_remedy"))


# -- the ledger


def _write_ledger(manifest: Manifest, folder: Path, lines: Sequence[Filled], batch: Batch) -> None:
    """Who got which document: person, document, number, file, hash."""
    by_row = {line.number: line.context for line in lines}
    entries = []
    for made in batch.documents:
        context = by_row[made.row]
        person = _look_up(context, "pihak_pertama.nama") or _look_up(context, "pegawai.nama")
        number = _look_up(context, "nomor")
        entry = {"row": made.row, "person": person, "document": manifest.id, "number": number}
        entries.append({**entry, "file": made.file, "sha256": made.sha256})
    tree = {"format": 1, "template": {"id": manifest.id, "sha256": manifest.sha256}, "documents": entries}
    if entries:
        write_whole(folder / LEDGER, (json.dumps(tree, ensure_ascii=False, indent=1) + "\n").encode(), parents=True)

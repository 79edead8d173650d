"""What the faces call to fill templates: ``generate``, ``template check``, ``template new``, ``template data``."""

from __future__ import annotations

import contextlib
import dataclasses
import tempfile
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from kinerja_docs import programs, words
from kinerja_docs.definitions.manifest import Manifest, ManifestModel, manifest, manifests
from kinerja_docs.desk import Desk, Job
from kinerja_docs.errors import UsageError
from kinerja_docs.generating.batch import Batch, Settings
from kinerja_docs.generating.batch import generate as fill
from kinerja_docs.generating.divisions import division_lines
from kinerja_docs.generating.roster_book import empty_book
from kinerja_docs.generating.taken import Taken, people, taken
from kinerja_docs.generating.template_check import Fault, check_template
from kinerja_docs.generating.values import office_values
from kinerja_docs.model import Finding
from kinerja_docs.office import SETTINGS, Office
from kinerja_docs.office import load as load_office
from kinerja_docs.reading.inputs import Source
from kinerja_docs.roster import roster_of


def generate(
    name: str,
    data: Path,
    folder: Path,
    *,
    office: Path | None = None,
    today: date | None = None,
    language: str = "id",
    strict: bool = False,
    resume: bool = False,
    force: bool = False,
    pdf: bool = False,
    workers: int = 1,
    progress: Callable[[int, int], None] | None = None,
) -> Batch:
    """Fill a template with every line of ``data``; what was filled is checked by the checklists of its form. ``pdf``:
    each document is printed as PDF too, beside the Word file. ``workers``: processes that share the lines.

    Raises :class:`UsageError` for an unknown template, data that cannot be read, outputs that are there already, and
    for ``pdf`` without LibreOffice.
    """
    if pdf and programs.find("soffice") is None:
        raise UsageError(words.get("generate.no_libreoffice"), words.get("generate.no_libreoffice_remedy"))
    chosen = manifest(name, office)
    day = today or date.today()
    desk = Desk(day, language)
    known = desk.kit(office).office
    settings = Settings(folder, office_values(known), strict, resume, force, progress, workers)
    with _in_style(chosen, known) as styled:
        batch = fill(styled, data, settings, _Checks(desk, office))
    if pdf:
        from kinerja_docs.printing import print_batch

        print_batch(folder, batch, force, resume, progress)
    return batch


@contextlib.contextmanager
def _in_style(chosen: Manifest, known: Office | None) -> Iterator[Manifest]:
    """The template as the office wants its letters, made over once for the whole batch."""
    if known is None or not known.naskah.changes:
        yield chosen
        return
    from kinerja_docs.generating.styled import write_styled

    with tempfile.TemporaryDirectory() as scratch:
        made = write_styled(chosen.template, known.naskah, Path(scratch) / chosen.template.name)
        yield dataclasses.replace(chosen, template=made)


@dataclasses.dataclass(frozen=True, slots=True)
class _Held(Source):
    """A document that is in memory only."""

    content: bytes = dataclasses.field(default=b"", repr=False)

    def load(self) -> bytes:
        """The bytes."""
        return self.content


class _Checks:
    """Checks what was filled as if it had been handed in; each process has a desk of its own, or that of the process
    it was forked from."""

    def __init__(self, desk: Desk, office: Path | None) -> None:
        self.desk, self.office = desk, office

    def __call__(self, file: str, content: bytes) -> list[Finding]:
        words.use(self.desk.lang)
        job = Job(_Held(file, file, len(content), content=content), "submitted", self.office)
        return self.desk.check(job).findings


def check(path: Path, name: str | None, office: Path | None = None) -> list[Fault]:
    """What is wrong with a template; ``name``: the manifest it is held against, else the one of its file's name."""
    known = manifests(office)
    chosen = known.get(name or path.stem)
    if name is not None and chosen is None:
        manifest(name, office)  # says which names there are
    return check_template(path, chosen.model if chosen is not None else None)


def start(name: str, folder: Path, office: Path | None = None) -> dict[Path, bytes]:
    """The files of a new template that starts from a shipped one."""
    chosen = manifest(name, office)
    manifest_file = chosen.template.with_suffix(".yaml")
    return {folder / path.name: path.read_bytes() for path in (chosen.template, manifest_file)}


def empty_data(name: str, output: Path, language: str, office: Path | None = None) -> bytes:
    """An empty workbook for the data of a template."""
    if output.suffix.lower() != ".xlsx":
        raise UsageError(words.get("error.format_for", format=output.suffix, command="template data"), "xlsx")
    known = office_values(load_office(office)) if office is not None else None
    return empty_book(manifest(name, office).model, language, office=known)


def data_from(
    name: str,
    sources: Sequence[Path],
    output: Path,
    language: str,
    office: Path | None = None,
    today: date | None = None,
) -> bytes:
    """A workbook for the data of a template, filled from documents that are read (an IKU for a PK, a SKP, a work
    programme), from a roster of people, or from the office's divisions; what they do not say stays blank.

    :class:`UsageError` where none of them is of a form that helps.
    """
    if output.suffix.lower() != ".xlsx":
        raise UsageError(words.get("error.format_for", format=output.suffix, command="template data"), "xlsx")
    model = manifest(name, office).model
    desk = Desk(today or date.today(), language)
    lines = [line for path in sources for line in _lines_of(path, model, desk, office)]
    if not lines:
        known = [*sorted(model.sources), *([words.get("generate.roster")] if model.people is not None else [])]
        raise UsageError(
            words.get("error.nothing_taken", path=", ".join(path.as_posix() for path in sources), name=name),
            words.get("error.nothing_taken_remedy", forms=", ".join(known) or "-"),
        )
    return empty_book(model, language, lines)


def _lines_of(path: Path, model: ManifestModel, desk: Desk, office: Path | None) -> list[Taken]:
    """What one file gives: settings of an office its divisions, a document its lines, a roster its people."""
    if path.name == SETTINGS and model.divisions:
        return division_lines(load_office(path.parent))
    if not path.is_file():
        raise UsageError(words.get("error.data_unread", path=path.as_posix(), detail=words.get("reason.missing")))
    opened = desk.open(Job(Source(path.as_posix(), str(path), path.stat().st_size), "submitted", office))
    settings = desk.kit(office).office
    year = settings.tahun if settings is not None and settings.tahun else desk.today.year
    lines = taken(opened.result.records, model, int(year))
    if not lines and model.people is not None and opened.document is not None:
        roster = roster_of(opened.document, path.as_posix())
        lines = people(roster, model.people) if roster is not None else []
    return lines


def batch_tree(batch: Batch, show: Callable[[Finding], dict[str, Any]]) -> dict[str, Any]:
    """The contract's JSON of ``generate``."""
    documents = [
        {"row": one.row, "file": one.file, "sha256": one.sha256, "findings": [show(found) for found in one.findings]}
        for one in batch.documents
    ]
    return {
        "format": 1,
        "documents": documents,
        "problems": [dataclasses.asdict(problem) for problem in batch.problems],
    }

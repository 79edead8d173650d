"""What is in use and from where: the lists of ``list``, the explanation of a code, the state of the installation."""

from __future__ import annotations

import platform
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

from kinerja_docs import __version__, programs, resources, words
from kinerja_docs.checking.registry import ALL_KINDS
from kinerja_docs.definitions import source
from kinerja_docs.definitions.checklist import Checklist, Example, Item, load_checklists
from kinerja_docs.definitions.framework import load_frameworks
from kinerja_docs.definitions.manifest import ManifestModel, manifests
from kinerja_docs.errors import DefinitionError, UsageError
from kinerja_docs.extracting.forms import load_forms
from kinerja_docs.outcome import Listed
from kinerja_docs.reading import tesseract
from kinerja_docs.reporting.terminal import Paper
from kinerja_docs.spelling import remedy_for

LISTS = ("forms", "checklists", "templates", "frameworks")
PACKAGES = {"lxml": "lxml", "openpyxl": "openpyxl", "docx": "python-docx", "calamine": "python-calamine"}

LANGUAGE_DATA = ("ind", "osd")  # what Tesseract needs beside itself: Indonesian, and which way up a page is


def listed(name: str, office: Path | None, lang: str) -> list[Listed]:
    """The items of one list, shipped ones first."""
    if name not in LISTS:
        raise UsageError(words.get("error.unknown_list", name=name), remedy_for(name, LISTS))
    if name == "forms":
        return [
            Listed(form.id, getattr(form.layout.title, lang), form.layout.version, form.origin, form.sha256)
            for form in load_forms(office).forms
        ]
    if name == "checklists":
        return [line for entry in load_checklists(office, ALL_KINDS) for line in _checklist_lines(entry, lang)]
    if name == "frameworks":
        return [
            Listed(one.id, getattr(one.head.title, lang), one.head.version, one.origin, one.sha256)
            for one in load_frameworks(office)
        ]
    known = {one.template: one.model for one in manifests(office).values()}
    files = resources.definition_files("templates/docx", office, "*.docx")
    return [_template_line(file, known.get(file.path), lang) for file in files]


def _template_line(file: resources.DefinitionFile, model: ManifestModel | None, lang: str) -> Listed:
    """A Word file without a manifest is listed too, by the name of its file."""
    name, title, version = file.path.stem, file.path.stem, ""
    if model is not None:
        name, title, version = model.id, getattr(model.title, lang), model.version
    return Listed(name, title, version, file.origin, source.sha256(file.path))


def _checklist_lines(entry: Checklist, lang: str) -> Iterator[Listed]:
    for origin in (entry.origin, *entry.patches):
        yield Listed(origin.id, entry.title[lang], origin.version, origin.origin, origin.sha256)


@dataclass(frozen=True, slots=True)
class Explained:
    """A code in one edition of its checklist."""

    checklist: Checklist
    item: Item


def find_code(code: str, office: Path | None) -> list[Explained]:
    """The item of a code in every edition, newest first; a :class:`UsageError` with a suggestion for an unknown one."""
    lists = load_checklists(office, ALL_KINDS)
    wanted = code.strip().upper()
    found = [Explained(entry, item) for entry in lists for item in entry.items if item.code == wanted]
    if not found:
        codes = [item.code for entry in lists for item in entry.items]
        raise UsageError(words.get("error.unknown_code", code=code), remedy_for(wanted, codes))
    return sorted(found, key=lambda one: one.checklist.effective[0], reverse=True)


def explain(found: Explained, paper: Paper, lang: str) -> str:
    """One code for people: why, how to mend it, who, basis, and an example of right and wrong."""
    item, entry = found.item, found.checklist
    start, end = entry.effective
    lines = [paper.paint(f"{item.code} {item.name}: {item.title[lang]}", "bold")]
    severity = words.get(f"severity.{item.severity}", lang)
    if item.confidence == "likely":
        severity = f"{severity} ({words.get('confidence.likely', lang)})"
    basis = "; ".join(f"{law.regulation} {law.article or ''}".strip() for law in item.legal_basis)
    told = {
        "severity": f"{severity}; {words.get('explain.off', lang)}" if item.off else severity,
        "why": item.why[lang],
        "fix": _without_gaps(item.fix.get("", lang)),
        "who": words.get(f"owner.{item.owner}", lang),
        "law": basis,
        "grounds": item.grounds[lang] if item.grounds else "",
        "checklist": f"{entry.title[lang]} ({entry.id} {entry.version}, {start} – {end or ''})",
        "passing": _example(item.examples.passing[0], lang),
        "failing": _example(item.examples.failing[0], lang),
    }
    for name, text in told.items():
        if text:
            lines += paper.wrap(text, 2, f"{words.get(f'explain.{name}', lang)}: ")
    return "\n".join(lines) + "\n"


def _without_gaps(text: str) -> str:
    """A message template as plain words: ``{label}`` becomes ``…``."""

    class Gaps(dict[str, str]):
        def __missing__(self, key: str) -> str:
            return "…"

    return text.format_map(Gaps())


def _example(example: Example, lang: str) -> str:
    """A mini-submission on one line: what is filled in, and for a wrong one where it fails."""
    parts = [f"{name} = {text or words.get('explain.blank', lang)}" for name, text in example.fields.items()]
    for table, rows in example.rows.items():
        for number, row in enumerate(rows):
            shown = ", ".join(f"{name} = {text or words.get('explain.blank', lang)}" for name, text in row.items())
            parts.append(f"{table}[{number}]: {shown}")
    parts += [f"“{line}”" for line in example.lines]
    parts += [" ".join(example.failure)] if example.failure else []
    parts += [f"{name} = {value}" for name, value in example.traits.items()]
    told = "; ".join(parts) or words.get("explain.nothing", lang)
    return f"{told} → {example.at}" if example.at else told


def doctor(office: Path | None, lang: str) -> tuple[str, int]:
    """The state of the installation in words, and the exit code: 4 where a definition is broken."""
    lines = [words.get("doctor.heading", lang)]
    told: dict[str, str] = {
        words.get("doctor.version", lang): __version__,
        words.get("doctor.python", lang): platform.python_version(),
    }
    code = 0
    try:
        forms, lists = load_forms(office).forms, load_checklists(office, ALL_KINDS)
        checks = sum(len(entry.items) for entry in lists)
        path = resources.shipped_root().as_posix()
        state = words.get("doctor.definitions_ok", lang, forms=len(forms), checks=checks, path=path)
    except DefinitionError as error:
        state, code = words.get("doctor.definitions_broken", lang, detail=error), error.exit_code
    told[words.get("doctor.definitions", lang)] = state
    told[words.get("doctor.office", lang)] = office.as_posix() if office else words.get("doctor.office_none", lang)
    told |= _parts(lang)
    return "\n".join([*lines, *(f"  {name}: {text}" for name, text in told.items())]) + "\n", code


def _parts(lang: str) -> Mapping[str, str]:
    """Packages and programs: present with version or place, or missing with what that costs."""
    found: dict[str, str] = {}
    for name, package in PACKAGES.items():
        try:
            found[package] = words.get("doctor.part_ok", lang, version=metadata.version(package))
        except metadata.PackageNotFoundError:
            found[package] = words.get("doctor.part_missing", lang, cost=words.get(f"doctor.cost.{name}", lang))
    for name in programs.PROGRAMS:
        version = programs.version(name)
        if version is not None:
            found[name] = words.get("doctor.part_ok", lang, version=f"{version}, {programs.find(name)}")
        else:
            found[name] = words.get("doctor.part_missing", lang, cost=words.get(f"doctor.cost.{name}", lang))
    for language in LANGUAGE_DATA if programs.find("tesseract") else ():
        if language in tesseract.languages():
            found[f"tesseract {language}"] = words.get("doctor.data_ok", lang)
        else:
            cost = words.get(f"doctor.cost.{language}", lang)
            found[f"tesseract {language}"] = words.get("doctor.part_missing", lang, cost=cost)
    return found

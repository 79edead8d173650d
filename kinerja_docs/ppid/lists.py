"""The lists of public information (DIP) and of what is excluded (DIK), grown from approved public copies.

What a clerk wrote into an earlier list stays; only rows that are not there yet are added. Nothing here knows a value
that was removed: the log of public copies holds kinds, laws and fingerprints.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from kinerja_docs import resources, words
from kinerja_docs.definitions.source import Model, load
from kinerja_docs.errors import UsageError
from kinerja_docs.ppid.register import Entry
from kinerja_docs.ppid.settings import settings
from kinerja_docs.text import display_date, fold

FILE, LOG = "informasi_publik.yaml", "catatan.json"
DIP, DIK = "dip", "dik"
_SHORT = 16  # digits of a fingerprint that tell one copy from another


class Category(Model):
    """A category of public information; its letter stands before its rows."""

    letter: str
    title: str


class FormPlace(Model):
    """Where a form belongs: ``must`` be public each year, ``assumed`` by practice alone, ``internal`` as a rule; the
    newest tells about the year that is ``behind`` by so many."""

    title: str
    category: str
    must: bool = False
    assumed: bool = False
    internal: bool = False
    several_years: bool = False
    behind: int = 0


class ListColumn(Model):
    """One column; ``over`` is the header above it and its neighbour."""

    title: str
    width: float
    over: str = ""


class ListModel(Model):
    """One list."""

    title: str
    heading: str
    key: str
    columns: dict[str, ListColumn]


class Texts(Model):
    """Sentences that go into the lists."""

    summary: str
    removed: str
    whole: str
    year: str
    about: str
    form: str
    assumed: str
    internal: str
    kept: str
    closed: str
    ground: str


class Excluded(Model):
    """What of the kinds that public copies leave out is information of somebody."""

    ground: str
    leave_out: frozenset[str]
    unsaid: frozenset[str]


class MissingModel(Model):
    """The sheet of what is not public yet."""

    title: str
    columns: dict[str, ListColumn]


class Lists(Model):
    """All of ``informasi_publik.yaml``."""

    version: str
    categories: dict[str, Category]
    forms: dict[str, FormPlace]
    other: FormPlace
    texts: Texts
    excluded: Excluded
    sheets: dict[str, ListModel]
    missing: MissingModel


@cache
def lists() -> Lists:
    """The shipped definitions; a broken file is a ``DefinitionError`` with its line."""
    return load(resources.data_path(FILE), Lists)


@dataclass(slots=True)
class Found:
    """A list: rows as texts by column; of a DIP with the category of each and what is not public yet."""

    sheet: str
    rows: list[dict[str, str]] = field(default_factory=list)
    categories: list[str] = field(default_factory=list)  # of the rows; empty texts in a DIK
    missing: list[dict[str, str]] = field(default_factory=list)
    year: int = 0

    def grouped(self) -> Iterator[tuple[str, list[dict[str, str]]]]:
        """The title of each category with its rows, numbered; one group without a title in a DIK."""
        numbered = 0
        for name, title in _titles(self.sheet):
            rows = []
            for row, category in zip(self.rows, self.categories, strict=True):
                if category == name:
                    numbered += 1
                    rows.append({**row, "nomor": str(numbered)})
            yield title, rows


def _titles(sheet: str) -> list[tuple[str, str]]:
    if sheet == DIK:
        return [("", "")]
    return [(name, f"{one.letter}. {one.title}") for name, one in lists().categories.items()]


def logs(paths: Sequence[str]) -> list[dict[str, Any]]:
    """The logs of approved public copies in folders or files. UsageError where one is missing, no log, or of drafts."""
    found = []
    for given in paths:
        path = Path(given)
        path = path / LOG if path.is_dir() else path
        try:
            log = json.loads(path.read_text(encoding="utf-8"))
            files = [dict(one) for one in log["files"]]
        except (OSError, ValueError, KeyError, TypeError) as error:
            message = words.get("ppid.no_log", path=path.as_posix())
            raise UsageError(message, words.get("ppid.no_log_remedy")) from error
        if not log.get("approved"):
            raise UsageError(words.get("ppid.draft_log", path=path.as_posix()), words.get("ppid.no_log_remedy"))
        found.append({**log, "files": [one for one in files if one.get("file") and not one.get("refused")]})
    return found


def dip(found: Iterable[dict[str, Any]], office: str, responsible: str, year: int, before: Found | None) -> Found:
    """The DIP of approved copies, after what an earlier one holds."""
    result = Found(DIP, list(before.rows), list(before.categories), year=year) if before else Found(DIP, year=year)
    known = {row.get("sidik", "") for row in result.rows}
    public: set[tuple[str, int | None]] = set()
    for log in found:
        for file in log["files"]:
            for document in file.get("documents") or [{"form": None, "year": None}]:
                public.add((str(document["form"]), document["year"]))
            key = str(file["copy"])[:_SHORT]
            if key not in known:
                known.add(key)
                place, row = _public_row(file, str(log["day"]), office, responsible)
                result.rows.append({**row, "sidik": key})
                result.categories.append(place.category)
    result.missing = list(_missing(public, result.rows, year))
    return result


def _public_row(file: dict[str, Any], day: str, office: str, responsible: str) -> tuple[FormPlace, dict[str, str]]:
    known = lists()
    documents = file.get("documents") or [{"form": None, "year": None}]
    first = documents[0]
    year, place = first["year"], known.forms.get(str(first["form"]), known.other)
    texts = known.texts
    in_year = texts.year.format(year=year) if year else ""
    title = texts.about.format(title=place.title, about=first["about"]) if first.get("about") else place.title
    listed = zip(file.get("kinds", ()), file.get("removed", ()), strict=False)
    kinds = ", ".join(str(gone[0]) for kind, gone in listed if kind not in known.excluded.unsaid)
    removed = texts.removed.format(kinds=kinds) if kinds else texts.whole
    row = {
        "judul": title + in_year,
        "ringkasan": texts.summary.format(title=title, year=in_year, removed=removed),
        "penguasa": office,
        "penanggung_jawab": responsible,
        "waktu": display_date(date.fromisoformat(day)),
        "bentuk": texts.form,
        "media": str(file["file"]).rpartition(".")[2],
        "tautan": str(file["file"]),
        "keterangan": texts.internal if place.internal else texts.assumed if place.assumed else "",
    }
    return place, row


def _missing(
    public: set[tuple[str, int | None]], rows: Sequence[dict[str, str]], year: int
) -> Iterator[dict[str, str]]:
    """Performance documents that must be public and are neither among the copies nor in the list."""
    known = lists()
    titles = " | ".join(fold(row.get("judul", "")) for row in rows)
    for form, place in known.forms.items():
        if not place.must:
            continue
        wanted = year - place.behind
        in_year = "" if place.several_years else known.texts.year.format(year=wanted)
        copied = any(name == form and (place.several_years or on in (wanted, None)) for name, on in public)
        if not copied and fold(place.title + in_year) not in titles:
            category = known.categories[place.category]
            note = known.texts.assumed if place.assumed else ""
            yield {
                "judul": place.title + in_year,
                "kategori": f"{category.letter}. {category.title}",
                "keterangan": note,
            }


def dik(found: Iterable[dict[str, Any]], requests: Iterable[Entry], before: Found | None) -> Found:
    """The DIK: kinds that public copies leave out, and what was refused to applicants, after an earlier list."""
    result = Found(DIK, list(before.rows), list(before.categories)) if before else Found(DIK)
    known = {(fold(row.get("informasi", "")), fold(row.get("dasar", ""))) for row in result.rows}
    for row in [*_kinds(found), *_refused(requests)]:
        key = fold(row["informasi"]), fold(row["dasar"])
        if key not in known:
            known.add(key)
            result.rows.append(row)
            result.categories.append("")
    return result


def _kinds(found: Iterable[dict[str, Any]]) -> Iterator[dict[str, str]]:
    texts, excluded = lists().texts, lists().excluded
    for log in found:
        for file in log["files"]:
            for name, removed in zip(file.get("kinds", ()), file.get("removed", ()), strict=False):
                if name not in excluded.leave_out:
                    title = str(removed[0])
                    told = texts.kept.format(kind=title[:1].upper() + title[1:])
                    consequence = settings().grounds[excluded.ground].consequence
                    yield {
                        "informasi": told,
                        "dasar": str(removed[2]),
                        "dibuka": consequence,
                        "ditutup": texts.closed,
                    }


def _refused(requests: Iterable[Entry]) -> Iterator[dict[str, str]]:
    known = settings()
    for entry in requests:
        ground = known.grounds.get(entry.letter)
        if ground is not None and fold(entry.text("status")) in known.refused and entry.text("rincian"):
            law = lists().texts.ground.format(law=known.ground_law, letter=entry.letter, title=ground.title)
            yield {"informasi": entry.text("rincian"), "dasar": law, "dibuka": ground.consequence, "ditutup": ""}


def tree(found: Found) -> dict[str, Any]:
    """The list as JSON."""
    groups = [{"category": title, "rows": rows} for title, rows in found.grouped()]
    return {"format": 1, "list": found.sheet, "groups": groups, "missing": found.missing}


def text(found: Found, lang: str) -> str:
    """The list as lines, and what is not public yet."""
    first = "judul" if found.sheet == DIP else "informasi"
    lines: list[str] = []
    for title, rows in found.grouped():
        lines += [title] if title else []
        lines += [f"  {row['nomor']}. {row.get(first, '')}" for row in rows] or [f"  {words.get('ppid.none', lang)}"]
    if found.missing:
        lines.append(words.get("ppid.not_public", lang))
        lines += [f"  ✖ {row['judul']}" for row in found.missing]
    return "\n".join(lines) + "\n"

"""Public copies of files: drafts for a person to look at, and after approval the files that go out, with a certificate.

Each input has one number, in input order. Originals are only read.
"""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from kinerja_docs import reading, words
from kinerja_docs.desk import Desk, Job
from kinerja_docs.disclosing import certificate
from kinerja_docs.disclosing.copying import PICTURES, UNREAD, UNSEEN, Change, PublicCopy, Refused, Removed, public_copy
from kinerja_docs.disclosing.finding import is_official
from kinerja_docs.disclosing.policy import Decided, Policy, Section, load_policy
from kinerja_docs.disclosing.reread import Looked
from kinerja_docs.disclosing.scanned import NO_OCR, UNSURE
from kinerja_docs.errors import KinerjaError, UsageError
from kinerja_docs.facts import year_of
from kinerja_docs.intake import submitted
from kinerja_docs.model import Location, Record
from kinerja_docs.options import Options
from kinerja_docs.outputs import refuse_over, write_whole
from kinerja_docs.reporting.places import part_label, place_label
from kinerja_docs.roster import roster_of

DRAFTS, LOOK, LOG, CERTIFICATE = "draf", "periksa.csv", "catatan.json", "sertifikat.docx"
COLUMNS = ("berkas", "teks", "letak", "putusan", "alasan")
REMOVE, KEEP = ("hapus", "remove"), ("tetap", "keep")
FAULT = "fault"
_UNREAD = {"no_ocr": NO_OCR, "ocr_unsure": UNSURE}  # why reading gave a scan up


@dataclass(slots=True)
class Disclosed:
    """One input: its public copy, or why there is none."""

    path: str
    sha256: str
    output: Path | None = None
    refused: str | None = None
    removed: list[Removed] = field(default_factory=list)
    copy_sha256: str = ""
    suspects: dict[str, Location] = field(default_factory=dict)
    changes: list[Change] = field(default_factory=list)  # for the one who approves; never written down
    looked: Looked = field(default_factory=Looked)
    forms: list[dict[str, Any]] = field(default_factory=list)  # form and year of each document, for the list of copies


@dataclass(slots=True)
class Disclosure:
    """The result of one run."""

    documents: list[Disclosed]
    approved: str | None
    policy: Policy
    language: str

    @property
    def exit_code(self) -> int:
        """1 where something was refused."""
        return 1 if any(one.refused is not None for one in self.documents) else 0

    def tree(self) -> dict[str, Any]:
        """The contract's JSON."""
        return {"format": 1, "documents": [self._entry(one) for one in self.documents]}

    def _entry(self, one: Disclosed) -> dict[str, Any]:
        output = one.output.as_posix() if one.output is not None else None
        removed = [
            {"kind": each.kind, "count": each.count, "basis": self.law(each.kind), "places": self.areas(each)}
            for each in one.removed
        ]
        return {"path": one.path, "output": output, "refused": one.refused, "removed": removed}

    def areas(self, removed: Removed) -> list[str]:
        """Where something went, in words."""
        found = []
        for area in removed.areas:
            text = words.get(f"disclose.area_{area.kind}", self.language, number=area.number)
            found.append(f"{part_label(area.part, self.language)}, {text}" if area.part else text)
        return found

    def told(self, removed: Removed) -> tuple[str, int, str, list[str]]:
        """Kind, count, law and places in words."""
        return self.title(removed.kind), removed.count, self.law(removed.kind), self.areas(removed)

    def title(self, kind: str) -> str:
        """A kind in words."""
        section = self._sections().get(kind)
        title = section.title if section is not None else self.policy.kinds[kind].title
        return str(getattr(title, self.language))

    def _sections(self) -> dict[str, Section]:
        return {PICTURES: self.policy.pictures, UNREAD: self.policy.unread, UNSEEN: self.policy.unseen}

    def law(self, kind: str) -> str:
        """The regulations by which a kind goes."""
        section = self._sections().get(kind)
        return self.policy.law(section.basis if section is not None else self.policy.kinds[kind].basis)


def disclose(
    paths: Sequence[str],
    folder: Path,
    options: Options,
    policy_file: Path | None = None,
    approve: str | None = None,
) -> Disclosure:
    """Make drafts under ``folder/draf``, or with the name of the one who approves, the public files.

    Raises UsageError for wrong use and before anything would be overwritten, DefinitionError for a policy that cannot
    be used. A file that cannot be read or proved is refused and does not stop the others.
    """
    if approve is not None and not approve.strip():
        raise UsageError(words.get("disclose.who"), words.get("disclose.who_remedy"))
    policy = _decided(load_policy(policy_file), folder / DRAFTS / LOOK)
    desk = Desk(options.today, options.language, options.limits)
    jobs = submitted(paths, options, [])
    if not jobs:
        raise UsageError(words.get("disclose.nothing", paths=", ".join(paths)))
    place = folder if approve is not None else folder / DRAFTS
    found = Disclosure([], approve, policy, options.language)
    copies: list[tuple[Disclosed, PublicCopy | None]] = []
    people = _People()
    for number, job in enumerate(jobs, 1):
        copies.append(_one(desk, job, policy, people.of(desk, job), options.language))
        if options.progress is not None:
            options.progress(number, len(jobs))
    stem = "publik" if approve is not None else DRAFTS
    for number, (entry, copy) in enumerate(copies, 1):
        if copy is not None:
            entry.output = place / f"{stem}-{number:04}{copy.suffix}"
        found.documents.append(entry)
    for target in [place / CERTIFICATE, *(one.output for one in found.documents if one.output is not None)]:
        refuse_over(target, options.force)
    for entry, copy in copies:
        if copy is not None and entry.output is not None:
            write_whole(entry.output, copy.data, parents=True)
    _write_papers(found, place, options.today)
    return found


class _People:
    """The rosters of the offices, read once."""

    def __init__(self) -> None:
        self.known: dict[Path | None, list[tuple[str, str]]] = {}

    def of(self, desk: Desk, job: Job) -> list[tuple[str, str]]:
        """Name and post of everybody in the roster of the office that rules a file."""
        if job.office not in self.known:
            office = desk.kit(job.office).office if job.office is not None else None
            self.known[job.office] = []
            if office is not None and office.roster is not None:
                shown = office.roster.as_posix()
                try:
                    roster = roster_of(reading.read_bytes(office.roster.read_bytes(), shown), shown)
                except (OSError, KinerjaError):
                    roster = None
                people = roster.people if roster is not None else []
                self.known[job.office] = [(one.name, one.values.get("jabatan", "")) for one in people if one.name]
        return self.known[job.office]


def _one(
    desk: Desk, job: Job, policy: Policy, people: list[tuple[str, str]], language: str
) -> tuple[Disclosed, PublicCopy | None]:
    opened = desk.open(job)
    entry = Disclosed(job.source.path, opened.result.sha256)
    if opened.document is None:
        reason = opened.failure.reason if opened.failure is not None else FAULT
        if reason in _UNREAD:
            entry.refused = words.get(f"disclose.refused_{_UNREAD[reason]}", language, page="1")
            return entry, None
        told = words.find(f"reason.{reason}", language) or reason
        entry.refused = words.get("disclose.refused_unread", language, reason=told)
        return entry, None
    try:
        copy = public_copy(job.source.load(), job.source.suffix, opened.document, opened.result.records, policy, people)
    except Refused as error:
        params = dict(error.params)
        if "kinds" in params:
            params["kinds"] = ", ".join(getattr(policy.kinds[name].title, language) for name in params["kinds"].split())
        entry.refused = words.get(f"disclose.refused_{error.reason}", language, **params)
        return entry, None
    except MemoryError:
        raise
    except Exception as error:  # a fault of ours: nothing that was not proved goes out
        entry.refused = words.get("disclose.refused_fault", language, kind=type(error).__name__)
        return entry, None
    entry.removed, entry.copy_sha256 = copy.removed, hashlib.sha256(copy.data).hexdigest()
    entry.forms = [
        {"form": one.form, "year": year_of(one), "about": _about(one, policy)} for one in opened.result.records
    ]
    entry.suspects, entry.changes, entry.looked = copy.suspects, copy.changes, copy.looked
    return entry, copy


def _about(record: Record, policy: Policy) -> str:
    """What a document is about where that is no person: the post of an official who signs it, or a division."""
    post = record.fields.get("pihak_pertama.jabatan")
    if post is not None:
        return post.text if is_official(post.text, policy) else ""
    division = record.fields.get("divisi")
    return division.text if division is not None else ""


def _decided(policy: Policy, look: Path) -> Policy:
    """The policy with what a person decided in the list of suspects beside the drafts."""
    remove, keep = list(policy.remove), list(policy.keep)
    for number, row in enumerate(_looked_at(look), 2):
        decision, text = row["putusan"].casefold(), row["teks"]
        if not decision or not text:
            continue
        if decision not in (*REMOVE, *KEEP) or not row["alasan"]:
            key = "decision" if decision not in (*REMOVE, *KEEP) else "reason"
            remedy = words.get("disclose.decision_remedy")
            raise UsageError(words.get(f"disclose.bad_{key}", path=look.as_posix(), row=number), remedy)
        (remove if decision in REMOVE else keep).append(Decided(text=text, reason=row["alasan"]))
    return policy.model_copy(update={"remove": tuple(remove), "keep": tuple(keep)})


def _looked_at(look: Path) -> list[dict[str, str]]:
    """The rows of the list of suspects as a person left them (Excel may have saved it with commas)."""
    if not look.is_file():
        return []
    with look.open(encoding="utf-8-sig", newline="") as stream:
        first = stream.readline()
        stream.seek(0)
        rows = list(csv.DictReader(stream, delimiter=";" if ";" in first else ","))
    return [{name: (row.get(name) or "").strip().lstrip("'") for name in COLUMNS} for row in rows]


def _write_papers(found: Disclosure, place: Path, today: date) -> None:
    """The certificate and the log (neither holds a value), and beside drafts the list of what to look at."""
    rows = [
        certificate.Row(
            number=number,
            file=entry.output.name if entry.output is not None else "",
            original=entry.sha256,
            copy=entry.copy_sha256,
            refused=entry.refused or "",
            removed=[found.told(one) for one in entry.removed],
            ocr_pages=entry.looked.pages,
            ocr_of=entry.looked.of,
            ocr_without=entry.looked.without,
            kinds=[one.kind for one in entry.removed],
            documents=entry.forms,
        )
        for number, entry in enumerate(found.documents, 1)
    ]
    place.mkdir(parents=True, exist_ok=True)
    about = certificate.About(found.policy.id, found.policy.version, found.approved or "", today)
    write_whole(place / CERTIFICATE, certificate.document(rows, about, found.language))
    write_whole(place / LOG, certificate.log(rows, about).encode())
    if found.approved is None:
        write_whole(place / LOOK, _to_look_at(found, _looked_at(place / LOOK)))


def _to_look_at(found: Disclosure, known: Sequence[Mapping[str, str]]) -> bytes:
    """The list of suspects: the rows that are known as they are, and those that are new."""
    out = io.StringIO()
    table = csv.writer(out, delimiter=";", lineterminator="\r\n")
    table.writerow(COLUMNS)
    table.writerows([row[name] for name in COLUMNS] for row in known)
    texts = {row["teks"] for row in known}
    for entry in found.documents:
        file = entry.output.name if entry.output is not None else ""
        for text, where in entry.suspects.items():
            if file and text not in texts:
                table.writerow([file, text, place_label(where, found.language), "", ""])
    return out.getvalue().encode("utf-8-sig")

"""The office folder: ``kinerja.toml``, and what people decided in ``keputusan.csv``.

The folder is found by walking up from each path, else from the current folder. A key that nobody knows is refused
with a suggestion, so that a misspelt setting is never silently without effect.
"""

from __future__ import annotations

import csv
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from kinerja_docs import letter_style, words
from kinerja_docs.errors import UsageError
from kinerja_docs.model import Severity
from kinerja_docs.spelling import remedy_for

SETTINGS = "kinerja.toml"
DECISIONS = "keputusan.csv"
EVIDENCE_FOLDER = "bukti"
LKE_FOLDER = "lke"
REFERENCE_FOLDERS = ("iku", "pk")
DEFINITION_FOLDERS = ("templates", "extractors", "checklists")
KEPT_FOLDER = ".kinerja"  # what the program keeps for itself: nothing that anybody handed in
FOLDERS = ("iku", "pk", "skp", LKE_FOLDER, EVIDENCE_FOLDER, *DEFINITION_FOLDERS)
SECTIONS: Mapping[str, Mapping[str, type | tuple[type, ...]]] = {
    "kantor": {
        "nama": str,
        "jenis": str,
        "tingkat": str,
        "wilayah": str,
        "provinsi": str,
        "kode_unit": str,
        "sebutan_kepala": str,
        "jumlah_anggota": int,
        "tahun": int,
        "roster": str,
    },
    "periksa": {"select": list, "ignore": list, "tingkat": dict},
    "bukti": {"batas": (date, str)},
    "libur": {"berkas": str},
    "ppid": {
        "nama": str,
        "ppid_jabatan": str,
        "ppid_nip": str,
        "atasan": str,
        "atasan_jabatan": str,
        "atasan_nip": str,
        "pengecualian": str,
        "alamat": str,
        "kota": str,
    },
    "halaman": {"simpan": int},
    letter_style.SECTION: letter_style.KEYS,
}
WORDS_OF = {"jenis": ("bawaslu", "kpu"), "tingkat": ("kabkota", "provinsi", "pusat")}
SEVERITIES = ("error", "warning", "info")
COLUMNS = ("fingerprint", "code", "rule_version", "decision", "reason", "by", "date", "until")
ACCEPTED = ("accepted", "diterima")
FORM = "formulir:"  # a decision that begins so names the form of a file; its fingerprint is the head of the file's hash
FORM_DIGITS = 16


@dataclass(frozen=True, slots=True)
class Decision:
    """One line of ``keputusan.csv``: what somebody decided about a finding, for one version of the rule."""

    line: int
    fingerprint: str
    code: str
    rule_version: str
    decision: str
    reason: str
    by: str
    decided: str
    until: date | None

    def holds(self, today: date) -> bool:
        """Whether the decision has not run out."""
        return self.until is None or today <= self.until

    def as_accepted(self) -> dict[str, str | None]:
        """The keys of a finding's ``accepted``."""
        until = self.until.isoformat() if self.until else None
        return {"reason": self.reason, "by": self.by, "date": self.decided, "until": until}


@dataclass(frozen=True, slots=True)
class Office:
    """What ``kinerja.toml`` says, and the accepted findings by (fingerprint, code)."""

    folder: Path
    nama: str | None = None
    jenis: str | None = None
    tingkat: str | None = None
    wilayah: str | None = None
    provinsi: str | None = None
    kode_unit: str | None = None
    sebutan_kepala: str | None = None
    jumlah_anggota: int | None = None
    tahun: int | None = None
    roster: Path | None = None
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    severities: Mapping[str, Severity] = field(default_factory=dict)
    bukti_batas: date | None = None
    libur_berkas: Path | None = None
    ppid: Mapping[str, str] = field(default_factory=dict)
    naskah: letter_style.LetterStyle = field(default_factory=letter_style.LetterStyle)
    halaman_simpan: int | None = None  # days that the page keeps dropped files
    decisions: Mapping[tuple[str, str], Decision] = field(default_factory=dict)
    links: tuple[Decision, ...] = ()  # decisions that accept no finding: links confirmed and denied, the last one last
    notices: tuple[str, ...] = ()

    def form_of(self, sha256: str, today: date) -> str | None:
        """The form that somebody said a file is."""
        key, said = sha256[:FORM_DIGITS], None
        for one in self.links:
            if one.fingerprint == key and one.decision.startswith(FORM) and one.holds(today):
                said = one.decision.removeprefix(FORM)
        return said

    def said_forms(self, today: date) -> list[str]:
        """All that :meth:`form_of` may rest on."""
        held = (one for one in self.links if one.decision.startswith(FORM) and one.holds(today))
        return [f"{one.fingerprint} {one.decision}" for one in held]

    def owns(self, path: Path) -> str | None:
        """Which part of the office folder an absolute path lies in: ``skp``, ``bukti``, a file's name; None outside."""
        try:
            steps = path.relative_to(self.folder).parts
        except ValueError:
            return None
        return steps[0] if steps else None

    def is_submission(self, path: Path) -> bool:
        """Whether a file under the folder is something that was handed in, not a setting, definition or roster."""
        if path in (self.roster, self.libur_berkas):
            return False
        return self.owns(path) not in (*DEFINITION_FOLDERS, SETTINGS, DECISIONS)


def find(start: Path) -> Path | None:
    """The nearest folder at or above ``start`` that has a ``kinerja.toml``."""
    here = start.absolute()
    for folder in (here, *here.parents):
        if (folder / SETTINGS).is_file():
            return folder
    return None


def load(folder: Path) -> Office:
    """Read an office folder. Anything it cannot use is a :class:`UsageError` that names the file and a remedy."""
    folder = folder.absolute()
    path = folder / SETTINGS
    if not path.is_file():
        shown = folder.as_posix()
        remedy = words.get("error.not_an_office_remedy", path=shown)
        raise UsageError(words.get("error.not_an_office", path=shown), remedy)
    data = _settings(path)
    office, checks = data.get("kantor", {}), data.get("periksa", {})
    severities = checks.get("tingkat", {})
    for code, word in severities.items():
        _one_of(path, f"periksa.tingkat.{code}", word, SEVERITIES)
    for key, known in WORDS_OF.items():
        if key in office:
            _one_of(path, f"kantor.{key}", office[key], known)
    decisions, links, notices = _decisions(folder / DECISIONS)
    plain = {key: value for key, value in office.items() if key != "roster"}
    return Office(
        folder=folder,
        **plain,
        roster=_beside(folder, office.get("roster")),
        select=tuple(checks.get("select", ())),
        ignore=tuple(checks.get("ignore", ())),
        severities=severities,
        ppid=data.get("ppid", {}),
        naskah=letter_style.read(path, data.get(letter_style.SECTION, {})),
        bukti_batas=_day(path, "bukti.batas", data.get("bukti", {}).get("batas")),
        libur_berkas=_beside(folder, data.get("libur", {}).get("berkas")),
        halaman_simpan=data.get("halaman", {}).get("simpan"),
        decisions=decisions,
        links=links,
        notices=notices,
    )


def decided(path: Path) -> Office:
    """What a ``keputusan.csv`` outside any office folder says, as an office that says nothing else."""
    decisions, links, notices = _decisions(path)
    return Office(path.absolute().parent, decisions=decisions, links=links, notices=notices)


def _settings(path: Path) -> dict[str, Any]:
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except (ValueError, OSError, RecursionError) as error:  # ValueError: no TOML, no UTF-8, a number without end
        raise UsageError(words.get("error.toml_broken", path=path.as_posix(), detail=str(error))) from error
    for section, keys in data.items():
        if section not in SECTIONS or not isinstance(keys, dict):
            raise _unknown(path, section, SECTIONS)
        for key, value in keys.items():
            if key not in SECTIONS[section]:
                raise _unknown(path, f"{section}.{key}", (f"{section}.{known}" for known in SECTIONS[section]))
            _typed(path, f"{section}.{key}", value, SECTIONS[section][key])
    return data


def _typed(path: Path, key: str, value: Any, wanted: type | tuple[type, ...]) -> None:
    good = isinstance(value, wanted) and not (wanted in (int, (int, float)) and isinstance(value, bool))
    if good and wanted is list:
        good = all(isinstance(entry, str) for entry in value)
    if good and wanted is dict:
        good = all(isinstance(entry, str) for entry in value.values())
    if not good:
        raise UsageError(words.get("error.toml_value", path=path.as_posix(), key=key, value=value))


def _one_of(path: Path, key: str, value: str, known: tuple[str, ...]) -> None:
    if value not in known:
        message = words.get("error.toml_value", path=path.as_posix(), key=key, value=value)
        raise UsageError(message, words.get("error.toml_known", known=", ".join(known)))


def _unknown(path: Path, key: str, known: Any) -> UsageError:
    return UsageError(words.get("error.toml_unknown", path=path.as_posix(), key=key), remedy_for(key, known))


def _beside(folder: Path, name: str | None) -> Path | None:
    return folder / name if name else None


def _day(path: Path, key: str, value: date | str | None) -> date | None:
    if value is None or isinstance(value, date):
        return value
    try:
        return date.fromisoformat(value)
    except ValueError as error:
        message = words.get("error.toml_value", path=path.as_posix(), key=key, value=value)
        raise UsageError(message, words.get("error.bad_date_remedy")) from error


def _decisions(path: Path) -> tuple[dict[tuple[str, str], Decision], tuple[Decision, ...], tuple[str, ...]]:
    """Accepted findings by (fingerprint, code), the other decisions, and notices about lines that could not be used."""
    found: dict[tuple[str, str], Decision] = {}
    others: list[Decision] = []
    notices: list[str] = []
    if not path.is_file():
        return found, (), ()
    for line, row in _table(path):
        try:
            decision = _decision(line, row)
        except ValueError as error:
            detail = words.get(f"notice.{error}")
            notices.append(words.get("notice.decision_ignored", line=line, detail=detail))
            continue
        if decision.decision in ACCEPTED:
            found[decision.fingerprint, decision.code] = decision
        else:
            others.append(decision)
    return found, tuple(others), tuple(notices)


def _table(path: Path) -> list[tuple[int, dict[str, Any]]]:
    """The lines of the file by number. An Indonesian Excel separates with semicolons, so both are read."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (UnicodeDecodeError, OSError) as error:
        raise UsageError(words.get("error.csv_broken", path=path.as_posix(), detail=str(error))) from error
    lines = text.splitlines()
    head = lines[0] if lines else ""
    reader = csv.DictReader(lines, delimiter=";" if head.count(";") > head.count(",") else ",")
    names = [name.strip().casefold().replace(" ", "_") for name in reader.fieldnames or ()]
    for column in COLUMNS:
        if column not in names:
            message = words.get("error.decisions_columns", path=path.as_posix(), column=column)
            raise UsageError(message, words.get("error.decisions_remedy", known=", ".join(COLUMNS)))
    reader.fieldnames = names
    return [(reader.line_num, row) for row in reader]


def _decision(line: int, row: dict[str, Any]) -> Decision:
    """One line; ValueError with the id of a notice where it cannot be used."""
    cells = {name: str(row.get(name) or "").strip() for name in COLUMNS}
    until: date | None = None
    if cells["until"]:
        try:
            until = date.fromisoformat(cells["until"])
        except ValueError:
            raise ValueError("decision_no_date") from None
    if not cells["fingerprint"] or not cells["code"]:
        raise ValueError("decision_no_code")
    return Decision(
        line,
        cells["fingerprint"].lower(),
        cells["code"].upper(),
        cells["rule_version"],
        cells["decision"].casefold(),
        cells["reason"],
        cells["by"],
        cells["date"],
        until,
    )

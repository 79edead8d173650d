"""One run's dealings with the stores of its office folders: what is known already, and what is to be kept."""

from __future__ import annotations

import hashlib
import os
import zlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from kinerja_docs import resources, words
from kinerja_docs.desk import Checked, Desk, Job, secret_of
from kinerja_docs.errors import ReadingError
from kinerja_docs.keeping import entry
from kinerja_docs.keeping.seal import name_of, seal, unseal
from kinerja_docs.keeping.stamp import stamp_of
from kinerja_docs.keeping.store import TOUCH_DAYS, Row, Store, Unusable, throw_away
from kinerja_docs.office import KEPT_FOLDER

DATABASE = "temuan.sqlite"
SWITCH = "KINERJA_DOCS_CACHE"  # empty: nothing is kept, here or elsewhere
TOGETHER = 100  # entries that are written in one transaction


def is_wanted() -> bool:
    """Whether this computer is to keep anything."""
    return os.environ.get(SWITCH) != ""


def _keeps(folder: Path | None) -> bool:
    """Whether there is a store for a folder; the practice offices that come with the program are not written to."""
    return folder is not None and not folder.is_relative_to(resources.samples_path())


@dataclass(frozen=True, slots=True)
class Hit:
    """A file that is known: where its entry is, and the key to it."""

    folder: Path
    name: bytes
    secret: bytes


@dataclass(slots=True)
class _Pending:
    """What is to be written to the store of one office."""

    rows: list[Row] = field(default_factory=list)
    used: list[bytes] = field(default_factory=list)


class Keeper:
    """The stores of a run. Nothing here raises: a store that cannot be used is noticed once and left alone."""

    def __init__(self, desk: Desk, today: date, notices: list[str], language: str) -> None:
        self.desk, self.today, self.notices, self.language = desk, today, notices, language
        self._store: tuple[Path, Store] | None = None  # the one that is open: files come office by office
        self._given_up: set[Path] = set()
        self._grown: set[Path] = set()
        self._stamps: dict[Path, str] = {}
        self._pending: dict[Path, _Pending] = {}

    def look(self, jobs: Sequence[Job]) -> list[Hit | None]:
        """Of each file, whether it is known. It is read for that, but not taken apart."""
        found: list[Hit | None] = [None] * len(jobs)
        by_folder: dict[Path, list[int]] = {}
        for number, job in enumerate(jobs):
            if job.office is not None and _keeps(job.office):
                by_folder.setdefault(job.office, []).append(number)
        beside = self._beside()
        for folder, numbers in by_folder.items():
            if self._ask_empty(folder):
                continue
            hits: dict[bytes, list[int]] = {}
            secrets: dict[bytes, bytes] = {}
            for number in numbers:
                secret = _secret(jobs[number])
                if secret is not None:
                    name = self._name(jobs[number], secret)
                    hits.setdefault(name, []).append(number)
                    secrets[name] = secret
            for name in self._known(folder, list(hits), beside):
                for number in hits[name]:
                    found[number] = Hit(folder, name, secrets[name])
        return found

    def load(self, hit: Hit, job: Job) -> Checked | None:
        """What was found in the file; None where the entry is gone or is not what was written."""
        store = self._open(hit.folder)
        if store is None:
            return None
        try:
            sealed = store.sealed(hit.name)
        except Unusable as error:
            self._give_up(hit.folder, error)
            return None
        data = unseal(sealed, hit.secret, hit.name) if sealed is not None else None
        if data is None:
            return None
        try:
            return entry.load(data, job)
        except (ValueError, KeyError, TypeError, AttributeError, zlib.error):
            return None

    def keep(self, job: Job, checked: Checked) -> None:
        """Keep what was found in a file that was read whole; what could not be read is tried anew each time."""
        whole = checked.failure is None and checked.fault is None and checked.result.status != "unreadable"
        lasts = whole and checked.secret and "chance" not in checked.looked
        if job.office is None or not _keeps(job.office) or not lasts:
            return
        name = self._name(job, checked.secret)
        day = self.today.isoformat() if "today" in checked.looked else ""
        beside = self._beside() if "shelf" in checked.looked else ""
        sealed = seal(entry.dump(checked), checked.secret, name)
        pending = self._pending.setdefault(job.office, _Pending())
        pending.rows.append(Row(name, day, beside, sealed))
        if len(pending.rows) >= TOGETHER:
            self._flush(job.office)

    def close(self) -> None:
        """Write what is left, and let go of everything."""
        for folder in list(self._pending):
            self._flush(folder)
        for folder in self._grown:
            store = self._open(folder)
            try:
                if store is not None:
                    store.prune(self.today.toordinal())
            except Unusable as error:
                self._give_up(folder, error)
        self._shut()

    def _known(self, folder: Path, names: list[bytes], beside: str) -> list[bytes]:
        store = self._open(folder)
        try:
            found = store.find(names) if store is not None else {}
        except Unusable as error:
            self._give_up(folder, error)
            return []
        day, number = self.today.isoformat(), self.today.toordinal()
        holding = [name for name, one in found.items() if one.day in ("", day) and one.beside in ("", beside)]
        old = [name for name in holding if abs(number - found[name].used) > TOUCH_DAYS]
        self._pending.setdefault(folder, _Pending()).used += old
        return holding

    def _ask_empty(self, folder: Path) -> bool:
        store = self._open(folder)
        try:
            return store is None or store.is_empty()
        except Unusable as error:
            self._give_up(folder, error)
            return True

    def _name(self, job: Job, secret: bytes) -> bytes:
        """All that an entry rests on beside the content, but for day and evidence, which its file may not need."""
        folder = job.office
        assert folder is not None
        if folder not in self._stamps:
            self._stamps[folder] = stamp_of(self.desk, folder)
        path = _path_in(folder, job.source.path)
        if job.role == "evidence":  # judged by its path as the report names it
            path = f"{job.source.path} {folder} {job.shared}"
        return name_of(secret, f"{self._stamps[folder]} {job.role} {path}")

    def _beside(self) -> str:
        """One word for the evidence that is open."""
        state = hashlib.sha256()
        for one in sorted(self.desk.exhibits, key=lambda one: one.path):
            state.update(f"{one.path} {one.sha256} {one.office} {one.failure}\n".encode("utf-8", "surrogatepass"))
        return state.hexdigest()

    def _flush(self, folder: Path) -> None:
        pending = self._pending.pop(folder, None)
        if pending is None or not (pending.rows or pending.used):
            return
        store = self._open(folder)
        if store is None:
            return
        try:
            store.write(pending.rows, pending.used, self.today.toordinal())
        except Unusable as error:
            self._give_up(folder, error)
            return
        if pending.rows:
            self._grown.add(folder)

    def _open(self, folder: Path) -> Store | None:
        if folder in self._given_up:
            return None
        if self._store is not None and self._store[0] == folder:
            return self._store[1]
        self._shut()
        path = folder / KEPT_FOLDER / DATABASE
        try:
            try:
                store = Store(path)
            except Unusable as error:
                if not error.damaged:
                    raise
                throw_away(path)
                self._notice("kept_anew", folder, str(error))
                store = Store(path)
        except Unusable as error:
            self._give_up(folder, error)
            return None
        self._store = folder, store
        return store

    def _shut(self) -> None:
        if self._store is not None:
            self._store[1].close()
            self._store = None

    def _give_up(self, folder: Path, error: Unusable) -> None:
        """Go on without the store; a damaged one is made anew, once, by the next run."""
        self._shut()
        self._given_up.add(folder)
        self._pending.pop(folder, None)
        if error.damaged:
            try:
                throw_away(folder / KEPT_FOLDER / DATABASE)
            except Unusable:
                pass
            else:
                self._notice("kept_anew", folder, str(error))
                return
        self._notice("not_kept", folder, str(error))

    def _notice(self, key: str, folder: Path, detail: str) -> None:
        path = (folder / KEPT_FOLDER / DATABASE).as_posix()
        self.notices.append(words.get(f"notice.{key}", self.language, path=path, detail=detail))


def _secret(job: Job) -> bytes | None:
    try:
        return secret_of(job.source.load())
    except (ReadingError, MemoryError):
        return None


def _path_in(folder: Path, path: str) -> str:
    """The path of a file in the office folder, wherever the run was started."""
    place = Path(os.path.abspath(path))
    return place.relative_to(folder).as_posix() if place.is_relative_to(folder) else place.as_posix()

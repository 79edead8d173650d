"""One store: an SQLite file in an office folder. Every method may raise :class:`Unusable`; several processes may have
it open at once, since writing takes one short transaction after another.
"""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

MOST_BYTES = 1024 * 1024 * 1024  # of all entries: a province's 100,000 files fit
UNUSED_DAYS = 120
TOUCH_DAYS = 7  # an entry that is used is noted anew so seldom, so that a run that changes nothing writes nothing
WAIT = 5.0  # seconds for another process to finish its transaction
_MANY = 500  # names in one question
_SCHEMA = 1
_TABLE = """
CREATE TABLE IF NOT EXISTS entries (
    name BLOB PRIMARY KEY, day TEXT NOT NULL, beside TEXT NOT NULL, used INTEGER NOT NULL, sealed BLOB NOT NULL
)
"""


class Unusable(Exception):
    """The store cannot be used. ``damaged``: what is there is no store (any more), and may be thrown away."""

    def __init__(self, detail: str, damaged: bool = False) -> None:
        super().__init__(detail)
        self.damaged = damaged


@dataclass(frozen=True, slots=True)
class Kept:
    """What is known of an entry without opening it: the day and the evidence that it holds for (empty: any), and the
    number of the day on which it was last used."""

    day: str
    beside: str
    used: int


@dataclass(frozen=True, slots=True)
class Row:
    """An entry to be written."""

    name: bytes
    day: str
    beside: str
    sealed: bytes


class Store:
    """The store at a path, which is made where it is not there."""

    def __init__(self, path: Path) -> None:
        with _told():
            path.parent.mkdir(exist_ok=True)
            self._base = sqlite3.connect(path, timeout=WAIT, isolation_level=None)
        try:
            with _told():
                self._prepare()
        except Unusable:
            self._base.close()
            raise

    def _prepare(self) -> None:
        ask = self._base.execute
        ask("PRAGMA synchronous = NORMAL")
        if ask("PRAGMA user_version").fetchone()[0] == _SCHEMA:
            return
        ask("PRAGMA journal_mode = WAL")
        ask("BEGIN IMMEDIATE")
        try:
            ask("DROP TABLE IF EXISTS entries")
            ask(_TABLE)
            ask(f"PRAGMA user_version = {_SCHEMA}")
            ask("COMMIT")
        except sqlite3.Error:
            self._base.rollback()
            raise

    def close(self) -> None:
        """Let go of the file."""
        with contextlib.suppress(sqlite3.Error):
            self._base.close()

    def find(self, names: Sequence[bytes]) -> dict[bytes, Kept]:
        """Those of the entries that are there."""
        found: dict[bytes, Kept] = {}
        with _told():
            for start in range(0, len(names), _MANY):
                some = names[start : start + _MANY]
                marks = ",".join("?" * len(some))
                asked = self._base.execute(
                    f"SELECT name, day, beside, used FROM entries WHERE name IN ({marks})",
                    some,
                )
                found |= {name: Kept(day, beside, used) for name, day, beside, used in asked}
        return found

    def sealed(self, name: bytes) -> bytes | None:
        """The entry as it was written."""
        with _told():
            found = self._base.execute("SELECT sealed FROM entries WHERE name = ?", (name,)).fetchone()
        return bytes(found[0]) if found is not None else None

    def is_empty(self) -> bool:
        """Whether nothing is kept."""
        with _told():
            return self._base.execute("SELECT 1 FROM entries LIMIT 1").fetchone() is None

    def write(self, rows: Iterable[Row], used: Iterable[bytes], today: int) -> None:
        """Put entries in, over older ones of the same names, and note that others were used; ``today`` is a number."""
        with _told(), self._transaction():
            self._base.executemany(
                "INSERT OR REPLACE INTO entries VALUES (?, ?, ?, ?, ?)",
                [(row.name, row.day, row.beside, today, row.sealed) for row in rows],
            )
            self._base.executemany("UPDATE entries SET used = ? WHERE name = ?", [(today, name) for name in used])

    def prune(self, today: int, most: int = MOST_BYTES) -> None:
        """Throw away what was not used for long, then what was used longest ago until the rest is small enough."""
        with _told(), self._transaction():
            ask = self._base.execute
            ask("DELETE FROM entries WHERE used < ? OR used > ?", (today - UNUSED_DAYS, today + UNUSED_DAYS))
            total = ask("SELECT COALESCE(SUM(LENGTH(sealed)), 0) FROM entries").fetchone()[0]
            oldest = ask("SELECT name, LENGTH(sealed) FROM entries ORDER BY used").fetchall() if total > most else []
            gone = []
            for name, size in oldest:
                if total <= most:
                    break
                total -= size
                gone.append((name,))
            self._base.executemany("DELETE FROM entries WHERE name = ?", gone)

    @contextlib.contextmanager
    def _transaction(self) -> Iterator[None]:
        self._base.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            self._base.execute("ROLLBACK")
            raise
        self._base.execute("COMMIT")


@contextlib.contextmanager
def _told() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise Unusable(error.strerror or str(error)) from error
    except sqlite3.Error as error:
        damaged = type(error) is sqlite3.DatabaseError or "malformed" in str(error)
        raise Unusable(str(error), damaged) from error


def throw_away(path: Path) -> None:
    """Remove a store that is damaged; :class:`Unusable` where that is not allowed."""
    with _told():
        for name in (path, *(path.with_name(path.name + end) for end in ("-wal", "-shm"))):
            name.unlink(missing_ok=True)

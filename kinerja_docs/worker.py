"""The inside of a worker process: it takes chunks of files from its parent and hands back one result after another.

It must be able to die at any moment: nothing is written, nothing is held that others wait for.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from multiprocessing import parent_process
from multiprocessing.connection import Connection
from threading import Lock
from typing import Any, Literal

from kinerja_docs import watching, words
from kinerja_docs.desk import DEBUG, Desk, Job
from kinerja_docs.errors import KinerjaError
from kinerja_docs.reading import limits

Task = Literal["check", "read"]
INTERNAL = 70


@dataclass(frozen=True, slots=True)
class Ready:
    """The worker stands at its desk."""


@dataclass(frozen=True, slots=True)
class Done:
    """One file is finished: what :meth:`Desk.check` or :meth:`Desk.read` gives. ``short``: memory ran out on it."""

    result: Any
    short: bool = False


@dataclass(frozen=True, slots=True)
class More:
    """The file in work asks for so many seconds from now."""

    seconds: int


@dataclass(frozen=True, slots=True)
class Seen:
    """The file in work was taken up (None), or read: (form, person or unit, year) of each document."""

    documents: tuple[tuple[str | None, str, int | None], ...] | None = None


@dataclass(frozen=True, slots=True)
class Broken:
    """An error that ends the run, such as a definition that cannot be used."""

    error: KinerjaError


def serve(inbox: Connection, outbox: Connection, desk: Desk, task: Task, others: Sequence[Connection]) -> None:
    """Works until the parent hangs up. ``others`` are ends of other workers' pipes that came along with a fork."""
    watching.stand_alone()
    parent = parent_process()
    if parent is not None:
        watching.end_with(parent.sentinel)
    for end in others:
        end.close()
    words.use(desk.lang)
    watching.confine(desk.limits.memory)
    try:
        outbox.send(Ready())
        while jobs := inbox.recv():
            for job in jobs:
                outbox.send(_done(desk, job, task, outbox))
    except (EOFError, OSError):  # the parent has gone
        return
    except Exception:  # a fault of ours outside any file: the parent sees that this worker is gone, and says so
        if os.environ.get(DEBUG):
            raise
        os._exit(INTERNAL)


def _done(desk: Desk, job: Job, task: Task, outbox: Connection) -> Done | Broken:
    seconds, lock = desk.limits.seconds, Lock()

    def grant(more: int) -> None:
        with lock:  # pages are recognised by several threads
            watching.end_at(seconds + more)
            outbox.send(More(more))

    limits.grant_time(grant)
    watching.end_at(seconds)
    run: Callable[[Job], Any] = desk.check if task == "check" else desk.read
    desk.told = lambda seen: outbox.send(Seen(seen))
    outbox.send(Seen())
    try:
        return Done(run(job))
    except MemoryError:
        return Done(None, short=True)
    except KinerjaError as error:
        return Broken(error)
    finally:
        watching.end_at(0)

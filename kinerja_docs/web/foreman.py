"""Hands drops to the worker process, one after another, and writes what it tells into the store.

A worker that dies costs its drop a second try; one that dies of it again makes it fail, with a word on its card.
"""

from __future__ import annotations

import contextlib
import itertools
import json
import logging
import multiprocessing
import os
import shutil
import signal
import sys
import threading
import time
from collections.abc import Callable
from datetime import date
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from kinerja_docs import watching, words
from kinerja_docs.office import DECISIONS
from kinerja_docs.web import results, runner
from kinerja_docs.web.before import MOST, write_before
from kinerja_docs.web.store import CANCELLED, DONE, FAILED, Drop, Store

TRIES = 2
MADE = "dokumen"  # the folder of documents that were made from templates
OFFICE, PRACTICE = "office", "practice"  # kinds of drops that are no upload
LOOK = 0.2  # seconds between two looks at a worker that says nothing
START_SECONDS = 120.0
FILES, RESULTS, BEFORE = "berkas", "hasil", "sebelumnya.json"
log = logging.getLogger(__name__)


class Foreman:
    """One thread, one worker. :meth:`start` and :meth:`stop` belong to the server's life."""

    def __init__(self, store: Store, office: Path | None, today: Callable[[], date], days: Callable[[], int]) -> None:
        """``days``: how long the files of a drop are kept."""
        self.store, self.office, self.today, self.days = store, office, today, days
        self.worker: _Worker | None = None
        self._wake, self._ending = threading.Event(), False
        self._cancelled: set[str] = set()
        self._thread = threading.Thread(target=self._run, name="foreman", daemon=True)

    def start(self) -> None:
        """Take up what an earlier run left, and wait for more."""
        self.store.resume()
        for folder in self.store.files_of("").glob("*"):  # of uploads that were cut off with the program
            if self.store.drop(folder.name) is None:
                shutil.rmtree(folder, ignore_errors=True)
        self._thread.start()

    def stop(self) -> None:
        """End the worker; a drop in work is taken up by the next run."""
        self._ending = True
        self._wake.set()
        self._thread.join(10)
        if self.worker is not None:
            self.worker.end()

    def wake(self) -> None:
        """There is a new drop."""
        self._wake.set()

    def cancel(self, drop: str) -> None:
        """Stop a drop, whether it waits or is in work."""
        self._cancelled.add(drop)
        self.store.end(drop, CANCELLED)
        self._wake.set()

    def again(self, drop: str, lang: str) -> None:
        """Check a drop once more, in this language."""
        self._cancelled.discard(drop)
        self.store.change(drop, {}, lang=lang, verdict="", numbers="{}")
        self.store.again(drop, attempts=0)
        self._wake.set()

    def forget(self, drop: str) -> None:
        """Throw away the files and texts of a drop."""
        shutil.rmtree(self.store.files_of(drop), ignore_errors=True)
        self.store.forget_texts(drop)

    def _run(self) -> None:
        while not self._ending:
            self._wake.clear()
            try:
                self._ready()
                self._sweep()
                while not self._ending and (drop := self.store.take_next()) is not None:
                    self._check(drop)
            except Exception:  # the page must go on; whoever runs it finds the trace in the log
                log.exception("the foreman stumbled")
                time.sleep(1)
            self._wake.wait(60)

    def _ready(self) -> _Worker:
        if self.worker is None or not self.worker.process.is_alive():
            if self.worker is not None:
                self.worker.end()
            self.worker = _Worker()
        return self.worker

    def _check(self, drop: Drop) -> None:
        if drop.attempts > TRIES:
            self.store.end(drop.id, FAILED, words.get("page.failed_worker", drop.lang))
            return
        folder = self.store.files_of(drop.id)
        shutil.rmtree(folder / RESULTS, ignore_errors=True)
        (folder / RESULTS).mkdir(parents=True, mode=0o700)
        decisions = folder / DECISIONS
        whole = self.office if drop.kind == OFFICE else None
        office = None if drop.kind == PRACTICE else self.office
        work = runner.Work(
            drop.id,
            whole or folder / FILES,
            folder / RESULTS,
            drop.lang,
            self.today(),
            office,
            before=self._before(drop),
            decisions=decisions if office is None and decisions.is_file() else None,
        )
        worker = self._ready()
        try:
            worker.inbox.send(work)
            if self._listen(worker, drop):
                return
        except (EOFError, OSError):
            worker.end()
        if self._ending:
            return
        if drop.id in self._cancelled:
            self.store.end(drop.id, CANCELLED)
        else:
            self.store.again(drop.id)

    def _before(self, drop: Drop) -> Path | None:
        """A report of what came before this drop."""
        path = self.store.files_of(drop.id) / BEFORE
        older = (
            one
            for one in self.store.drops(MOST * 2)
            if one.state == DONE and one.made < drop.made and one.kind != PRACTICE
        )
        reports = (results.read_report(self.store.files_of(one.id) / RESULTS) for one in itertools.islice(older, MOST))
        return path if write_before((one for one in reports if one is not None), path) else None

    def _listen(self, worker: _Worker, drop: Drop) -> bool:
        """Whether the worker came to the end of the drop."""
        while not self._ending:
            if drop.id in self._cancelled:
                worker.end()
                return False
            if not worker.outbox.poll(LOOK):
                if not worker.process.is_alive():
                    return False
                continue
            word, *told = worker.outbox.recv()
            if word == "free":
                return True
            self._note(drop, word, told)
        return False

    def _note(self, drop: Drop, word: str, told: list[Any]) -> None:
        store = self.store
        if word == "planned":
            store.put_cards(drop.id, told[0])
        elif word == "cards":
            store.change(drop.id, told[0])
        elif word == "judged":
            cards, summary = told
            numbers = json.dumps({key: value for key, value in summary.items() if isinstance(value, int)})
            store.change(drop.id, cards, verdict=summary["verdict"] or "none", numbers=numbers)
        elif word == "ready":
            store.end(drop.id, DONE)
        elif word == "failed":
            store.end(drop.id, FAILED, told[0])

    def _sweep(self) -> None:
        """Files and texts of old drops go."""
        days = self.days()
        for drop in self.store.older_than(days):
            self.forget(drop.id)
        for folder in (self.store.folder / MADE).glob("*"):
            if time.time() - folder.stat().st_mtime > days * 86_400:
                shutil.rmtree(folder, ignore_errors=True)


class _Worker:
    """The process, and the pipes to it."""

    def __init__(self) -> None:
        context: Any = multiprocessing.get_context("spawn")
        theirs, self.inbox = context.Pipe(duplex=False)
        self.outbox: Connection
        self.outbox, outbox = context.Pipe(duplex=False)
        self.process = context.Process(target=runner.serve, args=(theirs, outbox), name="kinerja-docs")
        with watching.deaf(), watching.without_main():
            self.process.start()
        theirs.close()
        outbox.close()
        if self.outbox.poll(START_SECONDS):
            with contextlib.suppress(EOFError, OSError):
                self.outbox.recv()

    def end(self) -> None:
        """End it, gently first, so that it ends its own workers."""
        if self.process.is_alive() and sys.platform != "win32":
            with contextlib.suppress(OSError):
                os.kill(self.process.pid, signal.SIGTERM)
            self.process.join(3)
        if self.process.is_alive():
            watching.end_tree(self.process.pid)
        self.process.join(5)
        self.inbox.close()
        self.outbox.close()

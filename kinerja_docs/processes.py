"""Checking in several processes: chunks of files, each process with a desk of its own, started by spawn.

A process that dies (of a file that crashes a library, or for want of memory) takes its chunk with it; the files of that
chunk are then taken one by one, so that only the file that kills is lost.
"""

from __future__ import annotations

import multiprocessing
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from datetime import date

from kinerja_docs import words
from kinerja_docs.desk import Checked, Desk, Job
from kinerja_docs.model import FileResult
from kinerja_docs.reading.limits import Limits

_desks: list[Desk] = []  # of a worker process: one, put there when the pool starts it


def start_worker(today: date, lang: str, limits: Limits) -> None:
    """Prepares a worker process: it gets its own desk, language and definitions."""
    words.use(lang)
    _desks[:] = [Desk(today, lang, limits)]


def check_in_worker(jobs: list[Job]) -> list[Checked]:
    """Checks a chunk of files at the desk of this process."""
    return [_desks[0].check(job) for job in jobs]


def check_in_processes(chunks: Sequence[list[Job]], workers: int, desk: Desk) -> Iterator[Checked]:
    """The checked files in order. ``desk`` tells how the desks of the processes are to be made."""
    pool = _pool(workers, desk)
    try:
        futures = [_submit(pool, chunk) for chunk in chunks]
        for future, chunk in zip(futures, chunks, strict=True):
            try:
                yield from future.result()
            except BrokenProcessPool:
                yield from _one_by_one(chunk, desk)
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


def _submit(pool: ProcessPoolExecutor, jobs: list[Job]) -> Future[list[Checked]]:
    """The future of a chunk; one that has failed where the pool is broken already."""
    try:
        return pool.submit(check_in_worker, jobs)
    except BrokenProcessPool as error:
        failed: Future[list[Checked]] = Future()
        failed.set_exception(error)
        return failed


def _one_by_one(jobs: Sequence[Job], desk: Desk) -> Iterator[Checked]:
    pool = _pool(1, desk)
    for job in jobs:
        try:
            yield from pool.submit(check_in_worker, [job]).result()
        except BrokenProcessPool as error:
            result = FileResult(job.source.path, "", 0, job.role, "unreadable")
            yield Checked(result, fault=type(error).__name__)
            pool = _pool(1, desk)
    pool.shutdown()


def _pool(workers: int, desk: Desk) -> ProcessPoolExecutor:
    return ProcessPoolExecutor(
        workers,
        mp_context=multiprocessing.get_context("spawn"),
        initializer=start_worker,
        initargs=(desk.today, desk.lang, desk.limits),
    )

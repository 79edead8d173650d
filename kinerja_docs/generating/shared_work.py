"""A batch over several processes: the same documents and the same ledger as by one, sooner."""

from __future__ import annotations

import multiprocessing
import signal
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from typing import Any, TypeVar

from kinerja_docs import words
from kinerja_docs.errors import KinerjaError
from kinerja_docs.watching import start_method

CHUNK = 16  # lines that a process takes at once
Given = TypeVar("Given")
Got = TypeVar("Got")
_work: list[Callable[[Any], Any]] = []  # of this process: one at most


def in_order(make: Callable[[], Callable[[Given], Got]], given: Sequence[Given], workers: int) -> Iterator[Got]:
    """What the work gives for each, in their order. ``make`` is called once in each process and gives the work, so that
    what it needs is made ready there; it, what is given and what comes out must be picklable.

    An error of the work is raised here, and what has not begun is left. Raises :class:`KinerjaError` where a process
    was killed.
    """
    chunks = [given[first : first + CHUNK] for first in range(0, len(given), CHUNK)]
    context = multiprocessing.get_context(start_method())
    pool = ProcessPoolExecutor(min(workers, len(chunks)), context, initializer=_begin, initargs=(make,))
    try:
        for found in pool.map(_chunk, chunks):
            yield from found
    except BrokenProcessPool as error:
        raise KinerjaError(words.get("error.worker_gone"), words.get("error.worker_gone_remedy")) from error
    finally:
        pool.shutdown(cancel_futures=True)


def _begin(make: Callable[[], Callable[[Any], Any]]) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the run that began it ends it
    _work[:] = [make()]


def _chunk(given: Sequence[Any]) -> list[Any]:
    (work,) = _work
    return [work(one) for one in given]

"""A batch over several processes: the same documents and the same ledger as by one, sooner."""

from __future__ import annotations

import gc
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
_given: Sequence[Any] = ()  # of a process that was forked: what its parent had in memory


def in_order(make: Callable[[], Callable[[Given], Got]], given: Sequence[Given], workers: int) -> Iterator[Got]:
    """What the work gives for each, in their order. ``make`` is called once in each process and gives the work, so that
    what it needs is made ready there; it, what is given and what comes out must be picklable. A forked process has all
    that is given in memory and is told places only.

    An error of the work is raised here, and what has not begun is left. Raises :class:`KinerjaError` where a process
    was killed.
    """
    chunks = [range(first, min(first + CHUNK, len(given))) for first in range(0, len(given), CHUNK)]
    method = start_method()
    forks = method == "fork"
    context = multiprocessing.get_context(method)
    begin = (make, given if forks else ())
    pool = ProcessPoolExecutor(min(workers, len(chunks)), context, initializer=_begin, initargs=begin)
    try:
        told = chunks if forks else [given[chunk.start : chunk.stop] for chunk in chunks]
        for found in pool.map(_chunk, told):
            yield from found
    except BrokenProcessPool as error:
        raise KinerjaError(words.get("error.worker_gone"), words.get("error.worker_gone_remedy")) from error
    finally:
        pool.shutdown(cancel_futures=True)


def _begin(make: Callable[[], Callable[[Any], Any]], given: Sequence[Any]) -> None:
    global _given
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the run that began it ends it
    _work[:], _given = [make()], given
    gc.freeze()  # what is there stays, so that no collection goes through it, nor copies the memory of a fork


def _chunk(told: range | Sequence[Any]) -> list[Any]:
    (work,) = _work
    return [work(_given[one] if isinstance(told, range) else one) for one in told]

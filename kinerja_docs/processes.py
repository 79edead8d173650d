"""Files are read and checked in worker processes, so that one bad file costs its own time only.

A worker that takes too long or too much over a file is ended, and a worker may end by itself, of a file that crashes a
library. Then that file alone has its failure, the rest of its chunk goes to the next worker, and the order stays.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from multiprocessing.connection import Connection, wait
from typing import Any

from kinerja_docs import watching, worker
from kinerja_docs.desk import Desk, Job
from kinerja_docs.outcome import Failure
from kinerja_docs.reading.limits import shown

CHUNK = 25  # files that a worker gets at once: large enough that hand-outs cost nothing, small enough to share evenly
LOOK = 0.1  # seconds between two looks at the workers
START_SECONDS = 120.0
CRASHED = Failure("BRK001", "crashed")


class CannotStart(Exception):
    """This system gives us no worker process."""


@dataclass(frozen=True, slots=True)
class _Turn:
    """A file in its place in the order. ``alone``: a worker that had others before broke off at it."""

    number: int
    job: Job
    alone: bool = False


@dataclass(slots=True, eq=False)
class _Worker:
    """One process, and what the parent knows of it."""

    process: Any
    inbox: Connection
    outbox: Connection
    until: float  # when the file in work, or the start, has taken too long
    turns: deque[_Turn] = field(default_factory=deque)
    ready: bool = False
    done: int = 0
    resting: int = 0  # bytes it holds without a file

    @property
    def idle(self) -> bool:
        return self.ready and not self.turns


class Crew:
    """The workers of one run. A context manager: whatever ends the run, no worker outlives it."""

    def __init__(
        self, desk: Desk, task: worker.Task, workers: int, told: Callable[[Job, worker.Seen], None] | None = None
    ) -> None:
        """``told``: of each file that a worker takes up, and of what it is once it is read."""
        self.told = told
        self.desk = desk
        self.task = task
        self.size = workers
        self.limits = desk.limits
        self.workers: list[_Worker] = []
        self.pending: deque[_Turn] = deque()
        self.results: dict[int, Any] = {}

    def __enter__(self) -> Crew:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        for one in self.workers:
            one.inbox.close()  # it has no work left, or shall have none: most go by themselves then
        for one in self.workers:
            if kind is None and one.idle:
                one.process.join(1)
            _end(one)

    def work(self, jobs: Sequence[Job]) -> Iterator[Any]:
        """The result of each job, in order. Raises :class:`CannotStart` before the first one, and what a worker
        raised as :class:`KinerjaError`."""
        self.pending = deque(_Turn(number, job) for number, job in enumerate(jobs))
        for _ in range(min(self.size, len(jobs))):
            self.workers.append(self._start())
        for number in range(len(jobs)):
            while number not in self.results:
                self._hand_out()
                self._listen()
                self._look()
            yield self.results.pop(number)

    def _start(self) -> _Worker:
        context: Any = multiprocessing.get_context(watching.start_method())
        inbox, ours = context.Pipe(duplex=False)
        theirs, outbox = context.Pipe(duplex=False)
        forked = context.get_start_method() == "fork"
        apart = contextlib.nullcontext() if forked else watching.without_main()
        others = [ours, theirs, *(end for one in self.workers for end in (one.inbox, one.outbox))] if forked else ()
        process = context.Process(target=worker.serve, args=(inbox, outbox, self.desk, self.task, others), daemon=True)
        try:
            with watching.deaf(), apart:
                process.start()
        except (OSError, AssertionError) as error:  # AssertionError: a daemon of somebody else may have no children
            raise CannotStart from error
        finally:
            inbox.close()
            outbox.close()
        return _Worker(process, ours, theirs, time.monotonic() + START_SECONDS)

    def _hand_out(self) -> None:
        for one in [one for one in self.workers if one.idle]:
            if not self.pending:
                return
            if self.pending[0].alone and one.done:
                one = self._replace(one)
                continue
            share = -(-len(self.pending) // (2 * self.size))
            count = 1 if self.pending[0].alone else max(1, min(CHUNK, share))
            one.turns.extend(self.pending.popleft() for _ in range(count))
            one.until = time.monotonic() + self.limits.seconds
            try:
                one.inbox.send([turn.job for turn in one.turns])
            except OSError:  # it has ended; its outbox tells
                continue

    def _listen(self) -> None:
        ready = wait([one.outbox for one in self.workers], LOOK)
        for one in [one for one in self.workers if one.outbox in ready]:
            try:
                while one in self.workers and one.outbox.poll():
                    self._hear(one, one.outbox.recv())
            except (EOFError, OSError):
                self._ended(one)

    def _hear(self, one: _Worker, message: Any) -> None:
        now = time.monotonic()
        if isinstance(message, worker.Broken):
            raise message.error
        if isinstance(message, worker.More):
            one.until = max(one.until, now + message.seconds)
            return
        if isinstance(message, worker.Ready):
            one.ready, one.resting = True, watching.resident(one.process.pid)
            return
        if isinstance(message, worker.Seen):
            if self.told is not None:
                self.told(one.turns[0].job, message)
            return
        one.until = now + self.limits.seconds
        if message.short:
            self._over(one, "memory")
            return
        self.results[one.turns.popleft().number] = message.result
        one.done += 1

    def _look(self) -> None:
        """End the workers that take too long or too much."""
        now = time.monotonic()
        for one in list(self.workers):
            if not one.ready and now > one.until:
                raise CannotStart
            if one.turns and now > one.until:
                self._over(one, "seconds")
            elif one.turns and watching.resident(one.process.pid) - one.resting > self.limits.memory:
                self._over(one, "memory")

    def _over(self, one: _Worker, reason: str) -> None:
        """The file in work goes over a limit. What memory earlier files left behind is not held against it."""
        detail = shown(reason, getattr(self.limits, reason))
        again = reason == "memory" and one.done > 0
        self._give_up(one, Failure("BRK006", reason, detail), again)

    def _ended(self, one: _Worker) -> None:
        """A worker has ended by itself: of its file, unless it had others before, whose traces may be the cause."""
        if not one.ready:
            raise CannotStart
        self._give_up(one, CRASHED, again=one.done > 0)

    def _give_up(self, one: _Worker, failure: Failure, again: bool) -> None:
        if one.turns:
            turn, *rest = one.turns
            self.pending.extendleft(reversed(rest))
            if again:
                self.pending.appendleft(replace(turn, alone=True))
            else:
                self.results[turn.number] = self.desk.refuse(turn.job, failure, self.task)
        self._replace(one)

    def _replace(self, one: _Worker) -> _Worker:
        _end(one)
        place = self.workers.index(one)
        self.workers.remove(one)  # first, so that the new one gets no ends of pipes that are closed
        self.workers.insert(place, fresh := self._start())
        return fresh


def _end(one: _Worker) -> None:
    if one.process.is_alive():
        watching.end_tree(one.process.pid)
    one.inbox.close()
    one.outbox.close()
    one.process.join(5)


def in_this_process(desk: Desk, task: worker.Task, jobs: Iterable[Job]) -> Iterator[Any]:
    """The result of each job, in order, where there is no worker to be had: nobody can stop a file then."""
    run: Callable[[Job], Any] = desk.check if task == "check" else desk.read
    for job in jobs:
        try:
            yield run(job)
        except MemoryError:
            yield desk.refuse(job, Failure("BRK006", "memory", shown("memory", desk.limits.memory)), task)

"""Work on foreign files beside the checking of drops: in a process of its own with bounds of time and memory."""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing.connection import Connection
from typing import Any

from kinerja_docs import watching, words
from kinerja_docs.errors import KinerjaError, ReadingError
from kinerja_docs.reading.limits import DEFAULT

SECONDS = 180.0


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of it: a result, or words about what went wrong."""

    result: Any = None
    problem: str = ""


def run(task: Callable[..., Any], *given: Any, lang: str, seconds: float = SECONDS) -> Answer:
    """Call ``task``, a function of a module, elsewhere. Nothing that it does to its process reaches this one."""
    context: Any = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe(duplex=False)
    process = context.Process(target=_serve, args=(theirs, task, given, lang, seconds), daemon=False)
    with watching.deaf(), watching.without_main():
        process.start()
    theirs.close()
    try:
        if not ours.poll(seconds):
            return Answer(problem=words.get("page.aside_slow", lang, seconds=int(seconds)))
        found = ours.recv()
        return found if isinstance(found, Answer) else Answer(problem=words.get("page.aside_crashed", lang))
    except (EOFError, OSError):
        return Answer(problem=words.get("page.aside_crashed", lang))
    finally:
        if process.is_alive():
            process.join(1)
        if process.is_alive():
            watching.end_tree(process.pid)
        process.join(5)
        ours.close()


def _serve(outbox: Connection, task: Callable[..., Any], given: tuple[Any, ...], lang: str, seconds: float) -> None:
    watching.stand_alone()
    words.use(lang)
    watching.confine(DEFAULT.memory)
    watching.end_at(int(seconds))
    try:
        answer = Answer(task(*given))
    except ReadingError as error:
        reason = words.find(f"reason.{error.reason}", lang) or error.reason
        answer = Answer(problem=f"{reason[:1].upper()}{reason[1:]}.")
    except KinerjaError as error:
        answer = Answer(problem=str(error))
    except MemoryError:
        answer = Answer(problem=words.get("page.aside_memory", lang))
    except Exception as error:
        answer = Answer(problem=words.get("page.failed_fault", lang, kind=type(error).__name__))
    outbox.send(answer)

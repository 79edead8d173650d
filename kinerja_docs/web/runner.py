"""The inside of the page's worker: a process of its own that checks one drop after another through the api.

It is kept warm, so that a small drop is answered at once, and may be killed at any moment: what it writes it writes
whole, and the page has the drop checked once more.
"""

from __future__ import annotations

import contextlib
import importlib
import json
import os
import signal
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from kinerja_docs import office, watching, words
from kinerja_docs.desk import DEBUG
from kinerja_docs.errors import KinerjaError
from kinerja_docs.options import Options, Told

MOST_WORKERS = 4
WARM = ("docxtpl", "spacy.matcher", "xlsxwriter")  # what takes longest to import, and most drops need


@dataclass(frozen=True, slots=True)
class Work:
    """One drop to check: ``files`` is its folder, ``results`` where everything made of it goes."""

    drop: str
    files: Path
    results: Path
    lang: str
    today: date
    office: Path | None = None
    before: Path | None = None  # a report of the same documents as they came earlier
    decisions: Path | None = None  # what people decided about this drop, where there is no office folder


def serve(inbox: Connection, outbox: Connection) -> None:
    """Works until the page hangs up. What it sends are tuples: a word, and what belongs to it."""
    watching.stand_alone()
    if sys.platform != "win32":
        signal.signal(signal.SIGTERM, _interrupt)
    from multiprocessing import parent_process

    parent = parent_process()
    if parent is not None:
        watching.end_with(parent.sentinel)
    from kinerja_docs import api  # the page is answered sooner when this is there before the first drop

    outbox.send(("awake",))
    _warm(inbox)
    with contextlib.suppress(EOFError, OSError, KeyboardInterrupt):
        while work := inbox.recv():
            try:
                _check(api, work, outbox)
            except KinerjaError as error:
                outbox.send(("failed", str(error)))
            except OSError as error:
                outbox.send(("failed", words.get("page.failed_disk", work.lang, detail=error.strerror or str(error))))
            except Exception as error:
                if os.environ.get(DEBUG):
                    raise
                outbox.send(("failed", words.get("page.failed_fault", work.lang, kind=type(error).__name__)))
            outbox.send(("free",))


def _warm(inbox: Connection) -> None:
    """Load while nobody waits what the first drop would have to wait for; it stops where one has come."""
    from kinerja_docs.checking.registry import ALL_KINDS
    from kinerja_docs.definitions.checklist import load_checklists

    with contextlib.suppress(EOFError, OSError, KeyboardInterrupt):
        if not inbox.poll():
            with contextlib.suppress(KinerjaError):  # the drop that needs them is told
                load_checklists(None, ALL_KINDS)
        for name in WARM:
            if inbox.poll():
                return
            with contextlib.suppress(ImportError):
                importlib.import_module(name)


def _interrupt(number: int, frame: object) -> None:
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    raise KeyboardInterrupt


def _check(api: Any, work: Work, outbox: Connection) -> None:
    from kinerja_docs.web import results

    words.use(work.lang)
    with _inside(work.files):
        paths = arguments(work.files)
        listener = _Listener(work, outbox)
        options = Options(
            office=work.office,
            today=work.today,
            language=work.lang,
            workers=_workers(len(listener.received)),
            annotate=work.results / results.COPIES,
            force=True,
            told=listener,
            baseline=work.before,
            decisions=work.decisions,
        )
        outcome = api.check(paths, options)
        results.write_reports(outcome, work.today, work.results)
    outbox.send(("ready", outcome.verdict or "none"))


def arguments(folder: Path) -> list[str]:
    """What stands at the top of a drop, or of an office folder without its settings."""
    kept = office.load(folder) if (folder / office.SETTINGS).is_file() else None
    entries = sorted(entry.name for entry in folder.iterdir())
    if kept is None:
        return entries
    return [name for name in entries if not name.startswith(".") and kept.is_submission(folder.absolute() / name)]


def _workers(files: int) -> int:
    """One for a small drop, which is answered soonest so."""
    return max(1, min(MOST_WORKERS, (os.cpu_count() or 1) - 1, files // 8))


@contextlib.contextmanager
def _inside(folder: Path) -> Iterator[None]:
    """Paths in reports are those of the tree that was dropped."""
    before = Path.cwd()
    os.chdir(folder)
    try:
        yield
    finally:
        os.chdir(before)


class _Listener:
    """Turns what a run tells into changes of cards."""

    def __init__(self, work: Work, outbox: Connection) -> None:
        self.work, self.outbox = work, outbox
        top = set(arguments(work.files))
        files = (path.relative_to(work.files) for path in work.files.rglob("*") if path.is_file())
        self.received = sorted(path.as_posix() for path in files if path.parts[0] in top)
        self.planned: list[tuple[str, str]] = []  # path, role
        self.numbers: dict[str, int] = {}

    def __call__(self, told: Told) -> None:
        if told.step == "planned":
            self.planned.append((told.path, told.what))
            return
        if not self.numbers:
            self.make_cards()
        if told.step == "judged":
            from kinerja_docs.web import before, results

            again: set[str] = set()
            if self.work.before is not None:
                again = before.narrow(told.what, json.loads(self.work.before.read_text(encoding="utf-8")))
            cards = results.write_view(told.what, self.numbers, self.work.results, again)
            self.outbox.send(("judged", cards, told.what.summary()))
        elif told.step == "returned":
            folder = self.work.results / results_folder()
            copies = {self.numbers[path]: copy.relative_to(folder).as_posix() for path, copy in told.what.items()}
            self.outbox.send(("cards", {number: {"copy": copy} for number, copy in copies.items()}))
        elif told.path in self.numbers:
            self.outbox.send(("cards", {self.numbers[told.path]: _step(told)}))

    def make_cards(self) -> None:
        """One card for each file that is read, and one for each that came and is passed over: nothing gets lost."""
        mine = [(path, role) for path, role in self.planned if not Path(path).is_absolute()]
        covered = {path.split("!/", 1)[0] for path, _ in mine}
        cards: list[dict[str, Any]] = [{"path": path, "role": role} for path, role in mine]
        cards += [
            {"path": path, "stage": "skipped", "why": words.get("page.passed_over", self.work.lang)}
            for path in self.received
            if path not in covered
        ]
        for number, card in enumerate(cards):
            card["number"] = number
            self.numbers.setdefault(card["path"], number)
        self.outbox.send(("planned", cards))


def results_folder() -> str:
    """Where copies with remarks go, below the folder of results."""
    from kinerja_docs.web import results

    return results.COPIES


def _step(told: Told) -> dict[str, Any]:
    if told.step == "taken":
        return {"stage": "reading"}
    if told.step == "read":
        return {"stage": "read", "about": json.dumps(told.what)}
    _, counts = told.what
    return {"stage": "checked", "numbers": json.dumps(counts)}

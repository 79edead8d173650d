"""Several processes: a file that kills its process is lost alone."""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import date

import pytest

from kinerja_docs.desk import Desk, Job
from kinerja_docs.processes import check_in_processes

pytestmark = pytest.mark.slow


@dataclass
class Deadly:
    """A source that ends the process that loads it, as a crash in a library does."""

    path: str

    def load(self) -> bytes:
        os._exit(9)


@dataclass
class Plain:
    """A source with a line of text."""

    path: str

    def load(self) -> bytes:
        return b"Rapat berjalan lancar.\n"


def test_a_file_that_kills_its_process_is_lost_alone() -> None:
    sources = [Plain("a.txt"), Deadly("b.txt"), Plain("c.txt"), Plain("d.txt")]
    jobs = [Job(source) for source in sources]  # type: ignore[arg-type]
    checked = list(check_in_processes([jobs[:2], jobs[2:]], 2, Desk(date(2026, 11, 20), "id")))
    assert [one.result.path for one in checked] == ["a.txt", "b.txt", "c.txt", "d.txt"]
    assert [one.fault is not None for one in checked] == [False, True, False, False]
    assert [one.result.status for one in checked] == ["read", "unreadable", "read", "read"]

"""How a run is to go."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, Literal

from kinerja_docs.reading.limits import DEFAULT, Limits


@dataclass(frozen=True, slots=True)
class Told:
    """What a run tells about one file (or, with an empty path, about all) while it goes on, in this order.

    ``planned``: role; ``taken``: None; ``read``: (form, person or unit, year) of each document; ``checked``: status and
    numbers of findings by severity, before files are compared; ``judged``: the finished CheckOutcome; ``returned``: the
    copies with remarks by path.
    """

    step: Literal["planned", "taken", "read", "checked", "judged", "returned"]
    path: str = ""
    what: Any = None


@dataclass(frozen=True, slots=True)
class Options:
    """What the caller of ``read`` and ``check`` chooses.

    ``office``: the office folder, else it is looked for; ``select`` and ``ignore``: prefixes of codes, several in one
    text parted by commas; ``progress`` is told after each file how many of how many are done.
    """

    office: Path | None = None
    reference: Sequence[str] = ()
    evidence: Sequence[str] = ()
    select: Sequence[str] = ()
    ignore: Sequence[str] = ()
    today: date = field(default_factory=date.today)
    workers: int = 1
    annotate: Path | None = None  # of ``check``: where copies with remarks go
    force: bool = False  # copies may stand over older ones
    baseline: Path | None = None  # of ``check``: an older JSON report of the same documents
    skeleton: bool = False  # of ``read``: the frame of each document instead of its content
    language: str = "id"
    limits: Limits = DEFAULT
    progress: Callable[[int, int], None] | None = None
    decisions: Path | None = None  # of ``check``: a keputusan.csv for files that no office folder rules
    sheets: bool = False  # of ``check``: what each employee has to do is worked out too
    cache: bool = True  # of ``check``: what is found in the files of an office folder is kept there for the next run
    told: Callable[[Told], None] | None = None  # of ``check``: each step of each file

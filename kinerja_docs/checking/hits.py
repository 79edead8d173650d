"""What a check kind gets and what it gives. The engine stamps code, severity, words and fingerprint on a hit."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

from kinerja_docs.model import Confidence, Document, Location, Record, Severity

if TYPE_CHECKING:
    from pydantic import BaseModel

    from kinerja_docs.evidence import Shelf
    from kinerja_docs.office import Office


@dataclass(slots=True)
class Hit:
    """One place where a check did not hold.

    ``params`` fill the item's message and fix (``{nama}``). ``table``, ``column`` and ``key`` (the row's normalised
    key text) make the fingerprint stable; ``row`` and ``group`` let the engine silence within a row or an RHK.
    """

    at: Location
    related: tuple[Location, ...] = ()
    params: Mapping[str, str] = field(default_factory=dict)
    table: str = ""
    column: str = ""
    key: str = ""
    row: int | None = None
    group: int | None = None
    variant: str = ""  # picks ``message``/``fix`` variants of the item, where it has some
    severity: Severity | None = None  # only where the contract gives one code two severities
    confidence: Confidence | None = None  # likewise, since what is likely is no error


class Skip(Exception):
    """Raised by a kind whose input is absent: the check is reported as skipped, never as passed."""

    def __init__(self, reason_code: str) -> None:
        super().__init__(reason_code)
        self.reason_code = reason_code


class Context:
    """What a check may look at beside its record.

    ``document``: the file as read, None where it could not be read; ``records``: all documents of the same file;
    ``failure``: (BRK code, reason id, detail) of a file that was not read. ``today`` and ``shelf`` (the evidence; None
    where none was given) change while the file stays as it is: ``looked`` notes which of them somebody asked for.
    """

    __slots__ = ("_shelf", "_today", "document", "failure", "looked", "office", "records")

    def __init__(
        self,
        today: date,
        document: Document | None = None,
        records: list[Record] | None = None,
        office: Office | None = None,
        failure: tuple[str, str, str] | None = None,
        shelf: Shelf | None = None,
    ) -> None:
        self._today, self._shelf = today, shelf
        self.document, self.records = document, records if records is not None else []
        self.office, self.failure = office, failure
        self.looked: set[str] = set()

    @property
    def today(self) -> date:
        """The day of the run."""
        self.looked.add("today")
        return self._today

    @property
    def shelf(self) -> Shelf | None:
        """The evidence."""
        self.looked.add("shelf")
        return self._shelf

    def of(self, document: Document | None, records: list[Record]) -> Context:
        """The same for another file; what is looked at is noted here too."""
        twin = Context(self._today, document, records, self.office, self.failure, self._shelf)
        twin.looked = self.looked
        return twin


@dataclass(frozen=True, slots=True)
class Kind:
    """A check kind: its parameters (a pydantic model of the item's ``with``) and its function."""

    params: type[BaseModel]
    run: Callable[[Any, Record, Context], Iterable[Hit]]
    scope: str = "record"  # "record": for each document; "file": once for each file (record: the first, or empty)

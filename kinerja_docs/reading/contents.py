"""What stands in a file, before any reader looks at it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from kinerja_docs.reading.limits import Limits
from kinerja_docs.reading.package import Package


@dataclass(frozen=True)
class Contents:
    """The bytes of one file, its contract path, and the limits that its reader must keep."""

    data: bytes
    path: str
    limits: Limits

    @cached_property
    def package(self) -> Package:
        """The parts of a zip-based Office file, opened once; BRK001 or BRK006 if they cannot be."""
        return Package(self.data, self.limits)

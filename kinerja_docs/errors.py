"""One tree of errors. Each says what happened and what to do next, and carries the exit code of the command."""

from __future__ import annotations


class KinerjaError(Exception):
    """Root of all errors that a user may see. ``exit_code`` follows the contract."""

    exit_code = 70

    def __init__(self, message: str, remedy: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.remedy = remedy

    def __str__(self) -> str:
        return f"{self.message} {self.remedy}".strip()


class UsageError(KinerjaError):
    """The command was called in a way that cannot work (wrong option, output exists)."""

    exit_code = 2


class DefinitionError(KinerjaError):
    """A layout, checklist, word list or template in use cannot be loaded. Names file and line."""

    exit_code = 4

    def __init__(self, path: str, line: int | None, message: str, remedy: str = "") -> None:
        place = f"{path}:{line}" if line else path
        super().__init__(f"{place}: {message}", remedy)
        self.path = path
        self.line = line


class ReadingError(KinerjaError):
    """A file that cannot be read. ``code`` is the BRK finding it becomes, ``reason`` an id of the words room."""

    exit_code = 3

    def __init__(self, code: str, reason: str, detail: str = "") -> None:
        super().__init__(f"{code}: {reason} {detail}".strip())
        self.code = code
        self.reason = reason
        self.detail = detail

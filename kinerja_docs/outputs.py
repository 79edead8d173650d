"""Results on the disk: under a temporary name first, moved into place when whole; nothing half-written stays."""

from __future__ import annotations

import contextlib
import errno
import os
import stat
from pathlib import Path

from kinerja_docs import words
from kinerja_docs.errors import UsageError


def write_whole(path: Path, content: bytes, parents: bool = False) -> None:
    """Write a file, over an older one too; a device or pipe is written to. ``parents``: make its folder first.

    :class:`UsageError` with a remedy where it cannot be written.
    """
    draft = path.with_name(f".{path.name[:60]}.{os.getpid()}.tmp")
    moved = False
    try:
        if _special(path):
            path.write_bytes(content)
            return
        try:
            draft.write_bytes(content)
        except FileNotFoundError:
            if not parents:
                raise
            path.parent.mkdir(parents=True, exist_ok=True)
            draft.write_bytes(content)
        os.replace(draft, path)
        moved = True
    except OSError as error:
        raise cannot_write(path.as_posix(), error) from error
    finally:  # whatever happened, Ctrl-C included, nothing half-written stays
        if not moved:
            with contextlib.suppress(OSError):
                draft.unlink(missing_ok=True)


def _special(path: Path) -> bool:
    """Whether it is there and no file: a device or a pipe, or a folder, which is refused by writing to it."""
    try:
        return not stat.S_ISREG(os.stat(path).st_mode)
    except (FileNotFoundError, NotADirectoryError):
        return False


def refuse_over(path: Path, force: bool) -> None:
    """A :class:`UsageError` where something is there already and may not be written over."""
    if path.exists() and not force:
        raise UsageError(words.get("error.exists", path=path.as_posix()), words.get("error.exists_remedy"))


def cannot_write(place: str, error: OSError) -> UsageError:
    """Why an output cannot be written, and what to do."""
    message = words.get("error.cannot_write", path=place, detail=error.strerror or str(error))
    full = error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
    return UsageError(message, words.get("error.disk_full_remedy" if full else "error.cannot_write_remedy"))

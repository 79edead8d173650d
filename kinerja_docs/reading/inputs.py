"""From the paths on the command line to the files that are read: folders and zip archives opened up, in memory only.

Nothing here raises for what it meets. A path that is not there, a folder that may not be opened, a broken or locked
archive becomes a :class:`Source` with a ``failure``, so that it is reported like any other file.
"""

from __future__ import annotations

import io
import os
import stat
import threading
import zipfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath
from types import TracebackType

from kinerja_docs.errors import ReadingError
from kinerja_docs.reading.limits import DEFAULT, Limits, exceeded
from kinerja_docs.reading.package import judge, member_name, open_zip, unpack

INSIDE = "!/"
ARCHIVE = ".zip"
LITTER = frozenset(("thumbs.db", "desktop.ini", "ehthumbs.db", "__macosx"))
OFFICE_PARTS = frozenset(("[content_types].xml", "mimetype"))
Exclude = Callable[[Path], bool] | frozenset[Path]


@dataclass(frozen=True, slots=True)
class Source:
    """One file to read. ``path`` is the contract's path; ``file`` the file on disk, in which ``inside`` leads through
    zip archives (the n-th member of each). Small and without open files, so that it can travel between processes."""

    path: str
    file: str
    size: int = 0  # bytes, unpacked
    inside: tuple[int, ...] = ()
    refusal: tuple[str, str, str] | None = None  # of what it fails already: code, reason, detail
    limits: Limits = field(default=DEFAULT, repr=False)

    @property
    def failure(self) -> ReadingError | None:
        """Why the file cannot be read, where that is known without opening it."""
        return ReadingError(*self.refusal) if self.refusal is not None else None

    @property
    def suffix(self) -> str:
        """The suffix of the name in lower case, with its dot."""
        return PurePosixPath(self.path).suffix.lower()

    def load(self) -> bytes:
        """The bytes; BRK001, BRK002 or BRK006 where there are none to be had."""
        if self.refusal is not None:
            raise ReadingError(*self.refusal)
        if not self.inside:
            _shelf.clear()
            return _load(self.file, self.limits)
        with _DiskErrors():
            return _shelf.member(self)


class _Shelf(threading.local):
    """The archive that the last file came from stays open for the next one, with the archives in it: opening it anew
    for each of its files takes time by the square of their number."""

    def __init__(self) -> None:
        self.of: tuple[object, ...] = ()
        self.levels: list[tuple[int, zipfile.ZipFile]] = []  # the n-th member of the one before, opened
        self.file: io.BufferedReader | None = None

    def clear(self) -> None:
        """Close what is open."""
        if self.file is not None:
            self.file.close()
        self.of, self.levels, self.file = (), [], None

    def member(self, source: Source) -> bytes:
        """The bytes of a member, through all archives around it."""
        state = os.stat(source.file)
        # A forked process shares the place in an open file with its parent, so that it opens its own.
        of = (os.getpid(), source.file, state.st_mtime_ns, state.st_size, source.limits)
        if of != self.of:
            self.clear()
            self.file = open(source.file, "rb")  # noqa: SIM115 - stays open
            self.levels = [(-1, open_zip(self.file, source.limits))]
            self.of = of
        for depth, number in enumerate(source.inside[:-1], 1):
            if len(self.levels) <= depth or self.levels[depth][0] != number:
                del self.levels[depth:]
                inner = io.BytesIO(self.unpacked(number, source.limits))
                self.levels.append((number, open_zip(inner, source.limits)))
        del self.levels[len(source.inside) :]
        return self.unpacked(source.inside[-1], source.limits)

    def unpacked(self, number: int, limits: Limits) -> bytes:
        """A member of the innermost archive."""
        opened = self.levels[-1][1]
        if number >= len(opened.filelist):  # the archive has been replaced meanwhile
            raise ReadingError("BRK001", "damaged")
        return unpack(opened, opened.filelist[number], limits)


_shelf = _Shelf()


def expand(
    paths: Sequence[str],
    limits: Limits = DEFAULT,
    passed_over: list[str] | None = None,
    exclude: Exclude | None = None,
) -> list[Source]:
    """The files under ``paths`` in the contract's order, each real file once.

    ``passed_over`` is filled with the paths of what nobody hands in: lock files, hidden files, links. ``exclude``
    says which files and folders of a tree the caller does not want (a folder goes with all that it holds).
    """
    excluded = exclude.__contains__ if isinstance(exclude, frozenset) else exclude
    return _Expansion(limits, passed_over if passed_over is not None else [], excluded).of(paths)


class _Expansion:
    """One run of :func:`expand`."""

    def __init__(self, limits: Limits, passed_over: list[str], excluded: Callable[[Path], bool] | None) -> None:
        self.limits = limits
        self.passed_over = passed_over
        self.excluded = excluded
        self.taken: set[str] = set()

    def of(self, paths: Sequence[str]) -> list[Source]:
        sources: list[Source] = []
        for path in paths:
            shown = _shown(path)
            try:
                found = os.stat(path)
            except (OSError, ValueError) as error:
                sources += self.inside(shown) or [Source(shown, path, refusal=_refusal(_disk_error(error)))]
                continue
            if stat.S_ISDIR(found.st_mode):
                sources += self.folder(path, shown)
            elif len(paths) == 1 or self.is_new(os.path.realpath(path)):
                sources += self.file(path, shown, found)
        return sources

    def inside(self, shown: str) -> list[Source]:
        """What ``a.zip!/b`` names: a file of an archive, or all that lies in a folder or archive of it."""
        outer, found, _ = shown.partition(INSIDE)
        if not found or not os.path.isfile(outer):
            return []
        members = self.file(outer, outer, os.stat(outer))
        below = (shown + "/", shown + INSIDE)
        return [source for source in members if source.path == shown or source.path.startswith(below)]

    def is_new(self, real: str) -> bool:
        real = os.path.normcase(real)
        if real in self.taken:
            return False
        self.taken.add(real)
        return True

    def folder(self, path: str, shown: str) -> Iterator[Source]:
        """The files of a folder and all below it, in order of their relative paths."""
        real = os.path.realpath(path)
        found: list[tuple[str, os.stat_result | ReadingError]] = []
        pending = [""]
        while pending:
            below = pending.pop()
            try:
                with os.scandir(os.path.join(path, below)) as entries:
                    for entry in entries:
                        self.entry(entry, below, shown, pending, found)
            except OSError as error:
                found.append((below, _disk_error(error)))
        root = shown if shown.endswith("/") else shown + "/"
        for relative, state in sorted(found, key=lambda one: _shown(one[0])):
            name = root + _shown(relative) if relative else shown
            place = os.path.join(path, relative)
            if isinstance(state, ReadingError):
                yield Source(name, place, refusal=_refusal(state))
            elif self.is_new(os.path.join(real, relative)):
                yield from self.file(place, name, state)

    def entry(
        self,
        entry: os.DirEntry[str],
        below: str,
        shown: str,
        pending: list[str],
        found: list[tuple[str, os.stat_result | ReadingError]],
    ) -> None:
        """Sorts one name of a folder: to go into, to read, or to pass over.

        Links are passed over: one that stays in the folder leads to what is found anyway, any other leads out of
        what was handed in, or in circles.
        """
        relative = os.path.join(below, entry.name)
        name = f"{shown.rstrip('/')}/{_shown(relative)}"
        if self.excluded is not None and self.excluded(Path(entry.path)):
            return
        try:
            if is_litter(entry.name) or entry.is_symlink() or _is_junction(entry):
                self.passed_over.append(name)
            elif entry.is_dir(follow_symlinks=False):
                pending.append(relative)
            elif entry.is_file(follow_symlinks=False):
                found.append((relative, os.stat(entry.path)))  # entry.stat() knows no size of an open file on Windows
            else:
                self.passed_over.append(name)  # a pipe, a socket, a device
        except OSError as error:
            found.append((relative, _disk_error(error)))

    def file(self, path: str, shown: str, found: os.stat_result) -> list[Source]:
        """A file as it is, or the members of an archive."""
        if not stat.S_ISREG(found.st_mode):
            return [Source(shown, path, refusal=("BRK001", "not_supported", "device"))]
        whole = Source(shown, path, found.st_size, limits=self.limits)
        if whole.suffix != ARCHIVE:
            return [whole]
        try:
            with _DiskErrors(), open(path, "rb") as opened:
                return _Archive(self.limits, self.passed_over).members(opened, whole)
        except ReadingError as error:
            return [replace(whole, refusal=_refusal(error))]


class _Archive:
    """One archive of the submission with the archives in it, which share one allowance."""

    def __init__(self, limits: Limits, passed_over: list[str]) -> None:
        self.limits = limits
        self.passed_over = passed_over
        self.left = limits.members
        self.bytes_left = limits.unpacked

    def members(self, file: io.BufferedReader | io.BytesIO, whole: Source) -> list[Source]:
        """The files of the archive ``whole``, or itself where it is an Office file that somebody named ``.zip``."""
        opened = _open(file, self.limits)
        members = opened.filelist
        names = [member_name(member) for member in members]
        if any(name.lower() in OFFICE_PARTS for name in names):
            return [whole]
        if len(whole.inside) >= self.limits.depth:
            raise exceeded("depth", self.limits.depth)
        if len(members) > self.left:
            raise exceeded("members", self.limits.members)
        self.left -= len(members)
        sources: list[Source] = []
        used: set[str] = set()
        for number in sorted(range(len(members)), key=lambda number: names[number]):
            shown = f"{whole.path}{INSIDE}{_once(_safe(names[number]), used)}"
            if members[number].is_dir() or names[number].endswith("/"):
                continue
            if any(map(is_litter, names[number].split("/"))):
                self.passed_over.append(shown)
                continue
            inner = Source(shown, whole.file, members[number].file_size, (*whole.inside, number), None, self.limits)
            sources += self.member(opened, members[number], inner)
        return sources

    def member(self, opened: zipfile.ZipFile, member: zipfile.ZipInfo, source: Source) -> list[Source]:
        try:
            judge(member, self.limits)
            if source.suffix != ARCHIVE:
                return [source]
            if member.file_size > self.bytes_left:
                raise exceeded("unpacked", self.limits.unpacked)
            self.bytes_left -= member.file_size
            return self.members(io.BytesIO(unpack(opened, member, self.limits)), source)
        except ReadingError as error:
            return [replace(source, refusal=_refusal(error))]


def is_litter(name: str) -> bool:
    """Whether a name is of a file that programs leave behind: hidden, a lock of Office, a system's notes."""
    return (name.startswith((".", "~$")) and name not in (".", "..")) or name.lower() in LITTER


def _open(file: io.BufferedReader | io.BytesIO, limits: Limits) -> zipfile.ZipFile:
    """The opened archive; tells what is no zip at all from a zip that is broken."""
    start = file.read(4)
    if not start:
        raise ReadingError("BRK001", "empty")
    if not start.startswith(b"PK"):
        raise ReadingError("BRK001", "renamed", "zip")
    return open_zip(file, limits)


def _load(file: str, limits: Limits) -> bytes:
    with _DiskErrors(), open(file, "rb", buffering=0) as opened:
        if os.fstat(opened.fileno()).st_size > limits.size:
            raise exceeded("size", limits.size)
        return opened.read()


class _DiskErrors:
    """Turns what the file system raises into BRK001."""

    def __enter__(self) -> None:
        return None

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if isinstance(error, OSError | ValueError):
            raise _disk_error(error) from error


def _disk_error(error: OSError | ValueError) -> ReadingError:
    if isinstance(error, FileNotFoundError | NotADirectoryError | ValueError):  # ValueError: a NUL in the path
        return ReadingError("BRK001", "missing")
    if isinstance(error, PermissionError):
        return ReadingError("BRK001", "not_allowed")
    return ReadingError("BRK001", "damaged", error.strerror or "")


def _refusal(error: ReadingError) -> tuple[str, str, str]:
    return error.code, error.reason, error.detail


def _shown(path: str) -> str:
    """A path as the contract writes it: ``/`` between folders, none at the end, only letters that can be printed."""
    if os.sep != "/":
        path = path.replace(os.sep, "/")
    if not path.isascii():
        path = path.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    return path.rstrip("/") or path[:1]


def _safe(name: str) -> str:
    """A member's name without steps that lead out of the archive: ``../../x`` and ``C:/x`` are ``x``."""
    steps = (step for step in name.split("/") if step not in ("", ".", "..") and not step.endswith(":"))
    return "/".join(steps) or "_"


def _once(name: str, used: set[str]) -> str:
    """The name, numbered where an archive has it already."""
    stem, dot, suffix = name.rpartition(".")
    number, unlike = 1, name
    while unlike in used:
        number += 1
        unlike = f"{stem} ({number}).{suffix}" if dot else f"{name} ({number})"
    used.add(unlike)
    return unlike


def _is_junction(entry: os.DirEntry[str]) -> bool:
    """Windows' other kind of link between folders."""
    attributes = getattr(entry.stat(follow_symlinks=False), "st_reparse_tag", 0)
    return bool(attributes == getattr(stat, "IO_REPARSE_TAG_MOUNT_POINT", -1))

"""From the paths a person gives to the files to read: folders with their tree, archives with theirs.

Nothing is unpacked to disk and nothing raises: what cannot be opened becomes a source with a ``failure``, so that one
bad file never stops the others.
"""

from __future__ import annotations

import io
import os
import zipfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from kinerja_docs.errors import ReadingError
from kinerja_docs.reading.limits import DEFAULT, Limits, exceeded
from kinerja_docs.reading.package import ENCRYPTED, member_name, open_zip, unpack

INSIDE = "!/"
_LOCK_FILE = "~$"
_FURNITURE = frozenset(("thumbs.db", "desktop.ini", ".ds_store", "__macosx"))


@dataclass(slots=True)
class Source:
    """One file to read. ``path`` is its contract path (``/`` between folders, ``a.zip!/b.docx`` inside an archive);
    ``failure`` tells why it cannot be loaded, where that is known already."""

    path: str
    file: Path | None = None  # the file itself, or the archive it lies in
    members: tuple[str, ...] = ()  # names from archive to archive, the last one of the file itself
    failure: ReadingError | None = None
    limits: Limits = DEFAULT
    size: int = 0

    def load(self) -> bytes:
        """The file's bytes. Raises :class:`ReadingError`: BRK001, BRK002 or BRK006."""
        if self.failure is not None:
            raise self.failure
        if self.file is None:
            raise ReadingError("BRK001", "missing")
        if not self.members and self.size > self.limits.size:
            raise exceeded("size", self.limits.size)
        data = _bytes_of(self.file)
        for name in self.members:
            with open_zip(io.BytesIO(data), self.limits) as archive:
                data = unpack(archive, _member(archive, name), self.limits)
        return data


def expand(
    paths: Sequence[str],
    limits: Limits = DEFAULT,
    passed_over: list[str] | None = None,
    exclude: Callable[[Path], bool] | None = None,
) -> list[Source]:
    """The files that the paths name, in order, each once.

    A folder's files come in code-point order of their relative paths. Lock files of Office, and files that systems
    leave in folders, are passed over and noted in ``passed_over``. ``exclude`` leaves out folders of a tree.
    """
    expansion = _Expansion(limits, passed_over if passed_over is not None else [], exclude)
    found: list[Source] = []
    for path in paths:
        found += expansion.path(path)
    return found


@dataclass(slots=True)
class _Expansion:
    limits: Limits
    passed_over: list[str]
    exclude: Callable[[Path], bool] | None
    seen: set[str] = field(default_factory=set)

    def path(self, given: str) -> Iterator[Source]:
        shown = given.replace("\\", "/") if os.sep == "\\" else given
        outer, inside, member = shown.partition(INSIDE)
        if inside and not Path(given).exists():
            yield from (s for s in self.file(Path(outer), outer) if s.path == shown or member == "")
            return
        place = Path(given)
        try:
            if place.is_dir():
                yield from self.folder(place, shown.rstrip("/") or "/")
            elif place.exists():
                yield from self.file(place, shown)
            else:
                yield Source(shown, failure=ReadingError("BRK001", "missing"))
        except OSError as error:
            yield Source(shown, failure=_refused(error))

    def folder(self, root: Path, shown: str) -> Iterator[Source]:
        files: list[tuple[str, Path]] = []
        for here, folders, names in os.walk(root, followlinks=False):
            place = Path(here)
            folders[:] = [f for f in folders if not self.leaves_out(place / f)]
            files += ((((place / name).relative_to(root)).as_posix(), place / name) for name in names)
        real_root = root.resolve()
        for relative, file in sorted(files):
            path = f"{shown.rstrip('/')}/{relative}"
            if self.passes_over(file.name, path):
                continue
            if file.is_symlink() and real_root not in file.resolve().parents:
                self.passed_over.append(path)
                continue
            yield from self.file(file, path)

    def leaves_out(self, folder: Path) -> bool:
        hidden = folder.name.startswith(".") or folder.name.lower() in _FURNITURE
        return hidden or folder.is_symlink() or (self.exclude is not None and self.exclude(folder))

    def passes_over(self, name: str, path: str) -> bool:
        if name.startswith((_LOCK_FILE, ".")) or name.lower() in _FURNITURE:
            self.passed_over.append(path)
            return True
        return False

    def file(self, file: Path, path: str) -> Iterator[Source]:
        key = str(file.resolve())
        if key in self.seen:
            return
        self.seen.add(key)
        try:
            size = file.stat().st_size
            with file.open("rb") as opened:
                head = opened.read(4)
        except OSError as error:
            yield Source(path, file, failure=_refused(error))
            return
        source = Source(path, file, limits=self.limits, size=size)
        if head.startswith(b"PK") and size <= self.limits.size and PurePosixPath(path).suffix.lower() == ".zip":
            yield from self.archive(source, 1)
        else:
            yield source

    def archive(self, source: Source, depth: int) -> Iterator[Source]:
        """The members of an archive; the archive itself where it cannot be opened."""
        if depth > self.limits.archive_depth:
            source.failure = exceeded("nesting", self.limits.archive_depth)
            yield source
            return
        try:
            data = source.load()
            with open_zip(io.BytesIO(data), self.limits) as archive:
                members = [member for member in archive.infolist() if not member.is_dir()]
        except ReadingError as error:
            source.failure = error
            yield source
            return
        for member in sorted(members, key=member_name):
            yield from self.member(source, member, depth)

    def member(self, source: Source, member: zipfile.ZipInfo, depth: int) -> Iterator[Source]:
        name = member_name(member)
        path = f"{source.path}{INSIDE}{name}"
        parts = PurePosixPath(name).parts
        if any(part.lower() in _FURNITURE or part.startswith(".") for part in parts[:-1]):
            self.passed_over.append(path)
            return
        if not parts or self.passes_over(parts[-1], path):
            return
        inner = Source(path, source.file, (*source.members, member.filename), None, self.limits, member.file_size)
        if member.flag_bits & ENCRYPTED:
            inner.failure = ReadingError("BRK002", "encrypted")
        if inner.failure is None and PurePosixPath(name).suffix.lower() == ".zip":
            yield from self.archive(inner, depth + 1)
        else:
            yield inner


def _bytes_of(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise _refused(error) from error


def _member(archive: zipfile.ZipFile, name: str) -> zipfile.ZipInfo:
    try:
        return archive.getinfo(name)
    except KeyError as error:
        raise ReadingError("BRK001", "damaged", name) from error


def _refused(error: OSError) -> ReadingError:
    if isinstance(error, PermissionError):
        return ReadingError("BRK001", "not_allowed")
    if isinstance(error, FileNotFoundError):
        return ReadingError("BRK001", "missing")
    return ReadingError("BRK001", "damaged", error.strerror or type(error).__name__)

"""Zip files that come from outside: opened, listed and unpacked within limits, in memory only."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from typing import IO

from kinerja_docs.errors import ReadingError
from kinerja_docs.reading.limits import Limits, exceeded

ENCRYPTED = 0x1
UTF8_NAME = 0x800


@contextmanager
def zip_errors() -> Iterator[None]:
    """Turns whatever zipfile raises on hostile or broken input into BRK001 and BRK002."""
    try:
        yield
    except NotImplementedError as error:  # a compression method that zipfile does not know
        raise ReadingError("BRK001", "not_supported", str(error)) from error
    except RuntimeError as error:  # zipfile asks for a password
        raise ReadingError("BRK002", "encrypted") from error
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, UnicodeError) as error:
        raise ReadingError("BRK001", "damaged", str(error)) from error


def open_zip(file: IO[bytes] | str, limits: Limits) -> zipfile.ZipFile:
    """The opened zip; BRK001 where its directory cannot be read, BRK006 where it lists too many members."""
    with zip_errors():
        opened = zipfile.ZipFile(file)
    if len(opened.filelist) > limits.members:
        raise exceeded("size", limits.members)
    return opened


def judge(member: zipfile.ZipInfo, limits: Limits) -> None:
    """BRK002 for a locked member, BRK006 for one that is too large or swells too much. zipfile never gives more than
    the declared size, so that is what counts."""
    if member.flag_bits & ENCRYPTED:
        raise ReadingError("BRK002", "encrypted")
    if member.file_size > limits.size:
        raise exceeded("size", limits.size)
    if member.file_size > limits.ratio_from and member.file_size > limits.ratio * member.compress_size:
        raise exceeded("ratio", limits.ratio)


def unpack(opened: zipfile.ZipFile, member: zipfile.ZipInfo, limits: Limits) -> bytes:
    """The bytes of a member that :func:`judge` lets pass."""
    judge(member, limits)
    with zip_errors():
        return opened.read(member)


def member_name(member: zipfile.ZipInfo) -> str:
    """The member's name with ``/`` between folders.

    Names without the UTF-8 flag are cp437 by the standard, yet several packers write UTF-8 there all the same.
    """
    name = member.filename
    if not name.isascii() and not member.flag_bits & UTF8_NAME:
        with suppress(UnicodeError):
            name = name.encode("cp437").decode("utf-8")
    return name.replace("\\", "/")


class Package:
    """The parts of an Office file by name (without leading ``/``, upper and lower case alike, as OPC says)."""

    __slots__ = ("_left", "_limits", "_members", "_opened")

    def __init__(self, data: bytes, limits: Limits) -> None:
        self._opened = open_zip(io.BytesIO(data), limits)
        self._limits = limits
        self._left = limits.unpacked
        self._members = {_part_name(member.filename): member for member in self._opened.filelist}

    def __contains__(self, name: str) -> bool:
        return name.lower() in self._members

    def __iter__(self) -> Iterator[str]:
        """The names of the parts, in lower case."""
        return iter(self._members)

    def starting(self, *prefixes: str) -> Iterable[str]:
        """Names that begin with one of the prefixes (lower case)."""
        return [name for name in self._members if name.startswith(prefixes)]

    def read(self, name: str) -> bytes:
        """The bytes of a part; BRK001 if there is none or it is damaged, BRK006 over the limits."""
        member = self._members.get(name.lower())
        if member is None:
            raise ReadingError("BRK001", "damaged", name)
        if member.file_size > self._limits.part:
            raise exceeded("size", self._limits.part)
        self._left -= member.file_size
        if self._left < 0:
            raise exceeded("size", self._limits.unpacked)
        return unpack(self._opened, member, self._limits)


def _part_name(name: str) -> str:
    return name.replace("\\", "/").lstrip("/").lower()

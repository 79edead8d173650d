"""Zip files that come from outside: opened, listed and unpacked within limits, in memory only."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import IO, NamedTuple

from kinerja_docs.errors import ReadingError
from kinerja_docs.reading.limits import Limits, exceeded

ENCRYPTED = 0x1
UTF8_NAME = 0x800
_DASHES = frozenset(range(0x91, 0x98))  # of Windows-1252: quotes, bullet and dashes


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
        raise exceeded("members", limits.members)
    return opened


def judge(member: zipfile.ZipInfo | Entry, limits: Limits) -> None:
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

    Names without the UTF-8 flag are cp437 by the standard, yet several packers write UTF-8 there all the same, others
    Windows-1252, whose dashes and quotes are letters in cp437 that Indonesian names do not have.
    """
    name = member.filename
    if not name.isascii() and not member.flag_bits & UTF8_NAME:
        with suppress(UnicodeError):
            stored = name.encode("cp437")
            dashes = _DASHES.issuperset(byte for byte in stored if byte > 127)
            name = stored.decode("cp1252" if dashes else "utf-8")
    return name.replace("\\", "/")


class Entry(NamedTuple):
    """One line of a zip's directory, with the names that :class:`zipfile.ZipInfo` gives these numbers."""

    name: bytes
    flag_bits: int
    compress_type: int
    CRC: int
    compress_size: int
    file_size: int
    header_offset: int


class Package:
    """The parts of an Office file by name (without leading ``/``, upper and lower case alike, as OPC says).

    Reading a small workbook by zipfile would take a third of the time in its objects per member and per read, so
    the directory is read here, where it is of the plain kind, and by zipfile where it is not.
    """

    __slots__ = ("_data", "_entries", "_left", "_limits")

    def __init__(self, data: bytes, limits: Limits) -> None:
        entries = _plain_directory(data)
        if entries is None:
            entries = [_entry(member) for member in open_zip(io.BytesIO(data), limits).filelist]
        if len(entries) > limits.members:
            raise exceeded("members", limits.members)
        self._data = data
        self._limits = limits
        self._left = limits.unpacked
        self._entries = {_part_name(entry.name): entry for entry in entries}

    def __contains__(self, name: str) -> bool:
        return name.lower() in self._entries

    def __iter__(self) -> Iterator[str]:
        """The names of the parts, in lower case."""
        return iter(self._entries)

    def starting(self, *prefixes: str) -> list[str]:
        """Names that begin with one of the prefixes (lower case)."""
        return [name for name in self._entries if name.startswith(prefixes)]

    def read(self, name: str) -> bytes:
        """The bytes of a part; BRK001 if there is none or it is damaged, BRK006 over the limits."""
        entry = self._entries.get(name.lower())
        if entry is None:
            raise ReadingError("BRK001", "damaged", name)
        judge(entry, self._limits)
        if entry.file_size > self._limits.part:
            raise exceeded("part", self._limits.part)
        self._left -= entry.file_size
        if self._left < 0:
            raise exceeded("unpacked", self._limits.unpacked)
        return _inflated(self._data, entry, name)


_END = struct.Struct("<4s4xHHIIH")  # entries on this disk and in all, size and place of the directory, comment
_LINE = struct.Struct("<4s4xHH4xIIIHHH8xI")  # as Entry, with the lengths of name, extra field and comment
_HEAD = struct.Struct("<4s22xHH")  # what stands before a member's bytes: lengths of its name and extra field
_SOMEWHERE_ELSE = 0xFFFF_FFFF  # the number stands in a zip64 record


def _plain_directory(data: bytes) -> list[Entry] | None:
    """The directory of a zip that is one whole file without zip64; None for any other."""
    end = data.rfind(b"PK\x05\x06")
    if end < 0 or end + _END.size > len(data):
        return None
    _, here, count, size, at, comment = _END.unpack_from(data, end)
    if here != count or at + size != end or end + _END.size + comment != len(data):
        return None
    entries: list[Entry] = []
    try:
        for _ in range(count):
            mark, flags, method, crc, packed, unpacked, name, extra, remark, offset = _LINE.unpack_from(data, at)
            if mark != b"PK\x01\x02" or _SOMEWHERE_ELSE in (packed, unpacked, offset):
                return None
            start = at + _LINE.size
            entries.append(Entry(data[start : start + name], flags, method, crc, packed, unpacked, offset))
            at = start + name + extra + remark
    except struct.error:
        return None
    return entries if at == end else None


def _entry(member: zipfile.ZipInfo) -> Entry:
    name = member.orig_filename.encode("utf-8" if member.flag_bits & UTF8_NAME else "cp437", errors="replace")
    return Entry(
        *(name, member.flag_bits, member.compress_type, member.CRC),
        *(member.compress_size, member.file_size, member.header_offset),
    )


def _inflated(data: bytes, entry: Entry, part: str) -> bytes:
    """The bytes of a member, never more than declared; BRK001 where they are not what the directory says."""
    if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise ReadingError("BRK001", "not_supported", part)
    damaged = ReadingError("BRK001", "damaged", part)
    try:
        mark, name, extra = _HEAD.unpack_from(data, entry.header_offset)
    except struct.error as error:
        raise damaged from error
    start = entry.header_offset + _HEAD.size
    if mark != b"PK\x03\x04" or data[start : start + name] != entry.name:
        raise damaged
    start += name + extra
    packed = data[start : start + entry.compress_size]
    whole = len(packed) == entry.compress_size
    if entry.compress_type == zipfile.ZIP_DEFLATED:
        inflater = zlib.decompressobj(-zlib.MAX_WBITS)
        try:
            packed = inflater.decompress(packed, entry.file_size + 1)
        except zlib.error as error:
            raise damaged from error
    if not whole or len(packed) != entry.file_size or zlib.crc32(packed) != entry.CRC:
        raise damaged
    return packed


def _part_name(name: bytes) -> str:
    # Part names are ASCII by the standard; cp437 gives every byte a letter.
    return name.decode("cp437").replace("\\", "/").lstrip("/").lower()

"""Damage to zip-based files: to the zip itself, and to one of its parts."""

from __future__ import annotations

import io
import random
import struct
import warnings
import zipfile
import zlib

from fuzz import xml_damage
from fuzz.bytes_damage import ANY, Damage

NAMES = (
    *("../../x", "/etc/x", "C:\\x", "", "a" * 5000, "\u202e.xml"),
    *("word/document.xml", "xl/workbook.xml", "mimetype"),
)


def members(data: bytes) -> list[tuple[str, bytes]]:
    """Names and contents."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return [(name, archive.read(name)) for name in archive.namelist()]


def packed(parts: list[tuple[str, bytes]], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A zip of these members; names may stand there twice."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", method) as archive, warnings.catch_warnings(action="ignore"):
        for name, content in parts:
            archive.writestr(zipfile.ZipInfo(name), content, method)
    return file.getvalue()


def _directory(data: bytes) -> list[int]:
    """Where the lines of the directory begin."""
    found, at = [], data.find(b"PK\x01\x02")
    while at >= 0:
        found.append(at)
        at = data.find(b"PK\x01\x02", at + 4)
    return found


def directory_number(data: bytes, source: random.Random) -> bytes:
    """A number of the directory is another: flags, method, sums, sizes, lengths, offsets."""
    changed, lines = bytearray(data), _directory(data)
    if not lines:
        return data
    at = source.choice(lines)
    field, size = source.choice(((8, 2), (10, 2), (16, 4), (20, 4), (24, 4), (28, 2), (30, 2), (32, 2), (42, 4)))
    value = source.choice((0, 1, 0xFFFF, 0xFFFF_FFFF, 0x7FFF_FFFF, source.getrandbits(32)))
    changed[at + field : at + field + size] = struct.pack("<I", value)[:size]
    return bytes(changed)


def end_number(data: bytes, source: random.Random) -> bytes:
    """A number of the end record is another."""
    changed, at = bytearray(data), data.rfind(b"PK\x05\x06")
    if at < 0:
        return data
    field, size = source.choice(((4, 2), (8, 2), (10, 2), (12, 4), (16, 4), (20, 2)))
    value = source.choice((0, 1, 0xFFFF, 0xFFFF_FFFF, source.getrandbits(32)))
    changed[at + field : at + field + size] = struct.pack("<I", value)[:size]
    return bytes(changed)


def directory_twice(data: bytes, source: random.Random) -> bytes:
    """A line of the directory stands there twice, though it is counted once."""
    lines = _directory(data)
    if len(lines) < 2:
        return data
    start, end = lines[0], lines[1]
    return data[:end] + data[start:end] + data[end:]


def member_twice(data: bytes, source: random.Random) -> bytes:
    """Two members of one name with different contents."""
    parts = members(data)
    name, content = source.choice(parts)
    return packed([*parts, (name, source.choice((b"", content[: len(content) // 2], content[::-1])))])


def member_missing(data: bytes, source: random.Random) -> bytes:
    """A part that others name is not there."""
    parts = members(data)
    del parts[source.randrange(len(parts))]
    return packed(parts)


def members_swapped(data: bytes, source: random.Random) -> bytes:
    """Two parts have each other's content."""
    parts = members(data)
    one, other = source.sample(range(len(parts)), 2)
    parts[one], parts[other] = (parts[one][0], parts[other][1]), (parts[other][0], parts[one][1])
    return packed(parts)


def member_name(data: bytes, source: random.Random) -> bytes:
    """A part goes by a name that leads astray."""
    parts = members(data)
    number = source.randrange(len(parts))
    parts[number] = (source.choice(NAMES), parts[number][1])
    return packed(parts)


def stored(data: bytes, source: random.Random) -> bytes:
    """Packed in another way, which readers must know or refuse."""
    return packed(members(data), source.choice((zipfile.ZIP_STORED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA)))


def bomb(data: bytes, source: random.Random) -> bytes:
    """A part swells to more than anybody may unpack."""
    parts = members(data)
    number = source.randrange(len(parts))
    parts[number] = (parts[number][0], parts[number][1] + b" " * source.choice((9, 30)) * 2**20)
    return packed(parts)


def stream(data: bytes, source: random.Random) -> bytes:
    """The packed bytes of a member are damaged, the sums being right."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        member = source.choice(archive.infolist())
    at = member.header_offset + 30 + len(member.orig_filename) + source.randrange(max(1, member.compress_size))
    return data[:at] + bytes([source.randrange(256)]) + data[at + 1 :]


def part_bytes(data: bytes, source: random.Random) -> bytes:
    """A part is damaged as any file may be; the zip around it is sound."""
    return _changed(data, source, source.choice(ANY))


def part_xml(data: bytes, source: random.Random) -> bytes:
    """A part is XML that means no good."""
    return _changed(data, source, source.choice(xml_damage.ANY))


def _changed(data: bytes, source: random.Random, damage: Damage) -> bytes:
    parts = members(data)
    likely = [number for number, (name, _) in enumerate(parts) if name.endswith((".xml", ".rels"))]
    number = source.choice(likely or range(len(parts)))
    parts[number] = (parts[number][0], damage(parts[number][1], source))
    return packed(parts)


def quine_like(data: bytes, source: random.Random) -> bytes:
    """The file holds itself, some times over."""
    parts = members(data)
    for _ in range(source.choice((1, 3, 6))):
        parts = [*parts, ("word/embeddings/self.docx", data), ("self.zip", data)]
        data = packed(parts)
    return data


def crc_only(data: bytes, source: random.Random) -> bytes:
    """The sum of a part that was changed on purpose is made right again, in the directory alone."""
    lines = _directory(data)
    if not lines:
        return data
    changed, at = bytearray(data), source.choice(lines)
    changed[at + 16 : at + 20] = struct.pack("<I", zlib.crc32(source.randbytes(4)))
    return bytes(changed)


ANY_ZIP: tuple[Damage, ...] = (
    *(directory_number, end_number, directory_twice, member_twice, member_missing, members_swapped, member_name),
    *(stored, bomb, stream, part_bytes, quine_like, crc_only),
    *(part_xml,) * 14,
)

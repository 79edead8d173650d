"""Damage that needs no knowledge of the format: flipped bits, cut ends, moved and doubled stretches."""

from __future__ import annotations

import random
from collections.abc import Callable

Damage = Callable[[bytes, random.Random], bytes]

NUMBERS = (b"\x00\x00\x00\x00", b"\xff\xff\xff\xff", b"\x7f\xff\xff\xff", b"\x80\x00\x00\x00", b"\x01\x00\x00\x00")


def flip_bits(data: bytes, source: random.Random) -> bytes:
    """A few bits anywhere."""
    changed = bytearray(data)
    for _ in range(source.choice((1, 2, 8, 64))):
        if changed:
            changed[source.randrange(len(changed))] ^= 1 << source.randrange(8)
    return bytes(changed)


def cut_end(data: bytes, source: random.Random) -> bytes:
    """A download that broke off."""
    return data[: source.randrange(len(data) + 1)]


def cut_out(data: bytes, source: random.Random) -> bytes:
    """A stretch in the middle is missing."""
    at, length = source.randrange(len(data) + 1), source.choice((1, 7, 100, 4096))
    return data[:at] + data[at + length :]


def double(data: bytes, source: random.Random) -> bytes:
    """A stretch stands there twice."""
    at, length = source.randrange(len(data) + 1), source.choice((1, 7, 100, 4096))
    return data[: at + length] + data[at:]


def overwrite(data: bytes, source: random.Random) -> bytes:
    """Numbers at the edge of what they may be, or noise."""
    at = source.randrange(len(data) + 1)
    new = source.choice((*NUMBERS, source.randbytes(source.choice((1, 16, 512)))))
    return data[:at] + new + data[at + len(new) :]


def blank(data: bytes, source: random.Random) -> bytes:
    """A block of a broken disk."""
    at, length = source.randrange(len(data) + 1), source.choice((16, 512, 4096))
    return data[:at] + bytes(min(length, len(data) - at)) + data[at + length :]


def add_before(data: bytes, source: random.Random) -> bytes:
    """Something else stands before: another format's head makes a polyglot."""
    return source.choice((b"%PDF-1.7\n", b"GIF89a", b"\xef\xbb\xbf", b"<html>", b"\x00" * 100, b"MZ")) + data


def add_after(data: bytes, source: random.Random) -> bytes:
    """Something else stands behind."""
    return data + source.choice((b"%%EOF", b"PK\x05\x06" + bytes(18), source.randbytes(1000), b"</html>", data))


ANY: tuple[Damage, ...] = (flip_bits, cut_end, cut_out, double, overwrite, blank, add_before, add_after)

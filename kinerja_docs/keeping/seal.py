"""Names and seals of entries. Both come from the document's own bytes, so that an entry says nothing to those who have
the store alone, and an entry that was damaged or made by somebody who has not the document is no entry."""

from __future__ import annotations

import hashlib
import hmac
import os

_SALT, _MARK = 16, 16


def name_of(secret: bytes, about: str) -> bytes:
    """Under which name an entry is kept: ``secret`` is of the content, ``about`` all else that it rests on."""
    return hashlib.blake2b(about.encode("utf-8", "surrogatepass"), key=secret, digest_size=32, person=b"name").digest()


def seal(data: bytes, secret: bytes, name: bytes) -> bytes:
    """The bytes under a stream that only the secret gives, with a mark that shows every change."""
    salt = os.urandom(_SALT)
    hidden = _under_stream(data, secret, name + salt)
    return salt + _mark(hidden, secret, name + salt) + hidden


def unseal(sealed: bytes, secret: bytes, name: bytes) -> bytes | None:
    """The bytes; None where they are not what was sealed under this name."""
    salt, mark, hidden = sealed[:_SALT], sealed[_SALT : _SALT + _MARK], sealed[_SALT + _MARK :]
    if not hmac.compare_digest(mark, _mark(hidden, secret, name + salt)):
        return None
    return _under_stream(hidden, secret, name + salt)


def _mark(hidden: bytes, secret: bytes, about: bytes) -> bytes:
    state = hashlib.blake2b(about, key=secret, digest_size=_MARK, person=b"mark")
    state.update(hidden)
    return state.digest()


def _under_stream(data: bytes, secret: bytes, about: bytes) -> bytes:
    key = hashlib.blake2b(about, key=secret, digest_size=32, person=b"stream").digest()
    stream = hashlib.shake_256(key).digest(len(data))
    return (int.from_bytes(data, "big") ^ int.from_bytes(stream, "big")).to_bytes(len(data), "big")

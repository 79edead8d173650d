"""A form with files, written to the disk as it comes in, so that nothing large is ever held in memory."""

from __future__ import annotations

import contextlib
import shutil
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, BinaryIO, cast

from python_multipart.exceptions import MultipartParseError
from python_multipart.multipart import MultipartParser, parse_options_header
from starlette.requests import ClientDisconnect

from kinerja_docs.web.names import Taken, safe_path

FIELD = 64 * 1024  # bytes of a field that is no file
HEADER = 8 * 1024
KEPT_FREE = 64 * 1024 * 1024  # bytes of the disk that an upload must leave


class Refused(Exception):
    """An upload that is not taken: ``key`` names the sentence, ``status`` is HTTP's."""

    def __init__(self, key: str, status: int, **params: object) -> None:
        super().__init__(key)
        self.key, self.status, self.params = key, status, params


@dataclass(frozen=True, slots=True)
class Allowance:
    """How much one upload may bring: bytes in all, bytes of one file, files."""

    total: int = 2 * 1024**3
    file: int = 512 * 1024**2
    files: int = 5000


@dataclass(slots=True)
class Upload:
    """What came: files by path below the folder, their bytes, and the form's other fields."""

    files: list[str] = field(default_factory=list)
    size: int = 0
    fields: dict[str, str] = field(default_factory=dict)


async def receive(content_type: str, body: AsyncIterator[bytes], folder: Path, allowance: Allowance) -> Upload:
    """Write the files of a multipart form below ``folder``. Raises :class:`Refused`; then nothing is left there."""
    kind, options = parse_options_header(content_type)
    boundary = options.get(b"boundary")
    if kind != b"multipart/form-data" or not boundary or len(boundary) > 200:
        raise Refused("no_form", 415)
    folder.mkdir(parents=True, mode=0o700)
    writer = _Writer(folder, allowance)
    try:
        parser = MultipartParser(boundary, cast(Any, writer.callbacks()))
        async for chunk in body:
            parser.write(chunk)
        parser.finalize()
        if not writer.ended:
            raise Refused("broken_off", 400)
        if not writer.upload.files:
            raise Refused("no_files", 400)
    except (MultipartParseError, ClientDisconnect) as error:  # a closed tab, too: nobody is there to be answered
        writer.abandon()
        raise Refused("broken_off", 400) from error
    except OSError as error:
        writer.abandon()
        raise Refused("disk", 507, detail=error.strerror or "") from error
    except BaseException:
        writer.abandon()
        raise
    return writer.upload


class _Writer:
    """Takes the parser's calls; everything here runs for one request."""

    def __init__(self, folder: Path, allowance: Allowance) -> None:
        self.folder, self.allowance, self.upload = folder, allowance, Upload()
        self.taken = Taken()
        self.open: BinaryIO | None = None
        self.size = self.header_size = 0
        self.name, self.value = "", bytearray()
        self.header, self.header_value, self.headers = bytearray(), bytearray(), dict[bytes, bytes]()
        self.is_file = self.ended = False

    def callbacks(self) -> dict[str, object]:
        """What the parser calls."""
        return {
            "on_part_begin": self.begin,
            "on_header_field": lambda data, start, end: self.take_header(self.header, data[start:end]),
            "on_header_value": lambda data, start, end: self.take_header(self.header_value, data[start:end]),
            "on_header_end": self.header_end,
            "on_headers_finished": self.headers_end,
            "on_part_data": lambda data, start, end: self.take(data[start:end]),
            "on_part_end": self.part_end,
            "on_end": self.end,
        }

    def begin(self) -> None:
        self.headers, self.header_size = {}, 0
        self.value, self.size, self.is_file = bytearray(), 0, False

    def take_header(self, into: bytearray, data: bytes) -> None:
        self.header_size += len(data)
        if self.header_size > HEADER:
            raise Refused("broken_off", 400)
        into += data

    def header_end(self) -> None:
        self.headers[bytes(self.header).lower()] = bytes(self.header_value)
        self.header, self.header_value = bytearray(), bytearray()

    def headers_end(self) -> None:
        _, options = parse_options_header(self.headers.get(b"content-disposition", b""))
        self.name = options.get(b"name", b"").decode("utf-8", "replace")
        given = _file_name(self.headers.get(b"content-disposition", b""))
        self.is_file = given is not None
        if not given:  # a field, or a file input that was left empty
            return
        if len(self.upload.files) >= self.allowance.files:
            raise Refused("too_many", 413, most=self.allowance.files)
        if shutil.disk_usage(self.folder).free < KEPT_FREE:
            raise Refused("disk", 507, detail="")
        path = self.taken.place(safe_path(given))
        target = self.folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        self.open = target.open("xb")
        self.upload.files.append(path)

    def take(self, data: bytes) -> None:
        self.size += len(data)
        if self.open is not None:
            self.upload.size += len(data)
            if self.size > self.allowance.file:
                raise Refused("too_large", 413, name=self.upload.files[-1], most=self.allowance.file // 1024**2)
            if self.upload.size > self.allowance.total:
                raise Refused("too_much", 413, most=self.allowance.total // 1024**2)
            self.open.write(data)
        elif not self.is_file:
            if self.size > FIELD:
                raise Refused("broken_off", 400)
            self.value += data

    def part_end(self) -> None:
        if self.open is not None:
            self.open.close()
            self.open = None
        elif not self.is_file:
            self.upload.fields[self.name] = self.value.decode("utf-8", "replace")

    def end(self) -> None:
        self.ended = True

    def abandon(self) -> None:
        """Leave nothing behind."""
        if self.open is not None:
            with contextlib.suppress(OSError):
                self.open.close()
        shutil.rmtree(self.folder, ignore_errors=True)


def _file_name(disposition: bytes) -> str | None:
    """The file's name with its folders, None for a field. Parsers of headers cut the folders off, so it is read here.

    Browsers write the name as UTF-8 with quotes and line breaks escaped by percent signs.
    """
    mark = b'filename="'
    start = disposition.find(mark)
    if start < 0:
        return None
    end = disposition.rfind(b'"')
    text = disposition[start + len(mark) : max(end, start + len(mark))].decode("utf-8", "replace")
    for escaped, plain in (("%22", '"'), ("%0D", " "), ("%0A", " "), ('\\"', '"')):
        text = text.replace(escaped, plain)
    return text

from __future__ import annotations

import io
import struct
import zipfile

import pytest

from kinerja_docs.errors import ReadingError
from kinerja_docs.reading.limits import DEFAULT
from kinerja_docs.reading.package import Package, _plain_directory
from tests.reading.parts import zipped

PARTS: dict[str, str | bytes] = {"[Content_Types].xml": "<Types/>", "word/document.xml": "isi " * 99, "kosong": b""}


def contents(data: bytes) -> dict[str, bytes]:
    package = Package(data, DEFAULT)
    return {name: package.read(name) for name in package}


def expected(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name.lower(): archive.read(name) for name in archive.namelist()}


def packed(method: int, comment: bytes = b"") -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", method) as archive:
        for name, content in PARTS.items():
            archive.writestr(name, content)
        archive.comment = comment
    return file.getvalue()


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
@pytest.mark.parametrize("comment", [b"", b"dibuat oleh kantor"])
def test_the_directory_says_what_zipfile_says(method: int, comment: bytes) -> None:
    data = packed(method, comment)
    assert _plain_directory(data) is not None
    assert contents(data) == expected(data)


def test_streamed_members_have_their_sizes_in_the_directory_alone() -> None:
    class Stream(io.BytesIO):
        def seekable(self) -> bool:
            return False

    file = Stream()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in PARTS.items():
            archive.writestr(name, content)
    assert contents(file.getvalue()) == {name.lower(): _bytes(content) for name, content in PARTS.items()}


def _bytes(content: str | bytes) -> bytes:
    return content.encode() if isinstance(content, str) else content


def zip64(data: bytes) -> bytes:
    """The same zip with its directory's place in a zip64 record."""
    end = data.rindex(b"PK\x05\x06")
    count, size, at = struct.unpack_from("<10xHII", data, end)
    record = struct.pack("<4sQHHIIQQQQ", b"PK\x06\x06", 44, 45, 45, 0, 0, count, count, size, at)
    locator = struct.pack("<4sIQI", b"PK\x06\x07", 0, end, 1)
    last = struct.pack("<4sHHHHIIH", b"PK\x05\x06", 0, 0, 0xFFFF, 0xFFFF, 0xFFFFFFFF, 0xFFFFFFFF, 0)
    return data[:end] + record + locator + last


@pytest.mark.parametrize("data", [b"#!/bin/sh\n" + packed(8), zip64(packed(8))], ids=["prefix", "zip64"])
def test_other_zips_are_left_to_zipfile(data: bytes) -> None:
    assert _plain_directory(data) is None
    assert contents(data) == expected(data)


def test_names_are_alike_in_both_cases_and_with_either_slash() -> None:
    package = Package(zipped({"Word\\Document.XML": "isi", "/xl/Workbook.xml": "b"}), DEFAULT)
    assert "word/document.xml" in package
    assert package.read("xl/workbook.xml") == b"b"
    assert package.starting("word/") == ["word/document.xml"]


def test_unknown_compression_is_not_supported() -> None:
    with pytest.raises(ReadingError) as caught:
        Package(packed(zipfile.ZIP_BZIP2), DEFAULT).read("word/document.xml")
    assert (caught.value.code, caught.value.reason) == ("BRK001", "not_supported")


@pytest.mark.parametrize("field", ["crc", "size", "packed size", "place", "local name"])
def test_what_is_not_as_the_directory_says_is_damaged(field: str) -> None:
    data = bytearray(packed(zipfile.ZIP_DEFLATED))
    line = data.index(b"PK\x01\x02", data.index(b"PK\x01\x02") + 1)  # of the second member
    if field == "local name":
        data[data.index(b"word/document.xml")] ^= 1
    else:
        data[line + {"crc": 16, "packed size": 20, "size": 24, "place": 42}[field]] = 7
    with pytest.raises(ReadingError) as caught:
        Package(bytes(data), DEFAULT).read("word/document.xml")
    assert (caught.value.code, caught.value.reason) == ("BRK001", "damaged")

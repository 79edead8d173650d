from __future__ import annotations

import io

import pytest
import xlwt

from kinerja_docs.errors import ReadingError
from tests.reading.parts import docx, p, read, texts, zipped

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
ZIP_OF_TEXT = zipped({"a.txt": "isi"})


def refused(data: bytes, name: str) -> tuple[str, str, str]:
    with pytest.raises(ReadingError) as caught:
        read(data, name)
    return caught.value.code, caught.value.reason, caught.value.detail


@pytest.mark.parametrize(
    ("name", "kind"),
    [("a.docx", "docx"), ("a.docm", "docx"), ("a.DOCX", "docx"), ("a.xlsx", "docx"), ("a.txt", "docx"), ("a", "docx")],
)
def test_content_decides_not_the_name(name: str, kind: str) -> None:
    document = read(docx(p("isi")), name)
    assert (document.kind, document.path, texts(document.lines)) == (kind, name, [["isi"]])


@pytest.mark.parametrize(
    ("data", "name", "reason", "detail"),
    [
        (b"", "a.docx", "empty", ""),
        (b"", "a.txt", "empty", ""),
        (b" \r\n\t", "a.txt", "empty", ""),
        (b"hanya teks", "a.docx", "renamed", "docx"),
        (b"hanya teks", "a.xlsx", "renamed", "xlsx"),
        (b"hanya teks", "a.pdf", "renamed", "pdf"),
        (b"hanya teks", "a.zip", "renamed", "zip"),
        (bytes(range(256)), "a.txt", "renamed", "txt"),
        (bytes(range(256)), "a.docx", "renamed", "docx"),
        (b"\xff\xfea\x00\x00\x00b\x00", "a.txt", "renamed", "txt"),
        (ZIP_OF_TEXT, "a.docx", "renamed", "zip"),
        (zipped({"xl/workbook.bin": b"x"}), "a.xlsb", "not_supported", "xlsb"),
        (b"[kantor]\n", "a.toml", "not_supported", "toml"),
        (bytes(range(256)), "a.exe", "not_supported", "exe"),
    ],
)
def test_what_is_not_read_says_why(data: bytes, name: str, reason: str, detail: str) -> None:
    assert refused(data, name) == ("BRK001", reason, detail)


@pytest.mark.parametrize("data", [b"%PDF-1.7\n", b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff\xe0", b"II*\x00"])
def test_what_only_begins_like_a_page_or_a_picture_is_damaged(data: bytes) -> None:
    assert refused(data, "a.docx")[:2] == ("BRK001", "damaged")


def test_a_locked_office_file_is_told_from_an_old_one() -> None:
    locked = OLE + "EncryptedPackage".encode("utf-16-le")
    assert refused(locked, "a.docx") == ("BRK002", "encrypted", "")
    assert refused(locked, "a.xlsx") == ("BRK002", "encrypted", "")


def test_an_old_workbook_with_a_zip_inside_is_an_old_workbook() -> None:
    file = xlwt.Workbook()
    file.add_sheet("Satu").write(0, 0, "lama")
    held = io.BytesIO()
    file.save(held)
    document = read(held.getvalue() + docx(p("isi")), "a.docx")
    assert (document.kind, texts(document.lines)) == ("xls", [["lama"]])


def test_a_pdf_with_a_word_file_behind_it_is_a_pdf() -> None:
    assert refused(b"%PDF-1.7\n" + docx(p("isi")), "a.docx")[:2] == ("BRK001", "damaged")


def test_a_page_with_a_word_file_behind_it_is_no_page() -> None:
    assert refused(b"<html>" + docx(p("isi")), "a.html") == ("BRK001", "renamed", "html")

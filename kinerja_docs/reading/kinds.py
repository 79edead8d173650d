"""What a file is, by its content and never by its name, and which reader takes it.

A new format is a line in :data:`READERS` and, where its bytes can tell, one in :func:`recognise`.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import PurePosixPath

from kinerja_docs.errors import ReadingError
from kinerja_docs.model import Document
from kinerja_docs.reading.contents import Contents
from kinerja_docs.reading.plain import decode, read_html, read_text
from kinerja_docs.reading.relations import main_part

Reader = Callable[[Contents], Document]

_ZIP = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_MAGIC = (
    (b"%PDF-", "pdf"),
    (b"{\\rtf", "rtf"),
    (b"\x89PNG\r\n", "png"),
    (b"\xff\xd8\xff", "jpg"),
    (b"II*\x00", "tif"),
    (b"MM\x00*", "tif"),
    (b"GIF8", "gif"),
)
_MEMBERS = (
    ("word/document.xml", "docx"),
    ("xl/workbook.xml", "xlsx"),
    ("xl/workbook.bin", "xlsb"),
    ("ppt/presentation.xml", "pptx"),
)
_PAGE_SUFFIXES = frozenset((".html", ".htm"))
_TEXT_SUFFIXES = frozenset((".txt", ".md", ".markdown", ".text", ".csv", "")) | _PAGE_SUFFIXES
_OTHER_SUFFIXES = frozenset(  # names of formats that are known by their first bytes
    (
        *(".docx", ".docm", ".dotx", ".dotm", ".doc", ".odt", ".rtf", ".pptx", ".ppt"),
        *(".xlsx", ".xlsm", ".xltx", ".xltm", ".xlsb", ".xls", ".ods"),
        *(".pdf", ".png", ".jpg", ".jpeg", ".tif", ".tiff", ".gif", ".zip"),
    )
)
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_HEAD = 1024
_WORD_HEAD, _SECTOR, _ENCRYPTED_FLAG = b"\xec\xa5", 512, 0x0100


def reader_for(contents: Contents) -> Reader:
    """The reader of a file's content. Raises BRK001 (``empty``, ``renamed``, ``not_supported``, with the kind as the
    detail) and BRK002 for a locked file."""
    if not contents.data:
        raise ReadingError("BRK001", "empty")
    kind = recognise(contents)
    reader = READERS.get(kind)
    if reader is None:
        raise ReadingError("BRK001", "not_supported", kind)
    return reader


def recognise(contents: Contents) -> str:
    """The kind of a file: ``docx``, ``xlsx``, ``text``, ``html``, or a kind that has no reader yet."""
    data = contents.data
    if data.startswith(_OLE):  # first: an old workbook may hold a zip further on
        if _ENCRYPTED in data:
            raise ReadingError("BRK002", "encrypted")
        return _old_office(data)
    if data.startswith(_ZIP):
        return _zipped(contents)
    for magic, kind in _MAGIC:
        if data.startswith(magic):
            return kind
    suffix = PurePosixPath(contents.path).suffix.lower()
    if suffix == ".pdf" and b"%PDF-" in data[:_HEAD]:  # mail programs put lines before it
        return "pdf"
    text = decode(data)
    if text is None and suffix not in _TEXT_SUFFIXES | _OTHER_SUFFIXES:
        return suffix.lstrip(".")
    if text is None or suffix in _OTHER_SUFFIXES:
        raise ReadingError("BRK001", "renamed", suffix.lstrip("."))
    if text.lstrip()[:_HEAD].lower().startswith(("<!doctype html", "<html")) or suffix in _PAGE_SUFFIXES:
        return "html"
    if not text.strip():
        raise ReadingError("BRK001", "empty")
    return "text" if suffix in _TEXT_SUFFIXES else suffix.lstrip(".")


def _zipped(contents: Contents) -> str:
    package = contents.package
    for member, kind in _MEMBERS:
        if member in package:
            return kind
    main = main_part(package, "")
    if main.startswith("word/") and main in package:
        return "docx"
    if "mimetype" in package:
        declared = package.read("mimetype").decode("ascii", errors="replace")
        if "opendocument.text" in declared:
            return "odt"
        if "opendocument.spreadsheet" in declared:
            return "ods"
    raise ReadingError("BRK001", "renamed", "zip")


def _old_office(data: bytes) -> str:
    """Old Office files name their main stream in the directory."""
    for stream, kind in (("WordDocument", "doc"), ("Workbook", "xls"), ("Book", "xls"), ("PowerPoint Document", "ppt")):
        if stream.encode("utf-16-le") in data:
            return kind
    return "ole"


def _is_locked_word(data: bytes) -> bool:
    """Whether the head of an old Word document, which stands at the start of a sector, says that it is encrypted."""
    at = data.find(_WORD_HEAD)
    while at >= 0:
        if at % _SECTOR == 0 and at + 12 <= len(data):
            return bool(int.from_bytes(data[at + 10 : at + 12], "little") & _ENCRYPTED_FLAG)
        at = data.find(_WORD_HEAD, at + 1)
    return False


def _read_word(contents: Contents) -> Document:
    from kinerja_docs.reading import word

    return word.read(contents)


def _read_sheet(contents: Contents) -> Document:
    from kinerja_docs.reading import sheet

    return sheet.read(contents)


def _read_old_sheet(contents: Contents) -> Document:
    from kinerja_docs.reading import sheet_old

    return sheet_old.read(contents)


def _read_open_sheet(contents: Contents) -> Document:
    from kinerja_docs.reading import sheet_open

    return sheet_open.read(contents)


def _read_image(contents: Contents) -> Document:
    from kinerja_docs.reading import images

    return images.read(contents)


def _read_by_libreoffice(contents: Contents) -> Document:
    from kinerja_docs.reading import libreoffice, sheet_open

    kind = recognise(contents)
    if kind == "odt":
        sheet_open.refuse_locked(contents)
    elif kind == "doc" and _is_locked_word(contents.data):
        raise ReadingError("BRK002", "encrypted")
    return libreoffice.read(contents, kind)


def _read_pdf(contents: Contents) -> Document:
    from kinerja_docs.reading import pdf

    return pdf.read(contents)


READERS: dict[str, Reader] = {
    "docx": _read_word,
    "xlsx": _read_sheet,
    "xls": _read_old_sheet,
    "ods": _read_open_sheet,
    "doc": _read_by_libreoffice,
    "rtf": _read_by_libreoffice,
    "odt": _read_by_libreoffice,
    "pdf": _read_pdf,
    "png": _read_image,
    "jpg": _read_image,
    "tif": _read_image,
    "text": read_text,
    "html": read_html,
}

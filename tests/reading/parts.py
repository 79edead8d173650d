"""Office files written by hand, part by part, so that a test shows the very XML it is about."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Mapping

from kinerja_docs import reading
from kinerja_docs.model import Document, Line, Location
from kinerja_docs.reading.limits import DEFAULT, Limits

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STRICT_WORD = "http://purl.oclc.org/ooxml/wordprocessingml/main"
NAMESPACES = " ".join(
    f'xmlns:{prefix}="{name}"'
    for prefix, name in {
        "w14": "http://schemas.microsoft.com/office/word/2010/wordml",
        "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
        "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
        "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
        "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
        "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
        "v": "urn:schemas-microsoft-com:vml",
    }.items()
)
TYPES = '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'
RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
HEADER = f'<w:hdr xmlns:w="{WORD}" {NAMESPACES}>{{}}</w:hdr>'


def zipped(members: Mapping[str, str | bytes] | Iterable[tuple[str, str | bytes]]) -> bytes:
    """A zip with these members."""
    pairs = members.items() if isinstance(members, Mapping) else members
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in pairs:
            archive.writestr(name, content)
    return file.getvalue()


def document_xml(body: str, namespace: str = WORD) -> str:
    """A main part with this body."""
    return f'<w:document xmlns:w="{namespace}" {NAMESPACES}><w:body>{body}</w:body></w:document>'


def docx(body: str, parts: Mapping[str, str | bytes] | None = None, namespace: str = WORD) -> bytes:
    """A Word file with this body and these further parts."""
    main = {"[Content_Types].xml": TYPES, "word/document.xml": document_xml(body, namespace)}
    return zipped({**main, **(parts or {})})


def word(body: str, parts: Mapping[str, str | bytes] | None = None, namespace: str = WORD) -> Document:
    """The reading of such a file."""
    return reading.read_bytes(docx(body, parts, namespace), "berkas.docx")


def read(data: bytes, name: str, limits: Limits = DEFAULT) -> Document:
    """The reading of bytes under a name."""
    return reading.read_bytes(data, name, limits)


def p(*runs: str) -> str:
    """A paragraph; a run is plain text or XML."""
    return f"<w:p>{''.join(run if run.startswith('<') else r(run) for run in runs)}</w:p>"


def r(text: str, settings: str = "") -> str:
    """A run."""
    return f'<w:r><w:rPr>{settings}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def tc(content: str, settings: str = "") -> str:
    """A table cell; content is plain text or XML."""
    return f"<w:tc><w:tcPr>{settings}</w:tcPr>{content if content.startswith('<') else p(content)}</w:tc>"


def tr(*cells: str, settings: str = "") -> str:
    """A table row."""
    return f"<w:tr><w:trPr>{settings}</w:trPr>{''.join(c if c.startswith('<') else tc(c) for c in cells)}</w:tr>"


def tbl(*rows: str) -> str:
    """A table."""
    return f"<w:tbl><w:tblPr/><w:tblGrid/>{''.join(rows)}</w:tbl>"


def sdt(content: str, settings: str = "") -> str:
    """A content control."""
    return f"<w:sdt><w:sdtPr>{settings}</w:sdtPr><w:sdtContent>{content}</w:sdtContent></w:sdt>"


def texts(lines: Iterable[Line]) -> list[list[str]]:
    """What stands in the lines, cell by cell."""
    return [[cell.text for cell in line.cells] for line in lines]


def places(lines: Iterable[Line]) -> list[list[tuple[int | None, int | None, int | None]]]:
    """Table, row and column of the cells."""
    return [[(cell.at.table, cell.at.row, cell.at.column) for cell in line.cells] for line in lines]


def paragraph(number: int, part: str | None = None) -> Location:
    """The place of a paragraph."""
    return Location("paragraph", paragraph=number, part=part)

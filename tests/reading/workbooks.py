"""Workbooks written by hand, part by part, so that a test shows the very XML it is about."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from kinerja_docs import reading
from kinerja_docs.model import Cell, Document
from kinerja_docs.reading.limits import DEFAULT, Limits
from tests.reading.parts import RELATION, TYPES, zipped

SHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
STRICT_SHEET = "http://purl.oclc.org/ooxml/spreadsheetml/main"
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"


def sheet(rows: str, after: str = "", before: str = "") -> str:
    """A sheet in the plain dialect."""
    return (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<worksheet xmlns="{SHEET}" xmlns:r="{RELATION}">'
        f"{before}<sheetData>{rows}</sheetData>{after}</worksheet>"
    )


def row(number: int, *cells: str, settings: str = "") -> str:
    """A row of cells as XML."""
    return f'<row r="{number}"{settings}>{"".join(cells)}</row>'


def c(reference: str, value: object, kind: str = "", style: int = 0) -> str:
    """A cell with a stored value."""
    kind = f' t="{kind}"' if kind else ""
    return f'<c r="{reference}" s="{style}"{kind}><v>{value}</v></c>'


def strings(*items: str) -> str:
    """Shared strings; an item is plain text or the XML of its runs."""
    inner = "".join(f"<si>{item if item.startswith('<') else f'<t>{item}</t>'}</si>" for item in items)
    return f'<sst xmlns="{SHEET}">{inner}</sst>'


def styles(*codes: str, fonts: str = "<font/>", xf: str = "") -> str:
    """Styles: style n + 1 has the n-th format code; style 0 is General. ``xf`` are further cell formats."""
    own = "".join(f'<numFmt numFmtId="{164 + n}" formatCode="{code}"/>' for n, code in enumerate(codes))
    formats = "".join(f'<xf numFmtId="{164 + n}" fontId="0"/>' for n in range(len(codes)))
    return (
        f'<styleSheet xmlns="{SHEET}"><numFmts>{own}</numFmts><fonts>{fonts}</fonts>'
        f'<cellXfs><xf numFmtId="0" fontId="0"/>{formats}{xf}</cellXfs></styleSheet>'
    )


def rels(*relations: tuple[str, str, str] | tuple[str, str, str, str]) -> str:
    """A relationship part: identifier, kind, target and, if outside the file, ``External``."""
    inner = ""
    for identifier, kind, target, *outside in relations:
        mode = f' TargetMode="{outside[0]}"' if outside else ""
        inner += f'<Relationship Id="{identifier}" Type="{RELATION}/{kind}" Target="{target}"{mode}/>'
    return f'<Relationships xmlns="{RELATIONS}">{inner}</Relationships>'


def book(
    sheets: Iterable[str | bytes],
    parts: Mapping[str, str | bytes] | None = None,
    states: Mapping[int, str] | None = None,
    properties: str = "",
    namespace: str = SHEET,
) -> bytes:
    """A workbook with sheets ``Lembar1`` …; ``states`` hides some of them."""
    names, relations, members = "", [], {}
    for number, xml in enumerate(sheets, 1):
        state = f' state="{(states or {})[number]}"' if number in (states or {}) else ""
        names += f'<sheet name="Lembar{number}" sheetId="{number}"{state} r:id="rId{number}"/>'
        relations.append((f"rId{number}", "worksheet", f"worksheets/sheet{number}.xml"))
        members[f"xl/worksheets/sheet{number}.xml"] = xml
    inner = f"<workbookPr{properties}/><sheets>{names}</sheets>"
    workbook = f'<workbook xmlns="{namespace}" xmlns:r="{RELATION}">{inner}</workbook>'
    main = {
        "[Content_Types].xml": TYPES,
        "xl/workbook.xml": workbook,
        "xl/_rels/workbook.xml.rels": rels(*relations),
    }
    return zipped({**main, **members, **(parts or {})})


def read_book(
    *sheets: str | bytes, parts: Mapping[str, str | bytes] | None = None, limits: Limits = DEFAULT
) -> Document:
    """The reading of a workbook of these sheets."""
    return reading.read_bytes(book(sheets, parts), "buku.xlsx", limits)


def cells_of(document: Document) -> dict[str, Cell]:
    """All cells by the name of their own place, ``A1``; of one sheet."""
    found: dict[str, Cell] = {}
    for line in document.lines:
        for cell in line.cells:
            found.setdefault(cell.at.cell or "", cell)
    return found

"""The certificate and the log of public copies: kinds, counts, places, laws and hashes, never a value."""

from __future__ import annotations

import io
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from kinerja_docs import __version__, words
from kinerja_docs.word_library import undated


@dataclass(frozen=True, slots=True)
class About:
    """Policy and version, who approved (empty for drafts), and the day."""

    policy: str
    version: str
    approved: str
    day: date


@dataclass(frozen=True, slots=True)
class Row:
    """One input: its number, public file, hashes of original and copy, what went: (kind, count, law, places), how many
    pages OCR read again of how many, or why none, the ids of ``removed``, and form and year of its documents."""

    number: int
    file: str
    original: str
    copy: str
    refused: str
    removed: Sequence[tuple[str, int, str, list[str]]]
    ocr_pages: int = 0
    ocr_of: int = 0
    ocr_without: str = ""
    kinds: Sequence[str] = ()
    documents: Sequence[dict[str, Any]] = ()


def log(rows: Sequence[Row], about: About) -> str:
    """The log as JSON."""
    head = {"format": 1, "engine": __version__, **asdict(about), "day": about.day.isoformat()}
    return json.dumps(head | {"files": [asdict(row) for row in rows]}, ensure_ascii=False, indent=1) + "\n"


def document(rows: Sequence[Row], about: About, lang: str) -> bytes:
    """The certificate as a Word document."""
    from docx import Document
    from docx.shared import Cm, Pt

    def say(key: str, **params: object) -> str:
        return words.get(f"certificate.{key}", lang, **params)

    made = Document()
    normal = made.styles["Normal"]
    normal.font.name, normal.font.size = "Arial", Pt(10)
    section = made.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Cm(2)
    head = made.add_paragraph()
    run = head.add_run(say("title"))
    run.bold, run.font.size = True, Pt(13)
    made.add_paragraph(
        say("approved", name=about.approved, day=about.day.isoformat()) if about.approved else say("draft")
    )
    made.add_paragraph(say("policy", id=about.policy, version=about.version, engine=__version__))
    made.add_paragraph(say("proof"))
    for row in rows:
        title = made.add_paragraph()
        title.paragraph_format.keep_with_next = True
        title.add_run(f"{row.number}. {row.file or say('none')}").bold = True
        made.add_paragraph(say("original", hash=row.original))
        if row.refused:
            made.add_paragraph(say("refused", reason=row.refused))
            continue
        made.add_paragraph(say("copy", hash=row.copy))
        made.add_paragraph(
            say(f"ocr_{row.ocr_without}") if row.ocr_without else say("ocr", pages=row.ocr_pages, of=row.ocr_of)
        )
        table = made.add_table(rows=1, cols=4)
        table.style = "Table Grid"
        for cell, name in zip(table.rows[0].cells, ("kind", "count", "law", "places"), strict=True):
            cell.paragraphs[0].add_run(say(name)).bold = True
        for kind, count, law, places in row.removed:
            for cell, text in zip(table.add_row().cells, (kind, str(count), law, ", ".join(places)), strict=True):
                cell.text = text
        for line in table.rows:
            for cell, width in zip(line.cells, (5.5, 1.7, 5.3, 4.5), strict=True):
                cell.width = Cm(width)
        if not row.removed:
            made.add_paragraph(say("nothing"))
        made.add_paragraph()
    stamp = datetime(about.day.year, about.day.month, about.day.day)
    core = made.core_properties
    core.author, core.comments, core.created, core.modified = "kinerja_docs", "", stamp, stamp
    out = io.BytesIO()
    made.save(out)
    return undated(out.getvalue())

"""Forms that are known by name only: official letters, reports that quote other forms, tables told by their header."""

from __future__ import annotations

from dataclasses import dataclass, field

from kinerja_docs.definitions.layout import OtherForms
from kinerja_docs.extracting.forms import Form
from kinerja_docs.extracting.scan import Scan, sole_cell
from kinerja_docs.model import Cell, Line
from kinerja_docs.text import fold

_HEAD_LINES = 30  # where the title, or the labelled lines, of a letter stand
_HEADER_ROWS = 3
_LONGEST_TITLE = 200
_OWN = frozenset({"identity", "parties"})


@dataclass(slots=True)
class Segment:
    """A run of lines that is one document, or will be joined to one."""

    first: int
    last: int
    form: Form | None
    part: bool
    title: Cell | None
    by: str
    scan: Scan | None = None
    extra: list[Segment] = field(default_factory=list)  # lampiran parts joined to it
    other: str = ""  # the form of a segment that is known by name only


def quoted_dropped(segments: list[Segment], others: OtherForms) -> list[Segment]:
    """A report that holds chapters named like forms is one document; what has parties or persons of its own is not
    part of it."""
    kept: list[Segment] = []
    for segment in segments:
        body = segment.scan.body if segment.scan is not None else set()
        if kept and kept[-1].other in others.whole and not body & _OWN and segment.other != kept[-1].other:
            kept[-1].last = segment.last
        else:
            kept.append(segment)
    return kept


def by_name_only(lines: list[Line], others: OtherForms) -> Segment | None:
    """The form of a file in which nothing else was found, or None."""
    for find in (_by_weak_title, _by_header, _by_letter):
        found = find(lines, others)
        if found is not None:
            name, cell, by = found
            return Segment(0, len(lines), None, False, cell, by, other=name)
    return None


Named = tuple[str, Cell | None, str]


def _by_weak_title(lines: list[Line], others: OtherForms) -> Named | None:
    wanted = [(fold(p), name) for name in others.weak for p in others.titles.get(name, [])]
    printed = 0
    for line in lines:
        cell = sole_cell(line)
        printed += any(c.text.strip() for c in line.cells)
        if printed > _HEAD_LINES:
            break
        if cell is None or len(cell.text) > _LONGEST_TITLE:
            continue
        text = cell.text.strip().split("\n")[0]
        for title, name in wanted:
            if _is_title(text, title):
                return name, cell, f"title:{name}"
    return None


def _is_title(text: str, title: str) -> bool:
    """A heading that is the title, or begins with it and goes on in capitals."""
    key = fold(text)
    return key == title or (key.startswith(title + " ") and text.upper() == text and not text.rstrip().endswith("."))


def _by_header(lines: list[Line], others: OtherForms) -> Named | None:
    """A table (or sheet) whose first rows hold a word of each group."""
    seen: dict[int, list[str]] = {}
    first: dict[int, Cell] = {}
    for line in lines:
        if line.block.kind not in ("table", "sheet"):
            continue
        rows = seen.setdefault(id(line.block), [])
        texts = [fold(c.text) for c in line.cells if c.text.strip() and len(c.text) < _LONGEST_TITLE]
        if len(texts) < 3 or len(rows) > _HEADER_ROWS:
            continue
        first.setdefault(id(line.block), next(c for c in line.cells if c.text.strip()))
        rows.append(" | ".join(texts))
        for name, groups in others.headers.items():
            joined = f" {' | '.join(rows)} "
            if all(any(f" {fold(word)} " in joined for word in group) for group in groups):
                return name, first[id(line.block)], "header"
    return None


def _by_letter(lines: list[Line], others: OtherForms) -> Named | None:
    """A letter: number, kind, annexes and subject on labelled lines at its head."""
    if others.letter is None:
        return None
    labels = {fold(word) for word in others.letter_labels}
    found: dict[str, Cell] = {}
    for line in lines[:_HEAD_LINES]:
        for cell in line.cells:
            for text in cell.text.split("\n"):
                head, colon, _ = text.partition(":")
                beside = colon or any(c.text.strip().startswith(":") for c in line.cells if c.column > cell.column)
                if beside and fold(head) in labels:
                    found.setdefault(fold(head), cell)
    if len(found) >= others.letter_least:
        return others.letter, next(iter(found.values())), "letter"
    return None


__all__ = ["Segment", "by_name_only", "quoted_dropped"]

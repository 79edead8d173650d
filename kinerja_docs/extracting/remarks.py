"""Running text below a heading: "5. CATATAN/ REKOMENDASI", up to the signature or the next heading of the form."""

from __future__ import annotations

import re

from kinerja_docs.definitions.layout import Remark
from kinerja_docs.extracting.builder import Builder
from kinerja_docs.extracting.pieces import after_words, find_phrase
from kinerja_docs.extracting.scan import is_dated
from kinerja_docs.model import Cell
from kinerja_docs.text import is_blank, squash

_ENDS = frozenset({"caption", "party", "choice", "remark", "column", "value_heading"})
_NUMBER = re.compile(r"\(?\d{1,2}[.)]*")  # of the next block, on a line of its own


def read_remarks(builder: Builder, rules: list[Remark]) -> None:
    """Fill in each field from the first of its labels that a text follows."""
    scan = builder.scan
    for rule in rules:
        for index, kinds in enumerate(scan.kinds):
            if rule.field in builder.record.fields:
                break
            if "remark" not in kinds or index in scan.used:
                continue
            for cell, roles in scan.marks[index]:
                span = find_phrase(cell.text, rule.labels)
                if any(r.kind == "remark" and r.name == rule.field for r in roles) and span is not None:
                    _read(builder, rule, index, cell, after_words(cell.text, span[1]))


def _read(builder: Builder, rule: Remark, index: int, label: Cell, own: str) -> None:
    scan = builder.scan
    found: list[tuple[str, Cell]] = [(own, label)] if any(c.isalnum() for c in own) else []
    blank: Cell | None = None
    scan.used.add(index)
    for number in range(index, len(scan.lines)):
        line = scan.lines[number]
        if number > index and (scan.kinds[number] & _ENDS or any(is_dated(cell.text) for cell in line.cells)):
            break
        if line.block is not label.block and (found or label.block.kind != "paragraph"):
            break
        for cell in line.cells:
            if cell.row != line.row or (number == index and cell.column <= label.column):
                continue
            if _NUMBER.fullmatch(cell.text.strip()):
                continue
            if is_blank(cell.text):
                blank = blank or (cell if cell.text.strip() != ":" else None)
            else:
                found.append((cell.text.lstrip(" :\t"), cell))
        scan.used.add(number)
    if found:
        builder.put(rule.field, squash("\n".join(text for text, _ in found)), found[0][1])
    else:
        builder.place(rule.field, blank if blank is not None else label)

"""Place and date of a signature: above the block, in its cell, or with labels of their own."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Protocol

from kinerja_docs.definitions.layout import Signature
from kinerja_docs.extracting.builder import Builder
from kinerja_docs.extracting.pieces import after_words, find_phrase, pieces_of
from kinerja_docs.model import Cell, Value
from kinerja_docs.text import date_mentions, place_and_date, squash

ABOVE = 6  # lines above a caption in which its date may stand
_GAP = re.compile(r"\t+| {4,}")


class Captioned(Protocol):
    """Where a block of a signature begins."""

    @property
    def line(self) -> int:
        """The number of its line in the scan."""

    @property
    def cell(self) -> Cell:
        """The cell of the caption."""


class Dates:
    """Fills ``tempat`` and ``tanggal``."""

    def __init__(self, builder: Builder, rule: Signature) -> None:
        self.builder = builder
        self.scan = builder.scan
        self.rule = rule
        self.dated: tuple[int, Cell] | None = None  # the last dated line

    def date(self, caption: Captioned) -> None:
        record = self.builder.record
        if "tanggal" in record.fields:
            return
        for cell, text in self.near(caption):
            if text and self.put_date(text, cell):
                return

    def near(self, caption: Captioned) -> Iterator[tuple[Cell, str]]:
        """Where the date of a signature may stand: in its cell, above it in its column, else anywhere above it."""
        lines = self.scan.lines
        for text in caption.cell.text.split("\n"):
            yield caption.cell, text
        above = [lines[i] for i in range(caption.line, max(-1, caption.line - ABOVE), -1)]
        for anywhere in (False, True):
            for line in above:
                for cell in line.cells:
                    if anywhere or cell.covers(caption.cell.column):
                        for text in cell.text.split("\n"):
                            yield cell, text

    def put_date(self, text: str, cell: Cell) -> bool:
        for part in segments(cell, text):
            if len(part) > 120:
                continue
            found = place_and_date(squash(part))
            if found is None:
                continue
            place, mention = found
            record = self.builder.record
            if place and "tempat" not in record.fields:
                self.builder.put("tempat", place, cell)
            self.builder.place("tanggal", cell)
            if mention.blank or "tanggal" in record.fields:
                return True
            day = mention.date.isoformat() if mention.date is not None else None
            record.fields["tanggal"] = Value(squash(mention.text), day, cell)
            return True
        return False

    def dated_places(self) -> None:
        """ "Ditetapkan di X" and "pada tanggal Y", or the last "X, 5 Januari 2026" of the document."""
        pieces = [
            piece
            for index, line in enumerate(self.scan.lines)
            if index not in self.scan.used
            for cell in line.cells
            if cell.text and len(cell.text) < 400 and (cell.row == line.row or line.block.kind == "paragraph")
            for piece in pieces_of(cell, index)
        ]
        for piece in pieces:
            self.labelled(piece.text, piece.cell)
        for piece in reversed(pieces):
            if "tanggal" in self.builder.record.fields:
                break
            if len(piece.text) < 90 and self.put_date(piece.text, piece.cell):
                self.dated = self.dated or (piece.line, piece.cell)

    def labelled(self, text: str, cell: Cell) -> None:
        for labels, name in ((self.rule.place_labels, "tempat"), (self.rule.date_labels, "tanggal")):
            span = find_phrase(text, labels)
            if span is None or span[0] != 0 or name in self.builder.record.fields:
                continue
            rest = squash(after_words(text, span[1]))
            if name == "tempat":
                self.builder.put(name, rest, cell)
                continue
            mentions = date_mentions(rest)
            if mentions:
                day = mentions[0].date
                self.builder.record.fields[name] = Value(rest, day.isoformat() if day is not None else None, cell)
            self.builder.place(name, cell)
            self.dated = self.dated or (self.line_of(cell), cell)

    def line_of(self, cell: Cell) -> int:
        return next((i for i, line in enumerate(self.scan.lines) if cell in line.cells), 0)


def segments(cell: Cell, text: str) -> list[str]:
    """The texts between the tab stops of a paragraph, empty ones too."""
    return _GAP.split(text) if cell.block.kind == "paragraph" else [text]

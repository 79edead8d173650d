"""Signature blocks: caption, room to sign, name, pangkat and NIP in one column; place and date above."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from kinerja_docs.definitions.layout import Signature
from kinerja_docs.extracting.builder import Builder
from kinerja_docs.extracting.pieces import after_words, find_phrase
from kinerja_docs.extracting.scan import is_dated, role_of
from kinerja_docs.extracting.signature_dates import ABOVE, Dates, segments
from kinerja_docs.model import Block, Cell, Line, Spot
from kinerja_docs.text import date_mentions, fold, is_blank, is_pangkat, is_titles, nip_digits, place_and_date, squash

_NEAR_TABLE = 3  # lines below the date in which a table of signatures begins
_MOST_NAMES = 3  # texts under a caption of which one is the name
_DIVIDED = re.compile(r"\n|\t| {4}")
_LONGEST = 400  # characters of a cell that may hold a whole block
_DEPTH = 16  # lines below a caption that may belong to its block

_ENDS = ("caption", "heading")  # roles of what stands below a block of a signature


class _Caption(NamedTuple):
    line: int
    cell: Cell
    party: str
    text_line: int  # number of the text line inside the cell
    segment: int  # number of the text between tab stops, for paragraphs
    order: int  # the same, empty texts left out
    printed: int  # how many texts are not empty


class _Printed(NamedTuple):
    text: str
    cell: Cell | None
    at: Spot
    line: int


def read_signature(builder: Builder, rule: Signature) -> None:
    """Fill ``ttd.…``, ``tempat`` and ``tanggal`` from the first complete set of signature blocks."""
    reader = _Reader(builder, rule)
    captions = reader.captions()
    captions.sort(key=lambda c: c.party != rule.date_of)
    for caption in captions:
        reader.dates.date(caption)
    captions.sort(key=lambda c: c.line)
    for caption in captions:
        reader.block(caption)
    if not captions or (rule.place_labels and not {"tempat", "tanggal"} <= builder.record.fields.keys()):
        reader.dates.dated_places()
    if not captions and rule.unnamed is not None:
        reader.unnamed(rule.unnamed)
    reader.lend()
    reader.columns(captions)
    reader.take(captions)


class _Reader:
    def __init__(self, builder: Builder, rule: Signature) -> None:
        self.builder = builder
        self.scan = builder.scan
        self.rule = rule
        self.roles = builder.scan.form.vocabulary.roles
        self.dates = Dates(builder, rule)
        self.taken: set[int] = set()  # lines of the blocks
        self.pangkat: dict[str, _Printed] = {}
        self.nips: dict[str, _Printed] = {}
        self.jabatan = [fold(word) for word in rule.jabatan_words]
        self.skip = {fold(word) for word in rule.skip_lines}
        self.above = {fold(word) for word in builder.scan.layout.recognise.above}

    def captions(self) -> list[_Caption]:
        found: list[_Caption] = []
        for index, line in enumerate(self.scan.lines):
            if index in self.scan.used:
                continue
            if "caption" in self.scan.kinds[index]:
                for cell, roles in self.scan.marks[index]:
                    role = role_of(roles, "caption")
                    if role is not None and cell.row == line.row and not _DIVIDED.search(cell.text):
                        found.append(_Caption(index, cell, role.name, 0, 0, 0, 1))
            for cell in line.cells:
                text = cell.text
                if ("\n" in text or "\t" in text or "    " in text) and len(text) <= _LONGEST and cell.row == line.row:
                    found += self.captions_in(index, cell)
        return found

    def captions_in(self, index: int, cell: Cell) -> Iterator[_Caption]:
        """Captions on lines of their own inside a cell, or between the tab stops of a paragraph."""
        for number, text in enumerate(cell.text.split("\n")):
            parts = segments(cell, text)
            printed = [part for part in parts if part.strip()]
            for segment, part in enumerate(parts):
                role = role_of(self.roles(part), "caption")
                if role is not None:
                    yield _Caption(index, cell, role.name, number, segment, printed.index(part), len(printed))

    # -- the lines of one block

    def below(self, caption: _Caption) -> Iterator[_Printed]:
        """What is printed under a caption in its column, blanks too."""
        cell = caption.cell
        texts = cell.text.split("\n")
        for text in texts[caption.text_line + 1 :]:
            parts = segments(cell, text)
            yield _Printed(_part(parts, caption), cell, cell, caption.line)
        block = self.scan.lines[caption.line].block
        for index in range(caption.line + 1, min(caption.line + 1 + _DEPTH, len(self.scan.lines))):
            line = self.scan.lines[index]
            if line.block is not block and not _goes_on(block, line.block):
                if self.is_between(block, line):
                    continue
                if not self.is_number_of(caption, line):
                    return
            if index in self.scan.used or "column" in self.scan.kinds[index]:
                return
            yield from self.printed(line, index, caption)

    def is_between(self, block: Block, line: Line) -> bool:
        """Whether a line parts a block on a printed page: "ttd" of one party stands higher than that of the other."""
        text = line.cells[0].text
        return bool(block.boxes) and line.block.kind == "paragraph" and (is_blank(text) or fold(text) in self.skip)

    def is_number_of(self, caption: _Caption, line: Line) -> bool:
        """Whether a line is the NIP of a printed block that a page cut right above it."""
        here, there = caption.cell.block.boxes, line.block.boxes
        if not here or not there or line.block.kind != "paragraph" or self.nip_of(squash(line.cells[0].text)) is None:
            return False
        (_, one), (_, other) = here[caption.cell.row, caption.cell.column], there[line.row, 1]
        return one[0] < other[2] and other[0] < one[2]

    def printed(self, line: Line, index: int, caption: _Caption) -> Iterator[_Printed]:
        if line.block.kind == "paragraph":
            cell = line.cells[0]
            for text in cell.text.split("\n"):
                yield _Printed(_part(segments(cell, text), caption), cell, cell, index)
            return
        found = line.at_column(caption.cell.column)
        if found is None and line.block.kind == "sheet":
            inside = [c for c in line.cells if caption.cell.covers(c.column)]
            found = inside[0] if inside else None
        at: Spot = found if found is not None else (line.block, line.row, caption.cell.column)
        if found is None or found is caption.cell:
            yield _Printed("", None, at, index)
            return
        for text in found.text.split("\n"):
            yield _Printed(text, found, at, index)

    def block(self, caption: _Caption) -> None:
        party, record = caption.party, self.builder.record
        prefix = f"ttd.{party}" if party else "ttd"
        record.spare.setdefault("ttd", set()).add(party)
        self.builder.place(prefix, caption.cell)
        name_field = f"{prefix}.nama"
        known = name_field in record.fields
        slots: list[Spot] = []
        names: list[tuple[str, _Printed, bool]] = []  # text, where, and whether room to sign was left above it
        last = caption.line
        number: str | None = None
        labelled: _Printed | None = None  # what prints the NIP
        for printed in self.below(caption):
            text = squash(printed.text).strip("()").strip()
            if any(role.kind in _ENDS for role in self.roles(printed.text)):
                break
            if is_blank(text):
                if not slots or slots[-1] is not printed.at:  # one cell may hold several blank lines
                    slots.append(printed.at)
                continue
            if fold(text).split(" ", 1)[0] in self.above:
                break  # the next part begins: "LAMPIRAN KEPUTUSAN …"
            last = printed.line
            if number is not None:  # the label stood alone: the number may stand below it
                number = text if nip_digits(text) is not None else number
                break
            number = self.nip_of(text)
            if number is not None:
                labelled = printed
                if is_blank(number):
                    continue
                break
            if fold(text) in self.skip or (not names and self.is_jabatan(text, party)):
                continue
            if printed.cell is not None and is_pangkat(text):
                self.pangkat.setdefault(party, printed)
            elif names and _goes_with(names[-1], text, printed):
                names[-1] = (f"{names[-1][0]} {text}", *names[-1][1:])
            elif len(names) < _MOST_NAMES:
                names.append((text, printed, bool(slots)))
        if number is not None and labelled is not None:
            self.nip(prefix, party, number, labelled, known)
        self.taken.update(range(caption.line, last + 1))
        chosen = next((one for one in names if one[2]), names[0] if names else None)
        if known:
            return
        if chosen is not None and chosen[1].cell is not None:
            self.builder.put(name_field, chosen[0], chosen[1].cell)
        else:
            self.builder.place(name_field, _name_slot(slots, number is not None) or caption.cell)

    def is_jabatan(self, text: str, party: str) -> bool:
        """The signer's office between caption and name: as in the header, or by its first word."""
        words = fold(text)
        header = fold(self.builder.record.text_of(f"{party}.jabatan"))
        if header and (f"{header} ".startswith(f"{words} ") or (" " in words and f" {words} " in f" {header} ")):
            return True
        return any(words == word or words.startswith(word + " ") for word in self.jabatan)

    def nip_of(self, text: str) -> str | None:
        """What follows a NIP label, or None when the line has none."""
        span = find_phrase(text, self.rule.nip_labels)
        if span is None or span[0] != 0:
            return None
        return after_words(text, span[1])

    def nip(self, prefix: str, party: str, number: str, printed: _Printed, known: bool) -> None:
        if printed.cell is None:
            return
        self.nips.setdefault(party, printed._replace(text=number))
        if "nip" in self.rule.parts and not (known and f"{prefix}.nip" in self.builder.record.fields):
            self.builder.put(f"{prefix}.nip", number, printed.cell, "nip")

    def lend(self) -> None:
        """Pangkat and NIP that only the signature prints belong to the party's own fields as well."""
        for party, printed in self.pangkat.items():
            if "pangkat" in self.rule.lend and printed.cell is not None:
                self.builder.put(f"{party}.pangkat", printed.text, printed.cell)
        for party, printed in self.nips.items():
            if "nip" in self.rule.lend and printed.cell is not None:
                self.builder.put(f"{party}.nip", printed.text, printed.cell, "nip")

    def columns(self, captions: list[_Caption]) -> None:
        """Grid columns (or tab stops) of the parties that stand side by side."""
        for index in dict.fromkeys(c.line for c in captions):
            row = [c for c in captions if c.line == index]
            if len(row) > 1 and "ttd.kolom" not in self.builder.record.spare:
                self.builder.record.spare["ttd.kolom"] = {c.party: (c.cell.column, c.segment) for c in row}

    def take(self, captions: list[_Caption]) -> None:
        """The lines of the blocks, and the dates above them, are no part of any list or chapter."""
        for caption in captions:
            for index in range(caption.line - 1, max(-1, caption.line - ABOVE), -1):
                if any(is_dated(cell.text) for cell in self.scan.lines[index].cells):
                    self.taken.add(index)
                    break
        self.scan.used |= self.taken

    def unnamed(self, party: str) -> None:
        """A signer without a caption of the form's own: whoever signs below the date."""
        if self.dates.dated is None:
            return
        index, cell = self.dates.dated
        last = len(cell.text.split("\n")) - 1
        dated = next((n for n, x in enumerate(cell.text.split("\n")) if place_and_date(x) or date_mentions(x)), last)
        self.block(_Caption(index, cell, party, dated, 0, 0, 1))
        name = f"ttd.{party}.nama" if party else "ttd.nama"
        if name not in self.builder.record.fields and cell.block.kind == "paragraph":
            self.in_table_below(index, party)

    def in_table_below(self, index: int, party: str) -> None:
        """The block may stand in a table under the dated line. Of several the last one counts that does not begin with
        a word such as "Mengetahui": whoever signs for the document stands at the right."""
        below = self.scan.lines[index + 1 : index + 1 + _NEAR_TABLE]
        line = next((one for one in below if one.block.kind == "table"), None)
        number = self.scan.lines.index(line) if line is not None else 0
        if line is None or number in self.scan.used:
            return
        own = [
            cell for cell in line.cells if fold(cell.text.strip().split("\n")[0]) not in self.skip and cell.text.strip()
        ]
        if own:
            self.block(_Caption(number, own[-1], party, -1, 0, 0, 1))


def _name_slot(slots: list[Spot], above_nip: bool) -> Spot | None:
    """Where a name should stand: right above the NIP, else below the room to sign."""
    if not slots:
        return None
    return slots[-1] if above_nip else slots[min(1, len(slots) - 1)]


def _goes_with(name: tuple[str, _Printed, bool], text: str, printed: _Printed) -> bool:
    """Whether a line holds the titles that did not fit on the line of the name."""
    return is_titles(text) and (name[0].endswith(",") or name[1].cell is printed.cell)


def _goes_on(block: Block, other: Block) -> bool:
    """Whether a block may hold what stands under the last one: paragraphs do, and on a printed page, where the room to
    sign parts a table without rules in two."""
    return block.kind == other.kind and (block.kind == "paragraph" or (block.kind == "table" and bool(block.boxes)))


def _part(parts: list[str], caption: _Caption) -> str:
    """The text that stands under a caption: the n-th of as many, else the one at the same tab stop."""
    printed = [part for part in parts if part.strip()]
    if len(printed) == caption.printed:
        return printed[caption.order]
    return parts[caption.segment] if caption.segment < len(parts) and len(parts) > 1 else ""

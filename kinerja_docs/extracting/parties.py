"""The parties of an agreement, told in prose or in a borderless table: labelled lines closed by
"selanjutnya disebut PIHAK PERTAMA"."""

from __future__ import annotations

import itertools
import re

from kinerja_docs.definitions.layout import Parties
from kinerja_docs.extracting.builder import Builder
from kinerja_docs.extracting.pieces import pieces_of, takes_value
from kinerja_docs.extracting.scan import role_of
from kinerja_docs.model import Cell, Line, Spot
from kinerja_docs.text import fold, is_blank, is_titles

_SEPARATOR = re.compile(r",|\s[-–—]\s|\s\((?=[^()]*\)?\s*$)")
_FULL = 40  # characters of a value that may have filled its line


def read_parties(builder: Builder, rule: Parties) -> None:
    """Fill ``pihak_pertama.nama`` and the like; a head who signs alone has no second party."""
    reader = _Reader(builder, rule)
    scan = builder.scan
    stop = scan.heads[0].first if scan.heads else len(scan.lines)
    for index in range(stop):
        captions = sum(1 for _, roles in scan.marks[index] if role_of(roles, "caption"))
        if captions >= 2 or reader.done():
            break
        reader.line(scan.lines[index])
    reader.finish()


class _Reader:
    def __init__(self, builder: Builder, rule: Parties) -> None:
        self.builder = builder
        self.rule = rule
        self.roles = builder.scan.form.vocabulary.roles
        self.wanted = {fold(word) for word in rule.closing}
        self.group: dict[str, tuple[str, Cell]] = {}
        self.order: list[dict[str, tuple[str, Cell]]] = []
        self.assigned: dict[str, dict[str, tuple[str, Cell]]] = {}
        self.announced: str | None = None
        self.last: str | None = None
        self.taken: list[Cell] = []  # cells of the line that are the value of a label
        self.blank: dict[str, Spot] = {}  # where a blank value of the group should stand

    def done(self) -> bool:
        return len(self.assigned) == len(self.rule.parties)

    def line(self, line: Line) -> None:
        cells = [cell for cell in line.cells if cell.row == line.row or cell.block.kind == "paragraph"]
        self.taken = []
        for number, cell in enumerate(cells):
            if cell in self.taken or not cell.text:
                continue
            for text in cell.text.split("\n"):
                parts = [piece.text for piece in pieces_of(_with_text(cell, text), 0)]
                if parts:
                    self.text(parts, cell, cells[number + 1 :])

    def text(self, parts: list[str], cell: Cell, beside: list[Cell]) -> None:
        whole = " ".join(parts)
        if not (self.closes(whole) and self.sentence(whole, cell)):
            self.labels(parts, cell, beside)
        party = self.closing(whole)
        if party is not None:
            self.close(party)
        elif len(parts) == 1 and (role := role_of(self.roles(whole), "party")):
            self.announced = role.name

    def labels(self, parts: list[str], cell: Cell, beside: list[Cell]) -> None:
        found = False
        for number, part in enumerate(parts):
            role = role_of(self.roles(part), "label")
            if role is None:
                continue
            found = True
            rest, at = role.rest, cell
            if rest is None or is_blank(rest):
                rest = next((p.lstrip(" :") for p in parts[number + 1 :] if not is_blank(p)), "")
            if is_blank(rest):
                right = next((c for c in beside if not is_blank(c.text)), None)
                empty = next((c for c in beside if c.text.strip() != ":"), None)
                chosen = right or empty
                if chosen is not None:
                    rest, at = chosen.text.lstrip(" :\t"), chosen
                    self.taken.append(chosen)
                elif takes_value(cell):
                    self.blank[role.name] = (cell.block, cell.row, cell.column)
                elif cell.block.kind != "paragraph":
                    colon = beside[-1] if beside else cell
                    column = colon.column if beside and cell.block.kind == "table" else colon.column + colon.colspan
                    self.blank[role.name] = (cell.block, cell.row, column)  # Word has no cell behind the last one
            self.label(role.name, rest.strip(), at)
            break
        if not found and self.last is not None and self.closing(" ".join(parts)) is None:
            self.go_on(" ".join(parts), cell)

    def sentence(self, text: str, cell: Cell) -> bool:
        """ "…, X selaku Y, selanjutnya disebut PIHAK PERTAMA dan Z selaku W, selanjutnya disebut PIHAK KEDUA"."""
        found = False
        for before, after in _around(text, self.rule.closing):
            party = self.closing(f"{self.rule.closing[0]} {after}")
            name, office = _name_and_office(before, self.rule)
            if party is None or not name or party in self.assigned:
                continue
            self.assigned[party] = {"nama": (name, cell), "jabatan": (office, cell)}
            found = True
        return found

    def label(self, name: str, text: str, cell: Cell) -> None:
        if name in self.group and name == "nama":  # a second name begins a second party
            self.order.append(self.group)
            self.group = {}
        self.group.setdefault(name, (text, cell))
        self.last = name

    def go_on(self, text: str, cell: Cell) -> None:
        """A value that runs over a line break inside one paragraph or cell, or that a printed page shows so."""
        if self.last is not None and self.last in self.group:
            before, at = self.group[self.last]
            if text.strip() and (at is cell or self.is_wrapped(before, text, cell)):
                self.group[self.last] = (f"{before} {text.strip()}", at)
                return
        self.last = None

    def is_wrapped(self, before: str, text: str, cell: Cell) -> bool:
        """Whether a line of print goes on with an office that did not fit on the line of its label."""
        printed = cell.block.boxes is not None and self.last == "jabatan"
        return printed and len(before) >= max(_FULL, len(text)) and not is_blank(text) and not self.roles(text)

    def closes(self, text: str) -> bool:
        """Whether a text may give a party its name."""
        folded = fold(text)
        return any(word in folded for word in self.wanted)

    def closing(self, text: str) -> str | None:
        """The party that a text gives the name to: what stands after its last "disebut"."""
        if not self.closes(text):
            return None
        words = fold(text).split()
        last = max((i for i, word in enumerate(words) if word in self.wanted), default=None)
        if last is None:
            return None
        rest = " ".join(words[last + 1 :]).removeprefix("sebagai ").strip()
        for party in self.rule.parties:
            for phrase in sorted(party.headings, key=len, reverse=True):
                folded = fold(phrase)
                if rest == folded or rest.startswith(folded + " "):
                    return party.name
        return None

    def close(self, party: str) -> None:
        if self.group and party not in self.assigned:
            self.assigned[party] = self.group
        self.group = {}
        self.last = None

    def finish(self) -> None:
        if self.group:
            self.order.append(self.group)
        free = [party.name for party in self.rule.parties if party.name not in self.assigned]
        for group, party in zip(self.order, free, strict=False):
            self.assigned[party] = group
        for party, group in self.assigned.items():
            for name, (text, cell) in group.items():
                if is_blank(text) and name in self.blank:
                    self.builder.place(f"{party}.{name}", self.blank[name])
                self.builder.put(f"{party}.{name}", text, cell, self.rule.kinds.get(name, "text"))
                self.builder.place(party, cell)
        last = self.rule.parties[-1]
        if self.assigned and last.name not in self.assigned and not self.is_named(last.headings):
            self.builder.record.spare["tunggal"] = True

    def is_named(self, phrases: list[str]) -> bool:
        """Whether the document names a party anywhere."""
        printed = " | ".join(fold(c.text) for line in self.builder.scan.lines for c in line.cells if c.text)
        return any(fold(phrase) in printed for phrase in phrases)


def _around(text: str, closing: list[str]) -> list[tuple[str, str]]:
    """What stands before and after each closing word."""
    pieces = re.split(rf"\b(?:{'|'.join(map(re.escape, closing))})\b", text, flags=re.IGNORECASE)
    return list(itertools.pairwise(pieces))


def _name_and_office(text: str, rule: Parties) -> tuple[str, str]:
    """Name and office of "… di bawah ini, X selaku Y, selanjutnya" or "1. X, S.H., Kepala Y, selanjutnya"; two empty
    texts where no office is told."""
    text = _without_superior(_before_closing(text, rule), rule)
    split = (
        re.split(rf"\s{_any_of(rule.office_words)}[\s:]\s*", text, flags=re.IGNORECASE) if rule.office_words else [text]
    )
    if len(split) == 2:
        name, office = _after_lead(split[0], rule.lead_phrases), split[1]
    elif len(split) == 1 and rule.office_heads:
        name, office = _at_comma(_after_lead(text, [lead for lead in rule.lead_phrases if " " in lead]), rule)
    else:
        return "", ""
    name, office = _bare_name(name, rule), office.strip(" ,:;")
    if ":" in name or any(fold(heading) == fold(name) for party in rule.parties for heading in party.headings):
        return "", ""
    return (name, office) if office else ("", "")


def _any_of(phrases: list[str]) -> str:
    """A pattern for one of the phrases, the longest first, with any blanks between their words."""
    patterns = [re.escape(phrase).replace("\\ ", r"\s*") for phrase in sorted(phrases, key=len, reverse=True)]
    return f"(?:{'|'.join(patterns)})"


def _before_closing(text: str, rule: Parties) -> str:
    """A text without the word before "disebut" ("selanjutnya") and what leads to it ("yang", "untuk", a bracket)."""
    lead = rf"(?:{_any_of(rule.closing_leads)}\s+)?" if rule.closing_leads else ""
    return re.sub(rf"[\s,;(]*\b{lead}\w+\s*$", "", text, flags=re.IGNORECASE)


def _without_superior(text: str, rule: Parties) -> str:
    """A text without "selaku atasan langsung pihak pertama", which is no office."""
    if not rule.superior_phrases:
        return text
    headings = [heading for party in rule.parties for heading in party.headings]
    words, offices = _any_of(rule.superior_phrases), _any_of(rule.office_words)
    return re.sub(
        rf"(?:^|,?\s)(?:{offices}\s+)?{words}(?:\s+(?:\w+\s+)?{_any_of(headings)})?\b,?", "", text, flags=re.IGNORECASE
    )


def _after_lead(text: str, phrases: list[str]) -> str:
    for phrase in phrases:
        text = re.split(rf"(?:^|\W){_any_of([phrase])}\b[\s,:]*", text, flags=re.IGNORECASE)[-1]
    return text


def _bare_name(text: str, rule: Parties) -> str:
    """A name without the number, the label or the naming of the other party before it."""
    headings = _any_of([heading for party in rule.parties for heading in party.headings])
    text = re.sub(rf"^\W*{headings}\b\W*", "", text, flags=re.IGNORECASE)
    single = [lead for lead in rule.lead_phrases if " " not in lead]
    if single:
        text = re.sub(rf"^\W*{_any_of(single)}\b", "", text, flags=re.IGNORECASE)
    text = re.sub(r"^\s*\(?(?:\d{1,2}|[a-z])[.)]\s+", "", text)
    text = re.sub(rf"^\s*{_any_of(rule.labels.get('nama', ['nama']))}\s*:", "", text, flags=re.IGNORECASE)
    return text.strip(" ,:;")


def _at_comma(text: str, rule: Parties) -> tuple[str, str]:
    """Name with its titles, and office, of "X, S.H., M.Si., Kepala Y": the office begins with a word of offices. A
    dash or a bracket may stand for the comma, and a number of the person between."""
    name, *rest = _SEPARATOR.split(text)
    while rest and is_titles(rest[0]):
        name += ", " + rest.pop(0).strip()
    if len(rest) > 1 and any(char.isdigit() for char in rest[0]):
        rest.pop(0)
    heads = tuple(fold(head) + " " for head in rule.office_heads)
    if not rest or not fold(rest[0]).startswith(heads) or fold(name).startswith(heads):
        return "", ""
    return name, ",".join(rest).rstrip(") ")


def _with_text(cell: Cell, text: str) -> Cell:
    return Cell(cell.block, cell.row, cell.column, text)

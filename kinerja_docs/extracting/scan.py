"""A document's lines with the roles that their cells play in one layout, looked up once for all shapes."""

from __future__ import annotations

import re
from collections import Counter
from functools import cached_property, lru_cache

from kinerja_docs.extracting.forms import Form
from kinerja_docs.extracting.roles import Role
from kinerja_docs.extracting.table_head import Head, find_heads
from kinerja_docs.model import Cell, Line
from kinerja_docs.text import is_blank, place_and_date, squash

_NONE: frozenset[str] = frozenset()
_PARTS = re.compile(r"\n|\t+| {4,}")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
Marks = list[tuple[Cell, tuple[Role, ...]]]


def sole_cell(line: Line) -> Cell | None:
    """The only printed cell that begins on a line, or None when there are none or several."""
    found: Cell | None = None
    for cell in line.cells:
        if cell.text and not is_blank(cell.text):
            if found is not None or (cell.row != line.row and line.block.kind != "paragraph"):
                return None
            found = cell
    return found


class Scan:
    """Lines and marks side by side: ``marks[i]`` are the cells of ``lines[i]`` that mean something to the layout."""

    def __init__(self, lines: list[Line], form: Form) -> None:
        self.lines = lines
        self.form = form
        self.layout = form.layout
        known, roles_of = form.vocabulary.known, form.vocabulary.roles
        self.marks: list[Marks] = []
        self.used: set[int] = set()  # line numbers that a shape has taken
        self.kinds: list[frozenset[str]] = []  # the kinds of role on each line
        self._counts: Counter[str] = Counter()
        for line in lines:
            marks: Marks = []
            for cell in line.cells:
                text = cell.text
                if text:
                    roles = known.get(text)
                    if roles is None:
                        roles = roles_of(text)
                    if roles:
                        marks.append((cell, roles))
            self.marks.append(marks)
            self.kinds.append(self._kinds(marks) if marks else _NONE)

    def _kinds(self, marks: Marks) -> frozenset[str]:
        kinds: set[str] = set()
        for _, roles in marks:
            for role in roles:
                kinds.add(role.kind)
                self._counts[f"label:{role.name}" if role.kind == "label" else role.kind] += 1
        return frozenset(kinds)

    @cached_property
    def heads(self) -> list[Head]:
        """The table headers among the lines."""
        return find_heads(self.lines, self.marks, self.layout)

    @cached_property
    def body(self) -> set[str]:
        """What the lines hold of a form's body: ``identity``, ``parties``, and the names of its tables."""
        found = {head.table for head in self.heads}
        named = self._counts["label:nama"]  # "NIP: …" also stands under signatures
        if named and self._counts["party"]:
            found.add("identity")
        if named or self._counts["closing"]:
            found.add("parties")
        if self.layout.points and self._counts["point"] >= max(1, self.layout.recognise.points):
            found.add("points")
        return found

    @staticmethod
    def years_of_title(cell: Cell) -> set[str]:
        """The years printed in a heading."""
        return set(_YEAR.findall(cell.text))


@lru_cache(maxsize=32_768)
def is_dated(text: str) -> bool:
    """Whether a signature begins here: place and date on one of the first lines of a cell."""
    parts = [squash(part) for part in _PARTS.split(text.strip())[:3]]
    return any(len(part) < 90 and place_and_date(part) is not None for part in parts)


def role_of(roles: tuple[Role, ...], kind: str, table: str | None = None) -> Role | None:
    """The first role of a kind (and table), or None."""
    for role in roles:
        if role.kind == kind and (table is None or role.table == table):
            return role
    return None

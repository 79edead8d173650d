"""A scored tree as a sheet prints it: what extraction hands to recomputation, to the checks and to the gap report.

Nothing is computed here. Cells are kept beside values, because a check points at them and follows their formulas.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from kinerja_docs.definitions.framework import Framework, Scale
from kinerja_docs.model import Block, Cell, Line, Location, Row

SPARE = "lke"  # where a record keeps its ScoreSheet
UNIT, ASSESSOR = "unit", "penilai"


_NOTHING = Row({})  # of a branch whose row is not filled in yet


@dataclass(slots=True, eq=False)
class Branch:
    """One printed node. ``code`` is its code in the nearest edition, None where nothing there is like it.

    ``cells`` are the printed cells by role (``bobot pilihan jawaban nilai catatan bukti`` and the assessor's with
    ``_penilai``); ``weight`` comes from the weight column, else from the brackets of the label.
    """

    row_number: int
    level: str
    name: str
    name_cell: Cell
    marker: str = ""
    marker_cell: Cell | None = None
    code: str | None = None
    weight: float | None = None
    label_weight: float | None = None
    row: Row = _NOTHING
    cells: dict[str, Cell] = field(default_factory=dict)
    evidence: list[Cell] = field(default_factory=list)
    parent: Branch | None = None
    children: list[Branch] = field(default_factory=list)
    is_row: bool = False  # one of ``kriteria``, else of ``simpul``
    number: int = 0  # n-th of its table, from 0

    def text(self, name: str) -> str:
        """A value's text, or an empty string."""
        return self.row.text(name)

    def place(self, name: str) -> Location:
        """Where a value stands or should stand, else the node's name."""
        found = self.row.places.get(name)
        return found if found is not None else self.name_cell.at

    def spots(self) -> set[Location]:
        """Every place of the node that a finding may name: its cells, and where blank ones stand."""
        found = {cell.at for cell in [self.name_cell, *self.cells.values(), *self.evidence]}
        return found | {self.place(name) for name in self.row.places}


@dataclass(slots=True, eq=False)
class Total:
    """A printed sum: of the whole sheet (``grand``) or of a part of it."""

    row_number: int
    label: str
    label_cell: Cell
    cell: Cell | None
    value: float | None
    grand: bool


@dataclass(slots=True, eq=False)
class ScoreSheet:
    """The tree of one document, in sheet order, with the edition it follows.

    ``edition`` is None where no edition fits; ``nearest`` is then the one that comes closest and ``unlike`` the nodes
    that differ from it. ``lines`` are all lines of its block.
    """

    block: Block
    family: str
    edition: Framework | None
    nearest: Framework | None
    unlike: list[Branch]
    header: Cell
    nodes: list[Branch]
    totals: list[Total]
    columns: dict[str, list[int]]
    lines: list[Line]
    title: str = ""
    titled: bool = False  # the title or header names a known family
    unknown_regulation: str = ""  # a regulation in the title that belongs to no edition
    predicate: Cell | None = None
    unanswered: frozenset[str] = frozenset()
    scales: dict[Branch, tuple[Scale | None, Scale | None]] = field(default_factory=dict)  # as recomputation finds them
    kept: dict[str, Any] = field(default_factory=dict)  # what recomputation need not work out again
    cells: dict[tuple[int, int], Cell] = field(default_factory=dict)  # of the grid, once someone asks for it

    @property
    def grid(self) -> Mapping[tuple[int, int], Cell]:
        """Finds a cell of the sheet by row and column, for formulas; a merged one stands in all its places."""
        if not self.cells:
            for line in self.lines:
                for cell in line.cells:
                    for column in range(cell.column, cell.column + cell.colspan):
                        self.cells[line.row, column] = cell
        return self.cells

    @property
    def framework(self) -> Framework | None:
        """The edition, else the nearest."""
        return self.edition or self.nearest

    @property
    def roots(self) -> list[Branch]:
        """The nodes that stand below no other."""
        return [node for node in self.nodes if node.parent is None]

    @property
    def total(self) -> Total | None:
        """The printed grand total."""
        return next((total for total in reversed(self.totals) if total.grand), None)

    def by_code(self) -> dict[str, Branch]:
        """The nodes by their code; the first of two."""
        found: dict[str, Branch] = {}
        for node in self.nodes:
            if node.code is not None:
                found.setdefault(node.code, node)
        return found

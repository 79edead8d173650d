"""LKE formulas: those that point at another row or miss a child, and scores that hidden sheets feed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from kinerja_docs.checking.hits import Context, Hit, Kind
from kinerja_docs.checking.lke_tree import Judged, NoParams, hit, judged, label, number_of
from kinerja_docs.checking.params import short
from kinerja_docs.model import Cell, Record
from kinerja_docs.score_tree import Branch, Total
from kinerja_docs.text import fold

_STRING = re.compile(r'"[^"]*"')
_OTHER_SHEET = re.compile(r"(?:'([^']+)'|([\w.]+))!\$?[A-Z]{1,3}\$?\d+(?::\$?[A-Z]{1,3}\$?\d+)?")
_RANGE = re.compile(r"\$?([A-Z]{1,3})\$?(\d+)(?::\$?([A-Z]{1,3})\$?(\d+))?(?![\w(])")
_MAPPED = ("bobot", "pilihan", "jawaban", "nilai")


def wrong_reference(params: NoParams, record: Record, context: Context) -> Iterator[Hit]:
    """A score's formula points at a row that it has no business with, or leaves out a child."""
    tree = judged(record)
    if tree is None:
        return
    rows = _Rows(tree)
    for node in tree.sheet.nodes:
        cell = node.cells.get("nilai")
        if cell is None or not cell.formula:
            continue
        found = rows.trouble(node, cell.formula)
        if found is not None:
            variant, at = found
            yield hit(node, "nilai", variant=variant, formula=short(cell.formula), other=at)
    for total in tree.sheet.totals:
        if total.cell is None or not total.cell.formula:
            continue
        missed = rows.missed_by(total)
        if missed:
            yield Hit(
                total.cell.at,
                params={"row": short(total.label), "formula": short(total.cell.formula), "other": missed},
                table="simpul",
                column="nilai",
                key=fold(total.label),
                variant="missing",
            )


class _Rows:
    """The rows of a tree, and what a formula may look at."""

    def __init__(self, tree: Judged) -> None:
        self.tree = tree
        sheet = tree.sheet
        self.nodes: Mapping[int, Branch] = {node.row_number: node for node in sheet.nodes}
        self.totals: Mapping[int, Total] = {total.row_number: total for total in sheet.totals}
        self.columns = {column for role in _MAPPED for column in sheet.columns.get(role, [])}
        self.last = max((node.row_number for node in sheet.nodes), default=0)
        self.last = max([self.last, *self.totals])
        self.codes = sheet.by_code()

    def trouble(self, node: Branch, formula: str) -> tuple[str, str] | None:
        """``other`` with the row that a formula should not look at, ``missing`` with the child that it misses."""
        rows = self.rows_of(formula)
        if not rows:
            return None
        below = {child.row_number for child in _under(node)}
        for row in sorted(rows):
            if row == node.row_number or row in below or row in self._needed(node):
                continue
            if row in self.nodes:
                return "other", label(self.nodes[row])
            if row > self.last:
                return "outside", str(row)
        missed = [child for child in node.children if self._counts(child) and not self._covered(child, rows)]
        if missed and (rows & below):
            return "missing", label(missed[0])
        return None

    def missed_by(self, total: Total) -> str:
        """The node that a total's formula leaves out, or an empty string."""
        assert total.cell is not None and total.cell.formula is not None
        rows = self.rows_of(total.cell.formula)
        if not rows - {total.row_number}:
            return ""
        if total.grand:
            wanted = self.tree.sheet.roots
        else:
            key = fold(total.label)
            named = [node for node in self.tree.sheet.nodes if node.children and key.endswith(" " + fold(node.name))]
            wanted = named[0].children if named else []
        covered = self._with_totals(rows)
        sums = [self.totals[row].cell for row in covered if row in self.totals]
        if any(cell is None or not cell.formula for cell in sums):
            return ""  # what a typed sum stands for cannot be seen
        missed = [node for node in wanted if self._counts(node) and not self._covered(node, covered)]
        return label(missed[0]) if missed else ""

    def _with_totals(self, rows: set[int]) -> set[int]:
        """The rows, and those that the totals among them look at."""
        found, todo = set(rows), [row for row in rows if row in self.totals]
        while todo:
            cell = self.totals[todo.pop()].cell
            if cell is None or not cell.formula:
                continue
            new = self.rows_of(cell.formula) - found
            found |= new
            todo += [row for row in new if row in self.totals]
        return found

    def rows_of(self, formula: str) -> set[int]:
        """The rows that a formula looks at in the columns of the tree."""
        text = _OTHER_SHEET.sub(" ", _STRING.sub(" ", formula))
        found: set[int] = set()
        for match in _RANGE.finditer(text):
            first, last = _number(match.group(1)), _number(match.group(3) or match.group(1))
            if not any(first <= column <= last for column in self.columns):
                continue
            top, bottom = int(match.group(2)), int(match.group(4) or match.group(2))
            if bottom - top > 5000:
                continue
            found.update(range(min(top, bottom), max(top, bottom) + 1))
        return found

    def _needed(self, node: Branch) -> set[int]:
        """Rows that a node's formula may look at though they lie elsewhere: prerequisites and counts."""
        known, framework = self.tree.known(node), self.tree.sheet.framework
        if known is None or framework is None:
            return set()
        codes = set(framework.prerequisites.get(known.code, ()))
        if known.formula is not None:
            codes |= set(known.formula.codes)
        return {self.codes[code].row_number for code in codes if code in self.codes}

    def _counts(self, node: Branch) -> bool:
        """Whether a node prints a score that should enter the one above."""
        scale = self.tree.scale(node)
        if scale is not None and scale.kind == "count":
            return False
        if number_of(node.cells.get("nilai")) is not None:
            return True
        return any(self._counts(child) for child in node.children)

    def _covered(self, node: Branch, rows: set[int]) -> bool:
        if node.row_number in rows:
            return True
        counted = [child for child in node.children if self._counts(child)]
        return bool(counted) and all(self._covered(child, rows) for child in counted)


def _under(node: Branch) -> Iterator[Branch]:
    for child in node.children:
        yield child
        yield from _under(child)


def _number(letters: str) -> int:
    found = 0
    for letter in letters:
        found = found * 26 + ord(letter) - 64
    return found


def hidden_sheet(params: NoParams, record: Record, context: Context) -> Iterator[Hit]:
    """A score takes its value from a hidden sheet; at the first such cell, the others beside it."""
    tree = judged(record)
    if tree is None or context.document is None:
        return
    hidden = {name.casefold(): name for name in context.document.traits.hidden_sheets}
    if not hidden:
        return
    found: list[Cell] = []
    named: list[str] = []
    cells = [node.cells.get("nilai") for node in tree.sheet.nodes] + [total.cell for total in tree.sheet.totals]
    for cell in cells:
        if cell is None or not cell.formula:
            continue
        names = [(match.group(1) or match.group(2)).casefold() for match in _OTHER_SHEET.finditer(cell.formula)]
        used = [hidden[name] for name in names if name in hidden]
        if used:
            found.append(cell)
            named += used
    if found:
        names_text = ", ".join(dict.fromkeys(named))
        related = tuple(cell.at for cell in found[1:])
        params_of = {"sheet": names_text, "count": str(len(found))}
        yield Hit(found[0].at, related=related, params=params_of, column="nilai", key=fold(names_text))


KINDS: dict[str, Kind] = {
    "lke_wrong_reference": Kind(NoParams, wrong_reference),
    "lke_hidden_sheet": Kind(NoParams, hidden_sheet),
}

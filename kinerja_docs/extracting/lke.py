"""LKE: the documents of a workbook (or of a table in a text) that are scored trees, with their fields and rows."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from kinerja_docs.collector import paused
from kinerja_docs.definitions.framework import Framework
from kinerja_docs.definitions.layout import ScoreTree
from kinerja_docs.extracting.forms import Form, Forms
from kinerja_docs.extracting.lke_cells import TreeCells
from kinerja_docs.extracting.lke_head import Header, HeaderWords, find_headers
from kinerja_docs.extracting.lke_match import assign_codes, assign_levels, choose, parents
from kinerja_docs.extracting.lke_rows import Body, RowWords, read_body
from kinerja_docs.model import Cell, Document, Line, Record, Value
from kinerja_docs.score_tree import SPARE, Branch, ScoreSheet, Total
from kinerja_docs.text import fold, is_blank, is_placeholder, squash

_LEAST_NODES = 3
_LIKE = 3  # this many nodes unlike an edition, and it is another one
_WEIGHT_SLACK = 0.0051
_YEAR = re.compile(r"\b(20\d\d)\b")
_REGULATION = re.compile(r"(?:nomor|no\.?)?\s*(\d{1,3})\s*(?:tahun|/|th\.?)\s*(20\d\d)", re.IGNORECASE)


@dataclass(slots=True, eq=False)
class Words:
    """The folded words of the layout's tree."""

    layout: ScoreTree
    header: HeaderWords
    rows: RowWords
    unanswered: frozenset[str]  # what stands in an answer or score while nobody answered


@lru_cache(maxsize=8)
def _words(form: Form) -> Words:
    layout = form.layout.score_tree
    assert layout is not None
    unanswered = frozenset(fold(word) for word in layout.unanswered)
    return Words(layout, HeaderWords(layout), RowWords(layout), unanswered)


def tree_form(forms: Forms) -> Form | None:
    """The form whose shape is a scored tree."""
    return next((form for form in forms.forms if form.layout.score_tree is not None), None)


def read_trees(document: Document, forms: Forms) -> list[tuple[int, int, Record]]:
    """The scored trees of a file: first and last line (exclusive) that each takes, and its record."""
    form = tree_form(forms)
    if form is None:
        return []
    with paused():
        return _read_trees(document, forms, form)


def _read_trees(document: Document, forms: Forms, form: Form) -> list[tuple[int, int, Record]]:
    words = _words(form)
    found: list[tuple[int, int, Record]] = []
    floor = 0
    runs = [run for run in _runs(document.lines) if not document.lines[run[0]].block.hidden]
    for first, last in runs or _runs(document.lines):
        lines = document.lines[first:last]
        headers = find_headers(lines, words.header)
        if not headers:
            continue
        start = first if lines[0].block.kind == "sheet" else floor
        above = document.lines[start : first + headers[0].first]
        records = [_record(words, forms, lines, header, above, document.lines[start:last]) for header in headers]
        found += [(start, last, record) for record in records if record is not None]
        floor = last if any(records) else floor
    return found


def _runs(lines: Sequence[Line]) -> list[tuple[int, int]]:
    """The lines of each sheet or table: first and last (exclusive)."""
    runs: list[tuple[int, int]] = []
    start = 0
    for index in range(1, len(lines) + 1):
        if index == len(lines) or lines[index].block is not lines[start].block:
            if lines[start].block.kind in ("sheet", "table"):
                runs.append((start, index))
            start = index
    return runs


def _record(
    words: Words, forms: Forms, lines: list[Line], header: Header, above: list[Line], whole: list[Line]
) -> Record | None:
    body = read_body(lines, header, words.rows, words.header)
    if len(body.entries) < _LEAST_NODES:
        return None
    record = Record(0, "lke", lines=whole, recognised_by="title:lke" if above else "header")
    title = next((cell for line in above for cell in line.cells if cell.text and words.header.titled(cell.text)), None)
    record.title_cell = title or header.cell
    record.title = squash(record.title_cell.text.split("\n")[0])
    if title is None:
        record.recognised_by = "header"
    sheet = _sheet(words, forms, lines, header, body, above, record)
    if title is None and sheet.nearest is None:
        return None  # a table of questions and answers that no edition knows
    TreeCells(words.layout, header, sheet).fill(record, body)
    _set_edition(record, sheet)
    _fields(words, record, sheet, header, above, body)
    record.spare[SPARE] = sheet
    return record


def _sheet(
    words: Words,
    forms: Forms,
    lines: list[Line],
    header: Header,
    body: Body,
    above: list[Line],
    record: Record,
) -> ScoreSheet:
    """The tree with levels, parents and codes; its cells come later."""
    frameworks = forms.frameworks
    texts = [cell.text for line in above for cell in line.cells if cell.text]
    family = _family(texts, frameworks)
    framework = choose(body.entries, frameworks, family)
    kind = family or (framework.family if framework is not None else "lain")
    assign_levels(body.entries, framework, words.layout.levels[kind])
    order = parents(body.entries)
    if framework is not None:
        assign_codes(body.entries, order, framework)
    for node, parent in zip(body.entries, order, strict=True):
        if parent is not None:
            node.parent = body.entries[parent]
            node.parent.children.append(node)
    sheet = ScoreSheet(lines[0].block, kind, None, framework, [], header.cell, [*body.entries], [], {}, lines)
    sheet.title, sheet.titled = record.title, family is not None or framework is not None
    sheet.unknown_regulation = _unknown_regulation(texts, frameworks)
    sheet.unanswered = words.unanswered
    return sheet


def _family(texts: Iterable[str], frameworks: Sequence[Framework]) -> str | None:
    """The family that the title block names; the longest name wins."""
    best: tuple[int, str] | None = None
    for text in texts:
        key = f" {fold(text)} "
        for framework in frameworks:
            for name in framework.head.names:
                if f" {fold(name)} " in key and (best is None or len(name) > best[0]):
                    best = (len(name), framework.family)
    return best[1] if best is not None else None


def _unknown_regulation(texts: Iterable[str], frameworks: Sequence[Framework]) -> str:
    """A regulation that the title block names and that belongs to no edition; blank where one is known."""
    unknown = ""
    known = {(law.number.partition("/")[0], law.year) for framework in frameworks for law in framework.head.regulations}
    for text in texts:
        for match in _REGULATION.finditer(text):
            if (match.group(1).lstrip("0"), match.group(2)) in known:
                return ""
            unknown = unknown or squash(match.group())
    return unknown


def _set_edition(record: Record, sheet: ScoreSheet) -> None:
    """The nearest edition is the sheet's own while fewer than three nodes differ from it."""
    framework = sheet.nearest
    if framework is None:
        return
    sheet.unlike = [node for node in sheet.nodes if _is_unlike(node, framework)]
    if len(sheet.unlike) < _LIKE and not sheet.unknown_regulation:
        sheet.edition = framework


def _is_unlike(node: Branch, framework: Framework) -> bool:
    if node.code is None:
        return True
    weight = framework.nodes[node.code].weight
    return weight is not None and node.weight is not None and abs(node.weight - float(weight)) > _WEIGHT_SLACK


def _fields(words: Words, record: Record, sheet: ScoreSheet, header: Header, above: list[Line], body: Body) -> None:
    title = record.title_cell
    assert title is not None
    put = record.fields
    put["kerangka"] = Value(record.title, sheet.family, title)
    put["edisi"] = Value(record.title, sheet.edition.id if sheet.edition is not None else None, title)
    for name, found in (("unit", _labelled(above, words.layout.unit_labels)), ("tahun", _year(words, header, above))):
        if found is not None:
            text, cell = found
            if text and not is_blank(text) and not is_placeholder(text):
                year = _YEAR.search(text)
                put[name] = Value(text, int(year.group()) if name == "tahun" and year else None, cell)
            elif text and is_placeholder(text):
                record.placeholders.append(cell)
            record.places.mark(name, cell)
    _totals(record, sheet, header, body)


def _labelled(above: Sequence[Line], labels: Sequence[str]) -> tuple[str, Cell] | None:
    """The value after one of the labels: in its own cell behind a colon, else in the next filled cell of the line."""
    wanted = {fold(label) for label in labels}
    for line in above:
        cells = [cell for cell in line.cells if cell.text and cell.row == line.row]
        for number, cell in enumerate(cells):
            label, colon, rest = cell.text.partition(":")
            if fold(label) not in wanted:
                continue
            if rest.strip():
                return squash(rest), cell
            for other in cells[number + 1 :]:
                text = squash(other.text).lstrip(": ")
                if text:
                    return text, other
            if colon or number == 0:
                return "", cell
    return None


def _year(words: Words, header: Header, above: Sequence[Line]) -> tuple[str, Cell] | None:
    """The year that is judged: of the year head, after a label, else in a title, never that of a regulation."""
    if header.year_cell is not None:
        found = _YEAR.search(header.year_cell.text)
        if found is not None:
            return found.group(), header.year_cell
    labelled = _labelled(above, words.layout.year_labels)
    if labelled is not None:
        year = _YEAR.search(labelled[0])
        return (year.group(), labelled[1]) if year is not None else labelled
    laws = "|".join(re.escape(word) for word in words.layout.regulation_words)
    law = re.compile(
        rf"(?:\b(?:{laws})\b\.?[^()\n]*?\d+[^()\n]{{0,40}}?\s*(?:tahun|/|th\.?)\s*)(20\d\d)", re.IGNORECASE
    )
    for line in above:
        for cell in line.cells:
            rest = law.sub(" ", cell.text) if cell.text else ""
            year = _YEAR.search(rest)
            if year is not None:
                return year.group(), cell
    return None


def _totals(record: Record, sheet: ScoreSheet, header: Header, body: Body) -> None:
    """Printed sums; the last grand one is ``total``, and the row of the predicate gives ``predikat``."""
    columns = header.of_role("nilai") or header.of_role("jawaban")
    for printed in body.printed:
        cell = next((c for column in columns if (c := printed.line.at_column(column)) is not None), None)
        if printed.kind == "predikat":
            cell = (
                cell
                if cell is not None and cell.text and not is_blank(cell.text)
                else _right_of(printed.line, printed.cell)
            )
            record.places.mark("predikat", cell or (printed.cell.block, printed.line.row, columns[0] if columns else 1))
            if cell is not None and cell.text and not is_blank(cell.text):
                sheet.predicate = cell
                record.fields["predikat"] = Value(squash(cell.text), _predicate(cell.text, sheet), cell)
            continue
        value = TreeCells.number_of(cell)
        sheet.totals.append(Total(printed.line.row, printed.label, printed.cell, cell, value, printed.kind == "total"))
    total = sheet.total
    if total is None:
        return
    if total.cell is not None and total.cell.text and not is_blank(total.cell.text):
        record.fields["total"] = Value(squash(total.cell.text), total.value, total.cell)
    record.places.mark("total", total.cell or total.label_cell)


def _right_of(line: Line, label: Cell) -> Cell | None:
    """The first filled cell to the right of a label."""
    return next((c for c in line.cells if c.column > label.column and c.text and not is_blank(c.text)), None)


def _predicate(text: str, sheet: ScoreSheet) -> str | None:
    """The predicate's word, as the edition spells it: ``BB (Sangat Baik)`` → ``BB``."""
    framework = sheet.framework
    if framework is None:
        return None
    key = fold(text)
    for predicate in framework.head.predicates:
        if key in (fold(predicate.word), fold(predicate.title.id)) or key.split()[:1] == [fold(predicate.word)]:
            return predicate.word
    return None

"""Tables for people: what ``read`` found, and the lists of ``list``."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator, Mapping, Sequence

from kinerja_docs import words
from kinerja_docs.model import Cell, FileResult, Record, Row, Value
from kinerja_docs.outcome import Listed, ReadOutcome
from kinerja_docs.reporting.json_report import plain
from kinerja_docs.reporting.places import place_label
from kinerja_docs.reporting.terminal import Paper, printable

GAP = "  "
LEAST = 6


def grid(head: Sequence[str], rows: Iterable[Sequence[str]], width: int, indent: int = 0) -> Iterator[str]:
    """A plain table: columns as wide as they need, the widest ones wrapped until the line fits into ``width``."""
    cells = [[printable(cell) for cell in row] for row in (head, *rows)]
    widths = _widths(cells, width - indent)
    for number, row in enumerate(cells):
        wrapped = [textwrap.wrap(cell, size) or [""] for cell, size in zip(row, widths, strict=True)]
        for line in range(max(len(cell) for cell in wrapped)):
            parts = [
                (cell[line] if line < len(cell) else "").ljust(size) for cell, size in zip(wrapped, widths, strict=True)
            ]
            yield (" " * indent + GAP.join(parts)).rstrip()
        if number == 0:
            yield " " * indent + GAP.join("-" * size for size in widths)


def _widths(cells: Sequence[Sequence[str]], width: int) -> list[int]:
    widths = [max(len(row[column]) for row in cells) or 1 for column in range(len(cells[0]))]
    room = width - len(GAP) * (len(widths) - 1)
    while sum(widths) > room and max(widths) > LEAST:
        widest = widths.index(max(widths))
        second = max([size for number, size in enumerate(widths) if number != widest], default=LEAST)
        surplus = sum(widths) - room
        widths[widest] = max(LEAST, min(widths[widest] - 1, max(second, widths[widest] - surplus)))
    return widths


def render_read(outcome: ReadOutcome, paper: Paper) -> str:
    """What was recognised and read, file by file, as text with a final newline."""
    lines: list[str] = []
    for result in outcome.files:
        lines += [*_file(outcome, result, paper), ""]
    for path, kind in outcome.faults:
        lines += [*paper.wrap(words.get("error.internal_file", outcome.language, path=path, kind=kind), 0), ""]
    if not lines:
        lines = [words.get("report.no_files", outcome.language), ""]
    return "\n".join(lines[:-1]) + "\n"


def _file(outcome: ReadOutcome, result: FileResult, paper: Paper) -> Iterator[str]:
    lang = outcome.language
    yield f"{paper.paint(printable(result.path), 'bold')} – {words.get(f'status.{result.status}', lang)}"
    failure = outcome.failures.get(result.path)
    if failure is not None:
        reason = words.find(f"reason.{failure.reason}", lang) or failure.reason
        yield from paper.wrap(f"{failure.code}: {reason}", 2)
    for record in result.records:
        yield from _document(outcome, result.path, record, paper)


def _document(outcome: ReadOutcome, path: str, record: Record, paper: Paper) -> Iterator[str]:
    lang = outcome.language
    title = outcome.forms.get(record.form, record.form) if record.form else words.get("form.none", lang)
    if record.part:
        title = f"{title} {words.get('report.part', lang)}"
    yield ""
    yield f"  {words.get('report.document', lang, number=record.id + 1)}: {paper.paint(title, 'bold')}"
    if record.fields:
        head = [words.get(f"report.{name}", lang) for name in ("field", "text", "value", "place")]
        rows = [
            [words.label(name, lang), value.text, _shown(value), place_label(value.at, lang, path)]
            for name, value in record.fields.items()
        ]
        yield from grid(head, rows, paper.measure, 4)
    for table, found in record.rows.items():
        yield ""
        name = words.find(f"table.{table}", lang) or table
        yield "    " + paper.paint(words.get("report.rows", lang, table=name, count=len(found)), "bold")
        if found:
            yield from _rows(found, record.columns.get(table, {}), paper, lang)


def _rows(rows: Sequence[Row], headers: Mapping[str, Cell], paper: Paper, lang: str) -> Iterator[str]:
    """The rows, columns as they stand on paper; what has no column of its own (bands) comes first."""
    names = list(dict.fromkeys(name for row in rows for name in row.values))
    names.sort(key=lambda name: headers[name].column if name in headers else 0)
    head = [words.get("report.row", lang), *(words.find(f"column.{name}", lang) or name for name in names)]
    lines = [[str(number), *(row.text(name) for name in names)] for number, row in enumerate(rows, 1)]
    yield from grid(head, lines, paper.measure, 4)


def _shown(value: Value) -> str:
    if value.value is None:
        return ""
    return f"{plain(value.value)} {value.unit}" if value.unit else str(plain(value.value))


def render_list(items: Sequence[Listed], paper: Paper, lang: str) -> str:
    """A list for people, as text with a final newline."""
    if not items:
        return words.get("list.nothing", lang) + "\n"
    head = [words.get(f"list.{name}", lang) for name in ("id", "title", "version", "origin")]
    shipped = words.get("list.shipped", lang)
    rows = [[item.id, item.title, item.version, shipped if item.origin == "shipped" else item.origin] for item in items]
    return "\n".join(grid(head, rows, paper.measure)) + "\n"

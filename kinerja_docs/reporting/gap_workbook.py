"""The gap report as a workbook: figures with formulas and their values, a chart, findings, gates, points to win."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from kinerja_docs import __version__, words
from kinerja_docs.reporting.gap_view import GapView, number, view
from kinerja_docs.reporting.workbook import Book, open_book
from kinerja_docs.scoring.study import Study

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

SCORES = ("component", "weight", "claimed", "strict", "at_risk", "unchecked", "supported")
COLOURS = {"supported": "#2E7D4F", "unchecked": "#C9A13B", "at_risk": "#C2463D"}
_ABOVE = 9  # rows above the remarks and the table of scores


def render(
    studies: Sequence[Study],
    today: date,
    lang: str,
    agreement: Mapping[str, Any] | None = None,
    unmask: bool = False,
) -> bytes:
    """The whole workbook; with several LKE their unit stands in the names of the sheets."""
    out = io.BytesIO()
    book = open_book(out, today)
    book.formats["points"] = book.book.add_format(
        {"font_name": "Arial", "font_size": 10, "border": 1, "border_color": "#C9CFD8", "num_format": "0.00"}
    )
    for study in studies:
        seen = view(study, lang, unmask)
        mark = f" {seen.unit}" if len(studies) > 1 else ""
        _scores(book, seen, today, lang, mark)
        _findings(book, seen, lang, mark)
        _gates(book, seen, lang, mark)
        _to_win(book, seen, lang, mark)
    if agreement is not None:
        head = [_word("item", lang), "", _word("first", lang), _word("second", lang)]
        rows = [(one["code"] or "", one["name"], one["one"], one["other"]) for one in agreement["differ"]]
        sheet = _table(book, _word("agreement", lang), [12, 70, 16, 16], head, rows)
        book.put(sheet, len(rows) + 2, 1, _word("agreement_text", lang, **agreement))
    book.book.close()
    return out.getvalue()


def _word(name: str, lang: str, **params: object) -> str:
    return words.get(f"gap_report.{name}", lang, **params)


def _scores(book: Book, seen: GapView, today: date, lang: str, mark: str) -> None:
    """Head, figures, the table with its formulas, and the chart beside it."""
    sheet = book.sheet(_word("result", lang) + mark, [52, 10, 14, 14, 11, 16, 16], [])
    sheet.freeze_panes(0, 0)
    sheet.write_string(0, 0, _word("title", lang), book.formats["title"])
    sheet.write_string(1, 0, f"{seen.unit} · {_word('year', lang)} {seen.year}", book.formats["strong"])
    sheet.write_string(2, 0, seen.edition, book.formats["note"])
    sheet.write_string(3, 0, f"{seen.path} · kinerja_docs {__version__} · {today.isoformat()}", book.formats["note"])
    row = 4
    for name, value in (("claimed", seen.claimed), ("strict", seen.strict), ("own", seen.own)):
        sheet.write_string(row, 0, _word(name, lang), book.formats["head"])
        _points(book, sheet, row, 1, value)
        row += 1
    if seen.predicate != "–":
        text = _word("predicate_text", lang, claimed=seen.predicate_claimed, recomputed=seen.predicate)
        sheet.write_string(row, 0, f"{_word('predicate', lang)}: {text}", book.formats["note"])
    for place, text in enumerate(seen.remarks, row + 1):
        sheet.write_string(place, 0, text, book.formats["note"])
    for column, name in enumerate(SCORES):
        sheet.write_string(_first(seen), column, _word(name, lang), book.formats["head"])
    for place, line in enumerate(seen.lines, _first(seen) + 1):
        book.put(sheet, place, 0, f"{line.code} {line.name}".strip())
        values = (line.weight, line.claimed, line.recomputed, line.at_risk, line.unchecked)
        for column, value in enumerate(values, 1):
            _points(book, sheet, place, column, value)
        formula = f"=MAX(0,ROUND(D{place + 1}-E{place + 1}-F{place + 1},2))"
        if line.recomputed is None:
            _points(book, sheet, place, 6, None)
        else:
            sheet.write_formula(place, 6, formula, book.formats["points"], line.supported or 0)
    _total(book, sheet, seen, lang)
    _chart(book, sheet, seen, lang)


def _first(seen: GapView) -> int:
    """The row of the table of scores, from 0: below all remarks."""
    return _ABOVE + max(3, len(seen.remarks))


def _total(book: Book, sheet: Worksheet, seen: GapView, lang: str) -> None:
    """The sum over the charted lines, which are the parts that no other of them holds."""
    place = _first(seen) + 1 + len(seen.lines)
    rows = [_first(seen) + 2 + number for number, line in enumerate(seen.lines) if line.charted]
    if not rows:
        return
    book.put(sheet, place, 0, f"{_word('total', lang)} ({len(rows)})", "head")
    for column, name in enumerate(("weight", "claimed", "recomputed", "at_risk", "unchecked", "supported"), 1):
        letter = "ABCDEFG"[column]
        value = sum(getattr(line, name) or 0 for line in seen.lines if line.charted)
        formula = "=" + "+".join(f"N({letter}{row})" for row in rows)
        sheet.write_formula(place, column, formula, book.formats["points"], round(value, 2))


def _chart(book: Book, sheet: Worksheet, seen: GapView, lang: str) -> None:
    """Supported, unopened and risky points of each area, one bar above the other."""
    rows = [_first(seen) + 1 + number for number, line in enumerate(seen.lines) if line.charted]
    if not rows:
        return
    chart = book.book.add_chart({"type": "bar", "subtype": "stacked"})
    name = sheet.get_name().replace("'", "''")

    def area(letter: str) -> str:
        return "=(" + ",".join(f"'{name}'!${letter}${row + 1}" for row in rows) + ")"

    for key, letter in (("supported", "G"), ("unchecked", "F"), ("at_risk", "E")):
        series: dict[str, Any] = {"name": _word(key, lang), "categories": area("A"), "values": area(letter)}
        chart.add_series(series | {"fill": {"color": COLOURS[key]}, "gap": 60})
    chart.set_title({"name": _word("chart", lang), "name_font": {"size": 11}})
    chart.set_y_axis({"reverse": True, "num_font": {"size": 9}})
    chart.set_x_axis({"num_format": "0", "major_gridlines": {"visible": True, "line": {"color": "#D9DEE6"}}})
    chart.set_legend({"position": "bottom"})
    chart.set_size({"width": 820, "height": 90 + 30 * len(rows)})
    sheet.insert_chart(_first(seen) + 4 + len(seen.lines), 0, chart)


def _findings(book: Book, seen: GapView, lang: str, mark: str) -> None:
    head = [_word("component", lang), words.get("overview.severity", lang)]
    head += [_word(name, lang) for name in ("code", "place", "message", "fix")]
    rows = [
        (group.title, words.get(f"severity.{one.severity}", lang), one.code, one.place, one.message, one.fix)
        for group in seen.findings
        for one in group.items
    ]
    _table(book, words.get("overview.findings", lang) + mark, [30, 12, 9, 24, 60, 50], head, rows)


def _gates(book: Book, seen: GapView, lang: str, mark: str) -> None:
    if not seen.gates and not seen.goals:
        return
    head = [_word(name, lang) for name in ("gate", "needed", "reached", "distance")]
    sheet = book.sheet(_word("gates", lang) + mark, [70, 12, 12, 12], head)
    row = 0
    for gate in seen.gates:
        row += 1
        book.put(sheet, row, 0, gate["title"])
        _points(book, sheet, row, 1, gate["needed"])
        _points(book, sheet, row, 2, gate["reached"])
        formula = f"=MAX(0,B{row + 1}-C{row + 1})"
        sheet.write_formula(row, 3, formula, book.formats["points"], round(gate["distance"], 2))
    row += 1
    for goal in seen.goals:
        row += 1
        book.put(sheet, row, 0, goal["text"])


def _to_win(book: Book, seen: GapView, lang: str, mark: str) -> None:
    head = [_word("item", lang), "", _word("points", lang), _word("documents", lang)]
    rows = [(one["code"] or "", one["name"], number(one["points"]), "; ".join(one["evidence"])) for one in seen.to_win]
    _table(book, _word("to_win", lang) + mark, [12, 70, 10, 60], head, rows)


def _table(
    book: Book, title: str, widths: Sequence[float], head: Sequence[str], rows: Sequence[Sequence[str]]
) -> Worksheet:
    sheet = book.sheet(title, widths, head)
    for place, texts in enumerate(rows, 1):
        for column, text in enumerate(texts):
            book.put(sheet, place, column, text)
    sheet.autofilter(0, 0, max(1, len(rows)), len(head) - 1)
    return sheet


def _points(book: Book, sheet: Worksheet, row: int, column: int, value: float | None) -> None:
    if value is None:
        sheet.write_blank(row, column, None, book.formats["points"])
    else:
        sheet.write_number(row, column, round(value, 4), book.formats["points"])

"""An empty workbook for the data of a template: labels, notes, lists to choose from, one example that generates."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from typing import Any

from kinerja_docs import words
from kinerja_docs.definitions.manifest import FieldModel, ManifestModel
from kinerja_docs.generating.data import KEY
from kinerja_docs.generating.taken import Taken
from kinerja_docs.text.people import all_golongan

WIDTHS = {"text": 34, "name": 30, "nip": 22, "date": 18, "year": 9, "money": 18, "integer": 12, "golongan": 14}
KEY_WIDTH, NARROW = 8, 10
LINE, BOLD = 15.0, 1.15  # points of a line of text; how much wider bold letters are
LEGIBLE = 210  # letters beside each other on a page
ROOM = 1000  # rows that validation and formats reach


def empty_book(
    model: ManifestModel, lang: str, taken: Sequence[Taken] = (), office: Mapping[str, str] | None = None
) -> bytes:
    """The workbook; a sheet for the documents and one for each table, joined by the column ``Kunci``. It holds the
    lines that were ``taken`` from documents, else the example, in which the data of the ``office`` stand where a field
    takes them."""
    import xlsxwriter

    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False})
    formats = {
        "head": book.add_format({"bold": True, "bg_color": "#DCE6F2", "border": 1, "text_wrap": True, "valign": "top"}),
        "needed": book.add_format(
            {"bold": True, "bg_color": "#FCE4D6", "border": 1, "text_wrap": True, "valign": "top"}
        ),
        "text": book.add_format({"num_format": "@", "valign": "top", "text_wrap": True}),
        "example": book.add_format({"num_format": "@", "font_color": "#7F7F7F", "valign": "top", "text_wrap": True}),
    }
    if not taken:
        own = office or {}
        example = Taken({name: own.get(one.office) or one.example for name, one in model.fields.items()})
        example.tables = {name: table.examples for name, table in model.tables.items()}
        taken = [example]
    else:
        formats["example"] = formats["text"]
    _sheet(
        book,
        words.get("generate.data_sheet", lang),
        model.fields,
        [{KEY: str(key), **line.fields} for key, line in enumerate(taken, 1)],
        formats,
        lang,
        bool(model.tables),
    )
    for name, table in model.tables.items():
        rows = [{KEY: str(key), **row} for key, line in enumerate(taken, 1) for row in line.tables.get(name, [])]
        _sheet(book, getattr(table.label, lang) or name, table.columns, rows, formats, lang, True)
    book.set_properties({"title": getattr(model.title, lang), "author": "kinerja_docs"})
    book.close()
    return out.getvalue()


def _sheet(
    book: object,
    title: str,
    fields: Mapping[str, FieldModel],
    rows: list[dict[str, str]],
    formats: Mapping[str, object],
    lang: str,
    keyed: bool,
) -> None:
    sheet = book.add_worksheet(title[:31])  # type: ignore[attr-defined]
    columns: list[tuple[str, str, FieldModel | None]] = []
    if keyed:
        columns.append((KEY, words.get("generate.key", lang), None))
    columns += [(name, getattr(one.label, lang), one) for name, one in fields.items()]
    widths = [_width(label, one, [row.get(name, "") for row in rows]) for name, label, one in columns]
    for place, (_, label, one) in enumerate(columns):
        needed = one is None or one.required
        sheet.write_string(0, place, label, formats["needed" if needed else "head"])
        sheet.set_column(place, place, widths[place], formats["text"])
        note = words.get("generate.key_note", lang) if one is None else _note(one, lang)
        if note:
            sheet.write_comment(0, place, note, {"x_scale": 2, "author": "kinerja_docs"})
        _validate(sheet, place, one, lang)
    sheet.set_row(0, _height([label for _, label, _ in columns], widths, BOLD))
    for number, row in enumerate(rows, 1):
        sheet.set_row(number, _height([row.get(name, "") for name, _, _ in columns], widths))
        for place, (name, _, _) in enumerate(columns):
            if row.get(name):
                sheet.write_string(number, place, row[name], formats["example"])
    sheet.freeze_panes(1, 1 if keyed else 0)
    _printing(sheet, sum(widths))


def _printing(sheet: Any, width: int) -> None:
    """A4 across, as many pages beside each other as keep the letters legible; head and first column on each."""
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    sheet.fit_to_pages(-(-width // LEGIBLE), 0)
    sheet.repeat_rows(0)
    sheet.repeat_columns(0)
    sheet.set_footer("&L&A&R&P/&N")


def _width(label: str, one: FieldModel | None, texts: Sequence[str]) -> int:
    """Of a column, in letters: what its kind needs, less where label and texts are short; the key is the narrowest."""
    if one is None:
        return KEY_WIDTH
    usual = WIDTHS.get(one.kind, 24)
    if one.kind not in ("text", "quantity") or not any((one.example, *texts)):
        return usual
    return min(usual, max(NARROW, 2 + max(map(len, (label, one.example, *texts)))))


def _height(texts: Sequence[str], widths: Sequence[int], wider: float = 1.0) -> float:
    """Of a row whose texts wrap, in points; not every program works it out by itself."""
    lines = [
        sum(max(1, -(-len(line) * wider // (width - 1))) for line in text.split("\n"))
        for text, width in zip(texts, widths, strict=True)
    ]
    return LINE * max(lines)


def _note(one: FieldModel, lang: str) -> str:
    parts = [words.get(f"generate.kind_{one.kind}", lang)]
    if one.choices:
        parts.append(words.get("generate.kind_choice", lang, choices=", ".join(one.choices)))
    if one.note is not None:
        parts.append(getattr(one.note, lang))
    if one.required:
        parts.append(words.get("generate.required", lang))
    return " ".join(part for part in parts if part)


def _validate(sheet: object, place: int, one: FieldModel | None, lang: str) -> None:
    """Excel itself warns of a NIP without 18 digits and of a year that is none."""
    if one is None:
        return
    settings: dict[str, object] | None = None
    if one.choices:
        settings = {"validate": "list", "source": one.choices}
    elif one.kind == "nip":
        settings = {"validate": "length", "criteria": "between", "minimum": 18, "maximum": 22}
    elif one.kind == "year":
        settings = {"validate": "custom", "value": _year_rule(place)}
    elif one.kind == "golongan":
        listed = list(all_golongan())
        settings = {"validate": "list", "source": listed, "error_type": "warning"}
    if settings is not None:
        settings |= {"error_type": "warning", "ignore_blank": True, "error_title": "kinerja_docs"}
        settings["error_message"] = words.get(f"generate.kind_{one.kind}", lang)[:250]
        sheet.data_validation(1, place, ROOM, place, settings)  # type: ignore[attr-defined]


def _year_rule(place: int) -> str:
    from xlsxwriter.utility import xl_rowcol_to_cell

    return f"=AND(VALUE({xl_rowcol_to_cell(1, place)})>=1990,VALUE({xl_rowcol_to_cell(1, place)})<=2100)"

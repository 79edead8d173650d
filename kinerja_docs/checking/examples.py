"""Documents made from the examples of a checklist, so that one test can run every example.

An example names fields and rows as the contract does, in print. The document that is made of it has a title, a table
with a line per field, and a table per row table with a header. A name with a blank value is printed and left empty; a
name that is not given is not printed. ``traits`` holds what a reader or an extractor saw besides: keys of
:class:`~kinerja_docs.model.Traits` belong to the file, others to the record's ``spare``.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING, Any

from kinerja_docs.checking.hits import Context
from kinerja_docs.checking.lke_examples import SheetMaker
from kinerja_docs.definitions.checklist import Example
from kinerja_docs.evidence import Shelf, exhibit_of
from kinerja_docs.fact_sets import FactSet, fact_sets
from kinerja_docs.facts import fact_of
from kinerja_docs.model import FILE, Block, Cell, Document, Line, Location, Places, Record, Row, Value
from kinerja_docs.roster import Roster, roster_of
from kinerja_docs.text import is_placeholder

if TYPE_CHECKING:
    from kinerja_docs.office import Office

MakeValue = Callable[[Any, str, Cell], Value | None]

ROSTER = "roster.xlsx"
_TODAY = date(2026, 11, 20)
_YEAR = re.compile(r"\d{4}")
_KINDS = {
    "nip": "nip",
    "pangkat_golongan": "golongan",
    "tanggal": "date",
    "tahun": "year",
    "jumlah_anggaran": "money",
    "anggaran": "money",
    "target": "quantity",
    **dict.fromkeys(["volume", "waktu", "kebutuhan", "waktu_kerja_efektif", "jumlah_kebutuhan"], "quantity"),
}
_PERIODS = ("periode.mulai", "periode.selesai")
_CHOICES = frozenset({"rating_hasil_kerja", "rating_perilaku", "predikat", "capaian_organisasi", "evaluasi"})
_WORDS = frozenset({"pendekatan", "jenis_jabatan", "generasi", "bagian", "aspek", "perspektif", "nilai"})
_ONE_LINE = {"hasil_kerja": ("bagian", "nomor", "rhk"), "indikator": ("nomor", "sasaran", "indikator")}
_MERGED = {
    "hasil_kerja": frozenset({"nomor", "rhk", "rhk_pimpinan"}),
    "indikator": frozenset({"nomor", "sasaran", "indikator", "formula", "sumber_data", "penanggung_jawab", "satuan"}),
}
_TOTALS = {"jumlah_anggaran": ("program", "anggaran")}


@dataclass(slots=True)
class Made:
    """A document made from an example, with the place of everything that ``at`` may name."""

    document: Document | None
    records: list[Record]
    context: Context
    places: dict[str, Location] = field(default_factory=dict)

    def place(self, at: str | None) -> Location:
        """The location that an example's ``at`` means; KeyError where the example does not print it."""
        return FILE if at is None or at == "file" else self.places[at]


def make(example: Example, make_value: MakeValue, office: Office | None = None) -> Made:
    """The document, records and context of an example. ``make_value`` types print by the extractor's rules."""
    context = Context(example.today or _TODAY, office=office, shelf=_shelf(example))
    if example.failure:
        code, reason, detail = (*example.failure, "", "")[:3]
        context.failure = (code, reason, detail)
        return Made(None, [], context)
    maker: _Maker | SheetMaker = SheetMaker(example) if example.form == "lke" else _Maker(example, make_value)
    document = maker.document
    if isinstance(maker, SheetMaker):
        document.traits.hidden_sheets = list(example.traits.get("hidden_sheets", []))
    context.document, context.records = document, [maker.record]
    return Made(document, [maker.record], context, maker.places)


def _shelf(example: Example) -> Shelf | None:
    """The evidence folder of an example: its trait ``berkas_bukti`` lists files by ``nama``, with the lines of their
    ``isi``, or the BRK code and reason by which they ``gagal``, and the day on which they were ``dibuat``."""
    listed = example.traits.get("berkas_bukti")
    if listed is None:
        return None
    exhibits = []
    for entry in listed:
        path, lines, failed = f"bukti/{entry['nama']}", entry.get("isi"), entry.get("gagal")
        document = Document(path, "pdf") if lines is not None else None
        for number, text in enumerate(lines or (), 1):
            block = Block("paragraph")
            document.lines.append(Line(block, number, [Cell(block, number, 1, text)]))  # type: ignore[union-attr]
        made = date.fromisoformat(entry["dibuat"]) if "dibuat" in entry else None
        failure = (failed[0], failed[1]) if failed else None
        exhibits.append(exhibit_of(path, document, office=entry.get("kantor", ""), failure=failure, made=made))
    return Shelf.of(exhibits, "")


def set_of(example: Example, make_value: MakeValue, office: Office | None = None) -> list[FactSet]:
    """The sets that an example and the documents beside it make: ``contoh-1.docx`` and so on, its own the last."""
    facts = []
    for number, one in enumerate((*example.beside, example), 1):
        records = make(one, make_value, office).records
        content = hashlib.sha256(repr((one.form, one.fields, one.rows)).encode()).hexdigest()
        facts += [fact_of(record, f"contoh-{number}.docx", "submitted", None, content) for record in records]
    found = fact_sets(facts, {}, example.today or _TODAY, whole=True)
    roster = _roster(example.roster)
    return [replace(one, office=office or one.office, roster=roster) for one in found]


def _roster(lines: Sequence[Mapping[str, str]]) -> Roster | None:
    """The roster of an example, as the sheet it would be read from."""
    names = list(dict.fromkeys(name for line in lines for name in line))
    block = Block("sheet", 1, ROSTER)
    grid = [names, *([line.get(name, "") for name in names] for line in lines)]
    printed = [
        Line(block, row, [Cell(block, row, column, text) for column, text in enumerate(texts, 1)])
        for row, texts in enumerate(grid, 1)
    ]
    return roster_of(Document(ROSTER, "xlsx", printed), ROSTER) if lines else None


def roster_place(example: Example, at: str) -> Location | None:
    """The place that ``roster[1].nama`` means, or None for any other."""
    found = re.fullmatch(r"roster\[(\d+)\]\.(\w+)", at)
    roster = _roster(example.roster) if found is not None else None
    return roster.people[int(found[1])].places[found[2]] if found is not None and roster is not None else None


def _is_choice(text: str) -> bool:
    """Examples print a choice in its own words, capitalised; anything else is none of its options."""
    return text.istitle() or text in ("TW1", "TW2", "TW3", "TW4", "AKHIR")


class _Maker:
    """Prints one example."""

    def __init__(self, example: Example, make_value: MakeValue) -> None:
        self.example = example
        self.make_value = make_value
        self.document = Document("contoh.docx", "docx")
        self.record = Record(0, example.form)
        self.places: dict[str, Location] = {}
        self.cells: dict[str, Cell] = {}
        self.filled = [0, 0]
        self.paragraphs()
        self.fields()
        for number, (table, rows) in enumerate(example.rows.items(), 2):
            self.table(table, rows, Block("table", number))
        self.record.lines = self.document.lines
        self.spare()

    def cell(self, block: Block, row: int, column: int, text: str, at: str | None = None) -> Cell:
        """A printed cell; cells of one grid row are one line."""
        cell = Cell(block, row, column, text)
        lines = self.document.lines
        if block.kind != "paragraph" and lines and lines[-1].block is block and lines[-1].row == row:
            lines[-1].cells.append(cell)
        else:
            lines.append(Line(block, row, [cell]))
        if at is not None:
            self.places[at] = cell.at
            self.cells[at] = cell
        return cell

    def value(self, name: str, text: str, cell: Cell) -> Value | None:
        """The value of a print, and a note of what is filled in and what waits."""
        last = name.rpartition(".")[2]
        kind = _KINDS.get(last, "text")
        if name in _PERIODS:
            kind = "year" if _YEAR.fullmatch(text.strip()) else "date"
        value = self.make_value(kind, text, cell)
        if value is not None and (last in _WORDS or (last in _CHOICES and _is_choice(value.text))):
            value.value = value.text
        self.filled[0] += value is not None
        self.filled[1] += 1
        if value is None and is_placeholder(text):
            self.record.placeholders.append(cell)
        return value

    def paragraphs(self) -> None:
        body, start = Block("paragraph"), 1
        if self.example.form is not None:
            title = self.cell(body, 1, 1, self.example.form.replace("_", " ").upper(), "title")
            self.record.title, self.record.title_cell, self.record.recognised_by = title.text, title, title.text
            start = 2
        for number, text in enumerate(self.example.lines):
            self.cell(body, start + number, 1, text, f"line {number + 1}")

    def fields(self) -> None:
        block = Block("table", 1)
        for row, (name, text) in enumerate(self.example.fields.items(), 1):
            if name in _TOTALS and _TOTALS[name][0] in self.example.rows:
                continue
            self.cell(block, row, 1, name)
            self.field(name, self.cell(block, row, 2, text or "", name))

    def field(self, name: str, cell: Cell) -> None:
        value = self.value(name, cell.text, cell)
        if value is not None:
            self.record.fields[name] = value
        self.record.places[name] = cell.at

    def table(self, table: str, rows: list[dict[str, str | None]], block: Block) -> None:
        columns = list(dict.fromkeys(name for row in rows for name in row))
        for number, name in enumerate(columns, 1):
            header = self.cell(block, 1, number, name, f"{table}.{name}")
            self.record.columns.setdefault(table, {})[name] = header
        if columns:
            self.places[table] = self.record.places[table] = self.places[f"{table}.{columns[0]}"]
        made: list[Row] = []
        for number, texts in enumerate(rows):
            made.append(self.row(table, columns, number, texts, block, made))
        self.record.rows[table] = made
        for name, (of_table, column) in _TOTALS.items():
            if of_table == table and name in self.example.fields:
                self.total(name, table, column, len(rows) + 2, columns.index(column) + 1, block)

    def row(
        self, table: str, columns: list[str], number: int, texts: dict[str, str | None], block: Block, made: list[Row]
    ) -> Row:
        parts = _ONE_LINE.get(table, ())
        goes_on = bool(made) and bool(parts) and all(made[-1].raw.get(p, "") == (texts.get(p) or "") for p in parts)
        row = Row({}, Places(), made[-1].group if goes_on else (made[-1].group if made else 0) + 1)
        for position, name in enumerate(columns, 1):
            at, text = f"{table}[{number}].{name}", texts.get(name) or ""
            if goes_on and name in _MERGED[table]:
                cell = self.cells[at] = self.cells[f"{table}[{number - 1}].{name}"]
                self.places[at] = cell.at
            else:
                cell = self.cell(block, number + 2, position, text, at)
            value = self.value(name, text, cell)
            if value is not None:
                row.values[name] = value
            row.places[name], row.raw[name] = cell.at, text
        return row

    def total(self, name: str, table: str, column: str, row: int, position: int, block: Block) -> None:
        cell = self.cell(block, row, position, self.example.fields[name] or "", name)
        self.field(name, cell)
        value = self.record.fields.get(name)
        added = sum(r.values[column].value or 0 for r in self.record.rows[table] if column in r.values)
        self.record.spare.setdefault("totals", []).append(
            {"table": table, "column": column, "cell": cell, "value": value.value if value else None, "sum": added}
        )

    def spare(self) -> None:
        record, traits = self.record, self.document.traits
        record.spare["terisi"] = (self.filled[0], self.filled[1])
        if self.example.form == "perjanjian_kinerja":
            record.spare["tunggal"] = not any(name.startswith("pihak_kedua.") for name in self.example.fields)
        for name, given in self.example.traits.items():
            if name == "tracked":
                traits.tracked = self.cells[given]
            elif name == "uncalculated":
                traits.uncalculated = [self.cells[at] for at in given]
            elif hasattr(traits, name):
                setattr(traits, name, _typed(given))
            else:
                record.spare[name] = _typed(given)


def _typed(given: Any) -> Any:
    """Whole numbers as numbers, lists of them as pairs; other text stays (YAML gives text only)."""
    if isinstance(given, Mapping):
        return {name: _typed(value) for name, value in given.items()}
    if isinstance(given, list):
        return [_typed(value) for value in given]
    return int(given) if isinstance(given, str) and given.isdigit() else given

"""From a file's lines to the records of its documents: the order in which the shapes read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache

from kinerja_docs.definitions.layout import OtherForms, Parties, Signature
from kinerja_docs.extracting.builder import Builder
from kinerja_docs.extracting.by_name import Segment
from kinerja_docs.extracting.choices import read_choices
from kinerja_docs.extracting.forms import Forms
from kinerja_docs.extracting.heading import read_generation, read_heading, read_labelled, read_title_tails
from kinerja_docs.extracting.identity import read_identity
from kinerja_docs.extracting.listed import read_banded_list, read_value_list
from kinerja_docs.extracting.lke import read_trees
from kinerja_docs.extracting.narrative import read_narrative
from kinerja_docs.extracting.nearest import nearest_form
from kinerja_docs.extracting.parties import read_parties
from kinerja_docs.extracting.points import read_points
from kinerja_docs.extracting.recognise import Titles, split
from kinerja_docs.extracting.remarks import read_remarks
from kinerja_docs.extracting.scan import Scan
from kinerja_docs.extracting.sections import read_sections
from kinerja_docs.extracting.signature import read_signature
from kinerja_docs.extracting.table_head import Head
from kinerja_docs.extracting.table_rows import read_tables
from kinerja_docs.extracting.workload import read_workload
from kinerja_docs.model import Document, Record
from kinerja_docs.text import name_key, squash

TOLD = "decision"  # recognised by a person


@lru_cache(maxsize=8)
def _titles(forms: Forms) -> Titles:
    return Titles([form for form in forms.forms if form.layout.score_tree is None], forms.others)


@lru_cache(maxsize=64)
def _only(forms: Forms, form: str) -> Forms:
    return Forms([one for one in forms.forms if one.id == form], OtherForms(id="lain", version="0", titles={}))


def _as_told(document: Document, forms: Forms, form: str) -> list[Record]:
    """The documents of a file of which somebody said what form it is; nothing where there is no such layout."""
    only = _only(forms, form)
    only.office = forms.office
    told = only.by_id(form)
    if told is None:
        return []
    records = [record for record in extract(document, only) if record.form == form]
    if not records and told.layout.score_tree is None:
        records = [_record(document, Segment(0, len(document.lines), told, False, None, TOLD))]
    for number, record in enumerate(records):
        record.id, record.recognised_by = number, TOLD
    return records


def extract(document: Document, forms: Forms, form: str | None = None) -> list[Record]:
    """The documents of a file, numbered from 0; one record with ``form`` None when no form is recognised.

    ``form``: what somebody said it is, which counts where the file can be read so.
    """
    told = _as_told(document, forms, form) if form is not None else []
    if told:
        return told
    workbook = bool(document.lines) and document.lines[0].block.kind == "sheet"
    records = [] if workbook else _plain_records(document, forms)
    if all(record.form is None for record in records):  # a text that is a known form is no scored tree as well
        trees = read_trees(document, forms)
        if trees:
            return _with_trees(document, forms, trees)
    records = records or _plain_records(document, forms)
    if all(record.form is None for record in records) and records:
        records[0].spare["nearest"] = nearest_form(document, forms)
    return records


def _with_trees(document: Document, forms: Forms, trees: list[tuple[int, int, Record]]) -> list[Record]:
    """The scored trees of a file among its other documents, in file order."""
    taken = {index for first, last, _ in trees for index in range(first, last)}
    places = {id(line): index for index, line in enumerate(document.lines)}
    rest = replace(document, lines=[line for index, line in enumerate(document.lines) if index not in taken])
    found = [(first, record) for first, _, record in trees]
    if rest.lines:
        others = [record for record in _plain_records(rest, forms) if record.form is not None and record.lines]
        found += [(places[id(record.lines[0])], record) for record in others]
    found.sort(key=lambda one: one[0])
    for number, (_, record) in enumerate(found):
        record.id = number
    return [record for _, record in found]


def _plain_records(document: Document, forms: Forms) -> list[Record]:
    """The documents whose shapes are read line by line."""
    plain = [form for form in forms.forms if form.layout.score_tree is None]
    records: list[Record] = []
    for segment in split(document, plain, _titles(forms)):
        record = _record(document, segment)
        if segment.part and _joins(record, records):
            _merge(records[-1], record)
            continue
        record.id = len(records)
        records.append(record)
        for inner in _within(document, segment, record, forms):
            inner.id = len(records)
            records.append(inner)
    return records


def _record(document: Document, segment: Segment) -> Record:
    lines = document.lines[segment.first : segment.last]
    title = segment.title
    record = Record(0, None, lines=lines, recognised_by=segment.by, part=segment.part, title_cell=title)
    record.title = squash(title.text.split("\n")[0]) if title is not None else ""
    if segment.form is None:
        record.form = segment.other or None
        return record
    layout = segment.form.layout
    record.form = layout.id
    builder = Builder(record)
    for part in (segment, *segment.extra):
        scan = part.scan or Scan(document.lines[part.first : part.last], segment.form)
        builder.title, builder.first = part.title, part is segment
        _read_part(builder, scan)
    if layout.parties is not None and layout.tables.keys() & record.rows.keys():
        record.part = record.part or _without_parties(record, layout.parties)
    record.lines = document.lines[segment.first : max(s.last for s in (segment, *segment.extra))]
    _count_fields(record)
    return record


def _within(document: Document, segment: Segment, outer: Record, forms: Forms) -> Iterator[Record]:
    """Documents made by a table inside another form: the task table of an ANJAB that has volume and time is an ABK."""
    if segment.form is None:
        return
    for form in forms.forms:
        rule = form.layout.recognise
        if segment.form.id not in rule.within:
            continue
        scan = Scan(document.lines[segment.first : segment.last], form)
        scan.heads = [head for head in scan.heads if _has_columns(head, rule.within_columns)]
        if not scan.heads:
            continue
        record = Record(0, form.id, recognised_by=f"within:{segment.form.id}", title_cell=segment.title)
        record.title = outer.title
        builder = Builder(record)
        builder.scan, builder.title = scan, segment.title
        _read_part(builder, scan)
        _share_lines(outer, record, scan)
        yield record


def _has_columns(head: Head, groups: list[list[str]]) -> bool:
    return all(any(name in head.columns for name in group) for group in groups)


def _share_lines(outer: Record, inner: Record, scan: Scan) -> None:
    """The table's lines are the inner document's, all others the outer one's, so that nothing is found twice."""
    taken = {id(scan.lines[index]) for index in scan.used}
    inner.lines = [line for line in outer.lines if id(line) in taken]
    outer.lines = [line for line in outer.lines if id(line) not in taken]
    own = {id(cell) for line in inner.lines for cell in line.cells}
    outer.placeholders = [cell for cell in outer.placeholders if id(cell) not in own]
    inner.placeholders = [cell for cell in inner.placeholders if id(cell) in own]


def _without_parties(record: Record, rule: Parties) -> bool:
    """The annex of an agreement that came alone: tables, and no statement of the parties."""
    return not any(f"{p.name}.{label}" in record.places for p in rule.parties for label in ("nama", "jabatan"))


def _read_part(builder: Builder, scan: Scan) -> None:
    layout, record = scan.layout, builder.record
    builder.scan = scan
    if builder.first:
        read_generation(record, scan)
    read_heading(builder)
    if layout.identity is not None and (builder.first or "identity" in scan.body):
        read_identity(builder, layout.identity)
    if layout.parties is not None and not {f"{p.name}.nama" for p in layout.parties.parties} <= set(record.fields):
        read_parties(builder, layout.parties)
    read_tables(builder)
    if layout.points:
        read_points(builder)
    if layout.title_tails:
        read_title_tails(builder)
    if layout.workload is not None:
        read_workload(builder, layout.workload)
    if layout.labelled:
        read_labelled(builder, layout.labelled)
    if layout.choices:
        read_choices(builder, layout.choices)
    if layout.remarks:
        read_remarks(builder, layout.remarks)
    lists = layout.value_list is not None or layout.banded_list is not None
    if layout.signature is not None and (lists or not _is_signed(record, layout.signature)):
        read_signature(builder, layout.signature)  # before the lists, which end where somebody signs
    if layout.narrative is not None and not record.rows.get(layout.narrative.table):
        read_narrative(builder, layout.narrative)
    if layout.value_list is not None:
        read_value_list(builder, layout.value_list)
    if layout.banded_list is not None:
        read_banded_list(builder, layout.banded_list)
    if layout.sections is not None:
        read_sections(builder, layout.sections)


def _is_signed(record: Record, rule: Signature) -> bool:
    """Whether an earlier part of the document has given place, date and every signer already."""
    names = {f"ttd.{party.name}.nama" for party in rule.captions} | {"tempat", "tanggal"}
    return bool(rule.captions) and names <= record.fields.keys()


def _joins(part: Record, records: list[Record]) -> bool:
    """Whether a lampiran belongs to the document before it in the file: same form, no other year, no other person."""
    if not records or records[-1].form != part.form:
        return False
    main = records[-1]
    for name in ("pegawai.nama", "pihak_pertama.nama"):
        ours, theirs = part.get(name), main.get(name)
        if ours is not None and theirs is not None and name_key(ours.text) != name_key(theirs.text):
            return False
    return _year(part) in (None, _year(main)) or _year(main) is None


def _year(record: Record) -> str | None:
    for name in ("tahun", "periode.selesai", "periode.mulai"):
        value = record.get(name)
        if value is not None and value.value is not None:
            return str(value.value)[:4]
    return None


def _merge(main: Record, part: Record) -> None:
    for name, value in part.fields.items():
        main.fields.setdefault(name, value)
    for name, rows in part.rows.items():
        main.rows.setdefault(name, []).extend(rows)
    for name, at in part.places.items():
        main.places.setdefault(name, at)
    for table, columns in part.columns.items():
        main.columns.setdefault(table, {}).update({n: c for n, c in columns.items() if n not in main.columns[table]})
    main.placeholders += part.placeholders
    main.lines = [*main.lines, *part.lines]
    for key in ("totals",):
        if key in part.spare:
            main.spare.setdefault(key, []).extend(part.spare[key])


def _count_fields(record: Record) -> None:
    """How much of the form's own cells is filled in: slots of fields, and cells of table rows."""
    filled, total = record.spare.get("terisi", (0, 0))
    for name in record.places:
        if "." in name and not name.startswith(("lampiran", "periode", "bagian")):
            total += 1
            filled += name in record.fields
    record.spare["terisi"] = (filled, total)

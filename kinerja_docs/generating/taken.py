"""Data for a template taken from documents that are there already: an IKU gives the lines of a PK, a SKP or a work
programme, a SKP those of its evaluation. What a manifest takes from which form stands in the manifest (``sources``)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from kinerja_docs.definitions.manifest import ManifestModel, PeopleModel, SourceModel, TakenTable
from kinerja_docs.model import Record, Row
from kinerja_docs.roster import Person, Roster
from kinerja_docs.text import name_key, nip_digits


@dataclass(slots=True)
class Taken:
    """One line of a roster: texts by the manifest's names, and the rows of its tables."""

    fields: dict[str, str] = field(default_factory=dict)
    tables: dict[str, list[dict[str, str]]] = field(default_factory=dict)


def taken(records: Iterable[Record], model: ManifestModel, year: int | None) -> list[Taken]:
    """A line for each document of a form that the manifest takes from; ``year`` chooses among printed years."""
    return [
        _line(record, model.sources[record.form or ""], model, year)
        for record in records
        if record.form in model.sources
    ]


def people(roster: Roster, chosen: PeopleModel) -> list[Taken]:
    """A line for each person of a roster, or one line with a row for each."""
    known = [_told(one, roster) for one in roster.people if chosen.commissioners or not one.signs_only]
    if not known:
        return []
    if chosen.tables:
        return [Taken(tables={name: [_of(one, columns) for one in known] for name, columns in chosen.tables.items()})]
    return [Taken(_of(one, chosen.fields)) for one in known]


def _told(person: Person, roster: Roster) -> dict[str, str]:
    """The columns of a person, and what the roster says of the superior elsewhere."""
    told = dict(person.values)
    superior = roster.find(nip_digits(told.get("penilai_nip", "")), name_key(told.get("penilai", "")))
    if superior is not None and superior is not person:
        own = superior.values
        more = {"penilai_nip": own.get("nip"), "penilai_jabatan": own.get("jabatan"), "penilai_unit": own.get("unit")}
        told = {**{name: text for name, text in more.items() if text}, **told}
    return told


def _of(told: Mapping[str, str], columns: Mapping[str, str]) -> dict[str, str]:
    return {name: told[column] for name, column in columns.items() if told.get(column)}


def _line(record: Record, source: SourceModel, model: ManifestModel, year: int | None) -> Taken:
    line = Taken()
    for name, of in source.fields.items():
        text = record.text_of(of)
        choices = {choice.casefold(): choice for choice in model.fields[name].choices}
        if choices:  # a title printed in capitals is the choice that it contains
            text = next((choice for low, choice in choices.items() if text and text.casefold() in low), "")
        value = record.fields[of].value if of in record.fields else None
        if model.fields[name].kind == "date" and value is not None:
            text = _printed_date(str(value))
        elif model.fields[name].kind == "nip" and value is not None:
            text = str(value)
        if text:
            line.fields[name] = text
    for name, table in source.tables.items():
        line.tables[name] = _rows(record, table, year)
    return line


def _printed_date(iso: str) -> str:
    from datetime import date

    from kinerja_docs.text import display_date

    try:
        return display_date(date.fromisoformat(iso))
    except ValueError:
        return iso


def _rows(record: Record, table: TakenTable, year: int | None) -> list[dict[str, str]]:
    rows = [row for row in record.rows.get(table.of, []) if _fits(row, table.where)]
    if table.year:
        rows = _of_year(rows, table.year, year)
    found = []
    above: Mapping[str, str] = {}
    for row in rows:
        line = {name: joined(row, columns) for name, columns in table.columns.items()}
        shown = {
            name: "" if name in table.once and _goes_on(line, above, table.once) else text
            for name, text in line.items()
        }
        above = line
        found.append({name: text for name, text in shown.items() if text})
    return found


def _goes_on(line: Mapping[str, str], above: Mapping[str, str], once: Iterable[str]) -> bool:
    """Whether a row belongs to the group of the row above, all of whose shared texts it repeats."""
    return all(line[name] == above.get(name) for name in once)


def _fits(row: Row, where: Mapping[str, str]) -> bool:
    return all((value := row.get(name)) is not None and value.value == wanted for name, wanted in where.items())


def _of_year(rows: list[Row], column: str, year: int | None) -> list[Row]:
    """Rows of the year; where they print none of it, those of the first year printed; rows without a year stay."""
    years = [value.value for row in rows if (value := row.get(column)) is not None and value.value is not None]
    if not years:
        return rows
    chosen = year if year in years else years[0]
    return [row for row in rows if (value := row.get(column)) is None or value.value in (None, chosen)]


def joined(row: Row, columns: str) -> str:
    """Texts of several columns with a blank between; one that the text before already ends with is not repeated."""
    told = ""
    for column in columns.split():
        text = row.text(column)
        if text and not told.casefold().endswith(text.casefold()):
            told = f"{told} {text}".strip()
    return told

"""A document as the user knows it: its fields and tables as they were read, with the cells that findings point at."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from kinerja_docs import api, words
from kinerja_docs.options import Options
from kinerja_docs.outputs import write_whole
from kinerja_docs.reporting import json_report
from kinerja_docs.reporting.masking import masked

FOLDER = "tabel"
Spot = tuple[Any, ...]


def tables_of(path: str, number: int, results: Path, options: Options) -> list[dict[str, Any]]:
    """The documents of a file as ``read`` gives them; read once, then kept."""
    kept = results / FOLDER / f"{number}.json"
    if kept.is_file():
        return list(json.loads(kept.read_text(encoding="utf-8")))
    tree = json_report.read_tree(api.read([path], options))
    documents = [one for file in tree["files"] for one in file["documents"]]
    write_whole(kept, json.dumps(documents, ensure_ascii=False).encode(), parents=True)
    return documents


def shown(documents: Sequence[Mapping[str, Any]], findings: Iterable[Mapping[str, Any]], lang: str) -> list[Any]:
    """Per document: form, fields as (label, text, fingerprints), tables as title, heads and rows of such cells."""
    by_document: dict[int, list[Mapping[str, Any]]] = {}
    for finding in findings:
        by_document.setdefault(finding["document"] or 0, []).append(finding)
    return [_document(one, by_document.get(one["id"], []), lang) for one in documents if one["form"]]


def _document(document: Mapping[str, Any], findings: Sequence[Mapping[str, Any]], lang: str) -> dict[str, Any]:
    hits: dict[Spot, str] = {}
    for finding in findings:
        hits.setdefault(_spot(finding["location"]), finding["fingerprint"])
    fields = [
        (words.label(name, lang), masked(value["text"]), hits.get(_spot(value["at"]), ""))
        for name, value in document["fields"].items()
    ]
    tables = [_table(name, rows, hits, lang) for name, rows in document["rows"].items() if rows]
    form = words.find(f"form.{document['form']}", lang) or document["form"]
    return {"form": form, "fields": fields, "tables": tables}


def _table(table: str, rows: Sequence[Mapping[str, Any]], hits: Mapping[Spot, str], lang: str) -> dict[str, Any]:
    columns = list(dict.fromkeys(column for row in rows for column in row))
    places = {_column(value["at"]): column for row in rows for column, value in row.items()}
    bare = {(spot[0], spot[1]): (places.get((spot[0], spot[2])), mark) for spot, mark in hits.items() if len(spot) > 2}
    lines = []
    for row in rows:
        cells = dict.fromkeys(columns, ("", ""))
        for name, value in row.items():
            cells[name] = masked(value["text"]), hits.get(_spot(value["at"]), "")
        for spot in {_spot(value["at"]) for value in row.values()}:
            column, mark = bare.get((spot[0], spot[1]), (None, ""))
            if column in cells and not cells[column][0]:  # an empty cell has no value, but a place in row and column
                cells[column] = "", mark
        lines.append(list(cells.values()))
    heads = [words.find(f"column.{column}", lang) or words.label(column, lang) for column in columns]
    return {"title": words.find(f"table.{table}", lang) or table, "heads": heads, "rows": lines}


def _spot(at: Mapping[str, Any]) -> Spot:
    """A place without its label: its kind and numbers, as (block, row, column) where it lies in a grid."""
    if at.get("kind") == "table_cell" or "table" in at:
        return (at.get("part"), at["table"]), at["row"], at["column"]
    if "cell" in at:
        letters = at["cell"].rstrip("0123456789")
        return at["sheet"], at["cell"][len(letters) :], letters
    plain = {key: tuple(value) if isinstance(value, list) else value for key, value in at.items() if key != "label"}
    return tuple(sorted(plain.items(), key=lambda pair: pair[0])), 0


def _column(at: Mapping[str, Any]) -> Spot:
    spot = _spot(at)
    return (spot[0], spot[2]) if len(spot) > 2 else (spot[0], None)


@cache
def forms(lang: str) -> tuple[tuple[str, str], ...]:
    """Forms that a file may be said to be, with their titles, by title."""
    from kinerja_docs.extracting.forms import load_forms

    known = ((form.id, str(getattr(form.layout.title, lang))) for form in load_forms(None).forms)
    return tuple(sorted(known, key=lambda one: one[1]))

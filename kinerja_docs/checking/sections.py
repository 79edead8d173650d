"""Check kinds for labelled sections of a form (ANJAB): printed and said nothing in, or not printed at all."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from kinerja_docs.checking.hits import Context, Hit, Kind
from kinerja_docs.checking.params import Key, Params, Phrase
from kinerja_docs.model import Record


class SectionsEmpty(Params):
    """``names``: the sections with their names for messages; ``needed``: those that must be printed at all.
    ``fields`` and ``tables``: what a section is read into, which tells where the value should stand and whether it is
    there although the section's label was not found."""

    names: Mapping[str, Phrase]
    needed: tuple[str, ...]
    fields: Mapping[str, str] = {}
    tables: Mapping[str, str] = {}


def sections_empty(params: SectionsEmpty, record: Record, context: Context) -> Iterator[Hit]:
    """One hit for each empty section, at the place of its value or its label; absent ones are one hit at the title."""
    found: Mapping[str, int] = record.spare.get("bagian") or {}
    for name in params.names:
        if found.get(name, 1) or _is_read(params, record, name):
            continue
        field = params.fields.get(name)
        yield Hit(
            record.place(*([field] if field is not None else []), f"bagian.{name}"),
            params={"label": Key(f"names.{name}")},
            column=field or name,
        )
    absent = [name for name in params.needed if name not in found and not _is_read(params, record, name)]
    if absent:
        yield Hit(
            record.place(),
            params={"label": Key(" ".join(f"names.{name}" for name in absent))},
            column="bagian",
            variant="absent",
        )


def _is_read(params: SectionsEmpty, record: Record, name: str) -> bool:
    if params.fields.get(name) in record.fields:
        return True
    return bool(record.rows.get(params.tables.get(name, "")))


KINDS: dict[str, Kind] = {"sections_empty": Kind(SectionsEmpty, sections_empty)}

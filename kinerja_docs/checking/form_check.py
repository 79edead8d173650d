"""Check kinds for the form as a whole: never filled in, left-over placeholders, signature blocks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from kinerja_docs.checking.hits import Context, Hit, Kind
from kinerja_docs.checking.params import Params, field_words, short
from kinerja_docs.checking.print import Matter, printed
from kinerja_docs.model import Location, Record
from kinerja_docs.text import has_leftover, is_placeholder
from kinerja_docs.text.normal import is_prompt

_LONGEST = 120  # letters of a value that may be a placeholder as a whole


class NotFilledIn(Params):
    """A form of at least ``least`` cells of its own of which ``share`` or more are empty or wait to be filled in.
    Columns that the blank form fills in itself are ``printed``; ``bands`` are no columns."""

    share: float
    least: int
    printed: tuple[str, ...]
    bands: tuple[str, ...]


def not_filled_in(params: NotFilledIn, record: Record, context: Context) -> Iterator[Hit]:
    """The form was never filled in; at its title."""
    filled, total = record.spare.get("terisi") or _count(record)
    if total < params.least or filled > total // 2:
        return
    blank_rows = [set(row.values) for rows in record.rows.values() for row in rows]
    ready = sum(
        len(names.intersection(params.printed)) for names in blank_rows if names <= {*params.printed, *params.bands}
    )
    filled, total = max(0, filled - ready), total - ready
    if total - filled >= params.share * total:
        yield Hit(record.place(), params={"filled": str(filled), "total": str(total)})


def _count(record: Record) -> tuple[int, int]:
    """Filled and all cells, as far as fields and mapped columns tell."""
    filled, total = len(record.fields), len(record.fields.keys() | record.places.keys())
    for rows in record.rows.values():
        for row in rows:
            filled += len(row.values)
            total += len(row.values.keys() | row.places.keys())
    return filled, total


class Leftover(Params):
    """No parameters: what a placeholder looks like is a matter of language."""


def leftover(params: Leftover, record: Record, context: Context) -> Iterator[Hit]:
    """Something still waits to be filled in: a whole value, a piece of a sentence, or dots left in it."""
    seen: set[Location] = set()
    for cell in record.placeholders:
        if cell.at not in seen:
            seen.add(cell.at)
            yield Hit(cell.at, params={"text": short(cell.text)}, key=cell.text)
    print_ = printed(record, context)
    suspects = print_.having(Matter.LEFTOVER) + [cell for cell in print_.cells if cell.prompt]
    for cell in suspects:
        whole = cell.prompt or is_prompt(cell.text) or (len(cell.text) < _LONGEST and is_placeholder(cell.text))
        piece = cell.text if whole else has_leftover(cell.text)
        if piece is None or cell.at in seen:
            continue
        seen.add(cell.at)
        dots = not whole and not any(char.isalnum() for char in piece)
        yield Hit(
            cell.at,
            params={"text": short(piece)},
            key=cell.text,
            variant="dots" if dots else "",
        )


class Signatures(Params):
    """``blocks``: by form, the signers whose block it needs (an empty word for an only signer). ``only_with``: by form,
    the fields one of which must be filled in for that. ``alone`` are left out when one person signs alone."""

    blocks: Mapping[str, tuple[str, ...]]
    only_with: Mapping[str, tuple[str, ...]] = {}
    alone: tuple[str, ...] = ()


def signatures(params: Signatures, record: Record, context: Context) -> Iterator[Hit]:
    """A signature block is absent, or stands without a name."""
    form = record.form or ""
    if record.part or not _needed(params.only_with.get(form), record):
        return
    found = record.spare.get("ttd") or ()
    alone = params.alone if record.spare.get("tunggal") else ()
    blocks = [block for block in params.blocks.get(form, ()) if block not in alone]
    missing: list[str] = []
    for block in blocks:
        name = f"ttd.{block}.nama" if block else "ttd.nama"
        if name in record.fields:
            continue
        if block in found or name in record.places:
            yield Hit(
                record.place(name, name.removesuffix(".nama")),
                params={"label": field_words([name])},
                column=name,
                variant="unnamed",
            )
        else:
            missing.append(name)
    if missing:
        heads = [name.removesuffix(".nama") for name in missing]
        whole = len(missing) == len(blocks)
        yield Hit(
            record.place(*heads),
            params={"label": field_words(missing)},
            column=missing[0],
            variant="none" if whole else "absent",
        )


def _needed(fields: tuple[str, ...] | None, record: Record) -> bool:
    return fields is None or any(name in record.fields for name in fields)


KINDS: dict[str, Kind] = {
    "not_filled_in": Kind(NotFilledIn, not_filled_in),
    "leftover": Kind(Leftover, leftover),
    "signatures": Kind(Signatures, signatures),
}

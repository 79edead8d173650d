"""Check kinds of the Perjanjian Kinerja: the total of the programmes, and who signs on which side."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from kinerja_docs.checking.hits import Context, Hit, Kind
from kinerja_docs.checking.params import Params
from kinerja_docs.model import Record

_TOP = re.compile(r"\d+|[A-Z]|[IVX]+")


class TotalDiffers(Params):
    """The printed total of ``column`` in ``table`` must be the sum of its rows."""

    table: str
    column: str
    number: str = "nomor"


def total_differs(params: TotalDiffers, record: Record, context: Context) -> Iterator[Hit]:
    """A printed total is not the sum of the rows above it; at the total."""
    for total in record.spare.get("totals", ()):
        if total["table"] != params.table or total["column"] != params.column:
            continue
        printed, added = total["value"], total["sum"]
        if printed is None or printed == added or _adds_up(params, record, printed):
            continue
        cell = total["cell"]
        yield Hit(
            cell.at,
            params={"total": _rupiah(printed), "sum": _rupiah(added), "difference": _rupiah(abs(printed - added))},
            table=params.table,
            column=params.column,
        )


def _adds_up(params: TotalDiffers, record: Record, printed: Any) -> bool:
    """Whether the total is a sum after all: of the top level alone, or of the lowest level alone.

    Tables that list activities under their programme print each amount twice. A row whose amount cannot be read
    leaves nothing to compare.
    """
    rows = record.rows.get(params.table) or []
    amounts = [(row.text(params.number), row.values.get(params.column)) for row in rows]
    if any(value is not None and value.value is None for _, value in amounts):
        return True
    top = sum(v.value for number, v in amounts if v is not None and _TOP.fullmatch(number))
    low = sum(v.value for number, v in amounts if v is not None and not _TOP.fullmatch(number))
    return bool(top and low and printed in (top, low))


def _rupiah(amount: Any) -> str:
    return "Rp " + f"{amount:,.0f}".replace(",", ".")


class SignatureSides(Params):
    """``left`` signs left of ``right`` (both are parties of the form)."""

    left: str
    right: str


def signature_sides(params: SignatureSides, record: Record, context: Context) -> Iterator[Hit]:
    """The two parties sign on each other's side; at the name of the one that should stand left."""
    columns = record.spare.get("ttd.kolom") or {}
    left, right = columns.get(params.left), columns.get(params.right)
    if left is None or right is None or left <= right:
        return
    yield Hit(
        record.place(f"ttd.{params.left}.nama", f"ttd.{params.left}"),
        related=(record.place(f"ttd.{params.right}.nama", f"ttd.{params.right}"),),
        column=f"ttd.{params.left}.nama",
    )


KINDS: dict[str, Kind] = {
    "total_differs": Kind(TotalDiffers, total_differs),
    "signature_sides": Kind(SignatureSides, signature_sides),
}

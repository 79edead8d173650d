"""Check kinds for who a person is: NIP, pangkat and golongan, and header against signature."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from kinerja_docs.checking.hits import Context, Hit, Kind
from kinerja_docs.checking.params import Key, Params, Phrase, field_words, short
from kinerja_docs.model import Location, Record, Value
from kinerja_docs.text import (
    fold,
    name_key,
    nip_digits,
    nip_problem,
    pangkat_problem,
    same_name,
)

_SIGNED = "ttd."
_EXACT = 1e15  # a workbook keeps fifteen digits of a number


class NipWrong(Params):
    """``reasons`` say in words why a NIP cannot be one."""

    reasons: Mapping[str, Phrase]


def problem(value: Value) -> str | None:
    """Why a printed NIP cannot be one, or None."""
    if value.cell.number is not None and abs(value.cell.number) >= _EXACT:
        return "precision"
    return nip_problem(value.text)


def nip_wrong(params: NipWrong, record: Record, context: Context) -> Iterator[Hit]:
    """A NIP that cannot be one. Under a signature only where the header prints none: else the header shows it, or
    the two differ."""
    for name, value in record.fields.items():
        if not name.endswith(".nip") or (name.startswith(_SIGNED) and name.removeprefix(_SIGNED) in record.fields):
            continue
        reason = problem(value)
        if reason is None:
            continue
        signed = record.fields.get(f"{_SIGNED}{name}")
        if signed is not None and _digits(signed) != _digits(value) and problem(signed) is not None:
            continue
        yield Hit(
            value.at,
            related=(signed.at,) if signed is not None and _digits(signed) == _digits(value) else (),
            params={
                "label": field_words([name]),
                "reason": Key(f"reasons.{reason}"),
                "text": short(value.text),
            },
            column=name,
            key=value.text,
            variant=reason if reason == "precision" else "",
        )


def _digits(value: Value) -> str:
    return nip_digits(value.text) or fold(value.text).replace(" ", "")


class RankWrong(Params):
    """``parts`` are the ends of the names of fields with pangkat and golongan."""

    parts: list[str]


def rank_wrong(params: RankWrong, record: Record, context: Context) -> Iterator[Hit]:
    """Pangkat or golongan is not in the list, or the two do not belong together."""
    for name, value in record.fields.items():
        if name.rpartition(".")[2] not in params.parts:
            continue
        reason = pangkat_problem(value.text)
        if reason is not None:
            yield Hit(
                value.at,
                params={"label": field_words([name]), "text": short(value.text)},
                column=name,
                key=value.text,
                variant=reason,
            )


class IdentityDiffers(Params):
    """``people`` are the parties that may sign; ``roles`` those whose NIP is compared between the file's documents."""

    people: list[str]
    roles: list[str]


def identity_differs(params: IdentityDiffers, record: Record, context: Context) -> Iterator[Hit]:
    """Header and signature name different persons, or one person has two NIP in the file; at the later place."""
    for person in params.people:
        hit = _signature(person, record)
        if hit is not None:
            yield hit
    if len(context.records) > 1:
        yield from _two_numbers(params.roles, record, context)


def _signature(person: str, record: Record) -> Hit | None:
    get = record.fields.get
    name, signed_name = get(f"{person}.nama"), get(f"{_SIGNED}{person}.nama")
    nip, signed_nip = get(f"{person}.nip"), get(f"{_SIGNED}{person}.nip")
    if name is not None and signed_name is not None and not same_name(name.text, signed_name.text):
        related = [name.at] if signed_nip is None or signed_nip.at == signed_name.at else [name.at, signed_nip.at]
        return _differs(f"{_SIGNED}{person}.nama", signed_name, name, tuple(related), "name")
    if name is None or nip is None or signed_nip is None or _digits(nip) == _digits(signed_nip):
        return None
    if problem(nip) is not None and problem(signed_nip) is None:
        return None
    return _differs(f"{_SIGNED}{person}.nip", signed_nip, nip, (nip.at,), "nip")


def _differs(
    field: str,
    later: Value,
    earlier: Value,
    related: tuple[Location, ...],
    variant: str,
) -> Hit:
    return Hit(
        later.at,
        related=related,
        params={
            "label": field_words([field]),
            "found": short(later.text),
            "header": short(earlier.text),
        },
        column=field,
        key=later.text,
        variant=variant,
    )


def _two_numbers(roles: list[str], record: Record, context: Context) -> Iterator[Hit]:
    """The same name with another NIP in an earlier document of the file."""
    earlier: dict[str, Value] = {}
    for other in context.records:
        for role in roles:
            name, nip = (
                other.fields.get(f"{role}.nama"),
                other.fields.get(f"{role}.nip"),
            )
            key = name_key(name.text) if name is not None else ""
            if nip is None or " " not in key:
                continue
            known = earlier.setdefault(key, nip)
            if other is record and _digits(known) != _digits(nip) and problem(known) is None:
                yield _differs(f"{role}.nip", nip, known, (known.at,), "two")
        if other is record:
            return


KINDS: dict[str, Kind] = {
    "nip_wrong": Kind(NipWrong, nip_wrong),
    "rank_wrong": Kind(RankWrong, rank_wrong),
    "identity_differs": Kind(IdentityDiffers, identity_differs),
}

"""From a hit to a finding: the words of its item with the hit's parameters, in one language."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from kinerja_docs import words
from kinerja_docs.checking.hits import Hit
from kinerja_docs.checking.params import Key
from kinerja_docs.definitions.checklist import Item
from kinerja_docs.model import FILE, Confidence, Finding, Severity

_OF_FILES = "BRK"


def finding_of(
    item: Item, hit: Hit, file: str, document: int | None, mark: str, language: str, scanned: bool = False
) -> Finding:
    """One hit with the words of its item; ``mark`` is its fingerprint. ``scanned``: the file was read by OCR in part,
    so that what is missed in it may have been overlooked."""
    severity, confidence = _weight(item, hit, scanned)
    params = _Filled({name: _said(value, item.params, language) for name, value in hit.params.items()})
    return Finding(
        code=item.code,
        name=item.name,
        severity=severity,
        confidence=confidence,
        file=file,
        document=document,
        location=hit.at,
        related=list(hit.related),
        message=_sentence(item.message.get(hit.variant, language).format_map(params)),
        fix=_sentence(item.fix.get(hit.variant, language).format_map(params)),
        owner=item.owner,
        legal_basis=list(item.legal_basis),
        fingerprint=mark,
    )


def _weight(item: Item, hit: Hit, scanned: bool) -> tuple[Severity, Confidence]:
    """What rests on a text that OCR made of a picture is likely, and so at most a warning: one digit in thirty is
    wrong. What is said of the file itself does not rest on its text."""
    severity = hit.severity or item.severity
    on_scan = any(place.scanned or (scanned and place.kind == FILE.kind) for place in (hit.at, *hit.related))
    if not on_scan or item.code.startswith(_OF_FILES):
        return severity, hit.confidence or item.confidence
    return "warning" if severity == "error" else severity, "likely"


def _sentence(text: str) -> str:
    """A sentence begins with a capital and ends once, whatever its parameters begin and end with."""
    text = text[:1].upper() + text[1:]
    return text[:-1] if text.endswith("..") and not text.endswith("...") else text


class _Filled(dict[str, str]):
    """The parameters of a message; one that the hit did not give prints nothing."""

    def __missing__(self, key: str) -> str:
        return ""


def _said(value: str, params: Any, language: str) -> str:
    """A parameter in words: a :class:`Key` names words of the item or of the words room, other text stays."""
    if not isinstance(value, Key):
        return value
    return ", ".join(_word(key, params, language) for key in value.split())


def _word(key: str, params: Any, language: str) -> str:
    family, _, name = key.partition(".")
    own = getattr(params, family, None)
    if isinstance(own, Mapping) and name in own:
        return str(getattr(own[name], language))
    return words.find(key, language) or name

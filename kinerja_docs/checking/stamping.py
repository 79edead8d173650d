"""From a hit to a finding: the words of its item with the hit's parameters, in one language."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from kinerja_docs import words
from kinerja_docs.checking.hits import Hit
from kinerja_docs.checking.params import Key
from kinerja_docs.definitions.checklist import Item
from kinerja_docs.model import Finding


def finding_of(item: Item, hit: Hit, file: str, document: int | None, mark: str, language: str) -> Finding:
    """One hit with the words of its item; ``mark`` is its fingerprint."""
    params = _Filled({name: _said(value, item.params, language) for name, value in hit.params.items()})
    return Finding(
        code=item.code,
        name=item.name,
        severity=hit.severity or item.severity,
        confidence=item.confidence,
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

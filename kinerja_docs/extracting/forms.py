"""The form layouts in use, loaded and compiled once: shipped ones, with the office's own over them."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from kinerja_docs import resources
from kinerja_docs.definitions import source
from kinerja_docs.definitions.framework import Framework, load_frameworks
from kinerja_docs.definitions.layout import FormLayout, OtherForms
from kinerja_docs.extracting.roles import Vocabulary
from kinerja_docs.spelling import remedy_for

_OTHER_FORMS = "formulir_lain.yaml"


@dataclass(slots=True, eq=False)
class Form:
    """A layout with its compiled vocabulary, and where it came from."""

    layout: FormLayout
    origin: str = resources.SHIPPED
    sha256: str = ""
    vocabulary: Vocabulary = field(init=False)

    def __post_init__(self) -> None:
        self.vocabulary = Vocabulary(self.layout)

    @property
    def id(self) -> str:
        """The form id of the contract."""
        return self.layout.id


@dataclass(slots=True, eq=False)
class Forms:
    """All forms that can be recognised; ``others`` are known by title only."""

    forms: list[Form]
    others: OtherForms
    office: Path | None = None
    _frameworks: list[Framework] | None = None

    @property
    def frameworks(self) -> list[Framework]:
        """The LKE editions in use, loaded when the first LKE is met."""
        if self._frameworks is None:
            self._frameworks = load_frameworks(self.office)
        return self._frameworks

    def by_id(self, form: str) -> Form | None:
        """The form of an id."""
        return next((f for f in self.forms if f.id == form), None)


def load_forms(office: Path | None = None) -> Forms:
    """Load every layout of ``extractors/``; a file of the office with the same id replaces the shipped one.

    Raises :class:`kinerja_docs.errors.DefinitionError` with file and line.
    """
    read: dict[str, tuple[source.Source, str]] = {}
    others: OtherForms | None = None
    for file in resources.definition_files("extractors", office):
        if file.path.name == _OTHER_FORMS:
            others = source.load(file.path, OtherForms)
            continue
        found = source.read(file.path)
        read[str(found.data.get("id")) if isinstance(found.data, dict) else file.path.name] = found, file.origin
    layouts = {}
    for name in sorted(
        read, key=lambda name: _depth(name, read)
    ):  # a base first, so that its faults are told as its own
        layouts[name] = _layout(read[name][0], read)
    forms = [Form(layouts[name], origin, found.sha256) for name, (found, origin) in read.items()]
    return Forms(forms, others or OtherForms(id="lain", version="0", titles={}), office)


def _depth(name: str, read: dict[str, tuple[source.Source, str]]) -> int:
    """How many layouts stand below a layout; what is not to be followed counts as none."""
    seen = [name]
    while name in read and isinstance(read[name][0].data, dict):
        name = str(read[name][0].data.get("extends"))
        if name in seen:
            break
        seen.append(name)
    return len(seen)


def _layout(found: source.Source, read: dict[str, tuple[source.Source, str]]) -> FormLayout:
    """A layout, over the one that it extends where it does."""
    data, seen = found.data, {id(found)}
    above = found
    while isinstance(above.data, dict) and (name := above.data.get("extends")) is not None:
        above = read[name][0] if name in read else found
        if id(above) in seen:
            raise found.error(("extends",), "unknown_form", remedy_for(str(name), read), form=name)
        seen.add(id(above))
        data = _over(above.data, data)
    return source.validate(found, FormLayout, data)


def _over(base: dict[str, Any], own: dict[str, Any]) -> dict[str, Any]:
    """Two mappings joined, the own one first in what both set; null takes a key away."""
    joined: dict[str, Any] = {}
    for key, value in base.items():
        mine = own.get(key, value)
        joined[key] = _over(value, mine) if isinstance(value, dict) and isinstance(mine, dict) else mine
    joined |= {key: value for key, value in own.items() if key not in base}
    return {key: value for key, value in joined.items() if value is not None}

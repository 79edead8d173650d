"""The form layouts in use, loaded and compiled once: shipped ones, with the office's own over them."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from kinerja_docs import resources
from kinerja_docs.definitions import source
from kinerja_docs.definitions.framework import Framework, load_frameworks
from kinerja_docs.definitions.layout import FormLayout, OtherForms
from kinerja_docs.extracting.roles import Vocabulary

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
    forms: dict[str, Form] = {}
    others: OtherForms | None = None
    for file in resources.definition_files("extractors", office):
        if file.path.name == _OTHER_FORMS:
            others = source.load(file.path, OtherForms)
            continue
        layout = source.load(file.path, FormLayout)
        forms[layout.id] = Form(layout, file.origin, source.sha256(file.path))
    return Forms(list(forms.values()), others or OtherForms(id="lain", version="0", titles={}), office)

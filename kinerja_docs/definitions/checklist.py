"""Checklists: the models of ``checklists/*.yaml`` and the frozen items that the engine runs.

:func:`load_checklists` gives the shipped checklists with the office's own beside them and the office's patches
applied. An item without why, fix, basis (or grounds) and examples does not load.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Annotated, Any, Literal, Protocol

from pydantic import AfterValidator, BaseModel, Field, model_validator

from kinerja_docs import words
from kinerja_docs.definitions import source as yaml_source
from kinerja_docs.definitions.source import Model, Refusal, Source
from kinerja_docs.errors import DefinitionError
from kinerja_docs.model import Basis, Confidence, Severity
from kinerja_docs.resources import SHIPPED, DefinitionFile, definition_files
from kinerja_docs.spelling import remedy_for, suggest

Rank = Literal["placeholder", "empty", "vocabulary", "malformed", "arithmetic", "likely"]
Scope = Literal["place", "row", "group", "document"]
Owner = Literal["pegawai", "penilai", "perencana", "asesor", "ppid", "pimpinan"]
Text = Mapping[str, str]


def _not_blank(text: str) -> str:
    if not text.strip():
        raise Refusal("blank_text")
    return text


Words = Annotated[str, AfterValidator(_not_blank)]


class TextModel(Model):
    """A text in both languages."""

    id: Words
    en: Words


class WordingModel(Model):
    """A text in both languages, or several of them by variant."""

    id: Words | None = None
    en: Words | None = None
    variants: dict[str, TextModel] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _whole(self) -> WordingModel:
        if (self.id is None) != (self.en is None) or (self.id is None and not self.variants):
            raise Refusal("wording_not_whole")
        return self


class BasisModel(Model):
    """A regulation, and the article where it is known."""

    regulation: Words
    article: str | None = None


class SilencerModel(Model):
    """A code whose finding makes this one needless, and how near it must be."""

    code: str
    scope: Scope = "place"


class ExampleModel(Model):
    """A mini-submission: a record's fields and rows, lines of running text, or what a reader saw of a file. ``beside``
    are the other documents of a submission, each in a file of its own before this one; ``roster`` are lines of the
    office's roster by column."""

    form: str | None = None
    fields: dict[str, str | None] = Field(default_factory=dict)
    rows: dict[str, list[dict[str, str | None]]] = Field(default_factory=dict)
    lines: list[str] = Field(default_factory=list)
    traits: dict[str, Any] = Field(default_factory=dict)
    failure: list[str] = Field(default_factory=list)
    office: dict[str, str] = Field(default_factory=dict)
    today: date | None = None
    beside: list[ExampleModel] = Field(default_factory=list)
    roster: list[dict[str, str]] = Field(default_factory=list)


class FailingModel(ExampleModel):
    """An example that must give ``code`` at ``at`` (a field, ``table[n].column``, ``line n`` or ``file``)."""

    code: str
    at: str | None = None


class ExamplesModel(Model):
    """Examples that must pass and examples that must fail; neither may be empty."""

    passing: list[ExampleModel] = Field(alias="pass", min_length=1)
    failing: list[FailingModel] = Field(alias="fail", min_length=1)


class ItemModel(Model):
    """One check of a checklist as written."""

    code: Annotated[str, Field(pattern=r"^[A-Z]{2,3}\d{3}$")]
    name: Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
    title: TextModel
    why: TextModel
    check: str
    with_: dict[str, Any] = Field(alias="with", default_factory=dict)
    severity: Severity
    owner: Owner
    message: WordingModel
    fix: WordingModel
    legal_basis: list[BasisModel]
    grounds: TextModel | None = None
    confidence: Confidence = "certain"
    rank: Rank
    when: dict[str, list[str]] = Field(default_factory=dict)
    forms: list[str] | None = None
    silenced_by: list[SilencerModel] = Field(default_factory=list)
    examples: ExamplesModel

    @model_validator(mode="after")
    def _sound(self) -> ItemModel:
        if not self.legal_basis and self.grounds is None:
            raise Refusal("no_basis", code=self.code)
        if self.confidence == "likely" and self.severity == "error":
            raise Refusal("likely_error", code=self.code)
        return self


class EffectiveModel(Model):
    """The days on which an edition is in force, both included; ``until: null`` is open."""

    from_: date = Field(alias="from")
    until: date | None = None


class ChecklistModel(Model):
    """One checklist file."""

    id: Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")]
    version: Words
    title: TextModel
    effective: EffectiveModel
    forms: list[str] | str
    items: list[ItemModel] = Field(min_length=1)


class PatchItemModel(Model):
    """What an office changes in one item."""

    off: bool = False
    severity: Severity | None = None
    with_: dict[str, Any] = Field(alias="with", default_factory=dict)
    message: WordingModel | None = None
    fix: WordingModel | None = None


class PatchModel(Model):
    """An office's changes to a shipped checklist, and the version they were made against."""

    patch: str
    against: Words
    items: dict[str, PatchItemModel] = Field(min_length=1)


class KindLike(Protocol):
    """What this module needs of a check kind: the model of its parameters."""

    @property
    def params(self) -> type[BaseModel]: ...


@dataclass(frozen=True, slots=True)
class Wording:
    """A message or fix by variant (``""`` is the plain one) and language."""

    texts: Mapping[str, Text]

    def get(self, variant: str, lang: str) -> str:
        """The template of a variant, else the plain one, else the first."""
        found = self.texts.get(variant) or self.texts.get("") or next(iter(self.texts.values()))
        return found[lang]


@dataclass(frozen=True, slots=True)
class Silencer:
    """A finding of ``code`` in the same place, row, group or document makes this one needless."""

    code: str
    scope: Scope


KEPT = 8  # sets of checklists
_Key = tuple[str, tuple[tuple[Path, str, str], ...]]
_loaded: dict[_Key, tuple[Mapping[str, KindLike], list[Checklist]]] = {}


@dataclass(frozen=True, slots=True)
class Example:
    """A mini-submission. ``code`` and ``at`` are set on those that must fail."""

    form: str | None
    fields: Mapping[str, str | None]
    rows: Mapping[str, list[dict[str, str | None]]]
    lines: tuple[str, ...]
    traits: Mapping[str, Any]
    failure: tuple[str, ...]
    office: Mapping[str, str]
    today: date | None
    beside: tuple[Example, ...] = ()
    roster: tuple[Mapping[str, str], ...] = ()
    code: str | None = None
    at: str | None = None


@dataclass(frozen=True, slots=True)
class Examples:
    """What must pass and what must fail."""

    passing: tuple[Example, ...]
    failing: tuple[Example, ...]


@dataclass(frozen=True, slots=True)
class Item:
    """One check, ready to run: ``params`` is an instance of its kind's parameter model."""

    code: str
    name: str
    title: Text
    why: Text
    kind: str
    params: Any
    severity: Severity
    owner: Owner
    message: Wording
    fix: Wording
    legal_basis: tuple[Basis, ...]
    grounds: Text | None
    confidence: Confidence
    rank: Rank
    when: Mapping[str, tuple[str, ...]]
    forms: tuple[str, ...] | None  # narrower than the checklist's, where set
    silenced_by: tuple[Silencer, ...]
    examples: Examples
    off: bool = False


@dataclass(frozen=True, slots=True)
class Origin:
    """A definition file as reports name it."""

    id: str
    version: str
    sha256: str
    origin: str


@dataclass(frozen=True, slots=True)
class Checklist:
    """One edition of a checklist. ``forms`` is empty for file scope; ``("*",)`` means every form, also none."""

    id: str
    version: str
    title: Text
    effective: tuple[date, date | None]
    forms: tuple[str, ...]
    items: tuple[Item, ...]
    origin: Origin
    patches: tuple[Origin, ...] = ()
    notices: tuple[str, ...] = field(default=())

    def in_force(self, day: date) -> bool:
        """Whether this edition rules a document of that day."""
        start, end = self.effective
        return start <= day and (end is None or day <= end)

    def item(self, code: str) -> Item | None:
        """The item of a code."""
        return next((item for item in self.items if item.code == code), None)


def load_checklists(office: Path | None, kinds: Mapping[str, KindLike]) -> list[Checklist]:
    """All checklists in use: shipped ones with the office's patches applied, then the office's own.

    Typing them costs a third of a second, so that they are kept for as long as every byte of their files stays.
    """
    files = definition_files("checklists", office)
    key = words.language(), tuple((file.path, file.origin, _hash(file.path)) for file in files)
    kept = _loaded.get(key)
    if kept is None or kept[0] is not kinds:
        while len(_loaded) >= KEPT:
            _loaded.pop(next(iter(_loaded)), None)
        _loaded[key] = kept = kinds, _load(files, kinds)
    return list(kept[1])


def _hash(path: Path) -> str:
    try:
        return yaml_source.sha256(path)
    except OSError:  # reading it says so
        return ""


def _load(files: Sequence[DefinitionFile], kinds: Mapping[str, KindLike]) -> list[Checklist]:
    lists: list[Checklist] = []
    patches: list[tuple[Source, PatchModel, DefinitionFile]] = []
    for file in files:
        read = yaml_source.read(file.path)
        if file.origin != SHIPPED and isinstance(read.data, dict) and "patch" in read.data:
            patches.append((read, yaml_source.validate(read, PatchModel), file))
        else:
            lists.append(_compile(read, file, kinds))
    for read, patch, file in patches:
        lists = _patched(lists, read, patch, file, kinds)
    _refuse_repeated_codes(lists)
    _refuse_unknown_silencers(lists)
    return lists


def load_checklist(path: Path, kinds: Mapping[str, KindLike], origin: str = SHIPPED) -> Checklist:
    """One checklist file, by itself."""
    return _compile(yaml_source.read(path), DefinitionFile(path, origin), kinds)


def _compile(read: Source, file: DefinitionFile, kinds: Mapping[str, KindLike]) -> Checklist:
    model = yaml_source.validate(read, ChecklistModel)
    seen: dict[str, int] = {}
    items = []
    for number, item in enumerate(model.items):
        place = ("items", number)
        if item.code in seen:
            raise read.error((*place, "code"), "repeated_code", code=item.code)
        seen[item.code] = number
        items.append(_item(read, place, item, kinds))
    return Checklist(
        id=model.id,
        version=model.version,
        title=model.title.model_dump(),
        effective=(model.effective.from_, model.effective.until),
        forms=(model.forms,) if isinstance(model.forms, str) else tuple(model.forms),
        items=tuple(items),
        origin=Origin(model.id, model.version, read.sha256, file.origin),
    )


def _item(read: Source, place: tuple[str | int, ...], item: ItemModel, kinds: Mapping[str, KindLike]) -> Item:
    if item.check not in kinds:
        raise read.error((*place, "check"), "unknown_kind", remedy_for(item.check, kinds), kind=item.check)
    return Item(
        code=item.code,
        name=item.name,
        title=item.title.model_dump(),
        why=item.why.model_dump(),
        kind=item.check,
        params=yaml_source.validate(read, kinds[item.check].params, item.with_, (*place, "with")),
        severity=item.severity,
        owner=item.owner,
        message=_wording(item.message),
        fix=_wording(item.fix),
        legal_basis=tuple(Basis(basis.regulation, basis.article) for basis in item.legal_basis),
        grounds=item.grounds.model_dump() if item.grounds else None,
        confidence=item.confidence,
        rank=item.rank,
        when={name: tuple(values) for name, values in item.when.items()},
        forms=tuple(item.forms) if item.forms is not None else None,
        silenced_by=tuple(Silencer(silencer.code, silencer.scope) for silencer in item.silenced_by),
        examples=Examples(
            tuple(_example(example) for example in item.examples.passing),
            tuple(_example(example) for example in item.examples.failing),
        ),
    )


def _wording(model: WordingModel) -> Wording:
    texts: dict[str, Text] = {name: text.model_dump() for name, text in model.variants.items()}
    if model.id is not None and model.en is not None:
        texts[""] = {"id": model.id, "en": model.en}
    return Wording(texts)


def _example(model: ExampleModel) -> Example:
    return Example(
        form=model.form,
        fields=model.fields,
        rows=model.rows,
        lines=tuple(model.lines),
        traits=model.traits,
        failure=tuple(model.failure),
        office=model.office,
        today=model.today,
        beside=tuple(_example(other) for other in model.beside),
        roster=tuple(model.roster),
        code=model.code if isinstance(model, FailingModel) else None,
        at=model.at if isinstance(model, FailingModel) else None,
    )


def _patched(
    lists: list[Checklist], read: Source, patch: PatchModel, file: DefinitionFile, kinds: Mapping[str, KindLike]
) -> list[Checklist]:
    """The checklists with one office file's changes in them."""
    targets = [entry for entry in lists if entry.id == patch.patch]
    if not targets:
        remedy = remedy_for(patch.patch, (entry.id for entry in lists))
        raise read.error(("patch",), "unknown_checklist", remedy, name=patch.patch)
    codes = {item.code for entry in targets for item in entry.items}
    for code in patch.items:
        if code not in codes:
            raise read.error(("items", code), "unknown_code", remedy_for(code, codes), code=code)
    return [_apply(entry, read, patch, file, kinds) if entry in targets else entry for entry in lists]


def _apply(
    entry: Checklist, read: Source, patch: PatchModel, file: DefinitionFile, kinds: Mapping[str, KindLike]
) -> Checklist:
    items = []
    for item in entry.items:
        change = patch.items.get(item.code)
        items.append(item if change is None else _changed(item, change, read, kinds))
    notices = entry.notices
    if patch.against != entry.version:
        notice = words.get(
            "notice.patch_version",
            path=file.path.as_posix(),
            name=entry.id,
            against=patch.against,
            version=entry.version,
        )
        notices = (*notices, notice)
    origin = Origin(entry.id, patch.against, read.sha256, file.origin)
    return replace(entry, items=tuple(items), patches=(*entry.patches, origin), notices=notices)


def _changed(item: Item, change: PatchItemModel, read: Source, kinds: Mapping[str, KindLike]) -> Item:
    params = item.params
    if change.with_:
        merged = {**item.params.model_dump(by_alias=True, exclude_unset=True), **change.with_}
        params = yaml_source.validate(read, kinds[item.kind].params, merged, ("items", item.code, "with"))
    return replace(
        item,
        off=change.off,
        severity=change.severity or item.severity,
        params=params,
        message=_wording(change.message) if change.message else item.message,
        fix=_wording(change.fix) if change.fix else item.fix,
    )


def _refuse_repeated_codes(lists: list[Checklist]) -> None:
    """One code may stand in several editions, but never twice on one day."""
    seen: dict[str, list[Checklist]] = {}
    for entry in lists:
        for item in entry.items:
            for other in seen.setdefault(item.code, []):
                if _overlap(entry, other):
                    message = words.get("definition.code_in_two", code=item.code, name=other.id, one=_shown(other))
                    raise DefinitionError(_shown(entry), None, message)
            seen[item.code].append(entry)


def _overlap(one: Checklist, other: Checklist) -> bool:
    return (other.effective[1] is None or one.effective[0] <= other.effective[1]) and (
        one.effective[1] is None or other.effective[0] <= one.effective[1]
    )


def _refuse_unknown_silencers(lists: list[Checklist]) -> None:
    """A silencer of a family that is loaded must exist; a whole family may be absent."""
    codes = {item.code for entry in lists for item in entry.items}
    families = {_family(code) for code in codes}
    for entry in lists:
        for item in entry.items:
            for silencer in item.silenced_by:
                if silencer.code not in codes and _family(silencer.code) in families:
                    message = words.get("definition.unknown_silencer", code=item.code, other=silencer.code)
                    raise DefinitionError(_shown(entry), None, message, suggest(silencer.code, codes))


def _family(code: str) -> str:
    return code.rstrip("0123456789")


def _shown(entry: Checklist) -> str:
    return f"checklists/{entry.id}" if entry.origin.origin == SHIPPED else entry.origin.origin

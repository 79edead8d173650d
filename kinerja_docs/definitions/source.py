"""Strict YAML: every scalar is text, nothing is guessed, and every error names file and line.

``1.10`` must not become 1.1, nor ``no`` False, so the YAML node tree is turned into dicts, lists and text here, and
pydantic models do the typing. Only a plain ``null``, ``~`` or nothing is None. Anchors, aliases, tags and repeated keys
are refused: a definition says each thing once, where it is read.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar, get_args

import yaml
from pydantic import BaseModel, ConfigDict, ValidationError

from kinerja_docs import words
from kinerja_docs.errors import DefinitionError
from kinerja_docs.spelling import remedy_for

M = TypeVar("M", bound=BaseModel)
Step = str | int
LIMIT_BYTES = 4_000_000
LIMIT_DEPTH = 40
_NULLS = frozenset({"", "~", "null", "Null", "NULL"})
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class Model(BaseModel):
    """Base of all definition models: unknown keys are errors, text is not trimmed, instances do not change."""

    model_config = ConfigDict(extra="forbid", frozen=True, arbitrary_types_allowed=True)


@dataclass(slots=True)
class Source:
    """One definition file: its ``data`` (dicts, lists, text, None) and the line on which each piece stands."""

    path: Path
    sha256: str
    data: Any
    lines: dict[tuple[Step, ...], int] = field(default_factory=dict)

    def line(self, place: Sequence[Step]) -> int | None:
        """The line of a place in ``data``, else of the nearest thing around it."""
        steps = tuple(place)
        while steps and steps not in self.lines:
            steps = steps[:-1]
        return self.lines.get(steps)

    def error(self, place: Sequence[Step], word: str, remedy: str = "", /, **params: object) -> DefinitionError:
        """An error at a place, in words: ``word`` is an id under ``definition.`` of the words room."""
        message = words.get(f"definition.{word}", None, **params)
        return DefinitionError(self.path.as_posix(), self.line(place), message, remedy)


def load(path: Path, model: type[M]) -> M:
    """Read one definition file into a model; :class:`DefinitionError` with file, line and remedy if it is broken."""
    return validate(read(path), model)


def sha256(path: Path) -> str:
    """The hash of a file's bytes, as reports show it."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def read(path: Path) -> Source:
    """Read a YAML file into plain data, every scalar as text."""
    name = path.as_posix()
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise DefinitionError(name, None, words.get("definition.unreadable", detail=error.strerror or "")) from error
    if len(raw) > LIMIT_BYTES:
        raise DefinitionError(name, None, words.get("definition.too_large", limit=LIMIT_BYTES // 1_000_000))
    source = Source(path, hashlib.sha256(raw).hexdigest(), None)
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        raise DefinitionError(name, line, words.get("definition.not_utf8")) from error
    node = _compose(name, text)
    if node is None:
        raise DefinitionError(name, None, words.get("definition.empty"))
    source.data = _Reader(source).plain(node, ())
    return source


def validate(source: Source, model: type[M], data: Any = None, place: tuple[Step, ...] = ()) -> M:
    """Type ``data`` (default: the whole file) by a model. ``place`` is where ``data`` stands in the file."""
    try:
        return model.model_validate(source.data if data is None else data)
    except ValidationError as error:
        raise _explain(source, model, error, place) from error


def _compose(name: str, text: str) -> yaml.Node | None:
    try:
        return yaml.compose(text, _LOADER)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        message = words.get("definition.not_yaml", detail=error.problem or error.context or "")
        raise DefinitionError(name, mark.line + 1 if mark else None, message) from error
    except yaml.YAMLError as error:
        raise DefinitionError(name, None, words.get("definition.not_yaml", detail=str(error))) from error


class _Reader:
    """Turns one node tree into plain data and remembers the line of every place."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.seen: set[int] = set()

    def plain(self, node: yaml.Node, place: tuple[Step, ...]) -> Any:
        self.source.lines.setdefault(place, node.start_mark.line + 1)
        if id(node) in self.seen:  # libyaml hands the same node out again for an alias
            raise self.source.error(place, "alias")
        if len(place) > LIMIT_DEPTH:
            raise self.source.error(place, "too_deep", limit=LIMIT_DEPTH)
        self.seen.add(id(node))
        if isinstance(node, yaml.ScalarNode):
            return None if not node.style and node.value in _NULLS else node.value
        if isinstance(node, yaml.SequenceNode):
            return [self.plain(child, (*place, number)) for number, child in enumerate(node.value)]
        return self.mapping(node, place)

    def mapping(self, node: yaml.Node, place: tuple[Step, ...]) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for key_node, value_node in node.value:
            if not isinstance(key_node, yaml.ScalarNode):
                raise self.source.error(place, "key_not_text")
            key = str(key_node.value)
            here = (*place, key)
            line = key_node.start_mark.line + 1
            if key in found:
                raise DefinitionError(
                    self.source.path.as_posix(),
                    line,
                    words.get("definition.repeated_key", key=key, line=self.source.lines[here]),
                )
            self.source.lines[here] = line
            found[key] = self.plain(value_node, here)
        return found


def _explain(
    source: Source, model: type[BaseModel], error: ValidationError, place: tuple[Step, ...]
) -> DefinitionError:
    """The first thing pydantic refused, in words and with its line."""
    found = error.errors(include_url=False)
    first = next((problem for problem in found if problem["type"] == "extra_forbidden"), found[0])
    steps = (*place, *first["loc"])
    kind, context = first["type"], first.get("ctx", {})
    shown = ".".join(str(step) for step in first["loc"]) or "-"
    if kind == "extra_forbidden":
        key = str(first["loc"][-1])
        siblings = _known_keys(model, first["loc"][:-1])
        return source.error(steps, "unknown_key", remedy_for(key, siblings), key=key)
    if kind == "missing":
        return source.error(steps, "missing_key", key=shown)
    if kind in ("literal_error", "enum"):
        known = [word.strip("'\"") for word in str(context.get("expected", "")).replace(" or ", ", ").split(", ")]
        word = str(first["input"])
        return source.error(steps, "unknown_word", remedy_for(word, known), key=shown, word=word)
    if kind == "value_error" and isinstance(context.get("error"), Refusal):
        refusal: Refusal = context["error"]
        return source.error(steps, refusal.key, refusal.remedy, **refusal.params)
    return source.error(steps, "wrong_value", key=shown, word=_short(first["input"]), detail=first["msg"])


class Refusal(ValueError):
    """Raised inside a model's validator: ``word`` is an id under ``definition.`` of the words room."""

    def __init__(self, key: str, remedy: str = "", /, **params: object) -> None:
        super().__init__(key)
        self.key = key
        self.remedy = remedy
        self.params = params


def _short(value: object) -> str:
    text = str(value)
    return text if len(text) <= 60 else f"{text[:57]}…"


def _known_keys(model: type[BaseModel], steps: Iterable[Step]) -> list[str]:
    """The keys a model knows at a place: walks annotations as far as they are models, lists or mappings of models."""
    current: list[type[BaseModel]] = [model]
    for step in steps:
        following: list[type[BaseModel]] = []
        for candidate in current:
            info = _field(candidate, step)
            following += _models_in(info) if info is not None else []
        current = following or current  # an index, or the name of a union's branch
    return [name for candidate in current for name in _keys(candidate)]


def _keys(model: type[BaseModel]) -> list[str]:
    return [info.alias or name for name, info in model.model_fields.items()]


def _field(model: type[BaseModel], step: Step) -> Any:
    for name, info in model.model_fields.items():
        if step in (name, info.alias):
            return info.annotation
    return None


def _models_in(annotation: Any) -> list[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return [annotation]
    return [found for part in get_args(annotation) for found in _models_in(part)]

"""LKE frameworks: the editions of ``checklists/frameworks/``, each a YAML head and a CSV tree.

The head names scales, thresholds, predicates, prerequisites, ceilings and kinds of evidence; the tree has one line per
node with its weight, answer scale and roll-up. A weight that is missing is an error, never 0: a node that has none of
its own says so with ``-``. Errors name file and line.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from functools import cached_property
from pathlib import Path
from typing import Annotated, Any, Literal, get_args

from pydantic import BeforeValidator, Field, model_validator

from kinerja_docs.definitions import source
from kinerja_docs.definitions.source import Model, Refusal
from kinerja_docs.errors import DefinitionError
from kinerja_docs.resources import SHIPPED, definition_files

FOLDER = "checklists/frameworks"
TOTAL = "total"
Level = Literal["bagian", "komponen", "area", "subkomponen", "kriteria"]
Rollup = Literal["jumlah", "rata-rata", "jawaban", "hitung", "rincian", "bukti", "tidak-dihitung"]
Certainty = Literal["pasti", "sebagian", "belum"]
LEVELS: tuple[str, ...] = get_args(Level)
ROLLUPS: tuple[str, ...] = get_args(Rollup)
CERTAINTIES: tuple[str, ...] = get_args(Certainty)


def _number(text: Any) -> Any:
    if not isinstance(text, str):
        return text
    try:
        return Fraction(text.strip().replace(",", "."))
    except (ValueError, ZeroDivisionError) as error:
        raise Refusal("not_a_number", word=text) from error


Number = Annotated[Fraction, BeforeValidator(_number)]


class Words(Model):
    """A text in both languages."""

    id: str
    en: str


class Option(Model):
    """One answer of a scale: its word, other spellings, its share of the weight, and the years it claims to be kept."""

    word: str
    value: Number
    also: tuple[str, ...] = ()
    years: int = 0


class Scale(Model):
    """How a node is answered: by ``options``, a ``percent``, a ``score`` up to ``top``, or a bare ``count``."""

    kind: Literal["options", "percent", "score", "count"]
    printed: tuple[str, ...] = ()
    options: tuple[Option, ...] = ()
    top: Number | None = None

    @model_validator(mode="after")
    def _whole(self) -> Scale:
        if self.kind == "options" and len(self.options) < 2:
            raise Refusal("scale_without_options")
        if self.kind == "score" and not self.top:
            raise Refusal("scale_without_top")
        return self

    @cached_property
    def lowest(self) -> Fraction:
        """The smallest share that an answer can give."""
        return min((option.value for option in self.options), default=Fraction(0))

    @cached_property
    def highest(self) -> Fraction:
        """The largest share that an answer can give."""
        return max((option.value for option in self.options), default=Fraction(1))


class RegulationModel(Model):
    """A regulation whose number a sheet of this edition may carry in its title."""

    number: str
    year: str


class EffectiveModel(Model):
    """The days on which an edition is in force; ``until: null`` is open."""

    from_: date = Field(alias="from")
    until: date | None = None


class PredicateModel(Model):
    """A predicate holds for totals above (not at) a border; ``above: null`` is the lowest."""

    word: str
    above: Number | None = None
    title: Words


class ThresholdModel(Model):
    """A gate: points of a node (or of several together), or a share of their weight."""

    name: str
    node: str | None = None
    nodes: tuple[str, ...] = ()
    needed: Number | None = None
    share: Number | None = None

    @model_validator(mode="after")
    def _whole(self) -> ThresholdModel:
        if (self.needed is None) == (self.share is None) or bool(self.node) == bool(self.nodes):
            raise Refusal("threshold_not_whole", name=self.name)
        return self

    @property
    def codes(self) -> tuple[str, ...]:
        """The nodes that count together."""
        return (self.node,) if self.node else self.nodes


class PrerequisiteModel(Model):
    """``node`` cannot be answered above the lowest while ``needs`` is at the lowest."""

    node: str
    needs: str


class CeilingModel(Model):
    """The share of ``node`` cannot be above that of ``at_most``."""

    node: str
    at_most: str


class LimitModel(Model):
    """The counts of ``part`` together cannot be more than those of ``whole``."""

    part: tuple[str, ...]
    whole: tuple[str, ...]


class SupportCapModel(Model):
    """The best answer while no more than ``share`` of the criteria have evidence (less than it where ``open``)."""

    share: Number
    word: str
    open: bool = False


class TeamModel(Model):
    """Who fills an area: a team, an assessor who is none of its members, an action plan."""

    area: str
    members: tuple[str, ...]
    assessor: str
    action_plan: str

    @model_validator(mode="after")
    def _whole(self) -> TeamModel:
        if not any(name.strip() for name in self.members):
            raise Refusal("no_team", area=self.area)
        if not self.assessor.strip():
            raise Refusal("no_assessor", area=self.area)
        if not self.action_plan.strip():
            raise Refusal("no_action_plan", area=self.area)
        members = {" ".join(name.casefold().split()) for name in self.members}
        if " ".join(self.assessor.casefold().split()) in members:
            raise Refusal("assessor_in_team", area=self.area, name=self.assessor)
        return self


class TotalModel(Model):
    """What the total is called; ``computed: no`` where parts of the tree are known to nobody here."""

    label: Words
    computed: bool = True


class Head(Model):
    """The YAML head of a framework."""

    id: Annotated[str, Field(pattern=r"^[a-z][a-z0-9-]*$")]
    version: str
    title: Words
    family: Literal["akip", "rb", "zi", "lain"]
    regulations: tuple[RegulationModel, ...] = ()
    effective: EffectiveModel
    source: str
    self_scored: bool
    self_scored_note: Words | None = None
    names: tuple[str, ...] = ()
    tree: str
    total: TotalModel
    weight_tolerance: Number = Fraction(0)
    evidence_years: tuple[int, ...] = (0,)
    scales: dict[str, Scale]
    predicates: tuple[PredicateModel, ...] = ()
    thresholds: tuple[ThresholdModel, ...] = ()
    prerequisites: tuple[PrerequisiteModel, ...] = ()
    ceilings: tuple[CeilingModel, ...] = ()
    limits: tuple[LimitModel, ...] = ()
    support_caps: tuple[SupportCapModel, ...] = ()
    evidence: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    teams: tuple[TeamModel, ...] | None = None  # None: an edition without teams; empty: not filled in yet


@dataclass(frozen=True, slots=True)
class Counted:
    """The rule of a computed share: (counts added, counts taken off) over the counts of the whole."""

    plus: tuple[str, ...]
    minus: tuple[str, ...]
    whole: tuple[str, ...]

    @property
    def codes(self) -> tuple[str, ...]:
        """Every count that the rule looks at."""
        return self.plus + self.minus + self.whole


@dataclass(frozen=True, slots=True)
class Node:
    """One line of the tree. ``weight`` is None where the node has none of its own; ``kinds`` are the groups of
    evidence that it needs, each with its alternatives."""

    code: str
    parent: str | None
    level: Level
    name: str
    aliases: tuple[str, ...]
    weight: Fraction | None
    scale: Scale | None
    scale_name: str
    rollup: Rollup
    formula: Counted | None
    kinds: tuple[tuple[str, ...], ...]
    certainty: Certainty
    note: str
    line: int

    @property
    def answered(self) -> bool:
        """Whether the node is answered by a grade, a share or a score (bare counts apart)."""
        return self.scale is not None and self.scale.kind != "count"


@dataclass(eq=False)
class Framework:
    """One edition: its head, its nodes by code in the order of the sheet, and where it came from."""

    head: Head
    nodes: dict[str, Node]
    path: Path
    origin: str
    sha256: str
    _children: dict[str | None, list[Node]] = field(init=False)

    def __post_init__(self) -> None:
        self._children = {}
        for node in self.nodes.values():
            self._children.setdefault(node.parent, []).append(node)

    @property
    def id(self) -> str:
        """The edition's id, as ``edisi`` carries it."""
        return self.head.id

    @property
    def family(self) -> str:
        """``akip``, ``rb``, ``zi`` or ``lain``."""
        return self.head.family

    @property
    def roots(self) -> list[Node]:
        """The nodes of which the total is the sum."""
        return self.children(None)

    def children(self, code: str | None) -> list[Node]:
        """The nodes right below a node, in order."""
        return self._children.get(code, [])

    def block_of(self, code: str) -> str:
        """The area that a node belongs to, else its component, else the topmost node above it."""
        found, node = code, self.nodes[code]
        while True:
            if node.level in ("area", "komponen"):
                return node.code
            found = node.code
            if node.parent is None:
                return found
            node = self.nodes[node.parent]

    @cached_property
    def prerequisites(self) -> Mapping[str, tuple[str, ...]]:
        """What each node needs, by code."""
        found: dict[str, tuple[str, ...]] = {}
        for rule in self.head.prerequisites:
            found[rule.node] = (*found.get(rule.node, ()), rule.needs)
        return found

    @cached_property
    def has_tree(self) -> bool:
        """Whether anything in it can be answered."""
        return any(node.scale is not None for node in self.nodes.values())


def load_frameworks(office: Path | None = None) -> list[Framework]:
    """Every framework, shipped ones first; an office's file with the same id replaces the shipped one.

    Raises :class:`kinerja_docs.errors.DefinitionError` with file and line.
    """
    found: dict[str, Framework] = {}
    for file in definition_files(FOLDER, office):
        framework = load_framework(file.path, file.origin)
        found[framework.id] = framework
    return list(found.values())


def load_framework(path: Path, origin: str = SHIPPED) -> Framework:
    """One framework from its head; the tree is the CSV that the head names, in the same folder."""
    from kinerja_docs.definitions.framework_tree import combined_hash, read_tree

    raw = source.read(path)
    head = source.validate(raw, Head)
    tree = path.parent / head.tree
    if Path(head.tree).name != head.tree or not tree.is_file():
        raise raw.error(("tree",), "no_tree", "", name=head.tree)
    nodes = read_tree(tree, head)
    _check_codes(raw, head, nodes)
    return Framework(head, nodes, path, origin, combined_hash(path, tree))


def _check_codes(raw: source.Source, head: Head, nodes: Mapping[str, Node]) -> None:
    """Every code that the head names stands in the tree."""
    from kinerja_docs.spelling import remedy_for

    named: list[tuple[tuple[str | int, ...], str]] = []
    for number, threshold in enumerate(head.thresholds):
        named += [(("thresholds", number), code) for code in threshold.codes if code != TOTAL]
    for number, rule in enumerate(head.prerequisites):
        named += [(("prerequisites", number), code) for code in (rule.node, rule.needs)]
    for number, ceiling in enumerate(head.ceilings):
        named += [(("ceilings", number), code) for code in (ceiling.node, ceiling.at_most)]
    for number, limit in enumerate(head.limits):
        named += [(("limits", number), code) for code in (*limit.part, *limit.whole)]
    named += [(("teams", number), team.area) for number, team in enumerate(head.teams or ())]
    _check_teams(raw, head, nodes)
    for place, code in named:
        if code not in nodes:
            raise raw.error(place, "unknown_node", remedy_for(code, nodes), code=code)
    for number, threshold in enumerate(head.thresholds):
        if threshold.share is not None and any(nodes[code].weight is None for code in threshold.codes):
            raise raw.error(("thresholds", number), "threshold_not_whole", name=threshold.name)


def _check_teams(raw: source.Source, head: Head, nodes: Mapping[str, Node]) -> None:
    """Once an office names teams, every area has one, and none has two."""
    seen: set[str] = set()
    for number, team in enumerate(head.teams or ()):
        if team.area in seen:
            raise raw.error(("teams", number), "two_teams", area=team.area)
        seen.add(team.area)
    bare = [node for node in nodes.values() if node.level == "area" and node.code not in seen]
    if head.teams and bare:
        raise raw.error(("teams",), "no_team", area=f"{bare[0].code} {bare[0].name}")


__all__ = ["DefinitionError", "Framework", "Head", "Node", "Option", "Scale", "load_framework", "load_frameworks"]

"""From checklists to rules: which items run on which form, in which edition, and which are switched off."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, get_args

from kinerja_docs.checking.across import SetKind
from kinerja_docs.checking.hits import Context, Hit
from kinerja_docs.checking.registry import KINDS, SET_KINDS
from kinerja_docs.definitions.checklist import Checklist, Item, Rank
from kinerja_docs.model import Record

RANKS: Mapping[str, int] = {rank: number for number, rank in enumerate(get_args(Rank))}
ALWAYS = frozenset({"BRK001", "BRK002", "BRK003", "BRK006"})  # no choice of codes hides an unread file
ON_UNKNOWN_FORMS = frozenset({"DOK001", "DOK008", "DOK011"})
EVERY_FORM = "*"


@dataclass(slots=True, eq=False)
class Rule:
    """One item, ready to run. ``forms`` is empty for file scope."""

    item: Item
    checklist: Checklist
    run: Callable[[Any, Record, Context], Iterable[Hit]]
    forms: tuple[str, ...]
    file_scope: bool
    rank: int
    when: tuple[tuple[str, frozenset[str]], ...]
    off: bool
    code: str = field(init=False)

    def __post_init__(self) -> None:
        self.code = self.item.code

    def holds_for(self, record: Record) -> bool:
        """Whether the document is one that the item judges (an empty word stands for an absent field)."""
        for name, words in self.when:
            value = record.fields.get(name)
            word = "" if value is None else str(value.value if value.value is not None else value.text)
            if word not in words:
                return False
        return not record.part or self._has_part(record)

    def _has_part(self, record: Record) -> bool:
        """An annex that came alone is judged by what it holds, not by what the missing first part should hold."""
        table = getattr(self.item.params, "table", None)
        return table in record.rows if table is not None else self.code.startswith("DOK")


@dataclass(frozen=True, slots=True)
class SetRule:
    """One item that looks at several files, ready to run. ``forms`` is empty for every form."""

    item: Item
    checklist: Checklist
    kind: SetKind
    forms: tuple[str, ...]
    off: bool

    @property
    def code(self) -> str:
        """The code of the item."""
        return self.item.code


@dataclass(slots=True)
class RuleBook:
    """All rules in use, and the ones that apply to a form on a day (remembered)."""

    rules: list[Rule]
    set_rules: list[SetRule] = field(default_factory=list)
    has_editions: bool = field(init=False)  # the day of a document decides which rules hold
    _memo: dict[tuple[str | None, date | None], list[Rule]] = field(default_factory=dict)
    file_rules: list[Rule] = field(init=False)
    judged_by: frozenset[str] = field(init=False)  # the fields by which rules choose the documents that they judge

    def __post_init__(self) -> None:
        codes = [rule.code for rule in self.rules]
        self.has_editions = len(codes) != len(set(codes))
        self.file_rules = [rule for rule in self.rules if rule.file_scope]
        self.judged_by = frozenset(name for rule in self.rules for name, _ in rule.when)

    def for_form(self, form: str | None, day: date) -> list[Rule]:
        """The rules for a document of the form whose period ends on the day."""
        key = (form, day if self.has_editions else None)
        found = self._memo.get(key)
        if found is None:
            chosen = self.rules if not self.has_editions else _in_force(self.rules, day)
            found = self._memo[key] = [rule for rule in chosen if not rule.file_scope and _applies(rule, form)]
        return found


def _applies(rule: Rule, form: str | None) -> bool:
    if form is None:
        return EVERY_FORM in rule.forms and rule.code in ON_UNKNOWN_FORMS
    return EVERY_FORM in rule.forms or form in rule.forms


def _in_force(rules: Sequence[Rule], day: date) -> list[Rule]:
    """Of each code the edition of the day; before the first and in gaps the nearest, since having none is silence."""
    best: dict[str, tuple[int, Rule]] = {}
    for rule in rules:
        distance = _distance(rule.checklist, day)
        if rule.code not in best or distance < best[rule.code][0]:
            best[rule.code] = (distance, rule)
    chosen = {id(rule) for _, rule in best.values()}
    return [rule for rule in rules if id(rule) in chosen]


def _distance(checklist: Checklist, day: date) -> int:
    start, end = checklist.effective
    if day < start:
        return (start - day).days
    return (day - end).days if end is not None and day > end else 0


def compile_rules(checklists: Iterable[Checklist]) -> RuleBook:
    """The rule book of a run: all items in order."""
    rules: list[Rule] = []
    set_rules: list[SetRule] = []
    for checklist in checklists:
        for item in checklist.items:
            forms = checklist.forms if item.forms is None else item.forms
            off = item.off and item.code not in ALWAYS
            if item.kind in SET_KINDS:
                set_rules.append(SetRule(item, checklist, SET_KINDS[item.kind], forms, off))
                continue
            kind = KINDS[item.kind]
            rules.append(
                Rule(
                    item=item,
                    checklist=checklist,
                    run=kind.run,
                    forms=forms,
                    file_scope=kind.scope == "file",
                    rank=RANKS[item.rank],
                    when=tuple((name, frozenset(words)) for name, words in item.when.items()),
                    off=off,
                )
            )
    return RuleBook(rules, set_rules)

"""One option of several, of which the others are struck out: "RATING HASIL KERJA*: DI ATAS/ SESUAI/ DI BAWAH …".

The options stand behind their label, in cells beside it or on the lines below. Struck-out text is gone already when a
cell is read; what is left is compared whole and the longest option first, because "Butuh Perbaikan" contains "baik"
and "Kurang/Misconduct" a stroke. More than one option left is nobody's choice: the field is absent then.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from kinerja_docs.definitions.layout import Choice
from kinerja_docs.extracting.builder import Builder
from kinerja_docs.extracting.pieces import after_words, find_phrase
from kinerja_docs.extracting.scan import Scan
from kinerja_docs.extracting.values import canonical
from kinerja_docs.model import Cell, Spot, Value
from kinerja_docs.text import fold, is_blank, is_placeholder, squash

LEFT = "pilihan"  # in a record's ``spare``: field → the options that are left, where they are several
_ENDS = " \t\n\xa0/\\|,;:*.–—-"
_BRACKET = re.compile(r"\([^()]*\)")
_LONGEST = 200  # characters of a list of options
_BELOW = 4  # lines below a label on which its options may stand
_LONGEST_BESIDE = 80
_OTHERS = frozenset({"choice", "remark", "party", "label", "caption"})
_ENDING = _OTHERS | {"column", "value_heading", "value", "band"}


class Chosen(NamedTuple):
    """What a text says of a choice: the canonical options found in it, and whether something else stands there."""

    options: tuple[str, ...]
    strange: bool


@dataclass(slots=True)
class _Found:
    text: str
    cell: Cell | None
    place: Spot


class _Options:
    """The options of one rule, the longest first, with a memo: the same few prints come back in every document."""

    def __init__(self, rule: Choice) -> None:
        options = [(fold(p).split(), word) for word, phrases in rule.values.items() for p in (word, *phrases)]
        self.options = sorted(options, key=lambda option: -len(option[0]))
        self.lead = {fold(word) for word in rule.lead_words}
        self.asides = {fold(word) for word in rule.asides}
        self.memo: dict[str, Chosen] = {}

    def find(self, folded: str) -> Chosen:
        words = [word for word in folded.split() if word not in self.lead]
        found: list[str] = []
        others: list[str] = []
        while words:
            option = next((o for o in self.options if words[: len(o[0])] == o[0]), None)
            if option is None:
                others.append(words.pop(0))
                continue
            words = words[len(option[0]) :]
            if option[1] not in found:
                found.append(option[1])
        strange = [w for w in others if not found or not (w in self.asides or (w.isdigit() and len(w) > 1))]
        return Chosen(tuple(found), bool(strange))


_OPTIONS: dict[int, tuple[Choice, _Options]] = {}  # rules live as long as their layout; each keeps its id


def chosen(text: str, rule: Choice) -> Chosen:
    """The options that a text prints, and whether it prints anything else; what stands in brackets is a remark."""
    kept = _OPTIONS.get(id(rule))
    if kept is None or kept[0] is not rule:
        kept = _OPTIONS[id(rule)] = (rule, _Options(rule))
    memo = kept[1].memo
    folded = fold(_BRACKET.sub(" ", text)) or fold(text)
    if folded not in memo:
        if len(memo) > 5_000:
            memo.clear()
        memo[folded] = kept[1].find(folded)
    return memo[folded]


def put_choice(builder: Builder, rule: Choice, text: str, cell: Cell) -> bool:
    """Set a field by the option that a text leaves, or note that several are left; whether anything was printed."""
    text = squash(text).strip(_ENDS) if not is_placeholder(text) else text
    if is_placeholder(text):
        builder.note_placeholder(text, cell)
    if not text or is_placeholder(text) or not any(c.isalnum() for c in text):
        builder.place(rule.field, cell)
        return False
    found = chosen(text, rule)
    if len(found.options) > 1:
        builder.place(rule.field, cell)
        builder.record.spare.setdefault(LEFT, {})[rule.field] = ", ".join(found.options)
        return True
    value = found.options[0] if found.options and not found.strange else canonical(text, rule.values)
    builder.set(rule.field, Value(text, value, cell))
    return True


def read_choices(builder: Builder, rules: Sequence[Choice]) -> None:
    """Fill in each field from the first of its labels that is followed by one option, else by anything."""
    scan = builder.scan
    taken: set[int] = set()  # not yet in scan.used: two labels may stand on one line
    for rule in rules:
        if rule.field in builder.record.fields:
            continue
        occurrences = [_read(scan, index, cell, rule, taken) for index, cell in _labels(scan, rule)]
        if not occurrences:
            continue
        best = max(occurrences, key=lambda found: _worth(found, rule))  # of equals the first
        if best.cell is not None:
            put_choice(builder, rule, best.text, best.cell)
        builder.place(rule.field, best.place)
    scan.used |= taken


def _labels(scan: Scan, rule: Choice) -> Iterator[tuple[int, Cell]]:
    for index, kinds in enumerate(scan.kinds):
        if "choice" not in kinds or index in scan.used:
            continue
        for cell, roles in scan.marks[index]:
            if cell.row == scan.lines[index].row and any(r.kind == "choice" and r.name == rule.field for r in roles):
                yield index, cell


def _worth(found: _Found, rule: Choice) -> int:
    if found.cell is None or is_blank(found.text):
        return 0
    options = chosen(found.text, rule).options
    return 3 if len(options) == 1 else 2 if options else 1


def _read(scan: Scan, index: int, label: Cell, rule: Choice, taken: set[int]) -> _Found:
    """What stands behind, beside or below one label."""
    taken.add(index)
    own = _own_text(scan, label, rule)
    if any(c.isalnum() for c in own):
        return _Found(own, label, label)
    beside = _beside(scan, index, label)
    printed = [cell for cell in beside if not is_blank(cell.text)]
    if printed:
        return _Found("/".join(cell.text for cell in printed), printed[0], printed[0])
    below = _below(scan, index, label, rule, taken)
    if below is not None:
        return below
    blank = next((cell for cell in beside if cell.text.strip() != ":"), None)
    return _Found("", None, blank if blank is not None else label)


def _own_text(scan: Scan, label: Cell, rule: Choice) -> str:
    """The text behind the label in its own cell, up to the next label in it."""
    roles = scan.form.vocabulary.roles
    found: list[str] | None = None
    for text in label.text.split("\n"):
        span = find_phrase(text, rule.labels)
        if found is None and span is not None and span[0] <= 1:
            found = [after_words(text, span[1])]
        elif found is not None:
            if not _OTHERS.isdisjoint(role.kind for role in roles(text)):
                break
            found.append(text)
    return "\n".join(found or ())[:_LONGEST]


def _beside(scan: Scan, index: int, label: Cell) -> list[Cell]:
    """The cells right of a label, up to the next label of any kind."""
    line = scan.lines[index]
    others = {id(cell) for cell, roles in scan.marks[index] if not _OTHERS.isdisjoint(role.kind for role in roles)}
    found: list[Cell] = []
    for cell in line.cells:
        if cell.column <= label.column or cell.row != line.row:
            continue
        if id(cell) in others or len(cell.text) > _LONGEST:
            break
        found.append(cell)
    return found


def _below(scan: Scan, index: int, label: Cell, rule: Choice, taken: set[int]) -> _Found | None:
    """Options on the lines below; what is no option counts only behind a colon."""
    lines = list(_lines_below(scan, index, label))
    texts: list[str] = []
    best = 0
    for count, (_, cell) in enumerate(lines, 1):
        texts.append(cell.text)
        found = chosen("\n".join(texts), rule)
        if found.options and not found.strange:
            best = count
    colon = ":" in label.text or (lines and lines[0][1].text.lstrip().startswith(":"))
    if not best and colon and lines and len(lines[0][1].text) <= _LONGEST_BESIDE:
        best = 1
    if not best:
        return None
    taken.update(number for number, _ in lines[:best])
    return _Found("\n".join(texts[:best]), lines[0][1], lines[0][1])


def _lines_below(scan: Scan, index: int, label: Cell) -> Iterator[tuple[int, Cell]]:
    """The printed lines below a label in its column, up to the next thing that means something; a colon that stands
    alone is passed over."""
    for number in range(index + 1, min(index + 1 + _BELOW, len(scan.lines))):
        line = scan.lines[number]
        if scan.kinds[number] & _ENDING:
            return
        cell = line.cells[0] if line.block.kind == "paragraph" else line.at_column(label.column)
        if cell is None or (cell.row != line.row and line.block.kind != "paragraph"):
            continue
        if any(c.isalnum() for c in cell.text):
            yield number, cell

"""Finding what goes: in texts that know the label beside them and the header above them, whatever the format.

First the values are gathered (patterns, labels, tables of scores, what extraction read of persons, the roster, the
office's decisions), then every text is searched for every value, so that a name that is told once goes everywhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from kinerja_docs.disclosing.policy import DECIDED, NAME, Policy
from kinerja_docs.model import Location, Record
from kinerja_docs.text import fold, is_blank, squash
from kinerja_docs.text.people import name_key
from kinerja_docs.text.vocabulary import form_words

_GAP = r"[\W_]*"  # between the letters' groups of a value: blanks, line breaks, dots
_LEAST = 3  # letters of a value that is looked for elsewhere
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?\.?")
_BOXED = 10  # single digits in cells beside each other that make a number


@dataclass(frozen=True, slots=True)
class Span:
    """``text[start:end]`` goes, because it is of a kind."""

    start: int
    end: int
    kind: str


@dataclass(frozen=True, slots=True)
class Area:
    """About where something stands, told by numbers alone: a place that may be published. ``kind`` is ``paragraph``,
    ``table``, ``sheet`` or ``page``. (The name of a sheet may itself be somebody's name.)"""

    kind: str
    number: int
    part: str = ""


@dataclass(slots=True)
class Unit:
    """A text of a file: ``beside`` is the cell to its left (colons passed over), ``above`` the header of its column.
    ``place`` is for the person who looks, ``area`` for what is published. ``row`` is the same for the cells of a
    row."""

    text: str
    place: Location
    area: Area
    beside: str = ""
    above: str = ""
    row: object = None


@dataclass(slots=True)
class Values:
    """What was gathered: texts by kind, and those that stay because an official bears them."""

    by_text: dict[str, str] = field(default_factory=dict)  # printed text → kind
    officials: set[str] = field(default_factory=set)  # folded

    def add(self, text: str, kind: str) -> None:
        """Note a value; a kept name is none."""
        text = squash(text).strip(" :;,.")
        if len(fold(text)) >= _LEAST and fold(text) not in self.officials and not is_blank(text):
            self.by_text.setdefault(text, kind)

    def pattern(self) -> re.Pattern[str] | None:
        """Finds every value, longest first, with any blanks and marks between its words."""
        words = sorted(self.by_text, key=len, reverse=True)
        known = {_loose(word): None for word in words}
        return re.compile("|".join(known), re.IGNORECASE) if known else None

    def kind_of(self, text: str) -> str:
        """The kind of a text that the pattern found."""
        key = re.sub(r"[\W_]+", "", text).casefold()
        for known, kind in self.by_text.items():
            if re.sub(r"[\W_]+", "", known).casefold() == key:
                return kind
        return NAME


def _loose(text: str) -> str:
    parts = re.findall(r"[^\W_]+", text)
    return rf"(?<![^\W_]){_GAP.join(map(re.escape, parts))}(?![^\W_])"


def gather(
    units: Sequence[Unit], records: Iterable[Record], policy: Policy, roster: Sequence[tuple[str, str]]
) -> Values:
    """The values of one file. ``roster`` are (name, post) of the office's people."""
    values = Values()
    listed = list(records)
    for name, post in _persons(listed, policy):
        if is_official(post, policy):
            values.officials.add(fold(name))
    values.officials |= {fold(name) for name, post in roster if is_official(post, policy)} | policy.kept
    for name, post in [*_persons(listed, policy), *roster]:
        if not is_official(post, policy):
            _add_name(values, name)
    for unit in units:
        for kind, text in _labelled(unit, policy):
            if kind == NAME:
                _add_name(values, text)
            else:
                values.add(text, kind)
    for name in _scored(units, policy):
        _add_name(values, name)
    for one in policy.remove:
        values.by_text.setdefault(one.text, DECIDED)
    return values


def is_field(text: str) -> bool:
    """Whether a text is made of words of forms alone, such as *Pangkat/Golongan*: a label, not a value."""
    words = fold(text).split()
    return 0 < len(words) <= 4 and all(word in form_words() for word in words)


def is_header(texts: Sequence[str]) -> bool:
    """Whether the cells of a row are headers of columns: two short texts or more, none with a digit."""
    shown = [text for text in texts if text.strip()]
    return len(shown) >= 2 and all(len(text) < 60 and not any(map(str.isdigit, text)) for text in shown)


def _add_name(values: Values, name: str) -> None:
    """A name as printed, and without its titles where two words are left."""
    values.add(name, NAME)
    bare = name_key(name)
    if len(bare.split()) >= 2:
        values.add(bare, NAME)


def is_official(post: str, policy: Policy) -> bool:
    """Whether a post acts for the office."""
    return policy.officials.post.match(fold(post)) is not None


def _persons(records: Iterable[Record], policy: Policy) -> Iterator[tuple[str, str]]:
    """Name and post of each person that extraction read. Of somebody without a post nothing is said here."""
    for record in records:
        for prefix, fields in policy.officials.fields.items():
            post = next((record.fields[name].text for name in fields if name in record.fields), "")
            for name in (f"{prefix}.nama", f"ttd.{prefix}.nama"):
                value = record.fields.get(name)
                if value is not None:
                    yield value.text, post


def _labelled(unit: Unit, policy: Policy) -> Iterator[tuple[str, str]]:
    """Kind and value behind each label: in the text itself, or in the cell to the left, or in the column's header."""
    found = list(policy.label.finditer(unit.text))
    for number, match in enumerate(found):
        label = fold(match.group(1))
        end = found[number + 1].start() if number + 1 < len(found) else len(unit.text)
        value = re.split(r"[\n;|\t]", unit.text[match.end() : end])[0]
        kind = policy.labels.get(label)
        if kind is not None and label not in policy.kept_labels and not policy.kinds[kind].keeps(value):
            yield kind, value
    if fold(unit.text) in policy.labels or is_field(unit.text):
        return  # the label of the next line, not the value of this one
    for label in (fold(unit.beside.rstrip(" :")), fold(unit.above)):
        kind = policy.labels.get(label)
        if kind is not None and unit.text.strip(" :") and not policy.kinds[kind].keeps(unit.text):
            yield kind, unit.text.lstrip(" :")
            return


def _scored(units: Sequence[Unit], policy: Policy) -> Iterator[str]:
    """Names in tables that tell scores, of all who hold no post of an official."""
    names, posts, columns = (
        frozenset(map(fold, one)) for one in (policy.scores.names, policy.scores.posts, policy.scores.columns)
    )
    rows: dict[object, list[Unit]] = {}
    for unit in units:
        if unit.row is not None and unit.above:
            rows.setdefault(unit.row, []).append(unit)
    for cells in rows.values():
        heads = {fold(cell.above): cell.text for cell in cells}
        if not columns & heads.keys():
            continue
        post = next((text for head, text in heads.items() if head in posts), "")
        for head, text in heads.items():
            if head in names and text.strip() and not is_official(post, policy) and not text.strip().isdigit():
                yield text


def spans(text: str, values: Values, policy: Policy, pattern: re.Pattern[str] | None) -> list[Span]:
    """What goes of one text, in order and without overlaps."""
    found: list[Span] = []
    for name, kind in policy.kinds.items():
        for start, end in kind.found_in(text):
            if fold(text[start:end]) not in policy.kept:
                found.append(Span(start, end, name))
    if pattern is not None:
        found += [Span(match.start(), match.end(), values.kind_of(match.group())) for match in pattern.finditer(text)]
    return merged(found)


def merged(found: Iterable[Span]) -> list[Span]:
    """Spans in order; those that overlap as one."""
    joined: list[Span] = []
    for span in sorted(found, key=lambda one: (one.start, -one.end)):
        if joined and span.start < joined[-1].end:
            last = joined[-1]
            joined[-1] = Span(last.start, max(last.end, span.end), last.kind)
        elif span.end > span.start:
            joined.append(span)
    return joined


def boxed(units: Sequence[Unit]) -> list[list[int]]:
    """Runs of cells in one row that hold a digit each: a number in boxes. The numbers of the units in each run."""
    runs: list[list[int]] = []
    run: list[int] = []
    for number, unit in enumerate(units):
        digit = unit.row is not None and len(unit.text.strip()) == 1 and unit.text.strip().isdigit()
        if digit and run and units[run[-1]].row == unit.row:
            run.append(number)
            continue
        runs += [run] if len(run) >= _BOXED else []
        run = [number] if digit else []
    return [*runs, run] if len(run) >= _BOXED else runs


def suspects(units: Iterable[Unit], values: Values, policy: Policy) -> dict[str, Location]:
    """What is capitalised like a name and stays: text → first place, for a person to look at."""
    ignored = policy.suspects.ignore
    found: dict[str, Location] = {}
    for unit in units:
        run: list[str] = []
        for match in [*_WORD.finditer(unit.text), None]:
            word = match.group() if match is not None else ""
            if word[:1].isupper() and word[1:2].islower() and fold(word) not in ignored:
                run.append(word.rstrip("."))
                continue
            name = " ".join(run)
            if 2 <= len(run) <= 4 and fold(name) not in values.officials:
                found.setdefault(name, unit.place)
            run = []
    return found

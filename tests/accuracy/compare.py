"""How an expected document is compared with what ``read`` and ``check`` gave.

A key that is not expected is not compared. ``text`` is equal after collapsing blanks; ``value`` and ``unit`` are equal,
type included. A name whose expected VALUE is None must be missing. ``at`` is equal in all its expected keys.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

Value = dict[str, Any]
Row = dict[str, Value | None]
SUBSEQUENCE_TABLES = ("bab",)  # only the running paragraphs are given; more rows are fine


@dataclass
class Tally:
    """How many of how many are right, and what was not."""

    right: int = 0
    total: int = 0
    wrong: list[str] = field(default_factory=list)

    def count(self, complaint: str | None) -> None:
        """Counts one thing; a complaint says what is wrong with it."""
        self.total += 1
        if complaint is None:
            self.right += 1
        else:
            self.wrong.append(complaint)

    def add(self, other: Tally) -> None:
        """Adds another tally."""
        self.right, self.total = self.right + other.right, self.total + other.total
        self.wrong += other.wrong

    @property
    def share(self) -> float:
        """The part that is right; 1 of nothing."""
        return self.right / self.total if self.total else 1.0


@dataclass
class Comparison:
    """Forms, fields, rows and places of one file."""

    forms: Tally = field(default_factory=Tally)
    fields: Tally = field(default_factory=Tally)
    rows: Tally = field(default_factory=Tally)
    places: Tally = field(default_factory=Tally)

    def add(self, other: Comparison) -> None:
        """Adds another comparison."""
        for name in ("forms", "fields", "rows", "places"):
            getattr(self, name).add(getattr(other, name))

    @property
    def wrong(self) -> list[str]:
        """All complaints."""
        return [*self.forms.wrong, *self.fields.wrong, *self.rows.wrong, *self.places.wrong]


def value_complaint(expected: Value | None, got: Value | None) -> str | None:
    """What differs in text, value or unit."""
    if expected is None:
        return None if got is None else f"must be missing, is {got.get('text')!r}"
    if got is None:
        return f"is missing, must be {expected.get('text', expected.get('value'))!r}"
    for key in ("text", "value", "unit"):
        if key not in expected:
            continue
        want, have = expected[key], got.get(key)
        if key == "text":
            want, have = " ".join(str(want).split()), " ".join(str(have).split())
        if want != have or type(want) is not type(have):
            return f"{key} must be {want!r}, is {have!r}"
    return None


def place_complaint(expected: Value | None, got: Value | None) -> str | None:
    """What differs in the place, None where no place is expected or there is no value to compare."""
    if expected is None or got is None or not expected.get("at"):
        return None
    return location_complaint(expected["at"], got.get("at") or {})


def location_complaint(expected: dict[str, Any], got: dict[str, Any]) -> str | None:
    """What differs between two locations; ``label`` is free."""
    differing = {key: got.get(key) for key, want in expected.items() if key != "label" and got.get(key) != want}
    return f"at must be {short_place(expected)}, is {short_place(got)}" if differing else None


def short_place(place: dict[str, Any]) -> str:
    """A location on few letters."""
    kind = place.get("kind")
    if kind == "cell":
        return f"{place['sheet']}!{place['cell']}"
    if kind == "table_cell":
        return f"T{place['table']}R{place['row']}C{place['column']}"
    if kind == "paragraph":
        return f"P{place['paragraph']}{'/' + place['part'] if place.get('part') else ''}"
    return str(kind)


def row_complaint(expected: Row, got: Row) -> str | None:
    """What differs in the first differing column of a row."""
    for name, value in expected.items():
        complaint = value_complaint(value, got.get(name))
        if complaint:
            return f"{name} {complaint}"
    return None


def align(expected: Sequence[Row], got: Sequence[Row]) -> list[tuple[Row | None, Row | None]]:
    """Pairs of rows in order, such that the most are equal; None where a row has no partner."""
    if len(expected) == len(got):
        return list(zip(expected, got, strict=True))
    many, more = len(expected), len(got)
    best = [[0] * (more + 1) for _ in range(many + 1)]
    for i in range(many - 1, -1, -1):
        for j in range(more - 1, -1, -1):
            equal = row_complaint(expected[i], got[j]) is None
            best[i][j] = max(best[i + 1][j], best[i][j + 1], best[i + 1][j + 1] + 1 if equal else 0)
    pairs: list[tuple[Row | None, Row | None]] = []
    i = j = 0
    while i < many and j < more:
        if row_complaint(expected[i], got[j]) is None and best[i][j] == best[i + 1][j + 1] + 1:
            pairs.append((expected[i], got[j]))
            i, j = i + 1, j + 1
        elif best[i + 1][j] >= best[i][j + 1]:
            pairs.append((expected[i], None))
            i += 1
        else:
            pairs.append((None, got[j]))
            j += 1
    return pairs + [(row, None) for row in expected[i:]] + [(None, row) for row in got[j:]]


def compare_rows(table: str, expected: Sequence[Row], got: Sequence[Row] | None) -> Comparison:
    """The rows of one table: same number, same order."""
    result = Comparison()
    if got is None:
        result.rows.count(f"{table}: table is missing")
        for _ in expected[1:]:
            result.rows.count(f"{table}: table is missing")
        return result
    for number, (want, have) in enumerate(align(expected, got)):
        if want is None:
            if table not in SUBSEQUENCE_TABLES:
                result.rows.count(f"{table}[{number}] is too much: {_digest(have)}")
            continue
        if have is None:
            result.rows.count(f"{table}[{number}] was not read: {_digest(want)}")
            continue
        complaint = row_complaint(want, have)
        result.rows.count(f"{table}[{number}].{complaint}" if complaint else None)
        for name, value in want.items():
            if value is not None and value.get("at"):
                complaint = place_complaint(value, have.get(name))
                result.places.count(f"{table}[{number}].{name} {complaint}" if complaint else None)
    return result


def _digest(row: Row | None) -> str:
    return " | ".join(str(value.get("text"))[:25] for value in (row or {}).values() if value)


def compare_document(expected: dict[str, Any], got: dict[str, Any] | None) -> Comparison:
    """One document with what was read in its place."""
    result = Comparison()
    same = got is not None and (got["form"], got["part"]) == (expected["form"], expected["part"])
    result.forms.count(None if same else f"form must be {expected['form']}, is {got and (got['form'], got['part'])}")
    got = got or {"fields": {}, "rows": {}}
    for name, value in expected["fields"].items():
        have = got["fields"].get(name)
        complaint = value_complaint(value, have)
        result.fields.count(f"{name} {complaint}" if complaint else None)
        if value is not None and value.get("at"):
            complaint = place_complaint(value, have)
            result.places.count(f"{name} {complaint}" if complaint else None)
    for table, rows in expected["rows"].items():
        result.add(compare_rows(table, rows, got["rows"].get(table)))
    return result


def compare_documents(expected: Sequence[dict[str, Any]], got: Sequence[dict[str, Any]]) -> Comparison:
    """All documents of a file, in order."""
    result = Comparison()
    for number, document in enumerate(expected):
        result.add(compare_document(document, got[number] if number < len(got) else None))
    for document in got[len(expected) :]:
        result.forms.count(f"a document too much: {document['form']}")
    return result


@dataclass
class Matched:
    """Expected findings that came, that came elsewhere, that did not come; and findings nobody expected."""

    found: list[str] = field(default_factory=list)
    elsewhere: list[str] = field(default_factory=list)
    missed: list[str] = field(default_factory=list)
    extra: list[dict[str, Any]] = field(default_factory=list)


def match_findings(expected: Iterable[dict[str, Any]], got: Iterable[dict[str, Any]]) -> Matched:
    """Pairs expected findings with given ones: by code and place, each once."""
    rest = list(got)
    result = Matched()
    for want in expected:
        same = [finding for finding in rest if finding["code"] == want["code"]]
        place = want.get("location")
        hit = next((one for one in same if place is None or location_complaint(place, one["location"]) is None), None)
        if hit is not None:
            result.found.append(want["code"])
            rest.remove(hit)
        elif same:
            there = ", ".join(short_place(one["location"]) for one in same)
            result.elsewhere.append(f"{want['code']} must be at {short_place(place or {})}, is at {there}")
            rest.remove(same[0])
        else:
            result.missed.append(f"{want['code']} at {short_place(place) if place else 'anywhere'}")
    result.extra = rest
    return result

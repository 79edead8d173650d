"""Which findings of a result are shown: chips are plain links, so that they work without script."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any
from urllib.parse import urlencode

AT_ONCE = 50  # findings on one page
SEVERITIES = ("error", "warning", "info")


@dataclass(frozen=True, slots=True)
class Choice:
    """What the reader picked; empty is everything. ``iku`` is a thread's number."""

    severity: str = ""
    person: str = ""
    code: str = ""
    iku: str = ""
    state: str = ""
    page: int = 1

    @classmethod
    def of(cls, query: Mapping[str, str]) -> Choice:
        """The choice of an address."""
        page = query.get("page", "1")
        return cls(
            **{name: query.get(name, "") for name in ("severity", "person", "code", "iku", "state")},
            page=max(1, int(page)) if page.isdecimal() and len(page) < 6 else 1,
        )

    @property
    def query(self) -> str:
        """As an address says it."""
        values = {name: getattr(self, name) for name in ("severity", "person", "code", "iku", "state")}
        values["page"] = str(self.page) if self.page > 1 else ""
        return urlencode({name: value for name, value in values.items() if value})


@dataclass(frozen=True, slots=True)
class Chip:
    """One value to pick, or, when it is picked, to drop again."""

    value: str
    count: int
    href: str
    picked: bool


@dataclass(slots=True)
class Found:
    """What is shown of a view: (file, entry) pairs of this page, and the chips."""

    entries: list[tuple[dict[str, Any], dict[str, Any]]]
    count: int
    choice: Choice
    chips: dict[str, list[Chip]] = field(default_factory=dict)
    before: str = ""
    after: str = ""
    pages: int = 1


def chosen(view: Mapping[str, Any], choice: Choice, address: str) -> Found:
    """The findings of a view that a choice lets through, open ones first."""
    pairs = [(file, entry) for file in view["files"] for entry in file["entries"]]
    kept = [pair for pair in pairs if _keeps(choice, *pair)]
    kept.sort(key=lambda pair: (bool(pair[1]["accepted"]), SEVERITIES.index(pair[1]["severity"])))
    pages = max(1, -(-len(kept) // AT_ONCE))
    page = min(choice.page, pages)
    found = Found(kept[(page - 1) * AT_ONCE : page * AT_ONCE], len(kept), replace(choice, page=page), pages=pages)

    def href(other: Choice) -> str:
        return f"{address}?{other.query}#temuan" if other.query else f"{address}#temuan"

    for name in ("severity", "state", "person", "code"):
        counted = Counter(entry[name] for file, entry in pairs if _keeps(_without(choice, name), file, entry))
        values = [value for value in SEVERITIES if value in counted] if name == "severity" else sorted(counted)
        found.chips[name] = [_chip(choice, name, value, counted[value], href) for value in values if value]
    found.chips["iku"] = [
        _chip(choice, "iku", str(number), sum(number in file["serves"] for file in view["files"]), href)
        for number in range(len(view["threads"]))
    ]
    if page > 1:
        found.before = href(replace(choice, page=page - 1))
    if page < pages:
        found.after = href(replace(choice, page=page + 1))
    return found


def _chip(choice: Choice, name: str, value: str, count: int, href: Any) -> Chip:
    picked = getattr(choice, name) == value
    other = replace(_without(choice, name), page=1)
    return Chip(value, count, href(other if picked else _with(other, name, value)), picked)


def _without(choice: Choice, name: str) -> Choice:
    return _with(choice, name, "")


def _with(choice: Choice, name: str, value: str) -> Choice:
    changed: Any = {name: value}
    return replace(choice, **changed)


def _keeps(choice: Choice, file: Mapping[str, Any], entry: Mapping[str, Any]) -> bool:
    return (
        choice.severity in ("", entry["severity"])
        and choice.person in ("", entry["person"])
        and choice.code in ("", entry["code"])
        and choice.state in ("", entry["state"])
        and (not choice.iku or (choice.iku.isdecimal() and int(choice.iku) in file["serves"]))
    )

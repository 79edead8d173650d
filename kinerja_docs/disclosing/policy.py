"""The policy of public copies (``kebijakan_publik.yaml``): what goes, by which law, how it is recognised."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from functools import cached_property
from pathlib import Path
from typing import Literal

from pydantic import Field

from kinerja_docs import resources
from kinerja_docs.definitions.source import Model, load
from kinerja_docs.errors import UsageError
from kinerja_docs.text import fold
from kinerja_docs.text.language import words_pattern
from kinerja_docs.text.people import nip_problem

FILE = "kebijakan_publik.yaml"
NAME, DECIDED = "nama", "keputusan"


def _is_nik(digits: str) -> bool:
    from stdnum.id import nik

    return bool(nik.is_valid(digits))


def _is_npwp(digits: str) -> bool:
    from stdnum.id import npwp

    return bool(npwp.is_valid(digits))


_CHECKS: Mapping[str, Callable[[str], bool]] = {
    "nip": lambda digits: nip_problem(digits) is None,
    "nik": _is_nik,
    "npwp": _is_npwp,
}


class Title(Model):
    """A text in both languages."""

    id: str
    en: str


class Basis(Model):
    """A regulation and its article."""

    regulation: str
    article: str


class Kind(Model):
    """One kind of what is removed. ``patterns`` find it anywhere, ``checked`` ones where the number could be one;
    ``labels`` stand before it; a match of ``keep_matching`` stays, and so does what stands behind ``keep_labels``."""

    title: Title
    basis: tuple[str, ...]
    patterns: tuple[str, ...] = ()
    checked: dict[Literal["nip", "nik", "npwp"], str] = Field(default_factory=dict)
    labels: tuple[str, ...] = ()
    keep_labels: tuple[str, ...] = ()
    keep_matching: str = ""

    @cached_property
    def pattern(self) -> re.Pattern[str] | None:
        """All patterns in one."""
        return re.compile("|".join(f"(?:{one})" for one in _hoisted(self.patterns))) if self.patterns else None

    def found_in(self, text: str) -> Iterator[tuple[int, int]]:
        """Where the patterns find something that is not kept."""
        for match in self.pattern.finditer(text) if self.pattern is not None else ():
            if not self.keeps(match.group()):
                yield match.span()
        for name, pattern in self.checked.items():
            for match in re.finditer(pattern, text):
                if _CHECKS[name](re.sub(r"\D", "", match.group())):
                    yield match.span()

    def keeps(self, text: str) -> bool:
        """Whether a match is public after all."""
        return bool(self.keep_matching) and re.search(self.keep_matching, text.strip()) is not None


class Section(Model):
    """What is removed without being read: pictures, and what the eye does not see."""

    title: Title
    basis: tuple[str, ...]


class Officials(Model):
    """Posts whose holders act for the office, and the fields that tell the post of a person."""

    posts: tuple[str, ...]
    fields: dict[str, tuple[str, ...]]

    @cached_property
    def post(self) -> re.Pattern[str]:
        """Matches a folded post that begins with one of the posts."""
        return re.compile(rf"(?:{words_pattern(fold(one) for one in self.posts)})(?!\w)")


class Scores(Model):
    """Columns of tables that tell the scores of persons."""

    names: tuple[str, ...]
    posts: tuple[str, ...]
    columns: tuple[str, ...]


class Suspects(Model):
    """Capitalised words that are no names."""

    ignore: frozenset[str]


class Scans(Model):
    """What is looked for in text that OCR read: ``digits`` with ``least`` to ``most`` of them are a number of somebody,
    though one may be missing or wrong; ``look_alikes`` are letters that digits are taken for."""

    kind: str
    digits: str
    least: int
    most: int
    look_alikes: dict[str, str]

    @cached_property
    def number(self) -> re.Pattern[str]:
        """Finds runs of digits."""
        return re.compile(self.digits)


class Decided(Model):
    """A text that somebody removes or keeps, and why."""

    text: str
    reason: str


class Policy(Model):
    """The whole policy."""

    id: str
    version: str
    bar: str
    basis: dict[str, Basis]
    kinds: dict[str, Kind]
    pictures: Section
    unread: Section
    unseen: Section
    scans: Scans
    officials: Officials
    scores: Scores
    suspects: Suspects
    remove: tuple[Decided, ...] = ()
    keep: tuple[Decided, ...] = ()

    @cached_property
    def labels(self) -> Mapping[str, str]:
        """Folded label → kind."""
        return {fold(label): name for name, kind in self.kinds.items() for label in kind.labels}

    @cached_property
    def kept_labels(self) -> frozenset[str]:
        """Folded labels behind which nothing goes."""
        return frozenset(fold(label) for kind in self.kinds.values() for label in kind.keep_labels)

    @cached_property
    def label(self) -> re.Pattern[str]:
        """A label at the beginning of a text or after a separator, with the colon behind it."""
        known = [*self.labels, *self.kept_labels]
        words = "|".join(re.escape(one).replace(r"\ ", r"[\s./&,\-]*") for one in sorted(known, key=len, reverse=True))
        return re.compile(rf"(?:^|(?<=[\n;|(\t]))\W*({words})\.?\s*[:=]\s*", re.IGNORECASE)

    @cached_property
    def kept(self) -> frozenset[str]:
        """Folded texts that stay by decision."""
        return frozenset(fold(one.text) for one in self.keep)

    def law(self, basis: tuple[str, ...]) -> str:
        """The regulations of a kind in print."""
        return "; ".join(f"{self.basis[name].regulation} {self.basis[name].article}" for name in basis)


def load_policy(path: Path | None = None) -> Policy:
    """The shipped policy, or an office's own file. Raises DefinitionError with file and line, and UsageError where an
    own policy lacks a kind that the shipped one has: what is not removed any more must be said, not left out."""
    shipped = load(resources.data_path(FILE), Policy)
    if path is None:
        return shipped
    own = load(path, Policy)
    missing = sorted(set(shipped.kinds) - set(own.kinds))
    if missing:
        from kinerja_docs import words

        message = words.get("disclose.policy_lacks", path=path.as_posix(), kinds=", ".join(missing))
        raise UsageError(message, words.get("disclose.policy_remedy"))
    return own


def _hoisted(patterns: tuple[str, ...]) -> list[str]:
    """Flags that stand first in one of several patterns, made local to it."""
    return [f"(?i:{one.removeprefix('(?i)')})" if one.startswith("(?i)") else one for one in patterns]

"""What the words of a cell can mean in one layout: a heading, a label, a column header, a band, a caption …

Every phrase of a layout is folded once into a dictionary; a cell's text is looked up once and remembered, because
the same headers and labels come back in every document. Only short texts are looked up: data is not vocabulary.
"""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from rapidfuzz import fuzz, process

from kinerja_docs.definitions.layout import Column, FormLayout, Party
from kinerja_docs.extracting.schedule import month_words
from kinerja_docs.text import fold, is_placeholder, squash
from kinerja_docs.text.language import language

LONGEST = 170  # characters; a longer text is data, never vocabulary
_LONGEST_SENTENCE = 1500  # characters of a paragraph that may introduce the parties
_MOST_LABELS = 8  # lines of a cell that are looked at
_FUZZY_FROM = 9  # shorter phrases must be spelt right: "nip" is one letter away from "nik"
_FUZZY_SCORE = 91.0
_MEMO_LIMIT = 20_000
_TOLERANT = frozenset({"column", "party", "caption", "value", "note", "list_band", "label", "choice"})
_IN_LONG_CELLS = frozenset({"caption", "value", "note", "heading", "list_band", "label", "choice", "remark"})


class Role(NamedTuple):
    """One thing a text can be. ``kind`` says for which shape, ``name`` which field, column, party or value of it,
    ``table`` of which table; ``rank`` orders synonyms (0 is the best); ``rest`` is the text after "label:"."""

    kind: str
    name: str
    table: str = ""
    rank: int = 0
    rest: str | None = None


class Vocabulary:
    """The phrases of one layout with their roles."""

    def __init__(self, layout: FormLayout) -> None:
        self._phrases: dict[str, list[Role]] = {}
        self.known: dict[str, tuple[Role, ...]] = {}  # what was looked up, by text
        self._starts: list[tuple[str, Role]] = []
        self._closing = {fold(word) for word in layout.parties.closing} if layout.parties is not None else set()
        self._choices = bool(layout.choices)
        self._collect(layout)
        self._labels = {key for key, roles in self._phrases.items() if any(r.kind == "label" for r in roles)}
        self._fuzzy = [p for p, roles in self._phrases.items() if len(p) >= _FUZZY_FROM and _tolerant(roles)]
        self._starts.sort(key=lambda item: -len(item[0]))

    def roles(self, text: str) -> tuple[Role, ...]:
        """The roles of a cell's text; empty for data."""
        found = self.known.get(text)
        if found is None:
            found = self._find(text) if len(text) <= LONGEST else self._find_first_line(text)
            if len(self.known) >= _MEMO_LIMIT:
                self.known.clear()
            self.known[text] = found
        return found

    def _find_first_line(self, text: str) -> tuple[Role, ...]:
        """A long cell can still begin with a label, a caption or the name of a value on a line of its own."""
        if self._closing and len(text) < _LONGEST_SENTENCE:
            folded = text.casefold()
            if any(word in folded for word in self._closing):
                return (Role("closing", ""),)
        first, *more = [line for line in text.split("\n") if line.strip()] or [""]
        if len(first) > LONGEST:
            return ()
        found = [r for r in self._find(first) if r.kind in _IN_LONG_CELLS]
        for line in more[:_MOST_LABELS]:  # a whole block typed into one cell
            found += self._find_label(line)
            if self._choices:
                found += [role for role in self._find_start(fold(line)) if role.kind == "choice"]
        return tuple(found)

    def _find(self, text: str) -> tuple[Role, ...]:
        key = fold(text)
        if not key or is_placeholder(text):
            return ()
        for candidate in _forms_of(key):
            roles = self._phrases.get(candidate)
            if roles:
                return tuple(roles)
        if found := self._find_column(text, key):
            return found
        if self._closing and not self._closing.isdisjoint(key.split(" ")):
            return (Role("closing", ""),)
        if "\n" in text:
            found = self._find_broken_label(text) or self._find_first_line(text)
        else:
            found = self._find_label(text) or self._find_start(key)
        if not found and _FUZZY_FROM <= len(key) <= 80:
            best = process.extractOne(key, self._fuzzy, scorer=fuzz.ratio, score_cutoff=_FUZZY_SCORE)
            if best is not None:
                found = tuple(role for role in self._phrases[best[0]] if _tolerant([role]))
        return found

    def _find_column(self, text: str, key: str) -> tuple[Role, ...]:
        """A header that names the scale of its amounts ("Anggaran (Rp 000)") or one column twice ("Aktivitas/Rencana
        Aksi")."""
        plain = _without_scale(key)
        found = [role for role in self._phrases.get(plain or "", ()) if role.kind == "column"]
        parts = [fold(part) for part in text.split("/")]
        if not found and len(parts) == 2 and all(parts):
            first, second = ([r for r in self._phrases.get(part, ()) if r.kind == "column"] for part in parts)
            both = {(role.table, role.name) for role in second}
            found = [role for role in first if (role.table, role.name) in both]
        return tuple(found)

    def _find_label(self, text: str) -> tuple[Role, ...]:
        """ "Nama : X" in one cell: the label's role with the rest of the text."""
        head, colon, rest = text.partition(":")
        if not colon or "\n" in head or len(head) > 60:
            return ()
        key = fold(head)
        for candidate in _forms_of(key):
            if candidate in self._labels:
                return tuple(role._replace(rest=rest) for role in self._phrases[candidate] if role.kind == "label")
        return ()

    def _find_broken_label(self, text: str) -> tuple[Role, ...]:
        """ "Pangkat/Gol<line break>Ruang : X": a label over two lines with its value behind it."""
        head, _, rest = text.partition(":")
        return self._find_label(f"{squash(head)}:{rest}") if "\n" in head.strip() and ":" not in rest else ()

    def _find_start(self, key: str) -> tuple[Role, ...]:
        found = tuple(role for phrase, role in self._starts if key.startswith(phrase + " "))[:1]
        if not found and self._choices and " " in key and len(key.split(" ", 1)[0]) < 3:  # "4. PREDIKAT …: BAIK"
            rest = key.split(" ", 1)[1]
            found = tuple(r for phrase, r in self._starts if r.kind == "choice" and rest.startswith(phrase + " "))[:1]
        return found

    def _add(self, phrase: str, role: Role) -> None:
        self._phrases.setdefault(fold(phrase), []).append(role)

    def _start(self, phrase: str, role: Role) -> None:
        self._add(phrase, role)
        self._starts.append((fold(phrase), role))

    def _collect(self, layout: FormLayout) -> None:
        for heading in layout.headings:
            for phrase in heading.starts:
                self._start(phrase, Role("heading", heading.field))
        if layout.period is not None:
            for phrase in layout.period.labels:
                self._start(phrase, Role("period", "periode"))
        for block in (layout.identity, layout.parties):
            if block is not None:
                for name, phrases in block.labels.items():
                    for phrase in phrases:
                        self._add(phrase, Role("label", name))
                self._collect_parties("party", block.parties)
        if layout.signature is not None:
            self._collect_parties("caption", layout.signature.captions)
        for name, table in layout.tables.items():
            for column_name, column in table.columns.items():
                self._collect_column(name, column_name, column)
            if table.schedule is not None:
                for phrase in month_words():
                    self._add(phrase, Role("column", table.schedule, name, len(month_words())))
            for band, phrases in table.bands.items():
                for phrase in phrases:
                    self._add(phrase, Role("band", band, name))
        for point in layout.points:
            for phrase in point.labels:
                self._add(phrase, Role("point", point.name))
        if layout.sections is not None:
            self._start(layout.sections.word, Role("section", layout.sections.table))
        for kind, rules in (("choice", layout.choices), ("remark", layout.remarks)):
            for rule in rules:
                for phrase in rule.labels:
                    self._start(phrase, Role(kind, rule.field))
        self._collect_lists(layout)

    def _collect_parties(self, kind: str, parties: list[Party]) -> None:
        for party in parties:
            for phrase in party.headings:
                self._add(phrase, Role(kind, party.name))

    def _collect_column(self, table: str, name: str, column: Column) -> None:
        for rank, phrase in enumerate(column.names):
            self._add(phrase, Role("column", name, table, rank))

    def _collect_lists(self, layout: FormLayout) -> None:
        if layout.value_list is not None:
            values = layout.value_list
            for phrase in values.headings:
                self._add(phrase, Role("value_heading", values.table))
            for phrase in values.values:
                self._add(phrase, Role("value", phrase, values.table))
            for phrase in values.expectation:
                self._start(phrase, Role("note", values.note_column, values.table))
            for name, phrases in values.columns.items():
                for phrase in phrases:
                    self._add(phrase, Role("value_column", name, values.table))
        if layout.banded_list is not None:
            for band, phrases in layout.banded_list.bands.items():
                for phrase in phrases:
                    self._add(phrase, Role("list_band", band, layout.banded_list.table))
        if layout.narrative is not None:
            for phrase in layout.narrative.labels:
                self._start(phrase, Role("narrative", layout.narrative.table))


def _tolerant(roles: list[Role]) -> bool:
    return any(role.kind in _TOLERANT for role in roles)


def _without_scale(key: str) -> str | None:
    """A folded header without the scale of its amounts ("anggaran dalam ribuan rupiah"), or None where it has none."""
    words = key.split(" ")
    end = len(words)
    while end > 1 and words[end - 1] in _scale_words():
        end -= 1
    return " ".join(words[:end]) if end < len(words) else None


@cache
def _scale_words() -> frozenset[str]:
    return frozenset(fold(word) for word in language().words("scale_words"))


def _forms_of(key: str) -> list[str]:
    """The folded text as it stands, without a leading enumerator ("a utama"), without a trailing column number
    ("target 6"), and without both."""
    words = key.split(" ")
    forms = [key]
    if len(words) > 1 and (
        len(words[0]) == 1 or words[0] in ("ii", "iii", "iv", "vi", "vii") or (words[0].isdigit() and len(words[0]) < 3)
    ):
        forms.append(" ".join(words[1:]))
    trimmed = words
    while len(trimmed) > 1 and trimmed[-1].isdigit() and len(trimmed[-1]) < 3:
        trimmed = trimmed[:-1]
    if len(trimmed) < len(words):
        forms.append(" ".join(trimmed))
        if len(forms) == 3 and len(trimmed) > 1:
            forms.append(" ".join(trimmed[1:]))
    return forms

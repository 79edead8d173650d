"""The engine: runs the items that apply to a file and its documents, and turns what they hit into findings.

The engine stamps code, severity, confidence, words, owner, basis and fingerprint on a hit, so that a check kind only
says where something is wrong. Words are filled in only for what is found.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from kinerja_docs import words
from kinerja_docs.checking.hits import Context, Skip
from kinerja_docs.checking.identity import Identity, fingerprint, identify, own_day
from kinerja_docs.checking.places import Order
from kinerja_docs.checking.rules import Rule, compile_rules
from kinerja_docs.checking.settle import ALONE, Found, settle
from kinerja_docs.checking.stamping import finding_of
from kinerja_docs.definitions.checklist import Checklist
from kinerja_docs.model import Document, Finding, Record, Skipped

_SWITCHED_OFF = "switched_off"


class Checker:
    """Checks files by the checklists of a run; one object serves a whole run (and one worker process).

    What an office selects, ignores or accepts acts on finished findings, elsewhere: a check that is switched off by
    choice still silences what it explains. Only an item that a patch turned off does not run.
    """

    def __init__(self, checklists: Iterable[Checklist], language: str = "id") -> None:
        self.language = language
        self.book = compile_rules(checklists)

    def check(
        self, path: str, document: Document | None, records: list[Record], context: Context
    ) -> tuple[list[Finding], list[Skipped]]:
        """Findings (sorted by document, place, code) and skipped checks of one file.

        ``document`` is None for a file that could not be read; ``context.failure`` then tells why.
        """
        run = _Run(self, path, document, records, context.of(document, records))
        return run.findings(), run.skipped


class _Run:
    """The check of one file."""

    def __init__(
        self, checker: Checker, path: str, document: Document | None, records: list[Record], context: Context
    ) -> None:
        self.checker = checker
        self.path = path
        self.document = document
        self.records = records
        self.context = context
        self.skipped: list[Skipped] = []

    def findings(self) -> list[Finding]:
        """All findings of the file, stamped and in order."""
        first = self.records[0] if self.records else Record(-1, None)
        of_file = self.run(self.checker.book.file_rules, first, None)
        kept: list[tuple[int | None, Record | None, Found]] = []
        for record in self.records:
            rules = self.checker.book.for_form(record.form, self.day_of(record))
            found = self.run(rules, record, record.id)
            if found:
                kept += ((record.id, record, one) for one in settle(found, record, of_file))
        if of_file:
            kept[:0] = ((None, self.records[0] if self.records else None, one) for one in settle(of_file, first))
        return self.stamp(kept) if kept else []

    def day_of(self, record: Record) -> date:
        """As :func:`identity.day_of_record`; today is asked for only where the choice of rules may rest on it."""
        day = own_day(record)
        if day is None:
            day = self.context.today if self.checker.book.has_editions else date.min
        return day

    def run(self, rules: Iterable[Rule], record: Record, document: int | None) -> list[Found]:
        """The hits of the rules on one record (``document`` is None for the file itself)."""
        found: list[Found] = []
        for rule in rules:
            if (rule.when or record.part) and not rule.holds_for(record):
                continue
            if rule.off:
                if document is not None:
                    self.skip(rule, document, _SWITCHED_OFF)
                continue
            try:
                for hit in rule.run(rule.item.params, record, self.context):
                    found.append(Found(rule, hit))
            except Skip as skip:
                self.skip(rule, document, skip.reason_code)
            if rule.code == ALONE and found and found[-1].rule is rule:
                return found[-1:]
        return found

    def skip(self, rule: Rule, document: int | None, reason: str) -> None:
        """Note a check that did not run: skipped is not passed."""
        sentence = words.get(f"skip.{reason}", self.checker.language)
        self.skipped.append(Skipped(rule.code, self.path, document, reason, sentence))

    def stamp(self, kept: list[tuple[int | None, Record | None, Found]]) -> list[Finding]:
        """Findings in order, each with its fingerprint."""
        order = Order(self.document).of if len(kept) > 1 else None
        if order is not None:
            place = order
            kept.sort(key=lambda one: (-1 if one[0] is None else one[0], place(one[2].hit.at), one[2].rule.code))
        scanned = self.document is not None and bool(self.document.traits.scanned)
        abouts: dict[int | None, Identity] = {}
        alike: dict[tuple[object, ...], int] = {}
        findings = []
        for document, record, found in kept:
            about = abouts.get(document)
            if about is None:
                about = abouts[document] = identify(record)
            hit, code = found.hit, found.rule.code
            key = (code, about, hit.table, hit.column, hit.key)
            nth = alike[key] = alike.get(key, 0) + 1
            mark = fingerprint(code, about, hit, nth)
            item, language = found.rule.item, self.checker.language
            findings.append(finding_of(item, hit, self.path, document, mark, language, scanned))
        return findings

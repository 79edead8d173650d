"""Which findings count: ``--select`` and ``--ignore``, the office's settings, and what people accepted.

All of it acts on finished findings, so that a check that is switched off still silences what it would have silenced.
Softening is never hidden: what an office or ``--ignore`` switched off is listed as skipped.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from kinerja_docs import words
from kinerja_docs.checking.identity import day_of_record
from kinerja_docs.checking.rules import ALWAYS, RuleBook
from kinerja_docs.definitions.checklist import Checklist
from kinerja_docs.errors import UsageError
from kinerja_docs.model import Finding, Record, Skipped
from kinerja_docs.office import Office
from kinerja_docs.spelling import remedy_for

FAMILIES = ("BRK", "DOK", "SKP", "EVA", "PK", "IKU", "RAK", "PRG", "ROS", "LKE", "BKT", "ANJ", "ABK", "TPL")
SWITCHED_OFF = "switched_off"


@dataclass(frozen=True, slots=True)
class Selection:
    """Prefixes of codes that were asked for (none: all), and prefixes that were switched off."""

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()

    def asked(self, code: str) -> bool:
        """Whether the code was asked for."""
        return code in ALWAYS or not self.select or code.startswith(self.select)

    def ignores(self, code: str) -> bool:
        """Whether the code was switched off."""
        return code not in ALWAYS and bool(self.ignore) and code.startswith(self.ignore)

    def keeps(self, code: str) -> bool:
        """Whether a finding of the code stays."""
        return self.asked(code) and not self.ignores(code)


def selection(
    checklists: Sequence[Checklist], office: Office | None, select: Iterable[str], ignore: Iterable[str]
) -> tuple[Selection, list[str]]:
    """The selection of a run and notices about families that this version does not check yet.

    The command's ``--select`` replaces the office's; ``--ignore`` adds to it. A prefix that fits no code and no family
    is a :class:`UsageError` with a suggestion.
    """
    codes = {item.code for entry in checklists for item in entry.items}
    chosen = _prefixes(select) or _prefixes(office.select if office else ())
    ignored = (*_prefixes(ignore), *_prefixes(office.ignore if office else ()))
    notices = []
    for prefix in (*chosen, *ignored):
        if any(code.startswith(prefix) for code in codes):
            continue
        family = prefix.rstrip("0123456789")
        if family not in FAMILIES or any(code.startswith(family) for code in codes):
            message = words.get("error.unknown_prefix", prefix=prefix)
            raise UsageError(message, remedy_for(prefix, codes | set(FAMILIES)))
        if prefix in chosen:
            notices.append(words.get("notice.family_later", family=family))
    return Selection(chosen, ignored), notices


def _prefixes(given: Iterable[str]) -> tuple[str, ...]:
    return tuple(part.strip().upper() for text in given for part in text.split(",") if part.strip())


def severity_notices(office: Office, checklists: Sequence[Checklist]) -> list[str]:
    """Checks the codes of ``[periksa.tingkat]``: unknown ones are refused, those of later versions noticed."""
    codes = {item.code for entry in checklists for item in entry.items}
    families = {code.rstrip("0123456789") for code in codes}
    notices = []
    for code in office.severities:
        if code in codes:
            continue
        if code.rstrip("0123456789") in families or code.rstrip("0123456789") not in FAMILIES:
            raise UsageError(words.get("error.unknown_code", code=code), remedy_for(code, codes))
        notices.append(words.get("notice.severity_unknown", code=code))
    return notices


@dataclass(slots=True)
class Rules:
    """The version of the checklist that each code stands in, and notices about decisions that lapsed."""

    versions: dict[str, set[str]]
    lapsed: dict[int, str]


def rules_of(checklists: Iterable[Checklist]) -> Rules:
    """The rule versions in use."""
    versions: dict[str, set[str]] = {}
    for entry in checklists:
        for item in entry.items:
            versions.setdefault(item.code, set()).add(entry.version)
    return Rules(versions, {})


def settle(
    findings: Iterable[Finding], selected: Selection, office: Office | None, today: date, rules: Rules
) -> list[Finding]:
    """The findings that stay, with the office's severities and what it accepted."""
    kept = []
    for finding in findings:
        if not selected.keeps(finding.code):
            continue
        if office is not None:
            severity = office.severities.get(finding.code)
            if severity is not None:
                finding = replace(finding, severity=severity)
            finding = _accepted(finding, office, today, rules)
        kept.append(finding)
    return kept


def _accepted(finding: Finding, office: Office, today: date, rules: Rules) -> Finding:
    decision = office.decisions.get((finding.fingerprint, finding.code))
    if decision is None or not decision.holds(today):
        return finding
    if decision.rule_version not in rules.versions.get(finding.code, ()):
        rules.lapsed[decision.line] = words.get(
            "notice.lapsed", line=decision.line, code=decision.code, version=decision.rule_version
        )
        return finding
    return replace(finding, accepted=decision.as_accepted())


def switched_off(
    book: RuleBook, selected: Selection, path: str, records: Sequence[Record], today: date, lang: str
) -> Iterator[Skipped]:
    """One entry for each ignored check that looked at the file or at one of its documents.

    Checks that an office patched off are listed by the engine itself, but for those of the file.
    """
    reason = words.get(f"skip.{SWITCHED_OFF}", lang)
    for rule in book.file_rules:
        if selected.asked(rule.code) and (rule.off or selected.ignores(rule.code)):
            yield Skipped(rule.code, path, None, SWITCHED_OFF, reason)
    for record in records:
        for rule in book.for_form(record.form, day_of_record(record, today)):
            if selected.asked(rule.code) and selected.ignores(rule.code) and not rule.off and rule.holds_for(record):
                yield Skipped(rule.code, path, record.id, SWITCHED_OFF, reason)

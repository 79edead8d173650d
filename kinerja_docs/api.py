"""The order of work: expand the paths, read, extract, check, report. Nothing else knows it; no face holds a rule.

:func:`read` and :func:`check` never stop at a bad file. They raise :class:`UsageError` for wrong use and
:class:`DefinitionError` for a broken definition, before the first file is taken up.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kinerja_docs import __version__, baseline, comparing, joining, keeping, words
from kinerja_docs.annotating import returned
from kinerja_docs.definitions.checklist import Origin
from kinerja_docs.desk import Checked, Desk, Job, Kit, documents_of
from kinerja_docs.errors import ReadingError, UsageError
from kinerja_docs.extracting.forms import Forms
from kinerja_docs.intake import is_whole, office_folder, others, submitted
from kinerja_docs.model import FileResult, Finding, Verdict
from kinerja_docs.options import Options, Told
from kinerja_docs.outcome import Addressee, CheckOutcome, Picture, ReadOutcome
from kinerja_docs.processes import CannotStart, Crew, in_this_process
from kinerja_docs.reading.inputs import Source
from kinerja_docs.selection import (
    SWITCHED_OFF,
    Rules,
    Selection,
    rules_of,
    selection,
    settle,
    severity_notices,
    switched_off,
)
from kinerja_docs.worker import Seen, Task

if TYPE_CHECKING:
    from kinerja_docs.scoring.study import Study

ENGINE = "kinerja-docs"


def read(paths: Sequence[str], options: Options) -> ReadOutcome:
    """Recognise and read every file under ``paths``, without a check."""
    desk = Desk(options.today, options.language, options.limits, frames=options.skeleton)
    notices: list[str] = []
    jobs = submitted(paths, options, notices)
    outcome = ReadOutcome([], {}, [], notices, language=options.language)
    forms: dict[str, str] = {}
    for folder in dict.fromkeys(job.office for job in jobs):
        forms |= _form_titles(desk.forms(folder), options.language)
    outcome.forms = forms
    for number, opened in enumerate(_results(desk, "read", jobs, options, notices), 1):
        outcome.files.append(opened.result)
        if options.skeleton:
            outcome.frames[opened.result.path] = opened.frame
        if opened.failure is not None:
            outcome.failures[opened.result.path] = opened.failure
        if opened.fault is not None:
            outcome.faults.append((opened.result.path, opened.fault))
        _tell(options, number, len(jobs))
    return outcome


def gap(paths: Sequence[str], options: Options, changes: Mapping[str, str] | None = None) -> dict[str, Any]:
    """The gap of every LKE under ``paths`` as the contract's JSON; ``changes`` are answers by code (what if).

    Raises UsageError where there is no LKE, or for a code or an answer that a sheet does not know, and ReadingError
    for a file that cannot be read.
    """
    return {"format": 1, "files": [study.entry for study in studies(paths, options, changes)]}


def studies(
    paths: Sequence[str],
    options: Options,
    changes: Mapping[str, str] | None = None,
    unread: list[str] | None = None,
) -> list[Study]:
    """The same with what the reports need beside the figures. Evidence is that of the options and of the office.

    One bad file of a folder does not stop the others: its path goes to ``unread`` where that is given.
    """
    from kinerja_docs.gap import studies_of

    desk = Desk(options.today, options.language, options.limits)
    notices: list[str] = []
    jobs = submitted(paths, options, notices)
    beside = [job for job in [*jobs, *others(options, jobs, notices, evidence=True)] if job.role == "evidence"]
    for done, checked in enumerate(_results(desk, "check", beside, options, notices), 1):
        desk.exhibits += [checked.exhibit] if checked.exhibit is not None else []
        _tell(options, done, len(beside))
    found: list[Study] = []
    for job in jobs:
        try:
            found += studies_of(desk, job, changes or {}) if job.role == "submitted" else []
        except ReadingError:
            if unread is None or job.named or len(jobs) == 1:
                raise
            unread.append(job.source.path)
    if not found:
        raise UsageError(words.get("error.no_lke", paths=", ".join(paths)))
    return found


def check(paths: Sequence[str], options: Options) -> CheckOutcome:
    """Check every file under ``paths`` as one submission."""
    run = _Run(options)
    run.prepare(paths)
    run.check_files()
    run.join_parts()
    run.compare(paths)
    outcome = run.outcome()
    run.tell(Told("judged", what=outcome))
    run.give_back(outcome)
    return outcome


class _Run:
    """One run of ``check``."""

    def __init__(self, options: Options) -> None:
        self.options = options
        keeps = options.cache and keeping.is_wanted()
        self.desk = Desk(options.today, options.language, options.limits, decisions=options.decisions, keeps=keeps)
        self.jobs: list[Job] = []
        self.checked: list[Checked] = []
        self.notices: list[str] = []
        self.chosen: dict[Path | None, tuple[Selection, Rules]] = {}
        self.picture = Picture()
        self.before: dict[str, Any] | None = None
        self.copies: dict[str, Path] = {}

    def prepare(self, paths: Sequence[str]) -> None:
        """Find the files and load every definition that they need."""
        if self.options.baseline is not None:
            self.before = baseline.load(self.options.baseline)
        self.jobs = submitted(paths, self.options, self.notices)
        self.jobs += others(self.options, self.jobs, self.notices)
        self.plan_copies(paths)
        several = len(self.jobs) > 1 or any(job.office is not None for job in self.jobs)
        self.desk.compares = several or self.options.sheets
        for folder in dict.fromkeys(job.office for job in self.jobs):
            self._choose(folder, self.desk.kit(folder))
        if not self.jobs:
            folder = office_folder(".", self.options)
            self._choose(folder, self.desk.kit(folder))

    def _choose(self, folder: Path | None, kit: Kit) -> None:
        options = self.options
        selected, notices = selection(kit.checklists, kit.office, options.select, options.ignore)
        self.chosen[folder] = selected, rules_of(kit.checklists)
        if kit.office is not None:
            notices = [*notices, *kit.office.notices, *severity_notices(kit.office, kit.checklists)]
        for entry in kit.checklists:
            notices += entry.notices
        self.notices += [notice for notice in notices if notice not in self.notices]

    def plan_copies(self, paths: Sequence[str]) -> None:
        """Where the copies with remarks go; what is wrong with that is told before the work."""
        if self.options.annotate is not None:
            handed_in = [job.source for job in self.jobs if job.role == "submitted"]
            self.copies = returned.plan(handed_in, paths, self.options.annotate, self.options.force)

    def give_back(self, outcome: CheckOutcome) -> None:
        """Write the copies with remarks."""
        if self.options.annotate is None:
            return
        handed_in = [job.source for job in self.jobs if job.source.path in self.copies]
        found = returned.give_back(outcome, handed_in, self.copies, self.options.today)
        outcome.faults += found.faults
        folder = self.options.annotate.as_posix()
        language = self.options.language
        outcome.notices.append(words.get("notice.annotated", language, count=len(found.copies), path=folder))
        outcome.notices += [words.get("notice.not_annotated", language, path=path) for path in found.without]
        outcome.notices += [words.get("notice.certified", language, path=path) for path in found.certified]
        self.tell(Told("returned", what=found.copies))

    def tell(self, told: Told) -> None:
        """Tell whoever listens."""
        if self.options.told is not None:
            self.options.told(told)

    def check_files(self) -> None:
        """Check all files."""
        for job in self.jobs:
            self.tell(Told("planned", job.source.path, job.role))
        turns = [[n for n, job in enumerate(self.jobs) if (job.role == "evidence") == first] for first in (True, False)]
        found: dict[int, Checked] = {}
        keeper = keeping.Keeper(self.desk, self.options.today, self.notices, self.options.language)
        with closing(keeper):
            for turn in turns:  # evidence first, since an LKE is checked against it
                results = self.results(keeper, [self.jobs[n] for n in turn])
                for number, checked in zip(turn, results, strict=True):
                    found[number] = checked
                    counts = Counter(finding.severity for finding in checked.findings)
                    self.tell(Told("checked", checked.result.path, (checked.result.status, dict(counts))))
                    _tell(self.options, len(found), len(self.jobs))
                self.desk.exhibits = [one.exhibit for one in found.values() if one.exhibit is not None]
        self.checked = [found[number] for number in range(len(self.jobs))]

    def results(self, keeper: keeping.Keeper, jobs: list[Job]) -> Iterator[Checked]:
        """What is found in each file, in order: as it is kept from another run, else by the workers."""
        hits = keeper.look(jobs) if self.desk.keeps else [None] * len(jobs)
        missing = [job for job, hit in zip(jobs, hits, strict=True) if hit is None]
        with closing(self.work(missing)) as fresh:
            for job, hit in zip(jobs, hits, strict=True):
                checked = keeper.load(hit, job) if hit is not None else None
                if checked is not None:
                    self.tell(Told("taken", job.source.path))
                    self.tell(Told("read", job.source.path, documents_of(checked.result.records)))
                else:  # an entry that is none, or was thrown away meanwhile, is made anew
                    (checked,) = [next(fresh)] if hit is None else self.work([job])
                    keeper.keep(job, checked)
                yield checked

    def work(self, jobs: list[Job]) -> Generator[Checked, None, None]:
        """What is found in each file, by the workers."""
        if jobs:
            yield from _results(self.desk, "check", jobs, self.options, self.notices)

    def join_parts(self) -> None:
        """Check a lampiran that came alone once more, together with the document it belongs to."""
        handed_in = [
            (number, job, checked.result.records)
            for number, (job, checked) in enumerate(zip(self.jobs, self.checked, strict=True))
            if job.role == "submitted"
        ]
        mains = joining.Mains()
        for number, job, records in handed_in:
            for record in records:
                mains.add(number, record, job.office)
        for number, job, records in handed_in:
            for part in [record for record in records if record.part]:
                found = mains.main_of(part, number, job.office)
                if found is not None:
                    main, record = found
                    pair = self.desk.check_joined(self.jobs[main], job, record.id, part.id)
                    self.checked[main], self.checked[number] = pair

    def compare(self, paths: Sequence[str]) -> None:
        """Check the documents of each office and year beside each other."""
        if not self.desk.compares:
            return
        found = comparing.compare(
            [fact for checked in self.checked for fact in checked.facts],
            {folder: self.desk.kit(folder) for folder in self.chosen},
            self.options,
            whole=any(is_whole(path) for path in paths),
        )
        for result in found.files:  # rosters are held against the documents and have findings of their own
            folder = next(f for f in self.chosen if f is not None and (Path.cwd() / result.path).is_relative_to(f))
            self.jobs.append(Job(Source(result.path, result.path), "reference", folder))
            self.checked.append(Checked(result))
        self.notices += found.notices
        self.picture = found.picture
        for checked in self.checked:
            found.add_to(checked)

    def outcome(self) -> CheckOutcome:
        """The report, with what an office decided applied and everything in order."""
        options = self.options
        outcome = CheckOutcome(
            engine={"name": ENGINE, "version": __version__},
            definitions=self._definitions(),
            files=[checked.result for checked in self.checked],
            findings=[],
            skipped=[],
            language=options.language,
            notices=self.notices,
            picture=self.picture,
            addressee=self._addressee(),
        )
        for job, checked in zip(self.jobs, self.checked, strict=True):
            self._settle(outcome, job, checked)
        for folder, (_, rules) in self.chosen.items():
            outcome.notices += rules.lapsed.values()
            outcome.forms = {**outcome.forms, **_form_titles(self.desk.forms(folder), options.language)}
            items = [item for entry in self.desk.kit(folder).checklists for item in entry.items]
            outcome.rules = {**outcome.rules, **{item.code: item for item in items}}
        if self.before is not None:
            judged = {code for chosen, rules in self.chosen.values() for code in rules.versions if chosen.keeps(code)}
            found = outcome.findings, outcome.files, outcome.skipped
            outcome.baseline = baseline.beside(self.before, *found, judged)
        return outcome

    def _addressee(self) -> Addressee:
        """The office that all files are of, if there is one."""
        offices = [kit.office for kit in map(self.desk.kit, self.chosen) if kit.office is not None]
        if len(self.chosen) != 1 or not offices:
            return Addressee()
        return Addressee(offices[0].nama or "", offices[0].sebutan_kepala or "", offices[0].folder)

    def _settle(self, outcome: CheckOutcome, job: Job, checked: Checked) -> None:
        options, result, kit = self.options, checked.result, self.desk.kit(job.office)
        selected, rules = self.chosen[job.office]
        findings = settle(checked.findings, selected, self.desk.decided(job.office), options.today, rules)
        outcome.findings += findings
        for entry in checked.skipped:
            if selected.keeps(entry.code) or (entry.reason_code == SWITCHED_OFF and selected.asked(entry.code)):
                outcome.skipped.append(entry)
        if job.role == "submitted":
            off = switched_off(kit.checker.book, selected, result.path, result.records, options.today, options.language)
            outcome.skipped += off
        result.verdict = _verdict(result, findings)
        if checked.failure is not None:
            outcome.failures[result.path] = checked.failure
        if checked.fault is not None:
            outcome.faults.append((result.path, checked.fault))
        if result.status == "unreadable" and (job.role != "evidence" or job.named):
            outcome.unreadable = True

    def _definitions(self) -> list[dict[str, str]]:
        """Every layout, checklist and patch in use, each once; ``kind`` stands beside the contract's keys."""
        found: dict[tuple[str, str, str], dict[str, str]] = {}
        for folder in self.chosen:
            kit = self.desk.kit(folder)
            used = [("form", form.id, form.layout.version, form.sha256, form.origin) for form in kit.forms.forms]
            for entry in kit.checklists:
                used.append(("checklist", *_named(entry.origin)))
                used += [("patch", *_named(patch)) for patch in entry.patches]
            for kind, name, version, sha256, origin in used:
                entry_of = {"id": name, "version": version, "sha256": sha256, "origin": origin, "kind": kind}
                found.setdefault((kind, origin, f"{name} {version}"), entry_of)
        return list(found.values())


def _results(desk: Desk, task: Task, jobs: Sequence[Job], options: Options, notices: list[str]) -> Iterator[Any]:
    """The result of each job, in order: by workers that can be stopped, else in this process, which is noticed."""
    done = 0
    try:
        with Crew(desk, task, options.workers, _listener(options)) as crew:
            for result in crew.work(jobs):
                yield result
                done += 1
    except CannotStart:
        notices.append(words.get("notice.no_worker", options.language))
        yield from in_this_process(desk, task, jobs[done:])


def _listener(options: Options) -> Callable[[Job, Seen], None] | None:
    told = options.told
    if told is None:
        return None
    return lambda job, seen: told(Told("taken" if seen.documents is None else "read", job.source.path, seen.documents))


def _named(origin: Origin) -> tuple[str, str, str, str]:
    return origin.id, origin.version, origin.sha256, origin.origin


def _verdict(result: FileResult, findings: Iterable[Finding]) -> Verdict | None:
    """The contract's verdict of one file."""
    if result.role != "submitted":
        return None
    if result.status != "read":
        return "belum_terbaca"
    if result.records and all(record.form is None for record in result.records):
        return None
    open_error = any(finding.severity == "error" and finding.accepted is None for finding in findings)
    return "perbaiki" if open_error else "siap"


def _form_titles(forms: Forms, language: str) -> dict[str, str]:
    return {form.id: getattr(form.layout.title, language) for form in forms.forms}


def _tell(options: Options, done: int, total: int) -> None:
    if options.progress is not None:
        options.progress(done, total)


__all__ = ["CheckOutcome", "Options", "ReadOutcome", "check", "gap", "read", "studies"]

"""The copies that go back to people: each submitted file with its remarks, in the same tree under another folder."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path, PurePosixPath

from kinerja_docs import words
from kinerja_docs.annotating.remarks import Remark, annotate, can_annotate
from kinerja_docs.errors import ReadingError, UsageError
from kinerja_docs.model import FileResult, Finding
from kinerja_docs.outcome import CheckOutcome
from kinerja_docs.outputs import refuse_over, write_whole
from kinerja_docs.reading.inputs import Source
from kinerja_docs.reporting.places import place_label

MOST = 5  # things that are told first
INSIDE = "!/"


@dataclass(slots=True)
class Returned:
    """What was written: paths of the copies by that of the file, and files that cannot hold remarks."""

    copies: dict[str, Path] = field(default_factory=dict)
    without: list[str] = field(default_factory=list)
    certified: list[str] = field(default_factory=list)  # whose signer allows no notes
    faults: list[tuple[str, str]] = field(default_factory=list)  # path, kind of exception: the program failed on it


def target(path: str, arguments: Sequence[str], folder: Path) -> Path:
    """Where the copy of a file goes: its path below the folder that was named, else its name."""
    plain = path.replace(INSIDE, "/")
    for argument in arguments:
        base = argument.rstrip("/")
        if plain.startswith(f"{base}/"):
            return folder / PurePosixPath(plain[len(base) + 1 :])
    return folder / PurePosixPath(plain).name


def plan(sources: Iterable[Source], arguments: Sequence[str], folder: Path, force: bool) -> dict[str, Path]:
    """The copies to be made. A :class:`UsageError` where one would stand over an original, another copy, or (without
    ``force``) over a file that is there."""
    found: dict[str, Path] = {}
    taken: dict[Path, str] = {}
    for source in sources:
        copy = target(source.path, arguments, folder)
        if copy in taken:  # two arguments with the same names inside: the whole path keeps them apart
            parts = PurePosixPath(source.path.replace(INSIDE, "/")).parts
            copy = folder / PurePosixPath(*(part for part in parts if part not in ("/", "..")))
        if copy in taken:
            message = words.get("error.annotate_twice", one=taken[copy], other=source.path)
            raise UsageError(message, words.get("error.annotate_twice_remedy"))
        if copy.exists() and copy.samefile(source.file):
            message = words.get("error.annotate_original", path=copy.as_posix())
            raise UsageError(message, words.get("error.annotate_original_remedy"))
        refuse_over(copy, force)
        taken[copy] = source.path
        found[source.path] = copy
    return found


def give_back(outcome: CheckOutcome, sources: Sequence[Source], copies: dict[str, Path], day: date) -> Returned:
    """Write the copies; a file that cannot hold remarks, or was not read, is named and left out, and one on which the
    program fails does not stop the rest. Raises MemoryError."""
    by_file: dict[str, list[Finding]] = {}
    for finding in outcome.findings:
        if finding.accepted is None:
            by_file.setdefault(finding.file, []).append(finding)
    results = {result.path: result for result in outcome.files}
    returned = Returned()
    for source in sources:
        result, found = results[source.path], by_file.get(source.path, [])
        if not can_annotate(source.path) or result.status == "unreadable":
            returned.without.append(source.path)
            continue
        remarks = [_remark(finding, result, outcome.language) for finding in found]
        try:
            data = annotate(
                source.load(), source.path, remarks, _summary(found, result, outcome.language), day, outcome.language
            )
        except ReadingError as error:
            if error.reason == "certified":
                returned.certified.append(source.path)
                continue
            returned.without.append(source.path)
            continue
        except MemoryError:
            raise
        except Exception as error:  # the report and the other copies must not be lost for one file
            returned.faults.append((source.path, type(error).__name__))
            continue
        write_whole(copies[source.path], data, parents=True)
        returned.copies[source.path] = copies[source.path]
    return returned


def _remark(finding: Finding, result: FileResult, lang: str) -> Remark:
    head = f"{finding.code} {words.get(f'severity.{finding.severity}', lang)}"
    if finding.confidence == "likely":
        head += f" ({words.get('report.likely', lang)})"
    place = place_label(finding.location, lang, result.path, result.records)
    todo = words.get("remarks.todo", lang, fix=finding.fix)
    return Remark(finding.location, finding.severity, head, (finding.message, todo), place)


def _summary(found: Sequence[Finding], result: FileResult, lang: str) -> list[str]:
    """What matters most, errors first, and who can mend it."""
    order = ("error", "warning")
    wanted = sorted((one for one in found if one.severity in order), key=lambda one: order.index(one.severity))
    if not wanted:
        return []
    lines = [words.get("remarks.top", lang, count=len(wanted))]
    for number, finding in enumerate(wanted[:MOST], 1):
        place = place_label(finding.location, lang, result.path, result.records)
        owner = words.get(f"owner.{finding.owner}", lang)
        told = {"number": number, "place": place, "message": finding.message, "owner": owner}
        lines.append(words.get("remarks.top_line", lang, **told))
    if len(wanted) > MOST:
        lines.append(words.get("remarks.more", lang, count=len(wanted) - MOST))
    return lines

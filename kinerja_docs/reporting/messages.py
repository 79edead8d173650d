"""One message for each person, plain enough to paste into a chat."""

from __future__ import annotations

from collections.abc import Iterator

from kinerja_docs import words
from kinerja_docs.outcome import CheckOutcome
from kinerja_docs.reporting.overview import OWED, Entry, Overview, by_person, overview

MOST = 8  # things to mend in one message; a longer one is not read
PARTED = "\n\n———\n\n"


def render(outcome: CheckOutcome, unmask: bool = False) -> str:
    """All messages, parted by a line: what to mend, what is owed; who need do nothing is told so."""
    seen = overview(outcome, unmask)
    parts = [text for _, text in each(seen)]
    return PARTED.join(parts) + "\n" if parts else words.get("overview.nothing", seen.lang) + "\n"


def each(seen: Overview) -> list[tuple[str, str]]:
    """Name and message: of each person, then of each file that names nobody."""
    found = by_person(seen.entries, seen.files)
    owed = dict(_owed(seen))
    skipped = _skipped(seen)
    people = {entry.person for entry in seen.entries if entry.person}
    names = sorted({*found, *owed, *(name for name, _, _ in seen.people.rows)})
    parts = [
        (name, "\n".join(_message(name, found.get(name, []), owed.get(name, []), skipped.get(name, 0), seen.lang)))
        for name in names
        if name in people or name not in found
    ]
    nameless = [name for name in names if name in found.keys() - people]
    return parts + [(name, "\n".join(_about_file(name, found[name], seen.lang))) for name in nameless]


def _owed(seen: Overview) -> Iterator[tuple[str, list[str]]]:
    """What each person has not handed in."""
    columns = seen.people.columns
    for name, _, cells in seen.people.rows:
        missing = [column for column, (sign, _) in zip(columns, cells, strict=True) if sign == OWED]
        if missing:
            yield name, missing


def _skipped(seen: Overview) -> dict[str, int]:
    """How many checks were skipped on the files of each person."""
    files = {file.path: file.skipped for file in seen.files}
    of: dict[str, set[str]] = {}
    for name, _, cells in seen.people.rows:
        of.setdefault(name, set()).update(said for sign, said in cells if said and sign != OWED)
    for entry in seen.entries:
        of.setdefault(entry.person, set()).add(entry.file)
    return {name: sum(files.get(path, 0) for path in paths) for name, paths in of.items()}


def _message(name: str, entries: list[Entry], owed: list[str], skipped: int, lang: str) -> Iterator[str]:
    def word(key: str, **params: object) -> str:
        return words.get(f"by_person.{key}", lang, **params)

    urgent = [entry for entry in entries if entry.severity != "info"]
    yield word("greeting", name=name)
    if owed:
        yield word("owed", what=", ".join(owed))
    if not urgent and not owed:
        yield word("clean")
    yield from _to_mend(urgent, lang)
    if len(entries) > len(urgent):
        yield word("also_notes", count=len(entries) - len(urgent))
    if skipped:
        yield word("skipped", count=skipped)
    yield word("closing")


def _to_mend(urgent: list[Entry], lang: str) -> Iterator[str]:
    """What to mend, file by file, each numbered anew."""
    files: dict[str, list[Entry]] = {}
    for entry in urgent:
        files.setdefault(entry.file, []).append(entry)
    left = MOST
    for file, told in files.items():
        if left <= 0:
            break
        yield words.get("by_person.intro", lang, count=len(told), file=_name(file))
        for number, entry in enumerate(told[:left], 1):
            doubt = f" ({words.get('report.likely', lang)})" if entry.likely else ""
            yield f"{number}. {entry.place}: {entry.message}{doubt}"
            yield f"   → {entry.fix}"
        left -= len(told)
    if len(urgent) > MOST:
        yield words.get("by_person.more", lang, count=len(urgent) - MOST)


def _about_file(name: str, entries: list[Entry], lang: str) -> Iterator[str]:
    """Findings of a file that names nobody, for whoever handed it in."""
    yield words.get("by_person.sender", lang, file=name)
    yield from _to_mend([entry for entry in entries if entry.severity != "info"], lang)
    notes = sum(1 for entry in entries if entry.severity == "info")
    if notes:
        yield words.get("by_person.also_notes", lang, count=notes)
    yield words.get("by_person.closing", lang)


def _name(path: str) -> str:
    return path.rsplit("/", 1)[-1]

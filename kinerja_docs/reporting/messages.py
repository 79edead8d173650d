"""One message for each person, plain enough to paste into a chat."""

from __future__ import annotations

from kinerja_docs import words
from kinerja_docs.outcome import CheckOutcome
from kinerja_docs.reporting.overview import Entry, by_person, overview


def render(outcome: CheckOutcome, unmask: bool = False) -> str:
    """All messages, parted by a line; only what has to be mended, and who need do nothing is told so."""
    seen = overview(outcome, unmask)
    found = by_person(seen.entries, seen.files)
    clean = [name for name, _, _ in seen.people.rows if name not in found]
    parts = [_message(name, entries, seen.lang) for name, entries in sorted(found.items())]
    parts += [_clean(name, seen.lang) for name in clean]
    return "\n\n———\n\n".join(parts) + "\n" if parts else words.get("overview.nothing", seen.lang) + "\n"


def _message(name: str, entries: list[Entry], lang: str) -> str:
    def word(key: str, **params: object) -> str:
        return words.get(f"by_person.{key}", lang, **params)

    urgent = [entry for entry in entries if entry.severity != "info"]
    files: dict[str, list[Entry]] = {}
    for entry in urgent:
        files.setdefault(entry.file.rsplit("/", 1)[-1], []).append(entry)
    lines = [word("greeting", name=name)]
    if not urgent:
        lines.append(word("clean"))
    for file, told in files.items():
        lines.append(word("intro", count=len(told), file=file))
        for number, entry in enumerate(told, 1):
            lines.append(f"{number}. {entry.place}: {entry.message}")
            lines.append(f"   → {entry.fix}")
    if len(entries) > len(urgent):
        lines.append(word("also_notes", count=len(entries) - len(urgent)))
    lines.append(word("closing"))
    return "\n".join(lines)


def _clean(name: str, lang: str) -> str:
    return "\n".join(
        [
            words.get("by_person.greeting", lang, name=name),
            words.get("by_person.clean", lang),
            words.get("by_person.closing", lang),
        ]
    )

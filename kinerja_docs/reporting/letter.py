"""The report as an official note to the head of the unit, filled into a Word template that an office may restyle.

The template is ``templates/docx/laporan_pemeriksaan.docx``, the office's own copy first. It is rendered in a sandbox:
every text is escaped, and a name that the template asks for and nobody gives is an error of the definition.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from kinerja_docs import words
from kinerja_docs.outcome import CheckOutcome
from kinerja_docs.reporting.filled import filled
from kinerja_docs.reporting.overview import Entry, FileView, Overview, overview

TEMPLATE = "laporan_pemeriksaan"
MOST = 300  # findings in the annex; the rest is told by number
MOST_FILES = 200
MOST_BARE = 40
OWN: tuple[str, ...] = (
    "title",
    "number",
    "to",
    "from",
    "about",
    "date",
    "attached",
    "owed",
    "owed_what",
    "owed_none",
    "mend",
)
OWN += ("mend_none", "bare", "skipped", "next", "next_text", "thanks", "signer", "annex", "annex_title", "row")
SHARED = ("person", "file", "verdict", "where", "message", "fix", "who")


def render(outcome: CheckOutcome, today: date, unmask: bool = False) -> bytes:
    """The whole document."""
    seen = overview(outcome, unmask)
    return filled(TEMPLATE, outcome.addressee.folder, lambda _: context(seen, outcome, today), today)


def context(seen: Overview, outcome: CheckOutcome, today: date) -> dict[str, Any]:
    """Everything that the template may name."""

    def say(key: str, **params: object) -> str:
        return words.get(f"letter.{key}", seen.lang, **params)

    urgent = [entry for entry in seen.entries if entry.severity != "info" and not entry.accepted]
    mend = [file for file in seen.files if file.judged and file.verdict != "siap"]
    month = say("months").split()[today.month - 1]
    day = say("day", day=today.day, month=month, year=today.year)
    counts = {name: seen.counts[name] for name in ("error", "warning", "info", "skipped")}
    addressee = outcome.addressee
    post = addressee.head or say("head_unknown" if addressee.office else "unit_head")
    head = say("head", head=post, office=addressee.office).strip()
    rest = len(seen.entries) - min(len(urgent), MOST)
    return {
        "w": _words(seen.lang),
        "office": addressee.office.upper(),
        "number": "",
        "to": head,
        "from": say("sender"),
        "date": day,
        "attached": say("attached_some" if urgent else "attached_none"),
        "about": say("subject"),
        "opening": say("opening", date=day),
        "result": say("result", verdict=seen.shown, count=len(seen.files), **seen.verdicts, **counts),
        "accepted": say("accepted", count=seen.counts["accepted"]) if seen.counts["accepted"] else "",
        "changed": say("changed", **_changed(seen)) if seen.compared else "",
        "owed": list(_owed(seen)),
        "mend": [_to_mend(number, file, seen.lang) for number, file in enumerate(mend[:MOST_FILES], 1)],
        "mend_more": say("mend_more", count=len(mend) - MOST_FILES) if len(mend) > MOST_FILES else "",
        "bare": list(_bare(seen)),
        "skipped": [say("skipped_line", codes=codes, reason=reason) for codes, reason in seen.skipped],
        "findings": [_finding(number, entry, seen.lang) for number, entry in enumerate(urgent[:MOST], 1)],
        "more": say("more", count=rest) if rest else "",
    }


def _words(lang: str) -> dict[str, str]:
    found = {name: words.get(f"letter.{name}", lang) for name in OWN}
    found |= {name: words.get(f"overview.{name}", lang) for name in SHARED}
    found |= {name: words.get(f"severity.{name}", lang) for name in ("error", "warning")}
    return found | {"skips": words.get("overview.skipped_sheet", lang)}


def _changed(seen: Overview) -> dict[str, int]:
    states = [entry.state for entry in seen.entries]
    return {"new": states.count("new"), "still": states.count("still"), "fixed": len(seen.fixed)}


def _owed(seen: Overview) -> Iterator[dict[str, object]]:
    number = 0
    for name, post, cells in seen.people.rows:
        missing = [column for column, (sign, _) in zip(seen.people.columns, cells, strict=True) if sign == "✖"]
        if missing:
            number += 1
            person = f"{name}, {post}" if post else name
            yield {"no": number, "person": person, "what": ", ".join(missing)}


def _bare(seen: Overview) -> Iterator[str]:
    """Indicators that no SKP serves, where there are SKP."""
    held = [(grid.title, title) for grid in seen.matrices if grid.columns for title in grid.unserved()]
    for office, title in held[:MOST_BARE]:
        yield f"{office}: {title}" if office else title
    if len(held) > MOST_BARE:
        yield words.get("letter.bare_more", seen.lang, count=len(held) - MOST_BARE)


def _to_mend(number: int, file: FileView, lang: str) -> dict[str, object]:
    about = "; ".join(file.about)
    name = f"{file.path} ({about})" if about else file.path
    counts = {"error": file.counts["error"], "warning": file.counts["warning"], "skipped": file.skipped}
    return {"no": number, "file": name, "shown": file.shown, **counts}


def _finding(number: int, entry: Entry, lang: str) -> dict[str, object]:
    severity = words.get(f"severity.{entry.severity}", lang)
    shown = words.get("letter.likely", lang, severity=severity) if entry.likely else severity
    return {
        "no": number,
        "file": f"{entry.person}: {entry.file}" if entry.person else entry.file,
        "place": entry.place,
        "message": f"{shown} {entry.code}: {entry.message}",
        "fix": entry.fix,
        "owner": entry.owner,
    }

"""What a confirmed link teaches the office's lexicon: the words in which its two texts differ stand for one another.

Each decision adds at most one row to the office's ``checklists/data/kamus_kantor.csv``; the row names the decision, so
it can be explained, and :func:`forget` takes it out again.
"""

from __future__ import annotations

import csv
import io
import os
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from kinerja_docs.linking.decisions import fingerprint
from kinerja_docs.linking.lexicon import COLUMNS, PART_OF, TAUGHT, office_file, office_rows
from kinerja_docs.linking.settings import settings
from kinerja_docs.linking.texts import Word, read


@dataclass(frozen=True, slots=True)
class Lesson:
    """Two phrases that a decision made one: the target's and the indicator's own words."""

    term: str
    equivalent: str
    fingerprint: str


def lesson(target: str, indicator: str) -> Lesson | None:
    """What a confirmed link teaches; None where one side has no words of its own, or too many to be a term."""
    ours, theirs = read(target).words, read(indicator).words
    term, equivalent = _own(ours, theirs), _own(theirs, ours)
    most = settings().lexicon.learned_words
    if not 1 <= len(term) <= most or not 1 <= len(equivalent) <= most:
        return None
    return Lesson(" ".join(term), " ".join(equivalent), fingerprint(target, indicator))


def _own(words: Sequence[Word], others: Sequence[Word]) -> list[str]:
    """The first unbroken run of weighty words that the other text lacks."""
    least, known = settings().words.weigh["weak"], {word.stem for word in others}
    verb = re.compile(settings().lexicon.learned_not)
    run: list[str] = []
    for word in words:
        if word.weight >= least and word.stem not in known and not verb.fullmatch(word.printed):
            run.append(word.printed)
        elif run:
            break
    return run


def teach(office: Path, taught: Lesson, by: str, on: str) -> bool:
    """Add the lesson to the office's lexicon; False where it is known already or the file holds as many as it may."""
    path = office_file(office)
    rows = office_rows(path) if path.is_file() else []
    known = [row for row in rows if row["keyakinan"] == TAUGHT]
    if len(known) >= settings().lexicon.learned_rows or any(taught.fingerprint in row["sumber"] for row in known):
        return False
    source = f"keputusan {taught.fingerprint} {by} {on}"
    values = (taught.term, taught.equivalent, PART_OF, "", "", source, TAUGHT)
    _write(path, [*rows, dict(zip(COLUMNS, values, strict=True))])
    return True


def forget(office: Path, key: str) -> int:
    """Take out what the decision with this fingerprint taught; how many rows went."""
    path = office_file(office)
    rows = office_rows(path) if path.is_file() else []
    kept = [row for row in rows if not (row["keyakinan"] == TAUGHT and key in row["sumber"])]
    if len(kept) < len(rows):
        _write(path, kept)
    return len(rows) - len(kept)


def _write(path: Path, rows: Sequence[dict[str, str]]) -> None:
    """Under a temporary name first, moved when whole."""
    text = io.StringIO()
    writer = csv.DictWriter(text, COLUMNS, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_suffix(".tmp")
    draft.write_text(text.getvalue(), encoding="utf-8")
    os.replace(draft, path)

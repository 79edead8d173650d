"""Action plans beside the evidence folder: an activity whose time has passed and of which no file speaks."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from datetime import date

from kinerja_docs.checking.hits import Context, Hit, Kind, Skip
from kinerja_docs.checking.params import RowParams, kept, row_key, short
from kinerja_docs.evidence import Exhibit, settings
from kinerja_docs.evidence.exhibit import hashes_of
from kinerja_docs.model import Record, Row
from kinerja_docs.text import fold
from kinerja_docs.text.dates import date_mentions, years_named
from kinerja_docs.text.language import language, words_pattern


class Overdue(RowParams):
    """``tasks``: columns that name what is to be done, the first that is filled in counts; ``also``: further columns by
    whose words a file may speak of it; ``schedule``: when."""

    tasks: tuple[str, ...]
    also: tuple[str, ...] = ()
    schedule: str


def overdue(params: Overdue, record: Record, context: Context) -> Iterator[Hit]:
    """The time of an activity has passed and no file of the evidence folder names it; at its schedule."""
    year = record.get("tahun")
    rows = [(number, row) for number, row in kept(params, record) if row.text(params.schedule)]
    if not rows:
        return
    if context.shelf is None:
        raise Skip("no_evidence")
    files: list[frozenset[int]] = []
    for number, row in rows:
        task = next((row.text(name) for name in params.tasks if row.text(name)), "")
        until = end_of(row.text(params.schedule), year.value if year is not None else None)
        if not task or until is None or until >= context.today:
            continue
        files = files or [_words_of(one) for one in context.shelf.exhibits]
        if not _spoken_of(_texts(params, row), files):
            yield Hit(
                row.values[params.schedule].at,
                params={"row": short(task)},
                table=params.table,
                column=params.schedule,
                key=row_key(row, params.key),
                row=number,
            )


def _texts(params: Overdue, row: Row) -> list[str]:
    return [row.text(name) for name in (*params.tasks, *params.also) if row.text(name)]


def _words_of(exhibit: Exhibit) -> frozenset[int]:
    """The words of a file's name and content. Of a file that was not read, only its name tells."""
    return exhibit.hashes() | hashes_of(fold(exhibit.path.rpartition(".")[0] or exhibit.path).split())


def _spoken_of(texts: list[str], files: list[frozenset[int]]) -> bool:
    """Whether a file holds most of the words of an activity."""
    idle = hashes_of(settings().subject.idle_stems)
    for text in texts:
        wanted = hashes_of(word for word in fold(text).split() if len(word) > 2) - idle
        if wanted and any(len(wanted & have) >= settings().plans.covered * len(wanted) for have in files):
            return True
    return False


def end_of(text: str, year: int | None) -> date | None:
    """The last day of a schedule (``Maret``, ``TW II``, ``Jan–Mar 2025``, a date); None where it names no time."""
    days = [one.date for one in date_mentions(text) if one.date is not None]
    if days:
        return max(days)
    years = years_named(text)
    year = max(years) if years else year
    if year is None:
        return None
    month = _last_month(fold(text))
    return date(year, month, calendar.monthrange(year, month)[1]) if month else None


def _last_month(folded: str) -> int:
    """The number of the last month that a schedule names, 0 for none."""
    plans = settings().plans
    months = [language().months[word] for word in folded.split() if word in language().months]
    numeral = "|".join(sorted(map(re.escape, plans.numerals), key=len, reverse=True))
    for words, length in ((plans.quarter, 3), (plans.semester, 6)):
        pattern = rf"(?<!\w)(?:{words_pattern(words)})\s*((?:(?:{numeral}|{words_pattern(plans.joining)})(?!\w)\s*)+)"
        for found in re.finditer(pattern, folded):
            named = [plans.numerals[word] for word in found[1].split() if word in plans.numerals]
            months += [min(12, length * number) for number in named]
    if re.search(rf"(?<!\w)(?:{words_pattern(plans.whole_year)})(?!\w)", folded):
        months.append(12)
    return max(months, default=0)


KINDS: dict[str, Kind] = {"plan_overdue": Kind(Overdue, overdue)}

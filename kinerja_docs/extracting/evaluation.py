"""The period that an evaluation is about: "PERIODE: TRIWULAN I/II/III/IV-AKHIR*" with all but one struck out, the
option printed alone, in the title, or told by its dates. The plan's own period stands beside it, with the same label.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import NamedTuple

from kinerja_docs.definitions.layout import Evaluation
from kinerja_docs.extracting.builder import Builder
from kinerja_docs.extracting.choices import chosen, put_choice
from kinerja_docs.extracting.pieces import Piece, after_words, cell_after, find_phrase
from kinerja_docs.model import Cell, Value
from kinerja_docs.text import fold, is_blank, read_period, squash
from kinerja_docs.text.periods import Period

_LAST_QUARTER = 4


class _Labelled(NamedTuple):
    label: str
    text: str
    cell: Cell
    piece: Piece


def read_evaluation(builder: Builder, pieces: list[Piece], rule: Evaluation) -> None:
    """Fill ``rule.field`` and claim the piece that prints it, so that nobody takes it for the plan's period."""
    if rule.field in builder.record.fields:
        return
    labelled = list(_labelled(builder, pieces, rule))
    for found in labelled:
        if chosen(found.text, rule).options and read_period(found.text) is None:
            _claim(builder, rule, found)
            return
    for piece in pieces:
        text = _unlabelled(builder, piece, rule)
        if text is not None and put_choice(builder, rule, text, piece.cell):
            builder.claimed.add((id(piece.cell), piece.text))
            return
    own = [found for found in labelled if fold(found.label) in map(fold, rule.own_labels)]
    for found in own:
        if is_blank(found.text) or not _is_period(found.text):
            _claim(builder, rule, found)
            return
    _by_dates(builder, rule, labelled, own)


def _labelled(builder: Builder, pieces: list[Piece], rule: Evaluation) -> list[_Labelled]:
    found: list[_Labelled] = []
    for piece in dict.fromkeys(pieces):
        span = find_phrase(piece.text, rule.labels)
        if span is None or piece.cell is builder.title:
            continue
        words = fold(piece.text).split()
        text, cell = after_words(piece.text, span[1]), piece.cell
        if is_blank(text):
            text, cell = cell_after(builder.scan, piece) or _next(pieces, piece) or (text, cell)
        found.append(_Labelled(" ".join(words[span[0] : span[1]]), text, cell, piece))
    return found


def _next(pieces: list[Piece], piece: Piece) -> tuple[str, Cell] | None:
    """The next line of the title block, behind a label that stands alone."""
    number = pieces.index(piece) + 1
    while number < len(pieces) and is_blank(pieces[number].text):
        number += 1
    return (pieces[number].text, pieces[number].cell) if number < len(pieces) else None


def _unlabelled(builder: Builder, piece: Piece, rule: Evaluation) -> str | None:
    """ "TRIWULAN II TAHUN 2026" on a line of its own or at the end of the title."""
    span = find_phrase(piece.text, rule.starts)
    if span is None or (span[0] > 0 and piece.cell is not builder.title):
        return None
    words = fold(piece.text).split()
    text = after_words(piece.text, span[0]) if span[0] else piece.text
    found = chosen(" ".join(words[span[0] :]), rule)
    return text if found.options and not found.strange else None


def _claim(builder: Builder, rule: Evaluation, found: _Labelled) -> None:
    put_choice(builder, rule, found.text, found.cell)
    builder.claimed.add((id(found.piece.cell), found.piece.text))
    if found.cell is not found.piece.cell:
        builder.claimed.add((id(found.cell), found.text))


def _is_period(text: str) -> bool:
    return read_period(squash(text).strip("()")) is not None


def _by_dates(builder: Builder, rule: Evaluation, labelled: list[_Labelled], own: list[_Labelled]) -> None:
    """Dates that tell the evaluation's period; where the plan's period is printed too, they are this one's alone."""
    dated = [(found, period) for found in labelled if (period := read_period(squash(found.text).strip("()")))]
    others = [found for found, _ in dated if found not in own]
    for found, period in dated:
        value = _value(period, rule)
        if others and found in own:
            _claim(builder, rule, found)
            text = squash(found.text).strip("()")
            builder.record.fields[rule.field] = Value(text, value, found.cell)
            return
        if value is not None and value != rule.year and not (others and found not in own):
            builder.set(rule.field, Value(squash(found.text).strip("()"), value, found.cell))
            return


def _value(period: Period, rule: Evaluation) -> str | None:
    """The quarter or the whole year that two dates are."""
    start, end = period.start, period.end
    if start is None or end is None or start.year != end.year:
        return None
    if start == date(start.year, 1, 1) and end == date(start.year, 12, 31):
        return rule.year
    quarter = (start.month - 1) // 3 + 1
    first = date(start.year, 3 * quarter - 2, 1)
    following = date(start.year + quarter // _LAST_QUARTER, (3 * quarter) % 12 + 1, 1)
    return rule.quarters[quarter - 1] if start == first and end == following - timedelta(days=1) else None
